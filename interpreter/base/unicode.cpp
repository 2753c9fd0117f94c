#include "interpreter/base/unicode.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace minipy::base::unicode {
namespace {

struct Record {
  std::uint32_t properties;
  std::int32_t delta[4];
};

struct SpecialCase {
  char32_t point;
  std::uint32_t mapping;
  char32_t to[3];
};

#include "interpreter/base/unicode_tables.inc"

constexpr std::uint32_t kRecordBits = 11;
constexpr std::uint32_t kRecordMask = (1U << kRecordBits) - 1;

// The run that holds `point`.
constexpr std::uint32_t find_run(char32_t point) {
  const std::uint32_t key = (static_cast<std::uint32_t>(point) << kRecordBits) | kRecordMask;
  return *(std::upper_bound(std::begin(kRuns), std::end(kRuns), key) - 1);
}

constexpr auto kLatin1 = [] {
  std::array<std::uint16_t, 256> records{};
  for (char32_t point = 0; point < 256; ++point) {
    records[point] = static_cast<std::uint16_t>(find_run(point) & kRecordMask);
  }
  return records;
}();

const Record& record_of(char32_t point) {
  if (point < 256) return kRecords[kLatin1[point]];
  return kRecords[find_run(point) & kRecordMask];
}

}  // namespace

std::uint32_t properties(char32_t point) { return record_of(point).properties; }

int decimal_value(char32_t point) {
  if (point < 128) return point >= '0' && point <= '9' ? static_cast<int>(point - '0') : -1;
  const std::uint32_t run = find_run(point);
  if ((kRecords[run & kRecordMask].properties & kDecimal) == 0) return -1;
  return static_cast<int>((point - (run >> kRecordBits)) % 10);
}

Mapping map(char32_t point, Case to) {
  const Record& record = record_of(point);
  const auto which = static_cast<std::uint32_t>(to);
  if ((record.properties & kSpecialCase) != 0) {
    const auto* found = std::lower_bound(std::begin(kSpecialCases), std::end(kSpecialCases), point,
                                         [](const SpecialCase& row, char32_t p) { return row.point < p; });
    for (; found != std::end(kSpecialCases) && found->point == point; ++found) {
      if (found->mapping != which) continue;
      const int count = found->to[2] != 0 ? 3 : 2;
      return {{found->to[0], found->to[1], found->to[2]}, count};
    }
  }
  return {{static_cast<char32_t>(static_cast<std::int32_t>(point) + record.delta[which]), 0, 0}, 1};
}

}  // namespace minipy::base::unicode
