#pragma once

#include <cstdint>
#include <string>

#include "runtime/trace/recorder.hpp"
#include "runtime/trace/run_description.hpp"

namespace minipy::trace {

/// "5 ms", "1.234 s", "17 us": three to four significant digits.
std::string format_duration(std::uint64_t nanoseconds);

/// The table of `--stats`: aligned, at most 100 columns, ends with a newline. The threads may still run. Any
/// thread.
std::string format_stats(const Recorder& recorder, const RunDescription& run);

}  // namespace minipy::trace
