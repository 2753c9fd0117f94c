#include "interpreter/vm/unawaited.hpp"

#include <algorithm>

namespace minipy::vm {

using objects::Generator;

namespace {

bool is_unawaited(const Generator* coroutine) {
  return coroutine->state.load(std::memory_order_relaxed) == Generator::kCreated;
}

}  // namespace

void Unawaited::add(Generator* coroutine, std::shared_ptr<bytecode::CodeUnit> unit, std::uint32_t pc) {
  const base::ByteLockGuard guard(lock_);
  entries_.push_back({coroutine, std::move(unit), pc});
}

Unawaited::Lost Unawaited::describe(const Entry& entry) {
  Lost lost;
  lost.qualname = entry.coroutine->qualname.load_as<objects::Str>()->utf8();
  if (entry.unit != nullptr) {
    lost.file = entry.unit->source->name();
    lost.line = entry.unit->spans[entry.pc].line;
  }
  return lost;
}

void Unawaited::drop_unmarked(heap::Heap& heap) {
  const base::ByteLockGuard guard(lock_);
  std::size_t kept = 0;
  for (Entry& entry : entries_) {
    if (!is_unawaited(entry.coroutine)) continue;
    if (!heap.is_marked(entry.coroutine)) {
      // What is dead is whole until it is swept, and so is its name.
      lost_.push_back(describe(entry));
      continue;
    }
    entries_[kept++] = std::move(entry);
  }
  entries_.resize(kept);
  any_lost_.store(!lost_.empty(), std::memory_order_relaxed);
}

bool Unawaited::any_alive() {
  const base::ByteLockGuard guard(lock_);
  return std::any_of(entries_.begin(), entries_.end(),
                     [](const Entry& entry) { return is_unawaited(entry.coroutine); });
}

std::vector<Unawaited::Lost> Unawaited::take_lost() {
  const base::ByteLockGuard guard(lock_);
  any_lost_.store(false, std::memory_order_relaxed);
  return std::exchange(lost_, {});
}

std::vector<Unawaited::Lost> Unawaited::take_alive() {
  const base::ByteLockGuard guard(lock_);
  std::vector<Lost> alive;
  for (const Entry& entry : entries_) {
    if (is_unawaited(entry.coroutine)) alive.push_back(describe(entry));
  }
  entries_.clear();
  return alive;
}

}  // namespace minipy::vm
