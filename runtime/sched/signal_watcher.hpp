#pragma once

#include <signal.h>

#include <thread>

#include "runtime/sched/scheduler.hpp"

namespace minipy::sched {

/// Turns Ctrl-C into an interrupt of the main script thread. There is no signal handler, hence nothing
/// static: the signal is blocked in every thread, and a thread of ours takes it from a descriptor. So at most
/// one watcher in a process gets each signal, and a host that wants it for itself makes none.
class SignalWatcher {
 public:
  /// The calling thread, which is to make all others, blocks SIGINT. Does nothing when SIGINT is ignored
  /// (a job in the background), as in CPython.
  SignalWatcher();
  ~SignalWatcher();
  SignalWatcher(const SignalWatcher&) = delete;
  SignalWatcher& operator=(const SignalWatcher&) = delete;

  /// From now on signals go to `scheduler`, which outlives `stop`.
  void start(Scheduler& scheduler);
  /// Unblocks it again in the calling thread, the one that made the watcher: what is left of the program, a
  /// last flush to a pipe that nobody reads, ends as the signal's disposition says. Twice is once.
  void stop();

 private:
  void watch(Scheduler& scheduler);

  bool active_ = false;
  sigset_t watched_{};
  sigset_t previous_{};
  int signal_descriptor_ = -1;
  int stop_descriptor_ = -1;
  std::thread thread_;
};

}  // namespace minipy::sched
