#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interpreter/base/source.hpp"
#include "interpreter/syntax/source_text.hpp"
#include "interpreter/syntax/token.hpp"

namespace minipy::syntax {

/// Cuts a text into tokens, as CPython's tokenizer does. Call `run` once; the tokens live as long as the
/// lexer. One thread.
class Lexer {
 public:
  /// What `source` views must outlive the lexer.
  explicit Lexer(const SourceText& source);
  Lexer(const Lexer&) = delete;
  Lexer& operator=(const Lexer&) = delete;

  Tokens run();

  /// The source, with line ends made uniform: what the tokens' texts belong to.
  const SourceText& source() const { return source_; }

 private:
  struct Bracket {
    char open;
    std::uint32_t line;
    std::size_t offset;      ///< in the text
    std::size_t line_start;  ///< of its line
  };

  struct Indentation {
    std::size_t column;      ///< with tabs to multiples of eight
    std::size_t alt_column;  ///< with a tab counting one: both must agree on what is deeper
  };

  char current() const { return at(0); }
  char at(std::size_t ahead) const { return cursor_ + ahead < text_.size() ? text_[cursor_ + ahead] : '\0'; }
  bool at_end() const { return cursor_ >= text_.size(); }
  void start_line();

  // Each reads one piece and returns false when it reported an error.
  bool check_encoding();
  bool read_indentation(bool& blank_line);
  bool apply_indentation(Indentation indentation);
  bool read_continuation();
  bool read_token();
  bool read_name();
  bool check_identifier(std::size_t start);
  bool read_string(std::size_t start);
  bool read_number();
  bool read_radix_number(const char* kind, int base);
  bool read_leading_zeros();
  bool read_decimal_tail();
  bool read_fraction();
  bool read_exponent();
  bool end_of_number(const char* kind);
  bool read_operator();
  bool track_bracket(char c);
  void read_end();

  void add(TokenKind kind, std::size_t start);
  void add_layout(TokenKind kind);
  base::Span place(std::size_t start, std::size_t end) const;

  base::Span point(std::size_t at) const;
  base::Diagnostic unclosed() const;

  // Each reports an error and returns false: `fail_syntax` one that overrides the parser's, `fail_here` one
  // at the last character read.
  bool fail(base::Diagnostic::Kind kind, std::string message, base::Span span);
  bool fail_syntax(std::string message, base::Span span);
  bool fail_here(std::string message);
  bool fail_line(base::Diagnostic::Kind kind, std::string message, std::size_t column);
  bool fail_end_of_text();
  bool fail_unclosed();

  std::string normalized_;  ///< the text with its line ends made '\n', when they were not
  SourceText source_;
  std::string_view text_;
  std::size_t cursor_ = 0;
  std::size_t line_start_ = 0;
  std::uint32_t line_ = 0;
  std::vector<Bracket> brackets_;
  std::vector<Indentation> indentations_;
  Tokens tokens_;
};

}  // namespace minipy::syntax
