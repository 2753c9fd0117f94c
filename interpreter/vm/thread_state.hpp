#pragma once

// A Python thread, whatever carries it. All of it belongs to its own thread, but for what says otherwise; the
// collector reads it when the world is stopped.

#include <csetjmp>
#include <cstdarg>
#include <span>
#include <vector>

#include "interpreter/base/inline.hpp"
#include "interpreter/objects/exception.hpp"
#include "interpreter/objects/names.hpp"
#include "interpreter/objects/native.hpp"
#include "interpreter/vm/frame.hpp"
#include "interpreter/vm/hooks.hpp"

namespace minipy::vm {

class InterpreterState;

/// Where a thread stands towards the world; see runtime/sync. Single-threaded programs stay attached.
enum class Attachment : std::uint8_t { kDetached, kAttached, kSuspended };

/// A chunk of the value stack. Chunks never move: frames and natives keep pointers into them.
struct ValueChunk {
  std::unique_ptr<Value[]> values;
  std::size_t size = 0;
};

class ThreadState : public objects::Mutator {
 public:
  /// `stack_base` is the highest address of the native stack the thread runs on, `stack_size` its size in
  /// bytes. `small` asks for small first chunks (fibers).
  ThreadState(InterpreterState& interpreter, const void* stack_base, std::size_t stack_size, bool small);
  ~ThreadState();

  InterpreterState& interpreter;
  /// Why the thread shall look up at its next checkpoint (`Breaker`). Any thread sets bits. relaxed: a hint;
  /// what it stands for is read under the lock of the one who set it.
  std::atomic<std::uint32_t> breaker{0};

  // ---- exceptions

  /// Makes an exception of class `type` with a formatted message the pending one: `return thread.raise(...)`.
  /// %s takes UTF-8; %S an objects::Str*; %T a Value, shown by the name of its class; %R a Value, by its
  /// repr; %d an int64_t; %c a char; %% itself.
  Raised raise(objects::Type* type, const char* format, ...);
  /// The class called with these arguments.
  Raised raise_with(objects::Type* type, std::span<const Value> arguments);
  /// `exception` is an instance. Sets __context__ to the one being handled.
  Raised raise_exception(Value exception);
  /// The same without touching its __context__.
  Raised reraise(Value exception);
  bool has_exception() const { return !pending_.is_empty(); }
  Value exception() const { return pending_; }
  /// The pending exception, which is pending no more.
  Value take_exception();
  /// Whether an exception is pending that is an instance of `type`.
  bool exception_is(const objects::Type* type) const;

  Value handled;  ///< the exception that an except or finally block is handling, or empty: of the generator
                  ///< that runs, if one does
  Value handled_outside;  ///< the same where the generator was resumed: what counts when it handles none
  /// What `raise` alone raises again, and what becomes the context of an exception; or empty.
  Value being_handled() const { return handled ? handled : handled_outside; }

  // ---- frames and stacks

  Frame* frame = nullptr;               ///< innermost
  std::uint32_t depth = 0;              ///< frames in progress
  const bool checks_every_instruction;  ///< which form of the eval loop the thread runs

  /// A frame for `code` whose first registers are the `count` values at `arguments`, the rest empty. Where
  /// `overlay` says that they end the registers of the calling frame, they stay where they are and become the
  /// callee's; else they are copied. Null (with RecursionError pending) when too deep.
  Frame* push_frame(objects::Code* code, const Value* arguments, std::uint32_t count, bool overlay);
  /// The same with `overlay`, for the calls the eval loop makes itself: all in a row where there is room.
  MINIPY_ALWAYS_INLINE Frame* push_plain_frame(objects::Code* code, Value* arguments, std::uint32_t count);
  /// A frame on a generator's registers.
  Frame* push_generator_frame(objects::Generator* generator);
  MINIPY_ALWAYS_INLINE void pop_frame() {
    Frame* popped = frame;
    top_ = popped->stack_top;
    if (popped->value_chunk != chunk_) [[unlikely]]
      enter_value_chunk(popped->value_chunk);
    frame = popped->previous;
    --depth;
    next_frame_ = popped;
    if (popped == first_frame_) [[unlikely]]
      leave_frame_chunk();
  }
  /// Whether `bytes` of native stack are left; else raises RecursionError. For native recursion.
  Result<void> check_native_stack(const char* what = "");
  /// How many bytes of it are left before that.
  std::size_t native_stack_left() const;

  // ---- for the collector

  /// Notes the stack pointer and the callee-saved registers, so that this stack can be scanned while the
  /// thread is detached or stopped.
  void publish_stack();
  void mark(heap::Marker& marker);
  /// Collects because a script asked for it: finds dead what the script cannot reach, though calls that are
  /// over have left it in registers and on the native stack. By the native function `self`, in its call.
  heap::CollectionResult collect_for_script(objects::NativeFunction self);
  /// A fiber runs on one native stack for its life; so does an OS thread.
  const void* stack_base;
  std::size_t stack_size;

  // ---- identity, owned by the runtime

  std::uint64_t id = 0;  ///< ident as `threading` shows it
  bool is_main = false;
  bool runs_weak_callbacks = false;  ///< is in `WeakReferences::run_callbacks`
  Slot thread_object;                ///< threading.Thread, or empty
  Value pending_async;               ///< exception for kBreakException; written before the bit is set
  std::atomic<Attachment> attachment{Attachment::kAttached};  ///< runtime/sync says how it changes
  std::unique_ptr<ThreadExtension> extension;
  class RootedValues* rooted = nullptr;
  const class EvalEntry* eval_entry = nullptr;  ///< where the innermost run of the eval loop began
  const std::string* awaited_import = nullptr;  ///< the module this thread waits for; under import_mutex
  /// Containers whose repr() is being made, for "[...]". Their callers hold them.
  std::vector<Value> reprs_in_progress;

 private:
  friend class RootedValues;
  Value* reserve(Value* from, std::size_t count);
  Frame* take_frame();
  void enter_value_chunk(std::size_t index);
  void enter_frame_chunk(std::size_t index);
  void leave_frame_chunk();

  const std::atomic<std::uint32_t>& recursion_limit_;
  Value pending_;
  // The value stack: chunks, the one in use, and its bounds.
  std::vector<ValueChunk> chunks_;
  std::size_t chunk_ = 0;
  Value* top_ = nullptr;  // first value not in use
  Value* chunk_begin_ = nullptr;
  Value* chunk_end_ = nullptr;
  // Frames, likewise. A chunk is left when its first frame goes.
  struct FrameChunk {
    std::unique_ptr<Frame[]> frames;
    std::size_t size = 0;
  };
  std::vector<FrameChunk> frame_chunks_;
  std::size_t frame_chunk_ = 0;
  Frame* first_frame_ = nullptr;
  Frame* next_frame_ = nullptr;
  Frame* end_frame_ = nullptr;
  const char* stack_limit_;
  const void* saved_stack_ = nullptr;
  const void* eval_stack_ = nullptr;  // set in collect_for_script: what is below it holds no roots
  std::uintptr_t saved_registers_[kKeptRegisters] = {};
};

MINIPY_ALWAYS_INLINE Frame* ThreadState::push_plain_frame(objects::Code* code, Value* arguments,
                                                          std::uint32_t count) {
  Frame* pushed = next_frame_;
  Value* end = arguments + code->registers;
  // The recursion limit is a setting: relaxed.
  if (pushed == end_frame_ || arguments < chunk_begin_ || end > chunk_end_ ||
      depth >= recursion_limit_.load(std::memory_order_relaxed)) [[unlikely]] {
    return push_frame(code, arguments, count, true);
  }
  ++next_frame_;
  pushed->stack_top = top_;
  pushed->value_chunk = static_cast<std::uint32_t>(chunk_);
  for (Value* at = arguments + count; at != end; ++at) {
    *at = {};
    // Keeps the compiler from calling memset for a handful of words.
    asm volatile("" : "+r"(at));
  }
  top_ = end;
  pushed->pc = code->instructions;
  pushed->registers = arguments;
  pushed->code = code;
  pushed->previous = frame;
  pushed->locals = {};
  pushed->generator = nullptr;
  pushed->flags = 0;
  frame = pushed;
  ++depth;
  return pushed;
}

/// The begin of a run of the eval loop, on the native stack right above it, with what its callers keep in
/// registers.
class EvalEntry {
 public:
  MINIPY_ALWAYS_INLINE explicit EvalEntry(ThreadState& thread)
      : thread_(thread), previous_(thread.eval_entry) {
    thread.eval_entry = this;
  }
  ~EvalEntry() { thread_.eval_entry = previous_; }
  EvalEntry(const EvalEntry&) = delete;
  EvalEntry& operator=(const EvalEntry&) = delete;

 private:
  KeptRegisters registers_;
  ThreadState& thread_;
  const EvalEntry* previous_;
};

/// Values in malloc'ed memory that the collector shall see: the way to collect an iterable in native code.
/// Lives on the stack of its thread, last made first gone.
class RootedValues {
 public:
  explicit RootedValues(ThreadState& thread) : thread_(thread), previous_(thread.rooted) {
    thread.rooted = this;
  }
  ~RootedValues() { thread_.rooted = previous_; }
  RootedValues(const RootedValues&) = delete;
  RootedValues& operator=(const RootedValues&) = delete;

  std::vector<Value>& values() { return values_; }
  const std::vector<Value>& values() const { return values_; }
  void push_back(Value value) { values_.push_back(value); }
  std::size_t size() const { return values_.size(); }
  Value& operator[](std::size_t index) { return values_[index]; }
  std::span<const Value> span() const { return values_; }
  RootedValues* previous() const { return previous_; }

 private:
  ThreadState& thread_;
  RootedValues* previous_;
  std::vector<Value> values_;
};

}  // namespace minipy::vm
