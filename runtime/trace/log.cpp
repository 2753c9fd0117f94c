#include "runtime/trace/log.hpp"

#include <spdlog/async_logger.h>
#include <spdlog/details/thread_pool.h>
#include <spdlog/sinks/stdout_color_sinks.h>

namespace minipy::trace {

namespace {

spdlog::level::level_enum to_spdlog(LogLevel level) {
  switch (level) {
    case LogLevel::kTrace:
      return spdlog::level::trace;
    case LogLevel::kDebug:
      return spdlog::level::debug;
    case LogLevel::kInfo:
      return spdlog::level::info;
    case LogLevel::kWarning:
      return spdlog::level::warn;
    case LogLevel::kError:
      return spdlog::level::err;
    case LogLevel::kOff:
      break;
  }
  return spdlog::level::off;
}

// Its own pool and no registry: spdlog's are process-wide, and two interpreters share nothing.
class StderrSink final : public LogSink {
 public:
  explicit StderrSink(LogLevel level) : level_(level) {
    pool_ = std::make_shared<spdlog::details::thread_pool>(8192, 1);
    sink_ = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
    logger_ =
        std::make_shared<spdlog::async_logger>("minipy", sink_, pool_, spdlog::async_overflow_policy::block);
    logger_->set_level(to_spdlog(level));
    logger_->set_pattern("%H:%M:%S.%f %^%-7l%$ %v");
  }

  LogLevel level() const override { return level_; }

  void write(LogLevel level, std::string_view message) override {
    logger_->log(to_spdlog(level), spdlog::string_view_t(message.data(), message.size()));
  }

  void flush() override {
    // The pool's destructor is the one that waits until its queue is empty.
    logger_.reset();
    pool_.reset();
    sink_->flush();
    level_ = LogLevel::kOff;
  }

 private:
  LogLevel level_;
  std::shared_ptr<spdlog::sinks::stderr_color_sink_mt> sink_;
  std::shared_ptr<spdlog::details::thread_pool> pool_;
  std::shared_ptr<spdlog::async_logger> logger_;
};

}  // namespace

std::optional<LogLevel> parse_log_level(std::string_view name) {
  if (name == "trace") return LogLevel::kTrace;
  if (name == "debug") return LogLevel::kDebug;
  if (name == "info") return LogLevel::kInfo;
  if (name == "warning" || name == "warn") return LogLevel::kWarning;
  if (name == "error") return LogLevel::kError;
  if (name == "off") return LogLevel::kOff;
  return std::nullopt;
}

std::unique_ptr<LogSink> make_stderr_sink(LogLevel level) { return std::make_unique<StderrSink>(level); }

}  // namespace minipy::trace
