// Simple statements. Those with a block are in parser_compound.cpp.

#include <string>
#include <vector>

#include "interpreter/syntax/parser_impl.hpp"

namespace minipy::syntax {
namespace {

/// The operator of an augmented assignment, when `kind` is one.
std::optional<BinaryOperator> augmented_operator(TokenKind kind) {
  switch (kind) {
    case TokenKind::kPlusEqual:
      return BinaryOperator::kAdd;
    case TokenKind::kMinusEqual:
      return BinaryOperator::kSub;
    case TokenKind::kStarEqual:
      return BinaryOperator::kMult;
    case TokenKind::kAtEqual:
      return BinaryOperator::kMatMult;
    case TokenKind::kSlashEqual:
      return BinaryOperator::kDiv;
    case TokenKind::kPercentEqual:
      return BinaryOperator::kMod;
    case TokenKind::kAmpersandEqual:
      return BinaryOperator::kBitAnd;
    case TokenKind::kBarEqual:
      return BinaryOperator::kBitOr;
    case TokenKind::kCaretEqual:
      return BinaryOperator::kBitXor;
    case TokenKind::kLeftShiftEqual:
      return BinaryOperator::kLShift;
    case TokenKind::kRightShiftEqual:
      return BinaryOperator::kRShift;
    case TokenKind::kDoubleStarEqual:
      return BinaryOperator::kPow;
    case TokenKind::kDoubleSlashEqual:
      return BinaryOperator::kFloorDiv;
    default:
      return std::nullopt;
  }
}

bool is_single_target(const Expr* target) {
  return target->kind == NodeKind::kName || target->kind == NodeKind::kAttribute ||
         target->kind == NodeKind::kSubscript;
}

}  // namespace

void Parser::simple_statements(Children<Stmt>& into) {
  into.add(simple_statement());
  while (accept(TokenKind::kSemicolon) && !at(TokenKind::kNewline)) into.add(simple_statement());
  expect(TokenKind::kNewline);
}

Stmt* Parser::simple_statement() {
  const base::Span start = token().span;
  switch (token().kind) {
    case TokenKind::kReturn:
      return return_statement();
    case TokenKind::kImport:
      return import_statement();
    case TokenKind::kFrom:
      return import_from_statement();
    case TokenKind::kRaise:
      return raise_statement();
    case TokenKind::kPass:
      advance();
      return make<Pass>(start);
    case TokenKind::kBreak:
      advance();
      return make<Break>(start);
    case TokenKind::kContinue:
      advance();
      return make<Continue>(start);
    case TokenKind::kDel:
      return delete_statement();
    case TokenKind::kAssert:
      return assert_statement();
    case TokenKind::kGlobal:
      return scope_statement<Global>();
    case TokenKind::kNonlocal:
      return scope_statement<Nonlocal>();
    default:
      return expression_statement();
  }
}

Stmt* Parser::expression_statement() {
  const base::Span start = token().span;
  Expr* first = nullptr;
  if (at(TokenKind::kYield)) {
    first = yield_expression();
  } else {
    first = star_expressions();
    if (at(TokenKind::kEqual)) return assignment(first, start);
    if (at(TokenKind::kColon)) return annotated_assignment(first, start);
    if (const auto op = augmented_operator(token().kind)) return augmented_assignment(first, start, *op);
  }
  ExprStatement* node = make<ExprStatement>(start);
  node->value = first;
  return node;
}

Stmt* Parser::assignment(Expr* first, const base::Span& start) {
  Children<Expr> targets(*this);
  Expr* value = first;
  while (at(TokenKind::kEqual) && !failed_) {
    if (!set_context(value, ExprContext::kStore, true)) fail();
    targets.add(value);
    accept(TokenKind::kEqual);
    if (at(TokenKind::kYield)) {
      value = yield_expression();
      break;
    }
    value = star_expressions();
  }
  Assign* node = make<Assign>(start);
  node->targets = targets.list();
  node->value = value;
  return node;
}

Stmt* Parser::annotated_assignment(Expr* target, const base::Span& start) {
  if (!is_single_target(target) || !set_context(target, ExprContext::kStore, false)) fail();
  expect(TokenKind::kColon);
  Expr* annotation = expression();
  Expr* value = nullptr;
  if (accept(TokenKind::kEqual)) value = at(TokenKind::kYield) ? yield_expression() : star_expressions();
  AnnAssign* node = make<AnnAssign>(start);
  node->target = target;
  node->annotation = annotation;
  node->value = value;
  const bool parenthesized = start.line != target->span.line || start.column != target->span.column;
  node->simple = target->kind == NodeKind::kName && !parenthesized;
  return node;
}

Stmt* Parser::augmented_assignment(Expr* target, const base::Span& start, BinaryOperator op) {
  if (!is_single_target(target) || !set_context(target, ExprContext::kStore, false)) fail();
  advance();
  Expr* value = at(TokenKind::kYield) ? yield_expression() : star_expressions();
  AugAssign* node = make<AugAssign>(start);
  node->target = target;
  node->op = op;
  node->value = value;
  return node;
}

Stmt* Parser::return_statement() {
  const base::Span start = token().span;
  advance();
  Expr* value = at_expression() ? star_expressions() : nullptr;
  Return* node = make<Return>(start);
  node->value = value;
  return node;
}

Stmt* Parser::raise_statement() {
  const base::Span start = token().span;
  advance();
  Expr* exc = at_expression() && !at(TokenKind::kStar) ? expression() : nullptr;
  Expr* cause = exc != nullptr && accept(TokenKind::kFrom) ? expression() : nullptr;
  Raise* node = make<Raise>(start);
  node->exc = exc;
  node->cause = cause;
  return node;
}

Stmt* Parser::delete_statement() {
  const base::Span start = token().span;
  advance();
  Children<Expr> targets(*this);
  do {
    Expr* target = primary();
    if (!set_context(target, ExprContext::kDel, false)) fail();
    targets.add(target);
  } while (accept(TokenKind::kComma) && at_expression());
  if (!at(TokenKind::kSemicolon) && !at(TokenKind::kNewline)) fail();
  Delete* node = make<Delete>(start);
  node->targets = targets.list();
  return node;
}

Stmt* Parser::assert_statement() {
  const base::Span start = token().span;
  advance();
  Expr* test = expression();
  Expr* msg = accept(TokenKind::kComma) ? expression() : nullptr;
  Assert* node = make<Assert>(start);
  node->test = test;
  node->msg = msg;
  return node;
}

/// `global` and `nonlocal`.
template <typename T>
Stmt* Parser::scope_statement() {
  const base::Span start = token().span;
  advance();
  std::vector<std::string_view> names;
  do {
    names.push_back(expect_name());
  } while (accept(TokenKind::kComma));
  T* node = make<T>(start);
  node->names = arena_.copy(names);
  return node;
}

Stmt* Parser::import_statement() {
  const base::Span start = token().span;
  advance();
  Children<Alias> names(*this);
  do {
    names.add(import_as_name(true));
  } while (accept(TokenKind::kComma));
  Import* node = make<Import>(start);
  node->names = names.list();
  return node;
}

Stmt* Parser::import_from_statement() {
  const base::Span start = token().span;
  advance();
  std::uint32_t level = 0;
  while ((at(TokenKind::kDot) || at(TokenKind::kEllipsis)) && !failed_) {
    level += at(TokenKind::kDot) ? 1 : 3;
    advance();
  }
  std::string_view module;
  if (level == 0 || at(TokenKind::kName)) module = dotted_name();
  expect(TokenKind::kImport);
  Children<Alias> names(*this);
  const base::Span names_start = token().span;
  if (accept(TokenKind::kStar)) {
    Alias* all = make<Alias>(names_start);
    all->name = "*";
    names.add(all);
  } else {
    const bool parenthesized = accept(TokenKind::kLeftParenthesis);
    do {
      names.add(import_as_name(false));
    } while (accept(TokenKind::kComma) && !(parenthesized && at(TokenKind::kRightParenthesis)));
    if (parenthesized) expect(TokenKind::kRightParenthesis);
  }
  ImportFrom* node = make<ImportFrom>(start);
  node->module = module;
  node->names = names.list();
  node->level = level;
  return node;
}

Alias* Parser::import_as_name(bool dotted) {
  const base::Span start = token().span;
  const std::string_view name = dotted ? dotted_name() : expect_name();
  std::string_view asname;
  if (accept(TokenKind::kAs)) asname = expect_name();
  Alias* node = make<Alias>(start);
  node->name = name;
  node->asname = asname;
  return node;
}

}  // namespace minipy::syntax
