#pragma once

#include <memory>

#include "interpreter/base/result.hpp"
#include "interpreter/base/source.hpp"
#include "interpreter/bytecode/code_unit.hpp"
#include "interpreter/syntax/parser.hpp"

namespace minipy::compile {

/// How the code is going to run.
struct Options {
  /// Names at module level live in a namespace beside the globals, as in `exec(code, globals, locals)`: they
  /// are found by name, at each use.
  bool uses_namespace = false;
  /// One statement as it was typed at a prompt: expression statements show their values.
  bool interactive = false;
};

/// The code of a module. Fails with what CPython 3.11 raises as a SyntaxError after parsing. Touches nothing
/// shared.
Result<std::shared_ptr<bytecode::CodeUnit>, base::Diagnostic> compile_module(
    const syntax::Parsed& parsed, std::shared_ptr<const base::Source> source, const Options& options = {});

/// Code that returns the value of an expression, as for `eval`: in a namespace, unless told otherwise.
Result<std::shared_ptr<bytecode::CodeUnit>, base::Diagnostic> compile_expression(
    const syntax::Parsed& parsed, std::shared_ptr<const base::Source> source,
    const Options& options = {.uses_namespace = true});

}  // namespace minipy::compile
