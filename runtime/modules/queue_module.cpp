// The module `_queue`: SimpleQueue, a chain of nodes under the object's lock. put() never waits and runs no
// user code, so that it may be called from anywhere, a `__del__` in the midst of get() included. Who finds
// the queue empty waits, and takes what is there when it is woken; somebody else may have been quicker, then
// it waits again.

#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/lock.hpp"
#include "runtime/modules/modules.hpp"

namespace minipy::modules {
namespace {

struct Node : objects::Opaque {
  Slot item;
  Slot next;
};

struct SimpleQueue : objects::Opaque {
  // Under the lock.
  Slot first;
  Slot last;
  std::atomic<std::int64_t> count;  // release: who sees an item counted finds it
  WaitQueue waiters;
};

void trace_node(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<Node*>(object)->item);
  marker.mark(static_cast<Node*>(object)->next);
}

void trace_queue(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<SimpleQueue*>(object)->first);
  marker.mark(static_cast<SimpleQueue*>(object)->last);
}

constexpr objects::OpaqueInfo kNodeInfo = {"_queue._node", trace_node};
constexpr objects::OpaqueInfo kQueueInfo = {"_queue.SimpleQueue", trace_queue};
const char kNodeKey = 0;
const char kEmptyKey = 0;

Type* make_node_type(ThreadState& thread) { return new_type(thread, "_node", "_queue", false, {}); }

Result<SimpleQueue*> self_queue(ThreadState& thread, Value self) {
  return self_as<SimpleQueue>(thread, self, kQueueInfo);
}

std::int64_t size_of(const SimpleQueue* queue) { return queue->count.load(std::memory_order_acquire); }

Result<Value> queue_new(ThreadState& thread, const Arguments& arguments) {
  return Value(objects::create_opaque<SimpleQueue>(thread, arguments[0].as<Type>(), kQueueInfo));
}

Result<Value> queue_put(ThreadState& thread, const Arguments& arguments) {
  SimpleQueue* queue = MINIPY_TRY(self_queue(thread, arguments[0]));
  auto* node = objects::create_opaque<Node>(thread, builtins::builtin_type(thread, &kNodeKey, make_node_type),
                                            kNodeInfo);
  node->item.store(arguments[1]);
  {
    const objects::ObjectLock lock(thread, queue);
    const Value last = queue->last.load();
    (last ? last.as<Node>()->next : queue->first).store(node);
    queue->last.store(node);
    queue->count.fetch_add(1, std::memory_order_release);
  }
  queue->waiters.wake_one();
  return Value::none();
}

/// The first item, or empty.
Value take(const ThreadState& thread, SimpleQueue* queue) {
  const objects::ObjectLock lock(thread, queue);
  const Value first = queue->first.load();
  if (!first) return {};
  const Value next = first.as<Node>()->next.load();
  queue->first.store(next);
  if (!next) queue->last.store({});
  queue->count.fetch_sub(1, std::memory_order_release);
  return first.as<Node>()->item.load();
}

Raised raise_empty(ThreadState& thread) {
  return thread.raise_with(thread.interpreter.state_slot(&kEmptyKey).load_as<Type>(), {});
}

/// Until when get() waits; 0: not at all.
Result<std::int64_t> deadline_of(ThreadState& thread, Value block, Value timeout) {
  if (block && !MINIPY_TRY(vm::truth(thread, block))) return 0;
  if (!timeout || timeout.is_none()) return sync::kNever;
  const std::int64_t nanoseconds =
      MINIPY_TRY(seconds_to_nanoseconds(thread, timeout, "timeout value is too large"));
  if (nanoseconds < 0) {
    return thread.raise(thread.types.ValueError, "'timeout' must be a non-negative number");
  }
  if (nanoseconds == 0) return 0;
  return trace::deadline_after(sync::ThreadContext::of(thread).parker->now(), nanoseconds);
}

Result<Value> take_until(ThreadState& thread, SimpleQueue* queue, std::int64_t deadline) {
  while (true) {
    if (const Value item = take(thread, queue); item) return item;
    if (deadline == 0) return raise_empty(thread);
    const Wake wake =
        queue->waiters.wait(thread, "queue.get", deadline, [queue] { return size_of(queue) == 0; });
    if (wake == Wake::kTimeout) {
      deadline = 0;
    } else if (wake == Wake::kInterrupted) {
      const Result<void> handled = vm::checkpoint(thread);
      if (handled.ok()) continue;
      if (size_of(queue) > 0) queue->waiters.wake_one();  // this thread does not take what it was woken for
      return Raised{};
    }
  }
}

Result<Value> queue_get(ThreadState& thread, const Arguments& arguments) {
  SimpleQueue* queue = MINIPY_TRY(self_queue(thread, arguments[0]));
  return take_until(thread, queue, MINIPY_TRY(deadline_of(thread, arguments.get(1), arguments.get(2))));
}

Result<Value> queue_get_nowait(ThreadState& thread, const Arguments& arguments) {
  return take_until(thread, MINIPY_TRY(self_queue(thread, arguments[0])), 0);
}

Result<Value> queue_empty(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(size_of(MINIPY_TRY(self_queue(thread, arguments[0]))) == 0);
}

Result<Value> queue_qsize(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(size_of(MINIPY_TRY(self_queue(thread, arguments[0]))));
}

const NativeDefinition kMethods[] = {
    {"__new__", queue_new, "cls, /"},
    {"put", queue_put, "self, item, block=, timeout=", "Put an item in. Never waits."},
    {"put_nowait", queue_put, "self, item", "Put an item in. Never waits."},
    {"get", queue_get, "self, block=, timeout=",
     "Take the first item out; wait for one if there is none, and raise Empty when that takes too long."},
    {"get_nowait", queue_get_nowait, "self, /", "Take the first item out; raise Empty if there is none."},
    {"empty", queue_empty, "self, /", "Return True if the queue is empty, False otherwise (not reliable!)."},
    {"qsize", queue_qsize, "self, /", "Return the approximate size of the queue (not reliable!)."},
};
const NativeDefinition kClassMethods[] = {{"__class_getitem__", builtins::class_getitem, "cls, item, /"}};

/// The exception class. One for the interpreter's life: queues made by an earlier import raise it too.
Result<Value> empty_type(ThreadState& thread) {
  Slot& slot = thread.interpreter.state_slot(&kEmptyKey);
  if (const Value known = slot.load(); known) return known;
  Dict* space = Dict::create(thread);
  space->set_str(thread, thread.names.dunder_module, vm::intern(thread, "_queue"));
  space->set_str(thread, thread.names.dunder_doc,
                 make_str(thread, "Exception raised by Queue.get(block=0)/get_nowait()."));
  const Value made = MINIPY_TRY(vm::create_class(
      thread, thread.types.type, vm::intern(thread, "Empty"),
      make_tuple(thread, {Value(thread.types.Exception)}).as<Tuple>(), space, Arguments{}, 0));
  slot.store(made);
  return made;
}

}  // namespace

Result<Value> make_queue(ThreadState& thread) {
  Module* module = new_module(thread, "_queue", "Queues for threads, written in C++.");
  builtins::add_value(thread, module, "Empty", MINIPY_TRY(empty_type(thread)));
  Type* queue = weakly_referenced(new_type(thread, "SimpleQueue", "_queue", true, kMethods));
  builtins::add_class_methods(thread, queue, kClassMethods);
  builtins::add_value(thread, module, "SimpleQueue", queue);
  return Value(module);
}

}  // namespace minipy::modules
