#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/trace/recorder.hpp"
#include "runtime/trace/run_description.hpp"

namespace minipy::trace {

/// Everything that is counted of a run, at one moment.
struct RunStats {
  RunDescription run;
  std::uint64_t wall_ns = 0;           ///< since the interpreter was made
  std::uint64_t cpu_ns = 0;            ///< of the whole process
  std::vector<ThreadSummary> threads;  ///< in the order of their start
  std::uint64_t more_threads = 0;      ///< ended ones that are not listed any more
  ThreadSummary more;                  ///< their sum
  ThreadSummary total;                 ///< of all threads
  std::uint64_t lost_events = 0;

  double cores_busy() const {
    return wall_ns == 0 ? 0 : static_cast<double>(cpu_ns) / static_cast<double>(wall_ns);
  }
};

/// The threads may still run. Any thread.
RunStats collect_stats(const Recorder& recorder, const RunDescription& run);

/// `--stats=json`: one JSON object in one line, with a newline. docs/trace.md names its fields.
std::string stats_json(const RunStats& stats);

}  // namespace minipy::trace
