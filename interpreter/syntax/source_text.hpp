#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "interpreter/base/source.hpp"

namespace minipy::syntax {

/// A text to parse and where it stands: a whole file, or what is between the braces of an f-string, which is
/// parsed on its own, in parentheses. Views only.
struct SourceText {
  std::string_view text;
  std::string_view file;
  std::uint32_t first_line = 1;
  std::uint32_t first_column = 0;  ///< what the columns on the first line are shifted by
  bool in_format_string = false;
  bool ends_last_line = true;  ///< whether a last line without an end is read as if it had one

  /// The line numbered `line`, without its end; empty when there is none.
  std::string_view line(std::uint32_t line) const;

  /// What to report about `span`. Columns become those of `line`, which is what is shown.
  base::Diagnostic diagnostic(base::Diagnostic::Kind kind, std::string message, base::Span span) const;
};

}  // namespace minipy::syntax
