#pragma once

#include <cstddef>
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

/// What the parser may take of a thread's stack when it is not told otherwise. A correct program of 200
/// nested brackets needs 256 KiB; finding the words for a mistake at that depth takes the rest.
inline constexpr std::size_t kParserStack = std::size_t{4} << 20U;

/// Parses a whole file. Fails with what CPython 3.11 would raise as a SyntaxError. Touches nothing shared.
/// It uses up to `stack_bytes` of the native stack; what is nested too deeply for them is an error, too.
/// `ends_last_line`: a mistake at the end of a last line without an end is shown as if it had one.
Result<std::unique_ptr<Parsed>, base::Diagnostic> parse_module(const base::Source& source,
                                                               std::size_t stack_bytes = kParserStack,
                                                               bool ends_last_line = true);

/// Parses one expression, as `compile` does for `eval`: trailing newlines are allowed.
Result<std::unique_ptr<Parsed>, base::Diagnostic> parse_expression(const base::Source& source,
                                                                   std::size_t stack_bytes = kParserStack);

}  // namespace minipy::syntax
