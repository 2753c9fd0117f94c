#pragma once

// Where an object keeps its attributes (a "hidden class"). A shape is a list of names: its parent's and one
// more. It never changes, but for the table of the shapes that follow it, which grows under the shape's lock.
// Objects of a type start with the type's root shape; adding an attribute moves an object to a child shape.
// The value is stored first and the shape published last, so whoever sees a shape finds its slots filled.
// Deleting an attribute empties its slot and keeps the shape: an empty slot is no attribute.

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

struct Str;
struct Type;

/// Attributes behind the inline ones. Chained and never copied, so a pointer to a slot stays good.
struct AttributeSegment : Object {
  static constexpr std::uint32_t kSlots = 6;
  Slot next;
  Slot slots[kSlots];
};

/// {type, names}. Immutable once published, transitions aside.
struct Shape : Object {
  static constexpr std::uint32_t kMaxAttributes = 128;  ///< with more, an object keeps a dict

  Type* type;
  Shape* parent;               ///< null for a root
  Str* name;                   ///< interned; null for a root
  std::uint32_t count;         ///< how many attributes
  std::uint32_t inline_slots;  ///< how many of them lie in the object itself
  bool keeps_dict;             ///< attributes are in a dict (the head slot), not in slots
  Slot transitions;            ///< empty, a single child Shape, or a Tuple of them

  /// The index of the attribute `name` (interned), or -1. Any thread.
  std::int32_t find(const Str* name) const;
  /// The shape with `name` (interned) added.
  Shape* with(Mutator& mutator, Str* name);

  /// A root shape for instances of `type`.
  static Shape* create_root(Mutator& mutator, Type* type, std::uint32_t inline_slots, bool keeps_dict);
};

/// The shape of an object.
inline Shape* shape_of(const Object* object) { return object->shape.load_as<Shape>(); }

/// An instance of a class written in Python: attributes inline as far as the class foresaw.
struct Instance : Object {
  Slot head;     ///< more attributes: an AttributeSegment chain, or the Dict when the shape keeps one
  Slot slots[];  ///< shape->inline_slots of them
  static Instance* create(Mutator& mutator, Type* type);
};

/// The slot that heads the attribute segments of an object, or null when it takes no attributes.
Slot* attribute_head(Object* object);
/// The slot of attribute `index`; null when it is not there yet and `create` is false. Under the object's
/// lock when creating.
Slot* attribute_slot(Mutator& mutator, Object* object, std::uint32_t index, bool create);

}  // namespace minipy::objects
