#include "interpreter/syntax/diagnosis.hpp"

#include "interpreter/syntax/mistakes.hpp"
#include "interpreter/syntax/peg_grammar.hpp"
#include "interpreter/syntax/peg_matcher.hpp"

namespace minipy::syntax {
namespace {

using ErrorKind = base::Diagnostic::Kind;

std::string_view start_rule(Grammar grammar) {
  switch (grammar) {
    case Grammar::kModule:
      return "file";
    case Grammar::kExpression:
      return "eval";
    case Grammar::kFormatExpression:
      return "fstring";
  }
  return "file";
}

}  // namespace

base::Diagnostic prefer_token_error(base::Diagnostic found, const Tokens& tokens, std::size_t last_seen) {
  if (!tokens.error) return found;
  if (tokens.error->overriding) return tokens.error->diagnostic;
  const auto& unclosed = tokens.error->unclosed;
  return unclosed && tokens.list[last_seen].span.line > unclosed->span.line ? *unclosed : found;
}

base::Diagnostic diagnose(const Rejected& rejected, const StackLimit& stack) {
  const auto& [tokens, source, grammar, restart, failed_at] = rejected;
  if (tokens.list[failed_at].kind == TokenKind::kError) return tokens.error->diagnostic;
  const PegGrammar rules;
  PegMatcher matcher(rules, tokens, source, stack);
  const auto start = static_cast<std::uint32_t>(restart);
  matcher.run(start_rule(grammar), start, false);
  // Where the first run got stuck is where a mistake without a name of its own is shown.
  const std::size_t stuck = matcher.gave_up() || matcher.seen() == 0 ? failed_at : matcher.seen() - 1;
  if (!matcher.report() && !matcher.gave_up()) matcher.run(start_rule(grammar), start, true);
  const std::size_t last_seen = matcher.seen() > 0 ? matcher.seen() - 1 : failed_at;
  if (matcher.report()) {
    if (matcher.reached_token_error()) return *matcher.report();
    return prefer_token_error(*matcher.report(), tokens, last_seen);
  }
  const Token& token = tokens.list[stuck];
  if (token.kind == TokenKind::kIndent || token.kind == TokenKind::kDedent) {
    return source.diagnostic(ErrorKind::kIndentation,
                             token.kind == TokenKind::kIndent ? "unexpected indent" : "unexpected unindent",
                             last_span(tokens.list[last_seen]));
  }
  const std::string prefix = source.in_format_string ? "f-string: " : "";
  return prefer_token_error(
      source.diagnostic(ErrorKind::kSyntax, prefix + "invalid syntax", known_span(token.span, token)), tokens,
      last_seen);
}

}  // namespace minipy::syntax
