// The match statement and its patterns. `match` and `case` are names elsewhere, so a statement counts as a
// match statement only when its first line and the `case` after it read as one.

#include <vector>

#include "interpreter/syntax/parser_impl.hpp"

namespace minipy::syntax {

/// Whether what follows the word `match` can be a subject; a quick no for most uses of the name.
bool Parser::at_match_header() {
  switch (peek(1)) {
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
      return true;
    default:
      return false;
  }
}

bool Parser::match_statement(Children<Stmt>& into) {
  if (!at_match_header()) return false;
  const Mark before = mark();
  const base::Span start = token().span;
  advance();
  Expr* subject = match_subject();
  expect(TokenKind::kColon);
  expect(TokenKind::kNewline);
  expect(TokenKind::kIndent);
  if (failed_ || !at_word("case")) {
    rewind(before);
    return gave_up_;
  }
  Nodes<MatchCase> cases;
  {
    Children<MatchCase> list(*this);
    while (at_word("case") && !failed_) list.add(match_case());
    cases = list.list();
  }
  expect(TokenKind::kDedent);
  Match* node = make<Match>(start);
  node->subject = subject;
  node->cases = cases;
  into.add(node);
  return true;
}

Expr* Parser::match_subject() {
  const base::Span start = token().span;
  const bool starred = at(TokenKind::kStar);
  Expr* first = star_named_expression();
  if (!at(TokenKind::kComma)) return starred ? fail() : first;
  Children<Expr> elements(*this);
  elements.add(first);
  while (accept(TokenKind::kComma) && at_expression()) elements.add(star_named_expression());
  Tuple* node = make<Tuple>(start);
  node->elts = elements.list();
  return node;
}

MatchCase* Parser::match_case() {
  const base::Span start = token().span;
  advance();
  Pattern* pattern = patterns();
  Expr* guard = accept(TokenKind::kIf) ? named_expression() : nullptr;
  expect(TokenKind::kColon);
  const Nodes<Stmt> body = block();
  MatchCase* node = make<MatchCase>(start);
  node->pattern = pattern;
  node->guard = guard;
  node->body = body;
  return node;
}

/// What stands after `case`: commas make a sequence without brackets.
Pattern* Parser::patterns() {
  const base::Span start = token().span;
  const bool starred = at(TokenKind::kStar);
  Pattern* first = maybe_star_pattern();
  if (!at(TokenKind::kComma)) return starred ? fail_pattern() : first;
  Children<Pattern> elements(*this);
  elements.add(first);
  while (accept(TokenKind::kComma) && !at(TokenKind::kColon) && !at(TokenKind::kIf)) {
    elements.add(maybe_star_pattern());
  }
  MatchSequence* node = make<MatchSequence>(start);
  node->patterns = elements.list();
  return node;
}

Pattern* Parser::maybe_star_pattern() {
  const base::Span start = token().span;
  if (!accept(TokenKind::kStar)) return pattern();
  std::string_view name;
  if (at_word("_")) {
    advance();
  } else {
    name = capture_name();
  }
  MatchStar* node = make<MatchStar>(start);
  node->name = name;
  return node;
}

Pattern* Parser::pattern() {
  const base::Span start = token().span;
  Pattern* inner = or_pattern();
  if (!accept(TokenKind::kAs)) return inner;
  const std::string_view name = capture_name();
  MatchAs* node = make<MatchAs>(start);
  node->pattern = inner;
  node->name = name;
  return node;
}

Pattern* Parser::or_pattern() {
  const base::Span start = token().span;
  Pattern* first = closed_pattern();
  if (!at(TokenKind::kBar)) return first;
  Children<Pattern> alternatives(*this);
  alternatives.add(first);
  while (accept(TokenKind::kBar)) alternatives.add(closed_pattern());
  MatchOr* node = make<MatchOr>(start);
  node->patterns = alternatives.list();
  return node;
}

Pattern* Parser::closed_pattern() {
  const Deeper deeper(*this);
  switch (token().kind) {
    case TokenKind::kName:
      return name_pattern();
    case TokenKind::kLeftParenthesis:
      return group_or_sequence_pattern();
    case TokenKind::kLeftBracket:
      return bracket_sequence_pattern();
    case TokenKind::kLeftBrace:
      return mapping_pattern();
    default:
      return literal_pattern();
  }
}

Pattern* Parser::literal_pattern() {
  const base::Span start = token().span;
  const auto singleton = [&](ConstantKind value) {
    advance();
    MatchSingleton* node = make<MatchSingleton>(start);
    node->value = value;
    return node;
  };
  switch (token().kind) {
    case TokenKind::kNone:
      return singleton(ConstantKind::kNone);
    case TokenKind::kTrue:
      return singleton(ConstantKind::kTrue);
    case TokenKind::kFalse:
      return singleton(ConstantKind::kFalse);
    default:
      break;
  }
  Expr* value = literal_expression();
  MatchValue* node = make<MatchValue>(start);
  node->value = value;
  return node;
}

/// A number, a complex number or strings; as a key of a mapping also `None`, `True`, `False`.
Expr* Parser::literal_expression() {
  const base::Span start = token().span;
  switch (token().kind) {
    case TokenKind::kString:
      return strings();
    case TokenKind::kNone:
      advance();
      return make_constant(start, ConstantKind::kNone);
    case TokenKind::kTrue:
      advance();
      return make_constant(start, ConstantKind::kTrue);
    case TokenKind::kFalse:
      advance();
      return make_constant(start, ConstantKind::kFalse);
    default:
      break;
  }
  Expr* real = signed_number();
  if (!at(TokenKind::kPlus) && !at(TokenKind::kMinus)) return real;
  const auto is_imaginary = [](const Expr* number) {
    const Constant* constant = as_if<Constant>(number);
    return constant != nullptr && constant->type == ConstantKind::kImaginary;
  };
  const UnaryOp* negated = as_if<UnaryOp>(real);
  const std::size_t number_at = position_ - 1;
  if (is_imaginary(negated != nullptr ? negated->operand : real)) {
    return fail_at(number_at, "real number required in complex literal");
  }
  const BinaryOperator op = at(TokenKind::kPlus) ? BinaryOperator::kAdd : BinaryOperator::kSub;
  advance();
  if (!at(TokenKind::kNumber)) return fail();
  Expr* imaginary = number();
  if (!is_imaginary(imaginary)) return fail_at(position_ - 1, "imaginary number required in complex literal");
  BinOp* node = make<BinOp>(start);
  node->left = real;
  node->op = op;
  node->right = imaginary;
  return node;
}

Expr* Parser::signed_number() {
  const base::Span start = token().span;
  const bool negative = accept(TokenKind::kMinus);
  if (!at(TokenKind::kNumber)) return fail();
  Expr* value = number();
  if (!negative) return value;
  UnaryOp* node = make<UnaryOp>(start);
  node->op = UnaryOperator::kUSub;
  node->operand = value;
  return node;
}

/// A capture, the wildcard, a dotted name or a class.
Pattern* Parser::name_pattern() {
  const base::Span start = token().span;
  const TokenKind next = peek(1);
  if (next != TokenKind::kDot && next != TokenKind::kLeftParenthesis && next != TokenKind::kEqual) {
    std::string_view name;
    if (at_word("_")) {
      advance();
    } else {
      name = capture_name();
    }
    MatchAs* node = make<MatchAs>(start);
    node->name = name;
    return node;
  }
  Expr* value = name_or_attribute();
  if (at(TokenKind::kLeftParenthesis)) return class_pattern(value, start);
  if (value->kind == NodeKind::kName || at(TokenKind::kEqual)) return fail_pattern();
  MatchValue* node = make<MatchValue>(start);
  node->value = value;
  return node;
}

Expr* Parser::name_or_attribute() {
  const base::Span start = token().span;
  const std::string_view id = expect_name();
  Name* name = make<Name>(start);
  name->id = id;
  Expr* value = name;
  while (accept(TokenKind::kDot)) {
    const std::string_view attr = expect_name();
    Attribute* node = make<Attribute>(start);
    node->value = value;
    node->attr = attr;
    value = node;
  }
  return value;
}

std::string_view Parser::capture_name() {
  if (at_word("_")) {
    fail();
    return {};
  }
  const std::string_view name = expect_name();
  if (at(TokenKind::kDot) || at(TokenKind::kLeftParenthesis) || at(TokenKind::kEqual)) fail();
  return name;
}

Pattern* Parser::group_or_sequence_pattern() {
  const base::Span start = token().span;
  expect(TokenKind::kLeftParenthesis);
  Children<Pattern> elements(*this);
  if (!at(TokenKind::kRightParenthesis)) {
    const bool starred = at(TokenKind::kStar);
    Pattern* first = maybe_star_pattern();
    if (!at(TokenKind::kComma)) {
      if (starred) return fail_pattern();
      expect(TokenKind::kRightParenthesis);
      return first;
    }
    elements.add(first);
    while (accept(TokenKind::kComma) && !at(TokenKind::kRightParenthesis)) elements.add(maybe_star_pattern());
  }
  expect(TokenKind::kRightParenthesis);
  MatchSequence* node = make<MatchSequence>(start);
  node->patterns = elements.list();
  return node;
}

Pattern* Parser::bracket_sequence_pattern() {
  const base::Span start = token().span;
  expect(TokenKind::kLeftBracket);
  Children<Pattern> elements(*this);
  while (!at(TokenKind::kRightBracket) && !failed_) {
    elements.add(maybe_star_pattern());
    if (!accept(TokenKind::kComma)) break;
  }
  expect(TokenKind::kRightBracket);
  MatchSequence* node = make<MatchSequence>(start);
  node->patterns = elements.list();
  return node;
}

Pattern* Parser::mapping_pattern() {
  const base::Span start = token().span;
  expect(TokenKind::kLeftBrace);
  std::vector<Expr*> keys;
  std::vector<Pattern*> values;
  std::string_view rest;
  while (!at(TokenKind::kRightBrace) && !failed_) {
    if (accept(TokenKind::kDoubleStar)) {
      rest = capture_name();
      accept(TokenKind::kComma);
      break;
    }
    Expr* key = at(TokenKind::kName) ? name_or_attribute() : literal_expression();
    if (key->kind == NodeKind::kName) fail();
    keys.push_back(key);
    expect(TokenKind::kColon);
    values.push_back(pattern());
    if (!accept(TokenKind::kComma)) break;
  }
  expect(TokenKind::kRightBrace);
  MatchMapping* node = make<MatchMapping>(start);
  node->keys = arena_.copy(keys);
  node->patterns = arena_.copy(values);
  node->rest = rest;
  return node;
}

Pattern* Parser::class_pattern(Expr* cls, const base::Span& start) {
  expect(TokenKind::kLeftParenthesis);
  std::vector<Pattern*> positional;
  std::vector<std::string_view> names;
  std::vector<Pattern*> named;
  while (!at(TokenKind::kRightParenthesis) && !failed_) {
    if (at(TokenKind::kName) && peek(1) == TokenKind::kEqual) {
      names.push_back(expect_name());
      expect(TokenKind::kEqual);
      named.push_back(pattern());
    } else if (!names.empty()) {
      fail();
    } else {
      positional.push_back(pattern());
    }
    if (!accept(TokenKind::kComma)) break;
  }
  expect(TokenKind::kRightParenthesis);
  MatchClass* node = make<MatchClass>(start);
  node->cls = cls;
  node->patterns = arena_.copy(positional);
  node->kwd_attrs = arena_.copy(names);
  node->kwd_patterns = arena_.copy(named);
  return node;
}

Pattern* Parser::fail_pattern() {
  fail();
  MatchAs* node = arena_.make<MatchAs>();
  node->kind = MatchAs::kKind;
  return node;
}

}  // namespace minipy::syntax
