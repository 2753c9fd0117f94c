#pragma once

// From events to what a picture shows: what each thread did from when to when, how the lock went from one to
// the next, and how many threads wanted to run. Exporters and reports take this, so that all of them tell the
// same.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/trace/sink.hpp"

namespace minipy::trace {

/// A thread was in one phase from `begin` to `end`. Those of one thread come in their order and without a gap
/// from its start (or the beginning of the recording) to its end (or that of the recording).
struct Span {
  std::uint32_t thread = 0;
  Phase phase = Phase::kBlocked;
  std::int64_t begin = 0;
  std::int64_t end = 0;
  bool open = false;  ///< it was cut off by the end of the recording

  /// kBlocked: what it waits in; kAttached: the blocking call that ends it. Or null.
  const char* what = nullptr;
  /// Where the thread was when it let go: of this phase, or of the attached one before it. 0: not known.
  LocationId location = 0;
  /// Why it let go, likewise.
  Cause cause = Cause::kBlocking;
  /// kAttached: who asked the thread to let go, 0 for nobody.
  std::uint32_t asked_by = 0;
  /// kAttached: the hand-off with which it began, 0: the lock did not change hands. Numbers count from 1.
  std::uint64_t hand_off_in = 0;
  /// kAttached: the hand-off with which it ended.
  std::uint64_t hand_off_out = 0;
};

/// The lock went from one thread to another.
struct HandOff {
  std::uint64_t number = 0;
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  Cause cause = Cause::kBlocking;  ///< why `from` let go
  std::int64_t left = 0;           ///< when it did; 0: before the recording
  std::int64_t taken = 0;
  LocationId location = 0;  ///< where `from` was then
};

/// How many threads hold the lock (without one: run), and how many wait to.
struct Running {
  std::int64_t time = 0;
  std::uint32_t attached = 0;
  std::uint32_t waiting = 0;
};

/// What a timeline tells.
class TimelineSink {
 public:
  virtual ~TimelineSink() = default;
  virtual void begin(const TraceHeader& header) = 0;
  virtual void thread_started(std::uint32_t thread, const std::string& name, std::int64_t time) = 0;
  virtual void thread_named(std::uint32_t thread, const std::string& name) = 0;
  /// Its last span may come later.
  virtual void thread_ended(std::uint32_t thread, std::int64_t time) = 0;
  virtual void span(const Span& span) = 0;
  /// After the span of `from` that it ends, before the one of `to` that it begins.
  virtual void hand_off(const HandOff& hand_off) = 0;
  virtual void running(const Running& running) = 0;
  /// `thread` asked `holder` to let go.
  virtual void drop_requested(std::uint32_t thread, std::uint32_t holder, std::int64_t time) = 0;
  virtual void collected(std::uint32_t thread, std::int64_t begin, std::int64_t end, std::uint64_t freed) = 0;
  /// `thread` waited for the lock of an object of type `type`.
  virtual void contended(std::uint32_t thread, std::int64_t begin, std::int64_t end, const char* type,
                         LocationId location) = 0;
  /// `thread` waited until its events were taken.
  virtual void held_up(std::uint32_t thread, std::int64_t begin, std::int64_t end) = 0;
  virtual void finish(std::int64_t time, std::uint64_t lost) = 0;
  virtual FileError error() const { return {}; }
};

/// Makes a timeline of events.
class Timeline final : public EventSink {
 public:
  explicit Timeline(std::unique_ptr<TimelineSink> sink) : sink_(std::move(sink)) {}

  void begin(const TraceHeader& header) override;
  void thread_started(std::uint32_t thread, const std::string& name, Phase phase, std::int64_t time) override;
  void thread_named(std::uint32_t thread, const std::string& name) override;
  void event(std::uint32_t thread, const Event& event) override;
  void thread_ended(std::uint32_t thread, std::int64_t time) override;
  void finish(std::int64_t time, std::uint64_t lost) override;
  FileError error() const override { return sink_->error(); }

 private:
  // A thread and the phase it is in.
  struct State {
    bool alive = false;
    Span now;               // `end` is open
    bool asked = false;     // counted as waiting
    std::int64_t left = 0;  // when it last let go
    LocationId left_at = 0;
    std::int64_t collecting_since = 0;
  };

  State& state(std::uint32_t thread);
  void close(State& state, std::int64_t end, bool open = false);
  void attached(State& state, const Event& event);
  void detached(State& state, const Event& event);
  void count_waiting(State& state, bool waits);
  void tell_running(std::int64_t time);
  void flush_hold();

  const std::unique_ptr<TimelineSink> sink_;
  TraceHeader header_;
  std::vector<State> states_;  // by number
  std::optional<Span> hold_;   // the last one, until it is known who took the lock next
  std::uint64_t hand_offs_ = 0;
  Running running_;
  Running told_;
};

}  // namespace minipy::trace
