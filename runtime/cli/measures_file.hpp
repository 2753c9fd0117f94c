#pragma once

#include <string>

#include "runtime/cli/comparison.hpp"

namespace minipy {
class Interpreter;
}

namespace minipy::cli {

/// How a run that `compare` started tells what it measured: a few words in a file, which only these two
/// functions know. False when the file cannot be written.
bool write_measures(const std::string& path, const Interpreter& interpreter);
/// Fills in what the process itself cannot be asked for. False when the file is not there or not whole, as
/// after a script that left with `os._exit`.
bool read_measures(const std::string& path, Round& round);

}  // namespace minipy::cli
