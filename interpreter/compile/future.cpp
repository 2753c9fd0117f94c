#include "interpreter/compile/future.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

#include "interpreter/compile/scope.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

namespace {

constexpr std::string_view kAlwaysOn[] = {"nested_scopes",    "generators",     "division",
                                          "absolute_import",  "with_statement", "print_function",
                                          "unicode_literals", "barry_as_FLUFL", "generator_stop"};

std::optional<base::Diagnostic> check_features(const ImportFrom* node, const base::Source& source,
                                               Future& future) {
  // CPython points at the first column of the statement only.
  const base::Span at{node->span.line, node->span.column, node->span.line, node->span.column + 1};
  for (const Alias* alias : node->names) {
    if (alias->name == "annotations") {
      future.annotations = true;
    } else if (alias->name == "braces") {
      return syntax_error(source, "not a chance", at);
    } else if (std::find(std::begin(kAlwaysOn), std::end(kAlwaysOn), alias->name) == std::end(kAlwaysOn)) {
      return syntax_error(source, "future feature " + std::string(alias->name) + " is not defined", at);
    }
  }
  return std::nullopt;
}

}  // namespace

Result<Future, base::Diagnostic> find_future(const Module* module, const base::Source& source) {
  Future future;
  for (const Stmt* node : module->body) {
    if (const auto* import = as_if<ImportFrom>(node)) {
      if (import->level != 0 || import->module != "__future__") break;
      if (auto wrong = check_features(import, source, future)) return *wrong;
      future.last_line = import->span.line;
      continue;
    }
    // Only docstrings may come before.
    const auto* statement = as_if<ExprStatement>(node);
    const auto* text = statement != nullptr ? as_if<syntax::Constant>(statement->value) : nullptr;
    if (text == nullptr || text->type != ConstantKind::kString) break;
  }
  return future;
}

}  // namespace minipy::compile
