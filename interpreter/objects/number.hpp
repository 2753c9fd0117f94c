#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

/// An integer outside 51 bits, or an instance of a Python subclass of int (any size, also inline ones): sign
/// and magnitude, 64-bit limbs, least significant first, no leading zero limbs. Immutable.
/// Arithmetic is done by Boost.Multiprecision in integer.cpp.
struct BigInt : Object {
  std::int32_t negative;
  std::uint32_t count;
  std::uint64_t limbs[];
};

/// An instance of a Python subclass of float (plain floats are unboxed): kind kInstance never holds it, see
/// `opaque.hpp` for its info.
struct Complex : Object {
  double real;
  double imaginary;
};

/// int, bool or an instance of a subclass of int.
bool is_integer(Value value);
/// float or an instance of a subclass of float.
bool is_float(Value value);

Value make_int(Mutator& mutator, std::int64_t i);
Value make_int_u64(Mutator& mutator, std::uint64_t i);
/// From decimal (or `base`) digits without sign or underscores.
Value make_int(Mutator& mutator, std::string_view digits, int base);
inline Value make_float(double d) { return Value::from_double(d); }
Value make_complex(Mutator& mutator, double real, double imaginary);

/// The value of an integer (bool included) when it fits 64 bits. `value` must be an integer.
std::optional<std::int64_t> to_int64(Value value);
/// The nearest double of an integer; nothing when it is too large. `value` must be an integer.
std::optional<double> int_to_double(Value value);
/// int or float as a double; nothing for anything else and for integers too large.
std::optional<double> to_double(Value value);

/// Integer arithmetic of any size; both operands must be integers. Division by zero is the caller's to check.
Value int_add(Mutator& mutator, Value a, Value b);
Value int_sub(Mutator& mutator, Value a, Value b);
Value int_mul(Mutator& mutator, Value a, Value b);
Value int_floor_div(Mutator& mutator, Value a, Value b);
Value int_mod(Mutator& mutator, Value a, Value b);
/// a ** b with b >= 0.
Value int_pow(Mutator& mutator, Value a, Value b);
/// (a ** b) % c with b >= 0 and c != 0.
Value int_pow_mod(Mutator& mutator, Value a, Value b, Value c);
Value int_and(Mutator& mutator, Value a, Value b);
Value int_or(Mutator& mutator, Value a, Value b);
Value int_xor(Mutator& mutator, Value a, Value b);
/// `shift` >= 0.
Value int_shift_left(Mutator& mutator, Value a, std::int64_t shift);
Value int_shift_right(Mutator& mutator, Value a, std::int64_t shift);
Value int_neg(Mutator& mutator, Value a);
Value int_invert(Mutator& mutator, Value a);
/// Negative, 0, positive.
int int_compare(Value a, Value b);
/// Compares an integer with a double exactly; `d` is no NaN.
int int_compare_double(Value a, double d);
int int_sign(Value a);
std::int64_t int_bit_length(Value a);
/// The exact quotient of two integers rounded once, as CPython's int / int; nothing on overflow. b != 0.
std::optional<double> int_true_div(Value a, Value b);
/// The integral part of a finite double.
Value int_from_double(Mutator& mutator, double d);
/// Digits in base 2 to 36, lower case, with '-' where negative, no prefix.
std::string int_to_string(Value a, int base = 10);

/// hash() of numbers, such that equal numbers have equal hashes (CPython's modulus 2^61 - 1). Never -1.
std::int64_t hash_int(Value a);
std::int64_t hash_double(double d);

/// floor division and modulo with Python's signs; b != 0.
double float_floor_div(double a, double b);
double float_mod(double a, double b);
/// repr(float): the shortest digits that read back as the same double.
std::string float_repr(double d);
/// float("..."): nothing when the text (no surrounding space) is no float. Underscores as Python allows them.
std::optional<double> parse_float(std::string_view text);
/// int("...", base) without surrounding space; empty when it is no integer.
Value parse_int(Mutator& mutator, std::string_view text, int base);

}  // namespace minipy::objects
