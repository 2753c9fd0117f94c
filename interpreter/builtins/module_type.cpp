// What scripts can ask of modules.
#include "interpreter/builtins/function_support.hpp"

namespace minipy::builtins {

using objects::Dict;
using objects::Module;

namespace {

Result<Value> module_new(ThreadState& thread, const Arguments& arguments) {
  auto* module = objects::create_instance<Module>(thread, arguments[0].as<Type>(), objects::kModule);
  module->dict.store(Dict::create(thread));
  return Value(module);
}

Result<Value> module_init(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "module.__init__() argument 1 must be str, not %T",
                        arguments[1]);
  }
  Dict* space = arguments[0].as<Module>()->namespace_();
  space->set_str(thread, thread.names.dunder_name, arguments[1]);
  space->set_str(thread, thread.names.dunder_doc, arguments.get(2) ? arguments[2] : Value::none());
  for (Str* name : {thread.names.dunder_package, thread.names.dunder_loader, thread.names.dunder_spec}) {
    space->set_str(thread, name, Value::none());
  }
  return Value::none();
}

Result<Value> module_repr(ThreadState& thread, const Arguments& arguments) {
  Dict* space = arguments[0].as<Module>()->namespace_();
  const Value name = space->get_str(thread.names.dunder_name);
  std::string text = "<module ";
  std::string plain = "?";
  if (name) {
    text += MINIPY_TRY(vm::repr(thread, name))->utf8();
    if (objects::is_str(name)) plain = name.as<Str>()->utf8();
  } else {
    text += "'?'";
  }
  const Value file = space->get_str(thread.names.dunder_file);
  if (file && !file.is_none()) {
    text += " from " + MINIPY_TRY(vm::repr(thread, file))->utf8();
  } else if (plain == "builtins" || plain == "sys" ||
             thread.interpreter.find_builtin_module(plain) != nullptr) {
    text += " (built-in)";
  }
  return Value(Str::create(thread, text + ">"));
}

Result<Value> module_dir(ThreadState& thread, const Arguments& arguments) {
  const Value found = MINIPY_TRY(vm::get_attribute(thread, arguments[0], thread.names.dunder_dict));
  if (!objects::is_dict(found)) {
    return thread.raise(thread.types.TypeError, "<module>.__dict__ is not a dictionary");
  }
  auto* space = found.as<Dict>();
  const Value own = space->get_str(vm::intern(thread, "__dir__"));
  if (own) return vm::call(thread, own);
  return Value(MINIPY_TRY(vm::to_list(thread, space)));
}

Result<Value> module_dict(ThreadState& /*thread*/, Value self) { return self.as<Module>()->dict.load(); }

constexpr NativeDefinition kModuleMethods[] = {
    {"__new__", module_new, "*args, **kwargs"},
    {"__init__", module_init, "self, name, doc="},
    {"__repr__", module_repr, "self, /"},
    {"__dir__", module_dir, "self, /"},
};
constexpr GetSetDefinition kModuleGetSets[] = {{"__dict__", module_dict}};

}  // namespace

void install_module_type(ThreadState& thread) {
  add_methods(thread, thread.types.module, kModuleMethods);
  add_getsets(thread, thread.types.module, kModuleGetSets);
}

}  // namespace minipy::builtins
