// Numbers and strings.

#include <algorithm>
#include <string>

#include "interpreter/syntax/format_string.hpp"
#include "interpreter/syntax/number.hpp"
#include "interpreter/syntax/parser_impl.hpp"

namespace minipy::syntax {
namespace {

/// CPython refuses to read longer decimal integers, which takes time that grows with the square.
constexpr std::size_t kMaxDecimalDigits = 4300;

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
}

}  // namespace

Expr* Parser::number() {
  const base::Span start = token().span;
  Number value = read_number(token().text);
  if (value.kind == Number::Kind::kBigInteger && value.base == 10 &&
      value.digits.size() > kMaxDecimalDigits) {
    return fail_at(position_,
                   "Exceeds the limit (4300 digits) for integer string conversion: value has " +
                       std::to_string(value.digits.size()) +
                       " digits; use sys.set_int_max_str_digits() to increase the limit - Consider "
                       "hexadecimal for huge integer literals to avoid decimal conversion limits.");
  }
  advance();
  Constant* node = make<Constant>(start);
  switch (value.kind) {
    case Number::Kind::kInteger:
      node->type = ConstantKind::kInteger;
      break;
    case Number::Kind::kBigInteger:
      node->type = ConstantKind::kBigInteger;
      break;
    case Number::Kind::kFloat:
      node->type = ConstantKind::kFloat;
      break;
    case Number::Kind::kImaginary:
      node->type = ConstantKind::kImaginary;
      break;
  }
  node->integer = value.integer;
  node->real = value.real;
  node->digits_base = value.base;
  node->text = arena_.copy(std::string_view(value.digits));
  return node;
}

Expr* Parser::strings() {
  const std::size_t first = position_;
  while (at(TokenKind::kString)) advance();
  if (at(TokenKind::kError)) return fail();
  const bool bytes = split_string(tokens_[first].text).bytes;
  StringJoiner joiner(context_, source_, base::Span::cover(tokens_[first].span, last_),
                      tokens_[first].text[0] == 'u');
  for (std::size_t i = first; i < position_; ++i) {
    if (split_string(tokens_[i].text).bytes != bytes) {
      return fail_at(position_, "cannot mix bytes and nonbytes literals");
    }
    if (bytes && !is_ascii(tokens_[i].text)) {
      return fail_with(source_.diagnostic(base::Diagnostic::Kind::kSyntax,
                                          "bytes can only contain ASCII literal characters",
                                          tokens_[i].span));
    }
    if (joiner.add(tokens_[i])) continue;
    if (joiner.error()) return fail_with(*joiner.error());
    return fail_at(position_, joiner.message());
  }
  return joiner.finish();
}

}  // namespace minipy::syntax
