// keys(), values() and items() of dicts, and the iterators over dicts.
#include "interpreter/builtins/dict_support.hpp"
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/set_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {

using objects::Comparison;
using objects::Dict;
using objects::DictView;
using objects::Opaque;
using objects::OpaqueInfo;
using objects::Set;

namespace {

// relaxed: threads that share an iterator race for its items.
struct DictIterator : Opaque {
  Slot dict;  // empty when exhausted
  std::atomic<std::size_t> position;
  std::atomic<std::int64_t> expected;  // size of the dict; -1 once it had another one
  std::atomic<std::int64_t> left;
};

void trace_view(Object* object, heap::Marker& marker) { marker.mark(static_cast<DictView*>(object)->dict); }

void trace_iterator(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<DictIterator*>(object)->dict);
}

Value pick(ThreadState& thread, DictPart part, Value key, Value value) {
  if (part == DictPart::kKeys) return key;
  if (part == DictPart::kValues) return value;
  Tuple* pair = Tuple::create_uninitialised(thread, 2);
  pair->items[0] = key;
  pair->items[1] = value;
  return pair;
}

enum class Step : std::uint8_t { kItem, kEnd, kSizeChanged, kKeysChanged };

// Position and count change together, under the iterator's lock: threads that share it each get other pairs,
// and none is told of a change that there was not.
template <bool reversed>
Step step(const ThreadState& thread, DictIterator* iterator, Value& key, Value& value) {
  const objects::ObjectLock lock(thread, iterator);
  const Value source = iterator->dict.load();
  if (source.is_empty()) return Step::kEnd;
  const Dict* dict = source.as<Dict>();
  if (dict->size() != iterator->expected.load(std::memory_order_relaxed)) {
    iterator->expected.store(-1, std::memory_order_relaxed);
    return Step::kSizeChanged;
  }
  std::size_t position = iterator->position.load(std::memory_order_relaxed);
  const bool found = reversed ? dict->previous(position, key, value) : dict->next(position, key, value);
  const std::int64_t left = iterator->left.load(std::memory_order_relaxed);
  if (!found || left == 0) {
    iterator->dict.store({});
    return found ? Step::kKeysChanged : Step::kEnd;
  }
  iterator->position.store(position, std::memory_order_relaxed);
  iterator->left.store(left - 1, std::memory_order_relaxed);
  return Step::kItem;
}

template <DictPart part, bool reversed>
Result<Value> iterator_step(ThreadState& thread, Object* object) {
  Value key;
  Value value;
  switch (step<reversed>(thread, static_cast<DictIterator*>(object), key, value)) {
    case Step::kItem:
      return pick(thread, part, key, value);
    case Step::kEnd:
      return Value{};
    case Step::kSizeChanged:
      return thread.raise(thread.types.RuntimeError, "dictionary changed size during iteration");
    case Step::kKeysChanged:
      break;
  }
  return thread.raise(thread.types.RuntimeError, "dictionary keys changed during iteration");
}

Result<Value> iterator_length_hint(ThreadState& /*thread*/, const Arguments& arguments) {
  auto* iterator = arguments[0].as<DictIterator>();
  const Value dict = iterator->dict.load();
  if (dict.is_empty() || dict.as<Dict>()->size() != iterator->expected.load(std::memory_order_relaxed)) {
    return Value::from_int(0);
  }
  return Value::from_int(iterator->left.load(std::memory_order_relaxed));
}

// Pickled as an iterator over a list of what is left, which this iterator keeps for itself.
Result<Value> iterator_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<DictIterator>();
  auto* rest =
      objects::create_opaque<DictIterator>(thread, objects::type_of(thread, arguments[0]), *self->info);
  {
    const objects::ObjectLock lock(thread, self);
    rest->dict.store(self->dict.load());
    rest->position.store(self->position.load(std::memory_order_relaxed), std::memory_order_relaxed);
    rest->expected.store(self->expected.load(std::memory_order_relaxed), std::memory_order_relaxed);
    rest->left.store(self->left.load(std::memory_order_relaxed), std::memory_order_relaxed);
  }
  return reduced_to_iter(thread, MINIPY_TRY(vm::to_list(thread, rest)));
}

constexpr OpaqueInfo kViews[] = {
    {"dict_keys", trace_view}, {"dict_values", trace_view}, {"dict_items", trace_view}};

constexpr OpaqueInfo kIterators[2][3] = {
    {{"dict_keyiterator", trace_iterator, nullptr, iterator_step<DictPart::kKeys, false>},
     {"dict_valueiterator", trace_iterator, nullptr, iterator_step<DictPart::kValues, false>},
     {"dict_itemiterator", trace_iterator, nullptr, iterator_step<DictPart::kItems, false>}},
    {{"dict_reversekeyiterator", trace_iterator, nullptr, iterator_step<DictPart::kKeys, true>},
     {"dict_reversevalueiterator", trace_iterator, nullptr, iterator_step<DictPart::kValues, true>},
     {"dict_reverseitemiterator", trace_iterator, nullptr, iterator_step<DictPart::kItems, true>}}};

Type* view_type(const ThreadState& thread, DictPart part) {
  Type* const types[] = {thread.types.dict_keys, thread.types.dict_values, thread.types.dict_items};
  return types[static_cast<std::size_t>(part)];
}

Type* iterator_type(const ThreadState& thread, DictPart part, bool reversed) {
  const objects::CoreTypes& types = thread.types;
  Type* const rows[2][3] = {
      {types.dict_key_iterator, types.dict_value_iterator, types.dict_item_iterator},
      {types.dict_reverse_key_iterator, types.dict_reverse_value_iterator, types.dict_reverse_item_iterator}};
  return rows[reversed ? 1 : 0][static_cast<std::size_t>(part)];
}

Value dict_of(const Arguments& arguments) { return arguments[0].as<DictView>()->dict.load(); }

// Whether it is set-like: keys() or items().
bool is_set_view(Value value) {
  return viewed_dict(value, DictPart::kKeys) != nullptr || viewed_dict(value, DictPart::kItems) != nullptr;
}

Result<Value> view_len(ThreadState& /*thread*/, const Arguments& arguments) {
  return Value::from_int(dict_of(arguments).as<Dict>()->size());
}

template <DictPart part, bool reversed>
Result<Value> view_iter(ThreadState& thread, const Arguments& arguments) {
  return make_dict_iterator(thread, part, reversed, dict_of(arguments));
}

Result<Value> view_repr(ThreadState& thread, const Arguments& arguments) {
  const ReprGuard guard(thread, arguments[0]);
  if (!guard.entered()) return Value(Str::create(thread, "..."));
  objects::List* items = MINIPY_TRY(vm::to_list(thread, arguments[0]));
  objects::StrBuilder text;
  text.append(objects::type_of(thread, arguments[0])->name.load_as<Str>());
  text.append(U'(');
  text.append(MINIPY_TRY(vm::repr(thread, items)));
  text.append(U')');
  return Value(text.finish(thread));
}

Result<Value> view_mapping(ThreadState& thread, Value self) {
  return make_mapping_proxy(thread, self.as<DictView>()->dict.load());
}

Result<bool> keys_contain(ThreadState& thread, Value view, Value key) {
  const Value found = MINIPY_TRY(view.as<DictView>()->dict.load().as<Dict>()->get(thread, key));
  return !found.is_empty();
}

Result<bool> items_contain(ThreadState& thread, Value view, Value pair) {
  if (!objects::is_tuple(pair) || pair.as<Tuple>()->length != 2) return false;
  const Tuple* items = pair.as<Tuple>();
  const Value found = MINIPY_TRY(view.as<DictView>()->dict.load().as<Dict>()->get(thread, items->items[0]));
  if (found.is_empty()) return false;
  return vm::equal(thread, found, items->items[1]);
}

Result<Value> keys_contains(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(keys_contain(thread, arguments[0], arguments[1])));
}

Result<Value> items_contains(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(items_contain(thread, arguments[0], arguments[1])));
}

Result<bool> all_contained(ThreadState& thread, Value items, Value container) {
  const Value iterator = MINIPY_TRY(iterate_moment(thread, items));
  for (;;) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return true;
    if (!MINIPY_TRY(vm::contains(thread, container, item))) return false;
  }
}

template <Comparison op>
Result<Value> view_compare(ThreadState& thread, const Arguments& arguments) {
  const Value self = arguments[0];
  const Value other = arguments[1];
  if (!objects::is_set(other) && !is_set_view(other)) return Value::not_implemented();
  const std::int64_t own_size = dict_of(arguments).as<Dict>()->size();
  const std::int64_t other_size = MINIPY_TRY(vm::length(thread, other));
  bool holds = false;
  switch (op) {
    case Comparison::kEq:
    case Comparison::kNe:
      holds = own_size == other_size && MINIPY_TRY(all_contained(thread, self, other));
      return Value::from_bool(holds == (op == Comparison::kEq));
    case Comparison::kLt:
      holds = own_size < other_size && MINIPY_TRY(all_contained(thread, self, other));
      break;
    case Comparison::kLe:
      holds = own_size <= other_size && MINIPY_TRY(all_contained(thread, self, other));
      break;
    case Comparison::kGt:
      holds = own_size > other_size && MINIPY_TRY(all_contained(thread, other, self));
      break;
    case Comparison::kGe:
      holds = own_size >= other_size && MINIPY_TRY(all_contained(thread, other, self));
      break;
  }
  return Value::from_bool(holds);
}

Result<Value> view_isdisjoint(ThreadState& thread, const Arguments& arguments) {
  Value self = arguments[0];
  Value other = arguments[1];
  if (self == other) return Value::from_bool(dict_of(arguments).as<Dict>()->size() == 0);
  if (objects::is_set(other) || is_set_view(other)) {
    const std::int64_t other_size = MINIPY_TRY(vm::length(thread, other));
    if (other_size > dict_of(arguments).as<Dict>()->size()) std::swap(self, other);
  }
  const Value iterator = MINIPY_TRY(iterate_moment(thread, other));
  for (;;) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return Value::true_();
    if (MINIPY_TRY(vm::contains(thread, self, item))) return Value::false_();
  }
}

Result<Value> intersect(ThreadState& thread, Value view, Value other) {
  const std::int64_t own_size = MINIPY_TRY(vm::length(thread, view));
  if (is_set_view(other)) {
    const std::int64_t other_size = MINIPY_TRY(vm::length(thread, other));
    if (other_size > own_size) std::swap(view, other);
  } else if (is_exactly(thread, other, thread.types.set) && own_size <= other.as<Set>()->size()) {
    return vm::call_method(thread, other, vm::intern(thread, "intersection"), {view});
  }
  Set* result = Set::create(thread);
  const Value iterator = MINIPY_TRY(iterate_moment(thread, other));
  for (;;) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return Value(result);
    if (MINIPY_TRY(vm::contains(thread, view, item))) MINIPY_TRY(result->add(thread, item));
  }
}

using ChangeSet = Result<void> (*)(ThreadState& thread, Set* set, Value iterable);

template <ChangeSet change>
Result<Value> combine(ThreadState& thread, Value a, Value b) {
  Dict* keys = viewed_dict(a, DictPart::kKeys);
  Set* result = MINIPY_TRY(make_set(thread, keys != nullptr ? Value(keys) : a));
  MINIPY_TRY(change(thread, result, b));
  return Value(result);
}

using Combine = Result<Value> (*)(ThreadState& thread, Value a, Value b);

template <Combine combine>
Result<Value> view_operator(ThreadState& thread, const Arguments& arguments) {
  return combine(thread, arguments[0], arguments[1]);
}

template <Combine combine>
Result<Value> view_reflected(ThreadState& thread, const Arguments& arguments) {
  return combine(thread, arguments[1], arguments[0]);
}

template <DictPart part>
void install_view(ThreadState& thread) {
  static constexpr NativeDefinition kMethods[] = {
      {"__len__", view_len, "self, /"},
      {"__iter__", view_iter<part, false>, "self, /"},
      {"__reversed__", view_iter<part, true>, "self, /"},
      {"__repr__", view_repr, "self, /"},
  };
  static constexpr GetSetDefinition kGetSets[] = {{"mapping", view_mapping}};
  static constexpr NativeDefinition kIteratorMethods[] = {
      {"__length_hint__", iterator_length_hint, "self, /"}, {"__reduce__", iterator_reduce, "self, /"}};
  add_methods(thread, view_type(thread, part), kMethods);
  add_getsets(thread, view_type(thread, part), kGetSets);
  for (const bool reversed : {false, true}) {
    install_iterator(thread, iterator_type(thread, part, reversed));
    add_methods(thread, iterator_type(thread, part, reversed), kIteratorMethods);
  }
}

constexpr NativeDefinition kSetMethods[] = {
    {"__eq__", view_compare<Comparison::kEq>, "self, value, /"},
    {"__ne__", view_compare<Comparison::kNe>, "self, value, /"},
    {"__lt__", view_compare<Comparison::kLt>, "self, value, /"},
    {"__le__", view_compare<Comparison::kLe>, "self, value, /"},
    {"__gt__", view_compare<Comparison::kGt>, "self, value, /"},
    {"__ge__", view_compare<Comparison::kGe>, "self, value, /"},
    {"__and__", view_operator<intersect>, "self, value, /"},
    {"__rand__", view_operator<intersect>, "self, value, /"},
    {"__or__", view_operator<combine<update_set>>, "self, value, /"},
    {"__ror__", view_reflected<combine<update_set>>, "self, value, /"},
    {"__sub__", view_operator<combine<subtract_from_set>>, "self, value, /"},
    {"__rsub__", view_reflected<combine<subtract_from_set>>, "self, value, /"},
    {"__xor__", view_operator<combine<toggle_in_set>>, "self, value, /"},
    {"__rxor__", view_reflected<combine<toggle_in_set>>, "self, value, /"},
    {"isdisjoint", view_isdisjoint, "self, other, /",
     "Return True if the view and the given iterable have a null intersection."},
};

constexpr NativeDefinition kKeysContains[] = {{"__contains__", keys_contains, "self, key, /"}};
constexpr NativeDefinition kItemsContains[] = {{"__contains__", items_contains, "self, key, /"}};

}  // namespace

Value make_dict_view(ThreadState& thread, DictPart part, Value dict) {
  const OpaqueInfo& info = kViews[static_cast<std::size_t>(part)];
  auto* view = objects::create_opaque<DictView>(thread, view_type(thread, part), info);
  view->dict.store(dict);
  return view;
}

Value make_dict_iterator(ThreadState& thread, DictPart part, bool reversed, Value dict) {
  const OpaqueInfo& info = kIterators[reversed ? 1 : 0][static_cast<std::size_t>(part)];
  auto* iterator = objects::create_opaque<DictIterator>(thread, iterator_type(thread, part, reversed), info);
  const std::int64_t size = dict.as<Dict>()->size();
  iterator->dict.store(dict);
  iterator->position.store(reversed ? SIZE_MAX : 0, std::memory_order_relaxed);
  iterator->expected.store(size, std::memory_order_relaxed);
  iterator->left.store(size, std::memory_order_relaxed);
  return iterator;
}

Dict* viewed_dict(Value value, DictPart part) {
  const auto* view = objects::as_opaque<DictView>(value, kViews[static_cast<std::size_t>(part)]);
  return view == nullptr ? nullptr : view->dict.load_as<Dict>();
}

void install_dict_views(ThreadState& thread) {
  install_view<DictPart::kKeys>(thread);
  install_view<DictPart::kValues>(thread);
  install_view<DictPart::kItems>(thread);
  for (Type* type : {thread.types.dict_keys, thread.types.dict_items}) {
    add_methods(thread, type, kSetMethods);
    make_unhashable(thread, type);
  }
  add_methods(thread, thread.types.dict_keys, kKeysContains);
  add_methods(thread, thread.types.dict_items, kItemsContains);
}

}  // namespace minipy::builtins
