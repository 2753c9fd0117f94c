#include "interpreter/objects/list.hpp"

#include <algorithm>
#include <cstring>

#include "interpreter/objects/allocation.hpp"

namespace minipy::objects {

namespace {

constexpr std::int64_t kWorthShrinking = 64;

// Moves slots inside a buffer. Each is stored once and as a whole, in the order that never overwrites one
// that is still to be moved, so that a reader sees the value before or after.
void move_slots(const Mutator& mutator, Slot* to, const Slot* from, std::int64_t count) {
  if (count <= 0) return;
  if (!mutator.free_threaded) {
    std::memmove(static_cast<void*>(to), static_cast<const void*>(from),
                 static_cast<std::size_t>(count) * sizeof(Slot));
  } else if (to < from) {
    for (std::int64_t i = 0; i < count; ++i) to[i].store(from[i].load());
  } else {
    for (std::int64_t i = count; i-- > 0;) to[i].store(from[i].load());
  }
}

void fill_slots(Slot* to, std::span<const Value> values) {
  for (const Value value : values) (to++)->store(value);
}

}  // namespace

// Publishes a buffer with room for `needed` items and some more. Under the lock.
Array* List::grow(Mutator& mutator, std::int64_t needed) {
  const std::int64_t count = length.load(std::memory_order_relaxed);
  Array* buffer =
      Array::create(mutator, count == 0 ? std::max<std::int64_t>(needed, 4) : needed + needed / 2);
  if (const Array* old = array.load_as<Array>()) {
    for (std::int64_t i = 0; i < count; ++i) buffer->items[i].store(old->items[i].load());
  }
  array.store(buffer);
  return buffer;
}

// Gives room back when most of it is free. Under the lock, items behind `count` empty.
void List::shrink(Mutator& mutator, std::int64_t count) {
  const Array* old = array.load_as<Array>();
  if (old->capacity < kWorthShrinking || count >= old->capacity / 4) return;
  Array* buffer = Array::create(mutator, count + count / 2);
  for (std::int64_t i = 0; i < count; ++i) buffer->items[i].store(old->items[i].load());
  array.store(buffer);
}

void List::extend(Mutator& mutator, std::span<const Value> values) {
  if (values.empty()) return;
  const ObjectLock lock(mutator, this);
  const std::int64_t count = length.load(std::memory_order_relaxed);
  const std::int64_t needed = count + static_cast<std::int64_t>(values.size());
  Array* buffer = array.load_as<Array>();
  if (buffer == nullptr || needed > buffer->capacity) buffer = grow(mutator, needed);
  fill_slots(buffer->items + count, values);
  length.store(needed, std::memory_order_release);
}

void List::insert(Mutator& mutator, std::int64_t index, Value value) {
  const ObjectLock lock(mutator, this);
  const std::int64_t count = length.load(std::memory_order_relaxed);
  index = std::clamp<std::int64_t>(index < 0 ? index + count : index, 0, count);
  Array* buffer = array.load_as<Array>();
  if (buffer == nullptr || count == buffer->capacity) buffer = grow(mutator, count + 1);
  move_slots(mutator, buffer->items + index + 1, buffer->items + index, count - index);
  buffer->items[index].store(value);
  length.store(count + 1, std::memory_order_release);
}

// Removes the item at `index`, which is in range. Under the lock.
Value List::take(Mutator& mutator, std::int64_t index) {
  const std::int64_t count = length.load(std::memory_order_relaxed) - 1;
  Slot* items = array.load_as<Array>()->items;
  const Value value = items[index].load();
  length.store(count, std::memory_order_release);
  move_slots(mutator, items + index, items + index + 1, count - index);
  items[count].store({});
  shrink(mutator, count);
  return value;
}

Value List::pop(Mutator& mutator, std::int64_t index) {
  const ObjectLock lock(mutator, this);
  const std::int64_t count = length.load(std::memory_order_relaxed);
  if (index < 0) index += count;
  if (index < 0 || index >= count) return {};
  return take(mutator, index);
}

Value List::pop_last(Mutator& mutator) {
  const ObjectLock lock(mutator, this);
  const std::int64_t count = length.load(std::memory_order_relaxed);
  return count == 0 ? Value{} : take(mutator, count - 1);
}

bool List::remove_if_same(Mutator& mutator, std::int64_t index, Value value) {
  const ObjectLock lock(mutator, this);
  if (index >= length.load(std::memory_order_relaxed)) return false;
  if (array.load_as<Array>()->items[index].load() != value) return false;
  take(mutator, index);
  return true;
}

void List::clear(Mutator& mutator) {
  const ObjectLock lock(mutator, this);
  if (length.load(std::memory_order_relaxed) == 0) return;
  length.store(0, std::memory_order_release);
  array.store(Array::create(mutator, 0));
}

void List::reverse(Mutator& mutator) {
  const ObjectLock lock(mutator, this);
  const std::int64_t count = length.load(std::memory_order_relaxed);
  if (count < 2) return;
  Slot* items = array.load_as<Array>()->items;
  for (std::int64_t low = 0, high = count - 1; low < high; ++low, --high) {
    const Value value = items[low].load();
    items[low].store(items[high].load());
    items[high].store(value);
  }
}

// Under the lock.
std::vector<Value> List::values_locked() const {
  const std::int64_t count = length.load(std::memory_order_relaxed);
  std::vector<Value> values;
  values.reserve(static_cast<std::size_t>(count));
  const Array* buffer = array.load_as<Array>();
  for (std::int64_t i = 0; i < count; ++i) values.push_back(buffer->items[i].load());
  return values;
}

std::vector<Value> List::snapshot(const Mutator& mutator) const {
  const ObjectLock lock(mutator, const_cast<List*>(this));
  return values_locked();
}

Array* List::take_all(Mutator& mutator, std::vector<Value>& values) {
  Array* nothing = Array::create(mutator, 0);
  const ObjectLock lock(mutator, this);
  values = values_locked();
  length.store(0, std::memory_order_release);
  array.store(nothing);
  return nothing;
}

bool List::put_back(Mutator& mutator, const Array* taken, std::span<const Value> values) {
  const ObjectLock lock(mutator, this);
  const bool untouched = array.load_as<Array>() == taken && length.load(std::memory_order_relaxed) == 0;
  assign_locked(mutator, values);
  return untouched;
}

Tuple* List::to_tuple(Mutator& mutator) const {
  for (;;) {
    const std::int64_t count = size();
    Tuple* tuple = Tuple::create_uninitialised(mutator, count);
    const ObjectLock lock(mutator, const_cast<List*>(this));
    if (length.load(std::memory_order_relaxed) != count) continue;
    const Array* buffer = array.load_as<Array>();
    for (std::int64_t i = 0; i < count; ++i) tuple->items[i] = buffer->items[i].load();
    return tuple;
  }
}

List* List::slice(Mutator& mutator, SliceBounds bounds) const {
  List* result = create(mutator);
  const ObjectLock lock(mutator, const_cast<List*>(this));
  const std::int64_t count = bounds.adjust(length.load(std::memory_order_relaxed));
  if (count == 0) return result;
  const Array* from = array.load_as<Array>();
  Array* to = Array::create(mutator, count);
  for (std::int64_t i = 0, at = bounds.start; i < count; ++i, at += bounds.step) {
    to->items[i].store(from->items[at].load());
  }
  result->array.store(to);
  result->length.store(count, std::memory_order_release);
  return result;
}

// Under the lock.
void List::assign_locked(Mutator& mutator, std::span<const Value> values) {
  const auto count = static_cast<std::int64_t>(values.size());
  Array* buffer = Array::create(mutator, count);
  fill_slots(buffer->items, values);
  if (count < length.load(std::memory_order_relaxed)) length.store(count, std::memory_order_release);
  array.store(buffer);
  length.store(count, std::memory_order_release);
}

void List::assign(Mutator& mutator, std::span<const Value> values) {
  const ObjectLock lock(mutator, this);
  assign_locked(mutator, values);
}

// Under the lock.
void List::replace_locked(Mutator& mutator, std::int64_t start, std::int64_t stop,
                          std::span<const Value> values) {
  const std::int64_t count = length.load(std::memory_order_relaxed);
  start = std::clamp<std::int64_t>(start, 0, count);
  stop = std::clamp<std::int64_t>(stop, start, count);
  const auto added = static_cast<std::int64_t>(values.size());
  const std::int64_t changed = count - (stop - start) + added;
  Array* buffer = array.load_as<Array>();
  if (changed > count) {
    if (buffer == nullptr || changed > buffer->capacity) buffer = grow(mutator, changed);
    move_slots(mutator, buffer->items + start + added, buffer->items + stop, count - stop);
    fill_slots(buffer->items + start, values);
    length.store(changed, std::memory_order_release);
    return;
  }
  if (count == 0) return;
  length.store(changed, std::memory_order_release);
  fill_slots(buffer->items + start, values);
  if (changed == count) return;
  move_slots(mutator, buffer->items + start + added, buffer->items + stop, count - stop);
  for (std::int64_t i = changed; i < count; ++i) buffer->items[i].store({});
  shrink(mutator, changed);
}

void List::replace(Mutator& mutator, std::int64_t start, std::int64_t stop, std::span<const Value> values) {
  const ObjectLock lock(mutator, this);
  replace_locked(mutator, start, stop, values);
}

std::int64_t List::assign_slice(Mutator& mutator, SliceBounds bounds, std::span<const Value> values) {
  const ObjectLock lock(mutator, this);
  const std::int64_t count = bounds.adjust(length.load(std::memory_order_relaxed));
  if (bounds.step == 1) {
    replace_locked(mutator, bounds.start, std::max(bounds.start, bounds.stop), values);
    return -1;
  }
  if (count != static_cast<std::int64_t>(values.size())) return count;
  if (count == 0) return -1;
  Slot* items = array.load_as<Array>()->items;
  std::int64_t at = bounds.start;
  for (const Value value : values) {
    items[at].store(value);
    at += bounds.step;
  }
  return -1;
}

void List::remove_slice(Mutator& mutator, SliceBounds bounds) {
  const ObjectLock lock(mutator, this);
  const std::int64_t before = length.load(std::memory_order_relaxed);
  const std::int64_t removed = bounds.adjust(before);
  if (removed == 0) return;
  if (bounds.step < 0) {
    bounds.start += (removed - 1) * bounds.step;
    bounds.step = -bounds.step;
  }
  const std::int64_t count = before - removed;
  length.store(count, std::memory_order_release);
  Slot* items = array.load_as<Array>()->items;
  std::int64_t to = bounds.start;
  for (std::int64_t i = 0; i < removed; ++i) {
    const std::int64_t from = bounds.start + i * bounds.step + 1;
    const std::int64_t end = i + 1 < removed ? from + bounds.step - 1 : before;
    move_slots(mutator, items + to, items + from, end - from);
    to += end - from;
  }
  for (std::int64_t i = count; i < before; ++i) items[i].store({});
  shrink(mutator, count);
}

void List::repeat(Mutator& mutator, std::int64_t times) {
  if (times <= 0) return clear(mutator);
  const ObjectLock lock(mutator, this);
  const std::int64_t count = length.load(std::memory_order_relaxed);
  if (count == 0 || times == 1) return;
  Array* buffer = array.load_as<Array>();
  if (count * times > buffer->capacity) buffer = grow(mutator, count * times);
  for (std::int64_t i = count; i < count * times; ++i)
    buffer->items[i].store(buffer->items[i - count].load());
  length.store(count * times, std::memory_order_release);
}

List* List::create_of(Mutator& mutator, Type* type) { return allocate_of<List>(mutator, kList, type); }

List* List::create(Mutator& mutator, std::span<const Value> items) {
  List* list = mutator.allocate<List>(kList, mutator.types.list->root_shape.load().as_object());
  if (items.empty()) return list;
  Array* buffer = Array::create(mutator, static_cast<std::int64_t>(items.size()));
  fill_slots(buffer->items, items);
  list->array.store(buffer);
  list->length.store(static_cast<std::int64_t>(items.size()), std::memory_order_release);
  return list;
}

}  // namespace minipy::objects
