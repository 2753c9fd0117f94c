#pragma once

// A ring of events: one writer, one reader, no lock. The writer is the thread whose events they are, the
// reader is the collector. When the reader is too slow the newest events are dropped and counted, so that
// what is there has no hole in its middle, and the report can say how much is missing. A writer that finds
// its ring half full nudges the reader.
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
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>

#include "runtime/trace/event.hpp"
#include "runtime/trace/nudge.hpp"

namespace minipy::trace {

class EventRing {
 public:
  /// Room for at least `capacity` events. Memory is touched as it is used.
  explicit EventRing(std::size_t capacity, std::shared_ptr<Nudge> nudge = nullptr)
      : mask_(std::bit_ceil(capacity) - 1),
        storage_(new std::byte[(mask_ + 1) * sizeof(Event)]),
        nudge_(std::move(nudge)) {}

  /// Writer only: before it reads the clock for an event.
  void open() {
    open_.store(true, std::memory_order_relaxed);
    std::atomic_thread_fence(std::memory_order_seq_cst);
  }
  /// Writer only: after it has pushed it.
  void close() { open_.store(false, std::memory_order_release); }
  /// Reader only, after the fence that follows its reading of the clock.
  bool is_open() const { return open_.load(std::memory_order_acquire); }

  /// Writer only. False when the ring is full; the event is counted as lost.
  bool push(const Event& event) {
    const std::uint64_t at = written_.load(std::memory_order_relaxed);  // own counter
    const std::uint64_t used = at - read_.load(std::memory_order_acquire);
    if (used > mask_) {
      lost_.store(lost_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
      return false;
    }
    ::new (slot(at)) Event(event);
    written_.store(at + 1, std::memory_order_release);
    if (used == mask_ / 2 && nudge_ != nullptr) nudge_->give();
    return true;
  }

  /// Reader only. Calls `visit` for every event there is, oldest first; returns how many there were.
  template <typename Visit>
  std::size_t drain(Visit visit) {
    const std::uint64_t from = read_.load(std::memory_order_relaxed);  // own counter
    const std::uint64_t to = written_.load(std::memory_order_acquire);
    for (std::uint64_t at = from; at != to; ++at) visit(*std::launder(reinterpret_cast<Event*>(slot(at))));
    read_.store(to, std::memory_order_release);
    return to - from;
  }

  std::size_t capacity() const { return mask_ + 1; }
  /// How many events did not fit. Any thread.
  std::uint64_t lost() const { return lost_.load(std::memory_order_relaxed); }

 private:
  std::byte* slot(std::uint64_t at) const { return storage_.get() + (at & mask_) * sizeof(Event); }

  const std::size_t mask_;
  const std::unique_ptr<std::byte[]> storage_;
  const std::shared_ptr<Nudge> nudge_;
  alignas(64) std::atomic<std::uint64_t> written_{0};
  std::atomic<std::uint64_t> lost_{0};
  std::atomic<bool> open_{false};
  alignas(64) std::atomic<std::uint64_t> read_{0};
};

}  // namespace minipy::trace
