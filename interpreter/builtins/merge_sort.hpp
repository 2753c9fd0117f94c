#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace minipy::builtins {

/// A stable, adaptive merge sort: natural runs, extended by binary insertion, merged along the powers of
/// their borders, galloping where one run wins for long. `Less` may run user code and answer nonsense:
/// whatever it says, the items stay a permutation of what they were. After: Peters' timsort (2002) with the
/// merge order of Munro and Wild's powersort (2018), as in CPython.
template <typename Item, typename Less>
class MergeSort {
 public:
  MergeSort(Item* items, std::size_t count, Less& less) : items_(items), count_(count), less_(less) {}

  void run() {
    if (count_ < 2) return;
    const std::size_t shortest = shortest_run(count_);
    std::size_t start = 0;
    while (start < count_) {
      const std::size_t rest = count_ - start;
      std::size_t length = natural_run(items_ + start, rest);
      if (length < shortest) {
        const std::size_t wanted = std::min(shortest, rest);
        insert_rest(items_ + start, length, wanted);
        length = wanted;
      }
      push({start, length, 0});
      start += length;
    }
    while (runs_.size() > 1) merge_last_two();
  }

 private:
  struct Run {
    std::size_t start;
    std::size_t length;
    int power;  // of the border to the run behind it
  };

  static constexpr std::size_t kGallop = 7;

  // 32 to 64, such that count / it is a power of two or a little less.
  static std::size_t shortest_run(std::size_t count) {
    std::size_t rest = 0;
    while (count >= 64) {
      rest |= count & 1U;
      count >>= 1U;
    }
    return count + rest;
  }

  std::size_t natural_run(Item* items, std::size_t count) {
    if (count < 2) return count;
    std::size_t end = 2;
    if (less_(items[1], items[0])) {
      while (end < count && less_(items[end], items[end - 1])) ++end;
      std::reverse(items, items + end);
    } else {
      while (end < count && !less_(items[end], items[end - 1])) ++end;
    }
    return end;
  }

  void insert_rest(Item* items, std::size_t sorted, std::size_t count) {
    for (std::size_t i = sorted; i < count; ++i) {
      const Item item = items[i];
      const std::size_t at = upper_bound(item, items, i);
      std::move_backward(items + at, items + i, items + i + 1);
      items[at] = item;
    }
  }

  // How many of `items` stay before `item`: those that are not greater.
  std::size_t upper_bound(const Item& item, const Item* items, std::size_t count) {
    std::size_t low = 0;
    while (low < count) {
      const std::size_t middle = low + (count - low) / 2;
      if (less_(item, items[middle])) {
        count = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  // How many of `items` are less than `item`.
  std::size_t lower_bound(const Item& item, const Item* items, std::size_t count) {
    std::size_t low = 0;
    while (low < count) {
      const std::size_t middle = low + (count - low) / 2;
      if (less_(items[middle], item)) {
        low = middle + 1;
      } else {
        count = middle;
      }
    }
    return low;
  }

  // The same as the bounds, looking near the front (or the back) first.
  std::size_t gallop_upper(const Item& item, const Item* items, std::size_t count) {
    std::size_t low = 0;
    std::size_t step = 1;
    while (step <= count && !less_(item, items[step - 1])) {
      low = step;
      step = step * 2 + 1;
    }
    return low + upper_bound(item, items + low, std::min(step, count) - low);
  }
  std::size_t gallop_lower(const Item& item, const Item* items, std::size_t count) {
    std::size_t low = 0;
    std::size_t step = 1;
    while (step <= count && less_(items[step - 1], item)) {
      low = step;
      step = step * 2 + 1;
    }
    return low + lower_bound(item, items + low, std::min(step, count) - low);
  }
  std::size_t gallop_upper_back(const Item& item, const Item* items, std::size_t count) {
    std::size_t high = count;
    std::size_t step = 1;
    while (step <= count && less_(item, items[count - step])) {
      high = count - step;
      step = step * 2 + 1;
    }
    const std::size_t low = count - std::min(step, count);
    return low + upper_bound(item, items + low, high - low);
  }
  std::size_t gallop_lower_back(const Item& item, const Item* items, std::size_t count) {
    std::size_t high = count;
    std::size_t step = 1;
    while (step <= count && !less_(items[count - step], item)) {
      high = count - step;
      step = step * 2 + 1;
    }
    const std::size_t low = count - std::min(step, count);
    return low + lower_bound(item, items + low, high - low);
  }

  // The depth of the border between two neighbours in the tree of merges.
  int border_power(const Run& left, const Run& right) const {
    std::size_t a = 2 * left.start + left.length;
    std::size_t b = a + left.length + right.length;
    for (int power = 1;; ++power) {
      if (a >= count_) {
        a -= count_;
        b -= count_;
      } else if (b >= count_) {
        return power;
      }
      a <<= 1U;
      b <<= 1U;
    }
  }

  void push(const Run& run) {
    if (!runs_.empty()) {
      const int power = border_power(runs_.back(), run);
      while (runs_.size() > 1 && runs_[runs_.size() - 2].power > power) merge_last_two();
      runs_.back().power = power;
    }
    runs_.push_back(run);
  }

  void merge_last_two() {
    const Run right = runs_.back();
    runs_.pop_back();
    Run& left = runs_.back();
    merge(items_ + left.start, left.length, right.length);
    left.length += right.length;
  }

  void merge(Item* items, std::size_t left, std::size_t right) {
    // What is in place already at either end stays.
    const std::size_t skip = gallop_upper(items[left], items, left);
    items += skip;
    left -= skip;
    if (left == 0) return;
    right = gallop_lower_back(items[left - 1], items + left, right);
    if (right == 0) return;
    if (left <= right) {
      merge_forward(items, left, right);
    } else {
      merge_backward(items, left, right);
    }
  }

  // The left run moves away and is merged with the right one from the front.
  void merge_forward(Item* out, std::size_t left, std::size_t right) {
    buffer_.assign(out, out + left);
    const Item* a = buffer_.data();
    const Item* const a_end = a + left;
    const Item* b = out + left;
    const Item* const b_end = b + right;
    while (a != a_end && b != b_end) {
      std::size_t a_wins = 0;
      std::size_t b_wins = 0;
      while (a != a_end && b != b_end && a_wins < gallop_ && b_wins < gallop_) {
        if (less_(*b, *a)) {
          *out++ = *b++;
          ++b_wins;
          a_wins = 0;
        } else {
          *out++ = *a++;
          ++a_wins;
          b_wins = 0;
        }
      }
      while (a != a_end && b != b_end) {
        const std::size_t from_a = gallop_upper(*b, a, static_cast<std::size_t>(a_end - a));
        out = std::copy(a, a + from_a, out);
        a += from_a;
        if (a == a_end) break;
        const std::size_t from_b = gallop_lower(*a, b, static_cast<std::size_t>(b_end - b));
        out = std::copy(b, b + from_b, out);
        b += from_b;
        if (!keep_galloping(from_a, from_b)) break;
      }
    }
    std::copy(a, a_end, out);
  }

  // The right run moves away and is merged with the left one from the back.
  void merge_backward(Item* items, std::size_t left, std::size_t right) {
    buffer_.assign(items + left, items + left + right);
    const Item* const b = buffer_.data();
    Item* out = items + left + right;
    while (left != 0 && right != 0) {
      std::size_t a_wins = 0;
      std::size_t b_wins = 0;
      while (left != 0 && right != 0 && a_wins < gallop_ && b_wins < gallop_) {
        if (less_(b[right - 1], items[left - 1])) {
          *--out = items[--left];
          ++a_wins;
          b_wins = 0;
        } else {
          *--out = b[--right];
          ++b_wins;
          a_wins = 0;
        }
      }
      while (left != 0 && right != 0) {
        const std::size_t kept = gallop_upper_back(b[right - 1], items, left);
        const std::size_t from_a = left - kept;
        out = std::move_backward(items + kept, items + left, out);
        left = kept;
        if (left == 0) break;
        const std::size_t stay = gallop_lower_back(items[left - 1], b, right);
        const std::size_t from_b = right - stay;
        out = std::copy_backward(b + stay, b + right, out);
        right = stay;
        if (!keep_galloping(from_a, from_b)) break;
      }
    }
    std::copy_backward(b, b + right, out);
  }

  // Galloping pays or not: the more it does, the sooner the next one starts.
  bool keep_galloping(std::size_t from_a, std::size_t from_b) {
    if (from_a >= kGallop || from_b >= kGallop) {
      if (gallop_ > 1) --gallop_;
      return true;
    }
    gallop_ += 2;
    return false;
  }

  Item* items_;
  std::size_t count_;
  Less& less_;
  std::vector<Run> runs_;
  std::vector<Item> buffer_;
  std::size_t gallop_ = kGallop;
};

/// Sorts `items[0, count)` by `less`, stably.
template <typename Item, typename Less>
void merge_sort(Item* items, std::size_t count, Less& less) {
  MergeSort<Item, Less>(items, count, less).run();
}

}  // namespace minipy::builtins
