#include "interpreter/syntax/input_state.hpp"

#include "interpreter/syntax/lexer.hpp"
#include "interpreter/syntax/parser.hpp"
#include "interpreter/syntax/parser_impl.hpp"

namespace minipy::syntax {

namespace {

/// Whether nothing but the end of blocks and of the text comes from the token on.
bool is_end(const Tokens& tokens, std::size_t position) {
  for (std::size_t i = position; i < tokens.list.size(); ++i) {
    const TokenKind kind = tokens.list[i].kind;
    if (kind != TokenKind::kDedent && kind != TokenKind::kEnd) return false;
  }
  return true;
}

bool is_compound(const Stmt* node) {
  switch (node->kind) {
    case NodeKind::kFunctionDef:
    case NodeKind::kAsyncFunctionDef:
    case NodeKind::kClassDef:
    case NodeKind::kFor:
    case NodeKind::kAsyncFor:
    case NodeKind::kWhile:
    case NodeKind::kIf:
    case NodeKind::kWith:
    case NodeKind::kAsyncWith:
    case NodeKind::kMatch:
    case NodeKind::kTry:
    case NodeKind::kTryStar:
      return true;
    default:
      return false;
  }
}

}  // namespace

InputState input_state(const base::Source& source) {
  Parsed parsed;
  Lexer lexer({source.text(), source.name()});
  const Tokens tokens = lexer.run();
  const StackLimit stack(kParserStack);
  ParseContext context{parsed.arena, stack};
  Parser parser(tokens, lexer.source(), context);
  const Module* module = parser.module();
  if (!parser.failed()) {
    return module->body.empty() || !is_compound(module->body.back()) ? InputState::kComplete
                                                                     : InputState::kBlock;
  }
  if (parser.error()) return InputState::kWrong;
  if (tokens.list[parser.failed_at()].kind == TokenKind::kError) {
    return tokens.error->open_ended ? InputState::kOpen : InputState::kWrong;
  }
  return is_end(tokens, parser.failed_at()) ? InputState::kUnfinished : InputState::kWrong;
}

}  // namespace minipy::syntax
