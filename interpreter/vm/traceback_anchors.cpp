#include "interpreter/vm/traceback_anchors.hpp"

#include <string>
#include <vector>

namespace minipy::vm {

namespace {

enum class Kind : unsigned char { kOperand, kOpen, kClose, kOperator, kKeyword, kOther };

struct Token {
  Kind kind;
  std::size_t start;
  std::size_t end;
};

bool is_name_byte(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\f' || c == '\n' || c == '\r' || c == '\\'; }

// Behind a string literal that starts at `at` with its quote.
std::size_t skip_string(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool triple = text.substr(at, 3) == std::string(3, quote);
  at += triple ? 3 : 1;
  while (at < text.size()) {
    if (text[at] == '\\') {
      at += 2;
      continue;
    }
    if (text[at] == quote && (!triple || text.substr(at, 3) == std::string(3, quote)))
      return at + (triple ? 3 : 1);
    ++at;
  }
  return text.size();
}

// Words that make an expression something else than an operation on its operands.
bool is_keyword(std::string_view word) {
  for (const std::string_view keyword :
       {"and",   "or",    "not",    "in",     "is",       "if",   "else",   "lambda", "for",
        "yield", "async", "return", "raise",  "assert",   "del",  "import", "from",   "with",
        "while", "class", "def",    "global", "nonlocal", "pass", "as",     "try",    "except"}) {
    if (word == keyword) return true;
  }
  return false;
}

std::vector<Token> tokenize(std::string_view text) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (is_space(c)) {
      ++at;
    } else if (c == '\'' || c == '"') {
      const std::size_t end = skip_string(text, at);
      tokens.push_back({Kind::kOperand, at, end});
      at = end;
    } else if (c == '.' && at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9' &&
               (tokens.empty() || tokens.back().kind == Kind::kOperator ||
                tokens.back().kind == Kind::kOpen)) {
      std::size_t end = at + 1;
      while (end < text.size() && is_name_byte(text[end])) ++end;
      tokens.push_back({Kind::kOperand, at, end});
      at = end;
    } else if (is_name_byte(c)) {
      std::size_t end = at;
      const bool number = c >= '0' && c <= '9';
      while (end < text.size() &&
             (is_name_byte(text[end]) || (number && text[end] == '.') ||
              (number && (text[end] == '+' || text[end] == '-') &&
               (text[end - 1] == 'e' || text[end - 1] == 'E') && text.substr(at, 2) != "0x"))) {
        ++end;
      }
      const std::string_view word = text.substr(at, end - at);
      // A word right before a quote is the string's prefix.
      if (!number && end < text.size() && (text[end] == '\'' || text[end] == '"') && word.size() <= 2) {
        end = skip_string(text, end);
        tokens.push_back({Kind::kOperand, at, end});
      } else if (word == "await") {
        tokens.push_back({Kind::kOperator, at, end});
      } else {
        tokens.push_back({is_keyword(word) ? Kind::kKeyword : Kind::kOperand, at, end});
      }
      at = end;
    } else if (c == '(' || c == '[' || c == '{') {
      tokens.push_back({Kind::kOpen, at, at + 1});
      ++at;
    } else if (c == ')' || c == ']' || c == '}') {
      tokens.push_back({Kind::kClose, at, at + 1});
      ++at;
    } else if (c == '.') {
      tokens.push_back({Kind::kOther, at, at + 1});
      ++at;
    } else {
      std::size_t end = at + 1;
      const char next = end < text.size() ? text[end] : '\0';
      if ((c == next && (c == '*' || c == '/' || c == '<' || c == '>' || c == '=')) ||
          (next == '=' && std::string_view("<>!=+-*/%@&|^:").find(c) != std::string_view::npos)) {
        ++end;
        if (end < text.size() && text[end] == '=' && c == next) ++end;
      }
      tokens.push_back({Kind::kOperator, at, end});
      at = end;
    }
  }
  return tokens;
}

// How loosely a binary operator binds, 0 for what is none.
int looseness(std::string_view op) {
  if (op == "|") return 7;
  if (op == "^") return 6;
  if (op == "&") return 5;
  if (op == "<<" || op == ">>") return 4;
  if (op == "+" || op == "-") return 3;
  if (op == "*" || op == "/" || op == "//" || op == "%" || op == "@") return 2;
  if (op == "**") return 1;
  return 0;
}

// The index of the token that closes the bracket at `open`, or the count.
std::size_t closing(const std::vector<Token>& tokens, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (tokens[i].kind == Kind::kOpen) ++depth;
    if (tokens[i].kind == Kind::kClose && --depth == 0) return i;
  }
  return tokens.size();
}

struct Range {
  std::size_t start;
  std::size_t end;
};

// Where the operand of the tokens [first, last] stands: parentheses around all of it do not belong to it,
// unless they make a tuple or a generator.
Range operand_range(std::string_view text, const std::vector<Token>& tokens, std::size_t first,
                    std::size_t last) {
  while (first + 1 < last && text[tokens[first].start] == '(' && closing(tokens, first) == last) {
    int depth = 0;
    bool plain = true;
    for (std::size_t i = first + 1; i < last; ++i) {
      if (tokens[i].kind == Kind::kOpen) ++depth;
      if (tokens[i].kind == Kind::kClose) --depth;
      const std::string_view word = text.substr(tokens[i].start, tokens[i].end - tokens[i].start);
      if (depth == 0 && (word == "," || word == "for" || word == "async")) plain = false;
    }
    if (!plain) break;
    ++first;
    --last;
  }
  return {tokens[first].start, tokens[last].end};
}

}  // namespace

std::optional<Anchors> find_anchors(std::string_view text) {
  const std::vector<Token> tokens = tokenize(text);
  bool operand_before = false;
  bool unary_first = false;
  int loosest = 0;
  std::size_t at = 0;       // the operator that is the top of the tree
  std::size_t bracket = 0;  // the last trailer, if it is a subscript
  bool subscript = false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    switch (token.kind) {
      case Kind::kOperand:
        // Strings in a row are one; other operands in a row are no expression.
        operand_before = true;
        subscript = false;
        break;
      case Kind::kOpen:
        subscript = operand_before && text[token.start] == '[';
        bracket = i;
        operand_before = true;
        i = closing(tokens, i);
        if (i == tokens.size()) return std::nullopt;
        break;
      case Kind::kOperator: {
        const std::string_view op = text.substr(token.start, token.end - token.start);
        if (!operand_before) {
          if (op == "-" || op == "+" || op == "~" || op == "await") {
            unary_first = unary_first || (loosest == 0 && op != "await");
            break;
          }
          return std::nullopt;
        }
        const int binds = looseness(op);
        if (binds == 0) return std::nullopt;
        // The last of the loosest ones is on top; of powers the first.
        if (binds > loosest || (binds == loosest && binds > 1)) {
          loosest = binds;
          at = i;
        }
        operand_before = false;
        subscript = false;
        break;
      }
      case Kind::kOther:
        operand_before = false;
        subscript = false;
        // The name behind a dot is no operand of its own.
        if (i + 1 < tokens.size() && tokens[i + 1].kind != Kind::kOperator) {
          ++i;
          operand_before = true;
        }
        break;
      case Kind::kKeyword:
      case Kind::kClose:
        return std::nullopt;
    }
  }
  if (!operand_before) return std::nullopt;
  if (loosest > 0) {
    // -a ** b is the negation of a power.
    if (loosest == 1 && unary_first) return std::nullopt;
    // CPython 3.11 marks the first byte behind the left operand, be it its closing parenthesis, and one more
    // where that is no space.
    std::size_t start = operand_range(text, tokens, 0, at - 1).end;
    while (start < tokens[at].start && is_space(text[start])) ++start;
    const std::size_t right = operand_range(text, tokens, at + 1, tokens.size() - 1).start;
    std::size_t end = start + 1;
    if (end < right && !is_space(text[end])) ++end;
    return Anchors{start, end};
  }
  if (!subscript || unary_first || bracket + 2 >= tokens.size()) return std::nullopt;
  return Anchors{operand_range(text, tokens, 0, bracket - 1).end,
                 operand_range(text, tokens, bracket + 1, tokens.size() - 2).end + 1};
}

}  // namespace minipy::vm
