#include "interpreter/vm/eval_support.hpp"

#include <charconv>

#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/dict_view.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::vm {

using objects::CacheEntry;
using objects::Cell;
using objects::Code;
using objects::Dict;
using objects::Function;
using objects::kFunction;
using objects::kModule;
using objects::kNative;
using objects::kType;
using objects::List;
using objects::Native;

namespace {

bool is_exact_dict(const ThreadState& thread, Value value) {
  return objects::is_dict(value) && objects::type_of(thread, value) == thread.types.dict;
}

// A name in the namespace of a class body or exec: empty when it is not there.
Result<Value> namespace_get(ThreadState& thread, Value space, Str* name) {
  if (is_exact_dict(thread, space)) return space.as<Dict>()->get_str(name);
  const auto found = get_item(thread, space, name);
  if (found.ok() || !thread.exception_is(thread.types.KeyError)) return found;
  static_cast<void>(thread.take_exception());
  return Value{};
}

// Where StoreName and its like bind: the frame's own namespace, or the globals.
Value namespace_of(const Frame* frame) { return frame->locals ? frame->locals : Value(frame->code->globals); }

void set_name_attribute(ThreadState& thread, Str* name) {
  const Value exception = thread.exception();
  if (objects::is_exception(exception)) {
    store_instance_attribute(thread, exception.as_object(), thread.names.name, name);
  }
}

}  // namespace

// ---- names

Raised raise_name_error(ThreadState& thread, Str* name) {
  const Raised raised = thread.raise(thread.types.NameError, "name '%S' is not defined", name);
  set_name_attribute(thread, name);
  return raised;
}

Raised raise_unbound_local(ThreadState& thread, Str* name) {
  return thread.raise(thread.types.UnboundLocalError,
                      "cannot access local variable '%S' where it is not associated with a value", name);
}

Raised raise_unbound_free(ThreadState& thread, Str* name) {
  const Raised raised = thread.raise(
      thread.types.NameError,
      "cannot access free variable '%S' where it is not associated with a value in enclosing scope", name);
  set_name_attribute(thread, name);
  return raised;
}

Result<Value> load_builtin(ThreadState& thread, Code* code, std::uint32_t global) {
  Str* name = code->name_at(code->unit->globals[global]);
  const Value found = code->builtins->get_str(name);
  if (!found) return raise_name_error(thread, name);
  code->builtin_cells->items[global].store(code->builtins->cell_for(thread, name));
  return found;
}

Result<Value> load_build_class(ThreadState& thread, Code* code) {
  const Value found = code->builtins->get_str(thread.names.dunder_build_class);
  if (!found) return thread.raise(thread.types.NameError, "__build_class__ not found");
  return found;
}

Result<Value> load_name(ThreadState& thread, Frame* frame, std::uint32_t name, std::uint32_t global) {
  Code* code = frame->code;
  if (frame->locals) {
    const Value found = MINIPY_TRY(namespace_get(thread, frame->locals, code->name_at(name)));
    if (found) return found;
  }
  const Value found = code->global_cell(global)->value.load();
  if (found) return found;
  return load_builtin(thread, code, global);
}

Result<void> store_name(ThreadState& thread, Frame* frame, Str* name, Value value) {
  const Value space = namespace_of(frame);
  if (is_exact_dict(thread, space)) {
    space.as<Dict>()->set_str(thread, name, value);
    return Done{};
  }
  return set_item(thread, space, name, value);
}

Result<void> delete_name(ThreadState& thread, Frame* frame, Str* name) {
  const Value space = namespace_of(frame);
  if (is_exact_dict(thread, space)) {
    if (space.as<Dict>()->pop_str(thread, name)) return Done{};
    return raise_name_error(thread, name);
  }
  const auto deleted = delete_item(thread, space, name);
  if (deleted.ok() || !thread.exception_is(thread.types.KeyError)) return deleted;
  static_cast<void>(thread.take_exception());
  return raise_name_error(thread, name);
}

Result<Value> load_class_free(ThreadState& thread, Frame* frame, std::uint32_t free, Str* name) {
  if (frame->locals) {
    const Value found = MINIPY_TRY(namespace_get(thread, frame->locals, name));
    if (found) return found;
  }
  const Value value = frame->function->closure.load_as<Tuple>()->items[free].as<Cell>()->value.load();
  if (value) return value;
  return raise_unbound_free(thread, name);
}

Result<void> setup_annotations(ThreadState& thread, Frame* frame) {
  const Value space = namespace_of(frame);
  const Value known = MINIPY_TRY(namespace_get(thread, space, thread.names.dunder_annotations));
  if (known) return Done{};
  return store_name(thread, frame, thread.names.dunder_annotations, Dict::create(thread));
}

Result<void> store_annotation(ThreadState& thread, Frame* frame, Str* name, Value value) {
  const Value space = namespace_of(frame);
  const Value annotations = MINIPY_TRY(namespace_get(thread, space, thread.names.dunder_annotations));
  if (!annotations) return raise_name_error(thread, thread.names.dunder_annotations);
  return set_item(thread, annotations, name, value);
}

// ---- attributes

CacheEntry* cache_module(ThreadState& thread, Value object, Str* name) {
  if (!objects::has_kind(object, kModule)) return nullptr;
  Dict* space = object.as<objects::Module>()->namespace_();
  if (!space->get_str(name)) return nullptr;
  const Value on_type = objects::type_of(thread, object)->lookup(thread, name);
  if (on_type && is_data_descriptor(thread, on_type)) return nullptr;
  auto* entry = CacheEntry::create(thread);
  entry->object = object.as_object();
  entry->shape = objects::shape_of(object.as_object());
  entry->value = space->cell_for(thread, name);
  return entry;
}

Result<void> load_method(ThreadState& thread, Value object, Str* name, Value* base) {
  if (!object.is_object()) {
    // Numbers and None have no attributes of their own: what the class has is what there is.
    const Type* type = objects::type_of(thread, object);
    const Value found = type->lookup(thread, name);
    if (objects::has_kind(found, kNative) && found.as<Native>()->owner != nullptr &&
        !found.as<Native>()->self.load()) {
      base[0] = found;
      base[1] = object;
      return Done{};
    }
  }
  base[0] = MINIPY_TRY(get_attribute(thread, object, name));
  base[1] = {};
  return Done{};
}

// ---- building and taking apart

namespace {

Raised raise_not_iterable(ThreadState& thread, Value source) {
  return thread.raise(thread.types.TypeError, "cannot unpack non-iterable %T object", source);
}

Raised raise_not_enough(ThreadState& thread, std::int64_t expected, std::int64_t got, bool at_least) {
  return thread.raise(thread.types.ValueError, "not enough values to unpack (expected %s%d, got %d)",
                      at_least ? "at least " : "", expected, got);
}

Result<Value> unpack_iterator(ThreadState& thread, Value source) {
  const auto iterator = iterate(thread, source);
  if (iterator.ok() || !thread.exception_is(thread.types.TypeError)) return iterator;
  if (find_special(thread, source, Special::kIter) || find_special(thread, source, Special::kGetItem)) {
    return Raised{};
  }
  static_cast<void>(thread.take_exception());
  return raise_not_iterable(thread, source);
}

}  // namespace

Result<void> unpack(ThreadState& thread, Value source, Value* into, std::uint32_t count) {
  if (objects::type_of(thread, source) == thread.types.tuple && source.as<Tuple>()->length == count) {
    const Tuple* tuple = source.as<Tuple>();
    std::copy(tuple->items, tuple->items + count, into);
    return Done{};
  }
  RootedValues items(thread);
  if (objects::type_of(thread, source) == thread.types.list) {
    items.values() = source.as<objects::List>()->snapshot(thread);
    if (items.size() < count)
      return raise_not_enough(thread, count, static_cast<std::int64_t>(items.size()), false);
    if (items.size() > count) {
      return thread.raise(thread.types.ValueError, "too many values to unpack (expected %d)",
                          static_cast<std::int64_t>(count));
    }
    std::copy(items.values().begin(), items.values().end(), into);
    return Done{};
  }
  const Value iterator = MINIPY_TRY(unpack_iterator(thread, source));
  for (std::uint32_t i = 0; i < count; ++i) {
    const Value item = MINIPY_TRY(next(thread, iterator));
    if (!item) return raise_not_enough(thread, count, i, false);
    items.push_back(item);
  }
  if (MINIPY_TRY(next(thread, iterator))) {
    return thread.raise(thread.types.ValueError, "too many values to unpack (expected %d)",
                        static_cast<std::int64_t>(count));
  }
  std::copy(items.values().begin(), items.values().end(), into);
  return Done{};
}

Result<void> unpack_star(ThreadState& thread, Value source, Value* into, std::uint32_t before,
                         std::uint32_t after) {
  RootedValues items(thread);
  if (objects::type_of(thread, source) == thread.types.list) {
    items.values() = source.as<objects::List>()->snapshot(thread);
  } else if (!objects::append_snapshot(thread, source, items.values())) {
    const Value iterator = MINIPY_TRY(unpack_iterator(thread, source));
    MINIPY_TRY(collect(thread, iterator, items));
  }
  const std::size_t count = items.size();
  if (count < before + after) {
    return raise_not_enough(thread, before + after, static_cast<std::int64_t>(count), true);
  }
  std::copy(items.values().begin(), items.values().begin() + before, into);
  into[before] = List::create(thread, items.span().subspan(before, count - before - after));
  std::copy(items.values().end() - after, items.values().end(), into + before + 1);
  return Done{};
}

Result<void> collect_starred(ThreadState& thread, Value iterable, RootedValues& into) {
  if (!find_special(thread, iterable, Special::kIter) && !find_special(thread, iterable, Special::kGetItem)) {
    return thread.raise(thread.types.TypeError, "Value after * must be an iterable, not %T", iterable);
  }
  return collect(thread, iterable, into);
}

Result<Value> build_string(ThreadState& thread, const Value* parts, std::uint32_t count) {
  std::int64_t length = 0;
  std::uint32_t width = 1;
  bool ascii = true;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (parts[i].is_int()) {
      length += objects::decimal_length(parts[i].as_int());
      continue;
    }
    const auto* part = parts[i].as<Str>();
    length += part->length;
    width = std::max(width, part->width());
    ascii = ascii && part->is_ascii();
  }
  if (width == 1) {
    Str* whole = Str::create_uninitialised(thread, length, 1, ascii);
    char* at = whole->data;
    char* const end = at + length;
    for (std::uint32_t i = 0; i < count; ++i) {
      if (parts[i].is_int()) {
        at = std::to_chars(at, end, parts[i].as_int()).ptr;
        continue;
      }
      const auto* part = parts[i].as<Str>();
      at = std::copy(part->data, part->data + part->length, at);
    }
    return Value(whole);
  }
  objects::StrBuilder builder;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (parts[i].is_int()) {
      builder.append(std::to_string(parts[i].as_int()));
    } else {
      builder.append(parts[i].as<Str>());
    }
  }
  return Value(builder.finish(thread));
}

Result<Value> format_value(ThreadState& thread, const Value* first, std::uint32_t flags) {
  Value value = first[0];
  if (flags == bytecode::kFormatPart && value.is_int()) return value;
  switch (flags & bytecode::kFormatConversion) {
    case 1:
      value = MINIPY_TRY(str(thread, value));
      break;
    case 2:
      value = MINIPY_TRY(repr(thread, value));
      break;
    case 3:
      value = MINIPY_TRY(ascii(thread, value));
      break;
    default:
      break;
  }
  Str* spec = (flags & bytecode::kFormatSpec) != 0 ? first[1].as<Str>() : thread.names.empty;
  return Value(MINIPY_TRY(format(thread, value, spec)));
}

namespace {

// How CPython names a callee in messages about * and **: with its module, unless that is builtins.
std::string callee_name(ThreadState& thread, Value callee) {
  if (objects::has_kind(callee, objects::kBoundMethod)) {
    return callee_name(thread, callee.as<objects::BoundMethod>()->function.load());
  }
  if (!objects::has_kind(callee, kFunction) && !objects::has_kind(callee, kNative) &&
      !objects::has_kind(callee, kType)) {
    return objects::type_name(thread, callee) + " object";
  }
  const auto text_of = [&](Str* name) -> std::string {
    const auto found = find_attribute(thread, callee, name);
    if (!found.ok()) static_cast<void>(thread.take_exception());
    return found.ok() && objects::is_str(found.value()) ? found.value().as<Str>()->utf8() : std::string();
  };
  const std::string module = text_of(thread.names.dunder_module);
  const std::string name = text_of(thread.names.dunder_qualname);
  return (module.empty() || module == "builtins" ? name : module + "." + name) + "()";
}

}  // namespace

Result<void> dict_merge(ThreadState& thread, Dict* into, Value mapping, Value callee, bool for_call) {
  const auto put = [&](Value key, Value value) -> Result<void> {
    if (for_call) {
      if (!objects::is_str(key)) return thread.raise(thread.types.TypeError, "keywords must be strings");
      if (MINIPY_TRY(into->get(thread, key))) {
        return thread.raise(thread.types.TypeError, "%s got multiple values for keyword argument '%S'",
                            callee_name(thread, callee).c_str(), key.as<Str>());
      }
    }
    return into->set(thread, key, value);
  };
  if (is_exact_dict(thread, mapping)) {
    for (const auto& [key, value] : mapping.as<Dict>()->snapshot(thread)) MINIPY_TRY(put(key, value));
    return Done{};
  }
  const auto keys_method = find_attribute(thread, mapping, thread.names.keys);
  if (!keys_method.ok()) return Raised{};
  if (!keys_method.value()) {
    if (for_call) {
      return thread.raise(thread.types.TypeError, "%s argument after ** must be a mapping, not %T",
                          callee_name(thread, callee).c_str(), mapping);
    }
    return thread.raise(thread.types.TypeError, "'%T' object is not a mapping", mapping);
  }
  const Value keys = MINIPY_TRY(call(thread, keys_method.value()));
  const Value iterator = MINIPY_TRY(iterate(thread, keys));
  for (;;) {
    const Value key = MINIPY_TRY(next(thread, iterator));
    if (!key) return Done{};
    MINIPY_TRY(put(key, MINIPY_TRY(get_item(thread, mapping, key))));
  }
}

// ---- calls and functions

Result<Value> make_function(ThreadState& thread, Frame* frame, std::uint32_t code, const Value* extras) {
  Function* function = Function::create(thread, frame->code->nested->items[code].as<Code>());
  function->defaults.store(extras[0]);
  function->kwdefaults.store(extras[1]);
  function->annotations.store(extras[2]);
  function->closure.store(extras[3]);
  return Value(function);
}

Result<Value> call_spread(ThreadState& thread, Value callee, Value positional, Value keywords) {
  RootedValues values(thread);
  if (objects::is_tuple(positional)) {
    const auto items = positional.as<Tuple>()->values();
    values.values().assign(items.begin(), items.end());
  } else {
    const auto collected = collect(thread, positional, values);
    if (!collected.ok()) {
      if (!thread.exception_is(thread.types.TypeError) || find_special(thread, positional, Special::kIter)) {
        return Raised{};
      }
      static_cast<void>(thread.take_exception());
      return thread.raise(thread.types.TypeError, "%s argument after * must be an iterable, not %T",
                          callee_name(thread, callee).c_str(), positional);
    }
  }
  const auto count = static_cast<std::uint32_t>(values.size());
  const Tuple* names = nullptr;
  if (keywords && keywords.as<Dict>()->size() > 0) {
    RootedValues name_values(thread);
    for (const auto& [key, value] : keywords.as<Dict>()->snapshot(thread)) {
      name_values.push_back(key);
      values.push_back(value);
    }
    names = Tuple::create(thread, name_values.span());
  }
  return call(thread, callee, Arguments{values.values().data(), count, names});
}

// ---- exceptions

namespace {

bool is_exception_class(const ThreadState& thread, Value value) {
  return objects::has_kind(value, kType) && value.as<Type>()->derives_from(thread.types.BaseException);
}

}  // namespace

Result<Value> match_exception(ThreadState& thread, Value exception, Value pattern) {
  if (objects::is_tuple(pattern)) {
    // Whether it matches or not, all of it must be classes.
    for (const Value candidate : pattern.as<Tuple>()->values()) {
      if (!objects::is_tuple(candidate) && !is_exception_class(thread, candidate))
        return match_exception(thread, exception, candidate);
    }
    for (const Value candidate : pattern.as<Tuple>()->values()) {
      const Value matched = MINIPY_TRY(match_exception(thread, exception, candidate));
      if (matched.is_true()) return matched;
    }
    return Value::false_();
  }
  if (!is_exception_class(thread, pattern)) {
    return thread.raise(thread.types.TypeError,
                        "catching classes that do not inherit from BaseException is not allowed");
  }
  return Value::from_bool(instance_of(thread, exception, pattern.as<Type>()));
}

Result<Value> make_exception(ThreadState& thread, Value type_or_instance) {
  if (objects::is_exception(type_or_instance)) return type_or_instance;
  if (is_exception_class(thread, type_or_instance)) {
    const Value made = MINIPY_TRY(call(thread, type_or_instance));
    if (objects::is_exception(made)) return made;
    return thread.raise(thread.types.TypeError,
                        "calling %R should have returned an instance of BaseException, not %T",
                        type_or_instance, made);
  }
  return thread.raise(thread.types.TypeError, "exceptions must derive from BaseException");
}

Raised raise_value(ThreadState& thread, Value value, Value cause) {
  const auto made = make_exception(thread, value);
  if (!made.ok()) return Raised{};
  auto* exception = made.value().as<objects::Exception>();
  if (cause) {
    Value reason = cause;
    if (!cause.is_none()) {
      if (!objects::is_exception(cause) && !is_exception_class(thread, cause)) {
        return thread.raise(thread.types.TypeError, "exception causes must derive from BaseException");
      }
      const auto cause_made = make_exception(thread, cause);
      if (!cause_made.ok()) return Raised{};
      reason = cause_made.value();
    }
    exception->cause.store(reason);
    exception->suppress_context.store(true, std::memory_order_relaxed);
  }
  return thread.raise_exception(made.value());
}

Raised raise_again(ThreadState& thread) {
  if (const Value handled = thread.being_handled()) return thread.reraise(handled);
  return thread.raise(thread.types.RuntimeError, "No active exception to reraise");
}

Result<void> enter_with(ThreadState& thread, Value manager, Value* base) {
  Type* type = objects::type_of(thread, manager);
  const Value enter = type->special_method(Special::kEnter);
  const Value exit = type->special_method(Special::kExit);
  if (!enter) {
    return thread.raise(thread.types.TypeError, "'%T' object does not support the context manager protocol",
                        manager);
  }
  if (!exit) {
    return thread.raise(thread.types.TypeError,
                        "'%T' object does not support the context manager protocol (missed __exit__ method)",
                        manager);
  }
  base[0] = MINIPY_TRY(descriptor_get(thread, exit, manager, type));
  base[1] = MINIPY_TRY(call_special(thread, manager, Special::kEnter, {}));
  return Done{};
}

Result<bool> exit_with_exception(ThreadState& thread, Value exit, Value exception) {
  Value traceback = exception.as<objects::Exception>()->traceback.load();
  if (!traceback) traceback = Value::none();
  const Value answer =
      MINIPY_TRY(call(thread, exit, {objects::type_of(thread, exception), exception, traceback}));
  return truth(thread, answer);
}

// ---- the prompt

Result<void> display(ThreadState& thread, Value value) {
  const Value hook = thread.interpreter.sys->namespace_()->get_str(intern(thread, "displayhook"));
  if (!hook) return thread.raise(thread.types.RuntimeError, "lost sys.displayhook");
  static_cast<void>(MINIPY_TRY(call(thread, hook, {value})));
  return Done{};
}

// ---- patterns

bool matches_sequence(ThreadState& thread, Value subject) {
  return objects::type_of(thread, subject)->has(Type::kSequencePattern);
}

bool matches_mapping(ThreadState& thread, Value subject) {
  return objects::type_of(thread, subject)->has(Type::kMappingPattern);
}

Result<Value> match_keys(ThreadState& thread, Value mapping, Value keys) {
  RootedValues values(thread);
  const Tuple* wanted = keys.as<Tuple>();
  for (std::int64_t i = 0; i < wanted->length; ++i) {
    for (std::int64_t j = 0; j < i; ++j) {
      if (MINIPY_TRY(equal(thread, wanted->items[i], wanted->items[j]))) {
        return thread.raise(thread.types.ValueError, "mapping pattern checks duplicate key (%R)",
                            wanted->items[i]);
      }
    }
    Value found;
    if (is_exact_dict(thread, mapping)) {
      found = MINIPY_TRY(mapping.as<Dict>()->get(thread, wanted->items[i]));
    } else {
      // get() and not []: a defaultdict must not grow by being matched. NotImplemented's place marks absence.
      const Value missing = Value::not_implemented();
      found = MINIPY_TRY(call_method(thread, mapping, intern(thread, "get"), {wanted->items[i], missing}));
      if (found == missing) found = {};
    }
    if (!found) return Value::none();
    values.push_back(found);
  }
  return Value(Tuple::create(thread, values.span()));
}

namespace {

// The built-in classes whose one positional pattern is the subject itself.
bool matches_itself(const ThreadState& thread, const Type* type) {
  const objects::CoreTypes& types = thread.types;
  for (const Type* base : {types.bool_, types.bytearray, types.bytes, types.dict, types.float_,
                           types.frozenset, types.int_, types.list, types.set, types.str, types.tuple}) {
    if (type->derives_from(base)) return true;
  }
  return false;
}

// Each attribute takes one pattern. `name` is interned.
Result<void> check_seen(ThreadState& thread, const Type* type, RootedValues& seen, Value name) {
  for (const Value before : seen.values()) {
    if (before == name) {
      return thread.raise(thread.types.TypeError, "%S() got multiple sub-patterns for attribute %R",
                          type->name.load_as<Str>(), name);
    }
  }
  seen.push_back(name);
  return Done{};
}

}  // namespace

Result<Value> match_class(ThreadState& thread, Value subject, Value type_value, Value names,
                          std::uint32_t positional) {
  if (!objects::has_kind(type_value, kType)) {
    return thread.raise(thread.types.TypeError, "called match pattern must be a class");
  }
  if (!MINIPY_TRY(is_instance(thread, subject, type_value))) return Value::none();
  auto* type = type_value.as<Type>();
  RootedValues values(thread);
  RootedValues seen(thread);
  if (positional > 0) {
    Value match_args = MINIPY_TRY(find_attribute(thread, type_value, thread.names.dunder_match_args));
    std::int64_t allowed = 0;
    const bool itself = !match_args && matches_itself(thread, type);
    if (match_args) {
      if (!objects::is_tuple(match_args)) {
        return thread.raise(thread.types.TypeError, "%S.__match_args__ must be a tuple (got %T)",
                            type->name.load_as<Str>(), match_args);
      }
      allowed = match_args.as<Tuple>()->length;
    } else if (itself) {
      allowed = 1;
    }
    if (positional > allowed) {
      return thread.raise(thread.types.TypeError, "%S() accepts %d positional sub-pattern%s (%d given)",
                          type->name.load_as<Str>(), allowed, allowed == 1 ? "" : "s",
                          static_cast<std::int64_t>(positional));
    }
    for (std::uint32_t i = 0; i < positional; ++i) {
      if (itself) {
        values.push_back(subject);
        continue;
      }
      const Value name = match_args.as<Tuple>()->items[i];
      if (!objects::is_str(name)) {
        return thread.raise(thread.types.TypeError, "__match_args__ elements must be strings (got %T)", name);
      }
      Str* attribute = thread.intern_table.intern(thread, name.as<Str>());
      MINIPY_TRY(check_seen(thread, type, seen, attribute));
      const Value found = MINIPY_TRY(find_attribute(thread, subject, attribute));
      if (!found) return Value::none();
      values.push_back(found);
    }
  }
  for (const Value name : names.as<Tuple>()->values()) {
    MINIPY_TRY(check_seen(thread, type, seen, name));
    const Value found = MINIPY_TRY(find_attribute(thread, subject, name.as<Str>()));
    if (!found) return Value::none();
    values.push_back(found);
  }
  return Value(Tuple::create(thread, values.span()));
}

}  // namespace minipy::vm
