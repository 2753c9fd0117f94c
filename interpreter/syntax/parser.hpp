#pragma once

#include <memory>

#include "interpreter/base/arena.hpp"
#include "interpreter/base/result.hpp"
#include "interpreter/base/source.hpp"
#include "interpreter/syntax/ast.hpp"

namespace minipy::syntax {

/// A parsed source text. `arena` owns the tree and every name and string in it; the `Source` is not needed
/// any more. Immutable after parsing, so any thread may read it.
struct Parsed {
  base::Arena arena;
  Module* module = nullptr;          ///< set by `parse_module`
  Expression* expression = nullptr;  ///< set by `parse_expression`
};

/// Parses a whole file. Fails with what CPython 3.11 would raise as a SyntaxError. Touches nothing shared.
Result<std::unique_ptr<Parsed>, base::Diagnostic> parse_module(const base::Source& source);

/// Parses one expression, as `eval` does: leading blanks and trailing newlines are allowed.
Result<std::unique_ptr<Parsed>, base::Diagnostic> parse_expression(const base::Source& source);

}  // namespace minipy::syntax
