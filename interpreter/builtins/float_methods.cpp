#include <bit>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "interpreter/builtins/format_spec.hpp"
#include "interpreter/builtins/number_support.hpp"
#include "interpreter/objects/bytes.hpp"

namespace minipy::builtins {
namespace {

using objects::make_float;
using objects::Special;

double self_of(const Arguments& arguments) { return objects::float_value(arguments[0]); }

Raised zero_division(ThreadState& thread, const char* message) {
  return thread.raise(thread.types.ZeroDivisionError, "%s", message);
}

using Operation = Result<Value> (*)(ThreadState& thread, double a, double b);

template <Operation operation, bool reflected>
Result<Value> binary(ThreadState& thread, const Arguments& arguments) {
  double other = 0;
  if (!MINIPY_TRY(operand_double(thread, arguments[1], other))) return Value::not_implemented();
  const double self = self_of(arguments);
  return reflected ? operation(thread, other, self) : operation(thread, self, other);
}

Result<Value> add(ThreadState&, double a, double b) { return make_float(a + b); }
Result<Value> subtract(ThreadState&, double a, double b) { return make_float(a - b); }
Result<Value> multiply(ThreadState&, double a, double b) { return make_float(a * b); }

Result<Value> divide(ThreadState& thread, double a, double b) {
  if (b == 0) return zero_division(thread, "float division by zero");
  return make_float(a / b);
}

Result<Value> floor_divide(ThreadState& thread, double a, double b) {
  if (b == 0) return zero_division(thread, "float floor division by zero");
  return make_float(objects::float_floor_div(a, b));
}

Result<Value> modulo(ThreadState& thread, double a, double b) {
  if (b == 0) return zero_division(thread, "float modulo");
  return make_float(objects::float_mod(a, b));
}

Result<Value> divmod(ThreadState& thread, double a, double b) {
  if (b == 0) return zero_division(thread, "float divmod()");
  const Value pair[] = {make_float(objects::float_floor_div(a, b)), make_float(objects::float_mod(a, b))};
  return Value(Tuple::create(thread, pair));
}

template <bool reflected>
Result<Value> float_pow(ThreadState& thread, const Arguments& arguments) {
  if (arguments.get(2) && !arguments[2].is_none()) {
    return thread.raise(thread.types.TypeError,
                        "pow() 3rd argument not allowed unless all arguments are integers");
  }
  return binary<float_power, reflected>(thread, arguments);
}

template <objects::Comparison op>
Result<Value> compare(ThreadState&, const Arguments& arguments) {
  const double a = self_of(arguments);
  const Value other = arguments[1];
  if (objects::is_float(other)) {
    const double b = objects::float_value(other);
    const int order = a < b ? -1 : a > b ? 1 : a == b ? 0 : 2;
    return Value::from_bool(holds<op>(order));
  }
  if (!objects::is_integer(other)) return Value::not_implemented();
  return Value::from_bool(holds<op>(std::isnan(a) ? 2 : -objects::int_compare_double(other, a)));
}

Result<Value> float_neg(ThreadState&, const Arguments& arguments) { return make_float(-self_of(arguments)); }
Result<Value> float_pos(ThreadState&, const Arguments& arguments) { return make_float(self_of(arguments)); }
Result<Value> float_abs(ThreadState&, const Arguments& arguments) {
  return make_float(std::fabs(self_of(arguments)));
}
Result<Value> float_bool(ThreadState&, const Arguments& arguments) {
  return Value::from_bool(self_of(arguments) != 0);
}
Result<Value> float_hash(ThreadState& thread, const Arguments& arguments) {
  return objects::make_int(thread, objects::hash_double(self_of(arguments)));
}
Result<Value> float_repr(ThreadState& thread, const Arguments& arguments) {
  return Value(Str::create(thread, objects::float_repr(self_of(arguments))));
}
Result<Value> float_trunc(ThreadState& thread, const Arguments& arguments) {
  return int_from_float(thread, self_of(arguments));
}
Result<Value> float_floor(ThreadState& thread, const Arguments& arguments) {
  return int_from_float(thread, std::floor(self_of(arguments)));
}
Result<Value> float_ceil(ThreadState& thread, const Arguments& arguments) {
  return int_from_float(thread, std::ceil(self_of(arguments)));
}
Result<Value> float_is_integer(ThreadState&, const Arguments& arguments) {
  const double d = self_of(arguments);
  return Value::from_bool(std::isfinite(d) && std::floor(d) == d);
}

Result<Value> float_format(ThreadState& thread, const Arguments& arguments) {
  const Str* spec = MINIPY_TRY(str_argument(thread, arguments[1], "__format__() argument"));
  if (spec->length == 0) return Value(MINIPY_TRY(vm::str(thread, arguments[0])));
  return Value(MINIPY_TRY(builtins::format_float(thread, arguments[0], spec)));
}

double parsed(const std::string& text) {
  double d = 0;
  std::from_chars(text.data(), text.data() + text.size(), d);
  return d;
}

// Rounds a finite double to a multiple of 10 ** -digits exactly: by its decimal digits.
double rounded(double d, std::int64_t digits) {
  constexpr std::int64_t kMostDigits = 323;
  constexpr std::int64_t kFewestDigits = -309;
  if (digits > kMostDigits || d == 0) return d;
  if (digits < kFewestDigits) return 0.0 * d;
  DoubleStyle style;
  if (digits >= 0) {
    style.type = 'f';
    style.precision = static_cast<int>(digits);
    return parsed(double_to_string(d, style));
  }
  const int exponent = static_cast<int>(std::floor(std::log10(std::fabs(d))));
  // log10 may be off by one next to a power of ten; the digits tell.
  style.type = 'e';
  style.precision = 17;
  const std::string text = double_to_string(std::fabs(d), style);
  int exact = exponent;
  std::from_chars(text.data() + text.find('e') + (text[text.find('e') + 1] == '+' ? 2 : 1),
                  text.data() + text.size(), exact);
  const std::int64_t wanted = exact + 1 + digits;
  if (wanted > 0) {
    style.precision = static_cast<int>(wanted) - 1;
    const std::string number = double_to_string(d, style);
    return std::strtod(number.c_str(), nullptr);  // infinite when rounding carries past the largest double
  }
  const double unit = parsed("1e" + std::to_string(-digits));
  const bool up = wanted == 0 && std::fabs(d) > unit / 2;
  return std::copysign(up ? unit : 0.0, d);
}

Result<Value> float_round(ThreadState& thread, const Arguments& arguments) {
  const double d = self_of(arguments);
  const Value digits_argument = arguments.get(1);
  if (!digits_argument || digits_argument.is_none()) {
    double whole = std::round(d);
    if (std::fabs(d - whole) == 0.5) whole = 2.0 * std::round(d / 2.0);
    return int_from_float(thread, whole);
  }
  const Value index = MINIPY_TRY(vm::index(thread, digits_argument));
  if (!std::isfinite(d)) return make_float(d);
  const std::int64_t digits =
      objects::to_int64(index).value_or(objects::int_sign(index) < 0 ? INT64_MIN : INT64_MAX);
  const double result = rounded(d, digits);
  if (std::isinf(result))
    return thread.raise(thread.types.OverflowError, "rounded value too large to represent");
  return make_float(result);
}

Result<Value> float_as_integer_ratio(ThreadState& thread, const Arguments& arguments) {
  const double d = self_of(arguments);
  if (std::isinf(d)) {
    return thread.raise(thread.types.OverflowError, "cannot convert Infinity to integer ratio");
  }
  if (std::isnan(d)) return thread.raise(thread.types.ValueError, "cannot convert NaN to integer ratio");
  int exponent = 0;
  double mantissa = std::frexp(d, &exponent);
  for (; mantissa != std::floor(mantissa); mantissa *= 2) --exponent;
  const Value whole = objects::int_from_double(thread, mantissa);
  Value ratio[] = {whole, Value::from_int(1)};
  if (exponent > 0) ratio[0] = objects::int_shift_left(thread, whole, exponent);
  if (exponent < 0) ratio[1] = objects::int_shift_left(thread, Value::from_int(1), -exponent);
  return Value(Tuple::create(thread, ratio));
}

Result<Value> float_hex(ThreadState& thread, const Arguments& arguments) {
  const double d = self_of(arguments);
  if (!std::isfinite(d)) return Value(Str::create(thread, objects::float_repr(d)));
  int exponent = 0;
  double mantissa = std::frexp(std::fabs(d), &exponent);
  if (mantissa != 0) {  // one bit before the point, as far as the smallest exponent lets it
    const int shift = 1 - std::max(-1021 - exponent, 0);
    mantissa = std::ldexp(mantissa, shift);
    exponent -= shift;
  }
  std::string text = std::signbit(d) ? "-0x" : "0x";
  text += mantissa >= 1 ? '1' : '0';
  text += '.';
  mantissa -= std::floor(mantissa);
  for (int i = 0; i < (d == 0 ? 1 : 13); ++i) {
    mantissa *= 16;
    const int digit = static_cast<int>(mantissa);
    text += "0123456789abcdef"[digit];
    mantissa -= digit;
  }
  text += exponent < 0 ? "p" : "p+";
  text += std::to_string(exponent);
  return Value(Str::create(thread, text));
}

// Whether `text` is hexadecimal digits, with a point perhaps, and an exponent perhaps.
bool is_hexadecimal(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_hex = [&](char c) { return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); };
  std::size_t at = 0;
  std::size_t digits = 0;
  for (bool point = false; at < text.size(); ++at) {
    if (text[at] == '.' && !point) {
      point = true;
    } else if (is_hex(text[at])) {
      ++digits;
    } else {
      break;
    }
  }
  if (digits == 0) return false;
  if (at == text.size()) return true;
  if ((text[at] | 0x20) != 'p') return false;
  ++at;
  if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
  if (at == text.size()) return false;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at == text.size();
}

Result<Value> float_fromhex(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "bad argument type for built-in operation");
  }
  const std::string text = *number_text(thread, arguments[1]);
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  double magnitude = 0;
  if (rest.starts_with("0x") || rest.starts_with("0X")) rest.remove_prefix(2);
  if (is_hexadecimal(rest)) {
    magnitude = std::strtod(("0x" + std::string(rest)).c_str(), nullptr);
    if (std::isinf(magnitude)) {
      return thread.raise(thread.types.OverflowError, "hexadecimal value too large to represent as a float");
    }
  } else if (const auto special = objects::parse_float(rest); special && !std::isfinite(*special)) {
    magnitude = *special;
  } else {
    return thread.raise(thread.types.ValueError, "invalid hexadecimal floating-point string");
  }
  const Value result = make_float(negative ? -magnitude : magnitude);
  if (arguments[0] == Value(thread.types.float_)) return result;
  return vm::call(thread, arguments[0], {result});
}

Result<double> float_from_text(ThreadState& thread, Value source) {
  const auto d = objects::parse_float(*number_text(thread, source));
  if (d) return *d;
  return thread.raise(thread.types.ValueError, "could not convert string to float: %R", source);
}

Result<double> float_of(ThreadState& thread, Value x) {
  if (x.is_double()) return x.as_double();
  if (objects::is_str(x) || objects::has_kind(x, objects::kBytes) ||
      objects::has_kind(x, objects::kByteArray)) {
    return float_from_text(thread, x);
  }
  if (vm::find_special(thread, x, Special::kFloat)) {
    const Value result = MINIPY_TRY(vm::call_special(thread, x, Special::kFloat, {}));
    if (objects::is_float(result)) return objects::float_value(result);
    return thread.raise(thread.types.TypeError, "%T.__float__ returned non-float (type %T)", x, result);
  }
  if (vm::find_special(thread, x, Special::kIndex)) {
    return float_from_int(thread, MINIPY_TRY(vm::index(thread, x)));
  }
  return thread.raise(thread.types.TypeError, "float() argument must be a string or a real number, not '%T'",
                      x);
}

Result<Value> float_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(class_argument(thread, arguments[0], thread.types.float_));
  const double d = arguments.get(1) ? MINIPY_TRY(float_of(thread, arguments[1])) : 0.0;
  return type == thread.types.float_ ? make_float(d) : objects::make_float_instance(thread, type, d);
}

Result<Value> float_getnewargs(ThreadState& thread, const Arguments& arguments) {
  const Value self[] = {make_float(self_of(arguments))};
  return Value(Tuple::create(thread, self));
}

Result<Value> get_self(ThreadState&, Value self) { return make_float(objects::float_value(self)); }
Result<Value> get_zero(ThreadState&, Value) { return make_float(0.0); }

using objects::Comparison;

constexpr NativeDefinition kMethods[] = {
    {"__new__", float_new, "cls, x=, /"},
    {"__repr__", float_repr, "self, /"},
    {"__format__", float_format, "self, format_spec, /"},
    {"__hash__", float_hash, "self, /"},
    {"__bool__", float_bool, "self, /"},
    {"__int__", float_trunc, "self, /"},
    {"__float__", float_pos, "self, /"},
    {"__trunc__", float_trunc, "self, /"},
    {"__floor__", float_floor, "self, /"},
    {"__ceil__", float_ceil, "self, /"},
    {"__round__", float_round, "self, ndigits=, /"},
    {"__pos__", float_pos, "self, /"},
    {"__neg__", float_neg, "self, /"},
    {"__abs__", float_abs, "self, /"},
    {"__add__", binary<add, false>, "self, value, /"},
    {"__radd__", binary<add, true>, "self, value, /"},
    {"__sub__", binary<subtract, false>, "self, value, /"},
    {"__rsub__", binary<subtract, true>, "self, value, /"},
    {"__mul__", binary<multiply, false>, "self, value, /"},
    {"__rmul__", binary<multiply, true>, "self, value, /"},
    {"__truediv__", binary<divide, false>, "self, value, /"},
    {"__rtruediv__", binary<divide, true>, "self, value, /"},
    {"__floordiv__", binary<floor_divide, false>, "self, value, /"},
    {"__rfloordiv__", binary<floor_divide, true>, "self, value, /"},
    {"__mod__", binary<modulo, false>, "self, value, /"},
    {"__rmod__", binary<modulo, true>, "self, value, /"},
    {"__divmod__", binary<divmod, false>, "self, value, /"},
    {"__rdivmod__", binary<divmod, true>, "self, value, /"},
    {"__pow__", float_pow<false>, "self, value, mod=, /"},
    {"__rpow__", float_pow<true>, "self, value, mod=, /"},
    {"__eq__", compare<Comparison::kEq>, "self, value, /"},
    {"__ne__", compare<Comparison::kNe>, "self, value, /"},
    {"__lt__", compare<Comparison::kLt>, "self, value, /"},
    {"__le__", compare<Comparison::kLe>, "self, value, /"},
    {"__gt__", compare<Comparison::kGt>, "self, value, /"},
    {"__ge__", compare<Comparison::kGe>, "self, value, /"},
    {"is_integer", float_is_integer, "self, /"},
    {"as_integer_ratio", float_as_integer_ratio, "self, /"},
    {"conjugate", float_pos, "self, /"},
    {"hex", float_hex, "self, /"},
    {"__getnewargs__", float_getnewargs, "self, /"},
};

// How doubles and floats lie in memory, for who asks (CPython's tests do).
Result<Value> float_getformat(ThreadState& thread, const Arguments& arguments) {
  const std::string kind = objects::is_str(arguments[1]) ? arguments[1].as<Str>()->utf8() : "";
  if (kind != "double" && kind != "float") {
    return thread.raise(thread.types.ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
  }
  return Value(Str::create(
      thread, std::endian::native == std::endian::little ? "IEEE, little-endian" : "IEEE, big-endian"));
}

constexpr NativeDefinition kClassMethods[] = {
    {"__getformat__", float_getformat, "cls, typestr, /"},
    {"fromhex", float_fromhex, "cls, string, /"},
};

constexpr GetSetDefinition kAttributes[] = {
    {"real", get_self},
    {"imag", get_zero},
};

}  // namespace

Result<bool> operand_double(ThreadState& thread, Value value, double& d) {
  if (objects::is_float(value)) {
    d = objects::float_value(value);
    return true;
  }
  if (!objects::is_integer(value)) return false;
  d = MINIPY_TRY(float_from_int(thread, value));
  return true;
}

Result<Value> float_power(ThreadState& thread, double a, double b) {
  if (a == 0 && b < 0) return zero_division(thread, "0.0 cannot be raised to a negative power");
  if (a < 0 && std::isfinite(a) && std::isfinite(b) && b != std::floor(b)) {
    return complex_power(thread, {a, 0}, {b, 0});
  }
  const double result = std::pow(a, b);
  if (std::isinf(result) && std::isfinite(a) && std::isfinite(b)) {
    const Value arguments[] = {Value::from_int(ERANGE), Str::create(thread, "Numerical result out of range")};
    return thread.raise_with(thread.types.OverflowError, arguments);
  }
  return make_float(result);
}

void install_float(ThreadState& thread) {
  add_methods(thread, thread.types.float_, kMethods);
  add_class_methods(thread, thread.types.float_, kClassMethods);
  add_getsets(thread, thread.types.float_, kAttributes);
}

}  // namespace minipy::builtins
