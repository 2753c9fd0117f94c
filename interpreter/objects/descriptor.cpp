#include "interpreter/objects/descriptor.hpp"

namespace minipy::objects {

namespace {

void trace_property(Object* object, heap::Marker& marker) {
  auto* property = static_cast<Property*>(object);
  for (const Slot* slot : {&property->get, &property->set, &property->remove, &property->doc, &property->name}) {
    marker.mark(*slot);
  }
}

void trace_wrapper(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<MethodWrapper*>(object)->callable);
}

void trace_getset(Object* object, heap::Marker& marker) {
  marker.mark_object(static_cast<GetSet*>(object)->owner);
}

void trace_member(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<MemberDescriptor*>(object)->name);
  marker.mark_object(static_cast<MemberDescriptor*>(object)->owner);
}

void trace_super(Object* object, heap::Marker& marker) {
  auto* super = static_cast<Super*>(object);
  for (const Slot* slot : {&super->type, &super->object, &super->object_type}) marker.mark(*slot);
}

}  // namespace

const OpaqueInfo kPropertyInfo = {"property", trace_property};
const OpaqueInfo kStaticMethodInfo = {"staticmethod", trace_wrapper};
const OpaqueInfo kClassMethodInfo = {"classmethod", trace_wrapper};
const OpaqueInfo kGetSetInfo = {"getset_descriptor", trace_getset};
const OpaqueInfo kMemberDescriptorInfo = {"member_descriptor", trace_member};
const OpaqueInfo kSuperInfo = {"super", trace_super};

MethodWrapper* create_static_method(Mutator& mutator, Value callable) {
  auto* made = create_opaque<MethodWrapper>(mutator, mutator.types.staticmethod, kStaticMethodInfo);
  made->callable.store(callable);
  return made;
}

MethodWrapper* create_class_method(Mutator& mutator, Value callable) {
  auto* made = create_opaque<MethodWrapper>(mutator, mutator.types.classmethod, kClassMethodInfo);
  made->callable.store(callable);
  return made;
}

GetSet* create_getset(Mutator& mutator, const GetSetDefinition& definition, Type* owner) {
  auto* made = create_opaque<GetSet>(mutator, mutator.types.getset_descriptor, kGetSetInfo);
  made->definition = &definition;
  made->owner = owner;
  return made;
}

MemberDescriptor* create_member_descriptor(Mutator& mutator, Str* name, Type* owner) {
  auto* made = create_opaque<MemberDescriptor>(mutator, mutator.types.member_descriptor, kMemberDescriptorInfo);
  made->name.store(name);
  made->owner = owner;
  return made;
}

}  // namespace minipy::objects
