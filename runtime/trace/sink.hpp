#pragma once

#include <cstdint>
#include <string>

#include "runtime/trace/event.hpp"
#include "runtime/trace/location.hpp"
#include "runtime/trace/output_file.hpp"
#include "runtime/trace/run_description.hpp"

namespace minipy::trace {

/// What a sink is told first.
struct TraceHeader {
  std::int64_t began = 0;       ///< nanoseconds of the recorder's clock: no event is before it
  std::int64_t wall_began = 0;  ///< the same moment, nanoseconds since 1970
  RunDescription run;
  std::string program;                       ///< the script
  const LocationTable* locations = nullptr;  ///< resolves `Event::location`; outlives the sink
};

/// Takes the events of all threads, in the order of their times. Every function is called by the collector's
/// thread, so a sink that is slow delays script threads only when their rings are full.
class EventSink {
 public:
  virtual ~EventSink() = default;

  virtual void begin(const TraceHeader& header) = 0;
  /// There is a thread `thread` now; `phase` is what it does at `time`. Before any event of it. Threads that
  /// were there at the beginning come right after `begin`.
  virtual void thread_started(std::uint32_t thread, const std::string& name, Phase phase,
                              std::int64_t time) = 0;
  /// It has another name from now on.
  virtual void thread_named(std::uint32_t thread, const std::string& name) = 0;
  virtual void event(std::uint32_t thread, const Event& event) = 0;
  /// No event of this thread follows.
  virtual void thread_ended(std::uint32_t thread, std::int64_t time) = 0;
  /// The recording ends at `time`; threads that have not ended stay as they are. `lost`: events that
  /// there was no memory for.
  virtual void finish(std::int64_t time, std::uint64_t lost) = 0;

  /// After `finish`: what went wrong, or nothing with number 0. Any thread.
  virtual FileError error() const { return {}; }
};

}  // namespace minipy::trace
