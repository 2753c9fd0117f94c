#pragma once

#include "interpreter/vm/calls.hpp"

namespace minipy::vm {

/// Runs the frame on top of the stack, which was marked kFrameEntry, until it returns or yields. `kEvery`
/// looks at the eval breaker before every instruction, as CPython up to 3.9 nearly did; otherwise on
/// back-edges and calls.
template <bool kEvery>
Result<Value> eval(ThreadState& thread);

}  // namespace minipy::vm
