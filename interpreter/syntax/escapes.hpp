#pragma once

#include <string>
#include <string_view>

#include "interpreter/base/result.hpp"

namespace minipy::syntax {

/// A string token taken apart: `rb'''body'''`.
struct StringParts {
  std::string_view body;
  bool raw = false;
  bool bytes = false;
  bool formatted = false;
};

StringParts split_string(std::string_view token);

/// What is wrong with an escape sequence, as CPython words it.
struct EscapeError {
  std::string message;
};

/// Appends what `body` of a string without the prefix `r` stands for to `out`, as UTF-8.
Result<void, EscapeError> unescape_text(std::string_view body, std::string& out);

/// The same for a bytes literal.
Result<void, EscapeError> unescape_bytes(std::string_view body, std::string& out);

}  // namespace minipy::syntax
