#pragma once

#include "interpreter/base/inline.hpp"
#include "interpreter/objects/core_types.hpp"

namespace minipy::objects {

/// What an attribute site has learnt: for objects of `shape`, as long as `version` is that of the shape's
/// type. Immutable once published; a site replaces its entry.
struct CacheEntry : Object {
  Shape* shape;
  Shape* next_shape;  ///< of a store that adds the attribute: the shape afterwards
  Object* object;     ///< the module whose attribute `value` is the Cell of, or null
  std::uint32_t version;
  std::uint32_t index;  ///< the attribute slot
  bool inline_slot;     ///< whether it lies in the instance itself
  Value value;          ///< the method, the Cell of a class or module attribute, or empty

  MINIPY_ALWAYS_INLINE bool matches(const Object* object) const {
    // relaxed: see Type::version.
    return shape_of(object) == shape && shape->type->version.load(std::memory_order_relaxed) == version;
  }

  static CacheEntry* create(Mutator& mutator) { return mutator.allocate<CacheEntry>(kCacheEntry, nullptr); }
};

}  // namespace minipy::objects
