#include "interpreter/objects/list.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/unit/objects/objects_world.hpp"

using namespace minipy;
using namespace minipy::objects;
using minipy::tests::number;
using minipy::tests::ObjectsWorld;

namespace {

std::vector<std::int64_t> content(const Mutator& mutator, const List* list) {
  std::vector<std::int64_t> result;
  for (const Value value : list->snapshot(mutator)) result.push_back(value.as_int());
  return result;
}

List* counted(Mutator& mutator, std::int64_t count) {
  List* list = List::create(mutator);
  for (std::int64_t i = 0; i < count; ++i) list->append(mutator, number(i));
  return list;
}

using Ints = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a list grows, shifts and shrinks as Python's does") {
  for (const bool free_threaded : {false, true}) {
    ObjectsWorld world(free_threaded);
    Mutator& mutator = world.main();
    List* list = counted(mutator, 5);
    list->insert(mutator, 0, number(10));
    list->insert(mutator, 100, number(11));
    list->insert(mutator, 3, number(12));
    CHECK(content(mutator, list) == Ints{10, 0, 1, 12, 2, 3, 4, 11});
    CHECK(list->pop(mutator, 0) == number(10));
    CHECK(list->pop(mutator, 2) == number(12));
    CHECK(list->pop_last(mutator) == number(11));
    CHECK(list->pop(mutator, 9).is_empty());
    CHECK(list->get(5).is_empty());
    CHECK_FALSE(list->set(mutator, 5, number(1)));
    list->reverse(mutator);
    CHECK(content(mutator, list) == Ints{4, 3, 2, 1, 0});
    list->clear(mutator);
    CHECK(list->size() == 0);
    CHECK(list->pop_last(mutator).is_empty());
  }
}

TEST_CASE("slices of a list are read, replaced and removed in one step") {
  ObjectsWorld world(false);
  Mutator& mutator = world.main();
  List* list = counted(mutator, 10);
  CHECK(content(mutator, list->slice(mutator, {2, INT64_MAX, 3})) == Ints{2, 5, 8});
  CHECK(content(mutator, list->slice(mutator, {INT64_MAX, INT64_MIN, -4})) == Ints{9, 5, 1});
  CHECK(content(mutator, list->slice(mutator, {5, 2, 1})).empty());
  const Value three[] = {number(20), number(21), number(22)};
  CHECK(list->assign_slice(mutator, {1, 3, 1}, three) == -1);
  CHECK(content(mutator, list) == Ints{0, 20, 21, 22, 3, 4, 5, 6, 7, 8, 9});
  CHECK(list->assign_slice(mutator, {1, 4, 1}, {}) == -1);
  CHECK(content(mutator, list) == Ints{0, 3, 4, 5, 6, 7, 8, 9});
  CHECK(list->assign_slice(mutator, {0, INT64_MAX, 2}, three) == 4);
  list->remove_slice(mutator, {INT64_MAX, INT64_MIN, -2});
  CHECK(content(mutator, list) == Ints{0, 4, 6, 8});
  CHECK(list->assign_slice(mutator, {0, 3, INT64_MAX}, {three, 1}) == -1);
  CHECK(content(mutator, list) == Ints{20, 4, 6, 8});
  list->repeat(mutator, 2);
  CHECK(content(mutator, list) == Ints{20, 4, 6, 8, 20, 4, 6, 8});
}

TEST_CASE("no append to a shared list is lost, and what is read was stored") {
  ObjectsWorld world(true);
  List* list = List::create(world.main());
  constexpr int kThreads = 4;
  constexpr std::int64_t kEach = 20000;
  std::atomic<bool> torn{false};
  world.on_threads(kThreads, [&](Mutator& mutator, int thread) {
    for (std::int64_t i = 0; i < kEach; ++i) {
      list->append(mutator, number(thread * kEach + i));
      const Value read = list->get((i * 7919) % (list->size() + 3));
      if (!read.is_empty() && (!read.is_int() || read.as_int() < 0 || read.as_int() >= kThreads * kEach))
        torn = true;
    }
  });
  CHECK_FALSE(torn);
  Ints all = content(world.main(), list);
  for (int thread = 0; thread < kThreads; ++thread) {
    Ints own;
    std::copy_if(all.begin(), all.end(), std::back_inserter(own),
                 [&](std::int64_t i) { return i / kEach == thread; });
    CHECK(own.size() == kEach);
    CHECK(std::is_sorted(own.begin(), own.end()));
  }
}

TEST_CASE("a list shared by threads that do everything to it stays a list") {
  ObjectsWorld world(true);
  List* list = counted(world.main(), 100);
  std::atomic<bool> torn{false};
  std::atomic<std::int64_t> balance{100};
  world.on_threads(4, [&](Mutator& mutator, int thread) {
    const Value some[] = {number(1), number(2), number(3)};
    for (int i = 0; i < 20000; ++i) {
      switch ((i + thread) % 8) {
        case 0:
          list->append(mutator, number(i));
          balance += 1;
          break;
        case 1:
          if (!list->pop(mutator, i % 50).is_empty()) balance -= 1;
          break;
        case 2:
          list->insert(mutator, i % 90, number(i));
          balance += 1;
          break;
        case 3:
          if (!list->pop_last(mutator).is_empty()) balance -= 1;
          break;
        case 4:
          list->set(mutator, i % 70, number(i));
          break;
        case 5:
          list->reverse(mutator);
          break;
        case 6:
          list->extend(mutator, some);
          balance += 3;
          break;
        default:
          for (int n = 0; n < 3; ++n) {
            if (!list->pop(mutator, 0).is_empty()) balance -= 1;
          }
      }
      for (int n = 0; n < 5; ++n) {
        const Value read = list->get((i * 31 + n) % 130);
        if (!read.is_empty() && (!read.is_int() || read.as_int() < 0 || read.as_int() >= 20000)) torn = true;
      }
    }
  });
  CHECK_FALSE(torn);
  CHECK(list->size() == balance);
  for (const Value value : list->snapshot(world.main())) CHECK(value.is_int());
}

TEST_CASE("readers of a list that is cleared and refilled see nothing else") {
  ObjectsWorld world(true);
  List* list = List::create(world.main());
  std::atomic<bool> wrong{false};
  world.on_threads(3, [&](Mutator& mutator, int thread) {
    const Value pair[] = {number(7), number(8)};
    for (int i = 0; i < 30000; ++i) {
      if (thread == 0) {
        if (i % 3 == 0) list->clear(mutator);
        if (i % 3 == 1) list->assign(mutator, pair);
        if (i % 3 == 2) list->append(mutator, number(9));
        continue;
      }
      const std::int64_t expected[] = {7, 8, 9};
      for (std::int64_t at = 0; at < 3; ++at) {
        const Value read = list->get(at);
        if (!read.is_empty() && read != number(expected[at])) wrong = true;
      }
    }
  });
  CHECK_FALSE(wrong);
}
