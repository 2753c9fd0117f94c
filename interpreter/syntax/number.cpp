#include "interpreter/syntax/number.hpp"

#include <charconv>
#include <limits>

namespace minipy::syntax {
namespace {

bool is_real(std::string_view digits) { return digits.find_first_of(".eE") != std::string_view::npos; }

double read_real(std::string_view digits) {
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error == std::errc::result_out_of_range) {
    // Too big or too small: the exponent's sign tells which; without an exponent there are only digits.
    const std::size_t exponent = digits.find_first_of("eE");
    const bool tiny = exponent != std::string_view::npos
                          ? digits.substr(exponent + 1, 1) == "-"
                          : digits.substr(0, 1) == "." || digits.substr(0, 1) == "0";
    value = tiny ? 0.0 : std::numeric_limits<double>::infinity();
  }
  return value;
}

}  // namespace

Number read_number(std::string_view token) {
  std::string digits;
  digits.reserve(token.size());
  for (const char c : token) {
    if (c != '_') digits.push_back(c);
  }
  Number number;
  const char prefix = static_cast<char>(digits.size() > 2 && digits[0] == '0' ? digits[1] | 0x20 : 0);
  if (prefix == 'x' || prefix == 'o' || prefix == 'b') {
    number.base = prefix == 'x' ? 16 : prefix == 'o' ? 8 : 2;
    digits.erase(0, 2);
  } else if (digits.back() == 'j' || digits.back() == 'J') {
    digits.pop_back();
    number.kind = Number::Kind::kImaginary;
    number.real = read_real(digits);
    return number;
  } else if (is_real(digits)) {
    number.kind = Number::Kind::kFloat;
    number.real = read_real(digits);
    return number;
  }
  const char* last = digits.data() + digits.size();
  if (std::from_chars(digits.data(), last, number.integer, number.base).ec == std::errc{}) return number;
  number.kind = Number::Kind::kBigInteger;
  number.digits = digits.substr(digits.find_first_not_of('0'));
  return number;
}

}  // namespace minipy::syntax
