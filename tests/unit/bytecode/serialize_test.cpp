#include "interpreter/bytecode/serialize.hpp"

#include <doctest/doctest.h>

#include "interpreter/bytecode/builder.hpp"
#include "interpreter/bytecode/disassembler.hpp"
#include "interpreter/bytecode/verifier.hpp"

namespace minipy::bytecode {

namespace {

std::shared_ptr<const base::Source> source() {
  return std::make_shared<const base::Source>("test.py", "x = 1\n");
}

// A unit with one constant of each kind, and another one nested in it.
CodeUnit every_kind() {
  CodeUnit unit;
  unit.name = "f";
  unit.qualname = "outer.<locals>.f";
  unit.source = source();
  unit.first_line = 300;
  unit.flags = kNested | kSimpleParameters;
  unit.doc = "what it does";
  unit.has_doc = true;
  unit.registers = 3;
  unit.constants = {{NoneConstant{}},
                    {EllipsisConstant{}},
                    {true},
                    {false},
                    {std::int64_t{-1}},
                    {INT64_MIN},
                    {-0.0},
                    {BigIntConstant{"123456789012345678901234567890", 10}},
                    {ComplexConstant{1.5, -2.0}},
                    {StrConstant{"text with \0 in it", true}},
                    {StrConstant{std::string(200, 'x'), false}},
                    {BytesConstant{std::string("\xff\0", 2)}},
                    {TupleConstant{{{std::int64_t{1}}, {TupleConstant{}}}}},
                    {FrozenSetConstant{{{std::int64_t{1}}}}}};
  unit.names = {"a", "b"};
  unit.globals = {1};
  unit.sites = {0, 1};
  Builder builder(unit);
  builder.set_span({300, 4, 301, 2});
  builder.emit(Opcode::kLoadConst, 0, 0);
  builder.emit(Opcode::kReturn, ~0);
  builder.finish();
  auto nested = std::make_shared<CodeUnit>(unit);
  nested->name = "g";
  unit.nested.push_back(nested);
  return unit;
}

}  // namespace

TEST_CASE("a unit that was written and read is the same unit") {
  const CodeUnit unit = every_kind();
  const std::string bytes = serialize(unit);
  const auto read = deserialize(bytes, source());
  REQUIRE(read != nullptr);
  CHECK(serialize(*read) == bytes);
  CHECK(disassemble(*read) == disassemble(unit));
  CHECK(verify(*read).empty());
  CHECK(read->qualname == unit.qualname);
  CHECK(read->nested.at(0)->name == "g");
  CHECK(read->spans.at(0).end_line == 301);
  CHECK(std::get<std::int64_t>(read->constants.at(5).value) == INT64_MIN);
}

TEST_CASE("bytes that are cut off or have more behind them are no unit") {
  const std::string bytes = serialize(every_kind());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK(deserialize(std::string_view(bytes).substr(0, size), source()) == nullptr);
  }
  CHECK(deserialize(bytes + "x", source()) == nullptr);
}

TEST_CASE("whatever byte of it is damaged, reading and verifying a unit ends") {
  const std::string bytes = serialize(every_kind());
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int flip : {1, 0x80, 0xFF}) {
      std::string damaged = bytes;
      damaged[at] = static_cast<char>(damaged[at] ^ flip);
      const auto read = deserialize(damaged, source());
      if (read != nullptr) static_cast<void>(verify(*read));
    }
  }
}

}  // namespace minipy::bytecode
