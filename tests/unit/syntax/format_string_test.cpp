#include "interpreter/syntax/format_string.hpp"

#include <doctest/doctest.h>

#include "tests/unit/syntax/support.hpp"

namespace minipy::syntax::testing {
namespace {

TEST_CASE("an f-string alternates text and values") {
  CHECK(
      expression(R"(f'a{b!r:>{w}}c')") ==
      "JoinedStr(values=[Constant(value='a'), FormattedValue(value=Name(id='b', ctx=Load()), conversion=114, "
      "format_spec=JoinedStr(values=[Constant(value='>'), FormattedValue(value=Name(id='w', ctx=Load()), "
      "conversion=-1)])), Constant(value='c')])");
}

TEST_CASE("doubled braces are text, also across strings") {
  CHECK(expression(R"('x' f'{{}}' 'y')") == "JoinedStr(values=[Constant(value='x{}y')])");
}

TEST_CASE("an equals sign shows the expression as it is written") {
  CHECK(expression(R"(f'{ a = }')") ==
        "JoinedStr(values=[Constant(value=' a = '), FormattedValue(value=Name(id='a', ctx=Load()), "
        "conversion=114)])");
  CHECK(expression(R"(f'{a=:x}')").find("conversion=-1") != std::string::npos);
}

TEST_CASE("comparisons do not end an expression") {
  CHECK(expression(R"(f'{a != b}')").find("NotEq()") != std::string::npos);
  CHECK(expression(R"(f'{a <= b}')").find("LtE()") != std::string::npos);
}

TEST_CASE("expressions know their place in the file") {
  const base::Source source("test.py", "x = f'''\n  {abc}'''\n");
  auto result = parse_module(source);
  REQUIRE(result.ok());
  CHECK(dump(result.value()->module, true)
            .find("id='abc', ctx=Load(), lineno=2, col_offset=3, end_lineno=2, "
                  "end_col_offset=6") != std::string::npos);
}

TEST_CASE("mistakes in an f-string say so") {
  CHECK(report("f'{}'") == "    f'{}'\n         ^\nSyntaxError: f-string: empty expression not allowed\n");
  CHECK(report("f'{a b}'") ==
        "    (a b)\n     ^^^\nSyntaxError: f-string: invalid syntax. Perhaps you forgot a comma?\n");
  CHECK(report("f'{a'") == "    f'{a'\n         ^\nSyntaxError: f-string: expecting '}'\n");
  CHECK(report("f'{a!x}'") ==
        "    f'{a!x}'\n            ^\n"
        "SyntaxError: f-string: invalid conversion character: expected 's', 'r', or 'a'\n");
  CHECK(report("f'}'") == "    f'}'\n        ^\nSyntaxError: f-string: single '}' is not allowed\n");
}

}  // namespace
}  // namespace minipy::syntax::testing
