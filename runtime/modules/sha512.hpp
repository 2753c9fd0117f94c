#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace minipy::modules {

/// The SHA-512 digest of some bytes. After: FIPS 180-4.
std::array<std::uint8_t, 64> sha512(std::string_view bytes);

}  // namespace minipy::modules
