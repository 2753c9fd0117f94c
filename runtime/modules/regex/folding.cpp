#include "runtime/modules/regex/folding.hpp"

#include <algorithm>
#include <array>

#include "interpreter/base/unicode.hpp"

namespace minipy::modules::regex {
namespace {

// Lower-case letters that share their upper case (Unicode 14).
constexpr std::array<char32_t, 3> kClasses[] = {
    {{0x69, 0x131, 0}},   {{0x73, 0x17f, 0}},    {{0xb5, 0x3bc, 0}},        {{0x345, 0x3b9, 0x1fbe}},
    {{0x390, 0x1fd3, 0}}, {{0x3b0, 0x1fe3, 0}},  {{0x3b2, 0x3d0, 0}},       {{0x3b5, 0x3f5, 0}},
    {{0x3b8, 0x3d1, 0}},  {{0x3ba, 0x3f0, 0}},   {{0x3c0, 0x3d6, 0}},       {{0x3c1, 0x3f1, 0}},
    {{0x3c2, 0x3c3, 0}},  {{0x3c6, 0x3d5, 0}},   {{0x432, 0x1c80, 0}},      {{0x434, 0x1c81, 0}},
    {{0x43e, 0x1c82, 0}}, {{0x441, 0x1c83, 0}},  {{0x442, 0x1c84, 0x1c85}}, {{0x44a, 0x1c86, 0}},
    {{0x463, 0x1c87, 0}}, {{0x1c88, 0xa64b, 0}}, {{0x1e61, 0x1e9b, 0}},     {{0xfb05, 0xfb06, 0}},
};

}  // namespace

char32_t lower(char32_t point, bool ascii) {
  if (point < 128) return point >= 'A' && point <= 'Z' ? point + 32 : point;
  if (ascii || point >= kFirstUncased) return point;
  return base::unicode::map(point, base::unicode::Case::kLower).points[0];
}

std::span<const char32_t> folding_class(char32_t point) {
  for (const auto& members : kClasses) {
    if (std::find(members.begin(), members.end(), point) == members.end()) continue;
    return {members.data(), members[2] == 0 ? std::size_t{2} : std::size_t{3}};
  }
  return {};
}

bool is_cased(char32_t point, bool ascii) {
  if (lower(point, ascii) != point) return true;
  if (ascii || point < 128) return point >= 'a' && point <= 'z';
  const base::unicode::Mapping upper = base::unicode::map(point, base::unicode::Case::kUpper);
  return upper.count != 1 || upper.points[0] != point;
}

}  // namespace minipy::modules::regex
