#include "interpreter/builtins/allocation.hpp"

#include <sys/mman.h>

#include <cstddef>

namespace minipy::builtins {

bool can_allocate(std::uint64_t bytes) {
  constexpr std::uint64_t kAlwaysThere = std::uint64_t{1} << 20U;
  if (bytes <= kAlwaysThere) return true;
  if (bytes > PTRDIFF_MAX) return false;
  // No page of it is touched: it costs the answer, and no memory.
  void* memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return false;
  ::munmap(memory, bytes);
  return true;
}

Result<void> check_allocation(ThreadState& thread, std::uint64_t bytes) {
  if (can_allocate(bytes)) return Done{};
  return thread.raise_with(thread.types.MemoryError, {});
}

}  // namespace minipy::builtins
