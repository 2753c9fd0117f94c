#include "interpreter/base/unicode.hpp"

#include <doctest/doctest.h>

namespace {

using namespace minipy::base::unicode;

TEST_CASE("properties are those of Unicode 14") {
  CHECK(has(U'a', kAlpha));
  CHECK(has(U'a', kLower));
  CHECK_FALSE(has(U'1', kAlpha));
  CHECK(has(U'_', kIdentifierStart));
  CHECK_FALSE(has(U'1', kIdentifierStart));
  CHECK(has(U'1', kIdentifierContinue));
  CHECK(has(0x4E00, kAlpha | kNumeric));
  CHECK(has(0x2028, kLineBreak));
  CHECK_FALSE(has(0x200B, kPrintable));
  CHECK(has(0x10FFFF, kPrintable) == false);
  CHECK(has(0x1F600, kWide));
}

TEST_CASE("decimal digits of every script have values") {
  CHECK(decimal_value(U'7') == 7);
  CHECK(decimal_value(0x0663) == 3);
  CHECK(decimal_value(0x1D7CE) == 0);
  CHECK(decimal_value(0x1D7FF) == 9);
  CHECK(decimal_value(0x00B2) == -1);
  CHECK(decimal_value(U'a') == -1);
}

TEST_CASE("case mappings may be several code points") {
  const Mapping sharp_s = map(0xDF, Case::kUpper);
  REQUIRE(sharp_s.count == 2);
  CHECK(sharp_s.points[0] == U'S');
  CHECK(sharp_s.points[1] == U'S');
  CHECK(map(0x1C6, Case::kTitle).points[0] == 0x1C5);
  CHECK(map(0x130, Case::kLower).count == 2);
  CHECK(map(0x10400, Case::kLower).points[0] == 0x10428);
  CHECK(map(U'!', Case::kUpper).points[0] == U'!');
}

}  // namespace
