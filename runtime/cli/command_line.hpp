#pragma once

#include <minipy/interpreter.hpp>

#include <optional>
#include <string>
#include <vector>

#include "runtime/cli/compare.hpp"

namespace minipy::cli {

/// What the command line asks for.
struct Command {
  enum class Kind { kFile, kCode, kModule, kStandardInput, kPrompt, kDisassemble, kCompare };
  Kind kind = Kind::kFile;
  std::string subject;  ///< path, code or module name
  bool stats = false;
  StatsFormat stats_format = StatsFormat::kTable;
  std::string report_path;      ///< "" for no report
  std::string measures_path;    ///< for `compare`: where this run tells what it measured
  std::string report_run_path;  ///< for `compare`: where it puts its part of the report
  CompareRequest compare;
  bool prompt_after = false;  ///< -i: a prompt follows the script
  std::string banner;         ///< of the prompt
  Options options;
};

/// What `parse` found: a command, or the status to exit with at once (help, version, mistakes), all said.
struct Parsed {
  std::optional<Command> command;
  int status = 0;
};

/// Reads the arguments and PYTHON_GIL. What follows the script, the code or `-` is the script's own.
Parsed parse(const std::vector<std::string>& arguments);

}  // namespace minipy::cli
