#pragma once

// The events of one thread on their way to the collector: one writer, the thread whose events they are; one
// reader, the collector; no lock. No event is lost: where the reader is too slow the ring grows, and its
// thread waits a little later.
//
// Why so, and not that a full ring makes its writer wait at once: events happen where nothing may wait, with
// the mutex of the lock, an object's lock or the whole world held. So `push` always finds room, in a chain of
// segments, and says by `full` that there is more waiting than `capacity`. Its thread asks that where it may
// wait: detached, on its way to attach again (Discipline::attach), so that it holds up neither the lock nor a
// stop of the world. A thread that is attached without end but has many events, which are waits for objects'
// locks and stops of the world, makes such a place for itself at its next checkpoint. So a ring holds its
// capacity and what happens between two such places, which is some events. That bounds the memory of a
// recording. All rings together are bounded too (`kMostSegments`), since there may be ten thousand of them.
//
// A segment that was read goes back to the writer through `spare_`, so that in the long run nothing is
// allocated. Only where the system has no memory for a segment an event is lost, and counted.
//
// A writer that finds its ring half full nudges the reader.
//
// `written_` is stored by the writer with release after the event, and loaded by the reader with acquire
// before it reads the event; `read_` goes the other way. Each side caches nothing: events come some thousand
// times a second.
//
// Order over all rings. The reader wants to know up to what time it has every event. A writer reads the clock
// and pushes a little later, and may lose its processor in between; so it brackets both with `open` and
// `close`. The reader notes the time W, then looks whether the bracket is open, then drains. The writer
// stores `open_` and then reads the clock, the reader reads the clock and then loads `open_`, each with a
// sequentially consistent fence in between; so a reader that finds the bracket shut has every event before W,
// and one that finds it open knows nothing beyond the last event.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

#include "runtime/trace/backlog.hpp"
#include "runtime/trace/event.hpp"

namespace minipy::trace {

class EventRing {
 public:
  /// `full` says so from `capacity` events on.
  explicit EventRing(std::size_t capacity, std::shared_ptr<Backlog> backlog = nullptr)
      : capacity_(capacity), backlog_(std::move(backlog)) {}
  ~EventRing() {
    delete spare_.load(std::memory_order_relaxed);
    Segment* segment = oldest_ != nullptr ? oldest_ : first_;
    while (segment != nullptr) {
      Segment* next = segment == newest_ ? nullptr : segment->next;
      if (next != nullptr) count_segments(-1);
      delete segment;
      segment = next;
    }
  }
  EventRing(const EventRing&) = delete;
  EventRing& operator=(const EventRing&) = delete;

  /// Writer only: before it reads the clock for an event.
  void open() {
    open_.store(true, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_seq_cst);
  }
  /// Writer only: after it has pushed it.
  void close() { open_.store(false, std::memory_order_release); }
  /// Reader only, after the fence that follows its reading of the clock.
  bool is_open() const { return open_.load(std::memory_order_acquire); }

  /// Writer only. Never waits. False when there is no memory; the event is counted as lost.
  bool push(const Event& event) {
    const std::uint64_t at = written_.load(std::memory_order_relaxed);  // own counter
    const std::size_t index = at % kSegment;
    if (index == 0 && !add_segment()) {
      lost_.store(lost_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
      return false;
    }
    newest_->events[index] = event;
    written_.store(at + 1, std::memory_order_release);
    if (at + 1 - read_.load(std::memory_order_relaxed) == capacity_ / 2) nudge();
    return true;
  }

  /// Reader only. Calls `visit` for every event there is, oldest first; returns how many there were.
  template <typename Visit>
  std::size_t drain(Visit visit) {
    const std::uint64_t from = read_.load(std::memory_order_relaxed);  // own counter
    const std::uint64_t to = written_.load(std::memory_order_acquire);
    for (std::uint64_t at = from; at != to; ++at) {
      if (at % kSegment == 0) next_segment();
      visit(oldest_->events[at % kSegment]);
    }
    read_.store(to, std::memory_order_release);
    return to - from;
  }

  /// Whether its thread shall wait for the reader, where it may. Any thread.
  bool full() const { return waiting() >= capacity_ || segments() >= kMostSegments; }
  /// Whether a thread that waits for the reader may go on. Any thread.
  bool has_room() const { return waiting() <= capacity_ / 2 && segments() <= kMostSegments / 2; }

  std::size_t capacity() const { return capacity_; }
  /// How many events there was no memory for. Any thread.
  std::uint64_t lost() const { return lost_.load(std::memory_order_relaxed); }

 private:
  static constexpr std::size_t kSegment = 128;
  static constexpr std::size_t kMostSegments = 2048;  // of all rings: 10 MB

  struct Segment {
    Event events[kSegment];
    Segment* next = nullptr;
  };

  std::uint64_t waiting() const {
    // The reader's counter first: it is never beyond the other.
    const std::uint64_t read = read_.load(std::memory_order_acquire);
    return written_.load(std::memory_order_relaxed) - read;
  }
  std::size_t segments() const {
    return backlog_ == nullptr ? 0 : backlog_->segments.load(std::memory_order_relaxed);
  }
  void count_segments(int change) {
    if (backlog_ != nullptr)
      backlog_->segments.fetch_add(static_cast<std::size_t>(change), std::memory_order_relaxed);
  }
  void nudge() {
    if (backlog_ != nullptr) backlog_->nudge.give();
  }

  // Writer: what it links is published by `written_`, with the first event in it.
  bool add_segment() {
    // acquire: the reader is through with it.
    Segment* segment = spare_.exchange(nullptr, std::memory_order_acquire);
    if (segment == nullptr) segment = new (std::nothrow) Segment;
    if (segment == nullptr) return false;
    if (newest_ == nullptr) {
      first_ = segment;
    } else {
      newest_->next = segment;
      count_segments(1);
    }
    newest_ = segment;
    return true;
  }
  // Reader, before the first event of a segment.
  void next_segment() {
    if (oldest_ == nullptr) {
      oldest_ = first_;
      return;
    }
    Segment* read = oldest_;
    oldest_ = read->next;
    count_segments(-1);
    delete spare_.exchange(read, std::memory_order_acq_rel);
  }

  const std::size_t capacity_;
  const std::shared_ptr<Backlog> backlog_;
  alignas(64) std::atomic<std::uint64_t> written_{0};
  Segment* first_ = nullptr;   // written once, before the first event
  Segment* newest_ = nullptr;  // writer only
  std::atomic<std::uint64_t> lost_{0};
  std::atomic<bool> open_{false};
  std::atomic<Segment*> spare_{nullptr};
  alignas(64) std::atomic<std::uint64_t> read_{0};
  Segment* oldest_ = nullptr;  // reader only
};

}  // namespace minipy::trace
