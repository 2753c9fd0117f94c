#pragma once

#include <string>
#include <string_view>

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// Text in the spelling of string literals, without quotes: "unicode_escape"; with `raw` only what is not
/// Latin-1 is escaped: "raw_unicode_escape". Never fails.
std::string escape_text(const Str* text, bool raw);

/// The text that such bytes spell. UnicodeDecodeError for an escape that is none, as `errors` says.
Result<Str*> unescape_text(ThreadState& thread, std::string_view bytes, bool raw, std::string_view errors);

}  // namespace minipy::builtins
