#pragma once

// A worker: an OS thread and the fibers on it. All waiting of fibers is our own: Boost.Fiber gives contexts,
// stacks and switching, and asks our `WorkerAlgorithm` whom to run next; its mutexes, condition variables and
// sleep queue are not used.
//
// A fiber parks by noting that it is parked, entering its deadline into the worker's timers, and switching
// away. Whoever wakes it, from any thread, puts its parker into the worker's inbox and ends the worker's
// idling. Only the worker's dispatcher context empties the inbox and looks at the timers, so a fiber becomes
// ready only when it has really been switched away from. A parker is resumed once for each parking:
// `resuming` is set by the first who wants to, the waker or the timer, and cleared by the fiber itself.
//
// A fiber never changes its worker.
//
// Fibers take turns: first come, first served, each for one switch interval of its own. A stop of the world
// ends no turn: it wakes whom it found waiting in the order in which they came, the fiber that ran first, and
// that one's turn goes on where it was. So a fiber waits for at most one interval of each other one, however
// often the world stops.

#include <atomic>
#include <boost/fiber/algo/algorithm.hpp>
#include <boost/fiber/context.hpp>
#include <boost/fiber/scheduler.hpp>
#include <map>
#include <vector>

#include "interpreter/base/byte_lock.hpp"
#include "interpreter/base/mutex.hpp"
#include "runtime/sched/carrier.hpp"

namespace minipy::sched {

class FiberParker;

class Worker {
 public:
  /// `stacks` outlives all fibers.
  Worker(const trace::Clock& clock, StackPool& stacks) : clock_(clock), stacks_(stacks), idle_(clock) {}

  /// Makes the calling thread this worker, and undoes it.
  void install();
  void uninstall();
  /// Gives back what fibers that have ended still have. The worker's main context.
  void release_ended();

  // ---- any thread

  /// A new fiber for the task, whose parker is of this worker.
  void start(const CarrierTask& task);
  /// Makes a parked fiber ready; its `resuming` is set.
  void resume(FiberParker* parker);
  /// Asks the fiber that has run for at least `interval` in this turn to give way at its next checkpoint.
  void tick(std::int64_t now, std::int64_t interval);

  const trace::Clock& clock() const { return clock_; }

 private:
  friend class FiberParker;
  friend class WorkerAlgorithm;
  using Timers = std::multimap<std::int64_t, FiberParker*>;

  // Of the worker's own thread:
  void run_fiber(const CarrierTask& task);
  /// Empties the inbox, makes fibers ready whose time has come.
  void collect_ready();
  void switched_in(FiberParker& parker);
  void switched_out(FiberParker& parker, bool within_turn = false);

  const trace::Clock& clock_;
  StackPool& stacks_;
  sync::OsParker idle_;
  boost::fibers::scheduler::ready_queue_type ready_;  // worker's thread only
  Timers timers_;                                     // worker's thread only

  base::Mutex inbox_mutex_;
  std::vector<FiberParker*> woken_ GUARDED_BY(inbox_mutex_);
  std::vector<CarrierTask> tasks_ GUARDED_BY(inbox_mutex_);
  std::atomic<bool> inbox_full_{false};  // hint that saves the mutex; set under it

  base::ByteLock current_lock_;
  FiberParker* current_ GUARDED_BY(current_lock_) = nullptr;  // whose fiber runs
  std::int64_t since_ GUARDED_BY(current_lock_) = 0;          // when its turn began, its absences left out
};

/// The parker of a fiber, or of a worker's main context.
class FiberParker final : public sync::Parker {
 public:
  explicit FiberParker(Worker& worker) : worker_(worker) {}
  ~FiberParker() override;

  bool park_until(std::int64_t deadline) override { return park(deadline, false); }
  bool park_within_turn(std::int64_t deadline) override { return park(deadline, true); }
  void unpark() override;
  void yield() override;
  bool cooperative() const override { return true; }
  std::int64_t now() const override { return worker_.clock().now(); }
  std::int64_t cpu_now() const override { return cpu_used_ + trace::thread_cpu_now() - cpu_since_; }

  Worker& worker() { return worker_; }
  /// The calling context is the one that owns this parker.
  void bind();
  void set_breaker(std::atomic<std::uint32_t>* breaker);

 private:
  friend class Worker;

  bool park(std::int64_t deadline, bool within_turn);

  Worker& worker_;
  boost::fibers::context* context_ = nullptr;  // set by `bind`
  base::ByteLock lock_;
  bool permit_ GUARDED_BY(lock_) = false;
  bool parked_ GUARDED_BY(lock_) = false;
  bool resuming_ GUARDED_BY(lock_) = false;
  std::atomic<std::uint32_t>* breaker_ = nullptr;  // under the worker's current_lock_
  std::int64_t cpu_used_ = 0;                      // owner thread only
  std::int64_t cpu_since_ = 0;
  std::int64_t turn_used_ = 0;  // of its turn, before it was switched in
};

/// First come, first served. The dispatcher context stands in the queue like any fiber.
class WorkerAlgorithm final : public boost::fibers::algo::algorithm {
 public:
  explicit WorkerAlgorithm(Worker& worker) : worker_(worker) {}

  void awakened(boost::fibers::context* context) noexcept override;
  boost::fibers::context* pick_next() noexcept override;
  bool has_ready_fibers() const noexcept override;
  void suspend_until(std::chrono::steady_clock::time_point const& until) noexcept override;
  void notify() noexcept override;

 private:
  Worker& worker_;
};

}  // namespace minipy::sched
