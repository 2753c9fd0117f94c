#pragma once

#include <utility>

#include "runtime/modules/regex/reader.hpp"

namespace minipy::modules::regex {

/// The template of `sub` and `expand`: texts, and groups to be filled in between them.
struct Replacement {
  struct Piece {
    std::u32string text;  ///< where `group` is negative
    std::int64_t group = -1;
  };
  std::vector<Piece> pieces;
  std::vector<std::pair<std::string, bool>> warnings;  ///< as `Expression::warnings`
};

/// Reads a template for an expression with these names and `groups` groups (group 0 included).
Read<Replacement> parse_replacement(std::u32string_view text, bool is_text,
                                    const std::vector<std::pair<std::u32string, std::uint32_t>>& names,
                                    std::uint32_t groups);

}  // namespace minipy::modules::regex
