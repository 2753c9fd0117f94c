#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "interpreter/base/source.hpp"
#include "interpreter/syntax/peg_grammar.hpp"
#include "interpreter/syntax/source_text.hpp"
#include "interpreter/syntax/token.hpp"

namespace minipy::syntax {

struct PegMatch;

/// The place of something that begins or ends with `token`. A token without text is nowhere: no caret.
base::Span known_span(base::Span span, const Token& token);

/// The place of a message that is about where the tokenizer has read to, with `token` read last.
base::Span last_span(const Token& token);

/// Turns what the grammar's `invalid_...` rules matched into messages.
class MistakeReporter {
 public:
  /// `seen` tokens have been looked at; `last_matched` is the last one that the rule took.
  MistakeReporter(std::span<const Token> tokens, const SourceText& source, std::uint32_t seen,
                  std::uint32_t last_matched)
      : tokens_(tokens), source_(source), seen_(seen), last_matched_(last_matched) {}

  /// The report, or nothing when it is no mistake after all. `a` and `b` are what the rule named.
  std::optional<base::Diagnostic> report(const PegReport& report, const PegMatch* a, const PegMatch* b) const;

 private:
  base::Diagnostic syntax(std::string message, base::Span span) const;
  base::Diagnostic indentation(std::string message) const;
  base::Span span(const PegMatch& match) const;
  base::Span to_cursor(const PegMatch& match) const;
  std::string_view name(const PegMatch& expression) const;
  std::string fill_in(std::string_view message, const PegMatch* a) const;
  bool is_legacy_statement(const PegMatch& name) const;
  const PegMatch* invalid_target(const PegMatch& expression, char kind) const;
  const PegMatch* invalid_target_in(const PegMatch& list, char kind) const;
  std::optional<base::Diagnostic> target(const PegMatch& expression, char kind) const;
  std::optional<base::Diagnostic> generator_argument(const PegMatch& args, const PegMatch& clauses) const;
  base::Diagnostic argument_order(const PegMatch& args) const;

  std::span<const Token> tokens_;
  const SourceText& source_;
  std::uint32_t seen_;
  std::uint32_t last_matched_;
};

}  // namespace minipy::syntax
