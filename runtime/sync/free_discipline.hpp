#pragma once

#include <atomic>

#include "runtime/sync/discipline.hpp"

namespace minipy::sync {

/// `--gil off`: any number of threads are attached at once, on all cores. What stops them together is
/// `World`.
class FreeDiscipline final : public Discipline {
 public:
  using Discipline::Discipline;

  bool has_gil() const override { return false; }
  const char* policy_name() const override { return ""; }
  void describe(trace::RunDescription& run) const override {
    run.gil = false;
    run.policy = "";
    run.forced_switching = false;
    run.switch_interval_ns = interval();
  }
  /// Nobody waits for a lock; fibers still give way to each other after this time.
  std::int64_t interval() const override { return interval_.load(std::memory_order_relaxed); }
  void set_interval(std::int64_t nanoseconds) override {
    interval_.store(nanoseconds, std::memory_order_relaxed);
  }

 protected:
  bool enter(ThreadContext& self, bool& waited) override { return world_.attach(self, waited); }
  void leave(ThreadContext& self, trace::Cause /*cause*/) override { world_.detach(self); }
  bool wants_switch(ThreadContext& self, vm::DetachCause& cause) override {
    cause = vm::DetachCause::kYield;
    return self.parker->cooperative();
  }
  bool ticks_over(ThreadContext& /*self*/) override { return false; }
  bool stop_world(ThreadContext& self, std::int64_t deadline) override { return world_.stop(self, deadline); }
  void resume_world(ThreadContext& self) override { world_.resume(self); }
  bool pause(ThreadContext& self) override { return world_.pause(self); }

 private:
  std::atomic<std::int64_t> interval_{5'000'000};
};

}  // namespace minipy::sync
