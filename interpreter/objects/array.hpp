#pragma once

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

/// A buffer of slots inside another object (a list's items). Never grows: its owner publishes a new one, and
/// the collector keeps the old one while somebody still reads it.
struct Array : Object {
  static constexpr std::size_t kHeaderSize = sizeof(Object) + sizeof(std::int64_t);

  std::int64_t capacity;
  Slot items[];

  /// At least `capacity` empty slots: as many as the cell has room for. No shape: an array is never a Python
  /// value.
  static Array* create(Mutator& mutator, std::int64_t capacity) {
    auto* array = mutator.allocate<Array>(kArray, nullptr,
                                          kHeaderSize + sizeof(Slot) * static_cast<std::size_t>(capacity));
    array->capacity = static_cast<std::int64_t>((heap::Heap::cell_size(array) - kHeaderSize) / sizeof(Slot));
    return array;
  }
};

}  // namespace minipy::objects
