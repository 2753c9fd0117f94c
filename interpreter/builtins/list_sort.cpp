#include <algorithm>

#include "interpreter/builtins/merge_sort.hpp"
#include "interpreter/builtins/sorting.hpp"
#include "interpreter/objects/key.hpp"
#include "interpreter/objects/list.hpp"

namespace minipy::builtins {

namespace {

using objects::Array;
using objects::List;

// What is sorted with a key function.
struct Keyed {
  Value key;
  Value value;
};

Value key_of(Value item) { return item; }
Value key_of(const Keyed& item) { return item.key; }

// What all keys have in common, so that they compare without user code.
enum class Keys : std::uint8_t { kIntegers, kNumbers, kStrings, kAny };

template <typename Item>
Keys common_class(const ThreadState& thread, const std::vector<Item>& items) {
  bool integers = true;
  bool numbers = true;
  bool strings = true;
  for (const Item& item : items) {
    const Value key = key_of(item);
    integers = integers && key.is_int();
    numbers = numbers && (key.is_int() || key.is_double());
    strings = strings && objects::is_exact_str(thread, key);
    if (!numbers && !strings) return Keys::kAny;
  }
  return integers ? Keys::kIntegers : numbers ? Keys::kNumbers : Keys::kStrings;
}

// An inline integer or a double; both are exact as doubles.
double as_number(Value key) { return key.is_int() ? static_cast<double>(key.as_int()) : key.as_double(); }

template <typename Item>
void sort_natively(std::vector<Item>& items, Keys keys) {
  const auto sort = [&](auto less) { merge_sort(items.data(), items.size(), less); };
  if (keys == Keys::kIntegers) {
    sort([](const Item& a, const Item& b) { return key_of(a).as_int() < key_of(b).as_int(); });
  } else if (keys == Keys::kNumbers) {
    sort([](const Item& a, const Item& b) { return as_number(key_of(a)) < as_number(key_of(b)); });
  } else {
    sort([](const Item& a, const Item& b) {
      return key_of(a).template as<Str>()->compare(key_of(b).template as<Str>()) < 0;
    });
  }
}

// Stability is kept in reverse, too: equal items stay in their order.
template <typename Item, typename Sort>
void sort_in_direction(std::vector<Item>& items, bool reverse, Sort sort) {
  if (reverse) std::reverse(items.begin(), items.end());
  sort();
  if (reverse) std::reverse(items.begin(), items.end());
}

// Once a comparison raised, the rest is not compared any more.
template <typename Item>
Result<void> sort_items(ThreadState& thread, std::vector<Item>& items, bool reverse) {
  bool raised = false;
  const Keys keys = common_class(thread, items);
  sort_in_direction(items, reverse, [&] {
    if (keys != Keys::kAny) return sort_natively(items, keys);
    const auto less = [&](const Item& a, const Item& b) {
      if (raised) return false;
      const Result<bool> answer = vm::compare_truth(thread, objects::Comparison::kLt, key_of(a), key_of(b));
      raised = !answer.ok();
      return !raised && answer.value();
    };
    merge_sort(items.data(), items.size(), less);
  });
  if (raised) return Raised{};
  return Done{};
}

// `values` is what was in the list, and what shall be afterwards.
Result<void> sort_with_key(ThreadState& thread, vm::RootedValues& values, Value key, bool reverse) {
  vm::RootedValues keys(thread);  // the collector does not look into `items`
  std::vector<Keyed> items;
  items.reserve(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const Value of_item = MINIPY_TRY(vm::call(thread, key, {values[i]}));
    keys.push_back(of_item);
    items.push_back({of_item, values[i]});
  }
  vm::RootedValues kept(thread);
  kept.values() = values.values();
  const Result<void> sorted = sort_items(thread, items, reverse);
  for (std::size_t i = 0; i < items.size(); ++i) values[i] = items[i].value;
  return sorted;
}

Result<void> sort_without_key(ThreadState& thread, vm::RootedValues& values, bool reverse) {
  std::vector<Value> items = values.values();  // the others stay where the collector sees them
  const Result<void> sorted = sort_items(thread, items, reverse);
  values.values() = std::move(items);
  return sorted;
}

}  // namespace

Result<void> sort_list(ThreadState& thread, List* list, Value key, bool reverse) {
  if (key.is_none()) {
    const bool done = list->rearrange(thread, [&](std::vector<Value>& values) {
      const Keys keys = common_class(thread, values);
      if (keys == Keys::kAny) return false;
      sort_in_direction(values, reverse, [&] { sort_natively(values, keys); });
      return true;
    });
    if (done) return Done{};
  }
  vm::RootedValues values(thread);
  const Array* taken = list->take_all(thread, values.values());
  const Result<void> sorted =
      key.is_none() ? sort_without_key(thread, values, reverse) : sort_with_key(thread, values, key, reverse);
  const bool untouched = list->put_back(thread, taken, values.span());
  if (!sorted.ok()) return Raised{};
  if (!untouched) return thread.raise(thread.types.ValueError, "list modified during sort");
  return Done{};
}

}  // namespace minipy::builtins
