#pragma once

// What the parts of the module `posix` have in common.

#include <fcntl.h>

#include <cerrno>
#include <climits>

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

/// A descriptor: an integer, or an object with `fileno`.
inline Result<int> descriptor(ThreadState& thread, Value value) {
  Value given = value;
  if (!objects::is_integer(value)) {
    const Value method = MINIPY_TRY(vm::find_attribute(thread, value, vm::intern(thread, "fileno")));
    if (!method) {
      return thread.raise(thread.types.TypeError, "argument must be an int, or have a fileno() method.");
    }
    given = MINIPY_TRY(vm::call(thread, method));
  }
  const std::int64_t number = MINIPY_TRY(modules::number(thread, given));
  if (number < INT_MIN || number > INT_MAX) {
    return thread.raise(thread.types.OverflowError, "Python int too large to convert to C int");
  }
  return static_cast<int>(number);
}

/// Calls `function(descriptor)`, detached; its result, or OSError for a negative one.
template <typename Function>
Result<std::int64_t> with_descriptor(ThreadState& thread, Value value, const char* name, Function function) {
  const int number = MINIPY_TRY(descriptor(thread, value));
  flush_all_files(thread);
  std::int64_t result = 0;
  int error = 0;
  {
    const vm::Detached detached(thread, name);
    result = function(number);
    error = errno;
  }
  if (result < 0) return raise_os_error(thread, error);
  return result;
}

template <typename Function>
Result<Value> none_with_descriptor(ThreadState& thread, Value value, const char* name, Function function) {
  MINIPY_TRY(with_descriptor(thread, value, name, function));
  return Value::none();
}

/// What a path comes with that a descriptor in its place cannot have.
struct PathOptions {
  int directory = AT_FDCWD;
  bool follow = true;
  const char* with_directory = "can't specify dir_fd without matching path";
};

/// For functions that take a path or a descriptor.
template <typename Path, typename Number>
Result<Value> with_either(ThreadState& thread, Value value, const char* name, const PathOptions& options,
                          Path path, Number number) {
  if (!objects::is_integer(value)) return with_path(thread, value, name, path);
  if (options.directory != AT_FDCWD) {
    return thread.raise(thread.types.ValueError, "%s: %s", name, options.with_directory);
  }
  if (!options.follow) {
    return thread.raise(thread.types.ValueError, "%s: cannot use fd and follow_symlinks together", name);
  }
  return none_with_descriptor(thread, value, name, number);
}

/// The directory that relative paths start from, of a `dir_fd=` argument: the current one without it.
inline Result<int> dir_fd_argument(ThreadState& thread, Value value) {
  if (value.is_empty() || value.is_none()) return AT_FDCWD;
  if (!objects::is_integer(value) && vm::find_special(thread, value, objects::Special::kIndex).is_empty()) {
    return thread.raise(thread.types.TypeError, "argument should be integer or None, not %T", value);
  }
  const auto given = objects::to_int64(MINIPY_TRY(vm::index(thread, value)));
  if (!given || *given > INT_MAX || *given < INT_MIN) {
    return thread.raise(thread.types.OverflowError, "fd is %s",
                        given && *given < 0 ? "less than minimum" : "greater than maximum");
  }
  return static_cast<int>(*given);
}

/// A `follow_symlinks=` argument: true without it.
inline Result<bool> follow_argument(ThreadState& thread, Value value) {
  if (value.is_empty()) return true;
  return vm::truth(thread, value);
}

/// Files and descriptors beyond the everyday ones, and what became of child processes.
void add_posix_files(ThreadState& thread, Module* module);

}  // namespace minipy::modules
