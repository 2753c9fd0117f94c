// The module `cmath`. After: W. Kahan, "Branch cuts for complex elementary
// functions" (1987), as CPython computes them; what is not finite is left to
// the C library, which follows C99's Annex G as CPython does.

#include <cfloat>
#include <cmath>
#include <complex>
#include <numbers>

#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

using Complex = std::complex<double>;

/// From here on squares overflow soon.
constexpr double kLarge = DBL_MAX / 4.0;

bool is_finite(Complex z) { return std::isfinite(z.real()) && std::isfinite(z.imag()); }
/// i * z, and -i * z, without arithmetic.
Complex times_i(Complex z) { return {-z.imag(), z.real()}; }
Complex over_i(Complex z) { return {z.imag(), -z.real()}; }

Complex sqrt(Complex z) {
  if (!is_finite(z)) return std::sqrt(z);
  if (z.real() == 0.0 && z.imag() == 0.0) return {0.0, z.imag()};
  double ax = std::fabs(z.real());
  const double ay = std::fabs(z.imag());
  double s = 0;
  if (ax < DBL_MIN && ay < DBL_MIN && (ax > 0.0 || ay > 0.0)) {
    // Scaled, because the squares would vanish.
    constexpr int kUp = 2 * (DBL_MANT_DIG / 2) + 1;
    constexpr int kDown = -(kUp + 1) / 2;
    ax = std::ldexp(ax, kUp);
    s = std::ldexp(std::sqrt(ax + std::hypot(ax, std::ldexp(ay, kUp))), kDown);
  } else {
    ax /= 8.0;
    s = 2.0 * std::sqrt(ax + std::hypot(ax, ay / 8.0));
  }
  const double d = ay / (2.0 * s);
  if (z.real() >= 0.0) return {s, std::copysign(d, z.imag())};
  return {d, std::copysign(s, z.imag())};
}

Complex exp(Complex z) {
  if (!is_finite(z)) return std::exp(z);
  if (z.real() > std::log(kLarge)) {
    const double l = std::exp(z.real() - 1.0);
    return {l * std::cos(z.imag()) * std::numbers::e, l * std::sin(z.imag()) * std::numbers::e};
  }
  const double l = std::exp(z.real());
  return {l * std::cos(z.imag()), l * std::sin(z.imag())};
}

Complex log(Complex z) {
  if (!is_finite(z)) return std::log(z);
  const double ax = std::fabs(z.real());
  const double ay = std::fabs(z.imag());
  double real = 0;
  if (ax > kLarge || ay > kLarge) {
    real = std::log(std::hypot(ax / 2.0, ay / 2.0)) + std::numbers::ln2;
  } else if (ax < DBL_MIN && ay < DBL_MIN) {
    real = ax > 0.0 || ay > 0.0
               ? std::log(std::hypot(std::ldexp(ax, DBL_MANT_DIG), std::ldexp(ay, DBL_MANT_DIG))) -
                     DBL_MANT_DIG * std::numbers::ln2
               : -HUGE_VAL;
  } else {
    const double h = std::hypot(ax, ay);
    if (0.71 <= h && h <= 1.73) {
      const double greater = std::max(ax, ay);
      const double less = std::min(ax, ay);
      real = std::log1p((greater - 1) * (greater + 1) + less * less) / 2.0;
    } else {
      real = std::log(h);
    }
  }
  return {real, std::atan2(z.imag(), z.real())};
}

Complex acos(Complex z) {
  if (!is_finite(z)) return std::acos(z);
  if (std::fabs(z.real()) > kLarge || std::fabs(z.imag()) > kLarge) return std::acos(z);
  const Complex a = sqrt({1.0 - z.real(), -z.imag()});
  const Complex b = sqrt({1.0 + z.real(), z.imag()});
  return {2.0 * std::atan2(a.real(), b.real()), std::asinh(b.real() * a.imag() - b.imag() * a.real())};
}

Complex acosh(Complex z) {
  if (!is_finite(z) || std::fabs(z.real()) > kLarge || std::fabs(z.imag()) > kLarge) return std::acosh(z);
  const Complex a = sqrt({z.real() - 1.0, z.imag()});
  const Complex b = sqrt({z.real() + 1.0, z.imag()});
  return {std::asinh(a.real() * b.real() + a.imag() * b.imag()), 2.0 * std::atan2(a.imag(), b.real())};
}

Complex asinh(Complex z) {
  if (!is_finite(z) || std::fabs(z.real()) > kLarge || std::fabs(z.imag()) > kLarge) return std::asinh(z);
  const Complex a = sqrt({1.0 + z.imag(), -z.real()});
  const Complex b = sqrt({1.0 - z.imag(), z.real()});
  return {std::asinh(a.real() * b.imag() - b.real() * a.imag()),
          std::atan2(z.imag(), a.real() * b.real() - a.imag() * b.imag())};
}

Complex atanh(Complex z) {
  if (!is_finite(z)) return std::atanh(z);
  if (z.real() < 0.0 || (z.real() == 0.0 && std::signbit(z.real()))) return -atanh(-z);
  const double ay = std::fabs(z.imag());
  const double root = std::sqrt(kLarge);
  if (z.real() > root || ay > root) {
    const double h = std::hypot(z.real() / 2.0, z.imag() / 2.0);
    return {z.real() / 4.0 / h / h, -std::copysign(std::numbers::pi / 2.0, -z.imag())};
  }
  if (z.real() == 1.0 && ay < std::sqrt(DBL_MIN)) {
    if (ay == 0.0) return {HUGE_VAL, z.imag()};
    return {-std::log(std::sqrt(ay) / std::sqrt(std::hypot(ay, 2.0))),
            std::copysign(std::atan2(2.0, -ay) / 2, z.imag())};
  }
  const double x = z.real();
  return {std::log1p(4.0 * x / ((1 - x) * (1 - x) + ay * ay)) / 4.0,
          -std::atan2(-2.0 * z.imag(), (1 - x) * (1 + x) - ay * ay) / 2.0};
}

Complex cosh(Complex z) {
  if (!is_finite(z)) return std::cosh(z);
  if (std::fabs(z.real()) > std::log(kLarge)) {
    const double x = z.real() - std::copysign(1.0, z.real());
    return {std::cos(z.imag()) * std::cosh(x) * std::numbers::e,
            std::sin(z.imag()) * std::sinh(x) * std::numbers::e};
  }
  return {std::cos(z.imag()) * std::cosh(z.real()), std::sin(z.imag()) * std::sinh(z.real())};
}

Complex sinh(Complex z) {
  if (!is_finite(z)) return std::sinh(z);
  if (std::fabs(z.real()) > std::log(kLarge)) {
    const double x = z.real() - std::copysign(1.0, z.real());
    return {std::cos(z.imag()) * std::sinh(x) * std::numbers::e,
            std::sin(z.imag()) * std::cosh(x) * std::numbers::e};
  }
  return {std::cos(z.imag()) * std::sinh(z.real()), std::sin(z.imag()) * std::cosh(z.real())};
}

Complex tanh(Complex z) {
  if (!is_finite(z)) return std::tanh(z);
  if (std::fabs(z.real()) > std::log(kLarge)) {
    return {std::copysign(1.0, z.real()),
            4.0 * std::sin(z.imag()) * std::cos(z.imag()) * std::exp(-2.0 * std::fabs(z.real()))};
  }
  const double tx = std::tanh(z.real());
  const double ty = std::tan(z.imag());
  const double cx = 1.0 / std::cosh(z.real());
  const double product = tx * ty;
  const double below = 1.0 + product * product;
  return {tx * (1.0 + ty * ty) / below, ((ty / below) * cx) * cx};
}

Complex asin(Complex z) { return over_i(asinh(times_i(z))); }
Complex atan(Complex z) { return over_i(atanh(times_i(z))); }
Complex cos(Complex z) { return cosh(times_i(z)); }
Complex sin(Complex z) { return over_i(sinh(times_i(z))); }
Complex tan(Complex z) { return over_i(tanh(times_i(z))); }
Complex log10(Complex z) {
  const Complex natural = log(z);
  return {natural.real() / std::numbers::ln10, natural.imag() / std::numbers::ln10};
}

// ---- the functions of the module

Result<Complex> complex_argument(ThreadState& thread, Value value) {
  if (!objects::is_complex(value) && !objects::is_float(value) && !objects::is_integer(value)) {
    const Value method = MINIPY_TRY(special_method(thread, value, "__complex__"));
    if (!method.is_empty()) value = MINIPY_TRY(vm::call(thread, method, {}));
  }
  if (objects::is_complex(value)) {
    const auto* complex = value.as<objects::Complex>();
    return Complex(complex->real, complex->imaginary);
  }
  return Complex(MINIPY_TRY(vm::to_double(thread, value)), 0.0);
}

Value make(ThreadState& thread, Complex z) { return objects::make_complex(thread, z.real(), z.imag()); }

template <Complex (*Function)(Complex)>
Result<Value> function_of(ThreadState& thread, const Arguments& arguments) {
  const Complex z = MINIPY_TRY(complex_argument(thread, arguments[0]));
  const Complex result = Function(z);
  if (is_finite(z) && !is_finite(result)) {
    const bool pole = Function == static_cast<Complex (*)(Complex)>(log) ||
                      Function == static_cast<Complex (*)(Complex)>(log10) ||
                      Function == static_cast<Complex (*)(Complex)>(atanh) ||
                      Function == static_cast<Complex (*)(Complex)>(atan);
    if (pole) return thread.raise(thread.types.ValueError, "math domain error");
    return thread.raise(thread.types.OverflowError, "math range error");
  }
  return make(thread, result);
}

Result<Value> cmath_log(ThreadState& thread, const Arguments& arguments) {
  const Complex z = MINIPY_TRY(complex_argument(thread, arguments[0]));
  if (z == Complex()) return thread.raise(thread.types.ValueError, "math domain error");
  Complex result = log(z);
  if (!arguments.get(1).is_empty()) {
    const Complex base = MINIPY_TRY(complex_argument(thread, arguments[1]));
    if (base == Complex()) return thread.raise(thread.types.ValueError, "math domain error");
    const Complex below = log(base);
    if (below == Complex()) return thread.raise(thread.types.ZeroDivisionError, "complex division by zero");
    return vm::binary(thread, objects::BinaryOperator::kTrueDiv, make(thread, result), make(thread, below));
  }
  return make(thread, result);
}

Result<Value> cmath_phase(ThreadState& thread, const Arguments& arguments) {
  const Complex z = MINIPY_TRY(complex_argument(thread, arguments[0]));
  return objects::make_float(std::atan2(z.imag(), z.real()));
}

Result<Value> cmath_polar(ThreadState& thread, const Arguments& arguments) {
  const Complex z = MINIPY_TRY(complex_argument(thread, arguments[0]));
  const double r = std::hypot(z.real(), z.imag());
  if (is_finite(z) && std::isinf(r)) return thread.raise(thread.types.OverflowError, "math range error");
  return make_tuple(thread, {objects::make_float(r), objects::make_float(std::atan2(z.imag(), z.real()))});
}

Result<Value> cmath_rect(ThreadState& thread, const Arguments& arguments) {
  const double r = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  const double phi = MINIPY_TRY(vm::to_double(thread, arguments[1]));
  if (phi == 0.0) return make(thread, {r, r * phi});
  if (std::isinf(phi) && !std::isnan(r) && r != 0.0) {
    return thread.raise(thread.types.ValueError, "math domain error");
  }
  return make(thread, {r * std::cos(phi), r * std::sin(phi)});
}

template <bool (*Test)(Complex)>
Result<Value> test_of(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(Test(MINIPY_TRY(complex_argument(thread, arguments[0]))));
}

bool is_nan(Complex z) { return std::isnan(z.real()) || std::isnan(z.imag()); }
bool is_infinite(Complex z) { return std::isinf(z.real()) || std::isinf(z.imag()); }

Result<Value> cmath_isclose(ThreadState& thread, const Arguments& arguments) {
  const Complex a = MINIPY_TRY(complex_argument(thread, arguments[0]));
  const Complex b = MINIPY_TRY(complex_argument(thread, arguments[1]));
  const double relative =
      arguments.get(2).is_empty() ? 1e-9 : MINIPY_TRY(vm::to_double(thread, arguments[2]));
  const double absolute = arguments.get(3).is_empty() ? 0.0 : MINIPY_TRY(vm::to_double(thread, arguments[3]));
  if (relative < 0 || absolute < 0) {
    return thread.raise(thread.types.ValueError, "tolerances must be non-negative");
  }
  if (a == b) return Value::true_();
  if (is_infinite(a) || is_infinite(b)) return Value::false_();
  const double difference = std::abs(a - b);
  return Value::from_bool(difference <= relative * std::abs(b) || difference <= relative * std::abs(a) ||
                          difference <= absolute);
}

const NativeDefinition kFunctions[] = {
    {"acos", function_of<acos>, "z, /"},
    {"acosh", function_of<acosh>, "z, /"},
    {"asin", function_of<asin>, "z, /"},
    {"asinh", function_of<asinh>, "z, /"},
    {"atan", function_of<atan>, "z, /"},
    {"atanh", function_of<atanh>, "z, /"},
    {"cos", function_of<cos>, "z, /"},
    {"cosh", function_of<cosh>, "z, /"},
    {"exp", function_of<exp>, "z, /"},
    {"log10", function_of<log10>, "z, /"},
    {"sin", function_of<sin>, "z, /"},
    {"sinh", function_of<sinh>, "z, /"},
    {"sqrt", function_of<sqrt>, "z, /"},
    {"tan", function_of<tan>, "z, /"},
    {"tanh", function_of<tanh>, "z, /"},
    {"log", cmath_log, "z, base=, /"},
    {"phase", cmath_phase, "z, /"},
    {"polar", cmath_polar, "z, /"},
    {"rect", cmath_rect, "r, phi, /"},
    {"isfinite", test_of<is_finite>, "z, /"},
    {"isinf", test_of<is_infinite>, "z, /"},
    {"isnan", test_of<is_nan>, "z, /"},
    {"isclose", cmath_isclose, "a, b, *, rel_tol=, abs_tol="},
};

}  // namespace

Result<Value> make_cmath(ThreadState& thread) {
  Module* module = new_module(thread, "cmath");
  builtins::add_functions(thread, module, kFunctions);
  const double infinity = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  builtins::add_value(thread, module, "pi", objects::make_float(std::numbers::pi));
  builtins::add_value(thread, module, "e", objects::make_float(std::numbers::e));
  builtins::add_value(thread, module, "tau", objects::make_float(2 * std::numbers::pi));
  builtins::add_value(thread, module, "inf", objects::make_float(infinity));
  builtins::add_value(thread, module, "nan", objects::make_float(nan));
  builtins::add_value(thread, module, "infj", make(thread, {0.0, infinity}));
  builtins::add_value(thread, module, "nanj", make(thread, {0.0, nan}));
  return Value(module);
}

}  // namespace minipy::modules
