#pragma once

// A run, as the page of a report wants it: one stream for all threads, of the time since the last event and
// the number of a descriptor, both as LEB128. A descriptor is what events have in common: thread, what it
// does from then on, why, where, and who else has a part in it. A program has few different ones, so an event
// takes about five bytes, whatever is known about it. runtime/report/page/decode.js is the reader.

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "runtime/report/source_excerpts.hpp"
#include "runtime/trace/sink.hpp"

namespace minipy::report {

/// What events do not tell.
struct RunFacts {
  std::string title;  ///< what ran
  unsigned cores = 1;
  std::int64_t cpu_ns = 0;
};

/// Keeps all events of a run in memory, about five bytes each. After `finish`, any one thread.
class RunRecorder final : public trace::EventSink {
 public:
  void begin(const trace::TraceHeader& header) override;
  void thread_started(std::uint32_t thread, const std::string& name, trace::Phase phase,
                      std::int64_t time) override;
  void thread_named(std::uint32_t thread, const std::string& name) override;
  void event(std::uint32_t thread, const trace::Event& event) override;
  void thread_ended(std::uint32_t thread, std::int64_t time) override;
  void finish(std::int64_t time, std::uint64_t lost) override;

  /// The text of a source file that runs (`SourceExcerpts::set_text`). Not while `json` runs; it is called by
  /// another thread than events are.
  void set_text(const std::string& file, std::string text) { sources_.set_text(file, std::move(text)); }
  /// After `finish`: the run as JSON, which may stand in a script element of HTML.
  std::string json(const RunFacts& facts);

 private:
  // As decode.js names them.
  enum class State : std::int32_t { kGone, kBlocked, kWaits, kHolds, kCollects, kAsks, kContended };
  static constexpr std::int32_t kNone = -1;
  static constexpr std::int32_t kFoundHeld = 1;  // it waited for the lock: somebody had it or asked for it
  static constexpr std::int32_t kNumber = 2;     // a number of nanoseconds follows in the stream

  struct Descriptor {
    std::int32_t lane = 0;
    State state = State::kGone;
    std::int32_t cause = kNone;
    std::int32_t what = kNone;
    std::int32_t location = kNone;
    std::int32_t other = kNone;
    std::int32_t flags = 0;
    bool operator<(const Descriptor& other_one) const { return key() < other_one.key(); }
    std::array<std::int32_t, 7> key() const {
      return {lane, static_cast<std::int32_t>(state), cause, what, location, other, flags};
    }
  };
  struct Lane {
    std::int32_t index = 0;
    std::uint32_t number = 0;
    std::string name;
    State state = State::kGone;
    bool asked = false;       // since it detached, and found the lock held
    bool was_blocked = true;  // before it waited
  };

  Lane& lane(std::uint32_t thread);
  std::int32_t lane_index(std::uint32_t thread) const;
  std::int32_t string_number(const char* text);
  void put(std::uint64_t number);
  void emit(Lane& lane, std::int64_t time, Descriptor descriptor, std::uint64_t number = 0);
  void attached(Lane& lane, const trace::Event& event);
  void detached(Lane& lane, const trace::Event& event);
  void append_descriptors(std::string& out);

  trace::TraceHeader header_;
  std::int64_t last_ = 0;
  std::int64_t ended_ = 0;
  std::uint64_t lost_ = 0;
  std::uint64_t count_ = 0;
  std::vector<Lane> lanes_;
  std::unordered_map<std::uint32_t, std::size_t> lane_of_;
  std::map<Descriptor, std::uint32_t> numbers_;
  std::vector<Descriptor> descriptors_;
  std::vector<std::string> strings_;
  std::string stream_;
  SourceExcerpts sources_;
};

}  // namespace minipy::report
