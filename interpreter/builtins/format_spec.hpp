#pragma once

// The format mini-language: what stands behind the colon in f"{value:*>+10,.2f}".

#include <string>

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// A format specification, taken apart.
struct FormatSpec {
  char32_t fill = ' ';
  char32_t align = '>';
  char32_t sign = 0;
  bool no_negative_zero = false;
  bool alternate = false;
  std::int64_t width = -1;
  char32_t separator = 0;  ///< ',' or '_' between groups of digits
  int group = 3;           ///< digits in a group
  std::int64_t precision = -1;
  char32_t type = 0;  ///< 0: not given
};

/// Takes `spec` apart. Raises ValueError as CPython does; `object` is the value to be formatted.
Result<FormatSpec> parse_format_spec(ThreadState& thread, Value object, const Str* spec,
                                     char32_t default_type, char32_t default_align);

/// format(value, spec) of the built-in types: str (instances of subclasses included), int and bool, float,
/// complex.
Result<Str*> format_str(ThreadState& thread, Value value, const Str* spec);
Result<Str*> format_int(ThreadState& thread, Value value, const Str* spec);
Result<Str*> format_float(ThreadState& thread, Value value, const Str* spec);
Result<Str*> format_complex(ThreadState& thread, Value value, const Str* spec);

/// How `double_to_string` shall write.
struct DoubleStyle {
  char type = 'r';  ///< e, E, f, F, g, G, or r for repr
  int precision = 6;
  bool alternate = false;  ///< always a point, and 'g' keeps trailing zeros
  bool add_dot_0 = false;  ///< ".0" behind what looks like an integer
  bool no_negative_zero = false;
};

/// The digits of `d`, exactly rounded, with '-' where negative.
std::string double_to_string(double d, const DoubleStyle& style);

/// repr of a complex number: "(1+2j)".
std::string complex_repr(double real, double imaginary);

/// Decimal digits of an integer; ValueError when it has more than sys.get_int_max_str_digits().
Result<std::string> int_decimal(ThreadState& thread, Value integer);

}  // namespace minipy::builtins
