#pragma once

#include <span>

namespace minipy::modules::regex {

/// The lower case of a code point as one code point. `ascii`: of letters A to Z only.
char32_t lower(char32_t point, bool ascii);

/// The lower-case code points that match `point`, which is lower case, when case is ignored, `point`
/// included: those with the same upper case. Empty when it is the only one.
std::span<const char32_t> folding_class(char32_t point);

/// Whether case makes a difference to `point`.
bool is_cased(char32_t point, bool ascii);

/// From here on no code point has a case.
constexpr char32_t kFirstUncased = 0x1E944;

}  // namespace minipy::modules::regex
