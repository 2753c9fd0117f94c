#pragma once

#include "interpreter/vm/thread_state.hpp"
#include "runtime/sync/thread_context.hpp"

namespace minipy::sync {

/// Where `thread` is in its script: the instruction of the innermost frame that is not of the embedded
/// library, so that a wait inside `threading` counts for the line that called it. 0 when there is no such
/// frame. Owner thread, attached, its frame's `pc` saved.
trace::LocationId source_place(const vm::ThreadState& thread, ThreadContext& context,
                               trace::LocationTable& table);

}  // namespace minipy::sync
