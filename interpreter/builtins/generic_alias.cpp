// What the annotations of today's Python are made of: list[int], int | None; and the view of a class's
// __dict__.
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/type_substitution.hpp"
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
  Slot arguments;   // Tuple
  Slot parameters;  // Tuple, or empty until somebody asks
  bool starred;     // *tuple[int]; set before anybody sees it
};

// iter(list[int]), which gives *list[int], once.
struct AliasIterator : objects::Opaque {
  Slot alias;  // empty at the end
};

struct Union : objects::Opaque {
  Slot members;     // Tuple
  Slot parameters;  // Tuple, or empty until somebody asks
};

void trace_proxy(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<MappingProxy*>(object)->mapping);
}
void trace_alias(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<GenericAlias*>(object)->origin);
  marker.mark(static_cast<GenericAlias*>(object)->arguments);
  marker.mark(static_cast<GenericAlias*>(object)->parameters);
}
void trace_alias_iterator(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<AliasIterator*>(object)->alias);
}
void trace_union(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<Union*>(object)->members);
  marker.mark(static_cast<Union*>(object)->parameters);
}

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

Value tuple_of(ThreadState& thread, std::initializer_list<Value> items) {
  return Tuple::create(thread, std::span<const Value>(items.begin(), items.size()));
}

Value builtin_function(ThreadState& thread, const char* name) {
  return thread.interpreter.builtins->get_str(vm::intern(thread, name));
}

GenericAlias* alias_of(Value self) { return self.as<GenericAlias>(); }

// An alias of class `type`, which is types.GenericAlias or derives from it.
GenericAlias* create_alias(ThreadState& thread, Type* type, Value origin, Value arguments, bool starred) {
  auto* made = objects::create_opaque<GenericAlias>(thread, type, kAliasInfo);
  made->origin.store(origin);
  made->arguments.store(objects::is_tuple(arguments) ? arguments
                                                     : Value(Tuple::create(thread, {&arguments, 1})));
  made->starred = starred;
  return made;
}

Result<Value> alias_new(ThreadState& thread, const Arguments& arguments) {
  return Value(create_alias(thread, arguments[0].as<Type>(), arguments[1], arguments[2], false));
}

Result<Value> alias_repr(ThreadState& thread, const Arguments& arguments) {
  auto* self = alias_of(arguments[0]);
  std::string text = self->starred ? "*" : "";
  text += MINIPY_TRY(type_text(thread, self->origin.load()));
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
  const Value made =
      MINIPY_TRY(vm::call(thread, alias_of(arguments[0])->origin.load(),
                          Arguments{arguments.values + 1, arguments.count - 1, arguments.keywords}));
  // What takes no attributes does not say what it was made by.
  if (!vm::set_attribute(thread, made, vm::intern(thread, "__orig_class__"), arguments[0]).ok()) {
    if (!thread.exception_is(thread.types.AttributeError) && !thread.exception_is(thread.types.TypeError)) {
      return Raised{};
    }
    (void)thread.take_exception();
  }
  return made;
}

Result<Value> alias_mro_entries(ThreadState& thread, const Arguments& arguments) {
  const Value origin = alias_of(arguments[0])->origin.load();
  return Value(Tuple::create(thread, std::span<const Value>(&origin, 1)));
}

Result<Value> alias_eq(ThreadState& thread, const Arguments& arguments) {
  auto* self = alias_of(arguments[0]);
  auto* other = objects::as_opaque<GenericAlias>(arguments[1], kAliasInfo);
  if (other == nullptr) return Value::not_implemented();
  if (self->starred != other->starred) return Value::false_();
  if (!MINIPY_TRY(vm::equal(thread, self->origin.load(), other->origin.load()))) return Value::false_();
  return Value::from_bool(MINIPY_TRY(vm::equal(thread, self->arguments.load(), other->arguments.load())));
}

Result<Value> alias_hash(ThreadState& thread, const Arguments& arguments) {
  auto* self = alias_of(arguments[0]);
  const std::int64_t outer = MINIPY_TRY(vm::hash(thread, self->origin.load()));
  const std::int64_t inner = MINIPY_TRY(vm::hash(thread, self->arguments.load()));
  return Value::from_int((outer ^ inner) & Value::kMaxInt);
}

Result<Value> alias_instancecheck(ThreadState& thread, const Arguments& /*arguments*/) {
  return thread.raise(thread.types.TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}

Result<Value> alias_subclasscheck(ThreadState& thread, const Arguments& /*arguments*/) {
  return thread.raise(thread.types.TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}

// Two threads may both compute them: they find the same.
Result<Value> parameters_in(ThreadState& thread, Slot& arguments, Slot& parameters) {
  const Value known = parameters.load();
  if (known) return known;
  const Value found = MINIPY_TRY(type_parameters(thread, arguments.load_as<Tuple>()));
  parameters.store(found);
  return found;
}

Result<Value> alias_parameters(ThreadState& thread, Value self) {
  return parameters_in(thread, alias_of(self)->arguments, alias_of(self)->parameters);
}

Result<Value> alias_getitem(ThreadState& thread, const Arguments& arguments) {
  auto* self = alias_of(arguments[0]);
  const Value parameters = MINIPY_TRY(alias_parameters(thread, arguments[0]));
  Tuple* made = MINIPY_TRY(substitute_parameters(thread, arguments[0], self->arguments.load_as<Tuple>(),
                                                 parameters.as<Tuple>(), arguments[1]));
  return Value(create_alias(thread, generic_alias_type(thread), self->origin.load(), made, self->starred));
}

// What an alias answers itself; all else is its origin's.
constexpr const char* kAliasAttributes[] = {
    "__origin__",      "__args__",      "__parameters__", "__unpacked__", "__typing_unpacked_tuple_args__",
    "__mro_entries__", "__reduce_ex__", "__reduce__",     "__copy__",     "__deepcopy__",
    "__class__",       "__bases__",
};

Result<Value> alias_getattribute(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "attribute name must be string, not '%T'", arguments[1]);
  }
  Str* name = thread.intern_table.intern(thread, arguments[1].as<Str>());
  for (const char* own : kAliasAttributes) {
    if (name->utf8() == own) return vm::generic_get_attribute(thread, arguments[0], name);
  }
  return vm::get_attribute(thread, alias_of(arguments[0])->origin.load(), name);
}

Result<Value> alias_dir(ThreadState& thread, const Arguments& arguments) {
  auto* names = objects::Set::create(thread);
  const Value listed =
      MINIPY_TRY(vm::call(thread, builtin_function(thread, "dir"), {alias_of(arguments[0])->origin.load()}));
  vm::RootedValues all(thread);
  all.push_back(names);
  const std::size_t first = all.size();
  MINIPY_TRY(vm::collect(thread, listed, all));
  for (const char* own : kAliasAttributes) {
    const std::string_view name = own;
    if (name != "__copy__" && name != "__deepcopy__" && name != "__bases__") {
      all.push_back(vm::intern(thread, name));
    }
  }
  for (std::size_t i = first; i < all.size(); ++i) MINIPY_TRY(names->add(thread, all[i]));
  return Value(MINIPY_TRY(vm::to_list(thread, names)));
}

Result<Value> union_of(ThreadState& thread, const Arguments& arguments) {
  return make_union(thread, arguments[0], arguments[1]);
}
Result<Value> union_of_reflected(ThreadState& thread, const Arguments& arguments) {
  return make_union(thread, arguments[1], arguments[0]);
}

Result<Value> alias_origin(ThreadState& /*thread*/, Value self) { return alias_of(self)->origin.load(); }
Result<Value> alias_args(ThreadState& /*thread*/, Value self) { return alias_of(self)->arguments.load(); }
Result<Value> alias_unpacked(ThreadState& /*thread*/, Value self) {
  return Value::from_bool(alias_of(self)->starred);
}
Result<Value> alias_unpacked_tuple_args(ThreadState& thread, Value self) {
  const bool tuple = alias_of(self)->starred && alias_of(self)->origin.load() == Value(thread.types.tuple);
  return tuple ? alias_of(self)->arguments.load() : Value::none();
}

Result<Value> alias_iterator_next(ThreadState& thread, Object* iterator) {
  const Value alias = static_cast<AliasIterator*>(iterator)->alias.exchange({});
  if (!alias) return Value{};
  return Value(create_alias(thread, generic_alias_type(thread), alias_of(alias)->origin.load(),
                            alias_of(alias)->arguments.load(), true));
}

constexpr objects::OpaqueInfo kAliasIteratorInfo = {"generic_alias_iterator", trace_alias_iterator, nullptr,
                                                    alias_iterator_next};

Result<Value> alias_iterator_reduce(ThreadState& thread, const Arguments& arguments) {
  const Value alias = arguments[0].as<AliasIterator>()->alias.load();
  const Value rest = alias ? alias : Value(Tuple::create(thread, {}));
  return tuple_of(thread, {builtin_function(thread, "iter"), tuple_of(thread, {rest})});
}

constexpr NativeDefinition kAliasIteratorMethods[] = {{"__reduce__", alias_iterator_reduce, "self, /"}};

Type* make_alias_iterator_type(ThreadState& thread) {
  Type* type = objects::create_builtin_type(thread, "generic_alias_iterator", "builtins", thread.types.object,
                                            objects::kOpaque);
  install_iterator(thread, type);
  add_methods(thread, type, kAliasIteratorMethods);
  return type;
}

Value make_alias_iterator(ThreadState& thread, Value alias) {
  Type* type = builtin_type(thread, &kAliasIteratorInfo, make_alias_iterator_type);
  auto* iterator = objects::create_opaque<AliasIterator>(thread, type, kAliasIteratorInfo);
  iterator->alias.store(alias);
  return iterator;
}

Result<Value> alias_iter(ThreadState& thread, const Arguments& arguments) {
  return make_alias_iterator(thread, arguments[0]);
}

Result<Value> alias_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* self = alias_of(arguments[0]);
  if (self->starred) {
    const Value plain =
        create_alias(thread, generic_alias_type(thread), self->origin.load(), self->arguments.load(), false);
    const Value iterator = make_alias_iterator(thread, plain);
    return tuple_of(thread, {builtin_function(thread, "next"), tuple_of(thread, {iterator})});
  }
  return tuple_of(thread, {objects::type_of(thread, arguments[0]),
                           tuple_of(thread, {self->origin.load(), self->arguments.load()})});
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
    {"__getattribute__", alias_getattribute, "self, name, /"},
    {"__dir__", alias_dir, "self, /"},
    {"__iter__", alias_iter, "self, /"},
    {"__reduce__", alias_reduce, "self, /"},
    {"__or__", union_of, "self, value, /"},
    {"__ror__", union_of_reflected, "self, value, /"},
};

constexpr GetSetDefinition kAliasGetSets[] = {
    {"__origin__", alias_origin},
    {"__args__", alias_args},
    {"__parameters__", alias_parameters},
    {"__unpacked__", alias_unpacked},
    {"__typing_unpacked_tuple_args__", alias_unpacked_tuple_args},
};

Type* make_alias_type(ThreadState& thread) {
  Type* type =
      objects::create_builtin_type(thread, "GenericAlias", "types", thread.types.object, objects::kOpaque);
  type->type_flags |=
      Type::kBaseType | Type::kWeaklyReferenced;  // collections.abc.Callable[...] derives from it
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

Result<Value> union_parameters(ThreadState& thread, Value self) {
  return parameters_in(thread, self.as<Union>()->members, self.as<Union>()->parameters);
}

Result<Value> union_getitem(ThreadState& thread, const Arguments& arguments) {
  const Value parameters = MINIPY_TRY(union_parameters(thread, arguments[0]));
  Tuple* members = MINIPY_TRY(substitute_parameters(thread, arguments[0], union_members(arguments[0]),
                                                    parameters.as<Tuple>(), arguments[1]));
  Value made = members->items[0];
  for (const Value member : members->values().subspan(1)) {
    made = MINIPY_TRY(vm::binary(thread, vm::BinaryOperator::kOr, made, member));
  }
  return made;
}

constexpr NativeDefinition kUnionMethods[] = {
    {"__repr__", union_repr, "self, /"},
    {"__eq__", union_eq, "self, other, /"},
    {"__hash__", union_hash, "self, /"},
    {"__instancecheck__", union_instancecheck, "self, instance, /"},
    {"__subclasscheck__", union_subclasscheck, "self, subclass, /"},
    {"__getitem__", union_getitem, "self, item, /"},
    {"__or__", union_of, "self, value, /"},
    {"__ror__", union_of_reflected, "self, value, /"},
};

constexpr GetSetDefinition kUnionGetSets[] = {{"__args__", union_args}, {"__parameters__", union_parameters}};

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
  return create_alias(thread, generic_alias_type(thread), origin, parameters, false);
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
