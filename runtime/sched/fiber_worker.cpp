#include "runtime/sched/fiber_worker.hpp"

#include <algorithm>
#include <boost/fiber/algo/round_robin.hpp>
#include <boost/fiber/fiber.hpp>
#include <boost/fiber/operations.hpp>

namespace minipy::sched {

namespace {

// Gives Boost the stack that the thread state knows already, and gives it back when the fiber is gone.
class GivenStack {
 public:
  GivenStack(StackPool& stacks, NativeStack stack) : stacks_(&stacks), stack_(stack) {}

  boost::context::stack_context allocate() {
    boost::context::stack_context context;
    context.size = stack_.size;
    context.sp = stack_.base();
    return context;
  }
  void deallocate(boost::context::stack_context& context) noexcept {
    stacks_->give({static_cast<char*>(context.sp) - context.size, context.size});
  }

 private:
  StackPool* stacks_;
  NativeStack stack_;
};

}  // namespace

// ---- Worker

void Worker::install() { boost::fibers::use_scheduling_algorithm<WorkerAlgorithm>(*this); }

void Worker::uninstall() { boost::fibers::use_scheduling_algorithm<boost::fibers::algo::round_robin>(); }

void Worker::release_ended() {
  for (int turn = 0; turn < 2; ++turn) boost::this_fiber::yield();
}

void Worker::start(const CarrierTask& task) {
  {
    const base::MutexLock guard(inbox_mutex_);
    tasks_.push_back(task);
    inbox_full_.store(true, std::memory_order_release);
  }
  idle_.unpark();
}

void Worker::resume(FiberParker* parker) {
  {
    const base::MutexLock guard(inbox_mutex_);
    woken_.push_back(parker);
    inbox_full_.store(true, std::memory_order_release);
  }
  idle_.unpark();
}

void Worker::tick(std::int64_t now, std::int64_t interval) {
  const base::ByteLockGuard guard(current_lock_);
  if (current_ == nullptr || current_->breaker_ == nullptr || now - since_ < interval) return;
  current_->breaker_->fetch_or(vm::kBreakDropRequest, std::memory_order_relaxed);
}

void Worker::run_fiber(const CarrierTask& task) {
  boost::fibers::fiber fiber(boost::fibers::launch::post, std::allocator_arg, GivenStack(stacks_, task.stack),
                             [task] {
                               static_cast<FiberParker*>(task.parker)->bind();
                               task.run(task.argument);
                             });
  fiber.detach();
}

void Worker::collect_ready() {
  if (inbox_full_.load(std::memory_order_acquire)) {
    std::vector<FiberParker*> woken;
    std::vector<CarrierTask> tasks;
    {
      const base::MutexLock guard(inbox_mutex_);
      woken.swap(woken_);
      tasks.swap(tasks_);
      inbox_full_.store(false, std::memory_order_relaxed);
    }
    for (FiberParker* parker : woken) parker->context_->ready_link(ready_);
    for (const CarrierTask& task : tasks) run_fiber(task);
  }
  if (timers_.empty()) return;
  const std::int64_t now = clock_.now();
  for (auto timer = timers_.begin(); timer != timers_.end() && timer->first <= now; ++timer) {
    FiberParker& parker = *timer->second;
    const base::ByteLockGuard guard(parker.lock_);
    if (parker.resuming_) continue;
    parker.resuming_ = true;
    parker.context_->ready_link(ready_);
  }
}

void Worker::switched_in(FiberParker& parker) {
  parker.cpu_since_ = trace::thread_cpu_now();
  const base::ByteLockGuard guard(current_lock_);
  current_ = &parker;
  since_ = clock_.now() - parker.turn_used_;
}

void Worker::switched_out(FiberParker& parker, bool within_turn) {
  parker.cpu_used_ += trace::thread_cpu_now() - parker.cpu_since_;
  const base::ByteLockGuard guard(current_lock_);
  parker.turn_used_ = within_turn ? clock_.now() - since_ : 0;
  current_ = nullptr;
}

// ---- FiberParker

FiberParker::~FiberParker() {
  const base::ByteLockGuard guard(worker_.current_lock_);
  if (worker_.current_ == this) worker_.current_ = nullptr;
}

void FiberParker::bind() {
  context_ = boost::fibers::context::active();
  worker_.switched_in(*this);
}

void FiberParker::set_breaker(std::atomic<std::uint32_t>* breaker) {
  const base::ByteLockGuard guard(worker_.current_lock_);
  breaker_ = breaker;
}

bool FiberParker::park(std::int64_t deadline, bool within_turn) {
  {
    const base::ByteLockGuard guard(lock_);
    if (permit_) {
      permit_ = false;
      return true;
    }
    parked_ = true;
  }
  auto timer = worker_.timers_.end();
  if (deadline != trace::kNever) timer = worker_.timers_.emplace(deadline, this);
  worker_.switched_out(*this, within_turn);
  context_->suspend();
  worker_.switched_in(*this);
  if (deadline != trace::kNever) worker_.timers_.erase(timer);
  const base::ByteLockGuard guard(lock_);
  parked_ = false;
  resuming_ = false;
  const bool taken = permit_;
  permit_ = false;
  return taken;
}

void FiberParker::unpark() {
  {
    const base::ByteLockGuard guard(lock_);
    permit_ = true;
    if (!parked_ || resuming_) return;
    resuming_ = true;
  }
  // It stays parked until the worker has emptied its inbox, so it is still there.
  worker_.resume(this);
}

void FiberParker::yield() {
  worker_.switched_out(*this);
  boost::this_fiber::yield();
  worker_.switched_in(*this);
}

// ---- WorkerAlgorithm

void WorkerAlgorithm::awakened(boost::fibers::context* context) noexcept {
  context->ready_link(worker_.ready_);
}

boost::fibers::context* WorkerAlgorithm::pick_next() noexcept {
  // A context that is about to switch away must not find itself ready here.
  if (boost::fibers::context::active()->is_context(boost::fibers::type::dispatcher_context))
    worker_.collect_ready();
  if (worker_.ready_.empty()) return nullptr;
  boost::fibers::context* next = &worker_.ready_.front();
  worker_.ready_.pop_front();
  return next;
}

bool WorkerAlgorithm::has_ready_fibers() const noexcept { return !worker_.ready_.empty(); }

void WorkerAlgorithm::suspend_until(std::chrono::steady_clock::time_point const& until) noexcept {
  std::int64_t deadline = trace::kNever;
  if (until != std::chrono::steady_clock::time_point::max()) {
    deadline = std::chrono::duration_cast<std::chrono::nanoseconds>(until.time_since_epoch()).count();
  }
  if (!worker_.timers_.empty()) deadline = std::min(deadline, worker_.timers_.begin()->first);
  worker_.idle_.park_until(deadline);
}

void WorkerAlgorithm::notify() noexcept { worker_.idle_.unpark(); }

}  // namespace minipy::sched
