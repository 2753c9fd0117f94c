#pragma once

#include <string>

#include "interpreter/bytecode/code_unit.hpp"

namespace minipy::bytecode {

/// What is wrong with a unit or one nested in it, for tests and development builds: operands out of range,
/// jumps out of the unit, handlers that overlap, temporaries read before they are written. Empty when it is
/// sound.
std::string verify(const CodeUnit& unit);

}  // namespace minipy::bytecode
