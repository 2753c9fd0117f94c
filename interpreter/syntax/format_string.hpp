#pragma once

// f-strings, as CPython 3.11 reads them: the text is scanned for braces, and what is between them is parsed
// on its own, in parentheses. So an expression may not hold a backslash or a `#`, and what is wrong inside
// one is shown on the line "(expression)".

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/syntax/ast.hpp"
#include "interpreter/syntax/escapes.hpp"
#include "interpreter/syntax/parser_impl.hpp"
#include "interpreter/syntax/token.hpp"

namespace minipy::syntax {

/// Joins the string tokens that stand side by side into one constant or `JoinedStr`.
class StringJoiner {
 public:
  /// `span` is that of all the tokens; `u_prefix` whether the first is written u"...".
  StringJoiner(ParseContext& context, const SourceText& source, const base::Span& span, bool u_prefix);

  /// Takes the next token. False when something is wrong with it: see `error` and `message`.
  bool add(const Token& token);

  /// The node for all tokens added.
  Expr* finish();

  /// What is wrong, complete, when it is inside an expression.
  std::optional<base::Diagnostic>& error() { return error_; }

  /// What is wrong otherwise, to be reported where the parser is.
  const std::string& message() const { return message_; }

  bool bytes() const { return bytes_; }

 private:
  /// The parts of one f-string, or of one format specification, in the making.
  struct Parts {
    std::string literal;  ///< text since the last expression
    std::vector<Expr*> values;
  };

  /// Where the scanner is in an f-string.
  struct Scan {
    const Token& token;
    std::string_view text;
    std::size_t position = 0;
    bool raw = false;

    bool done() const { return position >= text.size(); }
    char current() const { return position < text.size() ? text[position] : '\0'; }
    char next() const { return position + 1 < text.size() ? text[position + 1] : '\0'; }
  };

  bool fail(std::string message);
  bool format(Scan& scan, int depth, Parts& parts);
  bool literal(Scan& scan, int depth, std::string& out);
  bool field(Scan& scan, int depth, Parts& parts);
  bool field_end(Scan& scan, FormattedValue& node, int depth);
  bool find_expression_end(Scan& scan);
  Expr* compile(const Scan& scan, std::size_t start);
  void flush(Parts& parts);
  Constant* constant(ConstantKind type, std::string_view text);
  Expr* joined(Parts& parts);
  template <typename T>
  T* make();

  ParseContext& context_;
  const SourceText& source_;
  base::Span span_;
  bool u_prefix_;
  bool bytes_ = false;
  bool formatted_ = false;
  Parts parts_;
  std::optional<base::Diagnostic> error_;
  std::string message_;
};

}  // namespace minipy::syntax
