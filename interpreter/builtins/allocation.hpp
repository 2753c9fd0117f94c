#pragma once

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// Whether the system would give so many bytes, of a size that a script chose. What allocates them cannot say
/// no, so it is asked first. Any thread.
bool can_allocate(std::uint64_t bytes);
/// MemoryError when it would not.
Result<void> check_allocation(ThreadState& thread, std::uint64_t bytes);

}  // namespace minipy::builtins
