#pragma once

// The objects that a class keeps instead of plain attributes. `vm/attributes` acts on them by kind; their Python
// side (constructors, methods) is in builtins/descriptors.

#include "interpreter/objects/native.hpp"
#include "interpreter/objects/opaque.hpp"

namespace minipy::objects {

/// property: getter, setter, deleter, each or empty.
struct Property : Opaque {
  Slot get;
  Slot set;
  Slot remove;
  Slot doc;
  Slot name;  ///< Str as __set_name__ or the getter told it, or empty
};

/// staticmethod and classmethod.
struct MethodWrapper : Opaque {
  Slot callable;
};

/// A computed attribute of a built-in type. No setter: read-only. A deletion calls the setter with an empty value.
struct GetSetDefinition {
  const char* name;
  Result<Value> (*get)(vm::ThreadState& thread, Value self);
  Result<void> (*set)(vm::ThreadState& thread, Value self, Value value) = nullptr;
  const char* doc = "";
};

struct GetSet : Opaque {
  const GetSetDefinition* definition;
  Type* owner;
};

/// An attribute named in __slots__: kept where the shape says, like any other.
struct MemberDescriptor : Opaque {
  Slot name;  ///< Str, interned
  Type* owner;
};

/// super(type, object): looks up behind `type` in the MRO of `object_type`.
struct Super : Opaque {
  Slot type;
  Slot object;       ///< instance or class; empty when unbound
  Slot object_type;
};

extern const OpaqueInfo kPropertyInfo;
extern const OpaqueInfo kStaticMethodInfo;
extern const OpaqueInfo kClassMethodInfo;
extern const OpaqueInfo kGetSetInfo;
extern const OpaqueInfo kMemberDescriptorInfo;
extern const OpaqueInfo kSuperInfo;

MethodWrapper* create_static_method(Mutator& mutator, Value callable);
MethodWrapper* create_class_method(Mutator& mutator, Value callable);
GetSet* create_getset(Mutator& mutator, const GetSetDefinition& definition, Type* owner);
MemberDescriptor* create_member_descriptor(Mutator& mutator, Str* name, Type* owner);

}  // namespace minipy::objects
