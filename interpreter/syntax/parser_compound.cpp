// Statements with a block.

#include <vector>

#include "interpreter/syntax/parser_impl.hpp"

namespace minipy::syntax {

void Parser::statement(Children<Stmt>& into) {
  switch (token().kind) {
    case TokenKind::kDef:
    case TokenKind::kAt:
    case TokenKind::kClass:
    case TokenKind::kIf:
    case TokenKind::kWith:
    case TokenKind::kFor:
    case TokenKind::kTry:
    case TokenKind::kWhile:
    case TokenKind::kAsync:
      into.add(compound_statement());
      return;
    case TokenKind::kName:
      if (at_word("match") && match_statement(into)) return;
      break;
    default:
      break;
  }
  simple_statements(into);
}

Stmt* Parser::compound_statement() {
  const base::Span start = token().span;
  switch (token().kind) {
    case TokenKind::kDef:
      return function_definition({}, start, false);
    case TokenKind::kAt:
      return decorated();
    case TokenKind::kClass:
      return class_definition({});
    case TokenKind::kIf:
      return if_statement();
    case TokenKind::kWith:
      return with_statement(start, false);
    case TokenKind::kFor:
      return for_statement(start, false);
    case TokenKind::kTry:
      return try_statement();
    case TokenKind::kWhile:
      return while_statement();
    default:
      return async_statement();
  }
}

Stmt* Parser::async_statement() {
  const base::Span start = token().span;
  expect(TokenKind::kAsync);
  if (at(TokenKind::kWith)) return with_statement(start, true);
  if (at(TokenKind::kFor)) return for_statement(start, true);
  return function_definition({}, start, true);
}

Nodes<Stmt> Parser::block() {
  Children<Stmt> body(*this);
  if (!accept(TokenKind::kNewline)) {
    simple_statements(body);
    return body.list();
  }
  expect(TokenKind::kIndent);
  do {
    statement(body);
  } while (!at(TokenKind::kDedent) && !at(TokenKind::kEnd) && !failed_);
  expect(TokenKind::kDedent);
  return body.list();
}

Stmt* Parser::decorated() {
  Children<Expr> decorators(*this);
  while (accept(TokenKind::kAt)) {
    decorators.add(named_expression());
    expect(TokenKind::kNewline);
  }
  const base::Span start = token().span;
  if (at(TokenKind::kClass)) return class_definition(decorators.list());
  const bool is_async = accept(TokenKind::kAsync);
  return function_definition(decorators.list(), start, is_async);
}

Stmt* Parser::function_definition(Nodes<Expr> decorators, const base::Span& start, bool is_async) {
  expect(TokenKind::kDef);
  const std::string_view name = expect_name();
  expect(TokenKind::kLeftParenthesis);
  Arguments* args = parameters(TokenKind::kRightParenthesis, true);
  expect(TokenKind::kRightParenthesis);
  Expr* returns = accept(TokenKind::kArrow) ? expression() : nullptr;
  expect(TokenKind::kColon);
  const Nodes<Stmt> body = block();
  FunctionBase* node = is_async ? static_cast<FunctionBase*>(make<AsyncFunctionDef>(start))
                                : static_cast<FunctionBase*>(make<FunctionDef>(start));
  node->name = name;
  node->args = args;
  node->body = body;
  node->decorator_list = decorators;
  node->returns = returns;
  return node;
}

Stmt* Parser::class_definition(Nodes<Expr> decorators) {
  const base::Span start = token().span;
  expect(TokenKind::kClass);
  const std::string_view name = expect_name();
  Nodes<Expr> bases;
  Nodes<Keyword> keywords;
  if (at(TokenKind::kLeftParenthesis)) arguments(bases, keywords, false);
  expect(TokenKind::kColon);
  const Nodes<Stmt> body = block();
  ClassDef* node = make<ClassDef>(start);
  node->name = name;
  node->bases = bases;
  node->keywords = keywords;
  node->body = body;
  node->decorator_list = decorators;
  return node;
}

Stmt* Parser::if_statement() {
  // A loop, so that a long chain of `elif` does not nest here as it does in the tree.
  std::vector<If*> chain;
  do {
    const base::Span start = token().span;
    advance();
    Expr* test = named_expression();
    expect(TokenKind::kColon);
    const Nodes<Stmt> body = block();
    If* node = make<If>(start);
    node->test = test;
    node->body = body;
    chain.push_back(node);
  } while (at(TokenKind::kElif) && !failed_);
  chain.back()->orelse = else_block();
  for (std::size_t i = chain.size() - 1; i > 0; --i) {
    chain[i - 1]->orelse = arena_.copy(std::vector<Stmt*>{chain[i]});
  }
  for (If* node : chain) {
    node->span.end_line = last_.end_line;
    node->span.end_column = last_.end_column;
  }
  return chain.front();
}

Nodes<Stmt> Parser::else_block() {
  if (!accept(TokenKind::kElse)) return {};
  expect(TokenKind::kColon);
  return block();
}

Stmt* Parser::while_statement() {
  const base::Span start = token().span;
  expect(TokenKind::kWhile);
  Expr* test = named_expression();
  expect(TokenKind::kColon);
  const Nodes<Stmt> body = block();
  const Nodes<Stmt> orelse = else_block();
  While* node = make<While>(start);
  node->test = test;
  node->body = body;
  node->orelse = orelse;
  return node;
}

Stmt* Parser::for_statement(const base::Span& start, bool is_async) {
  expect(TokenKind::kFor);
  Expr* target = star_targets();
  expect(TokenKind::kIn);
  Expr* iter = star_expressions();
  expect(TokenKind::kColon);
  const Nodes<Stmt> body = block();
  const Nodes<Stmt> orelse = else_block();
  ForBase* node =
      is_async ? static_cast<ForBase*>(make<AsyncFor>(start)) : static_cast<ForBase*>(make<For>(start));
  node->target = target;
  node->iter = iter;
  node->body = body;
  node->orelse = orelse;
  return node;
}

Stmt* Parser::with_statement(const base::Span& start, bool is_async) {
  expect(TokenKind::kWith);
  Nodes<WithItem> items;
  const Mark before = mark();
  if (!at(TokenKind::kLeftParenthesis) || !parenthesized_with_items(items)) {
    rewind(before);
    Children<WithItem> plain(*this);
    do {
      plain.add(with_item());
    } while (accept(TokenKind::kComma));
    items = plain.list();
  }
  expect(TokenKind::kColon);
  const Nodes<Stmt> body = block();
  WithBase* node =
      is_async ? static_cast<WithBase*>(make<AsyncWith>(start)) : static_cast<WithBase*>(make<With>(start));
  node->items = items;
  node->body = body;
  return node;
}

/// Tries the parenthesis as one around items; when the colon does not follow it, it was an expression's.
bool Parser::parenthesized_with_items(Nodes<WithItem>& items) {
  expect(TokenKind::kLeftParenthesis);
  Children<WithItem> list(*this);
  do {
    list.add(with_item());
  } while (accept(TokenKind::kComma) && !at(TokenKind::kRightParenthesis));
  expect(TokenKind::kRightParenthesis);
  items = list.list();
  return !failed_ && at(TokenKind::kColon);
}

WithItem* Parser::with_item() {
  const base::Span start = token().span;
  Expr* context = expression();
  Expr* target = accept(TokenKind::kAs) ? star_target() : nullptr;
  WithItem* node = make<WithItem>(start);
  node->context_expr = context;
  node->optional_vars = target;
  return node;
}

Stmt* Parser::try_statement() {
  const base::Span start = token().span;
  expect(TokenKind::kTry);
  expect(TokenKind::kColon);
  const Nodes<Stmt> body = block();
  Children<ExceptHandler> handlers(*this);
  bool star = false;
  while (at(TokenKind::kExcept) && !failed_) {
    bool this_star = false;
    handlers.add(except_handler(this_star));
    if (handlers.size() > 1 && this_star != star) fail();
    star = this_star;
  }
  const Nodes<Stmt> orelse = handlers.empty() ? Nodes<Stmt>{} : else_block();
  Nodes<Stmt> finalbody;
  if (accept(TokenKind::kFinally)) {
    expect(TokenKind::kColon);
    finalbody = block();
  } else if (handlers.empty()) {
    fail();
  }
  TryBase* node =
      star ? static_cast<TryBase*>(make<TryStar>(start)) : static_cast<TryBase*>(make<Try>(start));
  node->body = body;
  node->handlers = handlers.list();
  node->orelse = orelse;
  node->finalbody = finalbody;
  return node;
}

ExceptHandler* Parser::except_handler(bool& star) {
  const base::Span start = token().span;
  expect(TokenKind::kExcept);
  star = accept(TokenKind::kStar);
  Expr* type = nullptr;
  std::string_view name;
  if (star || !at(TokenKind::kColon)) {
    type = expression();
    if (accept(TokenKind::kAs)) name = expect_name();
  }
  expect(TokenKind::kColon);
  const Nodes<Stmt> body = block();
  ExceptHandler* node = make<ExceptHandler>(start);
  node->type = type;
  node->name = name;
  node->body = body;
  return node;
}

}  // namespace minipy::syntax
