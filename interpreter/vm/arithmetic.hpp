#pragma once

// What the eval loop does with unboxed numbers, without a call. Each gives an empty value (false, for
// comparisons through `known`) where the operands or the result are not for it; the general operators then do
// it.

#include <cmath>

#include "interpreter/base/inline.hpp"
#include "interpreter/heap/value.hpp"

namespace minipy::vm {

using heap::Value;

MINIPY_ALWAYS_INLINE Value from_shifted(std::int64_t shifted) {
  return Value::from_bits(Value::kIntTag | (static_cast<std::uint64_t>(shifted) >> Value::kIntShift));
}
MINIPY_ALWAYS_INLINE std::int64_t shifted(Value value) {
  return static_cast<std::int64_t>(value.bits() << Value::kIntShift);
}

// The payload is moved to the top of the word, so that the machine's overflow flag is that of 51 bits.
MINIPY_ALWAYS_INLINE Value add_ints(Value a, Value b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(shifted(a), shifted(b), &sum)) [[unlikely]]
    return {};
  return from_shifted(sum);
}
MINIPY_ALWAYS_INLINE Value sub_ints(Value a, Value b) {
  std::int64_t difference = 0;
  if (__builtin_sub_overflow(shifted(a), shifted(b), &difference)) [[unlikely]]
    return {};
  return from_shifted(difference);
}
MINIPY_ALWAYS_INLINE Value mul_ints(Value a, Value b) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(shifted(a), b.as_int(), &product)) [[unlikely]]
    return {};
  return from_shifted(product);
}
MINIPY_ALWAYS_INLINE Value floor_div_ints(Value a, Value b) {
  const std::int64_t y = b.as_int();
  if (y == 0) return {};
  const std::int64_t x = a.as_int();
  std::int64_t quotient = x / y;
  if ((x % y != 0) && ((x < 0) != (y < 0))) --quotient;
  return Value::fits_int(quotient) ? Value::from_int(quotient) : Value{};
}
MINIPY_ALWAYS_INLINE Value mod_ints(Value a, Value b) {
  const std::int64_t y = b.as_int();
  if (y == 0) return {};
  std::int64_t remainder = a.as_int() % y;
  if (remainder != 0 && ((remainder < 0) != (y < 0))) remainder += y;
  return Value::from_int(remainder);
}

/// An unboxed number as a double.
MINIPY_ALWAYS_INLINE bool as_number(Value value, double& number) {
  if (value.is_double()) {
    number = value.as_double();
    return true;
  }
  if (value.is_int()) {
    number = static_cast<double>(value.as_int());
    return true;
  }
  return false;
}

struct AddOperation {
  MINIPY_ALWAYS_INLINE static Value ints(Value a, Value b) { return add_ints(a, b); }
  MINIPY_ALWAYS_INLINE static Value floats(double a, double b) { return Value::from_arithmetic(a + b); }
};
struct SubOperation {
  MINIPY_ALWAYS_INLINE static Value ints(Value a, Value b) { return sub_ints(a, b); }
  MINIPY_ALWAYS_INLINE static Value floats(double a, double b) { return Value::from_arithmetic(a - b); }
};
struct MulOperation {
  MINIPY_ALWAYS_INLINE static Value ints(Value a, Value b) { return mul_ints(a, b); }
  MINIPY_ALWAYS_INLINE static Value floats(double a, double b) { return Value::from_arithmetic(a * b); }
};
struct TrueDivOperation {
  MINIPY_ALWAYS_INLINE static Value ints(Value a, Value b) {
    // Both are exact as doubles, so the quotient is rounded once.
    return b.as_int() == 0
               ? Value{}
               : Value::from_arithmetic(static_cast<double>(a.as_int()) / static_cast<double>(b.as_int()));
  }
  MINIPY_ALWAYS_INLINE static Value floats(double a, double b) {
    return b == 0.0 ? Value{} : Value::from_arithmetic(a / b);
  }
};
struct FloorDivOperation {
  MINIPY_ALWAYS_INLINE static Value ints(Value a, Value b) { return floor_div_ints(a, b); }
  MINIPY_ALWAYS_INLINE static Value floats(double, double) { return {}; }
};
struct ModOperation {
  MINIPY_ALWAYS_INLINE static Value ints(Value a, Value b) { return mod_ints(a, b); }
  MINIPY_ALWAYS_INLINE static Value floats(double, double) { return {}; }
};
struct AndOperation {
  MINIPY_ALWAYS_INLINE static Value ints(Value a, Value b) { return Value::from_bits(a.bits() & b.bits()); }
};
struct OrOperation {
  MINIPY_ALWAYS_INLINE static Value ints(Value a, Value b) { return Value::from_bits(a.bits() | b.bits()); }
};
struct XorOperation {
  MINIPY_ALWAYS_INLINE static Value ints(Value a, Value b) {
    return Value::from_bits((a.bits() ^ b.bits()) | Value::kIntTag);
  }
};
struct LShiftOperation {
  MINIPY_ALWAYS_INLINE static Value ints(Value a, Value b) {
    const std::int64_t count = b.as_int();
    if (count < 0 || count > 50) return {};
    const std::int64_t value = a.as_int();
    const std::int64_t moved = static_cast<std::int64_t>(static_cast<std::uint64_t>(value) << count);
    return (moved >> count) == value && Value::fits_int(moved) ? Value::from_int(moved) : Value{};
  }
};
struct RShiftOperation {
  MINIPY_ALWAYS_INLINE static Value ints(Value a, Value b) {
    const std::int64_t count = b.as_int();
    if (count < 0) return {};
    return Value::from_int(a.as_int() >> (count > 63 ? 63 : count));
  }
};

/// Int-int or float-number arithmetic; empty for anything else.
template <typename Operation>
MINIPY_ALWAYS_INLINE Value arithmetic(Value a, Value b) {
  if (Value::both_int(a, b)) return Operation::ints(a, b);
  double x = 0;
  double y = 0;
  if (as_number(a, x) && as_number(b, y)) return Operation::floats(x, y);
  return {};
}
/// At least one is a float, both are numbers.
template <typename Operation>
MINIPY_ALWAYS_INLINE Value float_arithmetic(Value a, Value b) {
  if (a.is_double() && b.is_double()) [[likely]]
    return Operation::floats(a.as_double(), b.as_double());
  if (Value::both_int(a, b)) return {};
  double x = 0;
  double y = 0;
  if (as_number(a, x) && as_number(b, y)) return Operation::floats(x, y);
  return {};
}

struct LtComparison {
  template <typename T>
  MINIPY_ALWAYS_INLINE static bool holds(T a, T b) {
    return a < b;
  }
};
struct LeComparison {
  template <typename T>
  MINIPY_ALWAYS_INLINE static bool holds(T a, T b) {
    return a <= b;
  }
};
struct EqComparison {
  template <typename T>
  MINIPY_ALWAYS_INLINE static bool holds(T a, T b) {
    return a == b;
  }
};
struct NeComparison {
  template <typename T>
  MINIPY_ALWAYS_INLINE static bool holds(T a, T b) {
    return a != b;
  }
};
struct GtComparison {
  template <typename T>
  MINIPY_ALWAYS_INLINE static bool holds(T a, T b) {
    return a > b;
  }
};
struct GeComparison {
  template <typename T>
  MINIPY_ALWAYS_INLINE static bool holds(T a, T b) {
    return a >= b;
  }
};

/// Whether the comparison is of unboxed numbers; `result` is then its outcome.
template <typename Test>
MINIPY_ALWAYS_INLINE bool compare_numbers(Value a, Value b, bool& result) {
  if (Value::both_int(a, b)) {
    result = Test::holds(shifted(a), shifted(b));
    return true;
  }
  double x = 0;
  double y = 0;
  if (as_number(a, x) && as_number(b, y)) {
    result = Test::holds(x, y);
    return true;
  }
  return false;
}

}  // namespace minipy::vm
