#pragma once

// What `await`, `async for` and `async with` ask of objects (PEP 492, 525). A coroutine and an asynchronous
// generator are Generators of kinds of their own: generators.cpp runs all three.

#include "interpreter/objects/function.hpp"
#include "interpreter/vm/thread_state.hpp"

namespace minipy::vm {

/// "generator", "coroutine" or "async generator": as messages call it.
const char* generator_word(const objects::Generator* generator);
/// Whether `value` is a generator that `types.coroutine` made awaitable.
bool is_iterable_coroutine(Value value);

/// What an `await` delegates to: a coroutine itself, else the iterator that `value.__await__()` returns.
/// TypeError; RuntimeError for a coroutine that another one waits for. May run user code. Attached.
Result<Value> get_awaitable(ThreadState& thread, Value value);
/// `iterable.__aiter__()`, which must have __anext__. May run user code. Attached.
Result<Value> get_async_iter(ThreadState& thread, Value iterable);
/// What the `await` of `iterator.__anext__()` delegates to. May run user code. Attached.
Result<Value> get_async_next(ThreadState& thread, Value iterator);
/// base[0] = the bound __aexit__ of `manager`, base[1] = what the `await` of its __aenter__() delegates to.
Result<void> enter_async_with(ThreadState& thread, Value manager, Value* base);
/// What the `await` of `exit(...)` delegates to; `exception` is empty at a normal end.
Result<Value> exit_async_with(ThreadState& thread, Value exit, Value exception);

}  // namespace minipy::vm
