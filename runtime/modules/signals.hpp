#pragma once

#include "runtime/modules/support.hpp"

namespace minipy::modules {

/// Sends the process a signal that a script may handle, as if it came from outside; in the main thread, its
/// handler has run when this returns. False for signals that only the system can send. May raise what the
/// handler raises.
Result<bool> raise_signal(ThreadState& thread, int number);

}  // namespace minipy::modules
