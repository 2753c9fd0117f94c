// Operators as Python defines them: the left operand's method, the right one's reflected method, the right
// first where its class derives from the left one's.
#include "interpreter/objects/number.hpp"
#include "interpreter/vm/arithmetic.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/calls.hpp"

namespace minipy::vm {

namespace {

constexpr const char* kSymbols[] = {"+", "-", "*", "/", "//", "%", "** or pow()",
                                    "@", "&", "|", "^", "<<", ">>"};
constexpr const char* kInplaceSymbols[] = {
    "+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "<<=", ">>="};
constexpr const char* kComparisonSymbols[] = {"<", "<=", "==", "!=", ">", ">="};

bool is_repeatable(const ThreadState& thread, Value value) {
  return objects::is_str(value) || objects::is_list(value) || objects::is_tuple(value) ||
         instance_of(thread, value, thread.types.bytes) || instance_of(thread, value, thread.types.bytearray);
}

// What CPython says when a sequence meets a wrong operand, or the general message.
Raised raise_unsupported(ThreadState& thread, BinaryOperator op, Value a, Value b, const char* symbol) {
  Type* error = thread.types.TypeError;
  if (op == BinaryOperator::kAdd && is_repeatable(thread, a)) {
    const Type* type = objects::type_of(thread, a);
    if (objects::is_str(a) || objects::is_list(a) || objects::is_tuple(a)) {
      Type* base = objects::is_str(a)    ? thread.types.str
                   : objects::is_list(a) ? thread.types.list
                                         : thread.types.tuple;
      auto* name = base->name.load_as<Str>();
      return thread.raise(error, "can only concatenate %S (not \"%T\") to %S", name, b, name);
    }
    return thread.raise(error, "can't concat %T to %S", b, type->name.load_as<Str>());
  }
  if (op == BinaryOperator::kMul) {
    if (is_repeatable(thread, a))
      return thread.raise(error, "can't multiply sequence by non-int of type '%T'", b);
    if (is_repeatable(thread, b))
      return thread.raise(error, "can't multiply sequence by non-int of type '%T'", a);
  }
  const bool prints = op == BinaryOperator::kRShift && objects::has_kind(a, objects::kNative) &&
                      a.as<objects::Native>()->definition->name == std::string_view("print");
  return thread.raise(error, "unsupported operand type(s) for %s: '%T' and '%T'%s", symbol, a, b,
                      prints ? ". Did you mean \"print(<message>, file=<output_stream>)\"?" : "");
}

Result<Value> try_special(ThreadState& thread, Special special, Value object, Value other) {
  if (!find_special(thread, object, special)) return Value::not_implemented();
  return call_special(thread, object, special, {other});
}

Result<Value> binary_or_not(ThreadState& thread, BinaryOperator op, Value a, Value b) {
  const Type* left = objects::type_of(thread, a);
  const Type* right = objects::type_of(thread, b);
  const Special plain = objects::plain_special(op);
  const Special reflected = objects::reflected_special(op);
  const bool right_first = left != right && right->derives_from(left) && right->special_method(reflected) &&
                           !(right->special_method(reflected) == left->special_method(reflected));
  if (right_first) {
    const Value result = MINIPY_TRY(try_special(thread, reflected, b, a));
    if (!result.is_not_implemented()) return result;
  }
  const Value result = MINIPY_TRY(try_special(thread, plain, a, b));
  if (!result.is_not_implemented() || right_first || left == right) return result;
  return try_special(thread, reflected, b, a);
}

Result<Value> unary(ThreadState& thread, Special special, Value a, const char* symbol) {
  if (!find_special(thread, a, special)) {
    return thread.raise(thread.types.TypeError, "bad operand type for unary %s: '%T'", symbol, a);
  }
  return call_special(thread, a, special, {});
}

// Comparisons of what has no user code: strings and unboxed numbers. Empty when it is something else.
Value compare_plain(Comparison op, Value a, Value b) {
  if (objects::is_str(a) && objects::is_str(b)) {
    if (op == Comparison::kEq || op == Comparison::kNe) {
      const bool same = a == b || a.as<Str>()->equals(b.as<Str>());
      return Value::from_bool(same == (op == Comparison::kEq));
    }
    const int order = a.as<Str>()->compare(b.as<Str>());
    switch (op) {
      case Comparison::kLt:
        return Value::from_bool(order < 0);
      case Comparison::kLe:
        return Value::from_bool(order <= 0);
      case Comparison::kGt:
        return Value::from_bool(order > 0);
      default:
        return Value::from_bool(order >= 0);
    }
  }
  bool result = false;
  bool known = false;
  switch (op) {
    case Comparison::kLt:
      known = compare_numbers<LtComparison>(a, b, result);
      break;
    case Comparison::kLe:
      known = compare_numbers<LeComparison>(a, b, result);
      break;
    case Comparison::kEq:
      known = compare_numbers<EqComparison>(a, b, result);
      break;
    case Comparison::kNe:
      known = compare_numbers<NeComparison>(a, b, result);
      break;
    case Comparison::kGt:
      known = compare_numbers<GtComparison>(a, b, result);
      break;
    case Comparison::kGe:
      known = compare_numbers<GeComparison>(a, b, result);
      break;
  }
  return known ? Value::from_bool(result) : Value{};
}

bool is_exact_str(const ThreadState& thread, Value value) {
  return objects::is_str(value) && objects::type_of(thread, value) == thread.types.str;
}

}  // namespace

namespace {

bool is_exact_int(const ThreadState& thread, Value value) {
  return value.is_int() ||
         (objects::has_kind(value, objects::kBigInt) && objects::type_of(thread, value) == thread.types.int_);
}

// Integers beyond 51 bits meet the common operators without a lookup. Empty when it is something else.
Value binary_ints(ThreadState& thread, BinaryOperator op, Value a, Value b) {
  if (!is_exact_int(thread, a) || !is_exact_int(thread, b)) return {};
  switch (op) {
    case BinaryOperator::kAdd:
      return objects::int_add(thread, a, b);
    case BinaryOperator::kSub:
      return objects::int_sub(thread, a, b);
    case BinaryOperator::kMul:
      return objects::int_mul(thread, a, b);
    case BinaryOperator::kFloorDiv:
      return objects::int_sign(b) == 0 ? Value{} : objects::int_floor_div(thread, a, b);
    case BinaryOperator::kMod:
      return objects::int_sign(b) == 0 ? Value{} : objects::int_mod(thread, a, b);
    case BinaryOperator::kAnd:
      return objects::int_and(thread, a, b);
    case BinaryOperator::kOr:
      return objects::int_or(thread, a, b);
    case BinaryOperator::kXor:
      return objects::int_xor(thread, a, b);
    default:
      return {};
  }
}

}  // namespace

Result<Value> binary(ThreadState& thread, BinaryOperator op, Value a, Value b) {
  if (const Value result = binary_ints(thread, op, a, b)) return result;
  if (op == BinaryOperator::kAdd && is_exact_str(thread, a) && is_exact_str(thread, b)) {
    return Value(Str::concat(thread, a.as<Str>(), b.as<Str>()));
  }
  const Value result = MINIPY_TRY(binary_or_not(thread, op, a, b));
  if (!result.is_not_implemented()) return result;
  return raise_unsupported(thread, op, a, b, kSymbols[static_cast<int>(op)]);
}

Result<Value> inplace(ThreadState& thread, BinaryOperator op, Value a, Value b) {
  if (const Value result = binary_ints(thread, op, a, b)) return result;
  if (op == BinaryOperator::kAdd && is_exact_str(thread, a) && is_exact_str(thread, b)) {
    return Value(Str::concat(thread, a.as<Str>(), b.as<Str>()));
  }
  const Value changed = MINIPY_TRY(try_special(thread, objects::inplace_special(op), a, b));
  if (!changed.is_not_implemented()) return changed;
  const Value result = MINIPY_TRY(binary_or_not(thread, op, a, b));
  if (!result.is_not_implemented()) return result;
  return raise_unsupported(thread, op, a, b, kInplaceSymbols[static_cast<int>(op)]);
}

Result<Value> negative(ThreadState& thread, Value a) { return unary(thread, Special::kNeg, a, "-"); }
Result<Value> positive(ThreadState& thread, Value a) { return unary(thread, Special::kPos, a, "+"); }
Result<Value> invert(ThreadState& thread, Value a) { return unary(thread, Special::kInvert, a, "~"); }

Result<Value> compare(ThreadState& thread, Comparison op, Value a, Value b) {
  const Type* left = objects::type_of(thread, a);
  const Type* right = objects::type_of(thread, b);
  if (left == right && (left == thread.types.str || left == thread.types.int_)) {
    const Value known = compare_plain(op, a, b);
    if (known) return known;
  }
  const Special plain = objects::comparison_special(op);
  const Special mirrored = objects::comparison_special(objects::mirrored(op));
  const bool right_first = left != right && right->derives_from(left) && right->special_method(mirrored);
  if (right_first) {
    const Value result = MINIPY_TRY(try_comparison(thread, mirrored, b, a));
    if (!result.is_not_implemented()) return result;
  }
  const Value result = MINIPY_TRY(try_comparison(thread, plain, a, b));
  if (!result.is_not_implemented()) return result;
  if (!right_first) {
    const Value other = MINIPY_TRY(try_comparison(thread, mirrored, b, a));
    if (!other.is_not_implemented()) return other;
  }
  if (op == Comparison::kEq) return Value::from_bool(a == b);
  if (op == Comparison::kNe) return Value::from_bool(!(a == b));
  return thread.raise(thread.types.TypeError, "'%s' not supported between instances of '%T' and '%T'",
                      kComparisonSymbols[static_cast<int>(op)], a, b);
}

Result<Value> try_comparison(ThreadState& thread, Special special, Value a, Value b) {
  const Value found = find_special(thread, a, special);
  if (!found) return Value::not_implemented();
  if (objects::has_kind(found, objects::kFunction) || objects::has_kind(found, objects::kNative)) {
    return call_special(thread, a, special, {b});
  }
  const auto bound = descriptor_get(thread, found, a, objects::type_of(thread, a));
  if (bound.ok()) return call(thread, bound.value(), {b});
  static_cast<void>(thread.take_exception());
  return Value::not_implemented();
}

Result<bool> compare_truth(ThreadState& thread, Comparison op, Value a, Value b) {
  const Value known = compare_plain(op, a, b);
  if (known && (!a.is_object() || (is_exact_str(thread, a) && is_exact_str(thread, b))))
    return known.is_true();
  return truth(thread, MINIPY_TRY(compare(thread, op, a, b)));
}

Result<bool> equal(ThreadState& thread, Value a, Value b) {
  if (a == b) return true;
  return compare_truth(thread, Comparison::kEq, a, b);
}

}  // namespace minipy::vm
