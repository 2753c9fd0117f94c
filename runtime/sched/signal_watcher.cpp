#include "runtime/sched/signal_watcher.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <cerrno>

#include "interpreter/base/descriptor.hpp"

namespace minipy::sched {
namespace {

/// What a script may want to handle. Left alone: those for faults, and those that stop a job.
constexpr int kWatched[] = {SIGHUP,  SIGINT,  SIGQUIT,  SIGALRM,   SIGTERM, SIGUSR1,
                            SIGUSR2, SIGCHLD, SIGWINCH, SIGVTALRM, SIGPROF};

bool is_ignored_by_default(int number) { return number == SIGCHLD || number == SIGWINCH; }

}  // namespace

SignalWatcher::SignalWatcher() {
  sigemptyset(&watched_);
  for (const int number : kWatched) {
    struct sigaction current {};
    sigaction(number, nullptr, &current);
    if (current.sa_handler == SIG_IGN) {
      set_disposition(number, Disposition::kIgnore);
    } else if (number == SIGINT) {
      set_disposition(number, Disposition::kDeliver);
    }
    sigaddset(&watched_, number);
  }
  pthread_sigmask(SIG_BLOCK, &watched_, &previous_);
}

SignalWatcher::~SignalWatcher() { stop(); }

void SignalWatcher::start(Scheduler& scheduler) {
  scheduler_ = &scheduler;
  scheduler.set_signals(this);
  signal_descriptor_ = base::above_standard(signalfd(-1, &watched_, SFD_CLOEXEC | SFD_NONBLOCK));
  stop_descriptor_ = base::above_standard(eventfd(0, EFD_CLOEXEC));
  thread_ = std::thread([this] { watch(); });
}

void SignalWatcher::stop() {
  pthread_sigmask(SIG_SETMASK, &previous_, nullptr);
  if (!thread_.joinable()) return;
  const std::uint64_t one = 1;
  static_cast<void>(!write(stop_descriptor_, &one, sizeof(one)));
  thread_.join();
  close(signal_descriptor_);
  close(stop_descriptor_);
}

void SignalWatcher::raise(int number) {
  switch (disposition(number)) {
    case Disposition::kIgnore:
      return;
    case Disposition::kDeliver:
      scheduler_->post_signal(number);
      return;
    case Disposition::kDefault:
      break;
  }
  if (is_ignored_by_default(number)) return;
  // This thread is the only one that does not block it, so the signal is its to die of.
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
  pthread_kill(pthread_self(), number);
}

void SignalWatcher::watch() {
  pollfd polled[2] = {{signal_descriptor_, POLLIN, 0}, {stop_descriptor_, POLLIN, 0}};
  for (;;) {
    if (poll(polled, 2, -1) < 0 && errno == EINTR) continue;
    if (polled[1].revents != 0) return;
    signalfd_siginfo info{};
    while (read(signal_descriptor_, &info, sizeof(info)) == static_cast<ssize_t>(sizeof(info))) {
      raise(static_cast<int>(info.ssi_signo));
    }
  }
}

}  // namespace minipy::sched
