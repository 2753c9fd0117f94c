#pragma once

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

/// A buffer of slots inside another object (a list's items). Never grows: its owner publishes a new one, and
/// the collector keeps the old one while somebody still reads it.
struct Array : Object {
  std::int64_t capacity;
  Slot items[];

  /// `capacity` empty slots. No shape: an array is never a Python value.
  static Array* create(Mutator& mutator, std::int64_t capacity) {
    auto* array = mutator.allocate<Array>(
        kArray, nullptr, sizeof(Array) + sizeof(Slot) * static_cast<std::size_t>(capacity));
    array->capacity = capacity;
    return array;
  }
};

}  // namespace minipy::objects
