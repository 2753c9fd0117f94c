#pragma once

// Keys of dicts and sets. For most of them C++ alone knows hash and equality: str, int, float, bool, None and
// the other immediates, as long as their class is the built-in one. Whatever else needs `Mutator::hooks`,
// which may run user code and therefore never under a lock.

#include "interpreter/objects/allocation.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/objects/str.hpp"

namespace minipy::objects {

/// Whether two keys are the same one, as far as that is known without user code.
enum class KeyMatch : std::uint8_t { kDifferent, kSame, kAskUser };

inline bool is_exact_str(const Mutator& mutator, Value value) {
  return is_str(value) && is_exactly(value.as_object(), mutator.types.str);
}

/// hash() of a string, mostly a load.
inline std::int64_t hash_str(const Str* text) {
  const std::int64_t hash = text->hash.load(std::memory_order_relaxed);
  return hash != 0 ? hash : text->hash_value();
}

/// hash(key). May run user code.
inline Result<std::int64_t> hash_key(Mutator& mutator, Value key) {
  if (is_exact_str(mutator, key)) return hash_str(key.as<Str>());
  if (key.is_int()) {
    const std::int64_t i = key.as_int();  // 51 bits: below the modulus, so its own hash
    return i == -1 ? -2 : i;
  }
  return mutator.hooks.hash(mutator, key);
}

/// Compares a stored key with another one of the same hash; the two are not identical. Runs no user code.
KeyMatch match_keys(const Mutator& mutator, Value stored, Value key);

}  // namespace minipy::objects
