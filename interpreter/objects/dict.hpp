#pragma once

// An insertion-ordered hash table as CPython's: an index table over an array of entries. Reads take no lock.
//
// A table is published whole. Its entries are only ever appended; hash and key of an entry do not change once
// its index is published (release), its value is a Slot: empty means deleted, and then the key goes too.
// Writers hold the object's lock. A full table is replaced by a bigger or compacted one; a reader that still
// walks the old table sees the state before the replacement, which overlaps its read, so each read is of a
// state the dict had. Keys that need user code to compare (anything but str, int, float, bool, None, ...) are
// compared without the lock; the writer then takes it and starts again if the version changed meanwhile.
//
// A dict with kHasCells is a namespace: an entry's value may be a Cell, which holds the value instead, so
// that code can bind the cell once and read a global with one load. An empty cell is an absent entry; it
// keeps its place, for whoever bound it. Whether cells are looked through is a property of the table, so that
// a reader cannot take a cell that somebody stored as a value for one of these.

#include <utility>
#include <vector>

#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/str.hpp"

namespace minipy::objects {

struct DictEntry {
  std::int64_t hash;
  Slot key;
  Slot value;
};

/// Laid out as entries[] then int32 indices[]: an entry's number, or one of the constants.
struct DictTable : Object {
  static constexpr std::int32_t kFreeIndex = -1;
  static constexpr std::int32_t kDeletedIndex = -2;
  static constexpr std::size_t kHeaderSize = sizeof(Object) + 16;

  std::uint32_t index_mask;         ///< indices, a power of two, less one
  std::atomic<std::uint32_t> used;  ///< entries appended, deleted ones included
  /// Entries before it are deleted. relaxed: a hint that only ever rises, and deleted entries stay so.
  std::atomic<std::uint32_t> first_live;
  std::uint32_t live_end;  ///< under the lock: entries from here on are deleted
  DictEntry entries[];

  /// Whether entries' values may be cells to look through. Set before publication.
  bool holds_cells() const { return aux.load(std::memory_order_relaxed) != 0; }
  std::uint32_t entry_capacity() const {
    return static_cast<std::uint32_t>((std::uint64_t{index_mask} + 1) * 2 / 3);
  }
  std::atomic<std::int32_t>* indices() {
    return reinterpret_cast<std::atomic<std::int32_t>*>(entries + entry_capacity());
  }
  /// What an entry stands for: its value, cells looked through; empty when it is deleted.
  Value value_of(const DictEntry& entry) const {
    const Value value = entry.value.load();
    if (holds_cells() && has_kind(value, kCell)) return value.as<Cell>()->value.load();
    return value;
  }
};

struct Dict : Object {
  Slot table;                       ///< DictTable, or empty while nothing was stored
  std::atomic<std::int64_t> count;  ///< live entries, unless the dict is a namespace
  /// Raised by every insertion and deletion of a key, after it is done and under the lock.
  std::atomic<std::uint64_t> version;

  std::int64_t size() const;

  /// The value, or empty when missing. May run user code (`__hash__`, `__eq__`). No lock.
  Result<Value> get(Mutator& mutator, Value key);
  /// The value of a str key, or empty. Runs no user code. No lock.
  Value get_str(const Str* key);
  /// May run user code.
  Result<void> set(Mutator& mutator, Value key, Value value);
  void set_str(Mutator& mutator, Str* key, Value value);
  /// The value that is there, or `value`, which it then stores: one step.
  Result<Value> set_default(Mutator& mutator, Value key, Value value);
  /// Removes and returns the value; empty when missing.
  Result<Value> pop(Mutator& mutator, Value key);
  Value pop_str(Mutator& mutator, Str* key);
  /// Removes the last pair; false when empty.
  bool pop_item(Mutator& mutator, Value& key, Value& value);
  void clear(Mutator& mutator);

  /// The same for a key whose hash is known (`hash_key`): `__hash__` does not run again.
  Result<Value> get_hashed(Mutator& mutator, Value key, std::int64_t hash);
  Result<void> set_hashed(Mutator& mutator, Value key, std::int64_t hash, Value value);
  Result<Value> set_default_hashed(Mutator& mutator, Value key, std::int64_t hash, Value value);
  /// With `expected`: only when the value is that very one.
  Result<Value> pop_hashed(Mutator& mutator, Value key, std::int64_t hash, Value expected = {});

  /// The next live pair at or after `position` (start with 0), which moves behind it. False at the end. No
  /// lock: pairs that are added or removed meanwhile may or may not show.
  bool next(std::size_t& position, Value& key, Value& value) const;
  bool next(std::size_t& position, Value& key, Value& value, std::int64_t& hash) const;
  /// The last live pair before `position` (start with SIZE_MAX): for reversed().
  bool previous(std::size_t& position, Value& key, Value& value) const;
  /// All pairs at one moment. Keeps nothing alive: whoever runs user code while using it takes `copy`.
  std::vector<std::pair<Value, Value>> snapshot(const Mutator& mutator) const;
  /// A copy as a plain dict, as one step.
  Dict* copy(Mutator& mutator) const;
  /// Takes the content of `other` over if nothing was ever stored here; else false, and nothing is done.
  bool take_copy(Mutator& mutator, const Dict* other);
  /// Stores all pairs of `other`, a copy that nobody else has; as one step unless user code must compare
  /// keys.
  Result<void> merge(Mutator& mutator, const Dict* other);
  /// Makes room for `expected` pairs in all, if the dict is empty.
  void reserve(Mutator& mutator, std::int64_t expected);

  /// The cell of `name` (interned), made empty if there is none: marks the dict as a namespace.
  Cell* cell_for(Mutator& mutator, Str* name);
  /// The cell of `name`, or null.
  Cell* find_cell(const Str* name) const;

  static Dict* create(Mutator& mutator);
  /// An empty dict of class `type`, which is dict or derives from it.
  static Dict* create_of(Mutator& mutator, Type* type);
};

inline bool is_dict(Value value) { return has_kind(value, kDict); }

}  // namespace minipy::objects
