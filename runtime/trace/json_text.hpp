#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace minipy::trace {

/// Appends `utf8` as a JSON string, quotes included. Lone surrogates, which Python strings may hold, are
/// written as \uD800..\uDFFF; other bytes that are no UTF-8 as U+FFFD.
void append_json_string(std::string& out, std::string_view utf8);

/// Appends nanoseconds as a JSON number of microseconds, exactly: 1234567 as 1234.567.
void append_json_microseconds(std::string& out, std::int64_t nanoseconds);

/// Appends a whole number.
void append_json_number(std::string& out, std::uint64_t number);

}  // namespace minipy::trace
