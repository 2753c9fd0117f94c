#pragma once

#include "interpreter/objects/function.hpp"

namespace minipy::vm {

using heap::Object;
using heap::Slot;
using heap::Value;

/// Bits of `Frame::flags`.
enum FrameFlag : std::uint16_t {
  kFrameEntry = 1,      ///< called from C++: returning leaves the eval loop
  kFrameInit = 2,       ///< __init__ of a class call: the result is `instance`, and must have been None
  kFrameGenerator = 4,  ///< registers are in `generator`
  kFrameRaise = 8,      ///< starts by raising the pending exception: `throw` into a generator
};

/// A call in progress. One fixed layout, whatever runs in it; its registers are on the thread's value stack,
/// or in the generator. Owner thread only.
struct Frame {
  const bytecode::Instruction*
      pc;  ///< next instruction while a callee runs, current one while it runs itself
  Value* registers;
  objects::Code* code;
  objects::Function* function;  ///< null for modules, class bodies of exec and the like
  Frame* previous;
  Value* stack_top;  ///< of the value stack when the frame goes
  Value locals;      ///< namespace (Dict or any mapping) of class bodies and exec, or empty
  Value instance;    ///< kFrameInit: the object that is made
  objects::Generator* generator;
  std::int16_t result_register;  ///< of the caller, for the value returned
  std::uint16_t flags;
  std::uint32_t value_chunk;  ///< which chunk of the value stack the registers are in
};

}  // namespace minipy::vm
