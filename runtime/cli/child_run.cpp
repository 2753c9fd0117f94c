#include "runtime/cli/child_run.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

namespace minipy::cli {

namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  int read = -1;
  int write = -1;
  Pipe() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) == 0) {
      read = ends[0];
      write = ends[1];
    }
  }
  ~Pipe() {
    close_read();
    close_write();
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  void close_read() { close_one(read); }
  void close_write() { close_one(write); }

 private:
  static void close_one(int& end) {
    if (end >= 0) close(end);
    end = -1;
  }
};

void write_all(int descriptor, const char* data, std::size_t size) {
  while (size != 0) {
    const ssize_t written = write(descriptor, data, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;  // nobody reads: the run goes on, its output is kept all the same
    data += written;
    size -= static_cast<std::size_t>(written);
  }
}

// Reads what there is. False at the end.
bool take(int descriptor, std::string& text, int shown_on) {
  char buffer[65536];
  const ssize_t got = read(descriptor, buffer, sizeof(buffer));
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  if (got == 0) return false;
  text.append(buffer, static_cast<std::size_t>(got));
  if (shown_on >= 0) write_all(shown_on, buffer, static_cast<std::size_t>(got));
  return true;
}

std::int64_t nanoseconds(const timeval& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + std::int64_t{time.tv_usec} * 1000;
}

void set_nonblocking(int descriptor) { fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK); }

// The signals that the runner takes by a descriptor, and that a child must get as they were.
sigset_t taken_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGINT, SIGTERM, SIGCHLD}) sigaddset(&set, signal);
  return set;
}

pid_t spawn(const std::vector<std::string>& command, int in, int out, int error, const sigset_t& mask) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, error, STDERR_FILENO);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &mask);
  sigset_t defaults;
  sigemptyset(&defaults);
  sigaddset(&defaults, SIGPIPE);
  posix_spawnattr_setsigdefault(&attributes, &defaults);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  pid_t child = -1;
  if (posix_spawn(&child, command[0].c_str(), &actions, &attributes, arguments.data(), environ) != 0)
    child = -1;
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  return child;
}

// One run: what goes to and fro between the child and us until it has ended.
class Exchange {
 public:
  Exchange(pid_t child, int signals, InputTape& input, bool show, Pipe& in, Pipe& out, Pipe& error,
           ChildResult& result)
      : child_(child),
        signals_(signals),
        input_(input),
        show_(show),
        in_(in),
        out_(out),
        error_(error),
        result_(result) {}

  void run() {
    while (!ended_) step();
    // What it has written and nobody has read yet; a process of its own that still holds the pipe is not
    // waited for.
    set_nonblocking(out_.read);
    set_nonblocking(error_.read);
    drain(out_.read, result_.output, STDOUT_FILENO);
    drain(error_.read, result_.error_output, STDERR_FILENO);
  }

 private:
  enum Slot { kSignals, kOut, kError, kToChild, kFromUs, kSlots };

  void step() {
    pollfd polled[kSlots];
    const bool pending = position_ < input_.text().size();
    if (in_.write >= 0 && !pending && !input_.open()) in_.close_write();
    polled[kSignals] = {signals_, POLLIN, 0};
    polled[kOut] = {out_open_ ? out_.read : -1, POLLIN, 0};
    polled[kError] = {error_open_ ? error_.read : -1, POLLIN, 0};
    polled[kToChild] = {in_.write, static_cast<short>(pending ? POLLOUT : 0), 0};
    polled[kFromUs] = {in_.write >= 0 && !pending && input_.open() ? input_.descriptor() : -1, POLLIN, 0};
    if (poll(polled, kSlots, -1) < 0) return;
    if (polled[kSignals].revents != 0) take_signal();
    if (polled[kOut].revents != 0) out_open_ = take(out_.read, result_.output, shown_on(STDOUT_FILENO));
    if (polled[kError].revents != 0)
      error_open_ = take(error_.read, result_.error_output, shown_on(STDERR_FILENO));
    if (polled[kFromUs].revents != 0) input_.read_more();
    if (polled[kToChild].revents != 0) feed();
  }

  int shown_on(int descriptor) const { return show_ ? descriptor : -1; }

  void feed() {
    const std::string& text = input_.text();
    const ssize_t written = write(in_.write, text.data() + position_, text.size() - position_);
    if (written > 0) {
      position_ += static_cast<std::size_t>(written);
    } else if (written < 0 && errno != EAGAIN && errno != EINTR) {
      in_.close_write();  // it reads no more
    } else if (written == 0) {
      in_.close_write();
    }
  }

  void take_signal() {
    signalfd_siginfo got{};
    if (read(signals_, &got, sizeof(got)) != static_cast<ssize_t>(sizeof(got))) return;
    if (got.ssi_signo == SIGCHLD) {
      reap();
      return;
    }
    // A terminal sends Ctrl-C to the child too; whoever sends it to us alone means both.
    if (result_.interrupted)
      kill(child_, SIGKILL);
    else if (got.ssi_signo == SIGTERM || got.ssi_code <= 0)
      kill(child_, static_cast<int>(got.ssi_signo));
    result_.interrupted = true;
  }

  void reap() {
    int status = 0;
    rusage usage{};
    if (wait4(child_, &status, WNOHANG, &usage) != child_) return;
    ended_ = true;
    result_.cpu_ns = nanoseconds(usage.ru_utime) + nanoseconds(usage.ru_stime);
    if (WIFSIGNALED(status)) {
      result_.signal = WTERMSIG(status);
      result_.status = 128 + result_.signal;
    } else {
      result_.status = WEXITSTATUS(status);
    }
  }

  void drain(int descriptor, std::string& text, int shown) {
    for (std::size_t before = text.size() + 1; before != text.size();) {
      before = text.size();
      if (!take(descriptor, text, shown_on(shown))) return;
    }
  }

  const pid_t child_;
  const int signals_;
  InputTape& input_;
  const bool show_;
  Pipe& in_;
  Pipe& out_;
  Pipe& error_;
  ChildResult& result_;
  std::size_t position_ = 0;  // of the input, that the child has
  bool out_open_ = true;
  bool error_open_ = true;
  bool ended_ = false;
};

}  // namespace

InputTape::InputTape(int descriptor)
    : descriptor_(descriptor), from_terminal_(isatty(descriptor) != 0), open_(!from_terminal_) {}

void InputTape::read_more() {
  char buffer[65536];
  const ssize_t got = read(descriptor_, buffer, sizeof(buffer));
  if (got > 0) {
    text_.append(buffer, static_cast<std::size_t>(got));
  } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
    open_ = false;
  }
}

// How the signals were before.
struct ChildRunner::Saved {
  sigset_t mask;
  struct sigaction pipe;
  struct sigaction child;
};

ChildRunner::ChildRunner() : saved_(new Saved) {
  const sigset_t taken = taken_signals();
  pthread_sigmask(SIG_BLOCK, &taken, &saved_->mask);
  signals_ = signalfd(-1, &taken, SFD_CLOEXEC | SFD_NONBLOCK);
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, &saved_->pipe);
  struct sigaction standard {};  // who ignores SIGCHLD is never told how a child ended
  standard.sa_handler = SIG_DFL;
  sigaction(SIGCHLD, &standard, &saved_->child);
}

ChildRunner::~ChildRunner() {
  close(signals_);
  sigaction(SIGPIPE, &saved_->pipe, nullptr);
  sigaction(SIGCHLD, &saved_->child, nullptr);
  pthread_sigmask(SIG_SETMASK, &saved_->mask, nullptr);
  delete saved_;
}

ChildResult ChildRunner::run(const std::vector<std::string>& command, InputTape& input, bool show) {
  ChildResult result;
  Pipe in;
  Pipe out;
  Pipe error;
  if (in.read < 0 || out.read < 0 || error.read < 0) return result;
  set_nonblocking(in.write);
  const auto began = Clock::now();
  const pid_t child = spawn(command, in.read, out.write, error.write, saved_->mask);
  if (child < 0) return result;
  result.started = true;
  in.close_read();
  out.close_write();
  error.close_write();
  Exchange(child, signals_, input, show, in, out, error, result).run();
  result.wall_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - began).count();
  return result;
}

}  // namespace minipy::cli
