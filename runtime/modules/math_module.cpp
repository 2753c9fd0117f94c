// The module `math`. Functions of one double name it in their definition, so that the eval loop calls it
// directly; the function behind adds the errors.

#include <cfloat>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "interpreter/builtins/sequence_support.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

constexpr double kPi = 3.141592653589793;
constexpr double kE = 2.718281828459045;
const double kInfinity = std::numeric_limits<double>::infinity();

Raised domain_error(ThreadState& thread) {
  return thread.raise(thread.types.ValueError, "math domain error");
}
Raised range_error(ThreadState& thread) {
  return thread.raise(thread.types.OverflowError, "math range error");
}

/// What CPython makes of a result: a NaN or an infinity out of ordinary arguments is an error.
Result<Value> checked(ThreadState& thread, double x, double result, bool can_overflow) {
  if (std::isnan(result) && !std::isnan(x)) return domain_error(thread);
  if (std::isinf(result) && std::isfinite(x))
    return can_overflow ? range_error(thread) : domain_error(thread);
  return Value::from_double(result);
}

template <double (*Function)(double), bool CanOverflow>
Result<Value> unary(ThreadState& thread, const Arguments& arguments) {
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  return checked(thread, x, Function(x), CanOverflow);
}

// The standard functions are overloaded; these are the ones for doubles.
double f_acos(double x) { return std::acos(x); }
double f_acosh(double x) { return std::acosh(x); }
double f_asin(double x) { return std::asin(x); }
double f_asinh(double x) { return std::asinh(x); }
double f_atan(double x) { return std::atan(x); }
double f_atanh(double x) { return std::atanh(x); }
double f_cbrt(double x) { return std::cbrt(x); }
double f_cos(double x) { return std::cos(x); }
double f_cosh(double x) { return std::cosh(x); }
double f_degrees(double x) { return x * (180.0 / kPi); }
double f_erf(double x) { return std::erf(x); }
double f_erfc(double x) { return std::erfc(x); }
double f_exp(double x) { return std::exp(x); }
double f_exp2(double x) { return std::exp2(x); }
double f_expm1(double x) { return std::expm1(x); }
double f_fabs(double x) { return std::fabs(x); }
double f_log(double x) { return std::log(x); }
double f_log10(double x) { return std::log10(x); }
double f_log1p(double x) { return std::log1p(x); }
double f_log2(double x) { return std::log2(x); }
double f_radians(double x) { return x * (kPi / 180.0); }
double f_sin(double x) { return std::sin(x); }
double f_sinh(double x) { return std::sinh(x); }
double f_sqrt(double x) { return std::sqrt(x); }
double f_tan(double x) { return std::tan(x); }
double f_tanh(double x) { return std::tanh(x); }

double f_lgamma(double x) {
  int sign = 0;
  return lgamma_r(x, &sign);
}

double f_gamma(double x) {
  if (x == 0) return std::copysign(kInfinity, x);
  if (x < 0 && x == std::floor(x)) return std::numeric_limits<double>::quiet_NaN();
  if (x == std::floor(x) && x <= 23) {  // exact
    double product = 1;
    for (double factor = 2; factor < x; ++factor) product *= factor;
    return product;
  }
  return std::tgamma(x);
}

Result<Value> math_gamma(ThreadState& thread, const Arguments& arguments) {
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  if (x == 0 || x == -kInfinity) return domain_error(thread);
  return checked(thread, x, f_gamma(x), true);
}

Result<Value> math_lgamma(ThreadState& thread, const Arguments& arguments) {
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  if (x <= 0 && x == std::floor(x) && std::isfinite(x)) return domain_error(thread);
  return checked(thread, x, f_lgamma(x), true);
}

// ---- logarithms

/// log of an integer of any size or a float; `function` is one of the logarithms.
Result<double> logarithm(ThreadState& thread, Value value, double (*function)(double)) {
  if (objects::is_integer(value)) {
    if (objects::int_sign(value) <= 0) return domain_error(thread);
    if (const auto d = objects::int_to_double(value)) return function(*d);
    const std::int64_t shift = objects::int_bit_length(value) - 64;
    const double head = *objects::int_to_double(objects::int_shift_right(thread, value, shift));
    return function(head) + function(2.0) * static_cast<double>(shift);
  }
  const double x = MINIPY_TRY(vm::to_double(thread, value));
  const double result = function(x);
  if (x <= 0 || (std::isnan(result) && !std::isnan(x))) return domain_error(thread);
  return result;
}

Result<Value> math_log(ThreadState& thread, const Arguments& arguments) {
  const double numerator = MINIPY_TRY(logarithm(thread, arguments[0], f_log));
  if (arguments.get(1).is_empty()) return Value::from_double(numerator);
  const double denominator = MINIPY_TRY(logarithm(thread, arguments[1], f_log));
  if (denominator == 0) return thread.raise(thread.types.ZeroDivisionError, "float division by zero");
  return Value::from_double(numerator / denominator);
}

Result<Value> math_log2(ThreadState& thread, const Arguments& arguments) {
  return Value::from_double(MINIPY_TRY(logarithm(thread, arguments[0], f_log2)));
}

Result<Value> math_log10(ThreadState& thread, const Arguments& arguments) {
  return Value::from_double(MINIPY_TRY(logarithm(thread, arguments[0], f_log10)));
}

// ---- two doubles

Result<Value> math_atan2(ThreadState& thread, const Arguments& arguments) {
  const double y = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[1]));
  return Value::from_double(std::atan2(y, x));
}

Result<Value> math_copysign(ThreadState& thread, const Arguments& arguments) {
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  const double y = MINIPY_TRY(vm::to_double(thread, arguments[1]));
  return Value::from_double(std::copysign(x, y));
}

Result<Value> math_fmod(ThreadState& thread, const Arguments& arguments) {
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  const double y = MINIPY_TRY(vm::to_double(thread, arguments[1]));
  if (std::isinf(y) && std::isfinite(x)) return Value::from_double(x);
  const double result = std::fmod(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return domain_error(thread);
  return Value::from_double(result);
}

Result<Value> math_remainder(ThreadState& thread, const Arguments& arguments) {
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  const double y = MINIPY_TRY(vm::to_double(thread, arguments[1]));
  const double result = std::remainder(x, y);
  if (std::isnan(result) && !std::isnan(x) && !std::isnan(y)) return domain_error(thread);
  return Value::from_double(result);
}

Result<Value> math_pow(ThreadState& thread, const Arguments& arguments) {
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  const double y = MINIPY_TRY(vm::to_double(thread, arguments[1]));
  const double result = std::pow(x, y);
  if (std::isfinite(x) && std::isfinite(y)) {
    if (std::isnan(result)) return domain_error(thread);
    if (std::isinf(result)) return x == 0 ? domain_error(thread) : range_error(thread);
  }
  return Value::from_double(result);
}

Result<Value> math_nextafter(ThreadState& thread, const Arguments& arguments) {
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  const double y = MINIPY_TRY(vm::to_double(thread, arguments[1]));
  return Value::from_double(std::nextafter(x, y));
}

Result<Value> math_ulp(ThreadState& thread, const Arguments& arguments) {
  const double x = std::fabs(MINIPY_TRY(vm::to_double(thread, arguments[0])));
  if (!std::isfinite(x)) return Value::from_double(x);
  const double above = std::nextafter(x, kInfinity);
  if (std::isinf(above)) return Value::from_double(x - std::nextafter(x, -kInfinity));
  return Value::from_double(above - x);
}

Result<Value> math_ldexp(ThreadState& thread, const Arguments& arguments) {
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  if (!objects::is_integer(arguments[1])) {
    return thread.raise(thread.types.TypeError, "Expected an int as second argument to ldexp.");
  }
  if (x == 0 || !std::isfinite(x)) return Value::from_double(x);
  const auto exponent = objects::to_int64(arguments[1]);
  const bool huge = !exponent || *exponent > INT32_MAX || *exponent < INT32_MIN;
  if (huge) {
    if (objects::int_sign(arguments[1]) > 0) return range_error(thread);
    return Value::from_double(std::copysign(0.0, x));
  }
  const double result = std::ldexp(x, static_cast<int>(*exponent));
  if (std::isinf(result)) return range_error(thread);
  return Value::from_double(result);
}

Result<Value> math_frexp(ThreadState& thread, const Arguments& arguments) {
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  int exponent = 0;
  const double mantissa = std::isfinite(x) ? std::frexp(x, &exponent) : x;
  return make_tuple(thread, {Value::from_double(mantissa), Value::from_int(exponent)});
}

Result<Value> math_modf(ThreadState& thread, const Arguments& arguments) {
  const double x = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  double integral = 0;
  const double fraction = std::modf(x, &integral);
  return make_tuple(thread, {Value::from_double(fraction), Value::from_double(integral)});
}

Result<Value> math_isclose(ThreadState& thread, const Arguments& arguments) {
  const double a = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  const double b = MINIPY_TRY(vm::to_double(thread, arguments[1]));
  const double relative =
      arguments.get(2).is_empty() ? 1e-9 : MINIPY_TRY(vm::to_double(thread, arguments[2]));
  const double absolute = arguments.get(3).is_empty() ? 0.0 : MINIPY_TRY(vm::to_double(thread, arguments[3]));
  if (relative < 0 || absolute < 0) {
    return thread.raise(thread.types.ValueError, "tolerances must be non-negative");
  }
  if (a == b) return Value::true_();
  if (std::isinf(a) || std::isinf(b)) return Value::false_();
  const double difference = std::fabs(b - a);
  return Value::from_bool(difference <= std::fabs(relative * b) || difference <= std::fabs(relative * a) ||
                          difference <= absolute);
}

Result<Value> math_isfinite(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(std::isfinite(MINIPY_TRY(vm::to_double(thread, arguments[0]))));
}
Result<Value> math_isinf(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(std::isinf(MINIPY_TRY(vm::to_double(thread, arguments[0]))));
}
Result<Value> math_isnan(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(std::isnan(MINIPY_TRY(vm::to_double(thread, arguments[0]))));
}

// ---- to integers

Result<Value> integral(ThreadState& thread, double x) {
  if (std::isnan(x)) return thread.raise(thread.types.ValueError, "cannot convert float NaN to integer");
  if (std::isinf(x))
    return thread.raise(thread.types.OverflowError, "cannot convert float infinity to integer");
  return objects::int_from_double(thread, x);
}

template <double (*Round)(double), objects::Special Which>
Result<Value> to_integer(ThreadState& thread, const Arguments& arguments) {
  const Value x = arguments[0];
  if (x.is_double()) return integral(thread, Round(x.as_double()));
  if (x.is_int()) return x;
  if (!vm::find_special(thread, x, Which).is_empty()) return vm::call_special(thread, x, Which, {});
  if constexpr (Which == objects::Special::kTrunc) {
    return thread.raise(thread.types.TypeError, "type %T doesn't define __trunc__ method", x);
  }
  return integral(thread, Round(MINIPY_TRY(vm::to_double(thread, x))));
}

double f_floor(double x) { return std::floor(x); }
double f_ceil(double x) { return std::ceil(x); }
double f_trunc(double x) { return std::trunc(x); }

// ---- integers

Result<Value> math_gcd(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(refuse_keywords(thread, "math.gcd", arguments));
  Value result = Value::from_int(0);
  for (std::uint32_t i = 0; i < arguments.count; ++i) {
    result = objects::int_gcd(thread, result, MINIPY_TRY(vm::index(thread, arguments[i])));
  }
  return result;
}

Result<Value> math_lcm(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(refuse_keywords(thread, "math.lcm", arguments));
  Value result = Value::from_int(1);
  for (std::uint32_t i = 0; i < arguments.count; ++i) {
    const Value x = MINIPY_TRY(vm::index(thread, arguments[i]));
    if (objects::int_sign(x) == 0) {
      result = Value::from_int(0);
      continue;
    }
    if (objects::int_sign(result) == 0) continue;
    const Value divisor = objects::int_gcd(thread, result, x);
    result = objects::int_abs(thread,
                              objects::int_mul(thread, objects::int_floor_div(thread, result, divisor), x));
  }
  return result;
}

Result<Value> math_isqrt(ThreadState& thread, const Arguments& arguments) {
  const Value n = MINIPY_TRY(vm::index(thread, arguments[0]));
  if (objects::int_sign(n) < 0) {
    return thread.raise(thread.types.ValueError, "isqrt() argument must be nonnegative");
  }
  return objects::int_sqrt(thread, n);
}

/// low * (low + 1) * ... * high, by halves, so that the factors of a multiplication are of like size.
Value product(ThreadState& thread, std::int64_t low, std::int64_t high) {
  if (low > high) return Value::from_int(1);
  if (high - low < 8) {
    Value result = objects::make_int(thread, low);
    for (std::int64_t i = low + 1; i <= high; ++i) {
      result = objects::int_mul(thread, result, objects::make_int(thread, i));
    }
    return result;
  }
  const std::int64_t middle = low + (high - low) / 2;
  const Value left = product(thread, low, middle);
  return objects::int_mul(thread, left, product(thread, middle + 1, high));
}

Result<Value> math_factorial(ThreadState& thread, const Arguments& arguments) {
  const Value n = MINIPY_TRY(vm::index(thread, arguments[0]));
  if (objects::int_sign(n) < 0) {
    return thread.raise(thread.types.ValueError, "factorial() not defined for negative values");
  }
  const auto small = objects::to_int64(n);
  if (!small) {
    return thread.raise(thread.types.OverflowError, "factorial() argument should not exceed %d", INT64_MAX);
  }
  return product(thread, 2, *small);
}

/// The two arguments of comb and perm, checked.
Result<Value> counted(ThreadState& thread, Value value, const char* name) {
  const Value integer = MINIPY_TRY(vm::index(thread, value));
  if (objects::int_sign(integer) < 0) {
    return thread.raise(thread.types.ValueError, "%s must be a non-negative integer", name);
  }
  return integer;
}

/// n * (n - 1) * ... over `count` factors.
Value falling(ThreadState& thread, Value n, std::int64_t count) {
  if (const auto small = objects::to_int64(n)) return product(thread, *small - count + 1, *small);
  Value result = Value::from_int(1);
  for (std::int64_t i = 0; i < count; ++i) {
    result = objects::int_mul(thread, result, objects::int_sub(thread, n, objects::make_int(thread, i)));
  }
  return result;
}

Result<Value> math_perm(ThreadState& thread, const Arguments& arguments) {
  if (arguments.get(1).is_empty() || arguments[1].is_none()) return math_factorial(thread, arguments);
  const Value n = MINIPY_TRY(counted(thread, arguments[0], "n"));
  const Value k = MINIPY_TRY(counted(thread, arguments[1], "k"));
  if (objects::int_compare(k, n) > 0) return Value::from_int(0);
  const auto count = objects::to_int64(k);
  if (!count) return thread.raise(thread.types.OverflowError, "k must not exceed %d", INT64_MAX);
  return falling(thread, n, *count);
}

Result<Value> math_comb(ThreadState& thread, const Arguments& arguments) {
  const Value n = MINIPY_TRY(counted(thread, arguments[0], "n"));
  Value k = MINIPY_TRY(counted(thread, arguments[1], "k"));
  if (objects::int_compare(k, n) > 0) return Value::from_int(0);
  const Value other = objects::int_sub(thread, n, k);
  if (objects::int_compare(other, k) < 0) k = other;
  const auto count = objects::to_int64(k);
  if (!count) {
    return thread.raise(thread.types.OverflowError, "min(n - k, k) must not exceed %d", INT64_MAX);
  }
  return objects::int_floor_div(thread, falling(thread, n, *count), product(thread, 2, *count));
}

// ---- many numbers

Result<Value> math_prod(ThreadState& thread, const Arguments& arguments) {
  Value result = arguments.get(1).is_empty() ? Value::from_int(1) : arguments[1];
  const Value iterator = MINIPY_TRY(builtins::iterate_moment(thread, arguments[0]));
  while (true) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return result;
    result = MINIPY_TRY(vm::binary(thread, objects::BinaryOperator::kMul, result, item));
  }
}

/// The doubles of an iterable.
Result<std::vector<double>> doubles(ThreadState& thread, Value iterable) {
  std::vector<double> result;
  const Value iterator = MINIPY_TRY(builtins::iterate_moment(thread, iterable));
  while (true) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return result;
    result.push_back(MINIPY_TRY(vm::to_double(thread, item)));
  }
}

/// The exactly rounded sum. After: Shewchuk, Adaptive Precision Floating-Point Arithmetic, 1997.
Result<Value> math_fsum(ThreadState& thread, const Arguments& arguments) {
  const std::vector<double> terms = MINIPY_TRY(doubles(thread, arguments[0]));
  std::vector<double> partials;  // do not overlap, increasing magnitude
  double special = 0;
  double infinities = 0;
  for (const double term : terms) {
    double x = term;
    std::size_t kept = 0;
    for (double y : partials) {
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      const double high = x + y;
      const double low = y - (high - x);
      if (low != 0) partials[kept++] = low;
      x = high;
    }
    partials.resize(kept);
    if (x == 0) continue;
    if (std::isfinite(x)) {
      partials.push_back(x);
      continue;
    }
    if (std::isfinite(term)) return thread.raise(thread.types.OverflowError, "intermediate overflow in fsum");
    if (std::isinf(term)) infinities += term;
    special += term;
    partials.clear();
  }
  if (special != 0) {
    if (std::isnan(infinities)) return thread.raise(thread.types.ValueError, "-inf + inf in fsum");
    return Value::from_double(special);
  }
  double high = 0;
  if (partials.empty()) return Value::from_double(high);
  std::size_t n = partials.size();
  high = partials[--n];
  double low = 0;
  while (n > 0) {
    const double x = high;
    const double y = partials[--n];
    high = x + y;
    low = y - (high - x);
    if (low != 0) break;
  }
  // Half to even across several partials.
  if (n > 0 && ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0))) {
    const double y = low * 2;
    const double x = high + y;
    if (y == x - high) high = x;
  }
  return Value::from_double(high);
}

/// The Euclidean norm: scaled, and summed with more digits than a double has.
double norm(const std::vector<double>& components) {
  double largest = 0;
  bool nan = false;
  for (const double c : components) {
    if (std::isinf(c)) return kInfinity;
    nan = nan || std::isnan(c);
    largest = std::fmax(largest, std::fabs(c));
  }
  if (nan) return std::numeric_limits<double>::quiet_NaN();
  if (largest == 0) return 0;
  int exponent = 0;
  std::frexp(largest, &exponent);
  long double sum = 0;
  for (const double c : components) {
    const auto scaled = static_cast<long double>(std::ldexp(c, -exponent));
    sum += scaled * scaled;
  }
  return std::ldexp(static_cast<double>(std::sqrt(sum)), exponent);
}

Result<Value> math_hypot(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(refuse_keywords(thread, "math.hypot", arguments));
  std::vector<double> components;
  for (std::uint32_t i = 0; i < arguments.count; ++i) {
    components.push_back(MINIPY_TRY(vm::to_double(thread, arguments[i])));
  }
  return Value::from_double(norm(components));
}

Result<Value> math_dist(ThreadState& thread, const Arguments& arguments) {
  const std::vector<double> p = MINIPY_TRY(doubles(thread, arguments[0]));
  const std::vector<double> q = MINIPY_TRY(doubles(thread, arguments[1]));
  if (p.size() != q.size()) {
    return thread.raise(thread.types.ValueError, "both points must have the same number of dimensions");
  }
  std::vector<double> differences;
  for (std::size_t i = 0; i < p.size(); ++i) differences.push_back(p[i] - q[i]);
  return Value::from_double(norm(differences));
}

const NativeDefinition kFunctions[] = {
    {"acos", unary<f_acos, false>, "x, /", "", f_acos},
    {"acosh", unary<f_acosh, false>, "x, /", "", f_acosh},
    {"asin", unary<f_asin, false>, "x, /", "", f_asin},
    {"asinh", unary<f_asinh, false>, "x, /", "", f_asinh},
    {"atan", unary<f_atan, false>, "x, /", "", f_atan},
    {"atan2", math_atan2, "y, x, /"},
    {"atanh", unary<f_atanh, false>, "x, /", "", f_atanh},
    {"cbrt", unary<f_cbrt, false>, "x, /", "", f_cbrt},
    {"ceil", to_integer<f_ceil, objects::Special::kCeil>, "x, /"},
    {"comb", math_comb, "n, k, /"},
    {"copysign", math_copysign, "x, y, /"},
    {"cos", unary<f_cos, false>, "x, /", "", f_cos},
    {"cosh", unary<f_cosh, true>, "x, /", "", f_cosh},
    {"degrees", unary<f_degrees, true>, "x, /", "", f_degrees},
    {"dist", math_dist, "p, q, /"},
    {"erf", unary<f_erf, false>, "x, /", "", f_erf},
    {"erfc", unary<f_erfc, false>, "x, /", "", f_erfc},
    {"exp", unary<f_exp, true>, "x, /", "", f_exp},
    {"exp2", unary<f_exp2, true>, "x, /", "", f_exp2},
    {"expm1", unary<f_expm1, true>, "x, /", "", f_expm1},
    {"fabs", unary<f_fabs, false>, "x, /", "", f_fabs},
    {"factorial", math_factorial, "n, /"},
    {"floor", to_integer<f_floor, objects::Special::kFloor>, "x, /"},
    {"fmod", math_fmod, "x, y, /"},
    {"frexp", math_frexp, "x, /"},
    {"fsum", math_fsum, "seq, /"},
    {"gamma", math_gamma, "x, /"},
    {"gcd", math_gcd, "*integers"},
    {"hypot", math_hypot, "*coordinates"},
    {"isclose", math_isclose, "a, b, *, rel_tol=, abs_tol="},
    {"isfinite", math_isfinite, "x, /"},
    {"isinf", math_isinf, "x, /"},
    {"isnan", math_isnan, "x, /"},
    {"isqrt", math_isqrt, "n, /"},
    {"lcm", math_lcm, "*integers"},
    {"ldexp", math_ldexp, "x, i, /"},
    {"lgamma", math_lgamma, "x, /"},
    {"log", math_log, "x, base=, /", "", f_log},
    {"log10", math_log10, "x, /", "", f_log10},
    {"log1p", unary<f_log1p, false>, "x, /", "", f_log1p},
    {"log2", math_log2, "x, /", "", f_log2},
    {"modf", math_modf, "x, /"},
    {"nextafter", math_nextafter, "x, y, /"},
    {"perm", math_perm, "n, k=, /"},
    {"pow", math_pow, "x, y, /"},
    {"prod", math_prod, "iterable, /, *, start="},
    {"radians", unary<f_radians, false>, "x, /", "", f_radians},
    {"remainder", math_remainder, "x, y, /"},
    {"sin", unary<f_sin, false>, "x, /", "", f_sin},
    {"sinh", unary<f_sinh, true>, "x, /", "", f_sinh},
    {"sqrt", unary<f_sqrt, false>, "x, /", "Return the square root of x.", f_sqrt},
    {"tan", unary<f_tan, false>, "x, /", "", f_tan},
    {"tanh", unary<f_tanh, false>, "x, /", "", f_tanh},
    {"trunc", to_integer<f_trunc, objects::Special::kTrunc>, "x, /"},
    {"ulp", math_ulp, "x, /"},
};

}  // namespace

Result<Value> make_math(ThreadState& thread) {
  Module* module = new_module(thread, "math",
                              "This module provides access to the mathematical functions\n"
                              "defined by the C standard.");
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_value(thread, module, "pi", Value::from_double(kPi));
  builtins::add_value(thread, module, "e", Value::from_double(kE));
  builtins::add_value(thread, module, "tau", Value::from_double(2 * kPi));
  builtins::add_value(thread, module, "inf", Value::from_double(kInfinity));
  builtins::add_value(thread, module, "nan", Value::nan());
  return Value(module);
}

}  // namespace minipy::modules
