#pragma once

#include <string>

#include "interpreter/vm/interpreter_state.hpp"

namespace minipy::embed {

/// How a program ended.
struct ProgramEnd {
  int status = 0;
  bool interrupted = false;  ///< by a KeyboardInterrupt that nobody caught
};

/// Makes the module `__main__`. Once. Attached.
void create_main_module(vm::ThreadState& thread);

/// Runs source text in `__main__`. `file` is its name in tracebacks, `is_file` whether it is one
/// (`__file__`). What nobody catches goes to sys.excepthook, but for SystemExit, and with `stays` (a prompt
/// follows) SystemExit too. Attached.
ProgramEnd run_main(vm::ThreadState& thread, const std::string& file, bool is_file, std::string text,
                    bool stays = false);

/// Tells of the pending exception: through sys.excepthook, but for SystemExit, which only says how the
/// program ends. Attached.
ProgramEnd end_with_exception(vm::ThreadState& thread);

/// Writes to sys.stderr as far as that works. Attached.
void write_error(vm::ThreadState& thread, const std::string& text);

/// Runs a module as `__main__`, as `python -m` does. That there is none is said on standard error. Attached.
ProgramEnd run_main_module(vm::ThreadState& thread, const std::string& name);

/// Flushes the standard streams as far as that works. Attached.
void flush_streams(vm::ThreadState& thread);

}  // namespace minipy::embed
