#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::builtins {

using objects::Range;
using objects::RangeIterator;
using objects::Slice;
using objects::Special;

namespace {

const Range* self_of(const Arguments& arguments) { return arguments[0].as<Range>(); }

constexpr Value kZero = Value::from_int(0);
constexpr Value kOne = Value::from_int(1);

bool is_zero(Value integer) { return integer == kZero; }

// A plain integer or a bool, which ranges look for by calculation.
bool is_exact_integer(const ThreadState& thread, Value value) {
  if (value.is_int() || value.is_bool()) return true;
  return objects::is_integer(value) && is_exactly(thread, value, thread.types.int_);
}

Result<Value> range_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(checked_class(thread, arguments[0], thread.types.range));
  if (arguments.keyword_count() != 0) {
    return thread.raise(thread.types.TypeError, "range() takes no keyword arguments");
  }
  const auto given = static_cast<std::int64_t>(arguments.count) - 1;
  if (given == 0) return thread.raise(thread.types.TypeError, "range expected at least 1 argument, got 0");
  if (given > 3) {
    return thread.raise(thread.types.TypeError, "range expected at most 3 arguments, got %d", given);
  }
  Value parts[3] = {kZero, kZero, kOne};
  if (given == 1) {
    parts[1] = MINIPY_TRY(vm::index(thread, arguments[1]));
  } else {
    for (std::int64_t i = 0; i < given; ++i) {
      parts[i] = MINIPY_TRY(vm::index(thread, arguments[static_cast<std::uint32_t>(i) + 1]));
    }
  }
  if (objects::int_sign(parts[2]) == 0) {
    return thread.raise(thread.types.ValueError, "range() arg 3 must not be zero");
  }
  return Value(Range::create(thread, parts[0], parts[1], parts[2]));
}

Result<Value> range_len(ThreadState& thread, const Arguments& arguments) {
  const Value length = self_of(arguments)->length;
  if (!objects::to_int64(length)) {
    return thread.raise(thread.types.OverflowError, "Python int too large to convert to C ssize_t");
  }
  return length;
}

Result<Value> range_bool(ThreadState& /*thread*/, const Arguments& arguments) {
  return Value::from_bool(!is_zero(self_of(arguments)->length));
}

Result<Value> range_repr(ThreadState& thread, const Arguments& arguments) {
  const Range* range = self_of(arguments);
  std::string text =
      "range(" + objects::int_to_string(range->start) + ", " + objects::int_to_string(range->stop);
  if (range->step != kOne) text += ", " + objects::int_to_string(range->step);
  return Value(Str::create(thread, text + ")"));
}

// The index of an integer in a range, or empty.
Value find_integer(ThreadState& thread, const Range* range, Value value) {
  const bool up = objects::int_sign(range->step) > 0;
  const int from_start = objects::int_compare(value, range->start);
  const int from_stop = objects::int_compare(value, range->stop);
  if (up ? from_start < 0 || from_stop >= 0 : from_start > 0 || from_stop <= 0) return {};
  const Value distance = objects::int_sub(thread, value, range->start);
  if (!is_zero(objects::int_mod(thread, distance, range->step))) return {};
  return objects::int_floor_div(thread, distance, range->step);
}

Result<Value> range_iter(ThreadState& thread, const Arguments& arguments);

Result<Value> range_contains(ThreadState& thread, const Arguments& arguments) {
  if (is_exact_integer(thread, arguments[1])) {
    return Value::from_bool(!find_integer(thread, self_of(arguments), arguments[1]).is_empty());
  }
  const Value iterator = MINIPY_TRY(range_iter(thread, arguments));
  for (;;) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return Value::false_();
    if (MINIPY_TRY(vm::equal(thread, item, arguments[1]))) return Value::true_();
  }
}

Result<Value> range_count(ThreadState& thread, const Arguments& arguments) {
  if (is_exact_integer(thread, arguments[1])) {
    return Value::from_int(find_integer(thread, self_of(arguments), arguments[1]).is_empty() ? 0 : 1);
  }
  std::int64_t count = 0;
  const Value iterator = MINIPY_TRY(range_iter(thread, arguments));
  for (;;) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return Value::from_int(count);
    if (MINIPY_TRY(vm::equal(thread, item, arguments[1]))) ++count;
  }
}

Result<Value> range_index(ThreadState& thread, const Arguments& arguments) {
  if (is_exact_integer(thread, arguments[1])) {
    const Value index = find_integer(thread, self_of(arguments), arguments[1]);
    if (!index.is_empty()) return index;
    return thread.raise(thread.types.ValueError, "%R is not in range", arguments[1]);
  }
  const Value iterator = MINIPY_TRY(range_iter(thread, arguments));
  for (std::int64_t i = 0;; ++i) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) break;
    if (MINIPY_TRY(vm::equal(thread, item, arguments[1]))) return Value::from_int(i);
  }
  return thread.raise(thread.types.ValueError, "sequence.index(x): x not in sequence");
}

Result<Value> range_getitem(ThreadState& thread, const Arguments& arguments) {
  const Range* range = self_of(arguments);
  const Value key = arguments[1];
  if (objects::has_kind(key, objects::kSlice)) {
    const BigBounds bounds = MINIPY_TRY(big_bounds(thread, key.as<Slice>(), range->length));
    const Value step = objects::int_mul(thread, range->step, bounds.step);
    return Value(
        Range::create(thread, range->at(thread, bounds.start), range->at(thread, bounds.stop), step));
  }
  if (!objects::is_integer(key) && !vm::find_special(thread, key, Special::kIndex)) {
    return thread.raise(thread.types.TypeError, "range indices must be integers or slices, not %T", key);
  }
  Value index = MINIPY_TRY(vm::index(thread, key));
  if (objects::int_sign(index) < 0) index = objects::int_add(thread, index, range->length);
  if (objects::int_sign(index) < 0 || objects::int_compare(index, range->length) >= 0) {
    return thread.raise(thread.types.IndexError, "range object index out of range");
  }
  return range->at(thread, index);
}

bool same_range(const Range* a, const Range* b) {
  if (objects::int_compare(a->length, b->length) != 0) return false;
  if (is_zero(a->length)) return true;
  if (objects::int_compare(a->start, b->start) != 0) return false;
  return a->length == kOne || objects::int_compare(a->step, b->step) == 0;
}

template <bool equal>
Result<Value> range_compare(ThreadState& /*thread*/, const Arguments& arguments) {
  if (!objects::has_kind(arguments[1], objects::kRange)) return Value::not_implemented();
  return Value::from_bool(same_range(self_of(arguments), arguments[1].as<Range>()) == equal);
}

Result<Value> range_hash(ThreadState& thread, const Arguments& arguments) {
  const Range* range = self_of(arguments);
  const bool empty = is_zero(range->length);
  const bool single = range->length == kOne;
  const Value parts[] = {range->length, empty ? Value::none() : range->start,
                         empty || single ? Value::none() : range->step};
  return objects::make_int(thread, MINIPY_TRY(vm::hash(thread, Tuple::create(thread, parts))));
}

// ---- iteration. RangeIterator serves whatever fits inline integers.

struct LongRangeIterator : objects::Opaque {
  Slot range;
  Slot index;  // the next one; threads that share an iterator race for its items
};

void trace_long(Object* object, heap::Marker& marker) {
  auto* iterator = static_cast<LongRangeIterator*>(object);
  marker.mark(iterator->range);
  marker.mark(iterator->index);
}

Result<Value> long_step(ThreadState& thread, Object* object) {
  auto* iterator = static_cast<LongRangeIterator*>(object);
  const Range* range = iterator->range.load_as<Range>();
  const Value index = iterator->index.load();
  if (objects::int_compare(index, range->length) >= 0) return Value{};
  iterator->index.store(objects::int_add(thread, index, kOne));
  return range->at(thread, index);
}

constexpr objects::OpaqueInfo kLongInfo{"longrange_iterator", trace_long, nullptr, long_step};

/// The same values from the last to the first.
Value backwards(ThreadState& thread, const Range* range) {
  const Value last = range->at(thread, objects::int_sub(thread, range->length, kOne));
  const Value step = objects::int_sub(thread, kZero, range->step);
  return Range::create(thread, last, objects::int_add(thread, range->start, step), step);
}

Value iterate_range(ThreadState& thread, Value self, bool reversed) {
  const Range* range = self.as<Range>();
  if (range->is_small()) {
    const std::int64_t count = range->length.as_int();
    const std::int64_t step = range->step.as_int();
    const std::int64_t start = range->start.as_int();
    if (!reversed) return RangeIterator::create(thread, start, step, count);
    return RangeIterator::create(thread, start + (count - 1) * step, -step, count);
  }
  auto* iterator =
      objects::create_opaque<LongRangeIterator>(thread, thread.types.long_range_iterator, kLongInfo);
  iterator->range.store(reversed ? backwards(thread, range) : self);
  iterator->index.store(kZero);
  return iterator;
}

Result<Value> range_iter(ThreadState& thread, const Arguments& arguments) {
  return iterate_range(thread, arguments[0], false);
}

Result<Value> range_reversed(ThreadState& thread, const Arguments& arguments) {
  return iterate_range(thread, arguments[0], true);
}

Result<Value> iterator_step(ThreadState& thread, const Arguments& arguments) {
  const Value item = arguments[0].as<RangeIterator>()->advance();
  if (item.is_empty()) return thread.raise_with(thread.types.StopIteration, {});
  return item;
}

Result<Value> iterator_length_hint(ThreadState& /*thread*/, const Arguments& arguments) {
  return Value::from_int(arguments[0].as<RangeIterator>()->remaining.load(std::memory_order_relaxed));
}

// Pickled as the range of all its values and how many of them are through.
Result<Value> iterator_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<RangeIterator>();
  const Value start = objects::make_int(thread, iterator->end - iterator->count * iterator->step);
  const Value range = Range::create(thread, start, objects::make_int(thread, iterator->end),
                                    objects::make_int(thread, iterator->step));
  const std::int64_t left = iterator->remaining.load(std::memory_order_relaxed);
  return reduced_to_iter(thread, range, Value::from_int(iterator->count - left));
}

Result<Value> iterator_setstate(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<RangeIterator>();
  const std::int64_t index = MINIPY_TRY(position_in(thread, arguments[1], 0, iterator->count));
  iterator->remaining.store(iterator->count - index, std::memory_order_relaxed);
  return Value::none();
}

Result<Value> long_length_hint(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<LongRangeIterator>();
  return objects::int_sub(thread, iterator->range.load_as<Range>()->length, iterator->index.load());
}

Result<Value> long_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<LongRangeIterator>();
  const auto* range = iterator->range.load_as<Range>();
  const Value stop =
      objects::int_add(thread, range->start, objects::int_mul(thread, range->length, range->step));
  return reduced_to_iter(thread, Range::create(thread, range->start, stop, range->step),
                         iterator->index.load());
}

Result<Value> long_setstate(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<LongRangeIterator>();
  const Value length = iterator->range.load_as<Range>()->length;
  Value index = MINIPY_TRY(vm::index(thread, arguments[1]));
  if (objects::int_sign(index) < 0) index = kZero;
  iterator->index.store(objects::int_compare(index, length) > 0 ? length : index);
  return Value::none();
}

Result<Value> range_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto* range = arguments[0].as<Range>();
  return reduced(thread, objects::type_of(thread, arguments[0]), {range->start, range->stop, range->step});
}

Result<Value> range_start(ThreadState& /*thread*/, Value self) { return self.as<Range>()->start; }
Result<Value> range_stop(ThreadState& /*thread*/, Value self) { return self.as<Range>()->stop; }
Result<Value> range_step(ThreadState& /*thread*/, Value self) { return self.as<Range>()->step; }

constexpr NativeDefinition kRangeMethods[] = {
    {"__new__", range_new, "cls, *args, **kwargs"},
    {"__repr__", range_repr, "self, /"},
    {"__hash__", range_hash, "self, /"},
    {"__bool__", range_bool, "self, /"},
    {"__len__", range_len, "self, /"},
    {"__getitem__", range_getitem, "self, key, /"},
    {"__contains__", range_contains, "self, key, /"},
    {"__iter__", range_iter, "self, /"},
    {"__reversed__", range_reversed, "self, /"},
    {"__reduce__", range_reduce, "self, /"},
    {"__eq__", range_compare<true>, "self, value, /"},
    {"__ne__", range_compare<false>, "self, value, /"},
    {"count", range_count, "self, value, /",
     "rangeobject.count(value) -> integer -- return number of occurrences of value"},
    {"index", range_index, "self, value, /",
     "rangeobject.index(value) -> integer -- return index of value.\n"
     "Raise ValueError if the value is not present."},
};

constexpr GetSetDefinition kRangeGetSets[] = {{"start", range_start, readonly_attribute},
                                              {"stop", range_stop, readonly_attribute},
                                              {"step", range_step, readonly_attribute}};

constexpr NativeDefinition kIteratorMethods[] = {
    {"__iter__", iterator_iter, "self, /"},
    {"__next__", iterator_step, "self, /"},
    {"__length_hint__", iterator_length_hint, "self, /"},
    {"__reduce__", iterator_reduce, "self, /"},
    {"__setstate__", iterator_setstate, "self, state, /"},
};

constexpr NativeDefinition kLongIteratorMethods[] = {
    {"__length_hint__", long_length_hint, "self, /"},
    {"__reduce__", long_reduce, "self, /"},
    {"__setstate__", long_setstate, "self, state, /"},
};

}  // namespace

void install_range(ThreadState& thread) {
  add_methods(thread, thread.types.range, kRangeMethods);
  add_getsets(thread, thread.types.range, kRangeGetSets);
  add_methods(thread, thread.types.range_iterator, kIteratorMethods);
  install_iterator(thread, thread.types.long_range_iterator);
  add_methods(thread, thread.types.long_range_iterator, kLongIteratorMethods);
  install_slice(thread);
}

}  // namespace minipy::builtins
