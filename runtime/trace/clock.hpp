#pragma once

#include <cstdint>

namespace minipy::trace {

/// A deadline that never comes.
constexpr std::int64_t kNever = INT64_MAX;

/// What time it is. Every wait, wake-up and time stamp of the runtime reads one of these, so that virtual
/// time can take the place of the system's. Any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Nanoseconds that never go back; the start is arbitrary.
  virtual std::int64_t now() const = 0;
  /// Nanoseconds since 1970.
  virtual std::int64_t wall_now() const = 0;
};

/// CLOCK_MONOTONIC and CLOCK_REALTIME.
class SystemClock final : public Clock {
 public:
  std::int64_t now() const override;
  std::int64_t wall_now() const override;
};

/// `now + nanoseconds`, `kNever` where that does not fit.
constexpr std::int64_t deadline_after(std::int64_t now, std::int64_t nanoseconds) {
  return nanoseconds > kNever - now ? kNever : now + nanoseconds;
}

/// CPU time of the calling OS thread, and of the whole process, in nanoseconds. Any thread.
std::int64_t thread_cpu_now();
std::int64_t process_cpu_now();

}  // namespace minipy::trace
