// The processed profile format, version 48, after src/types/profile.ts and
// docs-developer/CHANGELOG-formats.md of firefox-devtools/profiler, which upgrades profiles of older versions
// when it loads them. A profile without samples shows its markers.

#include "runtime/trace/firefox_profile.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/trace/json_text.hpp"
#include "runtime/trace/spool.hpp"

namespace minipy::trace {

namespace {

constexpr std::uint64_t kVersion = 48;
constexpr std::uint64_t kGeckoVersion = 29;
constexpr std::size_t kLockLane = 0;  // threads count from 1

enum Category : std::uint8_t { kOther, kHolds, kWaits, kBlocked, kCollects, kContended };
constexpr struct {
  const char* name;
  const char* color;
} kCategories[] = {{"Other", "grey"},        {"Holds", "green"},     {"Waits", "red"},
                   {"Blocked", "lightblue"}, {"Collects", "purple"}, {"Object lock", "orange"}};

// A marker. Strings are numbers of a table: names of calls, types and threads.
struct Row {
  std::int64_t begin = 0;
  std::int64_t end = 0;
  std::uint64_t freed = 0;
  std::uint32_t name = 0;
  std::uint32_t call = 0;   // 0: none
  std::uint32_t other = 0;  // 0: none
  LocationId location = 0;
  Category category = kOther;
  Cause cause = Cause::kBlocking;
  bool has_cause = false;
};

class FirefoxProfile final : public TimelineSink {
 public:
  FirefoxProfile(std::unique_ptr<OutputFile> file, std::unique_ptr<Spool<Row>> rows)
      : file_(std::move(file)), rows_(std::move(rows)) {
    string_number("");
  }

  void begin(const TraceHeader& header) override { header_ = header; }
  void thread_started(std::uint32_t thread, const std::string& name, std::int64_t time) override;
  void thread_named(std::uint32_t thread, const std::string& name) override { threads_[thread].name = name; }
  void thread_ended(std::uint32_t thread, std::int64_t time) override;
  void span(const Span& span) override;
  void hand_off(const HandOff& /*hand_off*/) override {}  // the spans say it
  void running(const Running& /*running*/) override {}
  void drop_requested(std::uint32_t thread, std::uint32_t holder, std::int64_t time) override;
  void collected(std::uint32_t thread, std::int64_t begin, std::int64_t end, std::uint64_t freed) override;
  void contended(std::uint32_t thread, std::int64_t begin, std::int64_t end, const char* type,
                 LocationId location) override;
  void held_up(std::uint32_t thread, std::int64_t begin, std::int64_t end) override;
  void finish(std::int64_t time, std::uint64_t lost) override;
  FileError error() const override { return file_->error().number != 0 ? file_->error() : rows_->error(); }

 private:
  struct Thread {
    std::string name;
    std::int64_t started = 0;
    std::int64_t ended = -1;
  };

  std::uint32_t string_number(std::string_view text);
  std::uint32_t name_number(std::uint32_t thread);
  void write_meta(std::int64_t time, std::uint64_t lost);
  void write_thread(std::size_t lane);
  void write_markers(std::size_t lane);
  void write_data(const Row& row);
  template <typename Write>
  void column(const char* name, std::size_t lane, Write write);
  void milliseconds(std::int64_t time);

  const std::unique_ptr<OutputFile> file_;
  const std::unique_ptr<Spool<Row>> rows_;
  TraceHeader header_;
  std::vector<Thread> threads_ = std::vector<Thread>(1);
  std::vector<std::string> strings_;
  std::unordered_map<std::string, std::uint32_t> string_numbers_;
};

std::uint32_t FirefoxProfile::string_number(std::string_view text) {
  const auto [at, is_new] =
      string_numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(strings_.size()));
  if (is_new) strings_.emplace_back(text);
  return at->second;
}

std::uint32_t FirefoxProfile::name_number(std::uint32_t thread) {
  return thread == 0 || thread >= threads_.size() ? 0 : string_number(threads_[thread].name);
}

void FirefoxProfile::thread_started(std::uint32_t thread, const std::string& name, std::int64_t time) {
  if (threads_.size() <= thread) threads_.resize(thread + 1);
  threads_[thread] = {name, time, -1};
}

void FirefoxProfile::thread_ended(std::uint32_t thread, std::int64_t time) { threads_[thread].ended = time; }

void FirefoxProfile::span(const Span& span) {
  Row row{.begin = span.begin, .end = span.end, .location = span.location, .cause = span.cause};
  switch (span.phase) {
    case Phase::kAttached:
      row.name = string_number(header_.run.gil ? "holds the GIL" : "runs");
      row.category = kHolds;
      row.has_cause = !span.open;
      row.other = name_number(span.asked_by);
      if (!span.open && span.what != nullptr) row.call = string_number(span.what);
      break;
    case Phase::kWaiting:
      row.name = string_number(header_.run.gil ? "waits for the GIL" : "paused");
      row.category = kWaits;
      row.has_cause = true;
      break;
    case Phase::kBlocked:
    case Phase::kEnded:
      row.name = string_number(span.what == nullptr ? "starts" : span.what);
      row.category = kBlocked;
      break;
  }
  rows_->append(span.thread, row);
  if (!header_.run.gil || span.phase != Phase::kAttached) return;
  row.name = name_number(span.thread);
  rows_->append(kLockLane, row);
}

void FirefoxProfile::drop_requested(std::uint32_t thread, std::uint32_t holder, std::int64_t time) {
  rows_->append(thread, {.begin = time,
                         .end = time,
                         .name = string_number("asks for the GIL"),
                         .other = name_number(holder),
                         .category = kWaits});
}

void FirefoxProfile::collected(std::uint32_t thread, std::int64_t begin, std::int64_t end,
                               std::uint64_t freed) {
  rows_->append(thread, {.begin = begin,
                         .end = end,
                         .freed = freed,
                         .name = string_number("collects garbage"),
                         .category = kCollects});
}

void FirefoxProfile::contended(std::uint32_t thread, std::int64_t begin, std::int64_t end, const char* type,
                               LocationId location) {
  rows_->append(thread, {.begin = begin,
                         .end = end,
                         .name = string_number(std::string("waits for the lock of a ") + type),
                         .location = location,
                         .category = kContended});
}

void FirefoxProfile::held_up(std::uint32_t thread, std::int64_t begin, std::int64_t end) {
  rows_->append(thread, {.begin = begin, .end = end, .name = string_number("waits for the recording")});
}

// ---- the end

void FirefoxProfile::milliseconds(std::int64_t time) {
  // The sixth digit behind the point is the nanosecond.
  const auto value = static_cast<std::uint64_t>(std::max<std::int64_t>(time - header_.began, 0));
  std::string& out = file_->buffer();
  append_json_number(out, value / 1'000'000);
  const std::string digits = std::to_string(1'000'000 + value % 1'000'000);
  out += '.';
  out.append(digits, 1);
}

void FirefoxProfile::write_meta(std::int64_t time, std::uint64_t lost) {
  std::string& out = file_->buffer();
  out += "{\"meta\":{\"version\":";
  append_json_number(out, kGeckoVersion);
  out += ",\"preprocessedProfileVersion\":";
  append_json_number(out, kVersion);
  out += ",\"interval\":1,\"processType\":0,\"stackwalk\":0,\"debug\":false,\"symbolicated\":true,";
  out += "\"product\":";
  append_json_string(out, "minipy " + header_.program);
  out += ",\"startTime\":";
  append_json_microseconds(out, header_.wall_began / 1000);  // of microseconds, that is: milliseconds
  out += ",\"profilingStartTime\":0,\"profilingEndTime\":";
  milliseconds(time);
  out += ",\"importedFrom\":\"minipy\",\"usesOnlyOneStackType\":true,\"sourceCodeIsNotOnSearchfox\":true,";
  out += "\"keepProfileThreadOrder\":true,\"initialVisibleThreads\":[";
  const std::size_t first = header_.run.gil ? kLockLane : 1;
  for (std::size_t i = 0; i < threads_.size() - first; ++i) {
    if (i != 0) out += ',';
    append_json_number(out, i);
  }
  out += "],\"categories\":[";
  for (const auto& category : kCategories) {
    if (&category != kCategories) out += ',';
    out += std::string(R"({"name":")") + category.name + R"(","color":")" + category.color +
           R"(","subcategories":["Other"]})";
  }
  out += R"(],"markerSchema":[{"name":"minipy","tooltipLabel":"{marker.name}",)"
         R"("tableLabel":"{marker.name} {marker.data.call} {marker.data.at}","chartLabel":"{marker.name}",)"
         R"("display":["marker-chart","marker-table","timeline-overview"],"data":[)"
         R"({"key":"cause","label":"Lets go by","format":"string","searchable":true},)"
         R"({"key":"call","label":"Call","format":"string","searchable":true},)"
         R"({"key":"other","label":"Other thread","format":"string","searchable":true},)"
         R"({"key":"at","label":"At","format":"string","searchable":true},)"
         R"({"key":"freed","label":"Freed","format":"bytes"}]}],"extra":[{"label":"minipy","entries":[)"
         R"({"label":"GIL","format":"string","value":")";
  out += header_.run.gil ? "on" : "off";
  out += R"("},{"label":"Policy","format":"string","value":)";
  append_json_string(out, header_.run.policy);
  out += R"(},{"label":"Threads","format":"string","value":)";
  append_json_string(out, header_.run.carrier);
  out += R"(},{"label":"Lost events","format":"integer","value":)";
  append_json_number(out, lost);
  out += "}]}]},\"libs\":[],\"pages\":[],\"counters\":[],\"threads\":[";
}

// Writes one column of a thread's markers: its rows are read once for each.
template <typename Write>
void FirefoxProfile::column(const char* name, std::size_t lane, Write write) {
  file_->buffer() += std::string(",\"") + name + "\":[";
  bool first = true;
  rows_->for_each(lane, [&](const Row& row) {
    if (!first) file_->buffer() += ',';
    first = false;
    write(row);
    file_->written();
  });
  file_->buffer() += ']';
}

void FirefoxProfile::write_data(const Row& row) {
  std::string& out = file_->buffer();
  out += "{\"type\":\"minipy\"";
  const auto text = [&out](const char* key, std::string_view value) {
    out += std::string(",\"") + key + "\":";
    append_json_string(out, value);
  };
  if (row.has_cause) text("cause", name(row.cause));
  if (row.call != 0) text("call", strings_[row.call]);
  if (row.other != 0) text("other", strings_[row.other]);
  if (row.location != 0) {
    const Location& at = header_.locations->at(row.location);
    text("at", at.file + ":" + std::to_string(at.line) + " in " + at.function);
  }
  if (row.category == kCollects) {
    out += ",\"freed\":";
    append_json_number(out, row.freed);
  }
  out += '}';
}

void FirefoxProfile::write_markers(std::size_t lane) {
  std::string& out = file_->buffer();
  // Phases of the format: 0 for a moment, 1 for an interval.
  out += "{\"length\":";
  append_json_number(out, rows_->size(lane));
  column("name", lane, [&](const Row& row) { append_json_number(out, row.name); });
  column("startTime", lane, [&](const Row& row) { milliseconds(row.begin); });
  column("endTime", lane, [&](const Row& row) {
    if (row.end == row.begin) {
      out += "null";
    } else {
      milliseconds(row.end);
    }
  });
  column("phase", lane, [&](const Row& row) { out += row.end == row.begin ? '0' : '1'; });
  column("category", lane, [&](const Row& row) { append_json_number(out, row.category); });
  column("data", lane, [&](const Row& row) { write_data(row); });
  out += '}';
}

void FirefoxProfile::write_thread(std::size_t lane) {
  const Thread& thread = threads_[lane];
  std::string& out = file_->buffer();
  out += R"({"processType":"default","processName":)";
  append_json_string(out, header_.program.empty() ? "minipy" : header_.program);
  out += R"(,"processStartupTime":0,"processShutdownTime":null,"registerTime":)";
  milliseconds(lane == kLockLane ? header_.began : thread.started);
  out += ",\"unregisterTime\":";
  if (thread.ended < 0) {
    out += "null";
  } else {
    milliseconds(thread.ended);
  }
  out += R"(,"pausedRanges":[],"showMarkersInTimeline":true,"isMainThread":)";
  out += lane == 1 ? "true" : "false";
  out += ",\"name\":";
  append_json_string(out, lane == kLockLane ? "GIL" : thread.name);
  out += ",\"pid\":\"1\",\"tid\":";
  append_json_number(out, lane);
  out += R"(,"samples":{"length":0,"stack":[],"time":[],"weight":null,"weightType":"samples"},)"
         R"("stackTable":{"length":0,"frame":[],"prefix":[],"category":[],"subcategory":[]},)"
         R"("frameTable":{"length":0,"address":[],"inlineDepth":[],"category":[],"subcategory":[],"func":[],)"
         R"("nativeSymbol":[],"innerWindowID":[],"implementation":[],"line":[],"column":[]},)"
         R"("funcTable":{"length":0,"name":[],"isJS":[],"relevantForJS":[],"resource":[],"fileName":[],)"
         R"("lineNumber":[],"columnNumber":[]},"resourceTable":{"length":0,"lib":[],"name":[],"host":[],)"
         R"("type":[]},"nativeSymbols":{"length":0,"libIndex":[],"address":[],"name":[],"functionSize":[]},)"
         R"("markers":)";
  write_markers(lane);
  out += ",\"stringArray\":[";
  for (std::size_t i = 0; i < strings_.size(); ++i) {
    if (i != 0) out += ',';
    append_json_string(out, strings_[i]);
  }
  out += "]}";
  file_->written();
}

void FirefoxProfile::finish(std::int64_t time, std::uint64_t lost) {
  write_meta(time, lost);
  const std::size_t first = header_.run.gil ? kLockLane : 1;
  for (std::size_t lane = first; lane < threads_.size(); ++lane) {
    if (lane != first) file_->buffer() += ",\n";
    write_thread(lane);
  }
  file_->buffer() += "]}\n";
  file_->close();
}

}  // namespace

Result<std::unique_ptr<TimelineSink>, FileError> make_firefox_profile(std::unique_ptr<OutputFile> file) {
  auto rows = MINIPY_TRY(Spool<Row>::create(file->path()));
  return std::unique_ptr<TimelineSink>(std::make_unique<FirefoxProfile>(std::move(file), std::move(rows)));
}

}  // namespace minipy::trace
