#pragma once

#include <string_view>

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

/// Immutable bytes.
struct Bytes : Object {
  std::int64_t length;
  mutable std::atomic<std::int64_t> hash;  ///< 0: not computed. relaxed: every thread computes the same value
  char data[];

  std::string_view view() const { return {data, static_cast<std::size_t>(length)}; }
  static Bytes* create(Mutator& mutator, std::string_view bytes);
};

inline bool is_bytes(Value value) { return has_kind(value, kBytes); }

}  // namespace minipy::objects
