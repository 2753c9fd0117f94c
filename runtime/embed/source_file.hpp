#pragma once

#include <string>

#include "interpreter/base/result.hpp"
#include "interpreter/vm/hooks.hpp"

namespace minipy::embed {

/// Why a script cannot be run: CPython's words, and the status the program exits with.
struct ScriptError {
  std::string message;
  int status = 2;
};

/// `path` with the current directory before it unless it is absolute, as CPython shows scripts. Any thread.
std::string absolute_path(const std::string& path);

/// The text of a script. Any thread.
Result<std::string, ScriptError> read_script(const std::string& path);

/// From text to a code unit: parser and compiler behind the seam the machine calls (`vm::Hooks::compile`).
/// Any thread.
vm::CompileResult compile_text(const std::string& file, std::string text, vm::CompileMode mode);

}  // namespace minipy::embed
