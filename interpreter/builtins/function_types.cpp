// What scripts can ask of functions written in Python, bound methods and closure cells.
#include "interpreter/builtins/function_support.hpp"
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/classes.hpp"

namespace minipy::builtins {

using objects::BoundMethod;
using objects::Cell;
using objects::Code;
using objects::Comparison;
using objects::Dict;
using objects::Function;

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
    return thread.raise(thread.types.TypeError, "function() argument 'globals' must be dict, not %T",
                        globals);
  }
  auto* given = code.as<Code>();
  Code* linked = globals == Value(given->globals) ? given
                                                  : Code::link(thread, *given->owner, globals.as<Dict>(),
                                                               vm::builtins_of(thread, globals.as<Dict>()));
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
  if (!unit.has_doc) return Value::none();
  // The same str each time.
  const Value made = make_str(thread, unit.doc);
  Value expected;
  return function->doc.compare_exchange(expected, made) ? made : expected;
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
    {"__get__", bind_as_method, "self, instance, owner=, /"},
    {"__call__", call_itself, "self, *args, **kwargs"},
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
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "attribute name must be string, not '%T'", arguments[1]);
  }
  Str* name = thread.intern_table.intern(thread, arguments[1].as<Str>());
  return vm::get_attribute(thread, arguments[0].as<BoundMethod>()->function.load(), name);
}

template <Slot BoundMethod::*slot>
Result<Value> method_slot(ThreadState& /*thread*/, Value self) {
  return (self.as<BoundMethod>()->*slot).load();
}
Result<Value> method_doc(ThreadState& thread, Value self) {
  const Value doc = MINIPY_TRY(
      vm::find_attribute(thread, self.as<BoundMethod>()->function.load(), thread.names.dunder_doc));
  return or_none(doc);
}

constexpr NativeDefinition kMethodMethods[] = {
    {"__new__", method_new, "cls, function, instance, /"},
    {"__repr__", method_repr, "self, /"},
    {"__eq__", method_eq, "self, other, /"},
    {"__hash__", method_hash, "self, /"},
    {"__getattr__", method_getattr, "self, name, /"},
    {"__call__", call_itself, "self, *args, **kwargs"},
};
constexpr GetSetDefinition kMethodGetSets[] = {
    {"__func__", method_slot<&BoundMethod::function>, readonly_attribute},
    {"__self__", method_slot<&BoundMethod::self>, readonly_attribute},
    {"__doc__", method_doc},
};

// ---- cells

Result<Value> cell_new(ThreadState& thread, const Arguments& arguments) {
  return Value(Cell::create(thread, arguments.get(1)));
}

Result<Value> cell_repr(ThreadState& thread, const Arguments& arguments) {
  const Value value = arguments[0].as<Cell>()->value.load();
  const std::string place = "<cell at " + address_text(arguments[0]) + ": ";
  if (!value) return make_str(thread, place + "empty>");
  return make_str(thread,
                  place + objects::type_name(thread, value) + " object at " + address_text(value) + ">");
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

// An empty cell comes before every other.
template <Comparison op>
Result<Value> cell_compare(ThreadState& thread, const Arguments& arguments) {
  if (!objects::has_kind(arguments[1], objects::kCell)) return Value::not_implemented();
  const Value a = arguments[0].as<Cell>()->value.load();
  const Value b = arguments[1].as<Cell>()->value.load();
  if (a && b) return vm::compare(thread, op, a, b);
  return vm::compare(thread, op, Value::from_bool(static_cast<bool>(a)),
                     Value::from_bool(static_cast<bool>(b)));
}

constexpr NativeDefinition kCellMethods[] = {
    {"__new__", cell_new, "cls, contents=, /"},
    {"__repr__", cell_repr, "self, /"},
    {"__eq__", cell_compare<Comparison::kEq>, "self, value, /"},
    {"__ne__", cell_compare<Comparison::kNe>, "self, value, /"},
    {"__lt__", cell_compare<Comparison::kLt>, "self, value, /"},
    {"__le__", cell_compare<Comparison::kLe>, "self, value, /"},
    {"__gt__", cell_compare<Comparison::kGt>, "self, value, /"},
    {"__ge__", cell_compare<Comparison::kGe>, "self, value, /"},
};
constexpr GetSetDefinition kCellGetSets[] = {{"cell_contents", cell_contents, set_cell_contents}};

}  // namespace

Result<Value> bind_as_method(ThreadState& thread, const Arguments& arguments) {
  const Value object = arguments[1];
  const Value owner = arguments.get(2);
  const bool by_class = object.is_none() && owner && owner != Value(thread.types.none);
  return vm::descriptor_get(thread, arguments[0], by_class ? Value{} : object,
                            by_class ? owner.as<Type>() : objects::type_of(thread, object));
}

Result<Value> call_itself(ThreadState& thread, const Arguments& arguments) {
  return vm::call(thread, arguments[0],
                  Arguments{arguments.values + 1, arguments.count - 1, arguments.keywords});
}

void install_functions_type(ThreadState& thread) {
  const objects::CoreTypes& types = thread.types;
  add_methods(thread, types.function, kFunctionMethods);
  add_getsets(thread, types.function, kFunctionGetSets);
  add_methods(thread, types.method, kMethodMethods);
  add_getsets(thread, types.method, kMethodGetSets);
  add_methods(thread, types.cell, kCellMethods);
  add_getsets(thread, types.cell, kCellGetSets);
  make_unhashable(thread, types.cell);
  install_native_types(thread);
  install_module_type(thread);
  install_code_types(thread);
  install_generator(thread);
}

}  // namespace minipy::builtins
