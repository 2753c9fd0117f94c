#pragma once

#include <cstddef>
#include <cstdint>

namespace minipy::trace {

/// Why a thread let go of the lock, or of its attachment where there is none.
enum class Cause : std::uint8_t {
  kInterval,   ///< a waiter asked after the switch interval
  kBlocking,   ///< a blocking call
  kTicks,      ///< so many checkpoints went by
  kExit,       ///< the thread ended
  kStopWorld,  ///< another thread stopped the world
  kYield,      ///< the worker was given to another fiber
};
constexpr std::size_t kCauses = 6;

/// "interval", "blocking", ...: as reports and exports spell it. Static storage.
const char* name(Cause cause);

/// What happened.
enum class EventKind : std::uint8_t {
  kThreadStarted,
  kThreadEnded,
  kAttachAsked,    ///< waits for the lock from here on; `other` holds it
  kAttached,       ///< `other` had it before; `cause` is why that one let go
  kDetached,       ///< `cause`; `what` names the blocking call
  kDropRequested,  ///< this thread asked `other` to let go
  kCollectionBegan,
  kCollectionEnded,  ///< `argument`: bytes freed
};

/// One event of one thread. Fixed size, no owner: `what` has static storage.
struct Event {
  std::int64_t time = 0;  ///< nanoseconds of the recorder's clock
  const char* what = nullptr;
  std::uint64_t argument = 0;  ///< by kind
  std::uint32_t other = 0;     ///< number of another thread, 0 for none
  EventKind kind = EventKind::kThreadStarted;
  Cause cause = Cause::kBlocking;
  std::uint16_t reserved = 0;
};

static_assert(sizeof(Event) == 32);

}  // namespace minipy::trace
