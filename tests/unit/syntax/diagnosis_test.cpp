#include "interpreter/syntax/diagnosis.hpp"

#include <doctest/doctest.h>

#include <string_view>

#include "tests/unit/syntax/support.hpp"

namespace minipy::syntax::testing {
namespace {

struct Mistake {
  std::string_view text;
  std::string_view report;  ///< as CPython 3.11 prints it
};

void check(std::initializer_list<Mistake> mistakes) {
  for (const Mistake& mistake : mistakes) {
    CAPTURE(mistake.text);
    CHECK(report(mistake.text) == mistake.report);
  }
}

TEST_CASE("a mistake without a name is shown where the parser got stuck") {
  check({
      {"x y\n", "    x y\n      ^\nSyntaxError: invalid syntax\n"},
      {"for x in y z: pass\n", "    for x in y z: pass\n               ^\nSyntaxError: invalid syntax\n"},
      {"@a\n", "    @a\nSyntaxError: invalid syntax\n"},
  });
}

TEST_CASE("what is missing is named") {
  check({
      {"if x\n", "    if x\n        ^\nSyntaxError: expected ':'\n"},
      {"def f x\n", "    def f x\n          ^\nSyntaxError: expected '('\n"},
      {"f(a b)\n", "    f(a b)\n      ^^^\nSyntaxError: invalid syntax. Perhaps you forgot a comma?\n"},
      {"(a if b)\n", "    (a if b)\n     ^^^^^^\nSyntaxError: expected 'else' after 'if' expression\n"},
      {"try: pass\nx\n", "    x\n    ^\nSyntaxError: expected 'except' or 'finally' block\n"},
      {"x = (1,\n\n", "    x = (1,\n        ^\nSyntaxError: '(' was never closed\n"},
      {"print 'x'\n",
       "    print 'x'\n    ^^^^^^^^^\nSyntaxError: Missing parentheses in call to 'print'. Did you mean "
       "print(...)?\n"},
  });
}

TEST_CASE("what cannot be assigned to is named") {
  check({
      {"f() = 1\n",
       "    f() = 1\n    ^^^\n"
       "SyntaxError: cannot assign to function call here. Maybe you meant '==' instead of '='?\n"},
      {"x = [a, 1] = b\n", "    x = [a, 1] = b\n            ^\nSyntaxError: cannot assign to literal\n"},
      {"if x = 3: pass\n",
       "    if x = 3: pass\n       ^^^^^\n"
       "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='?\n"},
      {"for f() in x: pass\n",
       "    for f() in x: pass\n        ^^^\nSyntaxError: cannot assign to function call\n"},
      {"del a + b\n", "    del a + b\n        ^^^^^\nSyntaxError: cannot delete expression\n"},
      {"None += 1\n",
       "    None += 1\n    ^^^^\nSyntaxError: 'None' is an illegal expression for augmented assignment\n"},
      {"f(a.b=1)\n",
       "    f(a.b=1)\n      ^^^^\n"
       "SyntaxError: expression cannot contain assignment, perhaps you meant \"==\"?\n"},
  });
}

TEST_CASE("blocks that are not there are named with their line") {
  check({
      {"if x:\ny\n",
       "    y\n    ^\nIndentationError: expected an indented block after 'if' statement on line 1\n"},
      {"def f():\npass\n",
       "    pass\n    ^\nIndentationError: expected an indented block after function definition on line 1\n"},
      {"class A:\n",
       "    class A:\nIndentationError: expected an indented block after class definition on line 1\n"},
      {"  x\n", "    x\nIndentationError: unexpected indent\n"},
      {"if x:\n    y\n  z\n",
       "    z\n     ^\nIndentationError: unindent does not match any outer indentation level\n"},
  });
}

TEST_CASE("a text that cannot be tokenized is told before what the parser found") {
  check({
      {"x y\n'abc\n", "    'abc\n    ^\nSyntaxError: unterminated string literal (detected at line 2)\n"},
      {"x y\n)\n", "    )\n    ^\nSyntaxError: unmatched ')'\n"},
  });
}

TEST_CASE("parameters and arguments out of order are named") {
  check({
      {"def f(a=1, b): pass\n",
       "    def f(a=1, b): pass\n               ^\nSyntaxError: non-default argument follows default "
       "argument\n"},
      {"def f(*): pass\n",
       "    def f(*): pass\n          ^\nSyntaxError: named arguments must follow bare *\n"},
      {"f(a=1, b)\n",
       "    f(a=1, b)\n            ^\nSyntaxError: positional argument follows keyword argument\n"},
      {"f(x for x in y, 1)\n",
       "    f(x for x in y, 1)\n      ^^^^^^^^^^^^\nSyntaxError: Generator expression must be "
       "parenthesized\n"},
  });
}

}  // namespace
}  // namespace minipy::syntax::testing
