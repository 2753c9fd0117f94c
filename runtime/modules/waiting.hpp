#pragma once

#include "runtime/modules/support.hpp"
#include "runtime/sync/discipline.hpp"

namespace minipy::modules {

/// The one who runs this interpreter's threads.
inline sync::Discipline& discipline_of(const ThreadState& thread) {
  return static_cast<sync::Discipline&>(*thread.interpreter.hooks);
}

/// Waits for so many nanoseconds; 0 only lets others run. May raise KeyboardInterrupt.
Result<void> sleep_for(ThreadState& thread, std::int64_t nanoseconds);

/// Waits until `descriptor` has something to read (or is at its end). A fiber waits without its worker. May
/// raise KeyboardInterrupt.
Result<void> wait_readable(ThreadState& thread, int descriptor);
/// The same until it takes something (or its other end is gone).
Result<void> wait_writable(ThreadState& thread, int descriptor);
/// How many of `size` bytes may be written to a descriptor that is writable without waiting.
std::size_t writable_at_once(std::size_t size);

}  // namespace minipy::modules
