#pragma once

#include <cstdint>
#include <span>

#include "interpreter/heap/heap.hpp"

namespace minipy::objects {

using heap::Object;
using heap::Slot;
using heap::Value;

/// What an object is in memory. A Python class that derives from a built-in type keeps the kind of that type;
/// classes written in Python without such a base have kind kInstance.
enum Kind : heap::KindId {
  kFree = heap::kFreeCell,
  kShape,
  kAttributeSegment,
  kArray,
  kDictTable,
  kSetTable,
  kType,
  kInstance,
  kStr,
  kBigInt,
  kComplex,
  kBytes,
  kByteArray,
  kTuple,
  kList,
  kDict,
  kSet,  ///< set and frozenset
  kRange,
  kSlice,
  kCell,
  kCode,
  kFunction,
  kBoundMethod,
  kNative,  ///< a function written in C++: built-in function or method descriptor
  kModule,
  kGenerator,
  kCoroutine,       ///< a Generator that is awaited, not iterated over
  kAsyncGenerator,  ///< a Generator that `async for` iterates over
  kException,
  kTraceback,
  kRangeIterator,
  kListIterator,
  kTupleIterator,
  kCacheEntry,
  kStrBuffer,
  kOpaque,  ///< anything else written in C++: brings its own trace and finalize (`opaque.hpp`)
  kKindCount
};

/// Bits of `Object::flags`.
enum ObjectFlag : std::uint16_t {
  kHasAttributes = 1,  ///< the last word of the cell is a Slot: head of the attribute segments, or a dict
  kHasCells = 2,       ///< a dict that is a namespace: its values may be Cells (`Dict::cell_for`)
  kInterned = 4,       ///< a str that is the only one of its text in the intern table
  kFrozenSet = 8,
  kAscii = 16,         ///< a str without a code point above 127
  kConcatenated = 32,  ///< a str made by concatenation, long enough to grow in a buffer
  kExtended = 64,      ///< an inline str that was copied into a buffer to be extended
};

/// For `heap::Heap`: how each kind is traced and finalized.
std::span<const heap::KindInfo> kind_infos();

inline bool has_kind(Value value, Kind kind) { return value.is_object() && value.as_object()->kind == kind; }

inline bool has_flag(const Object* object, ObjectFlag flag) {
  // relaxed: flags are set before an object is published, or (kHasCells) under the object's lock.
  return (object->flags.load(std::memory_order_relaxed) & flag) != 0;
}
inline void set_flag(Object* object, ObjectFlag flag) {
  object->flags.fetch_or(flag, std::memory_order_relaxed);
}

}  // namespace minipy::objects
