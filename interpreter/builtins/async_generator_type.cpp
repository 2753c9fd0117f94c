// Asynchronous generators (PEP 525). asend(), athrow() and aclose() return awaitables; whoever steps the
// first of them that starts owns the generator (`Generator::stepping`) until that awaitable is through: a
// step then ends at an `await`, which is passed on, or at a `yield`, which ends the awaitable with a
// StopIteration that carries the item.
#include "interpreter/builtins/generator_support.hpp"
#include "interpreter/objects/function.hpp"
#include "interpreter/objects/opaque.hpp"
#include "interpreter/vm/coroutines.hpp"

namespace minipy::builtins {

using objects::Generator;
using objects::Opaque;
using objects::OpaqueInfo;

namespace {

// What asend(), athrow() and aclose() return. Whoever steps it holds it in kStepping: threads that share one
// get in one after the other, or "already executing".
struct Step : Opaque {
  enum State : std::uint8_t { kInitial, kUnderWay, kStepping, kOver };
  Slot generator;
  Slot value;  ///< what asend() sends; what athrow() throws; empty: aclose()
  std::atomic<State> state;
};

void trace_step(objects::Object* object, heap::Marker& marker) {
  marker.mark(static_cast<Step*>(object)->generator);
  marker.mark(static_cast<Step*>(object)->value);
}
constexpr OpaqueInfo kSendInfo = {"async_generator_asend", trace_step};
constexpr OpaqueInfo kThrowInfo = {"async_generator_athrow", trace_step};

Generator* generator_of(const Step* step) { return step->generator.load_as<Generator>(); }
// release: the next one to step sees what this step left.
void set_state(Step* step, Step::State state) { step->state.store(state, std::memory_order_release); }

// Takes the step; returns the state it was in: kInitial or kUnderWay.
Result<Step::State> enter(ThreadState& thread, Step* step, const char* what) {
  Step::State state = step->state.load(std::memory_order_acquire);
  for (;;) {
    if (state == Step::kOver) {
      return thread.raise(thread.types.RuntimeError, "cannot reuse already awaited %s", what);
    }
    if (state == Step::kStepping) {
      return thread.raise(thread.types.ValueError, "async generator already executing");
    }
    if (step->state.compare_exchange_weak(state, Step::kStepping, std::memory_order_acquire)) return state;
  }
}

Value make_step(ThreadState& thread, Type* type, const OpaqueInfo& info, Value generator, Value value) {
  auto* made = objects::create_opaque<Step>(thread, type, info);
  made->generator.store(generator);
  made->value.store(value);
  return made;
}

// release: what the step left in the generator is there for the next owner.
void let_go(Generator* generator) { generator->stepping.store(false, std::memory_order_release); }
bool take(Generator* generator) {
  bool expected = false;
  return generator->stepping.compare_exchange_strong(expected, true, std::memory_order_acquire);
}

bool is_end(ThreadState& thread) {
  return thread.exception_is(thread.types.StopAsyncIteration) ||
         thread.exception_is(thread.types.GeneratorExit);
}

Result<Value> resume(ThreadState& thread, Generator* generator, Value value) {
  Value result;
  auto stepped = vm::resume_generator(thread, generator, value, &result);
  if (stepped.ok() && !stepped.value()) return thread.raise_with(thread.types.StopAsyncIteration, {});
  return stepped;
}

Result<Value> resume_by_throwing(ThreadState& thread, Generator* generator, Value exception) {
  Value result;
  auto stepped = vm::throw_into_generator(thread, generator, exception, &result);
  if (stepped.ok() && !stepped.value()) return thread.raise_with(thread.types.StopAsyncIteration, {});
  return stepped;
}

// What a step of asend() or athrow() came to.
Result<Value> finish(ThreadState& thread, Step* step, Result<Value> stepped) {
  Generator* generator = generator_of(step);
  if (!stepped.ok()) {
    if (is_end(thread)) generator->closed.store(true, std::memory_order_relaxed);
    set_state(step, Step::kOver);
    let_go(generator);
    return stepped;
  }
  if (!generator->yielded_item) {
    set_state(step, Step::kUnderWay);
    return stepped;
  }
  set_state(step, Step::kOver);
  let_go(generator);
  const Value item = stepped.value();
  return thread.raise_with(thread.types.StopIteration, {&item, 1});
}

// What a step of aclose() came to: nothing may be yielded, and the end is as it should be.
Result<Value> finish_closing(ThreadState& thread, Step* step, Result<Value> stepped) {
  Generator* generator = generator_of(step);
  if (stepped.ok() && !generator->yielded_item) {
    set_state(step, Step::kUnderWay);
    return stepped;
  }
  set_state(step, Step::kOver);
  let_go(generator);
  if (stepped.ok()) {
    return thread.raise(thread.types.RuntimeError, "async generator ignored GeneratorExit");
  }
  if (!is_end(thread)) return Raised{};
  static_cast<void>(thread.take_exception());
  return thread.raise_with(thread.types.StopIteration, {});
}

// ---- asend(): also what __anext__() returns

constexpr const char* kAsend = "__anext__()/asend()";
constexpr const char* kAthrow = "aclose()/athrow()";

// Takes the generator for a step that begins. RuntimeError when another one is under way.
Result<void> begin(ThreadState& thread, Step* step, const char* function, Step::State otherwise) {
  if (take(generator_of(step))) return Done{};
  set_state(step, otherwise);
  return thread.raise(thread.types.RuntimeError, "%s: asynchronous generator is already running", function);
}

Result<Value> send_step(ThreadState& thread, Step* step, Value value) {
  if (MINIPY_TRY(enter(thread, step, kAsend)) == Step::kInitial) {
    MINIPY_TRY(begin(thread, step, "anext()", Step::kInitial));
    if (value.is_none()) value = step->value.load();
  }
  return finish(thread, step, resume(thread, generator_of(step), value));
}

Result<Value> asend_next(ThreadState& thread, const Arguments& arguments) {
  return send_step(thread, arguments[0].as<Step>(), Value::none());
}
Result<Value> asend_send(ThreadState& thread, const Arguments& arguments) {
  return send_step(thread, arguments[0].as<Step>(), arguments[1]);
}
Result<Value> asend_throw(ThreadState& thread, const Arguments& arguments) {
  auto* step = arguments[0].as<Step>();
  const Value exception =
      MINIPY_TRY(exception_to_throw(thread, arguments[1], arguments.get(2), arguments.get(3)));
  if (MINIPY_TRY(enter(thread, step, kAsend)) == Step::kInitial) {
    MINIPY_TRY(begin(thread, step, "anext()", Step::kInitial));
  }
  return finish(thread, step, resume_by_throwing(thread, generator_of(step), exception));
}
Result<Value> step_close(ThreadState& /*thread*/, const Arguments& arguments) {
  set_state(arguments[0].as<Step>(), Step::kOver);
  return Value::none();
}

// ---- athrow() and aclose()

Result<Value> begin_throw(ThreadState& thread, Step* step, Value sent) {
  Generator* generator = generator_of(step);
  const Value exception = step->value.load();
  MINIPY_TRY(begin(thread, step, exception ? "athrow()" : "aclose()", Step::kOver));
  const bool closed = generator->closed.load(std::memory_order_relaxed);
  if (closed || !sent.is_none()) {
    let_go(generator);
    set_state(step, closed ? Step::kOver : Step::kInitial);
    if (closed) return thread.raise_with(thread.types.StopAsyncIteration, {});
    return thread.raise(thread.types.RuntimeError, "can't send non-None value to a just-started coroutine");
  }
  if (exception) return finish(thread, step, resume_by_throwing(thread, generator, exception));
  generator->closed.store(true, std::memory_order_relaxed);
  const auto exit = vm::call(thread, thread.types.GeneratorExit);
  return finish_closing(thread, step, exit.ok() ? resume_by_throwing(thread, generator, exit.value()) : exit);
}

Result<Value> throw_step(ThreadState& thread, Step* step, Value sent) {
  const Step::State state = MINIPY_TRY(enter(thread, step, kAthrow));
  Generator* generator = generator_of(step);
  // relaxed: a generator that has ended stays so.
  if (generator->state.load(std::memory_order_relaxed) == Generator::kFinished) {
    set_state(step, Step::kOver);
    return thread.raise_with(thread.types.StopIteration, {});
  }
  if (state == Step::kInitial) return begin_throw(thread, step, sent);
  const auto stepped = resume(thread, generator, sent);
  return step->value.load() ? finish(thread, step, stepped) : finish_closing(thread, step, stepped);
}

Result<Value> athrow_next(ThreadState& thread, const Arguments& arguments) {
  return throw_step(thread, arguments[0].as<Step>(), Value::none());
}
Result<Value> athrow_send(ThreadState& thread, const Arguments& arguments) {
  return throw_step(thread, arguments[0].as<Step>(), arguments[1]);
}
Result<Value> athrow_throw(ThreadState& thread, const Arguments& arguments) {
  auto* step = arguments[0].as<Step>();
  const Value exception =
      MINIPY_TRY(exception_to_throw(thread, arguments[1], arguments.get(2), arguments.get(3)));
  if (MINIPY_TRY(enter(thread, step, kAthrow)) == Step::kInitial) {
    MINIPY_TRY(begin(thread, step, "athrow()", Step::kInitial));
  }
  const auto stepped = resume_by_throwing(thread, generator_of(step), exception);
  return step->value.load() ? finish(thread, step, stepped) : finish_closing(thread, step, stepped);
}

Result<Value> itself(ThreadState& /*thread*/, const Arguments& arguments) { return arguments[0]; }

// ---- the generator

Result<Value> generator_anext(ThreadState& thread, const Arguments& arguments) {
  return make_step(thread, thread.types.async_generator_asend, kSendInfo, arguments[0], Value::none());
}
Result<Value> generator_asend(ThreadState& thread, const Arguments& arguments) {
  return make_step(thread, thread.types.async_generator_asend, kSendInfo, arguments[0], arguments[1]);
}
Result<Value> generator_athrow(ThreadState& thread, const Arguments& arguments) {
  const Value exception =
      MINIPY_TRY(exception_to_throw(thread, arguments[1], arguments.get(2), arguments.get(3)));
  return make_step(thread, thread.types.async_generator_athrow, kThrowInfo, arguments[0], exception);
}
Result<Value> generator_aclose(ThreadState& thread, const Arguments& arguments) {
  return make_step(thread, thread.types.async_generator_athrow, kThrowInfo, arguments[0], {});
}

constexpr NativeDefinition kMethods[] = {
    {"__aiter__", itself, "self, /"},
    {"__anext__", generator_anext, "self, /"},
    {"asend", generator_asend, "self, value, /"},
    {"athrow", generator_athrow, "self, typ, val=, tb=, /"},
    {"aclose", generator_aclose, "self, /"},
    {"__repr__", generator_repr, "self, /"},
};

constexpr NativeDefinition kSendMethods[] = {
    {"__await__", itself, "self, /"},
    {"__iter__", itself, "self, /"},
    {"__next__", asend_next, "self, /"},
    {"send", asend_send, "self, arg, /"},
    {"throw", asend_throw, "self, typ, val=, tb=, /"},
    {"close", step_close, "self, /"},
};

constexpr NativeDefinition kThrowMethods[] = {
    {"__await__", itself, "self, /"},
    {"__iter__", itself, "self, /"},
    {"__next__", athrow_next, "self, /"},
    {"send", athrow_send, "self, arg, /"},
    {"throw", athrow_throw, "self, typ, val=, tb=, /"},
    {"close", step_close, "self, /"},
};

}  // namespace

void install_async_generator(ThreadState& thread) {
  add_methods(thread, thread.types.async_generator, kMethods);
  add_methods(thread, thread.types.async_generator_asend, kSendMethods);
  add_methods(thread, thread.types.async_generator_athrow, kThrowMethods);
}

}  // namespace minipy::builtins
