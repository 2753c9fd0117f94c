#pragma once

// All threads of an interpreter, and how they are stopped together where no lock does it: the protocol of
// CPython 3.13t (`stop_the_world`), in three states a thread.
//
//   kDetached --attach--> kAttached     by the thread, with a compare-exchange
//   kAttached --detach--> kDetached     by the thread
//   kAttached --stop----> kSuspended    by the thread, at a checkpoint that saw kBreakStopWorld
//   kDetached --stop----> kSuspended    by the one who stops the world, with a compare-exchange
//   kSuspended -resume--> kDetached     by the one who stopped it; then the thread may attach again
//
// Stopping: the requester, attached itself, becomes `stopper_`, and scans all threads: it raises
// kBreakStopWorld in each, and suspends the detached ones. It scans again whenever a thread tells that it has
// detached or suspended itself, until none is attached. Threads that block are never waited for, however many
// there are.
//
// No notice is lost: a thread that detaches stores its state and then reads its breaker; the requester raises
// the breaker's bit and then reads the state; all four are sequentially consistent, so at least one of them
// sees the other. The notice goes through the mutex and the requester's permit.
//
// No thread slips in: a thread attaches from kDetached only, a suspended thread stays so until the world goes
// on, and a thread joins the list while its parent is attached, hence before the last scan.
//
// Two requesters: the second one finds a `stopper_`, suspends itself as a checkpoint would, and tries again
// when the world goes on.
//
// Whoever becomes detached or suspended has published its stack before, so the collector may scan it at once.

#include <atomic>
#include <cstdint>
#include <vector>

#include "interpreter/base/mutex.hpp"
#include "runtime/sync/thread_context.hpp"

namespace minipy::sync {

class World {
 public:
  World() = default;
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  /// A thread from now on, detached. Called by its parent, attached, before the thread runs (or by the first
  /// one).
  void add(ThreadContext& thread);
  /// No thread any more. Called by itself, detached for good.
  void remove(ThreadContext& thread);
  std::size_t thread_count() const;
  /// Calls `visit` for each thread, with the list locked.
  template <typename Visit>
  void for_each(Visit visit) const {
    const base::MutexLock guard(mutex_);
    for (ThreadContext* thread : threads_) visit(*thread);
  }

  /// Waits until the thread may be attached, and attaches it. False when it is abandoned. Whether it waited
  /// goes to `waited`. Only where the world is stopped this way.
  [[nodiscard]] bool attach(ThreadContext& self, bool& waited);
  /// The thread has published its stack.
  void detach(ThreadContext& self);
  /// At a checkpoint with kBreakStopWorld: suspends the thread until the world goes on, and attaches it
  /// again. The thread has published its stack. False when it is abandoned.
  [[nodiscard]] bool pause(ThreadContext& self);

  /// Returns when no other thread is attached, and none can become so until `resume`. False when `self` is
  /// abandoned, or when `deadline` came first: then the world is not stopped. `self` is attached and has
  /// published its stack.
  [[nodiscard]] bool stop(ThreadContext& self, std::int64_t deadline = kNever);
  void resume(ThreadContext& self);

  /// Ends all threads but `self` and those on their way out (`ThreadContext::ending`): from now on none of
  /// them attaches, and each one that reaches a checkpoint stays there (kBreakAbandon).
  void abandon_others(ThreadContext& self);

 private:
  void notify_stopper();
  void wait_listed(ThreadContext& self) REQUIRES(mutex_);
  /// Lets go of the mutex, which `lock` holds, while it waits.
  void suspend_and_wait(ThreadContext& self, base::MutexLock& lock) NO_THREAD_SAFETY_ANALYSIS;

  mutable base::Mutex mutex_;
  std::vector<ThreadContext*> threads_ GUARDED_BY(mutex_);
  ThreadContext* stopper_ GUARDED_BY(mutex_) = nullptr;
  std::vector<ThreadContext*> waiting_ GUARDED_BY(mutex_);  // parked until the world goes on
  bool finalizing_ GUARDED_BY(mutex_) = false;
};

}  // namespace minipy::sync
