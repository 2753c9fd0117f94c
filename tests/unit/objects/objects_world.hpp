#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/key.hpp"
#include "interpreter/objects/names.hpp"
#include "interpreter/objects/str.hpp"

namespace minipy::tests {

using objects::Mutator;
using objects::Value;

/// Objects without a machine: a heap with the built-in types, and threads that use it. Keys which "user code"
/// hashes and compares are Cells of an int; `on_equal` runs whenever two of them are compared.
class ObjectsWorld {
 public:
  explicit ObjectsWorld(bool free_threaded) : heap_(objects::kind_infos()), free_threaded_(free_threaded) {
    main_ = make_mutator();
    objects::create_core_types(*main_);
  }

  Mutator& main() { return *main_; }

  std::unique_ptr<Mutator> make_mutator() {
    return std::make_unique<Mutator>(heap_, breaker_, 1, types_, names_, intern_table_, hooks_,
                                     free_threaded_);
  }

  /// Runs `body(mutator, thread number)` on `count` threads at once.
  void on_threads(int count, const std::function<void(Mutator&, int)>& body) {
    std::vector<std::thread> threads;
    std::atomic<int> waiting{count};
    for (int i = 0; i < count; ++i) {
      threads.emplace_back([&, i] {
        const std::unique_ptr<Mutator> mutator = make_mutator();
        waiting.fetch_sub(1);
        while (waiting.load() != 0) std::this_thread::yield();
        body(*mutator, i);
      });
    }
    for (std::thread& thread : threads) thread.join();
  }

  static Value user_key(Mutator& mutator, std::int64_t i) {
    return objects::Cell::create(mutator, Value::from_int(i));
  }

  /// One at a time; set before threads start.
  std::function<void(Mutator&)> on_equal;
  /// Before a thread waits for the lock of an object; set before threads start.
  std::function<void(heap::Object*)> on_wait;

 private:
  struct Hooks : objects::ObjectHooks {
    ObjectsWorld* world;
  };

  static Result<bool> equal(Mutator& mutator, Value a, Value b) {
    const auto& hooks = static_cast<const Hooks&>(mutator.hooks);
    if (hooks.world->on_equal) hooks.world->on_equal(mutator);
    if (!has_kind(a, objects::kCell) || !has_kind(b, objects::kCell)) return a == b;
    return a.as<objects::Cell>()->value.load() == b.as<objects::Cell>()->value.load();
  }

  static Result<std::int64_t> hash(Mutator& /*mutator*/, Value value) {
    if (value.is_double()) return objects::hash_double(value.as_double());
    if (value.is_bool()) return value.is_true() ? 1 : 0;
    if (has_kind(value, objects::kBigInt)) return objects::hash_int(value);
    if (has_kind(value, objects::kCell)) return value.as<objects::Cell>()->value.load().as_int() % 7;
    return static_cast<std::int64_t>(value.bits() >> 4U);
  }

  static void wait_for_lock(const Mutator& mutator, heap::Object* object) NO_THREAD_SAFETY_ANALYSIS {
    const auto& hooks = static_cast<const Hooks&>(mutator.hooks);
    if (hooks.world->on_wait) hooks.world->on_wait(object);
    object->lock.lock();
  }

  heap::Heap heap_;
  std::atomic<std::uint32_t> breaker_{0};
  objects::CoreTypes types_;
  objects::Names names_;
  objects::InternTable intern_table_;
  Hooks hooks_{{&equal, &hash, &wait_for_lock}, this};
  bool free_threaded_;
  std::unique_ptr<Mutator> main_;
};

inline Value number(std::int64_t i) { return Value::from_int(i); }

}  // namespace minipy::tests
