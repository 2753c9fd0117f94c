#pragma once

#include <cstdint>
#include <string>

#include "runtime/trace/run_stats.hpp"

namespace minipy::trace {

/// "5 ms", "1.234 s", "17 us": three to four significant digits.
std::string format_duration(std::uint64_t nanoseconds);

/// The table of `--stats`: aligned, at most 100 columns, ends with a newline. Any thread.
std::string format_stats(const RunStats& stats);

}  // namespace minipy::trace
