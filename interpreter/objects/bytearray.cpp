#include <algorithm>
#include <cstring>

#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/core_types.hpp"

namespace minipy::objects {

namespace {

char* storage(const ByteArray* array) { return array->buffer.load_as<Bytes>()->data; }

}  // namespace

int ByteArray::get(const Mutator& mutator, std::int64_t index) const {
  const ObjectLock guard(mutator, const_cast<ByteArray*>(this));
  if (index < 0 || index >= size()) return -1;
  return static_cast<unsigned char>(storage(this)[index]);
}

bool ByteArray::set(const Mutator& mutator, std::int64_t index, unsigned char byte) {
  const ObjectLock guard(mutator, this);
  if (index < 0 || index >= size()) return false;
  storage(this)[index] = static_cast<char>(byte);
  return true;
}

bool ByteArray::set_stepped(const Mutator& mutator, std::int64_t start, std::int64_t step,
                            std::string_view bytes) {
  if (bytes.empty()) return true;
  const ObjectLock guard(mutator, this);
  const std::int64_t last = start + (static_cast<std::int64_t>(bytes.size()) - 1) * step;
  if (std::min(start, last) < 0 || std::max(start, last) >= size()) return false;
  char* data = storage(this) + start;
  for (std::size_t i = 0; i < bytes.size(); ++i) data[static_cast<std::int64_t>(i) * step] = bytes[i];
  return true;
}

std::string ByteArray::snapshot(const Mutator& mutator) const {
  const ObjectLock guard(mutator, const_cast<ByteArray*>(this));
  const std::int64_t count = size();
  return count == 0 ? std::string() : std::string(storage(this), static_cast<std::size_t>(count));
}

void ByteArray::replace(Mutator& mutator, std::int64_t start, std::int64_t stop, std::string_view bytes) {
  const auto added = static_cast<std::int64_t>(bytes.size());
  Bytes* larger = nullptr;
  while (true) {
    ObjectLock guard(mutator, this);
    const std::int64_t old_length = size();
    const std::int64_t from = std::clamp<std::int64_t>(start, 0, old_length);
    const std::int64_t to = std::clamp<std::int64_t>(stop, from, old_length);
    const std::int64_t new_length = old_length - (to - from) + added;
    const Value current = buffer.load();
    const std::int64_t capacity = current ? current.as<Bytes>()->length : 0;
    if (new_length > capacity) {
      if (larger == nullptr || larger->length < new_length) {
        // Allocating may wait, so not under the lock; afterwards everything is looked at again.
        const std::int64_t wanted = new_length + new_length / 8 + 16;
        guard.release();
        larger = Bytes::create_uninitialised(mutator, wanted);
        continue;
      }
      if (old_length > 0) std::memcpy(larger->data, storage(this), static_cast<std::size_t>(old_length));
      buffer.store(larger);
    }
    if (new_length == 0) {
      length.store(0, std::memory_order_release);
      return;
    }
    char* data = storage(this);
    std::memmove(data + from + added, data + to, static_cast<std::size_t>(old_length - to));
    if (!bytes.empty()) std::memcpy(data + from, bytes.data(), bytes.size());
    length.store(new_length, std::memory_order_release);
    return;
  }
}

ByteArray* ByteArray::create(Mutator& mutator, std::string_view bytes, Type* type) {
  if (type == nullptr) type = mutator.types.bytearray;
  const bool with_attributes = type->has(Type::kInstancesHaveDict);
  const std::size_t size = sizeof(ByteArray) + (with_attributes ? sizeof(Slot) : 0);
  auto* array = mutator.allocate<ByteArray>(kByteArray, type->root_shape.load().as_object(), size);
  if (with_attributes) set_flag(array, kHasAttributes);
  if (!bytes.empty()) {
    array->buffer.store(Bytes::create(mutator, bytes));
    array->length.store(static_cast<std::int64_t>(bytes.size()), std::memory_order_release);
  }
  return array;
}

}  // namespace minipy::objects
