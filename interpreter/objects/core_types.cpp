#include "interpreter/objects/core_types.hpp"

#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/list.hpp"
#include "interpreter/objects/names.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::objects {

namespace {

struct Row {
  const char* name;
  Type* CoreTypes::*type;
  Type* CoreTypes::*base;
  Kind kind;
  bool exception;
};

constexpr Row kRows[] = {
#define CORE_TYPE(identifier, name, base, kind) {name, &CoreTypes::identifier, &CoreTypes::base, kind, false},
#include "interpreter/objects/core_types.def"
#undef CORE_TYPE
#define EXCEPTION(identifier, base) {#identifier, &CoreTypes::identifier, &CoreTypes::base, kException, true},
#include "interpreter/objects/exceptions.def"
#undef EXCEPTION
};

// The types that a class statement may not derive from.
bool is_final(const CoreTypes& types, const Type* type) {
  const Type* const finals[] = {types.none,
                                types.bool_,
                                types.memoryview,
                                types.range,
                                types.slice,
                                types.cell,
                                types.code,
                                types.function,
                                types.method,
                                types.builtin,
                                types.generator,
                                types.coroutine,
                                types.coroutine_wrapper,
                                types.async_generator,
                                types.async_generator_asend,
                                types.async_generator_athrow,
                                types.anext_awaitable,
                                types.traceback,
                                types.not_implemented,
                                types.ellipsis,
                                types.method_descriptor,
                                types.wrapper_descriptor,
                                types.method_wrapper,
                                types.range_iterator,
                                types.list_iterator,
                                types.tuple_iterator,
                                types.list_reverse_iterator,
                                types.long_range_iterator,
                                types.dict_keys,
                                types.dict_values,
                                types.dict_items,
                                types.dict_key_iterator,
                                types.dict_value_iterator,
                                types.dict_item_iterator,
                                types.dict_reverse_key_iterator,
                                types.dict_reverse_value_iterator,
                                types.dict_reverse_item_iterator,
                                types.set_iterator,
                                types.sequence_iterator,
                                types.callable_iterator,
                                types.member_descriptor,
                                types.getset_descriptor};
  for (const Type* final : finals) {
    if (final == type) return true;
  }
  return false;
}

void derive(Mutator& mutator, Type* type, Type* base) {
  const Value bases[] = {base};
  const bool root = type == base;
  type->bases.store(Tuple::create(mutator, root ? std::span<const Value>() : bases));
  if (!root) type->base.store(base);
  const std::int64_t inherited = root ? 0 : base->mro.load_as<Tuple>()->length;
  Tuple* order = Tuple::create_uninitialised(mutator, inherited + 1);
  order->items[0] = type;
  for (std::int64_t i = 0; i < inherited; ++i) order->items[i + 1] = base->mro.load_as<Tuple>()->items[i];
  type->mro.store(order);
}

// Everything of a built-in type that needs strings and tuples to exist.
void complete(Mutator& mutator, Type* type, Type* base, const char* name, const char* module) {
  Str* text = mutator.intern_table.intern(mutator, name);
  type->name.store(text);
  type->qualname.store(text);
  type->module.store(mutator.intern_table.intern(mutator, module));
  derive(mutator, type, base);
  Dict* dict = Dict::create(mutator);
  type->dict.store(dict);
  dict->set_str(mutator, mutator.names.dunder_doc, Value::none());  // not that of `object`
  type->layout.store(type);
}

}  // namespace

std::vector<Type*> CoreTypes::all() const {
  std::vector<Type*> result;
  for (const Row& row : kRows) result.push_back(this->*row.type);
  return result;
}

void CoreTypes::mark(heap::Marker& marker) const {
  for (const Row& row : kRows) marker.mark(this->*row.type);
}

void create_core_types(Mutator& mutator) {
  CoreTypes& types = mutator.types;
  for (const Row& row : kRows) {
    auto* type = mutator.allocate<Type>(kType, nullptr);
    type->instance_kind = row.kind;
    type->type_flags = row.exception ? Type::kException | Type::kInstancesHaveDict : 0;
    type->version.store(1, std::memory_order_relaxed);
    types.*row.type = type;
  }
  for (const Row& row : kRows) {
    Type* type = types.*row.type;
    if (!is_final(types, type)) type->type_flags |= Type::kBaseType;
    type->root_shape.store(Shape::create_root(mutator, type, 0, false));
  }
  types.float_->instance_kind = kOpaque;  // a float needs no object, one of a subclass is a box
  for (const Row& row : kRows) (types.*row.type)->shape.store(types.type->root_shape.load());
  for (Type* type : {types.function, types.classmethod, types.staticmethod}) {
    type->type_flags |= Type::kInstancesHaveDict;
  }
  for (Type* type :
       {types.type, types.set, types.frozenset, types.memoryview, types.code, types.function, types.method,
        types.builtin, types.module, types.generator, types.coroutine, types.async_generator}) {
    type->type_flags |= Type::kWeaklyReferenced;
  }
  for (Type* type : {types.list, types.tuple, types.range, types.memoryview}) {
    type->type_flags |= Type::kSequencePattern;
  }
  types.dict->type_flags |= Type::kMappingPattern;
  mutator.names.create(mutator);
  for (const Row& row : kRows) complete(mutator, types.*row.type, types.*row.base, row.name, "builtins");
  for (const Row& row : kRows) {
    Type* type = types.*row.type;
    Type* base = types.*row.base;
    if (type == base) continue;
    if (!base->subclasses.load()) base->subclasses.store(List::create(mutator));
    base->subclasses.load_as<List>()->append(mutator, type);
  }
}

Type* create_builtin_type(Mutator& mutator, const char* name, const char* module, Type* base, Kind kind) {
  auto* type = mutator.allocate<Type>(kType, mutator.types.type->root_shape.load().as_object());
  type->instance_kind = kind;
  type->type_flags = base->type_flags & Type::kInherited;
  type->version.store(1, std::memory_order_relaxed);
  complete(mutator, type, base, name, module);
  type->root_shape.store(Shape::create_root(mutator, type, 0, false));
  finish_type(mutator, type);
  return type;
}

}  // namespace minipy::objects
