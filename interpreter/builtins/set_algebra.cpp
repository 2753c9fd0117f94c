// Unions, intersections, differences of sets. The steps follow CPython's, because they decide the order in
// which the keys of a result lie.
#include "interpreter/builtins/set_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/dict_view.hpp"
#include "interpreter/objects/key.hpp"

namespace minipy::builtins {

using objects::Dict;
using objects::Set;

namespace {

bool is_exact_dict(const ThreadState& thread, Value value) {
  return is_exactly(thread, value, thread.types.dict);
}

// Calls `visit(key, hash)` for each item of an iterable; those of sets and dicts are not hashed again.
// `visit` returns Result<bool>: false ends it.
template <typename Visit>
Result<void> for_each_key(ThreadState& thread, Value iterable, Visit visit) {
  std::size_t position = 0;
  std::int64_t hash = 0;
  Value key;
  if (objects::is_set(iterable)) {
    const Set* set = iterable.as<Set>();
    if (thread.free_threaded && !set->is_frozen()) set = set->copy_as_it_lies(thread);
    while (set->next(position, key, hash)) {
      if (!MINIPY_TRY(visit(key, hash))) break;
    }
    return Done{};
  }
  if (is_exact_dict(thread, iterable)) {
    const Dict* dict = iterable.as<Dict>();
    if (thread.free_threaded) dict = dict->copy(thread);
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
    MINIPY_TRY(vm::poll(thread));
  }
}

// An empty set of the built-in type that a set's class comes from.
Set* create_like(ThreadState& thread, const Set* set) { return Set::create(thread, set->is_frozen()); }

Result<void> intersect_into(ThreadState& thread, Set* result, Set* set, Value other) {
  if (objects::is_set(other) && other.as<Set>()->size() > set->size()) {
    Set* bigger = other.as<Set>();
    other = set;
    set = bigger;
  }
  if (thread.free_threaded && objects::is_set(other)) {
    return set->select(thread, other.as<Set>(), true, result);
  }
  return for_each_key(thread, other, [&](Value key, std::int64_t hash) -> Result<bool> {
    if (MINIPY_TRY(set->contains_hashed(thread, key, hash))) {
      MINIPY_TRY(result->add_hashed(thread, key, hash));
    }
    return true;
  });
}

}  // namespace

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
  if (thread.free_threaded && !is_dict) {
    MINIPY_TRY(other.as<Set>()->select(thread, set, false, result));
    return result;
  }
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

Result<bool> are_disjoint(ThreadState& thread, Set* set, Value other) {
  if (other == Value(set)) return set->size() == 0;
  if (objects::is_set(other) && other.as<Set>()->size() > set->size()) {
    Set* bigger = other.as<Set>();
    other = set;
    set = bigger;
  }
  bool disjoint = true;
  MINIPY_TRY(for_each_key(thread, other, [&](Value key, std::int64_t hash) -> Result<bool> {
    disjoint = !MINIPY_TRY(set->contains_hashed(thread, key, hash));
    return disjoint;
  }));
  return disjoint;
}

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
  if (is_set && thread.free_threaded) {
    MINIPY_TRY(set->subtract(thread, iterable.as<Set>()));
  } else if (is_set) {
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
      MINIPY_TRY(vm::poll(thread));
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

}  // namespace minipy::builtins
