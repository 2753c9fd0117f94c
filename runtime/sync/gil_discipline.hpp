#pragma once

#include <memory>
#include <optional>

#include "runtime/sync/discipline.hpp"
#include "runtime/sync/gil.hpp"

namespace minipy::sync {

/// `--gil on`: attached is who holds the lock. So there is nothing to do to stop the world: whoever holds the
/// lock is alone with the objects, all others being detached with their stacks published.
class GilDiscipline final : public Discipline {
 public:
  GilDiscipline(vm::InterpreterState& interpreter, trace::Recorder& recorder, Compiler compiler,
                std::unique_ptr<GilPolicy> policy, std::optional<bool> forced_switching = {})
      : Discipline(interpreter, recorder, compiler),
        gil_(std::move(policy), forced_switching),
        ticks_(gil_.policy().ticks()) {}

  bool has_gil() const override { return true; }
  const char* policy_name() const override { return gil_.policy().name(); }
  void describe(trace::RunDescription& run) const override {
    run.gil = true;
    run.policy = gil_.policy().name();
    run.ticks = ticks_;
    run.forced_switching = gil_.forced_switching();
    run.hands_over = gil_.policy().hands_over();
    run.switch_interval_ns = gil_.interval();
  }
  std::int64_t interval() const override { return gil_.interval(); }
  void set_interval(std::int64_t nanoseconds) override { gil_.set_interval(nanoseconds); }
  Gil& gil() { return gil_; }

 protected:
  bool enter(ThreadContext& self, bool& waited) override {
    const Gil::Acquired how = gil_.acquire(self);
    waited = how == Gil::Acquired::kWaited;
    if (how == Gil::Acquired::kAbandoned) return false;
    // relaxed: only shown; the lock orders.
    self.attachment.store(vm::Attachment::kAttached, std::memory_order_relaxed);
    if (ticks_ != 0) {
      ticks_left_ = ticks_;
      self.breaker.fetch_or(vm::kBreakTicks, std::memory_order_relaxed);
    }
    return true;
  }
  void leave(ThreadContext& self, trace::Cause cause) override {
    self.attachment.store(vm::Attachment::kDetached, std::memory_order_relaxed);
    gil_.drop(self, cause);
  }
  bool wants_switch(ThreadContext& self, vm::DetachCause& cause) override {
    if (gil_.drop_requested()) {
      if (gil_.pre_empted()) cause = vm::DetachCause::kPriority;
      return true;
    }
    cause = vm::DetachCause::kYield;
    return self.parker->cooperative();
  }
  bool ticks_over(ThreadContext& /*self*/) override {
    if (--ticks_left_ != 0) return false;
    ticks_left_ = ticks_;
    return gil_.waiting() != 0;
  }
  bool stop_world(ThreadContext& /*self*/, std::int64_t /*deadline*/) override { return true; }
  void resume_world(ThreadContext& /*self*/) override {}
  bool pause(ThreadContext& /*self*/) override { return true; }

 private:
  Gil gil_;
  const std::uint32_t ticks_;
  std::uint32_t ticks_left_ = 0;  // the holder's: the lock orders
};

}  // namespace minipy::sync
