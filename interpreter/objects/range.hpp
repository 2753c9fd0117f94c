#pragma once

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

/// Integers of any size; immutable.
struct Range : Object {
  Value start;
  Value stop;
  Value step;
  Value length;

  /// `step` is not 0; all are integers.
  static Range* create(Mutator& mutator, Value start, Value stop, Value step);
};

/// Iterates a range whose values fit the inline integers. relaxed: threads that share one race for its values,
/// as they do in CPython without the lock; nothing is torn.
struct RangeIterator : Object {
  std::atomic<std::int64_t> next;
  std::atomic<std::int64_t> remaining;
  std::int64_t step;

  static RangeIterator* create(Mutator& mutator, std::int64_t start, std::int64_t step, std::int64_t count);
};

/// Iterates a list by index; the list becomes empty when exhausted.
struct ListIterator : Object {
  Slot list;
  std::atomic<std::int64_t> index;  ///< relaxed: as RangeIterator

  static ListIterator* create(Mutator& mutator, Value list);
};

struct TupleIterator : Object {
  Slot tuple;
  std::atomic<std::int64_t> index;  ///< relaxed: as RangeIterator

  static TupleIterator* create(Mutator& mutator, Value tuple);
};

/// start, stop and step as given: None or any value.
struct Slice : Object {
  Value start;
  Value stop;
  Value step;

  static Slice* create(Mutator& mutator, Value start, Value stop, Value step);
};

}  // namespace minipy::objects
