#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace minipy::sync {

class ThreadContext;

/// A thread that wants the lock.
struct GilWaiter {
  ThreadContext* thread = nullptr;
  std::int64_t since = 0;  ///< when it began to wait
  bool blocked = false;    ///< it comes out of a blocking call; else it was made to let go
};

/// Who gets the lock, and when the holder is asked for it. The lock calls it with its mutex held, so it may
/// keep what it has to remember in plain fields; it keeps no thread waiting itself. `interval` is the switch
/// interval in nanoseconds, as it is now.
class GilPolicy {
 public:
  virtual ~GilPolicy() = default;
  /// As the command line and the stats' header spell it.
  virtual const char* name() const = 0;
  /// How long a waiter waits, the lock being held, before it asks the holder to let go. 0: it asks at once;
  /// `kNever`: it does not ask.
  virtual std::int64_t patience(const GilWaiter& waiter, std::int64_t interval) const = 0;
  /// Which of the waiters (at least one, in order of arrival) is woken, or given the lock, when the holder
  /// lets go.
  virtual std::size_t choose(std::span<const GilWaiter> waiters, std::int64_t interval) const = 0;
  /// The lock is free, and one of `waiters` has been woken for it: whether `newcomer` may take it before
  /// them.
  virtual bool may_overtake(const GilWaiter& /*newcomer*/, std::span<const GilWaiter> /*waiters*/,
                            std::int64_t /*interval*/) const {
    return true;
  }
  /// Whether who lets go gives the lock to the chosen waiter itself, so that nobody can come in between.
  virtual bool hands_over() const { return false; }
  /// Whether a thread that was asked to let go waits until another one has taken the lock, unless the lock is
  /// told otherwise.
  virtual bool forced_switching() const { return true; }
  /// After how many checkpoints the holder lets go by itself; 0: it does not.
  virtual std::uint32_t ticks() const { return 0; }
  /// `by` has the lock now.
  virtual void taken(const GilWaiter& /*by*/) {}
  /// `by` lets go; `waiters` want the lock.
  virtual void dropped(ThreadContext& /*by*/, std::span<const GilWaiter> /*waiters*/) {}
};

/// CPython 3.2 and later: a waiter asks after one switch interval, who came first is woken first, and who
/// comes along in the meantime may be faster.
class IntervalPolicy final : public GilPolicy {
 public:
  const char* name() const override { return "interval"; }
  std::int64_t patience(const GilWaiter& /*waiter*/, std::int64_t interval) const override {
    return interval;
  }
  std::size_t choose(std::span<const GilWaiter> /*waiters*/, std::int64_t /*interval*/) const override {
    return 0;
  }
};

}  // namespace minipy::sync
