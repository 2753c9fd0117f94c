// The module `_select`: poll(2), on which `select` is built.

#include <poll.h>

#include <vector>

#include "runtime/modules/lock.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/waiting.hpp"
#include "runtime/sched/scheduler.hpp"

namespace minipy::modules {
namespace {

Result<std::vector<pollfd>> polled_argument(ThreadState& thread, Value value) {
  std::vector<pollfd> polled;
  for (const Value pair : value.as<Tuple>()->values()) {
    const std::int64_t descriptor = MINIPY_TRY(vm::index_int64(thread, pair.as<Tuple>()->items[0]));
    const std::int64_t events = MINIPY_TRY(vm::index_int64(thread, pair.as<Tuple>()->items[1]));
    polled.push_back({static_cast<int>(descriptor), static_cast<short>(events), 0});
  }
  return polled;
}

/// poll(((fd, events), ...), timeout: seconds or None) -> list of (fd, revents)
Result<Value> select_poll(ThreadState& thread, const Arguments& arguments) {
  std::vector<pollfd> polled = MINIPY_TRY(polled_argument(thread, arguments[0]));
  std::int64_t deadline = sync::kNever;
  if (!arguments[1].is_none()) {
    const std::int64_t nanoseconds = MINIPY_TRY(
        seconds_to_nanoseconds(thread, arguments[1], "timestamp too large to convert to C _PyTime_t"));
    deadline = trace::deadline_after(sync::ThreadContext::of(thread).parker->now(), nanoseconds);
  }
  sched::Readiness readiness = sched::Readiness::kInterrupted;
  int error = 0;
  while (true) {
    {
      const vm::Detached detached(thread, "select");
      readiness = sched::Scheduler::of(thread).wait_descriptors(thread, polled, deadline, error);
    }
    if (readiness != sched::Readiness::kInterrupted) break;
    MINIPY_TRY(vm::checkpoint(thread));
  }
  if (readiness == sched::Readiness::kRefused) return raise_os_error(thread, error);
  List* ready = List::create(thread);
  for (const pollfd& one : polled) {
    if (one.revents != 0)
      ready->append(thread, make_tuple(thread, {Value::from_int(one.fd), Value::from_int(one.revents)}));
  }
  return Value(ready);
}

const NativeDefinition kFunctions[] = {{"poll", select_poll, "polled, timeout, /"}};

}  // namespace

Result<Value> make_select(ThreadState& thread) {
  Module* module = new_module(thread, "_select", "What the module select is built on.");
  builtins::add_functions(thread, module, kFunctions);
  const std::pair<const char*, int> constants[] = {{"POLLIN", POLLIN},   {"POLLPRI", POLLPRI},
                                                   {"POLLOUT", POLLOUT}, {"POLLERR", POLLERR},
                                                   {"POLLHUP", POLLHUP}, {"POLLNVAL", POLLNVAL}};
  for (const auto& [name, value] : constants)
    builtins::add_value(thread, module, name, Value::from_int(value));
  return Value(module);
}

}  // namespace minipy::modules
