#pragma once

#include "interpreter/objects/core_types.hpp"

namespace minipy::objects {

/// A zeroed `T` of `size` bytes whose class is `type`: `T`'s own built-in type or a Python class that derives
/// from it, which may want room for attributes behind everything else.
template <typename T>
T* allocate_of(Mutator& mutator, Kind kind, Type* type, std::size_t size = sizeof(T)) {
  const Shape* shape = type->root_shape.load_as<Shape>();
  const bool with_attributes =
      type->has(Type::kInstancesHaveDict) || shape->count != 0;  // a dict, or __slots__
  T* object = mutator.allocate<T>(kind, type->root_shape.load().as_object(),
                                  size + (with_attributes ? sizeof(Slot) : 0));
  if (with_attributes) set_flag(object, kHasAttributes);
  return object;
}

/// Whether the object is of `type` itself, not of a class that derives from it.
inline bool is_exactly(const Object* object, const Type* type) {
  return object->shape.load() == type->root_shape.load();
}

}  // namespace minipy::objects
