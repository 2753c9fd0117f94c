// BaseExceptionGroup and ExceptionGroup: several exceptions as one (PEP 654).
#include "interpreter/builtins/exception_support.hpp"
#include "interpreter/vm/attributes.hpp"

namespace minipy::builtins {

using objects::Dict;
using objects::Exception;
using objects::List;

namespace {

// The address is the key of ExceptionGroup among the interpreter's types.
constexpr char kExceptionGroupKey = 0;

Type* exception_group(ThreadState& thread) {
  return thread.interpreter.state_slot(&kExceptionGroupKey).load_as<Type>();
}

Tuple* exceptions_of(ThreadState& thread, Value group) {
  const Value found = field(thread, group, "exceptions");
  return objects::is_tuple(found) ? found.as<Tuple>() : Tuple::create(thread, {});
}

Result<Value> group_new(ThreadState& thread, const Arguments& arguments) {
  auto* type = arguments[0].as<Type>();
  const std::int64_t given = static_cast<std::int64_t>(arguments.count) - 1;
  if (given != 2 || arguments.keyword_count() > 0) {
    return thread.raise(thread.types.TypeError,
                        "BaseExceptionGroup.__new__() takes exactly 2 arguments (%d given)", given);
  }
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %T",
                        arguments[1]);
  }
  if (!vm::find_special(thread, arguments[2], vm::Special::kGetItem) || objects::is_dict(arguments[2])) {
    return thread.raise(thread.types.TypeError, "second argument (exceptions) must be a sequence");
  }
  Tuple* members = MINIPY_TRY(vm::to_tuple(thread, arguments[2]));
  if (members->length == 0) {
    return thread.raise(thread.types.ValueError, "second argument (exceptions) must be a non-empty sequence");
  }
  bool all_plain = true;
  for (std::int64_t i = 0; i < members->length; ++i) {
    if (!objects::is_exception(members->items[i])) {
      return thread.raise(thread.types.ValueError,
                          "Item %d of second argument (exceptions) is not an exception", i);
    }
    all_plain = all_plain && vm::instance_of(thread, members->items[i], thread.types.Exception);
  }
  if (type == thread.types.BaseExceptionGroup) {
    if (all_plain) type = exception_group(thread);
  } else if (!all_plain && type == exception_group(thread)) {
    return thread.raise(thread.types.TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
  } else if (!all_plain && type->derives_from(thread.types.Exception)) {
    return thread.raise(thread.types.TypeError, "Cannot nest BaseExceptions in '%S'",
                        type->name.load_as<Str>());
  }
  auto* made = Exception::create(thread, type, positional_tuple(thread, arguments, 1));
  set_field(thread, made, "message", arguments[1]);
  set_field(thread, made, "exceptions", members);
  return Value(made);
}

Result<Value> group_str(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t count = exceptions_of(thread, arguments[0])->length;
  Str* message = MINIPY_TRY(vm::str(thread, field(thread, arguments[0], "message")));
  return Value(Str::create(
      thread, message->utf8() + " (" + std::to_string(count) + " sub-exception" + (count == 1 ? ")" : "s)")));
}

Result<Value> group_derive(ThreadState& thread, const Arguments& arguments) {
  return vm::call(thread, thread.types.BaseExceptionGroup,
                  {field(thread, arguments[0], "message"), arguments[1]});
}

Result<bool> matches(ThreadState& thread, Value exception, Value condition) {
  const bool by_type = objects::has_kind(condition, objects::kType) || objects::is_tuple(condition);
  if (by_type) return vm::is_instance(thread, exception, condition);
  return vm::truth(thread, MINIPY_TRY(vm::call(thread, condition, {exception})));
}

Result<void> check_condition(ThreadState& thread, Value condition) {
  bool good = objects::has_kind(condition, objects::kType) && condition.as<Type>()->has(Type::kException);
  if (objects::is_tuple(condition)) {
    good = true;
    for (const Value item : condition.as<Tuple>()->values()) {
      good = good && objects::has_kind(item, objects::kType) && item.as<Type>()->has(Type::kException);
    }
  } else if (!objects::has_kind(condition, objects::kType)) {
    good = vm::is_callable(thread, condition);
  }
  if (good) return Done{};
  return thread.raise(thread.types.TypeError,
                      "expected a function, exception type or tuple of exception types");
}

// A group of some of the members, like the original in everything else; None when there are none.
Result<Value> derive_like(ThreadState& thread, Value original, const vm::RootedValues& members) {
  if (members.size() == 0) return Value::none();
  const Value list = List::create(thread, members.span());
  const Value made = MINIPY_TRY(vm::call_method(thread, original, vm::intern(thread, "derive"), {list}));
  if (!objects::is_exception(made)) {
    return thread.raise(thread.types.TypeError, "derive must return an instance of BaseExceptionGroup");
  }
  auto* from = original.as<Exception>();
  auto* to = made.as<Exception>();
  to->traceback.store(from->traceback.load());
  to->cause.store(from->cause.load());
  to->context.store(from->context.load());
  const Value notes = MINIPY_TRY(vm::find_attribute(thread, original, thread.names.dunder_notes));
  if (notes && objects::is_list(notes)) {
    MINIPY_TRY(
        vm::set_attribute(thread, made, thread.names.dunder_notes, MINIPY_TRY(vm::to_list(thread, notes))));
  }
  return made;
}

struct Halves {
  Value match = Value::none();
  Value rest = Value::none();
};

Result<Halves> split(ThreadState& thread, Value exception, Value condition) {
  MINIPY_TRY(thread.check_native_stack(""));
  if (MINIPY_TRY(matches(thread, exception, condition))) return Halves{exception, Value::none()};
  if (!vm::instance_of(thread, exception, thread.types.BaseExceptionGroup))
    return Halves{Value::none(), exception};
  vm::RootedValues matched(thread);
  vm::RootedValues rest(thread);
  for (const Value member : exceptions_of(thread, exception)->values()) {
    const Halves halves = MINIPY_TRY(split(thread, member, condition));
    if (!halves.match.is_none()) matched.push_back(halves.match);
    if (!halves.rest.is_none()) rest.push_back(halves.rest);
  }
  if (rest.size() == 0) return Halves{exception, Value::none()};
  if (matched.size() == 0) return Halves{Value::none(), exception};
  const Value first = MINIPY_TRY(derive_like(thread, exception, matched));
  return Halves{first, MINIPY_TRY(derive_like(thread, exception, rest))};
}

Result<Value> group_split(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_condition(thread, arguments[1]));
  const Halves halves = MINIPY_TRY(split(thread, arguments[0], arguments[1]));
  const Value both[] = {halves.match, halves.rest};
  return Value(Tuple::create(thread, both));
}

Result<Value> group_subgroup(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_condition(thread, arguments[1]));
  return MINIPY_TRY(split(thread, arguments[0], arguments[1])).match;
}

Result<Value> group_init(ThreadState& thread, const Arguments& arguments) {
  if (arguments.keyword_count() > 0) {
    return thread.raise(thread.types.TypeError, "%T() takes no keyword arguments", arguments[0]);
  }
  return Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__", group_new, "*args, **kwargs"},
    {"__init__", group_init, "self, *args, **kwargs"},
    {"__str__", group_str, "self, /"},
    {"derive", group_derive, "self, excs, /"},
    {"split", group_split, "self, condition, /"},
    {"subgroup", group_subgroup, "self, condition, /"},
};

}  // namespace

Type* exception_group_type(ThreadState& thread) { return exception_group(thread); }

void install_exception_groups(ThreadState& thread) {
  add_methods(thread, thread.types.BaseExceptionGroup, kMethods);
  const Value bases[] = {thread.types.BaseExceptionGroup, thread.types.Exception};
  Dict* space = Dict::create(thread);
  space->set_str(thread, thread.names.dunder_module, thread.names.builtins);
  const auto made = vm::create_class(thread, thread.types.type, vm::intern(thread, "ExceptionGroup"),
                                     Tuple::create(thread, bases), space, {}, 0);
  MINIPY_CHECK(made.ok(), "ExceptionGroup is made from built-in classes");
  thread.interpreter.state_slot(&kExceptionGroupKey).store(made.value());
}

}  // namespace minipy::builtins
