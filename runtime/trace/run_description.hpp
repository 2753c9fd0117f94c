#pragma once

#include <cstdint>
#include <string>

namespace minipy::trace {

/// What the header of a report says about the run.
struct RunDescription {
  bool gil = true;
  std::string policy = "interval";  ///< of the lock, "" without one
  std::int64_t switch_interval_ns = 5'000'000;
  std::uint32_t ticks = 0;  ///< the holder lets go after so many checkpoints; 0: when it is asked
  bool forced_switching = true;
  bool hands_over = false;             ///< who lets go gives the lock to the next thread itself
  bool every_instruction = false;      ///< a checkpoint is before every instruction, not on loops and calls
  std::string carrier = "OS threads";  ///< what threads run on
  unsigned workers = 0;                ///< OS threads that carry them as fibers; 0: they are OS threads
};

}  // namespace minipy::trace
