#include "interpreter/objects/shape.hpp"

#include "interpreter/heap/heap.hpp"
#include "interpreter/objects/tuple.hpp"
#include "interpreter/objects/type.hpp"

namespace minipy::objects {

namespace {

Shape* create(Mutator& mutator, Type* type, Shape* parent, Str* name, std::uint32_t inline_slots,
              bool keeps_dict) {
  auto* shape = mutator.allocate<Shape>(kShape, nullptr);
  shape->type = type;
  shape->parent = parent;
  shape->name = name;
  shape->count = parent == nullptr ? 0 : parent->count + 1;
  shape->inline_slots = inline_slots;
  shape->keeps_dict = keeps_dict;
  return shape;
}

}  // namespace

Shape* Shape::create_root(Mutator& mutator, Type* type, std::uint32_t inline_slots, bool keeps_dict) {
  return create(mutator, type, nullptr, nullptr, inline_slots, keeps_dict);
}

std::int32_t Shape::find(const Str* wanted) const {
  for (const Shape* at = this; at->parent != nullptr; at = at->parent) {
    if (at->name == wanted) return static_cast<std::int32_t>(at->count) - 1;
  }
  return -1;
}

Shape* Shape::with(Mutator& mutator, Str* added) {
  const ObjectLock lock(mutator, this);
  const Value known = transitions.load();
  if (has_kind(known, kShape)) {
    if (known.as<Shape>()->name == added) return known.as<Shape>();
  } else if (known) {
    for (const Value child : known.as<Tuple>()->values()) {
      if (child.as<Shape>()->name == added) return child.as<Shape>();
    }
  }
  Shape* child = create(mutator, type, this, added, inline_slots, keeps_dict);
  if (!known) {
    transitions.store(child);
    return child;
  }
  // The table is replaced, never edited: the collector and `find` walk it without the lock.
  const std::int64_t before = has_kind(known, kShape) ? 1 : known.as<Tuple>()->length;
  Tuple* grown = Tuple::create_uninitialised(mutator, before + 1);
  for (std::int64_t i = 0; i < before; ++i) {
    grown->items[i] = has_kind(known, kShape) ? known : known.as<Tuple>()->items[i];
  }
  grown->items[before] = child;
  transitions.store(grown);
  return child;
}

Instance* Instance::create(Mutator& mutator, Type* type) {
  auto* shape = type->root_shape.load_as<Shape>();
  return mutator.allocate<Instance>(kInstance, shape, sizeof(Instance) + sizeof(Slot) * shape->inline_slots);
}

Slot* attribute_head(Object* object) {
  if (object->kind == kInstance) return &static_cast<Instance*>(object)->head;
  if (!has_flag(object, kHasAttributes)) return nullptr;
  char* end = reinterpret_cast<char*>(object) + heap::Heap::cell_size(object);
  return reinterpret_cast<Slot*>(end) - 1;
}

Slot* attribute_slot(Mutator& mutator, Object* object, std::uint32_t index, bool create) {
  if (object->kind == kInstance) {
    const std::uint32_t inline_slots = shape_of(object)->inline_slots;
    if (index < inline_slots) return &static_cast<Instance*>(object)->slots[index];
    index -= inline_slots;
  }
  Slot* link = attribute_head(object);
  if (link == nullptr) return nullptr;
  for (;;) {
    Value segment = link->load();
    if (!segment) {
      if (!create) return nullptr;
      segment = mutator.allocate<AttributeSegment>(kAttributeSegment, nullptr);
      link->store(segment);
    }
    auto* slots = segment.as<AttributeSegment>();
    if (index < AttributeSegment::kSlots) return &slots->slots[index];
    index -= AttributeSegment::kSlots;
    link = &slots->next;
  }
}

}  // namespace minipy::objects
