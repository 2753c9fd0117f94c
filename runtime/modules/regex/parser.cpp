// The parser of expressions: recursive descent over the reader's pieces. What it accepts, and what it says of
// what it does not, is what CPython 3.11's does.

#include "runtime/modules/regex/parser.hpp"

#include <algorithm>

#include "runtime/modules/regex/flags.hpp"

namespace minipy::modules::regex {
namespace {

/// Groups beyond this number cannot be asked for.
constexpr std::uint64_t kMaximumGroups = (std::uint64_t{1} << 30) - 1;

std::uint32_t flag_of(char32_t letter) {
  switch (letter) {
    case 'i':
      return kIgnoreCase;
    case 'L':
      return kLocale;
    case 'm':
      return kMultiLine;
    case 's':
      return kDotAll;
    case 'x':
      return kVerbose;
    case 'a':
      return kAscii;
    case 't':
      return kTemplate;
    case 'u':
      return kUnicode;
    default:
      return 0;
  }
}

NodePointer make(NodeKind kind) { return std::make_unique<Node>(kind); }

NodePointer make_literal(char32_t point) {
  NodePointer node = make(NodeKind::kLiteral);
  node->point = point;
  return node;
}

NodePointer make_place(Place place) {
  NodePointer node = make(NodeKind::kPlace);
  node->place = place;
  return node;
}

NodePointer make_reference(std::uint32_t group) {
  NodePointer node = make(NodeKind::kReference);
  node->group = group;
  return node;
}

SetItem item_of(char32_t point) { return {false, Category::kDigit, {point, point}}; }

std::optional<Category> category_of(char32_t letter) {
  switch (letter) {
    case 'd':
      return Category::kDigit;
    case 'D':
      return Category::kNotDigit;
    case 's':
      return Category::kSpace;
    case 'S':
      return Category::kNotSpace;
    case 'w':
      return Category::kWord;
    case 'W':
      return Category::kNotWord;
    default:
      return std::nullopt;
  }
}

std::optional<Place> place_of(char32_t letter) {
  switch (letter) {
    case 'A':
      return Place::kStart;
    case 'b':
      return Place::kBoundary;
    case 'B':
      return Place::kNotBoundary;
    case 'Z':
      return Place::kEnd;
    default:
      return std::nullopt;
  }
}

class Parser {
 public:
  Parser(std::u32string_view text, bool is_text, std::uint32_t flags, const ParserHost& host)
      : reader_(text, is_text), host_(host) {
    result_.flags = flags;
    result_.widths.push_back({});
    closed_.push_back(true);
  }

  Read<Expression> run();

 private:
  static constexpr std::uint32_t kNone = UINT32_MAX;

  std::uint32_t groups() const { return static_cast<std::uint32_t>(closed_.size()); }

  Read<NodePointer> parse_branches(bool verbose, int depth);
  Read<NodePointer> parse_sequence(bool verbose, int depth, bool first);
  Read<void> parse_group(Node& sequence, bool& verbose, int depth, bool first);
  Read<void> parse_look(Node& sequence, bool verbose, int depth, char32_t mark, std::size_t start);
  Read<void> parse_conditional(Node& sequence, bool verbose, int depth, std::size_t start);
  Read<void> parse_captured(Node& sequence, bool verbose, int depth, std::size_t start,
                            const std::u32string* name);
  Read<void> parse_inner(Node& sequence, bool verbose, int depth, std::size_t start, NodePointer node);
  Read<std::optional<std::pair<std::uint32_t, std::uint32_t>>> parse_flags(char32_t letter);
  Read<void> parse_repeat(Node& sequence, char32_t sign);
  Read<NodePointer> parse_set();
  Read<SetItem> parse_set_escape(std::u32string_view piece);
  Read<NodePointer> parse_escape(std::u32string_view piece);
  Read<std::optional<char32_t>> parse_point_escape(std::u32string_view piece);
  Read<std::uint32_t> open_group(const std::u32string* name);
  Read<void> check_look_behind(std::uint64_t group);
  Read<void> expect_end(std::size_t start);
  void warn(std::string text) { result_.warnings.emplace_back(std::move(text), false); }

  Reader reader_;
  const ParserHost& host_;
  Expression result_;
  std::vector<bool> closed_;                                       // for each group
  std::vector<std::pair<std::uint64_t, std::size_t>> conditions_;  // groups asked for, and where
  std::uint32_t look_behind_groups_ = kNone;  // inside a look-behind: how many groups were before it
};

Read<Expression> Parser::run() {
  MINIPY_TRY(reader_.begin());
  result_.root = MINIPY_TRY(parse_branches((result_.flags & kVerbose) != 0, 0));
  std::uint32_t& flags = result_.flags;
  if (reader_.is_text()) {
    if ((flags & kLocale) != 0) {
      return SyntaxProblem{SyntaxProblem::kValue, "cannot use LOCALE flag with a str pattern", -1};
    }
    if ((flags & kAscii) == 0) {
      flags |= kUnicode;
    } else if ((flags & kUnicode) != 0) {
      return SyntaxProblem{SyntaxProblem::kValue, "ASCII and UNICODE flags are incompatible", -1};
    }
  } else if ((flags & kUnicode) != 0) {
    return SyntaxProblem{SyntaxProblem::kValue, "cannot use UNICODE flag with a bytes pattern", -1};
  } else if ((flags & kLocale) != 0 && (flags & kAscii) != 0) {
    return SyntaxProblem{SyntaxProblem::kValue, "ASCII and LOCALE flags are incompatible", -1};
  }
  if (!reader_.at_end()) return reader_.problem("unbalanced parenthesis");
  for (const auto& [group, position] : conditions_) {
    if (group >= groups()) {
      return SyntaxProblem{SyntaxProblem::kError, "invalid group reference " + std::to_string(group),
                           static_cast<std::int64_t>(position)};
    }
  }
  result_.groups = groups();
  return std::move(result_);
}

Read<NodePointer> Parser::parse_branches(bool verbose, int depth) {
  NodePointer branch = make(NodeKind::kBranch);
  while (true) {
    branch->children.push_back(
        MINIPY_TRY(parse_sequence(verbose, depth + 1, depth == 0 && branch->children.empty())));
    if (!MINIPY_TRY(reader_.match('|'))) break;
    if (depth == 0) verbose = (result_.flags & kVerbose) != 0;
  }
  if (branch->children.size() == 1) return std::move(branch->children[0]);
  // One of several single code points is a set.
  const bool is_set =
      std::all_of(branch->children.begin(), branch->children.end(), [](const NodePointer& child) {
        if (child->children.size() != 1) return false;
        const Node& only = *child->children[0];
        return only.kind == NodeKind::kLiteral || (only.kind == NodeKind::kSet && !only.negated);
      });
  NodePointer sequence = make(NodeKind::kSequence);
  if (!is_set) {
    sequence->children.push_back(std::move(branch));
    return sequence;
  }
  NodePointer set = make(NodeKind::kSet);
  for (const NodePointer& child : branch->children) {
    const Node& only = *child->children[0];
    if (only.kind == NodeKind::kLiteral) {
      set->items.push_back(item_of(only.point));
    } else {
      set->items.insert(set->items.end(), only.items.begin(), only.items.end());
    }
  }
  sequence->children.push_back(std::move(set));
  return sequence;
}

Read<NodePointer> Parser::parse_sequence(bool verbose, int depth, bool first) {
  if (!host_.has_stack()) return SyntaxProblem{SyntaxProblem::kPending, "", -1};
  NodePointer sequence = make(NodeKind::kSequence);
  while (!reader_.at_end() && !reader_.next_in(U"|)")) {
    const std::u32string_view piece = MINIPY_TRY(reader_.get());
    const char32_t c = piece[0];
    if (verbose) {
      if (piece.size() == 1 && std::u32string_view(U" \t\n\r\v\f").find(c) != piece.npos) continue;
      if (c == '#') {
        while (true) {
          const std::u32string_view skipped = MINIPY_TRY(reader_.get());
          if (skipped.empty() || skipped == U"\n") break;
        }
        continue;
      }
    }
    switch (c) {
      case '\\':
        sequence->children.push_back(MINIPY_TRY(parse_escape(piece)));
        break;
      case '[':
        sequence->children.push_back(MINIPY_TRY(parse_set()));
        break;
      case '*':
      case '+':
      case '?':
      case '{':
        MINIPY_TRY(parse_repeat(*sequence, c));
        break;
      case '.':
        sequence->children.push_back(make(NodeKind::kAny));
        break;
      case '^':
        sequence->children.push_back(make_place(Place::kLineStart));
        break;
      case '$':
        sequence->children.push_back(make_place(Place::kLineEnd));
        break;
      case '(':
        MINIPY_TRY(parse_group(*sequence, verbose, depth, first));
        break;
      default:
        sequence->children.push_back(make_literal(c));
    }
  }
  // A group that neither captures nor changes flags is what is in it.
  std::vector<NodePointer> flat;
  for (NodePointer& child : sequence->children) {
    if (child->kind == NodeKind::kGroup && child->group == 0 && child->added == 0 && child->removed == 0) {
      for (NodePointer& inner : child->children[0]->children) flat.push_back(std::move(inner));
    } else {
      flat.push_back(std::move(child));
    }
  }
  sequence->children = std::move(flat);
  return sequence;
}

Read<void> Parser::parse_repeat(Node& sequence, char32_t sign) {
  const std::size_t here = reader_.tell();
  std::uint64_t minimum = sign == '+' ? 1 : 0;
  std::uint64_t maximum = sign == '?' ? 1 : kUnlimited;
  if (sign == '{') {
    if (reader_.next_is('}')) {
      sequence.children.push_back(make_literal(sign));
      return Done{};
    }
    const std::u32string low = MINIPY_TRY(reader_.get_while(SIZE_MAX, kDigits));
    std::u32string high = low;
    if (MINIPY_TRY(reader_.match(','))) high = MINIPY_TRY(reader_.get_while(SIZE_MAX, kDigits));
    if (!MINIPY_TRY(reader_.match('}'))) {
      sequence.children.push_back(make_literal(sign));
      return reader_.seek(here);
    }
    if (!low.empty()) minimum = number(low, 10);
    if (!high.empty()) maximum = number(high, 10);
    if ((!low.empty() && minimum >= kUnlimited) || (!high.empty() && maximum >= kUnlimited)) {
      return SyntaxProblem{SyntaxProblem::kOverflow, "the repetition number is too large", -1};
    }
    if (maximum < minimum) {
      return reader_.problem("min repeat greater than max repeat", reader_.tell() - here);
    }
  }
  if (sequence.children.empty() || sequence.children.back()->kind == NodeKind::kPlace) {
    return reader_.problem("nothing to repeat", reader_.tell() - here + 1);
  }
  if (sequence.children.back()->kind == NodeKind::kRepeat) {
    return reader_.problem("multiple repeat", reader_.tell() - here + 1);
  }
  NodePointer repeat = make(NodeKind::kRepeat);
  repeat->minimum = static_cast<std::uint32_t>(minimum);
  repeat->maximum = static_cast<std::uint32_t>(maximum);
  if (MINIPY_TRY(reader_.match('?'))) {
    repeat->greed = Greed::kLazy;
  } else if (MINIPY_TRY(reader_.match('+'))) {
    repeat->greed = Greed::kPossessive;
  }
  repeat->children.push_back(std::move(sequence.children.back()));
  sequence.children.back() = std::move(repeat);
  return Done{};
}

// ---- groups

Read<void> Parser::expect_end(std::size_t start) {
  if (MINIPY_TRY(reader_.match(')'))) return Done{};
  return reader_.problem("missing ), unterminated subpattern", reader_.tell() - start);
}

Read<void> Parser::check_look_behind(std::uint64_t group) {
  if (look_behind_groups_ == kNone) return Done{};
  if (group >= groups() || !closed_[group]) return reader_.problem("cannot refer to an open group");
  if (group >= look_behind_groups_) {
    return reader_.problem("cannot refer to group defined in the same lookbehind subpattern");
  }
  return Done{};
}

Read<std::uint32_t> Parser::open_group(const std::u32string* name) {
  const std::uint32_t group = groups();
  closed_.push_back(false);
  result_.widths.push_back({});
  if (name == nullptr) return group;
  for (const auto& [other, number] : result_.names) {
    if (other != *name) continue;
    return reader_.problem("redefinition of group name " + quoted(*name) + " as group " +
                               std::to_string(group) + "; was group " + std::to_string(number),
                           name->size() + 1);
  }
  result_.names.emplace_back(*name, group);
  return group;
}

Read<void> Parser::parse_inner(Node& sequence, bool verbose, int depth, std::size_t start, NodePointer node) {
  node->children.push_back(MINIPY_TRY(parse_branches(verbose, depth + 1)));
  MINIPY_TRY(expect_end(start));
  sequence.children.push_back(std::move(node));
  return Done{};
}

Read<void> Parser::parse_captured(Node& sequence, bool verbose, int depth, std::size_t start,
                                  const std::u32string* name) {
  NodePointer node = make(NodeKind::kGroup);
  const std::uint32_t group = MINIPY_TRY(open_group(name));
  node->group = group;
  MINIPY_TRY(parse_inner(sequence, verbose, depth, start, std::move(node)));
  closed_[group] = true;
  result_.widths[group] = width_of(*sequence.children.back(), result_.widths);
  return Done{};
}

Read<void> Parser::parse_look(Node& sequence, bool verbose, int depth, char32_t mark, std::size_t start) {
  NodePointer node = make(NodeKind::kLook);
  const std::uint32_t outer = look_behind_groups_;
  if (mark == '<') {
    const std::u32string_view piece = MINIPY_TRY(reader_.get());
    if (piece.empty()) return reader_.problem("unexpected end of pattern");
    if (piece != U"=" && piece != U"!") {
      return reader_.problem("unknown extension ?<" + to_utf8(piece), piece.size() + 2);
    }
    mark = piece[0];
    node->behind = true;
    if (outer == kNone) look_behind_groups_ = groups();
  }
  node->negated = mark == '!';
  node->children.push_back(MINIPY_TRY(parse_branches(verbose, depth + 1)));
  look_behind_groups_ = outer;
  MINIPY_TRY(expect_end(start));
  sequence.children.push_back(std::move(node));
  return Done{};
}

Read<void> Parser::parse_conditional(Node& sequence, bool verbose, int depth, std::size_t start) {
  const std::u32string name = MINIPY_TRY(reader_.get_until(')', "group name"));
  std::uint64_t group = 0;
  if (is_identifier(name)) {
    MINIPY_TRY(check_group_name(reader_, name, 1, result_.warnings));
    const auto found = std::find_if(result_.names.begin(), result_.names.end(),
                                    [&](const auto& row) { return row.first == name; });
    if (found == result_.names.end()) {
      return reader_.problem("unknown group name " + quoted(name), name.size() + 1);
    }
    group = found->second;
  } else {
    const auto parsed = group_number(name);
    if (!parsed) return reader_.problem("bad character in group name " + quoted(name), name.size() + 1);
    group = *parsed;
    if (group == 0) return reader_.problem("bad group number", name.size() + 1);
    if (group >= kMaximumGroups) {
      return reader_.problem("invalid group reference " + std::to_string(group), name.size() + 1);
    }
    conditions_.emplace_back(group, reader_.tell() - name.size() - 1);
    if (!std::all_of(name.begin(), name.end(), is_digit)) {
      result_.warnings.emplace_back("bad character in group name " + quoted(name, !reader_.is_text()) +
                                        " at position " + std::to_string(reader_.tell() - name.size() - 1),
                                    true);
    }
  }
  MINIPY_TRY(check_look_behind(group));
  NodePointer node = make(NodeKind::kConditional);
  node->group = static_cast<std::uint32_t>(group);
  node->children.push_back(MINIPY_TRY(parse_sequence(verbose, depth + 1, false)));
  if (MINIPY_TRY(reader_.match('|'))) {
    node->children.push_back(MINIPY_TRY(parse_sequence(verbose, depth + 1, false)));
    if (reader_.next_is('|')) return reader_.problem("conditional backref with more than two branches");
  }
  MINIPY_TRY(expect_end(start));
  sequence.children.push_back(std::move(node));
  return Done{};
}

Read<void> Parser::parse_group(Node& sequence, bool& verbose, int depth, bool first) {
  const std::size_t start = reader_.tell() - 1;
  if (!MINIPY_TRY(reader_.match('?'))) return parse_captured(sequence, verbose, depth, start, nullptr);
  const std::u32string_view piece = MINIPY_TRY(reader_.get());
  if (piece.empty()) return reader_.problem("unexpected end of pattern");
  const char32_t c = piece[0];
  switch (c) {
    case 'P': {
      if (MINIPY_TRY(reader_.match('<'))) {
        const std::u32string name = MINIPY_TRY(reader_.get_until('>', "group name"));
        MINIPY_TRY(check_group_name(reader_, name, 1, result_.warnings));
        return parse_captured(sequence, verbose, depth, start, &name);
      }
      if (MINIPY_TRY(reader_.match('='))) {
        const std::u32string name = MINIPY_TRY(reader_.get_until(')', "group name"));
        MINIPY_TRY(check_group_name(reader_, name, 1, result_.warnings));
        const auto found = std::find_if(result_.names.begin(), result_.names.end(),
                                        [&](const auto& row) { return row.first == name; });
        if (found == result_.names.end()) {
          return reader_.problem("unknown group name " + quoted(name), name.size() + 1);
        }
        if (!closed_[found->second]) {
          return reader_.problem("cannot refer to an open group", name.size() + 1);
        }
        MINIPY_TRY(check_look_behind(found->second));
        sequence.children.push_back(make_reference(found->second));
        return Done{};
      }
      const std::u32string_view other = MINIPY_TRY(reader_.get());
      if (other.empty()) return reader_.problem("unexpected end of pattern");
      return reader_.problem("unknown extension ?P" + to_utf8(other), other.size() + 2);
    }
    case ':':
      return parse_inner(sequence, verbose, depth, start, make(NodeKind::kGroup));
    case '>':
      return parse_inner(sequence, verbose, depth, start, make(NodeKind::kAtomic));
    case '#':
      while (true) {
        if (reader_.at_end()) {
          return reader_.problem("missing ), unterminated comment", reader_.tell() - start);
        }
        if (MINIPY_TRY(reader_.get()) == U")") return Done{};
      }
    case '=':
    case '!':
    case '<':
      return parse_look(sequence, verbose, depth, c, start);
    case '(':
      return parse_conditional(sequence, verbose, depth, start);
    default:
      break;
  }
  if (piece.size() != 1 || (flag_of(c) == 0 && c != '-')) {
    return reader_.problem("unknown extension ?" + to_utf8(piece), piece.size() + 1);
  }
  const auto flags = MINIPY_TRY(parse_flags(c));
  if (!flags) {
    if (!first || !sequence.children.empty()) {
      return reader_.problem("global flags not at the start of the expression", reader_.tell() - start);
    }
    verbose = (result_.flags & kVerbose) != 0;
    return Done{};
  }
  NodePointer node = make(NodeKind::kGroup);
  node->added = flags->first;
  node->removed = flags->second;
  const bool inner = (verbose || (node->added & kVerbose) != 0) && (node->removed & kVerbose) == 0;
  return parse_inner(sequence, inner, depth, start, std::move(node));
}

// What is added and what is removed in (?flags:...); nothing for (?flags), which is done.
Read<std::optional<std::pair<std::uint32_t, std::uint32_t>>> Parser::parse_flags(char32_t letter) {
  using Flags = std::optional<std::pair<std::uint32_t, std::uint32_t>>;
  const auto is_letter = [](std::u32string_view piece) {
    return std::all_of(piece.begin(), piece.end(), [](char32_t c) {
      return is_of(c, Category::kWord, false) && !is_digit(c) && c != '_';
    });
  };
  std::uint32_t added = 0;
  std::uint32_t removed = 0;
  std::u32string_view piece(&letter, 1);
  while (letter != '-') {
    const std::uint32_t flag = flag_of(letter);
    if (reader_.is_text() && letter == 'L') {
      return reader_.problem("bad inline flags: cannot use 'L' flag with a str pattern");
    }
    if (!reader_.is_text() && letter == 'u') {
      return reader_.problem("bad inline flags: cannot use 'u' flag with a bytes pattern");
    }
    added |= flag;
    if ((flag & kTypeFlags) != 0 && (added & kTypeFlags) != flag) {
      return reader_.problem("bad inline flags: flags 'a', 'u' and 'L' are incompatible");
    }
    piece = MINIPY_TRY(reader_.get());
    if (piece.empty()) return reader_.problem("missing -, : or )");
    letter = piece[0];
    if (letter == ')' || letter == '-' || letter == ':') break;
    if (piece.size() != 1 || flag_of(letter) == 0) {
      return reader_.problem(is_letter(piece) ? "unknown flag" : "missing -, : or )", piece.size());
    }
  }
  if (letter == ')') {
    result_.flags |= added;
    return Flags{};
  }
  if ((added & kGlobalFlags) != 0) {
    return reader_.problem("bad inline flags: cannot turn on global flag", 1);
  }
  if (letter == '-') {
    piece = MINIPY_TRY(reader_.get());
    if (piece.empty()) return reader_.problem("missing flag");
    if (piece.size() != 1 || flag_of(piece[0]) == 0) {
      return reader_.problem(is_letter(piece) ? "unknown flag" : "missing flag", piece.size());
    }
    while (true) {
      const std::uint32_t flag = flag_of(piece[0]);
      if ((flag & kTypeFlags) != 0) {
        return reader_.problem("bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
      }
      removed |= flag;
      piece = MINIPY_TRY(reader_.get());
      if (piece.empty()) return reader_.problem("missing :");
      if (piece == U":") break;
      if (piece.size() != 1 || flag_of(piece[0]) == 0) {
        return reader_.problem(is_letter(piece) ? "unknown flag" : "missing :", piece.size());
      }
    }
  }
  if ((removed & kGlobalFlags) != 0) {
    return reader_.problem("bad inline flags: cannot turn off global flag", 1);
  }
  if ((added & removed) != 0) return reader_.problem("bad inline flags: flag turned on and off", 1);
  return Flags{{added, removed}};
}

// ---- sets

Read<NodePointer> Parser::parse_set() {
  const std::size_t here = reader_.tell() - 1;
  const auto unterminated = [&] {
    return reader_.problem("unterminated character set", reader_.tell() - here);
  };
  NodePointer set = make(NodeKind::kSet);
  if (reader_.next_is('[')) warn("Possible nested set at position " + std::to_string(reader_.tell()));
  set->negated = MINIPY_TRY(reader_.match('^'));
  while (true) {
    const std::u32string_view piece = MINIPY_TRY(reader_.get());
    if (piece.empty()) return unterminated();
    if (piece == U"]" && !set->items.empty()) break;
    SetItem low = item_of(piece[0]);
    if (piece[0] == '\\') {
      low = MINIPY_TRY(parse_set_escape(piece));
    } else if (!set->items.empty() && std::u32string_view(U"-&~|").find(piece[0]) != piece.npos &&
               reader_.next() == piece) {
      const char* operation = piece[0] == '-'   ? "difference"
                              : piece[0] == '&' ? "intersection"
                              : piece[0] == '~' ? "symmetric difference"
                                                : "union";
      warn(std::string("Possible set ") + operation + " at position " + std::to_string(reader_.tell() - 1));
    }
    if (!MINIPY_TRY(reader_.match('-'))) {
      set->items.push_back(low);
      continue;
    }
    const std::u32string_view other = MINIPY_TRY(reader_.get());
    if (other.empty()) return unterminated();
    if (other == U"]") {
      set->items.push_back(low);
      set->items.push_back(item_of('-'));
      break;
    }
    SetItem high = item_of(other[0]);
    if (other[0] == '\\') {
      high = MINIPY_TRY(parse_set_escape(other));
    } else if (other == U"-") {
      warn("Possible set difference at position " + std::to_string(reader_.tell() - 2));
    }
    if (low.is_category || high.is_category || high.range.first < low.range.first) {
      return reader_.problem("bad character range " + to_utf8(piece) + "-" + to_utf8(other),
                             piece.size() + 1 + other.size());
    }
    set->items.push_back({false, Category::kDigit, {low.range.first, high.range.first}});
  }
  const SetItem& only = set->items.front();
  const bool single =
      std::all_of(set->items.begin(), set->items.end(), [&](const SetItem& item) { return item == only; });
  if (single && !set->negated && !only.is_category && only.range.first == only.range.last) {
    return make_literal(only.range.first);
  }
  return set;
}

// ---- escapes

/// The code point of \x, \u, \U and \N; nothing for other escapes.
Read<std::optional<char32_t>> Parser::parse_point_escape(std::u32string_view piece) {
  const char32_t c = piece[1];
  if (c == 'N' && reader_.is_text()) {
    if (!MINIPY_TRY(reader_.match('{'))) return reader_.problem("missing {");
    const std::u32string name = MINIPY_TRY(reader_.get_until('}', "character name"));
    const auto point = host_.find_character(name);
    if (!point) return reader_.problem("undefined character name " + quoted(name), name.size() + 4);
    return point;
  }
  std::size_t digits = 0;
  if (c == 'x') digits = 2;
  if (c == 'u' && reader_.is_text()) digits = 4;
  if (c == 'U' && reader_.is_text()) digits = 8;
  if (digits == 0) return std::optional<char32_t>{};
  const std::u32string hex = MINIPY_TRY(reader_.get_while(digits, kHexDigits));
  if (hex.size() != digits) {
    return reader_.problem("incomplete escape " + to_utf8(piece) + to_utf8(hex), 2 + hex.size());
  }
  const std::uint64_t point = number(hex, 16);
  if (point > 0x10FFFF) {
    return reader_.problem("bad escape " + to_utf8(piece) + to_utf8(hex), 2 + hex.size());
  }
  return std::optional<char32_t>{static_cast<char32_t>(point)};
}

Read<SetItem> Parser::parse_set_escape(std::u32string_view piece) {
  const char32_t c = piece[1];
  if (const char32_t point = simple_escape(c); point != 0) return item_of(point);
  if (const auto category = category_of(c)) return SetItem{true, *category, {0, 0}};
  if (const auto point = MINIPY_TRY(parse_point_escape(piece))) return item_of(*point);
  if (is_octal(c)) {
    const std::u32string digits = std::u32string(1, c) + MINIPY_TRY(reader_.get_while(2, kOctalDigits));
    return item_of(MINIPY_TRY(reader_.octal_point(digits)));
  }
  if (is_digit(c) || is_ascii_letter(c)) return reader_.problem("bad escape " + to_utf8(piece), piece.size());
  return item_of(c);
}

Read<NodePointer> Parser::parse_escape(std::u32string_view piece) {
  const char32_t c = piece[1];
  if (const auto place = place_of(c)) return make_place(*place);
  if (const auto category = category_of(c)) {
    NodePointer set = make(NodeKind::kSet);
    set->items.push_back({true, *category, {0, 0}});
    return set;
  }
  if (const char32_t point = simple_escape(c); point != 0) return make_literal(point);
  if (const auto point = MINIPY_TRY(parse_point_escape(piece))) return make_literal(*point);
  if (c == '0') {
    const std::u32string digits = MINIPY_TRY(reader_.get_while(2, kOctalDigits));
    return make_literal(static_cast<char32_t>(number(digits, 8)));
  }
  if (is_digit(c)) {
    const Reader::NumberEscape escape = MINIPY_TRY(reader_.get_number_escape(c));
    if (escape.point) return make_literal(*escape.point);
    const std::uint64_t group = escape.group;
    if (group >= groups()) {
      return reader_.problem("invalid group reference " + std::to_string(group), escape.digits);
    }
    if (!closed_[group]) return reader_.problem("cannot refer to an open group", 1 + escape.digits);
    MINIPY_TRY(check_look_behind(group));
    return make_reference(static_cast<std::uint32_t>(group));
  }
  if (is_ascii_letter(c)) return reader_.problem("bad escape " + to_utf8(piece), piece.size());
  return make_literal(c);
}

}  // namespace

Read<Expression> parse(std::u32string_view text, bool is_text, std::uint32_t flags, const ParserHost& host) {
  return Parser(text, is_text, flags, host).run();
}

Width width_of(const Node& node, const std::vector<Width>& widths) {
  constexpr std::uint64_t kMost = kUnlimited;
  switch (node.kind) {
    case NodeKind::kLiteral:
    case NodeKind::kAny:
    case NodeKind::kSet:
      return {1, 1};
    case NodeKind::kPlace:
    case NodeKind::kLook:
      return {};
    case NodeKind::kReference:
      return widths[node.group];
    case NodeKind::kGroup:
    case NodeKind::kAtomic:
      return width_of(*node.children[0], widths);
    case NodeKind::kRepeat: {
      const Width inner = width_of(*node.children[0], widths);
      return {std::min(inner.least * node.minimum, kMost - 1), std::min(inner.most * node.maximum, kMost)};
    }
    case NodeKind::kSequence: {
      Width sum;
      for (const NodePointer& child : node.children) {
        const Width inner = width_of(*child, widths);
        sum.least = std::min(sum.least + inner.least, kMost - 1);
        sum.most = std::min(sum.most + inner.most, kMost);
      }
      return sum;
    }
    case NodeKind::kBranch:
    case NodeKind::kConditional: {
      Width either = width_of(*node.children[0], widths);
      for (std::size_t i = 1; i < node.children.size(); ++i) {
        const Width inner = width_of(*node.children[i], widths);
        either.least = std::min(either.least, inner.least);
        either.most = std::max(either.most, inner.most);
      }
      if (node.kind == NodeKind::kConditional && node.children.size() == 1) either.least = 0;
      return either;
    }
  }
  return {};
}

}  // namespace minipy::modules::regex
