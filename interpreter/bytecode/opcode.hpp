#pragma once

#include <cstddef>
#include <cstdint>

namespace minipy::bytecode {

/// The instructions; opcodes.def says what each does.
enum class Opcode : std::uint16_t {
#define OP(name, operands) k##name,
#define SPECIALISED(name, generic) k##name,
#include "interpreter/bytecode/opcodes.def"
#undef OP
#undef SPECIALISED
  kCount
};

constexpr std::size_t kOpcodeCount = static_cast<std::size_t>(Opcode::kCount);

/// The flags of FormatValue: 1, 2, 3 convert first (str, repr, ascii).
enum FormatFlag : std::uint8_t {
  kFormatConversion = 3,
  kFormatSpec = 4,  ///< there is a format specification
  kFormatPart = 8,  ///< BuildString takes the result, and also an integer as it is
};

/// What an operand names.
enum class Operand : std::uint8_t {
  kNone,
  kDst,
  kReg,
  kRk,
  kFirst,
  kKonst,
  kName,
  kGlobal,
  kFree,
  kCode,
  kSite,
  kCount,
  kFlags,
  kJump,
  kWide,
  kWideJump
};

struct OpcodeInfo {
  const char* name;
  Opcode generic;   ///< itself, or what it is a specialised form of
  Operand a, b, c;  ///< a wide operand is in `b`, and `c` is kNone
};

/// Name and operands of an opcode.
const OpcodeInfo& opcode_info(Opcode opcode);

/// One instruction. Plain data; `op` changes to and from specialised forms while several threads may execute
/// it, with atomic accesses, nothing else ever does. Every form of an instruction is right for every operand;
/// release and acquire make sure that who sees a form finds the cache entry it was made with.
struct Instruction {
  std::uint16_t op;
  std::int16_t a;
  std::int16_t b;
  std::int16_t c;

  std::int32_t wide() const {
    return static_cast<std::int32_t>(static_cast<std::uint16_t>(b) |
                                     (static_cast<std::uint32_t>(static_cast<std::uint16_t>(c)) << 16U));
  }
  void set_wide(std::int32_t value) {
    b = static_cast<std::int16_t>(static_cast<std::uint32_t>(value) & 0xFFFFU);
    c = static_cast<std::int16_t>(static_cast<std::uint32_t>(value) >> 16U);
  }
  Opcode opcode() const { return static_cast<Opcode>(__atomic_load_n(&op, __ATOMIC_ACQUIRE)); }
  void specialise(Opcode opcode) {
    __atomic_store_n(&op, static_cast<std::uint16_t>(opcode), __ATOMIC_RELEASE);
  }
};

static_assert(sizeof(Instruction) == 8);

}  // namespace minipy::bytecode
