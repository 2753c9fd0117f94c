#include "runtime/trace/clock.hpp"

#include <ctime>

namespace minipy::trace {

namespace {

std::int64_t read(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

std::int64_t SystemClock::now() const { return read(CLOCK_MONOTONIC); }
std::int64_t SystemClock::wall_now() const { return read(CLOCK_REALTIME); }
std::int64_t thread_cpu_now() { return read(CLOCK_THREAD_CPUTIME_ID); }
std::int64_t process_cpu_now() { return read(CLOCK_PROCESS_CPUTIME_ID); }

}  // namespace minipy::trace
