#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "interpreter/base/arena.hpp"
#include "interpreter/base/source.hpp"
#include "interpreter/syntax/peg_grammar.hpp"
#include "interpreter/syntax/source_text.hpp"
#include "interpreter/syntax/stack_limit.hpp"
#include "interpreter/syntax/token.hpp"

namespace minipy::syntax {

/// A piece of source that a rule matched: the tokens from `first` up to `end`.
struct PegMatch {
  Shape shape = Shape::kOther;
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  std::span<const PegMatch*> parts;
};

/// Matches tokens with a grammar the way CPython's parser does: ordered choice, backtracking, the same
/// results kept and the same tokens looked at, since the place of a message depends on how far it looked.
/// Stops at the first report.
class PegMatcher {
 public:
  PegMatcher(const PegGrammar& grammar, const Tokens& tokens, const SourceText& source,
             const StackLimit& stack);

  /// Matches `rule` from token `start` on. With `mistakes`, `invalid_...` rules count.
  void run(std::string_view rule, std::uint32_t start, bool mistakes);

  /// What was reported, if anything.
  std::optional<base::Diagnostic>& report() { return report_; }

  /// Whether the report is that the text cannot be tokenized further.
  bool reached_token_error() const { return reached_token_error_; }

  /// How many tokens were looked at, in all runs.
  std::uint32_t seen() const { return seen_; }

  /// Whether it took more steps than a mistake is worth, or came to the end of the stack.
  bool gave_up() const { return gave_up_; }

 private:
  struct Memo {
    std::uint16_t rule;
    std::uint32_t end;
    const PegMatch* match;
    Memo* next;
  };

  /// What an alternative has matched so far.
  struct Captures {
    const PegMatch* a = nullptr;
    const PegMatch* b = nullptr;
    const PegMatch* result = nullptr;
  };

  const Token* look();
  bool stopped() const { return report_.has_value() || gave_up_; }
  const PegMatch* make(Shape shape, std::uint32_t first, std::size_t scratch_from);
  const PegMatch* match_rule(std::uint16_t index);
  const PegMatch* match_kept(std::uint16_t index);
  const PegMatch* match_left_recursive(std::uint16_t index);
  const PegMatch* match_alternatives(std::uint16_t index);
  const PegMatch* match_alternative(const PegAlternative& alternative, bool& done);
  const PegMatch* match_items(const PegAlternative& alternative, Captures& captures, bool& done);
  const PegMatch* match_item(const PegItem& item);
  const PegMatch* match_token(TokenKind kind);
  const PegMatch* match_repeated(const PegItem& item);
  const PegMatch* match_gather(const PegItem& item);
  Shape string_shape(std::uint32_t first, std::uint32_t end) const;
  Memo* kept(std::uint16_t index) const;
  Memo* keep(std::uint16_t index, std::uint32_t start, const PegMatch* match);

  void run_report(const PegReport& report, const Captures& captures);

  const PegGrammar& grammar_;
  std::span<const Token> tokens_;
  const Tokens& all_;
  const SourceText& source_;
  const StackLimit& stack_;
  base::Arena arena_;
  std::vector<Memo*> memos_;
  std::vector<const PegMatch*> scratch_;
  std::optional<base::Diagnostic> report_;
  PegMatch empty_;
  std::uint32_t position_ = 0;
  std::uint32_t seen_ = 0;
  std::uint64_t steps_ = 0;
  bool mistakes_ = false;
  bool reached_token_error_ = false;
  bool gave_up_ = false;
};

}  // namespace minipy::syntax
