#pragma once

#include <cstdint>

namespace minipy::base::unicode {

/// What is known of a code point, as CPython's str methods answer it (Unicode 14, as CPython 3.11).
enum Property : std::uint32_t {
  kAlpha = 1,
  kDecimal = 2,
  kDigit = 4,
  kNumeric = 8,
  kLower = 16,
  kUpper = 32,
  kTitle = 64,
  kSpace = 128,
  kPrintable = 256,
  kIdentifierStart = 512,
  kIdentifierContinue = 1024,
  kCased = 2048,
  kCaseIgnorable = 4096,
  kLineBreak = 8192,
  kWide = 16384,         ///< takes two columns of a terminal
  kSpecialCase = 32768,  ///< some mapping is several code points
};

/// The `Property` bits of a code point; 0 for what is not assigned. Any thread.
std::uint32_t properties(char32_t point);

/// Whether the code point has one of the properties.
inline bool has(char32_t point, std::uint32_t any) { return (properties(point) & any) != 0; }

/// The value of a decimal digit of any script, or -1.
int decimal_value(char32_t point);

/// The mappings between cases, in full: one to three code points.
enum class Case : std::uint8_t { kUpper, kLower, kTitle, kFold };

/// What a code point maps to.
struct Mapping {
  char32_t points[3];
  int count;
};

Mapping map(char32_t point, Case to);

}  // namespace minipy::base::unicode
