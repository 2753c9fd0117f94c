#pragma once

#include "runtime/modules/regex/reader.hpp"

namespace minipy::modules::regex {

/// Reads an expression in the syntax of Python's `re`. `flags` are those given beside it. Any thread.
Read<Expression> parse(std::u32string_view text, bool is_text, std::uint32_t flags, const ParserHost& host);

}  // namespace minipy::modules::regex
