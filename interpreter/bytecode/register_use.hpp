#pragma once

#include "interpreter/bytecode/opcode.hpp"

namespace minipy::bytecode {

/// Registers in a row: [first, first + count).
struct RegisterRange {
  int first = 0;
  int count = 0;
};

/// Which registers an instruction reads and writes. Constants are not registers and are left out.
struct RegisterUse {
  RegisterRange reads[3];
  RegisterRange writes;
  bool writes_on_jump_only = false;  ///< ForIter: no item, no write
};

RegisterUse register_use(const Instruction& instruction);

}  // namespace minipy::bytecode
