#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "interpreter/base/poison.hpp"
#include "interpreter/heap/object.hpp"

namespace minipy::heap {

constexpr std::size_t kBlockSize = std::size_t{64} * 1024;

/// The header of a block: 64 KiB of cells of one size, or one large object with all its pages. Owned by the
/// heap, or by the thread that sweeps it.
struct Block {
  static constexpr std::size_t kMarkWords = kBlockSize / 16 / 64;

  std::size_t mapped_bytes;
  std::size_t cell_size;
  std::uint32_t cell_count;
  std::uint32_t inverse;  // ceil(2^32 / cell_size): turns the division by it into a multiplication
  std::uint32_t swept;    // cells before this one were swept since the last collection
  bool fresh;             // cut since the last collection: what is not swept yet holds no objects
  std::uint64_t marks[kMarkWords];

  static constexpr std::size_t header_size() { return (sizeof(Block) + 15) / 16 * 16; }
  bool is_large() const { return inverse == 0; }

  char* first_cell() { return reinterpret_cast<char*>(this) + header_size(); }
  Object* cell(std::size_t index) { return reinterpret_cast<Object*>(first_cell() + index * cell_size); }

  /// The block of a cell, from the address of its start.
  static Block* of(const Object* object) {
    return reinterpret_cast<Block*>(reinterpret_cast<std::uintptr_t>(object) & ~(kBlockSize - 1));
  }
  /// Which cell an address behind the header lies in; may be cell_count or more in the unused tail.
  std::size_t index_of(std::uintptr_t address) {
    const std::uintptr_t offset = address - reinterpret_cast<std::uintptr_t>(first_cell());
    if (is_large()) return offset / cell_size;
    return static_cast<std::size_t>((static_cast<std::uint64_t>(offset) * inverse) >> 32U);
  }

  bool is_marked(std::size_t index) const { return ((marks[index / 64] >> (index % 64)) & 1U) != 0; }
  /// Marks a cell; false when it was marked before.
  bool mark(std::size_t index) {
    const std::uint64_t bit = std::uint64_t{1} << (index % 64);
    if ((marks[index / 64] & bit) != 0) return false;
    marks[index / 64] |= bit;
    return true;
  }
  void clear_marks() { std::memset(marks, 0, sizeof marks); }
};

}  // namespace minipy::heap
