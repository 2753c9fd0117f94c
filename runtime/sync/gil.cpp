#include "runtime/sync/gil.hpp"

#include <algorithm>

#include "interpreter/base/check.hpp"

namespace minipy::sync {

using trace::EventKind;

Gil::Acquired Gil::acquire(ThreadContext& self) {
  base::MutexLock lock(mutex_);
  if (holder_ != &self && !waits(self)) {
    if (self.abandoned.load(std::memory_order_acquire)) return Acquired::kAbandoned;
    const GilWaiter newcomer = waiter_of(self);
    if (!held_ && (waiters_.empty() || policy_->may_overtake(newcomer, waiters_, interval()))) {
      take(newcomer);
      return Acquired::kAtOnce;
    }
    begin_to_wait(self);
  }
  Parker& parker = *self.parker;
  for (bool has_waited = false;; has_waited = true) {
    const bool abandoned = self.abandoned.load(std::memory_order_acquire);
    if (holder_ == &self) {
      if (!abandoned) return Acquired::kWaited;
      release(self);
      return Acquired::kAbandoned;
    }
    if (abandoned) {
      leave(self);
      if (!held_) wake_next();
      return Acquired::kAbandoned;
    }
    if (!held_ && has_waited) {
      take(leave(self));
      return Acquired::kWaited;
    }
    const std::uint64_t switches = switches_;
    std::int64_t patience = held_ ? policy_->patience(waiter_of(self), interval()) : interval();
    const bool at_once = patience <= 0;
    if (at_once) {
      // An interval of 0 is over at once.
      if (!drop_requested())
        request_drop(self, interval() > 0 ? trace::Cause::kPriority : trace::Cause::kInterval);
      patience = interval();
      asked_at_once_ = true;
    }
    lock.unlock();
    const std::int64_t deadline = trace::deadline_after(parker.now(), patience);
    const bool woken = at_once ? parker.park_briefly(deadline) : parker.park_until(deadline);
    lock.lock();
    if (!woken && held_ && holder_ != &self && switches_ == switches)
      request_drop(self, trace::Cause::kInterval);
  }
}

void Gil::drop(ThreadContext& self, trace::Cause cause) {
  base::MutexLock lock(mutex_);
  MINIPY_CHECK(held_ && holder_ == &self, "a thread drops the GIL without holding it");
  last_cause_ = cause;
  const bool comes_back =
      cause == trace::Cause::kInterval || cause == trace::Cause::kPriority || cause == trace::Cause::kTicks;
  if (policy_->hands_over() && comes_back) begin_to_wait(self);
  release(self);
  if (held_ || !forced_switching_ || !(drop_requested() || cause == trace::Cause::kTicks)) return;
  drop_requested_.store(false, std::memory_order_relaxed);
  dropper_ = &self;
  const bool briefly = asked_at_once_;  // who asked is looking out for the lock
  while (dropper_ == &self && !waiters_.empty()) {
    lock.unlock();
    if (briefly) {
      self.parker->park_briefly(kNever);
    } else {
      self.parker->park_until(kNever);
    }
    lock.lock();
  }
  if (dropper_ == &self) dropper_ = nullptr;
}

// The lock is free, or its next holder's.
void Gil::release(ThreadContext& self) {
  held_ = false;
  holder_ = nullptr;
  policy_->dropped(self, waiters_);
  if (waiters_.empty()) return;
  const GilWaiter next = waiters_[policy_->choose(waiters_, interval())];
  if (policy_->hands_over()) take(leave(*next.thread));
  next.thread->parker->unpark();
}

void Gil::take(const GilWaiter& waiter) {
  ThreadContext& self = *waiter.thread;
  held_ = true;
  holder_ = &self;
  drop_requested_.store(false, std::memory_order_relaxed);
  asked_at_once_ = false;
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
  policy_->taken(waiter);
}

void Gil::begin_to_wait(ThreadContext& self) {
  const trace::Moment moment(*self.record);
  GilWaiter waiter = waiter_of(self);
  waiter.since = self.parker->now();
  moment.emit({.time = waiter.since, .other = last_holder_->number(), .kind = EventKind::kAttachAsked});
  waiters_.push_back(waiter);
  waiting_.store(waiters_.size(), std::memory_order_relaxed);
}

GilWaiter Gil::waiter_of(ThreadContext& self) {
  return {&self, 0, self.detach_cause == vm::DetachCause::kBlocking};
}

bool Gil::waits(const ThreadContext& self) const {
  return std::any_of(waiters_.begin(), waiters_.end(),
                     [&self](const GilWaiter& waiter) { return waiter.thread == &self; });
}

void Gil::request_drop(ThreadContext& self, trace::Cause cause) {
  self.record->drop_requests.add(1);
  holder_->asked_by.store(self.record->number(), std::memory_order_relaxed);
  if (const trace::Moment moment(*self.record); moment.traced()) {
    moment.emit({.time = self.parker->now(),
                 .other = holder_->record->number(),
                 .kind = EventKind::kDropRequested,
                 .cause = cause});
  }
  // A second request does not make an interval that is over into a jump of the queue.
  if (!drop_requested()) pre_empted_.store(cause == trace::Cause::kPriority, std::memory_order_relaxed);
  drop_requested_.store(true, std::memory_order_relaxed);
  holder_->breaker.fetch_or(vm::kBreakDropRequest, std::memory_order_relaxed);
}

void Gil::wake_next() {
  if (waiters_.empty()) return;
  waiters_[policy_->choose(waiters_, interval())].thread->parker->unpark();
}

GilWaiter Gil::leave(ThreadContext& self) {
  const auto at = std::find_if(waiters_.begin(), waiters_.end(),
                               [&self](const GilWaiter& waiter) { return waiter.thread == &self; });
  const GilWaiter waiter = *at;
  waiters_.erase(at);
  waiting_.store(waiters_.size(), std::memory_order_relaxed);
  if (waiters_.empty() && dropper_ != nullptr) {
    dropper_->parker->unpark();
  }
  return waiter;
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

}  // namespace minipy::sync
