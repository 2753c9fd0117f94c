#include "interpreter/syntax/format_string.hpp"

#include <utility>

#include "interpreter/syntax/diagnosis.hpp"
#include "interpreter/syntax/lexer.hpp"

namespace minipy::syntax {
namespace {

constexpr std::size_t kMaxBrackets = 200;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f'; }

bool closes(char open, char close) {
  return (open == '(' && close == ')') || (open == '[' && close == ']') || (open == '{' && close == '}');
}

/// Finds where an expression in braces ends, knowing of strings and brackets in it.
class ExpressionScanner {
 public:
  ExpressionScanner(std::string_view text, std::size_t& position) : text_(text), position_(position) {}

  /// Moves `position` to the character that ends the expression. Returns what is wrong, or nothing.
  std::string run() {
    for (; position_ < text_.size(); ++position_) {
      const char c = text_[position_];
      if (c == '\\') return "f-string expression part cannot include a backslash";
      if (quote_ != 0) {
        end_quote(c);
      } else if (c == '\'' || c == '"') {
        start_quote(c);
      } else if (c == '#') {
        return "f-string expression part cannot include '#'";
      } else if (c == '(' || c == '[' || c == '{') {
        if (open_.size() >= kMaxBrackets) return "f-string: too many nested parenthesis";
        open_.push_back(c);
      } else if (open_.empty() && std::string_view("!:}=<>").find(c) != std::string_view::npos) {
        if (is_two_character_operator(c)) {
          ++position_;
        } else if (c != '<' && c != '>') {
          return {};
        }
      } else if (c == ')' || c == ']' || c == '}') {
        if (open_.empty()) return std::string("f-string: unmatched '") + c + "'";
        if (!closes(open_.back(), c)) {
          return std::string("f-string: closing parenthesis '") + c +
                 "' does not match opening parenthesis '" + open_.back() + "'";
        }
        open_.pop_back();
      }
    }
    if (quote_ != 0) return "f-string: unterminated string";
    if (!open_.empty()) return std::string("f-string: unmatched '") + open_.back() + "'";
    return "f-string: expecting '}'";
  }

 private:
  bool tripled(char c) const { return text_.substr(position_, 3) == std::string(3, c); }

  void start_quote(char c) {
    quote_ = c;
    triple_ = tripled(c);
    if (triple_) position_ += 2;
  }

  void end_quote(char c) {
    if (c != quote_ || (triple_ && !tripled(c))) return;
    if (triple_) position_ += 2;
    quote_ = 0;
  }

  bool is_two_character_operator(char c) const {
    const char next = position_ + 1 < text_.size() ? text_[position_ + 1] : '\0';
    return next == '=' && (c == '!' || c == '=' || c == '<' || c == '>');
  }

  std::string_view text_;
  std::size_t& position_;
  std::string open_;
  char quote_ = 0;
  bool triple_ = false;
};

}  // namespace

StringJoiner::StringJoiner(ParseContext& context, const SourceText& source, const base::Span& span,
                           bool u_prefix)
    : context_(context), source_(source), span_(span), u_prefix_(u_prefix) {}

bool StringJoiner::fail(std::string message) {
  message_ = std::move(message);
  return false;
}

bool StringJoiner::add(const Token& token) {
  const StringParts parts = split_string(token.text);
  bytes_ = parts.bytes;
  if (parts.formatted) {
    formatted_ = true;
    Scan scan{token, parts.body, 0, parts.raw};
    return format(scan, 0, parts_);
  }
  if (parts.raw) {
    parts_.literal.append(parts.body);
    return true;
  }
  auto unescaped =
      parts.bytes ? unescape_bytes(parts.body, parts_.literal) : unescape_text(parts.body, parts_.literal);
  return unescaped.ok() || fail(unescaped.error().message);
}

Expr* StringJoiner::finish() {
  if (formatted_) return joined(parts_);
  return constant(bytes_ ? ConstantKind::kBytes : ConstantKind::kString, parts_.literal);
}

template <typename T>
T* StringJoiner::make() {
  T* node = context_.arena.make<T>();
  node->kind = T::kKind;
  node->span = span_;
  return node;
}

Constant* StringJoiner::constant(ConstantKind type, std::string_view text) {
  Constant* node = make<Constant>();
  node->type = type;
  node->text = context_.arena.copy(text);
  node->u_prefix = u_prefix_;
  return node;
}

void StringJoiner::flush(Parts& parts) {
  if (parts.literal.empty()) return;
  parts.values.push_back(constant(ConstantKind::kString, parts.literal));
  parts.literal.clear();
}

Expr* StringJoiner::joined(Parts& parts) {
  flush(parts);
  JoinedStr* node = make<JoinedStr>();
  node->values = context_.arena.copy(parts.values);
  return node;
}

/// Reads an f-string, or (deeper) a format specification up to its closing brace.
bool StringJoiner::format(Scan& scan, int depth, Parts& parts) {
  while (!scan.done()) {
    if (!literal(scan, depth, parts.literal)) return false;
    if (scan.done() || scan.current() == '}') break;
    if (scan.current() == '{' && !field(scan, depth, parts)) return false;
  }
  return true;
}

/// Reads text up to an expression, or to the end. Stops behind the first brace of a doubled one's pair.
bool StringJoiner::literal(Scan& scan, int depth, std::string& out) {
  const auto take = [&](std::size_t from, std::size_t to) {
    std::string_view body = scan.text.substr(from, to - from);
    if (scan.raw) {
      out.append(body);
      return true;
    }
    // Before the brace of an expression a backslash escapes nothing.
    const std::size_t backslashes = body.size() - (body.find_last_not_of('\\') + 1);
    const bool stays = backslashes % 2 == 1;
    if (stays) body.remove_suffix(1);
    auto unescaped = unescape_text(body, out);
    if (stays) out.push_back('\\');
    return unescaped.ok() || fail(unescaped.error().message);
  };
  std::size_t start = scan.position;
  while (!scan.done()) {
    const char c = scan.current();
    if (!scan.raw && c == '\\' && scan.position + 1 < scan.text.size()) {
      if (scan.next() == '{' || scan.next() == '}') {
        ++scan.position;  // the backslash stays; the brace counts
        continue;
      }
      const bool named = scan.next() == 'N' && scan.text.substr(scan.position + 2, 1) == "{";
      const std::size_t close = named ? scan.text.find('}', scan.position) : scan.position + 1;
      scan.position = std::min(close, scan.text.size() - 1) + 1;
      continue;
    }
    if (c != '{' && c != '}') {
      ++scan.position;
      continue;
    }
    if (depth == 0 && scan.next() == c) {
      if (!take(start, scan.position + 1)) return false;
      scan.position += 2;
      start = scan.position;
      continue;
    }
    if (depth == 0 && c == '}') return fail("f-string: single '}' is not allowed");
    break;
  }
  return take(start, scan.position);
}

/// Reads `{expression=!conversion:specification}`.
bool StringJoiner::field(Scan& scan, int depth, Parts& parts) {
  if (depth >= 2) return fail("f-string: expressions nested too deeply");
  const std::size_t start = ++scan.position;
  if (std::string wrong = ExpressionScanner(scan.text, scan.position).run(); !wrong.empty()) {
    return fail(std::move(wrong));
  }
  Expr* value = compile(scan, start);
  if (value == nullptr) return false;
  bool shows_text = false;
  if (scan.current() == '=') {
    ++scan.position;
    while (!scan.done() && is_blank(scan.current())) ++scan.position;
    shows_text = true;
    parts.literal.append(scan.text.substr(start, scan.position - start));
  }
  FormattedValue* node = make<FormattedValue>();
  node->value = value;
  if (!field_end(scan, *node, depth)) return false;
  if (shows_text && node->conversion == 0 && node->format_spec == nullptr) node->conversion = 'r';
  flush(parts);
  parts.values.push_back(node);
  return true;
}

bool StringJoiner::field_end(Scan& scan, FormattedValue& node, int depth) {
  if (scan.current() == '!') {
    ++scan.position;
    if (scan.done()) return fail("f-string: expecting '}'");
    node.conversion = scan.current();
    ++scan.position;
    if (node.conversion != 's' && node.conversion != 'r' && node.conversion != 'a') {
      return fail("f-string: invalid conversion character: expected 's', 'r', or 'a'");
    }
  }
  if (scan.current() == ':') {
    ++scan.position;
    if (scan.done()) return fail("f-string: expecting '}'");
    // A specification stands where its token does, not where all the tokens of the string do.
    const base::Span whole = std::exchange(span_, scan.token.span);
    Parts specification;
    if (!format(scan, depth + 1, specification)) return false;
    node.format_spec = joined(specification);
    span_ = whole;
  }
  if (scan.current() != '}') return fail("f-string: expecting '}'");
  ++scan.position;
  return true;
}

/// Parses the expression between `start` and the scanner.
Expr* StringJoiner::compile(const Scan& scan, std::size_t start) {
  const std::string_view body = scan.text.substr(start, scan.position - start);
  std::size_t blank = 0;
  while (blank < body.size() && is_blank(body[blank])) ++blank;
  if (blank == body.size()) {
    const char end = scan.current();
    fail(end == '!' || end == ':' || end == '='
             ? std::string("f-string: expression required before '") + end + "'"
             : "f-string: empty expression not allowed");
    return nullptr;
  }
  std::string text = "(";
  text += body;
  text += ')';
  // Where the brace stands: its line, and its column in that line of the file.
  SourceText inner{text, source_.file, scan.token.span.line, scan.token.span.column, true};
  const std::string_view whole = scan.token.text;
  const auto brace = static_cast<std::size_t>(body.data() - whole.data()) - 1;
  std::size_t first = body.find_first_not_of(" \t\f");
  const bool newline_after_brace = first != std::string_view::npos && body[first] == '\n';
  std::size_t line_start = 0;
  for (std::size_t i = 0; i < brace; ++i) {
    if (whole[i] != '\n') continue;
    ++inner.first_line;
    line_start = i;
  }
  const bool later_line = inner.first_line != scan.token.span.line;
  if (later_line) inner.first_column = 0;
  if (!newline_after_brace) inner.first_column += static_cast<std::uint32_t>(brace - line_start);
  if (later_line && !newline_after_brace) inner.first_column -= 1;

  Lexer lexer(inner);
  const Tokens tokens = lexer.run();
  Parser parser(tokens, lexer.source(), context_);
  Expr* value = parser.format_expression();
  if (!parser.failed()) return value;
  error_ = parser.error()
               ? prefer_token_error(*parser.error(), tokens, parser.failed_at())
               : diagnose({tokens, lexer.source(), Grammar::kFormatExpression, 0, parser.failed_at()},
                          context_.stack);
  return nullptr;
}

}  // namespace minipy::syntax
