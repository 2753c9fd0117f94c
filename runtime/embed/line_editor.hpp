#pragma once

// Where a prompt gets its lines from: a terminal with libedit, or plain standard input.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/base/result.hpp"

namespace minipy::embed {

/// How reading a line ended.
enum class LineEnd {
  kLine,
  kEndOfInput,
  kInterrupted,  ///< `read_byte` said so
};

/// What an editor asks of the prompt.
struct LineHost {
  /// Waits for a byte of standard input: 1, 0 at the end, -1 when an exception is pending.
  std::function<int(char*)> read_byte;
  /// What the word before the cursor can be completed to, whole words.
  std::function<std::vector<std::string>(const std::string& word)> complete;
};

/// Reads lines with editing, history and completion. One thread.
class LineEditor {
 public:
  virtual ~LineEditor() = default;
  /// Shows `prompt` and reads a line, without its line end.
  virtual LineEnd read(const std::string& prompt, std::string& line) = 0;
  /// What was typed goes into the history.
  virtual void remember(const std::string& line) = 0;
};

/// An editor on the terminal that standard input and output are, with the history of `history_path` (empty:
/// none), which it writes when it goes. Null when libedit is not installed. `host` outlives it. It is loaded
/// here and not linked, so that no script waits for it; it wants the locale of the process to be set
/// (LC_CTYPE), once there is a terminal.
std::unique_ptr<LineEditor> make_terminal_editor(LineHost& host, std::string history_path);

}  // namespace minipy::embed
