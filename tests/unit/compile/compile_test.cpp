#include "interpreter/compile/compile.hpp"

#include <doctest/doctest.h>

#include "tests/unit/compile/support.hpp"

namespace minipy::compile::testing {

TEST_CASE("an assignment of a sum to a local is one instruction") {
  CHECK(body("def f(a, b):\n  x = a + b\n  return x\n") ==
        "Add r2(x), r0(a), r1(b)\n"
        "Return r2(x)\n");
}

TEST_CASE("a loop tests at its bottom") {
  CHECK(body("def f(a):\n  while a < 9:\n    a += 1\n") ==
        "JumpUnlessLt r0(a), 9, -> L2\n"
        "L1:\n"
        "InplaceAdd r0(a), r0(a), 1\n"
        "LoopIfLt r0(a), 9, -> L1\n"
        "L2:\n"
        "Return None\n");
  CHECK(body("def f(a):\n  for x in a: g(x)\n") ==
        "GetIter r2, r0(a)\n"
        "Jump -> L2\n"
        "L1:\n"
        "LoadGlobal r4, g\n"
        "Move r5, r1(x)\n"
        "Call r3, r4, 1 args\n"
        "L2:\n"
        "ForIter r2, r1(x), -> L1\n"
        "Return None\n");
}

TEST_CASE("and, or and not become jumps") {
  CHECK(body("def f(a, b, c):\n  if a and not (b or c): return 1\n") ==
        "JumpIfFalse r0(a), -> L1\n"
        "JumpIfTrue r1(b), -> L1\n"
        "JumpIfTrue r2(c), -> L1\n"
        "Return 1\n"
        "L1:\n"
        "Return None\n");
}

TEST_CASE("a variable that := rebinds before it is read is copied") {
  CHECK(body("def f(x):\n  return x + (x := 2)\n") ==
        "Move r1, r0(x)\n"
        "LoadInt r0(x), 2\n"
        "Add r1, r1, r0(x)\n"
        "Return r1\n");
}

TEST_CASE("only a local that may be unbound is checked, and once") {
  CHECK(body("def f(a):\n  if a: x = 1\n  return x + x\n") ==
        "JumpIfFalse r0(a), -> L1\n"
        "LoadInt r1(x), 1\n"
        "L1:\n"
        "CheckBound r1(x)\n"
        "Add r2, r1(x), r1(x)\n"
        "Return r2\n");
  CHECK(body("def f():\n  x = 1\n  del x\n  return x\n") ==
        "LoadInt r0(x), 1\n"
        "DeleteLocal r0(x)\n"
        "CheckBound r0(x)\n"
        "Return r0(x)\n");
}

TEST_CASE("variables are exchanged without a tuple") {
  CHECK(body("def f(a, b):\n  a, b = b, a\n") ==
        "Move r2, r0(a)\n"
        "Move r0(a), r1(b)\n"
        "Move r1(b), r2\n"
        "Return None\n");
}

TEST_CASE("finally comes on every way out, and the value returned is that of before") {
  CHECK(body("def f(x):\n  try:\n    return x\n  finally:\n    x = 2\n") ==
        "Move r1, r0(x)\n"
        "LoadInt r0(x), 2\n"
        "Return r1\n"
        "L1:\n"
        "LoadInt r0(x), 2\n"
        "EndHandler r1\n"
        "Reraise r1\n"
        "L2:\n"
        "EndHandler r1\n"
        "Reraise r3\n");
}

TEST_CASE("captured variables live in cells") {
  CHECK(body("def f(a):\n  def g(): return a\n  a = 1\n  return g\n") ==
        "MakeCell r0(a)\n"
        "LoadEmpty r2\n"
        "LoadEmpty r3\n"
        "LoadEmpty r4\n"
        "Move r6, r0(a)\n"
        "BuildTuple r5, r6, 1 items\n"
        "MakeFunction r1(g), <code g>, r2\n"
        "StoreCell r0(a), 1\n"
        "Return r1(g)\n"
        "LoadFree r0, a\n"
        "Return r0\n");
}

TEST_CASE("a class body keeps its names in a namespace and hands out the cell of super()") {
  const Compiled result = compiled("class C:\n  def f(self): return super()\n");
  REQUIRE(result.ok());
  const bytecode::CodeUnit& body = *result.value()->nested.at(0);
  CHECK((body.flags & bytecode::kClassBody) != 0);
  CHECK(body.cell_names == std::vector<std::string>{"__class__"});
  CHECK(body.nested.at(0)->free_names == std::vector<std::string>{"__class__"});
  CHECK(body.nested.at(0)->qualname == "C.f");
}

TEST_CASE("code for exec finds its names in the namespace") {
  CHECK(instructions("x = y\n", {.uses_namespace = true}) ==
        "LoadName r0, y\n"
        "StoreName r0, x\n"
        "Return None\n");
}

TEST_CASE("attributes that methods set are counted for the class") {
  const Compiled result = compiled(
      "class C:\n  def __init__(self):\n    self.a = self.b = 1\n    self.a = 2\n"
      "  def g(me):\n    me.c, x = 1, 2\n");
  REQUIRE(result.ok());
  CHECK(result.value()->nested.at(0)->attribute_hint == 3);
}

TEST_CASE("annotations are text when the module asks for it") {
  CHECK(instructions("from __future__ import annotations\nx: dict[str, int|None] = 1\n")
            .find("'dict[str, int | None]'") != std::string::npos);
}

TEST_CASE("constants are folded, and kept apart by type and sign") {
  CHECK(instructions("x = 2 * 3 + 1\n") == "StoreGlobal 7, x\nReturn None\n");
  const Compiled result = compiled("f(1, 1.0, True, 0.0, -0.0, (1,), (1.0,))\n");
  REQUIRE(result.ok());
  CHECK(instructions("f(0.0, -0.0)\n").find("LoadConst r3, -0.0") != std::string::npos);
}

TEST_CASE("a sum of thousands of terms compiles") {
  std::string text = "x = a";
  for (int i = 0; i < 5000; ++i) text += " + b";
  CHECK(compiled(text + "\n").ok());
}

TEST_CASE("jumps reach across huge bodies") {
  std::string text = "def f(a, n):\n  for x in a:\n    if x < n:\n";
  for (int i = 0; i < 20000; ++i) text += "      a.b = x.y\n";
  const Compiled result = compiled(text);
  REQUIRE(result.ok());
  CHECK(bytecode::verify(*result.value()) == "");
}

TEST_CASE("mistakes are told as CPython tells them") {
  CHECK(instructions("return 1\n") == "'return' outside function 1:1");
  CHECK(instructions("def f(a, a): pass\n") == "duplicate argument 'a' in function definition 1:10");
  CHECK(instructions("def f():\n x\n global x\n") == "name 'x' is used prior to global declaration 3:2");
  CHECK(instructions("def f():\n nonlocal x\n") == "no binding for nonlocal 'x' found 2:2");
  CHECK(instructions("break\n") == "'break' outside loop 1:1");
  CHECK(instructions("*a, *b = c\n") == "multiple starred expressions in assignment 1:1");
  CHECK(instructions("f(a=1, a=2)\n") == "keyword argument repeated: a 1:8");
  CHECK(instructions("x = 1\nfrom __future__ import annotations\n") ==
        "from __future__ imports must occur at the beginning of the file 2:1");
  CHECK(instructions("match x:\n case a: pass\n case b: pass\n") ==
        "name capture 'a' makes remaining patterns unreachable 2:7");
}

}  // namespace minipy::compile::testing
