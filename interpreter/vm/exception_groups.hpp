#pragma once

// Exception groups taken apart and put together (PEP 654), for `except*` and for the methods of
// BaseExceptionGroup.

#include "interpreter/objects/exception.hpp"
#include "interpreter/objects/list.hpp"
#include "interpreter/vm/thread_state.hpp"

namespace minipy::vm {

/// Which exceptions belong to the one half of a split.
class ExceptionFilter {
 public:
  virtual ~ExceptionFilter() = default;
  /// May run user code.
  virtual Result<bool> matches(ThreadState& thread, Value exception) = 0;
};

/// The two halves of an exception; None where there is nothing.
struct ExceptionHalves {
  Value match = Value::none();
  Value rest = Value::none();
};

/// The exceptions in a group.
objects::Tuple* group_members(ThreadState& thread, Value group);
/// Splits an exception or a group, however deep, by `filter`. Groups are made by their own derive().
/// Attached.
Result<ExceptionHalves> split_exception(ThreadState& thread, Value exception, ExceptionFilter& filter);

/// One clause of `except*`: base[0] = what `pattern` (a class or a tuple) matches of `exception`, as a group,
/// base[1] = the rest; None where there is nothing. TypeError for what may not be caught so. Attached.
Result<void> split_for_clause(ThreadState& thread, Value exception, Value pattern, Value* base);
/// What the `except*` clauses for `original` leave to raise, or None: `left` holds what they raised, and what
/// none of them matched. After CPython's _PyExc_PrepReraiseStar. Attached.
Result<Value> join_exceptions(ThreadState& thread, Value original, objects::List* left);

}  // namespace minipy::vm
