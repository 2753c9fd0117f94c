#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/modules/regex/charset.hpp"

namespace minipy::modules::regex {

/// No upper bound of a repetition. Counts are below it.
constexpr std::uint32_t kUnlimited = UINT32_MAX;

/// What a piece of an expression is.
enum class NodeKind : std::uint8_t {
  kLiteral,      ///< `point`
  kAny,          ///< .
  kSet,          ///< `items`, `negated`
  kPlace,        ///< `place`
  kSequence,     ///< `children`, one after the other
  kBranch,       ///< one of `children`
  kGroup,        ///< the only child; captured as `group` unless that is 0; with `added` and `removed` flags
  kAtomic,       ///< the only child, never entered again
  kLook,         ///< the only child must be there (`negated`: must not) ahead, or `behind`
  kReference,    ///< what `group` captured
  kConditional,  ///< the first child if `group` captured anything, else the second, if there is one
  kRepeat,       ///< the only child `minimum` to `maximum` times
};

/// What is true of a place between two code points.
enum class Place : std::uint8_t { kLineStart, kLineEnd, kStart, kEnd, kBoundary, kNotBoundary };

/// How a repetition goes about it.
enum class Greed : std::uint8_t { kGreedy, kLazy, kPossessive };

/// A piece of an expression, and what it is made of.
struct Node {
  explicit Node(NodeKind what) : kind(what) {}

  NodeKind kind;
  Place place = Place::kStart;
  Greed greed = Greed::kGreedy;
  bool negated = false;
  bool behind = false;
  char32_t point = 0;
  std::uint32_t group = 0;
  std::uint32_t added = 0;
  std::uint32_t removed = 0;
  std::uint32_t minimum = 0;
  std::uint32_t maximum = 0;
  std::vector<SetItem> items;
  std::vector<std::unique_ptr<Node>> children;
};

using NodePointer = std::unique_ptr<Node>;

/// Between how many and how many code points something matches; both at most kUnlimited.
struct Width {
  std::uint64_t least = 0;
  std::uint64_t most = 0;
};

/// An expression that was read.
struct Expression {
  NodePointer root;
  std::uint32_t flags = 0;
  std::uint32_t groups = 1;                                     ///< group 0, the whole match, included
  std::vector<std::pair<std::u32string, std::uint32_t>> names;  ///< in the order of their groups
  std::vector<Width> widths;                                    ///< of each group
  std::vector<std::pair<std::string, bool>> warnings;  ///< text, and whether it is a DeprecationWarning
};

/// The width of a piece, where the groups have `widths`.
Width width_of(const Node& node, const std::vector<Width>& widths);

/// Why an expression is none.
struct SyntaxProblem {
  /// re.error, OverflowError, ValueError, IndexError, or an exception that is pending already.
  enum Kind : std::uint8_t { kError, kOverflow, kValue, kIndex, kPending };
  Kind kind = kError;
  std::string message;
  std::int64_t position = -1;  ///< in code points; -1: nowhere
};

}  // namespace minipy::modules::regex
