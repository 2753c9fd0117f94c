// Generators, coroutines and asynchronous generators: frames that are put aside. A generator is run by
// whoever moves its state to kRunning, which takes one compare-and-exchange; everyone else gets "generator
// already executing". Yield, return and an exception note the next state, and its release store, when nothing
// is left to do with the generator, publishes what the run left.
#include "interpreter/vm/calls.hpp"
#include "interpreter/vm/coroutines.hpp"
#include "interpreter/vm/eval_support.hpp"

namespace minipy::vm {

using objects::Generator;

namespace {

// Takes the generator for running. False when it is running or finished; `state` says which.
bool take(Generator* generator, std::uint8_t& state) {
  state = generator->state.load(std::memory_order_acquire);
  while (state == Generator::kCreated || state == Generator::kSuspended) {
    // acquire: what the last run wrote is visible; a failure reads the new state.
    if (generator->state.compare_exchange_weak(state, Generator::kRunning, std::memory_order_acquire))
      return true;
  }
  return false;
}

Raised raise_running(ThreadState& thread, const Generator* generator) {
  return thread.raise(thread.types.ValueError, "%s already executing", generator_word(generator));
}

Raised raise_reused(ThreadState& thread) {
  return thread.raise(thread.types.RuntimeError, "cannot reuse already awaited coroutine");
}

// A generator or coroutine can be stepped without calling a method.
Generator* as_delegate(Value delegate) {
  const bool known =
      objects::has_kind(delegate, objects::kGenerator) || objects::has_kind(delegate, objects::kCoroutine);
  return known ? delegate.as<Generator>() : nullptr;
}

// Runs the generator's frame, which is on top of the stack, with its own idea of the exception being handled.
Result<Value> run(ThreadState& thread, Generator* generator, Frame* frame, Value* result) {
  const Value handled = thread.handled;
  const Value handled_outside = thread.handled_outside;
  thread.handled_outside = thread.being_handled();
  thread.handled = generator->handled;
  const auto value = run_frame(thread, frame);
  // From the store on another thread may run it.
  const std::uint8_t next_state = generator->next_state;
  generator->handled = next_state == Generator::kFinished ? Value{} : thread.handled;
  thread.handled = handled;
  thread.handled_outside = handled_outside;
  generator->state.store(next_state, std::memory_order_release);
  if (!value.ok() || next_state != Generator::kFinished) return value;
  *result = value.value();
  return Value{};
}

// Raises `exception` where the generator, which this thread has taken, waits: what the generator itself
// handles becomes its context, and nothing that is handled outside.
void raise_inside(ThreadState& thread, const Generator* generator, Value exception) {
  const Value handled = thread.handled;
  const Value handled_outside = thread.handled_outside;
  thread.handled = generator->handled;
  thread.handled_outside = {};
  static_cast<void>(thread.raise_exception(exception));
  thread.handled = handled;
  thread.handled_outside = handled_outside;
}

// `throw` while the generator waits in `yield from`: the exception goes to what it delegates to.
Result<Value> throw_into_delegate(ThreadState& thread, Generator* generator, Value delegate, Value exception,
                                  Value* result);

}  // namespace

Result<Value> resume_generator(ThreadState& thread, Generator* generator, Value value, Value* result) {
  std::uint8_t state = 0;
  if (!take(generator, state)) {
    if (state == Generator::kRunning) return raise_running(thread, generator);
    if (generator->kind == objects::kCoroutine) return raise_reused(thread);
    *result = Value::none();
    return Value{};
  }
  if (state == Generator::kCreated && !value.is_none()) {
    generator->state.store(state, std::memory_order_release);
    return thread.raise(thread.types.TypeError, "can't send non-None value to a just-started %s",
                        generator_word(generator));
  }
  Frame* frame = thread.push_generator_frame(generator);
  if (frame == nullptr) {
    generator->state.store(state, std::memory_order_release);
    return Raised{};
  }
  if (state == Generator::kSuspended) generator->registers[generator->send_register] = value;
  return run(thread, generator, frame, result);
}

Result<Value> throw_into_generator(ThreadState& thread, Generator* generator, Value exception,
                                   Value* result) {
  std::uint8_t state = 0;
  if (!take(generator, state)) {
    if (state == Generator::kRunning) return raise_running(thread, generator);
    if (generator->kind == objects::kCoroutine) return raise_reused(thread);
    return thread.reraise(exception);
  }
  if (state == Generator::kCreated) {
    generator->state.store(Generator::kFinished, std::memory_order_release);
    return thread.reraise(exception);
  }
  const Value delegate = generator->delegate.load();
  if (delegate) return throw_into_delegate(thread, generator, delegate, exception, result);
  Frame* frame = thread.push_generator_frame(generator);
  if (frame == nullptr) {
    generator->state.store(state, std::memory_order_release);
    return Raised{};
  }
  --frame->pc;  // the yield itself
  frame->flags |= kFrameRaise;
  raise_inside(thread, generator, exception);
  return run(thread, generator, frame, result);
}

namespace {

Result<Value> throw_into_delegate(ThreadState& thread, Generator* generator, Value delegate, Value exception,
                                  Value* result) {
  // The generator stays marked as running, and is on the stack, while its delegate is: as with a `yield from`
  // that is in progress.
  Frame* frame = thread.push_generator_frame(generator);
  if (frame == nullptr) {
    generator->state.store(Generator::kSuspended, std::memory_order_release);
    return Raised{};
  }
  Value ended;
  Result<Value> stepped = Value{};
  // aclose() and athrow() throw a GeneratorExit into what is awaited; close() and throw() close it.
  const bool closes = generator->kind != objects::kAsyncGenerator;
  if (closes && instance_of(thread, exception, thread.types.GeneratorExit)) {
    Result<Value> closed = Value::none();
    if (as_delegate(delegate) != nullptr) {
      closed = call_method(thread, delegate, thread.names.close, {});
    } else {
      const auto method = find_attribute(thread, delegate, thread.names.close);
      closed = !method.ok()     ? Result<Value>(Raised{})
               : method.value() ? call(thread, method.value())
                                : Result<Value>(Value::none());
    }
    if (closed.ok()) static_cast<void>(thread.reraise(exception));
    stepped = Raised{};
  } else if (Generator* inner = as_delegate(delegate)) {
    stepped = throw_into_generator(thread, inner, exception, &ended);
  } else {
    const auto method = find_attribute(thread, delegate, thread.names.throw_);
    if (!method.ok()) {
      stepped = Raised{};
    } else if (!method.value()) {
      static_cast<void>(thread.reraise(exception));
      stepped = Raised{};
    } else {
      stepped = call(thread, method.value(), {exception});
      if (!stepped.ok() && thread.exception_is(thread.types.StopIteration)) {
        const Value stop = thread.take_exception();
        const Tuple* args = stop.as<objects::Exception>()->args.load_as<Tuple>();
        ended = args->length > 0 ? args->items[0] : Value::none();
        stepped = Value{};
      }
    }
  }
  if (stepped.ok() && stepped.value()) {
    thread.pop_frame();
    generator->state.store(Generator::kSuspended, std::memory_order_release);
    return stepped;
  }
  generator->delegate.store({});
  if (stepped.ok()) {
    // The delegate returned: its result is that of the `yield from`, and the generator goes on behind it.
    generator->registers[generator->send_register] = ended;
    ++frame->pc;
  } else {
    raise_inside(thread, generator, thread.take_exception());
    frame->flags |= kFrameRaise;
  }
  return run(thread, generator, frame, result);
}

}  // namespace

Result<Value> get_yield_from_iter(ThreadState& thread, Value iterable) {
  if (objects::has_kind(iterable, objects::kGenerator)) return iterable;
  if (objects::has_kind(iterable, objects::kCoroutine)) {
    // A generator that `types.coroutine` marked may wait for one.
    if ((thread.frame->code->unit->flags & bytecode::kIterableCoroutine) != 0) return iterable;
    return thread.raise(thread.types.TypeError,
                        "cannot 'yield from' a coroutine object in a non-coroutine generator");
  }
  return iterate(thread, iterable);
}

Result<Value> yield_from_step(ThreadState& thread, Value delegate, Value sent, Value& result) {
  if (Generator* inner = as_delegate(delegate)) return resume_generator(thread, inner, sent, &result);
  const auto value = sent.is_none() ? call_special(thread, delegate, Special::kNext, {})
                                    : call_method(thread, delegate, thread.names.send, {sent});
  if (value.ok() || !thread.exception_is(thread.types.StopIteration)) return value;
  const Value stop = thread.take_exception();
  const Tuple* args = stop.as<objects::Exception>()->args.load_as<Tuple>();
  result = args->length > 0 ? args->items[0] : Value::none();
  return Value{};
}

}  // namespace minipy::vm
