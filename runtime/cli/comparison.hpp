#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/cli/spread.hpp"

namespace minipy::cli {

/// One round of one case. Times in nanoseconds.
struct Round {
  double wall_ns = 0;
  double cpu_ns = 0;
  double wait_ns = 0;    ///< for the GIL, all threads together
  double hand_offs = 0;  ///< of the GIL
};

/// One way to run the script, and how its rounds went.
struct Case {
  bool gil = true;
  std::string label;  ///< what a sweep varies: "5ms", "4"; "" without a sweep
  std::vector<Round> rounds;

  Spread wall() const;
  Spread cpu() const;
  Spread cores() const;
  Spread waiting() const;
  Spread hand_offs() const;
};

/// All of a comparison.
struct Comparison {
  std::string script;
  std::vector<std::string> arguments;
  unsigned rounds = 0;
  unsigned cores = 0;
  std::string swept;  ///< "switch interval", "threads" or ""
  std::vector<Case> cases;
  std::string output_note;  ///< how the outputs differ, "" when they do not
};

/// The table: at most 80 columns, UTF-8, ends with a newline. `descriptor` is where it goes, for
/// colours.
std::string comparison_table(const Comparison& comparison, int descriptor);

/// The same as JSON, every round included.
std::string comparison_json(const Comparison& comparison);

}  // namespace minipy::cli
