#include "interpreter/vm/thread_state.hpp"

#include <algorithm>
#include <cstring>

#include "interpreter/vm/interpreter_state.hpp"
#include "interpreter/vm/object_hooks.hpp"
#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

namespace {

constexpr std::size_t kFirstValues = 4096;
constexpr std::size_t kFirstValuesSmall = 96;
constexpr std::size_t kMostValues = std::size_t{1} << 17U;
constexpr std::size_t kFirstFrames = 64;
constexpr std::size_t kFirstFramesSmall = 8;
constexpr std::size_t kMostFrames = 4096;
// What native code may use between two checks of the stack, the deepest library call included. With
// AddressSanitizer's redzones the eval loop alone has a frame of 33 KiB.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kStackReserve = std::size_t{96} * 1024;
#else
constexpr std::size_t kStackReserve = std::size_t{48} * 1024;
#endif
// ThreadSanitizer remembers 65,536 calls that a thread is in, and breaks down on one more.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define MINIPY_FEW_CALLS
#endif
#endif
#if defined(MINIPY_FEW_CALLS) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kMostStack = std::size_t{1} << 20U;
#else
constexpr std::size_t kMostStack = SIZE_MAX;
#endif

}  // namespace

ThreadState::ThreadState(InterpreterState& owner, const void* base, std::size_t size, bool small)
    : Mutator(owner.heap, breaker, kBreakCollect, owner.types, owner.names, owner.intern_table, kObjectHooks,
              owner.free_threaded),
      interpreter(owner),
      checks_every_instruction(owner.checks_every_instruction),
      stack_base(base),
      stack_size(size),
      recursion_limit_(owner.recursion_limit),
      stack_limit_(static_cast<const char*>(base) - std::min(size, kMostStack) + kStackReserve) {
  const std::size_t values = small ? kFirstValuesSmall : kFirstValues;
  chunks_.push_back({std::make_unique<Value[]>(values), values});
  enter_value_chunk(0);
  top_ = chunk_begin_;
  const std::size_t frames = small ? kFirstFramesSmall : kFirstFrames;
  frame_chunks_.push_back({std::make_unique<Frame[]>(frames), frames});
  enter_frame_chunk(0);
  owner.add_thread(this);
}

ThreadState::~ThreadState() { interpreter.remove_thread(this); }

// `count` values behind `from` in the current chunk, or at the start of the next one.
Value* ThreadState::reserve(Value* from, std::size_t count) {
  if (from + count <= chunk_end_) return from;
  const std::size_t next = chunk_ + 1;
  if (next == chunks_.size() || chunks_[next].size < count) {
    chunks_.resize(next);
    const std::size_t size = std::max(count, std::min(chunks_.back().size * 2, kMostValues));
    chunks_.push_back({std::make_unique<Value[]>(size), size});
  }
  enter_value_chunk(next);
  return chunk_begin_;
}

void ThreadState::enter_value_chunk(std::size_t index) {
  chunk_ = index;
  chunk_begin_ = chunks_[index].values.get();
  chunk_end_ = chunk_begin_ + chunks_[index].size;
}

void ThreadState::enter_frame_chunk(std::size_t index) {
  frame_chunk_ = index;
  first_frame_ = frame_chunks_[index].frames.get();
  next_frame_ = first_frame_;
  end_frame_ = first_frame_ + frame_chunks_[index].size;
}

// The chunk before is full: it was left for this one because of that.
void ThreadState::leave_frame_chunk() {
  if (frame_chunk_ == 0) return;
  enter_frame_chunk(frame_chunk_ - 1);
  next_frame_ = end_frame_;
}

Frame* ThreadState::take_frame() {
  if (depth >= recursion_limit_.load(std::memory_order_relaxed)) [[unlikely]] {
    static_cast<void>(raise(types.RecursionError, "maximum recursion depth exceeded"));
    return nullptr;
  }
  if (next_frame_ == end_frame_) [[unlikely]] {
    if (frame_chunk_ + 1 == frame_chunks_.size()) {
      const std::size_t size = std::min(frame_chunks_.back().size * 2, kMostFrames);
      frame_chunks_.push_back({std::make_unique<Frame[]>(size), size});
    }
    enter_frame_chunk(frame_chunk_ + 1);
  }
  return next_frame_++;
}

Frame* ThreadState::push_frame(objects::Code* code, const Value* arguments, std::uint32_t count,
                               bool overlay) {
  Frame* pushed = take_frame();
  if (pushed == nullptr) [[unlikely]]
    return nullptr;
  const std::size_t registers = code->registers;
  pushed->stack_top = top_;
  pushed->value_chunk = static_cast<std::uint32_t>(chunk_);
  Value* base = nullptr;
  if (overlay && arguments >= chunk_begin_ && arguments + registers <= chunk_end_) [[likely]] {
    base = const_cast<Value*>(arguments);
  } else {
    base = reserve(top_, registers);
    std::copy(arguments, arguments + count, base);
  }
  // Empty is all zero bits.
  std::memset(static_cast<void*>(base + count), 0, (registers - count) * sizeof(Value));
  top_ = base + registers;
  pushed->pc = code->instructions;
  pushed->registers = base;
  pushed->code = code;
  pushed->function = nullptr;
  pushed->previous = frame;
  pushed->locals = {};
  pushed->generator = nullptr;
  pushed->flags = 0;
  pushed->result_register = 0;
  frame = pushed;
  ++depth;
  return pushed;
}

Frame* ThreadState::push_generator_frame(objects::Generator* generator) {
  Frame* pushed = take_frame();
  if (pushed == nullptr) [[unlikely]]
    return nullptr;
  objects::Code* code = generator->code.load_as<objects::Code>();
  pushed->stack_top = top_;
  pushed->value_chunk = static_cast<std::uint32_t>(chunk_);
  pushed->pc = code->instructions + generator->pc;
  pushed->registers = generator->registers;
  pushed->code = code;
  const Value function = generator->function.load();
  pushed->function = function ? function.as<objects::Function>() : nullptr;
  pushed->previous = frame;
  pushed->locals = {};
  pushed->generator = generator;
  pushed->flags = kFrameGenerator;
  pushed->result_register = 0;
  frame = pushed;
  ++depth;
  return pushed;
}

Result<void> ThreadState::check_native_stack(const char* what) {
  if (reinterpret_cast<const char*>(__builtin_frame_address(0)) >= stack_limit_) [[likely]]
    return Done{};
  // Raising needs some stack itself: the reserve is there for it.
  return raise(types.RecursionError, "maximum recursion depth exceeded%s", what);
}

std::size_t ThreadState::native_stack_left() const {
  const auto* here = reinterpret_cast<const char*>(__builtin_frame_address(0));
  return here > stack_limit_ ? static_cast<std::size_t>(here - stack_limit_) : 0;
}

// The registers that a callee must preserve may hold the only pointer to an object while this thread waits in
// a system call, so they are copied to where `mark` looks.
// Nothing may be instrumented here: it would push and overwrite registers before they are copied.
__attribute__((noinline, no_sanitize("address", "thread", "undefined"))) void ThreadState::publish_stack() {
  asm volatile(MINIPY_STORE_KEPT_REGISTERS : : "r"(saved_registers_) : "memory");
  saved_stack_ = __builtin_frame_address(0);
}

namespace {

// The registers of a frame that waits in a call: those behind the arguments hold nothing any more, as a
// callee written in Python would have its registers there, and the one for the result does not hold anything
// yet.
void clear_dead_registers(Frame& frame) {
  const bytecode::Instruction& instruction = *frame.pc;
  int end = instruction.b + 1 + static_cast<std::uint16_t>(instruction.c);
  switch (bytecode::opcode_info(instruction.opcode()).generic) {
    case bytecode::Opcode::kCall:
    case bytecode::Opcode::kCallKeywords:
      break;
    case bytecode::Opcode::kCallMethod:
    case bytecode::Opcode::kCallMethodKeywords:
      ++end;
      break;
    case bytecode::Opcode::kCallSpread:
      end = instruction.b + 3;
      break;
    default:
      return;
  }
  const int target = instruction.a;
  if (target >= frame.code->unit->locals && target < instruction.b) frame.registers[target] = {};
  for (int i = end; i < static_cast<int>(frame.code->registers); ++i) frame.registers[i] = {};
}

// Whether the instruction that the frame is at calls the native function itself.
bool is_calling(const Frame& frame, objects::NativeFunction native) {
  const bytecode::Instruction& instruction = *frame.pc;
  const auto generic = bytecode::opcode_info(instruction.opcode()).generic;
  if (generic != bytecode::Opcode::kCall && generic != bytecode::Opcode::kCallMethod) return false;
  const Value callee = frame.registers[instruction.b];
  return objects::has_kind(callee, objects::kNative) &&
         callee.as<objects::Native>()->definition->function == native;
}

}  // namespace

// Where the eval loop calls `self`, all that the loop, and the calls between it and here, need is in the
// registers of frames. What else lies on this part of the native stack are remains of other calls, so it is
// not looked at.
heap::CollectionResult ThreadState::collect_for_script(objects::NativeFunction self) {
  // A frame that called Python code without native code between shares its registers with the callee.
  bool native_callee = true;
  for (Frame* at = frame; at != nullptr; at = at->previous) {
    if (native_callee) clear_dead_registers(*at);
    if ((at->flags & kFrameInit) == 0) at->instance = {};
    native_callee = (at->flags & kFrameEntry) != 0;
  }
  if (frame != nullptr && is_calling(*frame, self)) eval_stack_ = eval_entry;
  const heap::CollectionResult result = interpreter.hooks->collect(*this);
  eval_stack_ = nullptr;
  interpreter.weak_references.run_callbacks(*this);
  return result;
}

void ThreadState::mark(heap::Marker& marker) {
  for (const Value value : {pending_, handled, handled_outside, pending_async, thread_object.load()})
    marker.mark(value);
  for (std::size_t i = 0; i <= chunk_; ++i) {
    const ValueChunk& chunk = chunks_[i];
    const Value* end = i == chunk_ ? top_ : chunk.values.get() + chunk.size;
    marker.scan(chunk.values.get(), end);
  }
  for (std::size_t i = 0; i <= frame_chunk_; ++i) {
    const FrameChunk& chunk = frame_chunks_[i];
    marker.scan(chunk.frames.get(), i == frame_chunk_ ? next_frame_ : chunk.frames.get() + chunk.size);
  }
  for (const RootedValues* values = rooted; values != nullptr; values = values->previous()) {
    for (const Value value : values->values()) marker.mark(value);
  }
  if (eval_stack_ != nullptr) {
    marker.scan(eval_stack_, stack_base);
    return;
  }
  marker.scan(saved_registers_, saved_registers_ + std::size(saved_registers_));
  if (saved_stack_ != nullptr) marker.scan(saved_stack_, stack_base);
}

Raised ThreadState::raise_with(objects::Type* type, std::span<const Value> arguments) {
  const auto made = call(*this, type, arguments);
  if (!made.ok()) return Raised{};
  return raise_exception(made.value());
}

Raised ThreadState::raise_exception(Value exception) {
  // The chain must stay free of cycles: raising what is already in the chain of contexts cuts it out first. A
  // script, or two threads that raise each other's exceptions, can still make one; a second walker at half
  // the pace notices (Floyd).
  const Value current = being_handled();
  if (current && !(current == exception)) {
    auto* raised = exception.as<objects::Exception>();
    Value behind = current;
    bool step = false;
    for (Value at = current; objects::is_exception(at); step = !step) {
      const Value next = at.as<objects::Exception>()->context.load();
      if (next == exception) {
        at.as<objects::Exception>()->context.store({});
        break;
      }
      at = next;
      if (at == behind) break;
      if (step) behind = behind.as<objects::Exception>()->context.load();
      if (!objects::is_exception(behind)) break;  // another thread cut the chain
    }
    raised->context.store(current);
  }
  pending_ = exception;
  return Raised{};
}

Raised ThreadState::reraise(Value exception) {
  pending_ = exception;
  return Raised{};
}

Value ThreadState::take_exception() {
  const Value taken = pending_;
  pending_ = {};
  return taken;
}

bool ThreadState::exception_is(const objects::Type* type) const {
  return pending_ && objects::type_of(*this, pending_)->derives_from(type);
}

Raised ThreadState::raise(objects::Type* type, const char* format, ...) {
  std::string message;
  va_list arguments;
  va_start(arguments, format);
  for (const char* at = format; *at != '\0'; ++at) {
    if (*at != '%') {
      message.push_back(*at);
      continue;
    }
    switch (*++at) {
      case 's':
        message += va_arg(arguments, const char*);
        break;
      case 'S':
        message += va_arg(arguments, objects::Str*)->utf8();
        break;
      case 'd':
        message += std::to_string(va_arg(arguments, std::int64_t));
        break;
      case 'c':
        message.push_back(static_cast<char>(va_arg(arguments, int)));
        break;
      case 'T':
        message += objects::type_name(*this, Value::from_bits(va_arg(arguments, std::uint64_t)));
        break;
      case 'R': {
        const auto text = repr(*this, Value::from_bits(va_arg(arguments, std::uint64_t)));
        if (!text.ok()) {
          va_end(arguments);
          return Raised{};
        }
        message += text.value()->utf8();
        break;
      }
      default:
        message.push_back(*at);
        break;
    }
  }
  va_end(arguments);
  const Value text = objects::Str::create(*this, message);
  objects::Tuple* args = objects::Tuple::create(*this, std::span<const Value>(&text, 1));
  return raise_exception(objects::Exception::create(*this, type, args));
}

}  // namespace minipy::vm
