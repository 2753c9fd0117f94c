#include "runtime/trace/run_stats.hpp"

#include "runtime/trace/json_writer.hpp"

namespace minipy::trace {

RunStats collect_stats(const Recorder& recorder, const RunDescription& run) {
  RunStats stats;
  stats.run = run;
  const std::int64_t now = recorder.now();
  stats.wall_ns = static_cast<std::uint64_t>(now - recorder.started());
  stats.cpu_ns = static_cast<std::uint64_t>(recorder.cpu_ns());
  stats.threads = recorder.threads(now);
  stats.more = recorder.folded();
  stats.more_threads = recorder.folded_threads();
  stats.lost_events = recorder.lost_events();
  stats.total.add(stats.more);
  for (const ThreadSummary& thread : stats.threads) stats.total.add(thread);
  return stats;
}

std::string stats_json(const RunStats& stats) {
  std::string out;
  JsonWriter writer(out);
  write_stats(stats, writer);
  return out + "\n";
}

}  // namespace minipy::trace
