#pragma once

#include <atomic>
#include <memory>
#include <string>
#include <utility>

#include "runtime/sync/thread_context.hpp"

namespace minipy::testing {

/// A thread as the lock and the world know it, without an interpreter.
struct PlainThread {
  PlainThread(trace::Recorder& recorder, const trace::Clock& clock, std::string name = "plain")
      : context(std::make_unique<sync::OsParker>(clock), recorder.add_thread(std::move(name)), breaker,
                attachment) {}

  /// Whether the bit is up.
  bool asked(std::uint32_t bit) const { return (breaker.load() & bit) != 0; }

  std::atomic<std::uint32_t> breaker{0};
  std::atomic<vm::Attachment> attachment{vm::Attachment::kDetached};
  sync::ThreadContext context;
};

}  // namespace minipy::testing
