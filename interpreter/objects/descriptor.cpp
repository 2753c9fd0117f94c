#include "interpreter/objects/descriptor.hpp"

#include "interpreter/objects/str.hpp"

namespace minipy::objects {

namespace {

void trace_getset(Object* object, heap::Marker& marker) {
  auto* self = static_cast<GetSetDescriptor*>(object);
  marker.mark_object(self->owner);
  marker.mark_object(self->name);
}

void trace_member(Object* object, heap::Marker& marker) {
  auto* self = static_cast<MemberDescriptor*>(object);
  marker.mark_object(self->owner);
  marker.mark_object(self->name);
}

void trace_property(Object* object, heap::Marker& marker) {
  auto* self = static_cast<Property*>(object);
  for (const Slot* slot : {&self->getter, &self->setter, &self->deleter, &self->doc, &self->name})
    marker.mark(*slot);
}

void trace_wrapper(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<MethodWrapper*>(object)->function);
}

void trace_super(Object* object, heap::Marker& marker) {
  auto* self = static_cast<Super*>(object);
  for (const Slot* slot : {&self->type, &self->self, &self->self_type}) marker.mark(*slot);
}

}  // namespace

const OpaqueInfo kGetSetInfo = {"getset_descriptor", trace_getset};
const OpaqueInfo kMemberInfo = {"member_descriptor", trace_member};
const OpaqueInfo kPropertyInfo = {"property", trace_property};
const OpaqueInfo kClassMethodInfo = {"classmethod", trace_wrapper};
const OpaqueInfo kStaticMethodInfo = {"staticmethod", trace_wrapper};
const OpaqueInfo kSuperInfo = {"super", trace_super};

GetSetDescriptor* GetSetDescriptor::create(Mutator& mutator, Type* owner, Str* name, Get get, Set set,
                                           const char* doc) {
  auto* made = create_opaque<GetSetDescriptor>(mutator, mutator.types.getset_descriptor, kGetSetInfo);
  made->owner = owner;
  made->name = name;
  made->get = get;
  made->set = set;
  made->doc = doc;
  return made;
}

MemberDescriptor* MemberDescriptor::create(Mutator& mutator, Type* owner, Str* name, std::uint32_t index) {
  auto* made = create_opaque<MemberDescriptor>(mutator, mutator.types.member_descriptor, kMemberInfo);
  made->owner = owner;
  made->name = name;
  made->index = index;
  return made;
}

Property* Property::create(Mutator& mutator, Type* type) {
  return create_opaque<Property>(mutator, type, kPropertyInfo);
}

MethodWrapper* MethodWrapper::create_class_method(Mutator& mutator, Type* type, Value function) {
  auto* made = create_opaque<MethodWrapper>(mutator, type, kClassMethodInfo);
  made->function.store(function);
  return made;
}

MethodWrapper* MethodWrapper::create_static_method(Mutator& mutator, Type* type, Value function) {
  auto* made = create_opaque<MethodWrapper>(mutator, type, kStaticMethodInfo);
  made->function.store(function);
  return made;
}

Super* Super::create(Mutator& mutator, Type* type) { return create_opaque<Super>(mutator, type, kSuperInfo); }

}  // namespace minipy::objects
