// Generators as scripts drive them: send, throw, close; coroutines share these methods.
#include "interpreter/builtins/function_support.hpp"
#include "interpreter/builtins/generator_support.hpp"
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/vm/coroutines.hpp"

namespace minipy::builtins {

using objects::Generator;

namespace {

Generator::State state_of(Value self) {
  // relaxed: a report of what was the case a moment ago.
  return static_cast<Generator::State>(self.as<Generator>()->state.load(std::memory_order_relaxed));
}

}  // namespace

Result<Value> finish_step(ThreadState& thread, Value yielded, Value result) {
  if (yielded) return yielded;
  if (!result || result.is_none()) return thread.raise_with(thread.types.StopIteration, {});
  return thread.raise_with(thread.types.StopIteration, {&result, 1});
}

namespace {

Result<Value> generator_iter(ThreadState& /*thread*/, const Arguments& arguments) { return arguments[0]; }

Result<Value> generator_next(ThreadState& thread, const Arguments& arguments) {
  Value result;
  const Value yielded =
      MINIPY_TRY(vm::resume_generator(thread, arguments[0].as<Generator>(), Value::none(), &result));
  return finish_step(thread, yielded, result);
}

}  // namespace

Result<Value> generator_send(ThreadState& thread, const Arguments& arguments) {
  Value result;
  const Value yielded =
      MINIPY_TRY(vm::resume_generator(thread, arguments[0].as<Generator>(), arguments[1], &result));
  return finish_step(thread, yielded, result);
}

Result<Value> exception_to_throw(ThreadState& thread, Value type, Value value, Value traceback) {
  if (traceback && !traceback.is_none() && !objects::has_kind(traceback, objects::kTraceback)) {
    return thread.raise(thread.types.TypeError, "throw() third argument must be a traceback object");
  }
  Value made;
  if (objects::has_kind(type, objects::kType) && type.as<Type>()->has(Type::kException)) {
    if (value && objects::is_exception(value) && vm::instance_of(thread, value, type.as<Type>())) {
      made = value;
    } else {
      auto called = !value || value.is_none()  ? vm::call(thread, type)
                    : objects::is_tuple(value) ? vm::call(thread, type, value.as<Tuple>()->values())
                                               : vm::call(thread, type, {value});
      if (called.ok() && !objects::is_exception(called.value())) {
        called = thread.raise(thread.types.TypeError,
                              "calling %R should have returned an instance of BaseException, not %T", type,
                              called.value());
      }
      // What goes wrong while the exception is made is what is thrown.
      made = called.ok() ? called.value() : thread.take_exception();
    }
  } else if (objects::is_exception(type)) {
    if (value && !value.is_none()) {
      return thread.raise(thread.types.TypeError, "instance exception may not have a separate value");
    }
    made = type;
  } else {
    return thread.raise(thread.types.TypeError,
                        "exceptions must be classes or instances deriving from BaseException, not %T", type);
  }
  if (traceback && !traceback.is_none()) {
    made.as<objects::Exception>()->traceback.store(traceback);
  }
  return made;
}

Result<Value> generator_throw(ThreadState& thread, const Arguments& arguments) {
  const Value exception =
      MINIPY_TRY(exception_to_throw(thread, arguments[1], arguments.get(2), arguments.get(3)));
  Value result;
  const Value yielded =
      MINIPY_TRY(vm::throw_into_generator(thread, arguments[0].as<Generator>(), exception, &result));
  return finish_step(thread, yielded, result);
}

Result<Value> generator_close(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<Generator>();
  std::uint8_t created = Generator::kCreated;
  if (self->state.compare_exchange_strong(created, Generator::kFinished)) return Value::none();
  if (state_of(arguments[0]) == Generator::kFinished) return Value::none();
  const Value exit = MINIPY_TRY(vm::call(thread, thread.types.GeneratorExit));
  Value result;
  const auto yielded = vm::throw_into_generator(thread, self, exit, &result);
  if (yielded.ok()) {
    if (!yielded.value()) return Value::none();
    return thread.raise(thread.types.RuntimeError, "%s ignored GeneratorExit", vm::generator_word(self));
  }
  if (!thread.exception_is(thread.types.GeneratorExit) && !thread.exception_is(thread.types.StopIteration)) {
    return Raised{};
  }
  static_cast<void>(thread.take_exception());
  return Value::none();
}

Result<Value> generator_repr(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<Generator>();
  const std::string word = objects::type_of(thread, arguments[0])->name.load_as<Str>()->utf8();
  return Value(Str::create(thread, "<" + word + " object " + self->qualname.load_as<Str>()->utf8() + " at " +
                                       address_text(arguments[0]) + ">"));
}

namespace {

template <Slot Generator::*slot>
Result<Value> generator_slot(ThreadState& /*thread*/, Value self) {
  const Value value = (self.as<Generator>()->*slot).load();
  return value ? value : Value::none();
}

// While it runs it waits for nothing.
Result<Value> generator_delegate(ThreadState& thread, Value self) {
  if (state_of(self) == Generator::kRunning) return Value::none();
  return generator_slot<&Generator::delegate>(thread, self);
}

template <Slot Generator::*slot>
Result<void> set_generator_text(ThreadState& thread, Value self, Value value) {
  if (!value || !objects::is_str(value)) {
    return thread.raise(thread.types.TypeError, "%s must be set to a string object",
                        slot == &Generator::name ? "__name__" : "__qualname__");
  }
  (self.as<Generator>()->*slot).store(value);
  return Done{};
}

Result<Value> generator_running(ThreadState& /*thread*/, Value self) {
  return Value::from_bool(state_of(self) == Generator::kRunning);
}
Result<Value> generator_suspended(ThreadState& /*thread*/, Value self) {
  return Value::from_bool(state_of(self) == Generator::kSuspended);
}
Result<Value> no_origin(ThreadState& /*thread*/, Value /*self*/) { return Value::none(); }
Result<Value> generator_frame(ThreadState& thread, Value self) {
  auto* generator = self.as<Generator>();
  if (state_of(self) == Generator::kFinished) return Value::none();
  vm::Frame frame{};
  frame.code = generator->code.load_as<objects::Code>();
  frame.pc = frame.code->instructions + generator->pc;
  frame.registers = generator->registers;
  const Value function = generator->function.load();
  frame.function = function ? function.as<objects::Function>() : nullptr;
  return make_frame_object(thread, &frame);
}

// The attributes of all three kinds; PREFIX is gi_, cr_ or ag_.
#define MINIPY_GENERATOR_GETSETS(prefix, delegate_name)                                                 \
  {"__name__", generator_slot<&Generator::name>, set_generator_text<&Generator::name>},                 \
      {"__qualname__", generator_slot<&Generator::qualname>, set_generator_text<&Generator::qualname>}, \
      {prefix "code", generator_slot<&Generator::code>}, {delegate_name, generator_delegate},           \
      {prefix "running", generator_running}, {                                                          \
    prefix "frame", generator_frame                                                                     \
  }

constexpr NativeDefinition kMethods[] = {
    {"__iter__", generator_iter, "self, /"},  {"__next__", generator_next, "self, /"},
    {"send", generator_send, "self, arg, /"}, {"throw", generator_throw, "self, typ, val=, tb=, /"},
    {"close", generator_close, "self, /"},    {"__repr__", generator_repr, "self, /"},
};

constexpr GetSetDefinition kGetSets[] = {
    MINIPY_GENERATOR_GETSETS("gi_", "gi_yieldfrom"),
    {"gi_suspended", generator_suspended},
};

constexpr GetSetDefinition kCoroutineGetSets[] = {
    MINIPY_GENERATOR_GETSETS("cr_", "cr_await"),
    {"cr_suspended", generator_suspended},
    {"cr_origin", no_origin},
};

constexpr GetSetDefinition kAsyncGeneratorGetSets[] = {MINIPY_GENERATOR_GETSETS("ag_", "ag_await")};

#undef MINIPY_GENERATOR_GETSETS

}  // namespace

void install_generator(ThreadState& thread) {
  add_methods(thread, thread.types.generator, kMethods);
  add_getsets(thread, thread.types.generator, kGetSets);
  add_getsets(thread, thread.types.coroutine, kCoroutineGetSets);
  add_getsets(thread, thread.types.async_generator, kAsyncGeneratorGetSets);
  install_coroutine(thread);
  install_async_generator(thread);
}

}  // namespace minipy::builtins
