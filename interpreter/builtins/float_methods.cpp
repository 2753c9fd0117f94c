#include <bit>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/builtins/format_spec.hpp"
#include "interpreter/builtins/number_support.hpp"
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/vm/warnings.hpp"

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
  const double d = self_of(arguments);
  // Two of them are never equal, so that each may have a hash of its own.
  if (std::isnan(d)) return objects::make_int(thread, identity_hash(arguments[0]));
  return objects::make_int(thread, objects::hash_double(d));
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

// The number that hexadecimal digits are, with a point perhaps and an exponent perhaps: rounded once, half to
// even. Infinite when it is too large; nothing when `text` is something else. strtod rounds wrongly next to
// the smallest normal number.
std::optional<double> parse_hexadecimal(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  constexpr std::int64_t kFarExponent = std::int64_t{1} << 40;
  std::uint64_t mantissa = 0;
  std::int64_t exponent = 0;  // of the mantissa's last bit
  bool inexact = false;       // digits that are not 0 have no room in the mantissa
  bool any = false;
  bool point = false;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    const char lower = static_cast<char>(c | 0x20);
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(c) && (lower < 'a' || lower > 'f')) break;
    any = true;
    const auto digit = static_cast<std::uint64_t>(is_digit(c) ? c - '0' : lower - 'a' + 10);
    if (mantissa >> 58U == 0) {
      mantissa = mantissa << 4U | digit;
      if (point) exponent -= 4;
    } else {
      inexact = inexact || digit != 0;
      if (!point) exponent += 4;
    }
  }
  if (!any) return std::nullopt;
  if (at < text.size()) {
    if ((text[at] | 0x20) != 'p') return std::nullopt;
    ++at;
    const bool negative = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (at == text.size()) return std::nullopt;
    std::int64_t given = 0;
    for (; at < text.size(); ++at) {
      if (!is_digit(text[at])) return std::nullopt;
      given = std::min(given * 10 + (text[at] - '0'), kFarExponent);
    }
    exponent += negative ? -given : given;
  }
  if (mantissa == 0) return 0.0;
  // How many of the mantissa's bits a double has no room for.
  const auto bits = static_cast<std::int64_t>(std::bit_width(mantissa));
  const std::int64_t surplus = std::max(bits - 53, -1074 - exponent);
  if (surplus > bits) return 0.0;
  if (surplus > 0) {
    const auto shift = static_cast<unsigned>(surplus);
    const std::uint64_t half = std::uint64_t{1} << (shift - 1);
    const std::uint64_t rest = shift == 64 ? mantissa : mantissa & ((half << 1U) - 1);
    mantissa = shift == 64 ? 0 : mantissa >> shift;
    exponent += surplus;
    if (rest > half || (rest == half && (inexact || (mantissa & 1U) != 0))) ++mantissa;
  }
  const std::int64_t limited = std::clamp<std::int64_t>(exponent, -5000, 5000);
  return std::ldexp(static_cast<double>(mantissa), static_cast<int>(limited));
}

Result<Value> float_fromhex(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "bad argument type for built-in operation");
  }
  const std::string text = *number_text(thread, arguments[1]);
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative || rest.starts_with('+')) rest.remove_prefix(1);
  const bool has_prefix = rest.starts_with("0x") || rest.starts_with("0X");
  const bool has_sign = rest.starts_with('+') || rest.starts_with('-');
  double magnitude = 0;
  if (const auto number = parse_hexadecimal(has_prefix ? rest.substr(2) : rest)) {
    magnitude = *number;
    if (std::isinf(magnitude)) {
      return thread.raise(thread.types.OverflowError, "hexadecimal value too large to represent as a float");
    }
  } else if (const auto special = objects::parse_float(rest);
             special && !std::isfinite(*special) && !has_prefix && !has_sign) {
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
  if (objects::is_str(x) && objects::type_of(thread, x) == thread.types.str)
    return float_from_text(thread, x);
  if (vm::find_special(thread, x, Special::kFloat)) {
    const Value result = MINIPY_TRY(vm::call_special(thread, x, Special::kFloat, {}));
    if (objects::is_float(result)) {
      MINIPY_TRY(vm::warn_of_subclass(thread, objects::type_name(thread, x) + ".__float__", result,
                                      thread.types.float_));
      return objects::float_value(result);
    }
    return thread.raise(thread.types.TypeError, "%T.__float__ returned non-float (type %T)", x, result);
  }
  if (vm::find_special(thread, x, Special::kIndex)) {
    return float_from_int(thread, MINIPY_TRY(vm::index(thread, x)));
  }
  if (objects::is_str(x) || is_bytes_like(x)) return float_from_text(thread, x);
  return thread.raise(thread.types.TypeError, "float() argument must be a string or a real number, not '%T'",
                      x);
}

Result<Value> float_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(class_argument(thread, arguments[0], thread.types.float_));
  // A class below with an __init__ of its own may take keywords there.
  const bool takes_none =
      type->special_method(Special::kInit) == thread.types.float_->special_method(Special::kInit);
  const Value x = MINIPY_TRY(sole_argument(thread, arguments, "float", takes_none));
  const double d = x ? MINIPY_TRY(float_of(thread, x)) : 0.0;
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
    {"__new__", float_new, "*args, **kwargs"},
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
  const std::string kind = MINIPY_TRY(str_argument(thread, arguments[1], "__getformat__() argument"))->utf8();
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
  if (a == 0 && b < 0 && std::isfinite(b))
    return zero_division(thread, "0.0 cannot be raised to a negative power");
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
