#pragma once

#include <string>
#include <string_view>

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

struct Type;

/// Immutable bytes.
struct Bytes : Object {
  std::int64_t length;
  mutable std::atomic<std::int64_t> hash;  ///< 0: not computed. relaxed: every thread computes the same value
  char data[];

  std::string_view view() const { return {data, static_cast<std::size_t>(length)}; }
  /// Never 0.
  std::int64_t hash_value() const;

  static Bytes* create(Mutator& mutator, std::string_view bytes);
  /// Room for `length` bytes, to be filled before anybody else sees it.
  static Bytes* create_uninitialised(Mutator& mutator, std::int64_t length);
  /// The same bytes as an instance of `type`, a subclass of bytes.
  static Bytes* create_instance(Mutator& mutator, Type* type, std::string_view bytes);
};

/// Bytes that can change. Every operation takes the object's lock, single bytes included: what is read or
/// written is a state the array had.
struct ByteArray : Object {
  Slot buffer;                       ///< Bytes of the capacity, or empty while nothing was ever stored
  std::atomic<std::int64_t> length;  ///< written under the lock

  std::int64_t size() const { return length.load(std::memory_order_acquire); }
  /// The byte at `index`, or -1 when it is out of range.
  int get(const Mutator& mutator, std::int64_t index) const;
  /// False when `index` is out of range.
  bool set(const Mutator& mutator, std::int64_t index, unsigned char byte);
  /// Sets the bytes at `start`, `start + step`, ... to `bytes`, as one step. False when one is out of range.
  bool set_stepped(const Mutator& mutator, std::int64_t start, std::int64_t step, std::string_view bytes);
  /// The bytes at one moment.
  std::string snapshot(const Mutator& mutator) const;
  /// Replaces [start, stop) (clamped, start <= stop) by `bytes`, as one step.
  void replace(Mutator& mutator, std::int64_t start, std::int64_t stop, std::string_view bytes);

  /// An instance of bytearray or of a subclass.
  static ByteArray* create(Mutator& mutator, std::string_view bytes, Type* type = nullptr);
};

inline bool is_bytearray(Value value) { return has_kind(value, kByteArray); }

inline bool is_bytes(Value value) { return has_kind(value, kBytes); }

}  // namespace minipy::objects
