#pragma once

// How dict.cpp works on tables: inside the layer only.

#include <algorithm>
#include <bit>

#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/key.hpp"

namespace minipy::objects {

constexpr std::uint32_t kSmallestDictIndex = 8;
/// What a search yields beside the number of an entry.
constexpr std::int32_t kAbsent = -1;
constexpr std::int32_t kAskUser = -2;  ///< user code must compare, so not under the lock
constexpr std::int32_t kRestart = -3;  ///< user code changed the dict

/// An empty table. `index_size` is a power of two.
DictTable* create_table(Mutator& mutator, std::uint64_t index_size, bool holds_cells);
/// The same table once more, if there are no cells in it and hardly anything was deleted; else null. Under
/// the lock.
DictTable* clone_if_dense(Mutator& mutator, DictTable* from, std::int64_t live);
/// Moves what is there into `to`; cells move as cells. Under the lock.
void move_entries(Mutator& mutator, DictTable* from, DictTable* to);
/// Appends an entry that is not there; there must be room. Under the lock, or before publication.
void append(DictTable* table, Value key, std::int64_t hash, Value value);

/// The entry of a key, kAbsent or kAskUser. Runs no user code.
std::int32_t find(const Mutator& mutator, DictTable* table, Value key, std::int64_t hash);
/// The same with `__eq__` where it must be. kRestart when that changed the dict.
Result<std::int32_t> find_asking(Mutator& mutator, const Dict& dict, DictTable* table, Value key,
                                 std::int64_t hash);

/// The size of an index for at least `minimum` positions.
inline std::uint64_t index_size_for(std::uint64_t minimum) {
  return std::bit_ceil(std::max<std::uint64_t>(minimum, kSmallestDictIndex));
}

/// Visits the index positions of a hash until `visit` returns true. CPython's probing.
template <typename Visit>
inline void probe(std::uint32_t index_mask, std::int64_t hash, Visit visit) {
  const std::size_t mask = index_mask;
  auto perturb = static_cast<std::size_t>(hash);
  for (std::size_t i = perturb & mask; !visit(i);) {
    perturb >>= 5;
    i = (i * 5 + perturb + 1) & mask;
  }
}

/// The entry for which `matches(entry, stored key)` says so, or kAbsent.
template <typename Matches>
inline std::int32_t search(DictTable* table, std::int64_t hash, Matches matches) {
  std::int32_t found = kAbsent;
  const std::atomic<std::int32_t>* indices = table->indices();
  probe(table->index_mask, hash, [&](std::size_t i) {
    // acquire: the entry was written before its index.
    const std::int32_t index = indices[i].load(std::memory_order_acquire);
    if (index < 0) return index == DictTable::kFreeIndex;
    DictEntry& entry = table->entries[index];
    if (!matches(entry, entry.key.load())) return false;
    found = index;
    return true;
  });
  return found;
}

/// The entry of a string, or kAbsent.
inline std::int32_t find_str(DictTable* table, const Str* key, std::int64_t hash) {
  const Value wanted(const_cast<Str*>(key));
  return search(table, hash, [&](const DictEntry& entry, Value stored) {
    if (stored == wanted) return true;
    return entry.hash == hash && is_str(stored) && stored.as<Str>()->equals(key);
  });
}

}  // namespace minipy::objects
