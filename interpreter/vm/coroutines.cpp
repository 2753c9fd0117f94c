#include "interpreter/vm/coroutines.hpp"

#include "interpreter/objects/exception.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

using objects::Generator;

const char* generator_word(const Generator* generator) {
  switch (generator->kind) {
    case objects::kCoroutine:
      return "coroutine";
    case objects::kAsyncGenerator:
      return "async generator";
    default:
      return "generator";
  }
}

bool is_iterable_coroutine(Value value) {
  return objects::has_kind(value, objects::kGenerator) &&
         (value.as<Generator>()->code.load_as<objects::Code>()->unit->flags & bytecode::kIterableCoroutine) !=
             0;
}

namespace {

bool is_awaitable(ThreadState& thread, Value value) {
  return objects::has_kind(value, objects::kCoroutine) || is_iterable_coroutine(value) ||
         find_special(thread, value, Special::kAwait);
}

}  // namespace

Result<Value> get_awaitable(ThreadState& thread, Value value) {
  if (objects::has_kind(value, objects::kCoroutine)) {
    if (value.as<Generator>()->delegate.load()) {
      return thread.raise(thread.types.RuntimeError, "coroutine is being awaited already");
    }
    return value;
  }
  if (is_iterable_coroutine(value)) return value;
  if (!find_special(thread, value, Special::kAwait)) {
    return thread.raise(thread.types.TypeError, "object %T can't be used in 'await' expression", value);
  }
  const Value iterator = MINIPY_TRY(call_special(thread, value, Special::kAwait, {}));
  if (objects::has_kind(iterator, objects::kCoroutine) || is_iterable_coroutine(iterator)) {
    return thread.raise(thread.types.TypeError, "__await__() returned a coroutine");
  }
  if (!find_special(thread, iterator, Special::kNext)) {
    return thread.raise(thread.types.TypeError, "__await__() returned non-iterator of type '%T'", iterator);
  }
  return iterator;
}

Result<Value> get_async_iter(ThreadState& thread, Value iterable) {
  if (!find_special(thread, iterable, Special::kAiter)) {
    return thread.raise(thread.types.TypeError,
                        "'async for' requires an object with __aiter__ method, got %T", iterable);
  }
  const Value iterator = MINIPY_TRY(call_special(thread, iterable, Special::kAiter, {}));
  if (!find_special(thread, iterator, Special::kAnext)) {
    return thread.raise(thread.types.TypeError,
                        "'async for' received an object from __aiter__ that does not implement __anext__: %T",
                        iterator);
  }
  return iterator;
}

Result<Value> get_async_next(ThreadState& thread, Value iterator) {
  if (!find_special(thread, iterator, Special::kAnext)) {
    return thread.raise(thread.types.TypeError,
                        "'async for' requires an iterator with __anext__ method, got %T", iterator);
  }
  const Value next = MINIPY_TRY(call_special(thread, iterator, Special::kAnext, {}));
  auto awaitable = get_awaitable(thread, next);
  if (awaitable.ok()) return awaitable;
  const Value cause = thread.take_exception();
  static_cast<void>(thread.raise(thread.types.TypeError,
                                 "'async for' received an invalid object from __anext__: %T", next));
  auto* error = thread.exception().as<objects::Exception>();
  error->cause.store(cause);
  error->context.store(cause);
  error->suppress_context.store(true, std::memory_order_relaxed);
  return Raised{};
}

Result<void> enter_async_with(ThreadState& thread, Value manager, Value* base) {
  Type* type = objects::type_of(thread, manager);
  const Value exit = type->special_method(Special::kAexit);
  if (!type->special_method(Special::kAenter)) {
    return thread.raise(thread.types.TypeError,
                        "'%T' object does not support the asynchronous context manager protocol", manager);
  }
  if (!exit) {
    return thread.raise(thread.types.TypeError,
                        "'%T' object does not support the asynchronous context manager protocol (missed "
                        "__aexit__ method)",
                        manager);
  }
  base[0] = MINIPY_TRY(descriptor_get(thread, exit, manager, type));
  const Value entered = MINIPY_TRY(call_special(thread, manager, Special::kAenter, {}));
  if (!is_awaitable(thread, entered)) {
    return thread.raise(
        thread.types.TypeError,
        "'async with' received an object from __aenter__ that does not implement __await__: %T", entered);
  }
  base[1] = MINIPY_TRY(get_awaitable(thread, entered));
  return Done{};
}

Result<Value> exit_async_with(ThreadState& thread, Value exit, Value exception) {
  Value arguments[3] = {Value::none(), Value::none(), Value::none()};
  if (exception) {
    const Value traceback = exception.as<objects::Exception>()->traceback.load();
    arguments[0] = objects::type_of(thread, exception);
    arguments[1] = exception;
    if (traceback) arguments[2] = traceback;
  }
  const Value exited = MINIPY_TRY(call(thread, exit, arguments));
  if (!is_awaitable(thread, exited)) {
    return thread.raise(
        thread.types.TypeError,
        "'async with' received an object from __aexit__ that does not implement __await__: %T", exited);
  }
  return get_awaitable(thread, exited);
}

}  // namespace minipy::vm
