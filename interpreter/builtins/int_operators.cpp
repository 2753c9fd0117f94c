// The operators and conversions of int and bool; the eval loop does the small ones itself.
#include <climits>
#include <cmath>

#include "interpreter/builtins/format_spec.hpp"
#include "interpreter/builtins/number_support.hpp"
#include "interpreter/objects/bytes.hpp"

namespace minipy::builtins {
namespace {

using objects::is_integer;

// Results beyond this many bits are refused instead of tried.
constexpr std::int64_t kMaxBits = std::int64_t{1} << 36;

Raised out_of_memory(ThreadState& thread) { return thread.raise_with(thread.types.MemoryError, {}); }

using Operation = Result<Value> (*)(ThreadState& thread, Value a, Value b);

template <Operation operation, bool reflected>
Result<Value> binary(ThreadState& thread, const Arguments& arguments) {
  if (!is_integer(arguments[1])) return Value::not_implemented();
  return reflected ? operation(thread, arguments[1], arguments[0])
                   : operation(thread, arguments[0], arguments[1]);
}

template <Value (*operation)(objects::Mutator&, Value, Value)>
Result<Value> plain(ThreadState& thread, Value a, Value b) {
  return operation(thread, a, b);
}

Raised zero_division(ThreadState& thread, const char* message) {
  return thread.raise(thread.types.ZeroDivisionError, "%s", message);
}

Result<Value> floor_divide(ThreadState& thread, Value a, Value b) {
  if (objects::int_sign(b) == 0) return zero_division(thread, "integer division or modulo by zero");
  return objects::int_floor_div(thread, a, b);
}

Result<Value> modulo(ThreadState& thread, Value a, Value b) {
  if (objects::int_sign(b) == 0) return zero_division(thread, "integer modulo by zero");
  return objects::int_mod(thread, a, b);
}

Result<Value> divmod(ThreadState& thread, Value a, Value b) {
  if (objects::int_sign(b) == 0) return zero_division(thread, "integer division or modulo by zero");
  Value pair[2];
  objects::int_divmod(thread, a, b, pair[0], pair[1]);
  return Value(Tuple::create(thread, pair));
}

Result<Value> true_divide(ThreadState& thread, Value a, Value b) {
  if (objects::int_sign(b) == 0) return zero_division(thread, "division by zero");
  const auto quotient = objects::int_true_div(a, b);
  if (!quotient) {
    return thread.raise(thread.types.OverflowError, "integer division result too large for a float");
  }
  return objects::make_float(*quotient);
}

Result<Value> shift_left(ThreadState& thread, Value a, Value b) {
  if (objects::int_sign(b) < 0) return thread.raise(thread.types.ValueError, "negative shift count");
  if (objects::int_sign(a) == 0) return Value::from_int(0);
  const auto shift = objects::to_int64(b);
  if (!shift) return thread.raise(thread.types.OverflowError, "too many digits in integer");
  if (*shift > kMaxBits) return out_of_memory(thread);
  return objects::int_shift_left(thread, a, *shift);
}

Result<Value> shift_right(ThreadState& thread, Value a, Value b) {
  if (objects::int_sign(b) < 0) return thread.raise(thread.types.ValueError, "negative shift count");
  return objects::int_shift_right(thread, a, objects::to_int64(b).value_or(INT64_MAX));
}

Result<Value> power(ThreadState& thread, Value a, Value b) {
  if (objects::int_sign(b) < 0) {
    const double base = MINIPY_TRY(float_from_int(thread, a));
    return float_power(thread, base, MINIPY_TRY(float_from_int(thread, b)));
  }
  const std::int64_t bits = objects::int_bit_length(a);
  if (bits > 1) {
    const auto exponent = objects::to_int64(b);
    if (!exponent || *exponent > kMaxBits / bits) return out_of_memory(thread);
  }
  return objects::int_pow(thread, a, b);
}

// The number that times a is 1 modulo c (the extended Euclidean algorithm); empty when there is none.
Value inverse(ThreadState& thread, Value a, Value c) {
  Value old_rest = objects::int_abs(thread, c);
  Value rest = objects::int_mod(thread, a, old_rest);
  Value old_factor = Value::from_int(0);
  Value factor = Value::from_int(1);
  while (objects::int_sign(rest) != 0) {
    Value quotient;
    Value next;
    objects::int_divmod(thread, old_rest, rest, quotient, next);
    old_rest = rest;
    rest = next;
    next = objects::int_sub(thread, old_factor, objects::int_mul(thread, quotient, factor));
    old_factor = factor;
    factor = next;
  }
  if (objects::int_compare(old_rest, Value::from_int(1)) != 0) return {};
  return old_factor;
}

Result<Value> power_modulo(ThreadState& thread, Value a, Value b, Value c) {
  if (objects::int_sign(c) == 0)
    return thread.raise(thread.types.ValueError, "pow() 3rd argument cannot be 0");
  if (objects::int_sign(b) < 0) {
    a = inverse(thread, a, c);
    if (!a) return thread.raise(thread.types.ValueError, "base is not invertible for the given modulus");
    b = objects::int_neg(thread, b);
  }
  return objects::int_pow_mod(thread, a, b, c);
}

template <bool reflected>
Result<Value> int_power(ThreadState& thread, const Arguments& arguments) {
  const Value modulus = arguments.get(2);
  if (modulus && !modulus.is_none() && (objects::is_float(arguments[1]) || objects::is_float(modulus))) {
    return thread.raise(thread.types.TypeError,
                        "pow() 3rd argument not allowed unless all arguments are integers");
  }
  if (!is_integer(arguments[1])) return Value::not_implemented();
  const Value a = reflected ? arguments[1] : arguments[0];
  const Value b = reflected ? arguments[0] : arguments[1];
  if (!modulus || modulus.is_none()) return power(thread, a, b);
  if (!is_integer(modulus)) return Value::not_implemented();
  return power_modulo(thread, a, b, modulus);
}

template <Operation operation>
Result<Value> bool_binary(ThreadState& thread, const Arguments& arguments) {
  if (!is_integer(arguments[1])) return Value::not_implemented();
  const Value result = MINIPY_TRY(operation(thread, arguments[0], arguments[1]));
  if (!arguments[0].is_bool() || !arguments[1].is_bool()) return result;
  return Value::from_bool(objects::int_sign(result) != 0);
}

template <Value (*operation)(objects::Mutator&, Value)>
Result<Value> unary(ThreadState& thread, const Arguments& arguments) {
  return operation(thread, arguments[0]);
}

template <objects::Comparison op>
Result<Value> compare(ThreadState&, const Arguments& arguments) {
  if (!is_integer(arguments[1])) return Value::not_implemented();
  return Value::from_bool(holds<op>(objects::int_compare(arguments[0], arguments[1])));
}

Result<Value> int_bool(ThreadState&, const Arguments& arguments) {
  return Value::from_bool(objects::int_sign(arguments[0]) != 0);
}

Result<Value> int_float(ThreadState& thread, const Arguments& arguments) {
  return objects::make_float(MINIPY_TRY(float_from_int(thread, arguments[0])));
}

Result<Value> int_hash(ThreadState& thread, const Arguments& arguments) {
  return objects::make_int(thread, objects::hash_int(arguments[0]));
}

Result<Value> int_repr(ThreadState& thread, const Arguments& arguments) {
  return Value(Str::create(thread, MINIPY_TRY(int_decimal(thread, arguments[0]))));
}

Result<Value> bool_repr(ThreadState& thread, const Arguments& arguments) {
  return Value(vm::intern(thread, arguments[0].is_true() ? "True" : "False"));
}

Result<Value> int_format(ThreadState& thread, const Arguments& arguments) {
  const Str* spec = MINIPY_TRY(str_argument(thread, arguments[1], "__format__() argument"));
  if (spec->length == 0) return Value(MINIPY_TRY(vm::str(thread, arguments[0])));
  return Value(MINIPY_TRY(format_int(thread, arguments[0], spec)));
}

// Rounds to a multiple of 10 ** -digits, halves to even multiples.
Result<Value> int_round(ThreadState& thread, const Arguments& arguments) {
  const Value digits_argument = arguments.get(1);
  const Value self = objects::int_plain(thread, arguments[0]);
  if (!digits_argument || digits_argument.is_none()) return self;
  const Value digits = MINIPY_TRY(vm::index(thread, digits_argument));
  if (objects::int_sign(digits) >= 0) return self;
  const Value exponent = objects::int_neg(thread, digits);
  // With more digits than the number has, all that is left is 0.
  if (objects::int_compare(exponent, objects::make_int(thread, objects::int_bit_length(self) + 1)) > 0) {
    return Value::from_int(0);
  }
  const Value unit = objects::int_pow(thread, Value::from_int(10), exponent);
  Value quotient;
  Value rest;
  objects::int_divmod(thread, self, unit, quotient, rest);
  const int order = objects::int_compare(objects::int_shift_left(thread, rest, 1), unit);
  const bool odd = objects::int_sign(objects::int_and(thread, quotient, Value::from_int(1))) != 0;
  if (order > 0 || (order == 0 && odd)) quotient = objects::int_add(thread, quotient, Value::from_int(1));
  return objects::int_mul(thread, quotient, unit);
}

// int(x, base) once the arguments are sorted out.
Result<Value> int_of(ThreadState& thread, Value x, Value base) {
  if (!x && !base) return Value::from_int(0);
  if (!x) return thread.raise(thread.types.TypeError, "int() missing string argument");
  const bool is_text = objects::is_str(x) || objects::is_bytes(x) || objects::is_bytearray(x);
  if (!base) {
    // A class below str may be a number, too.
    const bool is_number = objects::is_str(x) && objects::type_of(thread, x) != thread.types.str &&
                           (vm::find_special(thread, x, objects::Special::kInt) ||
                            vm::find_special(thread, x, objects::Special::kIndex) ||
                            vm::find_special(thread, x, objects::Special::kTrunc));
    return is_text && !is_number ? int_from_text(thread, x, 10) : int_from_number(thread, x);
  }
  const auto chosen = objects::to_int64(MINIPY_TRY(vm::index(thread, base)));
  if (!chosen || (*chosen != 0 && *chosen < 2) || *chosen > 36) {
    return thread.raise(thread.types.ValueError, "int() base must be >= 2 and <= 36, or 0");
  }
  if (!is_text)
    return thread.raise(thread.types.TypeError, "int() can't convert non-string with explicit base");
  return int_from_text(thread, x, *chosen);
}

Result<Value> int_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(class_argument(thread, arguments[0], thread.types.int_));
  if (type->derives_from(thread.types.bool_)) {
    return thread.raise(thread.types.TypeError, "int.__new__(bool) is not safe, use bool.__new__()");
  }
  const Value number = MINIPY_TRY(int_of(thread, arguments.get(1), arguments.get(2)));
  return type == thread.types.int_ ? number : objects::make_int_instance(thread, type, number);
}

Result<Value> bool_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(class_argument(thread, arguments[0], thread.types.bool_));
  if (!arguments.get(1)) return Value::false_();
  return Value::from_bool(MINIPY_TRY(vm::truth(thread, arguments[1])));
}

Result<Value> int_getnewargs(ThreadState& thread, const Arguments& arguments) {
  const Value self[] = {objects::int_plain(thread, arguments[0])};
  return Value(Tuple::create(thread, self));
}

Result<Value> get_self(ThreadState& thread, Value self) { return objects::int_plain(thread, self); }
Result<Value> get_zero(ThreadState&, Value) { return Value::from_int(0); }
Result<Value> get_one(ThreadState&, Value) { return Value::from_int(1); }

using objects::Comparison;

constexpr NativeDefinition kOperators[] = {
    {"__new__", int_new, "cls, x=, /, base="},
    {"__repr__", int_repr, "self, /"},
    {"__format__", int_format, "self, format_spec, /"},
    {"__hash__", int_hash, "self, /"},
    {"__bool__", int_bool, "self, /"},
    {"__int__", unary<objects::int_plain>, "self, /"},
    {"__index__", unary<objects::int_plain>, "self, /"},
    {"__trunc__", unary<objects::int_plain>, "self, /"},
    {"__floor__", unary<objects::int_plain>, "self, /"},
    {"__ceil__", unary<objects::int_plain>, "self, /"},
    {"__pos__", unary<objects::int_plain>, "self, /"},
    {"__neg__", unary<objects::int_neg>, "self, /"},
    {"__abs__", unary<objects::int_abs>, "self, /"},
    {"__invert__", unary<objects::int_invert>, "self, /"},
    {"__float__", int_float, "self, /"},
    {"__round__", int_round, "self, ndigits=, /"},
    {"__add__", binary<plain<objects::int_add>, false>, "self, value, /"},
    {"__radd__", binary<plain<objects::int_add>, true>, "self, value, /"},
    {"__sub__", binary<plain<objects::int_sub>, false>, "self, value, /"},
    {"__rsub__", binary<plain<objects::int_sub>, true>, "self, value, /"},
    {"__mul__", binary<plain<objects::int_mul>, false>, "self, value, /"},
    {"__rmul__", binary<plain<objects::int_mul>, true>, "self, value, /"},
    {"__truediv__", binary<true_divide, false>, "self, value, /"},
    {"__rtruediv__", binary<true_divide, true>, "self, value, /"},
    {"__floordiv__", binary<floor_divide, false>, "self, value, /"},
    {"__rfloordiv__", binary<floor_divide, true>, "self, value, /"},
    {"__mod__", binary<modulo, false>, "self, value, /"},
    {"__rmod__", binary<modulo, true>, "self, value, /"},
    {"__divmod__", binary<divmod, false>, "self, value, /"},
    {"__rdivmod__", binary<divmod, true>, "self, value, /"},
    {"__pow__", int_power<false>, "self, value, mod=, /"},
    {"__rpow__", int_power<true>, "self, value, mod=, /"},
    {"__lshift__", binary<shift_left, false>, "self, value, /"},
    {"__rlshift__", binary<shift_left, true>, "self, value, /"},
    {"__rshift__", binary<shift_right, false>, "self, value, /"},
    {"__rrshift__", binary<shift_right, true>, "self, value, /"},
    {"__and__", binary<plain<objects::int_and>, false>, "self, value, /"},
    {"__rand__", binary<plain<objects::int_and>, true>, "self, value, /"},
    {"__or__", binary<plain<objects::int_or>, false>, "self, value, /"},
    {"__ror__", binary<plain<objects::int_or>, true>, "self, value, /"},
    {"__xor__", binary<plain<objects::int_xor>, false>, "self, value, /"},
    {"__rxor__", binary<plain<objects::int_xor>, true>, "self, value, /"},
    {"__eq__", compare<Comparison::kEq>, "self, value, /"},
    {"__ne__", compare<Comparison::kNe>, "self, value, /"},
    {"__lt__", compare<Comparison::kLt>, "self, value, /"},
    {"__le__", compare<Comparison::kLe>, "self, value, /"},
    {"__gt__", compare<Comparison::kGt>, "self, value, /"},
    {"__ge__", compare<Comparison::kGe>, "self, value, /"},
    {"__getnewargs__", int_getnewargs, "self, /"},
};

constexpr NativeDefinition kBoolOperators[] = {
    {"__new__", bool_new, "cls, x=, /"},
    {"__repr__", bool_repr, "self, /"},
    {"__and__", bool_binary<plain<objects::int_and>>, "self, value, /"},
    {"__rand__", bool_binary<plain<objects::int_and>>, "self, value, /"},
    {"__or__", bool_binary<plain<objects::int_or>>, "self, value, /"},
    {"__ror__", bool_binary<plain<objects::int_or>>, "self, value, /"},
    {"__xor__", bool_binary<plain<objects::int_xor>>, "self, value, /"},
    {"__rxor__", bool_binary<plain<objects::int_xor>>, "self, value, /"},
};

constexpr GetSetDefinition kAttributes[] = {
    {"real", get_self},
    {"imag", get_zero},
    {"numerator", get_self},
    {"denominator", get_one},
};

}  // namespace

void install_int(ThreadState& thread) {
  add_methods(thread, thread.types.int_, kOperators);
  add_methods(thread, thread.types.int_, int_methods());
  add_class_methods(thread, thread.types.int_, int_class_methods());
  add_getsets(thread, thread.types.int_, kAttributes);
  add_methods(thread, thread.types.bool_, kBoolOperators);
}

}  // namespace minipy::builtins
