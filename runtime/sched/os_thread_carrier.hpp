#pragma once

#include <pthread.h>

#include <condition_variable>
#include <vector>

#include "interpreter/base/mutex.hpp"
#include "runtime/sched/carrier.hpp"

namespace minipy::sched {

/// A script thread is an OS thread. Any thread may call.
class OsThreadCarrier final : public Carrier {
 public:
  explicit OsThreadCarrier(const trace::Clock& clock);

  std::string description() const override { return "OS threads"; }
  unsigned workers() const override { return 0; }
  std::unique_ptr<sync::Parker> main_parker() override { return make_parker(); }
  std::unique_ptr<sync::Parker> make_parker() override;
  void set_breaker(sync::Parker& /*parker*/, std::atomic<std::uint32_t>* /*breaker*/) override {}
  std::optional<NativeStack> take_stack() override;
  void give_stack(NativeStack stack) override { stacks_.give(stack); }
  bool start(const CarrierTask& task) override;
  bool fibers() const override { return false; }
  void run_blocking(sync::Parker& /*parker*/, void (*function)(void*), void* argument) override {
    function(argument);
  }
  std::size_t stack_size() const override;
  void set_stack_size(std::size_t size) override;
  void release_ended() override;
  void finish() override;

 private:
  struct Running;
  struct Ended {
    pthread_t thread;
    NativeStack stack;
  };

  static void* run(void* running);

  const trace::Clock& clock_;
  StackPool stacks_;
  std::atomic<std::size_t> asked_size_{0};  // relaxed: a setting
  base::Mutex mutex_;
  std::condition_variable_any all_ended_;
  std::size_t running_ GUARDED_BY(mutex_) = 0;
  std::vector<Ended> ended_ GUARDED_BY(mutex_);  // not yet joined
};

}  // namespace minipy::sched
