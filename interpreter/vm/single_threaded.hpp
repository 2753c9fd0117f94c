#pragma once

#include "interpreter/vm/interpreter_state.hpp"

namespace minipy::vm {

/// The hooks of a program with one Python thread: nothing to hand over and nobody to wait for, so the world
/// is always stopped. Lets a program that links interpreter/ alone run scripts.
class SingleThreaded final : public Hooks, public heap::WorldController {
 public:
  using Compile = CompileResult (*)(const std::string& file, std::string text, CompileMode mode);

  SingleThreaded(InterpreterState& interpreter, Compile compile)
      : interpreter_(interpreter), compile_(compile) {}

  Result<void> checkpoint(ThreadState& thread) override;
  Result<void> poll(ThreadState& thread) override { return checkpoint(thread); }
  void detach(ThreadState&, DetachCause, const char*) override {}
  void attach(ThreadState&) override {}
  heap::CollectionResult collect(ThreadState& thread) override;
  void with_world_stopped(ThreadState&, void (*action)(void*), void* context) override { action(context); }
  CompileResult compile(const std::string& file, std::string text, CompileMode mode,
                        std::size_t /*stack_left*/) override {
    return compile_(file, std::move(text), mode);
  }

 private:
  InterpreterState& interpreter_;
  Compile compile_;
};

}  // namespace minipy::vm
