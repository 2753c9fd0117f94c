// type: what can be asked of a class.
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/descriptor.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/calls.hpp"
#include "interpreter/vm/class_bases.hpp"
#include "interpreter/vm/classes.hpp"

namespace minipy::builtins {

using objects::Dict;
using objects::List;
using objects::Special;

namespace {

Dict* dict_of(const Type* type) { return type->dict.load_as<Dict>(); }

Result<Value> type_new(ThreadState& thread, const Arguments& arguments) {
  Type* error = thread.types.TypeError;
  if (arguments.count == 0) return thread.raise(error, "type.__new__(): not enough arguments");
  if (!objects::has_kind(arguments[0], objects::kType)) {
    return thread.raise(error, "type.__new__(X): X is not a type object (%T)", arguments[0]);
  }
  auto* meta = arguments[0].as<Type>();
  if (!meta->derives_from(thread.types.type)) {
    return thread.raise(error, "type.__new__(%S): %S is not a subtype of type", meta->name.load_as<Str>(),
                        meta->name.load_as<Str>());
  }
  if (meta == thread.types.type && arguments.keyword_count() == 0) {
    if (arguments.count == 2) return Value(objects::type_of(thread, arguments[1]));
    if (arguments.count != 4) return thread.raise(error, "type() takes 1 or 3 arguments");
  }
  if (arguments.count != 4) {
    return thread.raise(error, "type.__new__() takes exactly 3 arguments (%d given)",
                        static_cast<std::int64_t>(arguments.count) - 1);
  }
  if (!objects::is_str(arguments[1])) {
    return thread.raise(error, "type.__new__() argument 1 must be str, not %T", arguments[1]);
  }
  if (!objects::is_tuple(arguments[2])) {
    return thread.raise(error, "type.__new__() argument 2 must be tuple, not %T", arguments[2]);
  }
  if (!objects::is_dict(arguments[3])) {
    return thread.raise(error, "type.__new__() argument 3 must be dict, not %T", arguments[3]);
  }
  const Arguments keywords{arguments.values + arguments.count, 0, arguments.keywords};
  auto* space = arguments[3].as<Dict>();
  return vm::create_class(thread, meta, arguments[1].as<Str>(), arguments[2].as<Tuple>(), space, keywords,
                          space->aux.load(std::memory_order_relaxed));
}

Result<Value> type_init(ThreadState& thread, const Arguments& arguments) {
  if (arguments.keyword_count() > 0 && arguments.count == 2) {
    return thread.raise(thread.types.TypeError, "type.__init__() takes no keyword arguments");
  }
  if (arguments.count != 2 && arguments.count != 4) {
    return thread.raise(thread.types.TypeError, "type.__init__() takes 1 or 3 arguments");
  }
  return Value::none();
}

// type.__call__: what calling a class does, for metaclasses that override it and then ask for it.
Result<Value> type_call(ThreadState& thread, const Arguments& arguments) {
  if (!objects::has_kind(arguments[0], objects::kType)) {
    return thread.raise(thread.types.TypeError,
                        "descriptor '__call__' requires a 'type' object but received a '%T'", arguments[0]);
  }
  return vm::call_type(thread, arguments[0].as<Type>(),
                       Arguments{arguments.values + 1, arguments.count - 1, arguments.keywords});
}

Result<Value> type_repr(ThreadState& thread, const Arguments& arguments) {
  return Value(Str::create(thread, "<class '" + type_full_name(thread, arguments[0].as<Type>()) + "'>"));
}

Result<Value> type_mro(ThreadState& thread, const Arguments& arguments) {
  auto* type = arguments[0].as<Type>();
  Tuple* order = MINIPY_TRY(vm::linearise(thread, type, type->bases.load_as<Tuple>()));
  return Value(List::create(thread, order->values()));
}

Result<Value> type_subclasses(ThreadState& thread, const Arguments& arguments) {
  const Value known = arguments[0].as<Type>()->subclasses.load();
  if (!known) return Value(List::create(thread));
  const Tuple* all = known.as<List>()->to_tuple(thread);
  return Value(List::create(thread, all->values()));
}

Result<Value> type_instancecheck(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(vm::type_is_instance(thread, arguments[1], arguments[0])));
}

Result<Value> type_subclasscheck(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(vm::type_is_subclass(thread, arguments[1], arguments[0])));
}

Result<Value> type_or(ThreadState& thread, const Arguments& arguments) {
  return make_union(thread, arguments[0], arguments[1]);
}

Result<Value> type_ror(ThreadState& thread, const Arguments& arguments) {
  return make_union(thread, arguments[1], arguments[0]);
}

Result<Value> type_setattr(ThreadState& thread, const Arguments& arguments) {
  Str* name = MINIPY_TRY(attribute_name(thread, arguments[1]));
  MINIPY_TRY(vm::generic_set_attribute(thread, arguments[0], name, arguments[2]));
  return Value::none();
}

Result<Value> type_delattr(ThreadState& thread, const Arguments& arguments) {
  Str* name = MINIPY_TRY(attribute_name(thread, arguments[1]));
  MINIPY_TRY(vm::generic_set_attribute(thread, arguments[0], name, {}));
  return Value::none();
}

Result<Value> type_dir(ThreadState& thread, const Arguments& arguments) {
  auto* names = objects::Set::create(thread);
  MINIPY_TRY(add_class_names(thread, arguments[0].as<Type>(), names));
  return Value(MINIPY_TRY(vm::to_list(thread, names)));
}

Result<Value> type_prepare(ThreadState& thread, const Arguments& /*arguments*/) {
  return Value(Dict::create(thread));
}

Result<Value> class_getitem(ThreadState& thread, const Arguments& arguments) {
  return make_generic_alias(thread, arguments[0], arguments[1]);
}

Raised immutable(ThreadState& thread, const Type* type, const char* name) {
  return thread.raise(thread.types.TypeError, "cannot set '%s' attribute of immutable type '%S'", name,
                      type->name.load_as<Str>());
}

Result<Value> get_name(ThreadState& /*thread*/, Value self) { return self.as<Type>()->name.load(); }

Result<void> set_text(ThreadState& thread, Value self, Value value, Slot Type::*slot, const char* name) {
  auto* type = self.as<Type>();
  if (!type->has(Type::kHeapType)) return immutable(thread, type, name);
  if (!value) {
    return thread.raise(thread.types.TypeError, "cannot delete '%s' attribute of immutable type '%S'", name,
                        type->name.load_as<Str>());
  }
  if (!objects::is_str(value)) {
    return thread.raise(thread.types.TypeError, "can only assign string to %S.%s, not '%T'",
                        type->name.load_as<Str>(), name, value);
  }
  (type->*slot).store(value);
  return Done{};
}

Result<void> set_name(ThreadState& thread, Value self, Value value) {
  return set_text(thread, self, value, &Type::name, "__name__");
}
Result<Value> get_qualname(ThreadState& /*thread*/, Value self) { return self.as<Type>()->qualname.load(); }
Result<void> set_qualname(ThreadState& thread, Value self, Value value) {
  return set_text(thread, self, value, &Type::qualname, "__qualname__");
}

Result<Value> get_module(ThreadState& thread, Value self) {
  auto* type = self.as<Type>();
  if (!type->has(Type::kHeapType)) return type->module.load();
  const Value found = dict_of(type)->get_str(thread.names.dunder_module);
  if (found) return found;
  return vm::get_attribute(thread, Value(type), thread.names.dunder_module);
}

Result<void> set_module(ThreadState& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  if (!type->has(Type::kHeapType)) return immutable(thread, type, "__module__");
  type->set_attribute(thread, thread.names.dunder_module, value);
  return Done{};
}

Result<Value> get_bases(ThreadState& /*thread*/, Value self) { return self.as<Type>()->bases.load(); }
Result<void> set_bases(ThreadState& thread, Value self, Value value) {
  return vm::assign_bases(thread, self.as<Type>(), value);
}

Result<Value> get_mro(ThreadState& /*thread*/, Value self) {
  const Value order = self.as<Type>()->mro.load();
  return order.as<Tuple>()->length == 0 ? Value::none() : order;
}

Result<Value> get_base(ThreadState& /*thread*/, Value self) {
  const Value base = self.as<Type>()->base.load();
  return base ? base : Value::none();
}

Result<Value> get_dict(ThreadState& thread, Value self) {
  return make_mapping_proxy(thread, self.as<Type>()->dict.load());
}

Result<Value> get_doc(ThreadState& thread, Value self) {
  auto* type = self.as<Type>();
  const Value found = dict_of(type)->get_str(thread.names.dunder_doc);
  if (found && !(found.is_object() && found.as_object()->kind == objects::kOpaque)) {
    return vm::descriptor_get(thread, found, {}, type);
  }
  const Value doc = type->doc.load();
  return doc ? doc : Value::none();
}

Result<void> set_doc(ThreadState& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  if (!type->has(Type::kHeapType)) return immutable(thread, type, "__doc__");
  if (!value) {
    return thread.raise(thread.types.TypeError, "cannot delete '__doc__' attribute of immutable type '%S'",
                        type->name.load_as<Str>());
  }
  type->set_attribute(thread, thread.names.dunder_doc, value);
  return Done{};
}

Result<Value> get_abstract(ThreadState& thread, Value self) {
  const Value found = self.as<Type>() == thread.types.type
                          ? Value{}
                          : dict_of(self.as<Type>())->get_str(thread.names.dunder_abstractmethods);
  if (found) return found;
  return vm::raise_no_attribute(thread, self, thread.names.dunder_abstractmethods);
}

Result<void> set_abstract(ThreadState& thread, Value self, Value value) {
  return vm::set_abstract_methods(thread, self.as<Type>(), value);
}

Result<Value> get_annotations(ThreadState& thread, Value self) {
  auto* type = self.as<Type>();
  if (!type->has(Type::kHeapType))
    return vm::raise_no_attribute(thread, self, thread.names.dunder_annotations);
  const Value found = dict_of(type)->get_str(thread.names.dunder_annotations);
  if (found) return found;
  const Value made = Dict::create(thread);
  type->set_attribute(thread, thread.names.dunder_annotations, made);
  return made;
}

Result<void> set_annotations(ThreadState& thread, Value self, Value value) {
  auto* type = self.as<Type>();
  if (!type->has(Type::kHeapType)) return immutable(thread, type, "__annotations__");
  if (!type->set_attribute(thread, thread.names.dunder_annotations, value)) {
    return thread.raise(thread.types.AttributeError, "__annotations__");
  }
  return Done{};
}

Result<Value> get_flags(ThreadState& /*thread*/, Value self) {
  // CPython's Py_TPFLAGS_HEAPTYPE, BASETYPE and IS_ABSTRACT, which inspect asks for.
  const auto* type = self.as<Type>();
  std::int64_t flags = 0;
  if (type->has(Type::kHeapType)) flags |= 1 << 9;
  if (type->has(Type::kBaseType)) flags |= 1 << 10;
  if (type->has(Type::kAbstract)) flags |= 1 << 20;
  return Value::from_int(flags);
}

// How large an item is that an instance holds itself.
Result<Value> get_item_size(ThreadState& thread, Value self) {
  const objects::CoreTypes& types = thread.types;
  const Value layout = self.as<Type>()->layout.load();
  const bool bytes = layout == Value(types.bytes);
  const bool words = layout == Value(types.tuple) || layout == Value(types.int_);
  return Value::from_int(bytes ? 1 : words ? static_cast<std::int64_t>(sizeof(Value)) : 0);
}

constexpr NativeDefinition kTypeMethods[] = {
    {"__new__", type_new, "*args, **kwargs"},
    {"__init__", type_init, "self, *args, **kwargs"},
    {"__call__", type_call, "self, *args, **kwargs"},
    {"__repr__", type_repr, "self, /"},
    {"mro", type_mro, "self, /"},
    {"__subclasses__", type_subclasses, "self, /"},
    {"__instancecheck__", type_instancecheck, "self, instance, /"},
    {"__subclasscheck__", type_subclasscheck, "self, subclass, /"},
    {"__or__", type_or, "self, value, /"},
    {"__ror__", type_ror, "self, value, /"},
    {"__dir__", type_dir, "self, /"},
    {"__setattr__", type_setattr, "self, name, value, /"},
    {"__delattr__", type_delattr, "self, name, /"},
};

constexpr NativeDefinition kTypeClassMethods[] = {
    {"__prepare__", type_prepare, "cls, *args, **kwargs"},
};

constexpr NativeDefinition kClassGetItem[] = {{"__class_getitem__", class_getitem, "cls, item, /"}};

constexpr GetSetDefinition kTypeGetSets[] = {
    {"__name__", get_name, set_name},
    {"__qualname__", get_qualname, set_qualname},
    {"__module__", get_module, set_module},
    {"__bases__", get_bases, set_bases},
    {"__mro__", get_mro, readonly_attribute},
    {"__base__", get_base, readonly_attribute},
    {"__dict__", get_dict},
    {"__doc__", get_doc, set_doc},
    {"__abstractmethods__", get_abstract, set_abstract},
    {"__annotations__", get_annotations, set_annotations},
    {"__flags__", get_flags, readonly_attribute},
    {"__itemsize__", get_item_size, readonly_attribute},
};

}  // namespace

void install_type_type(ThreadState& thread) {
  const objects::CoreTypes& types = thread.types;
  add_methods(thread, types.type, kTypeMethods);
  add_class_methods(thread, types.type, kTypeClassMethods);
  add_getsets(thread, types.type, kTypeGetSets);
  for (Type* generic : {types.list, types.tuple, types.dict, types.set, types.frozenset}) {
    add_class_methods(thread, generic, kClassGetItem);
  }
}

}  // namespace minipy::builtins
