#include "interpreter/compile/compile.hpp"

#include "interpreter/base/check.hpp"
#include "interpreter/bytecode/verifier.hpp"
#include "interpreter/compile/future.hpp"
#include "interpreter/compile/scope.hpp"
#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

namespace {

using Compiled = Result<std::shared_ptr<bytecode::CodeUnit>, base::Diagnostic>;

// A compound statement, or simple ones on one line.
Result<void, base::Diagnostic> check_single(const syntax::Module* module, const base::Source& source) {
  for (const syntax::Stmt* node : module->body) {
    if (node->span.line == module->body[0]->span.end_line) continue;
    if (node == module->body[0]) continue;
    return syntax_error(source, "multiple statements found while compiling a single statement",
                        module->body[0]->span);
  }
  return Done{};
}

Compiled compile(const syntax::Module* module, const syntax::Expression* expression,
                 std::shared_ptr<const base::Source> source, const Options& options) {
  if (options.interactive) MINIPY_TRY(check_single(module, *source));
  Future future;
  if (module != nullptr) future = MINIPY_TRY(find_future(module, *source));
  const syntax::Node* root = module;
  if (module == nullptr) root = expression;
  const std::unique_ptr<SymbolTable> table =
      MINIPY_TRY(SymbolTable::build(root, *source, future.annotations));
  Compilation shared{
      source,      *table, options.uses_namespace, future.annotations, future.last_line, options.interactive,
      std::nullopt};
  UnitCompiler compiler(shared, table->module(), nullptr);
  std::shared_ptr<bytecode::CodeUnit> unit =
      module != nullptr ? compiler.compile_module(module) : compiler.compile_eval(expression);
  if (shared.error) return *shared.error;
  unit->warnings = std::move(table->warnings);
#ifndef NDEBUG
  const std::string wrong = bytecode::verify(*unit);
  MINIPY_CHECK(wrong.empty(), wrong.c_str());
#endif
  return unit;
}

}  // namespace

Compiled compile_module(const syntax::Parsed& parsed, std::shared_ptr<const base::Source> source,
                        const Options& options) {
  return compile(parsed.module, nullptr, std::move(source), options);
}

Compiled compile_expression(const syntax::Parsed& parsed, std::shared_ptr<const base::Source> source,
                            const Options& options) {
  return compile(nullptr, parsed.expression, std::move(source), options);
}

}  // namespace minipy::compile
