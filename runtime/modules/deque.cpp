#include "runtime/modules/deque.hpp"

#include <algorithm>

#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/array.hpp"

namespace minipy::modules {
namespace {

using objects::Array;
using objects::Comparison;
using objects::ObjectLock;

constexpr std::int64_t kUnbounded = -1;

/// Items lie in `ring` from `head` on, around its end. All of it under the object's lock.
struct Deque : objects::Opaque {
  Slot ring;  ///< Array, or empty
  std::int64_t head;
  std::int64_t count;
  std::int64_t maxlen;
  std::uint64_t version;  ///< raised by every change of what is in it

  Slot& at(std::int64_t index) {
    auto* array = ring.load_as<Array>();
    const std::int64_t place = head + index;
    return array->items[place < array->capacity ? place : place - array->capacity];
  }

  void reserve(ThreadState& thread) {
    auto* array = ring.load_as<Array>();
    if (array != nullptr && count < array->capacity) return;
    Array* bigger = Array::create(thread, array == nullptr ? 8 : array->capacity * 2);
    for (std::int64_t i = 0; i < count; ++i) bigger->items[i].store(at(i).load());
    ring.store(bigger);
    head = 0;
  }
  void push_back(ThreadState& thread, Value value) {
    if (maxlen == 0) return;
    if (count == maxlen) (void)pop_front();
    reserve(thread);
    ++count;
    ++version;
    at(count - 1).store(value);
  }
  void push_front(ThreadState& thread, Value value) {
    if (maxlen == 0) return;
    if (count == maxlen) (void)pop_back();
    reserve(thread);
    const std::int64_t capacity = ring.load_as<Array>()->capacity;
    head = head == 0 ? capacity - 1 : head - 1;
    ++count;
    ++version;
    at(0).store(value);
  }
  Value pop_back() {
    if (count == 0) return {};
    const Value value = at(count - 1).exchange(Value{});
    --count;
    ++version;
    return value;
  }
  Value pop_front() {
    if (count == 0) return {};
    const Value value = at(0).exchange(Value{});
    head = head + 1 == ring.load_as<Array>()->capacity ? 0 : head + 1;
    --count;
    ++version;
    return value;
  }
};

void trace_deque(Object* object, heap::Marker& marker) { marker.mark(static_cast<Deque*>(object)->ring); }

void append_items(objects::Mutator& mutator, Object* object, std::vector<Value>& into) {
  auto* deque = static_cast<Deque*>(object);
  const ObjectLock lock(mutator, deque);
  into.reserve(into.size() + static_cast<std::size_t>(deque->count));
  for (std::int64_t i = 0; i < deque->count; ++i) into.push_back(deque->at(i).load());
}

constexpr objects::OpaqueInfo kInfo = {"collections.deque", trace_deque, nullptr, nullptr, nullptr,
                                       append_items};

Result<Deque*> self_deque(ThreadState& thread, Value self) { return self_as<Deque>(thread, self, kInfo); }

/// All items at one moment, kept alive by a tuple.
Tuple* snapshot(ThreadState& thread, Deque* deque) {
  while (true) {
    std::int64_t length = 0;
    {
      const ObjectLock lock(thread, deque);
      length = deque->count;
    }
    Tuple* items = Tuple::create_uninitialised(thread, length);
    const ObjectLock lock(thread, deque);
    if (deque->count != length) continue;
    for (std::int64_t i = 0; i < length; ++i) items->items[i] = deque->at(i).load();
    return items;
  }
}

void replace_all(ThreadState& thread, Deque* deque, std::span<const Value> values) {
  const ObjectLock lock(thread, deque);
  deque->ring.store(Value{});
  deque->head = 0;
  deque->count = 0;
  ++deque->version;
  for (const Value value : values) deque->push_back(thread, value);
}

Result<void> extend(ThreadState& thread, Deque* self, Value iterable, bool left) {
  const Value source = iterable == Value(self) ? Value(snapshot(thread, self)) : iterable;
  const Value iterator = MINIPY_TRY(builtins::iterate_moment(thread, source));
  while (true) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return Done{};
    const ObjectLock lock(thread, self);
    left ? self->push_front(thread, item) : self->push_back(thread, item);
  }
}

Result<Value> deque_new(ThreadState& thread, const Arguments& arguments) {
  auto* self = objects::create_opaque<Deque>(thread, arguments[0].as<Type>(), kInfo);
  self->maxlen = kUnbounded;
  return Value(self);
}

Deque* like(ThreadState& thread, const Deque* other) {
  auto* result = objects::create_opaque<Deque>(thread, deque_type(thread), kInfo);
  result->maxlen = other->maxlen;
  return result;
}

Result<Value> deque_init(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const Value limit = arguments.get(2);
  std::int64_t maxlen = kUnbounded;
  if (!limit.is_empty() && !limit.is_none()) {
    if (!objects::is_integer(limit)) return thread.raise(thread.types.TypeError, "an integer is required");
    maxlen = MINIPY_TRY(vm::index_int64(thread, limit));
    if (maxlen < 0) return thread.raise(thread.types.ValueError, "maxlen must be non-negative");
  }
  replace_all(thread, self, {});
  self->maxlen = maxlen;
  if (!arguments.get(1).is_empty()) MINIPY_TRY(extend(thread, self, arguments[1], false));
  return Value::none();
}

Result<Value> deque_append(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const ObjectLock lock(thread, self);
  self->push_back(thread, arguments[1]);
  return Value::none();
}

Result<Value> deque_appendleft(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const ObjectLock lock(thread, self);
  self->push_front(thread, arguments[1]);
  return Value::none();
}

template <bool Left>
Result<Value> deque_pop(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  Value value;
  {
    const ObjectLock lock(thread, self);
    value = Left ? self->pop_front() : self->pop_back();
  }
  if (value.is_empty()) return thread.raise(thread.types.IndexError, "pop from an empty deque");
  return value;
}

template <bool Left>
Result<Value> deque_extend(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(extend(thread, MINIPY_TRY(self_deque(thread, arguments[0])), arguments[1], Left));
  return Value::none();
}

Result<Value> deque_clear(ThreadState& thread, const Arguments& arguments) {
  replace_all(thread, MINIPY_TRY(self_deque(thread, arguments[0])), {});
  return Value::none();
}

Result<Value> deque_rotate(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  std::int64_t steps = arguments.get(1).is_empty() ? 1 : MINIPY_TRY(vm::index_int64(thread, arguments[1]));
  const ObjectLock lock(thread, self);
  if (self->count <= 1) return Value::none();
  const std::int64_t maxlen = self->maxlen;
  self->maxlen = kUnbounded;
  steps %= self->count;
  for (; steps > 0; --steps) self->push_front(thread, self->pop_back());
  for (; steps < 0; ++steps) self->push_back(thread, self->pop_front());
  self->maxlen = maxlen;
  return Value::none();
}

Result<Value> deque_reverse(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const ObjectLock lock(thread, self);
  for (std::int64_t i = 0, j = self->count - 1; i < j; ++i, --j) {
    self->at(j).store(self->at(i).exchange(self->at(j).load()));
  }
  ++self->version;
  return Value::none();
}

Result<Value> deque_len(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const ObjectLock lock(thread, self);
  return objects::make_int(thread, self->count);
}

Result<Value> deque_copy(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  Value copy;
  if (objects::type_of(thread, arguments[0]) == deque_type(thread)) {
    copy = like(thread, self);
  } else {
    copy = MINIPY_TRY(vm::call(thread, objects::type_of(thread, arguments[0])));
    Deque* other = MINIPY_TRY(self_deque(thread, copy));
    other->maxlen = self->maxlen;
  }
  replace_all(thread, copy.as<Deque>(), snapshot(thread, self)->values());
  return copy;
}

Result<Value> deque_count(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  std::int64_t count = 0;
  for (const Value item : snapshot(thread, self)->values()) {
    if (MINIPY_TRY(vm::equal(thread, item, arguments[1]))) ++count;
  }
  return objects::make_int(thread, count);
}

Result<Value> deque_contains(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  for (const Value item : snapshot(thread, self)->values()) {
    if (MINIPY_TRY(vm::equal(thread, item, arguments[1]))) return Value::true_();
  }
  return Value::false_();
}

Result<Value> deque_index(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const Tuple* items = snapshot(thread, self);
  const auto bound = [&](Value value, std::int64_t missing) -> Result<std::int64_t> {
    if (value.is_empty()) return missing;
    const std::int64_t index = MINIPY_TRY(vm::index_int64(thread, value));
    return std::clamp(index < 0 ? index + items->length : index, std::int64_t{0}, items->length);
  };
  const std::int64_t start = MINIPY_TRY(bound(arguments.get(2), 0));
  const std::int64_t end = MINIPY_TRY(bound(arguments.get(3), items->length));
  for (std::int64_t i = start; i < end; ++i) {
    if (MINIPY_TRY(vm::equal(thread, items->items[i], arguments[1]))) return objects::make_int(thread, i);
  }
  return thread.raise(thread.types.ValueError, "%R is not in deque", arguments[1]);
}

/// Removes the item at `index` under the lock.
void erase(Deque* self, std::int64_t index) {
  for (std::int64_t i = index; i + 1 < self->count; ++i) self->at(i).store(self->at(i + 1).load());
  (void)self->pop_back();
}

Result<Value> deque_remove(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const Tuple* items = snapshot(thread, self);
  for (std::int64_t i = 0; i < items->length; ++i) {
    if (!MINIPY_TRY(vm::equal(thread, items->items[i], arguments[1]))) continue;
    const ObjectLock lock(thread, self);
    // It may have moved while it was compared.
    for (std::int64_t at = 0; at < self->count; ++at) {
      const std::int64_t place = (i + at) % self->count;
      if (self->at(place).load() == items->items[i]) {
        erase(self, place);
        return Value::none();
      }
    }
    break;
  }
  return thread.raise(thread.types.ValueError, "%R is not in deque", arguments[1]);
}

Result<Value> deque_insert(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  std::int64_t index = MINIPY_TRY(vm::index_int64(thread, arguments[1]));
  bool full = false;
  {
    const ObjectLock lock(thread, self);
    full = self->count == self->maxlen;
    if (!full) {
      if (index < 0) index = std::max<std::int64_t>(0, index + self->count);
      index = std::min(index, self->count);
      self->push_back(thread, arguments[2]);
      for (std::int64_t i = self->count - 1; i > index; --i) self->at(i).store(self->at(i - 1).load());
      self->at(index).store(arguments[2]);
    }
  }
  if (full) return thread.raise(thread.types.IndexError, "deque already at its maximum size");
  return Value::none();
}

/// The place an index means, or -1.
std::int64_t place_of(const Deque* self, std::int64_t index) {
  if (index < 0) index += self->count;
  return index >= 0 && index < self->count ? index : -1;
}

Result<std::int64_t> index_argument(ThreadState& thread, Value key) {
  if (!objects::is_integer(key) && vm::find_special(thread, key, objects::Special::kIndex).is_empty()) {
    return thread.raise(thread.types.TypeError, "sequence index must be integer, not '%T'", key);
  }
  return vm::index_int64(thread, key, thread.types.IndexError);
}

Result<Value> deque_getitem(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const std::int64_t index = MINIPY_TRY(index_argument(thread, arguments[1]));
  {
    const ObjectLock lock(thread, self);
    const std::int64_t place = place_of(self, index);
    if (place >= 0) return self->at(place).load();
  }
  return thread.raise(thread.types.IndexError, "deque index out of range");
}

Result<Value> deque_setitem(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const std::int64_t index = MINIPY_TRY(index_argument(thread, arguments[1]));
  {
    const ObjectLock lock(thread, self);
    const std::int64_t place = place_of(self, index);
    if (place >= 0) {
      self->at(place).store(arguments[2]);
      return Value::none();
    }
  }
  return thread.raise(thread.types.IndexError, "deque index out of range");
}

Result<Value> deque_delitem(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const std::int64_t index = MINIPY_TRY(index_argument(thread, arguments[1]));
  {
    const ObjectLock lock(thread, self);
    const std::int64_t place = place_of(self, index);
    if (place >= 0) {
      erase(self, place);
      return Value::none();
    }
  }
  return thread.raise(thread.types.IndexError, "deque index out of range");
}

// ---- operators

Result<Value> deque_repr(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const builtins::ReprGuard guard(thread, arguments[0]);
  if (!guard.entered()) return make_str(thread, "[...]");
  std::string text = objects::type_of(thread, arguments[0])->name.load_as<Str>()->utf8() + "([";
  const Tuple* items = snapshot(thread, self);
  for (std::int64_t i = 0; i < items->length; ++i) {
    if (i > 0) text += ", ";
    text += MINIPY_TRY(vm::repr(thread, items->items[i]))->utf8();
  }
  text += "]";
  if (self->maxlen >= 0) text += ", maxlen=" + std::to_string(self->maxlen);
  return make_str(thread, text + ")");
}

template <Comparison Op>
Result<Value> deque_compare(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  auto* other = objects::as_opaque<Deque>(arguments[1], kInfo);
  if (other == nullptr) return Value::not_implemented();
  List* a = List::create(thread, snapshot(thread, self)->values());
  List* b = List::create(thread, snapshot(thread, other)->values());
  return vm::compare(thread, Op, a, b);
}

Result<Value> deque_add(ThreadState& thread, const Arguments& arguments) {
  if (objects::as_opaque<Deque>(arguments[1], kInfo) == nullptr) {
    return thread.raise(thread.types.TypeError, "can only concatenate deque (not \"%T\") to deque",
                        arguments[1]);
  }
  const Value copy = MINIPY_TRY(deque_copy(thread, Arguments{arguments.values, 1, nullptr}));
  MINIPY_TRY(extend(thread, copy.as<Deque>(), arguments[1], false));
  return copy;
}

Result<Value> deque_iadd(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(extend(thread, MINIPY_TRY(self_deque(thread, arguments[0])), arguments[1], false));
  return arguments[0];
}

Result<void> repeat(ThreadState& thread, Deque* self, Value times_value) {
  const std::int64_t times = MINIPY_TRY(vm::index_int64(thread, times_value, thread.types.OverflowError));
  const Tuple* items = snapshot(thread, self);
  if (times <= 0) replace_all(thread, self, {});
  for (std::int64_t i = 1; i < times; ++i) {
    const ObjectLock lock(thread, self);
    for (const Value item : items->values()) self->push_back(thread, item);
  }
  return Done{};
}

Result<Value> deque_mul(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_integer(arguments[1])) return Value::not_implemented();
  const Value copy = MINIPY_TRY(deque_copy(thread, Arguments{arguments.values, 1, nullptr}));
  MINIPY_TRY(repeat(thread, copy.as<Deque>(), arguments[1]));
  return copy;
}

Result<Value> deque_imul(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_integer(arguments[1])) return Value::not_implemented();
  MINIPY_TRY(repeat(thread, MINIPY_TRY(self_deque(thread, arguments[0])), arguments[1]));
  return arguments[0];
}

Result<Value> get_maxlen(ThreadState& thread, Value self) {
  Deque* deque = MINIPY_TRY(self_deque(thread, self));
  return deque->maxlen < 0 ? Value::none() : objects::make_int(thread, deque->maxlen);
}

Result<Value> deque_reduce(ThreadState& thread, const Arguments& arguments) {
  Deque* self = MINIPY_TRY(self_deque(thread, arguments[0]));
  const Value items = List::create(thread, snapshot(thread, self)->values());
  const Value limit = MINIPY_TRY(get_maxlen(thread, arguments[0]));
  const Value call = limit.is_none() ? make_tuple(thread, {items}) : make_tuple(thread, {items, limit});
  return make_tuple(thread, {Value(objects::type_of(thread, arguments[0])), call});
}

// ---- iteration

struct DequeIterator : objects::Opaque {
  Slot deque;
  std::atomic<std::int64_t> index;  ///< relaxed: threads that share an iterator race for its items
  std::uint64_t version;
  bool reverse;
};

void trace_iterator(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<DequeIterator*>(object)->deque);
}

Result<Value> iterator_step(ThreadState& thread, Object* object) {
  auto* self = static_cast<DequeIterator*>(object);
  auto* deque = self->deque.load_as<Deque>();
  {
    const ObjectLock lock(thread, deque);
    const std::int64_t index = self->index.fetch_add(1, std::memory_order_relaxed);
    if (deque->version == self->version) {
      if (index >= deque->count) return Value{};
      return deque->at(self->reverse ? deque->count - 1 - index : index).load();
    }
  }
  return thread.raise(thread.types.RuntimeError, "deque mutated during iteration");
}

constexpr objects::OpaqueInfo kIteratorInfo = {"_collections._deque_iterator", trace_iterator, nullptr,
                                               iterator_step};

template <bool Reverse>
Value create_iterator(ThreadState& thread, Deque* deque, std::int64_t index) {
  Type* type = Reverse ? deque_reverse_iterator_type(thread) : deque_iterator_type(thread);
  auto* iterator = objects::create_opaque<DequeIterator>(thread, type, kIteratorInfo);
  iterator->deque.store(deque);
  iterator->index.store(index, std::memory_order_relaxed);
  const ObjectLock lock(thread, deque);
  iterator->version = deque->version;
  iterator->reverse = Reverse;
  return iterator;
}

template <bool Reverse>
Result<Value> deque_iter(ThreadState& thread, const Arguments& arguments) {
  return create_iterator<Reverse>(thread, MINIPY_TRY(self_deque(thread, arguments[0])), 0);
}

template <bool Reverse>
Result<Value> iterator_new(ThreadState& thread, const Arguments& arguments) {
  Deque* deque = MINIPY_TRY(self_deque(thread, arguments[1]));
  const bool placed = !arguments.get(2).is_empty();
  const std::int64_t length = MINIPY_TRY(vm::length(thread, deque));
  const std::int64_t index = placed ? MINIPY_TRY(builtins::position_in(thread, arguments[2], 0, length)) : 0;
  return create_iterator<Reverse>(thread, deque, index);
}

/// How many items it has given.
std::int64_t given_by(const ThreadState& thread, const DequeIterator* iterator) {
  auto* deque = iterator->deque.load_as<Deque>();
  const ObjectLock lock(thread, deque);
  return std::min<std::int64_t>(iterator->index.load(std::memory_order_relaxed), deque->count);
}

Result<Value> iterator_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto* self = MINIPY_TRY(self_as<DequeIterator>(thread, arguments[0], kIteratorInfo));
  return builtins::reduced(thread, objects::type_of(thread, arguments[0]),
                           {self->deque.load(), Value::from_int(given_by(thread, self))});
}

Result<Value> iterator_length_hint(ThreadState& thread, const Arguments& arguments) {
  const auto* self = MINIPY_TRY(self_as<DequeIterator>(thread, arguments[0], kIteratorInfo));
  const std::int64_t length = MINIPY_TRY(vm::length(thread, self->deque.load()));
  return Value::from_int(std::max<std::int64_t>(length - given_by(thread, self), 0));
}

template <bool Reverse>
constexpr NativeDefinition kIteratorMethods[] = {
    {"__new__", iterator_new<Reverse>, "cls, deque, index=, /"},
    {"__reduce__", iterator_reduce, "self, /"},
    {"__length_hint__", iterator_length_hint, "self, /"},
};

const NativeDefinition kMethods[] = {
    {"__new__", deque_new, "*args, **kwargs"},
    {"__init__", deque_init, "self, iterable=, maxlen="},
    {"append", deque_append, "self, x, /"},
    {"appendleft", deque_appendleft, "self, x, /"},
    {"pop", deque_pop<false>, "self, /"},
    {"popleft", deque_pop<true>, "self, /"},
    {"extend", deque_extend<false>, "self, iterable, /"},
    {"extendleft", deque_extend<true>, "self, iterable, /"},
    {"clear", deque_clear, "self, /"},
    {"rotate", deque_rotate, "self, n=, /"},
    {"reverse", deque_reverse, "self, /"},
    {"copy", deque_copy, "self, /"},
    {"__copy__", deque_copy, "self, /"},
    {"count", deque_count, "self, x, /"},
    {"index", deque_index, "self, x, start=, stop=, /"},
    {"remove", deque_remove, "self, x, /"},
    {"insert", deque_insert, "self, i, x, /"},
    {"__len__", deque_len, "self, /"},
    {"__contains__", deque_contains, "self, x, /"},
    {"__getitem__", deque_getitem, "self, key, /"},
    {"__setitem__", deque_setitem, "self, key, value, /"},
    {"__delitem__", deque_delitem, "self, key, /"},
    {"__iter__", deque_iter<false>, "self, /"},
    {"__reversed__", deque_iter<true>, "self, /"},
    {"__repr__", deque_repr, "self, /"},
    {"__lt__", deque_compare<Comparison::kLt>, "self, other, /"},
    {"__le__", deque_compare<Comparison::kLe>, "self, other, /"},
    {"__eq__", deque_compare<Comparison::kEq>, "self, other, /"},
    {"__ne__", deque_compare<Comparison::kNe>, "self, other, /"},
    {"__gt__", deque_compare<Comparison::kGt>, "self, other, /"},
    {"__ge__", deque_compare<Comparison::kGe>, "self, other, /"},
    {"__add__", deque_add, "self, other, /"},
    {"__iadd__", deque_iadd, "self, other, /"},
    {"__mul__", deque_mul, "self, n, /"},
    {"__rmul__", deque_mul, "self, n, /"},
    {"__imul__", deque_imul, "self, n, /"},
    {"__reduce__", deque_reduce, "self, /"},
};
const NativeDefinition kClassMethods[] = {{"__class_getitem__", builtins::class_getitem, "cls, item, /"}};
const GetSetDefinition kAttributes[] = {{"maxlen", get_maxlen}};

Type* make_deque(ThreadState& thread) {
  Type* type = weakly_referenced(new_type(thread, "deque", "collections", true, kMethods, kAttributes));
  builtins::add_class_methods(thread, type, kClassMethods);
  type->type_flags |= Type::kSequencePattern;
  builtins::make_unhashable(thread, type);
  return type;
}

template <bool Reverse>
Type* make_deque_iterator(ThreadState& thread) {
  Type* type = new_type(thread, Reverse ? "_deque_reverse_iterator" : "_deque_iterator", "_collections",
                        false, kIteratorMethods<Reverse>);
  builtins::install_iterator(thread, type);
  return type;
}

const char kDequeKey = 0, kIteratorKey = 0, kReverseIteratorKey = 0;

}  // namespace

Type* deque_type(ThreadState& thread) { return builtins::builtin_type(thread, &kDequeKey, make_deque); }
Type* deque_iterator_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kIteratorKey, make_deque_iterator<false>);
}
Type* deque_reverse_iterator_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kReverseIteratorKey, make_deque_iterator<true>);
}

}  // namespace minipy::modules
