#include "runtime/sync/world.hpp"

#include <algorithm>

#include "interpreter/base/check.hpp"

namespace minipy::sync {

using vm::Attachment;

void World::add(ThreadContext& thread) {
  const base::MutexLock guard(mutex_);
  thread.attachment.store(Attachment::kDetached, std::memory_order_seq_cst);
  threads_.push_back(&thread);
  if (finalizing_) {
    thread.abandoned.store(true, std::memory_order_release);
    thread.breaker.fetch_or(vm::kBreakAbandon, std::memory_order_relaxed);
  }
}

void World::remove(ThreadContext& thread) {
  const base::MutexLock guard(mutex_);
  const auto at = std::find(threads_.begin(), threads_.end(), &thread);
  *at = threads_.back();
  threads_.pop_back();
  // It may have been the last one that somebody waited for.
  if (stopper_ != nullptr) stopper_->parker->unpark();
}

std::size_t World::thread_count() const {
  const base::MutexLock guard(mutex_);
  return threads_.size();
}

bool World::attach(ThreadContext& self, bool& waited) {
  waited = false;
  Attachment expected = Attachment::kDetached;
  if (!self.abandoned.load(std::memory_order_acquire) &&
      self.attachment.compare_exchange_strong(expected, Attachment::kAttached, std::memory_order_seq_cst))
      [[likely]] {
    return true;
  }
  waited = true;
  base::MutexLock lock(mutex_);
  for (;;) {
    if (self.abandoned.load(std::memory_order_acquire)) return false;
    expected = Attachment::kDetached;
    if (self.attachment.compare_exchange_strong(expected, Attachment::kAttached, std::memory_order_seq_cst))
      return true;
    wait_listed(self);
    lock.unlock();
    self.parker->park_within_turn(kNever);
    lock.lock();
  }
}

void World::detach(ThreadContext& self) {
  self.attachment.store(Attachment::kDetached, std::memory_order_seq_cst);
  if ((self.breaker.load(std::memory_order_seq_cst) & vm::kBreakStopWorld) != 0) notify_stopper();
}

void World::notify_stopper() {
  const base::MutexLock guard(mutex_);
  if (stopper_ != nullptr) stopper_->parker->unpark();
}

bool World::pause(ThreadContext& self) {
  base::MutexLock lock(mutex_);
  if (stopper_ == nullptr) {
    // It went on before this thread looked.
    self.breaker.fetch_and(~static_cast<std::uint32_t>(vm::kBreakStopWorld), std::memory_order_seq_cst);
    return !self.abandoned.load(std::memory_order_acquire);
  }
  suspend_and_wait(self, lock);
  lock.unlock();
  bool waited = false;
  return attach(self, waited);
}

void World::suspend_and_wait(ThreadContext& self, base::MutexLock& lock) {
  self.attachment.store(Attachment::kSuspended, std::memory_order_seq_cst);
  stopper_->parker->unpark();
  while (self.attachment.load(std::memory_order_acquire) == Attachment::kSuspended) {
    // Again at each turn: the next stop may have come before this thread woke from the last one.
    wait_listed(self);
    lock.unlock();
    self.parker->park_within_turn(kNever);
    lock.lock();
    if (self.abandoned.load(std::memory_order_acquire)) return;
  }
}

void World::wait_listed(ThreadContext& self) {
  if (self.waits_for_world) return;
  self.waits_for_world = true;
  waiting_.push_back(&self);
}

bool World::stop(ThreadContext& self, std::int64_t deadline) {
  base::MutexLock lock(mutex_);
  while (stopper_ != nullptr) {
    suspend_and_wait(self, lock);
    lock.unlock();
    bool waited = false;
    if (!attach(self, waited)) return false;
    lock.lock();
  }
  stopper_ = &self;
  for (;;) {
    bool all = true;
    for (ThreadContext* thread : threads_) {
      if (thread == &self) continue;
      thread->asked_by.store(self.record->number(), std::memory_order_relaxed);
      thread->breaker.fetch_or(vm::kBreakStopWorld, std::memory_order_seq_cst);
      Attachment state = thread->attachment.load(std::memory_order_seq_cst);
      while (state == Attachment::kDetached &&
             !thread->attachment.compare_exchange_weak(state, Attachment::kSuspended,
                                                       std::memory_order_seq_cst)) {
      }
      if (state == Attachment::kAttached) all = false;
    }
    if (all) return true;
    lock.unlock();
    const bool in_time = self.parker->park_within_turn(deadline);
    lock.lock();
    if (!in_time) {
      lock.unlock();
      resume(self);
      return false;
    }
  }
}

void World::resume(ThreadContext& self) {
  const base::MutexLock guard(mutex_);
  MINIPY_CHECK(stopper_ == &self, "the world is resumed by the one who stopped it");
  stopper_ = nullptr;
  for (ThreadContext* thread : threads_) {
    if (thread == &self) continue;
    thread->breaker.fetch_and(~static_cast<std::uint32_t>(vm::kBreakStopWorld), std::memory_order_seq_cst);
    Attachment suspended = Attachment::kSuspended;
    thread->attachment.compare_exchange_strong(suspended, Attachment::kDetached, std::memory_order_seq_cst);
  }
  for (ThreadContext* thread : waiting_) {
    thread->waits_for_world = false;
    thread->parker->unpark();
  }
  waiting_.clear();
}

void World::abandon_others(ThreadContext& self) {
  const base::MutexLock guard(mutex_);
  finalizing_ = true;
  for (ThreadContext* thread : threads_) {
    // acquire: it has ended for its joiner, who ends the program.
    if (thread == &self || thread->ending.load(std::memory_order_acquire)) continue;
    thread->abandoned.store(true, std::memory_order_release);
    thread->breaker.fetch_or(vm::kBreakAbandon, std::memory_order_relaxed);
  }
}

}  // namespace minipy::sync
