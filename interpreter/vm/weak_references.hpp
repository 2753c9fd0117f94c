#pragma once

// Weak references: objects that know another one without keeping it alive. Which objects are known, and by
// which references, is in a table beside the heap, so that no object is larger for it and a program without
// weak references pays nothing: what the collector then finds is an empty table.
//
// Why a reference is either alive or empty, for every thread, without a lock on the way: `referent` is
// written when the reference is made, before anybody else has it, and then once more, to null, by the
// collector. The collector writes while the world is stopped, in the same stop in which it marked, and only
// where marking did not reach the object. A thread that follows a reference is attached, and between its load
// of `referent` and its next checkpoint no world is stopped. So the load is either before a stop, and then
// the pointer is in a register, on the native stack or on the value stack of that thread when the stop
// begins, all of which are roots: the object is marked, and the reference stays. Or it is after the stop, and
// sees null. A dead object is emptied out of its references before its cell is swept, so no reference is to a
// cell that was given away.
//
// The table is in parts, each with a one-byte lock, under which nothing is allocated from the heap, no user
// code runs and no checkpoint is reached; hence nobody holds one when the world is stopped. A reference that
// is in the table is no garbage that the collector has found: those are taken out in the same stop. So
// whoever finds one under the lock may hand it out.
//
// Callbacks never run in the stopped world. The collector puts those whose object died into `due_`, which is
// a root, and whoever asked for the collection runs them, as any other Python code, after the world goes on.
// The object is gone from every reference by then, so a callback cannot bring it back. A reference that died
// together with its object is not told.

#include <array>
#include <unordered_map>
#include <vector>

#include "interpreter/base/byte_lock.hpp"
#include "interpreter/objects/opaque.hpp"

namespace minipy::vm {

class ThreadState;
class RootedValues;
using heap::Object;
using heap::Slot;
using heap::Value;

/// A weak reference, or a proxy.
struct WeakReference : objects::Opaque {
  /// Where it stands among the references to an object, kept in `Object::aux`: the plain reference and the
  /// plain proxy, which are there once, then those that are the program's own.
  enum Rank : std::uint32_t { kPlainReference, kPlainProxy, kOwn };

  /// Null once the object is dead. Written by its maker, and by the collector with the world stopped.
  std::atomic<Object*> referent;
  Slot callback;                   ///< empty: none
  std::atomic<std::int64_t> hash;  ///< of the object, -1 while it was not asked for; relaxed: idempotent
  WeakReference* next;             ///< to the same object; under the lock of the table's part
  std::uint64_t serial;            ///< the older, the less

  /// The object, or empty. Attached threads.
  Value get() const {
    Object* object = referent.load(std::memory_order_acquire);
    return object == nullptr ? Value{} : Value(object);
  }
};

/// For the `OpaqueInfo` of whatever is a WeakReference.
void trace_weak_reference(Object* object, heap::Marker& marker);

/// The weak references of an interpreter.
class WeakReferences {
 public:
  /// Enters `fresh`, which refers to `object` and which nobody else has. Where it is a plain one, and there
  /// is a plain one of the same kind already, that is returned instead. Any attached thread.
  WeakReference* add(Object* object, WeakReference* fresh);
  /// How many there are to an object. Any attached thread.
  std::size_t count(Object* object);
  /// Appends them: plain ones first, then the newest first. Any attached thread.
  void list(Object* object, RootedValues& into);

  /// Empties the references to what is dead. By the collector, after marking, with the world stopped.
  void drop_unmarked(heap::Heap& heap);
  /// Marks what is due. With the world stopped.
  void mark(heap::Marker& marker);
  /// Calls the callbacks that are due. What they raise is told to sys.unraisablehook. Any attached thread,
  /// where user code may run.
  void run_callbacks(ThreadState& thread);

 private:
  struct Part {
    base::ByteLock lock;
    std::unordered_map<Object*, WeakReference*> first GUARDED_BY(lock);
  };
  Part& part_of(const Object* object) {
    return parts_[(reinterpret_cast<std::uintptr_t>(object) >> 4U) * 0x9E3779B97F4A7C15ULL >> 59U];
  }
  WeakReference* next_due();

  std::array<Part, 32> parts_;
  std::atomic<std::uint64_t> serial_{0};  // relaxed: only a number that nobody else gets
  base::ByteLock due_lock_;
  std::vector<WeakReference*> due_ GUARDED_BY(due_lock_);  // the oldest first
  std::atomic<bool> any_due_{false};                       // relaxed: a hint; due_lock_ orders
};

}  // namespace minipy::vm
