// Integer arithmetic: 64 bits where they do, Boost.Multiprecision beyond.
#include <bit>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <cstring>

#include "interpreter/objects/limbs.hpp"

namespace minipy::objects {
namespace {

using boost::multiprecision::cpp_int;

static_assert(sizeof(boost::multiprecision::limb_type) == sizeof(Limb));

cpp_int to_cpp(Value value) {
  Limb room = 0;
  const auto limbs = limbs_of(value, room);
  cpp_int result;
  if (limbs.empty()) return result;
  auto& backend = result.backend();
  backend.resize(static_cast<unsigned>(limbs.size()), static_cast<unsigned>(limbs.size()));
  std::memcpy(backend.limbs(), limbs.data(), limbs.size_bytes());
  backend.sign(int_sign(value) < 0);
  return result;
}

Value from_cpp(Mutator& mutator, const cpp_int& number) {
  const auto& backend = number.backend();
  return make_int(mutator, {reinterpret_cast<const Limb*>(backend.limbs()), backend.size()}, backend.sign());
}

template <typename Operation>
Value big_operation(Mutator& mutator, Value a, Value b, Operation operation) {
  const cpp_int left = to_cpp(a);
  const cpp_int right = to_cpp(b);
  return from_cpp(mutator, cpp_int(operation(left, right)));
}

}  // namespace

Value int_add(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  std::int64_t sum = 0;
  if (small_int(a, x) && small_int(b, y) && !__builtin_add_overflow(x, y, &sum))
    return make_int(mutator, sum);
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l + r; });
}

Value int_sub(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  std::int64_t difference = 0;
  if (small_int(a, x) && small_int(b, y) && !__builtin_sub_overflow(x, y, &difference)) {
    return make_int(mutator, difference);
  }
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l - r; });
}

Value int_mul(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  std::int64_t product = 0;
  if (small_int(a, x) && small_int(b, y) && !__builtin_mul_overflow(x, y, &product))
    return make_int(mutator, product);
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l * r; });
}

void int_divmod(Mutator& mutator, Value a, Value b, Value& quotient, Value& modulo) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small_int(a, x) && small_int(b, y) && !(x == INT64_MIN && y == -1)) {
    std::int64_t q = x / y;
    std::int64_t m = x % y;
    if (m != 0 && (m < 0) != (y < 0)) {
      --q;
      m += y;
    }
    quotient = make_int(mutator, q);
    modulo = make_int(mutator, m);
    return;
  }
  const cpp_int divisor = to_cpp(b);
  cpp_int q;
  cpp_int m;
  boost::multiprecision::divide_qr(to_cpp(a), divisor, q, m);
  if (!m.is_zero() && (m < 0) != (divisor < 0)) {
    --q;
    m += divisor;
  }
  quotient = from_cpp(mutator, q);
  modulo = from_cpp(mutator, m);
}

Value int_floor_div(Mutator& mutator, Value a, Value b) {
  Value quotient;
  Value modulo;
  int_divmod(mutator, a, b, quotient, modulo);
  return quotient;
}

Value int_mod(Mutator& mutator, Value a, Value b) {
  Value quotient;
  Value modulo;
  int_divmod(mutator, a, b, quotient, modulo);
  return modulo;
}

Value int_pow(Mutator& mutator, Value a, Value b) {
  std::int64_t base = 0;
  std::int64_t exponent = 0;
  const bool small_base = small_int(a, base);
  if (!small_int(b,
                 exponent)) {  // only 0, 1 and -1 have powers like that: all that matters is whether b is odd
    exponent = INT64_MAX - 1 + static_cast<std::int64_t>(b.as<BigInt>()->limbs[0] & 1U);
  }
  if (exponent == 0) return Value::from_int(1);
  if (small_base) {
    if (base == 0 || base == 1) return Value::from_int(base);
    if (base == -1) return Value::from_int((exponent & 1) != 0 ? -1 : 1);
    if (base == 2) return int_shift_left(mutator, Value::from_int(1), exponent);
    std::int64_t result = 1;
    std::int64_t square = base;
    bool fits = true;
    for (std::int64_t rest = exponent; fits;) {
      if ((rest & 1) != 0) fits = !__builtin_mul_overflow(result, square, &result);
      rest >>= 1;
      if (rest == 0) break;
      fits = fits && !__builtin_mul_overflow(square, square, &square);
    }
    if (fits) return make_int(mutator, result);
  }
  cpp_int result = 1;
  cpp_int square = to_cpp(a);
  for (std::int64_t rest = exponent;;) {
    if ((rest & 1) != 0) result *= square;
    rest >>= 1;
    if (rest == 0) break;
    square *= square;
  }
  return from_cpp(mutator, result);
}

Value int_pow_mod(Mutator& mutator, Value a, Value b, Value c) {
  const cpp_int modulus = to_cpp(c);
  const cpp_int magnitude = abs(modulus);
  std::int64_t base = 0;
  std::int64_t exponent = 0;
  std::int64_t small_modulus = 0;
  cpp_int result;
  if (magnitude == 1) {
    result = 0;
  } else if (small_int(a, base) && small_int(b, exponent) && small_int(c, small_modulus) &&
             small_modulus > 0) {
    const auto m = static_cast<Limb>(small_modulus);
    std::int64_t reduced = base % small_modulus;
    if (reduced < 0) reduced += small_modulus;
    auto square = static_cast<Limb>(reduced);
    Limb value = 1 % m;
    for (; exponent != 0; exponent >>= 1) {
      if ((exponent & 1) != 0) value = static_cast<Limb>(static_cast<DoubleLimb>(value) * square % m);
      square = static_cast<Limb>(static_cast<DoubleLimb>(square) * square % m);
    }
    return make_int_u64(mutator, value);
  } else {
    cpp_int reduced = to_cpp(a) % magnitude;
    if (reduced < 0) reduced += magnitude;
    result = boost::multiprecision::powm(reduced, to_cpp(b), magnitude);
  }
  if (modulus < 0 && !result.is_zero()) result += modulus;
  return from_cpp(mutator, result);
}

Value int_and(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small_int(a, x) && small_int(b, y)) return make_int(mutator, x & y);
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l & r; });
}

Value int_or(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small_int(a, x) && small_int(b, y)) return make_int(mutator, x | y);
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l | r; });
}

Value int_xor(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small_int(a, x) && small_int(b, y)) return make_int(mutator, x ^ y);
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l ^ r; });
}

Value int_gcd(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small_int(a, x) && small_int(b, y)) {
    Limb m = magnitude_of(x);
    Limb n = magnitude_of(y);
    while (n != 0) {
      const Limb rest = m % n;
      m = n;
      n = rest;
    }
    return make_int_u64(mutator, m);
  }
  return from_cpp(mutator, boost::multiprecision::gcd(cpp_int(abs(to_cpp(a))), cpp_int(abs(to_cpp(b)))));
}

Value int_sqrt(Mutator& mutator, Value a) {
  return from_cpp(mutator, boost::multiprecision::sqrt(to_cpp(a)));
}

int int_compare_double(Value a, double d) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  std::int64_t x = 0;
  if (small_int(a, x) && x >= -kExact && x <= kExact) {
    const auto exact = static_cast<double>(x);
    return exact < d ? -1 : exact > d ? 1 : 0;
  }
  if (std::isinf(d)) return d > 0 ? -1 : 1;
  const double whole = std::trunc(d);
  const int order = to_cpp(a).compare(cpp_int(whole));
  if (order != 0) return order < 0 ? -1 : 1;
  return d > whole ? -1 : d < whole ? 1 : 0;
}

std::optional<double> int_true_div(Value a, Value b) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small_int(a, x) && small_int(b, y) && x >= -kExact && x <= kExact && y >= -kExact && y <= kExact) {
    return static_cast<double>(x) / static_cast<double>(y);
  }
  if (int_sign(a) == 0) return int_sign(b) < 0 ? -0.0 : 0.0;
  // The quotient as an integer of 55 or 56 bits times 2^shift, its lowest bit set when there is a rest; in
  // the range of subnormal doubles the lowest bits are those that will be rounded away.
  const bool negative = int_sign(a) != int_sign(b);
  const std::int64_t shift = std::max<std::int64_t>(int_bit_length(a) - int_bit_length(b) - 55, -1076);
  if (shift > 1024) return std::nullopt;
  cpp_int numerator = abs(to_cpp(a));
  cpp_int denominator = abs(to_cpp(b));
  if (shift >= 0) {
    denominator <<= static_cast<unsigned>(shift);
  } else {
    numerator <<= static_cast<unsigned>(-shift);
  }
  cpp_int quotient;
  cpp_int rest;
  boost::multiprecision::divide_qr(numerator, denominator, quotient, rest);
  Limb bits = static_cast<Limb>(quotient);
  if (!rest.is_zero()) bits |= 1;
  const std::int64_t length = 64 - std::countl_zero(bits | 1);
  const std::int64_t extra = std::max<std::int64_t>({length - 53, -1074 - shift, 0});
  if (extra > 0) {  // round half to even
    const Limb half = Limb{1} << (extra - 1);
    const Limb low = bits & (half * 2 - 1);
    bits -= low;
    if (low > half || (low == half && (bits & (half * 2)) != 0)) bits += half * 2;
  }
  const double result = std::ldexp(static_cast<double>(bits), static_cast<int>(shift));
  if (std::isinf(result)) return std::nullopt;
  return negative ? -result : result;
}

Value int_from_double(Mutator& mutator, double d) {
  if (d > -9.2e18 && d < 9.2e18) return make_int(mutator, static_cast<std::int64_t>(d));
  return from_cpp(mutator, cpp_int(std::trunc(d)));
}

}  // namespace minipy::objects
