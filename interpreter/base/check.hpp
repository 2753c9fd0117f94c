#pragma once

#include <cstdio>
#include <cstdlib>

/// Aborts with a message when `condition` is false. On in every build: a broken invariant of the
/// interpreter must never go on to corrupt a script's data. Never use it for errors a script can cause.
#define MINIPY_CHECK(condition, what)                                     \
  do {                                                                    \
    if (!(condition)) [[unlikely]]                                        \
      ::minipy::base::check_failed(#condition, what, __FILE__, __LINE__); \
  } while (false)

/// Marks a place that no correct build reaches.
#define MINIPY_UNREACHABLE(what) ::minipy::base::check_failed("unreachable", what, __FILE__, __LINE__)

namespace minipy::base {

/// Prints the broken invariant on standard error and aborts. Any thread.
[[noreturn, gnu::cold]] inline void check_failed(const char* condition, const char* what, const char* file,
                                                 int line) {
  std::fprintf(stderr, "minipy: internal error: %s (%s) at %s:%d\n", what, condition, file, line);
  std::abort();
}

}  // namespace minipy::base
