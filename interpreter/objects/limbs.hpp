#pragma once

// The inside of integers, for the files that implement `number.hpp`.

#include <span>

#include "interpreter/objects/number.hpp"

namespace minipy::objects {

using Limb = std::uint64_t;
using DoubleLimb = unsigned __int128;

inline Limb magnitude_of(std::int64_t i) {
  return i < 0 ? Limb{0} - static_cast<Limb>(i) : static_cast<Limb>(i);
}

/// Whether an integer's value fits 64 bits; it is then `i`.
bool small_int(Value value, std::int64_t& i);

/// The limbs of any integer: those of its object, or of an inline one in `room`.
std::span<const Limb> limbs_of(Value value, Limb& room);

}  // namespace minipy::objects
