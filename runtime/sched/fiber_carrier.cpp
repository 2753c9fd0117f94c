#include "runtime/sched/fiber_carrier.hpp"

#include <algorithm>

namespace minipy::sched {

namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kStackSize =
    std::size_t{1024} * 1024;  // what surrounds each variable makes frames large
#else
constexpr std::size_t kStackSize = std::size_t{256} * 1024;
#endif
constexpr std::size_t kStacksTogether = 64;
constexpr std::int64_t kShortestTick = 50'000;
// So that a shorter interval is noticed soon.
constexpr std::int64_t kLongestTick = 50'000'000;

}  // namespace

FiberCarrier::FiberCarrier(const trace::Clock& clock, unsigned workers, const sync::IntervalSource& interval)
    : clock_(clock), stacks_(kStackSize, kStacksTogether), ticker_parker_(clock), interval_(interval) {
  for (unsigned i = 0; i < std::max(workers, 1U); ++i)
    workers_.push_back(std::make_unique<Worker>(clock, stacks_));
  workers_[0]->install();
  for (std::size_t i = 1; i < workers_.size(); ++i) {
    worker_parkers_.push_back(std::make_unique<FiberParker>(*workers_[i]));
  }
  for (std::size_t i = 1; i < workers_.size(); ++i) {
    threads_.emplace_back([this, i] { run_worker(*workers_[i], *worker_parkers_[i - 1]); });
  }
  ticker_ = std::thread([this] { run_ticker(); });
}

FiberCarrier::~FiberCarrier() {
  finish();
  // The dispatcher gives back the stacks of fibers that have ended.
  workers_[0]->release_ended();
  workers_[0]->uninstall();
}

std::string FiberCarrier::description() const {
  return "fibers on " + std::to_string(workers_.size()) + (workers_.size() == 1 ? " worker" : " workers");
}

std::unique_ptr<sync::Parker> FiberCarrier::main_parker() {
  auto parker = std::make_unique<FiberParker>(*workers_[0]);
  parker->bind();
  return parker;
}

std::unique_ptr<sync::Parker> FiberCarrier::make_parker() {
  const unsigned turn = next_worker_.fetch_add(1, std::memory_order_relaxed);
  return std::make_unique<FiberParker>(*workers_[turn % workers_.size()]);
}

void FiberCarrier::set_breaker(sync::Parker& parker, std::atomic<std::uint32_t>* breaker) {
  static_cast<FiberParker&>(parker).set_breaker(breaker);
}

bool FiberCarrier::start(const CarrierTask& task) {
  static_cast<FiberParker*>(task.parker)->worker().start(task);
  return true;
}

void FiberCarrier::run_blocking(sync::Parker& parker, void (*function)(void*), void* argument) {
  struct Call {
    void (*function)(void*);
    void* argument;
    sync::Parker& parker;
    base::ByteLock lock;
    bool done GUARDED_BY(lock) = false;
  };
  Call call{function, argument, parker, {}, false};
  helpers_.submit(
      [](void* submitted) {
        Call& running = *static_cast<Call*>(submitted);
        running.function(running.argument);
        // Under the lock: the call and its parker may be gone as soon as it is released.
        const base::ByteLockGuard guard(running.lock);
        running.done = true;
        running.parker.unpark();
      },
      &call);
  for (;;) {
    {
      const base::ByteLockGuard guard(call.lock);
      if (call.done) return;
    }
    parker.park_until(trace::kNever);
  }
}

void FiberCarrier::run_worker(Worker& worker, sync::Parker& parker) {
  worker.install();
  static_cast<FiberParker&>(parker).bind();
  while (!ending_.load(std::memory_order_acquire)) parker.park_until(trace::kNever);
  worker.uninstall();
}

void FiberCarrier::run_ticker() {
  while (!ending_.load(std::memory_order_acquire)) {
    const std::int64_t interval = interval_.interval();
    // Four looks at each interval: a fiber computes for one to one and a quarter of it.
    const std::int64_t step = std::clamp(interval / 4, kShortestTick, kLongestTick);
    ticker_parker_.park_until(trace::deadline_after(clock_.now(), step));
    const std::int64_t now = clock_.now();
    for (const auto& worker : workers_) worker->tick(now, interval);
  }
}

void FiberCarrier::finish() {
  if (ending_.exchange(true, std::memory_order_acq_rel)) return;
  ticker_parker_.unpark();
  ticker_.join();
  for (const auto& parker : worker_parkers_) parker->unpark();
  for (std::thread& thread : threads_) thread.join();
}

}  // namespace minipy::sched
