#pragma once

#include <new>
#include <utility>
#include <vector>

#include "interpreter/objects/core_types.hpp"

namespace minipy::vm {
class ThreadState;
}

namespace minipy::objects {

/// What an opaque object brings: its own tracing, and its end. One static const for each C++ type.
struct OpaqueInfo {
  const char* name;
  heap::TraceFunction trace = nullptr;
  heap::FinalizeFunction finalize = nullptr;
  /// Of an iterator: its next item, or empty at the end. What its type's own `__next__` does, without the
  /// StopIteration; a class that derives from the type may have another one.
  Result<Value> (*next)(vm::ThreadState& thread, Object* iterator) = nullptr;
  /// Of an object that memoryview can look into: how.
  const struct BufferAccess* buffer = nullptr;
  /// Of a container: appends what its type's own `__iter__` would give, all of one moment.
  void (*snapshot)(Mutator& mutator, Object* container, std::vector<Value>& into) = nullptr;
};

/// An object whose inside only its own C++ code knows: an iterator, a lock, a file. Derive from it, put
/// shared fields into Slots or atomics, and allocate with `create_opaque`.
struct Opaque : Object {
  const OpaqueInfo* info;
};

/// A `T` (derived from Opaque, fields zeroed and not constructed) of class `type`. `info` has static storage.
template <typename T>
T* create_opaque(Mutator& mutator, Type* type, const OpaqueInfo& info, std::size_t extra = 0) {
  const bool with_attributes = type->has(Type::kInstancesHaveDict);
  const std::size_t size = sizeof(T) + extra + (with_attributes ? sizeof(Slot) : 0);
  T* object = mutator.allocate<T>(kOpaque, type->root_shape.load().as_object(), size);
  object->info = &info;
  if (with_attributes) set_flag(object, kHasAttributes);
  return object;
}

/// `value` as `T` if it is an opaque object made with `info`, else null.
template <typename T>
T* as_opaque(Value value, const OpaqueInfo& info) {
  if (!has_kind(value, kOpaque)) return nullptr;
  T* object = value.as<T>();
  return object->info == &info ? object : nullptr;
}

}  // namespace minipy::objects
