#include "interpreter/vm/protocols.hpp"

#include <algorithm>
#include <charconv>

#include "interpreter/objects/dict_view.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/objects/opaque.hpp"
#include "interpreter/objects/range.hpp"
#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/calls.hpp"
#include "interpreter/vm/object_hooks.hpp"
#include "interpreter/vm/warnings.hpp"

namespace minipy::vm {

using objects::Dict;
using objects::kDict;
using objects::kList;
using objects::kTuple;
using objects::List;

namespace {

Result<bool> hook_equal(objects::Mutator& mutator, Value a, Value b) {
  return equal(static_cast<ThreadState&>(mutator), a, b);
}

Result<std::int64_t> hook_hash(objects::Mutator& mutator, Value value) {
  return hash(static_cast<ThreadState&>(mutator), value);
}

void hook_wait_for_lock(const objects::Mutator& mutator, objects::Object* object) {
  const auto& thread = static_cast<const ThreadState&>(mutator);
  thread.interpreter.hooks->wait_for_lock(thread, *object);
}

bool is_exact(const ThreadState& thread, Value value, const Type* type) {
  return objects::type_of(thread, value) == type;
}

Result<Str*> text_from(ThreadState& thread, Value value, Special special) {
  const Value text = MINIPY_TRY(call_special(thread, value, special, {}));
  if (objects::is_str(text)) return text.as<Str>();
  return thread.raise(thread.types.TypeError, "%s returned non-string (type %T)",
                      objects::special_name(special), text);
}

// The digits of an inline integer: what str, repr and an empty format make of it.
Str* digits_of(ThreadState& thread, Value value) {
  char text[24];
  const char* end = std::to_chars(text, text + sizeof text, value.as_int()).ptr;
  Str* digits = Str::create_uninitialised(thread, end - text, 1, true);
  std::copy(static_cast<const char*>(text), end, digits->data);
  return digits;
}

}  // namespace

const objects::ObjectHooks kObjectHooks = {hook_equal, hook_hash, hook_wait_for_lock};

bool instance_of(const ThreadState& thread, Value value, const Type* type) {
  return objects::type_of(thread, value)->derives_from(type);
}

// ---- items

Result<Value> get_item(ThreadState& thread, Value object, Value key) {
  if (objects::has_kind(object, kDict) && is_exact(thread, object, thread.types.dict)) {
    const Value found = MINIPY_TRY(object.as<Dict>()->get(thread, key));
    if (found) return found;
    return thread.raise_with(thread.types.KeyError, std::span<const Value>(&key, 1));
  }
  if (find_special(thread, object, Special::kGetItem)) {
    return call_special(thread, object, Special::kGetItem, {key});
  }
  if (objects::has_kind(object, objects::kType)) {
    auto* type = object.as<Type>();
    const Value getter = MINIPY_TRY(find_attribute(thread, object, thread.names.of(Special::kClassGetItem)));
    if (getter) return call(thread, getter, {key});
    return thread.raise(thread.types.TypeError, "type '%S' is not subscriptable", type->name.load_as<Str>());
  }
  return thread.raise(thread.types.TypeError, "'%T' object is not subscriptable", object);
}

Result<void> set_item(ThreadState& thread, Value object, Value key, Value value) {
  if (!find_special(thread, object, Special::kSetItem)) {
    return thread.raise(thread.types.TypeError, "'%T' object does not support item assignment", object);
  }
  static_cast<void>(MINIPY_TRY(call_special(thread, object, Special::kSetItem, {key, value})));
  return Done{};
}

Result<void> delete_item(ThreadState& thread, Value object, Value key) {
  if (!find_special(thread, object, Special::kDelItem)) {
    return thread.raise(thread.types.TypeError, "'%T' object doesn't support item deletion", object);
  }
  static_cast<void>(MINIPY_TRY(call_special(thread, object, Special::kDelItem, {key})));
  return Done{};
}

// ---- conversions

Result<Str*> repr(ThreadState& thread, Value value) {
  if (value.is_int()) return digits_of(thread, value);
  constexpr const char* kDoing = " while getting the repr of an object";
  MINIPY_TRY(thread.check_native_stack(kDoing));
  // As in CPython, a container in a container counts as a call. relaxed: a setting.
  const std::size_t depth = thread.depth + thread.reprs_in_progress.size();
  if (depth >= thread.interpreter.recursion_limit.load(std::memory_order_relaxed)) {
    return thread.raise(thread.types.RecursionError, "maximum recursion depth exceeded%s", kDoing);
  }
  return text_from(thread, value, Special::kRepr);
}

Result<Str*> str(ThreadState& thread, Value value) {
  if (objects::is_str(value) && is_exact(thread, value, thread.types.str)) return value.as<Str>();
  if (value.is_int()) return digits_of(thread, value);
  MINIPY_TRY(thread.check_native_stack(" while getting the str of an object"));
  return text_from(thread, value, Special::kStr);
}

Result<Str*> ascii(ThreadState& thread, Value value) {
  Str* text = MINIPY_TRY(repr(thread, value));
  if (text->is_ascii()) return text;
  std::string out;
  constexpr char kDigits[] = "0123456789abcdef";
  for (std::int64_t i = 0; i < text->length; ++i) {
    const char32_t point = text->at(i);
    if (point < 0x80) {
      out.push_back(static_cast<char>(point));
      continue;
    }
    const int digits = point < 0x100 ? 2 : point < 0x10000 ? 4 : 8;
    out += point < 0x100 ? "\\x" : point < 0x10000 ? "\\u" : "\\U";
    for (int digit = digits - 1; digit >= 0; --digit) out.push_back(kDigits[(point >> (digit * 4)) & 15U]);
  }
  return Str::create(thread, out);
}

Result<Str*> format(ThreadState& thread, Value value, Str* spec) {
  if (spec->length == 0) {
    if (objects::is_str(value) && is_exact(thread, value, thread.types.str)) return value.as<Str>();
    if (value.is_int()) return digits_of(thread, value);
  }
  if (!find_special(thread, value, Special::kFormat)) {
    return thread.raise(thread.types.TypeError, "Type %T doesn't define __format__", value);
  }
  const Value text = MINIPY_TRY(call_special(thread, value, Special::kFormat, {spec}));
  if (objects::is_str(text)) return text.as<Str>();
  return thread.raise(thread.types.TypeError, "__format__ must return a str, not %T", text);
}

Result<bool> truth(ThreadState& thread, Value value) {
  if (value.is_bool()) return value.is_true();
  if (value.is_int()) return value.as_int() != 0;
  if (value.is_double()) return value.as_double() != 0.0;
  if (value.is_none()) return false;
  if (!value.is_object()) return true;
  if (find_special(thread, value, Special::kBool)) {
    const Value answer = MINIPY_TRY(call_special(thread, value, Special::kBool, {}));
    if (answer.is_bool()) return answer.is_true();
    return thread.raise(thread.types.TypeError, "__bool__ should return bool, returned %T", answer);
  }
  if (find_special(thread, value, Special::kLen)) return MINIPY_TRY(length(thread, value)) != 0;
  return true;
}

Result<std::int64_t> hash(ThreadState& thread, Value value) {
  if (objects::is_str(value) && is_exact(thread, value, thread.types.str))
    return value.as<Str>()->hash_value();
  if (value.is_int()) return objects::hash_int(value);
  const Value special = find_special(thread, value, Special::kHash);
  if (!special || special.is_none()) {
    return thread.raise(thread.types.TypeError, "unhashable type: '%T'", value);
  }
  const Value result = MINIPY_TRY(call_special(thread, value, Special::kHash, {}));
  if (!objects::is_integer(result)) {
    return thread.raise(thread.types.TypeError, "__hash__ method should return an integer");
  }
  const std::optional<std::int64_t> small = objects::to_int64(result);
  const std::int64_t hashed = small ? *small : objects::hash_int(result);
  return hashed == -1 ? -2 : hashed;
}

Result<Value> index(ThreadState& thread, Value value) {
  if (value.is_int()) return value;
  if (objects::is_integer(value)) {
    if (value.is_bool()) return Value::from_int(value.is_true() ? 1 : 0);
    return value;
  }
  if (!find_special(thread, value, Special::kIndex)) {
    return thread.raise(thread.types.TypeError, "'%T' object cannot be interpreted as an integer", value);
  }
  const Value result = MINIPY_TRY(call_special(thread, value, Special::kIndex, {}));
  if (objects::is_integer(result)) {
    MINIPY_TRY(warn_of_subclass(thread, "__index__", result, thread.types.int_));
    return result;
  }
  return thread.raise(thread.types.TypeError, "__index__ returned non-int (type %T)", result);
}

Result<std::int64_t> index_int64(ThreadState& thread, Value value, Type* overflow) {
  const Value integer = MINIPY_TRY(index(thread, value));
  const std::optional<std::int64_t> small = objects::to_int64(integer);
  if (small) return *small;
  if (overflow == thread.types.IndexError) {
    return thread.raise(overflow, "cannot fit '%T' into an index-sized integer", value);
  }
  return thread.raise(overflow != nullptr ? overflow : thread.types.OverflowError,
                      "Python int too large to convert to C ssize_t");
}

Result<double> to_double(ThreadState& thread, Value value) {
  if (value.is_double()) return value.as_double();
  if (value.is_int()) return static_cast<double>(value.as_int());
  if (objects::is_integer(value)) {
    const std::optional<double> number = objects::int_to_double(value);
    if (number) return *number;
    return thread.raise(thread.types.OverflowError, "int too large to convert to float");
  }
  if (find_special(thread, value, Special::kFloat)) {
    const Value result = MINIPY_TRY(call_special(thread, value, Special::kFloat, {}));
    const std::optional<double> number = objects::to_double(result);
    if (objects::is_float(result) && number) {
      MINIPY_TRY(warn_of_subclass(thread, objects::type_name(thread, value) + ".__float__", result,
                                  thread.types.float_));
      return *number;
    }
    return thread.raise(thread.types.TypeError, "%T.__float__ returned non-float (type %T)", value, result);
  }
  if (find_special(thread, value, Special::kIndex)) {
    return to_double(thread, MINIPY_TRY(index(thread, value)));
  }
  return thread.raise(thread.types.TypeError, "must be real number, not %T", value);
}

namespace {

Result<std::int64_t> slice_bound(ThreadState& thread, Value value, std::int64_t fallback, std::int64_t length,
                                 std::int64_t lowest, std::int64_t highest) {
  if (value.is_none()) return fallback;
  if (!objects::is_integer(value) && !find_special(thread, value, Special::kIndex)) {
    return thread.raise(thread.types.TypeError,
                        "slice indices must be integers or None or have an __index__ method");
  }
  const Value integer = MINIPY_TRY(index(thread, value));
  const std::optional<std::int64_t> small = objects::to_int64(integer);
  std::int64_t bound = small ? *small : objects::int_sign(integer) < 0 ? INT64_MIN : INT64_MAX;
  if (bound < 0) bound = bound < -length ? lowest : std::max(bound + length, lowest);
  return std::min(bound, highest);
}

}  // namespace

Result<SliceIndices> slice_indices(ThreadState& thread, Value slice_value, std::int64_t length) {
  const auto* slice = slice_value.as<objects::Slice>();
  SliceIndices result;
  if (!slice->step.is_none()) {
    if (!objects::is_integer(slice->step) && !find_special(thread, slice->step, Special::kIndex)) {
      return thread.raise(thread.types.TypeError,
                          "slice indices must be integers or None or have an __index__ method");
    }
    const Value step = MINIPY_TRY(index(thread, slice->step));
    const std::optional<std::int64_t> small = objects::to_int64(step);
    result.step = small ? std::max(*small, -INT64_MAX) : objects::int_sign(step) < 0 ? -INT64_MAX : INT64_MAX;
    if (result.step == 0) return thread.raise(thread.types.ValueError, "slice step cannot be zero");
  }
  const bool backwards = result.step < 0;
  const std::int64_t lowest = backwards ? -1 : 0;
  const std::int64_t highest = backwards ? length - 1 : length;
  result.start =
      MINIPY_TRY(slice_bound(thread, slice->start, backwards ? length - 1 : 0, length, lowest, highest));
  result.stop =
      MINIPY_TRY(slice_bound(thread, slice->stop, backwards ? -1 : length, length, lowest, highest));
  if (backwards) {
    result.count = result.stop < result.start ? (result.start - result.stop - 1) / -result.step + 1 : 0;
  } else {
    result.count = result.start < result.stop ? (result.stop - result.start - 1) / result.step + 1 : 0;
  }
  return result;
}

Result<std::int64_t> length(ThreadState& thread, Value value) {
  if (objects::is_str(value)) return value.as<Str>()->length;
  if (is_exact(thread, value, thread.types.list)) return value.as<List>()->size();
  if (is_exact(thread, value, thread.types.dict)) return value.as<Dict>()->size();
  if (is_exact(thread, value, thread.types.tuple)) return value.as<Tuple>()->length;
  if (!find_special(thread, value, Special::kLen)) {
    return thread.raise(thread.types.TypeError, "object of type '%T' has no len()", value);
  }
  const Value result = MINIPY_TRY(call_special(thread, value, Special::kLen, {}));
  const Value integer = MINIPY_TRY(index(thread, result));
  const std::int64_t count =
      objects::to_int64(integer).value_or(objects::int_sign(integer) < 0 ? -1 : INT64_MAX);
  if (count == INT64_MAX) {
    return thread.raise(thread.types.OverflowError, "cannot fit '%T' into an index-sized integer", integer);
  }
  if (count < 0) return thread.raise(thread.types.ValueError, "__len__() should return >= 0");
  return count;
}

Result<bool> contains(ThreadState& thread, Value container, Value item) {
  if (is_exact(thread, container, thread.types.dict)) {
    return static_cast<bool>(MINIPY_TRY(container.as<Dict>()->get(thread, item)));
  }
  const Value special = find_special(thread, container, Special::kContains);
  if (special && !special.is_none()) {
    return truth(thread, MINIPY_TRY(call_special(thread, container, Special::kContains, {item})));
  }
  const Value iter = find_special(thread, container, Special::kIter);
  if (special.is_none())
    return thread.raise(thread.types.TypeError, "'%T' object is not a container", container);
  if (iter.is_none() || (!iter && !find_special(thread, container, Special::kGetItem))) {
    return thread.raise(thread.types.TypeError, "argument of type '%T' is not iterable", container);
  }
  RootedValues moment(thread);
  if (thread.free_threaded && objects::append_snapshot(thread, container, moment.values())) {
    for (std::size_t i = 0; i < moment.size(); ++i) {
      if (MINIPY_TRY(equal(thread, moment[i], item))) return true;
    }
    return false;
  }
  const Value iterator = MINIPY_TRY(iterate(thread, container));
  for (;;) {
    const Value candidate = MINIPY_TRY(next(thread, iterator));
    if (!candidate) return false;
    if (MINIPY_TRY(equal(thread, candidate, item))) return true;
  }
}

// ---- iteration

Result<Value> iterate(ThreadState& thread, Value iterable) {
  if (is_exact(thread, iterable, thread.types.list))
    return Value(objects::ListIterator::create(thread, iterable));
  if (is_exact(thread, iterable, thread.types.tuple))
    return Value(objects::TupleIterator::create(thread, iterable));
  if (objects::has_kind(iterable, objects::kGenerator)) return iterable;
  const Value special = find_special(thread, iterable, Special::kIter);
  if (!special || special.is_none()) {
    if (!special && find_special(thread, iterable, Special::kGetItem)) {
      return thread.interpreter.sequence_iterator(thread, iterable);
    }
    return thread.raise(thread.types.TypeError, "'%T' object is not iterable", iterable);
  }
  const Value iterator = MINIPY_TRY(call_special(thread, iterable, Special::kIter, {}));
  if (find_special(thread, iterator, Special::kNext)) return iterator;
  return thread.raise(thread.types.TypeError, "iter() returned non-iterator of type '%T'", iterator);
}

Result<Value> next(ThreadState& thread, Value iterator) {
  // Native code may draw from iterators written in C++ for ever: `max(map(str, range(n)))` must not keep the
  // others from collecting, nor itself, nor Ctrl-C from coming through.
  MINIPY_TRY(poll(thread));
  if (iterator.is_object()) {
    switch (iterator.as_object()->kind) {
      case objects::kListIterator:
        return iterator.as<objects::ListIterator>()->advance();
      case objects::kTupleIterator:
        return iterator.as<objects::TupleIterator>()->advance();
      case objects::kRangeIterator:
        return iterator.as<objects::RangeIterator>()->advance();
      case objects::kGenerator: {
        Value result;
        return resume_generator(thread, iterator.as<objects::Generator>(), Value::none(), &result);
      }
      case objects::kOpaque: {
        auto* opaque = iterator.as<objects::Opaque>();
        const bool derived = objects::shape_of(opaque)->type->has(Type::kHeapType);
        if (opaque->info->next != nullptr && !derived) {
          MINIPY_TRY(thread.check_native_stack());  // an iterator may draw from another, and so on
          return opaque->info->next(thread, opaque);
        }
        break;
      }
      default:
        break;
    }
  }
  if (!find_special(thread, iterator, Special::kNext)) {
    return thread.raise(thread.types.TypeError, "'%T' object is not an iterator", iterator);
  }
  const auto item = call_special(thread, iterator, Special::kNext, {});
  if (item.ok() || !thread.exception_is(thread.types.StopIteration)) return item;
  static_cast<void>(thread.take_exception());
  return Value{};
}

Result<void> ask_length(ThreadState& thread, Value iterable) {
  const Type* type = objects::type_of(thread, iterable);
  if (!type->has(Type::kHeapType)) return Done{};
  Type* error = thread.types.TypeError;
  if (type->special_method(Special::kLen)) {
    if (length(thread, iterable).ok()) return Done{};
    if (!thread.exception_is(error)) return Raised{};
    static_cast<void>(thread.take_exception());
  }
  const Value hint = type->special_method(Special::kLengthHint);
  if (!hint || hint.is_none()) return Done{};
  const auto given = call_special(thread, iterable, Special::kLengthHint, {});
  if (!given.ok()) {
    if (!thread.exception_is(error)) return Raised{};
    static_cast<void>(thread.take_exception());
    return Done{};
  }
  if (given.value().is_not_implemented()) return Done{};
  if (!objects::is_integer(given.value())) {
    return thread.raise(error, "__length_hint__ must be an integer, not %T", given.value());
  }
  if (objects::int_sign(given.value()) >= 0) return Done{};
  return thread.raise(thread.types.ValueError, "__length_hint__() should return >= 0");
}

Result<void> collect(ThreadState& thread, Value iterable, RootedValues& into) {
  if (is_exact(thread, iterable, thread.types.list)) {
    const std::vector<Value> items = iterable.as<List>()->snapshot(thread);
    into.values().insert(into.values().end(), items.begin(), items.end());
    return Done{};
  }
  if (is_exact(thread, iterable, thread.types.tuple)) {
    const auto items = iterable.as<Tuple>()->values();
    into.values().insert(into.values().end(), items.begin(), items.end());
    return Done{};
  }
  if (objects::append_snapshot(thread, iterable, into.values())) return Done{};
  const Value iterator = MINIPY_TRY(iterate(thread, iterable));
  MINIPY_TRY(ask_length(thread, iterable));
  for (;;) {
    const Value item = MINIPY_TRY(next(thread, iterator));
    if (!item) return Done{};
    into.push_back(item);
  }
}

Result<Tuple*> to_tuple(ThreadState& thread, Value iterable) {
  if (is_exact(thread, iterable, thread.types.tuple)) return iterable.as<Tuple>();
  RootedValues items(thread);
  MINIPY_TRY(collect(thread, iterable, items));
  return Tuple::create(thread, items.span());
}

Result<List*> to_list(ThreadState& thread, Value iterable) {
  RootedValues items(thread);
  MINIPY_TRY(collect(thread, iterable, items));
  return List::create(thread, items.span());
}

// ---- code

Result<Value> run_code(ThreadState& thread, objects::Code* code, Value locals) {
  Frame* frame = thread.push_frame(code, nullptr, 0, false);
  if (frame == nullptr) return Raised{};
  frame->locals = locals;
  return run_frame(thread, frame);
}

}  // namespace minipy::vm
