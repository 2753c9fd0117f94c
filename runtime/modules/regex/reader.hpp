#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "interpreter/base/result.hpp"
#include "runtime/modules/regex/tree.hpp"

namespace minipy::modules::regex {

/// The value of something read, or what is wrong with it.
template <typename T>
using Read = Result<T, SyntaxProblem>;

/// What the parser asks of the machine around it.
struct ParserHost {
  /// The code point that has a Unicode name, or nothing.
  std::function<std::optional<char32_t>(const std::u32string& name)> find_character;
  /// Whether the native stack has room for one more level; if not, the exception is pending.
  std::function<bool()> has_stack;
};

/// Reads an expression or a replacement piece by piece; a backslash and what follows it are one piece.
class Reader {
 public:
  /// `text` outlives the reader. `is_text`: of a str, not of bytes.
  Reader(std::u32string_view text, bool is_text) : text_(text), is_text_(is_text) {}

  /// Reads the first piece; fails when the text ends with a backslash.
  Read<void> begin() { return seek(0); }
  Read<void> seek(std::size_t position);

  /// The piece that comes next, empty at the end.
  std::u32string_view next() const { return next_; }
  bool at_end() const { return next_.empty(); }
  bool next_is(char32_t point) const { return next_.size() == 1 && next_[0] == point; }
  /// Whether the piece that comes next is one code point out of `points`.
  bool next_in(std::u32string_view points) const {
    return next_.size() == 1 && points.find(next_[0]) != std::u32string_view::npos;
  }
  /// Returns the next piece and goes on.
  Read<std::u32string_view> get();
  /// Whether the next piece is `point`; goes on if so.
  Read<bool> match(char32_t point);
  /// Up to `count` pieces that are each one of `points`.
  Read<std::u32string> get_while(std::size_t count, std::u32string_view points);
  /// What comes before `end`, which is skipped; `what` names it in messages.
  Read<std::u32string> get_until(char32_t end, const char* what);

  /// What a backslash and a digit stand for. `first` is the digit: not 0, which is always a code point.
  struct NumberEscape {
    std::optional<char32_t> point;  ///< of three octal digits
    std::uint64_t group = 0;        ///< else the number of a group
    std::size_t digits = 0;
  };
  Read<NumberEscape> get_number_escape(char32_t first);
  /// The code point of octal digits that have been read; a problem when there is none beyond 0o377.
  Read<char32_t> octal_point(std::u32string_view digits) const;

  /// Where the next piece begins.
  std::size_t tell() const { return index_ - next_.size(); }
  bool is_text() const { return is_text_; }

  /// A problem `back` code points before the next piece. Of bytes, the message is ASCII.
  SyntaxProblem problem(std::string message, std::size_t back = 0) const;

 private:
  std::u32string_view text_;
  bool is_text_;
  std::size_t index_ = 0;
  std::u32string_view next_;
};

/// As UTF-8.
std::string to_utf8(std::u32string_view text);
/// As a Python literal with quotes; `ascii` as ascii() does it.
std::string quoted(std::u32string_view text, bool ascii = false);
/// Whether it may be a name in Python.
bool is_identifier(std::u32string_view text);

inline bool is_octal(char32_t c) { return c >= '0' && c <= '7'; }
inline bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
inline bool is_ascii_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

constexpr std::u32string_view kDigits = U"0123456789";
constexpr std::u32string_view kOctalDigits = U"01234567";
constexpr std::u32string_view kHexDigits = U"0123456789abcdefABCDEF";

/// The value of digits in base `base`, UINT64_MAX when it is larger than 64 bits.
std::uint64_t number(std::u32string_view digits, unsigned base);

/// What \a \b \f \n \r \t \v \\ stand for, or 0.
char32_t simple_escape(char32_t letter);

/// The number that int() makes of the name of a group: nothing when it makes none or a negative one.
std::optional<std::uint64_t> group_number(std::u32string_view name);

/// "bad character in group name" unless it is an identifier. `back`: from the next piece to the name's end.
Read<void> check_group_name(const Reader& reader, std::u32string_view name, std::size_t back,
                            std::vector<std::pair<std::string, bool>>& warnings);

}  // namespace minipy::modules::regex
