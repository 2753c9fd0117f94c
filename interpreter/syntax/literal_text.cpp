#include "interpreter/syntax/literal_text.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <vector>

#include "interpreter/base/text.hpp"
#include "interpreter/base/unicode.hpp"

namespace minipy::syntax {
namespace {

char quote_for(std::string_view text) {
  const bool single = text.find('\'') != std::string_view::npos;
  const bool doubled = text.find('"') != std::string_view::npos;
  return single && !doubled ? '"' : '\'';
}

void append_hex(std::string& out, char letter, int digits, unsigned value) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "\\%c%0*x", letter, digits, value);
  out += buffer;
}

/// Appends `c` when it has an escape of its own or is the quote.
bool append_simple(std::string& out, char c, char quote) {
  switch (c) {
    case '\n':
      out += "\\n";
      return true;
    case '\r':
      out += "\\r";
      return true;
    case '\t':
      out += "\\t";
      return true;
    case '\\':
      out += "\\\\";
      return true;
    default:
      break;
  }
  if (c != quote) return false;
  out += '\\';
  out += c;
  return true;
}

std::string bytes_literal(std::string_view bytes) {
  const char quote = quote_for(bytes);
  std::string out{'b', quote};
  for (const char c : bytes) {
    if (append_simple(out, c, quote)) continue;
    const auto value = static_cast<unsigned char>(c);
    if (value < 0x20 || value >= 0x7F) {
      append_hex(out, 'x', 2, value);
    } else {
      out += c;
    }
  }
  return out + quote;
}

std::string float_literal(double value) {
  if (std::isinf(value)) return "inf";
  if (std::isnan(value)) return "nan";
  char buffer[64];
  const double magnitude = std::fabs(value);
  const bool exponent = magnitude != 0 && (magnitude < 1e-4 || magnitude >= 1e16);
  const auto format = exponent ? std::chars_format::scientific : std::chars_format::fixed;
  std::string out(buffer, std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr);
  if (!exponent && out.find('.') == std::string::npos) out += ".0";
  return out;
}

/// Digits of any base in base ten: nine at a time, the least first.
std::string decimal_digits(std::string_view digits, std::uint32_t base) {
  constexpr std::uint64_t kLimb = 1'000'000'000;
  std::vector<std::uint32_t> limbs;
  for (const char c : digits) {
    std::uint64_t carry = static_cast<std::uint64_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    for (std::uint32_t& limb : limbs) {
      carry += static_cast<std::uint64_t>(limb) * base;
      limb = static_cast<std::uint32_t>(carry % kLimb);
      carry /= kLimb;
    }
    if (carry != 0) limbs.push_back(static_cast<std::uint32_t>(carry));
  }
  std::string out;
  for (auto limb = limbs.rbegin(); limb != limbs.rend(); ++limb) {
    const std::string part = std::to_string(*limb);
    if (!out.empty()) out.append(9 - part.size(), '0');
    out += part;
  }
  return out;
}

std::string imaginary_literal(double value) {
  std::string out = float_literal(value);
  if (out.size() > 2 && out.substr(out.size() - 2) == ".0") out.resize(out.size() - 2);
  return out + "j";
}

}  // namespace

std::string string_literal(std::string_view utf8) {
  const char quote = quote_for(utf8);
  std::string out{quote};
  for (std::size_t i = 0; i < utf8.size();) {
    const std::size_t start = i;
    if (append_simple(out, utf8[i], quote)) {
      ++i;
      continue;
    }
    const std::optional<char32_t> decoded = base::decode_utf8(utf8, i);
    if (decoded && base::unicode::has(*decoded, base::unicode::kPrintable)) {
      out += utf8.substr(start, i - start);
      continue;
    }
    char32_t point = decoded.value_or(0);
    if (!decoded) {  // a lone surrogate, in three bytes
      const auto low_bits = [&](std::size_t at) {
        return at < utf8.size() ? static_cast<unsigned char>(utf8[at]) & 0x3FU : 0U;
      };
      point = 0xD000U | (low_bits(start + 1) << 6U) | low_bits(start + 2);
      i = start + 3;
    }
    if (point < 0x100) {
      append_hex(out, 'x', 2, point);
    } else if (point < 0x10000) {
      append_hex(out, 'u', 4, point);
    } else {
      append_hex(out, 'U', 8, point);
    }
  }
  return out + quote;
}

std::string constant_literal(const Constant& constant) {
  switch (constant.type) {
    case ConstantKind::kNone:
      return "None";
    case ConstantKind::kTrue:
      return "True";
    case ConstantKind::kFalse:
      return "False";
    case ConstantKind::kEllipsis:
      return "Ellipsis";
    case ConstantKind::kInteger:
      return std::to_string(constant.integer);
    case ConstantKind::kBigInteger:
      return decimal_digits(constant.text, constant.digits_base);
    case ConstantKind::kFloat:
      return float_literal(constant.real);
    case ConstantKind::kImaginary:
      return imaginary_literal(constant.real);
    case ConstantKind::kString:
      return string_literal(constant.text);
    case ConstantKind::kBytes:
      return bytes_literal(constant.text);
  }
  return {};
}

}  // namespace minipy::syntax
