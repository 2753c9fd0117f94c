#pragma once

// An insertion-ordered hash table as CPython's: an index table over an array of entries. Reads take no lock.
//
// A table is published whole. Its entries are only ever appended; key and hash of an entry never change once
// its index is published (release), its value is a Slot: empty means deleted. Writers hold the object's lock.
// A full table is replaced by a bigger or compacted one; a reader that still walks the old table sees the state
// before the replacement, which overlaps its read, so each read is of a state the dict had.
// Keys that need user code to compare (anything but str, int, float, bool, None, ...) are compared without the
// lock; the writer then takes it and starts again if the table changed meanwhile.
//
// A dict with kHasCells is a namespace: an entry's value may be a Cell, which holds the value instead, so that
// code can bind the cell once and read a global with one load. An empty cell is an absent entry.

#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/str.hpp"

namespace minipy::objects {

struct DictEntry {
  std::int64_t hash;
  Slot key;
  Slot value;
};

/// {capacity of indices (power of two), entries}; laid out as entries[] then int32 indices[].
struct DictTable : Object {
  std::uint32_t index_mask;
  std::uint32_t entry_capacity;
  std::atomic<std::uint32_t> used;  ///< entries appended, deleted ones included
  DictEntry entries[];

  std::atomic<std::int32_t>* indices() {
    return reinterpret_cast<std::atomic<std::int32_t>*>(entries + entry_capacity);
  }
};

struct Dict : Object {
  Slot table;                        ///< DictTable, or empty while nothing was stored
  std::atomic<std::int64_t> count;   ///< live entries
  std::atomic<std::uint64_t> version;  ///< raised by every insertion and deletion of a key

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
  /// The next live pair at or after `position` (start with 0), which moves behind it. False at the end. No
  /// lock: pairs that are added or removed meanwhile may or may not show.
  bool next(std::size_t& position, Value& key, Value& value) const;
  /// The last live pair before `position` (start with SIZE_MAX): for reversed().
  bool previous(std::size_t& position, Value& key, Value& value) const;
  /// All pairs at one moment.
  std::vector<std::pair<Value, Value>> snapshot(const Mutator& mutator) const;
  /// A copy as a plain dict.
  Dict* copy(Mutator& mutator) const;

  /// The cell of `name` (interned), made empty if there is none: marks the dict as a namespace.
  Cell* cell_for(Mutator& mutator, Str* name);
  /// The cell of `name`, or null.
  Cell* find_cell(const Str* name) const;

  static Dict* create(Mutator& mutator);
};

inline bool is_dict(Value value) { return has_kind(value, kDict); }

}  // namespace minipy::objects
