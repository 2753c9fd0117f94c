// The namespace of the module builtins: functions, types, constants.
#include "interpreter/builtins/builtin_support.hpp"
#include "interpreter/builtins/exception_support.hpp"

namespace minipy::builtins {

using objects::Dict;
using objects::Module;

namespace {

// exit and quit, which the module site brings in CPython.
Result<Value> builtin_exit(ThreadState& thread, const Arguments& arguments) {
  const Value code = arguments.get(0);
  const Value given = code ? code : Value::none();
  return thread.raise_with(thread.types.SystemExit, {&given, 1});
}

constexpr NativeDefinition kExits[] = {
    {"exit", builtin_exit, "code="},
    {"quit", builtin_exit, "code="},
};

// Types that have a name in C++ but none in builtins.
bool is_hidden(const objects::CoreTypes& types, const Type* type) {
  const Type* const hidden[] = {types.none,
                                types.cell,
                                types.code,
                                types.function,
                                types.method,
                                types.builtin,
                                types.method_descriptor,
                                types.wrapper_descriptor,
                                types.module,
                                types.generator,
                                types.traceback,
                                types.not_implemented,
                                types.ellipsis,
                                types.range_iterator,
                                types.list_iterator,
                                types.tuple_iterator,
                                types.member_descriptor,
                                types.getset_descriptor};
  for (const Type* one : hidden) {
    if (one == type) return true;
  }
  return false;
}

}  // namespace

void install_builtin_functions(ThreadState& thread) {
  auto* module = thread.interpreter.modules->get_str(thread.names.builtins).as<Module>();
  const objects::CoreTypes& types = thread.types;
  Dict* space = module->namespace_();
  for (const auto functions :
       {value_functions(), attribute_functions(), iteration_functions(), stream_functions(), code_functions(),
        class_functions(), std::span<const NativeDefinition>(kExits)}) {
    add_functions(thread, module, functions);
  }
  for (Type* type : types.all()) {
    if (!is_hidden(types, type)) space->set_str(thread, type->name.load_as<Str>(), type);
  }
  add_value(thread, module, "ExceptionGroup", exception_group_type(thread));
  add_value(thread, module, "IOError", types.OSError);
  add_value(thread, module, "EnvironmentError", types.OSError);
  add_value(thread, module, "None", Value::none());
  add_value(thread, module, "True", Value::true_());
  add_value(thread, module, "False", Value::false_());
  add_value(thread, module, "NotImplemented", Value::not_implemented());
  add_value(thread, module, "Ellipsis", Value::ellipsis());
  add_value(thread, module, "__debug__", Value::true_());
}

}  // namespace minipy::builtins
