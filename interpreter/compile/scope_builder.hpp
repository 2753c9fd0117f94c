#pragma once

// The first pass over the tree, after CPython's symtable: opens a scope for every function, class and
// comprehension, and notes in each what it does with which name.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/compile/scope.hpp"

namespace minipy::compile {

/// Fills a symbol table. The first error is kept; nothing more is looked at after it.
class ScopeBuilder {
 public:
  ScopeBuilder(SymbolTable& table, const base::Source& source, bool string_annotations)
      : table_(table), source_(source), string_annotations_(string_annotations) {}

  void root(const syntax::Node* node);
  bool failed() const { return error_.has_value(); }
  base::Diagnostic release_error() { return std::move(*error_); }
  const std::vector<Directive>& directives() const { return directives_; }

 private:
  void fail(std::string message, const base::Span& span) {
    if (!error_) error_ = syntax_error(source_, std::move(message), span);
  }
  void doubt(std::string message, const syntax::Node* node) {
    if (!message.empty()) table_.warnings.push_back({node->span.line, std::move(message)});
  }
  /// False, with an error, when the tree is nested too deeply.
  bool enter(const syntax::Node* node) {
    if (failed()) return false;
    if (++depth_ <= kMaxNesting) return true;
    --depth_;
    fail("too many nested statements or expressions", node->span);
    return false;
  }
  void leave() { --depth_; }

  void open(const syntax::Node* node, ScopeKind kind, std::string_view name);
  void close() { current_ = current_->parent; }
  std::string_view mangle(std::string_view name) { return table_.mangle(current_->private_name, name); }
  std::uint32_t flags_of(const Scope& scope, std::string_view name);
  void define(std::string_view name, std::uint32_t flags, const base::Span& span) {
    define_in(*current_, name, flags, span);
  }
  void define_in(Scope& scope, std::string_view name, std::uint32_t flags, const base::Span& span);

  void statements(syntax::Nodes<syntax::Stmt> nodes) {
    for (const syntax::Stmt* node : nodes) statement(node);
  }
  void statement(const syntax::Stmt* node);
  void simple_statement(const syntax::Stmt* node);
  void import_names(syntax::Nodes<syntax::Alias> names);
  void if_statement(const syntax::If* node);
  void try_statement(const syntax::TryBase* node);
  void annotated_assignment(const syntax::AnnAssign* node);
  void declare(const syntax::Stmt* node, syntax::Names names, std::uint32_t flag);
  void function(const syntax::Stmt* node, const syntax::FunctionBase* def, bool coroutine);
  void class_definition(const syntax::ClassDef* node);
  void defaults(const syntax::Arguments* args);
  void annotations(const syntax::FunctionBase* node);
  void annotation(const syntax::Expr* node) {
    if (!string_annotations_) expression(node);
  }
  void parameters(const syntax::Arguments* args);
  void pattern(const syntax::Pattern* node);

  void expressions(syntax::Nodes<syntax::Expr> nodes) {
    for (const syntax::Expr* node : nodes) expression(node);
  }
  void expression(const syntax::Expr* node);
  void visit(const syntax::Expr* node);
  void name_expression(const syntax::Name* node);
  void named_expression(const syntax::NamedExpr* node);
  void bind_outside_comprehension(const syntax::Expr* target);
  void binary(const syntax::BinOp* node);
  void comprehension(const syntax::Expr* node, std::string_view name, ComprehensionKind kind,
                     const syntax::Expr* element, const syntax::Expr* value,
                     syntax::Nodes<syntax::Comprehension> generators);
  void generator(const syntax::Comprehension* node);
  void check_yield(const syntax::Expr* node, bool is_await);

  SymbolTable& table_;
  const base::Source& source_;
  bool string_annotations_;
  std::optional<base::Diagnostic> error_;
  std::vector<Directive> directives_;
  Scope* current_ = nullptr;
  int depth_ = 0;
  bool in_iteration_target_ = false;
  /// How many comprehension iterables are being visited, those around the current scope included.
  int iterables_ = 0;
};

}  // namespace minipy::compile
