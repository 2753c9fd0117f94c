#include "interpreter/base/character_names.hpp"

#include <algorithm>
#include <cstdio>
#include <iterator>

namespace minipy::base {

namespace {

using namespace std::string_view_literals;  // with sv the compiler need not count

struct NamedCharacter {
  std::string_view name;
  char32_t point;
};

constexpr NamedCharacter kNamedCharacters[] = {
#include "interpreter/base/character_names.inc"
};

// Hangul syllables are named after their letters (The Unicode Standard, 3.12).
constexpr std::string_view kHangul = "HANGUL SYLLABLE ";
constexpr char32_t kFirstSyllable = 0xAC00;
constexpr std::string_view kLeading[] = {"G",  "GG", "N", "D",  "DD", "R", "M", "B", "BB", "S",
                                         "SS", "",   "J", "JJ", "C",  "K", "T", "P", "H"};
constexpr std::string_view kVowels[] = {"A",  "AE", "YA", "YAE", "EO", "E",  "YEO", "YE", "O",  "WA", "WAE",
                                        "OE", "YO", "U",  "WEO", "WE", "WI", "YU",  "EU", "YI", "I"};
constexpr std::string_view kTrailing[] = {"",   "G",  "GG", "GS", "N",  "NJ", "NH", "D", "L",  "LG",
                                          "LM", "LB", "LS", "LT", "LP", "LH", "M",  "B", "BS", "S",
                                          "SS", "NG", "J",  "C",  "K",  "T",  "P",  "H"};
constexpr std::size_t kVowelCount = std::size(kVowels);
constexpr std::size_t kTrailingCount = std::size(kTrailing);
constexpr std::size_t kSyllables = std::size(kLeading) * kVowelCount * kTrailingCount;

constexpr std::string_view kIdeograph = "CJK UNIFIED IDEOGRAPH-";
struct Range {
  char32_t first;
  char32_t last;
};
constexpr Range kIdeographs[] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF},
                                 {0x2A700, 0x2B738}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1},
                                 {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}};

bool is_ideograph(char32_t point) {
  return std::any_of(std::begin(kIdeographs), std::end(kIdeographs),
                     [point](const Range& range) { return point >= range.first && point <= range.last; });
}

// The longest of `letters` that `text` starts with.
template <std::size_t Count>
std::size_t longest(std::string_view text, const std::string_view (&letters)[Count]) {
  std::size_t best = Count;
  for (std::size_t i = 0; i < Count; ++i) {
    if (text.substr(0, letters[i].size()) != letters[i]) continue;
    if (best == Count || letters[i].size() > letters[best].size()) best = i;
  }
  return best;
}

char32_t syllable_named(std::string_view letters) {
  const std::size_t leading = longest(letters, kLeading);
  letters.remove_prefix(kLeading[leading].size());
  const std::size_t vowel = longest(letters, kVowels);
  if (vowel == kVowelCount) return 0;
  letters.remove_prefix(kVowels[vowel].size());
  const auto* const trailing = std::find(std::begin(kTrailing), std::end(kTrailing), letters);
  if (trailing == std::end(kTrailing)) return 0;
  return static_cast<char32_t>(kFirstSyllable + (leading * kVowelCount + vowel) * kTrailingCount +
                               static_cast<std::size_t>(trailing - kTrailing));
}

char32_t ideograph_named(std::string_view digits) {
  if (digits.size() < 4 || digits.size() > 5) return 0;
  char32_t point = 0;
  for (const char c : digits) {
    const bool decimal = c >= '0' && c <= '9';
    if (!decimal && (c < 'A' || c > 'F')) return 0;
    point = point * 16 + static_cast<char32_t>(decimal ? c - '0' : c - 'A' + 10);
  }
  return is_ideograph(point) ? point : 0;
}

}  // namespace

char32_t character_named(std::string_view name) {
  // What is made by rule has to be spelled as it is, in CPython too.
  if (name.substr(0, kHangul.size()) == kHangul) return syllable_named(name.substr(kHangul.size()));
  if (name.substr(0, kIdeograph.size()) == kIdeograph) return ideograph_named(name.substr(kIdeograph.size()));
  std::string upper(name);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  const std::string_view wanted = upper;
  const auto* const found =
      std::lower_bound(std::begin(kNamedCharacters), std::end(kNamedCharacters), wanted,
                       [](const NamedCharacter& row, std::string_view key) { return row.name < key; });
  return found != std::end(kNamedCharacters) && found->name == wanted ? found->point : 0;
}

CharacterNames::CharacterNames() : by_point_(std::size(kNamedCharacters)) {
  for (std::uint32_t i = 0; i < by_point_.size(); ++i) by_point_[i] = i;
  std::sort(by_point_.begin(), by_point_.end(), [](std::uint32_t a, std::uint32_t b) {
    return kNamedCharacters[a].point < kNamedCharacters[b].point;
  });
}

std::string CharacterNames::name_of(char32_t point) const {
  if (point >= kFirstSyllable && point < kFirstSyllable + kSyllables) {
    const std::size_t index = point - kFirstSyllable;
    return std::string(kHangul) + std::string(kLeading[index / (kVowelCount * kTrailingCount)]) +
           std::string(kVowels[index / kTrailingCount % kVowelCount]) +
           std::string(kTrailing[index % kTrailingCount]);
  }
  if (is_ideograph(point)) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%X", static_cast<unsigned>(point));
    return std::string(kIdeograph) + digits;
  }
  const auto found =
      std::lower_bound(by_point_.begin(), by_point_.end(), point,
                       [](std::uint32_t row, char32_t key) { return kNamedCharacters[row].point < key; });
  const bool known = found != by_point_.end() && kNamedCharacters[*found].point == point;
  return known ? std::string(kNamedCharacters[*found].name) : "";
}

}  // namespace minipy::base
