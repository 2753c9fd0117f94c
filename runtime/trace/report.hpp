#pragma once

#include <cstdint>
#include <string>

#include "runtime/trace/recorder.hpp"

namespace minipy::trace {

/// What the header of a report says about the run.
struct RunDescription {
  bool gil = true;
  std::string policy = "interval";
  std::int64_t switch_interval_ns = 5'000'000;
  std::string carrier = "OS threads";
};

/// "5 ms", "1.234 s", "17 us": three to four significant digits.
std::string format_duration(std::uint64_t nanoseconds);

/// The table of `--stats`: aligned, at most 100 columns, ends with a newline. The threads may still run. Any
/// thread.
std::string format_stats(const Recorder& recorder, const RunDescription& run);

}  // namespace minipy::trace
