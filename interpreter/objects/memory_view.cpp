#include "interpreter/objects/memory_view.hpp"

#include "interpreter/objects/bytes.hpp"

namespace minipy::objects {

namespace {

std::int64_t bytes_size(const Mutator& /*mutator*/, const Object* object) {
  return static_cast<const Bytes*>(object)->length;
}
std::string bytes_read(const Mutator& /*mutator*/, const Object* object, std::int64_t start,
                       std::int64_t count) {
  const std::string_view all = static_cast<const Bytes*>(object)->view();
  if (start < 0 || start > static_cast<std::int64_t>(all.size())) return {};
  return std::string(all.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(count)));
}
constexpr BufferAccess kBytesAccess = {bytes_size, bytes_read, nullptr};

std::int64_t array_size(const Mutator& /*mutator*/, const Object* object) {
  return static_cast<const ByteArray*>(object)->size();
}
std::string array_read(const Mutator& mutator, const Object* object, std::int64_t start, std::int64_t count) {
  const auto* array = static_cast<const ByteArray*>(object);
  if (count == 1) {
    const int byte = array->get(mutator, start);
    return byte < 0 ? std::string() : std::string(1, static_cast<char>(byte));
  }
  const std::string all = array->snapshot(mutator);
  if (start < 0 || start > static_cast<std::int64_t>(all.size())) return {};
  return all.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(count));
}
bool array_write(Mutator& mutator, Object* object, std::int64_t start, std::string_view bytes) {
  return static_cast<ByteArray*>(object)->set_stepped(mutator, start, 1, bytes);
}
constexpr BufferAccess kArrayAccess = {array_size, array_read, array_write};

void trace_memory_view(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<MemoryView*>(object)->owner);
}

}  // namespace

const OpaqueInfo kMemoryViewInfo = {"memoryview", trace_memory_view};

std::string MemoryView::bytes(const Mutator& mutator) const {
  const Object* object = owner.load().as_object();
  if (stride == item_size) return access->read(mutator, object, start, length * item_size);
  std::string result;
  if (length == 0) return result;
  // One moment of the owner, from which the items are picked.
  const std::int64_t last = start + (length - 1) * stride;
  const std::int64_t lowest = std::min(start, last);
  const std::string all = access->read(mutator, object, lowest, std::max(start, last) + item_size - lowest);
  for (std::int64_t i = 0; i < length; ++i) {
    const auto at = static_cast<std::size_t>(start + i * stride - lowest);
    if (at + static_cast<std::size_t>(item_size) > all.size()) continue;
    result.append(all, at, static_cast<std::size_t>(item_size));
  }
  return result;
}

const BufferAccess* buffer_access(Value value) {
  if (is_bytes(value)) return &kBytesAccess;
  if (is_bytearray(value)) return &kArrayAccess;
  return has_kind(value, kOpaque) ? value.as<Opaque>()->info->buffer : nullptr;
}

}  // namespace minipy::objects
