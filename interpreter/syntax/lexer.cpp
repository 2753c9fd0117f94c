#include "interpreter/syntax/lexer.hpp"

#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

#include "interpreter/base/text.hpp"
#include "interpreter/base/unicode.hpp"

namespace minipy::syntax {
namespace {

namespace unicode = base::unicode;
using ErrorKind = base::Diagnostic::Kind;

constexpr std::size_t kMaxBrackets = 200;
constexpr std::size_t kMaxIndentations = 100;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_hex_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 128;
}

bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }

/// Whether `prefix` may stand before a quote.
bool is_string_prefix(std::string_view prefix) {
  bool bytes = false;
  bool unicode = false;
  bool raw = false;
  bool formatted = false;
  for (const char c : prefix) {
    const char lower = static_cast<char>(c | 0x20);
    if (lower == 'b' && !bytes && !unicode && !formatted) {
      bytes = true;
    } else if (lower == 'u' && !bytes && !unicode && !raw && !formatted) {
      unicode = true;
    } else if (lower == 'r' && !raw && !unicode) {
      raw = true;
    } else if (lower == 'f' && !formatted && !bytes && !unicode) {
      formatted = true;
    } else {
      return false;
    }
  }
  return true;
}

std::string normalize_line_ends(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      out.push_back(text[i]);
      continue;
    }
    out.push_back('\n');
    if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
  }
  return out;
}

std::string hex_name(char32_t point) {
  char digits[16];
  std::snprintf(digits, sizeof digits, "U+%04X", static_cast<unsigned>(point));
  return digits;
}

struct OperatorText {
  std::string_view text;
  TokenKind kind;
};

constexpr OperatorText kOperators[] = {
#define TOKEN(name, text)
#define OPERATOR(name, text) {text, TokenKind::k##name},
#include "interpreter/syntax/tokens.def"
};

/// How long the line of `text` that begins at `start` is.
std::size_t line_length(std::string_view text, std::size_t start) {
  return std::min(text.find('\n', start), text.size()) - start;
}

}  // namespace

Lexer::Lexer(const SourceText& source) : source_(source), text_(source.text) {
  if (text_.find('\r') != std::string_view::npos) {
    normalized_ = normalize_line_ends(text_);
    text_ = normalized_;
  }
  if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
  source_.text = text_;
}

Tokens Lexer::run() {
  tokens_.list.reserve(text_.size() / 4 + 8);
  indentations_.push_back({0, 0});
  if (!check_encoding()) return std::move(tokens_);
  bool at_line_start = true;
  bool blank_line = false;
  while (true) {
    if (at_line_start) {
      if (at_end()) break;
      start_line();
      at_line_start = false;
      if (!read_indentation(blank_line)) return std::move(tokens_);
    }
    while (current() == ' ' || current() == '\t' || current() == '\f') ++cursor_;
    const std::size_t start = cursor_;
    if (current() == '#') {
      cursor_ = std::min(text_.find('\n', cursor_), text_.size());
    }
    if (at_end() || current() == '\n') {
      if (!blank_line && brackets_.empty()) {
        add(TokenKind::kNewline, start);
        if (at_end() && !source_.ends_last_line) {
          base::Span& span = tokens_.list.back().span;
          span.column = span.end_column = base::Span::kBeforeLine;
        }
      }
      if (at_end()) break;
      ++cursor_;
      at_line_start = true;
      continue;
    }
    if (current() == '\\') {
      if (!read_continuation()) return std::move(tokens_);
      continue;
    }
    if (!read_token()) return std::move(tokens_);
  }
  read_end();
  return std::move(tokens_);
}

bool Lexer::check_encoding() {
  std::uint32_t line = 1;
  for (std::size_t i = 0; i < text_.size();) {
    const char c = text_[i];
    if (c == '\0') {
      return fail_syntax("source code cannot contain null bytes", {line, 0, line, 1});
    }
    line += c == '\n' ? 1 : 0;
    if (static_cast<unsigned char>(c) < 128) {
      ++i;
    } else if (!base::decode_utf8(text_, i)) {
      char byte[8];
      std::snprintf(byte, sizeof byte, "\\x%02x", static_cast<unsigned>(static_cast<unsigned char>(c)));
      return fail_syntax(std::string("Non-UTF-8 code starting with '") + byte + "' in file " +
                             std::string(source_.file) + " on line " + std::to_string(line) +
                             ", but no encoding declared; see https://peps.python.org/pep-0263/ for details",
                         {});
    }
  }
  return true;
}

void Lexer::start_line() {
  line_start_ = cursor_;
  ++line_;
}

bool Lexer::read_indentation(bool& blank_line) {
  Indentation here{0, 0};
  std::optional<std::size_t> continued;
  while (true) {
    const char c = current();
    if (c == ' ') {
      ++here.column;
      ++here.alt_column;
    } else if (c == '\t') {
      here.column = (here.column / 8 + 1) * 8;
      ++here.alt_column;
    } else if (c == '\f') {
      here = {0, 0};
    } else if (c == '\\') {
      // Blanks before a backslash indent the line that it continues with.
      if (!continued && here.column > 0) continued = here.column;
      if (!read_continuation()) return false;
      continue;
    } else {
      break;
    }
    ++cursor_;
  }
  blank_line = at_end() || current() == '#' || current() == '\n';
  if (blank_line || !brackets_.empty()) return true;
  if (continued) here = {*continued, *continued};
  return apply_indentation(here);
}

bool Lexer::apply_indentation(Indentation here) {
  const auto inconsistent = [&] {
    return fail_line(ErrorKind::kTab, "inconsistent use of tabs and spaces in indentation", 0);
  };
  if (here.column == indentations_.back().column) {
    return here.alt_column == indentations_.back().alt_column || inconsistent();
  }
  if (here.column > indentations_.back().column) {
    if (indentations_.size() >= kMaxIndentations) {
      return fail_line(ErrorKind::kIndentation, "too many levels of indentation", 0);
    }
    if (here.alt_column <= indentations_.back().alt_column) return inconsistent();
    indentations_.push_back(here);
    add_layout(TokenKind::kIndent);
    return true;
  }
  std::size_t dedents = 0;
  while (here.column < indentations_.back().column) {
    indentations_.pop_back();
    ++dedents;
  }
  if (here.column != indentations_.back().column) {
    return fail_line(ErrorKind::kIndentation, "unindent does not match any outer indentation level",
                     line_length(text_, line_start_));
  }
  if (here.alt_column != indentations_.back().alt_column) return inconsistent();
  while (dedents-- > 0) add_layout(TokenKind::kDedent);
  return true;
}

bool Lexer::read_continuation() {
  ++cursor_;
  if (at_end()) return fail_end_of_text();
  if (current() != '\n') {
    const std::size_t column = cursor_ - line_start_;
    return fail_line(ErrorKind::kSyntax, "unexpected character after line continuation character", column);
  }
  ++cursor_;
  if (at_end()) return fail_end_of_text();
  start_line();
  return true;
}

bool Lexer::read_token() {
  const char c = current();
  if (is_name_start(c)) return read_name();
  if (is_digit(c) || (c == '.' && is_digit(at(1)))) return read_number();
  if (c == '"' || c == '\'') return read_string(cursor_);
  return read_operator();
}

bool Lexer::read_name() {
  const std::size_t start = cursor_;
  bool ascii = true;
  while (is_name_part(current())) {
    ascii = ascii && static_cast<unsigned char>(current()) < 128;
    ++cursor_;
  }
  const std::string_view name = text_.substr(start, cursor_ - start);
  if ((current() == '"' || current() == '\'') && name.size() <= 2 && is_string_prefix(name)) {
    return read_string(start);
  }
  if (!ascii && !check_identifier(start)) return false;
  add(keyword_or_name(name), start);
  return true;
}

bool Lexer::check_identifier(std::size_t start) {
  const std::size_t end = cursor_;
  for (std::size_t i = start; i < end;) {
    const bool first = i == start;
    const char32_t point = base::decode_utf8(text_, i).value_or(U'\uFFFD');
    if (first ? unicode::has(point, unicode::kIdentifierStart)
              : unicode::has(point, unicode::kIdentifierStart | unicode::kIdentifierContinue))
      continue;
    cursor_ = i;
    std::string message = "invalid non-printable character " + hex_name(point);
    if (unicode::has(point, unicode::kPrintable)) {
      message = "invalid character '";
      base::append_utf8(message, point);
      message += "' (" + hex_name(point) + ")";
    }
    return fail_here(std::move(message));
  }
  return true;
}

bool Lexer::read_string(std::size_t start) {
  const std::uint32_t first_line = line_;
  const std::size_t first_line_start = line_start_;
  const char quote = current();
  const bool triple = at(1) == quote && at(2) == quote;
  cursor_ += triple ? 3 : 1;
  while (true) {
    if (at_end() || (!triple && current() == '\n')) {
      const bool open_ended = at_end();
      const std::string detected =
          " (detected at line " + std::to_string(line_ + source_.first_line - 1) + ")";
      line_ = first_line;
      line_start_ = first_line_start;
      cursor_ = start + 1;
      fail_here((triple ? "unterminated triple-quoted string literal" : "unterminated string literal") +
                detected);
      tokens_.error->open_ended = open_ended;
      return false;
    }
    const char c = current();
    ++cursor_;
    if (c == quote && (!triple || (current() == quote && at(1) == quote))) {
      cursor_ += triple ? 2 : 0;
      break;
    }
    if (c == '\\' && !at_end() && current() != '\n') {
      ++cursor_;
    } else if (c == '\n' || (c == '\\' && current() == '\n')) {
      if (c == '\\') ++cursor_;
      if (!at_end()) start_line();
    }
  }
  const std::uint32_t last_line = line_;
  const std::size_t last_line_start = line_start_;
  line_ = first_line;
  line_start_ = first_line_start;
  add(TokenKind::kString, start);
  line_ = last_line;
  line_start_ = last_line_start;
  base::Span& span = tokens_.list.back().span;
  const base::Span end = place(cursor_, cursor_);
  span.end_line = end.line;
  span.end_column = end.column;
  return true;
}

bool Lexer::read_number() {
  const std::size_t start = cursor_;
  bool good = false;
  const char second = static_cast<char>(at(1) | 0x20);
  if (current() == '0' && second == 'x') {
    good = read_radix_number("hexadecimal", 16);
  } else if (current() == '0' && second == 'o') {
    good = read_radix_number("octal", 8);
  } else if (current() == '0' && second == 'b') {
    good = read_radix_number("binary", 2);
  } else if (current() == '0') {
    good = read_leading_zeros();
  } else if (current() == '.') {
    good = read_fraction();
  } else {
    good = read_decimal_tail() && (current() == '.' ? read_fraction() : read_exponent());
  }
  if (good) add(TokenKind::kNumber, start);
  return good;
}

bool Lexer::read_radix_number(const char* kind, int base) {
  const auto is_allowed = [&](char c) { return base == 16 ? is_hex_digit(c) : c >= '0' && c < '0' + base; };
  const auto fail_digit = [&] {
    const char digit = current();
    ++cursor_;
    std::string message = "invalid digit '";
    message += digit;
    message.append("' in ").append(kind).append(" literal");
    return fail_here(message);
  };
  cursor_ += 2;
  do {
    if (current() == '_') ++cursor_;
    if (!is_allowed(current())) {
      return is_digit(current()) ? fail_digit() : fail_here(std::string("invalid ") + kind + " literal");
    }
    while (is_allowed(current())) ++cursor_;
  } while (current() == '_');
  if (is_digit(current())) return fail_digit();
  return end_of_number(kind);
}

bool Lexer::read_leading_zeros() {
  const std::size_t start = cursor_;
  while (current() == '0' || current() == '_') {
    if (current() == '_') {
      ++cursor_;
      if (!is_digit(current())) return fail_here("invalid decimal literal");
      if (current() != '0') break;
    }
    ++cursor_;
  }
  const std::size_t zeros_end = cursor_;
  const bool nonzero = is_digit(current());
  if (nonzero && !read_decimal_tail()) return false;
  if (current() == '.') return read_fraction();
  const char lower = static_cast<char>(current() | 0x20);
  if (lower == 'e' || lower == 'j' || !nonzero) return read_exponent();
  return fail_syntax(
      "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
      place(start, zeros_end));
}

bool Lexer::read_decimal_tail() {
  while (true) {
    while (is_digit(current())) ++cursor_;
    if (current() != '_') return true;
    ++cursor_;
    if (!is_digit(current())) return fail_here("invalid decimal literal");
  }
}

bool Lexer::read_fraction() {
  ++cursor_;
  if (is_digit(current()) && !read_decimal_tail()) return false;
  return read_exponent();
}

/// Reads an exponent and a `j`, if they are there, and checks what follows.
bool Lexer::read_exponent() {
  if (current() == 'e' || current() == 'E') {
    const char sign = at(1);
    if (sign == '+' || sign == '-') {
      cursor_ += 2;
      if (!is_digit(current())) return fail_here("invalid decimal literal");
    } else if (!is_digit(sign)) {
      return end_of_number("decimal");  // the `e` of `else`, or an error
    } else {
      ++cursor_;
    }
    if (!read_decimal_tail()) return false;
  }
  if (current() == 'j' || current() == 'J') {
    ++cursor_;
    return end_of_number("imaginary");
  }
  return end_of_number("decimal");
}

bool Lexer::end_of_number(const char* kind) {
  // CPython still takes a keyword right after a number, as in `1if x else y`.
  const std::string_view rest = text_.substr(cursor_, 2);
  if (rest == "if" || rest == "in" || rest == "is") return true;
  for (const std::string_view keyword : {"and", "else", "for", "or", "not"}) {
    if (text_.substr(cursor_, keyword.size()) == keyword && !is_name_part(at(keyword.size()))) return true;
  }
  return !is_name_part(current()) || fail_here(std::string("invalid ") + kind + " literal");
}

bool Lexer::read_operator() {
  const std::size_t start = cursor_;
  if (text_.substr(cursor_, 2) == "<>") {  // an operator of old
    cursor_ += 2;
    add(TokenKind::kStray, start);
    return true;
  }
  for (const OperatorText& row : kOperators) {
    if (row.text[0] != current() || text_.substr(cursor_, row.text.size()) != row.text) continue;
    cursor_ += row.text.size();
    if (row.text.size() == 1 && !track_bracket(row.text[0])) return false;
    add(row.kind, start);
    return true;
  }
  if (static_cast<unsigned char>(current()) < 0x20 || current() == 0x7F) {
    const std::string name = hex_name(static_cast<unsigned char>(current()));
    ++cursor_;
    return fail_here("invalid non-printable character " + name);
  }
  ++cursor_;
  add(TokenKind::kStray, start);
  return true;
}

bool Lexer::track_bracket(char c) {
  if (c == '(' || c == '[' || c == '{') {
    if (brackets_.size() >= kMaxBrackets) return fail_here("too many nested parentheses");
    brackets_.push_back({c, line_, cursor_ - 1, line_start_});
    return true;
  }
  if (c != ')' && c != ']' && c != '}') return true;
  if (brackets_.empty()) return fail_here(std::string("unmatched '") + c + "'");
  const Bracket open = brackets_.back();
  brackets_.pop_back();
  if ((open.open == '(' && c == ')') || (open.open == '[' && c == ']') || (open.open == '{' && c == '}')) {
    return true;
  }
  std::string message =
      std::string("closing parenthesis '") + c + "' does not match opening parenthesis '" + open.open + "'";
  if (open.line != line_) message += " on line " + std::to_string(open.line + source_.first_line - 1);
  return fail_here(std::move(message));
}

void Lexer::read_end() {
  if (!brackets_.empty()) {
    fail_unclosed();
    return;
  }
  while (indentations_.size() > 1) {
    indentations_.pop_back();
    add_layout(TokenKind::kDedent);
  }
  add_layout(TokenKind::kEnd);
}

void Lexer::add(TokenKind kind, std::size_t start) {
  Token& token = tokens_.list.emplace_back();
  token.kind = kind;
  token.level = static_cast<std::uint16_t>(brackets_.size());
  token.span = place(start, cursor_);
  token.text = text_.substr(start, cursor_ - start);
}

void Lexer::add_layout(TokenKind kind) {
  Token& token = tokens_.list.emplace_back();
  token.kind = kind;
  token.span = place(cursor_, cursor_);
  if (at_end()) token.span.column = token.span.end_column = base::Span::kNoColumn;
}

base::Span Lexer::place(std::size_t start, std::size_t end) const {
  const std::uint32_t shift = line_ <= 1 ? source_.first_column : 0;
  const std::uint32_t line = line_ + source_.first_line - 1;
  const auto column = [&](std::size_t at) { return static_cast<std::uint32_t>(at - line_start_) + shift; };
  return {line, column(start), line, column(end)};
}

base::Span Lexer::point(std::size_t at) const { return place(at, at); }

bool Lexer::fail(ErrorKind kind, std::string message, base::Span span) {
  TokenError error{source_.diagnostic(kind, std::move(message), span)};
  if (!brackets_.empty()) error.unclosed = unclosed();
  tokens_.error = std::move(error);
  add(TokenKind::kError, std::min(cursor_, text_.size()));
  return false;
}

bool Lexer::fail_syntax(std::string message, base::Span span) {
  fail(ErrorKind::kSyntax, std::move(message), span);
  tokens_.error->overriding = true;
  return false;
}

bool Lexer::fail_here(std::string message) {
  // The last character read, whole: the cursor stands behind it.
  std::size_t start = cursor_;
  if (start > line_start_) --start;
  while (start > line_start_ && (static_cast<unsigned char>(text_[start]) & 0xC0U) == 0x80U) --start;
  return fail_syntax(std::move(message), point(start));
}

bool Lexer::fail_line(ErrorKind kind, std::string message, std::size_t column) {
  return fail(kind, std::move(message), point(line_start_ + column));
}

bool Lexer::fail_end_of_text() {
  if (!brackets_.empty()) return fail_unclosed();
  fail_line(ErrorKind::kSyntax, "unexpected EOF while parsing", line_length(text_, line_start_));
  tokens_.error->open_ended = true;
  return false;
}

bool Lexer::fail_unclosed() {
  base::Diagnostic diagnostic = unclosed();
  fail(ErrorKind::kSyntax, {}, {});
  tokens_.error->diagnostic = std::move(diagnostic);
  tokens_.error->open_ended = true;
  return false;
}

base::Diagnostic Lexer::unclosed() const {
  const Bracket& open = brackets_.back();
  const auto column = static_cast<std::uint32_t>(open.offset - open.line_start);
  const std::uint32_t line = open.line + source_.first_line - 1;
  const std::uint32_t shift = open.line <= 1 ? source_.first_column : 0;
  return source_.diagnostic(ErrorKind::kSyntax, std::string("'") + open.open + "' was never closed",
                            {line, column + shift, line, column + shift + 1});
}

}  // namespace minipy::syntax
