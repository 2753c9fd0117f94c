#pragma once

// The parser: recursive descent over the tokens, one function a rule, precedence climbing for binary
// operators. It only builds trees. At the first token that cannot be, it stops: it goes to the end of the
// tokens, where every loop ends, and gives out placeholder nodes until it has unwound. What to say about the
// mistake is found afterwards, by `diagnose`, which needs more time than a correct program should pay for.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/base/arena.hpp"
#include "interpreter/base/source.hpp"
#include "interpreter/syntax/ast.hpp"
#include "interpreter/syntax/source_text.hpp"
#include "interpreter/syntax/stack_limit.hpp"
#include "interpreter/syntax/token.hpp"

namespace minipy::syntax {

/// What the parsers of a file and of the expressions in its f-strings share.
struct ParseContext {
  base::Arena& arena;
  StackLimit stack;
  std::vector<Node*> scratch{};  ///< children of lists being built, innermost last
  std::uint32_t depth = 0;       ///< of expressions in each other
};

/// Parses one list of tokens. Used once, by one thread.
class Parser {
 public:
  Parser(const Tokens& tokens, const SourceText& source, ParseContext& context);

  Module* module();
  Expression* expression_input();
  /// What stands between the braces of an f-string, in parentheses; may leave tokens over.
  Expr* format_expression();

  bool failed() const { return failed_; }

  /// The mistake, when it is one that only the parser can see; the others are for `diagnose`.
  const std::optional<base::Diagnostic>& error() const { return error_; }

  /// The token that could not be.
  std::size_t failed_at() const { return failed_at_; }

  /// Where to begin looking for the mistake: a statement or two before it.
  std::size_t restart_at() const { return previous_statement_; }

 private:
  template <typename T>
  class Children;
  class Deeper;

  struct Mark {
    std::size_t position;
    base::Span last;
  };

  // Tokens.
  const Token& token() const { return tokens_[position_]; }
  TokenKind peek(std::size_t ahead = 0) const;
  bool at(TokenKind kind) const { return token().kind == kind; }
  bool at_word(std::string_view word) const;
  void advance();
  bool accept(TokenKind kind);
  void expect(TokenKind kind);
  std::string_view expect_name();
  std::string_view dotted_name();

  // Nodes. `make` spans from `start` to the last token taken.
  template <typename T>
  T* make(const base::Span& start);
  Expr* make_constant(const base::Span& start, ConstantKind type);

  // Failing. Each returns a placeholder.
  Expr* fail();
  Expr* fail_with(base::Diagnostic diagnostic);
  Expr* fail_at(std::size_t position, std::string message);
  void fail_too_deep();
  Mark mark() const { return {position_, last_}; }
  void rewind(const Mark& mark);

  // Statements.
  void statements(Children<Stmt>& into, TokenKind until);
  void statement(Children<Stmt>& into);
  void simple_statements(Children<Stmt>& into);
  Stmt* simple_statement();
  Stmt* expression_statement();
  Stmt* assignment(Expr* first, const base::Span& start);
  Stmt* annotated_assignment(Expr* target, const base::Span& start);
  Stmt* augmented_assignment(Expr* target, const base::Span& start, BinaryOperator op);
  Stmt* return_statement();
  Stmt* raise_statement();
  Stmt* delete_statement();
  Stmt* assert_statement();
  template <typename T>
  Stmt* scope_statement();
  Stmt* import_statement();
  Stmt* import_from_statement();
  Alias* import_as_name(bool dotted);
  Nodes<Stmt> block();
  Stmt* compound_statement();
  Stmt* decorated();
  Stmt* function_definition(Nodes<Expr> decorators, const base::Span& start, bool is_async);
  Stmt* class_definition(Nodes<Expr> decorators);
  Stmt* if_statement();
  Nodes<Stmt> else_block();
  Stmt* while_statement();
  Stmt* for_statement(const base::Span& start, bool is_async);
  Stmt* with_statement(const base::Span& start, bool is_async);
  bool parenthesized_with_items(Nodes<WithItem>& items);
  WithItem* with_item();
  Stmt* try_statement();
  ExceptHandler* except_handler(bool& star);
  Stmt* async_statement();

  // Patterns.
  bool match_statement(Children<Stmt>& into);
  bool at_match_header();
  Expr* match_subject();
  MatchCase* match_case();
  Pattern* patterns();
  Pattern* maybe_star_pattern();
  Pattern* pattern();
  Pattern* or_pattern();
  Pattern* closed_pattern();
  Pattern* literal_pattern();
  Expr* literal_expression();
  Expr* signed_number();
  Pattern* name_pattern();
  Pattern* group_or_sequence_pattern();
  Pattern* bracket_sequence_pattern();
  Pattern* mapping_pattern();
  Pattern* class_pattern(Expr* cls, const base::Span& start);
  Expr* name_or_attribute();
  std::string_view capture_name();
  Pattern* fail_pattern();

  // Expressions.
  Expr* star_expressions();
  Expr* star_expression();
  Expr* star_named_expression();
  Expr* named_expression();
  Expr* expression();
  Expr* yield_expression();
  Expr* lambda();
  Expr* disjunction();
  Expr* conjunction();
  Expr* inversion();
  Expr* comparison();
  bool comparison_operator(CompareOperator& op);
  Expr* bitwise_or() { return binary(0); }
  Expr* binary(int least);
  Expr* factor();
  Expr* power();
  Expr* await_primary();
  Expr* primary();
  Expr* atom();
  Expr* parenthesized();
  Expr* list_display();
  Expr* dict_or_set();
  Expr* dict_display(const base::Span& start, Expr* key, Expr* value);
  Expr* set_display(const base::Span& start, Expr* first, bool starred);
  Expr* call(Expr* function, const base::Span& start);
  Expr* generator_argument(Expr* element, const base::Span& start);
  void arguments(Nodes<Expr>& args, Nodes<Keyword>& keywords, bool may_generate);
  Expr* subscript(Expr* value, const base::Span& start);
  Expr* star_argument();
  Expr* slice();
  bool at_comprehension() const;
  Nodes<Comprehension> comprehensions();
  Arguments* parameters(TokenKind close, bool annotated);
  Arg* parameter(bool annotated, bool may_star);
  bool at_expression() const;

  // Targets.
  Expr* star_targets();
  Expr* star_target();
  Expr* store(Expr* target);
  bool set_context(Expr* target, ExprContext context, bool may_star);

  // Literals.
  Expr* number();
  Expr* strings();

  std::span<const Token> tokens_;
  const SourceText& source_;
  ParseContext& context_;
  base::Arena& arena_;
  std::size_t position_ = 0;
  base::Span last_;  ///< of the last token taken that is no layout
  bool failed_ = false;
  bool gave_up_ = false;  ///< a mistake that trying another rule does not mend
  std::size_t failed_at_ = 0;
  std::size_t statement_ = 0;
  std::size_t previous_statement_ = 0;
  std::optional<base::Diagnostic> error_;
  Expr* placeholder_;
};

/// Collects the children of one list. Lists in progress share one vector, so that a tree of small lists
/// costs no allocations but its nodes.
template <typename T>
class Parser::Children {
 public:
  explicit Children(Parser& parser) : parser_(parser), start_(parser.context_.scratch.size()) {}
  ~Children() { parser_.context_.scratch.resize(start_); }
  Children(const Children&) = delete;
  Children& operator=(const Children&) = delete;

  void add(T* node) { parser_.context_.scratch.push_back(node); }
  std::size_t size() const { return parser_.context_.scratch.size() - start_; }
  bool empty() const { return size() == 0; }

  /// The list so far, in the arena.
  Nodes<T> list() const {
    if (empty()) return {};
    T** to = static_cast<T**>(parser_.arena_.allocate(sizeof(T*) * size(), alignof(T*)));
    for (std::size_t i = 0; i < size(); ++i) to[i] = static_cast<T*>(parser_.context_.scratch[start_ + i]);
    return {to, size()};
  }

 private:
  Parser& parser_;
  std::size_t start_;
};

/// Counts how deep expressions stand in each other, and gives up before the C++ stack does.
class Parser::Deeper {
 public:
  explicit Deeper(Parser& parser) : parser_(parser) {
    if (++parser_.context_.depth > kMaxDepth || parser_.context_.stack.reached()) parser_.fail_too_deep();
  }
  ~Deeper() { --parser_.context_.depth; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  static constexpr std::uint32_t kMaxDepth = 1000;
  Parser& parser_;
};

template <typename T>
T* Parser::make(const base::Span& start) {
  T* node = arena_.make<T>();
  node->kind = T::kKind;
  node->span = base::Span::cover(start, last_);
  return node;
}

}  // namespace minipy::syntax
