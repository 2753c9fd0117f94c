#pragma once

#include <signal.h>

#include <array>
#include <atomic>
#include <thread>

#include "runtime/sched/scheduler.hpp"

namespace minipy::sched {

/// What becomes of a signal.
enum class Disposition : std::uint8_t {
  kDefault,  ///< what the system does by itself: most end the process
  kIgnore,
  kDeliver,  ///< it goes to the main script thread
};

/// Brings signals to the main script thread: Ctrl-C, and those a script wants. There is no signal handler,
/// hence nothing static: the signals are blocked in every thread, and a thread of ours takes them from a
/// descriptor. So at most one watcher in a process gets each signal, and a host that wants them for itself
/// makes none.
class SignalWatcher {
 public:
  /// The calling thread, which is to make all others, blocks the signals. SIGINT is delivered, unless it is
  /// ignored (a job in the background), as in CPython; the others keep their dispositions.
  SignalWatcher();
  ~SignalWatcher();
  SignalWatcher(const SignalWatcher&) = delete;
  SignalWatcher& operator=(const SignalWatcher&) = delete;

  /// From now on signals go to `scheduler`, which outlives `stop`.
  void start(Scheduler& scheduler);
  /// Unblocks them again in the calling thread, the one that made the watcher: what is left of the program, a
  /// last flush to a pipe that nobody reads, ends as the signal's disposition says. Twice is once.
  void stop();

  /// Whether this signal can be delivered to a script.
  bool watches(int number) const { return number > 0 && number < 64 && sigismember(&watched_, number) == 1; }
  Disposition disposition(int number) const {
    return dispositions_[static_cast<std::size_t>(number)].load(std::memory_order_relaxed);
  }
  /// `number` is one that is watched. Any thread; takes effect for signals that come later.
  void set_disposition(int number, Disposition disposition) {
    dispositions_[static_cast<std::size_t>(number)].store(disposition, std::memory_order_relaxed);
  }
  /// Does what the disposition of a watched signal says, as if it had come. Any thread.
  void raise(int number);

 private:
  void watch();

  sigset_t watched_{};
  sigset_t previous_{};
  /// relaxed: each is a setting of its own.
  std::array<std::atomic<Disposition>, 64> dispositions_{};
  Scheduler* scheduler_ = nullptr;
  int signal_descriptor_ = -1;
  int stop_descriptor_ = -1;
  std::thread thread_;
};

}  // namespace minipy::sched
