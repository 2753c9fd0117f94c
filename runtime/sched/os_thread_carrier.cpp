#include "runtime/sched/os_thread_carrier.hpp"

#include <algorithm>

namespace minipy::sched {

namespace {

constexpr std::size_t kStackSize = std::size_t{8} << 20U;
constexpr std::size_t kSmallestStack = std::size_t{256} * 1024;
constexpr std::size_t kPage = 4096;

}  // namespace

struct OsThreadCarrier::Running {
  OsThreadCarrier& carrier;
  CarrierTask task;
};

OsThreadCarrier::OsThreadCarrier(const trace::Clock& clock) : clock_(clock), stacks_(kStackSize, 1) {}

std::unique_ptr<sync::Parker> OsThreadCarrier::make_parker() {
  return std::make_unique<sync::OsParker>(clock_);
}

std::optional<NativeStack> OsThreadCarrier::take_stack() {
  release_ended();
  return stacks_.take();
}

std::size_t OsThreadCarrier::stack_size() const { return asked_size_.load(std::memory_order_relaxed); }

void OsThreadCarrier::set_stack_size(std::size_t size) {
  asked_size_.store(size, std::memory_order_relaxed);
  stacks_.set_size(size == 0 ? kStackSize : std::max(kSmallestStack, (size + kPage - 1) / kPage * kPage));
}

bool OsThreadCarrier::start(const CarrierTask& task) {
  auto running = std::make_unique<Running>(Running{*this, task});
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstack(&attributes, task.stack.low, task.stack.size);
  {
    const base::MutexLock guard(mutex_);
    ++running_;
  }
  pthread_t thread{};
  const int failed = pthread_create(&thread, &attributes, run, running.get());
  pthread_attr_destroy(&attributes);
  if (failed != 0) {
    const base::MutexLock guard(mutex_);
    --running_;
    return false;
  }
  static_cast<void>(running.release());  // the thread's now
  return true;
}

void* OsThreadCarrier::run(void* argument) {
  const std::unique_ptr<Running> running(static_cast<Running*>(argument));
  running->task.run(running->task.argument);
  OsThreadCarrier& carrier = running->carrier;
  // What is left of this thread is waited for by whoever joins it.
  const base::MutexLock guard(carrier.mutex_);
  carrier.ended_.push_back({pthread_self(), running->task.stack});
  if (--carrier.running_ == 0) carrier.all_ended_.notify_all();
  return nullptr;
}

void OsThreadCarrier::release_ended() {
  std::vector<Ended> ended;
  {
    const base::MutexLock guard(mutex_);
    ended.swap(ended_);
  }
  for (const Ended& one : ended) {
    pthread_join(one.thread, nullptr);
    stacks_.give(one.stack);
  }
}

void OsThreadCarrier::finish() {
  {
    base::MutexLock lock(mutex_);
    while (running_ != 0) all_ended_.wait(lock);
  }
  release_ended();
}

}  // namespace minipy::sched
