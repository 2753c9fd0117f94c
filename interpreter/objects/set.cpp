#include "interpreter/objects/set.hpp"

#include <algorithm>

#include "interpreter/objects/key.hpp"

namespace minipy::objects {

namespace {

constexpr std::uint64_t kSmallestTable = 8;
constexpr unsigned kPerturbShift = 5;
constexpr std::size_t kLinearProbes = 9;

enum class Found : std::uint8_t { kPresent, kAbsent, kAskUser, kRestart };

// Where a key is, or where it would go: the last dummy on the way, else the free entry that ends the search.
struct Place {
  Found found;
  SetEntry* entry;
};

SetTable* create_table(Mutator& mutator, std::uint64_t size) {
  auto* table =
      mutator.allocate<SetTable>(kSetTable, nullptr, SetTable::kHeaderSize + size * sizeof(SetEntry));
  table->mask = size - 1;
  return table;
}

bool is_key(Value value) { return !value.is_empty() && value != SetTable::dummy(); }

// Visits the entries of a hash until `visit` returns true: runs of ten neighbours, then a jump.
template <typename Visit>
inline SetEntry* probe(SetTable* table, std::int64_t hash, Visit visit) {
  const std::uint64_t mask = table->mask;
  auto perturb = static_cast<std::uint64_t>(hash);
  for (std::uint64_t i = perturb & mask;;) {
    SetEntry* entry = table->entries + i;
    std::size_t probes = i + kLinearProbes <= mask ? kLinearProbes : 0;
    do {
      if (visit(*entry)) return entry;
      ++entry;
    } while (probes-- != 0);
    perturb >>= kPerturbShift;
    i = (i * 5 + 1 + perturb) & mask;
  }
}

// `matches(stored)` is asked about entries of the same hash that are not the key itself.
template <typename Matches>
inline Place search(SetTable* table, Value key, std::int64_t hash, Matches matches) {
  Found found = Found::kAbsent;
  SetEntry* dummy = nullptr;
  SetEntry* place = probe(table, hash, [&](SetEntry& entry) {
    const Value stored = entry.key.load();
    if (stored.is_empty()) return true;
    if (stored == key) {
      found = Found::kPresent;
      return true;
    }
    if (stored == SetTable::dummy()) {
      dummy = &entry;
      return false;
    }
    if (entry.hash.load(std::memory_order_relaxed) != hash) return false;
    const Found answer = matches(entry, stored);
    if (answer == Found::kAbsent) return false;
    found = answer;
    return true;
  });
  return {found, found == Found::kAbsent && dummy != nullptr ? dummy : place};
}

Found found_by(KeyMatch match) {
  if (match == KeyMatch::kAskUser) return Found::kAskUser;
  return match == KeyMatch::kSame ? Found::kPresent : Found::kAbsent;
}

// Runs no user code; kAskUser when only that could tell.
Place find(const Mutator& mutator, SetTable* table, Value key, std::int64_t hash) {
  return search(table, key, hash, [&](SetEntry& /*entry*/, Value stored) {
    return found_by(match_keys(mutator, stored, key));
  });
}

// Asks `__eq__` where it must. kRestart when that changed the set.
Result<Place> find_asking(Mutator& mutator, const Set& set, SetTable* table, Value key, std::int64_t hash) {
  bool raised = false;
  const Place place = search(table, key, hash, [&](SetEntry& entry, Value stored) {
    const KeyMatch match = match_keys(mutator, stored, key);
    if (match != KeyMatch::kAskUser) return found_by(match);
    const Result<bool> equal = mutator.hooks.equal(mutator, stored, key);
    raised = !equal.ok();
    if (raised) return Found::kRestart;
    if (set.table.load() != Value(table) || entry.key.load() != stored) return Found::kRestart;
    return equal.value() ? Found::kPresent : Found::kAbsent;
  });
  if (raised) return Raised{};
  return place;
}

void fill_entry(SetTable* table, SetEntry* entry, Value key, std::int64_t hash) {
  if (entry->key.load().is_empty()) ++table->fill;
  // release: whoever sees the hash of a new key sees that the version was raised when the old one went.
  entry->hash.store(hash, std::memory_order_release);
  entry->key.store(key);
}

// Adds a key that is not there to a table without dummies.
void insert_clean(SetTable* table, Value key, std::int64_t hash) {
  SetEntry* entry = probe(table, hash, [](const SetEntry& at) { return at.key.load().is_empty(); });
  fill_entry(table, entry, key, hash);
}

void insert_all(SetTable* to, const SetTable* from) {
  for (std::uint64_t i = 0; i <= from->mask; ++i) {
    const Value key = from->entries[i].key.load();
    if (is_key(key)) insert_clean(to, key, from->entries[i].hash.load(std::memory_order_relaxed));
  }
}

std::uint64_t table_size_for(std::uint64_t minimum) {
  std::uint64_t size = kSmallestTable;
  while (size <= minimum) size <<= 1U;
  return size;
}

std::uint64_t grown(std::uint64_t count) { return count > 50000 ? count * 2 : count * 4; }

// Publishes a table for more than `minimum` keys. Under the lock.
SetTable* resize(Mutator& mutator, Set& set, std::uint64_t minimum) {
  SetTable* table = create_table(mutator, table_size_for(minimum));
  if (const auto* old = set.table.load_as<SetTable>()) insert_all(table, old);
  set.table.store(table);
  return table;
}

void count_change(Set& set, std::int64_t difference) {
  // relaxed loads: both change under the lock only.
  set.count.store(set.count.load(std::memory_order_relaxed) + difference, std::memory_order_release);
  set.version.store(set.version.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

// Under the lock.
bool put(Mutator& mutator, Set& set, const Place& place, Value key, std::int64_t hash) {
  if (place.found == Found::kPresent) return false;
  auto* table = set.table.load_as<SetTable>();
  SetEntry* entry = place.entry;
  if (table == nullptr) {
    table = resize(mutator, set, 0);
    entry = probe(table, hash, [](const SetEntry&) { return true; });
  }
  const bool reused = entry->key.load() == SetTable::dummy();
  fill_entry(table, entry, key, hash);
  count_change(set, 1);
  if (!reused && table->fill * 5 >= table->mask * 3) {
    resize(mutator, set, grown(static_cast<std::uint64_t>(set.count.load(std::memory_order_relaxed))));
  }
  return true;
}

// Under the lock.
bool take(Set& set, const Place& place) {
  if (place.found != Found::kPresent) return false;
  place.entry->key.store(SetTable::dummy());
  count_change(set, -1);
  return true;
}

// Finds the key and does `change(place)` under the lock, as one step.
template <typename Change>
Result<bool> update(Mutator& mutator, Set& set, Value key, std::int64_t hash, Change change) {
  const Place nowhere{Found::kAbsent, nullptr};
  {
    const ObjectLock lock(mutator, &set);
    auto* table = set.table.load_as<SetTable>();
    const Place place = table == nullptr ? nowhere : find(mutator, table, key, hash);
    if (place.found != Found::kAskUser) return change(place);
  }
  for (;;) {
    // acquire: whatever raised the version is seen by the search.
    const std::uint64_t version = set.version.load(std::memory_order_acquire);
    auto* table = set.table.load_as<SetTable>();
    const Place place = table == nullptr ? nowhere : MINIPY_TRY(find_asking(mutator, set, table, key, hash));
    const ObjectLock lock(mutator, &set);
    if (place.found == Found::kRestart || set.table.load() != Value(table)) continue;
    if (set.version.load(std::memory_order_relaxed) != version) continue;
    return change(place);
  }
}

// Whether there is nothing, not even a dummy. Under the lock.
bool is_vacant(const Set& set) {
  const auto* table = set.table.load_as<SetTable>();
  return table == nullptr || table->fill == 0;
}

// Key and hash belong together if the set did not change in between; else the entry is looked at again.
bool next_key(const Set& set, std::size_t& position, Value& key, std::int64_t* hash) {
  const auto* table = set.table.load_as<SetTable>();
  if (table == nullptr) return false;
  while (position <= table->mask) {
    const SetEntry& entry = table->entries[position];
    const std::uint64_t version = set.version.load(std::memory_order_acquire);
    key = entry.key.load();
    if (is_key(key)) {
      if (hash != nullptr) {
        *hash = entry.hash.load(std::memory_order_acquire);
        if (set.version.load(std::memory_order_relaxed) != version) continue;
      }
      ++position;
      return true;
    }
    ++position;
  }
  return false;
}

}  // namespace

Result<bool> Set::contains_hashed(Mutator& mutator, Value key, std::int64_t key_hash) {
  for (;;) {
    auto* current = table.load_as<SetTable>();
    if (current == nullptr) return false;
    Place place = find(mutator, current, key, key_hash);
    if (place.found == Found::kAskUser) {
      place = MINIPY_TRY(find_asking(mutator, *this, current, key, key_hash));
    }
    if (place.found != Found::kRestart) return place.found == Found::kPresent;
  }
}

Result<bool> Set::add_hashed(Mutator& mutator, Value key, std::int64_t key_hash) {
  return update(mutator, *this, key, key_hash,
                [&](const Place& place) { return put(mutator, *this, place, key, key_hash); });
}

Result<bool> Set::remove_hashed(Mutator& mutator, Value key, std::int64_t key_hash) {
  return update(mutator, *this, key, key_hash, [&](const Place& place) { return take(*this, place); });
}

Result<bool> Set::contains(Mutator& mutator, Value key) {
  const std::int64_t key_hash = MINIPY_TRY(hash_key(mutator, key));
  return contains_hashed(mutator, key, key_hash);
}

Result<bool> Set::add(Mutator& mutator, Value key) {
  const std::int64_t key_hash = MINIPY_TRY(hash_key(mutator, key));
  return add_hashed(mutator, key, key_hash);
}

Result<bool> Set::remove(Mutator& mutator, Value key) {
  const std::int64_t key_hash = MINIPY_TRY(hash_key(mutator, key));
  return remove_hashed(mutator, key, key_hash);
}

Value Set::pop(Mutator& mutator) {
  const ObjectLock lock(mutator, this);
  if (count.load(std::memory_order_relaxed) == 0) return {};
  auto* current = table.load_as<SetTable>();
  std::uint64_t at = aux.load(std::memory_order_relaxed) & current->mask;
  while (!is_key(current->entries[at].key.load())) at = (at + 1) & current->mask;
  const Value key = current->entries[at].key.exchange(SetTable::dummy());
  aux.store(static_cast<std::uint32_t>(at + 1), std::memory_order_relaxed);
  count_change(*this, -1);
  return key;
}

void Set::clear(Mutator& mutator) {
  const ObjectLock lock(mutator, this);
  if (table.load().is_empty()) return;
  table.store({});
  aux.store(0, std::memory_order_relaxed);
  count_change(*this, -count.load(std::memory_order_relaxed));
}

void Set::make_room(Mutator& mutator, std::int64_t expected) {
  const ObjectLock lock(mutator, this);
  const auto* current = table.load_as<SetTable>();
  const std::uint64_t fill = current == nullptr ? 0 : current->fill;
  const std::uint64_t mask = current == nullptr ? kSmallestTable - 1 : current->mask;
  const auto more = static_cast<std::uint64_t>(expected);
  if ((fill + more) * 5 < mask * 3) return;
  resize(mutator, *this, (static_cast<std::uint64_t>(count.load(std::memory_order_relaxed)) + more) * 2);
  count_change(*this, 0);
}

void Set::drop_dummies(Mutator& mutator) {
  const ObjectLock lock(mutator, this);
  const auto* current = table.load_as<SetTable>();
  if (current == nullptr) return;
  const auto used = static_cast<std::uint64_t>(count.load(std::memory_order_relaxed));
  if (current->fill - used <= current->mask / 4) return;
  resize(mutator, *this, grown(used));
  count_change(*this, 0);
}

// Takes over the keys of `from`, a clone, if there is nothing here, not even a dummy.
bool Set::fill_from(Mutator& mutator, SetTable* from, bool clean) {
  const ObjectLock lock(mutator, this);
  if (!is_vacant(*this)) return false;
  const auto* own = table.load_as<SetTable>();
  std::uint64_t mask = own == nullptr ? kSmallestTable - 1 : own->mask;
  if (from->fill * 5 >= mask * 3) mask = table_size_for(from->fill * 2) - 1;  // it grew meanwhile
  SetTable* to = from;
  if (mask != from->mask || !clean) {
    to = create_table(mutator, mask + 1);
    insert_all(to, from);
  }
  table.store(to);
  count_change(*this, static_cast<std::int64_t>(to->fill));
  return true;
}

// A table with the same keys in the same places. `clean`: there were no dummies. Null when there are no keys.
SetTable* Set::clone_table(Mutator& mutator, bool& clean) const {
  const ObjectLock lock(mutator, const_cast<Set*>(this));
  const auto* from = table.load_as<SetTable>();
  if (from == nullptr || count.load(std::memory_order_relaxed) == 0) return nullptr;
  SetTable* to = create_table(mutator, from->mask + 1);
  for (std::uint64_t i = 0; i <= from->mask; ++i) {
    const Value key = from->entries[i].key.load();
    if (is_key(key))
      fill_entry(to, to->entries + i, key, from->entries[i].hash.load(std::memory_order_relaxed));
  }
  clean = from->fill == to->fill;
  return to;
}

// Does `at_place(place, key, hash)` for the keys of a clone, in one step under the lock as far as no user
// code must compare keys, and `by_key(key, hash)` without the lock for the others.
template <typename AtPlace, typename ByKey>
Result<void> Set::for_all(Mutator& mutator, const SetTable* from, AtPlace at_place, ByKey by_key) {
  const SetEntry* entry = from->entries;
  const SetEntry* end = from->entries + from->mask + 1;
  const auto hash_of = [](const SetEntry* at) { return at->hash.load(std::memory_order_relaxed); };
  {
    const ObjectLock lock(mutator, this);
    for (; entry != end; ++entry) {
      const Value key = entry->key.load();
      if (!is_key(key)) continue;
      auto* current = table.load_as<SetTable>();
      const Place place =
          current == nullptr ? Place{Found::kAbsent, nullptr} : find(mutator, current, key, hash_of(entry));
      if (place.found == Found::kAskUser) break;
      at_place(place, key, hash_of(entry));
    }
  }
  for (; entry != end; ++entry) {
    const Value key = entry->key.load();
    if (is_key(key)) MINIPY_TRY(by_key(key, hash_of(entry)));
  }
  return Done{};
}

Result<void> Set::merge(Mutator& mutator, const Set* other) {
  if (other == this || other->size() == 0) return Done{};
  make_room(mutator, other->size());
  if (!mutator.free_threaded && !is_vacant(*this)) {
    std::size_t position = 0;
    std::int64_t key_hash = 0;
    for (Value key; other->next(position, key, key_hash);) MINIPY_TRY(add_hashed(mutator, key, key_hash));
    return Done{};
  }
  bool clean = false;
  SetTable* from = other->clone_table(mutator, clean);
  if (from == nullptr || fill_from(mutator, from, clean)) return Done{};
  return for_all(
      mutator, from,
      [&](const Place& place, Value key, std::int64_t key_hash) {
        put(mutator, *this, place, key, key_hash);
      },
      [&](Value key, std::int64_t key_hash) { return add_hashed(mutator, key, key_hash); });
}

Result<void> Set::select(Mutator& mutator, const Set* other, bool present, Set* result) {
  bool clean = false;
  const SetTable* from = other->clone_table(mutator, clean);
  if (from == nullptr) return Done{};
  const auto add_plainly = [&](const Place& place, Value key, std::int64_t key_hash) {
    if ((place.found == Found::kPresent) != present) return;
    // Keys of one set are unlike each other, so there is nothing to compare.
    auto* own = result->table.load_as<SetTable>();
    SetEntry* entry = own == nullptr
                          ? nullptr
                          : probe(own, key_hash, [](const SetEntry& at) { return at.key.load().is_empty(); });
    put(mutator, *result, {Found::kAbsent, entry}, key, key_hash);
  };
  const auto add_asking = [&](Value key, std::int64_t key_hash) -> Result<bool> {
    if (MINIPY_TRY(contains_hashed(mutator, key, key_hash)) != present) return false;
    return result->add_hashed(mutator, key, key_hash);
  };
  return for_all(mutator, from, add_plainly, add_asking);
}

Result<void> Set::subtract(Mutator& mutator, const Set* other) {
  bool clean = false;
  const SetTable* from = other->clone_table(mutator, clean);
  if (from == nullptr) return Done{};
  return for_all(
      mutator, from,
      [&](const Place& place, Value /*key*/, std::int64_t /*key_hash*/) { take(*this, place); },
      [&](Value key, std::int64_t key_hash) { return remove_hashed(mutator, key, key_hash); });
}

void Set::take_content(Mutator& mutator, Set* other) {
  const ObjectLock lock(mutator, this);
  table.store(other->table.load());
  count_change(*this, other->size() - count.load(std::memory_order_relaxed));
}

bool Set::next(std::size_t& position, Value& key) const { return next_key(*this, position, key, nullptr); }

bool Set::next(std::size_t& position, Value& key, std::int64_t& key_hash) const {
  return next_key(*this, position, key, &key_hash);
}

std::vector<Value> Set::snapshot(const Mutator& mutator) const {
  std::vector<Value> keys;
  const ObjectLock lock(mutator, const_cast<Set*>(this));
  keys.reserve(static_cast<std::size_t>(count.load(std::memory_order_relaxed)));
  std::size_t position = 0;
  for (Value key; next(position, key);) keys.push_back(key);
  return keys;
}

Set* Set::copy_as_it_lies(Mutator& mutator) const {
  Set* result = create(mutator, false);
  bool clean = false;
  if (SetTable* same = clone_table(mutator, clean)) {
    result->count.store(static_cast<std::int64_t>(same->fill), std::memory_order_relaxed);
    result->table.store(same);
  }
  return result;
}

Set* Set::copy(Mutator& mutator, bool frozen) const {
  Set* result = create(mutator, frozen);
  if (size() == 0) return result;
  bool clean = false;
  SetTable* from = clone_table(mutator, clean);
  if (from == nullptr) return result;
  result->make_room(mutator, static_cast<std::int64_t>(from->fill));
  result->fill_from(mutator, from, clean);
  return result;
}

Set* Set::create_of(Mutator& mutator, Type* type) {
  Set* set = allocate_of<Set>(mutator, kSet, type);
  if (type->derives_from(mutator.types.frozenset)) set_flag(set, kFrozenSet);
  return set;
}

Set* Set::create(Mutator& mutator, bool frozen) {
  const Type* type = frozen ? mutator.types.frozenset : mutator.types.set;
  Set* set = mutator.allocate<Set>(kSet, type->root_shape.load().as_object());
  if (frozen) set_flag(set, kFrozenSet);
  return set;
}

}  // namespace minipy::objects
