#pragma once

// Reads take no lock: they load the length, then the buffer, check the index against both and load the slot;
// a slot that a racing pop has emptied counts as out of range. Writes take the object's lock. Growing
// publishes a new buffer after filling it, then the length; shrinking lowers the length first. Every slot
// holds the old or the new value at any moment, so each read is of a state the list had. Once there is a
// buffer there always is one: a reader that saw a length finds a buffer behind it.

#include <span>
#include <vector>

#include "interpreter/objects/array.hpp"
#include "interpreter/objects/range.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::objects {

struct List : Object {
  Slot array;                        ///< Array; empty when nothing was ever stored
  std::atomic<std::int64_t> length;  ///< stored with release after the items, loaded with acquire before them

  std::int64_t size() const { return length.load(std::memory_order_acquire); }

  /// The item, or empty when `index` (not negative) is out of range. No lock, any thread.
  Value get(std::int64_t index) const {
    if (index >= size()) return {};
    const Array* buffer = array.load_as<Array>();
    if (index >= buffer->capacity) [[unlikely]]
      return {};
    return buffer->items[index].load();
  }
  /// The same, but a negative `index` counts from the end the list has at that moment. `before_wait` as in
  /// `ObjectLock`.
  template <typename BeforeWait>
  Value item(const Mutator& mutator, std::int64_t index, BeforeWait before_wait) const {
    if (index >= 0) return get(index);
    const ObjectLock lock(mutator, const_cast<List*>(this), before_wait);
    index += length.load(std::memory_order_relaxed);
    return index < 0 ? Value{} : get(index);
  }
  Value item(const Mutator& mutator, std::int64_t index) const {
    return item(mutator, index, [] {});
  }
  /// False when `index` is out of range; a negative one counts from the end. `before_wait` as in
  /// `ObjectLock`.
  template <typename BeforeWait>
  bool set(const Mutator& mutator, std::int64_t index, Value value, BeforeWait before_wait) {
    const ObjectLock lock(mutator, this, before_wait);
    const std::int64_t count = length.load(std::memory_order_relaxed);
    if (index < 0) index += count;
    if (index < 0 || index >= count) return false;
    array.load_as<Array>()->items[index].store(value);
    return true;
  }
  bool set(const Mutator& mutator, std::int64_t index, Value value) {
    return set(mutator, index, value, [] {});
  }
  void append(Mutator& mutator, Value value) {
    const ObjectLock lock(mutator, this);
    const std::int64_t count = length.load(std::memory_order_relaxed);
    Array* buffer = array.load_as<Array>();
    if (buffer == nullptr || count == buffer->capacity) [[unlikely]]
      buffer = grow(mutator, count + 1);
    buffer->items[count].store(value);
    length.store(count + 1, std::memory_order_release);
  }
  void extend(Mutator& mutator, std::span<const Value> values);
  /// `index` counts from the end when negative, and is clamped to [0, length].
  void insert(Mutator& mutator, std::int64_t index, Value value);
  /// Removes and returns; a negative `index` counts from the end. Empty when out of range.
  Value pop(Mutator& mutator, std::int64_t index);
  /// Removes and returns the last item; empty when there is none.
  Value pop_last(Mutator& mutator);
  void clear(Mutator& mutator);
  void reverse(Mutator& mutator);
  /// The items at one moment. Taken under the lock, so the copy is a state the list had. It keeps nothing
  /// alive: whoever runs user code while using it takes `to_tuple`.
  std::vector<Value> snapshot(const Mutator& mutator) const;
  /// The same as an object, which keeps the items alive.
  Tuple* to_tuple(Mutator& mutator) const;
  /// list[bounds], a new plain list.
  List* slice(Mutator& mutator, SliceBounds bounds) const;
  /// Gives `change` all items and stores what it made of them if it returns true, as one step. It runs under
  /// the lock: no user code.
  template <typename Change>
  bool rearrange(Mutator& mutator, Change change) {
    const ObjectLock lock(mutator, this);
    std::vector<Value> values = values_locked();
    if (!change(values)) return false;
    assign_locked(mutator, values);
    return true;
  }
  /// Takes all items out, as one step. The result is for `put_back`.
  Array* take_all(Mutator& mutator, std::vector<Value>& values);
  /// Replaces the whole content by `values`. False when the list changed after `taken` was taken.
  bool put_back(Mutator& mutator, const Array* taken, std::span<const Value> values);
  /// Replaces the whole content, as one step. `values` must not lie in this list's buffer.
  void assign(Mutator& mutator, std::span<const Value> values);
  /// Replaces [start, stop) (clamped, start <= stop) by `values`, as one step.
  void replace(Mutator& mutator, std::int64_t start, std::int64_t stop, std::span<const Value> values);
  /// list[bounds] = values, as one step. A step other than 1 needs as many values as the slice has items:
  /// else nothing is done, and the result is that number. -1: done.
  std::int64_t assign_slice(Mutator& mutator, SliceBounds bounds, std::span<const Value> values);
  /// del list[bounds], as one step.
  void remove_slice(Mutator& mutator, SliceBounds bounds);
  /// Repeats the content `times` times in place; 0 or less clears.
  void repeat(Mutator& mutator, std::int64_t times);
  /// Removes `value` at `index` if it is still there (identity): for remove(), which searched without the
  /// lock.
  bool remove_if_same(Mutator& mutator, std::int64_t index, Value value);

  static List* create(Mutator& mutator, std::span<const Value> items = {});
  /// An empty list of class `type`, which is list or derives from it.
  static List* create_of(Mutator& mutator, Type* type);

 private:
  Array* grow(Mutator& mutator, std::int64_t needed);
  Value take(Mutator& mutator, std::int64_t index);
  std::vector<Value> values_locked() const;
  void assign_locked(Mutator& mutator, std::span<const Value> values);
  void replace_locked(Mutator& mutator, std::int64_t start, std::int64_t stop, std::span<const Value> values);
  void shrink(Mutator& mutator, std::int64_t count);
};

inline bool is_list(Value value) { return has_kind(value, kList); }

inline Value ListIterator::advance() {
  const Value source = list.load();
  if (source.is_empty()) return {};
  const std::int64_t at = index.load(std::memory_order_relaxed);
  const Value item = source.as<List>()->get(at);
  if (item.is_empty()) [[unlikely]] {
    list.store({});
  } else {
    index.store(at + 1, std::memory_order_relaxed);
  }
  return item;
}

inline Value TupleIterator::advance() {
  const Value source = tuple.load();
  if (source.is_empty()) return {};
  const std::int64_t at = index.load(std::memory_order_relaxed);
  if (at >= source.as<Tuple>()->length) [[unlikely]] {
    tuple.store({});
    return {};
  }
  index.store(at + 1, std::memory_order_relaxed);
  return source.as<Tuple>()->items[at];
}

}  // namespace minipy::objects
