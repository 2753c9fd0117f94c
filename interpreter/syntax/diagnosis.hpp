#pragma once

#include <cstddef>
#include <cstdint>

#include "interpreter/base/source.hpp"
#include "interpreter/syntax/source_text.hpp"
#include "interpreter/syntax/token.hpp"

namespace minipy::syntax {

/// What a text was meant to be.
enum class Grammar : std::uint8_t { kModule, kExpression, kFormatExpression };

/// Says what is wrong with tokens that the parser rejected, in CPython's words. `restart` is the token where
/// a statement begins from which on to look; `failed_at` the token the parser stopped at.
base::Diagnostic diagnose(const Tokens& tokens, const SourceText& source, Grammar grammar, std::size_t restart,
                          std::size_t failed_at);

}  // namespace minipy::syntax
