// Built-in functions that look into objects: attributes, classes, namespaces.
#include "interpreter/builtins/builtin_support.hpp"
#include "interpreter/builtins/function_support.hpp"
#include "interpreter/builtins/sorting.hpp"

namespace minipy::builtins {

using objects::Dict;
using objects::List;
using objects::Special;

namespace {

Result<Str*> attribute_name(ThreadState& thread, Value name) {
  if (!objects::is_str(name)) {
    return thread.raise(thread.types.TypeError, "attribute name must be string, not '%T'", name);
  }
  return thread.intern_table.intern(thread, name.as<Str>());
}

Result<Value> builtin_getattr(ThreadState& thread, const Arguments& arguments) {
  Str* name = MINIPY_TRY(attribute_name(thread, arguments[1]));
  const Value otherwise = arguments.get(2);
  if (!otherwise) return vm::get_attribute(thread, arguments[0], name);
  const Value found = MINIPY_TRY(vm::find_attribute(thread, arguments[0], name));
  return found ? found : otherwise;
}

Result<Value> builtin_hasattr(ThreadState& thread, const Arguments& arguments) {
  Str* name = MINIPY_TRY(attribute_name(thread, arguments[1]));
  return Value::from_bool(static_cast<bool>(MINIPY_TRY(vm::find_attribute(thread, arguments[0], name))));
}

Result<Value> builtin_setattr(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(vm::set_attribute(thread, arguments[0], MINIPY_TRY(attribute_name(thread, arguments[1])),
                               arguments[2]));
  return Value::none();
}

Result<Value> builtin_delattr(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(vm::delete_attribute(thread, arguments[0], MINIPY_TRY(attribute_name(thread, arguments[1]))));
  return Value::none();
}

Result<Value> current_locals(ThreadState& thread) {
  if (thread.frame == nullptr) return thread.raise(thread.types.SystemError, "frame does not exist");
  return frame_locals(thread, *thread.frame);
}

Result<Value> builtin_globals(ThreadState& thread, const Arguments& /*arguments*/) {
  return thread.frame == nullptr ? Value::none() : Value(thread.frame->code->globals);
}

Result<Value> builtin_locals(ThreadState& thread, const Arguments& /*arguments*/) {
  return current_locals(thread);
}

Result<Value> builtin_dir(ThreadState& thread, const Arguments& arguments) {
  Value names;
  if (arguments.count == 0 || !arguments[0]) {
    const Value locals = MINIPY_TRY(current_locals(thread));
    names = MINIPY_TRY(vm::call_method(thread, locals, thread.names.keys, {}));
  } else {
    if (!vm::find_special(thread, arguments[0], Special::kDir)) {
      return thread.raise(thread.types.TypeError, "object does not provide __dir__");
    }
    names = MINIPY_TRY(vm::call_special(thread, arguments[0], Special::kDir, {}));
  }
  List* list = MINIPY_TRY(vm::to_list(thread, names));
  MINIPY_TRY(sort_list(thread, list, Value::none(), false));
  return Value(list);
}

Result<Value> builtin_vars(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count == 0 || !arguments[0]) return current_locals(thread);
  const Value dict = MINIPY_TRY(vm::find_attribute(thread, arguments[0], thread.names.dunder_dict));
  if (dict) return dict;
  return thread.raise(thread.types.TypeError, "vars() argument must have __dict__ attribute");
}

Result<Value> builtin_isinstance(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(vm::is_instance(thread, arguments[0], arguments[1])));
}

Result<Value> builtin_issubclass(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(vm::is_subclass(thread, arguments[0], arguments[1])));
}

constexpr NativeDefinition kFunctions[] = {
    {"getattr", builtin_getattr, "object, name, default=, /", "Get a named attribute from an object."},
    {"hasattr", builtin_hasattr, "obj, name, /",
     "Return whether the object has an attribute with the given name."},
    {"setattr", builtin_setattr, "obj, name, value, /",
     "Sets the named attribute on the given object to the specified value."},
    {"delattr", builtin_delattr, "obj, name, /", "Deletes the named attribute from the given object."},
    {"globals", builtin_globals, "",
     "Return the dictionary containing the current scope's global variables."},
    {"locals", builtin_locals, "", "Return a dictionary containing the current scope's local variables."},
    {"dir", builtin_dir, "object=, /",
     "Return a list of names: of the current scope, or an object's attributes."},
    {"vars", builtin_vars, "object=, /",
     "Without arguments, equivalent to locals().  With one, to object.__dict__."},
    {"isinstance", builtin_isinstance, "obj, class_or_tuple, /",
     "Return whether an object is an instance of a class or of a subclass thereof."},
    {"issubclass", builtin_issubclass, "cls, class_or_tuple, /",
     "Return whether 'cls' is derived from another class or is the same class."},
};

}  // namespace

std::span<const NativeDefinition> attribute_functions() { return kFunctions; }

}  // namespace minipy::builtins
