#include "interpreter/builtins/escape_codec.hpp"

#include <algorithm>

#include "interpreter/base/character_names.hpp"
#include "interpreter/builtins/codecs.hpp"
#include "interpreter/objects/bytes.hpp"

namespace minipy::builtins {

namespace {

void append_hex(std::string& out, char letter, std::uint32_t c, int digits) {
  out += '\\';
  out += letter;
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    out += "0123456789abcdef"[(c >> static_cast<unsigned>(shift)) & 15U];
  }
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

class Unescaper {
 public:
  Unescaper(ThreadState& thread, std::string_view bytes, bool raw, std::string_view errors)
      : thread_(thread), bytes_(bytes), raw_(raw), errors_(errors) {}

  Result<Str*> run() {
    while (at_ < bytes_.size()) {
      const char c = bytes_[at_];
      if (c != '\\') {
        text_.append(static_cast<unsigned char>(c));
        ++at_;
        continue;
      }
      MINIPY_TRY(raw_ ? raw_escape() : escape());
    }
    return text_.finish(thread_);
  }

 private:
  // An odd number of backslashes before u or U makes an escape; all others stand for themselves.
  Result<void> raw_escape() {
    const std::size_t start = at_;
    while (at_ < bytes_.size() && bytes_[at_] == '\\') ++at_;
    const bool odd = (at_ - start) % 2 != 0;
    const bool wide = odd && at_ < bytes_.size() && (bytes_[at_] == 'u' || bytes_[at_] == 'U');
    for (std::size_t i = start; i + (wide ? 1 : 0) < at_; ++i) text_.append(U'\\');
    if (!wide) return Done{};
    const std::size_t escape_start = at_ - 1;
    const char letter = bytes_[at_++];
    return hex(escape_start, letter == 'u' ? 4 : 8,
               letter == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape");
  }

  Result<void> escape() {
    const std::size_t start = at_++;
    if (at_ == bytes_.size()) return fail(start, "\\ at end of string");
    const char c = bytes_[at_++];
    constexpr std::string_view kLetters = "\\'\"bftnrva";
    constexpr std::string_view kMeanings = "\\'\"\b\f\t\n\r\v\a";
    if (const std::size_t known = kLetters.find(c); known != std::string_view::npos) {
      text_.append(static_cast<unsigned char>(kMeanings[known]));
      return Done{};
    }
    switch (c) {
      case '\n':
        return Done{};
      case 'x':
        return hex(start, 2, "truncated \\xXX escape");
      case 'u':
        return hex(start, 4, "truncated \\uXXXX escape");
      case 'U':
        return hex(start, 8, "truncated \\UXXXXXXXX escape");
      case 'N':
        return named(start);
      default:
        break;
    }
    if (c >= '0' && c <= '7') {
      char32_t value = static_cast<char32_t>(c - '0');
      for (int i = 0; i < 2 && at_ < bytes_.size() && bytes_[at_] >= '0' && bytes_[at_] <= '7'; ++i) {
        value = value * 8 + static_cast<char32_t>(bytes_[at_++] - '0');
      }
      text_.append(value);
      return Done{};
    }
    text_.append(U'\\');
    text_.append(static_cast<unsigned char>(c));
    return Done{};
  }

  Result<void> hex(std::size_t start, int digits, const char* truncated) {
    char32_t value = 0;
    for (int i = 0; i < digits; ++i, ++at_) {
      const int digit = at_ < bytes_.size() ? hex_value(bytes_[at_]) : -1;
      if (digit < 0) return fail(start, truncated);
      value = value * 16 + static_cast<char32_t>(digit);
    }
    if (value > 0x10FFFF) return fail(start, raw_ ? "\\Uxxxxxxxx out of range" : "illegal Unicode character");
    text_.append(value);
    return Done{};
  }

  Result<void> named(std::size_t start) {
    constexpr const char* kMalformed = "malformed \\N character escape";
    if (at_ == bytes_.size() || bytes_[at_] != '{') return fail(start, kMalformed);
    const std::size_t name = ++at_;
    at_ = std::min(bytes_.find('}', at_), bytes_.size());
    if (at_ == name || at_ == bytes_.size()) return fail(start, kMalformed);
    const char32_t point = base::character_named(bytes_.substr(name, at_++ - name));
    if (point == 0) return fail(start, "unknown Unicode character name");
    text_.append(point);
    return Done{};
  }

  Result<void> fail(std::size_t start, const char* reason) {
    if (errors_ == "ignore") return Done{};
    if (errors_ == "replace") {
      text_.append(U'\uFFFD');
      return Done{};
    }
    const Value arguments[] = {Str::create(thread_, raw_ ? "rawunicodeescape" : "unicodeescape"),
                               objects::Bytes::create(thread_, bytes_),
                               Value::from_int(static_cast<std::int64_t>(start)),
                               Value::from_int(static_cast<std::int64_t>(at_)), Str::create(thread_, reason)};
    const Raised raised = thread_.raise_with(thread_.types.UnicodeDecodeError, arguments);
    if (errors_ == "strict") return raised;
    const Value error = thread_.take_exception();
    const CodecAnswer answer =
        MINIPY_TRY(ask_error_handler(thread_, errors_, error, static_cast<std::int64_t>(bytes_.size())));
    text_.append(answer.replacement);
    at_ = static_cast<std::size_t>(answer.position);
    return Done{};
  }

  ThreadState& thread_;
  const std::string_view bytes_;
  const bool raw_;
  const std::string_view errors_;
  std::size_t at_ = 0;
  objects::StrBuilder text_;
};

}  // namespace

std::string escape_text(const Str* text, bool raw) {
  std::string out;
  for (std::int64_t i = 0; i < text->length; ++i) {
    const char32_t c = text->at(i);
    if (c >= 0x10000) {
      append_hex(out, 'U', c, 8);
    } else if (c >= 0x100) {
      append_hex(out, 'u', c, 4);
    } else if (raw || (c >= ' ' && c < 0x7F && c != '\\')) {
      out += static_cast<char>(c);
    } else if (c == '\t' || c == '\n' || c == '\r' || c == '\\') {
      out += '\\';
      out += c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : '\\';
    } else {
      append_hex(out, 'x', c, 2);
    }
  }
  return out;
}

Result<Str*> unescape_text(ThreadState& thread, std::string_view bytes, bool raw, std::string_view errors) {
  return Unescaper(thread, bytes, raw, errors).run();
}

}  // namespace minipy::builtins
