// set and frozenset. The steps follow CPython's, because they decide the order in which the keys of a result
// lie.
#include "interpreter/builtins/dict_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/set_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/allocation.hpp"
#include "interpreter/objects/key.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {

using objects::Comparison;
using objects::Set;
using objects::SetTable;

namespace {

Set* self_of(const Arguments& arguments) { return arguments[0].as<Set>(); }

// The hash of a key to look for: a set is looked for as the frozenset it equals.
Result<std::int64_t> hash_sought(ThreadState& thread, Value key) {
  if (objects::is_set(key) && !key.as<Set>()->is_frozen()) return hash_keys(key.as<Set>());
  return objects::hash_key(thread, key);
}

// ---- constructors

Result<Value> set_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.set));
  return Value(Set::create_of(thread, type));
}

Result<Value> set_init(ThreadState& thread, const Arguments& arguments) {
  const Value iterable = MINIPY_TRY(sole_argument(thread, arguments, "set", true));
  self_of(arguments)->clear(thread);
  if (!iterable.is_empty()) MINIPY_TRY(update_set(thread, self_of(arguments), iterable));
  return Value::none();
}

Result<Value> frozenset_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.frozenset));
  const bool exact = type == thread.types.frozenset;
  const Value iterable = MINIPY_TRY(sole_argument(
      thread, arguments, "frozenset", inherits(type, thread.types.frozenset, vm::Special::kInit)));
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
  return Value::from_bool(MINIPY_TRY(are_disjoint(thread, self_of(arguments), arguments[1])));
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
    case Comparison::kEq:
      holds = MINIPY_TRY(sets_equal(thread, a, b));
      break;
    case Comparison::kNe:
      holds = !MINIPY_TRY(sets_equal(thread, a, b));
      break;
    case Comparison::kLt:
      holds = a->size() < b->size() && MINIPY_TRY(is_subset(thread, a, b));
      break;
    case Comparison::kLe:
      holds = MINIPY_TRY(is_subset(thread, a, b));
      break;
    case Comparison::kGt:
      holds = b->size() < a->size() && MINIPY_TRY(is_subset(thread, b, a));
      break;
    case Comparison::kGe:
      holds = MINIPY_TRY(is_subset(thread, b, a));
      break;
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
  const Value state =
      MINIPY_TRY(vm::call_method(thread, arguments[0], vm::intern(thread, "__getstate__"), {}));
  const Value parts[] = {objects::type_of(thread, arguments[0]), Tuple::create(thread, {&keys, 1}), state};
  return Value(Tuple::create(thread, parts));
}

Result<Value> set_iter(ThreadState& thread, const Arguments& arguments) {
  return iterate_set(thread, arguments[0]);
}

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

void install_set(ThreadState& thread) {
  for (Type* type : {thread.types.set, thread.types.frozenset}) {
    add_methods(thread, type, kCommonMethods);
    add_class_methods(thread, type, kClassMethods);
  }
  add_methods(thread, thread.types.set, kSetMethods);
  add_methods(thread, thread.types.frozenset, kFrozenSetMethods);
  make_unhashable(thread, thread.types.set);
  install_set_iterator(thread);
}

}  // namespace minipy::builtins
