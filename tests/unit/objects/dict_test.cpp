#include "interpreter/objects/dict.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "tests/unit/objects/objects_world.hpp"

using namespace minipy;
using namespace minipy::objects;
using minipy::tests::number;
using minipy::tests::ObjectsWorld;

namespace {

using Pairs = std::vector<std::pair<std::int64_t, std::int64_t>>;

Pairs content(const Dict* dict) {
  Pairs result;
  std::size_t position = 0;
  for (Value key, value; dict->next(position, key, value);) result.emplace_back(key.as_int(), value.as_int());
  return result;
}

Value get(Mutator& mutator, Dict* dict, Value key) { return dict->get(mutator, key).value(); }

void set(Mutator& mutator, Dict* dict, Value key, Value value) { CHECK(dict->set(mutator, key, value).ok()); }

}  // namespace

TEST_CASE("a dict keeps the order of insertion over deletion and growth") {
  ObjectsWorld world(false);
  Mutator& mutator = world.main();
  Dict* dict = Dict::create(mutator);
  CHECK(get(mutator, dict, number(1)).is_empty());
  for (int i = 0; i < 1000; ++i) set(mutator, dict, number(i), number(i * 2));
  for (int i = 0; i < 1000; i += 2) CHECK(dict->pop(mutator, number(i)).value() == number(i * 2));
  CHECK(dict->pop(mutator, number(0)).value().is_empty());
  set(mutator, dict, number(0), number(5));
  CHECK(dict->size() == 501);
  const Pairs pairs = content(dict);
  CHECK(pairs.front() == std::pair<std::int64_t, std::int64_t>{1, 2});
  CHECK(pairs.back() == std::pair<std::int64_t, std::int64_t>{0, 5});
  for (int i = 1; i < 1000; i += 2) CHECK(get(mutator, dict, number(i)) == number(i * 2));
  Value key;
  Value value;
  CHECK(dict->pop_item(mutator, key, value));
  CHECK(key == number(0));
  std::size_t position = SIZE_MAX;
  CHECK(dict->previous(position, key, value));
  CHECK(key == number(999));
  Dict* copy = dict->copy(mutator);
  dict->clear(mutator);
  CHECK(dict->size() == 0);
  CHECK(copy->size() == 500);
  CHECK(copy->set_default(mutator, number(3), number(0)).value() == number(6));
  CHECK(copy->set_default(mutator, number(4), number(0)).value() == number(0));
  while (copy->pop_item(mutator, key, value)) CHECK(!key.is_empty());
  CHECK(copy->size() == 0);
}

TEST_CASE("equal numbers are one key, and strings compare by content") {
  ObjectsWorld world(false);
  Mutator& mutator = world.main();
  Dict* dict = Dict::create(mutator);
  set(mutator, dict, number(1), number(10));
  set(mutator, dict, Value::true_(), number(11));
  set(mutator, dict, Value::from_double(1.0), number(12));
  CHECK(dict->size() == 1);
  CHECK(get(mutator, dict, number(1)) == number(12));
  set(mutator, dict, Value::none(), number(13));
  CHECK(get(mutator, dict, Value::none()) == number(13));
  dict->set_str(mutator, Str::create(mutator, "key"), number(14));
  CHECK(dict->get_str(Str::create(mutator, "key")) == number(14));
  CHECK(get(mutator, dict, Str::create(mutator, "key")) == number(14));
  CHECK(dict->get_str(Str::create(mutator, "other")).is_empty());
  CHECK(dict->pop_str(mutator, Str::create(mutator, "key")) == number(14));
  CHECK(dict->size() == 2);
}

TEST_CASE("keys that user code compares find each other, also when it changes the dict") {
  ObjectsWorld world(false);
  Mutator& mutator = world.main();
  Dict* dict = Dict::create(mutator);
  for (int i = 0; i < 50; ++i) set(mutator, dict, ObjectsWorld::user_key(mutator, i), number(i));
  CHECK(dict->size() == 50);
  for (int i = 0; i < 50; ++i) CHECK(get(mutator, dict, ObjectsWorld::user_key(mutator, i)) == number(i));
  int left = 100;
  int added = 0;
  world.on_equal = [&](Mutator& inner) {
    if (left-- > 0 && left % 10 == 0) set(inner, dict, number(1000 + added++), number(0));
  };
  set(mutator, dict, ObjectsWorld::user_key(mutator, 49), number(490));
  CHECK(dict->size() == 50 + added);
  CHECK(get(mutator, dict, ObjectsWorld::user_key(mutator, 49)) == number(490));
  world.on_equal = [&](Mutator& inner) {
    world.on_equal = nullptr;
    dict->clear(inner);
  };
  set(mutator, dict, ObjectsWorld::user_key(mutator, 7), number(70));
  CHECK(dict->size() == 1);
}

TEST_CASE("a namespace keeps its cells, and an empty cell is an absent name") {
  ObjectsWorld world(false);
  Mutator& mutator = world.main();
  Dict* space = Dict::create(mutator);
  const auto name = [&](const char* text) { return mutator.intern_table.intern(mutator, text); };
  space->set_str(mutator, name("before"), number(1));
  Cell* cell = space->cell_for(mutator, name("x"));
  CHECK(space->size() == 1);
  CHECK(space->get_str(name("x")).is_empty());
  cell->value.store(number(5));
  CHECK(space->get_str(name("x")) == number(5));
  CHECK(space->size() == 2);
  CHECK(space->cell_for(mutator, name("before"))->value.load() == number(1));
  CHECK(space->find_cell(name("none")) == nullptr);
  for (int i = 0; i < 100; ++i) space->set_str(mutator, name(std::to_string(i).c_str()), number(i));
  CHECK(space->cell_for(mutator, name("x")) == cell);
  CHECK(space->pop_str(mutator, name("x")) == number(5));
  CHECK(space->get_str(name("x")).is_empty());
  CHECK(space->size() == 101);
  space->set_str(mutator, name("x"), number(6));
  CHECK(cell->value.load() == number(6));
  Cell* value = Cell::create(mutator, number(9));
  space->set_str(mutator, name("cell"), value);
  CHECK(space->get_str(name("cell")) == Value(value));
  CHECK(space->copy(mutator)->get_str(name("cell")) == Value(value));
  space->clear(mutator);
  CHECK(space->size() == 0);
  CHECK(space->cell_for(mutator, name("x")) == cell);
}

TEST_CASE("no insertion into a shared dict is lost") {
  ObjectsWorld world(true);
  Dict* dict = Dict::create(world.main());
  constexpr int kThreads = 4;
  constexpr std::int64_t kEach = 10000;
  std::atomic<int> failures{0};
  world.on_threads(kThreads, [&](Mutator& mutator, int thread) {
    for (std::int64_t i = 0; i < kEach; ++i) {
      const std::int64_t key = i * kThreads + thread;
      failures += !dict->set(mutator, number(key), number(-key)).ok();
      failures += dict->get(mutator, number(key)).value() != number(-key);
      const Value other = dict->get(mutator, number(i)).value();
      failures += !other.is_empty() && other != number(-i);
      failures += !dict->get(mutator, number(-1 - i)).value().is_empty();
    }
  });
  CHECK(failures == 0);
  CHECK(dict->size() == kThreads * kEach);
  for (std::int64_t key = 0; key < kThreads * kEach; ++key) {
    CHECK(get(world.main(), dict, number(key)) == number(-key));
  }
}

TEST_CASE("threads that add, remove and clear a shared dict see only what was stored") {
  ObjectsWorld world(true);
  Mutator& main = world.main();
  Dict* dict = Dict::create(main);
  std::vector<Str*> names;
  for (int i = 0; i < 64; ++i) names.push_back(main.intern_table.intern(main, "name" + std::to_string(i)));
  std::atomic<int> failures{0};
  world.on_threads(4, [&](Mutator& mutator, int thread) {
    for (int i = 0; i < 30000; ++i) {
      const int n = (i * 13 + thread * 17) % 64;
      switch ((i + thread) % 6) {
        case 0:
        case 1:
          dict->set_str(mutator, names[n], number(n));
          break;
        case 2: {
          const Value popped = dict->pop_str(mutator, names[n]);
          failures += !popped.is_empty() && popped != number(n);
          break;
        }
        case 3: {
          Value key;
          Value value;
          if (dict->pop_item(mutator, key, value)) failures += names[value.as_int()] != key.as<Str>();
          break;
        }
        case 4:
          if (i % 500 == 4) dict->clear(mutator);
          break;
        default: {
          std::size_t position = 0;
          for (Value key, value; dict->next(position, key, value);) {
            failures += names[value.as_int()] != key.as<Str>();
          }
        }
      }
      const Value read = dict->get_str(names[(n + 5) % 64]);
      failures += !read.is_empty() && read != number((n + 5) % 64);
    }
  });
  CHECK(failures == 0);
  std::int64_t live = 0;
  std::size_t position = 0;
  for (Value key, value; dict->next(position, key, value);) ++live;
  CHECK(live == dict->size());
}

TEST_CASE("set_default lets one thread win, also for keys that user code compares") {
  ObjectsWorld world(true);
  Dict* dict = Dict::create(world.main());
  constexpr int kThreads = 4;
  constexpr int kKeys = 300;
  std::vector<std::vector<Value>> seen(kThreads, std::vector<Value>(kKeys));
  world.on_threads(kThreads, [&](Mutator& mutator, int thread) {
    for (int i = 0; i < kKeys; ++i) {
      const Value key = ObjectsWorld::user_key(mutator, i);
      seen[thread][i] = dict->set_default(mutator, key, number(thread)).value();
    }
  });
  CHECK(dict->size() == kKeys);
  for (int i = 0; i < kKeys; ++i) {
    for (int thread = 1; thread < kThreads; ++thread) CHECK(seen[thread][i] == seen[0][i]);
  }
}

TEST_CASE("threads that bind the names of one namespace share the cells") {
  ObjectsWorld world(true);
  Mutator& main = world.main();
  Dict* space = Dict::create(main);
  std::vector<Str*> names;
  for (int i = 0; i < 200; ++i) names.push_back(main.intern_table.intern(main, "global" + std::to_string(i)));
  std::vector<std::vector<Cell*>> cells(4, std::vector<Cell*>(200));
  world.on_threads(4, [&](Mutator& mutator, int thread) {
    for (int i = 0; i < 200; ++i) {
      space->set_str(mutator, names[i], number(i));
      cells[thread][i] = space->cell_for(mutator, names[i]);
    }
  });
  for (int i = 0; i < 200; ++i) {
    CHECK(cells[0][i]->value.load() == number(i));
    for (int thread = 1; thread < 4; ++thread) CHECK(cells[thread][i] == cells[0][i]);
  }
  CHECK(space->size() == 200);
}
