#pragma once

#include <string>

#include "interpreter/bytecode/code_unit.hpp"

namespace minipy::bytecode {

/// The unit and all nested in it as text for people: instructions under the source line they come from, with
/// names for what operands mean and labels for where jumps go. Specialised instructions show as what they
/// were compiled to. Any thread.
std::string disassemble(const CodeUnit& unit);

}  // namespace minipy::bytecode
