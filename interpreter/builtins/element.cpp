#include "interpreter/builtins/element.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {
namespace {

/// IEEE 754 half precision.
double from_half(std::uint16_t bits) {
  const bool negative = (bits & 0x8000U) != 0;
  const int exponent = (bits >> 10U) & 31;
  const double fraction = bits & 0x3FFU;
  double value = 0;
  if (exponent == 31) {
    value =
        fraction == 0 ? std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
  } else if (exponent == 0) {
    value = std::ldexp(fraction, -24);
  } else {
    value = std::ldexp(fraction + 1024, exponent - 25);
  }
  return negative ? -value : value;
}

/// False: too large. Rounds half to even.
bool to_half(double value, std::uint16_t& bits) {
  const auto sign = static_cast<std::uint16_t>(std::signbit(value) ? 0x8000 : 0);
  value = std::fabs(value);
  if (std::isnan(value)) {
    bits = sign | 0x7E00;
    return true;
  }
  if (std::isinf(value)) {
    bits = sign | 0x7C00;
    return true;
  }
  int exponent = 0;
  std::frexp(value, &exponent);
  // The value of the last bit: 2^-24 for the small ones, else ten bits below the first.
  const int unit = std::max(exponent - 11, -24);
  auto steps = static_cast<std::uint32_t>(std::nearbyint(std::ldexp(value, -unit)));
  int power = unit;
  if (steps == 2048) {
    steps = 1024;
    ++power;
  }
  if (steps < 1024) {
    bits = static_cast<std::uint16_t>(sign | steps);
    return true;
  }
  const int biased = power + 25;
  if (biased >= 31) return false;
  bits = static_cast<std::uint16_t>(sign | (biased << 10) | (steps - 1024));
  return true;
}

void put(const Element& element, std::uint64_t bits, char* bytes) {
  for (std::size_t i = 0; i < element.size; ++i) {
    bytes[element.big_endian ? element.size - 1 - i : i] = static_cast<char>(bits >> (8 * i));
  }
}

std::uint64_t get(const Element& element, const char* bytes) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < element.size; ++i) {
    const char byte = bytes[element.big_endian ? element.size - 1 - i : i];
    bits |= std::uint64_t{static_cast<unsigned char>(byte)} << (8 * i);
  }
  return bits;
}

}  // namespace

std::uint8_t native_size(char code) {
  switch (code) {
    case 'l':
    case 'L':
      return sizeof(long);
    case 'n':
    case 'N':
    case 'P':
      return sizeof(void*);
    default:
      return standard_size(code);
  }
}

std::uint8_t standard_size(char code) {
  switch (code) {
    case 'x':
    case 'c':
    case 'b':
    case 'B':
    case '?':
    case 's':
    case 'p':
      return 1;
    case 'h':
    case 'H':
    case 'e':
      return 2;
    case 'i':
    case 'I':
    case 'l':
    case 'L':
    case 'f':
    case 'u':
      return 4;
    case 'q':
    case 'Q':
    case 'd':
      return 8;
    default:
      return 0;
  }
}

bool is_signed(char code) { return std::strchr("bhilqn", code) != nullptr; }

IntegerLimits limits_of(const Element& element) {
  const unsigned bits = element.size * 8U;
  if (!is_signed(element.code)) {
    return {0, bits == 64 ? UINT64_MAX : (std::uint64_t{1} << bits) - 1};
  }
  const std::uint64_t greatest = (std::uint64_t{1} << (bits - 1)) - 1;
  return {-static_cast<std::int64_t>(greatest) - 1, greatest};
}

Value load_element(ThreadState& thread, const Element& element, const char* bytes) {
  switch (element.code) {
    case 'c':
    case 's':
      return objects::Bytes::create(thread, {bytes, 1});
    case '?':
      return Value::from_bool(bytes[0] != 0);
    case 'u':
      return Str::of_point(thread, static_cast<char32_t>(get(element, bytes)));
    case 'e':
      return objects::make_float(from_half(static_cast<std::uint16_t>(get(element, bytes))));
    case 'f':
      return objects::make_float(std::bit_cast<float>(static_cast<std::uint32_t>(get(element, bytes))));
    case 'd':
      return objects::make_float(std::bit_cast<double>(get(element, bytes)));
    default:
      break;
  }
  const std::uint64_t bits = get(element, bytes);
  if (!is_signed(element.code)) return objects::make_int_u64(thread, bits);
  const unsigned unused = 64 - element.size * 8U;
  return objects::make_int(thread, static_cast<std::int64_t>(bits << unused) >> unused);
}

namespace {

Result<StoreProblem> store_float(ThreadState& thread, const Element& element, Value value, char* bytes) {
  auto number = vm::to_double(thread, value);
  if (!number.ok()) {
    if (!thread.exception_is(thread.types.TypeError)) return Raised{};
    return StoreProblem::kNotFloat;  // with the TypeError pending
  }
  const double d = number.value();
  if (element.code == 'd') {
    put(element, std::bit_cast<std::uint64_t>(d), bytes);
  } else if (element.code == 'f') {
    const auto f = static_cast<float>(d);
    put(element, std::bit_cast<std::uint32_t>(f), bytes);
    if (std::isinf(f) && !std::isinf(d)) return StoreProblem::kFloatTooLarge;
  } else {
    std::uint16_t half = 0;
    if (!to_half(d, half)) return StoreProblem::kFloatTooLarge;
    put(element, half, bytes);
  }
  return StoreProblem::kNone;
}

}  // namespace

Result<StoreProblem> store_element(ThreadState& thread, const Element& element, Value value, char* bytes) {
  switch (element.code) {
    case 'c':
      if (!objects::is_bytes(value) || value.as<objects::Bytes>()->length != 1)
        return StoreProblem::kNotBytes;
      bytes[0] = value.as<objects::Bytes>()->data[0];
      return StoreProblem::kNone;
    case '?':
      bytes[0] = MINIPY_TRY(vm::truth(thread, value)) ? 1 : 0;
      return StoreProblem::kNone;
    case 'u':
      if (!objects::is_str(value) || value.as<Str>()->length != 1) return StoreProblem::kNotBytes;
      put(element, value.as<Str>()->at(0), bytes);
      return StoreProblem::kNone;
    case 'e':
    case 'f':
    case 'd':
      return store_float(thread, element, value, bytes);
    default:
      break;
  }
  if (!objects::is_integer(value) && vm::find_special(thread, value, objects::Special::kIndex).is_empty())
    return StoreProblem::kNotInteger;
  const Value integer = MINIPY_TRY(vm::index(thread, value));
  const IntegerLimits limits = limits_of(element);
  const auto small = objects::to_int64(integer);
  std::uint64_t bits = 0;
  if (small) {
    if (*small < limits.least) return StoreProblem::kTooSmall;
    if (*small > 0 && static_cast<std::uint64_t>(*small) > limits.greatest) return StoreProblem::kTooLarge;
    bits = static_cast<std::uint64_t>(*small);
  } else {
    const std::vector<std::uint64_t> magnitude = objects::int_magnitude(integer);
    if (objects::int_sign(integer) < 0 || magnitude.size() != 1 || magnitude[0] > limits.greatest)
      return StoreProblem::kFarOut;
    bits = magnitude[0];
  }
  put(element, bits, bytes);
  return StoreProblem::kNone;
}

}  // namespace minipy::builtins
