#include "interpreter/syntax/parser.hpp"

#include <algorithm>
#include <utility>

#include "interpreter/syntax/diagnosis.hpp"
#include "interpreter/syntax/lexer.hpp"
#include "interpreter/syntax/parser_impl.hpp"

namespace minipy::syntax {
namespace {

using ParseResult = Result<std::unique_ptr<Parsed>, base::Diagnostic>;

ParseResult parse(SourceText source, Grammar grammar, std::size_t stack_bytes) {
  auto parsed = std::make_unique<Parsed>();
  Lexer lexer(source);
  const Tokens tokens = lexer.run();
  const StackLimit stack(stack_bytes);
  ParseContext context{parsed->arena, stack};
  Parser parser(tokens, lexer.source(), context);
  if (grammar == Grammar::kModule) {
    parsed->module = parser.module();
  } else {
    parsed->expression = parser.expression_input();
  }
  if (!parser.failed()) return parsed;
  if (parser.error()) return prefer_token_error(*parser.error(), tokens, parser.failed_at());
  return diagnose({tokens, lexer.source(), grammar, parser.restart_at(), parser.failed_at()}, stack);
}

}  // namespace

ParseResult parse_module(const base::Source& source, std::size_t stack_bytes, bool ends_last_line) {
  SourceText text{source.text(), source.name()};
  text.ends_last_line = ends_last_line;
  return parse(text, Grammar::kModule, stack_bytes);
}

ParseResult parse_expression(const base::Source& source, std::size_t stack_bytes) {
  SourceText text{source.text(), source.name()};
  text.ends_last_line = false;
  return parse(text, Grammar::kExpression, stack_bytes);
}

}  // namespace minipy::syntax
