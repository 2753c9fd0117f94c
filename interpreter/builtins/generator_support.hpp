#pragma once

// What generators, coroutines and asynchronous generators have in common as scripts see them.

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// What a step came to, as a method must tell it: `yielded`, or a StopIteration that carries `result`.
Result<Value> finish_step(ThreadState& thread, Value yielded, Value result);
/// The exception that the arguments of throw() mean.
Result<Value> exception_to_throw(ThreadState& thread, Value type, Value value, Value traceback);

// Methods of any Generator: arguments as of the Python methods.
Result<Value> generator_send(ThreadState& thread, const Arguments& arguments);
Result<Value> generator_throw(ThreadState& thread, const Arguments& arguments);
Result<Value> generator_close(ThreadState& thread, const Arguments& arguments);
Result<Value> generator_repr(ThreadState& thread, const Arguments& arguments);

/// The awaitable of anext(iterator, otherwise).
Value make_anext_awaitable(ThreadState& thread, Value awaitable, Value otherwise);

void install_coroutine(ThreadState& thread);
void install_async_generator(ThreadState& thread);

}  // namespace minipy::builtins
