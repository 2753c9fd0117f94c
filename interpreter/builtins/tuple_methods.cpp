#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::builtins {
namespace {

using objects::Comparison;
using objects::Special;

const Tuple* self_of(const Arguments& arguments) { return arguments[0].as<Tuple>(); }

Result<Value> tuple_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.tuple));
  const bool exact = type == thread.types.tuple;
  const Value iterable = MINIPY_TRY(
      sole_argument(thread, arguments, "tuple", inherits(type, thread.types.tuple, vm::Special::kInit)));
  if (iterable.is_empty()) return Value(Tuple::create_uninitialised(thread, type, 0));
  if (exact && is_exactly(thread, iterable, type)) return iterable;
  const Tuple* items = MINIPY_TRY(vm::to_tuple(thread, iterable));
  if (exact) return Value(const_cast<Tuple*>(items));
  Tuple* result = Tuple::create_uninitialised(thread, type, items->length);
  std::copy(items->items, items->items + items->length, result->items);
  return Value(result);
}

Result<Value> tuple_count(ThreadState& thread, const Arguments& arguments) {
  std::int64_t count = 0;
  for (const Value item : self_of(arguments)->values()) {
    if (MINIPY_TRY(vm::equal(thread, item, arguments[1]))) ++count;
  }
  return Value::from_int(count);
}

Result<Value> tuple_index(ThreadState& thread, const Arguments& arguments) {
  const Tuple* tuple = self_of(arguments);
  std::int64_t i = MINIPY_TRY(search_bound(thread, arguments.get(2), tuple->length, 0));
  const std::int64_t stop = MINIPY_TRY(search_bound(thread, arguments.get(3), tuple->length, INT64_MAX));
  for (; i < stop && i < tuple->length; ++i) {
    if (MINIPY_TRY(vm::equal(thread, tuple->items[i], arguments[1]))) return Value::from_int(i);
  }
  return thread.raise(thread.types.ValueError, "tuple.index(x): x not in tuple");
}

Result<Value> tuple_len(ThreadState& /*thread*/, const Arguments& arguments) {
  return Value::from_int(self_of(arguments)->length);
}

Result<Value> tuple_contains(ThreadState& thread, const Arguments& arguments) {
  for (const Value item : self_of(arguments)->values()) {
    if (item == arguments[1] || MINIPY_TRY(vm::equal(thread, item, arguments[1]))) return Value::true_();
  }
  return Value::false_();
}

Result<Value> tuple_getitem(ThreadState& thread, const Arguments& arguments) {
  const Tuple* tuple = self_of(arguments);
  if (objects::has_kind(arguments[1], objects::kSlice)) {
    objects::SliceBounds bounds = MINIPY_TRY(slice_bounds(thread, arguments[1].as<objects::Slice>()));
    const std::int64_t count = bounds.adjust(tuple->length);
    if (count == tuple->length && bounds.step == 1 && is_exactly(thread, arguments[0], thread.types.tuple)) {
      return arguments[0];
    }
    Tuple* result = Tuple::create_uninitialised(thread, count);
    for (std::int64_t i = 0, at = bounds.start; i < count; ++i, at += bounds.step) {
      result->items[i] = tuple->items[at];
    }
    return Value(result);
  }
  std::int64_t index = MINIPY_TRY(item_index(thread, arguments[1], "tuple"));
  if (index < 0) index += tuple->length;
  if (index < 0 || index >= tuple->length) {
    return thread.raise(thread.types.IndexError, "tuple index out of range");
  }
  return tuple->items[index];
}

Result<Value> tuple_add(ThreadState& thread, const Arguments& arguments) {
  const Value other = arguments[1];
  if (!objects::is_tuple(other)) {
    if (has_own_reflection(thread, other, Special::kRAdd)) return Value::not_implemented();
    return thread.raise(thread.types.TypeError, "can only concatenate tuple (not \"%T\") to tuple", other);
  }
  const Tuple* a = self_of(arguments);
  const Tuple* b = other.as<Tuple>();
  if (a->length == 0 && is_exactly(thread, other, thread.types.tuple)) return other;
  if (b->length == 0 && is_exactly(thread, arguments[0], thread.types.tuple)) return arguments[0];
  Tuple* result = Tuple::create_uninitialised(thread, a->length + b->length);
  std::copy(a->items, a->items + a->length, result->items);
  std::copy(b->items, b->items + b->length, result->items + a->length);
  return Value(result);
}

Result<Value> tuple_mul(ThreadState& thread, const Arguments& arguments) {
  const Tuple* tuple = self_of(arguments);
  const auto count = MINIPY_TRY(repeat_count(thread, arguments[1]));
  if (!count) return Value::not_implemented();
  if (*count == 1 && is_exactly(thread, arguments[0], thread.types.tuple)) return arguments[0];
  MINIPY_TRY(check_repeat(thread, tuple->length, *count, sizeof(Value)));
  const std::int64_t times = std::max<std::int64_t>(*count, 0);
  Tuple* result = Tuple::create_uninitialised(thread, tuple->length == 0 ? 0 : tuple->length * times);
  for (std::int64_t i = 0; i < result->length; ++i) result->items[i] = tuple->items[i % tuple->length];
  return Value(result);
}

template <Comparison op>
Result<Value> tuple_compare(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_tuple(arguments[1])) return Value::not_implemented();
  return compare_sequences(thread, op, self_of(arguments),
                           static_cast<const Tuple*>(arguments[1].as<Tuple>()));
}

// CPython's hash, a reduced xxHash: sets of tuples then have its order.
Result<Value> tuple_hash(ThreadState& thread, const Arguments& arguments) {
  constexpr std::uint64_t kPrime1 = 11400714785074694791ULL;
  constexpr std::uint64_t kPrime2 = 14029467366897019727ULL;
  constexpr std::uint64_t kPrime5 = 2870177450012600261ULL;
  const Tuple* tuple = self_of(arguments);
  MINIPY_TRY(thread.check_native_stack());
  std::uint64_t sum = kPrime5;
  for (const Value item : tuple->values()) {
    sum += static_cast<std::uint64_t>(MINIPY_TRY(vm::hash(thread, item))) * kPrime2;
    sum = (sum << 31U) | (sum >> 33U);
    sum *= kPrime1;
  }
  sum += static_cast<std::uint64_t>(tuple->length) ^ (kPrime5 ^ 3527539ULL);
  return objects::make_int(thread, sum == UINT64_MAX ? 1546275796 : static_cast<std::int64_t>(sum));
}

Result<Value> tuple_repr(ThreadState& thread, const Arguments& arguments) {
  const Tuple* tuple = self_of(arguments);
  if (tuple->length == 0) return Value(Str::create(thread, "()"));
  const ReprGuard guard(thread, arguments[0]);
  if (!guard.entered()) return Value(Str::create(thread, "(...)"));
  MINIPY_TRY(thread.check_native_stack(" while getting the repr of an object"));
  objects::StrBuilder text;
  text.append(U'(');
  for (std::int64_t i = 0; i < tuple->length; ++i) {
    if (i > 0) text.append(", ");
    text.append(MINIPY_TRY(vm::repr(thread, tuple->items[i])));
  }
  text.append(tuple->length == 1 ? ",)" : ")");
  return Value(text.finish(thread));
}

Result<Value> tuple_iter(ThreadState& thread, const Arguments& arguments) {
  return Value(objects::TupleIterator::create(thread, arguments[0]));
}

Result<Value> tuple_sizeof(ThreadState& /*thread*/, const Arguments& arguments) {
  return Value::from_int(24 + 8 * self_of(arguments)->length);
}

Result<Value> tuple_getnewargs(ThreadState& thread, const Arguments& arguments) {
  const Value plain = Tuple::create(thread, self_of(arguments)->values());
  return Value(Tuple::create(thread, {&plain, 1}));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__", tuple_new, "cls, *args, **kwargs"},
    {"__repr__", tuple_repr, "self, /"},
    {"__hash__", tuple_hash, "self, /"},
    {"__len__", tuple_len, "self, /"},
    {"__getitem__", tuple_getitem, "self, key, /"},
    {"__contains__", tuple_contains, "self, key, /"},
    {"__iter__", tuple_iter, "self, /"},
    {"__add__", tuple_add, "self, value, /"},
    {"__mul__", tuple_mul, "self, value, /"},
    {"__rmul__", tuple_mul, "self, value, /"},
    {"__eq__", tuple_compare<Comparison::kEq>, "self, value, /"},
    {"__ne__", tuple_compare<Comparison::kNe>, "self, value, /"},
    {"__lt__", tuple_compare<Comparison::kLt>, "self, value, /"},
    {"__le__", tuple_compare<Comparison::kLe>, "self, value, /"},
    {"__gt__", tuple_compare<Comparison::kGt>, "self, value, /"},
    {"__ge__", tuple_compare<Comparison::kGe>, "self, value, /"},
    {"__sizeof__", tuple_sizeof, "self, /"},
    {"__getnewargs__", tuple_getnewargs, "self, /"},
    {"count", tuple_count, "self, value, /", "Return number of occurrences of value."},
    {"index", tuple_index, "self, value, start=, stop=, /",
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
};

constexpr NativeDefinition kClassMethods[] = {{"__class_getitem__", class_getitem, "cls, item, /"}};

}  // namespace

void install_tuple(ThreadState& thread) {
  add_methods(thread, thread.types.tuple, kMethods);
  add_class_methods(thread, thread.types.tuple, kClassMethods);
}

}  // namespace minipy::builtins
