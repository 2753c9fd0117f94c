#pragma once

// A hash set with CPython's probing, growth and therefore iteration order. Concurrency as in dict.hpp: tables
// are published whole, reads take no lock, writes take the object's. A deleted entry leaves a dummy, which a
// later key may fill. A reader that finds the new hash beside the old key, or the other way round, takes it
// for no match: rightly, since the old key went and the new one came while it was reading. Who wants both
// looks at the version.

#include <span>
#include <vector>

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

struct Type;

struct SetEntry {
  std::atomic<std::int64_t> hash;  ///< written before the key is published
  Slot key;                        ///< empty: free; SetTable::dummy(): deleted
};

struct SetTable : Object {
  static constexpr std::size_t kHeaderSize = sizeof(Object) + 16;

  std::uint64_t mask;
  std::uint64_t fill;  ///< used and dummy entries; under the lock
  SetEntry entries[];

  /// What stands for a deleted key: no value that a script can have.
  static constexpr Value dummy() { return Value::from_bits(12); }
};

/// set and frozenset (flag kFrozenSet). `aux` is where pop() goes on looking.
struct Set : Object {
  Slot table;  ///< SetTable, or empty while nothing was stored
  std::atomic<std::int64_t> count;
  mutable std::atomic<std::int64_t> hash;  ///< of a frozenset; 0: not computed
  /// Raised by every insertion and deletion, after it is done and under the lock.
  std::atomic<std::uint64_t> version;

  std::int64_t size() const { return count.load(std::memory_order_acquire); }
  bool is_frozen() const { return has_flag(this, kFrozenSet); }

  /// May run user code, as add and remove. No lock.
  Result<bool> contains(Mutator& mutator, Value key);
  /// True when the key was not there.
  Result<bool> add(Mutator& mutator, Value key);
  /// True when the key was there.
  Result<bool> remove(Mutator& mutator, Value key);

  /// The same for a key whose hash is known (`hash_key`): `__hash__` does not run again.
  Result<bool> contains_hashed(Mutator& mutator, Value key, std::int64_t hash);
  Result<bool> add_hashed(Mutator& mutator, Value key, std::int64_t hash);
  Result<bool> remove_hashed(Mutator& mutator, Value key, std::int64_t hash);

  /// Removes and returns some key; empty when there is none.
  Value pop(Mutator& mutator);
  void clear(Mutator& mutator);
  /// Adds the keys of `other` as they are at one moment, in CPython's way, which decides the order they come
  /// to lie in; as one step unless user code must compare keys.
  Result<void> merge(Mutator& mutator, const Set* other);
  /// Removes the keys of `other` as they are at one moment; as one step unless user code must compare keys.
  Result<void> subtract(Mutator& mutator, const Set* other);
  /// Adds to `result`, which nobody else has, those keys of `other` that are here (`present`) or are not;
  /// both sets as they are at one moment, but for keys that user code must compare.
  Result<void> select(Mutator& mutator, const Set* other, bool present, Set* result);
  /// Makes room for `expected` more keys, as CPython does before it adds those of a dict.
  void make_room(Mutator& mutator, std::int64_t expected);
  /// Drops the dummies when they are more than a quarter: after removing many keys.
  void drop_dummies(Mutator& mutator);
  /// Takes over the content of `other`, a set that nobody else has.
  void take_content(Mutator& mutator, Set* other);

  /// The next key at or after `position` (start with 0), which moves behind it; false at the end. No lock.
  bool next(std::size_t& position, Value& key) const;
  bool next(std::size_t& position, Value& key, std::int64_t& hash) const;
  /// The keys at one moment. Keeps nothing alive: whoever runs user code while using it takes `copy`.
  std::vector<Value> snapshot(const Mutator& mutator) const;
  /// A copy as a plain set or frozenset, as one step.
  Set* copy(Mutator& mutator, bool frozen) const;
  /// The same keys in the same places, as one step: for walking them in this set's order.
  Set* copy_as_it_lies(Mutator& mutator) const;

  static Set* create(Mutator& mutator, bool frozen = false);
  /// An empty set of class `type`, which is set or frozenset or derives from one.
  static Set* create_of(Mutator& mutator, Type* type);

 private:
  bool fill_from(Mutator& mutator, SetTable* from, bool clean);
  template <typename AtPlace, typename ByKey>
  Result<void> for_all(Mutator& mutator, const SetTable* from, AtPlace at_place, ByKey by_key);
  SetTable* clone_table(Mutator& mutator, bool& clean) const;
};

inline bool is_set(Value value) { return has_kind(value, kSet); }

}  // namespace minipy::objects
