// __build_class__: what a class statement calls (CPython's builtin___build_class__).
#include "interpreter/builtins/builtin_support.hpp"
#include "interpreter/objects/cell.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/calls.hpp"
#include "interpreter/vm/classes.hpp"

namespace minipy::builtins {

using objects::Cell;
using objects::Dict;
using objects::Function;

namespace {

// The bases as given, those that stand for others (__mro_entries__) replaced.
Result<Tuple*> resolve_bases(ThreadState& thread, Tuple* bases) {
  vm::RootedValues resolved(thread);
  bool changed = false;
  for (const Value base : bases->values()) {
    if (objects::has_kind(base, objects::kType)) {
      resolved.push_back(base);
      continue;
    }
    const Value entries = MINIPY_TRY(vm::find_attribute(thread, base, thread.names.dunder_mro_entries));
    if (!entries) {
      resolved.push_back(base);
      continue;
    }
    const Value stand_in = MINIPY_TRY(vm::call(thread, entries, {bases}));
    if (!objects::is_tuple(stand_in)) {
      return thread.raise(thread.types.TypeError, "__mro_entries__ must return a tuple");
    }
    changed = true;
    for (const Value item : stand_in.as<Tuple>()->values()) resolved.push_back(item);
  }
  return changed ? Tuple::create(thread, resolved.span()) : bases;
}

// The keywords of the class statement but `metaclass`, behind `values`; their names.
struct Keywords {
  const Tuple* names = nullptr;
  Value metaclass;
};

Keywords take_keywords(ThreadState& thread, const Arguments& arguments, vm::RootedValues& values) {
  Keywords result;
  vm::RootedValues names(thread);
  for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i) {
    const Value name = arguments.keywords->items[i];
    const Value value = arguments.values[arguments.count + i];
    if (name.as<Str>()->equals(thread.names.metaclass)) {
      result.metaclass = value;
    } else {
      names.push_back(name);
      values.push_back(value);
    }
  }
  if (names.size() > 0) result.names = Tuple::create(thread, names.span());
  return result;
}

Result<Value> prepare(ThreadState& thread, Value meta, Value name, Tuple* bases,
                      const vm::RootedValues& extra, const Tuple* names) {
  if (meta == Value(thread.types.type)) return Value(Dict::create(thread));
  const Value method = MINIPY_TRY(vm::find_attribute(thread, meta, thread.names.dunder_prepare));
  if (!method) return Value(Dict::create(thread));
  vm::RootedValues values(thread);
  values.push_back(name);
  values.push_back(bases);
  values.values().insert(values.values().end(), extra.values().begin(), extra.values().end());
  const Value space = MINIPY_TRY(vm::call(thread, method, Arguments{values.values().data(), 2, names}));
  if (objects::is_dict(space) || vm::find_special(thread, space, vm::Special::kGetItem)) return space;
  const bool is_class = objects::has_kind(meta, objects::kType);
  return thread.raise(thread.types.TypeError, "%s.__prepare__() must return a mapping, not %T",
                      is_class ? meta.as<Type>()->name.load_as<Str>()->utf8().c_str() : "<metaclass>", space);
}

Result<Value> run_body(ThreadState& thread, Function* body, Value space) {
  vm::Frame* frame = vm::push_function_frame(thread, body, nullptr, 0, nullptr, false);
  if (frame == nullptr) return Raised{};
  frame->locals = space;
  return vm::run_frame(thread, frame);
}

Result<Value> check_class_cell(ThreadState& thread, Value cell, Value cls, Value name) {
  if (!objects::has_kind(cell, objects::kCell) || !objects::has_kind(cls, objects::kType)) return cls;
  const Value held = cell.as<Cell>()->value.load();
  if (held == cls) return cls;
  if (!held) {
    return thread.raise(thread.types.RuntimeError,
                        "__class__ not set defining %R as %R. Was __classcell__ propagated to type.__new__?",
                        name, cls);
  }
  return thread.raise(thread.types.TypeError, "__class__ set to %R defining %R as %R", held, name, cls);
}

Result<Value> build_class(ThreadState& thread, const Arguments& arguments) {
  Type* error = thread.types.TypeError;
  if (arguments.count < 2) return thread.raise(error, "__build_class__: not enough arguments");
  if (!objects::has_kind(arguments[0], objects::kFunction)) {
    return thread.raise(error, "__build_class__: func must be a function");
  }
  if (!objects::is_str(arguments[1])) return thread.raise(error, "__build_class__: name is not a string");
  auto* body = arguments[0].as<Function>();
  const Value name = arguments[1];
  Tuple* given = Tuple::create(thread, {arguments.values + 2, arguments.count - 2});
  Tuple* bases = MINIPY_TRY(resolve_bases(thread, given));

  vm::RootedValues extra(thread);
  const Keywords keywords = take_keywords(thread, arguments, extra);
  Value meta = keywords.metaclass;
  if (!meta)
    meta = bases->length > 0 ? Value(objects::type_of(thread, bases->items[0])) : Value(thread.types.type);
  if (objects::has_kind(meta, objects::kType)) {
    meta = MINIPY_TRY(vm::calculate_metaclass(thread, meta.as<Type>(), bases));
  }
  const Value space = MINIPY_TRY(prepare(thread, meta, name, bases, extra, keywords.names));
  const Value cell = MINIPY_TRY(run_body(thread, body, space));
  if (bases != given) MINIPY_TRY(vm::set_item(thread, space, thread.names.dunder_orig_bases, given));

  const std::uint32_t hint = body->code_object()->unit->attribute_hint;
  Value cls;
  if (meta == Value(thread.types.type) && objects::is_dict(space)) {
    cls = MINIPY_TRY(vm::create_class(thread, thread.types.type, name.as<Str>(), bases, space.as<Dict>(),
                                      Arguments{extra.values().data(), 0, keywords.names}, hint));
  } else {
    // Through a metaclass the hint travels with the namespace: type.__new__ finds it there.
    if (objects::is_dict(space)) space.as_object()->aux.store(hint, std::memory_order_relaxed);
    vm::RootedValues values(thread);
    for (const Value value : {name, Value(bases), space}) values.push_back(value);
    values.values().insert(values.values().end(), extra.values().begin(), extra.values().end());
    cls = MINIPY_TRY(vm::call(thread, meta, Arguments{values.values().data(), 3, keywords.names}));
  }
  return check_class_cell(thread, cell, cls, name);
}

constexpr NativeDefinition kFunctions[] = {
    {"__build_class__", build_class, "*args, **kwargs",
     "Internal helper function used by the class statement."},
};

}  // namespace

std::span<const NativeDefinition> class_functions() { return kFunctions; }

}  // namespace minipy::builtins
