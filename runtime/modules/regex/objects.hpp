#pragma once

// The objects of `re`: patterns and matches. Both are immutable once made.

#include "runtime/modules/regex/matcher.hpp"
#include "runtime/modules/regex/replacement.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules::regex {

/// What a pattern is made of; freed with it.
struct Compiled {
  Program program;
  std::vector<std::pair<std::u32string, std::uint32_t>> names;
};

struct PatternObject : objects::Opaque {
  Slot pattern;      ///< str or bytes
  Slot group_index;  ///< Dict: name to number
  Slot group_names;  ///< Tuple: name of each group, or None
  Compiled* compiled;
  std::uint32_t flags;
  bool is_text;
};

struct MatchObject : objects::Opaque {
  Slot pattern;  ///< PatternObject
  Slot string;   ///< as it was given
  Slot text;     ///< the Str or Bytes that was looked at
  std::int64_t start;
  std::int64_t end;
  std::int64_t last_group;  ///< 0: none
  std::uint32_t groups;
  std::int64_t marks[];  ///< begin and end of each group, -1 where it took no part
};

extern const objects::OpaqueInfo kPatternInfo;
extern const objects::OpaqueInfo kMatchInfo;
Type* pattern_type(ThreadState& thread);
Type* match_type(ThreadState& thread);

/// A text to look at, and what keeps it alive.
struct Text {
  Value string;  ///< as it was given
  Value held;    ///< Str or Bytes
  Subject subject;
  bool is_text = false;

  /// The code points or bytes [start, end) as an object.
  Value slice(ThreadState& thread, std::int64_t start, std::int64_t end) const;
};

/// The cells of a Str or Bytes.
Subject subject_of(Value held);

/// The text of a str or a bytes-like object. TypeError for anything else, and for one that does not go with
/// the pattern.
Result<Text> text_of(ThreadState& thread, const PatternObject* pattern, Value string);
Text text_of(const MatchObject* match);

/// The match that `matcher` has found.
Value make_match(ThreadState& thread, Value pattern, const Text& text, const Matcher& matcher,
                 std::int64_t start, std::int64_t end);

/// Compiles; the exceptions are those of re.compile.
Result<Value> make_pattern(ThreadState& thread, Value pattern, std::uint32_t flags);
/// A template for `pattern`.
Result<Replacement> make_replacement(ThreadState& thread, const PatternObject* pattern, Value text);

/// Where `re.error` is kept.
Slot& error_slot(ThreadState& thread);

/// Collects pieces of str or of bytes.
class Output {
 public:
  explicit Output(bool is_text) : is_text_(is_text) {}
  void append(const Text& text, std::int64_t start, std::int64_t end);
  void append(const std::u32string& literal);
  /// False when it is not of the right type.
  bool append(Value value);
  /// The template filled in from the matcher, or the match.
  template <typename Groups>
  void fill(const Replacement& replacement, const Text& text, const Groups& groups) {
    for (const Replacement::Piece& piece : replacement.pieces) {
      if (piece.group < 0) {
        append(piece.text);
      } else if (const auto group = static_cast<std::uint32_t>(piece.group); groups.has(group)) {
        append(text, groups.begin(group), groups.end(group));
      }
    }
  }
  Value finish(ThreadState& thread) const;

 private:
  bool is_text_;
  objects::StrBuilder points_;
  std::string bytes_;
};

/// Methods of patterns that make something of all matches.
std::span<const NativeDefinition> pattern_substitution_methods();

}  // namespace minipy::modules::regex
