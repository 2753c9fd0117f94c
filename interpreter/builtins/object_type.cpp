// object, and the types of None, NotImplemented and Ellipsis.
#include <algorithm>

#include "interpreter/builtins/object_support.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/vm/class_bases.hpp"

namespace minipy::builtins {

using objects::Comparison;
using objects::Special;

std::string address_text(Value value) {
  char text[24];
  std::snprintf(text, sizeof text, "0x%llx", static_cast<unsigned long long>(value.bits()));
  return text;
}

std::string type_full_name(ThreadState& thread, const Type* type) {
  const Value module = type->dict.load_as<objects::Dict>()->get_str(thread.names.dunder_module);
  const Value shown = type->has(Type::kHeapType) ? module : type->module.load();
  if (!objects::is_str(shown) || shown.as<Str>()->equals(thread.names.builtins)) {
    return type->qualname.load_as<Str>()->utf8();
  }
  return shown.as<Str>()->utf8() + "." + type->qualname.load_as<Str>()->utf8();
}

std::string object_repr(ThreadState& thread, Value self) {
  return "<" + type_full_name(thread, objects::type_of(thread, self)) + " object at " + address_text(self) +
         ">";
}

Raised raise_abstract(ThreadState& thread, const Type* type) {
  const Value names = type->dict.load_as<objects::Dict>()->get_str(thread.names.dunder_abstractmethods);
  vm::RootedValues all(thread);
  MINIPY_TRY(vm::collect(thread, names, all));
  std::vector<std::string> texts;
  for (const Value name : all.values()) {
    if (objects::is_str(name)) texts.push_back(name.as<Str>()->utf8());
  }
  std::sort(texts.begin(), texts.end());
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
  return thread.raise(thread.types.TypeError, "Can't instantiate abstract class %S with abstract method%s %s",
                      type->name.load_as<Str>(), texts.size() == 1 ? "" : "s", joined.c_str());
}

namespace {

bool overrides(const ThreadState& thread, const Type* type, Special special) {
  return !(type->special_method(special) == thread.types.object->special_method(special));
}

Result<Value> object_new(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count == 0)
    return thread.raise(thread.types.TypeError, "object.__new__(): not enough arguments");
  const Value cls = arguments[0];
  if (!objects::has_kind(cls, objects::kType)) {
    return thread.raise(thread.types.TypeError, "object.__new__(X): X is not a type object (%T)", cls);
  }
  auto* type = cls.as<Type>();
  if (arguments.count + arguments.keyword_count() > 1) {
    if (overrides(thread, type, Special::kNew)) {
      return thread.raise(thread.types.TypeError,
                          "object.__new__() takes exactly one argument (the type to instantiate)");
    }
    if (!overrides(thread, type, Special::kInit)) {
      return thread.raise(thread.types.TypeError, "%S() takes no arguments", type->name.load_as<Str>());
    }
  }
  if (type->has(Type::kAbstract)) return raise_abstract(thread, type);
  const auto* layout = type->layout.load_as<Type>();
  if (layout != thread.types.object) {
    return thread.raise(thread.types.TypeError, "object.__new__(%S) is not safe, use %S.__new__()",
                        type->name.load_as<Str>(), layout->name.load_as<Str>());
  }
  return Value(objects::Instance::create(thread, type));
}

Result<Value> object_init(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count + arguments.keyword_count() > 1) {
    const Type* type = objects::type_of(thread, arguments[0]);
    if (overrides(thread, type, Special::kInit)) {
      return thread.raise(thread.types.TypeError,
                          "object.__init__() takes exactly one argument (the instance to initialize)");
    }
    if (!overrides(thread, type, Special::kNew)) {
      return thread.raise(thread.types.TypeError,
                          "%S.__init__() takes exactly one argument (the instance to initialize)",
                          type->name.load_as<Str>());
    }
  }
  return Value::none();
}

Result<Value> object_repr_method(ThreadState& thread, const Arguments& arguments) {
  return Value(Str::create(thread, object_repr(thread, arguments[0])));
}

Result<Value> object_str(ThreadState& thread, const Arguments& arguments) {
  return Value(MINIPY_TRY(vm::repr(thread, arguments[0])));
}

Result<Value> object_eq(ThreadState& /*thread*/, const Arguments& arguments) {
  return arguments[0] == arguments[1] ? Value::true_() : Value::not_implemented();
}

Result<Value> object_ne(ThreadState& thread, const Arguments& arguments) {
  const Value equal = MINIPY_TRY(vm::try_comparison(thread, Special::kEq, arguments[0], arguments[1]));
  if (equal.is_not_implemented()) return equal;
  return Value::from_bool(!MINIPY_TRY(vm::truth(thread, equal)));
}

Result<Value> object_order(ThreadState& /*thread*/, const Arguments& /*arguments*/) {
  return Value::not_implemented();
}

Result<Value> object_hash(ThreadState& thread, const Arguments& arguments) {
  return objects::make_int(thread, identity_hash(arguments[0]));
}

Result<Value> object_format(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "__format__() argument must be str, not %T", arguments[1]);
  }
  if (arguments[1].as<Str>()->length > 0) {
    return thread.raise(thread.types.TypeError, "unsupported format string passed to %T.__format__",
                        arguments[0]);
  }
  return Value(MINIPY_TRY(vm::str(thread, arguments[0])));
}

// type has ways of its own, which a class must not get round.
Result<void> refuse_class(ThreadState& thread, Value object, const char* method) {
  if (!objects::has_kind(object, objects::kType)) return Done{};
  return thread.raise(thread.types.TypeError, "can't apply this %s to %T object", method, object);
}

}  // namespace

Result<Str*> attribute_name(ThreadState& thread, Value name) {
  if (!objects::is_str(name)) {
    return thread.raise(thread.types.TypeError, "attribute name must be string, not '%T'", name);
  }
  return thread.intern_table.intern(thread, name.as<Str>());
}

namespace {

Result<Value> object_getattribute(ThreadState& thread, const Arguments& arguments) {
  return vm::generic_get_attribute(thread, arguments[0], MINIPY_TRY(attribute_name(thread, arguments[1])));
}

Result<Value> object_setattr(ThreadState& thread, const Arguments& arguments) {
  Str* name = MINIPY_TRY(attribute_name(thread, arguments[1]));
  MINIPY_TRY(refuse_class(thread, arguments[0], "__setattr__"));
  MINIPY_TRY(vm::generic_set_attribute(thread, arguments[0], name, arguments[2]));
  return Value::none();
}

Result<Value> object_delattr(ThreadState& thread, const Arguments& arguments) {
  Str* name = MINIPY_TRY(attribute_name(thread, arguments[1]));
  MINIPY_TRY(refuse_class(thread, arguments[0], "__delattr__"));
  MINIPY_TRY(vm::generic_set_attribute(thread, arguments[0], name, {}));
  return Value::none();
}

Result<Value> object_dir(ThreadState& thread, const Arguments& arguments) {
  auto* names = objects::Set::create(thread);
  MINIPY_TRY(add_own_names(thread, arguments[0], names));
  MINIPY_TRY(add_class_names(thread, objects::type_of(thread, arguments[0]), names));
  return Value(MINIPY_TRY(vm::to_list(thread, names)));
}

Result<Value> object_init_subclass(ThreadState& thread, const Arguments& arguments) {
  if (arguments.keyword_count() > 0 || arguments.count > 1) {
    const char* what = arguments.keyword_count() > 0 ? "keyword arguments" : "arguments";
    if (arguments.keyword_count() > 0) {
      return thread.raise(thread.types.TypeError, "%S.__init_subclass__() takes no %s",
                          arguments[0].as<Type>()->qualname.load_as<Str>(), what);
    }
    return thread.raise(thread.types.TypeError, "%S.__init_subclass__() takes no arguments (%d given)",
                        arguments[0].as<Type>()->qualname.load_as<Str>(),
                        static_cast<std::int64_t>(arguments.count) - 1);
  }
  return Value::none();
}

Result<Value> object_subclasshook(ThreadState& /*thread*/, const Arguments& /*arguments*/) {
  return Value::not_implemented();
}

Result<Value> object_sizeof(ThreadState& /*thread*/, const Arguments& arguments) {
  if (!arguments[0].is_object()) return Value::from_int(8);
  return Value::from_int(static_cast<std::int64_t>(heap::Heap::cell_size(arguments[0].as_object())));
}

Result<Value> get_class(ThreadState& thread, Value self) { return Value(objects::type_of(thread, self)); }

struct ClassChange {
  ThreadState& thread;
  Object* object;
  Type* type;
};

// The object keeps its slots where they are: the same names, in the same order, under the new class.
void change_class(void* context) {
  auto& change = *static_cast<ClassChange*>(context);
  objects::Shape* old = objects::shape_of(change.object);
  auto* root = change.type->root_shape.load_as<objects::Shape>();
  std::vector<Str*> order;
  objects::Shape* at = old;
  for (; at->parent != nullptr; at = at->parent) order.push_back(at->name);
  if (old->keeps_dict || root->inline_slots != old->inline_slots) {
    const std::uint32_t members = root->count;
    root = objects::Shape::create_root(change.thread, change.type, old->inline_slots, old->keeps_dict);
    root->count = members;
  }
  objects::Shape* shape = root;
  for (std::size_t i = order.size(); i-- > 0;) shape = shape->with(change.thread, order[i]);
  change.object->shape.store(shape);
}

Result<void> set_class(ThreadState& thread, Value self, Value value) {
  if (!value) return thread.raise(thread.types.TypeError, "can't delete __class__ attribute");
  if (!objects::has_kind(value, objects::kType)) {
    return thread.raise(thread.types.TypeError, "__class__ must be set to a class, not '%T' object", value);
  }
  Type* from = objects::type_of(thread, self);
  auto* to = value.as<Type>();
  const bool modules = from->derives_from(thread.types.module) && to->derives_from(thread.types.module);
  if (!modules && (!to->has(Type::kHeapType) || !from->has(Type::kHeapType))) {
    return thread.raise(thread.types.TypeError,
                        "__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  MINIPY_TRY(vm::check_same_layout(thread, from, to, "__class__"));
  ClassChange change{thread, self.as_object(), to};
  thread.interpreter.hooks->with_world_stopped(thread, change_class, &change);
  return Done{};
}

constexpr NativeDefinition kObjectMethods[] = {
    {"__new__", object_new, "*args, **kwargs"},
    {"__init__", object_init, "self, *args, **kwargs"},
    {"__repr__", object_repr_method, "self, /"},
    {"__str__", object_str, "self, /"},
    {"__eq__", object_eq, "self, value, /"},
    {"__ne__", object_ne, "self, value, /"},
    {"__lt__", object_order, "self, value, /"},
    {"__le__", object_order, "self, value, /"},
    {"__gt__", object_order, "self, value, /"},
    {"__ge__", object_order, "self, value, /"},
    {"__hash__", object_hash, "self, /"},
    {"__format__", object_format, "self, format_spec, /"},
    {"__getattribute__", object_getattribute, "self, name, /"},
    {"__setattr__", object_setattr, "self, name, value, /"},
    {"__delattr__", object_delattr, "self, name, /"},
    {"__dir__", object_dir, "self, /"},
    {"__sizeof__", object_sizeof, "self, /"},
};

constexpr NativeDefinition kObjectClassMethods[] = {
    {"__init_subclass__", object_init_subclass, "cls, *args, **kwargs"},
    {"__subclasshook__", object_subclasshook, "cls, *args"},
};

constexpr GetSetDefinition kObjectGetSets[] = {
    {"__class__", get_class, set_class},
};

// ---- the singletons

template <int which>
Value singleton() {
  if constexpr (which == 0) return Value::none();
  if constexpr (which == 1) return Value::not_implemented();
  return Value::ellipsis();
}

template <int which>
Result<Value> singleton_new(ThreadState& thread, const Arguments& arguments) {
  constexpr const char* kNames[] = {"NoneType", "NotImplementedType", "EllipsisType"};
  if (arguments.count + arguments.keyword_count() > 1) {
    return thread.raise(thread.types.TypeError, "%s takes no arguments", kNames[which]);
  }
  return singleton<which>();
}

template <int which>
Result<Value> singleton_repr(ThreadState& thread, const Arguments& /*arguments*/) {
  constexpr const char* kTexts[] = {"None", "NotImplemented", "Ellipsis"};
  return Value(vm::intern(thread, kTexts[which]));
}

// Pickled under its name.
template <int which>
Result<Value> singleton_reduce(ThreadState& thread, const Arguments& /*arguments*/) {
  return Value(vm::intern(thread, which == 1 ? "NotImplemented" : "Ellipsis"));
}

Result<Value> none_bool(ThreadState& /*thread*/, const Arguments& /*arguments*/) { return Value::false_(); }

constexpr NativeDefinition kNoneMethods[] = {
    {"__new__", singleton_new<0>, "*args, **kwargs"},
    {"__repr__", singleton_repr<0>, "self, /"},
    {"__bool__", none_bool, "self, /"},
};
constexpr NativeDefinition kNotImplementedMethods[] = {
    {"__new__", singleton_new<1>, "*args, **kwargs"},
    {"__repr__", singleton_repr<1>, "self, /"},
    {"__reduce__", singleton_reduce<1>, "self, /"},
};
constexpr NativeDefinition kEllipsisMethods[] = {
    {"__new__", singleton_new<2>, "*args, **kwargs"},
    {"__repr__", singleton_repr<2>, "self, /"},
    {"__reduce__", singleton_reduce<2>, "self, /"},
};

}  // namespace

std::int64_t identity_hash(Value value) {
  const std::uint64_t bits = value.bits();
  const auto rotated = static_cast<std::int64_t>((bits >> 4U) | (bits << 60U));
  return rotated == -1 ? -2 : rotated;
}

Result<void> readonly_attribute(ThreadState& thread, Value /*self*/, Value /*value*/) {
  return thread.raise(thread.types.AttributeError, "readonly attribute");
}

Result<void> add_own_names(ThreadState& thread, Value object, objects::Set* names) {
  if (!object.is_object()) return Done{};
  objects::Dict* dict = nullptr;
  if (objects::has_kind(object, objects::kModule)) {
    dict = object.as<objects::Module>()->namespace_();
  } else if (objects::attribute_head(object.as_object()) != nullptr) {
    const objects::Shape* shape = objects::shape_of(object.as_object());
    if (shape->keeps_dict) {
      dict = objects::attribute_head(object.as_object())->load_as<objects::Dict>();
    } else {
      for (; shape->parent != nullptr; shape = shape->parent) {
        const Slot* slot = objects::attribute_slot(thread, object.as_object(), shape->count - 1, false);
        if (slot != nullptr && slot->load()) static_cast<void>(MINIPY_TRY(names->add(thread, shape->name)));
      }
    }
  }
  if (dict == nullptr) return Done{};
  std::size_t position = 0;
  Value key;
  Value value;
  while (dict->next(position, key, value)) static_cast<void>(MINIPY_TRY(names->add(thread, key)));
  return Done{};
}

Result<void> add_class_names(ThreadState& thread, const Type* type, objects::Set* names) {
  for (const Value base : type->mro.load_as<Tuple>()->values()) {
    auto* dict = base.as<Type>()->dict.load_as<objects::Dict>();
    std::size_t position = 0;
    Value key;
    Value value;
    while (dict->next(position, key, value)) static_cast<void>(MINIPY_TRY(names->add(thread, key)));
  }
  return Done{};
}

void install_object_type(ThreadState& thread) {
  const objects::CoreTypes& types = thread.types;
  add_methods(thread, types.object, kObjectMethods);
  add_class_methods(thread, types.object, kObjectClassMethods);
  add_getsets(thread, types.object, kObjectGetSets);
  install_object_reduce(thread);
  types.object->dict.load_as<objects::Dict>()->set_str(
      thread, thread.names.dunder_doc,
      Str::create(
          thread,
          "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns "
          "a new featureless\ninstance that has no instance attributes and cannot be given any.\n"));
  add_methods(thread, types.none, kNoneMethods);
  add_methods(thread, types.not_implemented, kNotImplementedMethods);
  add_methods(thread, types.ellipsis, kEllipsisMethods);
  install_type_type(thread);
}

}  // namespace minipy::builtins
