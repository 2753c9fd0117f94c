#pragma once

#include <string>
#include <vector>

namespace minipy::cli {

/// What `minipy compare` is asked for.
struct CompareRequest {
  std::string executable;                 ///< minipy
  std::vector<std::string> options;       ///< for every run, as they stand on the command line
  std::vector<std::string> lock_options;  ///< likewise, for runs with the GIL: without one they are mistakes
  std::vector<std::string> program;       ///< the script and its arguments; code comes with `-c` in `options`
  std::string shown_as;                   ///< the script, for headings
  unsigned rounds = 5;
  std::vector<std::string> intervals;  ///< to sweep over
  std::vector<std::string> threads;    ///< to sweep over: the last argument of the script
  std::string json_path;               ///< "" for none
  std::string report_path;             ///< "" for none
};

/// Runs the script with the GIL and without it, as often as asked, and prints what came out. Returns the exit
/// status: 0; 1 when a file cannot be written; 130 after Ctrl-C; that of the script when a run of it fails,
/// at which the comparison ends.
int compare(const CompareRequest& request);

}  // namespace minipy::cli
