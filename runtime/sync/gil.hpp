#pragma once

// The global interpreter lock: CPython's, as it is since 3.2 (Antoine Pitrou, 2009).
//
// The protocol
//
//   * `held_` says whether the lock is held; a small mutex protects it and is never held while anybody waits.
//   * Who wants the lock and finds it held joins the list of waiters and parks for as long as the policy says
//     (the switch interval). If it was not woken in that time, and the lock did not change hands in that time
//     (`switches_` is the same), it raises the holder's drop request, and goes on parking. If the lock did
//     change hands it gives the new holder a whole interval too: the interval is a waiter's timeout, not a
//     time slice.
//   * A policy may leave a waiter no patience: it asks at once, before the holder has had its interval. Such
//   a
//     hand-off has the cause `priority`, unless somebody whose interval was over had asked already.
//   * The holder sees the request at its next checkpoint and drops the lock. A thread that blocks or ends
//     drops it by itself. Dropping wakes one waiter, whom the policy chooses, and that one stays in the list
//     until it has the lock.
//   * The lock is not handed over: a third thread may come along and take it before the woken one has run.
//     The woken one then finds it held and parks again, still where it was in the list.
//   * Forced switching: who drops the lock because it was asked to (or its ticks are over) waits until
//     somebody else has taken it. Without that it would mostly take the lock again before the woken thread
//     has got going (CPython's issue 7946, and what happened up to 3.1).
//   * A policy that hands over is different in two places. Dropping makes the chosen waiter the holder, takes
//     it off the list and wakes it, so the lock is never free while anybody waits. And a holder that drops
//     the lock because it was asked to joins the list in the same step, at its end: the line does not depend
//     on how soon the system lets the dropper run on.
//
// Why it is right
//
//   * One holder: `held_` turns true in `take` only, which needs it false and the mutex held.
//   * No waiter is forgotten: whenever the lock becomes free while the list is not empty, a member of the
//     list has been given a permit since (in `drop`, or in `acquire` by a woken thread that does not want it
//     any more), and it leaves the list only with the lock. A permit given before the parking is not lost
//     (see Parker). If another thread takes the lock first, its own `drop` wakes again. A newcomer that may
//     not overtake joins the list, one of whose members has been woken already.
//   * A dropper that waits for a switch wakes: it waits only while the list is not empty, the lock is free
//     and it was the last holder. The next `take` by anybody, or the last waiter's giving up, ends that and
//     unparks it.
//   * A computing holder loses the lock after one interval and one checkpoint, where the policy lets waiters
//     ask: each waiter's deadline is set again at every turn of its loop, and the request stays up until the
//     lock has been dropped.
//
// A waiter without patience, and the holder it asked, wait *briefly*: the next checkpoint is some hundred
// nanoseconds away, and putting a thread to sleep and waking it takes a hundred times as long.
//
// Waiting is done by `Parker`s, so a fiber that waits parks itself and its worker runs others.

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "interpreter/base/mutex.hpp"
#include "runtime/sync/gil_policy.hpp"
#include "runtime/sync/thread_context.hpp"

namespace minipy::sync {

class Gil {
 public:
  /// `forced_switching`: nothing leaves it to the policy.
  explicit Gil(std::unique_ptr<GilPolicy> policy, std::optional<bool> forced_switching = {})
      : policy_(std::move(policy)),
        forced_switching_(forced_switching.value_or(policy_->forced_switching())) {}
  Gil(const Gil&) = delete;
  Gil& operator=(const Gil&) = delete;

  /// How an `acquire` ended.
  enum class Acquired : std::uint8_t {
    kAtOnce,  ///< nobody held the lock
    kWaited,
    kAbandoned,  ///< not at all: `self.abandoned` was set
  };

  /// Waits until this thread holds the lock. Call detached only. Counts hand-offs.
  Acquired acquire(ThreadContext& self);
  /// Lets go of the lock, which `self` holds. With forced switching, and a drop request up or `cause` being
  /// kTicks, waits until another thread has taken it.
  void drop(ThreadContext& self, trace::Cause cause);
  /// Whether a waiter asked the holder to let go. The holder, at a checkpoint.
  bool drop_requested() const {
    // relaxed: a hint; `drop` looks again under the mutex.
    return drop_requested_.load(std::memory_order_relaxed);
  }
  /// Whether the waiter that asked goes before the holder, and so did not wait for an interval. The holder,
  /// when a drop is requested.
  bool pre_empted() const {
    // relaxed: only told; stored before drop_requested_.
    return pre_empted_.load(std::memory_order_relaxed);
  }
  /// Wakes all waiters, so that abandoned ones give up.
  void wake_all();

  /// The switch interval in nanoseconds. Any thread.
  std::int64_t interval() const { return interval_.load(std::memory_order_relaxed); }
  void set_interval(std::int64_t nanoseconds) { interval_.store(nanoseconds, std::memory_order_relaxed); }

  const GilPolicy& policy() const { return *policy_; }
  bool forced_switching() const { return forced_switching_; }
  /// How often the lock changed hands. Any thread.
  std::uint64_t switches() const;
  /// How many threads wait. Any thread.
  std::size_t waiting() const { return waiting_.load(std::memory_order_relaxed); }

 private:
  void take(const GilWaiter& self) REQUIRES(mutex_);
  void begin_to_wait(ThreadContext& self) REQUIRES(mutex_);
  void request_drop(ThreadContext& self, trace::Cause cause) REQUIRES(mutex_);
  void release(ThreadContext& self) REQUIRES(mutex_);
  void wake_next() REQUIRES(mutex_);
  GilWaiter leave(ThreadContext& self) REQUIRES(mutex_);
  static GilWaiter waiter_of(ThreadContext& self);
  bool waits(const ThreadContext& self) const REQUIRES(mutex_);

  const std::unique_ptr<GilPolicy> policy_;  // its plain fields are guarded by mutex_
  const bool forced_switching_;
  std::atomic<std::int64_t> interval_{5'000'000};
  std::atomic<bool> drop_requested_{false};
  std::atomic<bool> pre_empted_{false};  // changed under mutex_, with every request
  std::atomic<std::size_t> waiting_{0};  // the size of waiters_; relaxed: a hint for who does not hold mutex_

  mutable base::Mutex mutex_;
  bool held_ GUARDED_BY(mutex_) = false;
  ThreadContext* holder_ GUARDED_BY(mutex_) = nullptr;
  // The record, not the thread, which may have ended.
  std::shared_ptr<trace::ThreadRecord> last_holder_ GUARDED_BY(mutex_);
  trace::Cause last_cause_ GUARDED_BY(mutex_) = trace::Cause::kBlocking;
  std::uint64_t switches_ GUARDED_BY(mutex_) = 0;
  std::vector<GilWaiter> waiters_ GUARDED_BY(mutex_);
  bool asked_at_once_ GUARDED_BY(mutex_) = false;        // the holder was asked by a waiter without patience
  ThreadContext* dropper_ GUARDED_BY(mutex_) = nullptr;  // who waits for a switch
};

}  // namespace minipy::sync
