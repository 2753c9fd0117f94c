#include "interpreter/syntax/mistakes.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "interpreter/base/check.hpp"
#include "interpreter/syntax/peg_matcher.hpp"

namespace minipy::syntax {
namespace {

using ErrorKind = base::Diagnostic::Kind;

bool is_expression(const PegMatch& match) { return match.shape >= Shape::kAttribute; }

/// The expressions directly in `match`: in lists of it, but not in each other.
void collect(const PegMatch& match, std::vector<const PegMatch*>& out) {
  for (const PegMatch* part : match.parts) {
    if (is_expression(*part)) {
      out.push_back(part);
    } else if (part->shape == Shape::kSequence || part->shape == Shape::kOther) {
      collect(*part, out);
    }
  }
}

bool holds_unpacked_keyword(const PegMatch& match) {
  return match.shape == Shape::kUnpackedKeyword ||
         (!is_expression(match) &&
          std::any_of(match.parts.begin(), match.parts.end(),
                      [](const PegMatch* part) { return holds_unpacked_keyword(*part); }));
}

/// The parts of a comprehension's last `for`: ..., target, `in`, iterable, conditions.
const PegMatch& last_clause(const PegMatch& clauses) {
  return clauses.shape == Shape::kComprehension ? clauses : *clauses.parts.back();
}

const PegMatch& clause_end(const PegMatch& clause) {
  const PegMatch& conditions = *clause.parts.back();
  return conditions.parts.empty() ? *clause.parts[clause.parts.size() - 2] : *conditions.parts.back();
}

bool has_no_text(const Token& token) {
  return token.kind == TokenKind::kIndent || token.kind == TokenKind::kDedent ||
         token.kind == TokenKind::kEnd;
}

}  // namespace

base::Span known_span(base::Span span, const Token& token) {
  if (has_no_text(token)) span.column = span.end_column = base::Span::kNoColumn;
  return span;
}

base::Span last_span(const Token& token) {
  base::Span span = token.span;
  if (span.column == base::Span::kBeforeLine) span.column = span.end_column = base::Span::kNoColumn;
  if (!has_no_text(token) || span.column == base::Span::kNoColumn) return span;
  span.column = span.column == 0 ? base::Span::kNoColumn : span.column - 1;
  return span;
}

base::Diagnostic MistakeReporter::syntax(std::string message, base::Span span) const {
  if (source_.in_format_string) message.insert(0, "f-string: ");
  return source_.diagnostic(ErrorKind::kSyntax, std::move(message), span);
}

base::Diagnostic MistakeReporter::indentation(std::string message) const {
  return source_.diagnostic(ErrorKind::kIndentation, std::move(message), last_span(tokens_[seen_ - 1]));
}

base::Span MistakeReporter::span(const PegMatch& match) const {
  std::uint32_t last = match.end > match.first ? match.end - 1 : match.first;
  while (last > match.first && is_layout(tokens_[last].kind)) --last;
  return base::Span::cover(tokens_[match.first].span, tokens_[last].span);
}

/// From `match` to where the tokenizer has read to.
base::Span MistakeReporter::to_cursor(const PegMatch& match) const {
  base::Span out = span(match);
  const Token& last = tokens_[seen_ - 1];
  out.end_line = last.span.end_line;
  // CPython counts this end from one, and so shows one column less.
  if (last.span.end_column >= base::Span::kBeforeLine) return out;
  const std::uint32_t cursor = last.span.end_column + (last.kind == TokenKind::kNewline ? 1 : 0);
  out.end_column = cursor > 0 ? cursor - 1 : 0;
  return out;
}

/// What CPython calls the expression.
std::string_view MistakeReporter::name(const PegMatch& expression) const {
  const Token& first = tokens_[expression.first];
  if (expression.shape != Shape::kConstant) return shape_text(expression.shape);
  switch (first.kind) {
    case TokenKind::kNone:
    case TokenKind::kTrue:
    case TokenKind::kFalse:
      return first.text;
    case TokenKind::kEllipsis:
      return "ellipsis";
    default:
      return "literal";
  }
}

std::string MistakeReporter::fill_in(std::string_view message, const PegMatch* a) const {
  std::string out;
  for (std::size_t i = 0; i < message.size(); ++i) {
    const char next = i + 1 < message.size() ? message[i + 1] : '\0';
    if (message[i] == '%' && (next == 's' || next == 't')) {
      out += next == 's' ? name(*a) : tokens_[a->first].text;
      ++i;
    } else if (message[i] != '\\') {
      out += message[i];
    }
  }
  return out;
}

bool MistakeReporter::is_legacy_statement(const PegMatch& name) const {
  if (name.shape != Shape::kName) return false;
  const std::string_view text = tokens_[name.first].text;
  return text == "print" || text == "exec";
}

const PegMatch* MistakeReporter::invalid_target_in(const PegMatch& list, char kind) const {
  std::vector<const PegMatch*> elements;
  collect(list, elements);
  for (const PegMatch* element : elements) {
    if (const PegMatch* invalid = invalid_target(*element, kind)) return invalid;
  }
  return nullptr;
}

/// What in `expression` cannot be assigned to ('='), looped over ('f') or deleted ('d').
const PegMatch* MistakeReporter::invalid_target(const PegMatch& expression, char kind) const {
  switch (expression.shape) {
    case Shape::kName:
    case Shape::kAttribute:
    case Shape::kSubscript:
      return nullptr;
    case Shape::kList:
    case Shape::kTuple:
      return invalid_target_in(expression, kind);
    case Shape::kStarred:
      return kind == 'd' ? &expression : invalid_target(*expression.parts.back(), kind);
    case Shape::kCompare: {
      if (kind != 'f') return &expression;
      // `for a() in b` reads as a comparison.
      const PegMatch& first_pair = *expression.parts[1]->parts[0];
      const bool is_in = tokens_[first_pair.first].kind == TokenKind::kIn;
      return is_in ? invalid_target(*expression.parts[0], kind) : nullptr;
    }
    default:
      return &expression;
  }
}

std::optional<base::Diagnostic> MistakeReporter::target(const PegMatch& expression, char kind) const {
  const PegMatch* invalid = invalid_target(expression, kind);
  if (invalid == nullptr) return std::nullopt;
  const std::string verb = kind == 'd' ? "cannot delete " : "cannot assign to ";
  return syntax(verb + std::string(name(*invalid)), span(*invalid));
}

std::optional<base::Diagnostic> MistakeReporter::generator_argument(const PegMatch& args,
                                                                    const PegMatch& clauses) const {
  std::vector<const PegMatch*> positional;
  if (is_expression(args)) {
    positional.push_back(&args);
  } else {
    collect(args, positional);
  }
  if (positional.size() <= 1) return std::nullopt;
  return syntax("Generator expression must be parenthesized",
                base::Span::cover(span(*positional.back()), span(clause_end(last_clause(clauses)))));
}

base::Diagnostic MistakeReporter::argument_order(const PegMatch& args) const {
  return syntax(holds_unpacked_keyword(args) ? "positional argument follows keyword argument unpacking"
                                             : "positional argument follows keyword argument",
                last_span(tokens_[seen_ - 1]));
}

std::optional<base::Diagnostic> MistakeReporter::report(const PegReport& report, const PegMatch* a,
                                                        const PegMatch* b) const {
  const std::string_view action = report.action.substr(0, report.action.find(' '));
  const auto message = [&] { return fill_in(report.message, a); };
  const auto range = [&](const PegMatch& to) { return base::Span::cover(span(*a), span(to)); };
  if (action == "at") return syntax(message(), span(*a));
  if (action == "range") return syntax(message(), range(*b));
  if (action == "last") return syntax(message(), last_span(tokens_[seen_ - 1]));
  if (action == "from") return syntax(message(), to_cursor(*a));
  if (action == "block") {
    return indentation("expected an indented block after " + message() + " on line " +
                       std::to_string(tokens_[a->first].span.line));
  }
  if (action == "indentation") return indentation(message());
  if (action == "end_of") {
    base::Span end = span(*a);
    end.column = end.end_column > 0 ? end.end_column - 1 : 0;
    return syntax(message(), end);
  }
  if (action == "range_last") {
    std::vector<const PegMatch*> elements;
    if (is_expression(*b)) {
      elements.push_back(b);
    } else {
      collect(*b, elements);
    }
    return syntax(message(), range(*elements.back()));
  }
  if (action == "comprehension_end") return syntax(message(), range(clause_end(last_clause(*b))));
  if (action == "assign_target") return target(*a, '=');
  if (action == "for_target") return target(*a, 'f');
  if (action == "delete_target") return target(*a, 'd');
  if (action == "generator_argument") return generator_argument(*a, *b);
  if (action == "argument_order") return argument_order(*a);
  if (action == "missing_comma") {
    if (is_legacy_statement(*a) || tokens_[last_matched_].level == 0) return std::nullopt;
    return syntax("invalid syntax. Perhaps you forgot a comma?", range(*b));
  }
  if (action == "legacy_statement") {
    if (!is_legacy_statement(*a)) return std::nullopt;
    const std::string word(tokens_[a->first].text);
    return syntax("Missing parentheses in call to '" + word + "'. Did you mean " + word + "(...)?",
                  range(*b));
  }
  MINIPY_UNREACHABLE("a known action in the grammar");
}

}  // namespace minipy::syntax
