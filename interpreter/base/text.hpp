#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace minipy::base {

/// How many code points `utf8` holds; stray bytes count one each.
std::size_t utf8_length(std::string_view utf8);

/// The code point that starts at `position` and moves `position` past it; nothing at an invalid sequence.
/// Surrogates, which UTF-8 forbids, are invalid.
std::optional<char32_t> decode_utf8(std::string_view utf8, std::size_t& position);

/// Appends `point` as UTF-8. A lone surrogate is written as its three bytes ("surrogatepass").
void append_utf8(std::string& out, char32_t point);

}  // namespace minipy::base
