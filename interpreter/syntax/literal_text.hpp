#pragma once

#include <string>
#include <string_view>

#include "interpreter/syntax/ast.hpp"

namespace minipy::syntax {

/// `utf8` as Python's `repr` writes it.
std::string string_literal(std::string_view utf8);

/// A constant as Python's `repr` writes its value.
std::string constant_literal(const Constant& constant);

}  // namespace minipy::syntax
