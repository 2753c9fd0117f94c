#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace minipy::modules::regex {

/// What \d, \s, \w and their opposites stand for. The odd one is the opposite of the one before.
enum class Category : std::uint8_t { kDigit, kNotDigit, kSpace, kNotSpace, kWord, kNotWord };

/// Whether `point` is of the category. `ascii`: as ASCII knows it.
bool is_of(char32_t point, Category category, bool ascii);

/// Code points first to last.
struct Range {
  char32_t first;
  char32_t last;
  bool operator==(const Range&) const = default;
};

/// One item of a set: a range, or a category.
struct SetItem {
  bool is_category = false;
  Category category = Category::kDigit;
  Range range{0, 0};
  bool operator==(const SetItem&) const = default;
};

/// A set of code points, ready to be asked. Immutable once made. A bit for each code point of Latin-1 answers
/// for those at once, whatever the flags are.
class Charset {
 public:
  /// `flags` are those in force where the set stands.
  Charset(const std::vector<SetItem>& items, bool negated, std::uint32_t flags);

  bool contains(char32_t point) const {
    if (point < 256) [[likely]]
      return ((low_[point >> 6U] >> (point & 63U)) & 1U) != 0;
    return contains_wide(point);
  }

 private:
  bool contains_wide(char32_t point) const;
  /// Whether an item names `point`, whose case is folded already.
  bool named(char32_t point) const;
  void add_folded(Range range);
  void settle();

  std::array<std::uint64_t, 4> low_{};
  std::vector<Range> ranges_;  // ordered, apart from each other
  std::vector<Category> categories_;
  bool negated_;
  bool ignores_case_;
  bool ascii_;
};

}  // namespace minipy::modules::regex
