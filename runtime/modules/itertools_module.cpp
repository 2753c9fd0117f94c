// The module `itertools`. Every iterator is an opaque object whose state lies in Slots and atomics, so that
// threads that share one get each item of the source at most once per call; what they share beyond that races
// as it does in CPython, without harm to the interpreter. User code (functions, the iterators beneath) runs
// under no lock.

#include <atomic>

#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

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
Result<Value> tee_next(ThreadState& thread, Object* object);

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
constexpr objects::OpaqueInfo kTeeInfo = {"itertools._tee", trace_iterator, nullptr, tee_next};

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

// ---- cycle(iterable): slots 0 the source until it is through, 1 the list of what came; count: position in
// it

Result<Value> cycle_new(ThreadState& thread, const Arguments& arguments) {
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
      saved->append(thread, item);
      return item;
    }
    self->slots[0].store(Value{});
  }
  const std::int64_t length = saved->size();
  if (length == 0) return Value{};
  return saved->get(self->count.fetch_add(1, std::memory_order_relaxed) % length);
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

// ---- chain(*iterables): slots 0 the iterator of iterables, 1 the current one

Result<Value> chain_of(ThreadState& thread, Value type, Value iterables) {
  const Value sources = MINIPY_TRY(vm::iterate(thread, iterables));
  Iterator* self = create(thread, type, kChainInfo);
  self->slots[0].store(sources);
  return Value(self);
}

Result<Value> chain_new(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(refuse_keywords(thread, "chain", arguments));
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

// ---- predicate iterators: slots 0 the function, 1 the source

template <const objects::OpaqueInfo& Info>
Result<Value> function_source_new(ThreadState& thread, const Arguments& arguments) {
  const Value source = MINIPY_TRY(vm::iterate(thread, arguments[2]));
  Iterator* self = create(thread, arguments[0], Info);
  self->slots[0].store(arguments[1]);
  self->slots[1].store(source);
  return Value(self);
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
  MINIPY_TRY(refuse_keywords(thread, "islice", arguments));
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

// ---- pairwise(iterable): slots 0 source, 1 the item before

template <const objects::OpaqueInfo& Info>
Result<Value> source_new(ThreadState& thread, const Arguments& arguments) {
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
  once->repeat(thread, repeat);
  Iterator* self = create(thread, arguments[0], kProductInfo);
  self->slots[0].store(once);
  self->slots[1].store(index_list(thread, once->size(), false));
  for (std::int64_t i = 0; i < once->size(); ++i) {
    if (once->get(i).as<Tuple>()->length == 0) put(self->phase, 2);
  }
  return Value(self);
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

const NativeDefinition kGroupMethods[] = {
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
  Iterator* group = create(thread, builtins::builtin_type(thread, &kGrouperKey, make_grouper), kGroupInfo);
  group->slots[0].store(self);
  group->slots[1].store(key);
  put(group->count, group_number);
  return make_tuple(thread, {key, Value(group)});
}

// ---- tee(iterable, n=2): all copies share slots 0 source, 1 list of what came (a chain of pairs: [item,
// rest]). A copy: slot 0 the shared source, 1 the cell it stands before. A cell is a list: empty until read,
// then [item, cell].

const char kTeeKey = 0;

Result<Value> tee_next(ThreadState& thread, Object* object) {
  auto* self = static_cast<Iterator*>(object);
  auto* cell = self->slots[1].load_as<List>();
  if (cell->size() == 0) {
    const Value item = MINIPY_TRY(vm::next(thread, self->slots[0].load()));
    if (item.is_empty()) return Value{};
    if (cell->size() == 0) {
      const Value pair[] = {item, Value(List::create(thread))};
      cell->extend(thread, pair);
    }
  }
  self->slots[1].store(cell->get(1));
  return cell->get(0);
}

Value tee_copy(ThreadState& thread, Value source, Value cell);

Result<Value> tee_copy_method(ThreadState& thread, const Arguments& arguments) {
  Iterator* self = MINIPY_TRY(self_as<Iterator>(thread, arguments[0], kTeeInfo));
  return tee_copy(thread, self->slots[0].load(), self->slots[1].load());
}

const NativeDefinition kTeeMethods[] = {
    {"__iter__", builtins::iterator_iter, "self, /"},
    {"__next__", builtins::iterator_next, "self, /"},
    {"__copy__", tee_copy_method, "self, /"},
};

Type* make_tee(ThreadState& thread) {
  return weakly_referenced(new_type(thread, "_tee", "itertools", false, kTeeMethods));
}

Value tee_copy(ThreadState& thread, Value source, Value cell) {
  Iterator* copy = create(thread, builtins::builtin_type(thread, &kTeeKey, make_tee), kTeeInfo);
  copy->slots[0].store(source);
  copy->slots[1].store(cell);
  return copy;
}

Result<Value> tee(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t count = given(arguments, 1) ? MINIPY_TRY(vm::index_int64(thread, arguments[1])) : 2;
  if (count < 0) return thread.raise(thread.types.ValueError, "n must be >= 0");
  const Value source = MINIPY_TRY(vm::iterate(thread, arguments[0]));
  const Value cell = List::create(thread);
  vm::RootedValues copies(thread);
  for (std::int64_t i = 0; i < count; ++i) copies.push_back(tee_copy(thread, source, cell));
  return Value(Tuple::create(thread, copies.span()));
}

// ---- the module

struct IteratorType {
  const char* name;
  NativeDefinition methods[5];
};

const NativeDefinition kIter = {"__iter__", builtins::iterator_iter, "self, /"};
const NativeDefinition kNext = {"__next__", builtins::iterator_next, "self, /"};

const IteratorType kTypes[] = {
    {"accumulate", {{"__new__", accumulate_new, "cls, iterable, func=, *, initial="}, kIter, kNext}},
    {"chain", {{"__new__", chain_new, "*args, **kwargs"}, kIter, kNext}},
    {"combinations", {{"__new__", combinations_new, "cls, iterable, r"}, kIter, kNext}},
    {"combinations_with_replacement",
     {{"__new__", combinations_with_replacement_new, "cls, iterable, r"}, kIter, kNext}},
    {"compress", {{"__new__", compress_new, "cls, data, selectors"}, kIter, kNext}},
    {"count",
     {{"__new__", count_new, "cls, start=, step="}, kIter, kNext, {"__repr__", count_repr, "self, /"}}},
    {"cycle", {{"__new__", cycle_new, "cls, iterable, /"}, kIter, kNext}},
    {"dropwhile",
     {{"__new__", function_source_new<kDropwhileInfo>, "cls, predicate, iterable, /"}, kIter, kNext}},
    {"filterfalse",
     {{"__new__", function_source_new<kFilterfalseInfo>, "cls, function, iterable, /"}, kIter, kNext}},
    {"groupby", {{"__new__", groupby_new, "cls, iterable, key="}, kIter, kNext}},
    {"islice", {{"__new__", islice_new, "*args, **kwargs"}, kIter, kNext}},
    {"pairwise", {{"__new__", source_new<kPairwiseInfo>, "cls, iterable, /"}, kIter, kNext}},
    {"permutations", {{"__new__", permutations_new, "cls, iterable, r="}, kIter, kNext}},
    {"product", {{"__new__", product_new, "*args, **kwargs"}, kIter, kNext}},
    {"repeat",
     {{"__new__", repeat_new, "cls, object, times="},
      kIter,
      kNext,
      {"__length_hint__", repeat_length, "self, /"},
      {"__repr__", repeat_repr, "self, /"}}},
    {"starmap", {{"__new__", function_source_new<kStarmapInfo>, "cls, function, iterable, /"}, kIter, kNext}},
    {"takewhile",
     {{"__new__", function_source_new<kTakewhileInfo>, "cls, predicate, iterable, /"}, kIter, kNext}},
    {"zip_longest", {{"__new__", zip_longest_new, "*args, **kwargs"}, kIter, kNext}},
};

const NativeDefinition kChainClassMethods[] = {{"from_iterable", chain_from_iterable, "cls, iterable, /"}};
const NativeDefinition kFunctions[] = {{"tee", tee, "iterable, n=, /"}};

}  // namespace

Result<Value> make_itertools(ThreadState& thread) {
  Module* module = new_module(thread, "itertools", "Functional tools for creating and using iterators.");
  builtins::add_functions(thread, module, kFunctions);
  for (const IteratorType& row : kTypes) {
    std::size_t count = 0;
    while (count < std::size(row.methods) && row.methods[count].name != nullptr) ++count;
    Type* type = new_type(thread, row.name, "itertools", true, std::span(row.methods, count));
    if (std::string_view(row.name) == "chain") builtins::add_class_methods(thread, type, kChainClassMethods);
    builtins::add_value(thread, module, row.name, type);
  }
  return Value(module);
}

}  // namespace minipy::modules
