#include "interpreter/bytecode/builder.hpp"

#include <doctest/doctest.h>

#include "interpreter/bytecode/disassembler.hpp"
#include "interpreter/bytecode/verifier.hpp"

namespace minipy::bytecode {

namespace {

CodeUnit empty_unit() {
  CodeUnit unit;
  unit.name = unit.qualname = "f";
  unit.source = std::make_shared<const base::Source>("test.py", "x = 1\n");
  return unit;
}

}  // namespace

TEST_CASE("constants share an index only when nothing tells them apart") {
  CodeUnit unit = empty_unit();
  Builder builder(unit);
  const int one = builder.constant({std::int64_t{1}});
  CHECK(builder.constant({std::int64_t{1}}) == one);
  CHECK(builder.constant({1.0}) != one);
  CHECK(builder.constant({true}) != one);
  CHECK(builder.constant({0.0}) != builder.constant({-0.0}));
  CHECK(builder.constant({StrConstant{"1", true}}) != builder.constant({BytesConstant{"1"}}));
  CHECK(builder.constant({TupleConstant{{{std::int64_t{1}}}}}) != builder.constant({TupleConstant{{{1.0}}}}));
}

TEST_CASE("what cannot be reached is not emitted, and jumps to the next instruction vanish") {
  CodeUnit unit = empty_unit();
  Builder builder(unit);
  const Label end = builder.new_label();
  builder.emit_jump(Opcode::kJump, end);
  builder.emit(Opcode::kNop);
  builder.bind(end);
  builder.emit(Opcode::kReturn, ~builder.constant({NoneConstant{}}));
  REQUIRE(builder.finish());
  CHECK(unit.instructions.size() == 1);
  CHECK(verify(unit) == "");
}

TEST_CASE("a jump too far for its field goes by way of a wide one") {
  CodeUnit unit = empty_unit();
  Builder builder(unit);
  builder.use_registers(0, 2);
  unit.locals = 2;
  unit.local_names = {"a", "b"};
  const Label end = builder.new_label();
  builder.emit_jump(Opcode::kJumpUnlessLt, end, 0, 1);
  for (int i = 0; i < 40000; ++i) builder.emit(Opcode::kNop);
  builder.bind(end);
  builder.emit(Opcode::kReturn, 0);
  REQUIRE(builder.finish());
  CHECK(unit.instructions.size() == 40004);
  CHECK(unit.instructions[0].c == 1);
  CHECK(unit.instructions[2].opcode() == Opcode::kJump);
  CHECK(2 + 1 + unit.instructions[2].wide() == 40003);
  CHECK(verify(unit) == "");
}

TEST_CASE("each instruction is covered by its own handler alone") {
  CodeUnit unit = empty_unit();
  Builder builder(unit);
  const int handler = builder.new_handler(0);
  builder.set_handler(handler);
  builder.emit(Opcode::kNop);
  builder.set_handler(-1);
  builder.emit(Opcode::kNop);
  builder.set_handler(handler);
  builder.emit(Opcode::kReturn, ~builder.constant({NoneConstant{}}));
  builder.set_handler(-1);
  builder.bind_handler(handler);
  builder.emit(Opcode::kReraise, 0);
  REQUIRE(builder.finish());
  REQUIRE(unit.handlers.size() == 2);
  CHECK(unit.handlers[0].start == 0);
  CHECK(unit.handlers[0].end == 1);
  CHECK(unit.handlers[1].start == 2);
  CHECK(unit.handlers[1].handler == 3);
  CHECK(unit.registers == 2);
  CHECK(verify(unit) == "");
}

TEST_CASE("the verifier finds what is wrong") {
  CodeUnit unit = empty_unit();
  unit.registers = 1;
  unit.instructions.push_back({static_cast<std::uint16_t>(Opcode::kReturn), 0, 0, 0});
  unit.spans.push_back({});
  CHECK(verify(unit) == "f, instruction 0 (Return): r0 is read before it is written");
  unit.instructions[0].a = 1;
  CHECK(verify(unit) == "f, instruction 0 (Return): operand 1 is out of range");
  unit.instructions[0] = {static_cast<std::uint16_t>(Opcode::kNop), 0, 0, 0};
  CHECK(verify(unit) == "f, instruction 0 (Nop): the unit ends without a return");
}

TEST_CASE("specialised instructions are shown as what was compiled") {
  CodeUnit unit = empty_unit();
  unit.registers = 1;
  unit.locals = 1;
  unit.local_names = {"x"};
  unit.first_line = 1;
  unit.instructions.push_back({static_cast<std::uint16_t>(Opcode::kAddInt), 0, 0, 0});
  unit.instructions.push_back({static_cast<std::uint16_t>(Opcode::kReturn), 0, 0, 0});
  unit.spans = {{1, 0, 1, 5}, {1, 0, 1, 5}};
  CHECK(disassemble(unit) ==
        "f (test.py, line 1)\n"
        "  registers: 1\n"
        "\n"
        "    1  x = 1\n"
        "         0  Add                 r0(x), r0(x), r0(x)\n"
        "         1  Return              r0(x)\n");
}

}  // namespace minipy::bytecode
