// Attribute lookup as Python defines it: data descriptors of the class, then the instance, then the class.
#include "interpreter/vm/attributes.hpp"

namespace minipy::vm {

using objects::BoundMethod;
using objects::Dict;
using objects::GetSetDescriptor;
using objects::kBoundMethod;
using objects::kFunction;
using objects::kInstance;
using objects::kModule;
using objects::kNative;
using objects::kOpaque;
using objects::kType;
using objects::MemberDescriptor;
using objects::MethodWrapper;
using objects::Native;
using objects::ObjectLock;
using objects::Property;
using objects::Shape;
using objects::Super;

namespace {

bool is_info(Value value, const objects::OpaqueInfo& info) {
  return objects::has_kind(value, kOpaque) && value.as<objects::Opaque>()->info == &info;
}

Result<Value> property_get(ThreadState& thread, Property* property, Value object, Type* type) {
  const Value getter = property->getter.load();
  if (getter && !getter.is_none()) return call(thread, getter, {object});
  const Value name = property->name.load();
  if (name) {
    return thread.raise(thread.types.AttributeError, "property %R of %R object has no getter", name,
                        Value(type->qualname.load()));
  }
  return thread.raise(thread.types.AttributeError, "property of %R object has no getter",
                      Value(type->qualname.load()));
}

Result<void> property_set(ThreadState& thread, Property* property, Value object, Value value) {
  const Value accessor = value ? property->setter.load() : property->deleter.load();
  if (accessor && !accessor.is_none()) {
    if (value) {
      static_cast<void>(MINIPY_TRY(call(thread, accessor, {object, value})));
    } else {
      static_cast<void>(MINIPY_TRY(call(thread, accessor, {object})));
    }
    return Done{};
  }
  const char* what = value ? "setter" : "deleter";
  const Value type_text = objects::type_of(thread, object)->qualname.load();
  const Value name = property->name.load();
  if (name) {
    return thread.raise(thread.types.AttributeError, "property %R of %R object has no %s", name, type_text,
                        what);
  }
  return thread.raise(thread.types.AttributeError, "property of %R object has no %s", type_text, what);
}

Value load_from_shape(ThreadState& thread, Object* object, const Shape* shape, Str* name) {
  if (shape->keeps_dict) {
    const Slot* head = objects::attribute_head(object);
    return head->load_as<Dict>()->get_str(name);
  }
  const std::int32_t index = shape->find(name);
  if (index < 0) return {};
  const Slot* slot = objects::attribute_slot(thread, object, static_cast<std::uint32_t>(index), false);
  return slot != nullptr ? slot->load() : Value{};
}

struct Conversion {
  ThreadState& thread;
  Object* object;
};

// Moves the attributes of an object into a dict that the object keeps from then on. The world is stopped: a
// lock-free writer that has just checked the shape would otherwise store into a slot nobody reads any more.
void convert_to_dict(void* context) {
  auto& conversion = *static_cast<Conversion*>(context);
  ThreadState& thread = conversion.thread;
  Object* object = conversion.object;
  Shape* shape = objects::shape_of(object);
  if (shape->keeps_dict) return;
  std::vector<Str*> order(shape->count);
  for (Shape* at = shape; at->parent != nullptr; at = at->parent) order[at->count - 1] = at->name;
  Dict* dict = Dict::create(thread);
  for (std::uint32_t i = 0; i < shape->count; ++i) {
    const Slot* slot = objects::attribute_slot(thread, object, i, false);
    const Value value = slot != nullptr ? slot->load() : Value{};
    // Slots that no shape names are those of __slots__: they stay where they are.
    if (value && order[i] != nullptr) dict->set_str(thread, order[i], value);
  }
  Type* type = shape->type;
  if (!type->dict_shape.load()) {
    type->dict_shape.store(Shape::create_root(thread, type, shape->inline_slots, true));
  }
  objects::attribute_head(object)->store(dict);
  object->shape.store(type->dict_shape.load());
}

// Whether what the class has goes before what the instance has: a descriptor that sets and gets. One that
// only sets leaves reading to the instance.
bool goes_first(const ThreadState& thread, Value found) {
  if (!is_data_descriptor(thread, found)) return false;
  if (is_info(found, objects::kPropertyInfo) || is_info(found, objects::kGetSetInfo) ||
      is_info(found, objects::kMemberInfo)) {
    return true;
  }
  return static_cast<bool>(objects::type_of(thread, found)->special_method(Special::kGet));
}

// The attribute found on a class object itself or along its MRO.
Result<Value> type_attribute(ThreadState& thread, Type* type, Str* name) {
  Type* meta = objects::type_of(thread, type);
  const Value from_meta = meta->lookup(thread, name);
  if (from_meta && goes_first(thread, from_meta)) return descriptor_get(thread, from_meta, type, meta);
  const Value own = type->lookup(thread, name);
  if (own) return descriptor_get(thread, own, {}, type);
  if (from_meta) return descriptor_get(thread, from_meta, type, meta);
  return Value{};
}

Result<Value> super_attribute(ThreadState& thread, Super* super, Str* name) {
  const Value start = super->self_type.load();
  if (start && name != thread.names.dunder_class) {
    const Tuple* order = start.as<Type>()->mro.load_as<Tuple>();
    std::int64_t at = 0;
    while (at < order->length && !(order->items[at] == super->type.load())) ++at;
    for (++at; at < order->length; ++at) {
      const Value found = order->items[at].as<Type>()->dict.load_as<Dict>()->get_str(name);
      if (!found) continue;
      const Value object = super->self.load();
      // Through the class itself (super() in a classmethod) the attribute is got as from the class.
      const Value instance = object == start ? Value{} : object;
      return descriptor_get(thread, found, instance, start.as<Type>());
    }
  }
  return Value{};
}

// The whole lookup without __getattr__: empty when there is nothing.
Result<Value> lookup(ThreadState& thread, Value object, Str* name) {
  Type* type = objects::type_of(thread, object);
  if (object.is_object()) {
    if (object.as_object()->kind == kType) return type_attribute(thread, object.as<Type>(), name);
    if (is_info(object, objects::kSuperInfo)) {
      const Value found = MINIPY_TRY(super_attribute(thread, object.as<Super>(), name));
      if (found) return found;
    }
  }
  const Value found = type->lookup(thread, name);
  if (found && goes_first(thread, found)) return descriptor_get(thread, found, object, type);
  if (object.is_object()) {
    const Value own = instance_attribute(thread, object.as_object(), name);
    if (own) return own;
  }
  if (found) return descriptor_get(thread, found, object, type);
  return Value{};
}

Raised raise_other_type(ThreadState& thread, Str* name, const Type* owner, Value object) {
  return thread.raise(thread.types.TypeError,
                      "descriptor '%S' for '%S' objects doesn't apply to a '%T' object", name,
                      owner->name.load_as<Str>(), object);
}

bool has_custom_getattribute(const ThreadState& thread, const Type* type) {
  return !(type->special_method(Special::kGetAttribute) ==
           thread.types.object->special_method(Special::kGetAttribute));
}

}  // namespace

Result<void> check_applies(ThreadState& thread, Str* name, const Type* owner, Value object) {
  if (instance_of(thread, object, owner)) return Done{};
  return raise_other_type(thread, name, owner, object);
}

Str* intern(ThreadState& thread, std::string_view utf8) { return thread.intern_table.intern(thread, utf8); }

Result<Value> descriptor_get(ThreadState& thread, Value found, Value object, Type* type) {
  if (!found.is_object()) return found;
  switch (found.as_object()->kind) {
    case kFunction:
      if (!object) return found;
      return Value(BoundMethod::create(thread, found, object));
    case kNative: {
      auto* native = found.as<Native>();
      if (native->owner == nullptr || native->self.load() || !object) return found;
      if (!instance_of(thread, object, native->owner)) {
        return raise_other_type(thread, intern(thread, native->definition->name), native->owner, object);
      }
      return Value(native->bind(thread, object));
    }
    case kOpaque: {
      const objects::OpaqueInfo* info = found.as<objects::Opaque>()->info;
      if (info == &objects::kPropertyInfo) {
        if (!object) return found;
        return property_get(thread, found.as<Property>(), object, type);
      }
      if (info == &objects::kGetSetInfo) {
        if (!object) return found;
        auto* getset = found.as<GetSetDescriptor>();
        MINIPY_TRY(check_applies(thread, getset->name, getset->owner, object));
        return getset->get(thread, object);
      }
      if (info == &objects::kMemberInfo) {
        if (!object) return found;
        auto* member = found.as<MemberDescriptor>();
        MINIPY_TRY(check_applies(thread, member->name, member->owner, object));
        const Slot* slot = objects::attribute_slot(thread, object.as_object(), member->index, false);
        const Value value = slot != nullptr ? slot->load() : Value{};
        if (!value) return raise_no_attribute(thread, object, member->name);
        return value;
      }
      if (info == &objects::kStaticMethodInfo) return found.as<MethodWrapper>()->function.load();
      if (info == &objects::kClassMethodInfo) {
        const Value callable = found.as<MethodWrapper>()->function.load();
        // What a classmethod wraps may be a descriptor itself.
        if (objects::has_kind(callable, kFunction) || objects::has_kind(callable, kNative)) {
          if (objects::has_kind(callable, kNative)) {
            auto* native = callable.as<Native>();
            if (!native->of_class && native->owner != nullptr) {
              return descriptor_get(thread, callable, type, objects::type_of(thread, type));
            }
            if (native->of_class && !type->derives_from(native->owner)) {
              return thread.raise(
                  thread.types.TypeError, "descriptor '%s' requires a subtype of '%S' but received '%S'",
                  native->definition->name, native->owner->name.load_as<Str>(), type->name.load_as<Str>());
            }
            return Value(native->bind(thread, type));
          }
          return Value(BoundMethod::create(thread, callable, type));
        }
        const Value getter = find_special(thread, callable, Special::kGet);
        if (getter) return call(thread, getter, {callable, type, objects::type_of(thread, type)});
        return Value(BoundMethod::create(thread, callable, type));
      }
      break;
    }
    default:
      break;
  }
  const Value getter = objects::type_of(thread, found)->special_method(Special::kGet);
  if (!getter) return found;
  return call(thread, getter, {found, object ? object : Value::none(), type});
}

bool is_data_descriptor(const ThreadState& thread, Value found) {
  if (!found.is_object()) return false;
  switch (found.as_object()->kind) {
    case kFunction:
    case kNative:
      return false;
    case kOpaque: {
      const objects::OpaqueInfo* info = found.as<objects::Opaque>()->info;
      if (info == &objects::kPropertyInfo || info == &objects::kGetSetInfo || info == &objects::kMemberInfo) {
        return true;
      }
      break;
    }
    default:
      break;
  }
  const Type* type = objects::type_of(thread, found);
  return type->special_method(Special::kSet) || type->special_method(Special::kDelete);
}

Value instance_attribute(ThreadState& thread, Object* object, Str* name) {
  if (object->kind == kModule) return static_cast<objects::Module*>(object)->namespace_()->get_str(name);
  if (object->kind != kInstance && !objects::has_flag(object, objects::kHasAttributes)) return {};
  const Shape* shape = objects::shape_of(object);
  const Value value = load_from_shape(thread, object, shape, name);
  // A conversion to a dict between the two loads: look again.
  if (!value && objects::shape_of(object) != shape) {
    return load_from_shape(thread, object, objects::shape_of(object), name);
  }
  return value;
}

bool store_instance_attribute(ThreadState& thread, Object* object, Str* name, Value value) {
  if (objects::attribute_head(object) == nullptr) return false;
  for (;;) {
    Shape* shape = objects::shape_of(object);
    if (shape->keeps_dict) {
      auto* dict = objects::attribute_head(object)->load_as<Dict>();
      if (!value) return static_cast<bool>(dict->pop_str(thread, name));
      dict->set_str(thread, name, value);
      return true;
    }
    const std::int32_t index = shape->find(name);
    if (index >= 0) {
      Slot* slot = objects::attribute_slot(thread, object, static_cast<std::uint32_t>(index), false);
      if (!value) return slot != nullptr && static_cast<bool>(slot->exchange({}));
      slot->store(value);
      return true;
    }
    if (!value) return false;
    if (shape->count >= Shape::kMaxAttributes) {
      Conversion conversion{thread, object};
      thread.interpreter.hooks->with_world_stopped(thread, convert_to_dict, &conversion);
      continue;
    }
    Shape* next = shape->with(thread, name);
    const ObjectLock lock(thread, object);
    if (objects::shape_of(object) != shape) continue;
    objects::attribute_slot(thread, object, shape->count, true)->store(value);
    object->shape.store(next);
    return true;
  }
}

namespace {

// What attribute of what is missing, for an AttributeError that does not know it yet: the traceback suggests
// another.
void note_attribute(ThreadState& thread, Value object, Str* name) {
  const Value exception = thread.exception();
  if (!objects::is_exception(exception) ||
      !objects::type_of(thread, exception)->derives_from(thread.types.AttributeError)) {
    return;
  }
  const auto knows = [&](Str* field) {
    const Value own = instance_attribute(thread, exception.as_object(), field);
    return own && !own.is_none();
  };
  if (knows(thread.names.name) || knows(thread.names.obj)) return;
  store_instance_attribute(thread, exception.as_object(), thread.names.name, name);
  store_instance_attribute(thread, exception.as_object(), thread.names.obj, object);
}

}  // namespace

Raised raise_no_attribute(ThreadState& thread, Value object, Str* name) {
  Raised raised;
  if (objects::has_kind(object, kType)) {
    raised = thread.raise(thread.types.AttributeError, "type object '%S' has no attribute '%S'",
                          object.as<Type>()->name.load_as<Str>(), name);
  } else if (objects::has_kind(object, kModule)) {
    const Value module_name = object.as<objects::Module>()->namespace_()->get_str(thread.names.dunder_name);
    if (objects::is_str(module_name)) {
      raised = thread.raise(thread.types.AttributeError, "module '%S' has no attribute '%S'",
                            module_name.as<Str>(), name);
    } else {
      raised = thread.raise(thread.types.AttributeError, "module has no attribute '%S'", name);
    }
  } else {
    raised = thread.raise(thread.types.AttributeError, "'%T' object has no attribute '%S'", object, name);
  }
  note_attribute(thread, object, name);
  return raised;
}

Result<Value> generic_get_attribute(ThreadState& thread, Value object, Str* name) {
  const Value found = MINIPY_TRY(lookup(thread, object, name));
  if (found) return found;
  return raise_no_attribute(thread, object, name);
}

namespace {

Result<Value> get_attribute_unnoted(ThreadState& thread, Value object, Str* name) {
  Type* type = objects::type_of(thread, object);
  const Value getattr = type->special_method(Special::kGetAttr);
  if (!getattr && !has_custom_getattribute(thread, type)) {
    const Value found = MINIPY_TRY(lookup(thread, object, name));
    if (found) return found;
    if (objects::has_kind(object, kModule)) {
      const Value hook =
          object.as<objects::Module>()->namespace_()->get_str(thread.names.of(Special::kGetAttr));
      if (hook) return call(thread, hook, {name});
    }
    return raise_no_attribute(thread, object, name);
  }
  const auto found = has_custom_getattribute(thread, type)
                         ? call_special(thread, object, Special::kGetAttribute, {name})
                         : generic_get_attribute(thread, object, name);
  if (found.ok() || !getattr || !thread.exception_is(thread.types.AttributeError)) return found;
  static_cast<void>(thread.take_exception());
  if (objects::has_kind(getattr, kFunction)) return call(thread, getattr, {object, name});
  return call(thread, MINIPY_TRY(descriptor_get(thread, getattr, object, type)), {name});
}

}  // namespace

Result<Value> get_attribute(ThreadState& thread, Value object, Str* name) {
  auto found = get_attribute_unnoted(thread, object, name);
  if (!found.ok()) note_attribute(thread, object, name);
  return found;
}

Result<Value> find_attribute(ThreadState& thread, Value object, Str* name) {
  const Type* type = objects::type_of(thread, object);
  if (!type->special_method(Special::kGetAttr) && !has_custom_getattribute(thread, type) &&
      !objects::has_kind(object, kModule)) {
    const auto found = lookup(thread, object, name);
    if (found.ok() || !thread.exception_is(thread.types.AttributeError)) return found;
    static_cast<void>(thread.take_exception());
    return Value{};
  }
  const auto found = get_attribute(thread, object, name);
  if (found.ok() || !thread.exception_is(thread.types.AttributeError)) return found;
  static_cast<void>(thread.take_exception());
  return Value{};
}

namespace {

Result<void> call_descriptor_set(ThreadState& thread, Value found, Value object, Str* name, Value value) {
  if (is_info(found, objects::kPropertyInfo))
    return property_set(thread, found.as<Property>(), object, value);
  if (is_info(found, objects::kGetSetInfo)) {
    auto* getset = found.as<GetSetDescriptor>();
    MINIPY_TRY(check_applies(thread, getset->name, getset->owner, object));
    if (getset->set == nullptr) {
      return thread.raise(thread.types.AttributeError, "attribute '%S' of '%S' objects is not writable", name,
                          getset->owner->name.load_as<Str>());
    }
    return getset->set(thread, object, value);
  }
  if (is_info(found, objects::kMemberInfo)) {
    auto* member = found.as<MemberDescriptor>();
    MINIPY_TRY(check_applies(thread, member->name, member->owner, object));
    Value old;
    {
      const ObjectLock lock(thread, object.as_object());
      old = objects::attribute_slot(thread, object.as_object(), member->index, true)->exchange(value);
    }
    if (old || value) return Done{};
    return thread.raise(thread.types.AttributeError, "%S", name);
  }
  const Type* type = objects::type_of(thread, found);
  const Value setter = type->special_method(value ? Special::kSet : Special::kDelete);
  if (!setter) {
    return thread.raise(thread.types.AttributeError, value ? "__set__" : "__delete__");
  }
  if (value) {
    static_cast<void>(MINIPY_TRY(call(thread, setter, {found, object, value})));
  } else {
    static_cast<void>(MINIPY_TRY(call(thread, setter, {found, object})));
  }
  return Done{};
}

Result<void> set_type_attribute(ThreadState& thread, Type* type, Str* name, Value value) {
  Type* meta = objects::type_of(thread, type);
  const Value found = meta->lookup(thread, name);
  if (found && is_data_descriptor(thread, found))
    return call_descriptor_set(thread, found, type, name, value);
  if (!type->has(Type::kHeapType)) {
    return thread.raise(thread.types.TypeError, "cannot set '%S' attribute of immutable type '%S'", name,
                        type->name.load_as<Str>());
  }
  if (!type->set_attribute(thread, name, value)) return raise_no_attribute(thread, type, name);
  return Done{};
}

}  // namespace

Result<void> generic_set_attribute(ThreadState& thread, Value object, Str* name, Value value) {
  if (objects::has_kind(object, kType)) return set_type_attribute(thread, object.as<Type>(), name, value);
  Type* type = objects::type_of(thread, object);
  const Value found = type->lookup(thread, name);
  if (found && is_data_descriptor(thread, found))
    return call_descriptor_set(thread, found, object, name, value);
  if (objects::has_kind(object, kModule)) {
    Dict* space = object.as<objects::Module>()->namespace_();
    if (value) {
      space->set_str(thread, name, value);
      return Done{};
    }
    if (space->pop_str(thread, name)) return Done{};
    return raise_no_attribute(thread, object, name);
  }
  if (type->has(Type::kInstancesHaveDict) && object.is_object() &&
      store_instance_attribute(thread, object.as_object(), name, value)) {
    return Done{};
  }
  if (found) {
    return thread.raise(thread.types.AttributeError, "'%T' object attribute '%S' is read-only", object, name);
  }
  return raise_no_attribute(thread, object, name);
}

Result<void> set_attribute(ThreadState& thread, Value object, Str* name, Value value) {
  const Value setter = objects::type_of(thread, object)->special_method(Special::kSetAttr);
  if (setter == thread.types.object->special_method(Special::kSetAttr) ||
      setter == thread.types.type->special_method(Special::kSetAttr)) {
    return generic_set_attribute(thread, object, name, value);
  }
  static_cast<void>(MINIPY_TRY(call_special(thread, object, Special::kSetAttr, {name, value})));
  return Done{};
}

Result<void> delete_attribute(ThreadState& thread, Value object, Str* name) {
  const Value deleter = objects::type_of(thread, object)->special_method(Special::kDelAttr);
  if (deleter == thread.types.object->special_method(Special::kDelAttr) ||
      deleter == thread.types.type->special_method(Special::kDelAttr)) {
    return generic_set_attribute(thread, object, name, {});
  }
  static_cast<void>(MINIPY_TRY(call_special(thread, object, Special::kDelAttr, {name})));
  return Done{};
}

Result<Value> attribute_dict(ThreadState& thread, Value object) {
  if (objects::has_kind(object, kModule)) return object.as<objects::Module>()->dict.load();
  if (!object.is_object() || !objects::type_of(thread, object)->has(Type::kInstancesHaveDict)) return Value{};
  const Slot* head = objects::attribute_head(object.as_object());
  if (head == nullptr) return Value{};
  if (!objects::shape_of(object.as_object())->keeps_dict) {
    Conversion conversion{thread, object.as_object()};
    thread.interpreter.hooks->with_world_stopped(thread, convert_to_dict, &conversion);
  }
  return head->load();
}

objects::CacheEntry* cache_load(ThreadState& thread, Value object, Str* name, bool method) {
  if (!object.is_object() || object.as_object()->kind == kType || is_info(object, objects::kSuperInfo)) {
    return nullptr;
  }
  Shape* shape = objects::shape_of(object.as_object());
  Type* type = shape->type;
  if (shape->keeps_dict || object.as_object()->kind == kModule || has_custom_getattribute(thread, type)) {
    return nullptr;
  }
  // Read before the lookup: a change in between makes the entry stale from the start, never wrong.
  const std::uint32_t version = type->version.load(std::memory_order_acquire);
  const Value found = type->lookup(thread, name);
  const bool attributes =
      object.as_object()->kind == kInstance || objects::has_flag(object.as_object(), objects::kHasAttributes);
  const std::int32_t index = attributes ? shape->find(name) : -1;
  auto* entry = objects::CacheEntry::create(thread);
  entry->shape = shape;
  entry->version = version;
  if (index >= 0 && (!found || !is_data_descriptor(thread, found))) {
    entry->index = static_cast<std::uint32_t>(index);
    entry->inline_slot = object.as_object()->kind == kInstance && entry->index < shape->inline_slots;
    return method ? nullptr : entry;
  }
  if (!method || index >= 0 || !found.is_object()) return nullptr;
  const bool binds = found.as_object()->kind == kFunction ||
                     (found.as_object()->kind == kNative && found.as<Native>()->owner != nullptr &&
                      !found.as<Native>()->self.load() && type->derives_from(found.as<Native>()->owner));
  if (!binds) return nullptr;
  entry->value = found;
  return entry;
}

objects::CacheEntry* cache_store(ThreadState& thread, Value object, Str* name) {
  if (!object.is_object() || object.as_object()->kind != kInstance) return nullptr;
  Shape* shape = objects::shape_of(object.as_object());
  Type* type = shape->type;
  if (shape->keeps_dict || !type->has(Type::kInstancesHaveDict)) return nullptr;
  if (!(type->special_method(Special::kSetAttr) == thread.types.object->special_method(Special::kSetAttr))) {
    return nullptr;
  }
  const std::uint32_t version = type->version.load(std::memory_order_acquire);
  const Value found = type->lookup(thread, name);
  if (found && is_data_descriptor(thread, found)) return nullptr;
  const std::int32_t index = shape->find(name);
  auto* entry = objects::CacheEntry::create(thread);
  entry->shape = shape;
  entry->version = version;
  if (index >= 0) {
    entry->index = static_cast<std::uint32_t>(index);
  } else {
    if (shape->count >= Shape::kMaxAttributes) return nullptr;
    entry->index = shape->count;
    entry->next_shape = shape->with(thread, name);
  }
  entry->inline_slot = entry->index < shape->inline_slots;
  return entry;
}

}  // namespace minipy::vm
