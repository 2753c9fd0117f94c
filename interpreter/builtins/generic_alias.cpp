// What the annotations of today's Python are made of: list[int], int | None; and the view of a class's
// __dict__.
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/objects/opaque.hpp"

namespace minipy::builtins {

using objects::Comparison;
using objects::Dict;

namespace {

struct MappingProxy : objects::Opaque {
  Slot mapping;
};

struct GenericAlias : objects::Opaque {
  Slot origin;
  Slot arguments;  // Tuple
};

struct Union : objects::Opaque {
  Slot members;  // Tuple
};

void trace_proxy(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<MappingProxy*>(object)->mapping);
}
void trace_alias(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<GenericAlias*>(object)->origin);
  marker.mark(static_cast<GenericAlias*>(object)->arguments);
}
void trace_union(Object* object, heap::Marker& marker) { marker.mark(static_cast<Union*>(object)->members); }

constexpr objects::OpaqueInfo kProxyInfo = {"mappingproxy", trace_proxy};
constexpr objects::OpaqueInfo kAliasInfo = {"GenericAlias", trace_alias};
constexpr objects::OpaqueInfo kUnionInfo = {"Union", trace_union};

// ---- mappingproxy

Value mapping_of(Value self) { return self.as<MappingProxy>()->mapping.load(); }

Result<Value> proxy_new(ThreadState& thread, const Arguments& arguments) {
  return make_mapping_proxy(thread, arguments[1]);
}

Result<Value> proxy_repr(ThreadState& thread, const Arguments& arguments) {
  Str* inner = MINIPY_TRY(vm::repr(thread, mapping_of(arguments[0])));
  return Value(Str::create(thread, "mappingproxy(" + inner->utf8() + ")"));
}

Result<Value> proxy_len(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(MINIPY_TRY(vm::length(thread, mapping_of(arguments[0]))));
}

Result<Value> proxy_getitem(ThreadState& thread, const Arguments& arguments) {
  return vm::get_item(thread, mapping_of(arguments[0]), arguments[1]);
}

Result<Value> proxy_contains(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(vm::contains(thread, mapping_of(arguments[0]), arguments[1])));
}

Result<Value> proxy_iter(ThreadState& thread, const Arguments& arguments) {
  return vm::iterate(thread, mapping_of(arguments[0]));
}

Result<Value> proxy_eq(ThreadState& thread, const Arguments& arguments) {
  Value other = arguments[1];
  if (const auto* proxy = objects::as_opaque<MappingProxy>(other, kProxyInfo)) other = proxy->mapping.load();
  return vm::compare(thread, Comparison::kEq, mapping_of(arguments[0]), other);
}

Result<Value> proxy_or(ThreadState& thread, const Arguments& arguments) {
  Value other = arguments[1];
  if (const auto* proxy = objects::as_opaque<MappingProxy>(other, kProxyInfo)) other = proxy->mapping.load();
  return vm::binary(thread, vm::BinaryOperator::kOr, mapping_of(arguments[0]), other);
}

Result<Value> proxy_get(ThreadState& thread, const Arguments& arguments) {
  const Value otherwise = arguments.get(2);
  return vm::call_method(thread, mapping_of(arguments[0]), vm::intern(thread, "get"),
                         {arguments[1], otherwise ? otherwise : Value::none()});
}

template <const char* const& name>
Result<Value> proxy_forward(ThreadState& thread, const Arguments& arguments) {
  return vm::call_method(thread, mapping_of(arguments[0]), vm::intern(thread, name), {});
}

constexpr const char* kKeys = "keys";
constexpr const char* kItems = "items";
constexpr const char* kValues = "values";
constexpr const char* kCopy = "copy";

constexpr NativeDefinition kProxyMethods[] = {
    {"__new__", proxy_new, "cls, mapping"},
    {"__repr__", proxy_repr, "self, /"},
    {"__len__", proxy_len, "self, /"},
    {"__getitem__", proxy_getitem, "self, key, /"},
    {"__contains__", proxy_contains, "self, key, /"},
    {"__iter__", proxy_iter, "self, /"},
    {"__eq__", proxy_eq, "self, other, /"},
    {"__or__", proxy_or, "self, other, /"},
    {"get", proxy_get, "self, key, default=, /"},
    {"keys", proxy_forward<kKeys>, "self, /"},
    {"items", proxy_forward<kItems>, "self, /"},
    {"values", proxy_forward<kValues>, "self, /"},
    {"copy", proxy_forward<kCopy>, "self, /"},
};

Type* make_proxy_type(ThreadState& thread) {
  Type* type =
      objects::create_builtin_type(thread, "mappingproxy", "builtins", thread.types.object, objects::kOpaque);
  add_methods(thread, type, kProxyMethods);
  return type;
}

// ---- names of types in list[int], int | None

Result<std::string> type_text(ThreadState& thread, Value item) {
  if (item.is_ellipsis()) return std::string("...");
  if (item.is_none() || item == Value(thread.types.none)) return std::string("None");
  if (objects::has_kind(item, objects::kType)) return type_full_name(thread, item.as<Type>());
  return MINIPY_TRY(vm::repr(thread, item))->utf8();
}

// ---- list[int]

Result<Value> alias_new(ThreadState& thread, const Arguments& arguments) {
  return make_generic_alias(thread, arguments[1], arguments[2]);
}

Result<Value> alias_repr(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<GenericAlias>();
  std::string text = MINIPY_TRY(type_text(thread, self->origin.load()));
  text += "[";
  const Tuple* items = self->arguments.load_as<Tuple>();
  for (std::int64_t i = 0; i < items->length; ++i) {
    if (i > 0) text += ", ";
    text += MINIPY_TRY(type_text(thread, items->items[i]));
  }
  if (items->length == 0) text += "()";
  return Value(Str::create(thread, text + "]"));
}

Result<Value> alias_call(ThreadState& thread, const Arguments& arguments) {
  return vm::call(thread, arguments[0].as<GenericAlias>()->origin.load(),
                  Arguments{arguments.values + 1, arguments.count - 1, arguments.keywords});
}

Result<Value> alias_mro_entries(ThreadState& thread, const Arguments& arguments) {
  const Value origin = arguments[0].as<GenericAlias>()->origin.load();
  return Value(Tuple::create(thread, std::span<const Value>(&origin, 1)));
}

Result<Value> alias_eq(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<GenericAlias>();
  auto* other = objects::as_opaque<GenericAlias>(arguments[1], kAliasInfo);
  if (other == nullptr) return Value::not_implemented();
  if (!(self->origin.load() == other->origin.load())) return Value::false_();
  return Value::from_bool(MINIPY_TRY(vm::equal(thread, self->arguments.load(), other->arguments.load())));
}

Result<Value> alias_hash(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<GenericAlias>();
  const std::int64_t inner = MINIPY_TRY(vm::hash(thread, self->arguments.load()));
  return Value::from_int((identity_hash(self->origin.load()) ^ inner) & Value::kMaxInt);
}

Result<Value> alias_instancecheck(ThreadState& thread, const Arguments& /*arguments*/) {
  return thread.raise(thread.types.TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}

Result<Value> alias_subclasscheck(ThreadState& thread, const Arguments& /*arguments*/) {
  return thread.raise(thread.types.TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}

Result<Value> alias_getitem(ThreadState& thread, const Arguments& arguments) {
  return make_generic_alias(thread, arguments[0], arguments[1]);
}

Result<Value> alias_getattr(ThreadState& thread, const Arguments& arguments) {
  return vm::get_attribute(thread, arguments[0].as<GenericAlias>()->origin.load(),
                           thread.intern_table.intern(thread, arguments[1].as<Str>()));
}

Result<Value> union_of(ThreadState& thread, const Arguments& arguments) {
  return make_union(thread, arguments[0], arguments[1]);
}
Result<Value> union_of_reflected(ThreadState& thread, const Arguments& arguments) {
  return make_union(thread, arguments[1], arguments[0]);
}

Result<Value> alias_origin(ThreadState& /*thread*/, Value self) {
  return self.as<GenericAlias>()->origin.load();
}
Result<Value> alias_args(ThreadState& /*thread*/, Value self) {
  return self.as<GenericAlias>()->arguments.load();
}
Result<Value> alias_parameters(ThreadState& thread, Value /*self*/) {
  return Value(Tuple::create(thread, {}));
}

constexpr NativeDefinition kAliasMethods[] = {
    {"__new__", alias_new, "cls, origin, args"},
    {"__repr__", alias_repr, "self, /"},
    {"__call__", alias_call, "self, *args, **kwargs"},
    {"__mro_entries__", alias_mro_entries, "self, bases, /"},
    {"__eq__", alias_eq, "self, other, /"},
    {"__hash__", alias_hash, "self, /"},
    {"__instancecheck__", alias_instancecheck, "self, instance, /"},
    {"__subclasscheck__", alias_subclasscheck, "self, subclass, /"},
    {"__getitem__", alias_getitem, "self, item, /"},
    {"__getattr__", alias_getattr, "self, name, /"},
    {"__or__", union_of, "self, value, /"},
    {"__ror__", union_of_reflected, "self, value, /"},
};

constexpr GetSetDefinition kAliasGetSets[] = {
    {"__origin__", alias_origin},
    {"__args__", alias_args},
    {"__parameters__", alias_parameters},
};

Type* make_alias_type(ThreadState& thread) {
  Type* type =
      objects::create_builtin_type(thread, "GenericAlias", "types", thread.types.object, objects::kOpaque);
  add_methods(thread, type, kAliasMethods);
  add_getsets(thread, type, kAliasGetSets);
  return type;
}

// ---- int | None

Result<Value> union_repr(ThreadState& thread, const Arguments& arguments) {
  std::string text;
  const Tuple* members = arguments[0].as<Union>()->members.load_as<Tuple>();
  for (std::int64_t i = 0; i < members->length; ++i) {
    if (i > 0) text += " | ";
    text += MINIPY_TRY(type_text(thread, members->items[i]));
  }
  return Value(Str::create(thread, text));
}

Result<Value> union_eq(ThreadState& thread, const Arguments& arguments) {
  const Tuple* a = union_members(arguments[0]);
  const Tuple* b = union_members(arguments[1]);
  if (b == nullptr) return Value::not_implemented();
  if (a->length != b->length) return Value::false_();
  for (const Value item : a->values()) {
    bool found = false;
    for (const Value other : b->values()) found = found || MINIPY_TRY(vm::equal(thread, item, other));
    if (!found) return Value::false_();
  }
  return Value::true_();
}

Result<Value> union_hash(ThreadState& thread, const Arguments& arguments) {
  std::int64_t hash = 1;
  for (const Value item : union_members(arguments[0])->values()) hash ^= MINIPY_TRY(vm::hash(thread, item));
  return Value::from_int(hash & Value::kMaxInt);
}

Result<Value> union_instancecheck(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(
      MINIPY_TRY(vm::is_instance(thread, arguments[1], arguments[0].as<Union>()->members.load())));
}

Result<Value> union_subclasscheck(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(
      MINIPY_TRY(vm::is_subclass(thread, arguments[1], arguments[0].as<Union>()->members.load())));
}

Result<Value> union_args(ThreadState& /*thread*/, Value self) { return self.as<Union>()->members.load(); }

constexpr NativeDefinition kUnionMethods[] = {
    {"__repr__", union_repr, "self, /"},
    {"__eq__", union_eq, "self, other, /"},
    {"__hash__", union_hash, "self, /"},
    {"__instancecheck__", union_instancecheck, "self, instance, /"},
    {"__subclasscheck__", union_subclasscheck, "self, subclass, /"},
    {"__or__", union_of, "self, value, /"},
    {"__ror__", union_of_reflected, "self, value, /"},
};

constexpr GetSetDefinition kUnionGetSets[] = {{"__args__", union_args}};

Type* make_union_type(ThreadState& thread) {
  Type* type =
      objects::create_builtin_type(thread, "UnionType", "types", thread.types.object, objects::kOpaque);
  add_methods(thread, type, kUnionMethods);
  add_getsets(thread, type, kUnionGetSets);
  return type;
}

bool may_be_member(Value value) {
  return value.is_none() || objects::has_kind(value, objects::kType) ||
         objects::as_opaque<GenericAlias>(value, kAliasInfo) != nullptr || union_members(value) != nullptr;
}

Result<void> add_members(ThreadState& thread, Value value, vm::RootedValues& members) {
  if (const Tuple* inner = union_members(value)) {
    for (const Value item : inner->values()) MINIPY_TRY(add_members(thread, item, members));
    return Done{};
  }
  if (value.is_none()) value = thread.types.none;
  for (const Value known : members.values()) {
    if (MINIPY_TRY(vm::equal(thread, known, value))) return Done{};
  }
  members.push_back(value);
  return Done{};
}

}  // namespace

Type* mapping_proxy_type(ThreadState& thread) { return builtin_type(thread, &kProxyInfo, make_proxy_type); }
Type* generic_alias_type(ThreadState& thread) { return builtin_type(thread, &kAliasInfo, make_alias_type); }
Type* union_type(ThreadState& thread) { return builtin_type(thread, &kUnionInfo, make_union_type); }

Value make_mapping_proxy(ThreadState& thread, Value mapping) {
  auto* made = objects::create_opaque<MappingProxy>(thread, mapping_proxy_type(thread), kProxyInfo);
  made->mapping.store(mapping);
  return made;
}

Value make_generic_alias(ThreadState& thread, Value origin, Value parameters) {
  auto* made = objects::create_opaque<GenericAlias>(thread, generic_alias_type(thread), kAliasInfo);
  made->origin.store(origin);
  made->arguments.store(objects::is_tuple(parameters) ? parameters
                                                      : Value(Tuple::create(thread, {&parameters, 1})));
  return made;
}

Result<Value> make_union(ThreadState& thread, Value a, Value b) {
  if (!may_be_member(a) || !may_be_member(b)) return Value::not_implemented();
  vm::RootedValues members(thread);
  MINIPY_TRY(add_members(thread, a, members));
  MINIPY_TRY(add_members(thread, b, members));
  if (members.size() == 1) return members[0];
  auto* made = objects::create_opaque<Union>(thread, union_type(thread), kUnionInfo);
  made->members.store(Tuple::create(thread, members.span()));
  return Value(made);
}

const Tuple* union_members(Value value) {
  const auto* known = objects::as_opaque<Union>(value, kUnionInfo);
  return known != nullptr ? known->members.load_as<Tuple>() : nullptr;
}

}  // namespace minipy::builtins
