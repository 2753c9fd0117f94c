#pragma once

// What the parts of the module `posix` have in common.

#include <cerrno>

#include "runtime/modules/file.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {

/// An integer argument, or OverflowError.
inline Result<std::int64_t> number(ThreadState& thread, Value value) {
  return vm::index_int64(thread, value, thread.types.OverflowError);
}

/// None, or OSError when `result` is -1.
inline Result<Value> none_or_error(ThreadState& thread, int result, Value filename = {}) {
  if (result < 0) return raise_os_error(thread, errno, filename);
  return Value::none();
}

/// Calls `function(path)`, detached, and makes its -1 an OSError.
template <typename Function>
Result<Value> with_path(ThreadState& thread, Value value, const char* name, Function function) {
  const std::string path = MINIPY_TRY(path_argument(thread, value, name));
  flush_all_files(thread);
  int result = 0;
  int error = 0;
  {
    const vm::Detached detached(thread, name);
    result = function(path.c_str());
    error = errno;
  }
  errno = error;
  return none_or_error(thread, result, value);
}

/// Files and descriptors beyond the everyday ones, and what became of child processes.
void add_posix_files(ThreadState& thread, Module* module);

}  // namespace minipy::modules
