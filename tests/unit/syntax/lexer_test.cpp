#include "interpreter/syntax/lexer.hpp"

#include <doctest/doctest.h>

#include <string>

namespace minipy::syntax {
namespace {

/// The kinds and texts of the tokens, with spaces between.
std::string tokens_of(std::string_view text) {
  Lexer lexer({text, "test.py"});
  std::string out;
  for (const Token& token : lexer.run().list) {
    if (!out.empty()) out += ' ';
    out += token.text.empty() || token.kind == TokenKind::kNewline ? token_text(token.kind) : token.text;
  }
  return out;
}

std::string error_of(std::string_view text) {
  Lexer lexer({text, "test.py"});
  const Tokens tokens = lexer.run();
  return tokens.error ? tokens.error->diagnostic.message : "none";
}

TEST_CASE("blocks become indents and dedents") {
  CHECK(tokens_of("if x:\n  y\n\n  # note\nz") ==
        "if x : NEWLINE INDENT y NEWLINE DEDENT z NEWLINE ENDMARKER");
  CHECK(tokens_of("if x:\n  if y:\n    z\n") ==
        "if x : NEWLINE INDENT if y : NEWLINE INDENT z NEWLINE DEDENT DEDENT ENDMARKER");
}

TEST_CASE("brackets and backslashes join lines") {
  CHECK(tokens_of("(a,\n   b)\n") == "( a , b ) NEWLINE ENDMARKER");
  CHECK(tokens_of("a = \\\n  b\n") == "a = b NEWLINE ENDMARKER");
}

TEST_CASE("the longest operator wins") {
  CHECK(tokens_of("a**=b//c<<=d->e...f:=g") == "a **= b // c <<= d -> e ... f := g NEWLINE ENDMARKER");
}

TEST_CASE("line ends of every kind end lines, and a byte order mark is skipped") {
  CHECK(tokens_of("\xEF\xBB\xBF"
                  "a\r\nb\rc\n") == "a NEWLINE b NEWLINE c NEWLINE ENDMARKER");
}

TEST_CASE("a number may touch the keyword after it") {
  CHECK(tokens_of("1if x else 2") == "1 if x else 2 NEWLINE ENDMARKER");
  CHECK(tokens_of("0xfor x") == "0xf or x NEWLINE ENDMARKER");
  CHECK(error_of("0xfora") == "invalid hexadecimal literal");
  CHECK(error_of("1_a") == "invalid decimal literal");
}

TEST_CASE("names may hold letters of any script") {
  CHECK(tokens_of("größe = π2") == "größe = π2 NEWLINE ENDMARKER");
  CHECK(error_of("x = 5 €") == "invalid character '€' (U+20AC)");
  CHECK(error_of("x\u00A0= 5") == "invalid non-printable character U+00A0");
}

TEST_CASE("tabs and spaces must agree on what is deeper") {
  CHECK(error_of("if x:\n\ty\n        z\n") == "inconsistent use of tabs and spaces in indentation");
  CHECK(error_of("if x:\n\ty\n\tz\n") == "none");
}

TEST_CASE("a text that is not UTF-8 is refused") {
  CHECK(error_of("x = 1\ny = '\xFF'\n") ==
        "Non-UTF-8 code starting with '\\xff' in file test.py on line 2, but no encoding declared; see "
        "https://peps.python.org/pep-0263/ for details");
}

TEST_CASE("columns count bytes from zero") {
  Lexer lexer({"é = \"\"\"a\nb\"\"\" + c", "test.py"});
  const Tokens tokens = lexer.run();
  CHECK(tokens.list[1].span.column == 3);
  CHECK(tokens.list[2].span.end_line == 2);
  CHECK(tokens.list[2].span.end_column == 4);
  CHECK(tokens.list[4].span.column == 7);
}

}  // namespace
}  // namespace minipy::syntax
