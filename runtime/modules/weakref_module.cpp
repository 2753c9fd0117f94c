// The module `_weakref`: the types of weak references and of proxies. How they die is told in
// vm/weak_references.hpp; the containers are in stdlib/weakref.py.

#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

using objects::BinaryOperator;
using objects::Comparison;
using objects::Special;
using vm::WeakReference;

constexpr objects::OpaqueInfo kReferenceInfo = {"weakref.ReferenceType", vm::trace_weak_reference};
constexpr objects::OpaqueInfo kProxyInfo = {"weakref.ProxyType", vm::trace_weak_reference};
const char kReferenceKey = 0, kProxyKey = 0, kCallableProxyKey = 0;

Type* reference_type(ThreadState& thread);
Type* proxy_type(ThreadState& thread, bool callable);

/// What messages call the type of a value: those of this module have their module in it.
std::string shown_type(ThreadState& thread, Value value) {
  const Type* type = objects::type_of(thread, value);
  const std::string name = type->name.load_as<Str>()->utf8();
  return type == reference_type(thread) ? "weakref." + name : name;
}

/// A reference or proxy of class `type` to `object`.
Result<Value> make(ThreadState& thread, Type* type, const objects::OpaqueInfo& info, Value object,
                   Value callback, WeakReference::Rank plain) {
  if (!object.is_object() || !objects::type_of(thread, object)->has(Type::kWeaklyReferenced)) {
    return thread.raise(thread.types.TypeError, "cannot create weak reference to '%s' object",
                        shown_type(thread, object).c_str());
  }
  auto* fresh = objects::create_opaque<WeakReference>(thread, type, info);
  fresh->referent.store(object.as_object(), std::memory_order_release);
  fresh->hash.store(-1, std::memory_order_relaxed);
  const bool called_back = !callback.is_empty() && !callback.is_none();
  if (called_back) fresh->callback.store(callback);
  const bool own = called_back || type->has(Type::kHeapType);
  // relaxed: `add` publishes it under a lock.
  fresh->aux.store(own ? WeakReference::kOwn : plain, std::memory_order_relaxed);
  return Value(thread.interpreter.weak_references.add(object.as_object(), fresh));
}

// ---- ref

Result<WeakReference*> self_reference(ThreadState& thread, Value value) {
  return self_as<WeakReference>(thread, value, kReferenceInfo);
}

Result<void> check_count(ThreadState& thread, const char* name, std::uint32_t count) {
  if (count >= 1 && count <= 2) return Done{};
  return thread.raise(thread.types.TypeError, "%s expected at %s argument%s, got %d", name,
                      count < 1 ? "least 1" : "most 2", count < 1 ? "" : "s",
                      static_cast<std::int64_t>(count));
}

Result<Value> reference_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_count(thread, "__new__", arguments.count - 1));
  return make(thread, arguments[0].as<Type>(), kReferenceInfo, arguments[1], arguments.get(2),
              WeakReference::kPlainReference);
}

Result<Value> reference_init(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(refuse_keywords(thread, "ref", arguments));
  MINIPY_TRY(check_count(thread, "__init__", arguments.count - 1));
  return Value::none();
}

Result<Value> reference_call(ThreadState& thread, const Arguments& arguments) {
  const Value object = MINIPY_TRY(self_reference(thread, arguments[0]))->get();
  return object.is_empty() ? Value::none() : object;
}

Result<Value> reference_hash(ThreadState& thread, const Arguments& arguments) {
  WeakReference* self = MINIPY_TRY(self_reference(thread, arguments[0]));
  std::int64_t hash = self->hash.load(std::memory_order_relaxed);
  if (hash == -1) {
    const Value object = self->get();
    if (object.is_empty()) return thread.raise(thread.types.TypeError, "weak object has gone away");
    hash = MINIPY_TRY(vm::hash(thread, object));
    self->hash.store(hash, std::memory_order_relaxed);
  }
  return objects::make_int(thread, hash);
}

// References are equal when their objects are, and a dead one only to itself.
template <Comparison Op>
Result<Value> reference_compare(ThreadState& thread, const Arguments& arguments) {
  WeakReference* self = MINIPY_TRY(self_reference(thread, arguments[0]));
  const auto* other = objects::as_opaque<WeakReference>(arguments[1], kReferenceInfo);
  if (other == nullptr) return Value::not_implemented();
  const Value a = self->get();
  const Value b = other->get();
  if (a.is_empty() || b.is_empty()) return Value::from_bool((self == other) == (Op == Comparison::kEq));
  return vm::compare(thread, Op, a, b);
}

Result<Value> reference_repr(ThreadState& thread, const Arguments& arguments) {
  WeakReference* self = MINIPY_TRY(self_reference(thread, arguments[0]));
  const Value object = self->get();
  std::string text = "<weakref at " + builtins::address_text(self);
  if (object.is_empty()) return make_str(thread, text + "; dead>");
  text += "; to '" + objects::type_name(thread, object) + "' at " + builtins::address_text(object);
  const Value name = MINIPY_TRY(vm::find_attribute(thread, object, thread.names.dunder_name));
  if (objects::is_str(name)) text += " (" + name.as<Str>()->utf8() + ")";
  return make_str(thread, text + ">");
}

Result<Value> reference_callback(ThreadState& thread, Value value) {
  WeakReference* self = MINIPY_TRY(self_reference(thread, value));
  const Value callback = self->callback.load();
  return self->get().is_empty() || callback.is_empty() ? Value::none() : callback;
}

const NativeDefinition kReferenceMethods[] = {
    {"__new__", reference_new, "*args, **kwargs"},
    {"__init__", reference_init, "*args, **kwargs"},
    {"__call__", reference_call, "self, /"},
    {"__hash__", reference_hash, "self, /"},
    {"__eq__", reference_compare<Comparison::kEq>, "self, value, /"},
    {"__ne__", reference_compare<Comparison::kNe>, "self, value, /"},
    {"__repr__", reference_repr, "self, /"},
};
const NativeDefinition kReferenceClassMethods[] = {
    {"__class_getitem__", builtins::class_getitem, "cls, item, /"}};
const GetSetDefinition kReferenceAttributes[] = {{"__callback__", reference_callback}};

Type* make_reference_type(ThreadState& thread) {
  Type* type = new_type(thread, "ReferenceType", "weakref", true, kReferenceMethods, kReferenceAttributes);
  builtins::add_class_methods(thread, type, kReferenceClassMethods);
  return type;
}
Type* reference_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kReferenceKey, make_reference_type);
}

// ---- proxies

/// The object of a proxy, ReferenceError when it is dead; any other value as it is.
Result<Value> behind(ThreadState& thread, Value value) {
  const auto* proxy = objects::as_opaque<WeakReference>(value, kProxyInfo);
  if (proxy == nullptr) return value;
  const Value object = proxy->get();
  if (!object.is_empty()) return object;
  return thread.raise(thread.types.ReferenceError, "weakly-referenced object no longer exists");
}

template <BinaryOperator Op>
Result<Value> proxy_binary(ThreadState& thread, const Arguments& arguments) {
  const Value a = MINIPY_TRY(behind(thread, arguments[0]));
  return vm::binary(thread, Op, a, MINIPY_TRY(behind(thread, arguments[1])));
}
template <BinaryOperator Op>
Result<Value> proxy_reflected(ThreadState& thread, const Arguments& arguments) {
  const Value b = MINIPY_TRY(behind(thread, arguments[0]));
  return vm::binary(thread, Op, MINIPY_TRY(behind(thread, arguments[1])), b);
}
template <BinaryOperator Op>
Result<Value> proxy_inplace(ThreadState& thread, const Arguments& arguments) {
  const Value a = MINIPY_TRY(behind(thread, arguments[0]));
  return vm::inplace(thread, Op, a, MINIPY_TRY(behind(thread, arguments[1])));
}
template <Comparison Op>
Result<Value> proxy_compare(ThreadState& thread, const Arguments& arguments) {
  const Value a = MINIPY_TRY(behind(thread, arguments[0]));
  return vm::compare(thread, Op, a, MINIPY_TRY(behind(thread, arguments[1])));
}
template <Result<Value> (*Operation)(ThreadState&, Value)>
Result<Value> proxy_unary(ThreadState& thread, const Arguments& arguments) {
  return Operation(thread, MINIPY_TRY(behind(thread, arguments[0])));
}

/// What the built-in function `name` makes of the arguments, their objects in the place of proxies.
Result<Value> call_builtin(ThreadState& thread, const char* name, const Arguments& arguments) {
  vm::RootedValues values(thread);
  for (std::uint32_t i = 0; i < arguments.count; ++i) {
    values.push_back(MINIPY_TRY(behind(thread, arguments[i])));
  }
  return vm::call(thread, thread.interpreter.builtins->get_str(vm::intern(thread, name)), values.span());
}
#define MINIPY_PROXY_CALLS(function, builtin)                               \
  Result<Value> function(ThreadState& thread, const Arguments& arguments) { \
    return call_builtin(thread, builtin, arguments);                        \
  }
MINIPY_PROXY_CALLS(proxy_abs, "abs")
MINIPY_PROXY_CALLS(proxy_bool, "bool")
MINIPY_PROXY_CALLS(proxy_bytes, "bytes")
MINIPY_PROXY_CALLS(proxy_delattr, "delattr")
MINIPY_PROXY_CALLS(proxy_dir, "dir")
MINIPY_PROXY_CALLS(proxy_divmod, "divmod")
MINIPY_PROXY_CALLS(proxy_float, "float")
MINIPY_PROXY_CALLS(proxy_getattribute, "getattr")
MINIPY_PROXY_CALLS(proxy_int, "int")
MINIPY_PROXY_CALLS(proxy_iter, "iter")
MINIPY_PROXY_CALLS(proxy_len, "len")
MINIPY_PROXY_CALLS(proxy_next, "next")
MINIPY_PROXY_CALLS(proxy_pow, "pow")
MINIPY_PROXY_CALLS(proxy_reversed, "reversed")
MINIPY_PROXY_CALLS(proxy_setattr, "setattr")
MINIPY_PROXY_CALLS(proxy_str, "str")
#undef MINIPY_PROXY_CALLS

Result<Value> proxy_rdivmod(ThreadState& thread, const Arguments& arguments) {
  const Value turned[] = {arguments[1], arguments[0]};
  return call_builtin(thread, "divmod", Arguments{turned, 2, nullptr});
}
Result<Value> proxy_getitem(ThreadState& thread, const Arguments& arguments) {
  const Value object = MINIPY_TRY(behind(thread, arguments[0]));
  return vm::get_item(thread, object, MINIPY_TRY(behind(thread, arguments[1])));
}
Result<Value> proxy_setitem(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(vm::set_item(thread, MINIPY_TRY(behind(thread, arguments[0])), arguments[1], arguments[2]));
  return Value::none();
}
Result<Value> proxy_delitem(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(vm::delete_item(thread, MINIPY_TRY(behind(thread, arguments[0])), arguments[1]));
  return Value::none();
}
Result<Value> proxy_contains(ThreadState& thread, const Arguments& arguments) {
  const Value object = MINIPY_TRY(behind(thread, arguments[0]));
  const Value item = MINIPY_TRY(behind(thread, arguments[1]));
  return Value::from_bool(MINIPY_TRY(vm::contains(thread, object, item)));
}
Result<Value> proxy_call(ThreadState& thread, const Arguments& arguments) {
  const Value object = MINIPY_TRY(behind(thread, arguments[0]));
  return vm::call(thread, object, Arguments{arguments.values + 1, arguments.count - 1, arguments.keywords});
}
Result<Value> proxy_repr(ThreadState& thread, const Arguments& arguments) {
  auto* self = MINIPY_TRY(self_as<WeakReference>(thread, arguments[0], kProxyInfo));
  const Value object = self->get();
  return make_str(thread, "<weakproxy at " + builtins::address_text(self) + " to " +
                              (object.is_empty() ? "NoneType at 0x0"
                                                 : objects::type_name(thread, object) + " at " +
                                                       builtins::address_text(object)) +
                              ">");
}

#define MINIPY_BINARY(name, op)                                                   \
  {"__" name "__", proxy_binary<BinaryOperator::op>, "self, value, /"},           \
      {"__r" name "__", proxy_reflected<BinaryOperator::op>, "self, value, /"}, { \
    "__i" name "__", proxy_inplace<BinaryOperator::op>, "self, value, /"          \
  }

const NativeDefinition kProxyMethods[] = {
    MINIPY_BINARY("add", kAdd),
    MINIPY_BINARY("sub", kSub),
    MINIPY_BINARY("mul", kMul),
    MINIPY_BINARY("truediv", kTrueDiv),
    MINIPY_BINARY("floordiv", kFloorDiv),
    MINIPY_BINARY("mod", kMod),
    MINIPY_BINARY("matmul", kMatMul),
    MINIPY_BINARY("and", kAnd),
    MINIPY_BINARY("or", kOr),
    MINIPY_BINARY("xor", kXor),
    MINIPY_BINARY("lshift", kLShift),
    MINIPY_BINARY("rshift", kRShift),
    {"__pow__", proxy_pow, "self, value, mod=, /"},
    {"__rpow__", proxy_reflected<BinaryOperator::kPow>, "self, value, /"},
    {"__ipow__", proxy_inplace<BinaryOperator::kPow>, "self, value, /"},
    {"__divmod__", proxy_divmod, "self, value, /"},
    {"__rdivmod__", proxy_rdivmod, "self, value, /"},
    {"__lt__", proxy_compare<Comparison::kLt>, "self, value, /"},
    {"__le__", proxy_compare<Comparison::kLe>, "self, value, /"},
    {"__eq__", proxy_compare<Comparison::kEq>, "self, value, /"},
    {"__ne__", proxy_compare<Comparison::kNe>, "self, value, /"},
    {"__gt__", proxy_compare<Comparison::kGt>, "self, value, /"},
    {"__ge__", proxy_compare<Comparison::kGe>, "self, value, /"},
    {"__neg__", proxy_unary<vm::negative>, "self, /"},
    {"__pos__", proxy_unary<vm::positive>, "self, /"},
    {"__invert__", proxy_unary<vm::invert>, "self, /"},
    {"__index__", proxy_unary<vm::index>, "self, /"},
    {"__abs__", proxy_abs, "self, /"},
    {"__bool__", proxy_bool, "self, /"},
    {"__float__", proxy_float, "self, /"},
    {"__int__", proxy_int, "self, /"},
    {"__len__", proxy_len, "self, /"},
    {"__getitem__", proxy_getitem, "self, key, /"},
    {"__setitem__", proxy_setitem, "self, key, value, /"},
    {"__delitem__", proxy_delitem, "self, key, /"},
    {"__contains__", proxy_contains, "self, key, /"},
    {"__iter__", proxy_iter, "self, /"},
    {"__next__", proxy_next, "self, /"},
    {"__getattribute__", proxy_getattribute, "self, name, /"},
    {"__setattr__", proxy_setattr, "self, name, value, /"},
    {"__delattr__", proxy_delattr, "self, name, /"},
    {"__dir__", proxy_dir, "self, /"},
    {"__str__", proxy_str, "self, /"},
    {"__repr__", proxy_repr, "self, /"},
};
#undef MINIPY_BINARY
// As in CPython, each kind of proxies has something that the other has not.
const NativeDefinition kPlainProxyMethods[] = {{"__bytes__", proxy_bytes, "self, /"},
                                               {"__reversed__", proxy_reversed, "self, /"}};
const NativeDefinition kCallableProxyMethods[] = {{"__call__", proxy_call, "*args, **kwargs"}};

Type* make_proxy_type(ThreadState& thread) {
  Type* type = new_type(thread, "ProxyType", "weakref", false, kProxyMethods);
  builtins::add_methods(thread, type, kPlainProxyMethods);
  builtins::make_unhashable(thread, type);
  return type;
}
Type* make_callable_proxy_type(ThreadState& thread) {
  Type* type = new_type(thread, "CallableProxyType", "weakref", false, kProxyMethods);
  builtins::add_methods(thread, type, kCallableProxyMethods);
  builtins::make_unhashable(thread, type);
  return type;
}
Type* proxy_type(ThreadState& thread, bool callable) {
  return callable ? builtins::builtin_type(thread, &kCallableProxyKey, make_callable_proxy_type)
                  : builtins::builtin_type(thread, &kProxyKey, make_proxy_type);
}

// ---- functions

Result<Value> proxy(ThreadState& thread, const Arguments& arguments) {
  const bool callable = vm::is_callable(thread, arguments[0]);
  return make(thread, proxy_type(thread, callable), kProxyInfo, arguments[0], arguments.get(1),
              WeakReference::kPlainProxy);
}

Result<Value> get_weakref_count(ThreadState& thread, const Arguments& arguments) {
  if (!arguments[0].is_object()) return Value::from_int(0);
  return objects::make_int_u64(thread, thread.interpreter.weak_references.count(arguments[0].as_object()));
}

Result<Value> get_weakrefs(ThreadState& thread, const Arguments& arguments) {
  List* list = List::create(thread);
  if (!arguments[0].is_object()) return Value(list);
  vm::RootedValues references(thread);
  thread.interpreter.weak_references.list(arguments[0].as_object(), references);
  for (const Value reference : references.values()) list->append(thread, reference);
  return Value(list);
}

/// _remove_dead_weakref(dct, key): takes the pair out if its value is a dead reference, which nobody can have
/// replaced by another value when it goes.
Result<Value> remove_dead(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_dict(arguments[0])) {
    return thread.raise(thread.types.TypeError, "_remove_dead_weakref() argument 1 must be dict, not %T",
                        arguments[0]);
  }
  Dict* dict = arguments[0].as<Dict>();
  const std::int64_t hash = MINIPY_TRY(vm::hash(thread, arguments[1]));
  const Value found = MINIPY_TRY(dict->get_hashed(thread, arguments[1], hash));
  const auto* reference = objects::as_opaque<WeakReference>(found, kReferenceInfo);
  if (reference != nullptr && reference->get().is_empty()) {
    static_cast<void>(MINIPY_TRY(dict->pop_hashed(thread, arguments[1], hash, found)));
  }
  return Value::none();
}

const NativeDefinition kFunctions[] = {
    {"proxy", proxy, "object, callback=, /"},
    {"getweakrefcount", get_weakref_count, "object, /"},
    {"getweakrefs", get_weakrefs, "object, /"},
    {"_remove_dead_weakref", remove_dead, "dct, key, /"},
};

}  // namespace

Result<Value> make_weakref(ThreadState& thread) {
  Module* module = new_module(thread, "_weakref");
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_value(thread, module, "ref", reference_type(thread));
  builtins::add_value(thread, module, "ReferenceType", reference_type(thread));
  builtins::add_value(thread, module, "ProxyType", proxy_type(thread, false));
  builtins::add_value(thread, module, "CallableProxyType", proxy_type(thread, true));
  return Value(module);
}

}  // namespace minipy::modules
