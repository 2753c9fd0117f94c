#include "interpreter/syntax/character_names.hpp"

#include <algorithm>
#include <iterator>
#include <string>

namespace minipy::syntax {
namespace {

struct NamedCharacter {
  std::string_view name;
  char32_t point;
};

constexpr NamedCharacter kNamedCharacters[] = {
#include "interpreter/syntax/character_names.inc"
};

}  // namespace

char32_t character_named(std::string_view name) {
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  const auto found =
      std::lower_bound(std::begin(kNamedCharacters), std::end(kNamedCharacters), upper,
                       [](const NamedCharacter& row, const std::string& key) { return row.name < key; });
  return found != std::end(kNamedCharacters) && found->name == upper ? found->point : 0;
}

}  // namespace minipy::syntax
