// set and frozenset. The steps follow CPython's, because they decide the order in which the keys of a result lie.
#include "interpreter/builtins/dict_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/set_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/allocation.hpp"
#include "interpreter/objects/key.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {

using objects::Comparison;
using objects::Dict;
using objects::Set;
using objects::SetTable;

namespace {

Set* self_of(const Arguments& arguments) { return arguments[0].as<Set>(); }

bool is_exact_dict(const ThreadState& thread, Value value) { return is_exactly(thread, value, thread.types.dict); }

// Calls `visit(key, hash)` for each item of an iterable; those of sets and dicts are not hashed again. `visit`
// returns Result<bool>: false ends it.
template <typename Visit>
Result<void> for_each_key(ThreadState& thread, Value iterable, Visit visit) {
  std::size_t position = 0;
  std::int64_t hash = 0;
  Value key;
  if (objects::is_set(iterable)) {
    const Set* set = iterable.as<Set>();
    while (set->next(position, key, hash)) {
      if (!MINIPY_TRY(visit(key, hash))) break;
    }
    return Done{};
  }
  if (is_exact_dict(thread, iterable)) {
    const Dict* dict = iterable.as<Dict>();
    for (Value value; dict->next(position, key, value, hash);) {
      if (!MINIPY_TRY(visit(key, hash))) break;
    }
    return Done{};
  }
  vm::RootedValues items(thread);
  if (objects::append_snapshot(thread, iterable, items.values())) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      hash = MINIPY_TRY(objects::hash_key(thread, items[i]));
      if (!MINIPY_TRY(visit(items[i], hash))) break;
    }
    return Done{};
  }
  const Value iterator = MINIPY_TRY(vm::iterate(thread, iterable));
  for (;;) {
    key = MINIPY_TRY(vm::next(thread, iterator));
    if (key.is_empty()) return Done{};
    hash = MINIPY_TRY(objects::hash_key(thread, key));
    if (!MINIPY_TRY(visit(key, hash))) return Done{};
    MINIPY_TRY(vm::checkpoint(thread));
  }
}

// CPython's hash of a frozenset: whatever the order of its keys.
std::int64_t hash_keys(const Set* set) {
  std::uint64_t sum = 0;
  std::uint64_t count = 0;
  std::size_t position = 0;
  std::int64_t key_hash = 0;
  for (Value key; set->next(position, key, key_hash); ++count) {
    const auto bits = static_cast<std::uint64_t>(key_hash);
    sum ^= ((bits ^ 89869747ULL) ^ (bits << 16U)) * 3644798167ULL;
  }
  sum ^= (count + 1) * 1927868237ULL;
  sum ^= (sum >> 11U) ^ (sum >> 25U);
  sum = sum * 69069ULL + 907133923ULL;
  return sum == UINT64_MAX ? 590923713 : static_cast<std::int64_t>(sum);
}

// The hash of a key to look for: a set is looked for as the frozenset it equals.
Result<std::int64_t> hash_sought(ThreadState& thread, Value key) {
  if (objects::is_set(key) && !key.as<Set>()->is_frozen()) return hash_keys(key.as<Set>());
  return objects::hash_key(thread, key);
}

// An empty set of the built-in type that a set's class comes from.
Set* create_like(ThreadState& thread, const Set* set) { return Set::create(thread, set->is_frozen()); }

// ---- what the methods and operators are made of

Result<void> intersect_into(ThreadState& thread, Set* result, Set* set, Value other) {
  if (objects::is_set(other) && other.as<Set>()->size() > set->size()) {
    Set* bigger = other.as<Set>();
    other = set;
    set = bigger;
  }
  return for_each_key(thread, other, [&](Value key, std::int64_t hash) -> Result<bool> {
    if (MINIPY_TRY(set->contains_hashed(thread, key, hash))) {
      MINIPY_TRY(result->add_hashed(thread, key, hash));
    }
    return true;
  });
}

Result<Set*> intersection_of(ThreadState& thread, Set* set, Value other) {
  if (other == Value(set)) return set->copy(thread, set->is_frozen());
  Set* result = create_like(thread, set);
  MINIPY_TRY(intersect_into(thread, result, set, other));
  return result;
}

Result<Set*> difference_of(ThreadState& thread, Set* set, Value other) {
  const bool is_dict = is_exact_dict(thread, other);
  std::int64_t other_size = INT64_MAX;
  if (objects::is_set(other)) other_size = other.as<Set>()->size();
  if (is_dict) other_size = other.as<Dict>()->size();
  if (set->size() == 0 || other_size == INT64_MAX || (set->size() >> 2) > other_size) {
    Set* result = set->copy(thread, set->is_frozen());
    MINIPY_TRY(subtract_from_set(thread, result, other));
    return result;
  }
  Set* result = create_like(thread, set);
  MINIPY_TRY(for_each_key(thread, set, [&](Value key, std::int64_t hash) -> Result<bool> {
    const bool there = is_dict ? !MINIPY_TRY(other.as<Dict>()->get_hashed(thread, key, hash)).is_empty()
                               : MINIPY_TRY(other.as<Set>()->contains_hashed(thread, key, hash));
    if (!there) MINIPY_TRY(result->add_hashed(thread, key, hash));
    return true;
  }));
  return result;
}

Result<Set*> union_of(ThreadState& thread, Set* set, Value other) {
  Set* result = set->copy(thread, set->is_frozen());
  if (other != Value(set)) MINIPY_TRY(update_set(thread, result, other));
  return result;
}

Result<Set*> symmetric_difference_of(ThreadState& thread, Set* set, Value other) {
  Set* result = MINIPY_TRY(make_set(thread, other, set->is_frozen()));
  MINIPY_TRY(toggle_in_set(thread, result, set));
  return result;
}

Result<bool> is_subset(ThreadState& thread, Set* set, Value other) {
  Set* container = objects::is_set(other) ? other.as<Set>() : MINIPY_TRY(make_set(thread, other));
  if (set->size() > container->size()) return false;
  bool all = true;
  MINIPY_TRY(for_each_key(thread, set, [&](Value key, std::int64_t hash) -> Result<bool> {
    all = MINIPY_TRY(container->contains_hashed(thread, key, hash));
    return all;
  }));
  return all;
}

Result<bool> is_superset(ThreadState& thread, Set* set, Value other) {
  if (objects::is_set(other)) return is_subset(thread, other.as<Set>(), set);
  bool all = true;
  MINIPY_TRY(for_each_key(thread, other, [&](Value key, std::int64_t hash) -> Result<bool> {
    all = MINIPY_TRY(set->contains_hashed(thread, key, hash));
    return all;
  }));
  return all;
}

Result<void> intersect_set(ThreadState& thread, Set* set, Value other) {
  Set* result = MINIPY_TRY(intersection_of(thread, set, other));
  set->take_content(thread, result);
  return Done{};
}

// ---- constructors

Result<Value> set_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.set));
  return Value(Set::create_of(thread, type));
}

Result<Value> set_init(ThreadState& thread, const Arguments& arguments) {
  const bool exact = is_exactly(thread, arguments[0], thread.types.set);
  const Value iterable = MINIPY_TRY(sole_argument(thread, arguments, "set", exact));
  self_of(arguments)->clear(thread);
  if (!iterable.is_empty()) MINIPY_TRY(update_set(thread, self_of(arguments), iterable));
  return Value::none();
}

Result<Value> frozenset_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.frozenset));
  const bool exact = type == thread.types.frozenset;
  const Value iterable = MINIPY_TRY(sole_argument(thread, arguments, "frozenset", exact));
  if (exact && !iterable.is_empty() && is_exactly(thread, iterable, type)) return iterable;
  Set* set = Set::create_of(thread, type);
  if (!iterable.is_empty()) MINIPY_TRY(update_set(thread, set, iterable));
  return Value(set);
}

// ---- single keys

Result<Value> set_add(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(self_of(arguments)->add(thread, arguments[1]));
  return Value::none();
}

Result<Value> set_remove(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t hash = MINIPY_TRY(hash_sought(thread, arguments[1]));
  if (MINIPY_TRY(self_of(arguments)->remove_hashed(thread, arguments[1], hash))) return Value::none();
  return raise_key_error(thread, arguments[1]);
}

Result<Value> set_discard(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t hash = MINIPY_TRY(hash_sought(thread, arguments[1]));
  MINIPY_TRY(self_of(arguments)->remove_hashed(thread, arguments[1], hash));
  return Value::none();
}

Result<Value> set_pop(ThreadState& thread, const Arguments& arguments) {
  const Value key = self_of(arguments)->pop(thread);
  if (key.is_empty()) return thread.raise(thread.types.KeyError, "pop from an empty set");
  return key;
}

Result<Value> set_clear(ThreadState& thread, const Arguments& arguments) {
  self_of(arguments)->clear(thread);
  return Value::none();
}

Result<Value> set_contains(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t hash = MINIPY_TRY(hash_sought(thread, arguments[1]));
  return Value::from_bool(MINIPY_TRY(self_of(arguments)->contains_hashed(thread, arguments[1], hash)));
}

// ---- methods that take iterables

Result<Value> set_copy(ThreadState& thread, const Arguments& arguments) {
  const Set* set = self_of(arguments);
  if (set->is_frozen() && is_exactly(thread, arguments[0], thread.types.frozenset)) return arguments[0];
  return Value(set->copy(thread, set->is_frozen()));
}

using ChangeSet = Result<void> (*)(ThreadState& thread, Set* set, Value iterable);

template <ChangeSet change>
Result<Value> change_by_all(ThreadState& thread, const Arguments& arguments) {
  for (std::uint32_t i = 1; i < arguments.count; ++i) {
    MINIPY_TRY(change(thread, self_of(arguments), arguments[i]));
  }
  return Value::none();
}

Result<Value> set_union(ThreadState& thread, const Arguments& arguments) {
  Set* result = self_of(arguments)->copy(thread, self_of(arguments)->is_frozen());
  for (std::uint32_t i = 1; i < arguments.count; ++i) {
    if (arguments[i] != arguments[0]) MINIPY_TRY(update_set(thread, result, arguments[i]));
  }
  return Value(result);
}

Result<Set*> fold_intersection(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count == 1) return self_of(arguments)->copy(thread, self_of(arguments)->is_frozen());
  Set* result = self_of(arguments);
  for (std::uint32_t i = 1; i < arguments.count; ++i) {
    result = MINIPY_TRY(intersection_of(thread, result, arguments[i]));
  }
  return result;
}

Result<Value> set_intersection(ThreadState& thread, const Arguments& arguments) {
  return Value(MINIPY_TRY(fold_intersection(thread, arguments)));
}

Result<Value> set_intersection_update(ThreadState& thread, const Arguments& arguments) {
  Set* result = MINIPY_TRY(fold_intersection(thread, arguments));
  self_of(arguments)->take_content(thread, result);
  return Value::none();
}

Result<Value> set_difference(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count == 1) {
    return Value(self_of(arguments)->copy(thread, self_of(arguments)->is_frozen()));
  }
  Set* result = MINIPY_TRY(difference_of(thread, self_of(arguments), arguments[1]));
  for (std::uint32_t i = 2; i < arguments.count; ++i) {
    MINIPY_TRY(subtract_from_set(thread, result, arguments[i]));
  }
  return Value(result);
}

Result<Value> set_symmetric_difference(ThreadState& thread, const Arguments& arguments) {
  return Value(MINIPY_TRY(symmetric_difference_of(thread, self_of(arguments), arguments[1])));
}

Result<Value> set_symmetric_difference_update(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(toggle_in_set(thread, self_of(arguments), arguments[1]));
  return Value::none();
}

Result<Value> set_issubset(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(is_subset(thread, self_of(arguments), arguments[1])));
}

Result<Value> set_issuperset(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(is_superset(thread, self_of(arguments), arguments[1])));
}

Result<Value> set_isdisjoint(ThreadState& thread, const Arguments& arguments) {
  Set* set = self_of(arguments);
  Value other = arguments[1];
  if (other == arguments[0]) return Value::from_bool(set->size() == 0);
  if (objects::is_set(other) && other.as<Set>()->size() > set->size()) {
    set = other.as<Set>();
    other = arguments[0];
  }
  bool disjoint = true;
  MINIPY_TRY(for_each_key(thread, other, [&](Value key, std::int64_t hash) -> Result<bool> {
    disjoint = !MINIPY_TRY(set->contains_hashed(thread, key, hash));
    return disjoint;
  }));
  return Value::from_bool(disjoint);
}

// ---- operators: sets only

using Combine = Result<Set*> (*)(ThreadState& thread, Set* set, Value other);

template <Combine combine>
Result<Value> set_operator(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_set(arguments[1])) return Value::not_implemented();
  return Value(MINIPY_TRY(combine(thread, self_of(arguments), arguments[1])));
}

template <Combine combine>
Result<Value> set_reflected(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_set(arguments[1])) return Value::not_implemented();
  return Value(MINIPY_TRY(combine(thread, arguments[1].as<Set>(), arguments[0])));
}

template <ChangeSet change>
Result<Value> set_inplace(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_set(arguments[1])) return Value::not_implemented();
  MINIPY_TRY(change(thread, self_of(arguments), arguments[1]));
  return arguments[0];
}

Result<bool> sets_equal(ThreadState& thread, Set* a, Set* b) {
  if (a->size() != b->size()) return false;
  // relaxed: 0 says that it was not computed, and every thread computes the same.
  const std::int64_t a_hash = a->hash.load(std::memory_order_relaxed);
  const std::int64_t b_hash = b->hash.load(std::memory_order_relaxed);
  if (a_hash != 0 && b_hash != 0 && a_hash != b_hash) return false;
  return is_subset(thread, a, b);
}

template <Comparison op>
Result<Value> set_compare(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_set(arguments[1])) return Value::not_implemented();
  Set* a = self_of(arguments);
  Set* b = arguments[1].as<Set>();
  bool holds = false;
  switch (op) {
    case Comparison::kEq: holds = MINIPY_TRY(sets_equal(thread, a, b)); break;
    case Comparison::kNe: holds = !MINIPY_TRY(sets_equal(thread, a, b)); break;
    case Comparison::kLt: holds = a->size() < b->size() && MINIPY_TRY(is_subset(thread, a, b)); break;
    case Comparison::kLe: holds = MINIPY_TRY(is_subset(thread, a, b)); break;
    case Comparison::kGt: holds = b->size() < a->size() && MINIPY_TRY(is_subset(thread, b, a)); break;
    case Comparison::kGe: holds = MINIPY_TRY(is_subset(thread, b, a)); break;
  }
  return Value::from_bool(holds);
}

// ---- what every object has

Result<Value> set_len(ThreadState& /*thread*/, const Arguments& arguments) {
  return Value::from_int(self_of(arguments)->size());
}

Result<Value> frozenset_hash(ThreadState& thread, const Arguments& arguments) {
  const Set* set = self_of(arguments);
  std::int64_t hash = set->hash.load(std::memory_order_relaxed);
  if (hash == 0) {
    hash = hash_keys(set);
    set->hash.store(hash, std::memory_order_relaxed);
  }
  return objects::make_int(thread, hash);
}

Result<Value> set_repr(ThreadState& thread, const Arguments& arguments) {
  const Str* name = objects::type_of(thread, arguments[0])->name.load_as<Str>();
  const ReprGuard guard(thread, arguments[0]);
  objects::StrBuilder text;
  const Set* set = self_of(arguments);
  if (!guard.entered() || set->size() == 0) {
    text.append(name);
    text.append(guard.entered() ? "()" : "(...)");
    return Value(text.finish(thread));
  }
  MINIPY_TRY(thread.check_native_stack(" while getting the repr of an object"));
  const bool plain = is_exactly(thread, arguments[0], thread.types.set);
  if (!plain) {
    text.append(name);
    text.append(U'(');
  }
  text.append(U'{');
  const Tuple* keys = Tuple::create(thread, set->snapshot(thread));
  for (std::int64_t i = 0; i < keys->length; ++i) {
    if (i > 0) text.append(", ");
    text.append(MINIPY_TRY(vm::repr(thread, keys->items[i])));
  }
  text.append(plain ? "}" : "})");
  return Value(text.finish(thread));
}

Result<Value> set_sizeof(ThreadState& /*thread*/, const Arguments& arguments) {
  const auto* table = self_of(arguments)->table.load_as<SetTable>();
  const std::uint64_t large = table == nullptr || table->mask < 8 ? 0 : (table->mask + 1) * 16;
  return Value::from_int(static_cast<std::int64_t>(200 + large));
}

Result<Value> set_reduce(ThreadState& thread, const Arguments& arguments) {
  const Value keys = MINIPY_TRY(vm::to_list(thread, arguments[0]));
  const Value parts[] = {objects::type_of(thread, arguments[0]), Tuple::create(thread, {&keys, 1})};
  return Value(Tuple::create(thread, parts));
}

// ---- iteration

// relaxed: threads that share an iterator race for its items.
struct SetIterator : objects::Opaque {
  Slot set;                            // empty when exhausted
  std::atomic<std::size_t> position;
  std::atomic<std::int64_t> expected;  // size of the set; -1 once it had another one
  std::atomic<std::int64_t> left;
};

void trace_iterator(Object* object, heap::Marker& marker) { marker.mark(static_cast<SetIterator*>(object)->set); }

Result<Value> iterator_step(ThreadState& thread, Object* object) {
  auto* iterator = static_cast<SetIterator*>(object);
  const Value source = iterator->set.load();
  if (source.is_empty()) return Value{};
  const Set* set = source.as<Set>();
  if (set->size() != iterator->expected.load(std::memory_order_relaxed)) {
    iterator->expected.store(-1, std::memory_order_relaxed);
    return thread.raise(thread.types.RuntimeError, "Set changed size during iteration");
  }
  std::size_t position = iterator->position.load(std::memory_order_relaxed);
  Value key;
  if (!set->next(position, key)) {
    iterator->set.store({});
    return Value{};
  }
  iterator->position.store(position, std::memory_order_relaxed);
  iterator->left.fetch_sub(1, std::memory_order_relaxed);
  return key;
}

constexpr objects::OpaqueInfo kIteratorInfo{"set_iterator", trace_iterator, nullptr, iterator_step};

Result<Value> iterator_length_hint(ThreadState& /*thread*/, const Arguments& arguments) {
  auto* iterator = arguments[0].as<SetIterator>();
  const Value set = iterator->set.load();
  if (set.is_empty() || set.as<Set>()->size() != iterator->expected.load(std::memory_order_relaxed)) {
    return Value::from_int(0);
  }
  return Value::from_int(std::max<std::int64_t>(iterator->left.load(std::memory_order_relaxed), 0));
}

Result<Value> set_iter(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = objects::create_opaque<SetIterator>(thread, thread.types.set_iterator, kIteratorInfo);
  const std::int64_t size = self_of(arguments)->size();
  iterator->set.store(arguments[0]);
  iterator->expected.store(size, std::memory_order_relaxed);
  iterator->left.store(size, std::memory_order_relaxed);
  return Value(iterator);
}

constexpr NativeDefinition kIteratorMethods[] = {{"__length_hint__", iterator_length_hint, "self, /"}};

// Of set and frozenset.
constexpr NativeDefinition kCommonMethods[] = {
    {"__repr__", set_repr, "self, /"},
    {"__len__", set_len, "self, /"},
    {"__contains__", set_contains, "self, key, /"},
    {"__iter__", set_iter, "self, /"},
    {"__eq__", set_compare<Comparison::kEq>, "self, value, /"},
    {"__ne__", set_compare<Comparison::kNe>, "self, value, /"},
    {"__lt__", set_compare<Comparison::kLt>, "self, value, /"},
    {"__le__", set_compare<Comparison::kLe>, "self, value, /"},
    {"__gt__", set_compare<Comparison::kGt>, "self, value, /"},
    {"__ge__", set_compare<Comparison::kGe>, "self, value, /"},
    {"__and__", set_operator<intersection_of>, "self, value, /"},
    {"__rand__", set_reflected<intersection_of>, "self, value, /"},
    {"__or__", set_operator<union_of>, "self, value, /"},
    {"__ror__", set_reflected<union_of>, "self, value, /"},
    {"__sub__", set_operator<difference_of>, "self, value, /"},
    {"__rsub__", set_reflected<difference_of>, "self, value, /"},
    {"__xor__", set_operator<symmetric_difference_of>, "self, value, /"},
    {"__rxor__", set_reflected<symmetric_difference_of>, "self, value, /"},
    {"__reduce__", set_reduce, "self, /"},
    {"__sizeof__", set_sizeof, "self, /"},
    {"copy", set_copy, "self, /", "Return a shallow copy of a set."},
    {"difference", set_difference, "self, *args", "Return the difference of two or more sets as a new set."},
    {"intersection", set_intersection, "self, *args", "Return the intersection of two sets as a new set."},
    {"isdisjoint", set_isdisjoint, "self, other, /", "Return True if two sets have a null intersection."},
    {"issubset", set_issubset, "self, other, /", "Report whether another set contains this set."},
    {"issuperset", set_issuperset, "self, other, /", "Report whether this set contains another set."},
    {"symmetric_difference", set_symmetric_difference, "self, other, /",
     "Return the symmetric difference of two sets as a new set."},
    {"union", set_union, "self, *args", "Return the union of sets as a new set."},
};

constexpr NativeDefinition kSetMethods[] = {
    {"__new__", set_new, "cls, *args, **kwargs"},
    {"__init__", set_init, "self, *args, **kwargs"},
    {"__iand__", set_inplace<intersect_set>, "self, value, /"},
    {"__ior__", set_inplace<update_set>, "self, value, /"},
    {"__isub__", set_inplace<subtract_from_set>, "self, value, /"},
    {"__ixor__", set_inplace<toggle_in_set>, "self, value, /"},
    {"add", set_add, "self, object, /", "Add an element to a set."},
    {"clear", set_clear, "self, /", "Remove all elements from this set."},
    {"difference_update", change_by_all<subtract_from_set>, "self, *args",
     "Remove all elements of another set from this set."},
    {"discard", set_discard, "self, object, /", "Remove an element from a set if it is a member."},
    {"intersection_update", set_intersection_update, "self, *args",
     "Update a set with the intersection of itself and another."},
    {"pop", set_pop, "self, /", "Remove and return an arbitrary set element."},
    {"remove", set_remove, "self, object, /", "Remove an element from a set; it must be a member."},
    {"symmetric_difference_update", set_symmetric_difference_update, "self, other, /",
     "Update a set with the symmetric difference of itself and another."},
    {"update", change_by_all<update_set>, "self, *args", "Update a set with the union of itself and others."},
};

constexpr NativeDefinition kFrozenSetMethods[] = {
    {"__new__", frozenset_new, "cls, *args, **kwargs"},
    {"__hash__", frozenset_hash, "self, /"},
};

constexpr NativeDefinition kClassMethods[] = {{"__class_getitem__", class_getitem, "cls, item, /"}};

}  // namespace

Result<void> update_set(ThreadState& thread, Set* set, Value iterable) {
  if (objects::is_set(iterable)) return set->merge(thread, iterable.as<Set>());
  if (is_exact_dict(thread, iterable)) set->make_room(thread, iterable.as<Dict>()->size());
  return for_each_key(thread, iterable, [&](Value key, std::int64_t hash) -> Result<bool> {
    MINIPY_TRY(set->add_hashed(thread, key, hash));
    return true;
  });
}

Result<Set*> make_set(ThreadState& thread, Value iterable, bool frozen) {
  Set* set = Set::create(thread, frozen);
  MINIPY_TRY(update_set(thread, set, iterable));
  return set;
}

Result<void> subtract_from_set(ThreadState& thread, Set* set, Value iterable) {
  if (iterable == Value(set)) {
    set->clear(thread);
    return Done{};
  }
  const bool is_set = objects::is_set(iterable);
  if (is_set && (iterable.as<Set>()->size() >> 3) > set->size()) {
    iterable = MINIPY_TRY(intersection_of(thread, set, iterable));
  }
  if (is_set) {
    MINIPY_TRY(for_each_key(thread, iterable, [&](Value key, std::int64_t hash) -> Result<bool> {
      MINIPY_TRY(set->remove_hashed(thread, key, hash));
      return true;
    }));
  } else {
    const Value iterator = MINIPY_TRY(vm::iterate(thread, iterable));
    for (;;) {
      const Value key = MINIPY_TRY(vm::next(thread, iterator));
      if (key.is_empty()) break;
      MINIPY_TRY(set->remove(thread, key));
      MINIPY_TRY(vm::checkpoint(thread));
    }
  }
  set->drop_dummies(thread);
  return Done{};
}

Result<void> toggle_in_set(ThreadState& thread, Set* set, Value iterable) {
  if (iterable == Value(set)) {
    set->clear(thread);
    return Done{};
  }
  if (!objects::is_set(iterable) && !is_exact_dict(thread, iterable)) {
    iterable = MINIPY_TRY(make_set(thread, iterable));  // each item counts once
  }
  return for_each_key(thread, iterable, [&](Value key, std::int64_t hash) -> Result<bool> {
    if (!MINIPY_TRY(set->remove_hashed(thread, key, hash))) {
      MINIPY_TRY(set->add_hashed(thread, key, hash));
    }
    return true;
  });
}

void install_set(ThreadState& thread) {
  for (Type* type : {thread.types.set, thread.types.frozenset}) {
    add_methods(thread, type, kCommonMethods);
    add_class_methods(thread, type, kClassMethods);
  }
  add_methods(thread, thread.types.set, kSetMethods);
  add_methods(thread, thread.types.frozenset, kFrozenSetMethods);
  make_unhashable(thread, thread.types.set);
  install_iterator(thread, thread.types.set_iterator);
  add_methods(thread, thread.types.set_iterator, kIteratorMethods);
}

}  // namespace minipy::builtins
