#include "runtime/trace/json_text.hpp"

#include <charconv>

#include "interpreter/base/text.hpp"

namespace minipy::trace {

namespace {

void append_escape(std::string& out, unsigned code) {
  constexpr char kDigits[] = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(code >> static_cast<unsigned>(shift)) & 0xFU];
}

// A surrogate as "surrogatepass" writes it: ED A0..BF 80..BF.
bool is_surrogate_at(std::string_view utf8, std::size_t at) {
  if (utf8.size() - at < 3) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[at + i]); };
  return byte(0) == 0xED && byte(1) >= 0xA0 && byte(1) <= 0xBF && byte(2) >= 0x80 && byte(2) <= 0xBF;
}

void append_beyond_ascii(std::string& out, std::string_view utf8, std::size_t& at) {
  if (is_surrogate_at(utf8, at)) {
    append_escape(out, 0xD000U | ((static_cast<unsigned char>(utf8[at + 1]) & 0x3FU) << 6U) |
                           (static_cast<unsigned char>(utf8[at + 2]) & 0x3FU));
    at += 3;
    return;
  }
  const std::size_t start = at;
  if (base::decode_utf8(utf8, at)) {
    out.append(utf8, start, at - start);
  } else {
    at = start + 1;
    append_escape(out, 0xFFFD);
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view utf8) {
  out += '"';
  for (std::size_t at = 0; at < utf8.size();) {
    const auto c = static_cast<unsigned char>(utf8[at]);
    if (c >= 0x80) {
      append_beyond_ascii(out, utf8, at);
      continue;
    }
    ++at;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c < 0x20 || c == 0x7F) {
      append_escape(out, c);
    } else {
      out += static_cast<char>(c);
    }
  }
  out += '"';
}

void append_json_number(std::string& out, std::uint64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof(digits), number).ptr;
  out.append(digits, end);
}

void append_json_microseconds(std::string& out, std::int64_t nanoseconds) {
  auto value = static_cast<std::uint64_t>(nanoseconds);
  if (nanoseconds < 0) {
    out += '-';
    value = 0 - value;
  }
  append_json_number(out, value / 1000);
  const auto rest = static_cast<unsigned>(value % 1000);
  if (rest == 0) return;
  const char digits[] = {'.', static_cast<char>('0' + rest / 100), static_cast<char>('0' + rest / 10 % 10),
                         static_cast<char>('0' + rest % 10)};
  out.append(digits, rest % 10 != 0 ? 4 : rest % 100 != 0 ? 3 : 2);
}

}  // namespace minipy::trace
