#include "runtime/sync/gil.hpp"

#include <algorithm>

#include "interpreter/base/check.hpp"

namespace minipy::sync {

using trace::EventKind;
using trace::LogLevel;

Gil::Acquired Gil::acquire(ThreadContext& self) {
  base::MutexLock lock(mutex_);
  if (self.abandoned.load(std::memory_order_acquire)) return Acquired::kAbandoned;
  if (!held_) {
    take(self);
    return Acquired::kAtOnce;
  }
  Parker& parker = *self.parker;
  const GilWaiter waiter = begin_to_wait(self);
  waiters_.push_back(waiter);
  while (held_) {
    const std::uint64_t switches = switches_;
    const std::int64_t patience = policy_->patience(waiter, interval());
    lock.unlock();
    const bool woken = parker.park_until(trace::deadline_after(parker.now(), patience));
    lock.lock();
    if (self.abandoned.load(std::memory_order_acquire)) {
      leave(self);
      if (!held_) wake_next();
      return Acquired::kAbandoned;
    }
    if (!woken && held_ && switches_ == switches) request_drop(self);
  }
  leave(self);
  take(self);
  return Acquired::kWaited;
}

void Gil::drop(ThreadContext& self, trace::Cause cause) {
  base::MutexLock lock(mutex_);
  MINIPY_CHECK(held_ && holder_ == &self, "a thread drops the GIL without holding it");
  held_ = false;
  holder_ = nullptr;
  last_cause_ = cause;
  wake_next();
  if (!drop_requested() || !policy_->forced_switching()) return;
  drop_requested_.store(false, std::memory_order_relaxed);
  dropper_ = &self;
  while (dropper_ == &self && !waiters_.empty()) {
    lock.unlock();
    self.parker->park_until(kNever);
    lock.lock();
  }
  if (dropper_ == &self) dropper_ = nullptr;
}

void Gil::take(ThreadContext& self) {
  held_ = true;
  holder_ = &self;
  drop_requested_.store(false, std::memory_order_relaxed);
  // What is left of a request is for whoever held the lock before.
  self.breaker.fetch_and(~static_cast<std::uint32_t>(vm::kBreakDropRequest), std::memory_order_relaxed);
  if (last_holder_ != self.record) {
    if (last_holder_ != nullptr) {
      last_holder_->hand_offs[static_cast<std::size_t>(last_cause_)].add(1);
    }
    self.taken_from = last_holder_ != nullptr ? last_holder_->number() : 0;
    self.taken_cause = last_cause_;
    last_holder_ = self.record;
    ++switches_;
  } else {
    self.taken_from = 0;
  }
  self.asked_by.store(0, std::memory_order_relaxed);
  if (dropper_ != nullptr && dropper_ != &self) {
    dropper_->parker->unpark();
    dropper_ = nullptr;
  }
}

GilWaiter Gil::begin_to_wait(ThreadContext& self) {
  const trace::Moment moment(*self.record);
  const std::int64_t now = self.parker->now();
  moment.emit({.time = now, .other = last_holder_->number(), .kind = EventKind::kAttachAsked});
  return {&self, now};
}

void Gil::request_drop(ThreadContext& self) {
  self.record->drop_requests.add(1);
  holder_->asked_by.store(self.record->number(), std::memory_order_relaxed);
  if (const trace::Moment moment(*self.record); moment.traced()) {
    moment.emit({.time = self.parker->now(),
                 .other = holder_->record->number(),
                 .kind = EventKind::kDropRequested,
                 .cause = trace::Cause::kInterval});
  }
  drop_requested_.store(true, std::memory_order_relaxed);
  holder_->breaker.fetch_or(vm::kBreakDropRequest, std::memory_order_relaxed);
}

void Gil::wake_next() {
  if (waiters_.empty()) return;
  waiters_[policy_->choose(waiters_)].thread->parker->unpark();
}

void Gil::leave(ThreadContext& self) {
  const auto at = std::find_if(waiters_.begin(), waiters_.end(),
                               [&self](const GilWaiter& w) { return w.thread == &self; });
  waiters_.erase(at);
  if (waiters_.empty() && dropper_ != nullptr) {
    dropper_->parker->unpark();
  }
}

void Gil::wake_all() {
  const base::MutexLock guard(mutex_);
  for (const GilWaiter& waiter : waiters_) waiter.thread->parker->unpark();
  if (dropper_ != nullptr) dropper_->parker->unpark();
}

std::uint64_t Gil::switches() const {
  const base::MutexLock guard(mutex_);
  return switches_;
}

std::size_t Gil::waiting() const {
  const base::MutexLock guard(mutex_);
  return waiters_.size();
}

}  // namespace minipy::sync
