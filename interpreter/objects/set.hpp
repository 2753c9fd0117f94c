#pragma once

// A hash set with CPython's probing, growth and therefore iteration order. Concurrency as in dict.hpp: tables are
// published whole, reads take no lock, writes take the object's. A deleted entry leaves a dummy, which is
// never filled again in the same table.

#include <span>

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

struct SetEntry {
  std::atomic<std::int64_t> hash;
  Slot key;  ///< empty: free; the dummy is NotImplemented's immediate, which is no key while deleted
};

struct SetTable : Object {
  std::uint64_t mask;
  std::uint64_t fill;  ///< used and dummy entries; under the lock
  SetEntry entries[];
};

/// set and frozenset (flag kFrozenSet).
struct Set : Object {
  Slot table;
  std::atomic<std::int64_t> count;
  mutable std::atomic<std::int64_t> hash;     ///< of a frozenset; 0: not computed
  std::atomic<std::uint64_t> version;         ///< raised by every insertion and deletion

  std::int64_t size() const { return count.load(std::memory_order_acquire); }
  bool is_frozen() const { return has_flag(this, kFrozenSet); }

  Result<bool> contains(Mutator& mutator, Value key);
  /// True when the key was not there.
  Result<bool> add(Mutator& mutator, Value key);
  /// True when the key was there.
  Result<bool> remove(Mutator& mutator, Value key);
  /// Removes and returns some key; empty when there is none.
  Value pop(Mutator& mutator);
  void clear(Mutator& mutator);
  /// The next key at or after `position`; false at the end. No lock.
  bool next(std::size_t& position, Value& key) const;
  std::vector<Value> snapshot(const Mutator& mutator) const;
  Set* copy(Mutator& mutator, bool frozen) const;

  static Set* create(Mutator& mutator, bool frozen = false);
};

inline bool is_set(Value value) { return has_kind(value, kSet); }

}  // namespace minipy::objects
