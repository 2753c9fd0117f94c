#pragma once

#include <string>

#include "interpreter/syntax/ast.hpp"

namespace minipy::compile {

/// What CPython's compiler warns of (SyntaxWarning) in an expression that is most likely a mistake: `x is 5`,
/// `"a" "b" (1)`, `[1, 2] [3, "a"]`. Empty when it has no doubts.
std::string doubts_about(const syntax::Expr* node);

/// The same for an `assert`, whose condition may be a tuple that is always true.
std::string doubts_about(const syntax::Assert* node);

}  // namespace minipy::compile
