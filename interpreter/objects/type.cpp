#include "interpreter/objects/type.hpp"

#include <algorithm>

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
//
// Other bases, and another MRO, a class gets with the world stopped, at once with the classes below it.
// Nobody holds this lock then, or is between finding an MRO and using it, since no checkpoint lies in
// between.
Object* hierarchy(const Mutator& mutator) { return mutator.types.object; }

bool has_order(const Type* type) { return type->mro.load_as<Tuple>()->length > 0; }

// Under the lock of the hierarchy.
void renew(Mutator& mutator, Type* type, Str* name, int special) {
  // As long as a class has no MRO it keeps what it was given for the time being.
  if (special >= 0 && has_order(type)) type->special[special].store(type->lookup(mutator, name));
  // release: who fills a cache with the new version finds the new attribute.
  type->version.fetch_add(1, std::memory_order_release);
  const Value subclasses = type->subclasses.load();
  if (!subclasses) return;
  for (const Value subclass : subclasses.as<List>()->snapshot(mutator)) {
    renew(mutator, subclass.as<Type>(), name, special);
  }
}

// Whether `order` is the type itself and then `rest`.
bool follows(const Type* type, const Tuple* order, const Tuple* rest) {
  return order->length == rest->length + 1 && order->items[0].as<Type>() == type &&
         std::equal(rest->items, rest->items + rest->length, order->items + 1);
}

// Under the lock of the hierarchy, or with the world stopped.
void list_by_bases(Mutator& mutator, Type* type) {
  for (const Value parent : type->bases.load_as<Tuple>()->values()) {
    Slot& subclasses = parent.as<Type>()->subclasses;
    if (!subclasses.load()) subclasses.store(List::create(mutator));
    subclasses.load_as<List>()->append(mutator, type);
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
  if (has_order(this)) return false;
  for (const Type* type = base_type(); type != nullptr; type = type->base_type()) {
    if (type == other) return true;
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

void begin_type(Mutator& mutator, Type* type, std::uint32_t inline_slots, std::uint32_t members) {
  Shape* root = Shape::create_root(mutator, type, inline_slots, false);
  root->count = members;
  type->root_shape.store(root);
  type->mro.store(Tuple::create(mutator, {}));
  const Type* base = type->base_type();
  for (std::size_t i = 0; i < kSpecialCount; ++i) type->special[i].store(base->special[i].load());
}

void finish_type(Mutator& mutator, Type* type) {
  const Tuple* order = type->mro.load_as<Tuple>();
  const Type* base = type->base_type();
  // What the base finds is what this class finds, unless it has something itself.
  const bool single = base != nullptr && follows(type, order, base->mro.load_as<Tuple>());
  auto* own = type->dict.load_as<Dict>();
  const ObjectLock lock(mutator, hierarchy(mutator));
  for (std::size_t i = 0; i < kSpecialCount; ++i) {
    Str* name = mutator.names.special[i];
    if (name == nullptr)
      break;  // the first types are made before the names; their tables fill as methods come
    Value found;
    if (single) {
      found = own->size() == 0 ? Value{} : own->get_str(name);
      if (!found) found = base->special[i].load();
    } else {
      found = type->lookup(mutator, name);
    }
    type->special[i].store(found);
  }
  list_by_bases(mutator, type);
}

void set_bases(Mutator& mutator, Type* type, Tuple* bases, Type* base) {
  bool listed = false;
  for (const Value parent : type->bases.load_as<Tuple>()->values()) {
    const Value subclasses = parent.as<Type>()->subclasses.load();
    if (!subclasses) continue;
    subclasses.as<List>()->rearrange(mutator, [&](std::vector<Value>& values) {
      const auto found = std::find(values.begin(), values.end(), Value(type));
      if (found == values.end()) return false;
      values.erase(found);
      return listed = true;
    });
  }
  type->bases.store(bases);
  type->base.store(base);
  if (listed) list_by_bases(mutator, type);
}

void set_order(Mutator& mutator, Type* type, Tuple* order) {
  type->mro.store(order);
  for (std::size_t i = 0; i < kSpecialCount; ++i) {
    type->special[i].store(type->lookup(mutator, mutator.names.special[i]));
  }
  // release: as in `renew`.
  type->version.fetch_add(1, std::memory_order_release);
}

}  // namespace minipy::objects
