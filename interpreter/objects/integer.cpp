// Integers: how they are kept, and what looks at their bits. The arithmetic is in integer_arithmetic.cpp.
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/limbs.hpp"

namespace minipy::objects {
namespace {

BigInt* allocate(Mutator& mutator, Type* type, std::size_t count, bool negative) {
  const bool with_attributes = type->has(Type::kInstancesHaveDict);
  const std::size_t size = sizeof(BigInt) + count * sizeof(Limb) + (with_attributes ? sizeof(Slot) : 0);
  auto* object = mutator.allocate<BigInt>(kBigInt, type->root_shape.load().as_object(), size);
  if (with_attributes) set_flag(object, kHasAttributes);
  object->count = static_cast<std::uint32_t>(count);
  object->negative = negative ? 1 : 0;
  return object;
}

}  // namespace

bool small_int(Value value, std::int64_t& i) {
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

std::span<const Limb> limbs_of(Value value, Limb& room) {
  std::int64_t i = 0;
  if (has_kind(value, kBigInt)) {
    const auto* big = value.as<BigInt>();
    return {big->limbs, big->count};
  }
  small_int(value, i);
  room = magnitude_of(i);
  return {&room, room == 0 ? 0U : 1U};
}

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
  if (small_int(value, i)) return i;
  return std::nullopt;
}

std::optional<double> int_to_double(Value value) {
  std::int64_t i = 0;
  if (small_int(value, i)) return static_cast<double>(i);
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
  small_int(a, i);
  return i < 0 ? -1 : i > 0 ? 1 : 0;
}

Value int_shift_left(Mutator& mutator, Value a, std::int64_t shift) {
  std::int64_t x = 0;
  if (small_int(a, x)) {
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
  if (small_int(a, x)) return make_int(mutator, shift > 63 ? (x < 0 ? -1 : 0) : x >> shift);
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
  if (small_int(a, x) && x != INT64_MIN) return make_int(mutator, -x);
  Limb room = 0;
  return make_int(mutator, limbs_of(a, room), int_sign(a) > 0);
}

Value int_abs(Mutator& mutator, Value a) {
  return int_sign(a) < 0 ? int_neg(mutator, a) : int_plain(mutator, a);
}

Value int_invert(Mutator& mutator, Value a) {
  std::int64_t x = 0;
  if (small_int(a, x)) return make_int(mutator, ~x);
  return int_neg(mutator, int_add(mutator, a, Value::from_int(1)));
}

int int_compare(Value a, Value b) {
  std::int64_t x = 0;
  std::int64_t y = 0;
  if (small_int(a, x) && small_int(b, y)) return x < y ? -1 : x > y ? 1 : 0;
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

}  // namespace minipy::objects
