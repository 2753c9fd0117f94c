#pragma once

#include <condition_variable>
#include <deque>
#include <thread>
#include <vector>

#include "interpreter/base/mutex.hpp"

namespace minipy::sched {

/// OS threads that make blocking calls for fibers. Grows while all are busy. Any thread.
class HelperPool {
 public:
  HelperPool() = default;
  ~HelperPool();
  HelperPool(const HelperPool&) = delete;
  HelperPool& operator=(const HelperPool&) = delete;

  /// Runs `function(argument)` soon, on some helper; at once, on the calling thread, when the system has no
  /// thread for one more helper. The caller keeps `argument` alive until it has run.
  void submit(void (*function)(void*), void* argument);

 private:
  struct Job {
    void (*function)(void*);
    void* argument;
  };
  void help();
  bool add_helper() REQUIRES(mutex_);

  base::Mutex mutex_;
  std::condition_variable_any work_;
  std::deque<Job> jobs_ GUARDED_BY(mutex_);
  std::vector<std::thread> helpers_ GUARDED_BY(mutex_);
  std::size_t idle_ GUARDED_BY(mutex_) = 0;
  bool ending_ GUARDED_BY(mutex_) = false;
};

}  // namespace minipy::sched
