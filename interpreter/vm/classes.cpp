// What a class statement makes: metaclass, layout, MRO, the hooks that run when a class is made.
#include "interpreter/vm/classes.hpp"

#include <algorithm>

#include "interpreter/base/unicode.hpp"
#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/descriptor.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/class_bases.hpp"

namespace minipy::vm {

using objects::Cell;
using objects::Dict;
using objects::MemberDescriptor;
using objects::MethodWrapper;
using objects::Shape;

namespace {

constexpr std::uint32_t kMostInlineSlots = 64;

// ---- __slots__

struct SlotNames {
  std::vector<Str*> names;  // interned, so they stay alive with the namespace that holds them
  bool dict = false;
  bool weak = false;  // __weakref__ is among them
  bool given = false;
};

bool is_identifier(const Str* text) {
  namespace unicode = base::unicode;
  if (text->length == 0) return false;
  for (std::int64_t i = 0; i < text->length; ++i) {
    const char32_t point = text->at(i);
    if (point == '_') continue;
    if (!unicode::has(point, i == 0 ? unicode::kIdentifierStart : unicode::kIdentifierContinue)) return false;
  }
  return true;
}

// Private names are those of the class: __x in class A is _A__x.
Str* mangle(ThreadState& thread, const Str* class_name, Str* name) {
  const std::string text = name->utf8();
  if (text.size() < 3 || text.compare(0, 2, "__") != 0 || text.compare(text.size() - 2, 2, "__") == 0) {
    return thread.intern_table.intern(thread, name);
  }
  std::string owner = class_name->utf8();
  owner.erase(0, std::min(owner.find_first_not_of('_'), owner.size()));
  if (owner.empty()) return thread.intern_table.intern(thread, name);
  return intern(thread, "_" + owner + text);
}

// Whether the instances hold their items themselves, and so have no place for more (__itemsize__ in CPython).
bool has_items_inside(const ThreadState& thread, const Type* base) {
  const auto* layout = base->layout.load_as<Type>();
  return layout == thread.types.int_ || layout == thread.types.tuple || layout == thread.types.bytes ||
         layout == thread.types.type;
}

Result<SlotNames> read_slots(ThreadState& thread, Str* class_name, const Type* base, Dict* dict,
                             RootedValues& keep) {
  SlotNames slots;
  const Value given = dict->get_str(thread.names.dunder_slots);
  if (!given) return slots;
  slots.given = true;
  RootedValues items(thread);
  if (objects::is_str(given)) {
    items.push_back(given);
  } else {
    MINIPY_TRY(collect(thread, given, items));
  }
  if (items.size() > 0 && has_items_inside(thread, base)) {
    return thread.raise(thread.types.TypeError, "nonempty __slots__ not supported for subtype of '%S'",
                        base->name.load_as<Str>());
  }
  for (const Value item : items.values()) {
    if (!objects::is_str(item)) {
      return thread.raise(thread.types.TypeError, "__slots__ items must be strings, not '%T'", item);
    }
    if (!is_identifier(item.as<Str>())) {
      return thread.raise(thread.types.TypeError, "__slots__ must be identifiers");
    }
    Str* name = thread.intern_table.intern(thread, item.as<Str>());
    if (name == thread.names.dunder_dict) {
      if (slots.dict || base->has(Type::kInstancesHaveDict)) {
        return thread.raise(thread.types.TypeError, "__dict__ slot disallowed: we already got one");
      }
      slots.dict = true;
      continue;
    }
    if (name == thread.names.dunder_weakref) {
      if (slots.weak || base->has(Type::kWeaklyReferenced) || has_items_inside(thread, base)) {
        return thread.raise(thread.types.TypeError,
                            "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
      }
      slots.weak = true;
      continue;
    }
    Str* mangled = mangle(thread, class_name, name);
    if (dict->get_str(mangled) && mangled != thread.names.dunder_qualname &&
        mangled != thread.names.dunder_classcell) {
      return thread.raise(thread.types.ValueError, "%R in __slots__ conflicts with class variable",
                          Value(name));
    }
    keep.push_back(mangled);
    slots.names.push_back(mangled);
  }
  std::sort(slots.names.begin(), slots.names.end(),
            [](const Str* a, const Str* b) { return a->compare(b) < 0; });
  slots.names.erase(std::unique(slots.names.begin(), slots.names.end()), slots.names.end());
  return slots;
}

// ---- the parts of type.__new__

void wrap_implicit_methods(ThreadState& thread, Dict* dict) {
  Str* new_name = thread.names.of(Special::kNew);
  const Value maker = dict->get_str(new_name);
  if (objects::has_kind(maker, objects::kFunction)) {
    dict->set_str(thread, new_name,
                  MethodWrapper::create_static_method(thread, thread.types.staticmethod, maker));
  }
  for (const Special special : {Special::kInitSubclass, Special::kClassGetItem}) {
    Str* name = thread.names.of(special);
    const Value found = dict->get_str(name);
    if (objects::has_kind(found, objects::kFunction)) {
      dict->set_str(thread, name,
                    MethodWrapper::create_class_method(thread, thread.types.classmethod, found));
    }
  }
}

Result<void> set_descriptions(ThreadState& thread, Type* type, Str* name, Dict* dict) {
  const objects::Names& names = thread.names;
  type->name.store(name);
  Value qualname = dict->get_str(names.dunder_qualname);
  if (!qualname) {
    qualname = name;
  } else {
    if (!objects::is_str(qualname)) {
      return thread.raise(thread.types.TypeError, "type __qualname__ must be a str, not %T", qualname);
    }
    dict->pop_str(thread, names.dunder_qualname);
  }
  type->qualname.store(qualname);
  if (!dict->get_str(names.dunder_module) && thread.frame != nullptr) {
    const Value module = thread.frame->code->globals->get_str(names.dunder_name);
    if (module) dict->set_str(thread, names.dunder_module, module);
  }
  const Value module = dict->get_str(names.dunder_module);
  type->module.store(module ? module : Value(names.builtins));
  if (dict->get_str(names.of(Special::kEq)) && !dict->get_str(names.of(Special::kHash))) {
    dict->set_str(thread, names.of(Special::kHash), Value::none());
  }
  return Done{};
}

// Any of the weak references to the object, or None.
Result<Value> get_weakref(ThreadState& thread, Value self) {
  RootedValues references(thread);
  thread.interpreter.weak_references.list(self.as_object(), references);
  return references.size() > 0 ? references[0] : Value::none();
}

// As in CPython, the first class whose instances keep attributes brings `__dict__`, and the first whose
// instances take weak references `__weakref__`.
void add_instance_descriptors(ThreadState& thread, Type* type, const Type* base, Dict* dict) {
  using objects::GetSetDescriptor;
  if (type->instance_kind == objects::kType) return;  // a metaclass: classes have `type`'s own
  const auto brings = [&](Type::Flag flag, const Str* name) {
    return type->has(flag) && !base->has(flag) && !dict->get_str(name);
  };
  if (brings(Type::kInstancesHaveDict, thread.names.dunder_dict)) {
    dict->set_str(
        thread, thread.names.dunder_dict,
        GetSetDescriptor::create(thread, type, thread.names.dunder_dict, get_instance_dict, set_instance_dict,
                                 "dictionary for instance variables (if defined)"));
  }
  if (brings(Type::kWeaklyReferenced, thread.names.dunder_weakref)) {
    dict->set_str(thread, thread.names.dunder_weakref,
                  GetSetDescriptor::create(thread, type, thread.names.dunder_weakref, get_weakref, nullptr,
                                           "list of weak references to the object (if defined)"));
  }
}

// Hands every attribute that wants to know its owner and name.
Result<void> set_names(ThreadState& thread, Type* type, Dict* space) {
  const Dict* pairs = space->copy(thread);
  std::size_t position = 0;
  Value key;
  Value value;
  while (pairs->next(position, key, value)) {
    if (!find_special(thread, value, Special::kSetName)) continue;
    if (call_special(thread, value, Special::kSetName, {type, key}).ok()) continue;
    const Value cause = thread.take_exception();
    const Raised raised =
        thread.raise(thread.types.RuntimeError, "Error calling __set_name__ on '%T' instance %R in '%S'",
                     value, key, type->name.load_as<Str>());
    const Value error = thread.exception();
    if (objects::is_exception(error)) {
      auto* exception = error.as<objects::Exception>();
      exception->cause.store(cause);
      exception->context.store(cause);
      exception->suppress_context.store(true, std::memory_order_relaxed);
    }
    return raised;
  }
  return Done{};
}

// super(type, type).__init_subclass__(**keywords)
Result<void> init_subclass(ThreadState& thread, Type* type, const Arguments& keywords) {
  Str* name = thread.names.of(Special::kInitSubclass);
  const Tuple* order = type->mro.load_as<Tuple>();
  std::int64_t i = 0;
  while (i < order->length && !(order->items[i] == Value(type))) ++i;
  if (i == order->length) {  // a metaclass's mro() left the class itself out
    return thread.raise(thread.types.TypeError,
                        "super(type, obj): obj must be an instance or subtype of type");
  }
  for (++i; i < order->length; ++i) {
    const Value found = order->items[i].as<Type>()->dict.load_as<Dict>()->get_str(name);
    if (!found) continue;
    // Nearly always it is object's, which does nothing.
    if (order->items[i] == Value(thread.types.object) && keywords.keyword_count() == 0) return Done{};
    RootedValues values(thread);
    const MethodWrapper* wrapper = objects::as_class_method(found);
    if (wrapper != nullptr) values.push_back(type);
    const auto positional = static_cast<std::uint32_t>(values.size());
    for (std::uint32_t k = 0; k < keywords.keyword_count(); ++k) values.push_back(keywords.values[k]);
    const Value callee = wrapper != nullptr ? wrapper->function.load() : found;
    static_cast<void>(
        MINIPY_TRY(call(thread, callee, Arguments{values.values().data(), positional, keywords.keywords})));
    return Done{};
  }
  return Done{};
}

Type* allocate_type(ThreadState& thread, Type* meta, Type* base, Tuple* bases) {
  auto* type = thread.allocate<Type>(objects::kType, meta->root_shape.load().as_object());
  type->bases.store(bases);
  type->base.store(base);
  type->layout.store(base->layout.load());
  type->instance_kind = base->instance_kind;
  // relaxed: any number that differs will do.
  type->version.store(thread.interpreter.next_type_version.fetch_add(1, std::memory_order_relaxed),
                      std::memory_order_relaxed);
  return type;
}

struct Layout {
  std::uint32_t members;
  std::uint32_t inline_slots;
};

// Sets the flags of the class and says how its instances are laid out.
Layout lay_out(const ThreadState& thread, Type* type, const Type* base, const Tuple* bases,
               const SlotNames& slots, std::uint32_t hint) {
  std::uint32_t flags = Type::kHeapType | Type::kBaseType;
  std::uint32_t inherited_slots = 0;
  for (const Value value : bases->values()) {
    const auto* parent = value.as<Type>();
    const bool matches = (flags & Type::kPatterns) != 0;
    flags |= parent->type_flags & Type::kInherited & ~(matches ? Type::kPatterns : 0U);
    inherited_slots = std::max(inherited_slots, parent->root_shape.load_as<Shape>()->inline_slots);
  }
  const bool instance = type->instance_kind == objects::kInstance;
  if (!slots.given || slots.dict || (!instance && !slots.names.empty())) flags |= Type::kInstancesHaveDict;
  if (slots.weak || (!slots.given && !has_items_inside(thread, base))) flags |= Type::kWeaklyReferenced;
  type->type_flags = flags;
  if (!instance) return {0, 0};
  const std::uint32_t members = member_count(base) + static_cast<std::uint32_t>(slots.names.size());
  if ((flags & Type::kInstancesHaveDict) == 0) return {members, members};
  const std::uint32_t own = static_cast<std::uint32_t>(slots.names.size()) + hint;
  return {members, std::max(members, std::min(inherited_slots + own, std::max(kMostInlineSlots, members)))};
}

}  // namespace

Result<Value> get_instance_dict(ThreadState& thread, Value self) {
  if (objects::has_kind(self, objects::kType)) {  // its metaclass derives from a class with attributes
    return descriptor_get(thread, thread.types.type->lookup(thread, thread.names.dunder_dict), self,
                          objects::type_of(thread, self));
  }
  const Value dict = MINIPY_TRY(attribute_dict(thread, self));
  if (dict) return dict;
  return raise_no_attribute(thread, self, thread.names.dunder_dict);
}

Result<void> set_instance_dict(ThreadState& thread, Value self, Value value) {
  if (objects::has_kind(self, objects::kModule) || objects::has_kind(self, objects::kType)) {
    // What reads their namespace does not look for another dict.
    return thread.raise(thread.types.AttributeError, "attribute '__dict__' of '%T' objects is not writable",
                        self);
  }
  if (!value) {
    const auto* layout = objects::type_of(thread, self)->layout.load_as<Type>();
    if (layout != nullptr && layout->has(Type::kInstancesHaveDict)) {
      return thread.raise(thread.types.TypeError, "cannot delete __dict__");
    }
    value = Dict::create(thread);
  } else if (!objects::is_dict(value)) {
    return thread.raise(thread.types.TypeError, "__dict__ must be set to a dictionary, not a '%T'", value);
  }
  if (!MINIPY_TRY(attribute_dict(thread, self)))
    return raise_no_attribute(thread, self, thread.names.dunder_dict);
  objects::attribute_head(self.as_object())->store(value);
  return Done{};
}

Result<Type*> calculate_metaclass(ThreadState& thread, Type* meta, Tuple* bases) {
  Type* winner = meta;
  for (const Value base : bases->values()) {
    Type* other = objects::type_of(thread, base);
    if (winner->derives_from(other)) continue;
    if (!other->derives_from(winner)) {
      return thread.raise(
          thread.types.TypeError,
          "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of "
          "the metaclasses of all its bases");
    }
    winner = other;
  }
  return winner;
}

Result<void> set_abstract_methods(ThreadState& thread, Type* type, Value names) {
  const bool abstract = names && MINIPY_TRY(truth(thread, names));
  if (!type->set_attribute(thread, thread.names.dunder_abstractmethods, names)) {
    return thread.raise(thread.types.AttributeError, "__abstractmethods__");
  }
  // A class becomes abstract or not while it is defined, by the thread that defines it.
  if (abstract) {
    type->type_flags |= Type::kAbstract;
  } else {
    type->type_flags &= ~static_cast<std::uint32_t>(Type::kAbstract);
  }
  return Done{};
}

Result<Value> create_class(ThreadState& thread, Type* meta, Str* name, Tuple* bases, Dict* space,
                           const Arguments& keywords, std::uint32_t attribute_hint) {
  if (bases->length == 0) {
    const Value root = thread.types.object;
    bases = Tuple::create(thread, {&root, 1});
  } else {
    for (const Value base : bases->values()) {
      if (objects::has_kind(base, objects::kType)) continue;
      const Value entries = MINIPY_TRY(find_attribute(thread, base, thread.names.dunder_mro_entries));
      if (entries) {
        return thread.raise(thread.types.TypeError,
                            "type() doesn't support MRO entry resolution; use types.new_class()");
      }
    }
    Type* winner = MINIPY_TRY(calculate_metaclass(thread, meta, bases));
    if (winner != meta) {
      Value maker = winner->special_method(Special::kNew);
      if (!(maker == thread.types.type->special_method(Special::kNew))) {
        if (const MethodWrapper* wrapper = objects::as_static_method(maker)) maker = wrapper->function.load();
        RootedValues values(thread);
        for (const Value value : {Value(winner), Value(name), Value(bases), Value(space)})
          values.push_back(value);
        for (std::uint32_t k = 0; k < keywords.keyword_count(); ++k) values.push_back(keywords.values[k]);
        return call(thread, maker, Arguments{values.values().data(), 4, keywords.keywords});
      }
      meta = winner;
    }
  }
  Type* base = MINIPY_TRY(best_base(thread, bases));
  Dict* dict = space->copy(thread);
  RootedValues keep(thread);
  const SlotNames slots = MINIPY_TRY(read_slots(thread, name, base, dict, keep));

  Type* type = allocate_type(thread, meta, base, bases);
  const Layout layout = lay_out(thread, type, base, bases, slots, attribute_hint);
  MINIPY_TRY(set_descriptions(thread, type, name, dict));
  const Value class_cell = dict->pop_str(thread, thread.names.dunder_classcell);
  if (class_cell && !objects::has_kind(class_cell, objects::kCell)) {
    return thread.raise(thread.types.TypeError, "__classcell__ must be a nonlocal cell, not %R",
                        Value(objects::type_of(thread, class_cell)));
  }
  wrap_implicit_methods(thread, dict);
  if (type->instance_kind == objects::kInstance) {
    std::uint32_t index = member_count(base);
    for (Str* slot : slots.names)
      dict->set_str(thread, slot, MemberDescriptor::create(thread, type, slot, index++));
    const std::vector<Value> names(slots.names.begin(), slots.names.end());
    if (!names.empty()) type->slot_names.store(Tuple::create(thread, names));
  }
  add_instance_descriptors(thread, type, base, dict);
  if (!dict->get_str(thread.names.dunder_doc)) dict->set_str(thread, thread.names.dunder_doc, Value::none());
  type->dict.store(dict);
  objects::begin_type(thread, type, layout.inline_slots, layout.members);
  Tuple* order = MINIPY_TRY(find_order(thread, type));
  // The metaclass's mro() may have given it one already, by setting `__bases__`.
  if (type->mro.load_as<Tuple>()->length == 0) type->mro.store(order);
  objects::finish_type(thread, type);
  if (class_cell) class_cell.as<Cell>()->value.store(type);
  MINIPY_TRY(set_names(thread, type, dict));
  MINIPY_TRY(init_subclass(thread, type, keywords));
  return Value(type);
}

}  // namespace minipy::vm
