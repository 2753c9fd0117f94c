#pragma once

// CPython up to 3.1: every `sys.getcheckinterval()` instructions (100) the holder drops the lock, wakes a
// waiter, and takes the lock again, in a race that it mostly wins.
//
// Nobody asks for the lock: a waiter waits until it is woken, however long that takes, and then tries. The
// holder is on its core already and needs some hundred nanoseconds to take the lock again; the woken thread
// needs a thread switch, some ten thousand. On one core it was different: there the woken thread got its turn
// when the system said so, and both were asleep in turn. So on several cores two computing threads got slower
// than one after the other (David Beazley, 2009), which is what the interval policy was made against.
//
// Here as there a thread counts from when it took the lock; what counts is a checkpoint, so with
// `--checkpoints every` an instruction. With forced switching on the race is off: the holder waits until
// somebody has taken the lock. Where nobody waits, dropping would change nothing, and is left out.

#include "runtime/sync/gil_policy.hpp"
#include "runtime/trace/clock.hpp"

namespace minipy::sync {

/// CPython's lock up to 3.1: the holder lets go every so many checkpoints, and tries at once to get it back.
class TicksPolicy final : public GilPolicy {
 public:
  /// `ticks`: at least 1.
  explicit TicksPolicy(std::uint32_t ticks) : ticks_(ticks) {}
  const char* name() const override { return "ticks"; }
  std::int64_t patience(const GilWaiter& /*waiter*/, std::int64_t /*interval*/) const override {
    return trace::kNever;
  }
  std::size_t choose(std::span<const GilWaiter> /*waiters*/, std::int64_t /*interval*/) const override {
    return 0;
  }
  bool forced_switching() const override { return false; }
  std::uint32_t ticks() const override { return ticks_; }

 private:
  const std::uint32_t ticks_;
};

}  // namespace minipy::sync
