#include "interpreter/syntax/source_text.hpp"

#include <algorithm>
#include <utility>

namespace minipy::syntax {

std::string_view SourceText::line(std::uint32_t line) const {
  std::size_t start = 0;
  for (std::uint32_t at = first_line; at < line; ++at) {
    start = text.find('\n', start);
    if (start == std::string_view::npos) return {};
    ++start;
  }
  if (line < first_line || start >= text.size()) return {};
  return text.substr(start, text.find('\n', start) - start);
}

base::Diagnostic SourceText::diagnostic(base::Diagnostic::Kind kind, std::string message,
                                        base::Span span) const {
  const auto unshift = [&](std::uint32_t on, std::uint32_t& column) {
    if (on == first_line && column < base::Span::kBeforeLine) column -= std::min(first_column, column);
  };
  unshift(span.line, span.column);
  unshift(span.end_line, span.end_column);
  base::Diagnostic out;
  out.kind = kind;
  out.message = std::move(message);
  out.file = std::string(file);
  out.span = span;
  const std::string_view shown = this->line(span.line);
  out.line = std::string(shown);
  out.line_ends = ends_last_line || shown.data() + shown.size() != text.data() + text.size();
  return out;
}

}  // namespace minipy::syntax
