#include "interpreter/syntax/token.hpp"

#include <array>

namespace minipy::syntax {
namespace {

constexpr std::string_view kTexts[] = {
#define TOKEN(name, text) text,
#include "interpreter/syntax/tokens.def"
};

struct Keyword {
  std::string_view text;
  TokenKind kind;
};

// Sorted by the first letter, so that most names are told from keywords by one table look-up.
constexpr Keyword kKeywords[] = {
#define TOKEN(name, text)
#define KEYWORD(name, text) {text, TokenKind::k##name},
#include "interpreter/syntax/tokens.def"
};

constexpr std::size_t kKeywordCount = sizeof(kKeywords) / sizeof(kKeywords[0]);

/// For each letter, where the keywords that begin with it start.
constexpr std::array<std::uint8_t, 129> kFirst = [] {
  std::array<std::uint8_t, 129> first{};
  std::size_t at = 0;
  for (std::size_t c = 0; c < first.size(); ++c) {
    while (at < kKeywordCount && static_cast<std::size_t>(kKeywords[at].text[0]) < c) ++at;
    first[c] = static_cast<std::uint8_t>(at);
  }
  return first;
}();

}  // namespace

std::string_view token_text(TokenKind kind) { return kTexts[static_cast<std::size_t>(kind)]; }

TokenKind keyword_or_name(std::string_view name) {
  const auto c = static_cast<unsigned char>(name.empty() ? 0 : name[0]);
  if (c >= 128) return TokenKind::kName;
  for (std::size_t i = kFirst[c]; i < kFirst[c + 1U]; ++i) {
    if (kKeywords[i].text == name) return kKeywords[i].kind;
  }
  return TokenKind::kName;
}

}  // namespace minipy::syntax
