#include "runtime/sched/signal_watcher.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>

#include "runtime/sched/descriptor.hpp"

namespace minipy::sched {

SignalWatcher::SignalWatcher() {
  struct sigaction current {};
  sigaction(SIGINT, nullptr, &current);
  active_ = current.sa_handler != SIG_IGN;
  if (!active_) return;
  sigemptyset(&watched_);
  sigaddset(&watched_, SIGINT);
  pthread_sigmask(SIG_BLOCK, &watched_, &previous_);
}

SignalWatcher::~SignalWatcher() { stop(); }

void SignalWatcher::start(Scheduler& scheduler) {
  if (!active_) return;
  signal_descriptor_ = above_standard(signalfd(-1, &watched_, SFD_CLOEXEC | SFD_NONBLOCK));
  stop_descriptor_ = above_standard(eventfd(0, EFD_CLOEXEC));
  thread_ = std::thread([this, &scheduler] { watch(scheduler); });
}

void SignalWatcher::stop() {
  if (active_) pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
  if (!thread_.joinable()) return;
  const std::uint64_t one = 1;
  static_cast<void>(!write(stop_descriptor_, &one, sizeof(one)));
  thread_.join();
  close(signal_descriptor_);
  close(stop_descriptor_);
}

void SignalWatcher::watch(Scheduler& scheduler) {
  pollfd polled[2] = {{signal_descriptor_, POLLIN, 0}, {stop_descriptor_, POLLIN, 0}};
  for (;;) {
    if (poll(polled, 2, -1) < 0 && errno == EINTR) continue;
    if (polled[1].revents != 0) return;
    signalfd_siginfo info{};
    while (read(signal_descriptor_, &info, sizeof(info)) == static_cast<ssize_t>(sizeof(info))) {
      scheduler.post_signal(static_cast<int>(info.ssi_signo));
    }
  }
}

}  // namespace minipy::sched
