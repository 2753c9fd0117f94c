#pragma once

// A lock of one byte, for critical sections of a few dozen instructions that never wait, never run user code
// and never reach a checkpoint. That is what makes spinning right: the holder is running or about to run
// again, so a waiter spins briefly and then gives its time slice away until the holder is through. Nothing
// is allocated and nothing is registered, so every object can afford one.

#include <atomic>
#include <cstdint>
#include <thread>

#include "interpreter/base/thread_annotations.hpp"

namespace minipy::base {

/// Any thread may lock; the thread that locked unlocks. Not recursive.
class CAPABILITY("mutex") ByteLock {
 public:
  void lock() ACQUIRE() {
    if (!try_lock()) lock_slow();
  }

  bool try_lock() TRY_ACQUIRE(true) {
    // acquire: what the last holder wrote is visible to the new one.
    return state_.exchange(1, std::memory_order_acquire) == 0;
  }

  void unlock() RELEASE() { state_.store(0, std::memory_order_release); }

 private:
  void lock_slow() ACQUIRE() NO_THREAD_SAFETY_ANALYSIS {
    for (int spins = 0; !try_lock();) {
      // relaxed: only a hint when to try again; try_lock orders.
      while (state_.load(std::memory_order_relaxed) != 0) {
        if (++spins < kSpins) {
          pause();
        } else {
          std::this_thread::yield();
        }
      }
    }
  }

  static void pause() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
  }

  static constexpr int kSpins = 64;
  std::atomic<std::uint8_t> state_{0};
};

/// Holds a `ByteLock` for a scope.
class SCOPED_CAPABILITY ByteLockGuard {
 public:
  explicit ByteLockGuard(ByteLock& lock) ACQUIRE(lock) : lock_(lock) { lock_.lock(); }
  ~ByteLockGuard() RELEASE() { lock_.unlock(); }
  ByteLockGuard(const ByteLockGuard&) = delete;
  ByteLockGuard& operator=(const ByteLockGuard&) = delete;

 private:
  ByteLock& lock_;
};

}  // namespace minipy::base
