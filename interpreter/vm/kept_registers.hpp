#pragma once

#include <cstddef>

namespace minipy::vm {

// What a callee must preserve, and so may hold the only pointer to an object while its thread is elsewhere.

#if defined(__x86_64__)

inline constexpr std::size_t kKeptRegisters = 6;
/// The text of an asm statement that stores them at the address in its operand 0.
#define MINIPY_STORE_KEPT_REGISTERS \
  "movq %%rbx, 0(%0)\n\t"           \
  "movq %%r12, 8(%0)\n\t"           \
  "movq %%r13, 16(%0)\n\t"          \
  "movq %%r14, 24(%0)\n\t"          \
  "movq %%r15, 32(%0)\n\t"          \
  "movq %%rbp, 40(%0)\n\t"

#elif defined(__aarch64__)

inline constexpr std::size_t kKeptRegisters = 11;
#define MINIPY_STORE_KEPT_REGISTERS \
  "stp x19, x20, [%0, #0]\n\t"      \
  "stp x21, x22, [%0, #16]\n\t"     \
  "stp x23, x24, [%0, #32]\n\t"     \
  "stp x25, x26, [%0, #48]\n\t"     \
  "stp x27, x28, [%0, #64]\n\t"     \
  "str x29, [%0, #80]\n\t"

#else
#error "the callee-saved registers of this processor are not known"
#endif

}  // namespace minipy::vm
