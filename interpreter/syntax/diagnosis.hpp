#pragma once

#include <cstddef>
#include <cstdint>

#include "interpreter/base/source.hpp"
#include "interpreter/syntax/source_text.hpp"
#include "interpreter/syntax/stack_limit.hpp"
#include "interpreter/syntax/token.hpp"

namespace minipy::syntax {

/// What a text was meant to be.
enum class Grammar : std::uint8_t { kModule, kExpression, kFormatExpression };

/// A text that the parser rejected.
struct Rejected {
  const Tokens& tokens;
  const SourceText& source;
  Grammar grammar;
  std::size_t restart;    ///< the token where the statement begins from which on to look for the mistake
  std::size_t failed_at;  ///< the token the parser stopped at
};

/// Says what is wrong, in CPython's words.
base::Diagnostic diagnose(const Rejected& rejected, const StackLimit& stack);

/// `found`, or the tokenizer's error when that is told before what the parser finds. The parser has looked at
/// tokens up to `last_seen`.
base::Diagnostic prefer_token_error(base::Diagnostic found, const Tokens& tokens, std::size_t last_seen);

}  // namespace minipy::syntax
