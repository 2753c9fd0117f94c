#pragma once

// Brings the events of all threads together. A thread of its own empties the rings, often enough that
// none is full for long, merges what it finds by time, and hands it to the sinks. It runs while there is a
// sink.
//
// One round: note the time W, see of each ring up to what time it is complete (W, or its last event while its
// thread is just emitting one; see ring.hpp), empty it, and hand on everything before the earliest of these
// times. The rest waits for the next round. So sinks get events in the order of time, exactly.
//
// A sink that comes while threads run is told what each of them does at that moment, and then gets what
// happens from that moment on; it leaves at a moment too, and gets everything before it.

#include <condition_variable>
#include <memory>
#include <thread>
#include <unordered_map>
#include <vector>

#include "interpreter/base/mutex.hpp"
#include "runtime/trace/recorder.hpp"
#include "runtime/trace/sink.hpp"

namespace minipy::trace {

class Collector {
 public:
  /// Events of a thread that wait for the collector before the thread waits too. At the collector's pace that
  /// is enough for a million events a second and thread.
  static constexpr std::size_t kRingCapacity = 32768;

  explicit Collector(Recorder& recorder, std::size_t ring_capacity = kRingCapacity);
  /// Removes all sinks.
  ~Collector();
  Collector(const Collector&) = delete;
  Collector& operator=(const Collector&) = delete;

  /// `sink` gets everything that happens from now on, of all threads. The times and locations of `header` are
  /// filled in. Any thread.
  void add(std::shared_ptr<EventSink> sink, TraceHeader header);
  /// `sink` gets what happened until now, and its `finish`, which has returned when this returns. Any thread,
  /// detached: it waits.
  void remove(const EventSink& sink);
  /// The same for all of them.
  void remove_all();

 private:
  // A thread whose ring is emptied.
  struct Traced {
    std::shared_ptr<ThreadRecord> record;
    std::vector<Event> pending;  // emptied from the ring, not handed on yet; by time
    std::int64_t complete = 0;   // no event before this time is still to come
    std::uint32_t renamed = 0;   // the name that sinks know
    bool finished = false;       // no event comes after those that are pending
  };
  struct Start {
    std::shared_ptr<ThreadRecord> record;
    Phase phase;
  };
  struct Recording {
    std::shared_ptr<EventSink> sink;
    TraceHeader header;
    std::vector<Start> threads;  // at its beginning
    std::vector<bool> told;      // by number: it knows the thread
    std::uint64_t lost_before = 0;
    std::atomic<std::int64_t> ends{kNever};  // no event after this time; set under mutex_
    bool begun = false;
    bool done = false;  // under mutex_
  };

  struct Merged {
    const ThreadRecord* record;
    Event event;
  };

  void run();
  void round();
  void empty_rings(std::int64_t now);
  std::int64_t complete_until(std::int64_t now) const;
  void hand_on(std::int64_t until);
  static void tell_thread(Recording& recording, const ThreadRecord& record, Phase phase, std::int64_t time);
  static void begin(Recording& recording);
  static void deliver(Recording& recording, const ThreadRecord& record, const Event& event);
  void tell_names();
  void forget_finished();
  void end_recordings(std::int64_t until);

  Recorder& recorder_;
  const std::size_t ring_capacity_;
  base::Mutex control_mutex_;  // one `add` or `remove` at a time; before mutex_
  std::thread thread_ GUARDED_BY(control_mutex_);

  base::Mutex mutex_;
  std::condition_variable_any done_;
  std::vector<std::shared_ptr<Recording>> recordings_ GUARDED_BY(mutex_);
  bool stopping_ GUARDED_BY(mutex_) = false;

  // The collector's thread only.
  std::vector<std::shared_ptr<Recording>> current_;
  std::vector<std::unique_ptr<Traced>> traced_;
  std::vector<Merged> merged_;
};

}  // namespace minipy::trace
