#include "runtime/trace/stats_writer.hpp"

namespace minipy::trace {

namespace {

void write_causes(StatsWriter& writer, const char* title, const std::uint64_t (&counts)[kCauses]) {
  writer.begin_object(title);
  for (std::size_t i = 0; i < kCauses; ++i) writer.number(name(static_cast<Cause>(i)), counts[i]);
  writer.end_object();
}

void write_histogram(StatsWriter& writer, const char* title, const HistogramCounts& counts) {
  writer.begin_object(title);
  writer.number("count", counts.count());
  writer.number("p50_ns", counts.quantile(0.5));
  writer.number("p90_ns", counts.quantile(0.9));
  writer.number("p99_ns", counts.quantile(0.99));
  writer.number("p999_ns", counts.quantile(0.999));
  writer.number("max_ns", counts.max());
  writer.begin_list("buckets");
  for (const HistogramCounts::Bucket& bucket : counts.buckets()) {
    writer.begin_list("");
    writer.number("", bucket.lowest);
    writer.number("", bucket.highest);
    writer.number("", bucket.count);
    writer.end_list();
  }
  writer.end_list();
  writer.end_object();
}

void write_summary(StatsWriter& writer, const ThreadSummary& summary) {
  const Totals& totals = summary.totals;
  writer.number("takes", totals.takes);
  writer.number("waits", totals.waits);
  writer.number("life_ns", totals.life_ns);
  writer.number("hold_ns", totals.hold_ns);
  writer.number("wait_ns", totals.wait_ns);
  writer.number("blocked_ns", totals.blocked_ns);
  writer.number("longest_wait_ns", totals.longest_wait_ns);
  writer.number("cpu_ns", totals.cpu_ns);
  writer.number("drop_requests", totals.drop_requests);
  writer.number("collections", totals.collections);
  writer.number("collection_ns", totals.collection_ns);
  writer.number("longest_collection_ns", totals.longest_collection_ns);
  writer.number("contentions", totals.contentions);
  writer.number("contention_ns", totals.contention_ns);
  writer.number("recording_waits", totals.recording_waits);
  writer.number("recording_wait_ns", totals.recording_wait_ns);
  write_causes(writer, "detaches", totals.detaches);
  write_causes(writer, "hand_offs", totals.hand_offs);
  write_histogram(writer, "wait", summary.waits);
  write_histogram(writer, "hold", summary.holds);
}

}  // namespace

void write_settings(const RunDescription& run, StatsWriter& writer) {
  // `--switch-every` hands over after so many instructions; ticks are a race for the lock.
  const bool exact = run.ticks != 0 && run.hands_over;
  writer.text("policy", run.policy);
  writer.number("switch_interval_ns", static_cast<std::uint64_t>(run.switch_interval_ns));
  writer.number("ticks", exact ? 0 : run.ticks);
  writer.number("switch_every", exact ? run.ticks : 0);
  writer.flag("hands_over", run.hands_over);
  writer.flag("forced_switching", run.forced_switching && !run.hands_over);
  writer.text("checkpoints", run.every_instruction ? "every" : "loops");
  writer.text("threads_on", run.workers == 0 ? "os" : "fibers");
  writer.number("workers", run.workers);
  writer.text("carrier", run.carrier);
}

void write_stats(const RunStats& stats, StatsWriter& writer) {
  writer.begin_object("");
  writer.text("format", "minipy-stats");
  writer.number("version", 1);
  writer.flag("gil", stats.run.gil);
  write_settings(stats.run, writer);
  writer.number("wall_ns", stats.wall_ns);
  writer.number("cpu_ns", stats.cpu_ns);
  writer.number("lost_events", stats.lost_events);
  writer.begin_list("threads");
  for (const ThreadSummary& thread : stats.threads) {
    writer.begin_object("");
    writer.number("number", thread.number);
    writer.text("name", thread.name);
    write_summary(writer, thread);
    writer.end_object();
  }
  writer.end_list();
  writer.begin_object("more_threads");
  writer.number("count", stats.more_threads);
  write_summary(writer, stats.more);
  writer.end_object();
  writer.begin_object("total");
  write_summary(writer, stats.total);
  writer.end_object();
  writer.end_object();
}

}  // namespace minipy::trace
