#include <linux/futex.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>

#include "runtime/sync/parker.hpp"

namespace minipy::sync {

namespace {

// Tells the processor that this is a waiting loop.
void relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

}  // namespace

bool OsParker::park_until(std::int64_t deadline) {
  std::int32_t expected = kPermit;
  if (state_.compare_exchange_strong(expected, kEmpty, std::memory_order_acquire)) return true;
  expected = kEmpty;
  if (!state_.compare_exchange_strong(expected, kParked, std::memory_order_acquire)) {
    // Only a permit can have come in between: the owner alone parks.
    state_.exchange(kEmpty, std::memory_order_acquire);
    return true;
  }
  timespec limit{};
  limit.tv_sec = static_cast<time_t>(deadline / 1'000'000'000);
  limit.tv_nsec = static_cast<long>(deadline % 1'000'000'000);
  const timespec* until = deadline == kNever ? nullptr : &limit;
  for (;;) {
    // Absolute time of CLOCK_MONOTONIC; the word is private to the process.
    const long result =
        syscall(SYS_futex, reinterpret_cast<std::int32_t*>(&state_), FUTEX_WAIT_BITSET | FUTEX_PRIVATE_FLAG,
                kParked, until, nullptr, FUTEX_BITSET_MATCH_ANY);
    const bool timed_out = result == -1 && errno == ETIMEDOUT;
    expected = kPermit;
    if (state_.compare_exchange_strong(expected, kEmpty, std::memory_order_acquire)) return true;
    if (timed_out) {
      expected = kParked;
      if (state_.compare_exchange_strong(expected, kEmpty, std::memory_order_acquire)) return false;
      state_.exchange(kEmpty, std::memory_order_acquire);  // the permit came at the last moment
      return true;
    }
  }
}

bool OsParker::park_briefly(std::int64_t deadline) {
  constexpr std::int64_t kMoment = 20'000;
  constexpr int kLooks = 32;
  const std::int64_t until = std::min(deadline, clock_.now() + kMoment);
  do {
    for (int look = 0; look < kLooks; ++look) {
      // relaxed: park_until takes the permit, if there is one.
      if (state_.load(std::memory_order_relaxed) == kPermit) return park_until(deadline);
      relax();
    }
  } while (clock_.now() < until);
  return park_until(deadline);
}

void OsParker::unpark() {
  if (state_.exchange(kPermit, std::memory_order_release) == kParked) {
    // The parker may be gone by now, its owner having seen the permit; waking an address is harmless then.
    syscall(SYS_futex, reinterpret_cast<std::int32_t*>(&state_), FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1, nullptr,
            nullptr, 0);
  }
}

void OsParker::yield() { sched_yield(); }

std::int64_t OsParker::cpu_now() const { return trace::thread_cpu_now(); }

}  // namespace minipy::sync
