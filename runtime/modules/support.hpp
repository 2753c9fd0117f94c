#pragma once

// What the modules written in C++ have in common.

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

#include "interpreter/builtins/registry.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/objects/opaque.hpp"
#include "interpreter/objects/str.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::modules {

using builtins::GetSetDefinition;
using heap::Object;
using heap::Slot;
using heap::Value;
using objects::Arguments;
using objects::Dict;
using objects::List;
using objects::Module;
using objects::NativeDefinition;
using objects::Str;
using objects::Tuple;
using objects::Type;
using vm::ThreadState;

/// An empty module with its name, and its documentation.
Module* new_module(ThreadState& thread, const char* name, const char* doc = "");

inline Value make_str(ThreadState& thread, std::string_view utf8) { return Str::create(thread, utf8); }

/// A tuple of values that somebody else keeps alive.
inline Value make_tuple(ThreadState& thread, std::initializer_list<Value> items) {
  return Tuple::create(thread, std::span<const Value>(items.begin(), items.size()));
}

/// A built-in type that scripts may subclass or not, with its methods.
Type* new_type(ThreadState& thread, const char* name, const char* module, bool may_be_base,
               std::span<const NativeDefinition> methods, std::span<const GetSetDefinition> getsets = {},
               Type* base = nullptr, objects::Kind kind = objects::kOpaque);

/// The type, whose instances take weak references from now on. While it is made.
inline Type* weakly_referenced(Type* type) {
  type->type_flags |= Type::kWeaklyReferenced;
  return type;
}

/// `self` of a method as `T`; TypeError when it is something else.
template <typename T>
Result<T*> self_as(ThreadState& thread, Value self, const objects::OpaqueInfo& info) {
  T* object = objects::as_opaque<T>(self, info);
  if (object == nullptr) [[unlikely]] {
    return thread.raise(thread.types.TypeError, "descriptor requires a '%s' object but received a '%T'",
                        info.name, self);
  }
  return object;
}

/// The text of a str argument; TypeError "NAME must be str, not T" else.
Result<std::string> text_argument(ThreadState& thread, Value value, const char* name);

/// A special method of the object, got from its class: to be called without it. Empty when there is none.
Result<Value> special_method(ThreadState& thread, Value object, const char* name);
/// A path: str, bytes or an object with __fspath__, as the system takes it. TypeError names `function`.
Result<std::string> path_argument(ThreadState& thread, Value value, const char* function);

/// OSError (or the subclass that fits) for `error` from errno, with the file name where there is one.
Raised raise_os_error(ThreadState& thread, int error, Value filename = {});

/// Writes text to sys.stderr, whatever that is by now, in one piece; what goes wrong is swallowed.
void write_stderr(ThreadState& thread, const std::string& text);

/// "NAME() takes no keyword arguments" for natives that check themselves.
Result<void> refuse_keywords(ThreadState& thread, const char* name, const Arguments& arguments);

/// The getter of item `Index` of a struct sequence.
template <std::size_t Index>
Result<Value> struct_field(ThreadState&, Value self) {
  const Tuple* tuple = self.as<Tuple>();
  return static_cast<std::int64_t>(Index) < tuple->length ? tuple->items[Index] : Value::none();
}

/// A class of tuples whose items have names ("struct sequence"): row i of `fields` is {name,
/// struct_field<i>}. The first `visible` are items of the sequence, the others attributes only.
Type* new_struct_sequence(ThreadState& thread, const char* name, const char* module,
                          std::span<const GetSetDefinition> fields, std::size_t visible = SIZE_MAX);
/// An instance; as many values as the type has fields in the sequence.
Value make_struct_sequence(ThreadState& thread, Type* type, std::span<const Value> items);

}  // namespace minipy::modules
