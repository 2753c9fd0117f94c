#pragma once

#include <string>
#include <string_view>

#include "interpreter/objects/opaque.hpp"

namespace minipy::objects {

/// How the bytes of an object are read and written by a memoryview, when it has any. Any attached thread.
struct BufferAccess {
  std::int64_t (*size)(const Mutator& mutator, const Object* object);
  /// The bytes from `start` on, `count` of them or as many as there are.
  std::string (*read)(const Mutator& mutator, const Object* object, std::int64_t start, std::int64_t count);
  /// False when the bytes do not all lie in the object. Null: they cannot be written.
  bool (*write)(Mutator& mutator, Object* object, std::int64_t start, std::string_view bytes);
  /// The native format of an item, as `struct` has it, or 'w' for a code point. Null: "B".
  char (*format)(const Object* object) = nullptr;
};

/// A window on the bytes of another object: every `stride`th item of `item_size` bytes from byte `start` on.
/// Bytes that the object loses while it is looked at are missed when they are asked for: it may change its
/// size, which CPython forbids as long as there is a view.
struct MemoryView : Opaque {
  Slot owner;
  const BufferAccess* access;
  std::int64_t start;
  std::int64_t length;  ///< items
  std::int64_t stride;  ///< bytes from an item to the next; may be negative
  std::int64_t item_size;
  char format;
  bool readonly;
  std::atomic<bool> released;  ///< relaxed: set once

  bool contiguous() const { return stride == item_size || length <= 1; }
  /// The items' bytes in a row; shorter when the owner has shrunk.
  std::string bytes(const Mutator& mutator) const;
};

extern const OpaqueInfo kMemoryViewInfo;
inline MemoryView* as_memory_view(Value value) { return as_opaque<MemoryView>(value, kMemoryViewInfo); }

/// The access to the bytes of a bytes or bytearray object, or of one whose `OpaqueInfo` has it; else null.
const BufferAccess* buffer_access(Value value);

}  // namespace minipy::objects
