#pragma once

// What the methods of bytes and bytearray share: both have the same ones, and each returns its own kind.

#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/memory_view.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {

/// The content of a bytes object, or a copy of what another bytes-like object has, for the time of a call.
class BytesView {
 public:
  BytesView(const ThreadState& thread, Value value) {
    if (objects::is_bytes(value)) {
      view_ = value.as<objects::Bytes>()->view();
    } else {
      const objects::MemoryView* window = objects::as_memory_view(value);
      copy_ = window != nullptr
                  ? window->bytes(thread)
                  : objects::buffer_access(value)->read(thread, value.as_object(), 0, INT64_MAX);
      view_ = copy_;
    }
  }
  BytesView(const BytesView&) = delete;
  BytesView& operator=(const BytesView&) = delete;

  std::string_view operator*() const { return view_; }
  const std::string_view* operator->() const { return &view_; }

 private:
  std::string copy_;
  std::string_view view_;
};

inline bool is_bytes_like(Value value) {
  return objects::buffer_access(value) != nullptr || objects::as_memory_view(value) != nullptr;
}

/// The bytes of an object that can be written: all of a bytearray or an array, or what a memoryview shows.
struct WritableBuffer {
  Value owner;
  const objects::BufferAccess* access;
  std::int64_t start;
  std::int64_t size;

  /// False where the owner has shrunk and the bytes do not all lie in it.
  bool write(ThreadState& thread, std::int64_t at, std::string_view bytes) const {
    return access->write(thread, owner.as_object(), start + at, bytes);
  }
};

/// Of a bytes-like object whose bytes are in a row and can be written; else nothing.
std::optional<WritableBuffer> writable_buffer(const ThreadState& thread, Value value);

/// A bytes, or a bytearray when `like` is one.
Value make_bytes_like(ThreadState& thread, Value like, std::string_view bytes);

/// TypeError "a bytes-like object is required, not 'str'" unless it is one.
Result<void> check_bytes_like(ThreadState& thread, Value value);

/// A byte from an integer; ValueError with `message` when it is none.
Result<unsigned char> byte_of(ThreadState& thread, Value value,
                              const char* message = "byte must be in range(0, 256)");

/// The bytes of a bytes-like object, of an object with __bytes__, or of an iterable of integers. `type_name`
/// is for messages.
Result<std::string> bytes_from(ThreadState& thread, Value source, const char* type_name);

/// The bytes that the arguments of bytes() or bytearray() stand for; any of them may be empty.
Result<std::string> bytes_argument(ThreadState& thread, Value source, Value encoding, Value errors,
                                   const char* type_name);

/// repr of the content: b'...'. With `both_quotes` a single quote is escaped even between double ones, as
/// bytearray does it.
std::string bytes_repr(std::string_view bytes, bool both_quotes = false);

// The methods that bytes and bytearray have in common, by file.
std::span<const NativeDefinition> bytes_search_methods();
std::span<const NativeDefinition> bytes_text_methods();
std::span<const NativeDefinition> bytes_common_operators();
std::span<const NativeDefinition> bytes_static_methods();
std::span<const NativeDefinition> bytes_class_methods();
void install_bytearray(ThreadState& thread);
void install_memory_view(ThreadState& thread);

}  // namespace minipy::builtins
