// Chrome's trace event format, as "Trace Event Format" (Google, 2016) has it and as Perfetto's and
// speedscope's importers read it. What is particular:
//
//   * A span of a thread is a pair of B and E events and not an X event: readers that compute ts + dur in
//     floating point make neighbours overlap, and overlapping spans of a track are dropped. What lies inside
//     a span touches no neighbour and is an X event, which is half as long.
//   * B has the arguments, E has the name only, for speedscope, which pairs them by it. Where both have the
//   same
//     time it pairs them by arguments too: then E has them as well.
//   * Lines of a track are in the order in which its spans end; so what lies inside a span (a collection)
//   comes
//     before it. Readers sort by time, keeping the order of equal times.
//   * A flow arrow begins inside the span that it leaves: its `s` comes before the span's E, at the same
//   time.

#include "runtime/trace/chrome_trace.hpp"

#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/trace/json_writer.hpp"

namespace minipy::trace {

namespace {

// The lock's lane is a process of its own, so that it stands above the threads. Ids must differ over all
// processes.
constexpr std::uint32_t kLockProcess = 1;
constexpr std::uint32_t kLockLane = 1;
constexpr std::uint32_t kThreadsProcess = 2;
constexpr std::uint32_t lane_of(std::uint32_t thread) { return thread + 1; }

class ChromeTrace final : public TimelineSink {
 public:
  explicit ChromeTrace(std::unique_ptr<OutputFile> file) : file_(std::move(file)) {}

  void begin(const TraceHeader& header) override;
  void thread_started(std::uint32_t thread, const std::string& name, std::int64_t time) override;
  void thread_named(std::uint32_t thread, const std::string& name) override;
  void thread_ended(std::uint32_t /*thread*/, std::int64_t /*time*/) override {}
  void span(const Span& span) override;
  void hand_off(const HandOff& /*hand_off*/) override {}  // the spans say it
  void running(const Running& running) override;
  void drop_requested(std::uint32_t thread, std::uint32_t holder, std::int64_t time) override;
  void collected(std::uint32_t thread, std::int64_t begin, std::int64_t end, std::uint64_t freed) override;
  void contended(std::uint32_t thread, std::int64_t begin, std::int64_t end, const char* type,
                 LocationId location) override;
  void held_up(std::uint32_t thread, std::int64_t begin, std::int64_t end) override;
  void finish(std::int64_t time, std::uint64_t lost) override;
  FileError error() const override { return file_->error(); }

 private:
  // What follows the time in the events of a slice.
  struct Text {
    std::string begin;
    std::string end;
  };
  // What a text is made of. A program has few different ones, so each is made once.
  struct Key {
    enum Kind : std::uint8_t { kSpan, kHolder, kObjectLock } kind = kSpan;
    Phase phase = Phase::kBlocked;
    Cause cause = Cause::kBlocking;
    const char* what = nullptr;
    LocationId location = 0;
    std::uint32_t thread = 0;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      std::size_t hash = reinterpret_cast<std::uintptr_t>(key.what);
      const std::size_t small =
          key.kind * 256U + static_cast<std::size_t>(key.phase) * 16U + static_cast<std::size_t>(key.cause);
      for (const std::size_t part : {small, std::size_t{key.location}, std::size_t{key.thread}})
        hash = (hash ^ part) * 0x9E3779B97F4A7C15U;
      return hash ^ hash >> 32U;
    }
  };

  // Begins an event, up to its arguments; `end` ends it.
  std::string& line(char phase, std::uint32_t process, std::uint32_t lane, std::int64_t time);
  void end();
  void metadata(std::uint32_t process, std::uint32_t lane, const char* what, std::string_view name);
  void edge(char phase, std::uint32_t process, std::uint32_t lane, std::int64_t time,
            const std::string& rest);
  void pair(std::uint32_t process, std::uint32_t lane, const Span& span, const Text& text);
  void complete(std::uint32_t thread, std::int64_t begin, std::int64_t end, const std::string& rest);
  void flow(char phase, std::uint32_t lane, std::uint64_t number, std::int64_t time);
  void argument(std::string& arguments, const char* name, std::string_view value);
  static Text text_of(std::string_view name, const std::string& arguments);
  Text make_text(const Span& span);
  template <typename Make>
  const Text& kept(const Key& key, Make make);
  const std::string& place(LocationId location);
  std::string_view name_of(std::uint32_t thread) const;

  const std::unique_ptr<OutputFile> file_;
  TraceHeader header_;
  std::vector<std::string> names_;   // by number
  std::vector<std::string> places_;  // by location, once they were needed
  std::unordered_map<Key, Text, KeyHash> texts_;
  bool first_ = true;
};

std::string& ChromeTrace::line(char phase, std::uint32_t process, std::uint32_t lane, std::int64_t time) {
  std::string& out = file_->buffer();
  out += first_ ? "\n{\"ph\":\"" : ",\n{\"ph\":\"";
  first_ = false;
  out += phase;
  out += "\",\"pid\":";
  append_json_number(out, process);
  out += ",\"tid\":";
  append_json_number(out, lane);
  out += ",\"ts\":";
  append_json_microseconds(out, time - header_.began);
  return out;
}

void ChromeTrace::end() {
  file_->buffer() += '}';
  file_->written();
}

void ChromeTrace::metadata(std::uint32_t process, std::uint32_t lane, const char* what,
                           std::string_view name) {
  std::string& out = line('M', process, lane, header_.began);
  out += ",\"name\":\"";
  out += what;
  out += "\",\"args\":{\"name\":";
  append_json_string(out, name);
  out += '}';
  end();
}

void ChromeTrace::begin(const TraceHeader& header) {
  header_ = header;
  std::string& out = file_->buffer();
  out += "{\"displayTimeUnit\":\"ns\",\"otherData\":{\"producer\":\"minipy\",\"program\":";
  append_json_string(out, header.program);
  out += ",\"gil\":";
  out += header.run.gil ? "\"on\"" : "\"off\"";
  out += ',';
  JsonWriter settings(out);
  write_settings(header.run, settings);
  out += ",\"began_unix_ns\":";
  append_json_number(out, static_cast<std::uint64_t>(header.wall_began));
  out += "},\"traceEvents\":[";
  if (header.run.gil) {
    metadata(kLockProcess, kLockLane, "process_name", "the lock");
    metadata(kLockProcess, kLockLane, "thread_name", "GIL");
  }
  metadata(kThreadsProcess, lane_of(1), "process_name", header.program.empty() ? "minipy" : header.program);
}

void ChromeTrace::thread_started(std::uint32_t thread, const std::string& name, std::int64_t /*time*/) {
  thread_named(thread, name);
}

void ChromeTrace::thread_named(std::uint32_t thread, const std::string& name) {
  if (names_.size() <= thread) names_.resize(thread + 1);
  names_[thread] = name;
  texts_.clear();  // names are in them
  metadata(kThreadsProcess, lane_of(thread), "thread_name", name);
}

std::string_view ChromeTrace::name_of(std::uint32_t thread) const {
  return thread < names_.size() ? std::string_view(names_[thread]) : std::string_view();
}

// The text of a place is made once.
const std::string& ChromeTrace::place(LocationId location) {
  if (places_.size() <= location) places_.resize(location + 1);
  std::string& text = places_[location];
  if (location != 0 && text.empty()) {
    const Location& at = header_.locations->at(location);
    text = at.file + ":" + std::to_string(at.line) + " in " + at.function;
  }
  return text;
}

void ChromeTrace::argument(std::string& arguments, const char* name, std::string_view value) {
  if (value.empty()) return;
  arguments += arguments.empty() ? "{\"" : ",\"";
  arguments += name;
  arguments += "\":";
  append_json_string(arguments, value);
}

ChromeTrace::Text ChromeTrace::text_of(std::string_view name, const std::string& arguments) {
  Text text;
  text.begin = ",\"name\":";
  append_json_string(text.begin, name);
  text.end = text.begin + "}";
  if (!arguments.empty()) text.begin += ",\"args\":" + arguments + "}";
  text.begin += '}';
  return text;
}

ChromeTrace::Text ChromeTrace::make_text(const Span& span) {
  std::string name;
  switch (span.phase) {
    case Phase::kAttached:
      name = header_.run.gil ? "holds the GIL" : "runs";
      break;
    case Phase::kWaiting:
      name = header_.run.gil ? "waits for the GIL" : "paused";
      break;
    case Phase::kBlocked:
    case Phase::kEnded:
      name = span.what == nullptr ? "starts" : std::string("blocked: ") + span.what;
      break;
  }
  std::string arguments;
  if (span.phase == Phase::kAttached && !span.open) {
    argument(arguments, "lets go by", trace::name(span.cause));
    if (span.what != nullptr) argument(arguments, "call", span.what);
    argument(arguments, "asked by", name_of(span.asked_by));
  }
  if (span.phase == Phase::kWaiting) argument(arguments, "after", trace::name(span.cause));
  argument(arguments, "at", place(span.location));
  if (span.open) argument(arguments, "cut off", "end of the recording");
  return text_of(name, arguments);
}

// More texts than that are as good as none: they are made again.
template <typename Make>
const ChromeTrace::Text& ChromeTrace::kept(const Key& key, Make make) {
  constexpr std::size_t kMostTexts = 10'000;
  if (const auto found = texts_.find(key); found != texts_.end()) return found->second;
  if (texts_.size() >= kMostTexts) texts_.clear();
  return texts_.emplace(key, make()).first->second;
}

void ChromeTrace::edge(char phase, std::uint32_t process, std::uint32_t lane, std::int64_t time,
                       const std::string& rest) {
  line(phase, process, lane, time) += rest;
  file_->written();
}

void ChromeTrace::pair(std::uint32_t process, std::uint32_t lane, const Span& span, const Text& text) {
  const bool flows = process == kThreadsProcess;
  edge('B', process, lane, span.begin, text.begin);
  if (flows) flow('f', lane, span.hand_off_in, span.begin);
  if (flows) flow('s', lane, span.hand_off_out, span.end);
  edge('E', process, lane, span.end, span.end == span.begin ? text.begin : text.end);
}

void ChromeTrace::complete(std::uint32_t thread, std::int64_t begin, std::int64_t end,
                           const std::string& rest) {
  std::string& out = line('X', kThreadsProcess, lane_of(thread), begin);
  out += ",\"dur\":";
  append_json_microseconds(out, end - begin);
  out += rest;
  file_->written();
}

void ChromeTrace::flow(char phase, std::uint32_t lane, std::uint64_t number, std::int64_t time) {
  if (number == 0) return;
  std::string& out = line(phase, kThreadsProcess, lane, time);
  out += ",\"cat\":\"hand-off\",\"name\":\"hand-off\",\"id\":";
  append_json_number(out, number);
  if (phase == 'f') out += ",\"bp\":\"e\"";
  end();
}

void ChromeTrace::span(const Span& span) {
  if (span.open) {
    pair(kThreadsProcess, lane_of(span.thread), span, make_text(span));
  } else {
    const Key key{.phase = span.phase,
                  .cause = span.cause,
                  .what = span.what,
                  .location = span.location,
                  .thread = span.asked_by};
    pair(kThreadsProcess, lane_of(span.thread), span, kept(key, [&] { return make_text(span); }));
  }
  if (!header_.run.gil || span.phase != Phase::kAttached) return;
  const Text& holder =
      kept({.kind = Key::kHolder, .thread = span.thread}, [&] { return text_of(name_of(span.thread), {}); });
  pair(kLockProcess, kLockLane, span, holder);
}

void ChromeTrace::running(const Running& running) {
  std::string& out = line('C', kThreadsProcess, lane_of(1), running.time);
  out += ",\"name\":\"runnable threads\",\"args\":{\"";
  out += header_.run.gil ? "holding\":" : "running\":";
  append_json_number(out, running.attached);
  out += ",\"waiting\":";
  append_json_number(out, running.waiting);
  out += '}';
  end();
}

void ChromeTrace::drop_requested(std::uint32_t thread, std::uint32_t holder, std::int64_t time) {
  std::string& out = line('i', kThreadsProcess, lane_of(thread), time);
  out += ",\"s\":\"t\",\"name\":\"asks for the GIL\",\"args\":{\"holder\":";
  append_json_string(out, name_of(holder));
  out += '}';
  end();
}

void ChromeTrace::collected(std::uint32_t thread, std::int64_t begin, std::int64_t end, std::uint64_t freed) {
  std::string rest = ",\"name\":\"collects garbage\",\"args\":{\"freed bytes\":";
  append_json_number(rest, freed);
  complete(thread, begin, end, rest + "}}");
}

void ChromeTrace::contended(std::uint32_t thread, std::int64_t begin, std::int64_t end, const char* type,
                            LocationId location) {
  const auto make = [&] {
    std::string arguments;
    argument(arguments, "at", place(location));
    return text_of(std::string("waits for the lock of a ") + type, arguments);
  };
  complete(thread, begin, end,
           kept({.kind = Key::kObjectLock, .what = type, .location = location}, make).begin);
}

void ChromeTrace::held_up(std::uint32_t thread, std::int64_t begin, std::int64_t end) {
  complete(thread, begin, end, ",\"name\":\"waits for the recording\"}");
}

void ChromeTrace::finish(std::int64_t time, std::uint64_t lost) {
  std::string& out = line('i', kThreadsProcess, lane_of(1), time);
  out += ",\"s\":\"g\",\"name\":\"end of the recording\",\"args\":{\"lost events\":";
  append_json_number(out, lost);
  out += '}';
  end();
  out += "\n]}\n";
  file_->close();
}

}  // namespace

std::unique_ptr<TimelineSink> make_chrome_trace(std::unique_ptr<OutputFile> file) {
  return std::make_unique<ChromeTrace>(std::move(file));
}

}  // namespace minipy::trace
