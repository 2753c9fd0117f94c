#pragma once

#include <string>

namespace minipy::cli {

/// All of a file; "" when it cannot be read.
std::string read_file(const std::string& path);

/// False when the file cannot be written, which is told on standard error.
bool write_file(const std::string& path, const std::string& text);

}  // namespace minipy::cli
