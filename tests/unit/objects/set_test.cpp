#include "interpreter/objects/set.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/unit/objects/objects_world.hpp"

using namespace minipy;
using namespace minipy::objects;
using minipy::tests::number;
using minipy::tests::ObjectsWorld;

namespace {

using Ints = std::vector<std::int64_t>;

Ints content(const Set* set) {
  Ints result;
  std::size_t position = 0;
  for (Value key; set->next(position, key);) result.push_back(key.as_int());
  return result;
}

Set* of(Mutator& mutator, const Ints& keys) {
  Set* set = Set::create(mutator);
  for (const std::int64_t key : keys) CHECK(set->add(mutator, number(key)).ok());
  return set;
}

}  // namespace

TEST_CASE("a set has CPython's order") {
  ObjectsWorld world(false);
  Mutator& mutator = world.main();
  // What python3.11 prints for list(set) after these additions, removals and copies.
  CHECK(content(of(mutator, {5, 3, 100, 8, 0})) == Ints{0, 3, 100, 5, 8});
  CHECK(content(of(mutator, {8, 0, 16, 24})) == Ints{8, 0, 16, 24});
  CHECK(content(of(mutator, {33, 1, 65, 97, 2, -1, -2})) == Ints{65, 33, 2, 1, 97, -2, -1});
  Set* set = of(mutator, {8, 0, 16, 24});
  CHECK(set->remove(mutator, number(0)).value());
  CHECK_FALSE(set->remove(mutator, number(0)).value());
  CHECK(content(set->copy(mutator, false)) == Ints{8, 16, 24});
  CHECK(set->pop(mutator) == number(8));
  CHECK(set->contains(mutator, number(16)).value());
  CHECK_FALSE(set->contains(mutator, number(8)).value());
  CHECK(set->size() == 2);
}

TEST_CASE("keys of a set that user code compares are found, also when it changes the set") {
  ObjectsWorld world(false);
  Mutator& mutator = world.main();
  Set* set = Set::create(mutator);
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 40; ++i) {
      CHECK(set->add(mutator, ObjectsWorld::user_key(mutator, i)).value() == (round == 0));
    }
  }
  CHECK(set->size() == 40);
  world.on_equal = [&](Mutator& inner) {
    world.on_equal = nullptr;
    set->clear(inner);
  };
  CHECK(set->add(mutator, ObjectsWorld::user_key(mutator, 7)).value());
  CHECK(set->size() == 1);
}

TEST_CASE("no key added to a shared set is lost, and each is added once") {
  ObjectsWorld world(true);
  Set* set = Set::create(world.main());
  constexpr std::int64_t kKeys = 20000;
  std::atomic<std::int64_t> added{0};
  std::atomic<int> failures{0};
  world.on_threads(4, [&](Mutator& mutator, int thread) {
    for (std::int64_t i = 0; i < kKeys; ++i) {
      const std::int64_t key = (i * (thread + 1) * 2 + i) % kKeys;
      added += set->add(mutator, number(key)).value() ? 1 : 0;
      failures += !set->contains(mutator, number(key)).value();
      failures += set->contains(mutator, number(-3 - key)).value();
    }
  });
  CHECK(failures == 0);
  CHECK(set->size() == added);
  Ints keys = content(set);
  CHECK(static_cast<std::int64_t>(keys.size()) == added);
  std::sort(keys.begin(), keys.end());
  CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
}

TEST_CASE("threads that add, remove, pop and clear a shared set keep count") {
  ObjectsWorld world(true);
  Set* set = Set::create(world.main());
  std::atomic<std::int64_t> balance{0};
  std::atomic<int> failures{0};
  world.on_threads(4, [&](Mutator& mutator, int thread) {
    for (int i = 0; i < 30000; ++i) {
      const std::int64_t key = (i * 7 + thread) % 101;
      switch ((i + thread) % 5) {
        case 0:
        case 1:
          balance += set->add(mutator, number(key)).value() ? 1 : 0;
          break;
        case 2:
          balance -= set->remove(mutator, number(key)).value() ? 1 : 0;
          break;
        case 3:
          balance -= set->pop(mutator).is_empty() ? 0 : 1;
          break;
        default: {
          std::size_t position = 0;
          std::int64_t hash = 0;
          for (Value seen; set->next(position, seen, hash);) {
            failures += !seen.is_int() || seen.as_int() < 0 || seen.as_int() > 100 || hash != seen.as_int();
          }
        }
      }
    }
  });
  CHECK(failures == 0);
  CHECK(set->size() == balance);
  CHECK(static_cast<std::int64_t>(content(set).size()) == balance);
}
