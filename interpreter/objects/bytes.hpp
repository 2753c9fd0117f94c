#pragma once

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

inline bool is_bytes(Value value) { return has_kind(value, kBytes); }

}  // namespace minipy::objects
