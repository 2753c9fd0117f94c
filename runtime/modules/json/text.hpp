#pragma once

#include <string>

#include "runtime/modules/support.hpp"

namespace minipy::modules::json {

/// Appends a text as a JSON string, quotes included. `ascii`: everything else is written as \uXXXX.
void append_quoted(std::string& out, const Str* text, bool ascii);

/// A string read from JSON.
struct Scanned {
  Value text;
  std::int64_t end;  ///< behind its closing quote
};

/// Reads a string whose opening quote is at `begin - 1`. JSONDecodeError where it is none; `strict` refuses
/// control characters.
Result<Scanned> scan_string(ThreadState& thread, const Str* source, std::int64_t begin, bool strict);

/// Raises json.JSONDecodeError(message, source, position).
Raised raise_decode_error(ThreadState& thread, const char* message, const Str* source, std::int64_t position);

/// The functions of `_json` that read and that write.
std::span<const NativeDefinition> scanner_functions();
std::span<const NativeDefinition> encoder_functions();

}  // namespace minipy::modules::json
