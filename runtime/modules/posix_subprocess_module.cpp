// The module `_posixsubprocess`: starting a program, for `subprocess`.
//
// Everything the child needs is made before the fork: other threads may hold malloc's lock in that moment, so
// the child makes system calls only. What goes wrong in it is written into a pipe as "OSError:<errno in
// hex>:<what>", which `subprocess` reads.

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <vector>

#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/posix_support.hpp"

namespace minipy::modules {
namespace {

/// Texts as `exec` takes them.
class Texts {
 public:
  Result<void> fill(ThreadState& thread, Value sequence) {
    vm::RootedValues items(thread);
    MINIPY_TRY(vm::collect(thread, sequence, items));
    for (std::size_t i = 0; i < items.size(); ++i) {
      texts_.push_back(MINIPY_TRY(path_argument(thread, items[i], "fork_exec")));
    }
    for (std::string& text : texts_) pointers_.push_back(text.data());
    pointers_.push_back(nullptr);
    return Done{};
  }
  char* const* data() const { return pointers_.data(); }

 private:
  std::vector<std::string> texts_;
  std::vector<char*> pointers_;
};

/// What the child does, ready.
struct Plan {
  Texts arguments;
  Texts executables;
  Texts environment;
  bool has_environment = false;
  bool close_others = false;
  std::vector<int> keep;  // sorted
  std::string directory;
  bool has_directory = false;
  int in_read = -1, in_write = -1, out_read = -1, out_write = -1;
  int error_read = -1, error_write = -1, report_read = -1, report_write = -1;
  bool restore_signals = false;
  bool new_session = false;
  pid_t group = -1;
  bool has_groups = false;
  std::vector<gid_t> groups;
  bool has_gid = false, has_uid = false;
  gid_t gid = 0;
  uid_t uid = 0;
  int mask = -1;
};

void make_inheritable(int fd) { fcntl(fd, F_SETFD, 0); }

/// Closes all descriptors from 3 on but those to keep. Child only.
void close_others(const Plan& plan) {
  unsigned from = 3;
  for (const int fd : plan.keep) {
    if (fd < static_cast<int>(from)) continue;
    if (static_cast<unsigned>(fd) > from) syscall(SYS_close_range, from, static_cast<unsigned>(fd) - 1, 0U);
    from = static_cast<unsigned>(fd) + 1;
  }
  syscall(SYS_close_range, from, ~0U, 0U);
}

/// Puts `fd` (or nothing: -1) in place of `standard`. Child only.
bool place(int fd, int standard) {
  if (fd == standard) {
    make_inheritable(fd);
    return true;
  }
  return fd < 0 || dup2(fd, standard) >= 0;
}

/// Up to the exec; returns only when something went wrong, with what. Child only.
const char* become(Plan& plan) {
  // Ends that would be overwritten by the others move out of the way.
  if (plan.out_write == 0) plan.out_write = dup(plan.out_write);
  while (plan.error_write == 0 || plan.error_write == 1) plan.error_write = dup(plan.error_write);
  for (const int fd : {plan.in_write, plan.out_read, plan.error_read, plan.report_read}) {
    if (fd >= 3) close(fd);
  }
  if (!place(plan.in_read, 0) || !place(plan.out_write, 1) || !place(plan.error_write, 2)) return "noexec";
  if (plan.has_directory && chdir(plan.directory.c_str()) != 0) return "noexec:chdir";
  if (plan.mask >= 0) umask(static_cast<mode_t>(plan.mask));
  if (plan.restore_signals) {
    for (const int number : {SIGPIPE, SIGXFSZ}) signal(number, SIG_DFL);
  }
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);  // what is blocked here is the interpreter's business
  if (plan.new_session) setsid();
  if (plan.group >= 0 && setpgid(0, plan.group) != 0) return "noexec";
  if (plan.has_groups && setgroups(plan.groups.size(), plan.groups.data()) != 0) return "noexec";
  if (plan.has_gid && setregid(plan.gid, plan.gid) != 0) return "noexec";
  if (plan.has_uid && setreuid(plan.uid, plan.uid) != 0) return "noexec";
  if (plan.close_others) {
    close_others(plan);
  }
  for (const int fd : plan.keep) {
    if (fd != plan.report_write) make_inheritable(fd);
  }
  int saved = 0;
  for (char* const* program = plan.executables.data(); *program != nullptr; ++program) {
    if (plan.has_environment) {
      execve(*program, plan.arguments.data(), plan.environment.data());
    } else {
      execv(*program, plan.arguments.data());
    }
    if (errno != ENOENT && errno != ENOTDIR && saved == 0) saved = errno;
  }
  if (saved != 0) errno = saved;
  return "";
}

[[noreturn]] void run_child(Plan& plan) {
  const char* what = become(plan);
  const int error = errno;
  char message[64] = "OSError:";
  std::size_t size = 8;
  char digits[16];
  int count = 0;
  for (int rest = error; rest > 0; rest /= 16) digits[count++] = "0123456789ABCDEF"[rest % 16];
  while (count > 0) message[size++] = digits[--count];
  message[size++] = ':';
  for (; *what != '\0'; ++what) message[size++] = *what;
  static_cast<void>(!write(plan.report_write, message, size));
  _exit(255);
}

Result<Value> fork_exec(ThreadState& thread, const Arguments& arguments) {
  if (!arguments[21].is_none()) {
    return thread.raise(thread.types.NotImplementedError,
                        "preexec_fn is not supported: no Python runs in a child");
  }
  Plan plan;
  MINIPY_TRY(plan.arguments.fill(thread, arguments[0]));
  MINIPY_TRY(plan.executables.fill(thread, arguments[1]));
  plan.close_others = MINIPY_TRY(vm::truth(thread, arguments[2]));
  vm::RootedValues kept(thread);
  MINIPY_TRY(vm::collect(thread, arguments[3], kept));
  for (std::size_t i = 0; i < kept.size(); ++i)
    plan.keep.push_back(static_cast<int>(MINIPY_TRY(number(thread, kept[i]))));
  std::sort(plan.keep.begin(), plan.keep.end());
  plan.has_directory = !arguments[4].is_none();
  if (plan.has_directory) plan.directory = MINIPY_TRY(path_argument(thread, arguments[4], "fork_exec"));
  plan.has_environment = !arguments[5].is_none();
  if (plan.has_environment) MINIPY_TRY(plan.environment.fill(thread, arguments[5]));
  int* const ends[] = {&plan.in_read,    &plan.in_write,    &plan.out_read,    &plan.out_write,
                       &plan.error_read, &plan.error_write, &plan.report_read, &plan.report_write};
  for (std::uint32_t i = 0; i < 8; ++i)
    *ends[i] = static_cast<int>(MINIPY_TRY(number(thread, arguments[6 + i])));
  plan.restore_signals = MINIPY_TRY(vm::truth(thread, arguments[14]));
  plan.new_session = MINIPY_TRY(vm::truth(thread, arguments[15]));
  plan.group = static_cast<pid_t>(MINIPY_TRY(number(thread, arguments[16])));
  plan.has_gid = !arguments[17].is_none();
  if (plan.has_gid) plan.gid = static_cast<gid_t>(MINIPY_TRY(number(thread, arguments[17])));
  plan.has_groups = !arguments[18].is_none();
  if (plan.has_groups) {
    vm::RootedValues groups(thread);
    MINIPY_TRY(vm::collect(thread, arguments[18], groups));
    for (std::size_t i = 0; i < groups.size(); ++i) {
      plan.groups.push_back(static_cast<gid_t>(MINIPY_TRY(number(thread, groups[i]))));
    }
  }
  plan.has_uid = !arguments[19].is_none();
  if (plan.has_uid) plan.uid = static_cast<uid_t>(MINIPY_TRY(number(thread, arguments[19])));
  plan.mask = static_cast<int>(MINIPY_TRY(number(thread, arguments[20])));
  flush_all_files(thread);
  pid_t child = 0;
  int error = 0;
  {
    const vm::Detached detached(thread, "fork_exec");
    // No signal handler of the interpreter shall run in the child.
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    child = ::fork();
    if (child == 0) run_child(plan);
    error = errno;
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
  }
  if (child < 0) return raise_os_error(thread, error);
  return Value::from_int(child);
}

const NativeDefinition kFunctions[] = {
    {"fork_exec", fork_exec,
     "args, executable_list, close_fds, pass_fds, cwd, env, p2cread, p2cwrite, c2pread, c2pwrite, errread, "
     "errwrite, "
     "errpipe_read, errpipe_write, restore_signals, start_new_session, process_group, gid, extra_groups, "
     "uid, umask, "
     "preexec_fn, allow_vfork=, /"},
};

}  // namespace

Result<Value> make_posixsubprocess(ThreadState& thread) {
  Module* module = new_module(thread, "_posixsubprocess");
  builtins::add_functions(thread, module, kFunctions);
  return Value(module);
}

}  // namespace minipy::modules
