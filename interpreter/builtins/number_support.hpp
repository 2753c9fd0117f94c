#pragma once

#include <string>

#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {

/// The text of a str, bytes or bytearray that shall be read as a number: white space at both ends gone,
/// decimal digits of any script as ASCII, what is not ASCII as '?'. Nothing for other objects.
std::optional<std::string> number_text(ThreadState& thread, Value value);

/// int(text, base) of a str, bytes or bytearray. ValueError.
Result<Value> int_from_text(ThreadState& thread, Value text, std::int64_t base);

/// int(value): the integer of any number, by __int__, __index__ or __trunc__. `value` is no text. TypeError.
Result<Value> int_from_number(ThreadState& thread, Value value);

/// The integral part of a double; ValueError for NaN, OverflowError for infinity.
Result<Value> int_from_float(ThreadState& thread, double d);

/// The double of an integer; OverflowError.
Result<double> float_from_int(ThreadState& thread, Value integer);

/// a ** b of doubles; ZeroDivisionError, OverflowError, and a complex number for a negative base with a
/// fraction.
Result<Value> float_power(ThreadState& thread, double a, double b);

/// The value of a complex number.
struct ComplexValue {
  double real = 0;
  double imaginary = 0;
};

/// a ** b of complex numbers; ZeroDivisionError, OverflowError.
Result<Value> complex_power(ThreadState& thread, ComplexValue a, ComplexValue b);

/// Whether `value` is an int or a float, whose double is then `d`. OverflowError.
Result<bool> operand_double(ThreadState& thread, Value value, double& d);

/// Whether a comparison holds for this order: negative, 0, positive, or 2 for unordered.
template <objects::Comparison op>
bool holds(int order) {
  using objects::Comparison;
  if (order == 2) return op == Comparison::kNe;
  switch (op) {
    case Comparison::kLt:
      return order < 0;
    case Comparison::kLe:
      return order <= 0;
    case Comparison::kEq:
      return order == 0;
    case Comparison::kNe:
      return order != 0;
    case Comparison::kGt:
      return order > 0;
    default:
      return order >= 0;
  }
}

// Parts of install_int, by file.
std::span<const NativeDefinition> int_methods();
std::span<const NativeDefinition> int_class_methods();

}  // namespace minipy::builtins
