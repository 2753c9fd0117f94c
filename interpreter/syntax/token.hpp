#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "interpreter/base/source.hpp"

namespace minipy::syntax {

enum class TokenKind : std::uint8_t {
#define TOKEN(name, text) k##name,
#include "interpreter/syntax/tokens.def"
};

/// The spelling of an operator or keyword; CPython's name of the other kinds ("NAME", ...).
std::string_view token_text(TokenKind kind);

/// The kind of the keyword spelled `name`; `kName` when it is none.
TokenKind keyword_or_name(std::string_view name);

/// One token. `text` belongs to the text that was tokenized. An indent, a dedent and the end are empty and
/// stand where the tokenizer had read to; at the end of the text, in no column.
struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::uint16_t level = 0;  ///< how many brackets are open after the token
  base::Span span;
  std::string_view text;
};

/// Whether the token carries no text of its own: blanks that mean something, or the end.
inline bool is_layout(TokenKind kind) {
  return kind == TokenKind::kNewline || kind == TokenKind::kIndent || kind == TokenKind::kDedent ||
         kind == TokenKind::kEnd;
}

/// Why tokenizing stopped early.
struct TokenError {
  base::Diagnostic diagnostic;
  /// Whether it is reported instead of a mistake that the parser finds before it.
  bool overriding = false;
  /// The innermost bracket still open, which is reported instead of a mistake on a later line.
  std::optional<base::Diagnostic> unclosed{};
  /// Whether the text ended inside something that more text could go on with: a string, brackets, a line
  /// that a backslash continues.
  bool open_ended = false;
};

/// A tokenized text: the last token is `kEnd`, or `kError` with `error` set.
struct Tokens {
  std::vector<Token> list;
  std::optional<TokenError> error;
};

}  // namespace minipy::syntax
