#include "interpreter/syntax/peg_matcher.hpp"

#include <string>

#include "interpreter/syntax/escapes.hpp"
#include "interpreter/syntax/mistakes.hpp"

namespace minipy::syntax {
namespace {

constexpr std::uint64_t kMaxSteps = 20'000'000;

/// As CPython compares them: the beginning of such a word counts, too.
bool is_soft_keyword(std::string_view name) {
  for (const std::string_view word : {"match", "case", "_"}) {
    if (word.substr(0, name.size()) == name) return true;
  }
  return false;
}

}  // namespace

PegMatcher::PegMatcher(const PegGrammar& grammar, const Tokens& tokens, const SourceText& source,
                       const StackLimit& stack)
    : grammar_(grammar), tokens_(tokens.list), all_(tokens), source_(source), stack_(stack) {
  empty_.shape = Shape::kSequence;
}

void PegMatcher::run(std::string_view rule, std::uint32_t start, bool mistakes) {
  memos_.assign(tokens_.size() + 1, nullptr);
  scratch_.clear();
  position_ = start;
  mistakes_ = mistakes;
  match_rule(grammar_.rule_named(rule));
}

/// The token at the position; null when it stands for an error of the tokenizer, which is then the report.
const Token* PegMatcher::look() {
  if (++steps_ > kMaxSteps) gave_up_ = true;
  if (stopped()) return nullptr;
  const Token* token = &tokens_[std::min<std::size_t>(position_, tokens_.size() - 1)];
  if (position_ >= seen_) seen_ = std::min(position_ + 1, static_cast<std::uint32_t>(tokens_.size()));
  if (token->kind != TokenKind::kError) return token;
  reached_token_error_ = true;
  report_ = all_.error->diagnostic;
  return nullptr;
}

const PegMatch* PegMatcher::make(Shape shape, std::uint32_t first, std::size_t scratch_from) {
  const std::vector<const PegMatch*> parts(scratch_.begin() + static_cast<std::ptrdiff_t>(scratch_from),
                                           scratch_.end());
  scratch_.resize(scratch_from);
  return arena_.make<PegMatch>(shape, first, position_, arena_.copy(parts));
}

const PegMatch* PegMatcher::match_rule(std::uint16_t index) {
  const PegRule& rule = grammar_.rule(index);
  if (stopped()) return nullptr;
  if (stack_.reached()) gave_up_ = true;
  const bool mistakes = mistakes_;
  if (rule.without_mistakes) mistakes_ = false;
  const PegMatch* match = rule.left_recursive ? match_left_recursive(index)
                          : rule.memo         ? match_kept(index)
                                              : match_alternatives(index);
  mistakes_ = mistakes;
  return match;
}

PegMatcher::Memo* PegMatcher::kept(std::uint16_t index) const {
  Memo* memo = memos_[std::min<std::size_t>(position_, tokens_.size())];
  while (memo != nullptr && memo->rule != index) memo = memo->next;
  return memo;
}

PegMatcher::Memo* PegMatcher::keep(std::uint16_t index, std::uint32_t start, const PegMatch* match) {
  Memo*& head = memos_[std::min<std::size_t>(start, tokens_.size())];
  head = arena_.make<Memo>(index, position_, match, head);
  return head;
}

const PegMatch* PegMatcher::match_kept(std::uint16_t index) {
  if (const Memo* memo = kept(index)) {
    position_ = memo->end;
    return memo->match;
  }
  const std::uint32_t start = position_;
  const PegMatch* match = match_alternatives(index);
  keep(index, start, match);
  return match;
}

/// Grows a match from the left: each round may use the one before it where the rule calls itself.
const PegMatch* PegMatcher::match_left_recursive(std::uint16_t index) {
  if (const Memo* memo = kept(index)) {
    position_ = memo->end;
    return memo->match;
  }
  const std::uint32_t start = position_;
  Memo* memo = keep(index, start, nullptr);
  std::uint32_t longest = start;
  const PegMatch* best = nullptr;
  while (true) {
    position_ = start;
    const PegMatch* match = match_alternatives(index);
    if (stopped()) return nullptr;
    if (match == nullptr || position_ <= longest) break;
    longest = position_;
    best = match;
    memo->match = match;
    memo->end = position_;
  }
  position_ = longest;
  return best;
}

const PegMatch* PegMatcher::match_alternatives(std::uint16_t index) {
  const std::uint32_t start = position_;
  for (const PegAlternative& alternative : grammar_.rule(index).alternatives) {
    if (alternative.only_mistakes && !mistakes_) continue;
    bool done = false;
    const PegMatch* match = match_alternative(alternative, done);
    if (match != nullptr) return match;
    position_ = start;
    if (done || stopped()) return nullptr;
  }
  return nullptr;
}

const PegMatch* PegMatcher::match_alternative(const PegAlternative& alternative, bool& done) {
  const std::size_t scratch_from = scratch_.size();
  Captures captures;
  const PegMatch* match = match_items(alternative, captures, done);
  scratch_.resize(scratch_from);
  return match;
}

const PegMatch* PegMatcher::match_items(const PegAlternative& alternative, Captures& captures, bool& done) {
  const std::uint32_t first = position_;
  const std::size_t scratch_from = scratch_.size();
  for (const std::uint16_t index : alternative.items) {
    const PegItem& item = grammar_.item(index);
    if (item.op == PegItem::Op::kCut) {
      done = true;
      continue;
    }
    const PegMatch* match = match_item(item);
    if (match == nullptr) return nullptr;
    if (item.capture == 'a') captures.a = match;
    if (item.capture == 'b') captures.b = match;
    if (item.is_result) captures.result = match;
    if (item.op != PegItem::Op::kFollowedBy && item.op != PegItem::Op::kNotFollowedBy)
      scratch_.push_back(match);
  }
  if (!alternative.report.action.empty()) {
    // The alternative is taken even when it has nothing to report after all.
    done = true;
    run_report(alternative.report, captures);
    return nullptr;
  }
  if (captures.result != nullptr && alternative.shape == Shape::kOther) return captures.result;
  if (alternative.shape == Shape::kString) return make(string_shape(first, position_), first, scratch_from);
  const bool passes_through = alternative.shape == Shape::kOther && scratch_.size() == scratch_from + 1;
  return passes_through ? scratch_.back() : make(alternative.shape, first, scratch_from);
}

const PegMatch* PegMatcher::match_token(TokenKind kind) {
  const Token* token = look();
  if (token == nullptr || token->kind != kind) return nullptr;
  const std::uint32_t first = position_++;
  const bool is_name = kind == TokenKind::kName;
  return arena_.make<PegMatch>(is_name ? Shape::kName : Shape::kToken, first, position_,
                               std::span<const PegMatch*>{});
}

const PegMatch* PegMatcher::match_item(const PegItem& item) {
  using Op = PegItem::Op;
  const std::uint32_t start = position_;
  switch (item.op) {
    case Op::kToken:
      return match_token(item.token);
    case Op::kWord:
    case Op::kAnyWord: {
      const Token* token = look();
      if (token == nullptr) return nullptr;
      const bool fits = item.op == Op::kWord
                            ? token->text == item.word
                            : token->kind == TokenKind::kName && is_soft_keyword(token->text);
      return fits ? match_token(TokenKind::kName) : nullptr;
    }
    case Op::kRule:
      return match_rule(item.rule);
    case Op::kOptional: {
      const PegMatch* match = match_item(grammar_.item(item.item));
      if (match == nullptr) position_ = start;
      return match != nullptr ? match : stopped() ? nullptr : &empty_;
    }
    case Op::kStar:
    case Op::kPlus:
      return match_repeated(item);
    case Op::kGather:
      return match_gather(item);
    case Op::kFollowedBy:
    case Op::kNotFollowedBy: {
      const PegMatch* match = match_item(grammar_.item(item.item));
      position_ = start;
      return !stopped() && (match != nullptr) == (item.op == Op::kFollowedBy) ? &empty_ : nullptr;
    }
    case Op::kForced: {
      const PegMatch* match = match_item(grammar_.item(item.item));
      if (match != nullptr || stopped()) return match;
      const Token& token = tokens_[position_];
      const std::string_view expected = token_text(grammar_.item(item.item).token);
      report_ = source_.diagnostic(base::Diagnostic::Kind::kSyntax,
                                   "expected '" + std::string(expected) + "'", known_span(token.span, token));
      return nullptr;
    }
    case Op::kCut:
      break;
  }
  return &empty_;
}

const PegMatch* PegMatcher::match_repeated(const PegItem& item) {
  const std::uint32_t first = position_;
  const std::size_t scratch_from = scratch_.size();
  while (true) {
    const std::uint32_t before = position_;
    const PegMatch* match = match_item(grammar_.item(item.item));
    if (match == nullptr || position_ == before) {
      position_ = before;
      break;
    }
    scratch_.push_back(match);
  }
  const bool none = scratch_.size() == scratch_from;
  if (stopped() || (none && item.op == PegItem::Op::kPlus)) {
    scratch_.resize(scratch_from);
    return nullptr;
  }
  return make(Shape::kSequence, first, scratch_from);
}

const PegMatch* PegMatcher::match_gather(const PegItem& item) {
  const std::uint32_t first = position_;
  const std::size_t scratch_from = scratch_.size();
  std::uint32_t end = position_;
  while (true) {
    const PegMatch* match = match_item(grammar_.item(item.item));
    if (match == nullptr) break;
    scratch_.push_back(match);
    end = position_;
    if (match_item(grammar_.item(item.separator)) == nullptr) break;
  }
  position_ = end;
  if (stopped() || scratch_.size() == scratch_from) {
    scratch_.resize(scratch_from);
    return nullptr;
  }
  return make(Shape::kSequence, first, scratch_from);
}

Shape PegMatcher::string_shape(std::uint32_t first, std::uint32_t end) const {
  for (std::uint32_t i = first; i < end; ++i) {
    if (split_string(tokens_[i].text).formatted) return Shape::kFormatString;
  }
  return Shape::kConstant;
}

void PegMatcher::run_report(const PegReport& report, const Captures& captures) {
  const std::uint32_t last = position_ > 0 ? position_ - 1 : 0;
  const MistakeReporter reporter(tokens_, source_, seen_, last);
  report_ = reporter.report(report, captures.a, captures.b);
}

}  // namespace minipy::syntax
