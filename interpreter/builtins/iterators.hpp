#pragma once

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// iter(callable, sentinel).
Value make_callable_iterator(ThreadState& thread, Value callable, Value sentinel);
/// The iterator over an object that has `__getitem__` only.
Result<Value> make_sequence_iterator(ThreadState& thread, Value sequence);

}  // namespace minipy::builtins
