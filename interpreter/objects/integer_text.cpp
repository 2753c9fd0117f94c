// Integers from and to digits in any base.
#include <bit>

#include "interpreter/objects/limbs.hpp"

namespace minipy::objects {
namespace {

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

int decimal_length(std::int64_t value) {
  static constexpr std::uint64_t kPowers[] = {0,
                                              10,
                                              100,
                                              1'000,
                                              10'000,
                                              100'000,
                                              1'000'000,
                                              10'000'000,
                                              100'000'000,
                                              1'000'000'000,
                                              10'000'000'000,
                                              100'000'000'000,
                                              1'000'000'000'000,
                                              10'000'000'000'000,
                                              100'000'000'000'000,
                                              1'000'000'000'000'000,
                                              10'000'000'000'000'000,
                                              100'000'000'000'000'000,
                                              1'000'000'000'000'000'000,
                                              10'000'000'000'000'000'000U};
  const std::uint64_t magnitude =
      value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  // log10(2) is about 1233 / 4096.
  const int guess = static_cast<int>(std::bit_width(magnitude)) * 1233 / 4096;
  return guess + (magnitude >= kPowers[guess] ? 1 : 0) + (value < 0 ? 1 : 0);
}

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
