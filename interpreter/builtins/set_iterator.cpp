#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/set_support.hpp"

namespace minipy::builtins {

using objects::Set;

namespace {

// relaxed: threads that share an iterator race for its items.
struct SetIterator : objects::Opaque {
  Slot set;  // empty when exhausted
  std::atomic<std::size_t> position;
  std::atomic<std::int64_t> expected;  // size of the set; -1 once it had another one
  std::atomic<std::int64_t> left;
};

void trace_iterator(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<SetIterator*>(object)->set);
}

Result<Value> iterator_step(ThreadState& thread, Object* object) {
  auto* iterator = static_cast<SetIterator*>(object);
  const Value source = iterator->set.load();
  if (source.is_empty()) return Value{};
  const Set* set = source.as<Set>();
  if (set->size() != iterator->expected.load(std::memory_order_relaxed)) {
    iterator->expected.store(-1, std::memory_order_relaxed);
    return thread.raise(thread.types.RuntimeError, "Set changed size during iteration");
  }
  std::size_t position = iterator->position.load(std::memory_order_relaxed);
  Value key;
  if (!set->next(position, key)) {
    iterator->set.store({});
    return Value{};
  }
  iterator->position.store(position, std::memory_order_relaxed);
  iterator->left.fetch_sub(1, std::memory_order_relaxed);
  return key;
}

constexpr objects::OpaqueInfo kIteratorInfo{"set_iterator", trace_iterator, nullptr, iterator_step};

Result<Value> iterator_length_hint(ThreadState& /*thread*/, const Arguments& arguments) {
  auto* iterator = arguments[0].as<SetIterator>();
  const Value set = iterator->set.load();
  if (set.is_empty() || set.as<Set>()->size() != iterator->expected.load(std::memory_order_relaxed)) {
    return Value::from_int(0);
  }
  return Value::from_int(std::max<std::int64_t>(iterator->left.load(std::memory_order_relaxed), 0));
}

// Pickled as an iterator over a list of what is left, which this iterator keeps for itself.
Result<Value> iterator_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* self = arguments[0].as<SetIterator>();
  auto* rest = objects::create_opaque<SetIterator>(thread, thread.types.set_iterator, kIteratorInfo);
  rest->set.store(self->set.load());
  rest->position.store(self->position.load(std::memory_order_relaxed), std::memory_order_relaxed);
  rest->expected.store(self->expected.load(std::memory_order_relaxed), std::memory_order_relaxed);
  rest->left.store(self->left.load(std::memory_order_relaxed), std::memory_order_relaxed);
  return reduced_to_iter(thread, MINIPY_TRY(vm::to_list(thread, rest)));
}

constexpr NativeDefinition kIteratorMethods[] = {
    {"__length_hint__", iterator_length_hint, "self, /"},
    {"__reduce__", iterator_reduce, "self, /"},
};

}  // namespace

Value iterate_set(ThreadState& thread, Value set) {
  auto* iterator = objects::create_opaque<SetIterator>(thread, thread.types.set_iterator, kIteratorInfo);
  const std::int64_t size = set.as<Set>()->size();
  iterator->set.store(set);
  iterator->expected.store(size, std::memory_order_relaxed);
  iterator->left.store(size, std::memory_order_relaxed);
  return iterator;
}

void install_set_iterator(ThreadState& thread) {
  install_iterator(thread, thread.types.set_iterator);
  add_methods(thread, thread.types.set_iterator, kIteratorMethods);
}

}  // namespace minipy::builtins
