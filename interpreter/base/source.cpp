#include "interpreter/base/source.hpp"

#include <algorithm>

#include "interpreter/base/file.hpp"
#include "interpreter/base/text.hpp"

namespace minipy::base {

Source::Source(std::string name, std::string text)
    : name_(std::move(name)), lines_(split(std::move(text))), is_file_(false) {}

Source::Source(std::string file) : name_(std::move(file)), is_file_(true) {}

Source::Lines Source::split(std::string text) {
  Lines lines{std::move(text), {0}};
  for (std::size_t i = 0; i < lines.text.size(); ++i) {
    if (lines.text[i] == '\n' && i + 1 < lines.text.size()) lines.starts.push_back(i + 1);
  }
  return lines;
}

const Source::Lines& Source::lines() const {
  if (is_file_) std::call_once(read_, [this] { lines_ = split(read_file(name_).value_or("")); });
  return lines_;
}

std::string_view Source::line(std::uint32_t line) const {
  const auto& [text, starts] = lines();
  if (line == 0 || line > starts.size()) return {};
  const std::size_t start = starts[line - 1];
  std::size_t end = line < starts.size() ? starts[line] : text.size();
  while (end > start && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
  return std::string_view(text).substr(start, end - start);
}

std::string_view exception_name(Diagnostic::Kind kind) {
  switch (kind) {
    case Diagnostic::Kind::kIndentation:
      return "IndentationError";
    case Diagnostic::Kind::kTab:
      return "TabError";
    case Diagnostic::Kind::kSyntax:
      break;
  }
  return "SyntaxError";
}

std::string format(const Diagnostic& diagnostic) {
  std::string out;
  if (diagnostic.span.line != 0) {
    out += "  File \"" + diagnostic.file + "\", line " + std::to_string(diagnostic.span.line) + "\n";
    const std::string& text = diagnostic.line;
    const std::size_t indent = std::min(text.find_first_not_of(" \t\f"), text.size());
    out += "    " + text.substr(indent) + "\n";
    if (indent < text.size()) {
      const auto width = [&](std::size_t upto) {
        const std::size_t from = std::min(indent, upto);
        return utf8_length(std::string_view(text).substr(from, std::min(upto, text.size()) - from));
      };
      const bool has_caret = diagnostic.span.column >= indent && diagnostic.span.column < Span::kBeforeLine;
      const std::size_t start = width(diagnostic.span.column);
      const bool one_line = diagnostic.span.end_line == diagnostic.span.line;
      std::size_t end = one_line ? width(diagnostic.span.end_column) : width(text.size());
      if (diagnostic.kind != Diagnostic::Kind::kSyntax) end = start;  // CPython shows where, not how far
      end = std::max(end, start + 1);
      if (has_caret) out += "    " + std::string(start, ' ') + std::string(end - start, '^') + "\n";
    }
  }
  out += std::string(exception_name(diagnostic.kind)) + ": " + diagnostic.message + "\n";
  return out;
}

}  // namespace minipy::base
