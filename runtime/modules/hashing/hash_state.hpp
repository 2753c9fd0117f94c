#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "interpreter/base/mutex.hpp"

namespace minipy::modules::hashing {

/// A hash in progress, whatever the algorithm. Its methods are called with `mutex` held.
class HashState {
 public:
  virtual ~HashState() = default;
  virtual void update(std::string_view bytes) = 0;
  /// The digest of all so far; `length` for algorithms that give as much as is asked for.
  virtual std::string digest(std::size_t length) const = 0;
  virtual std::unique_ptr<HashState> copy() const = 0;

  mutable base::Mutex mutex;
};

}  // namespace minipy::modules::hashing
