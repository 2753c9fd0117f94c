#include "interpreter/builtins/dict_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/key.hpp"
#include "interpreter/objects/list.hpp"
#include "interpreter/objects/set.hpp"

namespace minipy::builtins {

using objects::Dict;
using objects::Special;

namespace {

Dict* self_of(const Arguments& arguments) { return arguments[0].as<Dict>(); }

// A pair of update()'s sequence.
Result<void> add_pair(ThreadState& thread, Dict* dict, Value pair, std::int64_t number) {
  if (!objects::is_tuple(pair) && !objects::is_list(pair) &&
      !vm::find_special(thread, pair, Special::kIter) && !vm::find_special(thread, pair, Special::kGetItem)) {
    return thread.raise(thread.types.TypeError,
                        "cannot convert dictionary update sequence element #%d to a sequence", number);
  }
  const Tuple* items = MINIPY_TRY(vm::to_tuple(thread, pair));
  if (items->length != 2) {
    return thread.raise(thread.types.ValueError,
                        "dictionary update sequence element #%d has length %d; 2 is required", number,
                        items->length);
  }
  return dict->set(thread, items->items[0], items->items[1]);
}

Result<void> add_pairs(ThreadState& thread, Dict* dict, Value iterable) {
  const Value iterator = MINIPY_TRY(iterate_moment(thread, iterable));
  for (std::int64_t number = 0;; ++number) {
    const Value pair = MINIPY_TRY(vm::next(thread, iterator));
    if (pair.is_empty()) return Done{};
    MINIPY_TRY(add_pair(thread, dict, pair, number));
    MINIPY_TRY(vm::poll(thread));
  }
}

Result<void> add_mapping(ThreadState& thread, Dict* dict, Value mapping, Value keys_method) {
  const Value keys = MINIPY_TRY(vm::call(thread, keys_method));
  const Value iterator = MINIPY_TRY(vm::iterate(thread, keys));
  for (;;) {
    const Value key = MINIPY_TRY(vm::next(thread, iterator));
    if (key.is_empty()) return Done{};
    const Value value = MINIPY_TRY(vm::get_item(thread, mapping, key));
    MINIPY_TRY(dict->set(thread, key, value));
  }
}

// Whether a dict's own table may be read instead of asking its class.
bool iterates_plainly(ThreadState& thread, Value dict) {
  const Type* type = objects::type_of(thread, dict);
  return type == thread.types.dict ||
         type->special_method(Special::kIter) == thread.types.dict->special_method(Special::kIter);
}

Result<void> add_arguments(ThreadState& thread, const Arguments& arguments, const char* name) {
  if (arguments.count > 2) {
    return thread.raise(thread.types.TypeError, "%s expected at most 1 argument, got %d", name,
                        static_cast<std::int64_t>(arguments.count) - 1);
  }
  Dict* dict = self_of(arguments);
  if (arguments.count == 2) MINIPY_TRY(update_dict(thread, dict, arguments[1]));
  if (arguments.keyword_count() == 0) return Done{};
  Dict* named = Dict::create(thread);
  for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i) {
    named->set_str(thread, arguments.keywords->items[i].as<Str>(), arguments.values[arguments.count + i]);
  }
  return dict->merge(thread, named);
}

Result<Value> dict_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.dict));
  return Value(Dict::create_of(thread, type));
}

Result<Value> dict_init(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(add_arguments(thread, arguments, "dict"));
  return Value::none();
}

Result<Value> dict_update(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(add_arguments(thread, arguments, "update"));
  return Value::none();
}

Result<Value> dict_fromkeys(ThreadState& thread, const Arguments& arguments) {
  const Value value = arguments.get(2).is_empty() ? Value::none() : arguments[2];
  const Value made = MINIPY_TRY(vm::call(thread, arguments[0]));
  const bool plain = is_exactly(thread, made, thread.types.dict);
  if (plain && objects::is_set(arguments[1]) &&
      !objects::type_of(thread, arguments[1])->has(Type::kHeapType)) {
    // The keys of a set are not hashed again.
    const objects::Set* set = arguments[1].as<objects::Set>();
    if (thread.free_threaded && !set->is_frozen()) set = set->copy_as_it_lies(thread);
    std::size_t position = 0;
    std::int64_t hash = 0;
    for (Value key; set->next(position, key, hash);) {
      MINIPY_TRY(made.as<Dict>()->set_hashed(thread, key, hash, value));
    }
    return made;
  }
  const Value iterator = MINIPY_TRY(iterate_moment(thread, arguments[1]));
  for (;;) {
    const Value key = MINIPY_TRY(vm::next(thread, iterator));
    if (key.is_empty()) return made;
    if (plain) {
      MINIPY_TRY(made.as<Dict>()->set(thread, key, value));
    } else {
      MINIPY_TRY(vm::set_item(thread, made, key, value));
    }
    MINIPY_TRY(vm::poll(thread));
  }
}

Result<Value> dict_len(ThreadState& /*thread*/, const Arguments& arguments) {
  return Value::from_int(self_of(arguments)->size());
}

Result<Value> dict_getitem(ThreadState& thread, const Arguments& arguments) {
  const Value found = MINIPY_TRY(self_of(arguments)->get(thread, arguments[1]));
  if (!found.is_empty()) return found;
  if (!is_exactly(thread, arguments[0], thread.types.dict) &&
      vm::find_special(thread, arguments[0], Special::kMissing)) {
    return vm::call_special(thread, arguments[0], Special::kMissing, {arguments[1]});
  }
  return raise_key_error(thread, arguments[1]);
}

Result<Value> dict_setitem(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(self_of(arguments)->set(thread, arguments[1], arguments[2]));
  return Value::none();
}

Result<Value> dict_delitem(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t hash = MINIPY_TRY(objects::hash_key(thread, arguments[1]));
  const Value removed = MINIPY_TRY(self_of(arguments)->pop_hashed(thread, arguments[1], hash));
  if (removed.is_empty()) return raise_key_error(thread, arguments[1]);
  return Value::none();
}

Result<Value> dict_contains(ThreadState& thread, const Arguments& arguments) {
  const Value found = MINIPY_TRY(self_of(arguments)->get(thread, arguments[1]));
  return Value::from_bool(!found.is_empty());
}

Result<Value> dict_get(ThreadState& thread, const Arguments& arguments) {
  const Value found = MINIPY_TRY(self_of(arguments)->get(thread, arguments[1]));
  if (!found.is_empty()) return found;
  const Value otherwise = arguments.get(2);
  return otherwise.is_empty() ? Value::none() : otherwise;
}

Result<Value> dict_setdefault(ThreadState& thread, const Arguments& arguments) {
  const Value otherwise = arguments.get(2);
  return self_of(arguments)->set_default(thread, arguments[1],
                                         otherwise.is_empty() ? Value::none() : otherwise);
}

Result<Value> dict_pop(ThreadState& thread, const Arguments& arguments) {
  const Value popped = MINIPY_TRY(self_of(arguments)->pop(thread, arguments[1]));
  if (!popped.is_empty()) return popped;
  const Value otherwise = arguments.get(2);
  if (otherwise.is_empty()) return raise_key_error(thread, arguments[1]);
  return otherwise;
}

Result<Value> dict_popitem(ThreadState& thread, const Arguments& arguments) {
  Value pair[2];
  if (self_of(arguments)->pop_item(thread, pair[0], pair[1])) return Value(Tuple::create(thread, pair));
  return thread.raise(thread.types.KeyError, "popitem(): dictionary is empty");
}

Result<Value> dict_clear(ThreadState& thread, const Arguments& arguments) {
  self_of(arguments)->clear(thread);
  return Value::none();
}

Result<Value> dict_copy(ThreadState& thread, const Arguments& arguments) {
  return Value(self_of(arguments)->copy(thread));
}

template <DictPart part>
Result<Value> dict_view(ThreadState& thread, const Arguments& arguments) {
  return make_dict_view(thread, part, arguments[0]);
}

Result<Value> dict_iter(ThreadState& thread, const Arguments& arguments) {
  return make_dict_iterator(thread, DictPart::kKeys, false, arguments[0]);
}

Result<Value> dict_reversed(ThreadState& thread, const Arguments& arguments) {
  return make_dict_iterator(thread, DictPart::kKeys, true, arguments[0]);
}

Result<bool> dicts_equal(ThreadState& thread, Dict* a, Dict* b) {
  if (a->size() != b->size()) return false;
  MINIPY_TRY(thread.check_native_stack(" in comparison"));
  if (thread.free_threaded) {
    a = a->copy(thread);
    b = b->copy(thread);
    if (a->size() != b->size()) return false;
  }
  std::size_t position = 0;
  std::int64_t hash = 0;
  for (Value key, value; a->next(position, key, value, hash);) {
    const Value other = MINIPY_TRY(b->get_hashed(thread, key, hash));
    if (other.is_empty() || !MINIPY_TRY(vm::equal(thread, value, other))) return false;
  }
  return true;
}

template <bool equal>
Result<Value> dict_compare(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_dict(arguments[1])) return Value::not_implemented();
  const bool same = MINIPY_TRY(dicts_equal(thread, self_of(arguments), arguments[1].as<Dict>()));
  return Value::from_bool(same == equal);
}

Result<Value> merged(ThreadState& thread, Value first, Value second) {
  if (!objects::is_dict(first) || !objects::is_dict(second)) return Value::not_implemented();
  Dict* result = first.as<Dict>()->copy(thread);
  MINIPY_TRY(update_dict(thread, result, second));
  return Value(result);
}

Result<Value> dict_or(ThreadState& thread, const Arguments& arguments) {
  return merged(thread, arguments[0], arguments[1]);
}

Result<Value> dict_ror(ThreadState& thread, const Arguments& arguments) {
  return merged(thread, arguments[1], arguments[0]);
}

Result<Value> dict_ior(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(update_dict(thread, self_of(arguments), arguments[1]));
  return arguments[0];
}

Result<Value> dict_repr(ThreadState& thread, const Arguments& arguments) {
  const Dict* dict = self_of(arguments);
  if (thread.free_threaded) dict = dict->copy(thread);
  if (dict->size() == 0) return Value(Str::create(thread, "{}"));
  const ReprGuard guard(thread, arguments[0]);
  if (!guard.entered()) return Value(Str::create(thread, "{...}"));
  MINIPY_TRY(thread.check_native_stack(" while getting the repr of an object"));
  objects::StrBuilder text;
  text.append(U'{');
  std::size_t position = 0;
  bool first = true;
  for (Value key, value; dict->next(position, key, value); first = false) {
    if (!first) text.append(", ");
    text.append(MINIPY_TRY(vm::repr(thread, key)));
    text.append(": ");
    text.append(MINIPY_TRY(vm::repr(thread, value)));
  }
  text.append(U'}');
  return Value(text.finish(thread));
}

Result<Value> dict_sizeof(ThreadState& /*thread*/, const Arguments& arguments) {
  const auto* table = self_of(arguments)->table.load_as<objects::DictTable>();
  const auto bytes = table == nullptr ? 0 : heap::Heap::cell_size(table);
  return Value::from_int(static_cast<std::int64_t>(48 + bytes));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__", dict_new, "cls, *args, **kwargs"},
    {"__init__", dict_init, "self, *args, **kwargs"},
    {"__repr__", dict_repr, "self, /"},
    {"__len__", dict_len, "self, /"},
    {"__getitem__", dict_getitem, "self, key, /"},
    {"__setitem__", dict_setitem, "self, key, value, /"},
    {"__delitem__", dict_delitem, "self, key, /"},
    {"__contains__", dict_contains, "self, key, /"},
    {"__iter__", dict_iter, "self, /"},
    {"__reversed__", dict_reversed, "self, /"},
    {"__eq__", dict_compare<true>, "self, value, /"},
    {"__ne__", dict_compare<false>, "self, value, /"},
    {"__or__", dict_or, "self, value, /"},
    {"__ror__", dict_ror, "self, value, /"},
    {"__ior__", dict_ior, "self, value, /"},
    {"__sizeof__", dict_sizeof, "self, /"},
    {"clear", dict_clear, "self, /", "D.clear() -> None.  Remove all items from D."},
    {"copy", dict_copy, "self, /", "D.copy() -> a shallow copy of D"},
    {"get", dict_get, "self, key, default=, /",
     "Return the value for key if key is in the dictionary, else default."},
    {"items", dict_view<DictPart::kItems>, "self, /",
     "D.items() -> a set-like object providing a view on D's items"},
    {"keys", dict_view<DictPart::kKeys>, "self, /",
     "D.keys() -> a set-like object providing a view on D's keys"},
    {"pop", dict_pop, "self, key, default=, /",
     "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not "
     "found, "
     "return the default if given; otherwise,\nraise a KeyError."},
    {"popitem", dict_popitem, "self, /", "Remove and return a (key, value) pair as a 2-tuple."},
    {"setdefault", dict_setdefault, "self, key, default=, /",
     "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key "
     "is in "
     "the dictionary, else default."},
    {"update", dict_update, "self, *args, **kwargs",
     "D.update([E, ]**F) -> None.  Update D from dict/iterable E "
     "and F."},
    {"values", dict_view<DictPart::kValues>, "self, /",
     "D.values() -> an object providing a view on D's values"},
};

constexpr NativeDefinition kClassMethods[] = {
    {"__class_getitem__", class_getitem, "cls, item, /"},
    {"fromkeys", dict_fromkeys, "cls, iterable, value=, /",
     "Create a new dictionary with keys from iterable and values set to value."},
};

}  // namespace

Raised raise_key_error(ThreadState& thread, Value key) {
  return thread.raise_with(thread.types.KeyError, {&key, 1});
}

Result<void> merge_dict(ThreadState& thread, Dict* dict, Dict* other) {
  if (dict == other || dict->take_copy(thread, other)) return Done{};
  // With other threads about, what is added shall be a state that the other dict had.
  if (thread.free_threaded) return dict->merge(thread, other->copy(thread));
  if (dict->size() == 0) dict->reserve(thread, other->size());
  const std::int64_t size = other->size();
  std::size_t position = 0;
  std::int64_t hash = 0;
  for (Value key, value; other->next(position, key, value, hash);) {
    MINIPY_TRY(dict->set_hashed(thread, key, hash, value));
    if (other->size() != size) {
      return thread.raise(thread.types.RuntimeError, "dict mutated during update");
    }
  }
  return Done{};
}

Result<void> update_dict(ThreadState& thread, Dict* dict, Value other) {
  if (objects::is_dict(other) && iterates_plainly(thread, other)) {
    return merge_dict(thread, dict, other.as<Dict>());
  }
  const Value keys = MINIPY_TRY(vm::find_attribute(thread, other, thread.names.keys));
  return keys.is_empty() ? add_pairs(thread, dict, other) : add_mapping(thread, dict, other, keys);
}

void install_dict(ThreadState& thread) {
  add_methods(thread, thread.types.dict, kMethods);
  add_class_methods(thread, thread.types.dict, kClassMethods);
  make_unhashable(thread, thread.types.dict);
  install_dict_views(thread);
}

}  // namespace minipy::builtins
