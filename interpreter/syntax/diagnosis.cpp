#include "interpreter/syntax/diagnosis.hpp"

namespace minipy::syntax {

base::Diagnostic diagnose(const Tokens& tokens, const SourceText& source, Grammar /*grammar*/,
                          std::size_t /*restart*/, std::size_t failed_at) {
  const Token& token = tokens.list[failed_at];
  if (token.kind == TokenKind::kError) return tokens.error->diagnostic;
  return source.diagnostic(base::Diagnostic::Kind::kSyntax, "invalid syntax", token.span);
}

}  // namespace minipy::syntax
