// What scripts can ask of functions written in C++: built-in functions, methods of built-in types.
#include "interpreter/builtins/function_support.hpp"
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {

using objects::Native;

namespace {

Value or_none(Value value) { return value ? value : Value::none(); }
Value make_str(ThreadState& thread, const std::string& text) { return Str::create(thread, text); }

bool is_dunder(const Native* native) {
  return native->definition->name[0] == '_' && native->definition->name[1] == '_';
}

std::string native_qualname(const Native* native) {
  const Value self = native->self.load();
  const Type* owner = native->owner;
  if (self && objects::has_kind(self, objects::kType)) owner = self.as<Type>();
  if (owner == nullptr) return native->definition->name;
  return owner->qualname.load_as<Str>()->utf8() + "." + native->definition->name;
}

Result<Value> native_repr(ThreadState& thread, const Arguments& arguments) {
  const auto* self = arguments[0].as<Native>();
  const Value bound = self->self.load();
  const std::string name = self->definition->name;
  if (bound) {
    const std::string what =
        is_dunder(self) ? "<method-wrapper '" + name + "' of " : "<built-in method " + name + " of ";
    return make_str(thread,
                    what + objects::type_name(thread, bound) + " object at " + address_text(bound) + ">");
  }
  if (self->owner == nullptr) return make_str(thread, "<built-in function " + name + ">");
  const std::string owner = self->owner->name.load_as<Str>()->utf8();
  return make_str(
      thread, (is_dunder(self) ? "<slot wrapper '" : "<method '") + name + "' of '" + owner + "' objects>");
}

Result<Value> native_eq(ThreadState& /*thread*/, const Arguments& arguments) {
  if (!objects::has_kind(arguments[1], objects::kNative)) return Value::not_implemented();
  const auto* a = arguments[0].as<Native>();
  const auto* b = arguments[1].as<Native>();
  return Value::from_bool(a->definition == b->definition && a->self.load() == b->self.load());
}

Result<Value> native_hash(ThreadState& thread, const Arguments& arguments) {
  const auto* self = arguments[0].as<Native>();
  const auto place = reinterpret_cast<std::uintptr_t>(self->definition);
  return objects::make_int(thread, identity_hash(self->self.load()) ^ static_cast<std::int64_t>(place >> 4U));
}

Result<Value> native_name(ThreadState& thread, Value self) {
  return Value(vm::intern(thread, self.as<Native>()->definition->name));
}
Result<Value> native_qualname_get(ThreadState& thread, Value self) {
  return make_str(thread, native_qualname(self.as<Native>()));
}
Result<Value> native_doc(ThreadState& thread, Value self) {
  const char* doc = self.as<Native>()->definition->doc;
  return *doc == '\0' ? Value::none() : make_str(thread, doc);
}
Result<Value> native_module(ThreadState& /*thread*/, Value self) {
  return or_none(self.as<Native>()->module.load());
}
Result<Value> native_self(ThreadState& thread, Value self) {
  const auto* native = self.as<Native>();
  const Value bound = native->self.load();
  if (bound) return bound;
  const Value name = native->module.load();
  if (!name || !objects::is_str(name)) return Value::none();
  return or_none(thread.interpreter.modules->get_str(name.as<Str>()));
}
Result<Value> native_owner(ThreadState& /*thread*/, Value self) { return Value(self.as<Native>()->owner); }

// As inspect reads it: "($self, sub, /)" with what is optional shown without its default.
Result<Value> native_signature(ThreadState& thread, Value self) {
  std::string text = "(";
  std::string_view rest = self.as<Native>()->definition->parameters;
  while (!rest.empty()) {
    const std::size_t comma = rest.find(',');
    std::string_view part = rest.substr(0, comma);
    rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
    while (!part.empty() && part.front() == ' ') part.remove_prefix(1);
    if (text.size() > 1) text += ", ";
    text += part == "self" ? "$self" : std::string(part);
    if (!part.empty() && part.back() == '=') text += "<unrepresentable>";
  }
  return make_str(thread, text + ")");
}

// A function of a module is its name, a bound method what it is an attribute of.
Result<Value> native_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto* native = arguments[0].as<Native>();
  const Value bound = native->self.load();
  if (!bound) return make_str(thread, native_qualname(native));
  const Value parts[] = {bound, make_str(thread, native->definition->name)};
  const Value made[] = {thread.interpreter.builtins->get_str(vm::intern(thread, "getattr")),
                        Value(Tuple::create(thread, parts))};
  return Value(Tuple::create(thread, made));
}

constexpr NativeDefinition kBuiltinMethods[] = {
    {"__reduce__", native_reduce, "self, /"},
    {"__repr__", native_repr, "self, /"},
    {"__eq__", native_eq, "self, other, /"},
    {"__hash__", native_hash, "self, /"},
    {"__call__", call_itself, "self, *args, **kwargs"},
};
constexpr NativeDefinition kNativeDescriptorMethods[] = {
    {"__repr__", native_repr, "self, /"},
    {"__get__", bind_as_method, "self, instance, owner=, /"},
    {"__call__", call_itself, "self, *args, **kwargs"},
};
constexpr GetSetDefinition kNativeGetSets[] = {
    {"__name__", native_name},
    {"__qualname__", native_qualname_get},
    {"__doc__", native_doc},
    {"__text_signature__", native_signature},
};
constexpr GetSetDefinition kBuiltinGetSets[] = {{"__module__", native_module}, {"__self__", native_self}};
constexpr GetSetDefinition kNativeDescriptorGetSets[] = {{"__objclass__", native_owner}};

}  // namespace

void install_native_types(ThreadState& thread) {
  const objects::CoreTypes& types = thread.types;
  for (Type* type : {types.builtin, types.method_wrapper}) {
    add_methods(thread, type, kBuiltinMethods);
    add_getsets(thread, type, kNativeGetSets);
    add_getsets(thread, type, kBuiltinGetSets);
  }
  add_getsets(thread, types.method_wrapper, kNativeDescriptorGetSets);
  for (Type* type : {types.method_descriptor, types.wrapper_descriptor}) {
    add_methods(thread, type, kNativeDescriptorMethods);
    add_getsets(thread, type, kNativeGetSets);
    add_getsets(thread, type, kNativeDescriptorGetSets);
  }
}

}  // namespace minipy::builtins
