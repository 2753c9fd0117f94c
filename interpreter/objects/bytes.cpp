#include "interpreter/objects/bytes.hpp"

#include <cstring>

#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/str.hpp"

namespace minipy::objects {

Bytes* Bytes::create_uninitialised(Mutator& mutator, std::int64_t length) {
  const std::size_t size = sizeof(Bytes) + static_cast<std::size_t>(length);
  Bytes* bytes = mutator.allocate<Bytes>(kBytes, mutator.types.bytes->root_shape.load().as_object(), size);
  bytes->length = length;
  return bytes;
}

Bytes* Bytes::create(Mutator& mutator, std::string_view bytes) {
  Bytes* object = create_uninitialised(mutator, static_cast<std::int64_t>(bytes.size()));
  if (!bytes.empty()) std::memcpy(object->data, bytes.data(), bytes.size());
  return object;
}

Bytes* Bytes::create_instance(Mutator& mutator, Type* type, std::string_view bytes) {
  const bool with_attributes = type->has(Type::kInstancesHaveDict);
  const std::size_t size = sizeof(Bytes) + bytes.size() + (with_attributes ? sizeof(Slot) : 0);
  Bytes* object = mutator.allocate<Bytes>(kBytes, type->root_shape.load().as_object(), size);
  object->length = static_cast<std::int64_t>(bytes.size());
  if (with_attributes) set_flag(object, kHasAttributes);
  if (!bytes.empty()) std::memcpy(object->data, bytes.data(), bytes.size());
  return object;
}

std::int64_t Bytes::hash_value() const {
  std::int64_t value = hash.load(std::memory_order_relaxed);
  if (value == 0) {
    value = hash_bytes(data, static_cast<std::size_t>(length));
    hash.store(value, std::memory_order_relaxed);
  }
  return value;
}

}  // namespace minipy::objects
