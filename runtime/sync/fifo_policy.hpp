#pragma once

// Strict hand-over: who lets go gives the lock to the first waiter, and the lock is never free while anybody
// waits. So the order of arrival is the order of having it, nobody can overtake, and no waiter waits longer
// than one interval (and one checkpoint) for each thread before it.
//
// The price is the convoy that Blasgen and others described in 1979 ("The convoy phenomenon"): the lock
// stands still from when it is given to a sleeping thread until that thread runs, and a thread that lets go
// for a call that takes a microsecond goes to the end of the line.
//
// `ExactPolicy` is the same with a fixed number of checkpoints in place of the interval: `--switch-every N`
// checks before every instruction, so the holder passes the lock on after exactly N of them. Who waits in
// which order is all that is left to chance.

#include "runtime/sync/gil_policy.hpp"
#include "runtime/trace/clock.hpp"

namespace minipy::sync {

/// First come, first served; a waiter asks after one switch interval.
class FifoPolicy final : public GilPolicy {
 public:
  const char* name() const override { return "fifo"; }
  std::int64_t patience(const GilWaiter& /*waiter*/, std::int64_t interval) const override {
    return interval;
  }
  std::size_t choose(std::span<const GilWaiter> /*waiters*/, std::int64_t /*interval*/) const override {
    return 0;
  }
  bool hands_over() const override { return true; }
};

/// First come, first served; the holder passes the lock on after so many checkpoints, and nobody asks.
class ExactPolicy final : public GilPolicy {
 public:
  /// `ticks`: at least 1.
  explicit ExactPolicy(std::uint32_t ticks) : ticks_(ticks) {}
  const char* name() const override { return "exact"; }
  std::int64_t patience(const GilWaiter& /*waiter*/, std::int64_t /*interval*/) const override {
    return trace::kNever;
  }
  std::size_t choose(std::span<const GilWaiter> /*waiters*/, std::int64_t /*interval*/) const override {
    return 0;
  }
  bool hands_over() const override { return true; }
  std::uint32_t ticks() const override { return ticks_; }

 private:
  const std::uint32_t ticks_;
};

}  // namespace minipy::sync
