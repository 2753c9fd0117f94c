// What scripts can ask of functions, methods, built-in functions, cells and modules.
#include "interpreter/builtins/function_support.hpp"
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/classes.hpp"

namespace minipy::builtins {

using objects::BoundMethod;
using objects::Cell;
using objects::Code;
using objects::Dict;
using objects::Function;
using objects::Module;
using objects::Native;

namespace {

Value or_none(Value value) { return value ? value : Value::none(); }
Value make_str(ThreadState& thread, const std::string& text) { return Str::create(thread, text); }

// ---- function

Result<Value> function_new(ThreadState& thread, const Arguments& arguments) {
  const Value code = arguments[1];
  const Value globals = arguments[2];
  if (!objects::has_kind(code, objects::kCode)) {
    return thread.raise(thread.types.TypeError, "function() argument 'code' must be code, not %T", code);
  }
  if (!objects::is_dict(globals)) {
    return thread.raise(thread.types.TypeError, "function() argument 'globals' must be dict, not %T", globals);
  }
  auto* given = code.as<Code>();
  Code* linked = globals == Value(given->globals)
                     ? given
                     : Code::link(thread, *given->owner, globals.as<Dict>(), given->builtins);
  const Value name = arguments.get(3);
  const Value defaults = arguments.get(4);
  const Value closure = arguments.get(5);
  const std::size_t wanted = linked->unit->free_names.size();
  const std::size_t cells =
      closure && objects::is_tuple(closure) ? static_cast<std::size_t>(closure.as<Tuple>()->length) : 0;
  if (wanted != cells) {
    if (cells == 0) return thread.raise(thread.types.TypeError, "arg 5 (closure) must be tuple");
    return thread.raise(thread.types.ValueError, "%S requires closure of length %d, not %d", linked->name,
                        static_cast<std::int64_t>(wanted), static_cast<std::int64_t>(cells));
  }
  Function* made = Function::create(thread, linked);
  if (name && !name.is_none()) made->name.store(name);
  if (defaults && !defaults.is_none()) made->defaults.store(defaults);
  if (cells > 0) made->closure.store(closure);
  return Value(made);
}

Result<Value> function_repr(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<Function>();
  return make_str(thread, "<function " + self->qualname.load_as<Str>()->utf8() + " at " +
                              address_text(arguments[0]) + ">");
}

Result<Value> bind_method(ThreadState& thread, const Arguments& arguments) {
  const Value object = arguments[1];
  const Value owner = arguments.get(2);
  const bool by_class = object.is_none() && owner && owner != Value(thread.types.none);
  return vm::descriptor_get(thread, arguments[0], by_class ? Value{} : object,
                            by_class ? owner.as<Type>() : objects::type_of(thread, object));
}

Result<Value> call_self(ThreadState& thread, const Arguments& arguments) {
  return vm::call(thread, arguments[0], Arguments{arguments.values + 1, arguments.count - 1, arguments.keywords});
}

template <Slot Function::*slot>
Result<Value> function_slot(ThreadState& /*thread*/, Value self) {
  return or_none((self.as<Function>()->*slot).load());
}

Result<void> set_function_text(ThreadState& thread, Value self, Value value, Slot Function::*slot,
                               const char* name) {
  if (!value || !objects::is_str(value)) {
    return thread.raise(thread.types.TypeError, "%s must be set to a string object", name);
  }
  (self.as<Function>()->*slot).store(value);
  return Done{};
}
Result<void> set_name(ThreadState& thread, Value self, Value value) {
  return set_function_text(thread, self, value, &Function::name, "__name__");
}
Result<void> set_qualname(ThreadState& thread, Value self, Value value) {
  return set_function_text(thread, self, value, &Function::qualname, "__qualname__");
}
Result<void> set_module(ThreadState& /*thread*/, Value self, Value value) {
  self.as<Function>()->module.store(or_none(value));
  return Done{};
}
Result<void> set_defaults(ThreadState& thread, Value self, Value value) {
  if (value && !value.is_none() && !objects::is_tuple(value)) {
    return thread.raise(thread.types.TypeError, "__defaults__ must be set to a tuple object");
  }
  self.as<Function>()->defaults.store(value.is_none() ? Value{} : value);
  return Done{};
}
Result<void> set_kwdefaults(ThreadState& thread, Value self, Value value) {
  if (value && !value.is_none() && !objects::is_dict(value)) {
    return thread.raise(thread.types.TypeError, "__kwdefaults__ must be set to a dict object");
  }
  self.as<Function>()->kwdefaults.store(value.is_none() ? Value{} : value);
  return Done{};
}
Result<void> set_code(ThreadState& thread, Value self, Value value) {
  if (!value || !objects::has_kind(value, objects::kCode)) {
    return thread.raise(thread.types.TypeError, "__code__ must be set to a code object");
  }
  auto* function = self.as<Function>();
  const std::size_t have = function->code_object()->unit->free_names.size();
  const std::size_t given = value.as<Code>()->unit->free_names.size();
  if (have != given) {
    return thread.raise(thread.types.ValueError, "%S() requires a code object with %d free vars, not %d",
                        function->name.load_as<Str>(), static_cast<std::int64_t>(have),
                        static_cast<std::int64_t>(given));
  }
  function->code.store(value);
  return Done{};
}

Result<Value> function_doc(ThreadState& thread, Value self) {
  auto* function = self.as<Function>();
  const Value doc = function->doc.load();
  if (doc) return doc;
  const bytecode::CodeUnit& unit = *function->code_object()->unit;
  return unit.has_doc ? make_str(thread, unit.doc) : Value::none();
}
Result<void> set_function_doc(ThreadState& /*thread*/, Value self, Value value) {
  self.as<Function>()->doc.store(or_none(value));
  return Done{};
}

Result<Value> function_globals(ThreadState& /*thread*/, Value self) {
  return Value(self.as<Function>()->code_object()->globals);
}
Result<Value> function_builtins(ThreadState& /*thread*/, Value self) {
  return Value(self.as<Function>()->code_object()->builtins);
}

// The compiler hands over names and values; the dict is made when somebody asks.
Result<Value> function_annotations(ThreadState& thread, Value self) {
  Slot& slot = self.as<Function>()->annotations;
  Value known = slot.load();
  if (known && objects::is_dict(known)) return known;
  Dict* made = Dict::create(thread);
  if (known) {
    const Tuple* pairs = known.as<Tuple>();
    for (std::int64_t i = 0; i + 1 < pairs->length; i += 2) {
      MINIPY_TRY(made->set(thread, pairs->items[i], pairs->items[i + 1]));
    }
  }
  if (slot.compare_exchange(known, made)) return Value(made);
  return known;
}
Result<void> set_annotations(ThreadState& thread, Value self, Value value) {
  if (value && !value.is_none() && !objects::is_dict(value)) {
    return thread.raise(thread.types.TypeError, "__annotations__ must be set to a dict object");
  }
  self.as<Function>()->annotations.store(value.is_none() ? Value{} : value);
  return Done{};
}

constexpr NativeDefinition kFunctionMethods[] = {
    {"__new__", function_new, "cls, code, globals, name=, argdefs=, closure="},
    {"__repr__", function_repr, "self, /"},
    {"__get__", bind_method, "self, instance, owner=, /"},
    {"__call__", call_self, "self, *args, **kwargs"},
};

constexpr GetSetDefinition kFunctionGetSets[] = {
    {"__name__", function_slot<&Function::name>, set_name},
    {"__qualname__", function_slot<&Function::qualname>, set_qualname},
    {"__module__", function_slot<&Function::module>, set_module},
    {"__doc__", function_doc, set_function_doc},
    {"__defaults__", function_slot<&Function::defaults>, set_defaults},
    {"__kwdefaults__", function_slot<&Function::kwdefaults>, set_kwdefaults},
    {"__code__", function_slot<&Function::code>, set_code},
    {"__closure__", function_slot<&Function::closure>, readonly_attribute},
    {"__globals__", function_globals, readonly_attribute},
    {"__builtins__", function_builtins, readonly_attribute},
    {"__annotations__", function_annotations, set_annotations},
    {"__dict__", vm::get_instance_dict, vm::set_instance_dict},
};

// ---- bound methods

Result<Value> method_new(ThreadState& thread, const Arguments& arguments) {
  if (!vm::is_callable(thread, arguments[1])) {
    return thread.raise(thread.types.TypeError, "first argument must be callable");
  }
  if (arguments[2].is_none()) return thread.raise(thread.types.TypeError, "instance must not be None");
  return Value(BoundMethod::create(thread, arguments[1], arguments[2]));
}

Result<Value> method_repr(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<BoundMethod>();
  const Value function = self->function.load();
  Value name = MINIPY_TRY(vm::find_attribute(thread, function, thread.names.dunder_qualname));
  if (!name) name = MINIPY_TRY(vm::find_attribute(thread, function, thread.names.dunder_name));
  Str* object = MINIPY_TRY(vm::repr(thread, self->self.load()));
  return make_str(thread, "<bound method " + (name && objects::is_str(name) ? name.as<Str>()->utf8() : "?") +
                              " of " + object->utf8() + ">");
}

Result<Value> method_eq(ThreadState& thread, const Arguments& arguments) {
  if (!objects::has_kind(arguments[1], objects::kBoundMethod)) return Value::not_implemented();
  auto* a = arguments[0].as<BoundMethod>();
  auto* b = arguments[1].as<BoundMethod>();
  if (!(a->self.load() == b->self.load())) return Value::false_();
  return Value::from_bool(MINIPY_TRY(vm::equal(thread, a->function.load(), b->function.load())));
}

Result<Value> method_hash(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<BoundMethod>();
  const std::int64_t function = MINIPY_TRY(vm::hash(thread, self->function.load()));
  return objects::make_int(thread, function ^ identity_hash(self->self.load()));
}

Result<Value> method_getattr(ThreadState& thread, const Arguments& arguments) {
  Str* name = thread.intern_table.intern(thread, arguments[1].as<Str>());
  return vm::get_attribute(thread, arguments[0].as<BoundMethod>()->function.load(), name);
}

template <Slot BoundMethod::*slot>
Result<Value> method_slot(ThreadState& /*thread*/, Value self) {
  return (self.as<BoundMethod>()->*slot).load();
}
Result<Value> method_doc(ThreadState& thread, Value self) {
  const Value doc =
      MINIPY_TRY(vm::find_attribute(thread, self.as<BoundMethod>()->function.load(), thread.names.dunder_doc));
  return or_none(doc);
}

constexpr NativeDefinition kMethodMethods[] = {
    {"__new__", method_new, "cls, function, instance, /"},
    {"__repr__", method_repr, "self, /"},
    {"__eq__", method_eq, "self, other, /"},
    {"__hash__", method_hash, "self, /"},
    {"__getattr__", method_getattr, "self, name, /"},
    {"__call__", call_self, "self, *args, **kwargs"},
};
constexpr GetSetDefinition kMethodGetSets[] = {
    {"__func__", method_slot<&BoundMethod::function>, readonly_attribute},
    {"__self__", method_slot<&BoundMethod::self>, readonly_attribute},
    {"__doc__", method_doc},
};

// ---- built-in functions and method descriptors

bool is_dunder(const Native* native) {
  return native->definition->name[0] == '_' && native->definition->name[1] == '_';
}

std::string native_qualname(ThreadState& thread, const Native* native) {
  const Value self = native->self.load();
  const Type* owner = native->owner;
  if (self && objects::has_kind(self, objects::kType)) owner = self.as<Type>();
  if (owner == nullptr) return native->definition->name;
  static_cast<void>(thread);
  return owner->qualname.load_as<Str>()->utf8() + "." + native->definition->name;
}

Result<Value> native_repr(ThreadState& thread, const Arguments& arguments) {
  const auto* self = arguments[0].as<Native>();
  const Value bound = self->self.load();
  const std::string name = self->definition->name;
  if (bound) {
    const std::string what = is_dunder(self) ? "<method-wrapper '" + name + "' of " : "<built-in method " + name + " of ";
    return make_str(thread, what + objects::type_name(thread, bound) + " object at " + address_text(bound) + ">");
  }
  if (self->owner == nullptr) return make_str(thread, "<built-in function " + name + ">");
  const std::string owner = self->owner->name.load_as<Str>()->utf8();
  return make_str(thread, (is_dunder(self) ? "<slot wrapper '" : "<method '") + name + "' of '" + owner + "' objects>");
}

Result<Value> native_eq(ThreadState& /*thread*/, const Arguments& arguments) {
  if (!objects::has_kind(arguments[1], objects::kNative)) return Value::not_implemented();
  const auto* a = arguments[0].as<Native>();
  const auto* b = arguments[1].as<Native>();
  return Value::from_bool(a->definition == b->definition && a->self.load() == b->self.load());
}

Result<Value> native_hash(ThreadState& thread, const Arguments& arguments) {
  const auto* self = arguments[0].as<Native>();
  const auto place = reinterpret_cast<std::uintptr_t>(self->definition);
  return objects::make_int(thread, identity_hash(self->self.load()) ^ static_cast<std::int64_t>(place >> 4U));
}

Result<Value> native_name(ThreadState& thread, Value self) {
  return Value(vm::intern(thread, self.as<Native>()->definition->name));
}
Result<Value> native_qualname_get(ThreadState& thread, Value self) {
  return make_str(thread, native_qualname(thread, self.as<Native>()));
}
Result<Value> native_doc(ThreadState& thread, Value self) {
  const char* doc = self.as<Native>()->definition->doc;
  return *doc == '\0' ? Value::none() : make_str(thread, doc);
}
Result<Value> native_module(ThreadState& /*thread*/, Value self) { return or_none(self.as<Native>()->module.load()); }
Result<Value> native_self(ThreadState& thread, Value self) {
  const auto* native = self.as<Native>();
  const Value bound = native->self.load();
  if (bound) return bound;
  const Value name = native->module.load();
  if (!name || !objects::is_str(name)) return Value::none();
  return or_none(thread.interpreter.modules->get_str(name.as<Str>()));
}
Result<Value> native_owner(ThreadState& /*thread*/, Value self) { return Value(self.as<Native>()->owner); }

// As inspect reads it: "($self, sub, /)" with what is optional shown without its default.
Result<Value> native_signature(ThreadState& thread, Value self) {
  std::string text = "(";
  std::string_view rest = self.as<Native>()->definition->parameters;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    std::string_view part = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    if (text.size() > 1) text += ", ";
    text += part == "self" ? "$self" : std::string(part);
    if (!part.empty() && part.back() == '=') text += "<unrepresentable>";
  }
  return make_str(thread, text + ")");
}

constexpr NativeDefinition kBuiltinMethods[] = {
    {"__repr__", native_repr, "self, /"},
    {"__eq__", native_eq, "self, other, /"},
    {"__hash__", native_hash, "self, /"},
    {"__call__", call_self, "self, *args, **kwargs"},
};
constexpr NativeDefinition kNativeDescriptorMethods[] = {
    {"__repr__", native_repr, "self, /"},
    {"__get__", bind_method, "self, instance, owner=, /"},
    {"__call__", call_self, "self, *args, **kwargs"},
};
constexpr GetSetDefinition kNativeGetSets[] = {
    {"__name__", native_name},
    {"__qualname__", native_qualname_get},
    {"__doc__", native_doc},
    {"__text_signature__", native_signature},
};
constexpr GetSetDefinition kBuiltinGetSets[] = {{"__module__", native_module}, {"__self__", native_self}};
constexpr GetSetDefinition kNativeDescriptorGetSets[] = {{"__objclass__", native_owner}};

// ---- cells

Result<Value> cell_new(ThreadState& thread, const Arguments& arguments) {
  return Value(Cell::create(thread, arguments.get(1)));
}

Result<Value> cell_repr(ThreadState& thread, const Arguments& arguments) {
  const Value value = arguments[0].as<Cell>()->value.load();
  const std::string place = "<cell at " + address_text(arguments[0]) + ": ";
  if (!value) return make_str(thread, place + "empty>");
  return make_str(thread, place + objects::type_name(thread, value) + " object at " + address_text(value) + ">");
}

Result<Value> cell_contents(ThreadState& thread, Value self) {
  const Value value = self.as<Cell>()->value.load();
  if (!value) return thread.raise(thread.types.ValueError, "Cell is empty");
  return value;
}
Result<void> set_cell_contents(ThreadState& /*thread*/, Value self, Value value) {
  self.as<Cell>()->value.store(value);
  return Done{};
}

constexpr NativeDefinition kCellMethods[] = {
    {"__new__", cell_new, "cls, contents=, /"},
    {"__repr__", cell_repr, "self, /"},
};
constexpr GetSetDefinition kCellGetSets[] = {{"cell_contents", cell_contents, set_cell_contents}};

// ---- modules

Result<Value> module_new(ThreadState& thread, const Arguments& arguments) {
  auto* module = objects::create_instance<Module>(thread, arguments[0].as<Type>(), objects::kModule);
  module->dict.store(Dict::create(thread));
  return Value(module);
}

Result<Value> module_init(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "module.__init__() argument 1 must be str, not %T", arguments[1]);
  }
  Dict* space = arguments[0].as<Module>()->namespace_();
  space->set_str(thread, thread.names.dunder_name, arguments[1]);
  space->set_str(thread, thread.names.dunder_doc, or_none(arguments.get(2)));
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
  } else if (plain == "builtins" || plain == "sys" || thread.interpreter.find_builtin_module(plain) != nullptr) {
    text += " (built-in)";
  }
  return make_str(thread, text + ">");
}

Result<Value> module_dir(ThreadState& thread, const Arguments& arguments) {
  Dict* space = arguments[0].as<Module>()->namespace_();
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

void install_functions_type(ThreadState& thread) {
  const objects::CoreTypes& types = thread.types;
  add_methods(thread, types.function, kFunctionMethods);
  add_getsets(thread, types.function, kFunctionGetSets);
  add_methods(thread, types.method, kMethodMethods);
  add_getsets(thread, types.method, kMethodGetSets);
  add_methods(thread, types.builtin, kBuiltinMethods);
  add_getsets(thread, types.builtin, kNativeGetSets);
  add_getsets(thread, types.builtin, kBuiltinGetSets);
  for (Type* type : {types.method_descriptor, types.wrapper_descriptor}) {
    add_methods(thread, type, kNativeDescriptorMethods);
    add_getsets(thread, type, kNativeGetSets);
    add_getsets(thread, type, kNativeDescriptorGetSets);
  }
  add_methods(thread, types.cell, kCellMethods);
  add_getsets(thread, types.cell, kCellGetSets);
  add_methods(thread, types.module, kModuleMethods);
  add_getsets(thread, types.module, kModuleGetSets);
  install_code_types(thread);
  install_generator(thread);
}

}  // namespace minipy::builtins
