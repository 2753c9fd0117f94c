#include <doctest/doctest.h>

#include <string>
#include <thread>

#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/str.hpp"
#include "interpreter/vm/single_threaded.hpp"

using minipy::objects::Str;
using minipy::vm::DetachCause;
using minipy::vm::Detached;
using minipy::vm::InterpreterState;
using minipy::vm::SingleThreaded;
using minipy::vm::ThreadState;

namespace {

// Publishes the stack where a thread detaches, as the disciplines do, and collects while it is detached, as
// another thread would.
class Collecting final : public minipy::vm::Hooks, public minipy::heap::WorldController {
 public:
  explicit Collecting(InterpreterState& interpreter) : interpreter_(interpreter) {}

  void detach(ThreadState& thread, DetachCause /*cause*/, const char* /*what*/) override {
    // As much as a real one: registers are used, and given back at the end.
    asm volatile("" : : : "rbx", "r12", "r13", "r14", "r15");
    thread.publish_stack();
  }
  void attach(ThreadState& /*thread*/) override {}
  minipy::heap::CollectionResult collect(ThreadState& /*thread*/) override {
    return interpreter_.heap.collect(witness(), interpreter_);
  }
  minipy::Result<void> checkpoint(ThreadState& /*thread*/) override { return minipy::Done{}; }
  minipy::Result<void> poll(ThreadState& /*thread*/) override { return minipy::Done{}; }
  void with_world_stopped(ThreadState& /*thread*/, void (*action)(void*), void* context) override {
    action(context);
  }
  minipy::vm::CompileResult compile(const std::string& /*file*/, std::string /*text*/,
                                    minipy::vm::CompileMode /*mode*/, std::size_t /*stack_left*/) override {
    return minipy::base::Diagnostic{};
  }

 private:
  InterpreterState& interpreter_;
};

// A system call with a large buffer: its frame covers what `detach` left behind, and what it calls keeps its
// registers far below.
__attribute__((noinline)) void block(ThreadState& thread) {
  volatile char buffer[32768];
  for (std::size_t i = 0; i < sizeof buffer; ++i) buffer[i] = 0;
  thread.interpreter.hooks->collect(thread);
  asm volatile("" : : "r"(&buffer[0]) : "memory");
}

// Whether objects survive whose only pointers are in registers of a thread that is detached.
__attribute__((noinline)) bool survive(ThreadState& thread) {
  const std::string text = "held by a register only";
  Str* first = Str::create(thread, text);
  Str* second = Str::create(thread, text);
  Str* third = Str::create(thread, text);
  Str* fourth = Str::create(thread, text);
  {
    const Detached detached(thread, "test");
    block(thread);
    asm volatile("" : "+r"(first), "+r"(second), "+r"(third), "+r"(fourth));
  }
  for (int i = 0; i < 1000; ++i) static_cast<void>(Str::create(thread, "another of equal length"));
  for (const Str* kept : {first, second, third, fourth}) {
    if (kept->utf8() != text) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("what only a register points to stays alive while its thread is detached") {
  bool alive = false;
  std::thread([&alive] {
    char base = 0;
    InterpreterState interpreter(false);
    Collecting hooks(interpreter);
    interpreter.hooks = &hooks;
    ThreadState thread(interpreter, &base, std::size_t{1} << 20U, false);
    minipy::objects::create_core_types(thread);
    alive = survive(thread);
  }).join();
  CHECK(alive);
}
