#pragma once

// What is recorded of every thread: exact totals, always, and single events when somebody wants to see them.
//
// A thread writes its own record and nobody else does, but for the hand-offs, which the thread that takes the
// lock counts for the one that let go, under the lock's mutex. So counters are atomics that are loaded, added
// to and stored without a locked instruction, and anybody may read them at any time.
//
// Where the time goes is exact by construction: a thread is in one phase at any time, and `enter` gives all
// of the time since the last change to the phase that ends. A reader adds the phase that is going on. So that
// it counts no interval twice and none not at all, a sequence lock is over the totals of the phases.

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/base/mutex.hpp"
#include "runtime/trace/clock.hpp"
#include "runtime/trace/event.hpp"
#include "runtime/trace/histogram.hpp"
#include "runtime/trace/location.hpp"
#include "runtime/trace/log.hpp"
#include "runtime/trace/name_table.hpp"
#include "runtime/trace/ring.hpp"

namespace minipy::trace {

/// A total. One thread adds at a time; any thread reads.
class Counter {
 public:
  void add(std::uint64_t amount) {
    // relaxed: a total orders nothing.
    value_.store(value_.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
  }
  void add_time(std::int64_t nanoseconds) { add(static_cast<std::uint64_t>(nanoseconds)); }
  void raise_to(std::uint64_t value) {
    if (value > get()) value_.store(value, std::memory_order_relaxed);
  }
  std::uint64_t get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

/// A thread's totals as plain numbers. Times in nanoseconds.
struct Totals {
  std::uint64_t takes = 0;    ///< how often it attached (took the lock)
  std::uint64_t waits = 0;    ///< how often it had to wait for that
  std::uint64_t life_ns = 0;  ///< hold_ns + wait_ns + blocked_ns
  std::uint64_t hold_ns = 0;  ///< attached
  std::uint64_t wait_ns = 0;  ///< waiting to be attached
  std::uint64_t longest_wait_ns = 0;
  std::uint64_t blocked_ns = 0;  ///< detached, in blocking calls
  std::uint64_t cpu_ns = 0;
  std::uint64_t drop_requests = 0;  ///< how often it asked the holder to let go
  std::uint64_t collections = 0;
  std::uint64_t collection_ns = 0;
  std::uint64_t longest_collection_ns = 0;
  std::uint64_t contentions = 0;  ///< how often it found an object's lock held
  std::uint64_t contention_ns = 0;
  std::uint64_t recording_waits = 0;  ///< how often it waited, detached, until its events were taken
  std::uint64_t recording_wait_ns = 0;
  std::uint64_t detaches[kCauses] = {};
  std::uint64_t hand_offs[kCauses] = {};  ///< it let go, and another thread was the next to have the lock

  void add(const Totals& other);
};

/// A thread of a report.
struct ThreadSummary {
  std::uint32_t number = 0;
  std::string name;
  Totals totals;
  HistogramCounts waits;  ///< how long it waited, each time it had to
  HistogramCounts holds;  ///< how long it was attached, each time

  /// Adds the numbers.
  void add(const ThreadSummary& other);
};

class Recorder;

/// The record of one thread. Outlives the thread: reports show the ended ones too.
class ThreadRecord {
 public:
  ThreadRecord(Recorder& recorder, std::uint32_t number, std::string name);
  ~ThreadRecord();
  ThreadRecord(const ThreadRecord&) = delete;
  ThreadRecord& operator=(const ThreadRecord&) = delete;

  // Counters of the owner thread.
  Counter takes, waits, longest_wait_ns, cpu_ns, drop_requests;
  Counter collections, collection_ns, longest_collection_ns;
  Counter contentions, contention_ns;
  Counter recording_waits, recording_wait_ns;
  Histogram wait_times, hold_times;
  Counter detaches[kCauses];
  Counter hand_offs[kCauses];  ///< under the mutex of the lock

  /// Counts from 1, the main thread's.
  std::uint32_t number() const { return number_; }
  /// Owner thread, or the one that starts it.
  void set_name(std::string name);
  std::string name() const;
  /// Changes with the name.
  std::uint32_t renamed() const { return renamed_.load(std::memory_order_acquire); }
  /// Its last event was emitted.
  bool finished() const { return finished_.load(std::memory_order_acquire); }

  /// The thread begins its life, blocked, at `time`. Before it runs.
  void begin(std::int64_t time);
  /// From `time` on the thread is in phase `next`. Returns how long it was in the one before. Owner thread
  /// only.
  std::int64_t enter(Phase next, std::int64_t time);
  /// What it does, and since when. Any thread.
  struct Standing {
    Phase phase = Phase::kBlocked;
    std::int64_t since = 0;
  };
  Standing standing() const;
  /// When its present phase began. Owner thread only.
  std::int64_t since() const { return since_.load(std::memory_order_relaxed); }

  /// The ring, or null while events are off. Its reader is the collector.
  EventRing* ring() const {
    // acquire: the ring was made by another thread.
    return ring_.load(std::memory_order_acquire);
  }

  /// Whether more events wait for the collector than shall: the thread waits for it, where it may. Owner
  /// thread.
  bool behind() const {
    const EventRing* events = ring();
    return events != nullptr && events->full();
  }
  /// Whether it may go on then. Owner thread.
  bool has_caught_up() const {
    const EventRing* events = ring();
    return events == nullptr || events->has_room();
  }

  /// With the phase that goes on at `now` included. Any thread.
  Totals totals(std::int64_t now) const;
  /// The same with all the rest.
  ThreadSummary summary(std::int64_t now) const;

 private:
  friend class Recorder;
  template <typename Read>
  void read_phases(Read read) const;

  Recorder& recorder_;
  const std::uint32_t number_;
  std::atomic<std::uint32_t> sequence_{0};  // odd while `enter` changes what follows
  std::atomic<Phase> phase_{Phase::kBlocked};
  std::atomic<std::int64_t> since_{0};
  std::atomic<std::int64_t> born_{0};
  Counter phase_ns_[kPhases];
  mutable base::Mutex name_mutex_;
  std::string name_ GUARDED_BY(name_mutex_);
  std::atomic<std::uint32_t> renamed_{0};  // how often
  std::atomic<EventRing*> ring_{nullptr};
  std::unique_ptr<EventRing> owned_ring_;  // under the recorder's mutex
  std::uint64_t lost_before_ = 0;          // of rings that are gone; under the recorder's mutex
  std::atomic<bool> finished_{false};
};

/// A scope of the owner thread in which it reads the clock for events and then emits them: the collector
/// waits for its end before it takes later events for complete. Nothing waits in it.
class Moment {
 public:
  explicit Moment(const ThreadRecord& record) : ring_(record.ring()) {
    if (ring_ != nullptr) [[unlikely]]
      ring_->open();
  }
  ~Moment() {
    if (ring_ != nullptr) [[unlikely]]
      ring_->close();
  }
  /// Nothing happens unless events are on.
  void emit(const Event& event) const {
    if (ring_ != nullptr) [[unlikely]]
      ring_->push(event);
  }
  /// Whether events are on: ask before doing what costs something.
  bool traced() const { return ring_ != nullptr; }

  Moment(const Moment&) = delete;
  Moment& operator=(const Moment&) = delete;

 private:
  EventRing* const ring_;
};

/// All records of one interpreter. Any thread.
class Recorder {
 public:
  /// `sink` may be null: nothing is told. Both outlive the recorder and all records.
  Recorder(const Clock& clock, LogSink* sink);
  ~Recorder();
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;

  const Clock& clock() const { return clock_; }

  std::shared_ptr<ThreadRecord> add_thread(std::string name);
  /// The thread has ended. Records of ended threads beyond some thousand are folded into one.
  void finish(const std::shared_ptr<ThreadRecord>& record);

  /// From now on every thread has a ring, full with `capacity` events.
  void start_events(std::size_t capacity);
  /// No thread has a ring any more. What is in them stays there.
  void stop_events();
  /// Threads that have a ring and were not returned before. The collector.
  std::vector<std::shared_ptr<ThreadRecord>> take_traced();
  /// The thread has ended and its ring is empty: frees the ring. The collector.
  void release_ring(ThreadRecord& record);
  /// Given when a ring is half full.
  Nudge& nudge() { return backlog_->nudge; }
  /// Places in the source, for events.
  LocationTable& locations() { return locations_; }
  /// Names of types, for events.
  NameTable& names() { return names_; }

  /// Threads in the order of their start, their present phases up to `now`, and the sum of those that were
  /// folded.
  std::vector<ThreadSummary> threads(std::int64_t now) const;
  /// The records of the threads that have not ended, in the order of their start.
  std::vector<std::shared_ptr<ThreadRecord>> living() const;
  ThreadSummary folded() const;
  std::uint64_t folded_threads() const;
  std::uint64_t lost_events() const;

  /// When the recorder was made.
  std::int64_t started() const { return started_; }
  /// The run is over: what is told of it afterwards ends here, whatever the program still does.
  void end() {
    cpu_ended_ = process_cpu_now();
    ended_.store(clock_.now(), std::memory_order_release);
  }
  /// The time, or when the run ended.
  std::int64_t now() const {
    const std::int64_t ended = ended_.load(std::memory_order_acquire);
    return ended != 0 ? ended : clock_.now();
  }
  /// CPU time from the start until `now()`.
  std::int64_t cpu_ns() const {
    const bool over = ended_.load(std::memory_order_acquire) != 0;
    return (over ? cpu_ended_ : process_cpu_now()) - cpu_started_;
  }

  /// Whether `log` at this level tells anything: ask before formatting.
  bool logs(LogLevel level) const { return sink_ != nullptr && level >= sink_->level(); }
  /// printf-like.
  void log(LogLevel level, const char* format, ...) __attribute__((format(printf, 3, 4)));

 private:
  friend class ThreadRecord;
  static constexpr std::size_t kKeptRecords = 4096;

  void give_ring(const std::shared_ptr<ThreadRecord>& record) REQUIRES(mutex_);

  const Clock& clock_;
  LogSink* const sink_;
  const std::int64_t started_;
  const std::int64_t cpu_started_;
  std::int64_t cpu_ended_ = 0;          // written before ended_, once
  std::atomic<std::int64_t> ended_{0};  // 0: it goes on
  const std::shared_ptr<Backlog> backlog_ = std::make_shared<Backlog>();
  // Apart from mutex_, since a record may die while it is held; before the records, which add to it when they
  // die.
  mutable base::Mutex folded_mutex_;
  ThreadSummary folded_ GUARDED_BY(folded_mutex_);
  std::uint64_t folded_threads_ GUARDED_BY(folded_mutex_) = 0;
  std::uint64_t folded_lost_ GUARDED_BY(folded_mutex_) = 0;
  mutable base::Mutex mutex_;
  std::vector<std::shared_ptr<ThreadRecord>> records_ GUARDED_BY(mutex_);
  std::uint32_t next_number_ GUARDED_BY(mutex_) = 1;
  std::size_t ring_capacity_ GUARDED_BY(mutex_) = 0;  // 0: events are off
  std::vector<std::shared_ptr<ThreadRecord>> untaken_ GUARDED_BY(mutex_);
  LocationTable locations_;
  NameTable names_;
};

}  // namespace minipy::trace
