#pragma once

#include "interpreter/objects/native.hpp"
#include "interpreter/objects/opaque.hpp"
#include "interpreter/objects/str.hpp"

namespace minipy::objects {

/// An attribute of the instances of `owner`.
struct DataDescriptor : Opaque {
  Type* owner;
  Str* name;
};

/// A computed attribute of a built-in type, written in C++. What CPython keeps as a plain field shows itself
/// as a member_descriptor.
struct GetSetDescriptor : DataDescriptor {
  using Get = Result<Value> (*)(vm::ThreadState& thread, Value self);
  using Set = Result<void> (*)(vm::ThreadState& thread, Value self, Value value);

  Get get;
  Set set;  ///< null: read-only. Deletes when the value is empty
  const char* doc;

  static GetSetDescriptor* create(Mutator& mutator, Type* owner, Str* name, Get get, Set set,
                                  const char* doc);
};

/// An entry of `__slots__`: the attribute is the inline slot `index` of the instance, which no shape names
/// (the root shape of such a class counts these slots from the start).
struct MemberDescriptor : DataDescriptor {
  std::uint32_t index;

  static MemberDescriptor* create(Mutator& mutator, Type* owner, Str* name, std::uint32_t index);
};

struct Property : Opaque {
  Slot getter;  ///< each a callable, None or empty
  Slot setter;
  Slot deleter;
  Slot doc;   ///< as given; empty: the getter's
  Slot name;  ///< Str, or empty

  static Property* create(Mutator& mutator, Type* type);
};

/// classmethod and staticmethod.
struct MethodWrapper : Opaque {
  Slot function;

  static MethodWrapper* create_class_method(Mutator& mutator, Type* type, Value function);
  static MethodWrapper* create_static_method(Mutator& mutator, Type* type, Value function);
};

/// super(type, self), bound; `self_type` is where the search starts.
struct Super : Opaque {
  Slot type;
  Slot self;
  Slot self_type;

  static Super* create(Mutator& mutator, Type* type);
};

extern const OpaqueInfo kGetSetInfo;
extern const OpaqueInfo kMemberInfo;
extern const OpaqueInfo kPropertyInfo;
extern const OpaqueInfo kClassMethodInfo;
extern const OpaqueInfo kStaticMethodInfo;
extern const OpaqueInfo kSuperInfo;

/// `value` as classmethod or staticmethod, else null.
inline MethodWrapper* as_class_method(Value value) {
  return as_opaque<MethodWrapper>(value, kClassMethodInfo);
}
inline MethodWrapper* as_static_method(Value value) {
  return as_opaque<MethodWrapper>(value, kStaticMethodInfo);
}

}  // namespace minipy::objects
