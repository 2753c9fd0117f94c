#include "runtime/modules/waiting.hpp"

#include <poll.h>

#include <algorithm>
#include <climits>

#include "runtime/modules/wait_queue.hpp"
#include "runtime/sched/scheduler.hpp"

namespace minipy::modules {

namespace {

/// Whether a wait has to end before its time.
bool must_end(const ThreadState& thread, const sync::ThreadContext& context) {
  return interrupted(thread) || context.abandoned.load();
}

}  // namespace

Result<void> sleep_for(ThreadState& thread, std::int64_t nanoseconds) {
  if (nanoseconds <= 0) {
    discipline_of(thread).give_way(thread);
    return vm::checkpoint(thread);
  }
  sync::ThreadContext& context = sync::ThreadContext::of(thread);
  sync::Parker& parker = *context.parker;
  const std::int64_t deadline = trace::deadline_after(parker.now(), nanoseconds);
  while (true) {
    {
      const vm::Detached detached(thread, "time.sleep");
      while (parker.now() < deadline && !must_end(thread, context)) parker.park_until(deadline);
    }
    if (!interrupted(thread)) return Done{};
    MINIPY_TRY(vm::checkpoint(thread));
    if (parker.now() >= deadline) return Done{};
  }
}

Result<void> wait_readable(ThreadState& thread, int descriptor) {
  pollfd waited{descriptor, POLLIN, 0};
  if (::poll(&waited, 1, 0) > 0) return Done{};
  return sched::Scheduler::of(thread).wait_readable(thread, descriptor);
}

Result<void> wait_writable(ThreadState& thread, int descriptor) {
  pollfd waited{descriptor, POLLOUT, 0};
  if (::poll(&waited, 1, 0) > 0) return Done{};
  return sched::Scheduler::of(thread).wait_writable(thread, descriptor);
}

// A pipe that is writable has room for that much.
std::size_t writable_at_once(std::size_t size) { return std::min<std::size_t>(size, PIPE_BUF); }

}  // namespace minipy::modules
