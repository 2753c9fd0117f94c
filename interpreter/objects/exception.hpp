#pragma once

#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::objects {

struct Code;

/// An instance of BaseException or a subclass. All other fields (`errno`, `name`, ...) are plain attributes.
struct Exception : Object {
  Slot args;                           ///< Tuple
  Slot traceback;                      ///< Traceback, None or empty
  Slot cause;                          ///< exception, None or empty
  Slot context;                        ///< exception, None or empty
  std::atomic<bool> suppress_context;  ///< relaxed: a flag by itself

  static Exception* create(Mutator& mutator, Type* type, Tuple* args);
};

/// One line of a traceback: where an exception passed. The outermost call comes first.
struct Traceback : Object {
  Slot next;
  Code* code;
  std::uint32_t instruction;

  static Traceback* create(Mutator& mutator, Value next, Code* code, std::uint32_t instruction);
};

inline bool is_exception(Value value) { return has_kind(value, kException); }

}  // namespace minipy::objects
