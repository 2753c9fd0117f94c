#pragma once

#include <cstdint>

namespace minipy::sync {

/// Who knows the switch interval.
class IntervalSource {
 public:
  virtual ~IntervalSource() = default;
  /// The switch interval, in nanoseconds. Any thread.
  virtual std::int64_t interval() const = 0;
};

}  // namespace minipy::sync
