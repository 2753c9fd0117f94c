#pragma once

#include <cstddef>
#include <cstdint>

namespace minipy::syntax {

/// How far down the native stack a recursion may go. Made where the recursion begins, on the same stack.
class StackLimit {
 public:
  explicit StackLimit(std::size_t bytes) : lowest_(here() > bytes ? here() - bytes : 0) {}

  bool reached() const { return here() < lowest_; }

 private:
  static std::uintptr_t here() { return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)); }

  std::uintptr_t lowest_;
};

}  // namespace minipy::syntax
