#pragma once

#include <span>

#include "interpreter/objects/descriptor.hpp"
#include "interpreter/vm/protocols.hpp"

namespace minipy::builtins {

using heap::Object;
using heap::Slot;
using heap::Value;
using objects::Arguments;
using objects::NativeDefinition;
using objects::Str;
using objects::Tuple;
using objects::Type;
using vm::ThreadState;

/// A computed attribute of a built-in type. No setter: read-only. A deletion calls the setter with an empty
/// value. One that is a field in CPython has `readonly_attribute` for its setter.
struct GetSetDefinition {
  const char* name;
  Result<Value> (*get)(ThreadState& thread, Value self);
  Result<void> (*set)(ThreadState& thread, Value self, Value value) = nullptr;
  const char* doc = "";
};

/// Puts methods into a type: instance methods (first argument self), special methods included, which also
/// fill the type's special table. "__new__" becomes a static method (objects::create_static_method) whose
/// first argument is the class; the special table keeps the static method as a lookup finds it. All tables
/// have static storage. While the interpreter (or a module) is made.
void add_methods(ThreadState& thread, Type* type, std::span<const NativeDefinition> methods);
/// First argument is the class.
void add_class_methods(ThreadState& thread, Type* type, std::span<const NativeDefinition> methods);
void add_static_methods(ThreadState& thread, Type* type, std::span<const NativeDefinition> methods);
void add_getsets(ThreadState& thread, Type* type, std::span<const GetSetDefinition> getsets);
/// Functions of a module.
void add_functions(ThreadState& thread, objects::Module* module, std::span<const NativeDefinition> functions);
/// A constant of a module, or class attribute.
void add_value(ThreadState& thread, objects::Module* module, const char* name, Value value);

/// A further built-in type with its methods; kept for the interpreter's life, retrievable by the address of
/// `key`. First call makes it, later calls return it.
Type* builtin_type(ThreadState& thread, const void* key, Type* (*make)(ThreadState& thread));

// Each fills the types it names with methods; called once while the interpreter is made.
void install_object_type(ThreadState& thread);  // object, type, NoneType, NotImplementedType, ellipsis
void install_descriptors(ThreadState& thread);  // property, classmethod, staticmethod, super, getset, member
void install_functions_type(ThreadState& thread);  // function, method, builtin, code, cell, module, generator
void install_exceptions(ThreadState& thread);
void install_str(ThreadState& thread);
void install_int(ThreadState& thread);  // int, bool
void install_float(ThreadState& thread);
void install_complex(ThreadState& thread);
void install_bytes(ThreadState& thread);  // bytes, bytearray
void install_list(ThreadState& thread);
void install_tuple(ThreadState& thread);
void install_dict(ThreadState& thread);
void install_set(ThreadState& thread);
void install_range(ThreadState& thread);  // range, slice
void install_iterators(
    ThreadState& thread);  // iterators of containers, enumerate, zip, map, filter, reversed
void install_builtin_functions(ThreadState& thread);  // print, len, ... into the module builtins

/// Everything above, in order: makes the namespace of `builtins`. Called once by the one who makes the
/// interpreter.
void install_all(ThreadState& thread);

}  // namespace minipy::builtins
