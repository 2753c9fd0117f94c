#pragma once

#include <poll.h>
#include <sys/types.h>

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <string>

#include "interpreter/vm/protocols.hpp"
#include "runtime/sched/carrier.hpp"
#include "runtime/sync/discipline.hpp"

namespace minipy::sched {

class Scheduler;
class SignalWatcher;

/// What the scheduler keeps for each script thread.
class ScriptThread final : public sync::ThreadContext {
 public:
  ScriptThread(Scheduler& owner, std::unique_ptr<sync::Parker> own_parker,
               std::shared_ptr<trace::ThreadRecord> own_record, vm::ThreadState& thread)
      : ThreadContext(std::move(own_parker), std::move(own_record), thread.breaker, thread.attachment),
        scheduler(owner) {}

  static ScriptThread& of(vm::ThreadState& thread) { return static_cast<ScriptThread&>(*thread.extension); }

  Scheduler& scheduler;
  std::atomic<pid_t> native_id{0};  ///< of the OS thread; set by the thread before it runs any script
};

/// A thread to be: `callee(*args, **kwargs)`.
struct ThreadStart {
  vm::Value callee;
  vm::Tuple* args = nullptr;
  objects::Dict* kwargs = nullptr;  ///< or null
  std::string name;                 ///< for reports; empty: "Thread-N"
};

/// How a wait for descriptors ended.
enum class Readiness : std::uint8_t {
  kReady,
  kTimeout,
  kInterrupted,  ///< a signal came for the main thread: attach, call the checkpoint, and wait again
  kRefused,      ///< the system does not wait for these
};

/// Starts script threads and knows them. One for each interpreter.
class Scheduler {
 public:
  /// Prints what ended a thread: an exception is pending that nobody caught, and is not SystemExit.
  using Unhandled = void (*)(vm::ThreadState& thread, vm::Value callee);
  /// Native code that runs as a script thread, attached.
  using NativeBody = void (*)(vm::ThreadState& thread, void* argument);

  /// All outlive the scheduler.
  Scheduler(vm::InterpreterState& interpreter, sync::Discipline& discipline, Carrier& carrier);
  ~Scheduler();
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;

  /// The scheduler of the interpreter that `thread` belongs to.
  static Scheduler& of(vm::ThreadState& thread) { return ScriptThread::of(thread).scheduler; }

  /// Makes the calling native thread the main thread, attached.
  std::unique_ptr<vm::ThreadState> adopt_main();
  /// Undoes it.
  void retire_main(std::unique_ptr<vm::ThreadState> thread);

  /// Starts a script thread; returns its ident. RuntimeError "can't start new thread" when the system
  /// refuses.
  Result<std::uint64_t> start_thread(vm::ThreadState& parent, const ThreadStart& start);
  /// Starts a script thread that runs `body(thread, argument)`; no ident when the system refuses.
  std::uint64_t start_native(vm::ThreadState& parent, NativeBody body, void* argument, std::string name = {});
  void set_unhandled(Unhandled unhandled) { unhandled_ = unhandled; }
  /// For reports. Any thread that keeps `thread` alive.
  static void set_name(vm::ThreadState& thread, std::string name) {
    ScriptThread::of(thread).record->set_name(std::move(name));
  }

  /// Waits until `descriptor` has something to read, or is at its end: a thread in the system, a fiber
  /// without its worker. May raise KeyboardInterrupt in the main thread. Attached.
  Result<void> wait_readable(vm::ThreadState& thread, int descriptor);
  /// The same until `descriptor` takes something, or never will.
  Result<void> wait_writable(vm::ThreadState& thread, int descriptor);
  /// Waits until one of `polled` (as for poll(2), which fills in `revents`) is ready, or until `deadline`: a
  /// thread in the system, a fiber without its worker. `error` is errno where the system refuses. Detached.
  Readiness wait_descriptors(vm::ThreadState& thread, std::span<pollfd> polled, std::int64_t deadline,
                             int& error);
  /// Runs `function(argument)`, which may block and touches no Python object, detached, on a thread that may
  /// block.
  void run_blocking(vm::ThreadState& thread, const char* what, void (*function)(void*), void* argument);

  /// A signal for the main thread (SIGINT: KeyboardInterrupt), which ends what it waits in. Any thread, but
  /// no signal handler.
  void post_signal(int number);

  /// Who brings signals here, or null when the host keeps them for itself. Set once, before there are
  /// threads.
  void set_signals(SignalWatcher* watcher) { signals_ = watcher; }
  SignalWatcher* signals() const { return signals_; }

  /// Script threads that were started and have not ended. Any thread.
  int running() const { return running_.load(std::memory_order_acquire); }
  /// The native end of all threads. False, at once, when abandoned ones are left. Main thread, attached,
  /// after `Discipline::finalize`.
  bool finish(vm::ThreadState& main);
  static unsigned cpu_count();
  static std::uint64_t native_id(vm::ThreadState& thread) {
    return static_cast<std::uint64_t>(ScriptThread::of(thread).native_id.load(std::memory_order_acquire));
  }
  /// What reports say about the run.
  trace::RunDescription describe_run() const;
  Carrier& carrier() { return carrier_; }
  sync::Discipline& discipline() { return discipline_; }
  const trace::Clock& clock() const { return discipline_.recorder().clock(); }

 private:
  struct Launch;

  Launch* prepare(std::string name);
  std::uint64_t launch(Launch* launch);
  static void run(void* launched);
  void run_callee(Launch& launch);
  Result<void> wait_ready(vm::ThreadState& thread, const char* what, int descriptor, short events);

  vm::InterpreterState& interpreter_;
  sync::Discipline& discipline_;
  Carrier& carrier_;
  SignalWatcher* signals_ = nullptr;
  Unhandled unhandled_ = nullptr;   // set before there are threads
  const int interrupt_descriptor_;  // eventfd: readable while a signal waits for the main thread
  std::atomic<int> running_{0};
  std::atomic<std::uint64_t> started_{0};
};

}  // namespace minipy::sched
