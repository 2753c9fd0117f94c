#pragma once

#include "interpreter/objects/core_types.hpp"

namespace minipy::objects {

/// A variable by itself: one that a closure shares, or a name in a namespace. Empty: unbound.
struct Cell : Object {
  Slot value;

  static Cell* create(Mutator& mutator, Value value) {
    Cell* cell = mutator.allocate<Cell>(kCell, mutator.types.cell->root_shape.load().as_object());
    cell->value.store(value);
    return cell;
  }
};

}  // namespace minipy::objects
