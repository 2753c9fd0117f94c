#pragma once

#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "runtime/sched/fiber_worker.hpp"
#include "runtime/sched/helper_pool.hpp"
#include "runtime/sync/interval_source.hpp"

namespace minipy::sched {

/// Script threads are fibers on a fixed set of workers. Worker 0 is the thread that makes the carrier; the
/// main script runs in its own context. New fibers go to the workers in turn and stay there. A ticker asks
/// fibers that compute to give way.
class FiberCarrier final : public Carrier {
 public:
  /// At least one worker. The calling thread becomes worker 0, until the carrier dies on it.
  FiberCarrier(const trace::Clock& clock, unsigned workers, const sync::IntervalSource& interval);
  ~FiberCarrier() override;

  std::string description() const override;
  unsigned workers() const override { return static_cast<unsigned>(workers_.size()); }
  std::unique_ptr<sync::Parker> main_parker() override;
  std::unique_ptr<sync::Parker> make_parker() override;
  void set_breaker(sync::Parker& parker, std::atomic<std::uint32_t>* breaker) override;
  std::optional<NativeStack> take_stack() override { return stacks_.take(); }
  void give_stack(NativeStack stack) override { stacks_.give(stack); }
  bool start(const CarrierTask& task) override;
  bool fibers() const override { return true; }
  void run_blocking(sync::Parker& parker, void (*function)(void*), void* argument) override;
  std::size_t stack_size() const override { return 0; }
  /// Fibers have one size of stack.
  void set_stack_size(std::size_t /*size*/) override {}
  /// The dispatchers of the workers do that by themselves.
  void release_ended() override {}
  void finish() override;

 private:
  void run_worker(Worker& worker, sync::Parker& parker);
  void run_ticker();

  const trace::Clock& clock_;
  StackPool stacks_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<std::unique_ptr<FiberParker>> worker_parkers_;  // of the main contexts of workers 1, 2, ...
  std::vector<std::thread> threads_;
  std::thread ticker_;
  sync::OsParker ticker_parker_;
  HelperPool helpers_;
  const sync::IntervalSource& interval_;
  std::atomic<unsigned> next_worker_{1};  // relaxed: any order of turns will do
  std::atomic<bool> ending_{false};
};

}  // namespace minipy::sched
