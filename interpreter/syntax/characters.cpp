#include "interpreter/syntax/characters.hpp"

#include <algorithm>
#include <span>

namespace minipy::syntax {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

#include "interpreter/syntax/unicode_ranges.inc"

bool in(std::span<const Range> ranges, char32_t point) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), point,
                                      [](char32_t value, const Range& range) { return value < range.first; });
  return after != ranges.begin() && point <= (after - 1)->last;
}

bool is_ascii_letter(char32_t point) {
  return (point >= U'a' && point <= U'z') || (point >= U'A' && point <= U'Z') || point == U'_';
}

}  // namespace

bool is_identifier_start(char32_t point) {
  return point < 0x80 ? is_ascii_letter(point) : in(kIdentifierStart, point);
}

bool is_identifier_continue(char32_t point) {
  if (point < 0x80) return is_ascii_letter(point) || (point >= U'0' && point <= U'9');
  return in(kIdentifierStart, point) || in(kIdentifierContinue, point);
}

bool is_printable(char32_t point) {
  return point < 0x80 ? point >= 0x20 && point != 0x7F : in(kPrintable, point);
}

}  // namespace minipy::syntax
