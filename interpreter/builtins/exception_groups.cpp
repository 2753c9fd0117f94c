// BaseExceptionGroup and ExceptionGroup: several exceptions as one (PEP 654).
#include "interpreter/vm/exception_groups.hpp"
#include "interpreter/builtins/exception_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/vm/attributes.hpp"

namespace minipy::builtins {

using objects::Dict;
using objects::Exception;

namespace {

// The address is the key of ExceptionGroup among the interpreter's types.
constexpr char kExceptionGroupKey = 0;

Type* exception_group(ThreadState& thread) {
  return thread.interpreter.state_slot(&kExceptionGroupKey).load_as<Type>();
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
  const std::int64_t count = vm::group_members(thread, arguments[0])->length;
  Str* message = MINIPY_TRY(vm::str(thread, field(thread, arguments[0], "message")));
  return Value(Str::create(
      thread, message->utf8() + " (" + std::to_string(count) + " sub-exception" + (count == 1 ? ")" : "s)")));
}

Result<Value> group_derive(ThreadState& thread, const Arguments& arguments) {
  return vm::call(thread, thread.types.BaseExceptionGroup,
                  {field(thread, arguments[0], "message"), arguments[1]});
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

// What split() and subgroup() take: a class, a tuple of classes or a function.
class Condition final : public vm::ExceptionFilter {
 public:
  explicit Condition(Value condition) : condition_(condition) {}
  Result<bool> matches(ThreadState& thread, Value exception) override {
    const bool by_type = objects::has_kind(condition_, objects::kType) || objects::is_tuple(condition_);
    if (by_type) return vm::is_instance(thread, exception, condition_);
    return vm::truth(thread, MINIPY_TRY(vm::call(thread, condition_, {exception})));
  }

 private:
  Value condition_;
};

Result<Value> group_split(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_condition(thread, arguments[1]));
  Condition condition(arguments[1]);
  const auto halves = MINIPY_TRY(vm::split_exception(thread, arguments[0], condition));
  const Value both[] = {halves.match, halves.rest};
  return Value(Tuple::create(thread, both));
}

Result<Value> group_subgroup(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_condition(thread, arguments[1]));
  Condition condition(arguments[1]);
  return MINIPY_TRY(vm::split_exception(thread, arguments[0], condition)).match;
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

constexpr NativeDefinition kClassMethods[] = {{"__class_getitem__", class_getitem, "cls, item, /"}};

}  // namespace

Type* exception_group_type(ThreadState& thread) { return exception_group(thread); }

void install_exception_groups(ThreadState& thread) {
  add_methods(thread, thread.types.BaseExceptionGroup, kMethods);
  add_class_methods(thread, thread.types.BaseExceptionGroup, kClassMethods);
  const Value bases[] = {thread.types.BaseExceptionGroup, thread.types.Exception};
  Dict* space = Dict::create(thread);
  space->set_str(thread, thread.names.dunder_module, thread.names.builtins);
  const auto made = vm::create_class(thread, thread.types.type, vm::intern(thread, "ExceptionGroup"),
                                     Tuple::create(thread, bases), space, {}, 0);
  MINIPY_CHECK(made.ok(), "ExceptionGroup is made from built-in classes");
  thread.interpreter.state_slot(&kExceptionGroupKey).store(made.value());
}

}  // namespace minipy::builtins
