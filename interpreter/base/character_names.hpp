#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace minipy::base {

/// The character that Unicode names `name`, in any case; 0 when there is none. Any thread.
char32_t character_named(std::string_view name);

/// The names of characters by code point. Finding the name of one takes an order that is made once for each
/// object. Any thread after construction.
class CharacterNames {
 public:
  CharacterNames();
  /// The name of a character; "" when it has none.
  std::string name_of(char32_t point) const;

 private:
  std::vector<std::uint32_t> by_point_;  ///< rows of the table
};

}  // namespace minipy::base
