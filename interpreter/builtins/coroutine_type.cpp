// Coroutines, what their __await__() returns, and the awaitable of anext() with a default.
#include "interpreter/builtins/generator_support.hpp"
#include "interpreter/objects/function.hpp"
#include "interpreter/objects/opaque.hpp"
#include "interpreter/vm/coroutines.hpp"

namespace minipy::builtins {

using objects::Opaque;
using objects::OpaqueInfo;

namespace {

Result<Value> itself(ThreadState& /*thread*/, const Arguments& arguments) { return arguments[0]; }

// ---- what coroutine.__await__() returns: an iterator that drives the coroutine

struct CoroutineWrapper : Opaque {
  Slot coroutine;
};

void trace_wrapper(objects::Object* object, heap::Marker& marker) {
  marker.mark(static_cast<CoroutineWrapper*>(object)->coroutine);
}
constexpr OpaqueInfo kWrapperInfo = {"coroutine_wrapper", trace_wrapper};

Value make_wrapper(ThreadState& thread, Value coroutine) {
  auto* made = objects::create_opaque<CoroutineWrapper>(thread, thread.types.coroutine_wrapper, kWrapperInfo);
  made->coroutine.store(coroutine);
  return made;
}

Result<Value> coroutine_await(ThreadState& thread, const Arguments& arguments) {
  return make_wrapper(thread, arguments[0]);
}

// A method of the wrapper is that of its coroutine.
template <Result<Value> (*method)(ThreadState&, const Arguments&)>
Result<Value> of_coroutine(ThreadState& thread, const Arguments& arguments) {
  Value values[4];
  std::copy(arguments.values, arguments.values + arguments.count, values);
  values[0] = arguments[0].as<CoroutineWrapper>()->coroutine.load();
  return method(thread, Arguments{values, arguments.count, nullptr});
}

Result<Value> wrapper_next(ThreadState& thread, const Arguments& arguments) {
  Value values[] = {arguments[0].as<CoroutineWrapper>()->coroutine.load(), Value::none()};
  return generator_send(thread, Arguments{values, 2, nullptr});
}

// ---- anext(iterator, default): awaits, and takes the default for StopAsyncIteration

struct AnextAwaitable : Opaque {
  Slot awaitable;
  Slot otherwise;
};

void trace_anext(objects::Object* object, heap::Marker& marker) {
  marker.mark(static_cast<AnextAwaitable*>(object)->awaitable);
  marker.mark(static_cast<AnextAwaitable*>(object)->otherwise);
}
constexpr OpaqueInfo kAnextInfo = {"anext_awaitable", trace_anext};

Result<Value> or_default(ThreadState& thread, Value self, Result<Value> stepped) {
  if (stepped.ok() || !thread.exception_is(thread.types.StopAsyncIteration)) return stepped;
  static_cast<void>(thread.take_exception());
  const Value otherwise = self.as<AnextAwaitable>()->otherwise.load();
  return thread.raise_with(thread.types.StopIteration, {&otherwise, 1});
}

// The iterator that an await of it would delegate to.
Result<Value> awaited(ThreadState& thread, Value self) {
  const Value found = MINIPY_TRY(vm::get_awaitable(thread, self.as<AnextAwaitable>()->awaitable.load()));
  if (objects::has_kind(found, objects::kCoroutine)) return make_wrapper(thread, found);
  return found;
}

Result<Value> anext_next(ThreadState& thread, const Arguments& arguments) {
  const Value inner = MINIPY_TRY(awaited(thread, arguments[0]));
  return or_default(thread, arguments[0], vm::call_special(thread, inner, vm::Special::kNext, {}));
}

Result<Value> forward(ThreadState& thread, const Arguments& arguments, Str* name) {
  const Value inner = MINIPY_TRY(awaited(thread, arguments[0]));
  const Value method = MINIPY_TRY(vm::get_attribute(thread, inner, name));
  std::vector<Value> values;
  for (std::uint32_t i = 1; i < arguments.count; ++i) {
    if (arguments[i]) values.push_back(arguments[i]);
  }
  return or_default(thread, arguments[0], vm::call(thread, method, values));
}

Result<Value> anext_send(ThreadState& thread, const Arguments& arguments) {
  return forward(thread, arguments, thread.names.send);
}
Result<Value> anext_throw(ThreadState& thread, const Arguments& arguments) {
  return forward(thread, arguments, thread.names.throw_);
}
Result<Value> anext_close(ThreadState& thread, const Arguments& arguments) {
  return forward(thread, arguments, thread.names.close);
}

constexpr NativeDefinition kCoroutineMethods[] = {
    {"__await__", coroutine_await, "self, /"},
    {"send", generator_send, "self, arg, /"},
    {"throw", generator_throw, "self, typ, val=, tb=, /"},
    {"close", generator_close, "self, /"},
    {"__repr__", generator_repr, "self, /"},
};

constexpr NativeDefinition kWrapperMethods[] = {
    {"__iter__", itself, "self, /"},
    {"__next__", wrapper_next, "self, /"},
    {"send", of_coroutine<generator_send>, "self, arg, /"},
    {"throw", of_coroutine<generator_throw>, "self, typ, val=, tb=, /"},
    {"close", of_coroutine<generator_close>, "self, /"},
};

constexpr NativeDefinition kAnextMethods[] = {
    {"__await__", itself, "self, /"},
    {"__iter__", itself, "self, /"},
    {"__next__", anext_next, "self, /"},
    {"send", anext_send, "self, arg, /"},
    {"throw", anext_throw, "self, typ, val=, tb=, /"},
    {"close", anext_close, "self, /"},
};

}  // namespace

Value make_anext_awaitable(ThreadState& thread, Value awaitable, Value otherwise) {
  auto* made = objects::create_opaque<AnextAwaitable>(thread, thread.types.anext_awaitable, kAnextInfo);
  made->awaitable.store(awaitable);
  made->otherwise.store(otherwise);
  return made;
}

void install_coroutine(ThreadState& thread) {
  add_methods(thread, thread.types.coroutine, kCoroutineMethods);
  add_methods(thread, thread.types.coroutine_wrapper, kWrapperMethods);
  add_methods(thread, thread.types.anext_awaitable, kAnextMethods);
}

}  // namespace minipy::builtins
