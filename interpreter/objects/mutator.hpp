#pragma once

#include <cstddef>
#include <cstdint>

#include "interpreter/base/result.hpp"
#include "interpreter/heap/heap.hpp"
#include "interpreter/objects/kinds.hpp"

namespace minipy::objects {

struct CoreTypes;
struct Names;
class InternTable;
struct Mutator;

/// What the object layer needs of the machine above it: operations that may run user code, and the wait for a
/// lock, which the machine wants to know of.
struct ObjectHooks {
  Result<bool> (*equal)(Mutator& mutator, Value a, Value b);      ///< a == b, identity first
  Result<std::int64_t> (*hash)(Mutator& mutator, Value value);    ///< hash(value)
  void (*wait_for_lock)(const Mutator& mutator, Object* object);  ///< returns with the object's lock held
};

/// A thread that reads and writes objects ("mutator" is the collector's word); `vm::ThreadState` is one.
/// Used by its owner thread, attached.
struct Mutator {
  Mutator(heap::Heap& heap, std::atomic<std::uint32_t>& breaker, std::uint32_t collect_bit, CoreTypes& core,
          Names& known, InternTable& interned, const ObjectHooks& object_hooks, bool free)
      : local_heap(heap, breaker, collect_bit),
        types(core),
        names(known),
        intern_table(interned),
        hooks(object_hooks),
        free_threaded(free) {}

  heap::LocalHeap local_heap;
  CoreTypes& types;
  Names& names;
  InternTable& intern_table;
  const ObjectHooks& hooks;
  const bool free_threaded;  ///< the discipline: whether object locks must be taken

  /// A zeroed `T` of `size` bytes in all whose shape is `shape`.
  template <typename T>
  T* allocate(Kind kind, Object* shape, std::size_t size = sizeof(T)) {
    return static_cast<T*>(local_heap.allocate(size, kind, shape));
  }
};

/// Takes the lock of an object that another thread held a moment ago. Out of line, so that whoever takes a
/// free lock does not pay for it.
[[gnu::cold]] void wait_for_lock(const Mutator& mutator, Object* object);

/// Holds an object's lock for a scope where several threads may run at once; does nothing under the GIL.
/// Inside: no user code, no waiting, no checkpoint. One object at a time.
class ObjectLock {
 public:
  ObjectLock(const Mutator& mutator, Object* object) : ObjectLock(mutator, object, [] {}) {}
  /// The same; `before_wait` is called if the lock is not to be had at once.
  template <typename BeforeWait>
  ObjectLock(const Mutator& mutator, Object* object, BeforeWait before_wait) NO_THREAD_SAFETY_ANALYSIS
      : object_(mutator.free_threaded ? object : nullptr) {
    if (object_ == nullptr || object_->lock.try_lock()) return;
    before_wait();
    wait_for_lock(mutator, object_);
  }
  ~ObjectLock() { release(); }
  ObjectLock(const ObjectLock&) = delete;
  ObjectLock& operator=(const ObjectLock&) = delete;

  /// Unlocks before the scope ends.
  void release() NO_THREAD_SAFETY_ANALYSIS {
    if (object_ != nullptr) object_->lock.unlock();
    object_ = nullptr;
  }

 private:
  Object* object_;
};

}  // namespace minipy::objects
