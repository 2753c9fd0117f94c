#include "interpreter/builtins/registry.hpp"

#include <cstring>

#include "interpreter/builtins/object_support.hpp"
#include "interpreter/objects/descriptor.hpp"

namespace minipy::builtins {

namespace {

using objects::MethodWrapper;
using objects::Native;
using objects::Special;

bool is_dunder(const char* name) { return name[0] == '_' && name[1] == '_'; }

int special_index(const ThreadState& thread, const Str* name) {
  for (std::size_t i = 0; i < objects::kSpecialCount; ++i) {
    if (thread.names.special[i] == name) return static_cast<int>(i);
  }
  return -1;
}

// Fills the special table, and that of the types that inherit the method.
void set_special(ThreadState& thread, Type* type, int index, Value value) {
  Slot& slot = type->special[index];
  const Value old = slot.load();
  slot.store(value);
  const Value subclasses = type->subclasses.load();
  if (!subclasses) return;
  for (const Value subclass : subclasses.as<objects::List>()->snapshot(thread)) {
    auto* below = subclass.as<Type>();
    if (below->special[index].load() == old) set_special(thread, below, index, value);
  }
}

// A type that is being made has no caches to renew, so its dict is filled directly.
void put(ThreadState& thread, Type* type, const char* name, Value value) {
  Str* interned = vm::intern(thread, name);
  type->dict.load_as<objects::Dict>()->set_str(thread, interned, value);
  if (!is_dunder(name)) return;
  const int index = special_index(thread, interned);
  if (index >= 0) set_special(thread, type, index, value);
}

}  // namespace

void add_methods(ThreadState& thread, Type* type, std::span<const NativeDefinition> methods) {
  for (const NativeDefinition& definition : methods) {
    const bool is_new = std::strcmp(definition.name, "__new__") == 0;
    Native* native = Native::create(thread, definition, is_new ? nullptr : type, {});
    if (is_new) native->makes = type;
    put(thread, type, definition.name, native);
  }
}

void add_class_methods(ThreadState& thread, Type* type, std::span<const NativeDefinition> methods) {
  for (const NativeDefinition& definition : methods) {
    Native* native = Native::create(thread, definition, type, {});
    native->of_class = true;
    put(thread, type, definition.name,
        MethodWrapper::create_class_method(thread, thread.types.classmethod, native));
  }
}

void add_static_methods(ThreadState& thread, Type* type, std::span<const NativeDefinition> methods) {
  for (const NativeDefinition& definition : methods) {
    Native* native = Native::create(thread, definition, nullptr, {});
    put(thread, type, definition.name,
        MethodWrapper::create_static_method(thread, thread.types.staticmethod, native));
  }
}

void add_getsets(ThreadState& thread, Type* type, std::span<const GetSetDefinition> getsets) {
  for (const GetSetDefinition& definition : getsets) {
    auto* made = objects::GetSetDescriptor::create(thread, type, vm::intern(thread, definition.name),
                                                   definition.get, definition.set, definition.doc);
    if (definition.set == readonly_attribute) {
      made->shape.store(thread.types.member_descriptor->root_shape.load());
    }
    put(thread, type, definition.name, made);
  }
}

void add_functions(ThreadState& thread, objects::Module* module,
                   std::span<const NativeDefinition> functions) {
  objects::Dict* space = module->namespace_();
  const Value name = space->get_str(thread.names.dunder_name);
  for (const NativeDefinition& definition : functions) {
    space->set_str(thread, vm::intern(thread, definition.name),
                   Native::create(thread, definition, nullptr, name));
  }
}

void add_value(ThreadState& thread, objects::Module* module, const char* name, Value value) {
  module->namespace_()->set_str(thread, vm::intern(thread, name), value);
}

Type* builtin_type(ThreadState& thread, const void* key, Type* (*make)(ThreadState& thread)) {
  Slot& slot = thread.interpreter.state_slot(key);
  const Value known = slot.load();
  if (known) return known.as<Type>();
  Type* made = make(thread);
  Value expected;
  return slot.compare_exchange(expected, made) ? made : expected.as<Type>();
}

void install_all(ThreadState& thread) {
  vm::InterpreterState& interpreter = thread.interpreter;
  if (interpreter.modules == nullptr) interpreter.modules = objects::Dict::create(thread);
  auto* module = objects::Module::create(thread, thread.names.builtins);
  interpreter.keep(module);
  interpreter.builtins = module->namespace_();
  interpreter.modules->set_str(thread, thread.names.builtins, module);
  install_object_type(thread);
  install_descriptors(thread);
  install_functions_type(thread);
  install_exceptions(thread);
  install_str(thread);
  install_int(thread);
  install_float(thread);
  install_complex(thread);
  install_bytes(thread);
  install_list(thread);
  install_tuple(thread);
  install_dict(thread);
  install_set(thread);
  install_range(thread);
  install_iterators(thread);
  install_builtin_functions(thread);
  interpreter.import_function = interpreter.builtins->get_str(thread.names.dunder_import);
  interpreter.keep(interpreter.import_function);
}

}  // namespace minipy::builtins
