#pragma once

#include "interpreter/objects/descriptor.hpp"
#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

/// What a call came to when it was begun from the eval loop.
enum class CallState : std::uint8_t {
  kDone,   ///< `result` holds the value
  kFrame,  ///< a frame was pushed: go on there
  kRaised,
};

/// Begins callee(*values): either does it, or pushes a frame whose result goes to register `target` of the
/// calling frame. `overlay` as in push_frame; `room` says that values[-1] may be overwritten.
CallState begin_call(ThreadState& thread, Value callee, Value* values, std::uint32_t count,
                     const Tuple* keywords, std::int16_t target, bool overlay, bool room, Value& result);

/// type(*arguments): what type.__call__ does, __new__ and then __init__.
Result<Value> call_type(ThreadState& thread, Type* type, const Arguments& arguments);

/// Calls a native, binding keywords and checking the count.
Result<Value> call_native(ThreadState& thread, objects::Native* native, const Arguments& arguments);

/// Pushes the frame of a Python function with its arguments bound. Null when they do not fit (pending).
Frame* push_function_frame(ThreadState& thread, objects::Function* function, const Value* values,
                           std::uint32_t count, const Tuple* keywords, bool overlay);

/// Runs the frame on top of the stack, marked kFrameEntry, until it returns.
Result<Value> run_frame(ThreadState& thread, Frame* frame);

}  // namespace minipy::vm
