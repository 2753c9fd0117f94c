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
  kPriority,   ///< a waiter that goes before this thread asked at once
};
constexpr std::size_t kCauses = 7;

/// "interval", "blocking", ...: as reports and exports spell it. Static storage.
const char* name(Cause cause);

/// What a thread does. At any time of its life it is in exactly one phase.
enum class Phase : std::uint8_t {
  kBlocked,   ///< in a blocking call, or not yet running
  kWaiting,   ///< wants to be attached: for the lock, or for the world to go on
  kAttached,  ///< holds the lock; without one: runs
  kEnded,
};
constexpr std::size_t kPhases = 4;

/// What happened. Times of one thread never go back.
enum class EventKind : std::uint8_t {
  kThreadStarted,  ///< its phase is kBlocked from here on
  kThreadEnded,    ///< the last event of a thread
  kAttachAsked,    ///< found the lock held, by `other`, and waits from here on
  kAttached,       ///< `argument`: nanoseconds it waited for that; before them it was blocked. Where the lock
                   ///< changed hands: `other` had it before, and let go by `cause`; else `other` is 0
  kDetached,       ///< by `cause`; `argument`: nanoseconds it was attached. `what` names the blocking call,
                   ///< `location` is where the thread was, `other` who had asked it to let go
  kDropRequested,  ///< this thread asked `other` to let go
  kCollectionBegan,
  kCollectionEnded,  ///< `argument`: bytes freed
  kContended,        ///< waited `argument` nanoseconds for the lock of an object whose type is `what`
  kHeldUp,           ///< waited `argument` nanoseconds, detached, until the collector had taken its events
};

/// Names a place in a source file (`LocationTable`). 0 is none.
using LocationId = std::uint32_t;

/// One event of one thread. Fixed size, no owner: `what` has static storage, or is kept by the recorder
/// (`NameTable`).
struct Event {
  std::int64_t time = 0;  ///< nanoseconds of the recorder's clock
  const char* what = nullptr;
  std::uint64_t argument = 0;  ///< by kind
  std::uint32_t other = 0;     ///< number of another thread, 0 for none
  LocationId location = 0;
  EventKind kind = EventKind::kThreadStarted;
  Cause cause = Cause::kBlocking;
};

static_assert(sizeof(Event) == 40);

}  // namespace minipy::trace
