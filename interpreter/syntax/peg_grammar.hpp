#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "interpreter/syntax/token.hpp"

namespace minipy::syntax {

/// What a piece of source is, as far as messages tell pieces apart.
enum class Shape : std::uint8_t {
  kOther,
  kToken,
  kSequence,
  kComprehension,
  kKeyword,
  kUnpackedKeyword,
  // Expressions from here on.
  kAttribute,
  kSubscript,
  kStarred,
  kName,
  kList,
  kTuple,
  kLambda,
  kCall,
  kOperation,
  kGenerator,
  kYield,
  kAwait,
  kListComprehension,
  kSetComprehension,
  kDictComprehension,
  kDict,
  kSet,
  kFormatString,
  kConstant,
  kString,  ///< becomes a constant or a format string
  kCompare,
  kConditional,
  kNamed,
};

/// What CPython calls an expression of that shape: "function call". A constant is told by its token.
std::string_view shape_text(Shape shape);

/// One item of an alternative.
struct PegItem {
  enum class Op : std::uint8_t {
    kToken,     ///< `token`
    kWord,      ///< a name spelled `word`
    kAnyWord,   ///< a name that is a keyword in some places
    kRule,      ///< `rule`
    kOptional,  ///< of `item`
    kStar,
    kPlus,
    kGather,  ///< `item`s separated by `separator`
    kFollowedBy,
    kNotFollowedBy,
    kForced,
    kCut,
  };
  Op op = Op::kToken;
  char capture = 0;
  bool is_result = false;
  TokenKind token = TokenKind::kEnd;
  std::uint16_t rule = 0;
  std::uint16_t item = 0;
  std::uint16_t separator = 0;
  std::string_view word;
};

/// What an alternative of an `invalid_...` rule reports; the names are those of the grammar text.
struct PegReport {
  std::string_view action;  ///< empty when it reports nothing
  std::string_view message;
};

struct PegAlternative {
  std::vector<std::uint16_t> items;
  Shape shape = Shape::kOther;
  bool only_mistakes = false;  ///< nothing but an `invalid_...` rule
  PegReport report;
};

struct PegRule {
  std::string_view name;
  bool memo = false;
  bool left_recursive = false;
  bool without_mistakes = false;  ///< `invalid_...` rules do not count below it
  std::vector<PegAlternative> alternatives;
};

/// A grammar read from text; see grammar_text.hpp for the notation. Aborts when the text is not well formed.
class PegGrammar {
 public:
  PegGrammar();

  const PegRule& rule(std::uint16_t index) const { return rules_[index]; }
  const PegItem& item(std::uint16_t index) const { return items_[index]; }
  std::uint16_t rule_named(std::string_view name) const;
  std::size_t rule_count() const { return rules_.size(); }

 private:
  friend class PegReader;
  std::vector<PegRule> rules_;
  std::vector<PegItem> items_;
};

}  // namespace minipy::syntax
