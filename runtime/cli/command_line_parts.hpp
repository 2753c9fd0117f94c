#pragma once

// What the command lines of `minipy` and of `minipy compare` share.

#include <CLI/App.hpp>
#include <memory>
#include <string>
#include <vector>

#include "runtime/cli/command_line.hpp"

namespace minipy::cli {

/// Gives `app` the options of a run. What comes back holds their values and must outlive the parsing.
std::shared_ptr<void> declare_run_options(CLI::App& app);

/// How many of `arguments` are options of `app`, with their values: all up to the script, `-` or the value of
/// -c.
std::size_t count_own(const CLI::App& app, const std::vector<std::string>& arguments);

/// Tells of a mistake in one line; status 2.
Parsed mistake(std::string message, const char* help = "minipy --help");

/// The path of this program.
std::string own_path();

/// `arguments` are those after `compare`.
Parsed parse_compare(const std::vector<std::string>& arguments);

}  // namespace minipy::cli
