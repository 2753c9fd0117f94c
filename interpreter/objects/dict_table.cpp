#include "interpreter/objects/dict_table.hpp"

namespace minipy::objects {

DictTable* create_table(Mutator& mutator, std::uint64_t index_size, bool holds_cells) {
  MINIPY_CHECK(index_size <= std::uint64_t{1} << 31U, "a dict outgrew its 32-bit indices");
  const std::uint64_t capacity = index_size * 2 / 3;
  auto* table = mutator.allocate<DictTable>(
      kDictTable, nullptr,
      DictTable::kHeaderSize + capacity * sizeof(DictEntry) + index_size * sizeof(std::int32_t));
  table->index_mask = static_cast<std::uint32_t>(index_size - 1);
  table->aux.store(holds_cells ? 1 : 0, std::memory_order_relaxed);
  std::atomic<std::int32_t>* indices = table->indices();
  for (std::uint64_t i = 0; i < index_size; ++i) {
    indices[i].store(DictTable::kFreeIndex, std::memory_order_relaxed);  // published with the table
  }
  return table;
}

std::int32_t find(const Mutator& mutator, DictTable* table, Value key, std::int64_t hash) {
  bool ask_user = false;
  const std::int32_t found = search(table, hash, [&](const DictEntry& entry, Value stored) {
    if (stored == key) return true;
    if (entry.hash != hash || stored.is_empty()) return false;
    const KeyMatch match = match_keys(mutator, stored, key);
    ask_user |= match == KeyMatch::kAskUser;
    return match != KeyMatch::kDifferent;
  });
  return ask_user ? kAskUser : found;
}

Result<std::int32_t> find_asking(Mutator& mutator, const Dict& dict, DictTable* table, Value key,
                                 std::int64_t hash) {
  bool raised = false;
  bool restart = false;
  const std::int32_t found = search(table, hash, [&](DictEntry& entry, Value stored) {
    if (stored == key) return true;
    if (entry.hash != hash || stored.is_empty()) return false;
    const KeyMatch match = match_keys(mutator, stored, key);
    if (match != KeyMatch::kAskUser) return match == KeyMatch::kSame;
    const Result<bool> equal = mutator.hooks.equal(mutator, stored, key);
    raised = !equal.ok();
    restart = !raised && (dict.table.load() != Value(table) || entry.key.load() != stored);
    return raised || restart || equal.value();
  });
  if (raised) return Raised{};
  return restart ? kRestart : found;
}

void append(DictTable* table, Value key, std::int64_t hash, Value value) {
  std::atomic<std::int32_t>* indices = table->indices();
  const std::uint32_t number = table->used.load(std::memory_order_relaxed);
  DictEntry& entry = table->entries[number];
  entry.hash = hash;
  entry.key.store(key);
  entry.value.store(value);
  probe(table->index_mask, hash, [&](std::size_t i) {
    if (indices[i].load(std::memory_order_relaxed) != DictTable::kFreeIndex) return false;
    // release: publishes the entry to searches; `used` does to iteration.
    indices[i].store(static_cast<std::int32_t>(number), std::memory_order_release);
    return true;
  });
  table->used.store(number + 1, std::memory_order_release);
  table->live_end = number + 1;
}

void move_entries(Mutator& mutator, DictTable* from, DictTable* to) {
  const std::uint32_t used = from->used.load(std::memory_order_relaxed);
  for (std::uint32_t i = 0; i < used; ++i) {
    const DictEntry& entry = from->entries[i];
    Value value = entry.value.load();
    if (value.is_empty()) continue;
    if (to->holds_cells() && !from->holds_cells() && has_kind(value, kCell)) {
      value = Cell::create(mutator, value);  // a cell as a value: not to be looked through
    }
    append(to, entry.key.load(), entry.hash, value);
  }
}

DictTable* clone_if_dense(Mutator& mutator, DictTable* from, std::int64_t live) {
  const std::uint32_t used = from->used.load(std::memory_order_relaxed);
  if (from->holds_cells() || live < used * std::int64_t{2} / 3) return nullptr;
  DictTable* to = create_table(mutator, std::uint64_t{from->index_mask} + 1, false);
  for (std::uint32_t i = 0; i < used; ++i) {
    to->entries[i].hash = from->entries[i].hash;
    to->entries[i].key.store(from->entries[i].key.load());
    to->entries[i].value.store(from->entries[i].value.load());
  }
  // relaxed: published with the table.
  for (std::uint64_t i = 0; i <= from->index_mask; ++i) {
    to->indices()[i].store(from->indices()[i].load(std::memory_order_relaxed), std::memory_order_relaxed);
  }
  to->used.store(used, std::memory_order_relaxed);
  to->first_live.store(from->first_live.load(std::memory_order_relaxed), std::memory_order_relaxed);
  to->live_end = from->live_end;
  return to;
}

}  // namespace minipy::objects
