#include "runtime/modules/regex/reader.hpp"

#include <algorithm>

#include "interpreter/base/text.hpp"
#include "interpreter/base/unicode.hpp"

namespace minipy::modules::regex {

namespace unicode = base::unicode;

Read<void> Reader::seek(std::size_t position) {
  index_ = std::min(position, text_.size());
  std::size_t length = index_ < text_.size() ? 1 : 0;
  if (length == 1 && text_[index_] == '\\') {
    if (index_ + 1 >= text_.size()) {
      return SyntaxProblem{SyntaxProblem::kError, "bad escape (end of pattern)",
                           static_cast<std::int64_t>(text_.size()) - 1};
    }
    length = 2;
  }
  next_ = text_.substr(index_, length);
  index_ += length;
  return Done{};
}

Read<std::u32string_view> Reader::get() {
  const std::u32string_view piece = next_;
  MINIPY_TRY(seek(index_));
  return piece;
}

Read<bool> Reader::match(char32_t point) {
  if (!next_is(point)) return false;
  MINIPY_TRY(seek(index_));
  return true;
}

Read<std::u32string> Reader::get_while(std::size_t count, std::u32string_view points) {
  std::u32string result;
  while (count-- > 0 && next_in(points)) result += MINIPY_TRY(get());
  return result;
}

Read<std::u32string> Reader::get_until(char32_t end, const char* what) {
  std::u32string result;
  while (true) {
    const std::u32string_view piece = MINIPY_TRY(get());
    if (piece.empty()) {
      if (result.empty()) return problem(std::string("missing ") + what);
      return problem("missing " + to_utf8(std::u32string_view(&end, 1)) + ", unterminated name",
                     result.size());
    }
    if (piece.size() == 1 && piece[0] == end) {
      if (result.empty()) return problem(std::string("missing ") + what, 1);
      return result;
    }
    result += piece;
  }
}

Read<char32_t> Reader::octal_point(std::u32string_view digits) const {
  const std::uint64_t value = number(digits, 8);
  if (value > 0377) {
    return problem("octal escape value \\" + to_utf8(digits) + " outside of range 0-0o377",
                   1 + digits.size());
  }
  return static_cast<char32_t>(value);
}

Read<Reader::NumberEscape> Reader::get_number_escape(char32_t first) {
  std::u32string digits(1, first);
  if (next_in(kDigits)) {
    digits += MINIPY_TRY(get());
    if (is_octal(digits[0]) && is_octal(digits[1]) && next_in(kOctalDigits)) {
      digits += MINIPY_TRY(get());
      return NumberEscape{MINIPY_TRY(octal_point(digits)), 0, digits.size()};
    }
  }
  return NumberEscape{std::nullopt, number(digits, 10), digits.size()};
}

SyntaxProblem Reader::problem(std::string message, std::size_t back) const {
  if (!is_text_) {
    std::string ascii;
    std::size_t at = 0;
    while (at < message.size()) {
      const auto point = base::decode_utf8(message, at);
      if (!point) {
        ++at;
      } else if (*point < 128) {
        ascii.push_back(static_cast<char>(*point));
      } else {
        static constexpr char kHex[] = "0123456789abcdef";
        ascii += "\\x";
        ascii.push_back(kHex[(*point >> 4U) & 15U]);
        ascii.push_back(kHex[*point & 15U]);
      }
    }
    message = std::move(ascii);
  }
  return {SyntaxProblem::kError, std::move(message), static_cast<std::int64_t>(tell() - back)};
}

std::string to_utf8(std::u32string_view text) {
  std::string result;
  for (const char32_t point : text) base::append_utf8(result, point);
  return result;
}

std::string quoted(std::u32string_view text, bool ascii) {
  const bool doubled = text.find(U'\'') != std::u32string_view::npos && text.find(U'"') == text.npos;
  const char quote = doubled ? '"' : '\'';
  std::string result(1, quote);
  const auto hex = [&](char letter, char32_t point, unsigned digits) {
    result += {'\\', letter};
    while (digits-- > 0) result.push_back("0123456789abcdef"[(point >> (digits * 4)) & 15U]);
  };
  for (const char32_t point : text) {
    if (point == static_cast<char32_t>(quote) || point == '\\') {
      result += {'\\', static_cast<char>(point)};
    } else if (point == '\n' || point == '\r' || point == '\t') {
      result += {'\\', point == '\n' ? 'n' : point == '\r' ? 'r' : 't'};
    } else if ((point >= 32 && point < 127) ||
               (!ascii && point > 127 && unicode::has(point, unicode::kPrintable))) {
      base::append_utf8(result, point);
    } else if (point < 0x100) {
      hex('x', point, 2);
    } else if (point < 0x10000) {
      hex('u', point, 4);
    } else {
      hex('U', point, 8);
    }
  }
  result.push_back(quote);
  return result;
}

bool is_identifier(std::u32string_view text) {
  if (text.empty()) return false;
  if (text[0] != '_' && !unicode::has(text[0], unicode::kIdentifierStart)) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char32_t c) { return unicode::has(c, unicode::kIdentifierContinue); });
}

std::uint64_t number(std::u32string_view digits, unsigned base) {
  std::uint64_t value = 0;
  for (const char32_t c : digits) {
    const char32_t digit = is_digit(c) ? c - '0' : (c | 32U) - 'a' + 10;
    if (value > (UINT64_MAX - digit) / base) return UINT64_MAX;
    value = value * base + digit;
  }
  return value;
}

char32_t simple_escape(char32_t letter) {
  switch (letter) {
    case 'a':
      return 7;
    case 'b':
      return 8;
    case 'f':
      return 12;
    case 'n':
      return 10;
    case 'r':
      return 13;
    case 't':
      return 9;
    case 'v':
      return 11;
    case '\\':
      return '\\';
    default:
      return 0;
  }
}

std::optional<std::uint64_t> group_number(std::u32string_view name) {
  const auto is_space = [](char32_t c) { return unicode::has(c, unicode::kSpace); };
  while (!name.empty() && is_space(name.front())) name.remove_prefix(1);
  while (!name.empty() && is_space(name.back())) name.remove_suffix(1);
  const bool minus = !name.empty() && name.front() == '-';
  if (minus || (!name.empty() && name.front() == '+')) name.remove_prefix(1);
  std::u32string digits;
  bool after_digit = false;
  for (const char32_t c : name) {
    if (c == '_' && after_digit) {
      after_digit = false;
      continue;
    }
    const int digit = unicode::decimal_value(c);
    if (digit < 0) return std::nullopt;
    digits.push_back(U'0' + static_cast<char32_t>(digit));
    after_digit = true;
  }
  if (!after_digit) return std::nullopt;
  const std::uint64_t value = number(digits, 10);
  if (minus && value != 0) return std::nullopt;
  return value;
}

Read<void> check_group_name(const Reader& reader, std::u32string_view name, std::size_t back,
                            std::vector<std::pair<std::string, bool>>& warnings) {
  if (!is_identifier(name)) {
    return reader.problem("bad character in group name " + quoted(name), name.size() + back);
  }
  const bool ascii = std::all_of(name.begin(), name.end(), [](char32_t c) { return c < 128; });
  if (!reader.is_text() && !ascii) {
    warnings.emplace_back("bad character in group name " + quoted(name, true) + " at position " +
                              std::to_string(reader.tell() - name.size() - back),
                          true);
  }
  return Done{};
}

}  // namespace minipy::modules::regex
