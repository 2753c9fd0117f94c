#pragma once

#include <atomic>
#include <cstdint>

#include "runtime/trace/clock.hpp"

namespace minipy::sync {

using trace::kNever;

/// How one thread waits and is woken: the only way anything in the runtime waits. It holds at most one
/// permit. `unpark` gives it, `park_until` waits for it and takes it; so a wake-up that comes before the wait
/// is not lost. Several reasons to wait share the permit: whoever parks does it in a loop around its own
/// condition.
class Parker {
 public:
  virtual ~Parker() = default;

  /// Waits until there is a permit, and takes it, or until `deadline` (of `now()`). Whether it took one. The
  /// thread that owns the parker, detached. Takes no lock that a caller of `unpark` may hold.
  virtual bool park_until(std::int64_t deadline) = 0;
  /// The same for a permit that is most likely to come within microseconds: may look for it for a moment
  /// before it gives the processor away, which would take longer than that.
  virtual bool park_briefly(std::int64_t deadline) { return park_until(deadline); }
  /// The same in the midst of a turn: what a fiber has used of its switch interval goes on to count when it
  /// is back, where any other wait begins a new one.
  virtual bool park_within_turn(std::int64_t deadline) { return park_until(deadline); }
  /// Gives the permit. Any thread; never waits. The caller makes sure that the parker is still there.
  virtual void unpark() = 0;
  /// Lets others run on the same carrier. The owner thread, detached.
  virtual void yield() = 0;
  /// Whether others wait for the same carrier to be given up: a fiber must yield now and then.
  virtual bool cooperative() const = 0;
  /// The time deadlines are measured by, in nanoseconds.
  virtual std::int64_t now() const = 0;
  /// CPU time this thread has used, in nanoseconds. The owner thread.
  virtual std::int64_t cpu_now() const = 0;
};

/// A parker for whatever OS thread owns it: one word, on which the kernel waits (futex).
class OsParker final : public Parker {
 public:
  explicit OsParker(const trace::Clock& clock) : clock_(clock) {}

  bool park_until(std::int64_t deadline) override;
  bool park_briefly(std::int64_t deadline) override;
  void unpark() override;
  void yield() override;
  bool cooperative() const override { return false; }
  std::int64_t now() const override { return clock_.now(); }
  std::int64_t cpu_now() const override;

 private:
  static constexpr std::int32_t kParked = -1;
  static constexpr std::int32_t kEmpty = 0;
  static constexpr std::int32_t kPermit = 1;

  const trace::Clock& clock_;
  // unpark releases, park acquires: what was written before a wake-up is seen after it.
  std::atomic<std::int32_t> state_{kEmpty};
};

}  // namespace minipy::sync
