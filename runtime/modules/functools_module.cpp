// The module `_functools`: reduce, partial, cmp_to_key, and what lru_cache makes of a function.

#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/allocation.hpp"
#include "interpreter/objects/descriptor.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "interpreter/vm/classes.hpp"
#include "runtime/modules/lru_cache.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

Result<Value> reduce(ThreadState& thread, const Arguments& arguments) {
  const Result<Value> iterated = vm::iterate(thread, arguments[1]);
  if (!iterated.ok()) {
    if (!thread.exception_is(thread.types.TypeError)) return Raised{};
    static_cast<void>(thread.take_exception());
    return thread.raise(thread.types.TypeError, "reduce() arg 2 must support iteration");
  }
  const Value iterator = iterated.value();
  Value result = arguments.get(2);
  if (result.is_empty()) {
    result = MINIPY_TRY(vm::next(thread, iterator));
    if (result.is_empty()) {
      return thread.raise(thread.types.TypeError, "reduce() of empty iterable with no initial value");
    }
  }
  while (true) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return result;
    result = MINIPY_TRY(vm::call(thread, arguments[0], {result, item}));
  }
}

// ---- partial

struct Partial : objects::Opaque {
  Slot function;
  Slot args;      ///< Tuple
  Slot keywords;  ///< Dict
};

void trace_partial(Object* object, heap::Marker& marker) {
  auto* partial = static_cast<Partial*>(object);
  marker.mark(partial->function);
  marker.mark(partial->args);
  marker.mark(partial->keywords);
}

constexpr objects::OpaqueInfo kPartialInfo = {"functools.partial", trace_partial, nullptr};

Result<Partial*> self_partial(ThreadState& thread, Value self) {
  return self_as<Partial>(thread, self, kPartialInfo);
}

/// Whether a partial has attributes besides its own three.
Result<bool> has_attributes(ThreadState& thread, Value partial) {
  const Value attributes = MINIPY_TRY(vm::attribute_dict(thread, partial));
  return objects::is_dict(attributes) && attributes.as<Dict>()->size() > 0;
}

Result<Value> partial_new(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count < 2)
    return thread.raise(thread.types.TypeError, "type 'partial' takes at least one argument");
  Value function = arguments[1];
  if (!vm::is_callable(thread, function)) {
    return thread.raise(thread.types.TypeError, "the first argument must be callable");
  }
  vm::RootedValues args(thread);
  Dict* keywords = Dict::create(thread);
  auto* type = arguments[0].as<Type>();
  // A partial of a partial is one, unless somebody gave the inner one attributes or either a class of its
  // own.
  auto* inner = objects::as_opaque<Partial>(function, kPartialInfo);
  if (inner != nullptr && !type->has(Type::kHeapType) && !MINIPY_TRY(has_attributes(thread, function))) {
    for (const Value value : inner->args.load_as<Tuple>()->values()) args.push_back(value);
    keywords = inner->keywords.load_as<Dict>()->copy(thread);
    function = inner->function.load();
  }
  for (std::uint32_t i = 2; i < arguments.count; ++i) args.push_back(arguments[i]);
  for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i) {
    MINIPY_TRY(keywords->set(thread, arguments.keywords->items[i], arguments.values[arguments.count + i]));
  }
  auto* self = objects::create_opaque<Partial>(thread, type, kPartialInfo);
  self->function.store(function);
  self->args.store(Tuple::create(thread, args.span()));
  self->keywords.store(keywords);
  return Value(self);
}

Result<Value> partial_call(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(thread.check_native_stack(" while calling a Python object"));  // partials of partials, and so on
  Partial* self = MINIPY_TRY(self_partial(thread, arguments[0]));
  vm::RootedValues values(thread);
  for (const Value value : self->args.load_as<Tuple>()->values()) values.push_back(value);
  for (std::uint32_t i = 1; i < arguments.count; ++i) values.push_back(arguments[i]);
  const auto positional = static_cast<std::uint32_t>(values.size());
  Dict* keywords = self->keywords.load_as<Dict>();
  if (keywords->size() == 0 && arguments.keyword_count() == 0) {
    return vm::call(thread, self->function.load(), values.span());
  }
  if (arguments.keyword_count() > 0) {
    keywords = keywords->copy(thread);
    for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i) {
      MINIPY_TRY(keywords->set(thread, arguments.keywords->items[i], arguments.values[arguments.count + i]));
    }
  }
  vm::RootedValues names(thread);
  for (const auto& [name, value] : keywords->snapshot(thread)) {
    if (!objects::is_str(name)) return thread.raise(thread.types.TypeError, "keywords must be strings");
    names.push_back(name);
    values.push_back(value);
  }
  return vm::call(thread, self->function.load(),
                  Arguments{values.values().data(), positional, Tuple::create(thread, names.span())});
}

Result<Value> partial_repr(ThreadState& thread, const Arguments& arguments) {
  Partial* self = MINIPY_TRY(self_partial(thread, arguments[0]));
  const builtins::ReprGuard guard(thread, arguments[0]);
  if (!guard.entered()) return make_str(thread, "...");
  const Type* type = objects::type_of(thread, arguments[0]);
  std::string text = type->has(Type::kHeapType) ? type->name.load_as<Str>()->utf8() : "functools.partial";
  text += "(" + MINIPY_TRY(vm::repr(thread, self->function.load()))->utf8();
  for (const Value value : self->args.load_as<Tuple>()->values()) {
    text += ", " + MINIPY_TRY(vm::repr(thread, value))->utf8();
  }
  const Dict* keywords =
      self->keywords.load_as<Dict>()->copy(thread);  // which a name's __str__ cannot change
  std::size_t position = 0;
  Value name;
  Value value;
  while (keywords->next(position, name, value)) {
    text +=
        ", " + MINIPY_TRY(vm::str(thread, name))->utf8() + "=" + MINIPY_TRY(vm::repr(thread, value))->utf8();
  }
  return make_str(thread, text + ")");
}

Result<Value> partial_reduce(ThreadState& thread, const Arguments& arguments) {
  const Partial* self = MINIPY_TRY(self_partial(thread, arguments[0]));
  const Value attributes = MINIPY_TRY(has_attributes(thread, arguments[0]))
                               ? MINIPY_TRY(vm::attribute_dict(thread, arguments[0]))
                               : Value::none();
  const Value function = self->function.load();
  const Value state = make_tuple(thread, {function, self->args.load(), self->keywords.load(), attributes});
  return make_tuple(thread,
                    {Value(objects::type_of(thread, arguments[0])), make_tuple(thread, {function}), state});
}

Result<Value> partial_setstate(ThreadState& thread, const Arguments& arguments) {
  Partial* self = MINIPY_TRY(self_partial(thread, arguments[0]));
  const Tuple* state = objects::is_tuple(arguments[1]) ? arguments[1].as<Tuple>() : nullptr;
  if (state == nullptr || state->length != 4 || !vm::is_callable(thread, state->items[0]) ||
      !objects::is_tuple(state->items[1]) ||
      !(state->items[2].is_none() || objects::is_dict(state->items[2]))) {
    return thread.raise(thread.types.TypeError, "invalid partial state");
  }
  Value args = state->items[1];
  if (!objects::is_exactly(args.as_object(), thread.types.tuple)) {
    args = Tuple::create(thread, args.as<Tuple>()->values());
  }
  Value keywords = state->items[2];
  if (keywords.is_none()) {
    keywords = Dict::create(thread);
  } else if (!objects::is_exactly(keywords.as_object(), thread.types.dict)) {
    keywords = keywords.as<Dict>()->copy(thread);
  }
  const Value attributes = state->items[3].is_none() ? Value(Dict::create(thread)) : state->items[3];
  MINIPY_TRY(vm::set_attribute(thread, arguments[0], thread.names.dunder_dict, attributes));
  self->function.store(state->items[0]);
  self->args.store(args);
  self->keywords.store(keywords);
  return Value::none();
}

Result<Value> partial_func(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_partial(thread, self))->function.load();
}
Result<Value> partial_args(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_partial(thread, self))->args.load();
}
Result<Value> partial_keywords(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_partial(thread, self))->keywords.load();
}

const NativeDefinition kPartialMethods[] = {
    {"__new__", partial_new, "*args, **kwargs"},
    {"__call__", partial_call, "*args, **kwargs"},
    {"__repr__", partial_repr, "self, /"},
    {"__reduce__", partial_reduce, "self, /"},
    {"__setstate__", partial_setstate, "self, state, /"},
};
const NativeDefinition kPartialClassMethods[] = {
    {"__class_getitem__", builtins::class_getitem, "cls, item, /"}};
const GetSetDefinition kPartialAttributes[] = {{"func", partial_func},
                                               {"args", partial_args},
                                               {"keywords", partial_keywords},
                                               {"__dict__", vm::get_instance_dict, vm::set_instance_dict}};

// ---- cmp_to_key

struct Key : objects::Opaque {
  Slot compare;
  Slot object;  ///< empty: the factory itself
};

void trace_key(Object* object, heap::Marker& marker) {
  auto* key = static_cast<Key*>(object);
  marker.mark(key->compare);
  marker.mark(key->object);
}

constexpr objects::OpaqueInfo kKeyInfo = {"functools.KeyWrapper", trace_key, nullptr};
const char kKeyTypeKey = 0;

template <objects::Comparison Op>
Result<Value> key_compare(ThreadState& thread, const Arguments& arguments) {
  auto* self = MINIPY_TRY(self_as<Key>(thread, arguments[0], kKeyInfo));
  auto* other = objects::as_opaque<Key>(arguments[1], kKeyInfo);
  if (other == nullptr) return thread.raise(thread.types.TypeError, "other argument must be K instance");
  const Value order =
      MINIPY_TRY(vm::call(thread, self->compare.load(), {self->object.load(), other->object.load()}));
  return vm::compare(thread, Op, order, Value::from_int(0));
}

Result<Value> key_call(ThreadState& thread, const Arguments& arguments);

Result<Value> key_object(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_as<Key>(thread, self, kKeyInfo))->object.load();
}

const NativeDefinition kKeyMethods[] = {
    {"__lt__", key_compare<objects::Comparison::kLt>, "self, other, /"},
    {"__le__", key_compare<objects::Comparison::kLe>, "self, other, /"},
    {"__gt__", key_compare<objects::Comparison::kGt>, "self, other, /"},
    {"__ge__", key_compare<objects::Comparison::kGe>, "self, other, /"},
    {"__eq__", key_compare<objects::Comparison::kEq>, "self, other, /"},
    {"__ne__", key_compare<objects::Comparison::kNe>, "self, other, /"},
    {"__call__", key_call, "self, obj"},
};
const GetSetDefinition kKeyAttributes[] = {{"obj", key_object}};

Type* make_key_type(ThreadState& thread) {
  Type* type = new_type(thread, "KeyWrapper", "functools", false, kKeyMethods, kKeyAttributes);
  builtins::make_unhashable(thread, type);
  return type;
}

Value create_key(ThreadState& thread, Value compare, Value object) {
  auto* key = objects::create_opaque<Key>(thread, builtins::builtin_type(thread, &kKeyTypeKey, make_key_type),
                                          kKeyInfo);
  key->compare.store(compare);
  key->object.store(object);
  return key;
}

Result<Value> key_call(ThreadState& thread, const Arguments& arguments) {
  auto* self = MINIPY_TRY(self_as<Key>(thread, arguments[0], kKeyInfo));
  return create_key(thread, self->compare.load(), arguments[1]);
}

Result<Value> cmp_to_key(ThreadState& thread, const Arguments& arguments) {
  return create_key(thread, arguments[0], Value{});
}

const NativeDefinition kFunctions[] = {
    {"reduce", reduce, "function, iterable, initial=, /"},
    {"cmp_to_key", cmp_to_key, "mycmp"},
};

}  // namespace

Result<Value> make_functools(ThreadState& thread) {
  Module* module = new_module(thread, "_functools");
  builtins::add_functions(thread, module, kFunctions);
  Type* partial =
      weakly_referenced(new_type(thread, "partial", "functools", true, kPartialMethods, kPartialAttributes));
  partial->type_flags |= Type::kInstancesHaveDict;
  builtins::add_class_methods(thread, partial, kPartialClassMethods);
  builtins::add_value(thread, module, "partial", partial);
  builtins::add_value(thread, module, "_lru_cache_wrapper", make_lru_cache_type(thread));
  return Value(module);
}

}  // namespace minipy::modules
