// The module `_collections`: deque, defaultdict, and what Counter counts with.

#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/deque.hpp"
#include "runtime/modules/modules.hpp"

namespace minipy::modules {
namespace {

// A defaultdict is a dict with a `default_factory` among its attributes.

const char kDefaultDictKey = 0;

Type* make_defaultdict(ThreadState& thread);

Str* factory_name(ThreadState& thread) { return vm::intern(thread, "default_factory"); }

Result<Value> defaultdict_init(ThreadState& thread, const Arguments& arguments) {
  const Value factory = arguments.count > 1 ? arguments[1] : Value::none();
  if (!factory.is_none() && !vm::is_callable(thread, factory)) {
    return thread.raise(thread.types.TypeError, "first argument must be callable or None");
  }
  MINIPY_TRY(vm::set_attribute(thread, arguments[0], factory_name(thread), factory));
  vm::RootedValues rest(thread);
  rest.push_back(arguments[0]);
  for (std::uint32_t i = 2; i < arguments.count; ++i) rest.push_back(arguments[i]);
  const auto positional = static_cast<std::uint32_t>(rest.size());
  for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i)
    rest.push_back(arguments.values[arguments.count + i]);
  return vm::call(thread, thread.types.dict->special_method(objects::Special::kInit),
                  Arguments{rest.values().data(), positional, arguments.keywords});
}

Result<Value> defaultdict_missing(ThreadState& thread, const Arguments& arguments) {
  const Value factory = MINIPY_TRY(vm::get_attribute(thread, arguments[0], factory_name(thread)));
  if (factory.is_none()) {
    const Value key[] = {arguments[1]};
    return thread.raise_with(thread.types.KeyError, key);
  }
  const Value fresh = MINIPY_TRY(vm::call(thread, factory));
  // Threads that miss the same key at once all get the value that one of them stored.
  if (objects::type_of(thread, arguments[0]) ==
      builtins::builtin_type(thread, &kDefaultDictKey, make_defaultdict)) {
    return arguments[0].as<Dict>()->set_default(thread, arguments[1], fresh);
  }
  MINIPY_TRY(vm::set_item(thread, arguments[0], arguments[1], fresh));
  return fresh;
}

Result<Value> defaultdict_repr(ThreadState& thread, const Arguments& arguments) {
  const builtins::ReprGuard guard(thread, arguments[0]);
  const std::string name = objects::type_of(thread, arguments[0])->name.load_as<Str>()->utf8();
  if (!guard.entered()) return make_str(thread, name + "(...)");
  const Value factory = MINIPY_TRY(vm::get_attribute(thread, arguments[0], factory_name(thread)));
  std::string text = name + "(" + MINIPY_TRY(vm::repr(thread, factory))->utf8();
  const Value plain = arguments[0].as<Dict>()->copy(thread);
  return make_str(thread, text + ", " + MINIPY_TRY(vm::repr(thread, plain))->utf8() + ")");
}

Result<Value> defaultdict_copy(ThreadState& thread, const Arguments& arguments) {
  const Value factory = MINIPY_TRY(vm::get_attribute(thread, arguments[0], factory_name(thread)));
  return vm::call(thread, objects::type_of(thread, arguments[0]), {factory, arguments[0]});
}

Result<Value> defaultdict_reduce(ThreadState& thread, const Arguments& arguments) {
  const Value factory = MINIPY_TRY(vm::get_attribute(thread, arguments[0], factory_name(thread)));
  const Value call = factory.is_none() ? make_tuple(thread, {}) : make_tuple(thread, {factory});
  const Value items = MINIPY_TRY(vm::call_method(thread, arguments[0], thread.names.items, {}));
  return make_tuple(thread, {Value(objects::type_of(thread, arguments[0])), call, Value::none(),
                             Value::none(), MINIPY_TRY(vm::iterate(thread, items))});
}

const NativeDefinition kDefaultDictMethods[] = {
    {"__init__", defaultdict_init, "*args, **kwargs"}, {"__missing__", defaultdict_missing, "self, key, /"},
    {"__repr__", defaultdict_repr, "self, /"},         {"copy", defaultdict_copy, "self, /"},
    {"__copy__", defaultdict_copy, "self, /"},         {"__reduce__", defaultdict_reduce, "self, /"},
};

Type* make_defaultdict(ThreadState& thread) {
  Type* type =
      objects::create_builtin_type(thread, "defaultdict", "collections", thread.types.dict, objects::kDict);
  type->type_flags |= Type::kBaseType | Type::kInstancesHaveDict;
  builtins::add_methods(thread, type, kDefaultDictMethods);
  return type;
}

/// _count_elements(mapping, iterable): mapping[x] += 1 for each x.
Result<Value> count_elements(ThreadState& thread, const Arguments& arguments) {
  const Value iterator = MINIPY_TRY(vm::iterate(thread, arguments[1]));
  const objects::CoreTypes& types = thread.types;
  const auto* type = objects::type_of(thread, arguments[0]);
  Str* get = vm::intern(thread, "get");
  // A class may have its own way to find and to store.
  const bool plain = objects::is_dict(arguments[0]) &&
                     type->lookup(thread, get) == types.dict->lookup(thread, get) &&
                     type->special_method(objects::Special::kSetItem) ==
                         types.dict->special_method(objects::Special::kSetItem);
  while (true) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return Value::none();
    Value count;
    if (plain) {
      count = MINIPY_TRY(arguments[0].as<Dict>()->get(thread, item));
    } else {
      count = MINIPY_TRY(vm::call_method(thread, arguments[0], get, {item, Value::from_int(0)}));
    }
    if (count.is_empty()) count = Value::from_int(0);
    const Value more =
        MINIPY_TRY(vm::binary(thread, objects::BinaryOperator::kAdd, count, Value::from_int(1)));
    if (plain) {
      MINIPY_TRY(arguments[0].as<Dict>()->set(thread, item, more));
    } else {
      MINIPY_TRY(vm::set_item(thread, arguments[0], item, more));
    }
  }
}

// ---- _tuplegetter(index, doc): a field of a named tuple

struct FieldGetter : objects::Opaque {
  std::int64_t index;  ///< set once, before anybody else sees it
  Slot doc;
};

void trace_field_getter(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<FieldGetter*>(object)->doc);
}

constexpr objects::OpaqueInfo kFieldGetterInfo = {"_collections._tuplegetter", trace_field_getter};

Result<Value> field_new(ThreadState& thread, const Arguments& arguments) {
  auto* self = objects::create_opaque<FieldGetter>(thread, arguments[0].as<Type>(), kFieldGetterInfo);
  self->index = MINIPY_TRY(vm::index_int64(thread, arguments[1]));
  self->doc.store(arguments[2]);
  return Value(self);
}

Result<Value> field_get(ThreadState& thread, const Arguments& arguments) {
  auto* self = MINIPY_TRY(self_as<FieldGetter>(thread, arguments[0], kFieldGetterInfo));
  if (arguments[1].is_none()) return arguments[0];
  if (!objects::is_tuple(arguments[1])) {
    return thread.raise(thread.types.TypeError,
                        "descriptor for index '%d' for tuple subclasses doesn't apply to '%T' object",
                        self->index, arguments[1]);
  }
  const auto* tuple = arguments[1].as<Tuple>();
  if (self->index < 0 || self->index >= tuple->length) {
    return thread.raise(thread.types.IndexError, "tuple index out of range");
  }
  return tuple->items[self->index];
}

Result<Value> field_set(ThreadState& thread, const Arguments&) {
  return thread.raise(thread.types.AttributeError, "can't set attribute");
}

Result<Value> field_delete(ThreadState& thread, const Arguments&) {
  return thread.raise(thread.types.AttributeError, "can't delete attribute");
}

Result<Value> field_doc(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_as<FieldGetter>(thread, self, kFieldGetterInfo))->doc.load();
}

Result<void> field_set_doc(ThreadState& thread, Value self, Value doc) {
  MINIPY_TRY(self_as<FieldGetter>(thread, self, kFieldGetterInfo))->doc.store(doc ? doc : Value::none());
  return Done{};
}

const NativeDefinition kFieldMethods[] = {
    {"__new__", field_new, "cls, index, doc, /"},
    {"__get__", field_get, "self, instance, owner=, /"},
    {"__set__", field_set, "self, instance, value, /"},
    {"__delete__", field_delete, "self, instance, /"},
};
const GetSetDefinition kFieldAttributes[] = {{"__doc__", field_doc, field_set_doc}};

const NativeDefinition kFunctions[] = {{"_count_elements", count_elements, "mapping, iterable, /"}};

}  // namespace

Result<Value> make_collections(ThreadState& thread) {
  Module* module = new_module(thread, "_collections");
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_value(
      thread, module, "_tuplegetter",
      new_type(thread, "_tuplegetter", "_collections", false, kFieldMethods, kFieldAttributes));
  builtins::add_value(thread, module, "deque", deque_type(thread));
  builtins::add_value(thread, module, "_deque_iterator", deque_iterator_type(thread));
  builtins::add_value(thread, module, "_deque_reverse_iterator", deque_reverse_iterator_type(thread));
  builtins::add_value(thread, module, "defaultdict",
                      builtins::builtin_type(thread, &kDefaultDictKey, make_defaultdict));
  return Value(module);
}

}  // namespace minipy::modules
