// The namespace of the module builtins: functions, types, constants.
#include <algorithm>

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

// Types that have a name in builtins; the others have one in C++ only.
bool is_public(const objects::CoreTypes& types, const Type* type) {
  const Type* const named[] = {
      types.object,       types.type,  types.int_,      types.bool_,      types.float_,   types.complex,
      types.str,          types.bytes, types.bytearray, types.memoryview, types.tuple,    types.list,
      types.dict,         types.set,   types.frozenset, types.range,      types.slice,    types.enumerate,
      types.zip,          types.map,   types.filter,    types.reversed,   types.property, types.classmethod,
      types.staticmethod, types.super};
  return type->has(Type::kException) ||
         std::find(std::begin(named), std::end(named), type) != std::end(named);
}

// What a debugger would answer: whatever sys.breakpointhook is.
Result<Value> builtin_breakpoint(ThreadState& thread, const Arguments& arguments) {
  const Value hook = thread.interpreter.sys->namespace_()->get_str(vm::intern(thread, "breakpointhook"));
  if (!hook) return thread.raise(thread.types.RuntimeError, "lost sys.breakpointhook");
  return vm::call(thread, hook, arguments);
}

constexpr NativeDefinition kFunctions[] = {
    {"exit", builtin_exit, "code="},
    {"quit", builtin_exit, "code="},
    {"breakpoint", builtin_breakpoint, "*args, **kws"},
};

}  // namespace

void install_builtin_functions(ThreadState& thread) {
  auto* module = thread.interpreter.modules->get_str(thread.names.builtins).as<Module>();
  const objects::CoreTypes& types = thread.types;
  Dict* space = module->namespace_();
  for (const auto functions :
       {value_functions(), attribute_functions(), iteration_functions(), stream_functions(), code_functions(),
        class_functions(), std::span<const NativeDefinition>(kFunctions)}) {
    add_functions(thread, module, functions);
  }
  for (Type* type : types.all()) {
    if (is_public(types, type)) space->set_str(thread, type->name.load_as<Str>(), type);
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
