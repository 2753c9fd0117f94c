// object.__reduce__, __reduce_ex__ and __getstate__: how copy and pickle take an object apart (PEP 307).
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/objects/descriptor.hpp"
#include "interpreter/vm/attributes.hpp"

namespace minipy::builtins {

using objects::Dict;
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

// The values of __slots__, by name; empty when there are none set.
Value slot_values(ThreadState& thread, Value self) {
  Dict* values = nullptr;
  for (const Value base : objects::type_of(thread, self)->mro.load_as<Tuple>()->values()) {
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
  const Value slots = slot_values(thread, arguments[0]);
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

Result<Value> reduce(ThreadState& thread, Value self) {
  Type* type = objects::type_of(thread, self);
  if (!type->has(Type::kHeapType) && has_inside(self)) {
    return thread.raise(thread.types.TypeError, "cannot pickle '%T' object", self);
  }
  vm::RootedValues arguments(thread);
  Value maker;
  const Value ex = MINIPY_TRY(vm::find_attribute(thread, self, vm::intern(thread, kGetNewArgsEx)));
  if (ex) {
    const Value both = MINIPY_TRY(vm::call(thread, ex));
    if (!objects::is_tuple(both) || both.as<Tuple>()->length != 2) {
      return thread.raise(thread.types.TypeError, "__getnewargs_ex__ should return a tuple, not '%T'", both);
    }
    arguments.push_back(type);
    for (const Value part : both.as<Tuple>()->values()) arguments.push_back(part);
    maker = maker_of(thread, kNewobjEx);
  } else {
    arguments.push_back(type);
    const Value plain = MINIPY_TRY(vm::find_attribute(thread, self, vm::intern(thread, kGetNewArgs)));
    if (plain) {
      const Value given = MINIPY_TRY(vm::call(thread, plain));
      if (!objects::is_tuple(given)) {
        return thread.raise(thread.types.TypeError, "__getnewargs__ should return a tuple, not '%T'", given);
      }
      for (const Value item : given.as<Tuple>()->values()) arguments.push_back(item);
    }
    maker = maker_of(thread, kNewobj);
  }
  const Value state = MINIPY_TRY(vm::call_method(thread, self, vm::intern(thread, "__getstate__"), {}));
  const Value parts[] = {maker, Value(Tuple::create(thread, arguments.span())), state,
                         MINIPY_TRY(iterator_of(thread, self, true)),
                         MINIPY_TRY(iterator_of(thread, self, false))};
  return Value(Tuple::create(thread, parts));
}

Result<Value> object_reduce(ThreadState& thread, const Arguments& arguments) {
  return reduce(thread, arguments[0]);
}

// A class with a __reduce__ of its own is asked for that.
Result<Value> object_reduce_ex(ThreadState& thread, const Arguments& arguments) {
  Str* name = vm::intern(thread, "__reduce__");
  const Value own = objects::type_of(thread, arguments[0])->lookup(thread, name);
  const Value inherited = thread.types.object->lookup(thread, name);
  if (own == inherited) return reduce(thread, arguments[0]);
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
