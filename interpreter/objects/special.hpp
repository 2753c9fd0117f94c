#pragma once

#include <cstdint>

namespace minipy::objects {

/// The special methods that every type keeps at hand.
enum class Special : std::uint8_t {
#define SPECIAL(identifier, name) identifier,
#include "interpreter/objects/special.def"
#undef SPECIAL
  kCount
};

constexpr std::size_t kSpecialCount = static_cast<std::size_t>(Special::kCount);

/// Python's name of a special method: "__add__".
constexpr const char* special_name(Special special) {
  constexpr const char* kNames[] = {
#define SPECIAL(identifier, name) name,
#include "interpreter/objects/special.def"
#undef SPECIAL
  };
  return kNames[static_cast<std::size_t>(special)];
}

/// The binary operators, in the order of their groups in special.def.
enum class BinaryOperator : std::uint8_t {
  kAdd,
  kSub,
  kMul,
  kTrueDiv,
  kFloorDiv,
  kMod,
  kPow,
  kMatMul,
  kAnd,
  kOr,
  kXor,
  kLShift,
  kRShift
};

constexpr Special plain_special(BinaryOperator op) {
  return static_cast<Special>(static_cast<int>(Special::kAdd) + static_cast<int>(op));
}
constexpr Special reflected_special(BinaryOperator op) {
  return static_cast<Special>(static_cast<int>(Special::kRAdd) + static_cast<int>(op));
}
constexpr Special inplace_special(BinaryOperator op) {
  return static_cast<Special>(static_cast<int>(Special::kIAdd) + static_cast<int>(op));
}

/// The comparisons, in the order of special.def.
enum class Comparison : std::uint8_t { kLt, kLe, kEq, kNe, kGt, kGe };

constexpr Special comparison_special(Comparison comparison) {
  return static_cast<Special>(static_cast<int>(Special::kLt) + static_cast<int>(comparison));
}
/// The comparison that gives the same answer with the operands exchanged: < for >, == for ==.
constexpr Comparison mirrored(Comparison comparison) {
  constexpr Comparison kMirrored[] = {Comparison::kGt, Comparison::kGe, Comparison::kEq,
                                      Comparison::kNe, Comparison::kLt, Comparison::kLe};
  return kMirrored[static_cast<int>(comparison)];
}

}  // namespace minipy::objects
