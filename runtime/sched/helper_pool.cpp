#include "runtime/sched/helper_pool.hpp"

#include <system_error>

namespace minipy::sched {

HelperPool::~HelperPool() {
  std::vector<std::thread> helpers;
  {
    const base::MutexLock guard(mutex_);
    ending_ = true;
    helpers.swap(helpers_);
  }
  work_.notify_all();
  for (std::thread& helper : helpers) helper.join();
}

void HelperPool::submit(void (*function)(void*), void* argument) {
  {
    const base::MutexLock guard(mutex_);
    if (idle_ > jobs_.size() || add_helper()) {
      jobs_.push_back({function, argument});
      work_.notify_one();
      return;
    }
  }
  // No helper is free and the system has no more threads: the caller's own thread must do.
  function(argument);
}

bool HelperPool::add_helper() {
  try {
    helpers_.emplace_back([this] { help(); });
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

void HelperPool::help() {
  base::MutexLock lock(mutex_);
  for (;;) {
    ++idle_;
    while (jobs_.empty() && !ending_) work_.wait(lock);
    --idle_;
    if (jobs_.empty()) return;
    const Job job = jobs_.front();
    jobs_.pop_front();
    lock.unlock();
    job.function(job.argument);
    lock.lock();
  }
}

}  // namespace minipy::sched
