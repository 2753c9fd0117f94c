#pragma once

#include <span>

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

struct Type;

/// Immutable once published: whoever gets the pointer through a Slot sees the items.
struct Tuple : Object {
  static constexpr std::size_t kHeaderSize = sizeof(Object) + sizeof(std::int64_t);

  std::int64_t length;
  Value items[];

  std::span<const Value> values() const { return {items, static_cast<std::size_t>(length)}; }

  static Tuple* create(Mutator& mutator, std::span<const Value> items);
  /// Room for `length` items, all empty, to be filled before anybody else sees it.
  static Tuple* create_uninitialised(Mutator& mutator, std::int64_t length);
  /// The same of class `type`, which is tuple or derives from it.
  static Tuple* create_uninitialised(Mutator& mutator, Type* type, std::int64_t length);
};

inline bool is_tuple(Value value) { return has_kind(value, kTuple); }

}  // namespace minipy::objects
