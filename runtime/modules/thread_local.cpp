#include "runtime/modules/thread_local.hpp"

#include "interpreter/objects/dict.hpp"

// A local holds a dict for each thread that used it, by the thread's ident. Idents are given again after a
// thread has ended, so its dicts go when it ends: a table of the interpreter knows which locals each thread
// has used. The main thread is not in it: it ends last.

namespace minipy::modules {
namespace {

struct Local : objects::Opaque {
  Slot dicts;   ///< Dict: ident to Dict
  Slot args;    ///< what __init__ is called with in each thread
  Slot kwargs;  ///< Dict, or empty
};

void trace_local(Object* object, heap::Marker& marker) {
  auto* local = static_cast<Local*>(object);
  marker.mark(local->dicts);
  marker.mark(local->args);
  marker.mark(local->kwargs);
}

constexpr objects::OpaqueInfo kInfo = {"_thread._local", trace_local, nullptr};

const char kTypeKey = 0, kUsedKey = 0;

Value ident(ThreadState& thread) { return objects::make_int_u64(thread, thread.id); }

/// The table of locals by thread: ident to List of Local.
Dict* used_locals(ThreadState& thread) {
  Slot& slot = thread.interpreter.state_slot(&kUsedKey);
  Value current = slot.load();
  if (!current.is_empty()) return current.as<Dict>();
  Value fresh = Dict::create(thread);
  if (slot.compare_exchange(current, fresh)) return fresh.as<Dict>();
  return current.as<Dict>();
}

Result<Dict*> add_dict(ThreadState& thread, Local* self) {
  Dict* dict = Dict::create(thread);
  MINIPY_TRY(self->dicts.load_as<Dict>()->set(thread, ident(thread), dict));
  if (!thread.is_main) {
    const Value list =
        MINIPY_TRY(used_locals(thread)->set_default(thread, ident(thread), List::create(thread)));
    list.as<List>()->append(thread, self);
  }
  return dict;
}

/// The calling thread's dict; made, and __init__ called, when it uses the local for the first time.
Result<Dict*> own_dict(ThreadState& thread, Value value) {
  Local* self = MINIPY_TRY(self_as<Local>(thread, value, kInfo));
  const Value known = MINIPY_TRY(self->dicts.load_as<Dict>()->get(thread, ident(thread)));
  if (!known.is_empty()) return known.as<Dict>();
  Dict* dict = MINIPY_TRY(add_dict(thread, self));
  const Type* type = objects::type_of(thread, value);
  const Value init = type->special_method(objects::Special::kInit);
  if (init == thread.types.object->special_method(objects::Special::kInit)) return dict;
  vm::RootedValues values(thread);
  values.push_back(value);
  for (const Value argument : self->args.load_as<Tuple>()->values()) values.push_back(argument);
  const auto positional = static_cast<std::uint32_t>(values.size());
  vm::RootedValues names(thread);
  if (!self->kwargs.load().is_empty()) {
    for (const auto& [name, argument] : self->kwargs.load_as<Dict>()->snapshot(thread)) {
      names.push_back(name);
      values.push_back(argument);
    }
  }
  const Tuple* keywords = names.size() > 0 ? Tuple::create(thread, names.span()) : nullptr;
  auto result = vm::call(thread, init, Arguments{values.values().data(), positional, keywords});
  if (!result.ok()) {
    (void)self->dicts.load_as<Dict>()->pop(thread, ident(thread));
    return Raised{};
  }
  return dict;
}

Result<Value> local_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = arguments[0].as<Type>();
  const bool plain_init = type->special_method(objects::Special::kInit) ==
                          thread.types.object->special_method(objects::Special::kInit);
  if (plain_init && (arguments.count > 1 || arguments.keyword_count() > 0)) {
    return thread.raise(thread.types.TypeError, "Initialization arguments are not supported");
  }
  auto* self = objects::create_opaque<Local>(thread, type, kInfo);
  self->dicts.store(Dict::create(thread));
  self->args.store(Tuple::create(thread, {arguments.values + 1, arguments.count - 1}));
  if (arguments.keyword_count() > 0) {
    Dict* kwargs = Dict::create(thread);
    self->kwargs.store(kwargs);
    for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i) {
      MINIPY_TRY(kwargs->set(thread, arguments.keywords->items[i], arguments.values[arguments.count + i]));
    }
  }
  MINIPY_TRY(add_dict(thread, self));  // the class calls __init__ itself this first time
  return Value(self);
}

bool is_data_descriptor(ThreadState& thread, Value descriptor) {
  return !vm::find_special(thread, descriptor, objects::Special::kSet).is_empty() ||
         !vm::find_special(thread, descriptor, objects::Special::kDelete).is_empty();
}

Raised no_attribute(ThreadState& thread, Value self, Str* name) {
  const Type* type = objects::type_of(thread, self);
  const std::string shown = type->has(Type::kHeapType) ? type->name.load_as<Str>()->utf8() : "_thread._local";
  return thread.raise(thread.types.AttributeError, "'%s' object has no attribute '%S'", shown.c_str(), name);
}

Result<Str*> attribute_name(ThreadState& thread, Value name) {
  if (!objects::is_str(name)) {
    return thread.raise(thread.types.TypeError, "attribute name must be string, not '%T'", name);
  }
  return thread.intern_table.intern(thread, name.as<Str>());
}

Result<Value> local_getattribute(ThreadState& thread, const Arguments& arguments) {
  Dict* dict = MINIPY_TRY(own_dict(thread, arguments[0]));
  Str* name = MINIPY_TRY(attribute_name(thread, arguments[1]));
  if (name == thread.names.dunder_dict) return Value(dict);
  const Value descriptor = objects::type_of(thread, arguments[0])->lookup(thread, name);
  if (descriptor.is_empty() || !is_data_descriptor(thread, descriptor)) {
    const Value value = dict->get_str(name);
    if (!value.is_empty()) return value;
    if (descriptor.is_empty()) return no_attribute(thread, arguments[0], name);
  }
  return vm::generic_get_attribute(thread, arguments[0], name);
}

Result<Value> local_setattr(ThreadState& thread, const Arguments& arguments) {
  Dict* dict = MINIPY_TRY(own_dict(thread, arguments[0]));
  Str* name = MINIPY_TRY(attribute_name(thread, arguments[1]));
  if (name == thread.names.dunder_dict) {
    return thread.raise(thread.types.AttributeError, "'%T' object attribute '__dict__' is read-only",
                        arguments[0]);
  }
  const Value descriptor = objects::type_of(thread, arguments[0])->lookup(thread, name);
  if (!descriptor.is_empty() && is_data_descriptor(thread, descriptor)) {
    MINIPY_TRY(vm::generic_set_attribute(thread, arguments[0], name, arguments[2]));
  } else {
    dict->set_str(thread, name, arguments[2]);
  }
  return Value::none();
}

Result<Value> local_delattr(ThreadState& thread, const Arguments& arguments) {
  Dict* dict = MINIPY_TRY(own_dict(thread, arguments[0]));
  Str* name = MINIPY_TRY(attribute_name(thread, arguments[1]));
  const Value descriptor = objects::type_of(thread, arguments[0])->lookup(thread, name);
  if (!descriptor.is_empty() && is_data_descriptor(thread, descriptor)) {
    MINIPY_TRY(vm::generic_set_attribute(thread, arguments[0], name, Value{}));
  } else if (dict->pop_str(thread, name).is_empty()) {
    return no_attribute(thread, arguments[0], name);
  }
  return Value::none();
}

const NativeDefinition kMethods[] = {
    {"__new__", local_new, "*args, **kwargs"},
    {"__getattribute__", local_getattribute, "self, name, /"},
    {"__setattr__", local_setattr, "self, name, value, /"},
    {"__delattr__", local_delattr, "self, name, /"},
};

Type* make_type(ThreadState& thread) {
  return weakly_referenced(new_type(thread, "_local", "_thread", true, kMethods));
}

}  // namespace

Type* local_type(ThreadState& thread) { return builtins::builtin_type(thread, &kTypeKey, make_type); }

void forget_locals(ThreadState& thread) {
  auto used = used_locals(thread)->pop(thread, ident(thread));
  if (!used.ok() || used.value().is_empty()) return;
  const List* locals = used.value().as<List>();
  for (std::int64_t i = 0; i < locals->size(); ++i) {
    (void)locals->get(i).as<Local>()->dicts.load_as<Dict>()->pop(thread, ident(thread));
  }
}

}  // namespace minipy::modules
