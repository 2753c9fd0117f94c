#pragma once

// The locks of `_thread`. A lock is one word: free, held, or held and perhaps waited for. Taking a free lock
// and giving up one that nobody waits for is one atomic instruction. Who finds it held marks it waited for,
// under the queue's lock, and waits; who gives up a marked lock wakes one. A lock is not handed over:
// somebody else may take it before the woken one does, who then marks it and waits again; so nobody who waits
// is forgotten.

#include <atomic>

#include "runtime/modules/support.hpp"
#include "runtime/modules/wait_queue.hpp"

namespace minipy::modules {

/// Zeroed memory is a free lock. Any thread.
class LockWord {
 public:
  bool try_acquire() {
    std::uint32_t expected = kFree;
    return state_.compare_exchange_strong(expected, kHeld, std::memory_order_acquire);
  }
  /// Waits until it has the lock (true) or `deadline`. May raise KeyboardInterrupt.
  Result<bool> acquire(ThreadState& thread, const char* what, std::int64_t deadline);
  /// False when the lock was free.
  bool release();
  bool is_held() const { return state_.load(std::memory_order_acquire) != kFree; }

 private:
  static constexpr std::uint32_t kFree = 0;
  static constexpr std::uint32_t kHeld = 1;
  static constexpr std::uint32_t kWaitedFor = 2;

  // acquire and release: what was done under the lock is seen by the next holder.
  std::atomic<std::uint32_t> state_;
  WaitQueue waiters_;
};

/// A deadline from the arguments `blocking` and `timeout` of an `acquire`; 0: do not wait at all.
Result<std::int64_t> acquire_deadline(ThreadState& thread, Value blocking, Value timeout);

/// Nanoseconds of a number of seconds, rounded up; OverflowError with `too_large`.
Result<std::int64_t> seconds_to_nanoseconds(ThreadState& thread, Value seconds, const char* too_large);

/// The types `_thread.lock`, `_thread.RLock` and `_thread._Latch`.
Type* lock_type(ThreadState& thread);
Type* rlock_type(ThreadState& thread);
Type* latch_type(ThreadState& thread);
/// _end_thread(latch): what a thread does last. The latch opens, which its joiners wait for.
Result<Value> end_thread(ThreadState& thread, const Arguments& arguments);
Value new_lock(ThreadState& thread);

}  // namespace minipy::modules
