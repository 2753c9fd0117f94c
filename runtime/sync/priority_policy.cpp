#include "runtime/sync/priority_policy.hpp"

#include <algorithm>

#include "runtime/sync/thread_context.hpp"

namespace minipy::sync {

namespace {

auto first(std::span<const GilWaiter> waiters, bool urgent) {
  return std::find_if(waiters.begin(), waiters.end(),
                      [urgent](const GilWaiter& waiter) { return waiter.blocked == urgent; });
}

}  // namespace

std::int64_t PriorityPolicy::patience(const GilWaiter& waiter, std::int64_t interval) const {
  return waiter.blocked && !holder_urgent_ && may_jump(interval) ? 0 : interval;
}

std::size_t PriorityPolicy::choose(std::span<const GilWaiter> waiters, std::int64_t interval) const {
  const auto preferred = first(waiters, may_jump(interval));
  return preferred == waiters.end() ? 0 : static_cast<std::size_t>(preferred - waiters.begin());
}

bool PriorityPolicy::may_overtake(const GilWaiter& newcomer, std::span<const GilWaiter> waiters,
                                  std::int64_t interval) const {
  if (newcomer.blocked) return may_jump(interval) || first(waiters, false) == waiters.end();
  return first(waiters, true) == waiters.end();
}

void PriorityPolicy::taken(const GilWaiter& by) {
  holder_urgent_ = by.blocked;
  taken_at_ = by.thread->parker->now();
}

void PriorityPolicy::dropped(ThreadContext& by, std::span<const GilWaiter> waiters) {
  const std::int64_t held = by.parker->now() - taken_at_;
  if (!holder_urgent_) {
    debt_ = std::max<std::int64_t>(0, debt_ - held);
  } else if (first(waiters, false) == waiters.end()) {
    debt_ = 0;  // nobody was kept waiting
  } else {
    debt_ += held;
  }
}

}  // namespace minipy::sync
