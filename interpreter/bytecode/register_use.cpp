#include "interpreter/bytecode/register_use.hpp"

namespace minipy::bytecode {

namespace {

/// How many registers the operand of kind `first` stands for.
int row_length(Opcode generic, const Instruction& instruction) {
  switch (generic) {
    case Opcode::kBuildTuple:
    case Opcode::kBuildList:
    case Opcode::kBuildSet:
    case Opcode::kBuildString:
    case Opcode::kUnpack:
      return instruction.c;
    case Opcode::kBuildDict:
      return 2 * instruction.c;
    case Opcode::kUnpackStar:
      return (instruction.c & 0xFF) + 1 + ((instruction.c >> 8) & 0xFF);
    case Opcode::kFormatValue:
      return (instruction.c & kFormatSpec) != 0 ? 2 : 1;
    case Opcode::kCall:
    case Opcode::kCallKeywords:
      return instruction.c + 1;
    case Opcode::kCallMethod:
    case Opcode::kCallMethodKeywords:
      return instruction.c + 2;
    case Opcode::kLoadMethod:
    case Opcode::kEnterWith:
    case Opcode::kEnterAsyncWith:
    case Opcode::kSplitException:
    case Opcode::kImportName:
    case Opcode::kMatchKeys:
      return 2;
    case Opcode::kBuildSlice:
    case Opcode::kCallSpread:
    case Opcode::kMatchClass:
      return 3;
    case Opcode::kMakeFunction:
      return 4;
    default:
      return 1;
  }
}

bool is_register(Operand kind, int value) {
  switch (kind) {
    case Operand::kReg:
    case Operand::kFirst:
      return true;
    case Operand::kRk:
      return value >= 0;
    default:
      return false;
  }
}

}  // namespace

RegisterUse register_use(const Instruction& instruction) {
  const OpcodeInfo& info = opcode_info(instruction.opcode());
  RegisterUse use;
  const Operand kinds[] = {info.a, info.b, info.c};
  const int values[] = {instruction.a, instruction.b, instruction.c};
  for (int i = 0; i < 3; ++i) {
    const int length = kinds[i] == Operand::kFirst ? row_length(info.generic, instruction) : 1;
    // A row in the first operand is a result: Unpack, LoadMethod, EnterWith.
    if (kinds[i] == Operand::kDst || (i == 0 && kinds[i] == Operand::kFirst)) {
      use.writes = {values[i], length};
    } else if (is_register(kinds[i], values[i])) {
      use.reads[i] = {values[i], length};
    }
  }
  switch (info.generic) {
    case Opcode::kYieldFrom:
    case Opcode::kMakeCell:
      use.reads[0] = {instruction.a, 1};
      break;
    case Opcode::kEndHandler:
      use.reads[0] = {instruction.a, 2};
      break;
    case Opcode::kForIter:
      use.writes_on_jump_only = true;
      break;
    default:
      break;
  }
  return use;
}

}  // namespace minipy::bytecode
