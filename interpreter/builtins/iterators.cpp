// The iterators over lists, tuples and whatever has __getitem__, and those that wrap other iterators:
// enumerate, zip, map, filter, reversed, iter(callable, sentinel). Threads that share one race for its items,
// as they do in CPython without the lock: an item may come twice, but nothing is torn.
#include "interpreter/builtins/iterators.hpp"

#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/list.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {

using objects::List;
using objects::ListIterator;
using objects::Opaque;
using objects::OpaqueInfo;
using objects::Special;
using objects::TupleIterator;

namespace {

Raised raise_stop(ThreadState& thread) { return thread.raise_with(thread.types.StopIteration, {}); }

// Keywords are refused unless the class has an `__init__` of its own, which may want them.
Result<void> refuse_keywords(ThreadState& thread, const Arguments& arguments, const Type* type) {
  if (arguments.keyword_count() == 0) return Done{};
  if (!inherits(arguments[0].as<Type>(), type, Special::kInit)) return Done{};
  return thread.raise(thread.types.TypeError, "%S() takes no keyword arguments", type->name.load_as<Str>());
}

// ---- lists and tuples

template <typename Iterator>
Result<Value> step(ThreadState& thread, const Arguments& arguments) {
  const Value item = arguments[0].as<Iterator>()->advance();
  return item.is_empty() ? Result<Value>(raise_stop(thread)) : Result<Value>(item);
}

Result<Value> list_length_hint(ThreadState& /*thread*/, const Arguments& arguments) {
  auto* iterator = arguments[0].as<ListIterator>();
  const Value list = iterator->list.load();
  if (list.is_empty()) return Value::from_int(0);
  const std::int64_t left = list.as<List>()->size() - iterator->index.load(std::memory_order_relaxed);
  return Value::from_int(std::max<std::int64_t>(left, 0));
}

Result<Value> tuple_length_hint(ThreadState& /*thread*/, const Arguments& arguments) {
  auto* iterator = arguments[0].as<TupleIterator>();
  const Value tuple = iterator->tuple.load();
  if (tuple.is_empty()) return Value::from_int(0);
  return Value::from_int(tuple.as<Tuple>()->length - iterator->index.load(std::memory_order_relaxed));
}

Result<Value> list_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<ListIterator>();
  const Value list = iterator->list.load();
  if (list.is_empty()) return reduced_to_iter(thread, List::create(thread));
  return reduced_to_iter(thread, list, Value::from_int(iterator->index.load(std::memory_order_relaxed)));
}

Result<Value> tuple_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<TupleIterator>();
  const Value tuple = iterator->tuple.load();
  if (tuple.is_empty()) return reduced_to_iter(thread, Tuple::create(thread, {}));
  return reduced_to_iter(thread, tuple, Value::from_int(iterator->index.load(std::memory_order_relaxed)));
}

Result<Value> list_setstate(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<ListIterator>();
  const Value list = iterator->list.load();
  const std::int64_t size = list.is_empty() ? 0 : list.as<List>()->size();
  iterator->index.store(MINIPY_TRY(position_in(thread, arguments[1], 0, size)), std::memory_order_relaxed);
  return Value::none();
}

Result<Value> tuple_setstate(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<TupleIterator>();
  const Value tuple = iterator->tuple.load();
  const std::int64_t size = tuple.is_empty() ? 0 : tuple.as<Tuple>()->length;
  iterator->index.store(MINIPY_TRY(position_in(thread, arguments[1], 0, size)), std::memory_order_relaxed);
  return Value::none();
}

constexpr NativeDefinition kListIteratorMethods[] = {
    {"__iter__", iterator_iter, "self, /"},
    {"__next__", step<ListIterator>, "self, /"},
    {"__length_hint__", list_length_hint, "self, /"},
    {"__reduce__", list_reduce, "self, /"},
    {"__setstate__", list_setstate, "self, state, /"},
};

constexpr NativeDefinition kTupleIteratorMethods[] = {
    {"__iter__", iterator_iter, "self, /"},
    {"__next__", step<TupleIterator>, "self, /"},
    {"__length_hint__", tuple_length_hint, "self, /"},
    {"__reduce__", tuple_reduce, "self, /"},
    {"__setstate__", tuple_setstate, "self, state, /"},
};

// ---- objects with __getitem__: forwards, and backwards for reversed()

struct SequenceIterator : Opaque {
  Slot sequence;  // empty when exhausted
  std::atomic<std::int64_t> index;
};

void trace_sequence(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<SequenceIterator*>(object)->sequence);
}

template <int direction>
Result<Value> sequence_step(ThreadState& thread, Object* object) {
  auto* iterator = static_cast<SequenceIterator*>(object);
  const Value sequence = iterator->sequence.load();
  if (sequence.is_empty()) return Value{};
  const std::int64_t index = iterator->index.fetch_add(direction, std::memory_order_relaxed);
  if (index < 0) {
    iterator->sequence.store({});
    return Value{};
  }
  const Result<Value> item = vm::get_item(thread, sequence, Value::from_int(index));
  if (item.ok()) return item;
  if (thread.exception_is(thread.types.IndexError) || thread.exception_is(thread.types.StopIteration)) {
    static_cast<void>(thread.take_exception());
    iterator->sequence.store({});
    return Value{};
  }
  return Raised{};
}

constexpr OpaqueInfo kSequenceInfo{"iterator", trace_sequence, nullptr, sequence_step<1>};
constexpr OpaqueInfo kReversedInfo{"reversed", trace_sequence, nullptr, sequence_step<-1>};

Result<Value> sequence_length_hint(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<SequenceIterator>();
  const Value sequence = iterator->sequence.load();
  if (sequence.is_empty()) return Value::from_int(0);
  const std::int64_t index = iterator->index.load(std::memory_order_relaxed);
  const std::int64_t length = MINIPY_TRY(vm::length(thread, sequence));
  if (iterator->info == &kReversedInfo) return Value::from_int(index < length ? index + 1 : 0);
  return Value::from_int(std::max<std::int64_t>(length - index, 0));
}

Result<Value> sequence_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<SequenceIterator>();
  const Value sequence = iterator->sequence.load();
  const bool reversed = iterator->info == &kReversedInfo;
  const Value iterable = sequence.is_empty() ? Value(Tuple::create(thread, {})) : sequence;
  const Value state =
      sequence.is_empty() ? Value{} : Value::from_int(iterator->index.load(std::memory_order_relaxed));
  if (!reversed) return reduced_to_iter(thread, iterable, state);
  return reduced(thread, objects::type_of(thread, arguments[0]), {iterable}, state);
}

Result<Value> sequence_setstate(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<SequenceIterator>();
  const Value sequence = iterator->sequence.load();
  if (sequence.is_empty()) return Value::none();
  const bool reversed = iterator->info == &kReversedInfo;
  const std::int64_t most = reversed ? MINIPY_TRY(vm::length(thread, sequence)) - 1 : Value::kMaxInt;
  const std::int64_t index = MINIPY_TRY(position_in(thread, arguments[1], reversed ? -1 : 0, most));
  iterator->index.store(index, std::memory_order_relaxed);
  return Value::none();
}

Result<Value> reversed_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.reversed));
  MINIPY_TRY(refuse_keywords(thread, arguments, thread.types.reversed));
  if (arguments.count != 2) {
    return thread.raise(thread.types.TypeError, "reversed expected 1 argument, got %d",
                        static_cast<std::int64_t>(arguments.count) - 1);
  }
  const Value sequence = arguments[1];
  const Value method = vm::find_special(thread, sequence, Special::kReversed);
  if (method.is_none()) {
    return thread.raise(thread.types.TypeError, "'%T' object is not reversible", sequence);
  }
  if (method) return vm::call_special(thread, sequence, Special::kReversed, {});
  if (objects::is_dict(sequence) || !vm::find_special(thread, sequence, Special::kGetItem)) {
    return thread.raise(thread.types.TypeError, "'%T' object is not reversible", sequence);
  }
  const std::int64_t length = MINIPY_TRY(vm::length(thread, sequence));
  auto* iterator = objects::create_opaque<SequenceIterator>(thread, type, kReversedInfo);
  iterator->sequence.store(sequence);
  iterator->index.store(length - 1, std::memory_order_relaxed);
  return Value(iterator);
}

constexpr NativeDefinition kSequenceMethods[] = {
    {"__length_hint__", sequence_length_hint, "self, /"},
    {"__reduce__", sequence_reduce, "self, /"},
    {"__setstate__", sequence_setstate, "self, state, /"},
};
constexpr NativeDefinition kReversedMethods[] = {{"__new__", reversed_new, "cls, *args, **kwargs"}};

// ---- iter(callable, sentinel)

struct CallableIterator : Opaque {
  Slot callable;  // empty when exhausted
  Slot sentinel;
};

void trace_callable(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<CallableIterator*>(object)->callable);
  marker.mark(static_cast<CallableIterator*>(object)->sentinel);
}

Result<Value> callable_step(ThreadState& thread, Object* object) {
  auto* iterator = static_cast<CallableIterator*>(object);
  const Value callable = iterator->callable.load();
  if (callable.is_empty()) return Value{};
  const Result<Value> result = vm::call(thread, callable);
  if (!result.ok()) {
    if (!thread.exception_is(thread.types.StopIteration)) return Raised{};
    static_cast<void>(thread.take_exception());
    iterator->callable.store({});
    return Value{};
  }
  if (!MINIPY_TRY(vm::equal(thread, iterator->sentinel.load(), result.value()))) return result;
  iterator->callable.store({});
  return Value{};
}

constexpr OpaqueInfo kCallableInfo{"callable_iterator", trace_callable, nullptr, callable_step};

Result<Value> callable_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<CallableIterator>();
  const Value callable = iterator->callable.load();
  if (callable.is_empty()) return reduced_to_iter(thread, Tuple::create(thread, {}));
  return reduced(thread, thread.interpreter.builtins->get_str(vm::intern(thread, "iter")),
                 {callable, iterator->sentinel.load()});
}

constexpr NativeDefinition kCallableMethods[] = {{"__reduce__", callable_reduce, "self, /"}};

// ---- enumerate

struct Enumerate : Opaque {
  Slot iterator;
  Slot index;  // an integer of any size
};

void trace_enumerate(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<Enumerate*>(object)->iterator);
  marker.mark(static_cast<Enumerate*>(object)->index);
}

Result<Value> enumerate_step(ThreadState& thread, Object* object) {
  auto* self = static_cast<Enumerate*>(object);
  const Value item = MINIPY_TRY(vm::next(thread, self->iterator.load()));
  if (item.is_empty()) return Value{};
  const Value index = self->index.load();
  self->index.store(objects::int_add(thread, index, Value::from_int(1)));
  Tuple* pair = Tuple::create_uninitialised(thread, 2);
  pair->items[0] = index;
  pair->items[1] = item;
  return Value(pair);
}

constexpr OpaqueInfo kEnumerateInfo{"enumerate", trace_enumerate, nullptr, enumerate_step};

Result<Value> enumerate_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.enumerate));
  if (arguments.get(1).is_empty()) {
    return thread.raise(thread.types.TypeError, "enumerate() missing required argument 'iterable'");
  }
  Value index = Value::from_int(0);
  if (!arguments.get(2).is_empty()) index = MINIPY_TRY(vm::index(thread, arguments[2]));
  const Value iterator = MINIPY_TRY(vm::iterate(thread, arguments[1]));
  auto* self = objects::create_opaque<Enumerate>(thread, type, kEnumerateInfo);
  self->iterator.store(iterator);
  self->index.store(index);
  return Value(self);
}

Result<Value> enumerate_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<Enumerate>();
  return reduced(thread, objects::type_of(thread, arguments[0]), {self->iterator.load(), self->index.load()});
}

constexpr NativeDefinition kEnumerateMethods[] = {
    {"__new__", enumerate_new, "cls, iterable=, start="},
    {"__reduce__", enumerate_reduce, "self, /"},
};

// ---- zip and map: several iterators at once

struct ParallelIterator : Opaque {
  Slot function;             // map's
  Slot iterators;            // Tuple; empty when exhausted
  std::atomic<bool> strict;  // zip's; relaxed: by itself
};

void trace_parallel(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<ParallelIterator*>(object)->function);
  marker.mark(static_cast<ParallelIterator*>(object)->iterators);
}

Raised raise_uneven(ThreadState& thread, std::int64_t which, const char* how) {
  const std::string others = which == 2 ? " 1" : "s 1-" + std::to_string(which - 1);
  return thread.raise(thread.types.ValueError, "zip() argument %d is %s than argument%s", which, how,
                      others.c_str());
}

// zip(strict=True): iterator `ended` was the first to end.
Result<Value> check_even(ThreadState& thread, const Tuple* iterators, std::int64_t ended) {
  if (ended > 0) return raise_uneven(thread, ended + 1, "shorter");
  for (std::int64_t i = 1; i < iterators->length; ++i) {
    const Value item = MINIPY_TRY(vm::next(thread, iterators->items[i]));
    if (!item.is_empty()) return raise_uneven(thread, i + 1, "longer");
  }
  return Value{};
}

Result<Value> zip_step(ThreadState& thread, Object* object) {
  auto* self = static_cast<ParallelIterator*>(object);
  const Value source = self->iterators.load();
  if (source.is_empty() || source.as<Tuple>()->length == 0) return Value{};
  const Tuple* iterators = source.as<Tuple>();
  Tuple* items = Tuple::create_uninitialised(thread, iterators->length);
  for (std::int64_t i = 0; i < iterators->length; ++i) {
    items->items[i] = MINIPY_TRY(vm::next(thread, iterators->items[i]));
    if (!items->items[i].is_empty()) continue;
    if (!self->strict.load(std::memory_order_relaxed)) return Value{};
    return check_even(thread, iterators, i);
  }
  return Value(items);
}

constexpr OpaqueInfo kZipInfo{"zip", trace_parallel, nullptr, zip_step};

Result<Value> map_step(ThreadState& thread, Object* object) {
  auto* self = static_cast<ParallelIterator*>(object);
  const Tuple* iterators = self->iterators.load_as<Tuple>();
  if (iterators->length == 1) {
    const Value item = MINIPY_TRY(vm::next(thread, iterators->items[0]));
    if (item.is_empty()) return Value{};
    return vm::call(thread, self->function.load(), {item});
  }
  Tuple* items = Tuple::create_uninitialised(thread, iterators->length);
  for (std::int64_t i = 0; i < iterators->length; ++i) {
    items->items[i] = MINIPY_TRY(vm::next(thread, iterators->items[i]));
    if (items->items[i].is_empty()) return Value{};
  }
  return vm::call(thread, self->function.load(), items->values());
}

constexpr OpaqueInfo kMapInfo{"map", trace_parallel, nullptr, map_step};

// The iterators of the arguments from `first` on.
Result<Tuple*> iterate_all(ThreadState& thread, const Arguments& arguments, std::uint32_t first) {
  Tuple* iterators = Tuple::create_uninitialised(thread, arguments.count - first);
  for (std::uint32_t i = first; i < arguments.count; ++i) {
    iterators->items[i - first] = MINIPY_TRY(vm::iterate(thread, arguments[i]));
  }
  return iterators;
}

Result<bool> strict_argument(ThreadState& thread, const Arguments& arguments) {
  const std::uint32_t count = arguments.keyword_count();
  if (count == 0) return false;
  if (count > 1) {
    return thread.raise(thread.types.TypeError, "zip() takes at most 1 keyword argument (%d given)",
                        static_cast<std::int64_t>(count));
  }
  auto* name = arguments.keywords->items[0].as<Str>();
  if (!name->is_ascii() || name->ascii() != "strict") {
    return thread.raise(thread.types.TypeError, "'%S' is an invalid keyword argument for zip()", name);
  }
  return vm::truth(thread, arguments.values[arguments.count]);
}

Result<Value> zip_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.zip));
  const bool strict = MINIPY_TRY(strict_argument(thread, arguments));
  Tuple* iterators = MINIPY_TRY(iterate_all(thread, arguments, 1));
  auto* self = objects::create_opaque<ParallelIterator>(thread, type, kZipInfo);
  self->iterators.store(iterators);
  self->strict.store(strict, std::memory_order_relaxed);
  return Value(self);
}

Result<Value> map_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.map));
  MINIPY_TRY(refuse_keywords(thread, arguments, thread.types.map));
  if (arguments.count < 3) {
    return thread.raise(thread.types.TypeError, "map() must have at least two arguments.");
  }
  Tuple* iterators = MINIPY_TRY(iterate_all(thread, arguments, 2));
  auto* self = objects::create_opaque<ParallelIterator>(thread, type, kMapInfo);
  self->function.store(arguments[1]);
  self->iterators.store(iterators);
  return Value(self);
}

Result<Value> zip_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<ParallelIterator>();
  const Value parts[] = {objects::type_of(thread, arguments[0]), self->iterators.load(), Value::true_()};
  const bool strict = self->strict.load(std::memory_order_relaxed);
  return Value(Tuple::create(thread, std::span(parts).first(strict ? 3 : 2)));
}

Result<Value> zip_setstate(ThreadState& thread, const Arguments& arguments) {
  const bool strict = MINIPY_TRY(vm::truth(thread, arguments[1]));
  arguments[0].as<ParallelIterator>()->strict.store(strict, std::memory_order_relaxed);
  return Value::none();
}

Result<Value> map_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<ParallelIterator>();
  const auto* iterators = self->iterators.load_as<Tuple>();
  Tuple* given = Tuple::create_uninitialised(thread, iterators->length + 1);
  given->items[0] = self->function.load();
  std::copy_n(iterators->items, iterators->length, given->items + 1);
  const Value parts[] = {objects::type_of(thread, arguments[0]), given};
  return Value(Tuple::create(thread, parts));
}

constexpr NativeDefinition kZipMethods[] = {
    {"__new__", zip_new, "cls, *args, **kwargs"},
    {"__reduce__", zip_reduce, "self, /"},
    {"__setstate__", zip_setstate, "self, state, /"},
};
constexpr NativeDefinition kMapMethods[] = {
    {"__new__", map_new, "cls, *args, **kwargs"},
    {"__reduce__", map_reduce, "self, /"},
};

// ---- filter

struct Filter : Opaque {
  Slot function;  // None: the item itself decides
  Slot iterator;
};

void trace_filter(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<Filter*>(object)->function);
  marker.mark(static_cast<Filter*>(object)->iterator);
}

Result<Value> filter_step(ThreadState& thread, Object* object) {
  auto* self = static_cast<Filter*>(object);
  const Value iterator = self->iterator.load();
  const Value function = self->function.load();
  const bool identity = function.is_none() || function == Value(thread.types.bool_);
  for (;;) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return Value{};
    const Value answer = identity ? item : MINIPY_TRY(vm::call(thread, function, {item}));
    if (MINIPY_TRY(vm::truth(thread, answer))) return item;
    MINIPY_TRY(vm::poll(thread));
  }
}

constexpr OpaqueInfo kFilterInfo{"filter", trace_filter, nullptr, filter_step};

Result<Value> filter_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(checked_class(thread, arguments[0], thread.types.filter));
  MINIPY_TRY(refuse_keywords(thread, arguments, thread.types.filter));
  if (arguments.count != 3) {
    return thread.raise(thread.types.TypeError, "filter expected 2 arguments, got %d",
                        static_cast<std::int64_t>(arguments.count) - 1);
  }
  const Value iterator = MINIPY_TRY(vm::iterate(thread, arguments[2]));
  auto* self = objects::create_opaque<Filter>(thread, type, kFilterInfo);
  self->function.store(arguments[1]);
  self->iterator.store(iterator);
  return Value(self);
}

Result<Value> filter_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<Filter>();
  return reduced(thread, objects::type_of(thread, arguments[0]),
                 {self->function.load(), self->iterator.load()});
}

constexpr NativeDefinition kFilterMethods[] = {
    {"__new__", filter_new, "cls, *args, **kwargs"},
    {"__reduce__", filter_reduce, "self, /"},
};

constexpr NativeDefinition kClassMethods[] = {{"__class_getitem__", class_getitem, "cls, item, /"}};

}  // namespace

Value make_callable_iterator(ThreadState& thread, Value callable, Value sentinel) {
  auto* iterator =
      objects::create_opaque<CallableIterator>(thread, thread.types.callable_iterator, kCallableInfo);
  iterator->callable.store(callable);
  iterator->sentinel.store(sentinel);
  return iterator;
}

Result<Value> make_sequence_iterator(ThreadState& thread, Value sequence) {
  auto* iterator =
      objects::create_opaque<SequenceIterator>(thread, thread.types.sequence_iterator, kSequenceInfo);
  iterator->sequence.store(sequence);
  return Value(iterator);
}

void install_iterators(ThreadState& thread) {
  const objects::CoreTypes& types = thread.types;
  thread.interpreter.sequence_iterator = make_sequence_iterator;
  add_methods(thread, types.list_iterator, kListIteratorMethods);
  add_methods(thread, types.tuple_iterator, kTupleIteratorMethods);
  for (Type* type : {types.sequence_iterator, types.reversed, types.callable_iterator, types.enumerate,
                     types.zip, types.map, types.filter}) {
    install_iterator(thread, type);
  }
  add_methods(thread, types.sequence_iterator, kSequenceMethods);
  add_methods(thread, types.reversed, kSequenceMethods);
  add_methods(thread, types.reversed, kReversedMethods);
  add_methods(thread, types.callable_iterator, kCallableMethods);
  add_methods(thread, types.enumerate, kEnumerateMethods);
  add_class_methods(thread, types.enumerate, kClassMethods);
  add_methods(thread, types.zip, kZipMethods);
  add_methods(thread, types.map, kMapMethods);
  add_methods(thread, types.filter, kFilterMethods);
}

}  // namespace minipy::builtins
