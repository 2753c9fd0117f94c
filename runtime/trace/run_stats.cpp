#include "runtime/trace/run_stats.hpp"

#include "runtime/trace/json_text.hpp"
#include "runtime/trace/stats_writer.hpp"

namespace minipy::trace {

RunStats collect_stats(const Recorder& recorder, const RunDescription& run) {
  RunStats stats;
  stats.run = run;
  const std::int64_t now = recorder.clock().now();
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

namespace {

class JsonWriter final : public StatsWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  void begin_object(const char* name) override { begin(name, '{'); }
  void end_object() override { end('}'); }
  void begin_list(const char* name) override { begin(name, '['); }
  void end_list() override { end(']'); }
  void number(const char* name, std::uint64_t value) override {
    key(name);
    append_json_number(out_, value);
  }
  void text(const char* name, std::string_view value) override {
    key(name);
    append_json_string(out_, value);
  }
  void flag(const char* name, bool value) override {
    key(name);
    out_ += value ? "true" : "false";
  }

 private:
  void key(const char* name) {
    if (!first_) out_ += ',';
    first_ = false;
    if (*name == '\0') return;
    append_json_string(out_, name);
    out_ += ':';
  }
  void begin(const char* name, char bracket) {
    key(name);
    out_ += bracket;
    first_ = true;
  }
  void end(char bracket) {
    out_ += bracket;
    first_ = false;
  }

  std::string& out_;
  bool first_ = true;  // of what is open
};

}  // namespace

std::string stats_json(const RunStats& stats) {
  std::string out;
  JsonWriter writer(out);
  write_stats(stats, writer);
  return out + "\n";
}

}  // namespace minipy::trace
