#include <charconv>
#include <cmath>

#include "interpreter/builtins/format_spec.hpp"
#include "interpreter/builtins/number_support.hpp"
#include "interpreter/builtins/object_support.hpp"

namespace minipy::builtins {
namespace {

using objects::Complex;
using objects::Special;

ComplexValue self_of(const Arguments& arguments) {
  const auto* self = arguments[0].as<Complex>();
  return {self->real, self->imaginary};
}

Value boxed(ThreadState& thread, ComplexValue c) {
  return objects::make_complex(thread, c.real, c.imaginary);
}

// Whether `value` is a number, whose value is then `c`. OverflowError for integers too large.
Result<bool> operand(ThreadState& thread, Value value, ComplexValue& c) {
  if (objects::is_complex(value)) {
    c = {value.as<Complex>()->real, value.as<Complex>()->imaginary};
    return true;
  }
  c.imaginary = 0;
  return operand_double(thread, value, c.real);
}

using Operation = Result<Value> (*)(ThreadState& thread, ComplexValue a, ComplexValue b);

template <Operation operation, bool reflected>
Result<Value> binary(ThreadState& thread, const Arguments& arguments) {
  ComplexValue other;
  if (!MINIPY_TRY(operand(thread, arguments[1], other))) return Value::not_implemented();
  const ComplexValue self = self_of(arguments);
  return reflected ? operation(thread, other, self) : operation(thread, self, other);
}

Result<Value> add(ThreadState& thread, ComplexValue a, ComplexValue b) {
  return boxed(thread, {a.real + b.real, a.imaginary + b.imaginary});
}

Result<Value> subtract(ThreadState& thread, ComplexValue a, ComplexValue b) {
  return boxed(thread, {a.real - b.real, a.imaginary - b.imaginary});
}

ComplexValue product(ComplexValue a, ComplexValue b) {
  return {a.real * b.real - a.imaginary * b.imaginary, a.real * b.imaginary + a.imaginary * b.real};
}

Result<Value> multiply(ThreadState& thread, ComplexValue a, ComplexValue b) {
  return boxed(thread, product(a, b));
}

// Scales by the larger part of the divisor, so that nothing overflows on the way (Smith, 1962); b != 0.
ComplexValue quotient(ComplexValue a, ComplexValue b) {
  const double real_size = std::fabs(b.real);
  const double imaginary_size = std::fabs(b.imaginary);
  if (real_size >= imaginary_size) {
    const double ratio = b.imaginary / b.real;
    const double denominator = b.real + b.imaginary * ratio;
    return {(a.real + a.imaginary * ratio) / denominator, (a.imaginary - a.real * ratio) / denominator};
  }
  if (imaginary_size >= real_size) {
    const double ratio = b.real / b.imaginary;
    const double denominator = b.real * ratio + b.imaginary;
    return {(a.real * ratio + a.imaginary) / denominator, (a.imaginary * ratio - a.real) / denominator};
  }
  return {std::nan(""), std::nan("")};
}

Result<Value> divide(ThreadState& thread, ComplexValue a, ComplexValue b) {
  if (b.real == 0 && b.imaginary == 0) {
    return thread.raise(thread.types.ZeroDivisionError, "complex division by zero");
  }
  return boxed(thread, quotient(a, b));
}

ComplexValue power_of_integer(ComplexValue base, int exponent) {
  ComplexValue result{1, 0};
  for (unsigned rest = static_cast<unsigned>(std::abs(exponent)); rest != 0; rest >>= 1U) {
    if ((rest & 1U) != 0) result = product(result, base);
    base = product(base, base);
  }
  return exponent < 0 ? quotient({1, 0}, result) : result;
}

template <bool reflected>
Result<Value> complex_pow(ThreadState& thread, const Arguments& arguments) {
  if (arguments.get(2) && !arguments[2].is_none()) {
    return thread.raise(thread.types.ValueError, "complex modulo");
  }
  return binary<complex_power, reflected>(thread, arguments);
}

template <bool equal>
Result<Value> compare(ThreadState&, const Arguments& arguments) {
  const ComplexValue self = self_of(arguments);
  const Value other = arguments[1];
  bool same = false;
  if (objects::is_complex(other)) {
    same = self.real == other.as<Complex>()->real && self.imaginary == other.as<Complex>()->imaginary;
  } else if (objects::is_float(other)) {
    same = self.imaginary == 0 && self.real == objects::float_value(other);
  } else if (objects::is_integer(other)) {
    same =
        self.imaginary == 0 && !std::isnan(self.real) && objects::int_compare_double(other, self.real) == 0;
  } else {
    return Value::not_implemented();
  }
  return Value::from_bool(same == equal);
}

Result<Value> complex_neg(ThreadState& thread, const Arguments& arguments) {
  const ComplexValue self = self_of(arguments);
  return boxed(thread, {-self.real, -self.imaginary});
}

Result<Value> complex_pos(ThreadState& thread, const Arguments& arguments) {
  return boxed(thread, self_of(arguments));
}

Result<Value> complex_conjugate(ThreadState& thread, const Arguments& arguments) {
  const ComplexValue self = self_of(arguments);
  return boxed(thread, {self.real, -self.imaginary});
}

Result<Value> complex_abs(ThreadState& thread, const Arguments& arguments) {
  const ComplexValue self = self_of(arguments);
  const double size = std::hypot(self.real, self.imaginary);
  if (std::isinf(size) && std::isfinite(self.real) && std::isfinite(self.imaginary)) {
    return thread.raise(thread.types.OverflowError, "absolute value too large");
  }
  return objects::make_float(size);
}

Result<Value> complex_bool(ThreadState&, const Arguments& arguments) {
  const ComplexValue self = self_of(arguments);
  return Value::from_bool(self.real != 0 || self.imaginary != 0);
}

Result<Value> complex_hash(ThreadState& thread, const Arguments& arguments) {
  const ComplexValue self = self_of(arguments);
  const auto hash =
      static_cast<std::int64_t>(static_cast<std::uint64_t>(objects::hash_double(self.real)) +
                                1000003U * static_cast<std::uint64_t>(objects::hash_double(self.imaginary)));
  return objects::make_int(thread, hash == -1 ? -2 : hash);
}

Result<Value> complex_repr_method(ThreadState& thread, const Arguments& arguments) {
  const ComplexValue self = self_of(arguments);
  return Value(Str::create(thread, complex_repr(self.real, self.imaginary)));
}

Result<Value> complex_format(ThreadState& thread, const Arguments& arguments) {
  const Str* spec = MINIPY_TRY(str_argument(thread, arguments[1], "__format__() argument"));
  if (spec->length == 0) return Value(MINIPY_TRY(vm::str(thread, arguments[0])));
  return Value(MINIPY_TRY(builtins::format_complex(thread, arguments[0], spec)));
}

// How much of `text` is a float with its sign; 0 when nothing is.
std::size_t float_length(std::string_view text) {
  std::size_t start = !text.empty() && (text[0] == '+' || text[0] == '-') ? 1 : 0;
  if (start >= text.size() || text[start] == '+' || text[start] == '-') return 0;
  double d = 0;
  // Underscores may stand between digits; a float they are no part of ends there.
  std::string plain;
  std::vector<std::size_t> places;
  for (std::size_t i = start; i < text.size(); ++i) {
    if (text[i] == '_') continue;
    plain.push_back(text[i]);
    places.push_back(i + 1);
  }
  const auto result = std::from_chars(plain.data(), plain.data() + plain.size(), d);
  if (result.ec == std::errc::invalid_argument) return 0;
  const std::size_t length = places[static_cast<std::size_t>(result.ptr - plain.data()) - 1];
  return objects::parse_float(text.substr(0, length)) ? length : 0;
}

// "1+2j", "(3j)", "-j", ...
std::optional<ComplexValue> parse_complex(std::string_view text) {
  const auto strip = [](std::string_view s) {
    while (!s.empty() && (s.front() == ' ' || (s.front() >= '\t' && s.front() <= '\r'))) s.remove_prefix(1);
    while (!s.empty() && (s.back() == ' ' || (s.back() >= '\t' && s.back() <= '\r'))) s.remove_suffix(1);
    return s;
  };
  text = strip(text);
  if (text.size() > 1 && text.front() == '(' && text.back() == ')')
    text = strip(text.substr(1, text.size() - 2));
  // A part without digits before the j, "+j", is one.
  const auto unit = [](std::string_view s) -> std::optional<double> {
    if (s.empty() || s == "+") return 1.0;
    if (s == "-") return -1.0;
    return objects::parse_float(s);
  };
  if (text.empty()) return std::nullopt;
  const bool imaginary = (text.back() | 0x20) == 'j';
  const std::size_t first = float_length(text);
  if (!imaginary) {
    if (first != text.size()) return std::nullopt;
    return ComplexValue{*objects::parse_float(text), 0};
  }
  text.remove_suffix(1);
  if (first == 0 || first == text.size()) {
    const auto part = unit(text);
    if (!part) return std::nullopt;
    return ComplexValue{0, *part};
  }
  if (text[first] != '+' && text[first] != '-') return std::nullopt;
  const auto part = unit(text.substr(first));
  if (!part) return std::nullopt;
  return ComplexValue{*objects::parse_float(text.substr(0, first)), *part};
}

// An argument of complex() that is no text. `result` says whether it had a complex part.
Result<ComplexValue> part_of(ThreadState& thread, Value value, const char* message, bool& is_complex) {
  is_complex = false;
  if (vm::find_special(thread, value, Special::kComplex) &&
      !is_exactly(thread, value, thread.types.complex)) {
    value = MINIPY_TRY(vm::call_special(thread, value, Special::kComplex, {}));
    if (!objects::is_complex(value)) {
      return thread.raise(thread.types.TypeError, "__complex__ returned non-complex (type %T)", value);
    }
  }
  if (objects::is_complex(value)) {
    is_complex = true;
    return ComplexValue{value.as<Complex>()->real, value.as<Complex>()->imaginary};
  }
  if (!vm::find_special(thread, value, Special::kFloat) &&
      !vm::find_special(thread, value, Special::kIndex)) {
    return thread.raise(thread.types.TypeError, message, value);
  }
  return ComplexValue{MINIPY_TRY(vm::to_double(thread, value)), 0};
}

Result<ComplexValue> complex_of(ThreadState& thread, Value real, Value imaginary) {
  if (real && objects::is_str(real)) {
    if (imaginary) {
      return thread.raise(thread.types.TypeError, "complex() can't take second arg if first is a string");
    }
    const auto parsed = parse_complex(*number_text(thread, real));
    if (!parsed) return thread.raise(thread.types.ValueError, "complex() arg is a malformed string");
    return *parsed;
  }
  if (imaginary && objects::is_str(imaginary)) {
    return thread.raise(thread.types.TypeError, "complex() second arg can't be a string");
  }
  ComplexValue a;
  ComplexValue b;
  bool first_complex = false;
  bool second_complex = false;
  if (real) {
    a = MINIPY_TRY(part_of(thread, real, "complex() first argument must be a string or a number, not '%T'",
                           first_complex));
  }
  if (imaginary) {
    b = MINIPY_TRY(
        part_of(thread, imaginary, "complex() second argument must be a number, not '%T'", second_complex));
  }
  // real + imaginary * 1j, without touching the sign of a zero that was not given.
  ComplexValue result{a.real, b.real};
  if (second_complex) result.real -= b.imaginary;
  if (first_complex) result.imaginary += a.imaginary;
  if (!imaginary) result.imaginary = a.imaginary;
  return result;
}

Result<Value> complex_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(class_argument(thread, arguments[0], thread.types.complex));
  if (type == thread.types.complex && arguments.get(1) && !arguments.get(2) &&
      is_exactly(thread, arguments[1], thread.types.complex)) {
    return arguments[1];
  }
  const ComplexValue c = MINIPY_TRY(complex_of(thread, arguments.get(1), arguments.get(2)));
  return objects::make_complex_instance(thread, type, c.real, c.imaginary);
}

Result<Value> complex_getnewargs(ThreadState& thread, const Arguments& arguments) {
  const ComplexValue self = self_of(arguments);
  const Value parts[] = {objects::make_float(self.real), objects::make_float(self.imaginary)};
  return Value(Tuple::create(thread, parts));
}

Result<Value> get_real(ThreadState&, Value self) { return objects::make_float(self.as<Complex>()->real); }
Result<Value> get_imag(ThreadState&, Value self) {
  return objects::make_float(self.as<Complex>()->imaginary);
}

constexpr NativeDefinition kMethods[] = {
    {"__new__", complex_new, "cls, real=, imag="},
    {"__repr__", complex_repr_method, "self, /"},
    {"__format__", complex_format, "self, format_spec, /"},
    {"__hash__", complex_hash, "self, /"},
    {"__bool__", complex_bool, "self, /"},
    {"__complex__", complex_pos, "self, /"},
    {"__pos__", complex_pos, "self, /"},
    {"__neg__", complex_neg, "self, /"},
    {"__abs__", complex_abs, "self, /"},
    {"__add__", binary<add, false>, "self, value, /"},
    {"__radd__", binary<add, true>, "self, value, /"},
    {"__sub__", binary<subtract, false>, "self, value, /"},
    {"__rsub__", binary<subtract, true>, "self, value, /"},
    {"__mul__", binary<multiply, false>, "self, value, /"},
    {"__rmul__", binary<multiply, true>, "self, value, /"},
    {"__truediv__", binary<divide, false>, "self, value, /"},
    {"__rtruediv__", binary<divide, true>, "self, value, /"},
    {"__pow__", complex_pow<false>, "self, value, mod=, /"},
    {"__rpow__", complex_pow<true>, "self, value, mod=, /"},
    {"__eq__", compare<true>, "self, value, /"},
    {"__ne__", compare<false>, "self, value, /"},
    {"conjugate", complex_conjugate, "self, /"},
    {"__getnewargs__", complex_getnewargs, "self, /"},
};

constexpr GetSetDefinition kAttributes[] = {
    {"real", get_real, readonly_attribute, "the real part of a complex number"},
    {"imag", get_imag, readonly_attribute, "the imaginary part of a complex number"},
};

}  // namespace

Result<Value> complex_power(ThreadState& thread, ComplexValue a, ComplexValue b) {
  if (b.real == 0 && b.imaginary == 0) return boxed(thread, {1, 0});
  ComplexValue result;
  if (a.real == 0 && a.imaginary == 0) {
    if (b.imaginary != 0 || b.real < 0) {
      return thread.raise(thread.types.ZeroDivisionError, "0.0 to a negative or complex power");
    }
  } else if (b.imaginary == 0 && b.real == std::floor(b.real) && std::fabs(b.real) <= 100) {
    result = power_of_integer(a, static_cast<int>(b.real));
  } else {
    const double size = std::hypot(a.real, a.imaginary);
    const double angle = std::atan2(a.imaginary, a.real);
    double length = std::pow(size, b.real);
    double phase = angle * b.real;
    if (b.imaginary != 0) {
      length /= std::exp(angle * b.imaginary);
      phase += b.imaginary * std::log(size);
    }
    result = {length * std::cos(phase), length * std::sin(phase)};
  }
  if (std::isinf(result.real) || std::isinf(result.imaginary)) {
    return thread.raise(thread.types.OverflowError, "complex exponentiation");
  }
  return boxed(thread, result);
}

void install_complex(ThreadState& thread) {
  add_methods(thread, thread.types.complex, kMethods);
  add_getsets(thread, thread.types.complex, kAttributes);
}

}  // namespace minipy::builtins
