#pragma once

#include <string>
#include <vector>

#include "interpreter/vm/interpreter_state.hpp"

namespace minipy::modules {

/// What the host tells the module `sys`.
struct SysOptions {
  std::vector<std::string> argv;           ///< sys.argv
  std::vector<std::string> path;           ///< sys.path
  bool write_bytecode = true;              ///< not sys.dont_write_bytecode
  bool unbuffered = false;                 ///< what is written to sys.stdout and sys.stderr goes out at once
  std::string executable;                  ///< sys.executable
  std::vector<std::string> original_argv;  ///< sys.orig_argv
  std::vector<std::string> warnings;       ///< sys.warnoptions
};

/// Makes known every module written in C++; none is made before its first import. Once for each interpreter.
void register_all(vm::InterpreterState& interpreter);

/// Makes the module `sys` with its streams, puts it into sys.modules and `InterpreterState::sys`, and `open`
/// into the built-ins. Once, after builtins are installed, attached.
Result<void> install_sys(vm::ThreadState& thread, const SysOptions& options);

/// What has to run when a program ends, in CPython's order: joins threads (`threading._shutdown`), runs
/// `atexit` functions, flushes the streams. Prints what goes wrong. Returns 0, or 120 when flushing standard
/// output failed.
int run_exit_functions(vm::ThreadState& thread);

/// Warns of the coroutines that were never awaited: those found dead so far, and with `at_exit` all others.
/// May run user code. Attached.
void warn_unawaited(vm::ThreadState& thread, bool at_exit);

// One for each module; called on its first import.
Result<heap::Value> make_array(vm::ThreadState& thread);
Result<heap::Value> make_abc(vm::ThreadState& thread);
Result<heap::Value> make_atexit(vm::ThreadState& thread);
Result<heap::Value> make_cmath(vm::ThreadState& thread);
Result<heap::Value> make_binascii(vm::ThreadState& thread);
Result<heap::Value> make_collections(vm::ThreadState& thread);
Result<heap::Value> make_dis(vm::ThreadState& thread);
Result<heap::Value> make_errno(vm::ThreadState& thread);
Result<heap::Value> make_functools(vm::ThreadState& thread);
Result<heap::Value> make_gil(vm::ThreadState& thread);
Result<heap::Value> make_gc(vm::ThreadState& thread);
Result<heap::Value> make_hashes(vm::ThreadState& thread);
Result<heap::Value> make_imp(vm::ThreadState& thread);
Result<heap::Value> make_io(vm::ThreadState& thread);
Result<heap::Value> make_itertools(vm::ThreadState& thread);
Result<heap::Value> make_json(vm::ThreadState& thread);
Result<heap::Value> make_math(vm::ThreadState& thread);
Result<heap::Value> make_operator(vm::ThreadState& thread);
Result<heap::Value> make_posix(vm::ThreadState& thread);
Result<heap::Value> make_posixsubprocess(vm::ThreadState& thread);
Result<heap::Value> make_queue(vm::ThreadState& thread);
Result<heap::Value> make_random(vm::ThreadState& thread);
Result<heap::Value> make_regex(vm::ThreadState& thread);
Result<heap::Value> make_select(vm::ThreadState& thread);
Result<heap::Value> make_socket(vm::ThreadState& thread);
Result<heap::Value> make_signal(vm::ThreadState& thread);
Result<heap::Value> make_struct(vm::ThreadState& thread);
Result<heap::Value> make_thread(vm::ThreadState& thread);
Result<heap::Value> make_time(vm::ThreadState& thread);
Result<heap::Value> make_unicodedata(vm::ThreadState& thread);
Result<heap::Value> make_warnings(vm::ThreadState& thread);
Result<heap::Value> make_weakref(vm::ThreadState& thread);

}  // namespace minipy::modules
