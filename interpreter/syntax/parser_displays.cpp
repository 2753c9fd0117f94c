// Displays, comprehensions, calls, subscripts and parameters: all that stands in brackets.

#include <vector>

#include "interpreter/syntax/parser_impl.hpp"

namespace minipy::syntax {

bool Parser::at_comprehension() const {
  return at(TokenKind::kFor) || (at(TokenKind::kAsync) && peek(1) == TokenKind::kFor);
}

Nodes<Comprehension> Parser::comprehensions() {
  Children<Comprehension> all(*this);
  while (at_comprehension() && !failed_) {
    const base::Span start = token().span;
    const bool is_async = accept(TokenKind::kAsync);
    expect(TokenKind::kFor);
    Expr* target = star_targets();
    expect(TokenKind::kIn);
    Expr* iter = disjunction();
    Nodes<Expr> conditions;
    if (at(TokenKind::kIf)) {
      Children<Expr> ifs(*this);
      while (accept(TokenKind::kIf)) ifs.add(disjunction());
      conditions = ifs.list();
    }
    Comprehension* node = make<Comprehension>(start);
    node->target = target;
    node->iter = iter;
    node->ifs = conditions;
    node->is_async = is_async;
    all.add(node);
  }
  return all.list();
}

Expr* Parser::parenthesized() {
  const base::Span start = token().span;
  expect(TokenKind::kLeftParenthesis);
  if (accept(TokenKind::kRightParenthesis)) return make<Tuple>(start);
  if (at(TokenKind::kYield)) {
    Expr* value = yield_expression();
    expect(TokenKind::kRightParenthesis);
    return value;
  }
  const bool starred = at(TokenKind::kStar);
  Expr* first = star_named_expression();
  if (at(TokenKind::kComma)) {
    Children<Expr> elements(*this);
    elements.add(first);
    while (accept(TokenKind::kComma) && at_expression()) elements.add(star_named_expression());
    expect(TokenKind::kRightParenthesis);
    Tuple* node = make<Tuple>(start);
    node->elts = elements.list();
    return node;
  }
  if (starred) return fail();
  if (at_comprehension()) return generator_argument(first, start);
  expect(TokenKind::kRightParenthesis);
  return first;
}

/// The rest of a generator expression whose parenthesis opened at `start`.
Expr* Parser::generator_argument(Expr* element, const base::Span& start) {
  const Nodes<Comprehension> generators = comprehensions();
  expect(TokenKind::kRightParenthesis);
  GeneratorExp* node = make<GeneratorExp>(start);
  node->elt = element;
  node->generators = generators;
  return node;
}

Expr* Parser::list_display() {
  const base::Span start = token().span;
  expect(TokenKind::kLeftBracket);
  Children<Expr> elements(*this);
  if (at_expression()) {
    const bool starred = at(TokenKind::kStar);
    Expr* first = star_named_expression();
    if (!starred && at_comprehension()) {
      const Nodes<Comprehension> generators = comprehensions();
      expect(TokenKind::kRightBracket);
      ListComp* node = make<ListComp>(start);
      node->elt = first;
      node->generators = generators;
      return node;
    }
    elements.add(first);
    while (accept(TokenKind::kComma) && at_expression()) elements.add(star_named_expression());
  }
  expect(TokenKind::kRightBracket);
  List* node = make<List>(start);
  node->elts = elements.list();
  return node;
}

Expr* Parser::dict_or_set() {
  const base::Span start = token().span;
  expect(TokenKind::kLeftBrace);
  if (at(TokenKind::kRightBrace) || at(TokenKind::kDoubleStar)) return dict_display(start, nullptr, nullptr);
  if (at(TokenKind::kStar)) return set_display(start, star_expression(), true);
  if (at(TokenKind::kName) && peek(1) == TokenKind::kColonEqual) {
    return set_display(start, named_expression(), false);
  }
  Expr* first = expression();
  if (!accept(TokenKind::kColon)) return set_display(start, first, false);
  Expr* value = expression();
  if (!at_comprehension()) return dict_display(start, first, value);
  const Nodes<Comprehension> generators = comprehensions();
  expect(TokenKind::kRightBrace);
  DictComp* node = make<DictComp>(start);
  node->key = first;
  node->value = value;
  node->generators = generators;
  return node;
}

/// The rest of a dict, after its first pair when there is a `value` already.
Expr* Parser::dict_display(const base::Span& start, Expr* key, Expr* value) {
  Children<Expr> pairs(*this);
  bool more = true;
  if (value != nullptr) {
    pairs.add(key);
    pairs.add(value);
    more = accept(TokenKind::kComma);
  }
  while (more && !at(TokenKind::kRightBrace) && !failed_) {
    if (accept(TokenKind::kDoubleStar)) {
      pairs.add(nullptr);
      pairs.add(bitwise_or());
    } else {
      pairs.add(expression());
      expect(TokenKind::kColon);
      pairs.add(expression());
    }
    more = accept(TokenKind::kComma);
  }
  expect(TokenKind::kRightBrace);
  Dict* node = make<Dict>(start);
  const Nodes<Expr> all = pairs.list();
  std::vector<Expr*> keys;
  std::vector<Expr*> values;
  keys.reserve(all.size() / 2);
  values.reserve(all.size() / 2);
  for (std::size_t i = 0; i + 1 < all.size(); i += 2) {
    keys.push_back(all[i]);
    values.push_back(all[i + 1]);
  }
  node->keys = arena_.copy(keys);
  node->values = arena_.copy(values);
  return node;
}

/// The rest of a set, after its first element.
Expr* Parser::set_display(const base::Span& start, Expr* first, bool starred) {
  if (!starred && at_comprehension()) {
    const Nodes<Comprehension> generators = comprehensions();
    expect(TokenKind::kRightBrace);
    SetComp* node = make<SetComp>(start);
    node->elt = first;
    node->generators = generators;
    return node;
  }
  Children<Expr> elements(*this);
  elements.add(first);
  while (accept(TokenKind::kComma) && at_expression()) elements.add(star_named_expression());
  expect(TokenKind::kRightBrace);
  Set* node = make<Set>(start);
  node->elts = elements.list();
  return node;
}

Expr* Parser::call(Expr* function, const base::Span& start) {
  Nodes<Expr> args;
  Nodes<Keyword> keywords;
  arguments(args, keywords, true);
  Call* node = make<Call>(start);
  node->func = function;
  node->args = args;
  node->keywords = keywords;
  return node;
}

/// Arguments with their parentheses. A call may have a generator expression alone; a class may not.
void Parser::arguments(Nodes<Expr>& args, Nodes<Keyword>& keywords, bool may_generate) {
  const base::Span open = token().span;
  expect(TokenKind::kLeftParenthesis);
  Children<Node> all(*this);
  std::size_t keyword_count = 0;
  bool unpacked_keywords = false;
  while (!at(TokenKind::kRightParenthesis) && !failed_) {
    const base::Span start = token().span;
    if (at(TokenKind::kStar) && !unpacked_keywords) {
      accept(TokenKind::kStar);
      Expr* value = expression();
      Starred* node = make<Starred>(start);
      node->value = value;
      all.add(node);
    } else if (at(TokenKind::kDoubleStar) || (at(TokenKind::kName) && peek(1) == TokenKind::kEqual)) {
      std::string_view name;
      if (accept(TokenKind::kDoubleStar)) {
        unpacked_keywords = true;
      } else {
        name = expect_name();
        expect(TokenKind::kEqual);
      }
      Expr* value = expression();
      Keyword* node = make<Keyword>(start);
      node->arg = name;
      node->value = value;
      all.add(node);
      ++keyword_count;
    } else if (keyword_count > 0) {
      fail();
    } else {
      Expr* value = named_expression();
      if (may_generate && all.empty() && at_comprehension()) {
        args = arena_.copy(std::vector<Expr*>{generator_argument(value, open)});
        return;
      }
      all.add(value);
    }
    if (!accept(TokenKind::kComma)) break;
  }
  expect(TokenKind::kRightParenthesis);
  std::vector<Expr*> positional;
  std::vector<Keyword*> named;
  for (Node* node : all.list()) {
    if (Keyword* keyword = as_if<Keyword>(node)) {
      named.push_back(keyword);
    } else {
      positional.push_back(static_cast<Expr*>(node));
    }
  }
  args = arena_.copy(positional);
  keywords = arena_.copy(named);
}

Expr* Parser::subscript(Expr* value, const base::Span& start) {
  expect(TokenKind::kLeftBracket);
  const base::Span slice_start = token().span;
  const bool starred = at(TokenKind::kStar);
  Expr* index = starred ? star_argument() : slice();
  if (starred || at(TokenKind::kComma)) {
    Children<Expr> elements(*this);
    elements.add(index);
    while (accept(TokenKind::kComma) && (at_expression() || at(TokenKind::kColon))) {
      elements.add(at(TokenKind::kStar) ? star_argument() : slice());
    }
    Tuple* tuple = make<Tuple>(slice_start);
    tuple->elts = elements.list();
    index = tuple;
  }
  expect(TokenKind::kRightBracket);
  Subscript* node = make<Subscript>(start);
  node->value = value;
  node->slice = index;
  return node;
}

/// `*expression`, as in an argument.
Expr* Parser::star_argument() {
  const base::Span start = token().span;
  expect(TokenKind::kStar);
  Expr* value = expression();
  Starred* node = make<Starred>(start);
  node->value = value;
  return node;
}

Expr* Parser::slice() {
  const base::Span start = token().span;
  Expr* lower = nullptr;
  if (!at(TokenKind::kColon)) {
    if (at(TokenKind::kName) && peek(1) == TokenKind::kColonEqual) return named_expression();
    lower = expression();
    if (!at(TokenKind::kColon)) return lower;
  }
  expect(TokenKind::kColon);
  const auto bound = [&]() -> Expr* {
    return at_expression() && !at(TokenKind::kStar) ? expression() : nullptr;
  };
  Expr* upper = bound();
  Expr* step = accept(TokenKind::kColon) ? bound() : nullptr;
  Slice* node = make<Slice>(start);
  node->lower = lower;
  node->upper = upper;
  node->step = step;
  return node;
}

/// Parameters up to `close`, which stays. `annotated` is for `def`, the opposite for `lambda`.
Arguments* Parser::parameters(TokenKind close, bool annotated) {
  const base::Span start = token().span;
  std::vector<Arg*> positional_only;
  std::vector<Arg*> positional;
  std::vector<Arg*> keyword_only;
  std::vector<Expr*> defaults;
  std::vector<Expr*> keyword_defaults;
  Arg* vararg = nullptr;
  Arg* kwarg = nullptr;
  bool after_slash = false;
  bool after_star = false;
  while (!at(close) && !failed_) {
    if (kwarg != nullptr) {
      fail();
    } else if (at(TokenKind::kSlash)) {
      if (after_slash || after_star || positional.empty()) fail();
      accept(TokenKind::kSlash);
      after_slash = true;
      positional_only.swap(positional);
    } else if (at(TokenKind::kStar)) {
      if (after_star) fail();
      accept(TokenKind::kStar);
      after_star = true;
      if (at(TokenKind::kComma)) {
        if (peek(1) != TokenKind::kName) fail();
      } else {
        vararg = parameter(annotated, true);
      }
    } else if (accept(TokenKind::kDoubleStar)) {
      kwarg = parameter(annotated, false);
    } else {
      Arg* arg = parameter(annotated, false);
      Expr* value = accept(TokenKind::kEqual) ? expression() : nullptr;
      if (after_star) {
        keyword_only.push_back(arg);
        keyword_defaults.push_back(value);
      } else {
        positional.push_back(arg);
        if (value != nullptr) defaults.push_back(value);
        if (value == nullptr && !defaults.empty()) fail();
      }
    }
    if (!accept(TokenKind::kComma)) break;
  }
  Arguments* node = make<Arguments>(start);
  node->posonlyargs = arena_.copy(positional_only);
  node->args = arena_.copy(positional);
  node->vararg = vararg;
  node->kwonlyargs = arena_.copy(keyword_only);
  node->kw_defaults = arena_.copy(keyword_defaults);
  node->kwarg = kwarg;
  node->defaults = arena_.copy(defaults);
  return node;
}

Arg* Parser::parameter(bool annotated, bool may_star) {
  const base::Span start = token().span;
  const std::string_view name = expect_name();
  Expr* annotation = nullptr;
  if (annotated && accept(TokenKind::kColon)) annotation = may_star ? star_expression() : expression();
  Arg* node = make<Arg>(start);
  node->arg = name;
  node->annotation = annotation;
  return node;
}

}  // namespace minipy::syntax
