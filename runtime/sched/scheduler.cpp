#include "runtime/sched/scheduler.hpp"

#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <optional>
#include <vector>

#include "interpreter/base/descriptor.hpp"

namespace minipy::sched {

using sync::Discipline;
using trace::LogLevel;
using vm::ThreadState;
using vm::Value;

/// Everything a thread needs to start. Made by its parent, given up by the thread itself at its end.
struct Scheduler::Launch {
  Scheduler& scheduler;
  NativeStack stack;
  std::unique_ptr<ThreadState> thread;
  // Exactly one of these two.
  NativeBody body = nullptr;
  void* argument = nullptr;
  /// callee, positional arguments, keyword arguments, names of the keywords: the collector sees them from the
  /// start.
  std::optional<vm::RootedValues> call;
  std::uint32_t positional = 0;
  bool has_keywords = false;
};

Scheduler::Scheduler(vm::InterpreterState& interpreter, Discipline& discipline, Carrier& carrier)
    : interpreter_(interpreter),
      discipline_(discipline),
      carrier_(carrier),
      interrupt_descriptor_(base::above_standard(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))) {}

Scheduler::~Scheduler() { close(interrupt_descriptor_); }

unsigned Scheduler::cpu_count() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof(set), &set) == 0 && CPU_COUNT(&set) > 0)
    return static_cast<unsigned>(CPU_COUNT(&set));
  return 1;
}

trace::RunDescription Scheduler::describe_run() const {
  trace::RunDescription run;
  discipline_.describe(run);
  run.every_instruction = interpreter_.checks_every_instruction;
  run.carrier = carrier_.description();
  run.workers = carrier_.workers();
  return run;
}

// ---- the main thread

std::unique_ptr<ThreadState> Scheduler::adopt_main() {
  const NativeStack stack = current_native_stack();
  auto thread = std::make_unique<ThreadState>(interpreter_, stack.base(), stack.size, false);
  thread->is_main = true;
  thread->id = static_cast<std::uint64_t>(pthread_self());
  auto parker = carrier_.main_parker();
  carrier_.set_breaker(*parker, &thread->breaker);
  auto context = std::make_unique<ScriptThread>(*this, std::move(parker),
                                                discipline_.recorder().add_thread("MainThread"), *thread);
  context->native_id.store(static_cast<pid_t>(syscall(SYS_gettid)), std::memory_order_release);
  discipline_.adopt(*thread, std::move(context));
  discipline_.attach(*thread);
  return thread;
}

void Scheduler::retire_main(std::unique_ptr<ThreadState> thread) {
  discipline_.retire(*thread);
  carrier_.set_breaker(*ScriptThread::of(*thread).parker, nullptr);
}

// ---- starting

Scheduler::Launch* Scheduler::prepare(std::string name) {
  const std::optional<NativeStack> stack = carrier_.take_stack();
  if (!stack) return nullptr;
  auto* launch = new Launch{*this, *stack, nullptr, nullptr, nullptr, {}, 0, false};
  launch->thread = std::make_unique<ThreadState>(interpreter_, stack->base(), stack->size, carrier_.fibers());
  ThreadState& thread = *launch->thread;
  thread.id = reinterpret_cast<std::uintptr_t>(&thread);
  const std::uint64_t number = started_.fetch_add(1, std::memory_order_relaxed) + 1;
  if (name.empty()) name = "Thread-" + std::to_string(number);
  auto parker = carrier_.make_parker();
  carrier_.set_breaker(*parker, &thread.breaker);
  discipline_.adopt(
      thread, std::make_unique<ScriptThread>(*this, std::move(parker),
                                             discipline_.recorder().add_thread(std::move(name)), thread));
  return launch;
}

std::uint64_t Scheduler::launch(Launch* launch) {
  ThreadState& thread = *launch->thread;
  const std::uint64_t ident = thread.id;
  const NativeStack stack = launch->stack;
  running_.fetch_add(1, std::memory_order_acq_rel);
  if (carrier_.start({run, launch, ScriptThread::of(thread).parker.get(), stack})) return ident;
  running_.fetch_sub(1, std::memory_order_acq_rel);
  discipline_.disown(thread);
  carrier_.set_breaker(*ScriptThread::of(thread).parker, nullptr);
  launch->call.reset();
  delete launch;
  carrier_.give_stack(stack);
  return 0;
}

std::uint64_t Scheduler::start_native(ThreadState& /*parent*/, NativeBody body, void* argument,
                                      std::string name) {
  Launch* prepared = prepare(std::move(name));
  if (prepared == nullptr) return 0;
  prepared->body = body;
  prepared->argument = argument;
  return launch(prepared);
}

Result<std::uint64_t> Scheduler::start_thread(ThreadState& parent, const ThreadStart& start) {
  Launch* prepared = prepare(start.name);
  if (prepared == nullptr) return parent.raise(parent.types.RuntimeError, "can't start new thread");
  vm::RootedValues& call = prepared->call.emplace(*prepared->thread);
  call.push_back(start.callee);
  if (start.args != nullptr) {
    for (const Value argument : start.args->values()) call.push_back(argument);
  }
  prepared->positional = static_cast<std::uint32_t>(call.size() - 1);
  if (start.kwargs != nullptr && start.kwargs->size() > 0) {
    std::vector<Value> names;
    for (const auto& [name, value] : start.kwargs->snapshot(parent)) {
      names.push_back(name);
      call.push_back(value);
    }
    call.push_back(vm::Tuple::create(parent, names));
    prepared->has_keywords = true;
  }
  const std::uint64_t ident = launch(prepared);
  if (ident == 0) return parent.raise(parent.types.RuntimeError, "can't start new thread");
  return ident;
}

// ---- running

void Scheduler::run(void* launched) {
  auto* launch = static_cast<Launch*>(launched);
  Scheduler& scheduler = launch->scheduler;
  ThreadState& thread = *launch->thread;
  ScriptThread& context = ScriptThread::of(thread);
  trace::Recorder& recorder = scheduler.discipline_.recorder();
  context.native_id.store(static_cast<pid_t>(syscall(SYS_gettid)), std::memory_order_release);
  if (recorder.logs(LogLevel::kTrace))
    recorder.log(LogLevel::kTrace, "%s starts", context.record->name().c_str());

  scheduler.discipline_.attach(thread);
  if (launch->body != nullptr) {
    launch->body(thread, launch->argument);
  } else {
    scheduler.run_callee(*launch);
  }
  launch->call.reset();
  if (recorder.logs(LogLevel::kTrace))
    recorder.log(LogLevel::kTrace, "%s ends", context.record->name().c_str());
  scheduler.discipline_.retire(thread);
  scheduler.carrier_.set_breaker(*context.parker, nullptr);
  delete launch;
  scheduler.running_.fetch_sub(1, std::memory_order_acq_rel);
}

void Scheduler::run_callee(Launch& launch) {
  ThreadState& thread = *launch.thread;
  vm::RootedValues& call = *launch.call;
  const Value callee = call[0];
  vm::Arguments arguments;
  arguments.values = call.values().data() + 1;
  arguments.count = launch.positional;
  if (launch.has_keywords) arguments.keywords = call[call.size() - 1].as<vm::Tuple>();
  if (vm::call(thread, callee, arguments).ok()) return;
  if (thread.exception_is(thread.types.SystemExit)) {
    thread.take_exception();
  } else if (unhandled_ != nullptr) {
    unhandled_(thread, callee);
    if (thread.has_exception()) thread.take_exception();
  } else {
    const Value exception = thread.take_exception();
    const std::string text =
        "Exception in thread started by native code:\n" + vm::format_exception(thread, exception);
    std::fputs(text.c_str(), stderr);
  }
}

bool Scheduler::finish(ThreadState& main) {
  sync::Parker& parker = *ScriptThread::of(main).parker;
  const vm::Detached detached(main, "exit");
  if (discipline_.has_abandoned()) {
    carrier_.release_ended();
    return false;
  }
  // What is left of them takes no time worth a notice.
  while (running() != 0) parker.park_until(parker.now() + 100'000);
  carrier_.finish();
  return true;
}

// ---- waiting

void Scheduler::run_blocking(ThreadState& thread, const char* what, void (*function)(void*), void* argument) {
  const vm::Detached detached(thread, what);
  carrier_.run_blocking(*ScriptThread::of(thread).parker, function, argument);
}

Readiness Scheduler::wait_descriptors(ThreadState& thread, std::span<pollfd> polled, std::int64_t deadline,
                                      int& error) {
  struct Wait {
    std::vector<pollfd> all;
    std::int64_t deadline;
    const trace::Clock& clock;
    int found = 0;
    int error = 0;
  };
  const auto poll_until = [](void* argument) {
    Wait& wait = *static_cast<Wait*>(argument);
    do {
      const std::int64_t left = std::max<std::int64_t>(0, wait.deadline - wait.clock.now());
      timespec limit{};
      limit.tv_sec = static_cast<time_t>(left / 1'000'000'000);
      limit.tv_nsec = static_cast<long>(left % 1'000'000'000);
      wait.found =
          ppoll(wait.all.data(), wait.all.size(), wait.deadline == trace::kNever ? nullptr : &limit, nullptr);
      wait.error = errno;  // here: it is this thread's, and a fiber may go on in another
    } while (wait.found < 0 && wait.error == EINTR);
  };
  if (poll(polled.data(), polled.size(), 0) > 0) return Readiness::kReady;
  Wait wait{{polled.begin(), polled.end()}, deadline, clock()};
  if (thread.is_main) wait.all.push_back({interrupt_descriptor_, POLLIN, 0});
  carrier_.run_blocking(*ScriptThread::of(thread).parker, poll_until, &wait);
  if (wait.found < 0) {
    error = wait.error;
    return Readiness::kRefused;
  }
  if (thread.is_main && wait.all.back().revents != 0) {
    std::uint64_t count = 0;
    static_cast<void>(!read(interrupt_descriptor_, &count, sizeof(count)));
    return Readiness::kInterrupted;
  }
  for (std::size_t i = 0; i < polled.size(); ++i) polled[i].revents = wait.all[i].revents;
  return wait.found > 0 ? Readiness::kReady : Readiness::kTimeout;
}

Result<void> Scheduler::wait_readable(ThreadState& thread, int descriptor) {
  return wait_ready(thread, "read", descriptor, POLLIN);
}

Result<void> Scheduler::wait_writable(ThreadState& thread, int descriptor) {
  return wait_ready(thread, "write", descriptor, POLLOUT);
}

Result<void> Scheduler::wait_ready(ThreadState& thread, const char* what, int descriptor, short events) {
  pollfd polled{descriptor, events, 0};
  for (;;) {
    Readiness readiness = Readiness::kReady;
    int error = 0;
    {
      const vm::Detached detached(thread, what);
      readiness = wait_descriptors(thread, {&polled, 1}, trace::kNever, error);
    }
    MINIPY_TRY(vm::checkpoint(thread));
    // What is refused here, the call that wants to read or write will tell.
    if (readiness != Readiness::kInterrupted) return Done{};
  }
}

void Scheduler::post_signal(int number) {
  discipline_.post_signal(number);
  const std::uint64_t one = 1;
  static_cast<void>(!write(interrupt_descriptor_, &one, sizeof(one)));
}

}  // namespace minipy::sched
