#pragma once

#include "interpreter/objects/code.hpp"

namespace minipy::objects {

/// A function written in Python.
struct Function : Object {
  Slot code;         ///< Code
  Slot defaults;     ///< Tuple, or empty
  Slot kwdefaults;   ///< Dict, or empty
  Slot closure;      ///< Tuple of Cells, or empty
  Slot annotations;  ///< Dict, Tuple of names and values until asked for, or empty
  Slot name;
  Slot qualname;
  Slot module;
  Slot doc;  ///< Str, None, or empty: the code's

  Code* code_object() const { return code.load_as<Code>(); }
  static Function* create(Mutator& mutator, Code* code);
};

/// A function (or any callable) with the object it was got through.
struct BoundMethod : Object {
  Slot function;
  Slot self;
  static BoundMethod* create(Mutator& mutator, Value function, Value self);
};

/// A module: a namespace with a name.
struct Module : Object {
  Slot dict;  ///< Dict with cells
  Dict* namespace_() const { return dict.load_as<Dict>(); }
  static Module* create(Mutator& mutator, Str* name);
};

/// A suspended or running generator, coroutine or asynchronous generator (its kind says which): its frame's
/// registers live here. Run by one thread at a time, which `state` guards: whoever moves it to kRunning owns
/// everything else in it.
struct Generator : Object {
  enum State : std::uint8_t { kCreated, kSuspended, kRunning, kFinished };

  std::atomic<std::uint8_t> state;
  std::uint8_t next_state;  ///< of the thread that runs it: what `state` becomes when the run is over
  /// Of an asynchronous generator, from here on. Whether the last step ended at a `yield`, not at an `await`:
  /// read by whoever holds `stepping`.
  bool yielded_item;
  std::atomic<bool> stepping;  ///< an asend(), athrow() or aclose() is under way; its owner clears it
  std::atomic<bool> closed;    ///< relaxed: set once, a hint to later steps
  Slot code;
  Slot function;
  Slot name;
  Slot qualname;
  Value handled;                ///< the exception being handled inside, while suspended
  Slot delegate;                ///< what `yield from` waits for, or empty
  std::uint32_t pc;             ///< index of the instruction to go on with
  std::uint32_t send_register;  ///< where the value sent goes
  std::uint32_t register_count;
  Value registers[];

  static Generator* create(Mutator& mutator, Function* function, Code* code);
};

}  // namespace minipy::objects
