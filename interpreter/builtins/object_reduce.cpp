// object.__reduce__, __reduce_ex__ and __getstate__: how copy and pickle take an object apart (PEP 307).
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/objects/descriptor.hpp"
#include "interpreter/vm/attributes.hpp"

namespace minipy::builtins {

using objects::Dict;
using objects::List;
using objects::Special;

namespace {

// copyreg.__newobj__: cls.__new__(cls, *args).
Result<Value> newobj(ThreadState& thread, const Arguments& arguments) {
  const Value maker = MINIPY_TRY(vm::get_attribute(thread, arguments[0], thread.names.of(Special::kNew)));
  return vm::call(thread, maker, arguments);
}

constexpr NativeDefinition kNewobj = {"__newobj__", newobj, "cls, *args"};

// copyreg.__newobj_ex__: cls.__new__(cls, *args, **kwargs).
Result<Value> newobj_ex(ThreadState& thread, const Arguments& arguments) {
  const Value maker = MINIPY_TRY(vm::get_attribute(thread, arguments[0], thread.names.of(Special::kNew)));
  vm::RootedValues values(thread);
  vm::RootedValues names(thread);
  values.push_back(arguments[0]);
  for (const Value item : MINIPY_TRY(vm::to_tuple(thread, arguments[1]))->values()) values.push_back(item);
  const auto positional = static_cast<std::uint32_t>(values.size());
  const Dict* keywords = arguments[2].as<Dict>();
  std::size_t position = 0;
  Value key;
  Value value;
  while (keywords->next(position, key, value)) {
    names.push_back(key);
    values.push_back(value);
  }
  return vm::call(thread, maker,
                  Arguments{values.values().data(), positional, Tuple::create(thread, names.span())});
}

constexpr NativeDefinition kNewobjEx = {"__newobj_ex__", newobj_ex, "cls, args, kwargs, /"};

constexpr const char* kGetNewArgs = "__getnewargs__";
constexpr const char* kGetNewArgsEx = "__getnewargs_ex__";

// The attributes that the class names itself, in a list that copyreg made or the class wrote.
Result<Value> named_values(ThreadState& thread, Value self, List* names) {
  Dict* values = nullptr;
  const Tuple* all = names->to_tuple(thread);
  for (const Value item : all->values()) {
    if (!objects::is_str(item)) {
      return thread.raise(thread.types.TypeError, "__slotnames__ should be a list of str, not %T", item);
    }
    Str* name = thread.intern_table.intern(thread, item.as<Str>());
    const Value value = MINIPY_TRY(vm::find_attribute(thread, self, name));
    if (!value) continue;
    if (values == nullptr) values = Dict::create(thread);
    values->set_str(thread, name, value);
  }
  return values != nullptr ? Value(values) : Value{};
}

// The values of __slots__, by name; empty when there are none set.
Result<Value> slot_values(ThreadState& thread, Value self) {
  const Type* type = objects::type_of(thread, self);
  const Value named = type->dict.load_as<Dict>()->get_str(vm::intern(thread, "__slotnames__"));
  if (named && objects::is_list(named)) return named_values(thread, self, named.as<List>());
  Dict* values = nullptr;
  for (const Value base : type->mro.load_as<Tuple>()->values()) {
    auto* dict = base.as<Type>()->dict.load_as<Dict>();
    std::size_t position = 0;
    Value key;
    Value found;
    while (dict->next(position, key, found)) {
      const auto* member = objects::as_opaque<objects::MemberDescriptor>(found, objects::kMemberInfo);
      if (member == nullptr) continue;
      const Slot* slot = objects::attribute_slot(thread, self.as_object(), member->index, false);
      const Value value = slot != nullptr ? slot->load() : Value{};
      if (!value) continue;
      if (values == nullptr) values = Dict::create(thread);
      values->set_str(thread, member->name, value);
    }
  }
  return values != nullptr ? Value(values) : Value{};
}

Result<Value> object_getstate(ThreadState& thread, const Arguments& arguments) {
  Value dict = MINIPY_TRY(vm::find_attribute(thread, arguments[0], thread.names.dunder_dict));
  if (!dict || !objects::is_dict(dict) || dict.as<Dict>()->size() == 0) dict = Value::none();
  const Value slots = MINIPY_TRY(slot_values(thread, arguments[0]));
  if (!slots) return dict;
  const Value both[] = {dict, slots};
  return Value(Tuple::create(thread, both));
}

// The iterators over the items of a list / the pairs of a dict, or None.
Result<Value> iterator_of(ThreadState& thread, Value self, bool of_list) {
  if (of_list) return objects::is_list(self) ? vm::iterate(thread, self) : Result<Value>(Value::none());
  if (!objects::is_dict(self)) return Value::none();
  return vm::iterate(thread, MINIPY_TRY(vm::call_method(thread, self, thread.names.items, {})));
}

// Whether an instance of a built-in type is more than its attributes.
bool has_inside(Value self) {
  if (!self.is_object()) return false;
  switch (self.as_object()->kind) {
    case objects::kOpaque:
    case objects::kRangeIterator:
    case objects::kListIterator:
    case objects::kTupleIterator:
    case objects::kGenerator:
    case objects::kCoroutine:
    case objects::kAsyncGenerator:
    case objects::kCode:
    case objects::kCell:
    case objects::kModule:
    case objects::kTraceback:
      return true;
    default:
      return false;
  }
}

// What makes the object again: copyreg's own function, where that is imported, which pickle knows by its
// name.
Value maker_of(ThreadState& thread, const NativeDefinition& definition) {
  Str* module = vm::intern(thread, "copyreg");
  const Value copyreg = thread.interpreter.modules->get_str(module);
  if (objects::has_kind(copyreg, objects::kModule)) {
    const Value found =
        copyreg.as<objects::Module>()->namespace_()->get_str(vm::intern(thread, definition.name));
    if (found) return found;
  }
  return objects::Native::create(thread, definition, nullptr, module);
}

// What the class wants __new__ to get.
struct NewArguments {
  Tuple* positional = nullptr;
  Dict* keywords = nullptr;
};

// A special method that is in no type's table; empty when there is none.
Result<Value> special_of(ThreadState& thread, Value self, const char* name) {
  Type* type = objects::type_of(thread, self);
  const Value found = type->lookup(thread, vm::intern(thread, name));
  return found ? vm::descriptor_get(thread, found, self, type) : Result<Value>(Value{});
}

Result<NewArguments> new_arguments(ThreadState& thread, Value self) {
  Type* error = thread.types.TypeError;
  const Value ex = MINIPY_TRY(special_of(thread, self, kGetNewArgsEx));
  if (ex) {
    const Value both = MINIPY_TRY(vm::call(thread, ex));
    if (!objects::is_tuple(both)) {
      return thread.raise(error, "__getnewargs_ex__ should return a tuple, not '%T'", both);
    }
    const Tuple* parts = both.as<Tuple>();
    if (parts->length != 2) {
      return thread.raise(thread.types.ValueError,
                          "__getnewargs_ex__ should return a tuple of length 2, not %d", parts->length);
    }
    if (!objects::is_tuple(parts->items[0])) {
      return thread.raise(error,
                          "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%T'",
                          parts->items[0]);
    }
    if (!objects::is_dict(parts->items[1])) {
      return thread.raise(error,
                          "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%T'",
                          parts->items[1]);
    }
    return NewArguments{parts->items[0].as<Tuple>(), parts->items[1].as<Dict>()};
  }
  const Value plain = MINIPY_TRY(special_of(thread, self, kGetNewArgs));
  if (!plain) return NewArguments{};
  const Value given = MINIPY_TRY(vm::call(thread, plain));
  if (!objects::is_tuple(given)) {
    return thread.raise(error, "__getnewargs__ should return a tuple, not '%T'", given);
  }
  return NewArguments{given.as<Tuple>(), nullptr};
}

Result<Value> reduce(ThreadState& thread, Value self) {
  Type* type = objects::type_of(thread, self);
  if (!type->has(Type::kHeapType) && has_inside(self)) {
    return thread.raise(thread.types.TypeError, "cannot pickle '%T' object", self);
  }
  vm::RootedValues arguments(thread);
  Value maker;
  arguments.push_back(type);
  const NewArguments given = MINIPY_TRY(new_arguments(thread, self));
  if (given.keywords != nullptr && given.keywords->size() > 0) {
    arguments.push_back(given.positional);
    arguments.push_back(given.keywords);
    maker = maker_of(thread, kNewobjEx);
  } else {
    if (given.positional != nullptr) {
      for (const Value item : given.positional->values()) arguments.push_back(item);
    }
    maker = maker_of(thread, kNewobj);
  }
  const Value state = MINIPY_TRY(vm::call_method(thread, self, vm::intern(thread, "__getstate__"), {}));
  const Value parts[] = {maker, Value(Tuple::create(thread, arguments.span())), state,
                         MINIPY_TRY(iterator_of(thread, self, true)),
                         MINIPY_TRY(iterator_of(thread, self, false))};
  return Value(Tuple::create(thread, parts));
}

// As protocols 0 and 1 want it, which copyreg does. Where there is no such module, as the others want it.
Result<Value> reduce_for_old(ThreadState& thread, Value self, Value protocol) {
  const auto copyreg = vm::import_module(thread, "copyreg");
  if (copyreg.ok()) {
    return vm::call_method(thread, copyreg.value(), vm::intern(thread, "_reduce_ex"), {self, protocol});
  }
  if (!thread.exception_is(thread.types.ModuleNotFoundError)) return Raised{};
  static_cast<void>(thread.take_exception());
  return reduce(thread, self);
}

Result<Value> object_reduce(ThreadState& thread, const Arguments& arguments) {
  return reduce_for_old(thread, arguments[0], Value::from_int(0));
}

// A class with a __reduce__ of its own is asked for that.
Result<Value> object_reduce_ex(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t protocol = MINIPY_TRY(vm::index_int64(thread, arguments[1]));
  Str* name = vm::intern(thread, "__reduce__");
  const Value own = objects::type_of(thread, arguments[0])->lookup(thread, name);
  const Value inherited = thread.types.object->lookup(thread, name);
  if (own == inherited) {
    return protocol >= 2 ? reduce(thread, arguments[0])
                         : reduce_for_old(thread, arguments[0], Value::from_int(protocol));
  }
  return vm::call_method(thread, arguments[0], name, {});
}

constexpr NativeDefinition kMethods[] = {
    {"__reduce__", object_reduce, "self, /"},
    {"__reduce_ex__", object_reduce_ex, "self, protocol, /"},
    {"__getstate__", object_getstate, "self, /"},
};

}  // namespace

void install_object_reduce(ThreadState& thread) { add_methods(thread, thread.types.object, kMethods); }

}  // namespace minipy::builtins
