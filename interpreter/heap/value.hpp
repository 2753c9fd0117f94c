#pragma once

#include <bit>
#include <cstdint>

#include "interpreter/base/check.hpp"

namespace minipy::heap {

struct Object;

/// A Python value in 64 bits (NaN-boxing). Doubles and integers of 51 bits are unboxed, None, True, False,
/// NotImplemented and Ellipsis are immediates, everything else is a pointer as it is.
///
///   0                                      empty: no value (an unbound local, a free slot, "raised")
///   2, 4, 6, 8, 10                         the immediates
///   4096 .. 2^48 - 1                       pointer to an Object
///   2^48 .. 0xFFF7'FFFF'FFFF'FFFF          double, its bits plus kDoubleOffset
///   0xFFF8'0000'0000'0000 .. 2^64 - 1      integer, two's complement in the low 51 bits
///
/// kDoubleOffset moves negative doubles to the front, so that the NaN which x86 makes (negative, quiet) falls
/// outside the integers and arithmetic needs no check; NaNs from elsewhere go through `from_double`.
/// A plain value: copies are free, and sharing one between threads takes a `Slot`.
class Value {
 public:
  static constexpr std::uint64_t kIntTag = 0xFFF8ULL << 48U;
  static constexpr std::uint64_t kDoubleOffset = 0x8001ULL << 48U;
  static constexpr std::uint64_t kFirstDouble = 1ULL << 48U;
  static constexpr std::uint64_t kFirstPointer = 4096;
  static constexpr int kIntShift = 13;
  static constexpr std::int64_t kMaxInt = (std::int64_t{1} << 50) - 1;
  static constexpr std::int64_t kMinInt = -(std::int64_t{1} << 50);

  constexpr Value() = default;
  Value(Object* object) : bits_(reinterpret_cast<std::uint64_t>(object)) {}  // NOLINT: an object is a value

  static constexpr Value from_bits(std::uint64_t bits) {
    Value value;
    value.bits_ = bits;
    return value;
  }
  static constexpr Value none() { return from_bits(2); }
  static constexpr Value false_() { return from_bits(4); }
  static constexpr Value true_() { return from_bits(6); }
  static constexpr Value not_implemented() { return from_bits(8); }
  static constexpr Value ellipsis() { return from_bits(10); }
  static constexpr Value from_bool(bool b) { return b ? true_() : false_(); }

  static constexpr bool fits_int(std::int64_t i) { return i >= kMinInt && i <= kMaxInt; }
  /// `i` must fit (`fits_int`).
  static constexpr Value from_int(std::int64_t i) {
    return from_bits(kIntTag | (static_cast<std::uint64_t>(i) & ~kIntTag));
  }
  /// Any double; every NaN becomes the one NaN.
  static Value from_double(double d) {
    if (d != d) [[unlikely]]
      return nan();
    return from_arithmetic(d);
  }
  /// A double that is not a NaN, or a NaN that +, -, *, / made from values: what the eval loop boxes.
  static Value from_arithmetic(double d) {
#if defined(__x86_64__) || defined(__i386__)
    return from_bits(std::bit_cast<std::uint64_t>(d) + kDoubleOffset);
#else
    return d == d ? from_bits(std::bit_cast<std::uint64_t>(d) + kDoubleOffset) : nan();
#endif
  }
  static constexpr Value nan() { return from_bits((0xFFF8ULL << 48U) + kDoubleOffset); }

  constexpr std::uint64_t bits() const { return bits_; }
  constexpr bool is_empty() const { return bits_ == 0; }
  constexpr explicit operator bool() const { return bits_ != 0; }
  constexpr bool is_none() const { return bits_ == none().bits_; }
  constexpr bool is_true() const { return bits_ == true_().bits_; }
  constexpr bool is_false() const { return bits_ == false_().bits_; }
  constexpr bool is_bool() const { return (bits_ | 2U) == 6U; }
  constexpr bool is_not_implemented() const { return bits_ == not_implemented().bits_; }
  constexpr bool is_ellipsis() const { return bits_ == ellipsis().bits_; }
  /// An inline integer. Big integers are objects, and True and False are neither.
  constexpr bool is_int() const { return bits_ >= kIntTag; }
  constexpr bool is_double() const { return bits_ - kFirstDouble < kIntTag - kFirstDouble; }
  constexpr bool is_object() const { return bits_ - kFirstPointer < kFirstDouble - kFirstPointer; }
  static constexpr bool both_int(Value a, Value b) { return (a.bits_ & b.bits_) >= kIntTag; }

  constexpr std::int64_t as_int() const { return static_cast<std::int64_t>(bits_ << kIntShift) >> kIntShift; }
  double as_double() const { return std::bit_cast<double>(bits_ - kDoubleOffset); }
  Object* as_object() const { return reinterpret_cast<Object*>(bits_); }
  /// The object as `T`, which the caller has checked.
  template <typename T>
  T* as() const {
    return static_cast<T*>(reinterpret_cast<Object*>(bits_));
  }

  /// The same bits: identity for objects and immediates (Python's `is`).
  friend constexpr bool operator==(Value a, Value b) { return a.bits_ == b.bits_; }

 private:
  std::uint64_t bits_ = 0;
};

static_assert(sizeof(Value) == 8);

}  // namespace minipy::heap
