#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace minipy::syntax {

/// What a number token stands for.
struct Number {
  enum class Kind : std::uint8_t { kInteger, kBigInteger, kFloat, kImaginary };
  Kind kind = Kind::kInteger;
  std::int64_t integer = 0;
  std::uint8_t base = 10;
  std::string digits;  ///< of a big integer, in `base`
  double real = 0;     ///< of a float, and the imaginary part
};

/// Reads a number as the lexer lets it through.
Number read_number(std::string_view token);

}  // namespace minipy::syntax
