#include "interpreter/objects/tuple.hpp"

#include <algorithm>

#include "interpreter/objects/allocation.hpp"

namespace minipy::objects {

Tuple* Tuple::create_uninitialised(Mutator& mutator, Type* type, std::int64_t length) {
  auto* tuple = allocate_of<Tuple>(mutator, kTuple, type,
                                   kHeaderSize + sizeof(Value) * static_cast<std::size_t>(length));
  tuple->length = length;
  return tuple;
}

Tuple* Tuple::create_uninitialised(Mutator& mutator, std::int64_t length) {
  auto* tuple = mutator.allocate<Tuple>(kTuple, mutator.types.tuple->root_shape.load().as_object(),
                                        kHeaderSize + sizeof(Value) * static_cast<std::size_t>(length));
  tuple->length = length;
  return tuple;
}

Tuple* Tuple::create(Mutator& mutator, std::span<const Value> items) {
  Tuple* tuple = create_uninitialised(mutator, static_cast<std::int64_t>(items.size()));
  std::copy(items.begin(), items.end(), tuple->items);
  return tuple;
}

}  // namespace minipy::objects
