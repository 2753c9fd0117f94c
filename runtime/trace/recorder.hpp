#pragma once

// What is recorded of every thread: exact totals, always, and single events when somebody wants to see them.
//
// A thread writes its own record and nobody else does, but for the hand-offs, which the thread that takes the
// lock counts for the one that let go, under the lock's mutex. So counters are atomics that are loaded, added
// to and stored without a locked instruction, and anybody may read them at any time.

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/base/mutex.hpp"
#include "runtime/trace/clock.hpp"
#include "runtime/trace/event.hpp"
#include "runtime/trace/log.hpp"
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
  std::uint64_t hold_ns = 0;  ///< attached
  std::uint64_t wait_ns = 0;  ///< waiting to be attached
  std::uint64_t longest_wait_ns = 0;
  std::uint64_t blocked_ns = 0;  ///< detached, in blocking calls
  std::uint64_t cpu_ns = 0;
  std::uint64_t drop_requests = 0;  ///< how often it asked the holder to let go
  std::uint64_t collections = 0;
  std::uint64_t collection_ns = 0;
  std::uint64_t longest_collection_ns = 0;
  std::uint64_t detaches[kCauses] = {};
  std::uint64_t hand_offs[kCauses] = {};  ///< it let go, and another thread was the next to have the lock

  void add(const Totals& other);
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
  Counter takes, waits, hold_ns, wait_ns, longest_wait_ns, blocked_ns, cpu_ns, drop_requests;
  Counter collections, collection_ns, longest_collection_ns;
  Counter detaches[kCauses];
  Counter hand_offs[kCauses];  ///< under the mutex of the lock

  /// Counts from 1, the main thread's.
  std::uint32_t number() const { return number_; }
  /// Owner thread, or the one that starts it.
  void set_name(std::string name);
  std::string name() const;

  /// Owner thread only. Nothing happens unless events are on.
  void emit(EventKind kind, std::int64_t time, Cause cause = Cause::kBlocking, const char* what = nullptr,
            std::uint32_t other = 0, std::uint64_t argument = 0) {
    // acquire: the ring was made by another thread.
    if (EventRing* ring = ring_.load(std::memory_order_acquire)) [[unlikely]] {
      ring->push({time, what, argument, other, kind, cause, 0});
    }
  }
  /// The ring, or null. Its reader is the recorder's exporter.
  EventRing* ring() const { return ring_.load(std::memory_order_acquire); }

  Totals totals() const;

 private:
  friend class Recorder;
  Recorder& recorder_;
  const std::uint32_t number_;
  mutable base::Mutex name_mutex_;
  std::string name_ GUARDED_BY(name_mutex_);
  std::atomic<EventRing*> ring_{nullptr};
  std::unique_ptr<EventRing> owned_ring_;  // written under the recorder's mutex
};

/// A thread of a report.
struct ThreadSummary {
  std::uint32_t number = 0;
  std::string name;
  Totals totals;
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

  /// From now on every thread has a ring of `capacity` events.
  void start_events(std::size_t capacity);

  /// Threads in the order of their start, and the sum of those that were folded.
  std::vector<ThreadSummary> threads() const;
  Totals folded() const;
  std::uint64_t folded_threads() const;
  std::uint64_t lost_events() const;

  /// Wall and CPU time since the recorder was made.
  std::int64_t wall_ns() const { return clock_.now() - started_; }
  std::int64_t cpu_ns() const { return process_cpu_now() - cpu_started_; }

  /// Whether `log` at this level tells anything: ask before formatting.
  bool logs(LogLevel level) const { return sink_ != nullptr && level >= sink_->level(); }
  /// printf-like.
  void log(LogLevel level, const char* format, ...) __attribute__((format(printf, 3, 4)));

 private:
  friend class ThreadRecord;
  static constexpr std::size_t kKeptRecords = 4096;

  const Clock& clock_;
  LogSink* const sink_;
  const std::int64_t started_;
  const std::int64_t cpu_started_;
  mutable base::Mutex mutex_;
  std::vector<std::shared_ptr<ThreadRecord>> records_ GUARDED_BY(mutex_);
  std::uint32_t next_number_ GUARDED_BY(mutex_) = 1;
  std::size_t ring_capacity_ GUARDED_BY(mutex_) = 0;
  // Apart from mutex_, since a record may die while it is held.
  mutable base::Mutex folded_mutex_;
  Totals folded_ GUARDED_BY(folded_mutex_);
  std::uint64_t folded_threads_ GUARDED_BY(folded_mutex_) = 0;
  std::uint64_t folded_lost_ GUARDED_BY(folded_mutex_) = 0;
};

}  // namespace minipy::trace
