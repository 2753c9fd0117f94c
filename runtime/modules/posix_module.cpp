// The module `posix`: what `os` is built on. Calls that may block detach around the system call.

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/file_support.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/posix_support.hpp"
#include "runtime/modules/signals.hpp"
#include "runtime/modules/waiting.hpp"
#include "runtime/sched/scheduler.hpp"

extern char** environ;  // NOLINT: the system's

namespace minipy::modules {
namespace {

// ---- processes

Result<Value> posix_getpid(ThreadState& thread, const Arguments&) {
  return objects::make_int(thread, ::getpid());
}
Result<Value> posix_getppid(ThreadState& thread, const Arguments&) {
  return objects::make_int(thread, ::getppid());
}
Result<Value> posix_getuid(ThreadState& thread, const Arguments&) {
  return objects::make_int(thread, ::getuid());
}
Result<Value> posix_geteuid(ThreadState& thread, const Arguments&) {
  return objects::make_int(thread, ::geteuid());
}
Result<Value> posix_getgid(ThreadState& thread, const Arguments&) {
  return objects::make_int(thread, ::getgid());
}
Result<Value> posix_getegid(ThreadState& thread, const Arguments&) {
  return objects::make_int(thread, ::getegid());
}

Result<Value> posix_cpu_count(ThreadState&, const Arguments&) {
  const long count = ::sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? Value::none() : Value::from_int(count);
}

Result<Value> posix_sched_getaffinity(ThreadState& thread, const Arguments& arguments) {
  cpu_set_t set;
  CPU_ZERO(&set);
  const auto pid = static_cast<pid_t>(MINIPY_TRY(number(thread, arguments[0])));
  if (::sched_getaffinity(pid, sizeof set, &set) != 0) return raise_os_error(thread, errno);
  auto* result = objects::Set::create(thread);
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(cpu, &set)) MINIPY_TRY(result->add(thread, Value::from_int(cpu)));
  }
  return Value(result);
}

Result<Value> posix_sched_yield(ThreadState& thread, const Arguments&) {
  MINIPY_TRY(sleep_for(thread, 0));
  return Value::none();
}

Result<Value> posix_kill(ThreadState& thread, const Arguments& arguments) {
  const auto pid = static_cast<pid_t>(MINIPY_TRY(number(thread, arguments[0])));
  const auto signal = static_cast<int>(MINIPY_TRY(number(thread, arguments[1])));
  if (pid == ::getpid() && MINIPY_TRY(raise_signal(thread, signal))) return Value::none();
  MINIPY_TRY(none_or_error(thread, ::kill(pid, signal)));
  MINIPY_TRY(vm::checkpoint(thread));
  return Value::none();
}

Result<Value> posix_exit(ThreadState& thread, const Arguments& arguments) {
  ::_exit(static_cast<int>(MINIPY_TRY(number(thread, arguments[0]))));
}

Result<Value> posix_abort(ThreadState&, const Arguments&) { std::abort(); }

/// What std::system does, but the command gets the signals that are blocked here (`SignalWatcher`): Ctrl-C
/// ends it. Returns the wait status or a negative errno.
int run_command(const char* command) {
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none;
  sigemptyset(&none);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  const char* arguments[] = {"sh", "-c", command, nullptr};
  pid_t child = 0;
  const int failed =
      ::posix_spawn(&child, "/bin/sh", nullptr, &attributes, const_cast<char**>(arguments), environ);
  posix_spawnattr_destroy(&attributes);
  if (failed != 0) return -failed;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -errno;
  }
  return status;
}

Result<Value> posix_system(ThreadState& thread, const Arguments& arguments) {
  const std::string command = MINIPY_TRY(text_argument(thread, arguments[0], "system() argument 1"));
  flush_all_files(thread);
  struct Call {
    const char* command;
    int status;
  } call{command.c_str(), 0};
  sched::Scheduler::of(thread).run_blocking(
      thread, "system",
      [](void* argument) {
        Call& given = *static_cast<Call*>(argument);
        given.status = run_command(given.command);
      },
      &call);
  if (call.status < 0) return raise_os_error(thread, -call.status);
  return Value::from_int(call.status);
}

Result<Value> posix_urandom(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t size = MINIPY_TRY(number(thread, arguments[0]));
  if (size < 0) return thread.raise(thread.types.ValueError, "negative argument not allowed");
  MINIPY_TRY(builtins::check_allocation(thread, static_cast<std::uint64_t>(size)));
  std::string bytes(static_cast<std::size_t>(size), '\0');
  std::size_t done = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::getrandom(bytes.data() + done, bytes.size() - done, 0);
    if (count < 0 && errno != EINTR) return raise_os_error(thread, errno);
    if (count > 0) done += static_cast<std::size_t>(count);
  }
  return Value(objects::Bytes::create(thread, bytes));
}

Result<Value> posix_getloadavg(ThreadState& thread, const Arguments&) {
  double load[3] = {};
  if (::getloadavg(load, 3) != 3) return thread.raise(thread.types.OSError, "Load averages are unobtainable");
  return make_tuple(thread,
                    {Value::from_double(load[0]), Value::from_double(load[1]), Value::from_double(load[2])});
}

const GetSetDefinition kTimesFields[] = {
    {"user", struct_field<0>},          {"system", struct_field<1>},
    {"children_user", struct_field<2>}, {"children_system", struct_field<3>},
    {"elapsed", struct_field<4>},
};
const GetSetDefinition kUnameFields[] = {
    {"sysname", struct_field<0>}, {"nodename", struct_field<1>}, {"release", struct_field<2>},
    {"version", struct_field<3>}, {"machine", struct_field<4>},
};
const GetSetDefinition kTerminalSizeFields[] = {{"columns", struct_field<0>}, {"lines", struct_field<1>}};

const char kTimesKey = 0, kUnameKey = 0, kTerminalSizeKey = 0, kStatKey = 0;

Type* make_times(ThreadState& thread) {
  return new_struct_sequence(thread, "times_result", "posix", kTimesFields);
}
Type* make_uname(ThreadState& thread) {
  return new_struct_sequence(thread, "uname_result", "posix", kUnameFields);
}
Type* make_terminal_size(ThreadState& thread) {
  return new_struct_sequence(thread, "terminal_size", "os", kTerminalSizeFields);
}

Result<Value> posix_times(ThreadState& thread, const Arguments&) {
  tms used{};
  const clock_t elapsed = ::times(&used);
  const auto tick = static_cast<double>(::sysconf(_SC_CLK_TCK));
  const auto seconds = [&](clock_t ticks) { return Value::from_double(static_cast<double>(ticks) / tick); };
  const Value items[] = {seconds(used.tms_utime), seconds(used.tms_stime), seconds(used.tms_cutime),
                         seconds(used.tms_cstime), seconds(elapsed)};
  return make_struct_sequence(thread, builtins::builtin_type(thread, &kTimesKey, make_times), items);
}

Result<Value> posix_uname(ThreadState& thread, const Arguments&) {
  utsname names{};
  if (::uname(&names) != 0) return raise_os_error(thread, errno);
  const Value items[] = {make_str(thread, names.sysname), make_str(thread, names.nodename),
                         make_str(thread, names.release), make_str(thread, names.version),
                         make_str(thread, names.machine)};
  return make_struct_sequence(thread, builtins::builtin_type(thread, &kUnameKey, make_uname), items);
}

Result<Value> posix_get_terminal_size(ThreadState& thread, const Arguments& arguments) {
  const int descriptor =
      arguments.get(0).is_empty() ? 1 : static_cast<int>(MINIPY_TRY(number(thread, arguments[0])));
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0) return raise_os_error(thread, errno);
  const Value items[] = {Value::from_int(size.ws_col), Value::from_int(size.ws_row)};
  return make_struct_sequence(thread, builtins::builtin_type(thread, &kTerminalSizeKey, make_terminal_size),
                              items);
}

Result<Value> posix_strerror(ThreadState& thread, const Arguments& arguments) {
  return make_str(thread, std::strerror(static_cast<int>(MINIPY_TRY(number(thread, arguments[0])))));
}

// ---- environment

Value environment(ThreadState& thread) {
  Dict* result = Dict::create(thread);
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    result->set_str(thread, vm::intern(thread, text.substr(0, equals)),
                    make_str(thread, text.substr(equals + 1)));
  }
  return result;
}

Result<Value> posix_putenv(ThreadState& thread, const Arguments& arguments) {
  const std::string name = MINIPY_TRY(text_argument(thread, arguments[0], "putenv() argument 1"));
  const std::string value = MINIPY_TRY(text_argument(thread, arguments[1], "putenv() argument 2"));
  return none_or_error(thread, ::setenv(name.c_str(), value.c_str(), 1));
}

Result<Value> posix_unsetenv(ThreadState& thread, const Arguments& arguments) {
  const std::string name = MINIPY_TRY(text_argument(thread, arguments[0], "unsetenv() argument 1"));
  return none_or_error(thread, ::unsetenv(name.c_str()));
}

// ---- files and directories

Result<Value> posix_getcwd(ThreadState& thread, const Arguments&) {
  char path[4096];
  if (::getcwd(path, sizeof path) == nullptr) return raise_os_error(thread, errno);
  return make_str(thread, path);
}

Result<Value> posix_listdir(ThreadState& thread, const Arguments& arguments) {
  const Value where =
      arguments.get(0).is_empty() || arguments[0].is_none() ? make_str(thread, ".") : arguments[0];
  const std::string path = MINIPY_TRY(path_argument(thread, where, "listdir"));
  std::vector<std::string> names;
  int error = 0;
  {
    const vm::Detached detached(thread, "listdir");
    DIR* directory = ::opendir(path.c_str());
    error = errno;
    if (directory != nullptr) {
      error = 0;
      while (const dirent* entry = ::readdir(directory)) {
        const std::string_view name(entry->d_name);
        if (name != "." && name != "..") names.emplace_back(name);
      }
      ::closedir(directory);
    }
  }
  if (error != 0) return raise_os_error(thread, error, where);
  List* list = List::create(thread);
  for (const std::string& name : names) list->append(thread, make_str(thread, name));
  return Value(list);
}

Result<Value> posix_mkdir(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t mode = arguments.get(1).is_empty() ? 0777 : MINIPY_TRY(number(thread, arguments[1]));
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(2)));
  return with_path(thread, arguments[0], "mkdir",
                   [&](const char* path) { return ::mkdirat(directory, path, static_cast<mode_t>(mode)); });
}
Result<Value> posix_rmdir(ThreadState& thread, const Arguments& arguments) {
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(1)));
  return with_path(thread, arguments[0], "rmdir",
                   [&](const char* path) { return ::unlinkat(directory, path, AT_REMOVEDIR); });
}
Result<Value> posix_unlink(ThreadState& thread, const Arguments& arguments) {
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(1)));
  return with_path(thread, arguments[0], "unlink",
                   [&](const char* path) { return ::unlinkat(directory, path, 0); });
}
Result<Value> posix_chdir(ThreadState& thread, const Arguments& arguments) {
  return with_path(thread, arguments[0], "chdir", ::chdir);
}

Result<Value> posix_rename(ThreadState& thread, const Arguments& arguments) {
  const std::string to = MINIPY_TRY(path_argument(thread, arguments[1], "rename"));
  const int from_directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(2)));
  const int to_directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(3)));
  return with_path(thread, arguments[0], "rename", [&](const char* path) {
    return ::renameat(from_directory, path, to_directory, to.c_str());
  });
}
Result<Value> posix_link(ThreadState& thread, const Arguments& arguments) {
  const std::string to = MINIPY_TRY(path_argument(thread, arguments[1], "link"));
  const int from_directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(2)));
  const int to_directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(3)));
  const bool follow = MINIPY_TRY(follow_argument(thread, arguments.get(4)));
  // As in CPython, which calls link() unless something was asked for: a link to a symbolic link is one.
  const bool plain = from_directory == AT_FDCWD && to_directory == AT_FDCWD;
  return with_path(thread, arguments[0], "link", [&](const char* path) {
    return ::linkat(from_directory, path, to_directory, to.c_str(), follow && !plain ? AT_SYMLINK_FOLLOW : 0);
  });
}
Result<Value> posix_symlink(ThreadState& thread, const Arguments& arguments) {
  const std::string to = MINIPY_TRY(path_argument(thread, arguments[1], "symlink"));
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(3)));
  return with_path(thread, arguments[0], "symlink",
                   [&](const char* path) { return ::symlinkat(path, directory, to.c_str()); });
}

Result<Value> posix_readlink(ThreadState& thread, const Arguments& arguments) {
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(1)));
  char target[4096];
  ssize_t length = 0;
  MINIPY_TRY(with_path(thread, arguments[0], "readlink", [&](const char* path) {
    length = ::readlinkat(directory, path, target, sizeof target);
    return length < 0 ? -1 : 0;
  }));
  return make_str(thread, std::string_view(target, static_cast<std::size_t>(length)));
}

Result<Value> posix_access(ThreadState& thread, const Arguments& arguments) {
  const std::string path = MINIPY_TRY(path_argument(thread, arguments[0], "access"));
  const auto mode = static_cast<int>(MINIPY_TRY(number(thread, arguments[1])));
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(2)));
  const bool effective = arguments.get(3) && MINIPY_TRY(vm::truth(thread, arguments[3]));
  const bool follow = MINIPY_TRY(follow_argument(thread, arguments.get(4)));
  const int flags = (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return Value::from_bool(::faccessat(directory, path.c_str(), mode, flags) == 0);
}

// ---- stat

const GetSetDefinition kStatFields[] = {
    {"st_mode", struct_field<0>},      {"st_ino", struct_field<1>},       {"st_dev", struct_field<2>},
    {"st_nlink", struct_field<3>},     {"st_uid", struct_field<4>},       {"st_gid", struct_field<5>},
    {"st_size", struct_field<6>},      {"st_atime", struct_field<7>},     {"st_mtime", struct_field<8>},
    {"st_ctime", struct_field<9>},     {"st_atime_ns", struct_field<10>}, {"st_mtime_ns", struct_field<11>},
    {"st_ctime_ns", struct_field<12>},
};

Type* make_stat(ThreadState& thread) { return new_struct_sequence(thread, "stat_result", "os", kStatFields); }

Value stat_result(ThreadState& thread, const struct stat& status) {
  const auto seconds = [](const timespec& when) {
    return Value::from_double(static_cast<double>(when.tv_sec) + static_cast<double>(when.tv_nsec) * 1e-9);
  };
  const auto nanoseconds = [&](const timespec& when) {
    return objects::make_int(thread, when.tv_sec * std::int64_t{1'000'000'000} + when.tv_nsec);
  };
  const auto whole = [&](auto value) {
    return objects::make_int_u64(thread, static_cast<std::uint64_t>(value));
  };
  const Value items[] = {whole(status.st_mode),      whole(status.st_ino),        whole(status.st_dev),
                         whole(status.st_nlink),     whole(status.st_uid),        whole(status.st_gid),
                         whole(status.st_size),      seconds(status.st_atim),     seconds(status.st_mtim),
                         seconds(status.st_ctim),    nanoseconds(status.st_atim), nanoseconds(status.st_mtim),
                         nanoseconds(status.st_ctim)};
  return make_struct_sequence(thread, builtins::builtin_type(thread, &kStatKey, make_stat), items);
}

/// stat(path, *, dir_fd=None, follow_symlinks=True), and fstat(fd).
Result<Value> posix_stat(ThreadState& thread, const Arguments& arguments) {
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(1)));
  const bool follow = MINIPY_TRY(follow_argument(thread, arguments.get(2)));
  struct stat status {};
  MINIPY_TRY(with_either(
      thread, arguments[0], "stat", {directory, follow},
      [&](const char* path) { return ::fstatat(directory, path, &status, follow ? 0 : AT_SYMLINK_NOFOLLOW); },
      [&](int fd) { return ::fstat(fd, &status); }));
  return stat_result(thread, status);
}

Result<Value> posix_lstat(ThreadState& thread, const Arguments& arguments) {
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(1)));
  struct stat status {};
  MINIPY_TRY(with_path(thread, arguments[0], "lstat", [&](const char* path) {
    return ::fstatat(directory, path, &status, AT_SYMLINK_NOFOLLOW);
  }));
  return stat_result(thread, status);
}

// ---- descriptors

Result<Value> posix_open(ThreadState& thread, const Arguments& arguments) {
  const auto flags = static_cast<int>(MINIPY_TRY(number(thread, arguments[1])));
  const std::int64_t mode = arguments.get(2).is_empty() ? 0777 : MINIPY_TRY(number(thread, arguments[2]));
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(3)));
  int descriptor = -1;
  MINIPY_TRY(with_path(thread, arguments[0], "open", [&](const char* path) {
    return descriptor = ::openat(directory, path, flags | O_CLOEXEC, mode);
  }));
  return Value::from_int(descriptor);
}

Result<Value> posix_close(ThreadState& thread, const Arguments& arguments) {
  return none_or_error(thread, ::close(static_cast<int>(MINIPY_TRY(number(thread, arguments[0])))));
}

Result<Value> posix_read(ThreadState& thread, const Arguments& arguments) {
  const auto descriptor = static_cast<int>(MINIPY_TRY(number(thread, arguments[0])));
  const std::int64_t size = MINIPY_TRY(number(thread, arguments[1]));
  if (size < 0) return raise_os_error(thread, EINVAL);
  MINIPY_TRY(builtins::check_allocation(thread, static_cast<std::uint64_t>(size)));
  MINIPY_TRY(wait_readable(thread, descriptor));
  std::string bytes(static_cast<std::size_t>(size), '\0');
  ssize_t count = 0;
  int error = 0;
  {
    const vm::Detached detached(thread, "read");
    count = ::read(descriptor, bytes.data(), bytes.size());
    error = errno;
  }
  if (count < 0) return raise_os_error(thread, error);
  return Value(
      objects::Bytes::create(thread, std::string_view(bytes).substr(0, static_cast<std::size_t>(count))));
}

Result<Value> posix_write(ThreadState& thread, const Arguments& arguments) {
  const auto descriptor = static_cast<int>(MINIPY_TRY(number(thread, arguments[0])));
  std::string bytes;
  if (const std::string_view view = MINIPY_TRY(bytes_of(thread, arguments[1], bytes)); bytes.empty())
    bytes = view;
  std::size_t done = 0;
  do {
    MINIPY_TRY(wait_writable(thread, descriptor));
    ssize_t count = 0;
    int error = 0;
    {
      const vm::Detached detached(thread, "write");
      count = ::write(descriptor, bytes.data() + done, writable_at_once(bytes.size() - done));
      error = errno;
    }
    if (count < 0 && done > 0) break;  // what was written counts; the next call will tell
    if (count < 0) return raise_os_error(thread, error);
    done += static_cast<std::size_t>(count);
  } while (done < bytes.size());
  return Value::from_int(static_cast<std::int64_t>(done));
}

Result<Value> posix_pipe(ThreadState& thread, const Arguments&) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return raise_os_error(thread, errno);
  return make_tuple(thread, {Value::from_int(ends[0]), Value::from_int(ends[1])});
}

Result<Value> posix_isatty(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(::isatty(static_cast<int>(MINIPY_TRY(number(thread, arguments[0])))) == 1);
}

const NativeDefinition kFunctions[] = {
    {"getpid", posix_getpid, ""},
    {"getppid", posix_getppid, ""},
    {"getuid", posix_getuid, ""},
    {"geteuid", posix_geteuid, ""},
    {"getgid", posix_getgid, ""},
    {"getegid", posix_getegid, ""},
    {"cpu_count", posix_cpu_count, ""},
    {"sched_getaffinity", posix_sched_getaffinity, "pid, /"},
    {"sched_yield", posix_sched_yield, ""},
    {"kill", posix_kill, "pid, signal, /"},
    {"_exit", posix_exit, "status"},
    {"abort", posix_abort, ""},
    {"system", posix_system, "command"},
    {"urandom", posix_urandom, "size, /"},
    {"getloadavg", posix_getloadavg, ""},
    {"times", posix_times, ""},
    {"uname", posix_uname, ""},
    {"get_terminal_size", posix_get_terminal_size, "fd=, /"},
    {"strerror", posix_strerror, "code, /"},
    {"putenv", posix_putenv, "name, value, /"},
    {"unsetenv", posix_unsetenv, "name, /"},
    {"getcwd", posix_getcwd, ""},
    {"listdir", posix_listdir, "path="},
    {"mkdir", posix_mkdir, "path, mode=, *, dir_fd="},
    {"rmdir", posix_rmdir, "path, *, dir_fd="},
    {"unlink", posix_unlink, "path, *, dir_fd="},
    {"remove", posix_unlink, "path, *, dir_fd="},
    {"chdir", posix_chdir, "path"},
    {"rename", posix_rename, "src, dst, *, src_dir_fd=, dst_dir_fd="},
    {"replace", posix_rename, "src, dst, *, src_dir_fd=, dst_dir_fd="},
    {"link", posix_link, "src, dst, *, src_dir_fd=, dst_dir_fd=, follow_symlinks="},
    {"symlink", posix_symlink, "src, dst, target_is_directory=, *, dir_fd="},
    {"readlink", posix_readlink, "path, *, dir_fd="},
    {"access", posix_access, "path, mode, *, dir_fd=, effective_ids=, follow_symlinks="},
    {"stat", posix_stat, "path, *, dir_fd=, follow_symlinks="},
    {"lstat", posix_lstat, "path, *, dir_fd="},
    {"fstat", posix_stat, "fd"},
    {"open", posix_open, "path, flags, mode=, *, dir_fd="},
    {"close", posix_close, "fd"},
    {"read", posix_read, "fd, length, /"},
    {"write", posix_write, "fd, data, /"},
    {"pipe", posix_pipe, ""},
    {"isatty", posix_isatty, "fd, /"},
};

constexpr std::pair<const char*, int> kConstants[] = {
    {"F_OK", F_OK},           {"R_OK", R_OK},
    {"W_OK", W_OK},           {"X_OK", X_OK},
    {"O_RDONLY", O_RDONLY},   {"O_WRONLY", O_WRONLY},
    {"O_RDWR", O_RDWR},       {"O_CREAT", O_CREAT},
    {"O_EXCL", O_EXCL},       {"O_TRUNC", O_TRUNC},
    {"O_APPEND", O_APPEND},   {"O_NONBLOCK", O_NONBLOCK},
    {"O_CLOEXEC", O_CLOEXEC}, {"O_NOFOLLOW", O_NOFOLLOW},
};

}  // namespace

Result<Value> make_posix(ThreadState& thread) {
  Module* module = new_module(thread, "posix");
  builtins::add_functions(thread, module, kFunctions);
  add_posix_files(thread, module);
  for (const auto& [name, value] : kConstants)
    builtins::add_value(thread, module, name, Value::from_int(value));
  builtins::add_value(thread, module, "environ", environment(thread));
  builtins::add_value(thread, module, "error", thread.types.OSError);
  builtins::add_value(thread, module, "stat_result", builtins::builtin_type(thread, &kStatKey, make_stat));
  builtins::add_value(thread, module, "terminal_size",
                      builtins::builtin_type(thread, &kTerminalSizeKey, make_terminal_size));
  return Value(module);
}

}  // namespace minipy::modules
