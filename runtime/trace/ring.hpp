#pragma once

// A ring of events: one writer, one reader, no lock. The writer is the thread whose events they are, the
// reader is whoever exports them. When the reader is too slow the newest events are dropped and counted, so
// that what is there has no hole in its middle, and the report can say how much is missing.
//
// `written_` is stored by the writer with release after the event, and loaded by the reader with acquire
// before it reads the event; `read_` goes the other way. Each side caches nothing: events come some thousand
// times a second.

#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "runtime/trace/event.hpp"

namespace minipy::trace {

class EventRing {
 public:
  /// Room for at least `capacity` events.
  explicit EventRing(std::size_t capacity)
      : mask_(std::bit_ceil(capacity) - 1), events_(std::make_unique<Event[]>(mask_ + 1)) {}

  /// Writer only. False when the ring is full; the event is counted as lost.
  bool push(const Event& event) {
    const std::uint64_t at = written_.load(std::memory_order_relaxed);  // own counter
    if (at - read_.load(std::memory_order_acquire) > mask_) {
      lost_.store(lost_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
      return false;
    }
    events_[at & mask_] = event;
    written_.store(at + 1, std::memory_order_release);
    return true;
  }

  /// Reader only. Calls `visit` for every event there is, oldest first; returns how many there were.
  template <typename Visit>
  std::size_t drain(Visit visit) {
    const std::uint64_t from = read_.load(std::memory_order_relaxed);  // own counter
    const std::uint64_t to = written_.load(std::memory_order_acquire);
    for (std::uint64_t at = from; at != to; ++at) visit(events_[at & mask_]);
    read_.store(to, std::memory_order_release);
    return to - from;
  }

  std::size_t capacity() const { return mask_ + 1; }
  /// How many events did not fit. Any thread.
  std::uint64_t lost() const { return lost_.load(std::memory_order_relaxed); }

 private:
  const std::size_t mask_;
  const std::unique_ptr<Event[]> events_;
  alignas(64) std::atomic<std::uint64_t> written_{0};
  std::atomic<std::uint64_t> lost_{0};
  alignas(64) std::atomic<std::uint64_t> read_{0};
};

}  // namespace minipy::trace
