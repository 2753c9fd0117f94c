#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

struct Type;

/// An integer outside 51 bits, or an instance of a Python subclass of int (any size, also inline ones): sign
/// and magnitude, 64-bit limbs, least significant first, no leading zero limbs. Immutable.
/// Arithmetic is done by Boost.Multiprecision in integer.cpp.
struct BigInt : Object {
  std::int32_t negative;
  std::uint32_t count;
  std::uint64_t limbs[];
};

/// A complex number. Immutable.
struct Complex : Object {
  double real;
  double imaginary;
};

/// int, bool or an instance of a subclass of int.
inline bool is_integer(Value value) { return value.is_int() || value.is_bool() || has_kind(value, kBigInt); }
/// float or an instance of a subclass of float.
bool is_float(Value value);
inline bool is_complex(Value value) { return has_kind(value, kComplex); }
/// The double of a value for which `is_float` holds.
double float_value(Value value);

Value make_int(Mutator& mutator, std::int64_t i);
Value make_int_u64(Mutator& mutator, std::uint64_t i);
/// From decimal (or `base`) digits without sign or underscores.
Value make_int(Mutator& mutator, std::string_view digits, int base);
inline Value make_float(double d) { return Value::from_double(d); }
Value make_complex(Mutator& mutator, double real, double imaginary);
/// From a magnitude in 64-bit limbs, least significant first.
Value make_int(Mutator& mutator, std::span<const std::uint64_t> limbs, bool negative);
/// The same number as an instance of `type`, a subclass of int, float or complex. Plain floats are unboxed;
/// those of a subclass are opaque objects.
Value make_int_instance(Mutator& mutator, Type* type, Value integer);
Value make_float_instance(Mutator& mutator, Type* type, double d);
Value make_complex_instance(Mutator& mutator, Type* type, double real, double imaginary);

/// The magnitude of an integer in 64-bit limbs, least significant first, no leading zeros.
std::vector<std::uint64_t> int_magnitude(Value value);
/// The integer itself, as an int proper: of True, and of an instance of a subclass.
Value int_plain(Mutator& mutator, Value value);

/// How many characters `value` has in decimal, its sign included.
int decimal_length(std::int64_t value);

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
/// Floor quotient and modulo at once.
void int_divmod(Mutator& mutator, Value a, Value b, Value& quotient, Value& modulo);
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
/// How many bits of the magnitude are 1.
std::int64_t int_bit_count(Value a);
Value int_abs(Mutator& mutator, Value a);
/// The greatest common divisor, not negative.
Value int_gcd(Mutator& mutator, Value a, Value b);
/// The integral part of the square root; a >= 0.
Value int_sqrt(Mutator& mutator, Value a);
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
/// int("...", base) without surrounding space, base 0 or 2 to 36; empty when it is no integer.
Value parse_int(Mutator& mutator, std::string_view text, int base);

}  // namespace minipy::objects
