// BaseException and the exceptions that know more than their arguments. Their extra fields are plain
// attributes of the instance; the class holds None for what was never set.
#include "interpreter/builtins/exception_support.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/classes.hpp"

namespace minipy::builtins {

using objects::Dict;
using objects::Exception;
using objects::List;

namespace {

Exception* self_of(const Arguments& arguments) { return arguments[0].as<Exception>(); }
Value or_none(Value value) { return value ? value : Value::none(); }

// ---- BaseException

Result<Value> exception_new(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count == 0 || !objects::has_kind(arguments[0], objects::kType) ||
      !arguments[0].as<Type>()->has(Type::kException)) {
    return thread.raise(thread.types.TypeError, "BaseException.__new__(X): X is not an exception type");
  }
  auto* type = arguments[0].as<Type>();
  return Value(Exception::create(thread, type, positional_tuple(thread, arguments, 1)));
}

Result<void> no_keywords(ThreadState& thread, const Arguments& arguments) {
  if (arguments.keyword_count() == 0) return Done{};
  return thread.raise(thread.types.TypeError, "%T() takes no keyword arguments", arguments[0]);
}

Result<void> set_arguments(ThreadState& thread, const Arguments& arguments) {
  Exception* self = self_of(arguments);
  const Tuple* known = self->args.load_as<Tuple>();
  const std::uint32_t count = arguments.count - 1;
  bool same = known->length == count;
  for (std::uint32_t i = 0; same && i < count; ++i) same = known->items[i] == arguments[i + 1];
  if (!same) self->args.store(positional_tuple(thread, arguments, 1));
  return Done{};
}

Result<Value> exception_init(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(no_keywords(thread, arguments));
  MINIPY_TRY(set_arguments(thread, arguments));
  return Value::none();
}

Result<Value> exception_repr(ThreadState& thread, const Arguments& arguments) {
  const Tuple* args = self_of(arguments)->args.load_as<Tuple>();
  const std::string name = objects::type_name(thread, arguments[0]);
  if (args->length == 1) {
    return Value(
        Str::create(thread, name + "(" + MINIPY_TRY(vm::repr(thread, args->items[0]))->utf8() + ")"));
  }
  return Value(
      Str::create(thread, name + MINIPY_TRY(vm::repr(thread, self_of(arguments)->args.load()))->utf8()));
}

Result<Value> exception_with_traceback(ThreadState& thread, const Arguments& arguments) {
  const Value traceback = arguments[1];
  if (!traceback.is_none() && !objects::has_kind(traceback, objects::kTraceback)) {
    return thread.raise(thread.types.TypeError, "__traceback__ must be a traceback or None");
  }
  self_of(arguments)->traceback.store(traceback);
  return arguments[0];
}

Result<Value> exception_add_note(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "note must be a str, not '%T'", arguments[1]);
  }
  Value notes = MINIPY_TRY(vm::find_attribute(thread, arguments[0], thread.names.dunder_notes));
  if (!notes) {
    notes = List::create(thread);
    MINIPY_TRY(vm::set_attribute(thread, arguments[0], thread.names.dunder_notes, notes));
  }
  if (!objects::is_list(notes)) {
    return thread.raise(thread.types.TypeError, "Cannot add note: __notes__ is not a list");
  }
  notes.as<List>()->append(thread, arguments[1]);
  return Value::none();
}

Result<Value> exception_reduce(ThreadState& thread, const Arguments& arguments) {
  const Value dict = MINIPY_TRY(vm::attribute_dict(thread, arguments[0]));
  const Value parts[] = {Value(objects::type_of(thread, arguments[0])), self_of(arguments)->args.load(),
                         dict};
  return Value(Tuple::create(thread, std::span<const Value>(parts, dict ? 3U : 2U)));
}

Result<Value> exception_setstate(ThreadState& thread, const Arguments& arguments) {
  if (arguments[1].is_none()) return Value::none();
  if (!objects::is_dict(arguments[1]))
    return thread.raise(thread.types.TypeError, "state is not a dictionary");
  const Dict* state = arguments[1].as<Dict>();
  std::size_t position = 0;
  Value key;
  Value value;
  while (state->next(position, key, value)) {
    if (!objects::is_str(key)) continue;
    MINIPY_TRY(
        vm::set_attribute(thread, arguments[0], thread.intern_table.intern(thread, key.as<Str>()), value));
  }
  return Value::none();
}

Result<Value> get_args(ThreadState& /*thread*/, Value self) { return self.as<Exception>()->args.load(); }
Result<void> set_args(ThreadState& thread, Value self, Value value) {
  if (!value) return thread.raise(thread.types.TypeError, "args may not be deleted");
  self.as<Exception>()->args.store(MINIPY_TRY(vm::to_tuple(thread, value)));
  return Done{};
}

template <Slot Exception::*slot>
Result<Value> get_link(ThreadState& /*thread*/, Value self) {
  return or_none((self.as<Exception>()->*slot).load());
}
Result<void> set_traceback(ThreadState& thread, Value self, Value value) {
  if (!value) return thread.raise(thread.types.TypeError, "__traceback__ may not be deleted");
  if (!value.is_none() && !objects::has_kind(value, objects::kTraceback)) {
    return thread.raise(thread.types.TypeError, "__traceback__ must be a traceback or None");
  }
  self.as<Exception>()->traceback.store(value);
  return Done{};
}
Result<void> set_cause(ThreadState& thread, Value self, Value value) {
  if (!value) return thread.raise(thread.types.TypeError, "__cause__ may not be deleted");
  if (!value.is_none() && !objects::is_exception(value)) {
    return thread.raise(thread.types.TypeError, "exception cause must be None or derive from BaseException");
  }
  auto* exception = self.as<Exception>();
  exception->cause.store(value);
  exception->suppress_context.store(true, std::memory_order_relaxed);
  return Done{};
}
Result<void> set_context(ThreadState& thread, Value self, Value value) {
  if (!value) return thread.raise(thread.types.TypeError, "__context__ may not be deleted");
  if (!value.is_none() && !objects::is_exception(value)) {
    return thread.raise(thread.types.TypeError,
                        "exception context must be None or derive from BaseException");
  }
  self.as<Exception>()->context.store(value);
  return Done{};
}
Result<Value> get_suppress(ThreadState& /*thread*/, Value self) {
  return Value::from_bool(self.as<Exception>()->suppress_context.load(std::memory_order_relaxed));
}
Result<void> set_suppress(ThreadState& thread, Value self, Value value) {
  if (!value) return thread.raise(thread.types.TypeError, "can't delete numeric/char attribute");
  if (!value.is_bool()) return thread.raise(thread.types.TypeError, "attribute value type must be bool");
  self.as<Exception>()->suppress_context.store(value.is_true(), std::memory_order_relaxed);
  return Done{};
}

constexpr NativeDefinition kBaseMethods[] = {
    {"__new__", exception_new, "*args, **kwargs"},
    {"__init__", exception_init, "self, *args, **kwargs"},
    {"__str__", base_exception_str, "self, /"},
    {"__repr__", exception_repr, "self, /"},
    {"with_traceback", exception_with_traceback, "self, tb, /"},
    {"add_note", exception_add_note, "self, note, /"},
    {"__reduce__", exception_reduce, "self, /"},
    {"__setstate__", exception_setstate, "self, state, /"},
};

constexpr GetSetDefinition kBaseGetSets[] = {
    {"args", get_args, set_args},
    {"__traceback__", get_link<&Exception::traceback>, set_traceback},
    {"__cause__", get_link<&Exception::cause>, set_cause},
    {"__context__", get_link<&Exception::context>, set_context},
    {"__suppress_context__", get_suppress, set_suppress},
    {"__dict__", vm::get_instance_dict, vm::set_instance_dict},
};

// ---- KeyError, StopIteration, SystemExit

Result<Value> key_error_str(ThreadState& thread, const Arguments& arguments) {
  const Tuple* args = self_of(arguments)->args.load_as<Tuple>();
  if (args->length == 1) return Value(MINIPY_TRY(vm::repr(thread, args->items[0])));
  return base_exception_str(thread, arguments);
}

Result<Value> stop_iteration_init(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(no_keywords(thread, arguments));
  MINIPY_TRY(set_arguments(thread, arguments));
  if (arguments.count > 1) {
    static_cast<void>(
        vm::store_instance_attribute(thread, arguments[0].as_object(), thread.names.value, arguments[1]));
  }
  return Value::none();
}

Result<Value> system_exit_init(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(no_keywords(thread, arguments));
  MINIPY_TRY(set_arguments(thread, arguments));
  if (arguments.count > 1) {
    const Value code = arguments.count == 2 ? arguments[1] : self_of(arguments)->args.load();
    static_cast<void>(
        vm::store_instance_attribute(thread, arguments[0].as_object(), thread.names.code, code));
  }
  return Value::none();
}

constexpr NativeDefinition kKeyErrorMethods[] = {{"__str__", key_error_str, "self, /"}};
constexpr NativeDefinition kStopIterationMethods[] = {
    {"__init__", stop_iteration_init, "self, *args, **kwargs"}};
constexpr NativeDefinition kSystemExitMethods[] = {{"__init__", system_exit_init, "self, *args, **kwargs"}};

// ---- AttributeError, NameError, ImportError

// What an earlier __init__ has set and this one does not.
void forget_fields(ThreadState& thread, Value exception, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    static_cast<void>(
        vm::store_instance_attribute(thread, exception.as_object(), vm::intern(thread, name), {}));
  }
}

Result<Value> attribute_error_init(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(set_arguments(thread, arguments));
  forget_fields(thread, arguments[0], {"name", "obj"});
  MINIPY_TRY(take_keyword_fields(thread, arguments, {"name", "obj"}, "AttributeError"));
  return Value::none();
}

Result<Value> name_error_init(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(set_arguments(thread, arguments));
  forget_fields(thread, arguments[0], {"name"});
  MINIPY_TRY(take_keyword_fields(thread, arguments, {"name"}, "NameError"));
  return Value::none();
}

Result<Value> import_error_init(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(set_arguments(thread, arguments));
  forget_fields(thread, arguments[0], {"name", "path", "msg"});
  MINIPY_TRY(take_keyword_fields(thread, arguments, {"name", "path"}, "ImportError"));
  if (arguments.count == 2) set_field(thread, arguments[0], "msg", arguments[1]);
  return Value::none();
}

Result<Value> import_error_str(ThreadState& thread, const Arguments& arguments) {
  const Value message = field(thread, arguments[0], "msg");
  if (objects::is_str(message)) return message;
  return base_exception_str(thread, arguments);
}

constexpr NativeDefinition kAttributeErrorMethods[] = {
    {"__init__", attribute_error_init, "self, *args, **kwargs"}};
constexpr NativeDefinition kNameErrorMethods[] = {{"__init__", name_error_init, "self, *args, **kwargs"}};
constexpr NativeDefinition kImportErrorMethods[] = {
    {"__init__", import_error_init, "self, *args, **kwargs"},
    {"__str__", import_error_str, "self, /"},
};

// ---- SyntaxError

Result<Value> syntax_error_init(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(no_keywords(thread, arguments));
  MINIPY_TRY(set_arguments(thread, arguments));
  if (arguments.count > 1) set_field(thread, arguments[0], "msg", arguments[1]);
  if (arguments.count != 3) return Value::none();
  const Tuple* details = MINIPY_TRY(vm::to_tuple(thread, arguments[2]));
  if (details->length < 4 || details->length > 6) {
    return thread.raise(thread.types.TypeError, "function takes %s 4 arguments (%d given)",
                        details->length < 4 ? "at least" : "at most", details->length);
  }
  constexpr const char* kFields[] = {"filename", "lineno", "offset", "text", "end_lineno", "end_offset"};
  for (std::int64_t i = 0; i < details->length; ++i) {
    set_field(thread, arguments[0], kFields[i], details->items[i]);
  }
  if (details->length == 5) {
    return thread.raise(thread.types.TypeError, "end_offset must be provided when end_lineno is provided");
  }
  return Value::none();
}

Result<Value> syntax_error_str(ThreadState& thread, const Arguments& arguments) {
  const Value message = field(thread, arguments[0], "msg");
  const Value file = field(thread, arguments[0], "filename");
  const Value line = field(thread, arguments[0], "lineno");
  std::string text = MINIPY_TRY(vm::str(thread, message))->utf8();
  std::string place;
  if (objects::is_str(file)) {
    place = file.as<Str>()->utf8();
    const std::size_t slash = place.rfind('/');
    if (slash != std::string::npos) place.erase(0, slash + 1);
  }
  if (line.is_int()) place += (place.empty() ? "line " : ", line ") + std::to_string(line.as_int());
  if (!place.empty()) text += " (" + place + ")";
  return Value(Str::create(thread, text));
}

constexpr NativeDefinition kSyntaxErrorMethods[] = {
    {"__init__", syntax_error_init, "self, *args, **kwargs"},
    {"__str__", syntax_error_str, "self, /"},
};

}  // namespace

void set_field(ThreadState& thread, Value exception, const char* name, Value value) {
  static_cast<void>(
      vm::store_instance_attribute(thread, exception.as_object(), vm::intern(thread, name), value));
}

Value field(ThreadState& thread, Value exception, const char* name) {
  Str* interned = vm::intern(thread, name);
  const Value own = vm::instance_attribute(thread, exception.as_object(), interned);
  return own ? own : Value::none();
}

void set_default_fields(ThreadState& thread, Type* type, std::initializer_list<const char*> names) {
  auto* dict = type->dict.load_as<Dict>();
  for (const char* name : names) dict->set_str(thread, vm::intern(thread, name), Value::none());
}

Tuple* positional_tuple(ThreadState& thread, const Arguments& arguments, std::uint32_t from) {
  const std::uint32_t count = arguments.count > from ? arguments.count - from : 0;
  return Tuple::create(thread, std::span<const Value>(arguments.values + from, count));
}

Result<Value> base_exception_str(ThreadState& thread, const Arguments& arguments) {
  const Tuple* args = self_of(arguments)->args.load_as<Tuple>();
  if (args->length == 0) return Value(thread.names.empty);
  if (args->length == 1) return Value(MINIPY_TRY(vm::str(thread, args->items[0])));
  return Value(MINIPY_TRY(vm::str(thread, self_of(arguments)->args.load())));
}

Result<void> take_keyword_fields(ThreadState& thread, const Arguments& arguments,
                                 std::initializer_list<const char*> allowed, const char* function) {
  for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i) {
    auto* keyword = arguments.keywords->items[i].as<Str>();
    bool known = false;
    for (const char* name : allowed) known = known || keyword->utf8() == name;
    if (!known) {
      return thread.raise(thread.types.TypeError, "'%S' is an invalid keyword argument for %s()", keyword,
                          function);
    }
    static_cast<void>(vm::store_instance_attribute(thread, arguments[0].as_object(),
                                                   thread.intern_table.intern(thread, keyword),
                                                   arguments.values[arguments.count + i]));
  }
  return Done{};
}

void install_exceptions(ThreadState& thread) {
  const objects::CoreTypes& types = thread.types;
  add_methods(thread, types.BaseException, kBaseMethods);
  add_getsets(thread, types.BaseException, kBaseGetSets);
  add_methods(thread, types.KeyError, kKeyErrorMethods);
  add_methods(thread, types.StopIteration, kStopIterationMethods);
  set_default_fields(thread, types.StopIteration, {"value"});
  add_methods(thread, types.SystemExit, kSystemExitMethods);
  set_default_fields(thread, types.SystemExit, {"code"});
  add_methods(thread, types.AttributeError, kAttributeErrorMethods);
  set_default_fields(thread, types.AttributeError, {"name", "obj"});
  add_methods(thread, types.NameError, kNameErrorMethods);
  set_default_fields(thread, types.NameError, {"name"});
  add_methods(thread, types.ImportError, kImportErrorMethods);
  set_default_fields(thread, types.ImportError, {"name", "path", "msg"});
  add_methods(thread, types.SyntaxError, kSyntaxErrorMethods);
  set_default_fields(
      thread, types.SyntaxError,
      {"msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"});
  install_os_errors(thread);
  install_unicode_errors(thread);
  install_exception_groups(thread);
}

}  // namespace minipy::builtins
