#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "interpreter/vm/interpreter_state.hpp"
#include "runtime/sync/interval_source.hpp"
#include "runtime/sync/thread_context.hpp"
#include "runtime/sync/world.hpp"
#include "runtime/trace/collector.hpp"
#include "runtime/trace/run_description.hpp"

namespace minipy::sync {

/// What the two disciplines share: the steps of a checkpoint, what is recorded, collections, signals, the end
/// of the program. The lock, or the absence of one, comes in by the protected operations.
class Discipline : public vm::Hooks, public IntervalSource, protected heap::WorldController {
 public:
  using Compiler = vm::CompileResult (*)(const std::string& file, std::string text, vm::CompileMode mode);
  /// Called in the main thread, attached, at a checkpoint, for each signal that came (of `post_signal`). May
  /// raise.
  using SignalHandler = Result<void> (*)(vm::ThreadState& thread, int signal_number);

  Discipline(vm::InterpreterState& interpreter, trace::Recorder& recorder, Compiler compiler);

  // ---- vm::Hooks
  Result<void> checkpoint(vm::ThreadState& thread) final;
  Result<void> poll(vm::ThreadState& thread) final;
  void detach(vm::ThreadState& thread, vm::DetachCause cause, const char* what) final;
  void attach(vm::ThreadState& thread) final;
  heap::CollectionResult collect(vm::ThreadState& thread) final;
  void with_world_stopped(vm::ThreadState& thread, void (*action)(void*), void* context) final;
  void wait_until(vm::ThreadState& thread, const char* what, bool (*ready)(void*), void* context) final;
  void wait_for_lock(const vm::ThreadState& thread, heap::Object& object) final;
  vm::CompileResult compile(const std::string& file, std::string text, vm::CompileMode mode,
                            std::size_t stack_left) final;

  // ---- threads

  /// Makes `thread` a thread of this interpreter, detached, with `context` as its extension. By its parent,
  /// attached (or by the first thread), before it runs.
  void adopt(vm::ThreadState& thread, std::unique_ptr<ThreadContext> context);
  /// The thread detaches for good; its state may be destroyed then. By itself, attached.
  void retire(vm::ThreadState& thread);
  /// The thread was adopted and never ran: it is no thread any more. By its parent, attached.
  void disown(vm::ThreadState& thread);
  /// Lets others run on this thread's carrier, and have the lock. By itself, attached.
  void give_way(vm::ThreadState& thread);
  std::size_t thread_count() const { return world_.thread_count(); }

  // ---- settings and queries, any thread

  virtual bool has_gil() const = 0;
  /// The policy of the lock, "" without one.
  virtual const char* policy_name() const = 0;
  /// Fills in what a report's header says of the lock.
  virtual void describe(trace::RunDescription& run) const = 0;
  virtual void set_interval(std::int64_t nanoseconds) = 0;
  trace::Recorder& recorder() { return recorder_; }
  /// Where whoever wants events gets them.
  trace::Collector& collector() { return collector_; }

  // ---- signals and the end

  /// The main thread shall handle signal `number` (below 64) soon: raises its breaker and ends its waiting.
  /// Any thread, but no signal handler, while the main thread is adopted.
  void post_signal(int number);
  /// Whether a wait of `thread` shall end before its time: a signal for it has come. Owner thread.
  static bool interrupted(const vm::ThreadState& thread) {
    return (thread.breaker.load(std::memory_order_relaxed) & vm::kBreakSignal) != 0;
  }
  /// What handles signals; without one SIGINT raises KeyboardInterrupt and others are dropped. Main thread.
  void set_signal_handler(SignalHandler handler) { signal_handler_ = handler; }
  /// The program ends: no thread but `self` ever touches a Python object again. Each of them stays at its
  /// next checkpoint or at its next `attach`. False when one of them did not get there within `patience`
  /// nanoseconds. By the main thread, attached; it stays attached.
  bool finalize(vm::ThreadState& self, std::int64_t patience);
  /// After `finalize`: whether a thread is left that will never end. Any thread.
  bool has_abandoned() const;

 protected:
  /// Waits until the thread is attached. False: abandoned.
  [[nodiscard]] virtual bool enter(ThreadContext& self, bool& waited) = 0;
  virtual void leave(ThreadContext& self, trace::Cause cause) = 0;
  /// kBreakDropRequest at a checkpoint; whether the thread shall leave and enter again, and as what cause.
  virtual bool wants_switch(ThreadContext& self, vm::DetachCause& cause) = 0;
  /// kBreakTicks at a checkpoint, which counts; whether the thread shall leave and enter again.
  virtual bool ticks_over(ThreadContext& self) = 0;
  /// No other thread is attached until `resume_world`. False: abandoned, or too late.
  [[nodiscard]] virtual bool stop_world(ThreadContext& self, std::int64_t deadline) = 0;
  virtual void resume_world(ThreadContext& self) = 0;
  /// kBreakStopWorld at a checkpoint. False: abandoned.
  [[nodiscard]] virtual bool pause(ThreadContext& self) = 0;

  World world_;

 private:
  Result<void> respond(vm::ThreadState& thread, std::uint32_t why);
  void switch_threads(vm::ThreadState& thread, vm::DetachCause cause);
  void pause_for_world(vm::ThreadState& thread);
  void note_detached(vm::ThreadState& thread, trace::Cause cause, const char* what, trace::Phase next);
  static std::int64_t note(ThreadContext& context, trace::EventKind kind, std::uint64_t argument);
  void abandon(vm::ThreadState& thread);
  void note_attached(ThreadContext& context, bool waited);
  void wait_for_recording(ThreadContext& context);
  static void ask_to_wait_for_recording(ThreadContext& context);
  Result<void> handle_signals(vm::ThreadState& thread);
  // Never returns. It does not say so to the compiler: AddressSanitizer would look at the stack then, and a
  // fiber's is not where it expects one.
  static void stay(ThreadContext& context);
  void stop_world_for(vm::ThreadState& thread);

  vm::InterpreterState& interpreter_;
  trace::Recorder& recorder_;
  trace::Collector collector_;
  const Compiler compiler_;
  SignalHandler signal_handler_ = nullptr;  // main thread only
  ThreadContext* main_ = nullptr;           // set once, before any signal
  std::atomic<std::uint64_t> signals_{
      0};  // bit n: signal n came; released by post_signal, acquired by the main thread
};

}  // namespace minipy::sync
