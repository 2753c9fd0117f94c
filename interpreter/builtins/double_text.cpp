#include <algorithm>
#include <charconv>
#include <cmath>

#include "interpreter/builtins/format_spec.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {
namespace {

std::string converted(double d, std::chars_format format, int precision) {
  std::string text(static_cast<std::size_t>(precision) + 330, '\0');
  const auto end = std::to_chars(text.data(), text.data() + text.size(), d, format, precision).ptr;
  text.resize(static_cast<std::size_t>(end - text.data()));
  return text;
}

// Drops the zeros behind the point, and the point with them.
void strip_zeros(std::string& digits) {
  if (digits.find('.') == std::string::npos) return;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
}

std::string general(double magnitude, const DoubleStyle& style) {
  const int precision = std::max(style.precision, 1);
  std::string text = converted(magnitude, std::chars_format::scientific, precision - 1);
  const std::size_t e = text.find('e');
  int exponent = 0;
  std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), text.data() + text.size(), exponent);
  if (exponent < -4 || exponent >= precision - (style.add_dot_0 ? 1 : 0)) {
    std::string mantissa = text.substr(0, e);
    if (!style.alternate) strip_zeros(mantissa);
    return mantissa + text.substr(e);
  }
  std::string fixed = converted(magnitude, std::chars_format::fixed, precision - 1 - exponent);
  if (!style.alternate) strip_zeros(fixed);
  return fixed;
}

}  // namespace

std::string double_to_string(double d, const DoubleStyle& style) {
  const bool upper = style.type == 'E' || style.type == 'F' || style.type == 'G';
  if (std::isnan(d)) return upper ? "NAN" : "nan";
  if (std::isinf(d)) return upper ? (d > 0 ? "INF" : "-INF") : (d > 0 ? "inf" : "-inf");
  const double magnitude = std::fabs(d);
  std::string text;
  switch (style.type | 0x20) {
    case 'e':
      text = converted(magnitude, std::chars_format::scientific, style.precision);
      break;
    case 'f':
      text = converted(magnitude, std::chars_format::fixed, style.precision);
      break;
    case 'g':
      text = general(magnitude, style);
      break;
    default:
      text = objects::float_repr(magnitude);
      if (!style.add_dot_0 && text.ends_with(".0")) text.resize(text.size() - 2);
  }
  const std::size_t e = text.find('e');
  if (style.add_dot_0 && e == std::string::npos && text.find('.') == std::string::npos) text += ".0";
  if (style.alternate && text.find('.') == std::string::npos) text.insert(std::min(e, text.size()), ".");
  bool negative = std::signbit(d);
  if (negative && style.no_negative_zero) {
    negative = std::any_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(e, text.size())),
                           [](char c) { return c >= '1' && c <= '9'; });
  }
  if (upper)
    std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c == 'e' ? 'E' : c; });
  return negative ? "-" + text : text;
}

std::string complex_repr(double real, double imaginary) {
  const DoubleStyle style;
  std::string text = double_to_string(imaginary, style) + "j";
  if (real == 0 && !std::signbit(real)) return text;
  if (text[0] != '-') text.insert(text.begin(), '+');
  return "(" + double_to_string(real, style) + text + ")";
}

}  // namespace minipy::builtins
