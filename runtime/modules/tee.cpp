// itertools.tee: copies of one iterator that go their own ways. What came from the source lies in a chain of
// blocks, which all copies share; a copy is a place in it, and whoever stands at its end reads on. One copy
// reads at a time: RuntimeError for who comes meanwhile, another thread or the source itself, as in CPython.
// An item of a block does not change once the block's length (release) counts it.
#include "runtime/modules/tee.hpp"

#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/list.hpp"

namespace minipy::modules {
namespace {

using builtins::reduced;

constexpr std::int64_t kBlockItems = 57;

struct Block : objects::Opaque {
  Slot source;
  Slot next;  // Block; empty until somebody needs it
  std::atomic<std::int64_t> length;
  std::atomic<bool> reading;  // acquire, release: whoever sets it reads from the source
  Slot items[kBlockItems];
};

struct Tee : objects::Opaque {
  // Both change together, under the lock.
  Slot block;
  std::int64_t index;
};

void trace_block(Object* object, heap::Marker& marker) {
  auto* block = static_cast<Block*>(object);
  marker.mark(block->source);
  marker.mark(block->next);
  for (const Slot& item : block->items) marker.mark(item);
}

void trace_tee(Object* object, heap::Marker& marker) { marker.mark(static_cast<Tee*>(object)->block); }

Result<Value> tee_next(ThreadState& thread, Object* object);

constexpr objects::OpaqueInfo kBlockInfo = {"itertools._tee_dataobject", trace_block};
constexpr objects::OpaqueInfo kTeeInfo = {"itertools._tee", trace_tee, nullptr, tee_next};
const char kBlockKey = 0;
const char kTeeKey = 0;

Type* make_block_type(ThreadState& thread);
Type* make_tee_type(ThreadState& thread);
Type* block_type(ThreadState& thread) { return builtins::builtin_type(thread, &kBlockKey, make_block_type); }
Type* tee_type(ThreadState& thread) { return builtins::builtin_type(thread, &kTeeKey, make_tee_type); }

// ---- blocks

Block* create_block(ThreadState& thread, Value source) {
  auto* block = objects::create_opaque<Block>(thread, block_type(thread), kBlockInfo);
  block->source.store(source);
  return block;
}

/// The item at an index that is not behind the end; read from the source if it is the end. Empty: no more.
Result<Value> item_at(ThreadState& thread, Block* block, std::int64_t index) {
  if (index < block->length.load(std::memory_order_acquire)) return block->items[index].load();
  if (block->reading.exchange(true, std::memory_order_acquire)) {
    return thread.raise(thread.types.RuntimeError, "cannot re-enter the tee iterator");
  }
  Result<Value> item = Value{};
  if (index < block->length.load(std::memory_order_acquire)) {  // read by another thread meanwhile
    item = block->items[index].load();
  } else {
    item = vm::next(thread, block->source.load());
    if (item.ok() && item.value()) {
      block->items[index].store(item.value());
      block->length.store(index + 1, std::memory_order_release);
    }
  }
  block->reading.store(false, std::memory_order_release);
  return item;
}

/// The block behind a full one.
Value block_behind(ThreadState& thread, Block* block) {
  Value next = block->next.load();
  if (next) return next;
  const Value made = create_block(thread, block->source.load());
  return block->next.compare_exchange(next, made) ? made : next;
}

Result<Value> block_new(ThreadState& thread, const Arguments& arguments) {
  const bool has_next = !arguments[3].is_none();
  if (!objects::is_list(arguments[2])) {
    return thread.raise(thread.types.TypeError, "_tee_dataobject() argument 2 must be list, not %T",
                        arguments[2]);
  }
  vm::RootedValues items(thread);
  items.values() = arguments[2].as<List>()->snapshot(thread);
  const auto length = static_cast<std::int64_t>(items.size());
  if (length > kBlockItems || (has_next && length < kBlockItems) ||
      (has_next && objects::as_opaque<Block>(arguments[3], kBlockInfo) == nullptr)) {
    return thread.raise(thread.types.ValueError, "Invalid arguments");
  }
  Block* block = create_block(thread, arguments[1]);
  for (std::int64_t i = 0; i < length; ++i) block->items[i].store(items[static_cast<std::size_t>(i)]);
  block->length.store(length, std::memory_order_release);
  if (has_next) block->next.store(arguments[3]);
  return Value(block);
}

Result<Value> block_reduce(ThreadState& thread, const Arguments& arguments) {
  const Block* block = MINIPY_TRY(self_as<Block>(thread, arguments[0], kBlockInfo));
  List* items = List::create(thread);
  const std::int64_t length = block->length.load(std::memory_order_acquire);
  for (std::int64_t i = 0; i < length; ++i) items->append(thread, block->items[i].load());
  const Value next = block->next.load();
  return reduced(thread, block_type(thread), {block->source.load(), items, next ? next : Value::none()});
}

const NativeDefinition kBlockMethods[] = {
    {"__new__", block_new, "cls, iterator, items, next, /"},
    {"__reduce__", block_reduce, "self, /"},
};

Type* make_block_type(ThreadState& thread) {
  return new_type(thread, "_tee_dataobject", "itertools", false, kBlockMethods);
}

// ---- the copies

Value create_tee(ThreadState& thread, Value block, std::int64_t index) {
  auto* tee = objects::create_opaque<Tee>(thread, tee_type(thread), kTeeInfo);
  tee->block.store(block);
  tee->index = index;
  return tee;
}

struct Place {
  Value block;
  std::int64_t index;
};

Place place_of(const ThreadState& thread, Tee* tee) {
  const objects::ObjectLock lock(thread, tee);
  return {tee->block.load(), tee->index};
}

void move_to(const ThreadState& thread, Tee* tee, const Place& from, const Place& to) {
  const objects::ObjectLock lock(thread, tee);
  if (tee->block.load() != from.block || tee->index != from.index) return;  // another thread's item
  tee->block.store(to.block);
  tee->index = to.index;
}

Result<Value> tee_next(ThreadState& thread, Object* object) {
  auto* tee = static_cast<Tee*>(object);
  Place place = place_of(thread, tee);
  if (place.index == kBlockItems) {
    const Place next = {block_behind(thread, place.block.as<Block>()), 0};
    move_to(thread, tee, place, next);
    place = next;
  }
  const Value item = MINIPY_TRY(item_at(thread, place.block.as<Block>(), place.index));
  if (item) move_to(thread, tee, place, {place.block, place.index + 1});
  return item;
}

Value copy_of(ThreadState& thread, Tee* tee) {
  const Place place = place_of(thread, tee);
  return create_tee(thread, place.block, place.index);
}

Result<Value> tee_copy(ThreadState& thread, const Arguments& arguments) {
  return copy_of(thread, MINIPY_TRY(self_as<Tee>(thread, arguments[0], kTeeInfo)));
}

Result<Value> tee_of(ThreadState& thread, Value iterable) {
  const Value source = MINIPY_TRY(vm::iterate(thread, iterable));
  if (auto* tee = objects::as_opaque<Tee>(source, kTeeInfo); tee != nullptr) return copy_of(thread, tee);
  return create_tee(thread, create_block(thread, source), 0);
}

Result<Value> tee_new(ThreadState& thread, const Arguments& arguments) {
  return tee_of(thread, arguments[1]);
}

Result<Value> tee_reduce(ThreadState& thread, const Arguments& arguments) {
  const Place place = place_of(thread, MINIPY_TRY(self_as<Tee>(thread, arguments[0], kTeeInfo)));
  return reduced(thread, tee_type(thread), {Tuple::create(thread, {})},
                 make_tuple(thread, {place.block, Value::from_int(place.index)}));
}

Result<Value> tee_setstate(ThreadState& thread, const Arguments& arguments) {
  Tee* tee = MINIPY_TRY(self_as<Tee>(thread, arguments[0], kTeeInfo));
  const Tuple* state = objects::is_tuple(arguments[1]) ? arguments[1].as<Tuple>() : nullptr;
  if (state == nullptr) return thread.raise(thread.types.TypeError, "state is not a tuple");
  if (state->length != 2 || objects::as_opaque<Block>(state->items[0], kBlockInfo) == nullptr) {
    return thread.raise(thread.types.TypeError, "state is not a block and an index");
  }
  const std::int64_t index = MINIPY_TRY(vm::index_int64(thread, state->items[1]));
  // An index behind what the block holds would leave items out that nobody read.
  if (index < 0 || index > state->items[0].as<Block>()->length.load(std::memory_order_acquire)) {
    return thread.raise(thread.types.ValueError, "Index out of range");
  }
  move_to(thread, tee, place_of(thread, tee), {state->items[0], index});
  return Value::none();
}

const NativeDefinition kTeeMethods[] = {
    {"__new__", tee_new, "cls, iterable, /"},
    {"__iter__", builtins::iterator_iter, "self, /"},
    {"__next__", builtins::iterator_next, "self, /"},
    {"__copy__", tee_copy, "self, /"},
    {"__reduce__", tee_reduce, "self, /"},
    {"__setstate__", tee_setstate, "self, state, /"},
};

Type* make_tee_type(ThreadState& thread) {
  return weakly_referenced(new_type(thread, "_tee", "itertools", false, kTeeMethods));
}

// An iterator that knows how to copy itself is the first of the copies.
Result<Value> tee(ThreadState& thread, const Arguments& arguments) {
  const bool counted = !arguments.get(1).is_empty();
  const std::int64_t count = counted ? MINIPY_TRY(vm::index_int64(thread, arguments[1])) : 2;
  if (count < 0) return thread.raise(thread.types.ValueError, "n must be >= 0");
  if (count == 0) return Value(Tuple::create(thread, {}));
  Value first = MINIPY_TRY(vm::iterate(thread, arguments[0]));
  Value copy = MINIPY_TRY(vm::find_attribute(thread, first, vm::intern(thread, "__copy__")));
  if (!copy) {
    first = MINIPY_TRY(tee_of(thread, first));
    copy = MINIPY_TRY(vm::get_attribute(thread, first, vm::intern(thread, "__copy__")));
  }
  vm::RootedValues copies(thread);
  copies.push_back(first);
  for (std::int64_t i = 1; i < count; ++i) copies.push_back(MINIPY_TRY(vm::call(thread, copy)));
  return Value(Tuple::create(thread, copies.span()));
}

const NativeDefinition kFunctions[] = {{"tee", tee, "iterable, n=, /"}};

}  // namespace

void add_tee(ThreadState& thread, Module* module) {
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_value(thread, module, "_tee", tee_type(thread));
  builtins::add_value(thread, module, "_tee_dataobject", block_type(thread));
}

}  // namespace minipy::modules
