#pragma once

// Reads take no lock: they load the length, then the buffer, check the index against both and load the slot; a
// slot that a racing pop has emptied counts as out of range. Writes take the object's lock. Growing publishes
// a new buffer after filling it, then the length; shrinking lowers the length first. Every slot holds the old
// or the new value at any moment, so each read is of a state the list had.

#include <span>

#include "interpreter/objects/array.hpp"

namespace minipy::objects {

struct List : Object {
  Slot array;                        ///< Array; empty when nothing was ever stored
  std::atomic<std::int64_t> length;  ///< stored with release after the items, loaded with acquire before them

  std::int64_t size() const { return length.load(std::memory_order_acquire); }

  /// The item, or empty when `index` (not negative) is out of range. No lock, any thread.
  Value get(std::int64_t index) const {
    if (index >= size()) return {};
    const Array* buffer = array.load_as<Array>();
    if (index >= buffer->capacity) [[unlikely]] return {};
    return buffer->items[index].load();
  }
  /// False when `index` is out of range.
  bool set(const Mutator& mutator, std::int64_t index, Value value);
  void append(Mutator& mutator, Value value);
  void extend(Mutator& mutator, std::span<const Value> values);
  /// `index` is clamped to [0, length].
  void insert(Mutator& mutator, std::int64_t index, Value value);
  /// Removes and returns; empty when out of range.
  Value pop(Mutator& mutator, std::int64_t index);
  void clear(Mutator& mutator);
  void reverse(Mutator& mutator);
  /// The items at one moment. Taken under the lock, so the copy is a state the list had.
  std::vector<Value> snapshot(const Mutator& mutator) const;
  /// Replaces the whole content, as one step.
  void assign(Mutator& mutator, std::span<const Value> values);
  /// Replaces [start, stop) (clamped, start <= stop) by `values`, as one step.
  void replace(Mutator& mutator, std::int64_t start, std::int64_t stop, std::span<const Value> values);
  /// Removes `value` at `index` if it is still there (identity): for remove(), which searched without the lock.
  bool remove_if_same(Mutator& mutator, std::int64_t index, Value value);

  static List* create(Mutator& mutator, std::span<const Value> items = {});
};

inline bool is_list(Value value) { return has_kind(value, kList); }

}  // namespace minipy::objects
