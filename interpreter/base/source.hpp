#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace minipy::base {

/// Where a piece of source stands. Lines count from 1, columns from 0 in bytes of UTF-8, as CPython's
/// `ast` does; the end is one past the last byte.
struct Span {
  /// The column of a message that is about a line as a whole: no caret is shown.
  static constexpr std::uint32_t kNoColumn = 0xFFFFFFFF;
  /// The same of the end of a text whose last line has no end: it counts as left of the line.
  static constexpr std::uint32_t kBeforeLine = 0xFFFFFFFE;

  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t end_line = 0;
  std::uint32_t end_column = 0;

  /// From the start of `first` to the end of `last`.
  static Span cover(const Span& first, const Span& last) {
    return {first.line, first.column, last.end_line, last.end_column};
  }
};

/// A text with a name, and its lines. Nobody sees it change after construction, so any thread may read it.
class Source {
 public:
  Source(std::string name, std::string text);
  /// The text of a file, read when somebody asks for it: who runs compiled code only needs it for messages.
  /// Empty when the file cannot be read by then.
  explicit Source(std::string file);

  const std::string& name() const { return name_; }
  std::string_view text() const { return lines().text; }

  /// The text of line `line` (from 1), without its line end; empty when there is no such line.
  std::string_view line(std::uint32_t line) const;

 private:
  struct Lines {
    std::string text;
    std::vector<std::size_t> starts;
  };
  static Lines split(std::string text);
  const Lines& lines() const;

  std::string name_;
  mutable Lines lines_;  // written once, by the constructor or under `read_`
  mutable std::once_flag read_;
  const bool is_file_;
};

/// What is wrong with a source text: a `SyntaxError` (or `IndentationError`, `TabError`) to be.
struct Diagnostic {
  enum class Kind : std::uint8_t { kSyntax, kIndentation, kTab };
  Kind kind = Kind::kSyntax;
  std::string message;
  std::string file;
  Span span;              ///< `line` 0 when there is no place to show
  std::string line;       ///< the text of the line, for the caret
  bool line_ends = true;  ///< false of the last line of a text that is no file's, when nothing ends it
  /// Whether the line is shown: not for what the compiler finds in a text that is no file's, as in CPython.
  bool shows_line = true;
};

/// CPython's name for the exception of a diagnostic: "SyntaxError", ...
std::string_view exception_name(Diagnostic::Kind kind);

/// The diagnostic as CPython prints it: file, line, caret line, message; ends with a newline.
std::string format(const Diagnostic& diagnostic);

}  // namespace minipy::base
