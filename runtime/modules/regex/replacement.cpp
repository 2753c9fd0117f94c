#include "runtime/modules/regex/replacement.hpp"

#include <algorithm>

namespace minipy::modules::regex {
namespace {

constexpr std::uint64_t kMaximumGroups = (std::uint64_t{1} << 30) - 1;

class TemplateParser {
 public:
  TemplateParser(std::u32string_view text, bool is_text,
                 const std::vector<std::pair<std::u32string, std::uint32_t>>& names, std::uint32_t groups)
      : reader_(text, is_text), names_(names), groups_(groups) {}

  Read<Replacement> run() {
    MINIPY_TRY(reader_.begin());
    while (true) {
      const std::u32string_view piece = MINIPY_TRY(reader_.get());
      if (piece.empty()) break;
      if (piece[0] != '\\') {
        add(piece[0]);
      } else {
        MINIPY_TRY(parse_escape(piece));
      }
    }
    return std::move(result_);
  }

 private:
  void add(char32_t point) {
    if (result_.pieces.empty() || result_.pieces.back().group >= 0) result_.pieces.push_back({});
    result_.pieces.back().text.push_back(point);
  }
  /// `back`: where the reference is, for the message.
  Read<void> add_group(std::uint64_t group, std::size_t back) {
    if (group >= groups_) {
      return reader_.problem("invalid group reference " + std::to_string(group), back);
    }
    result_.pieces.push_back({{}, static_cast<std::int64_t>(group)});
    return Done{};
  }
  Read<void> parse_named();
  Read<void> parse_number(char32_t first);
  Read<void> parse_escape(std::u32string_view piece);

  Reader reader_;
  const std::vector<std::pair<std::u32string, std::uint32_t>>& names_;
  std::uint32_t groups_;
  Replacement result_;
};

Read<void> TemplateParser::parse_named() {
  if (!MINIPY_TRY(reader_.match('<'))) return reader_.problem("missing <");
  const std::u32string name = MINIPY_TRY(reader_.get_until('>', "group name"));
  if (is_identifier(name)) {
    MINIPY_TRY(check_group_name(reader_, name, 1, result_.warnings));
    const auto found =
        std::find_if(names_.begin(), names_.end(), [&](const auto& row) { return row.first == name; });
    if (found == names_.end()) {
      return SyntaxProblem{SyntaxProblem::kIndex, "unknown group name " + quoted(name), -1};
    }
    return add_group(found->second, name.size() + 1);
  }
  const auto group = group_number(name);
  if (!group) return reader_.problem("bad character in group name " + quoted(name), name.size() + 1);
  if (*group >= kMaximumGroups) {
    return reader_.problem("invalid group reference " + std::to_string(*group), name.size() + 1);
  }
  if (!std::all_of(name.begin(), name.end(), is_digit)) {
    result_.warnings.emplace_back("bad character in group name " + quoted(name, !reader_.is_text()) +
                                      " at position " + std::to_string(reader_.tell() - name.size() - 1),
                                  true);
  }
  return add_group(*group, name.size() + 1);
}

Read<void> TemplateParser::parse_number(char32_t first) {
  if (first == '0') {
    add(static_cast<char32_t>(number(MINIPY_TRY(reader_.get_while(2, kOctalDigits)), 8)));
    return Done{};
  }
  const Reader::NumberEscape escape = MINIPY_TRY(reader_.get_number_escape(first));
  if (!escape.point) return add_group(escape.group, escape.digits);
  add(*escape.point);
  return Done{};
}

Read<void> TemplateParser::parse_escape(std::u32string_view piece) {
  const char32_t c = piece[1];
  if (c == 'g') return parse_named();
  if (is_digit(c)) return parse_number(c);
  if (const char32_t point = simple_escape(c); point != 0) {
    add(point);
  } else if (is_ascii_letter(c)) {
    return reader_.problem("bad escape " + to_utf8(piece), piece.size());
  } else {
    add('\\');
    add(c);
  }
  return Done{};
}

}  // namespace

Read<Replacement> parse_replacement(std::u32string_view text, bool is_text,
                                    const std::vector<std::pair<std::u32string, std::uint32_t>>& names,
                                    std::uint32_t groups) {
  return TemplateParser(text, is_text, names, groups).run();
}

}  // namespace minipy::modules::regex
