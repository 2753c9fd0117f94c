#pragma once

#include <optional>

#include "interpreter/bytecode/code_unit.hpp"
#include "interpreter/syntax/ast.hpp"

namespace minipy::compile {

/// The literal as a constant of a code unit.
bytecode::Constant literal(const syntax::Constant& node);

/// The value of an expression that is known without running it: literals, arithmetic on them as far as it
/// cannot fail and stays small, tuples of them. Nothing otherwise.
std::optional<bytecode::Constant> fold(const syntax::Expr* node);

/// `left op right`, when that is known.
std::optional<bytecode::Constant> fold_binary(syntax::BinaryOperator op, const bytecode::Constant& left,
                                              const bytecode::Constant& right);

/// The tuple of all `nodes`, when each is known.
std::optional<bytecode::TupleConstant> fold_all(syntax::Nodes<syntax::Expr> nodes);

/// bool(constant).
bool truth(const bytecode::Constant& constant);

/// A str constant.
bytecode::Constant text_constant(std::string_view utf8);

}  // namespace minipy::compile
