#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/sorting.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/allocation.hpp"
#include "interpreter/objects/dict_view.hpp"
#include "interpreter/objects/list.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {
namespace {

using objects::Comparison;
using objects::List;
using objects::Slice;
using objects::SliceBounds;
using objects::Special;

List* self_of(const Arguments& arguments) { return arguments[0].as<List>(); }

bool is_slice(Value value) { return objects::has_kind(value, objects::kSlice); }

// Lists, tuples, sets and dicts are taken as they are at one moment; others item by item, as they come.
Result<void> extend(ThreadState& thread, List* list, Value iterable) {
  if (is_exactly(thread, iterable, thread.types.list)) {
    list->extend(thread, iterable.as<List>()->snapshot(thread));
    return Done{};
  }
  if (is_exactly(thread, iterable, thread.types.tuple)) {
    list->extend(thread, iterable.as<Tuple>()->values());
    return Done{};
  }
  std::vector<Value> values;  // no user code runs while they are in there
  if (objects::append_snapshot(thread, iterable, values)) {
    list->extend(thread, values);
    return Done{};
  }
  const Value iterator = MINIPY_TRY(vm::iterate(thread, iterable));
  MINIPY_TRY(vm::ask_length(thread, iterable));
  for (;;) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return Done{};
    list->append(thread, item);
    MINIPY_TRY(vm::poll(thread));
  }
}

Result<Value> list_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.list));
  return Value(List::create_of(thread, type));
}

Result<Value> list_init(ThreadState& thread, const Arguments& arguments) {
  const bool strict = inherits(objects::type_of(thread, arguments[0]), thread.types.list, vm::Special::kNew);
  const Value iterable = MINIPY_TRY(sole_argument(thread, arguments, "list", strict));
  self_of(arguments)->clear(thread);
  if (!iterable.is_empty()) MINIPY_TRY(extend(thread, self_of(arguments), iterable));
  return Value::none();
}

Result<Value> list_append(ThreadState& thread, const Arguments& arguments) {
  self_of(arguments)->append(thread, arguments[1]);
  return Value::none();
}

Result<Value> list_extend(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(extend(thread, self_of(arguments), arguments[1]));
  return Value::none();
}

Result<Value> list_insert(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t index = MINIPY_TRY(vm::index_int64(thread, arguments[1]));
  self_of(arguments)->insert(thread, index, arguments[2]);
  return Value::none();
}

Result<Value> list_pop(ThreadState& thread, const Arguments& arguments) {
  List* list = self_of(arguments);
  const Value which = arguments.get(1);
  Value popped;
  if (which.is_empty()) {
    popped = list->pop_last(thread);
  } else {
    popped = list->pop(thread, MINIPY_TRY(vm::index_int64(thread, which)));
  }
  if (!popped.is_empty()) return popped;
  return thread.raise(thread.types.IndexError,
                      list->size() == 0 ? "pop from empty list" : "pop index out of range");
}

// The search takes no lock, so an item that somebody else's removal moves to the left may slip through behind
// it. Only a list of one moment can say that the value is not there.
Result<bool> holds_at_one_moment(ThreadState& thread, List* list, Value value) {
  const Tuple* items = list->to_tuple(thread);
  for (std::int64_t i = 0; i < items->length; ++i) {
    if (MINIPY_TRY(vm::equal(thread, items->items[i], value))) return true;
  }
  return false;
}

Result<Value> list_remove(ThreadState& thread, const Arguments& arguments) {
  List* list = self_of(arguments);
  for (std::int64_t i = 0;; ++i) {
    const Value item = list->get(i);
    if (item.is_empty()) {
      if (!thread.free_threaded || !MINIPY_TRY(holds_at_one_moment(thread, list, arguments[1]))) break;
      i = -1;
      MINIPY_TRY(vm::checkpoint(thread));
      continue;
    }
    if (!MINIPY_TRY(vm::equal(thread, item, arguments[1]))) continue;
    if (list->remove_if_same(thread, i, item)) return Value::none();
    i = -1;  // somebody was faster: look again
  }
  return thread.raise(thread.types.ValueError, "list.remove(x): x not in list");
}

Result<Value> list_clear(ThreadState& thread, const Arguments& arguments) {
  self_of(arguments)->clear(thread);
  return Value::none();
}

Result<Value> list_copy(ThreadState& thread, const Arguments& arguments) {
  return Value(self_of(arguments)->slice(thread, {0, INT64_MAX, 1}));
}

Result<Value> list_reverse(ThreadState& thread, const Arguments& arguments) {
  self_of(arguments)->reverse(thread);
  return Value::none();
}

Result<Value> list_count(ThreadState& thread, const Arguments& arguments) {
  std::int64_t count = 0;
  for (std::int64_t i = 0;; ++i) {
    const Value item = self_of(arguments)->get(i);
    if (item.is_empty()) return Value::from_int(count);
    if (MINIPY_TRY(vm::equal(thread, item, arguments[1]))) ++count;
  }
}

Result<Value> list_index(ThreadState& thread, const Arguments& arguments) {
  const List* list = self_of(arguments);
  const std::int64_t length = list->size();
  std::int64_t i = MINIPY_TRY(search_bound(thread, arguments.get(2), length, 0));
  const std::int64_t stop = MINIPY_TRY(search_bound(thread, arguments.get(3), length, INT64_MAX));
  for (; i < stop; ++i) {
    const Value item = list->get(i);
    if (item.is_empty()) break;
    if (MINIPY_TRY(vm::equal(thread, item, arguments[1]))) return Value::from_int(i);
  }
  return thread.raise(thread.types.ValueError, "%R is not in list", arguments[1]);
}

Result<Value> list_sort(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count != 1) {
    return thread.raise(thread.types.TypeError, "sort() takes no positional arguments");
  }
  Value key = Value::none();
  bool reverse = false;
  for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i) {
    auto* name = arguments.keywords->items[i].as<Str>();
    const Value value = arguments.values[arguments.count + i];
    if (name->equals(thread.names.key)) {
      key = value;
    } else if (name->equals(thread.names.reverse)) {
      reverse = value.is_bool() ? value.is_true() : MINIPY_TRY(vm::index_int64(thread, value)) != 0;
    } else {
      return thread.raise(thread.types.TypeError, "'%S' is an invalid keyword argument for sort()", name);
    }
  }
  MINIPY_TRY(sort_list(thread, self_of(arguments), key, reverse));
  return Value::none();
}

Result<Value> list_len(ThreadState& /*thread*/, const Arguments& arguments) {
  return Value::from_int(self_of(arguments)->size());
}

Result<Value> list_contains(ThreadState& thread, const Arguments& arguments) {
  for (std::int64_t i = 0;; ++i) {
    const Value item = self_of(arguments)->get(i);
    if (item.is_empty()) return Value::false_();
    if (item == arguments[1] || MINIPY_TRY(vm::equal(thread, item, arguments[1]))) return Value::true_();
  }
}

Result<Value> list_getitem(ThreadState& thread, const Arguments& arguments) {
  const List* list = self_of(arguments);
  if (is_slice(arguments[1])) {
    const SliceBounds bounds = MINIPY_TRY(slice_bounds(thread, arguments[1].as<Slice>()));
    return Value(list->slice(thread, bounds));
  }
  const Value item = list->item(thread, MINIPY_TRY(item_index(thread, arguments[1], "list")));
  if (item.is_empty()) return thread.raise(thread.types.IndexError, "list index out of range");
  return item;
}

Raised raise_no_iterable(ThreadState& thread, const char* message) {
  if (!thread.exception_is(thread.types.TypeError)) return Raised{};
  static_cast<void>(thread.take_exception());
  return thread.raise(thread.types.TypeError, message);
}

Result<void> set_slice(ThreadState& thread, List* list, const Slice* slice, Value iterable) {
  const SliceBounds bounds = MINIPY_TRY(slice_bounds(thread, slice));
  vm::RootedValues values(thread);
  if (objects::is_list(iterable)) {
    values.values() = iterable.as<List>()->snapshot(thread);
  } else {
    const Result<Value> iterator = iterate_moment(thread, iterable);
    if (!iterator.ok()) {
      return raise_no_iterable(thread, bounds.step == 1 ? "can only assign an iterable"
                                                        : "must assign iterable to extended slice");
    }
    MINIPY_TRY(vm::collect(thread, iterator.value(), values));
  }
  const std::int64_t wanted = list->assign_slice(thread, bounds, values.span());
  if (wanted < 0) return Done{};
  return thread.raise(thread.types.ValueError,
                      "attempt to assign sequence of size %d to extended slice of size %d",
                      static_cast<std::int64_t>(values.size()), wanted);
}

Result<Value> list_setitem(ThreadState& thread, const Arguments& arguments) {
  List* list = self_of(arguments);
  if (is_slice(arguments[1])) {
    MINIPY_TRY(set_slice(thread, list, arguments[1].as<Slice>(), arguments[2]));
    return Value::none();
  }
  if (!list->set(thread, MINIPY_TRY(item_index(thread, arguments[1], "list")), arguments[2])) {
    return thread.raise(thread.types.IndexError, "list assignment index out of range");
  }
  return Value::none();
}

Result<Value> list_delitem(ThreadState& thread, const Arguments& arguments) {
  List* list = self_of(arguments);
  if (is_slice(arguments[1])) {
    const SliceBounds bounds = MINIPY_TRY(slice_bounds(thread, arguments[1].as<Slice>()));
    list->remove_slice(thread, bounds);
    return Value::none();
  }
  const std::int64_t index = MINIPY_TRY(item_index(thread, arguments[1], "list"));
  if (list->pop(thread, index).is_empty()) {
    return thread.raise(thread.types.IndexError, "list assignment index out of range");
  }
  return Value::none();
}

Result<Value> list_add(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_list(arguments[1])) {
    if (has_own_reflection(thread, arguments[1], Special::kRAdd)) return Value::not_implemented();
    return thread.raise(thread.types.TypeError, "can only concatenate list (not \"%T\") to list",
                        arguments[1]);
  }
  std::vector<Value> values = self_of(arguments)->snapshot(thread);
  const std::vector<Value> more = arguments[1].as<List>()->snapshot(thread);
  values.insert(values.end(), more.begin(), more.end());
  return Value(List::create(thread, values));
}

Result<Value> list_iadd(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(extend(thread, self_of(arguments), arguments[1]));
  return arguments[0];
}

Result<Value> list_mul(ThreadState& thread, const Arguments& arguments) {
  const auto count = MINIPY_TRY(repeat_count(thread, arguments[1]));
  if (!count) return Value::not_implemented();
  MINIPY_TRY(check_repeat(thread, self_of(arguments)->size(), *count, sizeof(Value)));
  if (*count <= 0) return Value(List::create(thread));
  List* result = self_of(arguments)->slice(thread, {0, INT64_MAX, 1});
  result->repeat(thread, *count);
  return Value(result);
}

Result<Value> list_imul(ThreadState& thread, const Arguments& arguments) {
  const auto count = MINIPY_TRY(repeat_count(thread, arguments[1]));
  if (!count) return Value::not_implemented();
  MINIPY_TRY(check_repeat(thread, self_of(arguments)->size(), *count, sizeof(Value)));
  self_of(arguments)->repeat(thread, *count);
  return arguments[0];
}

template <Comparison op>
Result<Value> list_compare(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_list(arguments[1])) return Value::not_implemented();
  return compare_sequences(thread, op, self_of(arguments), arguments[1].as<List>());
}

Result<Value> list_repr(ThreadState& thread, const Arguments& arguments) {
  const List* list = self_of(arguments);
  if (list->size() == 0) return Value(Str::create(thread, "[]"));
  const ReprGuard guard(thread, arguments[0]);
  if (!guard.entered()) return Value(Str::create(thread, "[...]"));
  MINIPY_TRY(thread.check_native_stack(" while getting the repr of an object"));
  objects::StrBuilder text;
  text.append(U'[');
  // Under the GIL a __repr__ may change the list, and that shows, as in CPython.
  const Tuple* items = thread.free_threaded ? list->to_tuple(thread) : nullptr;
  for (std::int64_t i = 0; items == nullptr || i < items->length; ++i) {
    const Value item = items == nullptr ? list->get(i) : items->items[i];
    if (item.is_empty()) break;
    if (i > 0) text.append(", ");
    text.append(MINIPY_TRY(vm::repr(thread, item)));
  }
  text.append(U']');
  return Value(text.finish(thread));
}

Result<Value> list_iter(ThreadState& thread, const Arguments& arguments) {
  return Value(objects::ListIterator::create(thread, arguments[0]));
}

Result<Value> list_sizeof(ThreadState& /*thread*/, const Arguments& arguments) {
  return Value::from_int(40 + 8 * self_of(arguments)->size());
}

// ---- reversed(list)

struct ReverseIterator : objects::Opaque {
  Slot list;                        // empty when exhausted
  std::atomic<std::int64_t> index;  // relaxed: threads that share an iterator race for its items
};

void trace_reverse(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<ReverseIterator*>(object)->list);
}

Result<Value> reverse_next(ThreadState& /*thread*/, Object* object) {
  auto* iterator = static_cast<ReverseIterator*>(object);
  const Value list = iterator->list.load();
  if (list.is_empty()) return Value{};
  const std::int64_t index = iterator->index.fetch_sub(1, std::memory_order_relaxed);
  const Value item = index < 0 ? Value{} : list.as<List>()->get(index);
  if (item.is_empty()) iterator->list.store({});
  return item;
}

constexpr objects::OpaqueInfo kReverseInfo{"list_reverseiterator", trace_reverse, nullptr, reverse_next};

Result<Value> reverse_length_hint(ThreadState& /*thread*/, const Arguments& arguments) {
  auto* iterator = arguments[0].as<ReverseIterator>();
  const Value list = iterator->list.load();
  if (list.is_empty()) return Value::from_int(0);
  const std::int64_t left = iterator->index.load(std::memory_order_relaxed) + 1;
  return Value::from_int(left <= list.as<List>()->size() ? std::max<std::int64_t>(left, 0) : 0);
}

Result<Value> reverse_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<ReverseIterator>();
  const Value list = iterator->list.load();
  if (list.is_empty()) return reduced_to_iter(thread, List::create(thread));
  const std::int64_t index = iterator->index.load(std::memory_order_relaxed);
  return reduced(thread, thread.types.reversed, {list}, Value::from_int(index));
}

Result<Value> reverse_setstate(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<ReverseIterator>();
  const Value list = iterator->list.load();
  const std::int64_t last = list.is_empty() ? -1 : list.as<List>()->size() - 1;
  iterator->index.store(MINIPY_TRY(position_in(thread, arguments[1], -1, last)), std::memory_order_relaxed);
  return Value::none();
}

Result<Value> list_reversed(ThreadState& thread, const Arguments& arguments) {
  auto* iterator =
      objects::create_opaque<ReverseIterator>(thread, thread.types.list_reverse_iterator, kReverseInfo);
  iterator->list.store(arguments[0]);
  iterator->index.store(self_of(arguments)->size() - 1, std::memory_order_relaxed);
  return Value(iterator);
}

constexpr NativeDefinition kMethods[] = {
    {"__new__", list_new, "cls, *args, **kwargs"},
    {"__init__", list_init, "self, *args, **kwargs"},
    {"__repr__", list_repr, "self, /"},
    {"__len__", list_len, "self, /"},
    {"__getitem__", list_getitem, "self, index, /"},
    {"__setitem__", list_setitem, "self, key, value, /"},
    {"__delitem__", list_delitem, "self, key, /"},
    {"__contains__", list_contains, "self, key, /"},
    {"__iter__", list_iter, "self, /"},
    {"__reversed__", list_reversed, "self, /"},
    {"__add__", list_add, "self, value, /"},
    {"__iadd__", list_iadd, "self, value, /"},
    {"__mul__", list_mul, "self, value, /"},
    {"__rmul__", list_mul, "self, value, /"},
    {"__imul__", list_imul, "self, value, /"},
    {"__eq__", list_compare<Comparison::kEq>, "self, value, /"},
    {"__ne__", list_compare<Comparison::kNe>, "self, value, /"},
    {"__lt__", list_compare<Comparison::kLt>, "self, value, /"},
    {"__le__", list_compare<Comparison::kLe>, "self, value, /"},
    {"__gt__", list_compare<Comparison::kGt>, "self, value, /"},
    {"__ge__", list_compare<Comparison::kGe>, "self, value, /"},
    {"__sizeof__", list_sizeof, "self, /"},
    {"append", list_append, "self, object, /", "Append object to the end of the list."},
    {"clear", list_clear, "self, /", "Remove all items from list."},
    {"copy", list_copy, "self, /", "Return a shallow copy of the list."},
    {"count", list_count, "self, value, /", "Return number of occurrences of value."},
    {"extend", list_extend, "self, iterable, /", "Extend list by appending elements from the iterable."},
    {"index", list_index, "self, value, start=, stop=, /",
     "Return first index of value.\n\nRaises ValueError if the value is not present."},
    {"insert", list_insert, "self, index, object, /", "Insert object before index."},
    {"pop", list_pop, "self, index=, /",
     "Remove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out "
     "of "
     "range."},
    {"remove", list_remove, "self, value, /",
     "Remove first occurrence of value.\n\nRaises ValueError if the value is not present."},
    {"reverse", list_reverse, "self, /", "Reverse *IN PLACE*."},
    {"sort", list_sort, "self, *args, **kwargs", "Sort the list in ascending order and return None."},
};

constexpr NativeDefinition kReverseMethods[] = {
    {"__length_hint__", reverse_length_hint, "self, /"},
    {"__reduce__", reverse_reduce, "self, /"},
    {"__setstate__", reverse_setstate, "self, state, /"},
};

constexpr NativeDefinition kClassMethods[] = {{"__class_getitem__", class_getitem, "cls, item, /"}};

}  // namespace

void install_list(ThreadState& thread) {
  add_methods(thread, thread.types.list, kMethods);
  add_class_methods(thread, thread.types.list, kClassMethods);
  make_unhashable(thread, thread.types.list);
  install_iterator(thread, thread.types.list_reverse_iterator);
  add_methods(thread, thread.types.list_reverse_iterator, kReverseMethods);
}

}  // namespace minipy::builtins
