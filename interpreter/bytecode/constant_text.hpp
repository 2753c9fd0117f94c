#pragma once

#include <string>

#include "interpreter/bytecode/code_unit.hpp"

namespace minipy::bytecode {

/// repr(constant), near enough to Python's to be read; big integers stay in the base they were written in.
std::string constant_text(const Constant& constant);

}  // namespace minipy::bytecode
