#pragma once

#include <string>
#include <string_view>

namespace minipy::report {

/// Appends `text` as a JSON string that may stand inside an HTML script element: no `<` is in it, so no
/// script and no comment can begin or end.
void append_json_string(std::string& out, std::string_view text);

/// Appends `bytes` in base64.
void append_base64(std::string& out, std::string_view bytes);

/// Text as HTML text.
std::string html_text(std::string_view text);

}  // namespace minipy::report
