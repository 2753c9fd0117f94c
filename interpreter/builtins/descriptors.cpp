// property, classmethod, staticmethod, and the descriptors of built-in types. What they do when an attribute
// is looked up is in vm/attributes.cpp; here is what scripts can ask of them.
#include "interpreter/objects/descriptor.hpp"

#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/super_type.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/classes.hpp"

namespace minipy::builtins {

using objects::DataDescriptor;
using objects::GetSetDescriptor;
using objects::MemberDescriptor;
using objects::MethodWrapper;
using objects::Property;
using objects::Special;

namespace {

// ---- property

Result<Value> property_new(ThreadState& thread, const Arguments& arguments) {
  return Value(Property::create(thread, arguments[0].as<Type>()));
}

Result<Value> property_init(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<Property>();
  Slot* const slots[] = {&self->getter, &self->setter, &self->deleter};
  for (std::uint32_t i = 0; i < 3; ++i) {
    const Value given = arguments.get(i + 1);
    slots[i]->store(given ? given : Value::none());
  }
  const Value doc = arguments.get(4);
  self->doc.store(doc ? doc : Value{});
  // A subclass keeps its documentation as an attribute, so that its own __doc__ does not hide it.
  if (objects::type_of(thread, self) != thread.types.property) {
    Value text = doc;
    if ((!text || text.is_none()) && !self->getter.load().is_none()) {
      text = MINIPY_TRY(vm::find_attribute(thread, self->getter.load(), thread.names.dunder_doc));
    }
    if (text) static_cast<void>(vm::store_instance_attribute(thread, self, thread.names.dunder_doc, text));
  }
  return Value::none();
}

Result<Value> property_copy(ThreadState& thread, const Arguments& arguments, Slot Property::*replaced) {
  auto* self = arguments[0].as<Property>();
  Value parts[4] = {self->getter.load(), self->setter.load(), self->deleter.load(), self->doc.load()};
  if (replaced == &Property::getter) parts[0] = arguments[1];
  if (replaced == &Property::setter) parts[1] = arguments[1];
  if (replaced == &Property::deleter) parts[2] = arguments[1];
  const std::span<const Value> given(parts, parts[3] ? 4U : 3U);
  const Value made = MINIPY_TRY(vm::call(thread, objects::type_of(thread, self), given));
  if (objects::Property* copy = objects::as_opaque<Property>(made, objects::kPropertyInfo)) {
    copy->name.store(self->name.load());
  }
  return made;
}

Result<Value> property_getter(ThreadState& thread, const Arguments& arguments) {
  return property_copy(thread, arguments, &Property::getter);
}
Result<Value> property_setter(ThreadState& thread, const Arguments& arguments) {
  return property_copy(thread, arguments, &Property::setter);
}
Result<Value> property_deleter(ThreadState& thread, const Arguments& arguments) {
  return property_copy(thread, arguments, &Property::deleter);
}

Result<Value> property_set_name(ThreadState& /*thread*/, const Arguments& arguments) {
  arguments[0].as<Property>()->name.store(arguments[2]);
  return Value::none();
}

// For `prop.__get__(...)` written out, and for attribute lookups of subclasses: any descriptor of this file.
Result<Value> descriptor_get_method(ThreadState& thread, const Arguments& arguments) {
  const Value object = arguments[1];
  const Value owner = arguments.get(2);
  Type* type = owner && objects::has_kind(owner, objects::kType) ? owner.as<Type>()
               : object.is_none()                                ? thread.types.none
                                                                 : objects::type_of(thread, object);
  const bool by_class = object.is_none() && owner && !owner.is_none();
  return vm::descriptor_get(thread, arguments[0], by_class ? Value{} : object, type);
}

Result<Value> set_through(ThreadState& thread, Value descriptor, Value object, Value value) {
  if (auto* property = objects::as_opaque<Property>(descriptor, objects::kPropertyInfo)) {
    const Value accessor = value ? property->setter.load() : property->deleter.load();
    if (!accessor || accessor.is_none()) {
      const Value name = property->name.load();
      const char* what = value ? "setter" : "deleter";
      const Value type_text = objects::type_of(thread, object)->qualname.load();
      if (name) {
        return thread.raise(thread.types.AttributeError, "property %R of %R object has no %s", name,
                            type_text, what);
      }
      return thread.raise(thread.types.AttributeError, "property of %R object has no %s", type_text, what);
    }
    if (value) {
      static_cast<void>(MINIPY_TRY(vm::call(thread, accessor, {object, value})));
    } else {
      static_cast<void>(MINIPY_TRY(vm::call(thread, accessor, {object})));
    }
    return Value::none();
  }
  if (auto* getset = objects::as_opaque<GetSetDescriptor>(descriptor, objects::kGetSetInfo)) {
    MINIPY_TRY(vm::check_applies(thread, getset->name, getset->owner, object));
    if (getset->set == nullptr) {
      return thread.raise(thread.types.AttributeError, "attribute '%S' of '%S' objects is not writable",
                          getset->name, getset->owner->name.load_as<Str>());
    }
    MINIPY_TRY(getset->set(thread, object, value));
    return Value::none();
  }
  auto* member = objects::as_opaque<MemberDescriptor>(descriptor, objects::kMemberInfo);
  MINIPY_TRY(vm::check_applies(thread, member->name, member->owner, object));
  MINIPY_TRY(vm::generic_set_attribute(thread, object, member->name, value));
  return Value::none();
}

Result<Value> descriptor_set_method(ThreadState& thread, const Arguments& arguments) {
  return set_through(thread, arguments[0], arguments[1], arguments[2]);
}

Result<Value> descriptor_delete_method(ThreadState& thread, const Arguments& arguments) {
  return set_through(thread, arguments[0], arguments[1], {});
}

template <Slot Property::*slot>
Result<Value> property_part(ThreadState& /*thread*/, Value self) {
  const Value part = (self.as<Property>()->*slot).load();
  return part ? part : Value::none();
}

Result<Value> property_doc(ThreadState& thread, Value self) {
  auto* property = self.as<Property>();
  const Value doc = property->doc.load();
  if (doc && !doc.is_none()) return doc;
  const Value getter = property->getter.load();
  if (!getter || getter.is_none()) return Value::none();
  const Value found = MINIPY_TRY(vm::find_attribute(thread, getter, thread.names.dunder_doc));
  return found ? found : Value::none();
}

Result<void> set_property_doc(ThreadState& /*thread*/, Value self, Value value) {
  self.as<Property>()->doc.store(value ? value : Value::none());
  return Done{};
}

Result<Value> is_abstract(ThreadState& thread, Value callable) {
  if (!callable || callable.is_none()) return Value::false_();
  const Value found = MINIPY_TRY(vm::find_attribute(thread, callable, thread.names.dunder_isabstractmethod));
  if (!found) return Value::false_();
  return Value::from_bool(MINIPY_TRY(vm::truth(thread, found)));
}

Result<Value> property_is_abstract(ThreadState& thread, Value self) {
  auto* property = self.as<Property>();
  for (const Slot* slot : {&property->getter, &property->setter, &property->deleter}) {
    const Value answer = MINIPY_TRY(is_abstract(thread, slot->load()));
    if (answer.is_true()) return answer;
  }
  return Value::false_();
}

constexpr NativeDefinition kPropertyMethods[] = {
    {"__new__", property_new, "*args, **kwargs"},
    {"__init__", property_init, "self, fget=, fset=, fdel=, doc="},
    {"getter", property_getter, "self, fget, /"},
    {"setter", property_setter, "self, fset, /"},
    {"deleter", property_deleter, "self, fdel, /"},
    {"__set_name__", property_set_name, "self, owner, name, /"},
    {"__get__", descriptor_get_method, "self, instance, owner=, /"},
    {"__set__", descriptor_set_method, "self, instance, value, /"},
    {"__delete__", descriptor_delete_method, "self, instance, /"},
};

constexpr GetSetDefinition kPropertyGetSets[] = {
    {"fget", property_part<&Property::getter>, readonly_attribute},
    {"fset", property_part<&Property::setter>, readonly_attribute},
    {"fdel", property_part<&Property::deleter>, readonly_attribute},
    {"__doc__", property_doc, set_property_doc},
    {"__isabstractmethod__", property_is_abstract},
};

// ---- classmethod, staticmethod

Result<Value> class_method_new(ThreadState& thread, const Arguments& arguments) {
  return Value(MethodWrapper::create_class_method(thread, arguments[0].as<Type>(), arguments[1]));
}

Result<Value> static_method_new(ThreadState& thread, const Arguments& arguments) {
  return Value(MethodWrapper::create_static_method(thread, arguments[0].as<Type>(), arguments[1]));
}

// What functools.update_wrapper would copy, as CPython does since 3.10.
Result<Value> wrapper_init(ThreadState& thread, const Arguments& arguments) {
  const objects::Names& names = thread.names;
  if (objects::attribute_head(arguments[0].as_object()) == nullptr) return Value::none();
  for (Str* name : {names.dunder_module, names.dunder_name, names.dunder_qualname, names.dunder_doc,
                    names.dunder_annotations}) {
    const Value found = MINIPY_TRY(vm::find_attribute(thread, arguments[1], name));
    if (found) static_cast<void>(vm::store_instance_attribute(thread, arguments[0].as_object(), name, found));
  }
  return Value::none();
}

Result<Value> static_method_call(ThreadState& thread, const Arguments& arguments) {
  return vm::call(thread, arguments[0].as<MethodWrapper>()->function.load(),
                  Arguments{arguments.values + 1, arguments.count - 1, arguments.keywords});
}

Result<Value> wrapper_repr(ThreadState& thread, const Arguments& arguments) {
  Str* inner = MINIPY_TRY(vm::repr(thread, arguments[0].as<MethodWrapper>()->function.load()));
  return Value(
      Str::create(thread, "<" + objects::type_name(thread, arguments[0]) + "(" + inner->utf8() + ")>"));
}

// __name__ and the like of the function inside.
Result<Value> wrapper_getattr(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "attribute name must be string, not '%T'", arguments[1]);
  }
  Str* name = thread.intern_table.intern(thread, arguments[1].as<Str>());
  const objects::Names& names = thread.names;
  for (Str* shared : {names.dunder_module, names.dunder_name, names.dunder_qualname, names.dunder_doc,
                      names.dunder_annotations}) {
    if (shared == name)
      return vm::get_attribute(thread, arguments[0].as<MethodWrapper>()->function.load(), name);
  }
  return vm::raise_no_attribute(thread, arguments[0], name);
}

Result<Value> wrapper_function(ThreadState& /*thread*/, Value self) {
  return self.as<MethodWrapper>()->function.load();
}

Result<Value> wrapper_doc(ThreadState& thread, Value self) {
  return vm::get_attribute(thread, self.as<MethodWrapper>()->function.load(), thread.names.dunder_doc);
}

Result<Value> wrapper_is_abstract(ThreadState& thread, Value self) {
  return is_abstract(thread, self.as<MethodWrapper>()->function.load());
}

constexpr NativeDefinition kClassMethodMethods[] = {
    {"__new__", class_method_new, "cls, function, /"},
    {"__init__", wrapper_init, "self, function, /"},
    {"__get__", descriptor_get_method, "self, instance, owner=, /"},
    {"__repr__", wrapper_repr, "self, /"},
    {"__getattr__", wrapper_getattr, "self, name, /"},
};
constexpr NativeDefinition kStaticMethodMethods[] = {
    {"__new__", static_method_new, "cls, function, /"},
    {"__init__", wrapper_init, "self, function, /"},
    {"__get__", descriptor_get_method, "self, instance, owner=, /"},
    {"__call__", static_method_call, "self, *args, **kwargs"},
    {"__repr__", wrapper_repr, "self, /"},
    {"__getattr__", wrapper_getattr, "self, name, /"},
};
constexpr GetSetDefinition kWrapperGetSets[] = {
    {"__func__", wrapper_function},
    {"__wrapped__", wrapper_function},
    {"__dict__", vm::get_instance_dict, vm::set_instance_dict},
    {"__doc__", wrapper_doc},
    {"__isabstractmethod__", wrapper_is_abstract},
};

// ---- getset and member descriptors

Result<Value> descriptor_name(ThreadState& /*thread*/, Value self) {
  return Value(self.as<DataDescriptor>()->name);
}
Result<Value> descriptor_owner(ThreadState& /*thread*/, Value self) {
  return Value(self.as<DataDescriptor>()->owner);
}
Result<Value> descriptor_qualname(ThreadState& thread, Value self) {
  auto* descriptor = self.as<DataDescriptor>();
  return Value(Str::create(
      thread, descriptor->owner->qualname.load_as<Str>()->utf8() + "." + descriptor->name->utf8()));
}
Result<Value> descriptor_doc(ThreadState& thread, Value self) {
  const auto* getset = objects::as_opaque<GetSetDescriptor>(self, objects::kGetSetInfo);
  const char* doc = getset == nullptr ? nullptr : getset->doc;
  return doc == nullptr || *doc == '\0' ? Value::none() : Value(Str::create(thread, doc));
}

Result<Value> descriptor_repr(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<DataDescriptor>();
  const bool member = objects::type_of(thread, arguments[0]) == thread.types.member_descriptor;
  return Value(Str::create(thread, (member ? "<member '" : "<attribute '") + self->name->utf8() + "' of '" +
                                       self->owner->name.load_as<Str>()->utf8() + "' objects>"));
}

constexpr NativeDefinition kDataDescriptorMethods[] = {
    {"__repr__", descriptor_repr, "self, /"},
    {"__get__", descriptor_get_method, "self, instance, owner=, /"},
    {"__set__", descriptor_set_method, "self, instance, value, /"},
    {"__delete__", descriptor_delete_method, "self, instance, /"},
};
constexpr GetSetDefinition kDataDescriptorGetSets[] = {
    {"__name__", descriptor_name},
    {"__objclass__", descriptor_owner},
    {"__qualname__", descriptor_qualname},
    {"__doc__", descriptor_doc},
};

}  // namespace

void install_descriptors(ThreadState& thread) {
  const objects::CoreTypes& types = thread.types;
  add_methods(thread, types.property, kPropertyMethods);
  add_getsets(thread, types.property, kPropertyGetSets);
  add_methods(thread, types.classmethod, kClassMethodMethods);
  add_getsets(thread, types.classmethod, kWrapperGetSets);
  add_methods(thread, types.staticmethod, kStaticMethodMethods);
  add_getsets(thread, types.staticmethod, kWrapperGetSets);
  for (Type* type : {types.getset_descriptor, types.member_descriptor}) {
    add_methods(thread, type, kDataDescriptorMethods);
    add_getsets(thread, type, kDataDescriptorGetSets);
  }
  install_super(thread);
}

}  // namespace minipy::builtins
