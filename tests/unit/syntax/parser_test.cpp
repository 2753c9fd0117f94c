#include "interpreter/syntax/parser.hpp"

#include <doctest/doctest.h>

#include <string>

#include "tests/unit/syntax/support.hpp"

namespace minipy::syntax::testing {
namespace {

TEST_CASE("operators bind as in Python") {
  CHECK(expression("a + b * c") == expression("a + (b * c)"));
  CHECK(expression("-a ** b") == expression("-(a ** b)"));
  CHECK(expression("a ** b ** c") == expression("a ** (b ** c)"));
  CHECK(expression("not a == b") == expression("not (a == b)"));
  CHECK(expression("a or b and c") == expression("a or (b and c)"));
  CHECK(expression("a if b else c if d else e") == expression("a if b else (c if d else e)"));
  CHECK(expression("await_ | a ^ b & c << d") == expression("await_ | (a ^ (b & (c << d)))"));
}

TEST_CASE("a chained comparison is one node") {
  CHECK(expression("1 < x <= 3") ==
        "Compare(left=Constant(value=1), ops=[Lt(), LtE()], comparators=[Name(id='x', ctx=Load()), "
        "Constant(value=3)])");
  CHECK(expression("a is not b") ==
        "Compare(left=Name(id='a', ctx=Load()), ops=[IsNot()], comparators=[Name(id='b', ctx=Load())])");
}

TEST_CASE("targets are stored to, and what is read in them is loaded") {
  CHECK(
      parsed("a[i], *b.c = d") ==
      "Assign(targets=[Tuple(elts=[Subscript(value=Name(id='a', ctx=Load()), slice=Name(id='i', ctx=Load()), "
      "ctx=Store()), Starred(value=Attribute(value=Name(id='b', ctx=Load()), attr='c', ctx=Store()), "
      "ctx=Store())], ctx=Store())], value=Name(id='d', ctx=Load()))");
}

TEST_CASE("only a bare name makes an annotation simple") {
  CHECK(parsed("x: int").find("simple=1") != std::string::npos);
  CHECK(parsed("(x): int").find("simple=0") != std::string::npos);
  CHECK(parsed("a.x: int = 3").find("simple=0") != std::string::npos);
}

TEST_CASE("parameters of every kind keep their defaults") {
  CHECK(
      parsed("def f(a, b=1, /, c=2, *d, e, g=3, **h): pass") ==
      "FunctionDef(name='f', args=arguments(posonlyargs=[arg(arg='a'), arg(arg='b')], args=[arg(arg='c')], "
      "vararg=arg(arg='d'), kwonlyargs=[arg(arg='e'), arg(arg='g')], kw_defaults=[None, Constant(value=3)], "
      "kwarg=arg(arg='h'), defaults=[Constant(value=1), Constant(value=2)]), body=[Pass()], "
      "decorator_list=[])");
}

TEST_CASE("arguments are sorted into positional and keyword ones") {
  CHECK(expression("f(a, *b, k=1, *c, **d)") ==
        "Call(func=Name(id='f', ctx=Load()), args=[Name(id='a', ctx=Load()), Starred(value=Name(id='b', "
        "ctx=Load()), ctx=Load()), Starred(value=Name(id='c', ctx=Load()), ctx=Load())], "
        "keywords=[keyword(arg='k', value=Constant(value=1)), keyword(value=Name(id='d', ctx=Load()))])");
}

TEST_CASE("a parenthesis after with holds items when it can") {
  CHECK(parsed("with (a as b, c): pass") == parsed("with a as b, c: pass"));
  CHECK(parsed("with (a, b) as c: pass").find("Tuple") != std::string::npos);
  CHECK(parsed("with (yield a): pass").find("Yield") != std::string::npos);
}

TEST_CASE("match and case are names where no match statement can be") {
  CHECK(parsed("match = case(match)[match]") ==
        "Assign(targets=[Name(id='match', ctx=Store())], value=Subscript(value=Call(func=Name(id='case', "
        "ctx=Load()), args=[Name(id='match', ctx=Load())], keywords=[]), slice=Name(id='match', ctx=Load()), "
        "ctx=Load()))");
  CHECK(parsed("match(x)\n").find("Expr(") == 0);
  CHECK(parsed("match x:\n  case [1, *_] | {'k': v, **r}: pass\n  case P(a, b=_) as q if q: pass\n") ==
        "Match(subject=Name(id='x', ctx=Load()), cases=[match_case(pattern=MatchOr(patterns=[MatchSequence("
        "patterns=[MatchValue(value=Constant(value=1)), MatchStar()]), "
        "MatchMapping(keys=[Constant(value='k')], "
        "patterns=[MatchAs(name='v')], rest='r')]), body=[Pass()]), match_case(pattern=MatchAs("
        "pattern=MatchClass(cls=Name(id='P', ctx=Load()), patterns=[MatchAs(name='a')], kwd_attrs=['b'], "
        "kwd_patterns=[MatchAs()]), name='q'), guard=Name(id='q', ctx=Load()), body=[Pass()])])");
}

TEST_CASE("numbers that do not fit stay digits") {
  CHECK(expression("9223372036854775807") == "Constant(value=9223372036854775807)");
  CHECK(expression("0x1_0000_0000_0000_0000") == "Constant(value=18446744073709551616)");
  CHECK(expression("[1e1000, 1_0.5e-3, 3j, .5]") ==
        "List(elts=[Constant(value=inf), Constant(value=0.0105), Constant(value=3j), Constant(value=0.5)], "
        "ctx=Load())");
}

TEST_CASE("strings side by side are one, with their escapes resolved") {
  CHECK(expression(R"('a\x41\u00e9\N{EM DASH}' r'\n' "it's")") == "Constant(value=\"aAé—\\\\nit's\")");
  CHECK(expression(R"(b'\x00\377' b'z')") == R"(Constant(value=b'\x00\xffz'))");
  CHECK(expression(R"('\ud800')") == R"(Constant(value='\ud800'))");
}

TEST_CASE("deep nesting is an error and not a crash") {
  const auto repeat = [](std::string_view what, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += what;
    return out;
  };
  CHECK(parsed(repeat("(", 200) + "1" + repeat(")", 200)) == "Expr(value=Constant(value=1))");
  CHECK(parsed(repeat("(", 201)) == "error: too many nested parentheses");
  CHECK(parsed(repeat("-", 100000) + "1") == "error: parser stack overflow");
  CHECK(parsed(repeat("lambda: ", 100000) + "1") == "error: parser stack overflow");
  CHECK(parsed(repeat("a if b else ", 100000) + "c") == "error: parser stack overflow");
  const base::Source source("test.py", repeat("[", 150) + repeat("]", 150));
  CHECK_FALSE(parse_module(source, 16 * 1024).ok());
}

TEST_CASE("an expression may stand among empty lines, and alone") {
  CHECK(expression("\n1 \n\n") == "Constant(value=1)");
  CHECK(expression("  1") == "error: unexpected indent");
  CHECK(expression("1, 2") == "Tuple(elts=[Constant(value=1), Constant(value=2)], ctx=Load())");
  CHECK(expression("x = 1") == "error: invalid syntax");
}

}  // namespace
}  // namespace minipy::syntax::testing
