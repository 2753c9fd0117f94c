// Tokens, nodes and failing: what every part of the parser stands on.

#include <string>
#include <utility>

#include "interpreter/syntax/mistakes.hpp"
#include "interpreter/syntax/parser_impl.hpp"

namespace minipy::syntax {

Parser::Parser(const Tokens& tokens, const SourceText& source, ParseContext& context)
    : tokens_(tokens.list), source_(source), context_(context), arena_(context.arena) {
  Constant* none = arena_.make<Constant>();
  none->kind = Constant::kKind;
  placeholder_ = none;
}

TokenKind Parser::peek(std::size_t ahead) const {
  return position_ + ahead < tokens_.size() ? tokens_[position_ + ahead].kind : TokenKind::kEnd;
}

bool Parser::at_word(std::string_view word) const { return at(TokenKind::kName) && token().text == word; }

void Parser::advance() {
  if (!is_layout(token().kind)) last_ = token().span;
  if (position_ + 1 < tokens_.size()) ++position_;
}

bool Parser::accept(TokenKind kind) {
  if (!at(kind) || failed_) return false;
  advance();
  return true;
}

void Parser::expect(TokenKind kind) {
  if (!accept(kind)) fail();
}

std::string_view Parser::expect_name() {
  if (!at(TokenKind::kName)) {
    fail();
    return {};
  }
  const std::string_view name = arena_.copy(token().text);
  advance();
  return name;
}

std::string_view Parser::dotted_name() {
  std::string_view name = expect_name();
  if (!at(TokenKind::kDot)) return name;
  std::string whole(name);
  while (accept(TokenKind::kDot)) {
    whole += '.';
    whole += expect_name();
  }
  return arena_.copy(std::string_view(whole));
}

Expr* Parser::make_constant(const base::Span& start, ConstantKind type) {
  Constant* node = make<Constant>(start);
  node->type = type;
  return node;
}

Expr* Parser::fail() {
  if (!failed_) {
    failed_ = true;
    failed_at_ = position_;
    position_ = tokens_.size() - 1;
  }
  return placeholder_;
}

Expr* Parser::fail_with(base::Diagnostic diagnostic) {
  if (!failed_) {
    gave_up_ = true;
    error_ = std::move(diagnostic);
  }
  return fail();
}

Expr* Parser::fail_at(std::size_t position, std::string message) {
  return fail_with(
      source_.diagnostic(base::Diagnostic::Kind::kSyntax, std::move(message), last_span(tokens_[position])));
}

void Parser::fail_too_deep() { fail_at(position_, "parser stack overflow"); }

void Parser::rewind(const Mark& mark) {
  if (gave_up_) return;
  failed_ = false;
  position_ = mark.position;
  last_ = mark.last;
}

Module* Parser::module() {
  const base::Span start{1, 0, 1, 0};
  Children<Stmt> body(*this);
  while (!at(TokenKind::kEnd) && !failed_) {
    previous_statement_ = statement_;
    statement_ = position_;
    statement(body);
  }
  Module* node = make<Module>(start);
  node->body = body.list();
  return node;
}

Expression* Parser::expression_input() {
  const base::Span start = token().span;
  Expression* node = make<Expression>(start);
  Expr* first = expression();
  node->body = first;
  if (at(TokenKind::kComma)) {
    Children<Expr> elements(*this);
    elements.add(first);
    while (accept(TokenKind::kComma) && at_expression()) elements.add(expression());
    Tuple* tuple = make<Tuple>(start);
    tuple->elts = elements.list();
    node->body = tuple;
  }
  while (accept(TokenKind::kNewline)) {
  }
  if (!at(TokenKind::kEnd)) fail();
  return node;
}

Expr* Parser::format_expression() { return star_expressions(); }

}  // namespace minipy::syntax
