// The module `itertools`. Every iterator is an opaque object whose state lies in Slots and atomics, so that
// threads that share one get each item of the source at most once per call; what they share beyond that races
// as it does in CPython, without harm to the interpreter. User code (functions, the iterators beneath) runs
// under no lock.

#include <algorithm>
#include <atomic>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"
#include "runtime/modules/tee.hpp"

namespace minipy::modules {
namespace {

using builtins::reduced;
using objects::BinaryOperator;

constexpr std::size_t kSlots = 5;

/// The state of all of them: five values and two numbers, each meaning what its iterator says. relaxed:
/// numbers by themselves.
struct Iterator : objects::Opaque {
  Slot slots[kSlots];
  std::atomic<std::int64_t> count;
  std::atomic<std::int64_t> phase;
};

void trace_iterator(Object* object, heap::Marker& marker) {
  for (const Slot& slot : static_cast<Iterator*>(object)->slots) marker.mark(slot);
}

Result<Value> count_next(ThreadState& thread, Object* object);
Result<Value> cycle_next(ThreadState& thread, Object* object);
Result<Value> repeat_next(ThreadState& thread, Object* object);
Result<Value> chain_next(ThreadState& thread, Object* object);
Result<Value> filterfalse_next(ThreadState& thread, Object* object);
Result<Value> takewhile_next(ThreadState& thread, Object* object);
Result<Value> dropwhile_next(ThreadState& thread, Object* object);
Result<Value> starmap_next(ThreadState& thread, Object* object);
Result<Value> accumulate_next(ThreadState& thread, Object* object);
Result<Value> compress_next(ThreadState& thread, Object* object);
Result<Value> islice_next(ThreadState& thread, Object* object);
Result<Value> pairwise_next(ThreadState& thread, Object* object);
Result<Value> zip_longest_next(ThreadState& thread, Object* object);
Result<Value> product_next(ThreadState& thread, Object* object);
Result<Value> combinations_next(ThreadState& thread, Object* object);
Result<Value> combinations_with_replacement_next(ThreadState& thread, Object* object);
Result<Value> permutations_next(ThreadState& thread, Object* object);
Result<Value> group_next(ThreadState& thread, Object* object);
Result<Value> groupby_next(ThreadState& thread, Object* object);

constexpr objects::OpaqueInfo kCountInfo = {"itertools.count", trace_iterator, nullptr, count_next};
constexpr objects::OpaqueInfo kCycleInfo = {"itertools.cycle", trace_iterator, nullptr, cycle_next};
constexpr objects::OpaqueInfo kRepeatInfo = {"itertools.repeat", trace_iterator, nullptr, repeat_next};
constexpr objects::OpaqueInfo kChainInfo = {"itertools.chain", trace_iterator, nullptr, chain_next};
constexpr objects::OpaqueInfo kFilterfalseInfo = {"itertools.filterfalse", trace_iterator, nullptr,
                                                  filterfalse_next};
constexpr objects::OpaqueInfo kTakewhileInfo = {"itertools.takewhile", trace_iterator, nullptr,
                                                takewhile_next};
constexpr objects::OpaqueInfo kDropwhileInfo = {"itertools.dropwhile", trace_iterator, nullptr,
                                                dropwhile_next};
constexpr objects::OpaqueInfo kStarmapInfo = {"itertools.starmap", trace_iterator, nullptr, starmap_next};
constexpr objects::OpaqueInfo kAccumulateInfo = {"itertools.accumulate", trace_iterator, nullptr,
                                                 accumulate_next};
constexpr objects::OpaqueInfo kCompressInfo = {"itertools.compress", trace_iterator, nullptr, compress_next};
constexpr objects::OpaqueInfo kIsliceInfo = {"itertools.islice", trace_iterator, nullptr, islice_next};
constexpr objects::OpaqueInfo kPairwiseInfo = {"itertools.pairwise", trace_iterator, nullptr, pairwise_next};
constexpr objects::OpaqueInfo kZipLongestInfo = {"itertools.zip_longest", trace_iterator, nullptr,
                                                 zip_longest_next};
constexpr objects::OpaqueInfo kProductInfo = {"itertools.product", trace_iterator, nullptr, product_next};
constexpr objects::OpaqueInfo kCombinationsInfo = {"itertools.combinations", trace_iterator, nullptr,
                                                   combinations_next};
constexpr objects::OpaqueInfo kCombinationsWithReplacementInfo = {
    "itertools.combinations_with_replacement", trace_iterator, nullptr, combinations_with_replacement_next};
constexpr objects::OpaqueInfo kPermutationsInfo = {"itertools.permutations", trace_iterator, nullptr,
                                                   permutations_next};
constexpr objects::OpaqueInfo kGroupInfo = {"itertools._grouper", trace_iterator, nullptr, group_next};
constexpr objects::OpaqueInfo kGroupbyInfo = {"itertools.groupby", trace_iterator, nullptr, groupby_next};

Iterator* create(ThreadState& thread, Value type, const objects::OpaqueInfo& info) {
  return objects::create_opaque<Iterator>(thread, type.as<Type>(), info);
}

std::int64_t relaxed(const std::atomic<std::int64_t>& number) {
  return number.load(std::memory_order_relaxed);
}
void put(std::atomic<std::int64_t>& number, std::int64_t value) {
  number.store(value, std::memory_order_relaxed);
}

bool given(const Arguments& arguments, std::uint32_t index) { return !arguments.get(index).is_empty(); }

Value or_none(Value value) { return value.is_empty() ? Value::none() : value; }

/// `self` of a method, and its class.
struct Self {
  Iterator* iterator;
  Type* type;
};
template <const objects::OpaqueInfo& Info>
Result<Self> self_of(ThreadState& thread, const Arguments& arguments) {
  return Self{MINIPY_TRY(self_as<Iterator>(thread, arguments[0], Info)),
              objects::type_of(thread, arguments[0])};
}

/// The state that `__setstate__` is given, which must be a tuple of so many values.
Result<const Tuple*> state_tuple(ThreadState& thread, Value state, std::int64_t length) {
  if (!objects::is_tuple(state)) return thread.raise(thread.types.TypeError, "state is not a tuple");
  if (state.as<Tuple>()->length == length) return const_cast<const Tuple*>(state.as<Tuple>());
  return thread.raise(thread.types.TypeError, "function takes exactly %d arguments (%d given)", length,
                      state.as<Tuple>()->length);
}

/// The arguments behind the class, of iterators that take no keywords. A class that derives from one of ours
/// and has an `__init__` of its own may take them.
Result<void> positional_only(ThreadState& thread, const char* name, const Arguments& arguments,
                             std::uint32_t wanted) {
  auto* type = arguments[0].as<Type>();
  if (arguments.keyword_count() > 0) {
    const Type* base = type;
    for (const Value ancestor : type->mro.load_as<Tuple>()->values()) {
      base = ancestor.as<Type>();
      if (!base->has(Type::kHeapType)) break;
    }
    if (builtins::inherits(type, base, objects::Special::kInit))
      MINIPY_TRY(refuse_keywords(thread, name, arguments));
  }
  if (wanted == UINT32_MAX || arguments.count == wanted + 1) return Done{};
  return thread.raise(thread.types.TypeError, "%s expected %d argument%s, got %d", name, std::int64_t{wanted},
                      wanted == 1 ? "" : "s", std::int64_t{arguments.count} - 1);
}
constexpr std::uint32_t kAnyNumber = UINT32_MAX;

// The types that a `__reduce__` of others needs.
const char kChainKey = 0;
const char kIsliceKey = 0;
Type* make_chain_type(ThreadState& thread);
Type* make_islice_type(ThreadState& thread);
Type* chain_type(ThreadState& thread) { return builtins::builtin_type(thread, &kChainKey, make_chain_type); }
Type* islice_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kIsliceKey, make_islice_type);
}

// ---- count(start=0, step=1): slots 0 the next number, 1 the step

Result<Value> count_new(ThreadState& thread, const Arguments& arguments) {
  const Value start = given(arguments, 1) ? arguments[1] : Value::from_int(0);
  const Value step = given(arguments, 2) ? arguments[2] : Value::from_int(1);
  for (const Value number : {start, step}) {
    if (number.is_int() || number.is_double() || objects::is_integer(number) || objects::is_complex(number))
      continue;
    if (vm::find_special(thread, number, objects::Special::kIndex).is_empty() &&
        vm::find_special(thread, number, objects::Special::kFloat).is_empty() &&
        vm::find_special(thread, number, objects::Special::kInt).is_empty()) {
      return thread.raise(thread.types.TypeError, "a number is required");
    }
  }
  Iterator* self = create(thread, arguments[0], kCountInfo);
  self->slots[0].store(start);
  self->slots[1].store(step);
  return Value(self);
}

Result<Value> count_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  // Nobody gets a number twice: the step is taken by whoever finds the number unchanged.
  Value current = self->slots[0].load();
  while (true) {
    const Value following =
        MINIPY_TRY(vm::binary(thread, BinaryOperator::kAdd, current, self->slots[1].load()));
    if (self->slots[0].compare_exchange(current, following)) return current;
  }
}

Result<Value> count_repr(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kCountInfo));
  std::string text = "count(" + MINIPY_TRY(vm::repr(thread, self->slots[0].load()))->utf8();
  if (!(self->slots[1].load() == Value::from_int(1))) {
    text += ", " + MINIPY_TRY(vm::repr(thread, self->slots[1].load()))->utf8();
  }
  return make_str(thread, text + ")");
}

Result<Value> count_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kCountInfo>(thread, arguments));
  const Value number = self->slots[0].load();
  const Value step = self->slots[1].load();
  if (objects::is_integer(number) && step == Value::from_int(1)) return reduced(thread, type, {number});
  return reduced(thread, type, {number, step});
}

// ---- cycle(iterable): slots 0 the source until it is through, 1 the list of what came; count: position in
// it; phase 1: what comes from the source is in the list already

Result<Value> cycle_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(positional_only(thread, "cycle", arguments, 1));
  const Value source = MINIPY_TRY(vm::iterate(thread, arguments[1]));
  Iterator* self = create(thread, arguments[0], kCycleInfo);
  self->slots[0].store(source);
  self->slots[1].store(List::create(thread));
  return Value(self);
}

Result<Value> cycle_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  List* saved = self->slots[1].load_as<List>();
  const Value source = self->slots[0].load();
  if (!source.is_empty()) {
    const Value item = MINIPY_TRY(vm::next(thread, source));
    if (!item.is_empty()) {
      if (relaxed(self->phase) == 0) saved->append(thread, item);
      return item;
    }
    self->slots[0].store(Value{});
  }
  const std::int64_t length = saved->size();
  if (length == 0) return Value{};
  return saved->get(self->count.fetch_add(1, std::memory_order_relaxed) % length);
}

Result<Value> cycle_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kCycleInfo>(thread, arguments));
  const Value saved = self->slots[1].load();
  const Value source = self->slots[0].load();
  if (!source.is_empty()) {
    const Value known = Value::from_bool(relaxed(self->phase) != 0);
    return reduced(thread, type, {source}, make_tuple(thread, {saved, known}));
  }
  auto* rest = objects::ListIterator::create(thread, saved);
  if (saved.as<List>()->size() > 0) put(rest->index, relaxed(self->count) % saved.as<List>()->size());
  return reduced(thread, type, {Value(rest)}, make_tuple(thread, {saved, Value::true_()}));
}

Result<Value> cycle_setstate(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kCycleInfo));
  const Tuple* state = MINIPY_TRY(state_tuple(thread, arguments[1], 2));
  if (!objects::is_list(state->items[0])) {
    return thread.raise(thread.types.TypeError, "state is not a list and a flag");
  }
  const std::int64_t known = MINIPY_TRY(vm::index_int64(thread, state->items[1])) != 0 ? 1 : 0;
  self->slots[1].store(state->items[0]);
  put(self->phase, known);
  put(self->count, 0);
  return Value::none();
}

// ---- repeat(object, times): slot 0 the object; count: how often still, -1 for ever

Result<Value> repeat_new(ThreadState& thread, const Arguments& arguments) {
  std::int64_t times = -1;
  if (given(arguments, 2))
    times = std::max<std::int64_t>(0, MINIPY_TRY(vm::index_int64(thread, arguments[2])));
  Iterator* self = create(thread, arguments[0], kRepeatInfo);
  self->slots[0].store(arguments[1]);
  put(self->count, times);
  return Value(self);
}

Result<Value> repeat_next(ThreadState&, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  std::int64_t left = relaxed(self->count);
  while (left != -1) {
    if (left == 0) return Value{};
    if (self->count.compare_exchange_weak(left, left - 1, std::memory_order_relaxed)) break;
  }
  return self->slots[0].load();
}

Result<Value> repeat_length(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t left = relaxed(MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kRepeatInfo))->count);
  if (left < 0) return thread.raise(thread.types.TypeError, "len() of unsized object");
  return objects::make_int(thread, left);
}

Result<Value> repeat_repr(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kRepeatInfo));
  std::string text = "repeat(" + MINIPY_TRY(vm::repr(thread, self->slots[0].load()))->utf8();
  const std::int64_t left = relaxed(self->count);
  if (left >= 0) text += ", " + std::to_string(left);
  return make_str(thread, text + ")");
}

Result<Value> repeat_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kRepeatInfo>(thread, arguments));
  const std::int64_t left = relaxed(self->count);
  if (left < 0) return reduced(thread, type, {self->slots[0].load()});
  return reduced(thread, type, {self->slots[0].load(), objects::make_int(thread, left)});
}

// ---- chain(*iterables): slots 0 the iterator of iterables, 1 the current one

Result<Value> chain_of(ThreadState& thread, Value type, Value iterables) {
  const Value sources = MINIPY_TRY(vm::iterate(thread, iterables));
  Iterator* self = create(thread, type, kChainInfo);
  self->slots[0].store(sources);
  return Value(self);
}

Result<Value> chain_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(positional_only(thread, "chain", arguments, kAnyNumber));
  return chain_of(thread, arguments[0], Tuple::create(thread, {arguments.values + 1, arguments.count - 1}));
}

Result<Value> chain_from_iterable(ThreadState& thread, const Arguments& arguments) {
  return chain_of(thread, arguments[0], arguments[1]);
}

Result<Value> chain_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  while (true) {
    Value current = self->slots[1].load();
    if (!current.is_empty()) {
      const Value item = MINIPY_TRY(vm::next(thread, current));
      if (!item.is_empty()) return item;
      self->slots[1].compare_exchange(current, Value{});
    }
    const Value sources = self->slots[0].load();
    if (sources.is_empty()) return Value{};
    const Value source = MINIPY_TRY(vm::next(thread, sources));
    if (source.is_empty()) {
      self->slots[0].store(Value{});
      return Value{};
    }
    self->slots[1].store(MINIPY_TRY(vm::iterate(thread, source)));
  }
}

Result<Value> chain_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kChainInfo>(thread, arguments));
  const Value sources = self->slots[0].load();
  const Value current = self->slots[1].load();
  if (sources.is_empty()) return reduced(thread, type, {});
  if (current.is_empty()) return reduced(thread, type, {}, make_tuple(thread, {sources}));
  return reduced(thread, type, {}, make_tuple(thread, {sources, current}));
}

Result<Value> chain_setstate(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kChainInfo));
  if (!objects::is_tuple(arguments[1])) return thread.raise(thread.types.TypeError, "state is not a tuple");
  const Tuple* state = arguments[1].as<Tuple>();
  if (state->length < 1 || state->length > 2) {
    return thread.raise(thread.types.TypeError, "function takes at %s arguments (%d given)",
                        state->length < 1 ? "least 1" : "most 2", state->length);
  }
  for (const Value iterator : state->values()) {
    if (vm::find_special(thread, iterator, objects::Special::kNext).is_empty()) {
      return thread.raise(thread.types.TypeError, "Arguments must be iterators.");
    }
  }
  self->slots[0].store(state->items[0]);
  self->slots[1].store(state->length > 1 ? state->items[1] : Value{});
  return Value::none();
}

// ---- predicate iterators: slots 0 the function, 1 the source

template <const objects::OpaqueInfo& Info>
Result<Value> function_source_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(positional_only(thread, Info.name + std::string_view("itertools.").size(), arguments, 2));
  const Value source = MINIPY_TRY(vm::iterate(thread, arguments[2]));
  Iterator* self = create(thread, arguments[0], Info);
  self->slots[0].store(arguments[1]);
  self->slots[1].store(source);
  return Value(self);
}

/// phase is the state of those that have one (takewhile, dropwhile).
template <const objects::OpaqueInfo& Info, bool HasState>
Result<Value> function_source_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<Info>(thread, arguments));
  return reduced(thread, type, {self->slots[0].load(), self->slots[1].load()},
                 HasState ? Value::from_int(relaxed(self->phase)) : Value{});
}

template <const objects::OpaqueInfo& Info>
Result<Value> function_source_setstate(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(self_as<Iterator>(thread, arguments[0], Info));
  put(self->phase, MINIPY_TRY(vm::truth(thread, arguments[1])) ? 1 : 0);
  return Value::none();
}

Result<bool> holds(ThreadState& thread, Value function, Value item) {
  if (function.is_none()) return vm::truth(thread, item);
  return vm::truth(thread, MINIPY_TRY(vm::call(thread, function, {item})));
}

Result<Value> filterfalse_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  while (true) {
    const Value item = MINIPY_TRY(vm::next(thread, self->slots[1].load()));
    if (item.is_empty()) return Value{};
    if (!MINIPY_TRY(holds(thread, self->slots[0].load(), item))) return item;
  }
}

/// phase 1: it stopped.
Result<Value> takewhile_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  if (relaxed(self->phase) != 0) return Value{};
  const Value item = MINIPY_TRY(vm::next(thread, self->slots[1].load()));
  if (item.is_empty()) return Value{};
  const Value answer = MINIPY_TRY(vm::call(thread, self->slots[0].load(), {item}));
  if (MINIPY_TRY(vm::truth(thread, answer))) return item;
  put(self->phase, 1);
  return Value{};
}

/// phase 1: it passes all on.
Result<Value> dropwhile_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  while (true) {
    const Value item = MINIPY_TRY(vm::next(thread, self->slots[1].load()));
    if (item.is_empty()) return Value{};
    if (relaxed(self->phase) != 0) return item;
    const Value answer = MINIPY_TRY(vm::call(thread, self->slots[0].load(), {item}));
    if (MINIPY_TRY(vm::truth(thread, answer))) continue;
    put(self->phase, 1);
    return item;
  }
}

Result<Value> starmap_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  const Value item = MINIPY_TRY(vm::next(thread, self->slots[1].load()));
  if (item.is_empty()) return Value{};
  Tuple* values = MINIPY_TRY(vm::to_tuple(thread, item));
  return vm::call(thread, self->slots[0].load(), values->values());
}

// ---- accumulate(iterable, func=None, *, initial=None): slots 0 function, 1 source, 2 total, 3 initial

Result<Value> accumulate_new(ThreadState& thread, const Arguments& arguments) {
  const Value source = MINIPY_TRY(vm::iterate(thread, arguments[1]));
  Iterator* self = create(thread, arguments[0], kAccumulateInfo);
  if (given(arguments, 2) && !arguments[2].is_none()) self->slots[0].store(arguments[2]);
  self->slots[1].store(source);
  if (given(arguments, 3) && !arguments[3].is_none()) self->slots[3].store(arguments[3]);
  return Value(self);
}

Result<Value> accumulate_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  const Value initial = self->slots[3].exchange(Value{});
  if (!initial.is_empty()) {
    self->slots[2].store(initial);
    return initial;
  }
  const Value item = MINIPY_TRY(vm::next(thread, self->slots[1].load()));
  if (item.is_empty()) return Value{};
  const Value total = self->slots[2].load();
  Value sum = item;
  if (!total.is_empty()) {
    const Value function = self->slots[0].load();
    sum = function.is_empty() ? MINIPY_TRY(vm::binary(thread, BinaryOperator::kAdd, total, item))
                              : MINIPY_TRY(vm::call(thread, function, {total, item}));
  }
  self->slots[2].store(sum);
  return sum;
}

/// A chain over one item and what is left of the source.
Value chained(ThreadState& thread, Value item, Value source) {
  const Value sources = make_tuple(thread, {make_tuple(thread, {item}), source});
  Iterator* chain = create(thread, chain_type(thread), kChainInfo);
  chain->slots[0].store(objects::TupleIterator::create(thread, sources));
  return chain;
}

Result<Value> accumulate_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kAccumulateInfo>(thread, arguments));
  const Value source = self->slots[1].load();
  const Value function = or_none(self->slots[0].load());
  const Value total = self->slots[2].load();
  const Value initial = self->slots[3].load();
  if (!initial.is_empty()) {  // it comes first, as the sum so far
    return reduced(thread, type, {chained(thread, initial, source), function}, Value::none());
  }
  if (!total.is_none()) return reduced(thread, type, {source, function}, or_none(total));
  // A state of None would say that nothing came yet.
  Iterator* again = create(thread, type, kAccumulateInfo);
  again->slots[0].store(self->slots[0].load());
  again->slots[1].store(chained(thread, total, source));
  return reduced(thread, islice_type(thread), {Value(again), Value::from_int(1), Value::none()});
}

Result<Value> accumulate_setstate(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kAccumulateInfo))->slots[2].store(arguments[1]);
  return Value::none();
}

// ---- compress(data, selectors): slots 0 data, 1 selectors

Result<Value> compress_new(ThreadState& thread, const Arguments& arguments) {
  const Value data = MINIPY_TRY(vm::iterate(thread, arguments[1]));
  const Value selectors = MINIPY_TRY(vm::iterate(thread, arguments[2]));
  Iterator* self = create(thread, arguments[0], kCompressInfo);
  self->slots[0].store(data);
  self->slots[1].store(selectors);
  return Value(self);
}

Result<Value> compress_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  while (true) {
    const Value item = MINIPY_TRY(vm::next(thread, self->slots[0].load()));
    if (item.is_empty()) return Value{};
    const Value selector = MINIPY_TRY(vm::next(thread, self->slots[1].load()));
    if (selector.is_empty()) return Value{};
    if (MINIPY_TRY(vm::truth(thread, selector))) return item;
  }
}

Result<Value> compress_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kCompressInfo>(thread, arguments));
  return reduced(thread, type, {self->slots[0].load(), self->slots[1].load()});
}

// ---- islice(iterable, [start,] stop[, step]): slots 0 source, 1 stop, 2 step; count: index of the next item
// to give, phase: how many items were taken

Result<std::int64_t> slice_number(ThreadState& thread, Value value, std::int64_t missing, const char* message,
                                  std::int64_t least) {
  if (value.is_none()) return missing;
  if (objects::is_integer(value) || !vm::find_special(thread, value, objects::Special::kIndex).is_empty()) {
    const Value integer = MINIPY_TRY(vm::index(thread, value));
    if (const auto number = objects::to_int64(integer); number && *number >= least) return *number;
  }
  return thread.raise(thread.types.ValueError, "%s", message);
}

Result<Value> islice_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(positional_only(thread, "islice", arguments, kAnyNumber));
  const std::uint32_t count = arguments.count - 1;
  if (count < 2 || count > 4) {
    return thread.raise(thread.types.TypeError, "islice expected at %s %d arguments, got %d",
                        count < 2 ? "least" : "most", std::int64_t{count < 2 ? 2 : 4}, std::int64_t{count});
  }
  const Value start_value = count == 2 ? Value::none() : arguments[2];
  const Value stop_value = count == 2 ? arguments[2] : arguments[3];
  const Value step_value = count == 4 ? arguments[4] : Value::none();
  const std::int64_t end = MINIPY_TRY(slice_number(
      thread, stop_value, INT64_MAX,
      count == 2 ? "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize."
                 : "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
      0));
  const std::int64_t start = MINIPY_TRY(slice_number(
      thread, start_value, 0, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.", 0));
  const std::int64_t step = MINIPY_TRY(
      slice_number(thread, step_value, 1, "Step for islice() must be a positive integer or None.", 1));
  const Value source = MINIPY_TRY(vm::iterate(thread, arguments[1]));
  Iterator* self = create(thread, arguments[0], kIsliceInfo);
  self->slots[0].store(source);
  self->slots[1].store(objects::make_int(thread, end));
  self->slots[2].store(objects::make_int(thread, step));
  put(self->count, start);
  return Value(self);
}

Result<Value> islice_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  const Value source = self->slots[0].load();
  if (source.is_empty()) return Value{};
  const std::int64_t end = *objects::to_int64(self->slots[1].load());
  const std::int64_t step = *objects::to_int64(self->slots[2].load());
  const std::int64_t wanted = relaxed(self->count);
  const std::int64_t skip_to = std::min(wanted, end);
  Value item;
  while (relaxed(self->phase) < skip_to || (wanted < end && relaxed(self->phase) == wanted)) {
    item = MINIPY_TRY(vm::next(thread, source));
    if (item.is_empty()) {
      self->slots[0].store(Value{});
      return Value{};
    }
    if (self->phase.fetch_add(1, std::memory_order_relaxed) == wanted) {
      put(self->count, wanted > INT64_MAX - step ? INT64_MAX : wanted + step);
      return item;
    }
  }
  self->slots[0].store(Value{});
  return Value{};
}

Result<Value> islice_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kIsliceInfo>(thread, arguments));
  const Value source = self->slots[0].load();
  const Value zero = Value::from_int(0);
  if (source.is_empty()) {
    const Value nothing = objects::ListIterator::create(thread, List::create(thread));
    return reduced(thread, type, {nothing, zero}, zero);
  }
  const Value end = self->slots[1].load();
  return reduced(thread, type,
                 {source, objects::make_int(thread, relaxed(self->count)),
                  *objects::to_int64(end) == INT64_MAX ? Value::none() : end, self->slots[2].load()},
                 objects::make_int(thread, relaxed(self->phase)));
}

Result<Value> islice_setstate(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kIsliceInfo));
  put(self->phase, MINIPY_TRY(vm::index_int64(thread, arguments[1])));
  return Value::none();
}

// ---- pairwise(iterable): slots 0 source, 1 the item before

template <const objects::OpaqueInfo& Info>
Result<Value> source_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(positional_only(thread, Info.name + std::string_view("itertools.").size(), arguments, 1));
  const Value source = MINIPY_TRY(vm::iterate(thread, arguments[1]));
  Iterator* self = create(thread, arguments[0], Info);
  self->slots[0].store(source);
  return Value(self);
}

Result<Value> pairwise_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  const Value source = self->slots[0].load();
  if (source.is_empty()) return Value{};
  Value before = self->slots[1].load();
  if (before.is_empty()) {
    before = MINIPY_TRY(vm::next(thread, source));
    if (before.is_empty()) {
      self->slots[0].store(Value{});
      return Value{};
    }
    self->slots[1].store(before);
  }
  const Value item = MINIPY_TRY(vm::next(thread, source));
  if (item.is_empty()) {
    self->slots[0].store(Value{});
    return Value{};
  }
  self->slots[1].store(item);
  return make_tuple(thread, {before, item});
}

// ---- zip_longest(*iterables, fillvalue=None): slots 0 list of iterators (None: through), 1 fillvalue;
// count: how many are not through

Result<Value> zip_longest_new(ThreadState& thread, const Arguments& arguments) {
  Value fill = Value::none();
  if (arguments.keyword_count() > 0) {
    const Value name = arguments.keywords->items[0];
    if (arguments.keyword_count() > 1 || name.as<Str>()->utf8() != "fillvalue") {
      return thread.raise(thread.types.TypeError, "zip_longest() got an unexpected keyword argument");
    }
    fill = arguments.values[arguments.count];
  }
  List* sources = List::create(thread);
  for (std::uint32_t i = 1; i < arguments.count; ++i) {
    sources->append(thread, MINIPY_TRY(vm::iterate(thread, arguments[i])));
  }
  Iterator* self = create(thread, arguments[0], kZipLongestInfo);
  self->slots[0].store(sources);
  self->slots[1].store(fill);
  put(self->count, sources->size());
  return Value(self);
}

Result<Value> zip_longest_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  List* sources = self->slots[0].load_as<List>();
  const std::int64_t width = sources->size();
  if (relaxed(self->count) <= 0) return Value{};
  vm::RootedValues items(thread);
  for (std::int64_t i = 0; i < width; ++i) {
    const Value source = sources->get(i);
    Value item;
    if (!source.is_none()) {
      item = MINIPY_TRY(vm::next(thread, source));
      if (item.is_empty()) {
        sources->set(thread, i, Value::none());
        if (self->count.fetch_sub(1, std::memory_order_relaxed) <= 1) return Value{};
      }
    }
    items.push_back(item.is_empty() ? self->slots[1].load() : item);
  }
  return Value(Tuple::create(thread, items.span()));
}

Result<Value> zip_longest_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kZipLongestInfo>(thread, arguments));
  const List* sources = self->slots[0].load_as<List>();
  const Tuple* given = sources->to_tuple(thread);
  vm::RootedValues left(thread);
  for (const Value source : given->values()) {
    left.push_back(source.is_none() ? Value(Tuple::create(thread, {})) : source);
  }
  return make_tuple(thread, {Value(type), Value(Tuple::create(thread, left.span())), self->slots[1].load()});
}

Result<Value> zip_longest_setstate(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kZipLongestInfo))->slots[1].store(arguments[1]);
  return Value::none();
}

// ---- product, permutations, combinations: slots 0 list of pools (or the pool), 1 list of indices, 2 list of
// cycles; phase 0: before the first, 1: going, 2: through. count: how many items each result has

Result<Value> pool_argument(ThreadState& thread, Value iterable) {
  return Value(MINIPY_TRY(vm::to_tuple(thread, iterable)));
}

List* index_list(ThreadState& thread, std::int64_t count, bool ascending) {
  List* indices = List::create(thread);
  for (std::int64_t i = 0; i < count; ++i) indices->append(thread, Value::from_int(ascending ? i : 0));
  return indices;
}

Result<Value> product_new(ThreadState& thread, const Arguments& arguments) {
  std::int64_t repeat = 1;
  if (arguments.keyword_count() > 0) {
    if (arguments.keyword_count() > 1 || arguments.keywords->items[0].as<Str>()->utf8() != "repeat") {
      return thread.raise(thread.types.TypeError, "'%S' is an invalid keyword argument for product()",
                          arguments.keywords->items[0].as<Str>());
    }
    repeat = MINIPY_TRY(vm::index_int64(thread, arguments.values[arguments.count]));
    if (repeat < 0) return thread.raise(thread.types.ValueError, "repeat argument cannot be negative");
  }
  List* once = List::create(thread);
  for (std::uint32_t i = 1; i < arguments.count; ++i) {
    once->append(thread, MINIPY_TRY(pool_argument(thread, arguments[i])));
  }
  const std::int64_t pools = once->size();
  if (pools > 0 && repeat > PTRDIFF_MAX / 8 / pools) {
    return thread.raise(thread.types.OverflowError, "repeat argument too large");
  }
  MINIPY_TRY(builtins::check_allocation(thread, static_cast<std::uint64_t>(8 * pools * repeat)));
  once->repeat(thread, repeat);
  Iterator* self = create(thread, arguments[0], kProductInfo);
  self->slots[0].store(once);
  self->slots[1].store(index_list(thread, once->size(), false));
  for (std::int64_t i = 0; i < once->size(); ++i) {
    if (once->get(i).as<Tuple>()->length == 0) put(self->phase, 2);
  }
  return Value(self);
}

/// What the four of them are pickled as: before the first, going (with `state` besides), through.
Value reduced_chooser(ThreadState& thread, Type* type, Iterator* self, Value state) {
  const Value nothing = Tuple::create(thread, {});
  const Value width = objects::make_int(thread, relaxed(self->count));
  if (relaxed(self->phase) == 2) return reduced(thread, type, {nothing, width});
  return reduced(thread, type, {self->slots[0].load(), width}, relaxed(self->phase) == 0 ? Value{} : state);
}

/// The indices that one of the four has in a slot, as of one moment.
Value indices_of(ThreadState& thread, Iterator* self, std::size_t slot) {
  const Value indices = self->slots[slot].load();
  if (indices.is_empty()) return Tuple::create(thread, {});
  const objects::ObjectLock lock(thread, self);
  const List* list = indices.as<List>();
  const std::int64_t size = list->size();
  Tuple* copy = Tuple::create_uninitialised(thread, size);
  for (std::int64_t i = 0; i < size; ++i) copy->items[i] = list->get(i);
  return copy;
}

/// A new list of `length` indices from the tuple of a state, each fitted to what `most(i)` allows at its
/// place.
template <typename Most>
Result<List*> fitted_indices(ThreadState& thread, Value state, std::int64_t length, std::int64_t least,
                             Most most) {
  if (!objects::is_tuple(state) || state.as<Tuple>()->length != length) {
    return thread.raise(thread.types.ValueError, "invalid arguments");
  }
  List* indices = List::create(thread);
  for (std::int64_t i = 0; i < length; ++i) {
    const std::int64_t index = MINIPY_TRY(
        builtins::position_in(thread, state.as<Tuple>()->items[i], least, std::max(most(i), least)));
    indices->append(thread, Value::from_int(index));
  }
  return indices;
}

/// Goes on from new indices.
Value resume_at(const ThreadState& thread, Iterator* self, List* indices, Value cycles = {}) {
  const objects::ObjectLock lock(thread, self);
  self->slots[1].store(indices);
  if (!cycles.is_empty()) self->slots[2].store(cycles);
  put(self->phase, 1);
  return Value::none();
}

Result<Value> product_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kProductInfo>(thread, arguments));
  if (relaxed(self->phase) == 2) return reduced(thread, type, {Tuple::create(thread, {})});
  const Value pools = self->slots[0].load_as<List>()->to_tuple(thread);
  if (relaxed(self->phase) == 0) return make_tuple(thread, {Value(type), pools});
  return make_tuple(thread, {Value(type), pools, indices_of(thread, self, 1)});
}

Result<Value> product_setstate(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kProductInfo));
  const List* pools = self->slots[0].load_as<List>();
  bool empty = false;
  List* indices = MINIPY_TRY(fitted_indices(thread, arguments[1], pools->size(), 0, [&](std::int64_t i) {
    const std::int64_t size = pools->get(i).as<Tuple>()->length;
    empty = empty || size == 0;
    return size - 1;
  }));
  if (!empty) return resume_at(thread, self, indices);
  put(self->phase, 2);
  return Value::none();
}

template <const objects::OpaqueInfo& Info>
Result<Value> combinations_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<Info>(thread, arguments));
  return reduced_chooser(thread, type, self, indices_of(thread, self, 1));
}

template <const objects::OpaqueInfo& Info>
Result<Value> combinations_setstate(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(self_as<Iterator>(thread, arguments[0], Info));
  const std::int64_t size = self->slots[0].load_as<Tuple>()->length;
  const std::int64_t width = relaxed(self->count);
  const bool repeats = &Info == &kCombinationsWithReplacementInfo;
  List* indices = MINIPY_TRY(fitted_indices(
      thread, arguments[1], width, 0, [&](std::int64_t i) { return repeats ? size - 1 : size - width + i; }));
  if (relaxed(self->phase) == 2) return Value::none();  // nothing to choose from
  return resume_at(thread, self, indices);
}

Result<Value> permutations_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kPermutationsInfo>(thread, arguments));
  return reduced_chooser(thread, type, self,
                         make_tuple(thread, {indices_of(thread, self, 1), indices_of(thread, self, 2)}));
}

Result<Value> permutations_setstate(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kPermutationsInfo));
  const Tuple* state = MINIPY_TRY(state_tuple(thread, arguments[1], 2));
  const std::int64_t size = self->slots[0].load_as<Tuple>()->length;
  const std::int64_t width = relaxed(self->count);
  List* indices =
      MINIPY_TRY(fitted_indices(thread, state->items[0], size, 0, [&](std::int64_t) { return size - 1; }));
  List* cycles =
      MINIPY_TRY(fitted_indices(thread, state->items[1], width, 1, [&](std::int64_t i) { return size - i; }));
  if (relaxed(self->phase) == 2) return Value::none();
  return resume_at(thread, self, indices, cycles);
}

// These four run no user code, so each step of theirs is one under the lock: indices that two threads move at
// once would lead out of the pool.

Result<Value> product_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  const objects::ObjectLock lock(thread, self);
  if (relaxed(self->phase) == 2) return Value{};
  List* pools = self->slots[0].load_as<List>();
  List* indices = self->slots[1].load_as<List>();
  const std::int64_t width = pools->size();
  if (relaxed(self->phase) == 1) {
    std::int64_t place = width - 1;
    for (; place >= 0; --place) {
      const std::int64_t index = indices->get(place).as_int() + 1;
      if (index < pools->get(place).as<Tuple>()->length) {
        indices->set(thread, place, Value::from_int(index));
        break;
      }
      indices->set(thread, place, Value::from_int(0));
    }
    if (place < 0) {
      put(self->phase, 2);
      return Value{};
    }
  }
  put(self->phase, 1);
  Tuple* result = Tuple::create_uninitialised(thread, width);
  for (std::int64_t i = 0; i < width; ++i) {
    result->items[i] = pools->get(i).as<Tuple>()->items[indices->get(i).as_int()];
  }
  return Value(result);
}

/// The items of the pool at the first `width` indices.
Value chosen(ThreadState& thread, Iterator* self, std::int64_t width) {
  const Tuple* pool = self->slots[0].load_as<Tuple>();
  const List* indices = self->slots[1].load_as<List>();
  Tuple* result = Tuple::create_uninitialised(thread, width);
  for (std::int64_t i = 0; i < width; ++i) result->items[i] = pool->items[indices->get(i).as_int()];
  return result;
}

Result<Iterator*> chooser(ThreadState& thread, const Arguments& arguments, const objects::OpaqueInfo& info,
                          bool may_be_none) {
  const Value pool = MINIPY_TRY(pool_argument(thread, arguments[1]));
  std::int64_t width = pool.as<Tuple>()->length;
  if (given(arguments, 2) && !(may_be_none && arguments[2].is_none())) {
    if (may_be_none && !objects::is_integer(arguments[2])) {
      return thread.raise(thread.types.TypeError, "Expected int as r");
    }
    width = MINIPY_TRY(vm::index_int64(thread, arguments[2]));
  }
  if (width < 0) return thread.raise(thread.types.ValueError, "r must be non-negative");
  Iterator* self = create(thread, arguments[0], info);
  self->slots[0].store(pool);
  put(self->count, width);
  return self;
}

Result<Value> combinations_new(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(chooser(thread, arguments, kCombinationsInfo, false));
  const std::int64_t width = relaxed(self->count);
  if (width > self->slots[0].load_as<Tuple>()->length) {
    put(self->phase, 2);
  } else {
    self->slots[1].store(index_list(thread, width, true));
  }
  return Value(self);
}

Result<Value> combinations_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  const objects::ObjectLock lock(thread, self);
  if (relaxed(self->phase) == 2) return Value{};
  const std::int64_t width = relaxed(self->count);
  List* indices = self->slots[1].load_as<List>();
  if (relaxed(self->phase) == 1) {
    const std::int64_t size = self->slots[0].load_as<Tuple>()->length;
    std::int64_t place = width - 1;
    while (place >= 0 && indices->get(place).as_int() == place + size - width) --place;
    if (place < 0) {
      put(self->phase, 2);
      return Value{};
    }
    std::int64_t index = indices->get(place).as_int() + 1;
    for (; place < width; ++place) indices->set(thread, place, Value::from_int(index++));
  }
  put(self->phase, 1);
  return chosen(thread, self, width);
}

Result<Value> combinations_with_replacement_new(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(chooser(thread, arguments, kCombinationsWithReplacementInfo, false));
  const std::int64_t width = relaxed(self->count);
  if (width > 0 && self->slots[0].load_as<Tuple>()->length == 0) {
    put(self->phase, 2);
  } else {
    self->slots[1].store(index_list(thread, width, false));
  }
  return Value(self);
}

Result<Value> combinations_with_replacement_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  const objects::ObjectLock lock(thread, self);
  if (relaxed(self->phase) == 2) return Value{};
  const std::int64_t width = relaxed(self->count);
  List* indices = self->slots[1].load_as<List>();
  if (relaxed(self->phase) == 1) {
    const std::int64_t last = self->slots[0].load_as<Tuple>()->length - 1;
    std::int64_t place = width - 1;
    while (place >= 0 && indices->get(place).as_int() == last) --place;
    if (place < 0) {
      put(self->phase, 2);
      return Value{};
    }
    const Value index = Value::from_int(indices->get(place).as_int() + 1);
    for (; place < width; ++place) indices->set(thread, place, index);
  }
  put(self->phase, 1);
  return chosen(thread, self, width);
}

Result<Value> permutations_new(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(chooser(thread, arguments, kPermutationsInfo, true));
  const std::int64_t width = relaxed(self->count);
  const std::int64_t size = self->slots[0].load_as<Tuple>()->length;
  if (width > size) {
    put(self->phase, 2);
    return Value(self);
  }
  self->slots[1].store(index_list(thread, size, true));
  List* cycles = List::create(thread);
  for (std::int64_t i = 0; i < width; ++i) cycles->append(thread, Value::from_int(size - i));
  self->slots[2].store(cycles);
  return Value(self);
}

/// Moves the indices to the next permutation; false when that was the last.
bool permute(ThreadState& thread, Iterator* self, std::int64_t width) {
  List* indices = self->slots[1].load_as<List>();
  List* cycles = self->slots[2].load_as<List>();
  const std::int64_t size = indices->size();
  for (std::int64_t place = width - 1; place >= 0; --place) {
    const std::int64_t left = cycles->get(place).as_int() - 1;
    if (left == 0) {  // this place has seen all: back to where it began
      const Value first = indices->get(place);
      for (std::int64_t i = place; i + 1 < size; ++i) indices->set(thread, i, indices->get(i + 1));
      indices->set(thread, size - 1, first);
      cycles->set(thread, place, Value::from_int(size - place));
      continue;
    }
    cycles->set(thread, place, Value::from_int(left));
    const Value other = indices->get(size - left);
    indices->set(thread, size - left, indices->get(place));
    indices->set(thread, place, other);
    return true;
  }
  return false;
}

Result<Value> permutations_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  const objects::ObjectLock lock(thread, self);
  if (relaxed(self->phase) == 2) return Value{};
  const std::int64_t width = relaxed(self->count);
  if (relaxed(self->phase) == 1 && !permute(thread, self, width)) {
    put(self->phase, 2);
    return Value{};
  }
  put(self->phase, 1);
  return chosen(thread, self, width);
}

// ---- groupby(iterable, key=None): slots 0 source, 1 key function or empty, 2 key of the group being given,
// 3 key of the item at hand, 4 the item at hand (empty: none was read). phase counts the groups. A group:
// slots 0 its groupby, 1 its key; count: which group it is.

const char kGrouperKey = 0;

Type* make_grouper(ThreadState& thread);
Type* grouper_type(ThreadState& thread) { return builtins::builtin_type(thread, &kGrouperKey, make_grouper); }

Value create_group(ThreadState& thread, Iterator* parent, Value key, std::int64_t number) {
  Iterator* group = create(thread, grouper_type(thread), kGroupInfo);
  group->slots[0].store(parent);
  group->slots[1].store(key);
  put(group->count, number);
  return group;
}

Result<Value> groupby_new(ThreadState& thread, const Arguments& arguments) {
  const Value source = MINIPY_TRY(vm::iterate(thread, arguments[1]));
  Iterator* self = create(thread, arguments[0], kGroupbyInfo);
  self->slots[0].store(source);
  if (given(arguments, 2) && !arguments[2].is_none()) self->slots[1].store(arguments[2]);
  return Value(self);
}

/// Reads the next item and its key. False at the end.
Result<bool> groupby_step(ThreadState& thread, Iterator* self) {
  const Value item = MINIPY_TRY(vm::next(thread, self->slots[0].load()));
  if (item.is_empty()) {
    self->slots[4].store(Value{});
    return false;
  }
  const Value function = self->slots[1].load();
  const Value key = function.is_empty() ? item : MINIPY_TRY(vm::call(thread, function, {item}));
  self->slots[4].store(item);
  self->slots[3].store(key);
  return true;
}

Result<Value> group_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  auto* parent = self->slots[0].load_as<Iterator>();
  if (relaxed(parent->phase) != relaxed(self->count)) return Value{};
  if (parent->slots[4].load().is_empty()) {
    if (!MINIPY_TRY(groupby_step(thread, parent))) return Value{};
  }
  if (!MINIPY_TRY(vm::equal(thread, self->slots[1].load(), parent->slots[3].load()))) return Value{};
  return parent->slots[4].exchange(Value{});
}

Result<Value> group_new(ThreadState& thread, const Arguments& arguments) {
  Iterator* parent = MINIPY_TRY(self_as<Iterator>(thread, arguments[1], kGroupbyInfo));
  return create_group(thread, parent, arguments[2], relaxed(parent->phase));
}

// One that its groupby has left behind has nothing any more.
Result<Value> group_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kGroupInfo>(thread, arguments));
  auto* parent = self->slots[0].load_as<Iterator>();
  if (relaxed(parent->phase) != relaxed(self->count)) {
    return builtins::reduced_to_iter(thread, Tuple::create(thread, {}));
  }
  return reduced(thread, type, {Value(parent), self->slots[1].load()});
}

const NativeDefinition kGroupMethods[] = {
    {"__new__", group_new, "cls, parent, key, /"},
    {"__reduce__", group_reduce, "self, /"},
    {"__iter__", builtins::iterator_iter, "self, /"},
    {"__next__", builtins::iterator_next, "self, /"},
};

Type* make_grouper(ThreadState& thread) {
  return new_type(thread, "_grouper", "itertools", false, kGroupMethods);
}

Result<Value> groupby_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  const std::int64_t group_number = self->phase.fetch_add(1, std::memory_order_relaxed) + 1;
  while (true) {  // past what is left of the group before
    const Value current = self->slots[3].load();
    const Value target = self->slots[2].load();
    if (current.is_empty()) {
      // nothing was read yet
    } else if (target.is_empty() || !MINIPY_TRY(vm::equal(thread, target, current))) {
      break;
    }
    if (!MINIPY_TRY(groupby_step(thread, self))) return Value{};
  }
  const Value key = self->slots[3].load();
  self->slots[2].store(key);
  return make_tuple(thread, {key, create_group(thread, self, key, group_number)});
}

Result<Value> groupby_reduce(ThreadState& thread, const Arguments& arguments) {
  const auto [self, type] = MINIPY_TRY(self_of<kGroupbyInfo>(thread, arguments));
  const Value source = self->slots[0].load();
  const Value function = or_none(self->slots[1].load());
  const Value target = self->slots[2].load();
  const Value current = self->slots[3].load();
  const Value item = self->slots[4].load();
  if (target.is_empty() || current.is_empty() || item.is_empty())
    return reduced(thread, type, {source, function});
  return reduced(thread, type, {source, function}, make_tuple(thread, {current, item, target}));
}

Result<Value> groupby_setstate(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kGroupbyInfo));
  const Tuple* state = MINIPY_TRY(state_tuple(thread, arguments[1], 3));
  self->slots[3].store(state->items[0]);
  self->slots[4].store(state->items[1]);
  self->slots[2].store(state->items[2]);
  return Value::none();
}

// ---- the module

struct IteratorType {
  const char* name;
  NativeDefinition methods[7];
};

const NativeDefinition kIter = {"__iter__", builtins::iterator_iter, "self, /"};
const NativeDefinition kNext = {"__next__", builtins::iterator_next, "self, /"};

const IteratorType kTypes[] = {
    {"accumulate",
     {{"__new__", accumulate_new, "cls, iterable, func=, *, initial="},
      kIter,
      kNext,
      {"__reduce__", accumulate_reduce, "self, /"},
      {"__setstate__", accumulate_setstate, "self, state, /"}}},
    {"chain",
     {{"__new__", chain_new, "*args, **kwargs"},
      kIter,
      kNext,
      {"__reduce__", chain_reduce, "self, /"},
      {"__setstate__", chain_setstate, "self, state, /"}}},
    {"combinations",
     {{"__new__", combinations_new, "cls, iterable, r"},
      kIter,
      kNext,
      {"__reduce__", combinations_reduce<kCombinationsInfo>, "self, /"},
      {"__setstate__", combinations_setstate<kCombinationsInfo>, "self, state, /"}}},
    {"combinations_with_replacement",
     {{"__new__", combinations_with_replacement_new, "cls, iterable, r"},
      kIter,
      kNext,
      {"__reduce__", combinations_reduce<kCombinationsWithReplacementInfo>, "self, /"},
      {"__setstate__", combinations_setstate<kCombinationsWithReplacementInfo>, "self, state, /"}}},
    {"compress",
     {{"__new__", compress_new, "cls, data, selectors"},
      kIter,
      kNext,
      {"__reduce__", compress_reduce, "self, /"}}},
    {"count",
     {{"__new__", count_new, "cls, start=, step="},
      kIter,
      kNext,
      {"__reduce__", count_reduce, "self, /"},
      {"__repr__", count_repr, "self, /"}}},
    {"cycle",
     {{"__new__", cycle_new, "*args, **kwargs"},
      kIter,
      kNext,
      {"__reduce__", cycle_reduce, "self, /"},
      {"__setstate__", cycle_setstate, "self, state, /"}}},
    {"dropwhile",
     {{"__new__", function_source_new<kDropwhileInfo>, "*args, **kwargs"},
      kIter,
      kNext,
      {"__reduce__", function_source_reduce<kDropwhileInfo, true>, "self, /"},
      {"__setstate__", function_source_setstate<kDropwhileInfo>, "self, state, /"}}},
    {"filterfalse",
     {{"__new__", function_source_new<kFilterfalseInfo>, "*args, **kwargs"},
      kIter,
      kNext,
      {"__reduce__", function_source_reduce<kFilterfalseInfo, false>, "self, /"}}},
    {"groupby",
     {{"__new__", groupby_new, "cls, iterable, key="},
      kIter,
      kNext,
      {"__reduce__", groupby_reduce, "self, /"},
      {"__setstate__", groupby_setstate, "self, state, /"}}},
    {"islice",
     {{"__new__", islice_new, "*args, **kwargs"},
      kIter,
      kNext,
      {"__reduce__", islice_reduce, "self, /"},
      {"__setstate__", islice_setstate, "self, state, /"}}},
    {"pairwise", {{"__new__", source_new<kPairwiseInfo>, "*args, **kwargs"}, kIter, kNext}},
    {"permutations",
     {{"__new__", permutations_new, "cls, iterable, r="},
      kIter,
      kNext,
      {"__reduce__", permutations_reduce, "self, /"},
      {"__setstate__", permutations_setstate, "self, state, /"}}},
    {"product",
     {{"__new__", product_new, "*args, **kwargs"},
      kIter,
      kNext,
      {"__reduce__", product_reduce, "self, /"},
      {"__setstate__", product_setstate, "self, state, /"}}},
    {"repeat",
     {{"__new__", repeat_new, "cls, object, times="},
      kIter,
      kNext,
      {"__reduce__", repeat_reduce, "self, /"},
      {"__length_hint__", repeat_length, "self, /"},
      {"__repr__", repeat_repr, "self, /"}}},
    {"starmap",
     {{"__new__", function_source_new<kStarmapInfo>, "*args, **kwargs"},
      kIter,
      kNext,
      {"__reduce__", function_source_reduce<kStarmapInfo, false>, "self, /"}}},
    {"takewhile",
     {{"__new__", function_source_new<kTakewhileInfo>, "*args, **kwargs"},
      kIter,
      kNext,
      {"__reduce__", function_source_reduce<kTakewhileInfo, true>, "self, /"},
      {"__setstate__", function_source_setstate<kTakewhileInfo>, "self, state, /"}}},
    {"zip_longest",
     {{"__new__", zip_longest_new, "*args, **kwargs"},
      kIter,
      kNext,
      {"__reduce__", zip_longest_reduce, "self, /"},
      {"__setstate__", zip_longest_setstate, "self, state, /"}}},
};

const NativeDefinition kChainClassMethods[] = {{"from_iterable", chain_from_iterable, "cls, iterable, /"}};

Type* make_type(ThreadState& thread, const IteratorType& row) {
  std::size_t count = 0;
  while (count < std::size(row.methods) && row.methods[count].name != nullptr) ++count;
  return new_type(thread, row.name, "itertools", true, std::span(row.methods, count));
}

const IteratorType& row_of(std::string_view name) {
  return *std::find_if(std::begin(kTypes), std::end(kTypes),
                       [name](const IteratorType& row) { return row.name == name; });
}

Type* make_chain_type(ThreadState& thread) {
  Type* type = make_type(thread, row_of("chain"));
  builtins::add_class_methods(thread, type, kChainClassMethods);
  return type;
}

Type* make_islice_type(ThreadState& thread) { return make_type(thread, row_of("islice")); }

}  // namespace

Result<Value> make_itertools(ThreadState& thread) {
  Module* module = new_module(thread, "itertools", "Functional tools for creating and using iterators.");
  add_tee(thread, module);
  builtins::add_value(thread, module, "_grouper", grouper_type(thread));
  for (const IteratorType& row : kTypes) {
    const std::string_view name = row.name;
    Type* type = name == "chain"    ? chain_type(thread)
                 : name == "islice" ? islice_type(thread)
                                    : make_type(thread, row);
    builtins::add_value(thread, module, row.name, type);
  }
  return Value(module);
}

}  // namespace minipy::modules
