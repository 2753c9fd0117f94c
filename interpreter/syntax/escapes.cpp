#include "interpreter/syntax/escapes.hpp"

#include "interpreter/base/character_names.hpp"
#include "interpreter/base/text.hpp"

namespace minipy::syntax {
namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool is_octal(char c) { return c >= '0' && c <= '7'; }

/// The character of an escape that is one letter, or 0. A backslash before a line end stands for nothing.
char simple_escape(char c) {
  switch (c) {
    case '\\':
      return '\\';
    case '\'':
      return '\'';
    case '"':
      return '"';
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 't':
      return '\t';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 'v':
      return '\v';
    case 'a':
      return '\a';
    default:
      return 0;
  }
}

/// Reads up to three octal digits from `position`.
char32_t octal_escape(std::string_view body, std::size_t& position) {
  char32_t value = 0;
  for (int digits = 0; digits < 3 && position < body.size() && is_octal(body[position]); ++digits) {
    value = value * 8 + static_cast<char32_t>(body[position++] - '0');
  }
  return value;
}

/// Unescapes one string. CPython first writes every character outside ASCII as `\UXXXXXXXX`, and the
/// positions in its messages count that.
class TextUnescaper {
 public:
  TextUnescaper(std::string_view body, std::string& out) : body_(body), out_(out) {}

  Result<void, EscapeError> run() {
    while (position_ < body_.size()) {
      const char c = body_[position_];
      if (c != '\\') {
        const bool starts_wide = (static_cast<unsigned char>(c) & 0xC0U) == 0xC0U;
        widened_ += static_cast<unsigned char>(c) < 128 ? 0 : starts_wide ? 9 : -1;
        out_.push_back(c);
        ++position_;
        continue;
      }
      MINIPY_TRY(escape());
    }
    return Done{};
  }

 private:
  Result<void, EscapeError> escape() {
    start_ = position_++;
    if (position_ >= body_.size()) return fail(position_, "\\ at end of string");
    const char c = body_[position_];
    if (const char simple = simple_escape(c); simple != 0) {
      ++position_;
      out_.push_back(simple);
      return Done{};
    }
    if (is_octal(c)) {
      base::append_utf8(out_, octal_escape(body_, position_));
      return Done{};
    }
    switch (c) {
      case '\n':
        ++position_;
        return Done{};
      case 'x':
        return hex(2, "truncated \\xXX escape");
      case 'u':
        return hex(4, "truncated \\uXXXX escape");
      case 'U':
        return hex(8, "truncated \\UXXXXXXXX escape");
      case 'N':
        return named();
      default:
        out_.push_back('\\');
        return Done{};  // the backslash stays
    }
  }

  Result<void, EscapeError> hex(int digits, const char* truncated) {
    ++position_;
    char32_t point = 0;
    for (int i = 0; i < digits; ++i) {
      const int value = position_ < body_.size() ? hex_value(body_[position_]) : -1;
      if (value < 0) return fail(position_, truncated);
      point = point * 16 + static_cast<char32_t>(value);
      ++position_;
    }
    if (point > 0x10FFFF) return fail(position_, "illegal Unicode character");
    base::append_utf8(out_, point);
    return Done{};
  }

  Result<void, EscapeError> named() {
    ++position_;
    if (position_ >= body_.size() || body_[position_] != '{') {
      return fail(position_, "malformed \\N character escape");
    }
    const std::size_t close = body_.find('}', position_);
    if (close == std::string_view::npos) return fail(body_.size(), "malformed \\N character escape");
    const std::string_view name = body_.substr(position_ + 1, close - position_ - 1);
    if (name.empty()) return fail(close, "malformed \\N character escape");
    position_ = close + 1;
    const char32_t point = base::character_named(name);
    if (point == 0) return fail(position_, "unknown Unicode character name");
    base::append_utf8(out_, point);
    return Done{};
  }

  EscapeError fail(std::size_t end, std::string_view what) const {
    const auto count = [&](std::size_t at) { return static_cast<long long>(at) + widened_; };
    const long long first = count(start_);
    const long long last = count(end) - 1;
    std::string message = "(unicode error) 'unicodeescape' codec can't decode byte";
    if (last <= first) {
      message += " 0x5c in position " + std::to_string(first);
    } else {
      message += "s in position " + std::to_string(first) + "-" + std::to_string(last);
    }
    return {message + ": " + std::string(what)};
  }

  std::string_view body_;
  std::string& out_;
  std::size_t position_ = 0;
  std::size_t start_ = 0;
  long long widened_ = 0;
};

}  // namespace

StringParts split_string(std::string_view token) {
  StringParts parts;
  std::size_t quote = 0;
  for (; token[quote] != '"' && token[quote] != '\''; ++quote) {
    switch (token[quote] | 0x20) {
      case 'r':
        parts.raw = true;
        break;
      case 'b':
        parts.bytes = true;
        break;
      case 'f':
        parts.formatted = true;
        break;
      default:
        break;
    }
  }
  const bool triple =
      token.size() >= quote + 6 && token[quote + 1] == token[quote] && token[quote + 2] == token[quote];
  const std::size_t width = triple ? 3 : 1;
  parts.body = token.substr(quote + width, token.size() - quote - 2 * width);
  return parts;
}

Result<void, EscapeError> unescape_text(std::string_view body, std::string& out) {
  if (body.find('\\') == std::string_view::npos) {
    out.append(body);
    return Done{};
  }
  return TextUnescaper(body, out).run();
}

Result<void, EscapeError> unescape_bytes(std::string_view body, std::string& out) {
  for (std::size_t i = 0; i < body.size();) {
    const char c = body[i];
    if (c != '\\' || i + 1 >= body.size()) {
      out.push_back(c);
      ++i;
      continue;
    }
    const std::size_t start = i++;
    const char letter = body[i];
    if (const char simple = simple_escape(letter); simple != 0) {
      out.push_back(simple);
      ++i;
    } else if (is_octal(letter)) {
      out.push_back(static_cast<char>(octal_escape(body, i)));
    } else if (letter == 'x') {
      const int high = i + 1 < body.size() ? hex_value(body[i + 1]) : -1;
      const int low = i + 2 < body.size() ? hex_value(body[i + 2]) : -1;
      if (high < 0 || low < 0) {
        return EscapeError{"(value error) invalid \\x escape at position " + std::to_string(start)};
      }
      out.push_back(static_cast<char>(high * 16 + low));
      i += 3;
    } else if (letter == '\n') {
      ++i;
    } else {
      out.push_back('\\');
    }
  }
  return Done{};
}

}  // namespace minipy::syntax
