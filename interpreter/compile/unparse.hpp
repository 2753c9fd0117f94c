#pragma once

#include <string>

#include "interpreter/syntax/ast.hpp"

namespace minipy::compile {

/// An expression as text, as CPython spells annotations that are kept as strings.
std::string unparse(const syntax::Expr* node);

}  // namespace minipy::compile
