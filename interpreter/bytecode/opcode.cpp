#include "interpreter/bytecode/opcode.hpp"

namespace minipy::bytecode {

namespace {

struct Operands {
  Operand a = Operand::kNone;
  Operand b = Operand::kNone;
  Operand c = Operand::kNone;
};

enum : std::uint8_t {
  dst = static_cast<std::uint8_t>(Operand::kDst),
  reg = static_cast<std::uint8_t>(Operand::kReg),
  rk = static_cast<std::uint8_t>(Operand::kRk),
  first = static_cast<std::uint8_t>(Operand::kFirst),
  konst = static_cast<std::uint8_t>(Operand::kKonst),
  name = static_cast<std::uint8_t>(Operand::kName),
  global = static_cast<std::uint8_t>(Operand::kGlobal),
  free = static_cast<std::uint8_t>(Operand::kFree),
  code = static_cast<std::uint8_t>(Operand::kCode),
  site = static_cast<std::uint8_t>(Operand::kSite),
  count = static_cast<std::uint8_t>(Operand::kCount),
  flags = static_cast<std::uint8_t>(Operand::kFlags),
  jump = static_cast<std::uint8_t>(Operand::kJump),
  wide = static_cast<std::uint8_t>(Operand::kWide),
  widejump = static_cast<std::uint8_t>(Operand::kWideJump),
};

constexpr Operands kOperands[] = {
#define A(kind) .a = static_cast<Operand>(kind),
#define B(kind) .b = static_cast<Operand>(kind),
#define C(kind) .c = static_cast<Operand>(kind),
#define W(kind) .b = static_cast<Operand>(kind),
#define OP(name_, operands) Operands{operands},
#define SPECIALISED(name_, generic) Operands{},
#include "interpreter/bytecode/opcodes.def"
#undef OP
#undef SPECIALISED
};

constexpr OpcodeInfo info(const char* text, Opcode generic) {
  const Operands& operands = kOperands[static_cast<std::size_t>(generic)];
  return {text, generic, operands.a, operands.b, operands.c};
}

constexpr OpcodeInfo kInfos[] = {
#define OP(name_, operands) info(#name_, Opcode::k##name_),
#define SPECIALISED(name_, generic) info(#name_, Opcode::k##generic),
#include "interpreter/bytecode/opcodes.def"
#undef OP
#undef SPECIALISED
#undef A
#undef B
#undef C
#undef W
};

}  // namespace

const OpcodeInfo& opcode_info(Opcode opcode) { return kInfos[static_cast<std::size_t>(opcode)]; }

}  // namespace minipy::bytecode
