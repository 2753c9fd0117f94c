#pragma once

#include <semaphore.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <ctime>

namespace minipy::trace {

/// Wakes one waiting thread from many others, which never wait themselves. Nudges that come while one is
/// pending are one.
class Nudge {
 public:
  Nudge() { sem_init(&semaphore_, 0, 0); }
  ~Nudge() { sem_destroy(&semaphore_); }
  Nudge(const Nudge&) = delete;
  Nudge& operator=(const Nudge&) = delete;

  /// Any thread.
  void give() {
    // acq_rel: what the giver wrote before is seen by the taker, whoever posted.
    if (!pending_.exchange(true, std::memory_order_acq_rel)) sem_post(&semaphore_);
  }

  /// The one who waits: for a nudge, at most `nanoseconds`.
  void take(std::int64_t nanoseconds) {
    timespec until{};
    clock_gettime(CLOCK_MONOTONIC, &until);
    const std::int64_t at = until.tv_nsec + nanoseconds;
    until.tv_sec += static_cast<time_t>(at / 1'000'000'000);
    until.tv_nsec = static_cast<long>(at % 1'000'000'000);
    while (sem_clockwait(&semaphore_, CLOCK_MONOTONIC, &until) != 0) {
      if (errno == ETIMEDOUT) return;
    }
    pending_.exchange(false, std::memory_order_acq_rel);
  }

 private:
  sem_t semaphore_;
  std::atomic<bool> pending_{false};
};

}  // namespace minipy::trace
