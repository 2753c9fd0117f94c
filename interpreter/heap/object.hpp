#pragma once

#include <atomic>
#include <cstdint>

#include "interpreter/base/byte_lock.hpp"
#include "interpreter/heap/value.hpp"

namespace minipy::heap {

/// A field that another thread can reach: an atomic value. A reader sees the old value or the new one, and
/// with it everything that was written before the new one was stored.
class Slot {
 public:
  Slot() = default;
  explicit Slot(Value value) : bits_(value.bits()) {}
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;

  // acquire: pairs with store, so that an object's contents are visible with the pointer to it.
  Value load() const { return Value::from_bits(bits_.load(std::memory_order_acquire)); }
  // release: publishes the contents of the object stored.
  void store(Value value) { bits_.store(value.bits(), std::memory_order_release); }
  /// Stores a value and returns the one that was there, as one step.
  Value exchange(Value value) {
    return Value::from_bits(bits_.exchange(value.bits(), std::memory_order_acq_rel));
  }
  /// Stores `value` if the slot holds `expected`; else `expected` becomes what it holds.
  bool compare_exchange(Value& expected, Value value) {
    std::uint64_t bits = expected.bits();
    const bool stored = bits_.compare_exchange_strong(bits, value.bits(), std::memory_order_acq_rel);
    expected = Value::from_bits(bits);
    return stored;
  }

  template <typename T>
  T* load_as() const {
    return load().as<T>();
  }

 private:
  std::atomic<std::uint64_t> bits_{0};
};

static_assert(sizeof(Slot) == 8);

/// What an object is to the collector and to fast type checks. `objects/kinds.hpp` names them; 0 is a free
/// cell.
using KindId = std::uint8_t;
constexpr KindId kFreeCell = 0;

/// The 16 bytes every heap object starts with. `kind` is set once, at allocation.
struct alignas(16) Object {
  KindId kind;
  base::ByteLock lock;               ///< taken through `objects::ObjectLock` only
  std::atomic<std::uint16_t> flags;  ///< `objects::ObjectFlag` bits
  std::atomic<std::uint32_t> aux;    ///< free for the kind's own use
  Slot shape;                        ///< an `objects::Shape`: the type, and where the attributes are

  Object() = delete;
};

static_assert(sizeof(Object) == 16);

}  // namespace minipy::heap
