#include "interpreter/objects/dict.hpp"

#include <algorithm>

#include "interpreter/objects/dict_table.hpp"

namespace minipy::objects {

namespace {

// Publishes a table with room for more. Under the lock.
DictTable* rebuild(Mutator& mutator, Dict& dict, bool holds_cells) {
  auto* old = dict.table.load_as<DictTable>();
  std::uint64_t live = static_cast<std::uint64_t>(dict.count.load(std::memory_order_relaxed));
  if (old != nullptr && old->holds_cells()) live = old->used.load(std::memory_order_relaxed);
  DictTable* table = create_table(mutator, index_size_for(live * 3), holds_cells);
  if (old != nullptr) move_entries(mutator, old, table);
  dict.table.store(table);
  return table;
}

void count_change(Dict& dict, std::int64_t difference) {
  // relaxed loads: both change under the lock only.
  dict.count.store(dict.count.load(std::memory_order_relaxed) + difference, std::memory_order_release);
  dict.version.store(dict.version.load(std::memory_order_relaxed) + 1, std::memory_order_release);
}

enum class Existing : std::uint8_t { kReplace, kKeep };

// Stores at entry `found` or appends. Returns what was there. Under the lock.
Value put(Mutator& mutator, Dict& dict, std::int32_t found, Value key, std::int64_t hash, Value value,
          Existing existing) {
  auto* table = dict.table.load_as<DictTable>();
  if (found >= 0) {
    DictEntry& entry = table->entries[found];
    const Value there = entry.value.load();
    if (table->holds_cells() && has_kind(there, kCell)) {
      Slot& slot = there.as<Cell>()->value;
      if (existing == Existing::kReplace) {
        const Value before = slot.exchange(value);
        if (before.is_empty()) count_change(dict, 1);
        return before;
      }
      Value expected;
      if (slot.compare_exchange(expected, value)) count_change(dict, 1);
      return expected;
    }
    if (existing == Existing::kKeep) return there;
    if (table->holds_cells() && has_kind(value, kCell)) value = Cell::create(mutator, value);
    entry.value.store(value);
    return there;
  }
  if (table == nullptr || table->used.load(std::memory_order_relaxed) == table->entry_capacity()) {
    table = rebuild(mutator, dict, has_flag(&dict, kHasCells));
  }
  if (table->holds_cells() && has_kind(value, kCell)) value = Cell::create(mutator, value);
  append(table, key, hash, value);
  count_change(dict, 1);
  return {};
}

Result<Value> store(Mutator& mutator, Dict& dict, Value key, std::int64_t hash, Value value,
                    Existing existing) {
  {
    const ObjectLock lock(mutator, &dict);
    auto* table = dict.table.load_as<DictTable>();
    const std::int32_t found = table == nullptr ? kAbsent : find(mutator, table, key, hash);
    if (found != kAskUser) return put(mutator, dict, found, key, hash, value, existing);
  }
  for (;;) {
    // acquire: whatever raised the version is seen by the search.
    const std::uint64_t version = dict.version.load(std::memory_order_acquire);
    auto* table = dict.table.load_as<DictTable>();
    const std::int32_t found =
        table == nullptr ? kAbsent : MINIPY_TRY(find_asking(mutator, dict, table, key, hash));
    const ObjectLock lock(mutator, &dict);
    if (found == kRestart || dict.table.load() != Value(table)) continue;
    if (dict.version.load(std::memory_order_relaxed) != version) continue;
    return put(mutator, dict, found, key, hash, value, existing);
  }
}

// Removes entry `found` and returns its value. Under the lock.
Value take(Dict& dict, std::int32_t found) {
  auto* table = dict.table.load_as<DictTable>();
  DictEntry& entry = table->entries[found];
  const Value there = entry.value.load();
  if (table->holds_cells() && has_kind(there, kCell)) {
    const Value before = there.as<Cell>()->value.exchange({});
    if (!before.is_empty()) count_change(dict, -1);
    return before;
  }
  entry.value.store({});
  std::atomic<std::int32_t>* indices = table->indices();
  probe(table->index_mask, entry.hash, [&](std::size_t i) {
    // relaxed: indices are written under the lock only.
    if (indices[i].load(std::memory_order_relaxed) != found) return false;
    indices[i].store(DictTable::kDeletedIndex, std::memory_order_release);
    return true;
  });
  entry.key.store({});
  const std::uint32_t used = table->used.load(std::memory_order_relaxed);
  std::uint32_t first = table->first_live.load(std::memory_order_relaxed);
  if (static_cast<std::uint32_t>(found) == first) {
    while (first < used && table->entries[first].value.load().is_empty()) ++first;
    table->first_live.store(first, std::memory_order_relaxed);
  }
  count_change(dict, -1);
  return there;
}

bool next_pair(const Dict& dict, std::size_t& position, Value& key, Value& value, std::int64_t* hash) {
  const auto* table = dict.table.load_as<DictTable>();
  if (table == nullptr) return false;
  // acquire: entries are written before they are counted.
  const std::size_t used = table->used.load(std::memory_order_acquire);
  std::size_t at = std::max<std::size_t>(position, table->first_live.load(std::memory_order_relaxed));
  for (; at < used; ++at) {
    const DictEntry& entry = table->entries[at];
    key = entry.key.load();
    value = table->value_of(entry);
    if (key.is_empty() || value.is_empty()) continue;
    if (hash != nullptr) *hash = entry.hash;
    position = at + 1;
    return true;
  }
  position = std::max(position, at);
  return false;
}

}  // namespace

std::int64_t Dict::size() const {
  const auto* current = table.load_as<DictTable>();
  if (current == nullptr || !current->holds_cells()) return count.load(std::memory_order_acquire);
  std::int64_t live = 0;
  std::size_t position = 0;
  for (Value key, value; next(position, key, value);) ++live;
  return live;
}

Result<Value> Dict::get_hashed(Mutator& mutator, Value key, std::int64_t hash) {
  for (;;) {
    auto* current = table.load_as<DictTable>();
    if (current == nullptr) return Value{};
    std::int32_t found = find(mutator, current, key, hash);
    if (found == kAskUser) found = MINIPY_TRY(find_asking(mutator, *this, current, key, hash));
    if (found == kRestart) continue;
    return found < 0 ? Value{} : current->value_of(current->entries[found]);
  }
}

Result<Value> Dict::get(Mutator& mutator, Value key) {
  const std::int64_t hash = MINIPY_TRY(hash_key(mutator, key));
  return get_hashed(mutator, key, hash);
}

Value Dict::get_str(const Str* key) {
  auto* current = table.load_as<DictTable>();
  if (current == nullptr) return {};
  const std::int32_t found = find_str(current, key, hash_str(key));
  return found < 0 ? Value{} : current->value_of(current->entries[found]);
}

Result<void> Dict::set_hashed(Mutator& mutator, Value key, std::int64_t hash, Value value) {
  MINIPY_TRY(store(mutator, *this, key, hash, value, Existing::kReplace));
  return Done{};
}

Result<void> Dict::set(Mutator& mutator, Value key, Value value) {
  const std::int64_t hash = MINIPY_TRY(hash_key(mutator, key));
  return set_hashed(mutator, key, hash, value);
}

void Dict::set_str(Mutator& mutator, Str* key, Value value) {
  const std::int64_t hash = hash_str(key);
  const ObjectLock lock(mutator, this);
  auto* current = table.load_as<DictTable>();
  const std::int32_t found = current == nullptr ? kAbsent : find_str(current, key, hash);
  put(mutator, *this, found, key, hash, value, Existing::kReplace);
}

Result<Value> Dict::set_default_hashed(Mutator& mutator, Value key, std::int64_t hash, Value value) {
  const Value there = MINIPY_TRY(store(mutator, *this, key, hash, value, Existing::kKeep));
  return there.is_empty() ? value : there;
}

Result<Value> Dict::set_default(Mutator& mutator, Value key, Value value) {
  const std::int64_t hash = MINIPY_TRY(hash_key(mutator, key));
  return set_default_hashed(mutator, key, hash, value);
}

Result<Value> Dict::pop_hashed(Mutator& mutator, Value key, std::int64_t hash, Value expected) {
  const auto take_found = [&](const DictTable* current, std::int32_t found) -> Value {
    if (found == kAbsent) return {};
    if (expected && !(current->value_of(current->entries[found]) == expected)) return {};
    return take(*this, found);
  };
  {
    const ObjectLock lock(mutator, this);
    auto* current = table.load_as<DictTable>();
    const std::int32_t found = current == nullptr ? kAbsent : find(mutator, current, key, hash);
    if (found != kAskUser) return take_found(current, found);
  }
  for (;;) {
    const std::uint64_t seen = version.load(std::memory_order_acquire);
    auto* current = table.load_as<DictTable>();
    const std::int32_t found =
        current == nullptr ? kAbsent : MINIPY_TRY(find_asking(mutator, *this, current, key, hash));
    const ObjectLock lock(mutator, this);
    if (found == kRestart || table.load() != Value(current)) continue;
    if (version.load(std::memory_order_relaxed) != seen) continue;
    return take_found(current, found);
  }
}

Result<Value> Dict::pop(Mutator& mutator, Value key) {
  if (size() == 0) return Value{};  // as CPython, which does not even hash then
  const std::int64_t hash = MINIPY_TRY(hash_key(mutator, key));
  return pop_hashed(mutator, key, hash);
}

Value Dict::pop_str(Mutator& mutator, Str* key) {
  const ObjectLock lock(mutator, this);
  auto* current = table.load_as<DictTable>();
  const std::int32_t found = current == nullptr ? kAbsent : find_str(current, key, hash_str(key));
  return found == kAbsent ? Value{} : take(*this, found);
}

bool Dict::pop_item(Mutator& mutator, Value& key, Value& value) {
  const ObjectLock lock(mutator, this);
  auto* current = table.load_as<DictTable>();
  if (current == nullptr) return false;
  std::uint32_t end = current->live_end;
  for (; end > 0; --end) {
    const DictEntry& entry = current->entries[end - 1];
    if (current->value_of(entry).is_empty()) continue;
    key = entry.key.load();
    value = take(*this, static_cast<std::int32_t>(end - 1));
    // A cell may be filled again without the lock, so a namespace is searched from its end each time.
    if (!current->holds_cells()) current->live_end = end - 1;
    return !value.is_empty();
  }
  return false;
}

void Dict::clear(Mutator& mutator) {
  const ObjectLock lock(mutator, this);
  auto* current = table.load_as<DictTable>();
  if (current == nullptr) return;
  const std::uint32_t used = current->used.load(std::memory_order_relaxed);
  if (current->holds_cells()) {
    for (std::uint32_t i = 0; i < used; ++i) {
      if (!current->entries[i].value.load().is_empty()) take(*this, static_cast<std::int32_t>(i));
    }
  } else {
    table.store({});
  }
  count_change(*this, -count.load(std::memory_order_relaxed));
}

bool Dict::next(std::size_t& position, Value& key, Value& value) const {
  return next_pair(*this, position, key, value, nullptr);
}

bool Dict::next(std::size_t& position, Value& key, Value& value, std::int64_t& hash) const {
  return next_pair(*this, position, key, value, &hash);
}

bool Dict::previous(std::size_t& position, Value& key, Value& value) const {
  const auto* current = table.load_as<DictTable>();
  if (current == nullptr) return false;
  // acquire: entries are written before they are counted.
  position = std::min<std::size_t>(position, current->used.load(std::memory_order_acquire));
  while (position > 0) {
    const DictEntry& entry = current->entries[--position];
    key = entry.key.load();
    value = current->value_of(entry);
    if (!key.is_empty() && !value.is_empty()) return true;
  }
  return false;
}

std::vector<std::pair<Value, Value>> Dict::snapshot(const Mutator& mutator) const {
  std::vector<std::pair<Value, Value>> pairs;
  const ObjectLock lock(mutator, const_cast<Dict*>(this));
  // The count of a namespace says nothing: its cells are filled and emptied without the lock.
  pairs.reserve(static_cast<std::size_t>(std::max<std::int64_t>(count.load(std::memory_order_relaxed), 0)));
  std::size_t position = 0;
  for (Value key, value; next(position, key, value);) pairs.emplace_back(key, value);
  return pairs;
}

Dict* Dict::copy(Mutator& mutator) const {
  Dict* result = create(mutator);
  const ObjectLock lock(mutator, const_cast<Dict*>(this));
  const std::int64_t live = size();
  if (live == 0) return result;
  if (DictTable* clone = clone_if_dense(mutator, table.load_as<DictTable>(), live)) {
    result->count.store(live, std::memory_order_relaxed);  // nobody else has it
    result->table.store(clone);
    return result;
  }
  const auto estimate = static_cast<std::uint64_t>(live);
  DictTable* to = create_table(mutator, index_size_for((estimate * 3 + 1) / 2), false);
  std::size_t position = 0;
  std::int64_t hash = 0;
  std::int64_t copied = 0;
  // Cells are filled without the lock: there may be more of them than were counted.
  for (Value key, value; copied < to->entry_capacity() && next(position, key, value, hash); ++copied) {
    append(to, key, hash, value);
  }
  result->count.store(copied, std::memory_order_relaxed);  // nobody else has it
  result->table.store(to);
  return result;
}

bool Dict::take_copy(Mutator& mutator, const Dict* other) {
  if (!table.load().is_empty() || has_flag(this, kHasCells)) return false;
  const Dict* copied = other->copy(mutator);
  const ObjectLock lock(mutator, this);
  if (!table.load().is_empty() || has_flag(this, kHasCells)) return false;
  table.store(copied->table.load());
  count_change(*this, copied->count.load(std::memory_order_relaxed));
  return true;
}

Result<void> Dict::merge(Mutator& mutator, const Dict* other) {
  std::size_t position = 0;
  std::int64_t hash = 0;
  Value key;
  Value value;
  std::int32_t found = kAbsent;
  {
    const ObjectLock lock(mutator, this);
    while (other->next(position, key, value, hash)) {
      auto* current = table.load_as<DictTable>();
      found = current == nullptr ? kAbsent : find(mutator, current, key, hash);
      if (found == kAskUser) break;
      put(mutator, *this, found, key, hash, value, Existing::kReplace);
    }
  }
  if (found != kAskUser) return Done{};
  do {
    MINIPY_TRY(set_hashed(mutator, key, hash, value));
  } while (other->next(position, key, value, hash));
  return Done{};
}

void Dict::reserve(Mutator& mutator, std::int64_t expected) {
  if (expected <= 5) return;
  const ObjectLock lock(mutator, this);
  if (!table.load().is_empty()) return;
  const auto estimate = static_cast<std::uint64_t>(expected);
  table.store(create_table(mutator, index_size_for((estimate * 3 + 1) / 2), has_flag(this, kHasCells)));
}

Cell* Dict::cell_for(Mutator& mutator, Str* name) {
  const std::int64_t hash = hash_str(name);
  const ObjectLock lock(mutator, this);
  set_flag(this, kHasCells);
  auto* current = table.load_as<DictTable>();
  if (current == nullptr || !current->holds_cells()) {
    current = rebuild(mutator, *this, true);
    count_change(*this, 0);
  }
  const std::int32_t found = find_str(current, name, hash);
  if (found >= 0) {
    Slot& slot = current->entries[found].value;
    const Value there = slot.load();
    if (has_kind(there, kCell)) return there.as<Cell>();
    Cell* cell = Cell::create(mutator, there);
    slot.store(cell);
    return cell;
  }
  if (current->used.load(std::memory_order_relaxed) == current->entry_capacity()) {
    current = rebuild(mutator, *this, true);
  }
  Cell* cell = Cell::create(mutator, {});
  append(current, name, hash, cell);
  count_change(*this, 0);
  return cell;
}

Cell* Dict::find_cell(const Str* name) const {
  auto* current = table.load_as<DictTable>();
  if (current == nullptr || !current->holds_cells()) return nullptr;
  const std::int32_t found = find_str(current, name, hash_str(name));
  if (found < 0) return nullptr;
  const Value there = current->entries[found].value.load();
  return has_kind(there, kCell) ? there.as<Cell>() : nullptr;
}

Dict* Dict::create_of(Mutator& mutator, Type* type) { return allocate_of<Dict>(mutator, kDict, type); }

Dict* Dict::create(Mutator& mutator) {
  return mutator.allocate<Dict>(kDict, mutator.types.dict->root_shape.load().as_object());
}

}  // namespace minipy::objects
