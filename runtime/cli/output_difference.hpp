#pragma once

#include <string>
#include <vector>

namespace minipy::cli {

/// What one run wrote on standard output.
struct RunOutput {
  std::string label;  ///< "GIL off, round 2"
  std::string text;
};

/// Lines that point out how the outputs differ from the first one, and in what way: in numbers only, in the
/// order of lines, or otherwise. "" when all are the same.
std::string describe_difference(const std::vector<RunOutput>& outputs);

}  // namespace minipy::cli
