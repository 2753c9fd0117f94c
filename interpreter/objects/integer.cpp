#include <bit>
#include <boost/multiprecision/cpp_int.hpp>
#include <cmath>
#include <cstring>

#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::objects {
namespace {

using boost::multiprecision::cpp_int;
using Limb = std::uint64_t;
using DoubleLimb = unsigned __int128;

static_assert(sizeof(boost::multiprecision::limb_type) == sizeof(Limb));

BigInt* allocate(Mutator& mutator, Type* type, std::size_t count, bool negative) {
  const bool with_attributes = type->has(Type::kInstancesHaveDict);
  const std::size_t size =
      sizeof(BigInt) + count * sizeof(Limb) + (with_attributes ? sizeof(Slot) : 0);
  auto* object = mutator.allocate<BigInt>(kBigInt, type->root_shape.load().as_object(), size);
  if (with_attributes) set_flag(object, kHasAttributes);
  object->count = static_cast<std::uint32_t>(count);
  object->negative = negative ? 1 : 0;
  return object;
}

Limb magnitude_of(std::int64_t i) { return i < 0 ? Limb{0} - static_cast<Limb>(i) : static_cast<Limb>(i); }

// An integer whose value fits 64 bits, without the object where there is one.
bool small(Value value, std::int64_t& i) {
  if (value.is_int()) {
    i = value.as_int();
    return true;
  }
  if (value.is_bool()) {
    i = value.is_true() ? 1 : 0;
    return true;
  }
  const auto* big = value.as<BigInt>();
  if (big->count > 1) return false;
  const Limb limb = big->count == 0 ? 0 : big->limbs[0];
  if (limb > static_cast<Limb>(INT64_MAX)) {
    if (limb != Limb{1} << 63U || big->negative == 0) return false;
    i = INT64_MIN;
    return true;
  }
  i = big->negative != 0 ? -static_cast<std::int64_t>(limb) : static_cast<std::int64_t>(limb);
  return true;
}

// The limbs of any integer: those of the object, or of an inline one in `room`.
std::span<const Limb> limbs_of(Value value, Limb& room) {
  std::int64_t i = 0;
  if (has_kind(value, kBigInt)) {
    const auto* big = value.as<BigInt>();
    return {big->limbs, big->count};
  }
  small(value, i);
  room = magnitude_of(i);
  return {&room, room == 0 ? 0U : 1U};
}

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

// Digit values of characters; 36 for what is none.
int digit_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 36;
}

// The largest power of `base` that fits a limb, and its exponent.
struct Chunk {
  Limb power = 1;
  int digits = 0;

  explicit Chunk(int base) {
    while (power <= UINT64_MAX / static_cast<Limb>(base)) {
      power *= static_cast<Limb>(base);
      ++digits;
    }
  }
};

std::string power_of_two_digits(std::span<const Limb> limbs, int bits_each) {
  std::string reversed;
  const std::size_t bits = limbs.size() * 64 - static_cast<std::size_t>(std::countl_zero(limbs.back()));
  for (std::size_t at = 0; at < bits; at += static_cast<std::size_t>(bits_each)) {
    const std::size_t shift = at % 64;
    Limb digit = limbs[at / 64] >> shift;
    if (shift + static_cast<std::size_t>(bits_each) > 64 && at / 64 + 1 < limbs.size()) {
      digit |= limbs[at / 64 + 1] << (64 - shift);
    }
    reversed.push_back("0123456789abcdefghijklmnopqrstuvwxyz"[digit & ((Limb{1} << bits_each) - 1)]);
  }
  return {reversed.rbegin(), reversed.rend()};
}

}  // namespace

Value make_int(Mutator& mutator, std::span<const std::uint64_t> limbs, bool negative) {
  std::size_t count = limbs.size();
  while (count > 0 && limbs[count - 1] == 0) --count;
  if (count == 0) return Value::from_int(0);
  const Limb low = limbs[0];
  if (count == 1 && low <= static_cast<Limb>(Value::kMaxInt) + (negative ? 1 : 0)) {
    const auto i = static_cast<std::int64_t>(low);
    return Value::from_int(negative ? -i : i);
  }
  BigInt* big = allocate(mutator, mutator.types.int_, count, negative);
  std::memcpy(big->limbs, limbs.data(), count * sizeof(Limb));
  return big;
}

Value make_int(Mutator& mutator, std::int64_t i) {
  if (Value::fits_int(i)) return Value::from_int(i);
  const Limb limb = magnitude_of(i);
  return make_int(mutator, {&limb, 1}, i < 0);
}

Value make_int_u64(Mutator& mutator, std::uint64_t i) { return make_int(mutator, {&i, 1}, false); }

Value make_int(Mutator& mutator, std::string_view digits, int base) {
  std::vector<Limb> limbs;
  const auto multiply_add = [&](Limb factor, Limb addend) {
    Limb carry = addend;
    for (Limb& limb : limbs) {
      const DoubleLimb product = static_cast<DoubleLimb>(limb) * factor + carry;
      limb = static_cast<Limb>(product);
      carry = static_cast<Limb>(product >> 64U);
    }
    if (carry != 0) limbs.push_back(carry);
  };
  if (std::has_single_bit(static_cast<unsigned>(base))) {
    const auto bits_each = static_cast<std::size_t>(std::countr_zero(static_cast<unsigned>(base)));
    limbs.resize(digits.size() * bits_each / 64 + 1);
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const auto digit = static_cast<Limb>(digit_value(digits[digits.size() - 1 - i]));
      const std::size_t at = i * bits_each;
      limbs[at / 64] |= digit << (at % 64);
      if (at % 64 + bits_each > 64) limbs[at / 64 + 1] |= digit >> (64 - at % 64);
    }
    return make_int(mutator, limbs, false);
  }
  const Chunk chunk(base);
  for (std::size_t at = 0; at < digits.size();) {
    Limb value = 0;
    Limb power = 1;
    for (int i = 0; i < chunk.digits && at < digits.size(); ++i, ++at) {
      value = value * static_cast<Limb>(base) + static_cast<Limb>(digit_value(digits[at]));
      power *= static_cast<Limb>(base);
    }
    multiply_add(power, value);
  }
  return make_int(mutator, limbs, false);
}

Value make_int_instance(Mutator& mutator, Type* type, Value integer) {
  Limb room = 0;
  const auto limbs = limbs_of(integer, room);
  BigInt* big = allocate(mutator, type, limbs.size(), int_sign(integer) < 0);
  std::memcpy(big->limbs, limbs.data(), limbs.size_bytes());
  return big;
}

std::vector<std::uint64_t> int_magnitude(Value value) {
  Limb room = 0;
  const auto limbs = limbs_of(value, room);
  return {limbs.begin(), limbs.end()};
}

Value int_plain(Mutator& mutator, Value value) {
  if (value.is_int()) return value;
  if (value.is_bool()) return Value::from_int(value.is_true() ? 1 : 0);
  if (type_of(mutator, value) == mutator.types.int_) return value;
  Limb room = 0;
  return make_int(mutator, limbs_of(value, room), int_sign(value) < 0);
}

std::optional<std::int64_t> to_int64(Value value) {
  std::int64_t i = 0;
  if (small(value, i)) return i;
  return std::nullopt;
}

std::optional<double> int_to_double(Value value) {
  std::int64_t i = 0;
  if (small(value, i)) return static_cast<double>(i);
  const auto* big = value.as<BigInt>();
  // The top 64 bits, the lowest of them set when anything below is: converting them rounds once and right.
  const int shift = std::countl_zero(big->limbs[big->count - 1]);
  Limb top = big->limbs[big->count - 1];
  bool sticky = false;
  if (big->count > 1) {
    const Limb next = big->limbs[big->count - 2];
    if (shift > 0) top = (top << shift) | (next >> (64 - shift));
    sticky = shift == 0 ? next != 0 : (next << shift) != 0;
    for (std::uint32_t k = 0; k + 2 < big->count && !sticky; ++k) sticky = big->limbs[k] != 0;
  } else {
    top <<= shift;
  }
  const int exponent = static_cast<int>(std::min<std::uint32_t>(big->count, 64) - 1) * 64 - shift;
  const double magnitude = std::ldexp(static_cast<double>(top | (sticky ? 1U : 0U)), exponent);
  if (std::isinf(magnitude)) return std::nullopt;
  return big->negative != 0 ? -magnitude : magnitude;
}

int int_sign(Value a) {
  if (has_kind(a, kBigInt)) {
    const auto* big = a.as<BigInt>();
    return big->count == 0 ? 0 : big->negative != 0 ? -1 : 1;
  }
  std::int64_t i = 0;
  small(a, i);
  return i < 0 ? -1 : i > 0 ? 1 : 0;
}

Value int_add(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  std::int64_t sum = 0;
  if (small(a, x) && small(b, y) && !__builtin_add_overflow(x, y, &sum)) return make_int(mutator, sum);
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l + r; });
}

Value int_sub(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  std::int64_t difference = 0;
  if (small(a, x) && small(b, y) && !__builtin_sub_overflow(x, y, &difference)) {
    return make_int(mutator, difference);
  }
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l - r; });
}

Value int_mul(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  std::int64_t product = 0;
  if (small(a, x) && small(b, y) && !__builtin_mul_overflow(x, y, &product)) return make_int(mutator, product);
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l * r; });
}

void int_divmod(Mutator& mutator, Value a, Value b, Value& quotient, Value& modulo) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small(a, x) && small(b, y) && !(x == INT64_MIN && y == -1)) {
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
  const bool small_base = small(a, base);
  if (!small(b, exponent)) {  // only 0, 1 and -1 have powers like that: all that matters is whether b is odd
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
  } else if (small(a, base) && small(b, exponent) && small(c, small_modulus) && small_modulus > 0) {
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
  if (small(a, x) && small(b, y)) return make_int(mutator, x & y);
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l & r; });
}

Value int_or(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small(a, x) && small(b, y)) return make_int(mutator, x | y);
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l | r; });
}

Value int_xor(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small(a, x) && small(b, y)) return make_int(mutator, x ^ y);
  return big_operation(mutator, a, b, [](const auto& l, const auto& r) { return l ^ r; });
}

Value int_shift_left(Mutator& mutator, Value a, std::int64_t shift) {
  std::int64_t x = 0;
  if (small(a, x)) {
    if (x == 0) return Value::from_int(0);
    if (shift < 63 && x >= (INT64_MIN >> shift) && x <= (INT64_MAX >> shift)) {
      return make_int(mutator, static_cast<std::int64_t>(static_cast<Limb>(x) << shift));
    }
  }
  Limb room = 0;
  const auto limbs = limbs_of(a, room);
  const auto whole = static_cast<std::size_t>(shift / 64);
  const auto rest = static_cast<unsigned>(shift % 64);
  std::vector<Limb> shifted(limbs.size() + whole + 1);
  for (std::size_t i = 0; i < limbs.size(); ++i) {
    shifted[i + whole] |= limbs[i] << rest;
    if (rest != 0) shifted[i + whole + 1] = limbs[i] >> (64 - rest);
  }
  return make_int(mutator, shifted, int_sign(a) < 0);
}

Value int_shift_right(Mutator& mutator, Value a, std::int64_t shift) {
  std::int64_t x = 0;
  if (small(a, x)) return make_int(mutator, shift > 63 ? (x < 0 ? -1 : 0) : x >> shift);
  Limb room = 0;
  const auto limbs = limbs_of(a, room);
  const bool negative = int_sign(a) < 0;
  const auto whole = static_cast<std::uint64_t>(shift) / 64;
  const auto rest = static_cast<unsigned>(shift % 64);
  if (whole >= limbs.size()) return Value::from_int(negative ? -1 : 0);
  bool lost = false;
  for (std::size_t i = 0; i < whole; ++i) lost = lost || limbs[i] != 0;
  if (rest != 0) lost = lost || (limbs[whole] << (64 - rest)) != 0;
  std::vector<Limb> shifted(limbs.size() - whole + 1);
  for (std::size_t i = whole; i < limbs.size(); ++i) {
    shifted[i - whole] = limbs[i] >> rest;
    if (rest != 0 && i + 1 < limbs.size()) shifted[i - whole] |= limbs[i + 1] << (64 - rest);
  }
  if (negative && lost) {  // towards minus infinity
    for (Limb& limb : shifted) {
      if (++limb != 0) break;
    }
  }
  return make_int(mutator, shifted, negative);
}

Value int_neg(Mutator& mutator, Value a) {
  std::int64_t x = 0;
  if (small(a, x) && x != INT64_MIN) return make_int(mutator, -x);
  Limb room = 0;
  return make_int(mutator, limbs_of(a, room), int_sign(a) > 0);
}

Value int_abs(Mutator& mutator, Value a) {
  return int_sign(a) < 0 ? int_neg(mutator, a) : int_plain(mutator, a);
}

Value int_invert(Mutator& mutator, Value a) {
  std::int64_t x = 0;
  if (small(a, x)) return make_int(mutator, ~x);
  return int_neg(mutator, int_add(mutator, a, Value::from_int(1)));
}

Value int_gcd(Mutator& mutator, Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small(a, x) && small(b, y)) {
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

Value int_sqrt(Mutator& mutator, Value a) { return from_cpp(mutator, boost::multiprecision::sqrt(to_cpp(a))); }

int int_compare(Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small(a, x) && small(b, y)) return x < y ? -1 : x > y ? 1 : 0;
  const int sign = int_sign(a);
  if (sign != int_sign(b)) return sign < int_sign(b) ? -1 : 1;
  Limb room_a = 0;
  Limb room_b = 0;
  const auto left = limbs_of(a, room_a);
  const auto right = limbs_of(b, room_b);
  if (left.size() != right.size()) return left.size() < right.size() ? -sign : sign;
  for (std::size_t i = left.size(); i-- > 0;) {
    if (left[i] != right[i]) return left[i] < right[i] ? -sign : sign;
  }
  return 0;
}

int int_compare_double(Value a, double d) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  std::int64_t x = 0;
  if (small(a, x) && x >= -kExact && x <= kExact) {
    const auto exact = static_cast<double>(x);
    return exact < d ? -1 : exact > d ? 1 : 0;
  }
  if (std::isinf(d)) return d > 0 ? -1 : 1;
  const double whole = std::trunc(d);
  const int order = to_cpp(a).compare(cpp_int(whole));
  if (order != 0) return order < 0 ? -1 : 1;
  return d > whole ? -1 : d < whole ? 1 : 0;
}

std::int64_t int_bit_length(Value a) {
  Limb room = 0;
  const auto limbs = limbs_of(a, room);
  if (limbs.empty()) return 0;
  return static_cast<std::int64_t>(limbs.size()) * 64 - std::countl_zero(limbs.back());
}

std::int64_t int_bit_count(Value a) {
  Limb room = 0;
  std::int64_t count = 0;
  for (const Limb limb : limbs_of(a, room)) count += std::popcount(limb);
  return count;
}

std::optional<double> int_true_div(Value a, Value b) {
  constexpr std::int64_t kExact = std::int64_t{1} << 53;
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small(a, x) && small(b, y) && x >= -kExact && x <= kExact && y >= -kExact && y <= kExact) {
    return static_cast<double>(x) / static_cast<double>(y);
  }
  if (int_sign(a) == 0) return int_sign(b) < 0 ? -0.0 : 0.0;
  // The quotient as an integer of 55 or 56 bits times 2^shift, its lowest bit set when there is a rest; in the
  // range of subnormal doubles the lowest bits are those that will be rounded away.
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

std::string int_to_string(Value a, int base) {
  Limb room = 0;
  const auto limbs = limbs_of(a, room);
  if (limbs.empty()) return "0";
  std::string digits;
  if (std::has_single_bit(static_cast<unsigned>(base))) {
    digits = power_of_two_digits(limbs, std::countr_zero(static_cast<unsigned>(base)));
  } else {
    const Chunk chunk(base);
    std::vector<Limb> rest(limbs.begin(), limbs.end());
    std::string reversed;
    while (!rest.empty()) {
      Limb remainder = 0;
      for (std::size_t i = rest.size(); i-- > 0;) {
        const DoubleLimb dividend = (static_cast<DoubleLimb>(remainder) << 64U) | rest[i];
        rest[i] = static_cast<Limb>(dividend / chunk.power);
        remainder = static_cast<Limb>(dividend) - rest[i] * chunk.power;
      }
      while (!rest.empty() && rest.back() == 0) rest.pop_back();
      for (int i = 0; i < chunk.digits && (remainder != 0 || !rest.empty()); ++i) {
        reversed.push_back("0123456789abcdefghijklmnopqrstuvwxyz"[remainder % static_cast<Limb>(base)]);
        remainder /= static_cast<Limb>(base);
      }
    }
    digits.assign(reversed.rbegin(), reversed.rend());
  }
  if (int_sign(a) < 0) digits.insert(digits.begin(), '-');
  return digits;
}

std::int64_t hash_int(Value a) {
  constexpr Limb kModulus = (Limb{1} << 61U) - 1;
  Limb room = 0;
  const auto limbs = limbs_of(a, room);
  Limb hash = 0;
  for (std::size_t i = limbs.size(); i-- > 0;) {
    hash = static_cast<Limb>(((static_cast<DoubleLimb>(hash) << 64U) | limbs[i]) % kModulus);
  }
  const auto result = static_cast<std::int64_t>(int_sign(a) < 0 ? Limb{0} - hash : hash);
  return result == -1 ? -2 : result;
}

Value parse_int(Mutator& mutator, std::string_view text, int base) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  const auto prefix_base = [&] {
    if (text.size() < 2 || text[0] != '0') return 0;
    const char letter = static_cast<char>(text[1] | 0x20);
    return letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  }();
  bool no_leading_zeros = false;
  if (prefix_base != 0 && (base == 0 || base == prefix_base)) {
    base = prefix_base;
    text.remove_prefix(2);
    if (!text.empty() && text[0] == '_') text.remove_prefix(1);
  } else if (base == 0) {
    base = 10;
    no_leading_zeros = true;
  }
  std::string digits;
  digits.reserve(text.size());
  bool after_digit = false;
  for (const char c : text) {
    if (c == '_') {
      if (!after_digit) return {};
      after_digit = false;
      continue;
    }
    if (digit_value(c) >= base) return {};
    digits.push_back(c);
    after_digit = true;
  }
  if (!after_digit) return {};
  const Value value = make_int(mutator, digits, base);
  if (no_leading_zeros && digits[0] == '0' && int_sign(value) != 0) return {};
  return negative ? int_neg(mutator, value) : value;
}

}  // namespace minipy::objects
