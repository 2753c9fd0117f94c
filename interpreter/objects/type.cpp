#include "interpreter/objects/type.hpp"

#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/list.hpp"
#include "interpreter/objects/names.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::objects {

namespace {

// Whether a class attribute is a mere value: then reading it through the class or an instance gives just
// this.
bool is_plain(const Mutator& mutator, Value value) {
  if (!value.is_object()) return true;
  switch (value.as_object()->kind) {
    case kFunction:
    case kNative:
    case kOpaque:
    case kBoundMethod:
      return false;
    default:
      break;
  }
  const Type* type = type_of(mutator, value);
  return !type->special_method(Special::kGet) && !type->special_method(Special::kSet) &&
         !type->special_method(Special::kDelete);
}

// The index of a special method by its interned name, or -1.
int special_index(const Mutator& mutator, const Str* name) {
  if (name->length < 5 || name->data[0] != '_' || name->data[1] != '_') return -1;
  for (std::size_t i = 0; i < kSpecialCount; ++i) {
    if (mutator.names.special[i] == name) return static_cast<int>(i);
  }
  return -1;
}

// Where one thread changes a class, another a class below it, and a third hangs a new class in between, a
// special method could be looked up before a change and stored after it, and would stay. So all of these are
// done one at a time, under the lock of `object`, which no other operation takes together with a second lock.
Object* hierarchy(const Mutator& mutator) { return mutator.types.object; }

// Under the lock of the hierarchy.
void renew(Mutator& mutator, Type* type, Str* name, int special) {
  if (special >= 0) type->special[special].store(type->lookup(mutator, name));
  // release: who fills a cache with the new version finds the new attribute.
  type->version.fetch_add(1, std::memory_order_release);
  const Value subclasses = type->subclasses.load();
  if (!subclasses) return;
  for (const Value subclass : subclasses.as<List>()->snapshot(mutator)) {
    renew(mutator, subclass.as<Type>(), name, special);
  }
}

}  // namespace

Value Type::lookup(const Mutator& /*mutator*/, Str* wanted) const {
  for (const Value type : mro.load_as<Tuple>()->values()) {
    const Value found = type.as<Type>()->dict.load_as<Dict>()->get_str(wanted);
    if (found) return found;
  }
  return {};
}

bool Type::derives_from(const Type* other) const {
  if (this == other) return true;
  for (const Value type : mro.load_as<Tuple>()->values()) {
    if (type.as<Type>() == other) return true;
  }
  return false;
}

bool Type::set_attribute(Mutator& mutator, Str* attribute, Value value) {
  auto* own = dict.load_as<Dict>();
  const ObjectLock lock(mutator, hierarchy(mutator));
  const Value old = own->get_str(attribute);
  if (value) {
    own->set_str(mutator, attribute, value);
  } else if (!own->pop_str(mutator, attribute)) {
    return false;
  }
  const int special_slot = special_index(mutator, attribute);
  if (special_slot < 0 && old && value && is_plain(mutator, old) && is_plain(mutator, value)) return true;
  renew(mutator, this, attribute, special_slot);
  return true;
}

Type* type_of(const Mutator& mutator, Value value) {
  const CoreTypes& types = mutator.types;
  if (value.is_object()) return shape_of(value.as_object())->type;
  if (value.is_int()) return types.int_;
  if (value.is_double()) return types.float_;
  if (value.is_none()) return types.none;
  if (value.is_bool()) return types.bool_;
  if (value.is_not_implemented()) return types.not_implemented;
  MINIPY_CHECK(value.is_ellipsis(), "a value that is none");
  return types.ellipsis;
}

std::string type_name(const Mutator& mutator, Value value) {
  return type_of(mutator, value)->name.load_as<Str>()->utf8();
}

void finish_type(Mutator& mutator, Type* type, std::uint32_t inline_slots, std::uint32_t members) {
  const Tuple* order = type->mro.load_as<Tuple>();
  const bool single = type->bases.load_as<Tuple>()->length == 1;
  const Type* base = order->length > 1 ? order->items[1].as<Type>() : nullptr;
  auto* own = type->dict.load_as<Dict>();
  Shape* root = Shape::create_root(mutator, type, inline_slots, false);
  root->count = members;
  type->root_shape.store(root);
  const ObjectLock lock(mutator, hierarchy(mutator));
  for (std::size_t i = 0; i < kSpecialCount; ++i) {
    Str* name = mutator.names.special[i];
    if (name == nullptr)
      break;  // the first types are made before the names; their tables fill as methods come
    Value found;
    if (single && base != nullptr) {
      found = own->size() == 0 ? Value{} : own->get_str(name);
      if (!found) found = base->special[i].load();
    } else {
      found = type->lookup(mutator, name);
    }
    type->special[i].store(found);
  }
  if (type->has(Type::kHeapType) && type->special_method(Special::kDel))
    type->type_flags |= Type::kHasFinalizer;
  for (const Value parent : type->bases.load_as<Tuple>()->values()) {
    Slot& subclasses = parent.as<Type>()->subclasses;
    if (!subclasses.load()) subclasses.store(List::create(mutator));
    subclasses.load_as<List>()->append(mutator, type);
  }
}

}  // namespace minipy::objects
