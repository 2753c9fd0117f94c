#include "interpreter/syntax/peg_grammar.hpp"

#include <unordered_map>
#include <utility>

#include "interpreter/base/check.hpp"
#include "interpreter/syntax/grammar_text.hpp"

namespace minipy::syntax {
namespace {

struct ShapeRow {
  std::string_view tag;   ///< in the grammar text
  std::string_view text;  ///< in messages
};

constexpr ShapeRow kShapes[] = {
    {"", ""},
    {"", ""},
    {"", ""},
    {"comprehension", ""},
    {"keyword", ""},
    {"unpacked_keyword", ""},
    {"attribute", "attribute"},
    {"subscript", "subscript"},
    {"starred", "starred"},
    {"name", "name"},
    {"list", "list"},
    {"tuple", "tuple"},
    {"lambda", "lambda"},
    {"call", "function call"},
    {"operation", "expression"},
    {"generator", "generator expression"},
    {"yield", "yield expression"},
    {"await", "await expression"},
    {"list_comprehension", "list comprehension"},
    {"set_comprehension", "set comprehension"},
    {"dict_comprehension", "dict comprehension"},
    {"dict", "dict literal"},
    {"set", "set display"},
    {"format_string", "f-string expression"},
    {"constant", "literal"},
    {"string", "literal"},
    {"compare", "comparison"},
    {"conditional", "conditional expression"},
    {"named", "named expression"},
};

Shape shape_tagged(std::string_view tag) {
  for (std::size_t i = 0; i < std::size(kShapes); ++i) {
    if (kShapes[i].tag == tag) return static_cast<Shape>(i);
  }
  MINIPY_UNREACHABLE("a known shape in the grammar");
}

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

TokenKind token_spelled(std::string_view text) {
  const TokenKind keyword = keyword_or_name(text);
  if (keyword != TokenKind::kName) return keyword;
  for (auto kind = TokenKind::kEnd; kind <= TokenKind::kAt;
       kind = static_cast<TokenKind>(static_cast<int>(kind) + 1)) {
    if (token_text(kind) == text) return kind;
  }
  MINIPY_UNREACHABLE("a known token in the grammar");
}

}  // namespace

std::string_view shape_text(Shape shape) { return kShapes[static_cast<std::size_t>(shape)].text; }

/// Reads the grammar's text, rule by rule.
class PegReader {
 public:
  PegReader(PegGrammar& grammar, std::unordered_map<std::string_view, std::uint16_t>& names)
      : grammar_(grammar), names_(names) {}

  void read(std::string_view text) {
    text_ = text;
    at_ = 0;
    for (skip(); at_ < text_.size(); skip()) read_rule();
  }

 private:
  std::uint16_t rule_index(std::string_view name) {
    const auto [found, is_new] = names_.try_emplace(name, static_cast<std::uint16_t>(grammar_.rules_.size()));
    if (is_new) grammar_.rules_.emplace_back().name = name;
    return found->second;
  }

  void skip() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n')) ++at_;
  }

  bool accept(std::string_view what) {
    skip();
    if (text_.substr(at_, what.size()) != what) return false;
    at_ += what.size();
    return true;
  }

  void expect(std::string_view what) { MINIPY_CHECK(accept(what), "the grammar is well formed"); }

  std::string_view word() {
    skip();
    const std::size_t start = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return text_.substr(start, at_ - start);
  }

  std::string_view until(char end) {
    const std::size_t start = at_;
    while (text_[at_] != end) at_ += text_[at_] == '\\' ? 2 : 1;
    return text_.substr(start, at_++ - start);
  }

  void read_rule() {
    const std::string_view name = word();
    const std::uint16_t index = rule_index(name);
    const bool memo = accept("memo");
    const bool left = accept("left");
    expect(":");
    accept("|");
    std::vector<PegAlternative> alternatives = read_alternatives();
    PegRule& rule = grammar_.rules_[index];
    rule.memo = memo;
    rule.left_recursive = left;
    rule.without_mistakes = name.size() > 16 && name.substr(name.size() - 16) == "_without_invalid";
    rule.alternatives = std::move(alternatives);
  }

  std::vector<PegAlternative> read_alternatives() {
    std::vector<PegAlternative> all;
    do {
      all.push_back(read_alternative());
    } while (accept("|"));
    return all;
  }

  /// Whether the alternative is over: by a bracket, a bar, or the name that begins the next rule's line.
  bool at_alternative_end() {
    skip();
    if (at_ >= text_.size()) return true;
    const char c = text_[at_];
    return c == '|' || c == ')' || c == ']' || (text_[at_ - 1] == '\n' && is_word(c));
  }

  PegAlternative read_alternative() {
    PegAlternative alternative;
    while (!at_alternative_end()) {
      if (accept("=>")) {
        alternative.shape = shape_tagged(word());
      } else if (accept("{")) {
        const std::size_t start = at_;
        while (text_[at_] != '"' && text_[at_] != '}') ++at_;
        alternative.report.action = text_.substr(start, at_ - start);
        if (accept("\"")) alternative.report.message = until('"');
        expect("}");
      } else {
        alternative.items.push_back(read_item());
      }
    }
    const PegItem* only = alternative.items.size() == 1 ? &grammar_.items_[alternative.items[0]] : nullptr;
    alternative.only_mistakes = only != nullptr && only->op == PegItem::Op::kRule &&
                                grammar_.rules_[only->rule].name.substr(0, 8) == "invalid_";
    return alternative;
  }

  std::uint16_t add(PegItem item) {
    grammar_.items_.push_back(item);
    return static_cast<std::uint16_t>(grammar_.items_.size() - 1);
  }

  std::uint16_t wrap(PegItem::Op op, std::uint16_t inner) {
    PegItem item;
    item.op = op;
    item.item = inner;
    return add(item);
  }

  std::uint16_t read_item() {
    if (accept("~")) return wrap(PegItem::Op::kCut, 0);
    char capture = 0;
    skip();
    if (text_[at_ + 1] == '=' && is_word(text_[at_])) {
      capture = text_[at_];
      at_ += 2;
    }
    const bool is_result = accept("^");
    const std::uint16_t index = read_suffixed();
    grammar_.items_[index].capture = capture;
    grammar_.items_[index].is_result = is_result;
    return index;
  }

  std::uint16_t read_suffixed() {
    if (accept("&&")) return wrap(PegItem::Op::kForced, read_atom());
    if (accept("&")) return wrap(PegItem::Op::kFollowedBy, read_atom());
    if (accept("!")) return wrap(PegItem::Op::kNotFollowedBy, read_atom());
    const std::uint16_t atom = read_atom();
    if (text_[at_] == '*') {
      ++at_;
      return wrap(PegItem::Op::kStar, atom);
    }
    if (text_[at_] == '+') {
      ++at_;
      return wrap(PegItem::Op::kPlus, atom);
    }
    if (text_[at_] == '.' && text_[at_ + 1] != '.') {
      ++at_;
      const std::uint16_t element = read_atom();
      expect("+");
      const std::uint16_t gather = wrap(PegItem::Op::kGather, element);
      grammar_.items_[gather].separator = atom;
      return gather;
    }
    return atom;
  }

  std::uint16_t read_group(std::string_view close) {
    const auto index = static_cast<std::uint16_t>(grammar_.rules_.size());
    grammar_.rules_.emplace_back();
    std::vector<PegAlternative> alternatives = read_alternatives();
    grammar_.rules_[index].alternatives = std::move(alternatives);
    expect(close);
    PegItem item;
    item.op = PegItem::Op::kRule;
    item.rule = index;
    return add(item);
  }

  std::uint16_t read_atom() {
    PegItem item;
    if (accept("'")) {
      item.token = token_spelled(until('\''));
      return add(item);
    }
    if (accept("\"")) {
      item.op = PegItem::Op::kWord;
      item.word = until('"');
      return add(item);
    }
    if (accept("(")) return read_group(")");
    if (accept("[")) return wrap(PegItem::Op::kOptional, read_group("]"));
    const std::string_view name = word();
    MINIPY_CHECK(!name.empty(), "the grammar is well formed");
    if (name == "SOFT_KEYWORD") {
      item.op = PegItem::Op::kAnyWord;
    } else if (name[0] >= 'A' && name[0] <= 'Z') {
      item.token = token_spelled(name);
    } else {
      item.op = PegItem::Op::kRule;
      item.rule = rule_index(name);
    }
    return add(item);
  }

  PegGrammar& grammar_;
  std::unordered_map<std::string_view, std::uint16_t>& names_;
  std::string_view text_;
  std::size_t at_ = 0;
};

PegGrammar::PegGrammar() {
  rules_.reserve(512);
  items_.reserve(2048);
  std::unordered_map<std::string_view, std::uint16_t> names;
  PegReader reader(*this, names);
  reader.read(module_rules());
  reader.read(expression_rules());
  reader.read(mistake_rules());
  for (const PegRule& rule : rules_) {
    MINIPY_CHECK(!rule.alternatives.empty(), "every rule that the grammar names is there");
  }
}

std::uint16_t PegGrammar::rule_named(std::string_view name) const {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (rules_[i].name == name) return static_cast<std::uint16_t>(i);
  }
  MINIPY_UNREACHABLE("the grammar has the rule");
}

}  // namespace minipy::syntax
