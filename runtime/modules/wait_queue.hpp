#pragma once

// Where script threads wait for one another. A queue is a list of nodes on the waiters' own stacks, under a
// one-byte lock that is held for a few instructions and while the permit of a parker is given, never while
// anybody waits.
//
// No wake-up is lost: whether there is still a reason to wait is asked under the lock, after which the node
// is in the list; who takes the reason away does so before it locks and wakes. No parker is used after its
// thread is gone: a waiter leaves `wait` only after it has had the lock, and permits are given under it.

#include <cstdint>

#include "interpreter/base/byte_lock.hpp"
#include "interpreter/vm/interpreter_state.hpp"
#include "runtime/sync/thread_context.hpp"

namespace minipy::modules {

/// How a wait ended.
enum class Wake : std::uint8_t {
  kWoken,  ///< woken, or there was nothing to wait for
  kTimeout,
  kInterrupted,  ///< a signal or an exception from outside is there: the next checkpoint raises
};

/// Zeroed memory is an empty queue.
class WaitQueue {
 public:
  /// Waits, detached, until woken or `deadline` (of the parker's clock). `still` runs under the queue's lock,
  /// and must neither wait nor touch another queue; when it says false, there is no wait. First come, first
  /// woken.
  template <typename Still>
  Wake wait(vm::ThreadState& thread, const char* what, std::int64_t deadline, Still still) {
    Node node{sync::ThreadContext::of(thread).parker.get()};
    {
      const base::ByteLockGuard guard(lock_);
      if (!still()) return Wake::kWoken;
      append(node);
    }
    return park(thread, node, what, deadline);
  }
  /// Wakes the one that waits longest. Any thread; does not wait.
  void wake_one();
  void wake_all();

 private:
  struct Node {
    sync::Parker* parker;
    Node* next = nullptr;
    Node* previous = nullptr;
    bool woken = false;
  };

  void append(Node& node) REQUIRES(lock_);
  void remove(Node& node) REQUIRES(lock_);
  Wake park(vm::ThreadState& thread, Node& node, const char* what, std::int64_t deadline);

  base::ByteLock lock_;
  Node* first_ GUARDED_BY(lock_) = nullptr;
  Node* last_ GUARDED_BY(lock_) = nullptr;
};

/// Whether the thread has something to do at a checkpoint that ends a wait. Any time, its own thread.
inline bool interrupted(const vm::ThreadState& thread) {
  // relaxed: who sets a bit unparks the thread afterwards.
  return (thread.breaker.load(std::memory_order_relaxed) & (vm::kBreakSignal | vm::kBreakException)) != 0;
}

}  // namespace minipy::modules
