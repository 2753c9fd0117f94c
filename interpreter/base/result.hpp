#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include "interpreter/base/check.hpp"

namespace minipy {

/// The error of an operation that ended with a Python exception: the exception itself is pending in the
/// thread state, so there is nothing to carry here.
struct Raised {};

/// A value, or the reason there is none. The default error says that a Python exception is pending.
/// Small and trivially copied when `T` is. Not for use across threads.
template <typename T, typename E = Raised>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): reads as a return
  Result(E error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor): reads as a return

  bool ok() const { return value_.has_value(); }
  T& value() { return *value_; }
  const T& value() const { return *value_; }
  T release_value() { return std::move(*value_); }
  E release_error() { return std::move(error_); }
  const E& error() const { return error_; }

 private:
  std::optional<T> value_;
  [[no_unique_address]] E error_{};
};

/// Success without a value.
struct Done {};

/// An operation that yields nothing but may raise.
template <typename E>
class [[nodiscard]] Result<void, E> {
 public:
  Result(Done) : ok_(true) {}                                // NOLINT(google-explicit-constructor)
  Result(E error) : error_(std::move(error)), ok_(false) {}  // NOLINT(google-explicit-constructor)

  bool ok() const { return ok_; }
  Done release_value() { return {}; }
  E release_error() { return std::move(error_); }
  const E& error() const { return error_; }

 private:
  [[no_unique_address]] E error_{};
  bool ok_;
};

}  // namespace minipy

/// The value of `expression` (a `Result`), or a return from the enclosing function with its error:
/// `Value sum = MINIPY_TRY(add(thread, a, b));`
#define MINIPY_TRY(expression)               \
  __extension__({                            \
    auto minipy_result_ = (expression);      \
    if (!minipy_result_.ok()) [[unlikely]]   \
      return minipy_result_.release_error(); \
    minipy_result_.release_value();          \
  })
