#pragma once

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

/// Integers of any size; immutable.
struct Range : Object {
  Value start;
  Value stop;
  Value step;
  Value length;

  /// The item at `index`, which is an integer of any size.
  Value at(Mutator& mutator, Value index) const;
  /// Whether all of it fits the inline integers, as far as an iterator goes (one step behind the end).
  bool is_small() const;

  /// `step` is not 0; all are integers.
  static Range* create(Mutator& mutator, Value start, Value stop, Value step);
};

/// Iterates a range whose values fit the inline integers. relaxed: threads that share one race for its
/// values, as they do in CPython without the lock; nothing is torn.
struct RangeIterator : Object {
  std::int64_t end;                     ///< start + count * step
  std::atomic<std::int64_t> remaining;  ///< the only thing that changes: so no race leads out of the range
  std::int64_t step;
  std::int64_t count;  ///< of all values

  /// The next value, or empty at the end.
  Value advance() {
    const std::int64_t left = remaining.load(std::memory_order_relaxed);
    if (left <= 0) return {};
    remaining.store(left - 1, std::memory_order_relaxed);
    return Value::from_int(end - left * step);
  }

  static RangeIterator* create(Mutator& mutator, std::int64_t start, std::int64_t step, std::int64_t count);
};

/// Iterates a list by index; the list becomes empty when exhausted.
struct ListIterator : Object {
  Slot list;
  std::atomic<std::int64_t> index;  ///< relaxed: as RangeIterator

  /// The next item, or empty at the end. Defined in list.hpp.
  Value advance();

  static ListIterator* create(Mutator& mutator, Value list);
};

struct TupleIterator : Object {
  Slot tuple;
  std::atomic<std::int64_t> index;  ///< relaxed: as RangeIterator

  /// The next item, or empty at the end. Defined in list.hpp.
  Value advance();

  static TupleIterator* create(Mutator& mutator, Value tuple);
};

/// start, stop and step as given: None or any value.
struct Slice : Object {
  Value start;
  Value stop;
  Value step;

  static Slice* create(Mutator& mutator, Value start, Value stop, Value step);
};

/// A slice's bounds as integers clamped to 64 bits, missing ones at their far end; `step` is not 0.
struct SliceBounds {
  std::int64_t start;
  std::int64_t stop;
  std::int64_t step;

  /// Fits the bounds to a sequence of `length` items and returns how many the slice has: start, start + step,
  /// ...
  std::int64_t adjust(std::int64_t length);
};

}  // namespace minipy::objects
