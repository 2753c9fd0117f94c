#include <charconv>
#include <cmath>
#include <cstdlib>

#include "interpreter/objects/number.hpp"
#include "interpreter/objects/opaque.hpp"

namespace minipy::objects {
namespace {

// An instance of a subclass of float. Immutable.
struct BoxedFloat : Opaque {
  double value;
};

constexpr OpaqueInfo kBoxedFloatInfo{"float", nullptr, nullptr};

bool equals_ignoring_case(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] | 0x20) != lower[i]) return false;
  }
  return true;
}

// Takes the underscores out; false when one is not between digits.
bool remove_underscores(std::string_view text, std::string& out) {
  const auto is_digit = [&](std::size_t i) { return i < text.size() && text[i] >= '0' && text[i] <= '9'; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      out.push_back(text[i]);
    } else if (i == 0 || !is_digit(i - 1) || !is_digit(i + 1)) {
      return false;
    }
  }
  return true;
}

}  // namespace

bool is_float(Value value) {
  return value.is_double() || as_opaque<BoxedFloat>(value, kBoxedFloatInfo) != nullptr;
}

double float_value(Value value) {
  return value.is_double() ? value.as_double() : value.as<BoxedFloat>()->value;
}

Value make_float_instance(Mutator& mutator, Type* type, double d) {
  auto* boxed = create_opaque<BoxedFloat>(mutator, type, kBoxedFloatInfo);
  boxed->value = d;
  return boxed;
}

std::optional<double> to_double(Value value) {
  if (value.is_double()) return value.as_double();
  if (is_integer(value)) return int_to_double(value);
  if (is_float(value)) return float_value(value);
  return std::nullopt;
}

std::int64_t hash_double(double d) {
  constexpr int kBits = 61;
  constexpr std::uint64_t kModulus = (std::uint64_t{1} << kBits) - 1;
  if (std::isinf(d)) return d > 0 ? 314159 : -314159;
  if (std::isnan(d)) return 0;
  int exponent = 0;
  double mantissa = std::frexp(std::fabs(d), &exponent);
  std::uint64_t hash = 0;
  while (mantissa != 0) {  // 28 bits at a time, as CPython
    hash = ((hash << 28U) & kModulus) | hash >> (kBits - 28);
    mantissa *= 268435456.0;
    exponent -= 28;
    const auto part = static_cast<std::uint64_t>(mantissa);
    mantissa -= static_cast<double>(part);
    hash += part;
    if (hash >= kModulus) hash -= kModulus;
  }
  exponent = exponent >= 0 ? exponent % kBits : kBits - 1 - ((-1 - exponent) % kBits);
  hash = ((hash << exponent) & kModulus) | hash >> (kBits - exponent);
  const auto result = static_cast<std::int64_t>(d < 0 ? std::uint64_t{0} - hash : hash);
  return result == -1 ? -2 : result;
}

double float_mod(double a, double b) {
  const double modulo = std::fmod(a, b);
  if (modulo == 0) return std::copysign(0.0, b);
  return (b < 0) != (modulo < 0) ? modulo + b : modulo;
}

double float_floor_div(double a, double b) {
  const double modulo = std::fmod(a, b);
  double quotient = (a - modulo) / b;
  if (modulo != 0 && (b < 0) != (modulo < 0)) quotient -= 1.0;
  if (quotient == 0) return std::copysign(0.0, a / b);
  const double whole = std::floor(quotient);
  return quotient - whole > 0.5 ? whole + 1.0 : whole;
}

std::string float_repr(double d) {
  if (std::isnan(d)) return "nan";
  if (std::isinf(d)) return d > 0 ? "inf" : "-inf";
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, d, std::chars_format::scientific).ptr;
  const std::string_view text(buffer, static_cast<std::size_t>(end - buffer));
  const std::size_t e = text.find('e');
  int exponent = 0;
  std::from_chars(buffer + e + (text[e + 1] == '+' ? 2 : 1), end, exponent);
  std::string digits;
  for (const char c : text.substr(0, e)) {
    if (c >= '0' && c <= '9') digits.push_back(c);
  }
  std::string out = std::signbit(d) ? "-" : "";
  const auto count = static_cast<int>(digits.size());
  if (exponent < -4 || exponent >= 16) {
    out.push_back(digits[0]);
    if (count > 1) out.append(".").append(digits, 1);
    out.append(text.substr(e));  // to_chars writes two exponent digits at least, as Python does
  } else if (exponent < 0) {
    out.append("0.").append(static_cast<std::size_t>(-exponent - 1), '0').append(digits);
  } else if (count <= exponent + 1) {
    out.append(digits).append(static_cast<std::size_t>(exponent + 1 - count), '0').append(".0");
  } else {
    const auto point = static_cast<std::size_t>(exponent) + 1;
    out.append(digits, 0, point).append(".").append(digits, point);
  }
  return out;
}

std::optional<double> parse_float(std::string_view text) {
  std::string plain;
  if (text.find('_') != std::string_view::npos) {
    if (!remove_underscores(text, plain)) return std::nullopt;
    text = plain;
  }
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  if (text.empty()) return std::nullopt;
  double magnitude = 0;
  if (equals_ignoring_case(text, "inf") || equals_ignoring_case(text, "infinity")) {
    magnitude = HUGE_VAL;
  } else if (equals_ignoring_case(text, "nan")) {
    magnitude = std::nan("");
  } else {
    if (text[0] != '.' && (text[0] < '0' || text[0] > '9')) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), magnitude);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
    // Out of range leaves the number alone; strtod tells infinity, a subnormal or zero.
    if (error == std::errc::result_out_of_range) magnitude = std::strtod(std::string(text).c_str(), nullptr);
  }
  return negative ? -magnitude : magnitude;
}

}  // namespace minipy::objects
