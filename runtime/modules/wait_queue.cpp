#include "runtime/modules/wait_queue.hpp"

namespace minipy::modules {

void WaitQueue::append(Node& node) {
  node.previous = last_;
  (last_ == nullptr ? first_ : last_->next) = &node;
  last_ = &node;
}

void WaitQueue::remove(Node& node) {
  (node.previous == nullptr ? first_ : node.previous->next) = node.next;
  (node.next == nullptr ? last_ : node.next->previous) = node.previous;
}

Wake WaitQueue::park(vm::ThreadState& thread, Node& node, const char* what, std::int64_t deadline) {
  const vm::Detached detached(thread, what);
  while (true) {
    {
      // Before each parking, the first one too: letting go of the GIL may have parked this thread already,
      // and so have taken the permit that came with the wake-up.
      const base::ByteLockGuard guard(lock_);
      if (node.woken) return Wake::kWoken;
      const bool late = deadline != sync::kNever && node.parker->now() >= deadline;
      if (late || interrupted(thread) || sync::ThreadContext::of(thread).abandoned.load()) {
        remove(node);
        return late ? Wake::kTimeout : Wake::kInterrupted;
      }
    }
    node.parker->park_until(deadline);
  }
}

void WaitQueue::wake_one() {
  const base::ByteLockGuard guard(lock_);
  Node* node = first_;
  if (node == nullptr) return;
  remove(*node);
  node->woken = true;
  node->parker->unpark();
}

void WaitQueue::wake_all() {
  const base::ByteLockGuard guard(lock_);
  while (Node* node = first_) {
    remove(*node);
    node->woken = true;
    node->parker->unpark();
  }
}

}  // namespace minipy::modules
