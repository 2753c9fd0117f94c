#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::builtins {

using objects::Comparison;
using objects::Slice;
using objects::Special;

namespace {

constexpr Value kZero = Value::from_int(0);
constexpr Value kOne = Value::from_int(1);

Result<Value> big_part(ThreadState& thread, Value part) {
  if (objects::is_integer(part)) return vm::index(thread, part);
  if (!vm::find_special(thread, part, Special::kIndex)) {
    return thread.raise(thread.types.TypeError,
                        "slice indices must be integers or None or have an __index__ method");
  }
  return vm::index(thread, part);
}

Result<Value> big_bound(ThreadState& thread, Value part, Value length, Value lowest, Value highest,
                        Value otherwise) {
  if (part.is_none()) return otherwise;
  Value bound = MINIPY_TRY(big_part(thread, part));
  if (objects::int_sign(bound) < 0) {
    bound = objects::int_add(thread, bound, length);
    return objects::int_compare(bound, lowest) < 0 ? lowest : bound;
  }
  return objects::int_compare(bound, highest) > 0 ? highest : bound;
}

Result<Value> slice_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(checked_class(thread, arguments[0], thread.types.slice));
  if (arguments.keyword_count() != 0) {
    return thread.raise(thread.types.TypeError, "slice() takes no keyword arguments");
  }
  const auto given = static_cast<std::int64_t>(arguments.count) - 1;
  if (given == 0) return thread.raise(thread.types.TypeError, "slice expected at least 1 argument, got 0");
  if (given > 3) {
    return thread.raise(thread.types.TypeError, "slice expected at most 3 arguments, got %d", given);
  }
  const Value none = Value::none();
  if (given == 1) return Value(Slice::create(thread, none, arguments[1], none));
  return Value(Slice::create(thread, arguments[1], arguments[2], given == 3 ? arguments[3] : none));
}

Result<Value> slice_repr(ThreadState& thread, const Arguments& arguments) {
  const Slice* slice = arguments[0].as<Slice>();
  MINIPY_TRY(thread.check_native_stack(" while getting the repr of an object"));
  objects::StrBuilder text;
  text.append("slice(");
  text.append(MINIPY_TRY(vm::repr(thread, slice->start)));
  text.append(", ");
  text.append(MINIPY_TRY(vm::repr(thread, slice->stop)));
  text.append(", ");
  text.append(MINIPY_TRY(vm::repr(thread, slice->step)));
  text.append(U')');
  return Value(text.finish(thread));
}

Tuple* slice_parts(ThreadState& thread, Value slice) {
  const Value parts[] = {slice.as<Slice>()->start, slice.as<Slice>()->stop, slice.as<Slice>()->step};
  return Tuple::create(thread, parts);
}

template <Comparison op>
Result<Value> slice_compare(ThreadState& thread, const Arguments& arguments) {
  if (!objects::has_kind(arguments[1], objects::kSlice)) return Value::not_implemented();
  const Tuple* other = slice_parts(thread, arguments[1]);
  return compare_sequences(thread, op, static_cast<const Tuple*>(slice_parts(thread, arguments[0])), other);
}

Result<Value> slice_of_indices(ThreadState& thread, const Arguments& arguments) {
  const Value length = MINIPY_TRY(vm::index(thread, arguments[1]));
  if (objects::int_sign(length) < 0) {
    return thread.raise(thread.types.ValueError, "length should not be negative");
  }
  const BigBounds bounds = MINIPY_TRY(big_bounds(thread, arguments[0].as<Slice>(), length));
  const Value parts[] = {bounds.start, bounds.stop, bounds.step};
  return Value(Tuple::create(thread, parts));
}

Result<Value> slice_reduce(ThreadState& thread, const Arguments& arguments) {
  const Value parts[] = {objects::type_of(thread, arguments[0]), slice_parts(thread, arguments[0])};
  return Value(Tuple::create(thread, parts));
}

Result<Value> slice_start(ThreadState& /*thread*/, Value self) { return self.as<Slice>()->start; }
Result<Value> slice_stop(ThreadState& /*thread*/, Value self) { return self.as<Slice>()->stop; }
Result<Value> slice_step(ThreadState& /*thread*/, Value self) { return self.as<Slice>()->step; }

constexpr NativeDefinition kSliceMethods[] = {
    {"__new__", slice_new, "cls, *args, **kwargs"},
    {"__repr__", slice_repr, "self, /"},
    {"__eq__", slice_compare<Comparison::kEq>, "self, value, /"},
    {"__ne__", slice_compare<Comparison::kNe>, "self, value, /"},
    {"__lt__", slice_compare<Comparison::kLt>, "self, value, /"},
    {"__le__", slice_compare<Comparison::kLe>, "self, value, /"},
    {"__gt__", slice_compare<Comparison::kGt>, "self, value, /"},
    {"__ge__", slice_compare<Comparison::kGe>, "self, value, /"},
    {"__reduce__", slice_reduce, "self, /"},
    {"indices", slice_of_indices, "self, length, /", "S.indices(len) -> (start, stop, stride)"},
};

constexpr GetSetDefinition kSliceGetSets[] = {{"start", slice_start, readonly_attribute},
                                              {"stop", slice_stop, readonly_attribute},
                                              {"step", slice_step, readonly_attribute}};

}  // namespace

Result<BigBounds> big_bounds(ThreadState& thread, const Slice* slice, Value length) {
  BigBounds bounds{};
  bounds.step = slice->step.is_none() ? kOne : MINIPY_TRY(big_part(thread, slice->step));
  const int sign = objects::int_sign(bounds.step);
  if (sign == 0) return thread.raise(thread.types.ValueError, "slice step cannot be zero");
  const Value lowest = sign < 0 ? Value::from_int(-1) : kZero;
  const Value highest = sign < 0 ? objects::int_sub(thread, length, kOne) : length;
  bounds.start =
      MINIPY_TRY(big_bound(thread, slice->start, length, lowest, highest, sign < 0 ? highest : lowest));
  bounds.stop =
      MINIPY_TRY(big_bound(thread, slice->stop, length, lowest, highest, sign < 0 ? lowest : highest));
  return bounds;
}

void install_slice(ThreadState& thread) {
  add_methods(thread, thread.types.slice, kSliceMethods);
  add_getsets(thread, thread.types.slice, kSliceGetSets);
  make_unhashable(thread, thread.types.slice);
}

}  // namespace minipy::builtins
