#include "interpreter/vm/single_threaded.hpp"

namespace minipy::vm {

Result<void> SingleThreaded::checkpoint(ThreadState& thread) {
  // relaxed: one thread.
  const std::uint32_t bits = thread.breaker.exchange(0, std::memory_order_relaxed);
  if ((bits & kBreakCollect) != 0) {
    static_cast<void>(collect(thread));
    interpreter_.weak_references.run_callbacks(thread);
  }
  return Done{};
}

heap::CollectionResult SingleThreaded::collect(ThreadState& thread) {
  thread.publish_stack();
  return interpreter_.heap.collect(witness(), interpreter_);
}

}  // namespace minipy::vm
