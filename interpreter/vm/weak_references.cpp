#include "interpreter/vm/weak_references.hpp"

#include <algorithm>

#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

void trace_weak_reference(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<WeakReference*>(object)->callback);
}

WeakReference* WeakReferences::add(Object* object, WeakReference* fresh) {
  fresh->serial = serial_.fetch_add(1, std::memory_order_relaxed);
  // relaxed: the rank of a reference is set before it is in the table, under the lock.
  const auto rank = fresh->aux.load(std::memory_order_relaxed);
  Part& part = part_of(object);
  const base::ByteLockGuard guard(part.lock);
  WeakReference** at = &part.first[object];
  while (*at != nullptr && (*at)->aux.load(std::memory_order_relaxed) < rank) at = &(*at)->next;
  const bool known =
      *at != nullptr && rank != WeakReference::kOwn && (*at)->aux.load(std::memory_order_relaxed) == rank;
  if (known) return *at;
  fresh->next = *at;
  *at = fresh;
  return fresh;
}

std::size_t WeakReferences::count(Object* object) {
  Part& part = part_of(object);
  const base::ByteLockGuard guard(part.lock);
  const auto found = part.first.find(object);
  std::size_t count = 0;
  if (found == part.first.end()) return 0;
  for (const WeakReference* at = found->second; at != nullptr; at = at->next) ++count;
  return count;
}

void WeakReferences::list(Object* object, RootedValues& into) {
  Part& part = part_of(object);
  const base::ByteLockGuard guard(part.lock);
  const auto found = part.first.find(object);
  if (found == part.first.end()) return;
  for (WeakReference* at = found->second; at != nullptr; at = at->next) into.push_back(at);
}

void WeakReferences::drop_unmarked(heap::Heap& heap) {
  const base::ByteLockGuard due_guard(due_lock_);
  const std::size_t before = due_.size();
  for (Part& part : parts_) {
    const base::ByteLockGuard guard(part.lock);
    for (auto entry = part.first.begin(); entry != part.first.end();) {
      const bool dead = !heap.is_marked(entry->first);
      for (WeakReference** at = &entry->second; *at != nullptr;) {
        WeakReference* reference = *at;
        const bool lost = !heap.is_marked(reference);
        if (dead && !lost) {
          reference->referent.store(nullptr, std::memory_order_release);
          if (reference->callback.load()) due_.push_back(reference);
        }
        if (dead || lost) {
          *at = reference->next;
        } else {
          at = &reference->next;
        }
      }
      entry = entry->second == nullptr ? part.first.erase(entry) : std::next(entry);
    }
  }
  std::sort(due_.begin() + static_cast<std::ptrdiff_t>(before), due_.end(),
            [](const WeakReference* a, const WeakReference* b) { return a->serial < b->serial; });
  any_due_.store(!due_.empty(), std::memory_order_relaxed);
}

void WeakReferences::mark(heap::Marker& marker) {
  const base::ByteLockGuard guard(due_lock_);
  for (WeakReference* reference : due_) marker.mark_object(reference);
}

WeakReference* WeakReferences::next_due() {
  const base::ByteLockGuard guard(due_lock_);
  WeakReference* reference = nullptr;
  if (!due_.empty()) {
    reference = due_.back();
    due_.pop_back();
  }
  any_due_.store(!due_.empty(), std::memory_order_relaxed);
  return reference;
}

void WeakReferences::run_callbacks(ThreadState& thread) {
  // A callback may cause the next collection: what that finds is done here, not inside of it.
  if (!any_due_.load(std::memory_order_relaxed) || thread.runs_weak_callbacks) return;
  thread.runs_weak_callbacks = true;
  while (WeakReference* reference = next_due()) {
    const Value callback = reference->callback.exchange({});
    if (!call(thread, callback, {Value(reference)}).ok())
      thread.interpreter.report_unraisable(thread, callback);
  }
  thread.runs_weak_callbacks = false;
}

}  // namespace minipy::vm
