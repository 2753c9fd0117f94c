#pragma once

#include <memory>
#include <optional>
#include <string_view>

namespace minipy::trace {

/// How much is told; each level includes the ones after it.
enum class LogLevel { kTrace, kDebug, kInfo, kWarning, kError, kOff };

/// Where the runtime tells what it does. Any thread may call; calls must not block for long.
class LogSink {
 public:
  virtual ~LogSink() = default;
  /// The least important level that is told.
  virtual LogLevel level() const = 0;
  virtual void write(LogLevel level, std::string_view message) = 0;
  /// Returns when everything told so far is out. At the end of the program.
  virtual void flush() = 0;
};

/// The level called `name` ("trace", "debug", "info", "warning", "error", "off"), or nothing.
std::optional<LogLevel> parse_log_level(std::string_view name);

/// A sink on standard error that writes from a thread of its own (spdlog).
std::unique_ptr<LogSink> make_stderr_sink(LogLevel level);

}  // namespace minipy::trace
