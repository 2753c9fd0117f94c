#pragma once

#include <atomic>
#include <cstddef>

#include "runtime/trace/nudge.hpp"

namespace minipy::trace {

/// What all rings of an interpreter share: how much waits in them, and how to wake their reader. Any thread.
struct Backlog {
  /// Segments beyond the first of each ring.
  std::atomic<std::size_t> segments{0};  // relaxed: a measure, not what makes a segment visible
  Nudge nudge;
};

}  // namespace minipy::trace
