#include "interpreter/builtins/merge_sort.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <utility>

using minipy::builtins::merge_sort;

namespace {

using Item = std::pair<int, int>;  // what is compared, and the place it had

std::vector<Item> items_of(const std::vector<int>& keys) {
  std::vector<Item> items;
  for (const int key : keys) items.emplace_back(key, static_cast<int>(items.size()));
  return items;
}

void check_sorts(const std::vector<int>& keys) {
  std::vector<Item> items = items_of(keys);
  std::vector<Item> expected = items;
  auto less = [](const Item& a, const Item& b) { return a.first < b.first; };
  std::stable_sort(expected.begin(), expected.end(), less);
  merge_sort(items.data(), items.size(), less);
  CHECK(items == expected);
}

}  // namespace

TEST_CASE("merge_sort sorts every pattern stably") {
  std::mt19937 random(7);
  for (const int size : {0, 1, 2, 3, 10, 63, 64, 65, 127, 500, 1000, 4097}) {
    for (const int range : {1, 2, 10, 1000, 1000000}) {
      std::vector<int> keys;
      for (int i = 0; i < size; ++i)
        keys.push_back(static_cast<int>(random() % static_cast<unsigned>(range)));
      check_sorts(keys);
      std::sort(keys.begin(), keys.end());
      check_sorts(keys);
      std::reverse(keys.begin(), keys.end());
      check_sorts(keys);
      // Runs of different lengths, as merging likes them.
      for (std::size_t at = 0; at < keys.size();) {
        const std::size_t length = std::min<std::size_t>(keys.size() - at, 1 + random() % 200);
        std::sort(keys.begin() + static_cast<long>(at), keys.begin() + static_cast<long>(at + length));
        at += length;
      }
      check_sorts(keys);
      std::rotate(keys.begin(), keys.begin() + size / 3, keys.end());
      check_sorts(keys);
    }
  }
}

TEST_CASE("merge_sort keeps all items, whatever the comparison says") {
  std::mt19937 random(11);
  for (const int size : {5, 64, 300, 3000}) {
    for (int round = 0; round < 20; ++round) {
      std::vector<Item> items = items_of(std::vector<int>(static_cast<std::size_t>(size)));
      const std::vector<Item> before = items;
      auto less = [&](const Item& /*a*/, const Item& /*b*/) { return random() % 3 == 0; };
      merge_sort(items.data(), items.size(), less);
      std::sort(items.begin(), items.end());
      CHECK(items == before);
    }
  }
}

TEST_CASE("merge_sort compares what is sorted already only once") {
  std::vector<int> keys(10000);
  for (int i = 0; i < 10000; ++i) keys[static_cast<std::size_t>(i)] = i / 3;
  std::vector<Item> items = items_of(keys);
  int comparisons = 0;
  auto less = [&](const Item& a, const Item& b) {
    ++comparisons;
    return a.first < b.first;
  };
  merge_sort(items.data(), items.size(), less);
  CHECK(comparisons == 9999);
}
