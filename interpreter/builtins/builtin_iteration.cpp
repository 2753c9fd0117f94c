// Built-in functions that go through an iterable.
#include "interpreter/builtins/builtin_support.hpp"
#include "interpreter/builtins/generator_support.hpp"
#include "interpreter/builtins/iterators.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/sorting.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/objects/opaque.hpp"

namespace minipy::builtins {

using objects::Comparison;
using objects::List;
using objects::Special;

namespace {

template <bool kWanted>
Result<Value> any_is(ThreadState& thread, const Arguments& arguments) {
  const Value iterator = MINIPY_TRY(iterate_moment(thread, arguments[0]));
  for (;;) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (!item) return Value::from_bool(!kWanted);
    if (MINIPY_TRY(vm::truth(thread, item)) == kWanted) return Value::from_bool(kWanted);
    MINIPY_TRY(vm::poll(thread));
  }
}

Result<Value> builtin_iter(ThreadState& thread, const Arguments& arguments) {
  const Value sentinel = arguments.get(1);
  if (!sentinel) return vm::iterate(thread, arguments[0]);
  if (!vm::is_callable(thread, arguments[0])) {
    return thread.raise(thread.types.TypeError, "iter(v, w): v must be callable");
  }
  return make_callable_iterator(thread, arguments[0], sentinel);
}

Result<Value> builtin_next(ThreadState& thread, const Arguments& arguments) {
  const Value iterator = arguments[0];
  if (!vm::find_special(thread, iterator, Special::kNext)) {
    return thread.raise(thread.types.TypeError, "'%T' object is not an iterator", iterator);
  }
  const Value otherwise = arguments.get(1);
  if (!otherwise) return vm::call_special(thread, iterator, Special::kNext, {});
  const Value item = MINIPY_TRY(vm::next(thread, iterator));
  return item ? item : otherwise;
}

Result<Value> builtin_aiter(ThreadState& thread, const Arguments& arguments) {
  if (!vm::find_special(thread, arguments[0], Special::kAiter)) {
    return thread.raise(thread.types.TypeError, "'%T' object is not an async iterable", arguments[0]);
  }
  const Value iterator = MINIPY_TRY(vm::call_special(thread, arguments[0], Special::kAiter, {}));
  if (vm::find_special(thread, iterator, Special::kAnext)) return iterator;
  return thread.raise(thread.types.TypeError, "aiter() returned not an async iterator of type '%T'",
                      iterator);
}

Result<Value> builtin_anext(ThreadState& thread, const Arguments& arguments) {
  if (!vm::find_special(thread, arguments[0], Special::kAnext)) {
    return thread.raise(thread.types.TypeError, "'%T' object is not an async iterator", arguments[0]);
  }
  const Value awaitable = MINIPY_TRY(vm::call_special(thread, arguments[0], Special::kAnext, {}));
  const Value otherwise = arguments.get(1);
  return otherwise ? make_anext_awaitable(thread, awaitable, otherwise) : awaitable;
}

// ---- sum

Result<Value> builtin_sum(ThreadState& thread, const Arguments& arguments) {
  Value total = arguments.get(1) ? arguments[1] : Value::from_int(0);
  if (objects::is_str(total)) {
    return thread.raise(thread.types.TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
  }
  if (objects::is_bytes(total)) {
    return thread.raise(thread.types.TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
  }
  if (objects::has_kind(total, objects::kByteArray)) {
    return thread.raise(thread.types.TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
  }
  const Value iterator = MINIPY_TRY(iterate_moment(thread, arguments[0]));
  for (;;) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (!item) return total;
    if (Value::both_int(total, item)) {
      total = objects::make_int(thread, total.as_int() + item.as_int());
    } else if (total.is_double() && item.is_double()) {
      total = Value::from_double(total.as_double() + item.as_double());
    } else {
      total = MINIPY_TRY(vm::binary(thread, vm::BinaryOperator::kAdd, total, item));
    }
    MINIPY_TRY(vm::poll(thread));
  }
}

// ---- min, max

struct Extreme {
  const char* name;
  Comparison wins;
};

Result<Value> extreme(ThreadState& thread, const Arguments& arguments, const Extreme& which) {
  Type* error = thread.types.TypeError;
  Value key = Value::none();
  Value otherwise;
  for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i) {
    auto* keyword = arguments.keywords->items[i].as<Str>();
    const Value value = arguments.values[arguments.count + i];
    const std::string name = keyword->utf8();
    if (name == "key") {
      key = value;
    } else if (name == "default") {
      otherwise = value;
    } else {
      return thread.raise(error, "'%S' is an invalid keyword argument for %s()", keyword, which.name);
    }
  }
  if (arguments.count == 0) {
    return thread.raise(error, "%s expected at least 1 argument, got 0", which.name);
  }
  if (arguments.count > 1 && otherwise) {
    return thread.raise(error, "Cannot specify a default for %s() with multiple positional arguments",
                        which.name);
  }
  const Value source =
      arguments.count == 1 ? arguments[0] : Value(Tuple::create(thread, {arguments.values, arguments.count}));
  const Value iterator =
      MINIPY_TRY(key.is_none() ? iterate_moment(thread, source) : vm::iterate(thread, source));
  Value best;
  Value best_key;
  for (;;) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (!item) break;
    const Value item_key = key.is_none() ? item : MINIPY_TRY(vm::call(thread, key, {item}));
    if (!best || MINIPY_TRY(vm::compare_truth(thread, which.wins, item_key, best_key))) {
      best = item;
      best_key = item_key;
    }
    MINIPY_TRY(vm::poll(thread));
  }
  if (best) return best;
  if (otherwise) return otherwise;
  return thread.raise(thread.types.ValueError, "%s() arg is an empty sequence", which.name);
}

Result<Value> builtin_max(ThreadState& thread, const Arguments& arguments) {
  return extreme(thread, arguments, {"max", Comparison::kGt});
}
Result<Value> builtin_min(ThreadState& thread, const Arguments& arguments) {
  return extreme(thread, arguments, {"min", Comparison::kLt});
}

// ---- sorted

// As CPython, which hands the keyword arguments to list.sort.
Result<Value> builtin_sorted(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count != 1) {
    return thread.raise(thread.types.TypeError, "sorted expected 1 argument, got %d",
                        static_cast<std::int64_t>(arguments.count));
  }
  List* list = MINIPY_TRY(vm::to_list(thread, arguments[0]));
  Value key = Value::none();
  bool reverse = false;
  for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i) {
    auto* keyword = arguments.keywords->items[i].as<Str>();
    const Value value = arguments.values[arguments.count + i];
    if (keyword->equals(thread.names.key)) {
      key = value;
    } else if (keyword->equals(thread.names.reverse)) {
      reverse = MINIPY_TRY(vm::index_int64(thread, value)) != 0;
    } else {
      return thread.raise(thread.types.TypeError, "'%S' is an invalid keyword argument for sort()", keyword);
    }
  }
  MINIPY_TRY(sort_list(thread, list, key, reverse));
  return Value(list);
}

constexpr NativeDefinition kFunctions[] = {
    {"all", any_is<false>, "iterable, /", "Return True if bool(x) is True for all values x in the iterable."},
    {"any", any_is<true>, "iterable, /", "Return True if bool(x) is True for any x in the iterable."},
    {"aiter", builtin_aiter, "async_iterable, /", "Return an AsyncIterator for an AsyncIterable object."},
    {"anext", builtin_anext, "async_iterator, default=, /", "Return the next item from the async iterator."},
    {"iter", builtin_iter, "object, sentinel=, /", "Get an iterator from an object."},
    {"next", builtin_next, "iterator, default=, /", "Return the next item from the iterator."},
    {"sum", builtin_sum,
     "iterable, /, start=", "Return the sum of a 'start' value (default: 0) plus an iterable of numbers"},
    {"max", builtin_max, "*args, **kwargs",
     "max(iterable, *[, default=obj, key=func]) -> value\n"
     "max(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its biggest "
     "item."},
    {"min", builtin_min, "*args, **kwargs",
     "min(iterable, *[, default=obj, key=func]) -> value\n"
     "min(arg1, arg2, *args, *[, key=func]) -> value\n\nWith a single iterable argument, return its smallest "
     "item."},
    {"sorted", builtin_sorted, "*args, **kwargs",
     "Return a new list containing all items from the iterable in ascending order."},
};

}  // namespace

std::span<const NativeDefinition> iteration_functions() { return kFunctions; }

}  // namespace minipy::builtins
