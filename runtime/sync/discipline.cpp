#include "runtime/sync/discipline.hpp"

#include <pthread.h>

#include <cerrno>
#include <csignal>
#include <optional>

#include "interpreter/vm/type_label.hpp"
#include "runtime/sync/source_place.hpp"

namespace minipy::sync {

using trace::Cause;
using trace::EventKind;
using trace::LogLevel;
using trace::Phase;
using vm::DetachCause;
using vm::ThreadState;

namespace {

Cause to_cause(DetachCause cause) {
  switch (cause) {
    case DetachCause::kInterval:
      return Cause::kInterval;
    case DetachCause::kBlocking:
      return Cause::kBlocking;
    case DetachCause::kTicks:
      return Cause::kTicks;
    case DetachCause::kExit:
      return Cause::kExit;
    case DetachCause::kStopWorld:
      return Cause::kStopWorld;
    case DetachCause::kYield:
      return Cause::kYield;
    case DetachCause::kPriority:
      return Cause::kPriority;
  }
  return Cause::kBlocking;
}

void clear(ThreadState& thread, std::uint32_t bit) {
  thread.breaker.fetch_and(~bit, std::memory_order_relaxed);
}

// What a thread does after it has let go. Who was asked to let go wants to go on at once: all of that time is
// waiting.
Phase phase_after(Cause cause) {
  if (cause == Cause::kExit) return Phase::kEnded;
  return cause == Cause::kBlocking ? Phase::kBlocked : Phase::kWaiting;
}

double milliseconds(std::int64_t nanoseconds) { return static_cast<double>(nanoseconds) / 1e6; }

}  // namespace

Discipline::Discipline(vm::InterpreterState& interpreter, trace::Recorder& recorder, Compiler compiler)
    : interpreter_(interpreter), recorder_(recorder), collector_(recorder), compiler_(compiler) {}

// The compiler descends as deeply as the source nests. Where that could be too much for the stack of the
// thread, a fiber's above all, it runs on a stack of its own.
vm::CompileResult Discipline::compile(const std::string& file, std::string text, vm::CompileMode mode,
                                      std::size_t stack_left) {
  constexpr std::size_t kCompilerStack = std::size_t{6} << 20U;
  if (stack_left >= kCompilerStack) return compiler_(file, std::move(text), mode);
  struct Compilation {
    Compiler compiler;
    const std::string& file;
    std::string text;
    vm::CompileMode mode;
    std::optional<vm::CompileResult> result;
  };
  Compilation compilation{compiler_, file, std::move(text), mode, std::nullopt};
  const auto run = [](void* argument) -> void* {
    auto& given = *static_cast<Compilation*>(argument);
    given.result = given.compiler(given.file, std::move(given.text), given.mode);
    return nullptr;
  };
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kCompilerStack);
  pthread_t thread{};
  const int failed = pthread_create(&thread, &attributes, run, &compilation);
  pthread_attr_destroy(&attributes);
  if (failed != 0) {
    base::Diagnostic diagnostic;
    diagnostic.message = "the system has no stack left to compile on";
    return diagnostic;
  }
  pthread_join(thread, nullptr);
  return std::move(*compilation.result);
}

// ---- threads

void Discipline::adopt(ThreadState& thread, std::unique_ptr<ThreadContext> context) {
  ThreadContext& adopted = *context;
  thread.extension = std::move(context);
  if (thread.is_main) {
    main_ = &adopted;
    adopted.cpu_seen = adopted.parker->cpu_now();
  }
  world_.add(adopted);
}

void Discipline::retire(ThreadState& thread) {
  ThreadContext& context = ThreadContext::of(thread);
  context.retiring.store(true, std::memory_order_release);
  detach(thread, DetachCause::kExit, nullptr);
  world_.remove(context);
  recorder_.finish(context.record);
}

void Discipline::disown(ThreadState& thread) {
  ThreadContext& context = ThreadContext::of(thread);
  world_.remove(context);
  recorder_.finish(context.record);
}

// An abandoned thread: its stack stays as it is until the process ends.
void Discipline::stay(ThreadContext& context) {
  for (;;) context.parker->park_until(kNever);
}

// ---- attaching and detaching

void Discipline::note_detached(ThreadState& thread, Cause cause, const char* what, Phase next) {
  ThreadContext& context = ThreadContext::of(thread);
  trace::ThreadRecord& record = *context.record;
  const bool was_asked = cause != Cause::kBlocking && cause != Cause::kExit;
  const std::uint32_t asked_by = context.asked_by.exchange(0, std::memory_order_relaxed);
  context.note_cpu();
  std::int64_t held = 0;
  {
    const trace::Moment moment(record);
    const std::int64_t now = context.parker->now();
    held = record.enter(next, now);
    if (moment.traced()) {
      moment.emit({.time = now,
                   .what = what,
                   .argument = static_cast<std::uint64_t>(held),
                   .other = was_asked ? asked_by : 0,
                   .location = source_place(thread, context, recorder_.locations()),
                   .kind = EventKind::kDetached,
                   .cause = cause});
      if (next == Phase::kEnded) moment.emit({.time = now, .kind = EventKind::kThreadEnded, .cause = cause});
    }
  }
  record.detaches[static_cast<std::size_t>(cause)].add(1);
  record.hold_times.add(static_cast<std::uint64_t>(held));
  if (recorder_.logs(LogLevel::kTrace)) [[unlikely]] {
    recorder_.log(LogLevel::kTrace, "%s lets go after %.3f ms: %s%s%s", record.name().c_str(),
                  milliseconds(held), trace::name(cause), what != nullptr && *what != '\0' ? ", " : "",
                  what != nullptr ? what : "");
  }
}

void Discipline::note_attached(ThreadContext& context, bool waited) {
  trace::ThreadRecord& record = *context.record;
  std::int64_t spent = 0;
  {
    const trace::Moment moment(record);
    const std::int64_t now = context.parker->now();
    spent = record.enter(Phase::kAttached, now);
    moment.emit({.time = now,
                 .argument = static_cast<std::uint64_t>(spent),
                 .other = context.taken_from,
                 .kind = EventKind::kAttached,
                 .cause = context.taken_cause});
  }
  record.takes.add(1);
  if (!waited) return;
  record.waits.add(1);
  record.wait_times.add(static_cast<std::uint64_t>(spent));
  record.longest_wait_ns.raise_to(static_cast<std::uint64_t>(spent));
  if (recorder_.logs(LogLevel::kTrace)) [[unlikely]] {
    recorder_.log(LogLevel::kTrace, "%s goes on after waiting %.3f ms", record.name().c_str(),
                  milliseconds(spent));
  }
}

void Discipline::detach(ThreadState& thread, DetachCause cause, const char* what) {
  const int saved_errno = errno;
  ThreadContext& context = ThreadContext::of(thread);
  thread.publish_stack();
  context.detach_cause = cause;
  note_detached(thread, to_cause(cause), what, phase_after(to_cause(cause)));
  leave(context, to_cause(cause));
  errno = saved_errno;
}

// The collector is behind with the events of this thread: waits until it has caught up. The thread is
// detached, so nobody waits for it; under a lock that is handed over it may be the next holder, and then all
// others wait for the collector too, which needs no lock. Nobody keeps a queue of these threads: the
// collector would have to wake parkers whose threads may be gone. They look again, as the collector needs
// some milliseconds anyway.
void Discipline::wait_for_recording(ThreadContext& context) {
  constexpr std::int64_t kPause = 200'000;
  trace::ThreadRecord& record = *context.record;
  Parker& parker = *context.parker;
  record.recording_waits.add(1);
  const std::int64_t began = parker.now();
  while (!record.has_caught_up() && !context.abandoned.load(std::memory_order_acquire)) {
    recorder_.nudge().give();
    parker.park_until(parker.now() + kPause);
  }
  std::int64_t waited = 0;
  {
    const trace::Moment moment(record);
    const std::int64_t now = parker.now();
    waited = now - began;
    moment.emit({.time = now, .argument = static_cast<std::uint64_t>(waited), .kind = EventKind::kHeldUp});
  }
  record.recording_wait_ns.add_time(waited);
}

// Where the thread may not wait, and may have more events without ever detaching: it looks up at its next
// checkpoint.
void Discipline::ask_to_wait_for_recording(ThreadContext& context) {
  if (context.record->behind()) [[unlikely]]
    context.breaker.fetch_or(vm::kBreakDropRequest, std::memory_order_relaxed);
}

void Discipline::attach(ThreadState& thread) {
  const int saved_errno = errno;
  ThreadContext& context = ThreadContext::of(thread);
  if (context.record->behind()) [[unlikely]]
    wait_for_recording(context);
  if (context.detach_cause == DetachCause::kBlocking) {
    context.record->enter(Phase::kWaiting, context.parker->now());
  }
  bool waited = false;
  if (!enter(context, waited)) stay(context);
  // Who was asked to let go waited, even if the lock is free again when it looks.
  note_attached(context, waited || context.detach_cause != DetachCause::kBlocking);
  errno = saved_errno;
}

// The program has ended: the thread never runs again.
void Discipline::abandon(ThreadState& thread) {
  ThreadContext& context = ThreadContext::of(thread);
  thread.publish_stack();
  note_detached(thread, Cause::kExit, "end of the program", Phase::kBlocked);
  leave(context, Cause::kExit);
  stay(context);
}

// ---- checkpoints

Result<void> Discipline::checkpoint(ThreadState& thread) {
  return respond(thread, thread.breaker.load(std::memory_order_acquire));
}

Result<void> Discipline::poll(ThreadState& thread) {
  // The request stays in the breaker for the next checkpoint.
  return respond(thread, thread.breaker.load(std::memory_order_acquire) &
                             ~std::uint32_t{vm::kBreakDropRequest | vm::kBreakTicks});
}

// Does what the bits of `why` ask.
Result<void> Discipline::respond(ThreadState& thread, std::uint32_t why) {
  if ((why & vm::kBreakAbandon) != 0) {
    abandon(thread);
  }
  if ((why & vm::kBreakStopWorld) != 0) pause_for_world(thread);
  if ((why & vm::kBreakCollect) != 0) {
    clear(thread, vm::kBreakCollect);
    if (interpreter_.heap.collection_due() && interpreter_.heap.automatic()) {
      collect(thread);
      interpreter_.weak_references.run_callbacks(thread);
    }
  }
  if ((why & vm::kBreakDropRequest) != 0) {
    clear(thread, vm::kBreakDropRequest);
    DetachCause cause = DetachCause::kInterval;
    if (!has_gil() && ThreadContext::of(thread).record->behind()) {
      const vm::Detached detached(thread, "the recording");  // attaching waits
    } else if (wants_switch(ThreadContext::of(thread), cause)) {
      switch_threads(thread, cause);
    }
  }
  if ((why & vm::kBreakTicks) != 0 && ticks_over(ThreadContext::of(thread))) {
    switch_threads(thread, DetachCause::kTicks);
  }
  if ((why & vm::kBreakSignal) != 0) {
    clear(thread, vm::kBreakSignal);
    MINIPY_TRY(handle_signals(thread));
  }
  if ((why & vm::kBreakException) != 0) {
    clear(thread, vm::kBreakException);
    const heap::Value exception = thread.pending_async;
    thread.pending_async = {};
    if (!exception.is_empty()) return thread.raise_exception(exception);
  }
  return Done{};
}

void Discipline::switch_threads(ThreadState& thread, DetachCause cause) {
  detach(thread, cause, nullptr);
  if (cause == DetachCause::kYield) ThreadContext::of(thread).parker->yield();
  attach(thread);
}

void Discipline::give_way(ThreadState& thread) { switch_threads(thread, DetachCause::kYield); }

void Discipline::pause_for_world(ThreadState& thread) {
  ThreadContext& context = ThreadContext::of(thread);
  thread.publish_stack();
  note_detached(thread, Cause::kStopWorld, nullptr, Phase::kWaiting);
  if (!pause(context)) {
    leave(context, Cause::kExit);
    stay(context);
  }
  note_attached(context, true);
  ask_to_wait_for_recording(context);
}

// ---- collecting

// Without the lock, stopping the others is waiting; what is done then is not.
void Discipline::stop_world_for(ThreadState& thread) {
  ThreadContext& context = ThreadContext::of(thread);
  thread.publish_stack();
  if (has_gil()) {
    if (!stop_world(context, kNever)) stay(context);
    return;
  }
  note_detached(thread, Cause::kStopWorld, "stops the others", Phase::kWaiting);
  if (!stop_world(context, kNever)) stay(context);
  note_attached(context, false);
}

// Returns the time of the event.
std::int64_t Discipline::note(ThreadContext& context, EventKind kind, std::uint64_t argument) {
  const trace::Moment moment(*context.record);
  const std::int64_t now = context.parker->now();
  moment.emit({.time = now, .argument = argument, .kind = kind, .cause = Cause::kStopWorld});
  return now;
}

heap::CollectionResult Discipline::collect(ThreadState& thread) {
  ThreadContext& context = ThreadContext::of(thread);
  const std::uint64_t before = interpreter_.heap.collections();
  stop_world_for(thread);
  heap::CollectionResult result;
  const bool done = interpreter_.heap.collections() != before && !interpreter_.heap.collection_due();
  if (!done) {
    const std::int64_t began = note(context, EventKind::kCollectionBegan, 0);
    result = interpreter_.heap.collect(witness(), interpreter_);
    const std::int64_t ended = note(context, EventKind::kCollectionEnded, result.freed_bytes);
    context.record->collections.add(1);
    context.record->collection_ns.add_time(ended - began);
    context.record->longest_collection_ns.raise_to(static_cast<std::uint64_t>(ended - began));
    if (recorder_.logs(LogLevel::kDebug)) {
      recorder_.log(LogLevel::kDebug, "collection: %.3f ms, %zu KiB freed, %zu KiB alive",
                    milliseconds(ended - began), result.freed_bytes / 1024, result.live_bytes / 1024);
    }
  }
  resume_world(context);
  return result;
}

void Discipline::with_world_stopped(ThreadState& thread, void (*action)(void*), void* context) {
  stop_world_for(thread);
  action(context);
  resume_world(ThreadContext::of(thread));
}

// A fiber must not keep its worker from the one it waits for, so it parks.
void Discipline::wait_until(ThreadState& thread, const char* what, bool (*ready)(void*), void* context) {
  constexpr std::int64_t kPause = 100'000;
  Parker& parker = *ThreadContext::of(thread).parker;
  const vm::Detached detached(thread, what);
  while (!ready(context) && !interrupted(thread)) parker.park_until(parker.now() + kPause);
}

// What costs something is done before the lock is taken: whoever is next in line waits for what comes after
// it.
void Discipline::wait_for_lock(const ThreadState& thread, heap::Object& object) NO_THREAD_SAFETY_ANALYSIS {
  if (thread.extension == nullptr) {  // not adopted yet
    object.lock.lock();
    return;
  }
  ThreadContext& context = ThreadContext::of(thread);
  trace::ThreadRecord& record = *context.record;
  trace::Event event{.kind = EventKind::kContended};
  if (record.ring() != nullptr) {
    event.what =
        context.type_names.kept(object.shape.load(), vm::type_label(thread, object), recorder_.names());
    event.location = source_place(thread, context, recorder_.locations());
  }
  const std::int64_t began = context.parker->now();
  object.lock.lock();
  std::int64_t waited = 0;
  {
    const trace::Moment moment(record);
    event.time = context.parker->now();
    waited = event.time - began;
    event.argument = static_cast<std::uint64_t>(waited);
    // Events may have come on meanwhile.
    if (event.what != nullptr) moment.emit(event);
  }
  record.contentions.add(1);
  record.contention_ns.add_time(waited);
  ask_to_wait_for_recording(context);
}

// ---- signals and the end

void Discipline::post_signal(int number) {
  if (main_ == nullptr) return;
  signals_.fetch_or(std::uint64_t{1} << static_cast<unsigned>(number), std::memory_order_release);
  main_->breaker.fetch_or(vm::kBreakSignal, std::memory_order_release);
  main_->parker->unpark();
}

Result<void> Discipline::handle_signals(ThreadState& thread) {
  std::uint64_t pending = signals_.exchange(0, std::memory_order_acquire);
  while (pending != 0) {
    const int number = __builtin_ctzll(pending);
    pending &= pending - 1;
    Result<void> handled = Done{};
    if (signal_handler_ != nullptr) {
      handled = signal_handler_(thread, number);
    } else if (number == SIGINT) {
      handled = thread.raise_with(thread.types.KeyboardInterrupt, {});
    }
    if (!handled.ok()) {
      // The others are handled at the next checkpoint.
      if (pending != 0) {
        signals_.fetch_or(pending, std::memory_order_relaxed);
        thread.breaker.fetch_or(vm::kBreakSignal, std::memory_order_relaxed);
      }
      return Raised{};
    }
  }
  return Done{};
}

bool Discipline::has_abandoned() const {
  bool any = false;
  world_.for_each([&any](const ThreadContext& thread) {
    any = any || (thread.abandoned.load(std::memory_order_acquire) &&
                  !thread.retiring.load(std::memory_order_acquire));
  });
  return any;
}

bool Discipline::finalize(ThreadState& self, std::int64_t patience) {
  ThreadContext& context = ThreadContext::of(self);
  world_.abandon_others(context);
  self.publish_stack();
  if (!stop_world(context, trace::deadline_after(context.parker->now(), patience))) return false;
  resume_world(context);
  return true;
}

}  // namespace minipy::sync
