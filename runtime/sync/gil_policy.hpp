#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace minipy::sync {

class ThreadContext;

/// A thread that waits for the lock.
struct GilWaiter {
  ThreadContext* thread = nullptr;
  std::int64_t since = 0;  ///< when it began to wait
};

/// Who gets the lock, and when the holder is asked for it. The lock calls it with its mutex held; it keeps no
/// thread waiting itself.
class GilPolicy {
 public:
  virtual ~GilPolicy() = default;
  /// As the stats' header spells it.
  virtual const char* name() const = 0;
  /// How long a waiter waits before it asks the holder to let go; `kNever`: it does not ask.
  virtual std::int64_t patience(const GilWaiter& waiter, std::int64_t interval) const = 0;
  /// Which of the waiters (at least one, in order of arrival) is woken when the lock becomes free.
  virtual std::size_t choose(std::span<const GilWaiter> waiters) const = 0;
  /// Whether a thread that was asked to let go waits until another one has taken the lock.
  virtual bool forced_switching() const = 0;
};

/// CPython 3.2 and later: a waiter asks after one switch interval, who came first is woken first.
class IntervalPolicy final : public GilPolicy {
 public:
  const char* name() const override { return "interval"; }
  std::int64_t patience(const GilWaiter& /*waiter*/, std::int64_t interval) const override {
    return interval;
  }
  std::size_t choose(std::span<const GilWaiter> /*waiters*/) const override { return 0; }
  bool forced_switching() const override { return true; }
};

}  // namespace minipy::sync
