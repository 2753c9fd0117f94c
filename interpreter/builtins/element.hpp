#pragma once

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// One number or character in memory, as struct, array and memoryview write it: a format letter, how many
/// bytes it takes, and in which order.
struct Element {
  char code = 'B';
  std::uint8_t size = 1;
  bool big_endian = false;
};

/// How many bytes a format letter takes on this machine, or 0: one of "xcbB?hHiIlLqQnNfdePsp".
std::uint8_t native_size(char code);
/// The same as struct's standard sizes ('<', '>', '!', '='), or 0 where there is none.
std::uint8_t standard_size(char code);

/// The element at `bytes`, which holds `element.size` of them.
Value load_element(ThreadState& thread, const Element& element, const char* bytes);

/// Why a value could not be stored. struct, array and memoryview have words of their own for it.
enum class StoreProblem : std::uint8_t {
  kNone,
  kNotInteger,
  kNotFloat,
  kNotBytes,
  kTooSmall,
  kTooLarge,
  kFarOut,
  kFloatTooLarge
};

/// Writes a value at `bytes`; what is wrong with it, if anything. Runs `__index__` and `__float__`: raises
/// what they raise. 'e' rounds to half precision; 'f' is infinite where it is kFloatTooLarge.
Result<StoreProblem> store_element(ThreadState& thread, const Element& element, Value value, char* bytes);

/// The least and the greatest integer of an integer element; the greatest as bits.
struct IntegerLimits {
  std::int64_t least;
  std::uint64_t greatest;
};
IntegerLimits limits_of(const Element& element);
bool is_signed(char code);

}  // namespace minipy::builtins
