#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace minipy::cli {

/// Standard input for several runs of one program: what one of them reads, the next ones read again. What
/// none of them reads is never asked for, so that an input that never ends holds up nobody. One thread.
class InputTape {
 public:
  /// From `descriptor`; from nowhere when that is a terminal, which nobody would type into once for each run.
  explicit InputTape(int descriptor);

  bool from_terminal() const { return from_terminal_; }
  /// Whether there may be more than what is read so far.
  bool open() const { return open_; }
  int descriptor() const { return descriptor_; }
  const std::string& text() const { return text_; }
  /// Reads once. Call when `descriptor` is readable.
  void read_more();

 private:
  int descriptor_;
  bool from_terminal_;
  bool open_;
  std::string text_;
};

/// How a run went. Times in nanoseconds.
struct ChildResult {
  bool started = false;
  bool interrupted = false;  ///< Ctrl-C, or a request to end, came meanwhile
  int status = 0;            ///< exit status, 128 + signal when a signal ended it
  int signal = 0;            ///< 0: it exited
  std::int64_t wall_ns = 0;
  std::int64_t cpu_ns = 0;  ///< user and system
  std::string output;
  std::string error_output;
};

/// Runs child processes one at a time. While there is one of these, SIGINT and SIGTERM are blocked in this
/// thread, and come as `ChildResult::interrupted`. One thread.
class ChildRunner {
 public:
  ChildRunner();
  ~ChildRunner();
  ChildRunner(const ChildRunner&) = delete;
  ChildRunner& operator=(const ChildRunner&) = delete;

  /// Runs `command` (a path and its arguments) to its end and keeps what it writes; `show` also passes that
  /// on as it comes. Ctrl-C reaches the child as well, from the terminal; a second one kills it.
  ChildResult run(const std::vector<std::string>& command, InputTape& input, bool show);

 private:
  struct Saved;
  int signals_ = -1;
  Saved* saved_;
};

}  // namespace minipy::cli
