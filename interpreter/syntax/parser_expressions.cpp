// Expressions, from the loosest binding to the tightest. Displays and calls are in parser_displays.cpp.

#include <vector>

#include "interpreter/syntax/parser_impl.hpp"

namespace minipy::syntax {
namespace {

struct BinaryRow {
  int level;  ///< 0 binds loosest; -1 for no operator
  BinaryOperator op;
};

BinaryRow binary_row(TokenKind kind) {
  switch (kind) {
    case TokenKind::kBar:
      return {0, BinaryOperator::kBitOr};
    case TokenKind::kCaret:
      return {1, BinaryOperator::kBitXor};
    case TokenKind::kAmpersand:
      return {2, BinaryOperator::kBitAnd};
    case TokenKind::kLeftShift:
      return {3, BinaryOperator::kLShift};
    case TokenKind::kRightShift:
      return {3, BinaryOperator::kRShift};
    case TokenKind::kPlus:
      return {4, BinaryOperator::kAdd};
    case TokenKind::kMinus:
      return {4, BinaryOperator::kSub};
    case TokenKind::kStar:
      return {5, BinaryOperator::kMult};
    case TokenKind::kSlash:
      return {5, BinaryOperator::kDiv};
    case TokenKind::kDoubleSlash:
      return {5, BinaryOperator::kFloorDiv};
    case TokenKind::kPercent:
      return {5, BinaryOperator::kMod};
    case TokenKind::kAt:
      return {5, BinaryOperator::kMatMult};
    default:
      return {-1, BinaryOperator::kAdd};
  }
}

}  // namespace

bool Parser::at_expression() const {
  switch (token().kind) {
    case TokenKind::kName:
    case TokenKind::kNumber:
    case TokenKind::kString:
    case TokenKind::kLeftParenthesis:
    case TokenKind::kLeftBracket:
    case TokenKind::kLeftBrace:
    case TokenKind::kPlus:
    case TokenKind::kMinus:
    case TokenKind::kTilde:
    case TokenKind::kStar:
    case TokenKind::kEllipsis:
    case TokenKind::kNone:
    case TokenKind::kTrue:
    case TokenKind::kFalse:
    case TokenKind::kNot:
    case TokenKind::kLambda:
    case TokenKind::kAwait:
      return !failed_;
    default:
      return false;
  }
}

Expr* Parser::star_expressions() {
  const base::Span start = token().span;
  Expr* first = star_expression();
  if (!at(TokenKind::kComma)) return first;
  Children<Expr> elements(*this);
  elements.add(first);
  while (accept(TokenKind::kComma) && at_expression()) elements.add(star_expression());
  Tuple* node = make<Tuple>(start);
  node->elts = elements.list();
  return node;
}

Expr* Parser::star_expression() {
  const base::Span start = token().span;
  if (!accept(TokenKind::kStar)) return expression();
  Expr* value = bitwise_or();
  Starred* node = make<Starred>(start);
  node->value = value;
  return node;
}

Expr* Parser::star_named_expression() {
  return at(TokenKind::kStar) ? star_expression() : named_expression();
}

Expr* Parser::named_expression() {
  if (!at(TokenKind::kName) || peek(1) != TokenKind::kColonEqual) return expression();
  const base::Span start = token().span;
  const std::string_view id = expect_name();
  Name* target = make<Name>(start);
  target->id = id;
  target->ctx = ExprContext::kStore;
  expect(TokenKind::kColonEqual);
  Expr* value = expression();
  NamedExpr* node = make<NamedExpr>(start);
  node->target = target;
  node->value = value;
  return node;
}

Expr* Parser::expression() {
  const Deeper deeper(*this);
  if (at(TokenKind::kLambda)) return lambda();
  const base::Span start = token().span;
  Expr* body = disjunction();
  if (!accept(TokenKind::kIf)) return body;
  Expr* test = disjunction();
  expect(TokenKind::kElse);
  Expr* orelse = expression();
  IfExp* node = make<IfExp>(start);
  node->test = test;
  node->body = body;
  node->orelse = orelse;
  return node;
}

Expr* Parser::yield_expression() {
  const base::Span start = token().span;
  expect(TokenKind::kYield);
  if (accept(TokenKind::kFrom)) {
    Expr* value = expression();
    YieldFrom* node = make<YieldFrom>(start);
    node->value = value;
    return node;
  }
  Expr* value = at_expression() ? star_expressions() : nullptr;
  Yield* node = make<Yield>(start);
  node->value = value;
  return node;
}

Expr* Parser::lambda() {
  const base::Span start = token().span;
  expect(TokenKind::kLambda);
  Arguments* args = parameters(TokenKind::kColon, false);
  expect(TokenKind::kColon);
  Expr* body = expression();
  Lambda* node = make<Lambda>(start);
  node->args = args;
  node->body = body;
  return node;
}

Expr* Parser::disjunction() {
  const base::Span start = token().span;
  Expr* first = conjunction();
  if (!at(TokenKind::kOr)) return first;
  Children<Expr> values(*this);
  values.add(first);
  while (accept(TokenKind::kOr)) values.add(conjunction());
  BoolOp* node = make<BoolOp>(start);
  node->op = BoolOperator::kOr;
  node->values = values.list();
  return node;
}

Expr* Parser::conjunction() {
  const base::Span start = token().span;
  Expr* first = inversion();
  if (!at(TokenKind::kAnd)) return first;
  Children<Expr> values(*this);
  values.add(first);
  while (accept(TokenKind::kAnd)) values.add(inversion());
  BoolOp* node = make<BoolOp>(start);
  node->op = BoolOperator::kAnd;
  node->values = values.list();
  return node;
}

Expr* Parser::inversion() {
  if (!at(TokenKind::kNot)) return comparison();
  const Deeper deeper(*this);
  const base::Span start = token().span;
  if (!accept(TokenKind::kNot)) return fail();
  Expr* operand = inversion();
  UnaryOp* node = make<UnaryOp>(start);
  node->op = UnaryOperator::kNot;
  node->operand = operand;
  return node;
}

Expr* Parser::comparison() {
  const base::Span start = token().span;
  Expr* left = bitwise_or();
  CompareOperator op{};
  if (!comparison_operator(op)) return left;
  std::vector<CompareOperator> ops;
  Children<Expr> comparators(*this);
  do {
    ops.push_back(op);
    comparators.add(bitwise_or());
  } while (comparison_operator(op));
  Compare* node = make<Compare>(start);
  node->left = left;
  node->ops = arena_.copy(ops);
  node->comparators = comparators.list();
  return node;
}

bool Parser::comparison_operator(CompareOperator& op) {
  if (failed_) return false;
  switch (token().kind) {
    case TokenKind::kEqualEqual:
      op = CompareOperator::kEq;
      break;
    case TokenKind::kNotEqual:
      op = CompareOperator::kNotEq;
      break;
    case TokenKind::kLess:
      op = CompareOperator::kLt;
      break;
    case TokenKind::kLessEqual:
      op = CompareOperator::kLtE;
      break;
    case TokenKind::kGreater:
      op = CompareOperator::kGt;
      break;
    case TokenKind::kGreaterEqual:
      op = CompareOperator::kGtE;
      break;
    case TokenKind::kIn:
      op = CompareOperator::kIn;
      break;
    case TokenKind::kIs:
      advance();
      op = accept(TokenKind::kNot) ? CompareOperator::kIsNot : CompareOperator::kIs;
      return true;
    case TokenKind::kNot:
      if (peek(1) != TokenKind::kIn) return false;
      advance();
      op = CompareOperator::kNotIn;
      break;
    default:
      return false;
  }
  advance();
  return true;
}

Expr* Parser::binary(int least) {
  const base::Span start = token().span;
  Expr* left = factor();
  while (!failed_) {
    const BinaryRow row = binary_row(token().kind);
    if (row.level < least) break;
    advance();
    Expr* right = binary(row.level + 1);
    BinOp* node = make<BinOp>(start);
    node->left = left;
    node->op = row.op;
    node->right = right;
    left = node;
  }
  return left;
}

Expr* Parser::factor() {
  UnaryOperator op{};
  switch (token().kind) {
    case TokenKind::kPlus:
      op = UnaryOperator::kUAdd;
      break;
    case TokenKind::kMinus:
      op = UnaryOperator::kUSub;
      break;
    case TokenKind::kTilde:
      op = UnaryOperator::kInvert;
      break;
    default:
      return power();
  }
  const Deeper deeper(*this);
  if (failed_) return placeholder_;
  const base::Span start = token().span;
  advance();
  Expr* operand = factor();
  UnaryOp* node = make<UnaryOp>(start);
  node->op = op;
  node->operand = operand;
  return node;
}

Expr* Parser::power() {
  const base::Span start = token().span;
  Expr* left = await_primary();
  if (!accept(TokenKind::kDoubleStar)) return left;
  const Deeper deeper(*this);
  Expr* right = factor();
  BinOp* node = make<BinOp>(start);
  node->left = left;
  node->op = BinaryOperator::kPow;
  node->right = right;
  return node;
}

Expr* Parser::await_primary() {
  const base::Span start = token().span;
  if (!accept(TokenKind::kAwait)) return primary();
  Expr* value = primary();
  Await* node = make<Await>(start);
  node->value = value;
  return node;
}

Expr* Parser::primary() {
  const base::Span start = token().span;
  Expr* value = atom();
  while (!failed_) {
    if (at(TokenKind::kLeftParenthesis)) {
      value = call(value, start);
    } else if (at(TokenKind::kLeftBracket)) {
      value = subscript(value, start);
    } else if (accept(TokenKind::kDot)) {
      const std::string_view attr = expect_name();
      Attribute* node = make<Attribute>(start);
      node->value = value;
      node->attr = attr;
      value = node;
    } else {
      break;
    }
  }
  return value;
}

Expr* Parser::atom() {
  const base::Span start = token().span;
  switch (token().kind) {
    case TokenKind::kName: {
      const std::string_view id = expect_name();
      Name* node = make<Name>(start);
      node->id = id;
      return node;
    }
    case TokenKind::kNumber:
      return number();
    case TokenKind::kString:
      return strings();
    case TokenKind::kLeftParenthesis:
      return parenthesized();
    case TokenKind::kLeftBracket:
      return list_display();
    case TokenKind::kLeftBrace:
      return dict_or_set();
    case TokenKind::kTrue:
      advance();
      return make_constant(start, ConstantKind::kTrue);
    case TokenKind::kFalse:
      advance();
      return make_constant(start, ConstantKind::kFalse);
    case TokenKind::kNone:
      advance();
      return make_constant(start, ConstantKind::kNone);
    case TokenKind::kEllipsis:
      advance();
      return make_constant(start, ConstantKind::kEllipsis);
    default:
      return fail();
  }
}

Expr* Parser::star_targets() {
  const base::Span start = token().span;
  Expr* first = star_target();
  if (!at(TokenKind::kComma)) return first;
  Children<Expr> elements(*this);
  elements.add(first);
  while (accept(TokenKind::kComma) && at_expression()) elements.add(star_target());
  Tuple* node = make<Tuple>(start);
  node->elts = elements.list();
  node->ctx = ExprContext::kStore;
  return node;
}

Expr* Parser::star_target() {
  const base::Span start = token().span;
  if (!accept(TokenKind::kStar)) return store(primary());
  Expr* value = store(primary());
  Starred* node = make<Starred>(start);
  node->value = value;
  node->ctx = ExprContext::kStore;
  return node;
}

Expr* Parser::store(Expr* target) {
  return failed_ || set_context(target, ExprContext::kStore, false) ? target : fail();
}

bool Parser::set_context(Expr* target, ExprContext context, bool may_star) {
  const auto set_all = [&](Nodes<Expr> elements) {
    for (Expr* element : elements) {
      if (!set_context(element, context, context == ExprContext::kStore)) return false;
    }
    return true;
  };
  switch (target->kind) {
    case NodeKind::kName:
      as<Name>(target)->ctx = context;
      return true;
    case NodeKind::kAttribute:
      as<Attribute>(target)->ctx = context;
      return true;
    case NodeKind::kSubscript:
      as<Subscript>(target)->ctx = context;
      return true;
    case NodeKind::kStarred:
      as<Starred>(target)->ctx = context;
      return may_star && set_context(as<Starred>(target)->value, context, false);
    case NodeKind::kTuple:
      as<Tuple>(target)->ctx = context;
      return set_all(as<Tuple>(target)->elts);
    case NodeKind::kList:
      as<List>(target)->ctx = context;
      return set_all(as<List>(target)->elts);
    default:
      return false;
  }
}

}  // namespace minipy::syntax
