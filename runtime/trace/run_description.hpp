#pragma once

#include <cstdint>
#include <string>

namespace minipy::trace {

/// What the header of a report says about the run.
struct RunDescription {
  bool gil = true;
  std::string policy = "interval";  ///< of the lock, "" without one
  std::int64_t switch_interval_ns = 5'000'000;
  std::string carrier = "OS threads";  ///< what threads run on
};

}  // namespace minipy::trace
