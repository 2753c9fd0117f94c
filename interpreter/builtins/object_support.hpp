#pragma once

// What several of the built-in types show of themselves.

#include <string>

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// "0x7f..." as reprs show an object's place.
std::string address_text(Value value);
/// "module.qualname", or the name alone of a built-in type.
std::string type_full_name(ThreadState& thread, const Type* type);
/// "<module.A object at 0x...>".
std::string object_repr(ThreadState& thread, Value self);
/// hash() of an object that is equal to itself only.
std::int64_t identity_hash(Value value);
/// TypeError "Can't instantiate abstract class A with abstract method f".
Raised raise_abstract(ThreadState& thread, const Type* type);

/// Adds the names of an object's own attributes / of a class and its bases: what dir() collects.
Result<void> add_own_names(ThreadState& thread, Value object, objects::Set* names);
Result<void> add_class_names(ThreadState& thread, const Type* type, objects::Set* names);

/// The name that `__setattr__` and the like are given, interned; TypeError when it is no str.
Result<Str*> attribute_name(ThreadState& thread, Value name);
/// The setter of an attribute that has none because it is a field: AttributeError "readonly attribute".
Result<void> readonly_attribute(ThreadState& thread, Value self, Value value);

/// A read-only view of a dict: `__dict__` of a class.
Value make_mapping_proxy(ThreadState& thread, Value mapping);
/// X | Y of classes: a Union; NotImplemented when an operand is none.
Result<Value> make_union(ThreadState& thread, Value a, Value b);
/// The members when `value` is a Union, else null: for isinstance.
const Tuple* union_members(Value value);
/// list[int] and the like.
Value make_generic_alias(ThreadState& thread, Value origin, Value parameters);

/// The types of these, for the module types.
Type* mapping_proxy_type(ThreadState& thread);
Type* generic_alias_type(ThreadState& thread);
Type* union_type(ThreadState& thread);

void install_type_type(ThreadState& thread);
void install_object_reduce(ThreadState& thread);

}  // namespace minipy::builtins
