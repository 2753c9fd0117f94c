#pragma once

#include <memory>

#include "runtime/sync/discipline.hpp"
#include "runtime/sync/gil.hpp"

namespace minipy::sync {

/// `--gil on`: attached is who holds the lock. So there is nothing to do to stop the world: whoever holds the
/// lock is alone with the objects, all others being detached with their stacks published.
class GilDiscipline final : public Discipline {
 public:
  GilDiscipline(vm::InterpreterState& interpreter, trace::Recorder& recorder, Compiler compiler,
                std::unique_ptr<GilPolicy> policy)
      : Discipline(interpreter, recorder, compiler), gil_(std::move(policy)) {}

  bool has_gil() const override { return true; }
  const char* policy_name() const override { return gil_.policy().name(); }
  std::int64_t interval() const override { return gil_.interval(); }
  void set_interval(std::int64_t nanoseconds) override { gil_.set_interval(nanoseconds); }
  Gil& gil() { return gil_; }

 protected:
  bool enter(ThreadContext& self, bool& waited) override {
    const Gil::Acquired how = gil_.acquire(self);
    waited = how == Gil::Acquired::kWaited;
    // relaxed: only shown; the lock orders.
    if (how != Gil::Acquired::kAbandoned)
      self.attachment.store(vm::Attachment::kAttached, std::memory_order_relaxed);
    return how != Gil::Acquired::kAbandoned;
  }
  void leave(ThreadContext& self, trace::Cause cause) override {
    self.attachment.store(vm::Attachment::kDetached, std::memory_order_relaxed);
    gil_.drop(self, cause);
  }
  bool wants_switch(ThreadContext& self, vm::DetachCause& cause) override {
    if (gil_.drop_requested()) return true;
    cause = vm::DetachCause::kYield;
    return self.parker->cooperative();
  }
  bool stop_world(ThreadContext& /*self*/, std::int64_t /*deadline*/) override { return true; }
  void resume_world(ThreadContext& /*self*/) override {}
  bool pause(ThreadContext& /*self*/) override { return true; }

 private:
  Gil gil_;
};

}  // namespace minipy::sync
