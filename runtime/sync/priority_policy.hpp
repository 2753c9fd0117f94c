#pragma once

// Threads that blocked go first: the cure for the convoy effect that was proposed in CPython's issue 7946
// ("Convoy effect with I/O bound threads and New GIL", 2010) and never merged.
//
// A thread that comes back from a blocking call mostly wants the lock for some microseconds, and blocks
// again. Under the interval policy it waits a whole interval for them whenever somebody computes. Here such a
// waiter is *urgent*: it asks a computing holder at once, so that it has the lock at that thread's next
// checkpoint; it is woken before those who were made to let go; and it may take a free lock before them. Who
// computes on until it is asked to let go is not urgent when it comes back for the lock.
//
// Why nobody starves
//
//   * Computing threads: `debt_` is how much longer urgent threads had the lock, while a computing thread
//     waited for it, than computing threads did. As long as it is below one switch interval, urgent threads
//     jump the queue. From then on they do not: the first computing waiter is next, and whoever holds the
//     lock is asked after an interval only, which pays the debt. So computing threads have at least about
//     half of the time of the lock however many threads block and come back.
//   * Urgent threads: among themselves they are served in the order of arrival, and each of them lets go when
//     it blocks or, an interval after it is asked, becomes a computing thread.
//   * Among computing threads it is the order of arrival. Each time an urgent thread came in between, the
//     next one has its turn.
//
// The lock is not handed over: an urgent thread that blocks for a microsecond finds it free mostly, the
// computing thread being still on its way to it.

#include "runtime/sync/gil_policy.hpp"

namespace minipy::sync {

/// A thread that comes out of a blocking call goes before those that compute.
class PriorityPolicy final : public GilPolicy {
 public:
  const char* name() const override { return "priority"; }
  std::int64_t patience(const GilWaiter& waiter, std::int64_t interval) const override;
  std::size_t choose(std::span<const GilWaiter> waiters, std::int64_t interval) const override;
  bool may_overtake(const GilWaiter& newcomer, std::span<const GilWaiter> waiters,
                    std::int64_t interval) const override;
  void taken(const GilWaiter& by) override;
  void dropped(ThreadContext& by, std::span<const GilWaiter> waiters) override;

 private:
  bool may_jump(std::int64_t interval) const { return debt_ < interval; }

  bool holder_urgent_ = false;
  std::int64_t taken_at_ = 0;
  std::int64_t debt_ = 0;
};

}  // namespace minipy::sync
