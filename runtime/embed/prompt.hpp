#pragma once

#include "runtime/embed/program.hpp"

namespace minipy::embed {

/// Runs an interactive session in `__main__` until the input ends or SystemExit is raised: reads statements
/// from the terminal, with editing, or from sys.stdin, shows their values and what goes wrong. `banner` (may
/// be empty) is written to standard error first. Main thread, attached; it waits detached.
ProgramEnd run_prompt(vm::ThreadState& thread, const std::string& banner);

}  // namespace minipy::embed
