#pragma once

#include <cstdint>

namespace minipy::modules::regex {

/// The flags of `re`, with the values they have in Python.
enum Flag : std::uint32_t {
  kTemplate = 1,
  kIgnoreCase = 2,
  kLocale = 4,
  kMultiLine = 8,
  kDotAll = 16,
  kUnicode = 32,
  kVerbose = 64,
  kDebug = 128,
  kAscii = 256,
};

/// Flags of which an expression has one at most.
constexpr std::uint32_t kTypeFlags = kAscii | kLocale | kUnicode;
/// Flags that cannot be set for a part of an expression.
constexpr std::uint32_t kGlobalFlags = kDebug | kTemplate;

}  // namespace minipy::modules::regex
