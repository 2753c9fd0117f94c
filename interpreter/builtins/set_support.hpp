#pragma once

#include "interpreter/builtins/registry.hpp"
#include "interpreter/objects/set.hpp"

namespace minipy::builtins {

/// A new set of an iterable's items.
Result<objects::Set*> make_set(ThreadState& thread, Value iterable, bool frozen = false);
/// set.update, difference_update and symmetric_difference_update with any iterable.
Result<void> update_set(ThreadState& thread, objects::Set* set, Value iterable);
Result<void> subtract_from_set(ThreadState& thread, objects::Set* set, Value iterable);
Result<void> toggle_in_set(ThreadState& thread, objects::Set* set, Value iterable);
/// set.intersection_update.
Result<void> intersect_set(ThreadState& thread, objects::Set* set, Value iterable);

/// set.union and so on: a new plain set or frozenset, as `set` is.
Result<objects::Set*> union_of(ThreadState& thread, objects::Set* set, Value other);
Result<objects::Set*> intersection_of(ThreadState& thread, objects::Set* set, Value other);
Result<objects::Set*> difference_of(ThreadState& thread, objects::Set* set, Value other);
Result<objects::Set*> symmetric_difference_of(ThreadState& thread, objects::Set* set, Value other);

Result<bool> is_subset(ThreadState& thread, objects::Set* set, Value other);
Result<bool> is_superset(ThreadState& thread, objects::Set* set, Value other);
Result<bool> are_disjoint(ThreadState& thread, objects::Set* set, Value other);

/// The hash of a frozenset with these keys.
std::int64_t hash_keys(const objects::Set* set);
/// iter(set).
Value iterate_set(ThreadState& thread, Value set);
/// Part of `install_set`.
void install_set_iterator(ThreadState& thread);

}  // namespace minipy::builtins
