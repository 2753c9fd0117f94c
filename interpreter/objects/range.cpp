#include "interpreter/objects/range.hpp"

#include <algorithm>

#include "interpreter/objects/allocation.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::objects {

namespace {

// An operand of the class int itself: bools and instances of subclasses become what they stand for.
Value plain_integer(Mutator& mutator, Value value) {
  return value.is_int() ? value : int_add(mutator, value, Value::from_int(0));
}

Value range_length(Mutator& mutator, Value start, Value stop, Value step) {
  if (start.is_int() && stop.is_int() && step.is_int()) {
    const std::int64_t low = step.as_int() > 0 ? start.as_int() : stop.as_int();
    const std::int64_t high = step.as_int() > 0 ? stop.as_int() : start.as_int();
    const std::int64_t width = step.as_int() > 0 ? step.as_int() : -step.as_int();
    return make_int(mutator, low < high ? (high - low - 1) / width + 1 : 0);
  }
  const bool up = int_sign(step) > 0;
  const Value distance = up ? int_sub(mutator, stop, start) : int_sub(mutator, start, stop);
  if (int_sign(distance) <= 0) return Value::from_int(0);
  const Value width = up ? step : int_neg(mutator, step);
  const Value whole = int_floor_div(mutator, int_sub(mutator, distance, Value::from_int(1)), width);
  return int_add(mutator, whole, Value::from_int(1));
}

}  // namespace

Range* Range::create(Mutator& mutator, Value start, Value stop, Value step) {
  start = plain_integer(mutator, start);
  stop = plain_integer(mutator, stop);
  step = plain_integer(mutator, step);
  const Value length = range_length(mutator, start, stop, step);
  Range* range = mutator.allocate<Range>(kRange, mutator.types.range->root_shape.load().as_object());
  range->start = start;
  range->stop = stop;
  range->step = step;
  range->length = length;
  return range;
}

Value Range::at(Mutator& mutator, Value index) const {
  if (is_small() && index.is_int()) return Value::from_int(start.as_int() + index.as_int() * step.as_int());
  return int_add(mutator, start, int_mul(mutator, index, step));
}

bool Range::is_small() const {
  if (!start.is_int() || !stop.is_int() || !step.is_int() || !length.is_int()) return false;
  std::int64_t end = 0;
  if (__builtin_mul_overflow(length.as_int(), step.as_int(), &end)) return false;
  return Value::fits_int(start.as_int() + end);
}

RangeIterator* RangeIterator::create(Mutator& mutator, std::int64_t start, std::int64_t step,
                                     std::int64_t count) {
  auto* iterator = mutator.allocate<RangeIterator>(
      kRangeIterator, mutator.types.range_iterator->root_shape.load().as_object());
  iterator->end = start + count * step;
  iterator->remaining.store(count, std::memory_order_relaxed);
  iterator->step = step;
  iterator->count = count;
  return iterator;
}

ListIterator* ListIterator::create(Mutator& mutator, Value list) {
  auto* iterator = mutator.allocate<ListIterator>(kListIterator,
                                                  mutator.types.list_iterator->root_shape.load().as_object());
  iterator->list.store(list);
  return iterator;
}

TupleIterator* TupleIterator::create(Mutator& mutator, Value tuple) {
  auto* iterator = mutator.allocate<TupleIterator>(
      kTupleIterator, mutator.types.tuple_iterator->root_shape.load().as_object());
  iterator->tuple.store(tuple);
  return iterator;
}

Slice* Slice::create(Mutator& mutator, Value start, Value stop, Value step) {
  Slice* slice = mutator.allocate<Slice>(kSlice, mutator.types.slice->root_shape.load().as_object());
  slice->start = start;
  slice->stop = stop;
  slice->step = step;
  return slice;
}

std::int64_t SliceBounds::adjust(std::int64_t length) {
  const std::int64_t lowest = step < 0 ? -1 : 0;
  const std::int64_t highest = step < 0 ? length - 1 : length;
  const auto fit = [&](std::int64_t bound) {
    if (bound < 0) {
      bound += length;
      return bound < 0 ? lowest : bound;
    }
    return bound >= length ? highest : bound;
  };
  start = fit(start);
  stop = fit(stop);
  step = std::clamp(step, -length - 2, length + 2);  // no further than one step out; still no plain slice
  if (step < 0) return stop < start ? (start - stop - 1) / -step + 1 : 0;
  return start < stop ? (stop - start - 1) / step + 1 : 0;
}

}  // namespace minipy::objects
