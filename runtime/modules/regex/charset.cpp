#include "runtime/modules/regex/charset.hpp"

#include <algorithm>

#include "interpreter/base/unicode.hpp"
#include "runtime/modules/regex/flags.hpp"
#include "runtime/modules/regex/folding.hpp"

namespace minipy::modules::regex {

namespace unicode = base::unicode;

bool is_of(char32_t point, Category category, bool ascii) {
  constexpr std::uint32_t kAlphanumeric =
      unicode::kAlpha | unicode::kDecimal | unicode::kDigit | unicode::kNumeric;
  const bool known = !ascii || point < 128;
  switch (category) {
    case Category::kDigit:
      return known && unicode::has(point, unicode::kDecimal);
    case Category::kSpace:
      if (ascii) return point == ' ' || (point >= '\t' && point <= '\r');
      return unicode::has(point, unicode::kSpace);
    case Category::kWord:
      return known && (point == '_' || unicode::has(point, kAlphanumeric));
    case Category::kNotDigit:
    case Category::kNotSpace:
    case Category::kNotWord:
      break;
  }
  return !is_of(point, static_cast<Category>(static_cast<int>(category) - 1), ascii);
}

Charset::Charset(const std::vector<SetItem>& items, bool negated, std::uint32_t flags)
    : negated_(negated), ignores_case_((flags & kIgnoreCase) != 0), ascii_((flags & kUnicode) == 0) {
  for (const SetItem& item : items) {
    if (item.is_category) {
      categories_.push_back(item.category);
    } else if (ignores_case_) {
      add_folded(item.range);
    } else {
      ranges_.push_back(item.range);
    }
  }
  settle();
  for (char32_t point = 0; point < 256; ++point) {
    if (named(ignores_case_ ? lower(point, ascii_) : point) == negated_) continue;
    low_[point >> 6U] |= std::uint64_t{1} << (point & 63U);
  }
}

void Charset::add_folded(Range range) {
  const auto add = [&](char32_t point) {
    if (!ranges_.empty() && ranges_.back().last + 1 == point) {
      ranges_.back().last = point;
    } else {
      ranges_.push_back({point, point});
    }
  };
  const char32_t end = ascii_ ? 128 : kFirstUncased;
  for (char32_t point = range.first; point <= range.last && point < end; ++point) {
    const char32_t folded = lower(point, ascii_);
    add(folded);
    if (ascii_) continue;
    for (const char32_t other : folding_class(folded)) add(other);
  }
  if (range.last >= end) ranges_.push_back({std::max(range.first, end), range.last});
}

void Charset::settle() {
  std::sort(ranges_.begin(), ranges_.end(), [](Range a, Range b) { return a.first < b.first; });
  std::vector<Range> settled;
  for (const Range range : ranges_) {
    if (!settled.empty() && range.first <= settled.back().last + 1) {
      settled.back().last = std::max(settled.back().last, range.last);
    } else {
      settled.push_back(range);
    }
  }
  ranges_ = std::move(settled);
}

bool Charset::named(char32_t point) const {
  const auto after = std::upper_bound(ranges_.begin(), ranges_.end(), point,
                                      [](char32_t wanted, Range range) { return wanted < range.first; });
  if (after != ranges_.begin() && point <= (after - 1)->last) return true;
  return std::any_of(categories_.begin(), categories_.end(),
                     [&](Category category) { return is_of(point, category, ascii_); });
}

bool Charset::contains_wide(char32_t point) const {
  return named(ignores_case_ ? lower(point, ascii_) : point) != negated_;
}

}  // namespace minipy::modules::regex
