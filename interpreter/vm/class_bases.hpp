#pragma once

#include "interpreter/objects/shape.hpp"
#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

/// How many slots the instances of a class have for `__slots__`, those of its bases included.
inline std::uint32_t member_count(const Type* type) {
  return type->root_shape.load_as<objects::Shape>()->count;
}

/// The base whose layout instances of a class with these bases have; TypeError when some of them is no class,
/// may not be derived from, or has another layout.
Result<Type*> best_base(ThreadState& thread, const Tuple* bases);
/// Whether an object, or a class, of class `from` may come to be of class `to`, as far as memory goes: what
/// the classes add to what both derive from is the same. TypeError if not; `attribute` ("__class__") is for
/// the message.
Result<void> check_same_layout(ThreadState& thread, const Type* from, const Type* to, const char* attribute);

/// The method resolution order (C3) of a class with these bases, the class itself first; TypeError when there
/// is none. After: Barrett et al., A Monotonic Superclass Linearization for Dylan (1996).
Result<Tuple*> linearise(ThreadState& thread, Type* type, const Tuple* bases);
/// The order that the metaclass's mro() gives, if it has one of its own, or else the above.
Result<Tuple*> find_order(ThreadState& thread, Type* type);

/// type.__bases__ = value (empty: del). Classes below get a new order too; all of them, or none. Any thread.
Result<void> assign_bases(ThreadState& thread, Type* type, Value value);

}  // namespace minipy::vm
