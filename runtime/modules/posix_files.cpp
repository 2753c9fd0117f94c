// The part of `posix` that deals with files and descriptors beyond the everyday ones, and with child
// processes.

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

#include <climits>
#include <cmath>

#include "interpreter/base/descriptor.hpp"
#include "interpreter/builtins/allocation.hpp"
#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/posix_support.hpp"
#include "runtime/sched/scheduler.hpp"

namespace minipy::modules {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

// ---- times, sizes, owners

Result<timespec> seconds_to_time(ThreadState& thread, Value value) {
  timespec when{};
  if (objects::is_integer(value)) {
    when.tv_sec = MINIPY_TRY(number(thread, value));
    return when;
  }
  const double seconds = MINIPY_TRY(vm::to_double(thread, value));
  if (!std::isfinite(seconds) || std::fabs(seconds) > 9e18) {
    return thread.raise(thread.types.OverflowError, "timestamp out of range for platform time_t");
  }
  const double whole = std::floor(seconds);
  when.tv_sec = static_cast<time_t>(whole);
  when.tv_nsec = std::min<long>(static_cast<long>((seconds - whole) * 1e9), kSecond - 1);
  return when;
}

Result<timespec> nanoseconds_to_time(ThreadState& thread, Value value) {
  const std::int64_t all = MINIPY_TRY(number(thread, value));
  timespec when{};
  when.tv_sec = all / kSecond - (all % kSecond < 0 ? 1 : 0);
  when.tv_nsec = all - when.tv_sec * kSecond;
  return when;
}

/// utime(path, times=None, *, ns=..., dir_fd=None, follow_symlinks=True)
Result<Value> posix_utime(ThreadState& thread, const Arguments& arguments) {
  const bool has_times = arguments.get(1) && !arguments[1].is_none();
  const bool has_ns = !arguments.get(2).is_empty();
  if (has_times && has_ns) {
    return thread.raise(thread.types.ValueError,
                        "utime: you may specify either 'times' or 'ns' but not both");
  }
  timespec when[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
  if (has_times || has_ns) {
    const Value pair = has_times ? arguments[1] : arguments[2];
    if (!objects::is_tuple(pair) || pair.as<Tuple>()->length != 2) {
      return thread.raise(thread.types.TypeError,
                          has_times ? "utime: 'times' must be either a tuple of two ints or None"
                                    : "utime: 'ns' must be a tuple of two ints");
    }
    for (int i = 0; i < 2; ++i) {
      const Value item = pair.as<Tuple>()->items[i];
      when[i] = MINIPY_TRY(has_times ? seconds_to_time(thread, item) : nanoseconds_to_time(thread, item));
    }
  }
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(3)));
  const bool follow = MINIPY_TRY(follow_argument(thread, arguments.get(4)));
  return with_either(
      thread, arguments[0], "utime", {directory, follow},
      [&](const char* path) { return ::utimensat(directory, path, when, follow ? 0 : AT_SYMLINK_NOFOLLOW); },
      [&](int fd) { return ::futimens(fd, when); });
}

Result<Value> posix_truncate(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t length = MINIPY_TRY(number(thread, arguments[1]));
  return with_either(
      thread, arguments[0], "truncate", {}, [&](const char* path) { return ::truncate(path, length); },
      [&](int fd) { return ::ftruncate(fd, length); });
}

/// chown(path, uid, gid, *, dir_fd=None, follow_symlinks=True), and fchown(fd, uid, gid).
Result<Value> posix_chown(ThreadState& thread, const Arguments& arguments) {
  const auto user = static_cast<uid_t>(MINIPY_TRY(number(thread, arguments[1])));
  const auto group = static_cast<gid_t>(MINIPY_TRY(number(thread, arguments[2])));
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(3)));
  const bool follow = MINIPY_TRY(follow_argument(thread, arguments.get(4)));
  return with_either(
      thread, arguments[0], "chown", {directory, follow, "can't specify both dir_fd and fd"},
      [&](const char* path) {
        return ::fchownat(directory, path, user, group, follow ? 0 : AT_SYMLINK_NOFOLLOW);
      },
      [&](int fd) { return ::fchown(fd, user, group); });
}

Result<Value> posix_lchown(ThreadState& thread, const Arguments& arguments) {
  const auto user = static_cast<uid_t>(MINIPY_TRY(number(thread, arguments[1])));
  const auto group = static_cast<gid_t>(MINIPY_TRY(number(thread, arguments[2])));
  return with_path(thread, arguments[0], "lchown",
                   [&](const char* path) { return ::lchown(path, user, group); });
}

/// chmod(path, mode, *, dir_fd=None, follow_symlinks=True): systems differ in whether a symbolic link has a
/// mode.
Result<Value> posix_chmod(ThreadState& thread, const Arguments& arguments) {
  const auto mode = static_cast<mode_t>(MINIPY_TRY(number(thread, arguments[1])));
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(2)));
  const bool follow = MINIPY_TRY(follow_argument(thread, arguments.get(3)));
  bool refused = false;
  const auto done = with_either(
      thread, arguments[0], "chmod", {},
      [&](const char* path) {
        const int result = ::fchmodat(directory, path, mode, follow ? 0 : AT_SYMLINK_NOFOLLOW);
        refused = !follow && result < 0 && (errno == EOPNOTSUPP || errno == ENOTSUP);
        return refused ? 0 : result;
      },
      [&](int fd) { return ::fchmod(fd, mode); });
  if (!refused) return done;
  if (directory != AT_FDCWD) {
    return thread.raise(thread.types.ValueError, "chmod: cannot use dir_fd and follow_symlinks together");
  }
  return thread.raise(thread.types.NotImplementedError,
                      "chmod: follow_symlinks unavailable on this platform");
}

Result<Value> posix_fchmod(ThreadState& thread, const Arguments& arguments) {
  const auto mode = static_cast<mode_t>(MINIPY_TRY(number(thread, arguments[1])));
  return none_with_descriptor(thread, arguments[0], "fchmod", [&](int fd) { return ::fchmod(fd, mode); });
}

Result<Value> posix_umask(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(::umask(static_cast<mode_t>(MINIPY_TRY(number(thread, arguments[0])))));
}

Result<Value> posix_mkfifo(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t mode = arguments.get(1) ? MINIPY_TRY(number(thread, arguments[1])) : 0666;
  const int directory = MINIPY_TRY(dir_fd_argument(thread, arguments.get(2)));
  return with_path(thread, arguments[0], "mkfifo",
                   [&](const char* path) { return ::mkfifoat(directory, path, static_cast<mode_t>(mode)); });
}

Result<Value> posix_chroot(ThreadState& thread, const Arguments& arguments) {
  return with_path(thread, arguments[0], "chroot", ::chroot);
}

// ---- descriptors

template <int (*Function)(int)>
Result<Value> posix_of_descriptor(ThreadState& thread, const Arguments& arguments) {
  return none_with_descriptor(thread, arguments[0], "descriptor", Function);
}

Result<Value> posix_lseek(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t position = MINIPY_TRY(number(thread, arguments[1]));
  const auto how = static_cast<int>(MINIPY_TRY(number(thread, arguments[2])));
  const std::int64_t at = MINIPY_TRY(with_descriptor(
      thread, arguments[0], "lseek", [&](int fd) { return std::int64_t{::lseek(fd, position, how)}; }));
  return objects::make_int(thread, at);
}

Result<Value> posix_dup(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(MINIPY_TRY(
      with_descriptor(thread, arguments[0], "dup", [](int fd) { return ::fcntl(fd, F_DUPFD_CLOEXEC, 0); })));
}

Result<Value> posix_dup2(ThreadState& thread, const Arguments& arguments) {
  const int to = MINIPY_TRY(descriptor(thread, arguments[1]));
  const bool inheritable = !arguments.get(2) || MINIPY_TRY(vm::truth(thread, arguments[2]));
  return Value::from_int(MINIPY_TRY(with_descriptor(thread, arguments[0], "dup2", [&](int fd) {
    return inheritable || fd == to ? ::dup2(fd, to) : ::dup3(fd, to, O_CLOEXEC);
  })));
}

Result<Value> posix_get_inheritable(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t flags =
      MINIPY_TRY(with_descriptor(thread, arguments[0], "fcntl", [](int fd) { return ::fcntl(fd, F_GETFD); }));
  return Value::from_bool((flags & FD_CLOEXEC) == 0);
}

Result<Value> posix_set_inheritable(ThreadState& thread, const Arguments& arguments) {
  const bool inheritable = MINIPY_TRY(vm::truth(thread, arguments[1]));
  return none_with_descriptor(thread, arguments[0], "fcntl",
                              [&](int fd) { return ::fcntl(fd, F_SETFD, inheritable ? 0 : FD_CLOEXEC); });
}

Result<Value> posix_get_blocking(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t flags =
      MINIPY_TRY(with_descriptor(thread, arguments[0], "fcntl", [](int fd) { return ::fcntl(fd, F_GETFL); }));
  return Value::from_bool((flags & O_NONBLOCK) == 0);
}

Result<Value> posix_set_blocking(ThreadState& thread, const Arguments& arguments) {
  const bool blocking = MINIPY_TRY(vm::truth(thread, arguments[1]));
  return none_with_descriptor(thread, arguments[0], "fcntl", [&](int fd) {
    const int flags = ::fcntl(fd, F_GETFL);
    if (flags < 0) return flags;
    return ::fcntl(fd, F_SETFL, blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK);
  });
}

Result<Value> posix_closerange(ThreadState& thread, const Arguments& arguments) {
  const int low = MINIPY_TRY(descriptor(thread, arguments[0]));
  const int high = MINIPY_TRY(descriptor(thread, arguments[1]));
  const vm::Detached detached(thread, "closerange");  // a file may have to be written before it is closed
  if (high > std::max(low, 0)) {
    ::close_range(static_cast<unsigned>(std::max(low, 0)), static_cast<unsigned>(high - 1), 0);
  }
  return Value::none();
}

Result<Value> posix_pread(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t size = MINIPY_TRY(number(thread, arguments[1]));
  const std::int64_t offset = MINIPY_TRY(number(thread, arguments[2]));
  if (size < 0) return raise_os_error(thread, EINVAL);
  MINIPY_TRY(builtins::check_allocation(thread, static_cast<std::uint64_t>(size)));
  std::string bytes(static_cast<std::size_t>(size), '\0');
  const std::int64_t count = MINIPY_TRY(with_descriptor(thread, arguments[0], "pread", [&](int fd) {
    return std::int64_t{::pread(fd, bytes.data(), bytes.size(), offset)};
  }));
  return Value(
      objects::Bytes::create(thread, std::string_view(bytes).substr(0, static_cast<std::size_t>(count))));
}

Result<Value> posix_pwrite(ThreadState& thread, const Arguments& arguments) {
  const std::string bytes = MINIPY_TRY(builtins::bytes_from(thread, arguments[1], "bytes"));
  const std::int64_t offset = MINIPY_TRY(number(thread, arguments[2]));
  return Value::from_int(MINIPY_TRY(with_descriptor(thread, arguments[0], "pwrite", [&](int fd) {
    return std::int64_t{::pwrite(fd, bytes.data(), bytes.size(), offset)};
  })));
}

Result<Value> posix_ttyname(ThreadState& thread, const Arguments& arguments) {
  char name[PATH_MAX];
  const int error = ::ttyname_r(MINIPY_TRY(descriptor(thread, arguments[0])), name, sizeof name);
  if (error != 0) return raise_os_error(thread, error);
  return make_str(thread, name);
}

// ---- file systems, the system

constexpr GetSetDefinition kStatvfsFields[] = {
    {"f_bsize", struct_field<0>},   {"f_frsize", struct_field<1>}, {"f_blocks", struct_field<2>},
    {"f_bfree", struct_field<3>},   {"f_bavail", struct_field<4>}, {"f_files", struct_field<5>},
    {"f_ffree", struct_field<6>},   {"f_favail", struct_field<7>}, {"f_flag", struct_field<8>},
    {"f_namemax", struct_field<9>},
};
constexpr char kStatvfsKey = 0;

Type* make_statvfs(ThreadState& thread) {
  return new_struct_sequence(thread, "statvfs_result", "os", kStatvfsFields);
}

Result<Value> posix_statvfs(ThreadState& thread, const Arguments& arguments) {
  struct statvfs info {};
  MINIPY_TRY(with_either(
      thread, arguments[0], "statvfs", {}, [&](const char* path) { return ::statvfs(path, &info); },
      [&](int fd) { return ::fstatvfs(fd, &info); }));
  vm::RootedValues items(thread);
  for (const std::uint64_t value : {std::uint64_t{info.f_bsize}, std::uint64_t{info.f_frsize}, info.f_blocks,
                                    info.f_bfree, info.f_bavail, info.f_files, info.f_ffree, info.f_favail,
                                    std::uint64_t{info.f_flag}, std::uint64_t{info.f_namemax}}) {
    items.push_back(objects::make_int_u64(thread, value));
  }
  return make_struct_sequence(thread, builtins::builtin_type(thread, &kStatvfsKey, make_statvfs),
                              items.span());
}

constexpr std::pair<const char*, int> kSysconfNames[] = {
    {"SC_ARG_MAX", _SC_ARG_MAX},
    {"SC_CHILD_MAX", _SC_CHILD_MAX},
    {"SC_CLK_TCK", _SC_CLK_TCK},
    {"SC_IOV_MAX", _SC_IOV_MAX},
    {"SC_OPEN_MAX", _SC_OPEN_MAX},
    {"SC_NPROCESSORS_CONF", _SC_NPROCESSORS_CONF},
    {"SC_PAGESIZE", _SC_PAGESIZE},
    {"SC_NPROCESSORS_ONLN", _SC_NPROCESSORS_ONLN},
    {"SC_PAGE_SIZE", _SC_PAGESIZE},
    {"SC_PHYS_PAGES", _SC_PHYS_PAGES},
    {"SC_SEM_NSEMS_MAX", _SC_SEM_NSEMS_MAX},
    {"SC_AVPHYS_PAGES", _SC_AVPHYS_PAGES},
};

Result<Value> posix_sysconf(ThreadState& thread, const Arguments& arguments) {
  std::int64_t which = -1;
  if (objects::is_str(arguments[0])) {
    const std::string name = arguments[0].as<Str>()->utf8();
    for (const auto& [known, value] : kSysconfNames) {
      if (name == known) which = value;
    }
    if (which < 0) return thread.raise(thread.types.ValueError, "unrecognized configuration name");
  } else {
    which = MINIPY_TRY(number(thread, arguments[0]));
  }
  errno = 0;
  const long value = ::sysconf(static_cast<int>(which));
  if (value < 0 && errno != 0) return raise_os_error(thread, errno);
  return objects::make_int(thread, value);
}

Result<Value> posix_sync(ThreadState& thread, const Arguments&) {
  const vm::Detached detached(thread, "sync");
  ::sync();
  return Value::none();
}

Result<Value> posix_device(ThreadState& thread, const Arguments& arguments) {
  const auto high = static_cast<unsigned>(MINIPY_TRY(number(thread, arguments[0])));
  const auto low = static_cast<unsigned>(MINIPY_TRY(number(thread, arguments[1])));
  return objects::make_int_u64(thread, makedev(high, low));
}
Result<Value> posix_major(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(
      static_cast<int>(major(static_cast<dev_t>(MINIPY_TRY(number(thread, arguments[0]))))));
}
Result<Value> posix_minor(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(
      static_cast<int>(minor(static_cast<dev_t>(MINIPY_TRY(number(thread, arguments[0]))))));
}

// ---- processes

struct WaitCall {
  pid_t process;
  int options;
  int status = 0;
  pid_t ended = 0;
  int error = 0;

  void run() {
    ended = ::waitpid(process, &status, options);
    error = errno;
  }
};

/// Waits for a child. One that is named can be polled for: a fiber waits without its worker, and Ctrl-C ends
/// the wait of the main thread. Nothing can be polled for "any of them", or one that stops: then a thread
/// waits that may block, and Ctrl-C comes through when it is done.
Result<Value> posix_waitpid(ThreadState& thread, const Arguments& arguments) {
  WaitCall call{static_cast<pid_t>(MINIPY_TRY(number(thread, arguments[0]))),
                static_cast<int>(MINIPY_TRY(number(thread, arguments[1])))};
  sched::Scheduler& scheduler = sched::Scheduler::of(thread);
  // Opened before the first look, so that it is that child's whose end has not been seen.
  const base::Descriptor child(call.process > 0 && call.options == 0
                                   ? static_cast<int>(::syscall(SYS_pidfd_open, call.process, 0))
                                   : -1);
  if (child.number() >= 0) call.options = WNOHANG;
  for (;;) {
    if (child.number() >= 0 || (call.options & WNOHANG) != 0) {
      const vm::Detached detached(thread, "waitpid");
      call.run();
      if (call.ended == 0 && child.number() >= 0) {
        pollfd polled{child.number(), POLLIN, 0};
        if (scheduler.wait_descriptors(thread, {&polled, 1}, sync::kNever, call.error) ==
            sched::Readiness::kRefused) {
          call.ended = -1;
        }
      }
    } else {
      scheduler.run_blocking(
          thread, "waitpid", [](void* argument) { static_cast<WaitCall*>(argument)->run(); }, &call);
    }
    if (call.ended < 0 && call.error != EINTR) return raise_os_error(thread, call.error);
    if (call.ended > 0 || (call.ended == 0 && child.number() < 0)) {
      return make_tuple(thread,
                        {Value::from_int(call.ended), Value::from_int(call.ended == 0 ? 0 : call.status)});
    }
    MINIPY_TRY(vm::checkpoint(thread));
  }
}

template <typename Part>
Result<Value> of_status(ThreadState& thread, const Arguments& arguments, Part part) {
  return part(static_cast<int>(MINIPY_TRY(number(thread, arguments[0]))));
}
Result<Value> status_exited(ThreadState& thread, const Arguments& arguments) {
  return of_status(thread, arguments, [](int status) { return Value::from_bool(WIFEXITED(status)); });
}
Result<Value> status_code(ThreadState& thread, const Arguments& arguments) {
  return of_status(thread, arguments, [](int status) { return Value::from_int(WEXITSTATUS(status)); });
}
Result<Value> status_signaled(ThreadState& thread, const Arguments& arguments) {
  return of_status(thread, arguments, [](int status) { return Value::from_bool(WIFSIGNALED(status)); });
}
Result<Value> status_signal(ThreadState& thread, const Arguments& arguments) {
  return of_status(thread, arguments, [](int status) { return Value::from_int(WTERMSIG(status)); });
}
Result<Value> status_stopped(ThreadState& thread, const Arguments& arguments) {
  return of_status(thread, arguments, [](int status) { return Value::from_bool(WIFSTOPPED(status)); });
}
Result<Value> status_stop_signal(ThreadState& thread, const Arguments& arguments) {
  return of_status(thread, arguments, [](int status) { return Value::from_int(WSTOPSIG(status)); });
}

Result<Value> posix_getpgrp(ThreadState&, const Arguments&) { return Value::from_int(::getpgrp()); }
Result<Value> posix_getpgid(ThreadState& thread, const Arguments& arguments) {
  const pid_t group = ::getpgid(static_cast<pid_t>(MINIPY_TRY(number(thread, arguments[0]))));
  return group < 0 ? Result<Value>(raise_os_error(thread, errno)) : Value::from_int(group);
}
Result<Value> posix_getsid(ThreadState& thread, const Arguments& arguments) {
  const pid_t session = ::getsid(static_cast<pid_t>(MINIPY_TRY(number(thread, arguments[0]))));
  return session < 0 ? Result<Value>(raise_os_error(thread, errno)) : Value::from_int(session);
}
Result<Value> posix_killpg(ThreadState& thread, const Arguments& arguments) {
  const auto group = static_cast<pid_t>(MINIPY_TRY(number(thread, arguments[0])));
  return none_or_error(thread, ::killpg(group, static_cast<int>(MINIPY_TRY(number(thread, arguments[1])))));
}
Result<Value> posix_nice(ThreadState& thread, const Arguments& arguments) {
  errno = 0;
  const int now = ::nice(static_cast<int>(MINIPY_TRY(number(thread, arguments[0]))));
  if (now == -1 && errno != 0) return raise_os_error(thread, errno);
  return Value::from_int(now);
}
Result<Value> posix_getgroups(ThreadState& thread, const Arguments&) {
  gid_t groups[NGROUPS_MAX];
  const int count = ::getgroups(NGROUPS_MAX, groups);
  if (count < 0) return raise_os_error(thread, errno);
  List* list = List::create(thread);
  for (int i = 0; i < count; ++i) list->append(thread, objects::make_int(thread, groups[i]));
  return Value(list);
}
Result<Value> posix_getlogin(ThreadState& thread, const Arguments&) {
  char name[256];
  const int error = ::getlogin_r(name, sizeof name);
  if (error != 0) return raise_os_error(thread, error);
  return make_str(thread, name);
}

const NativeDefinition kFunctions[] = {
    {"utime", posix_utime, "path, times=, *, ns=, dir_fd=, follow_symlinks="},
    {"truncate", posix_truncate, "path, length"},
    {"ftruncate", posix_truncate, "fd, length, /"},
    {"chmod", posix_chmod, "path, mode, *, dir_fd=, follow_symlinks="},
    {"chown", posix_chown, "path, uid, gid, *, dir_fd=, follow_symlinks="},
    {"lchown", posix_lchown, "path, uid, gid"},
    {"fchown", posix_chown, "fd, uid, gid"},
    {"fchmod", posix_fchmod, "fd, mode"},
    {"umask", posix_umask, "mask, /"},
    {"mkfifo", posix_mkfifo, "path, mode=, *, dir_fd="},
    {"chroot", posix_chroot, "path"},
    {"fsync", posix_of_descriptor<::fsync>, "fd"},
    {"fdatasync", posix_of_descriptor<::fdatasync>, "fd"},
    {"fchdir", posix_of_descriptor<::fchdir>, "fd"},
    {"lseek", posix_lseek, "fd, position, whence, /"},
    {"dup", posix_dup, "fd, /"},
    {"dup2", posix_dup2, "fd, fd2, inheritable="},
    {"get_inheritable", posix_get_inheritable, "fd, /"},
    {"set_inheritable", posix_set_inheritable, "fd, inheritable, /"},
    {"get_blocking", posix_get_blocking, "fd, /"},
    {"set_blocking", posix_set_blocking, "fd, blocking, /"},
    {"closerange", posix_closerange, "fd_low, fd_high, /"},
    {"pread", posix_pread, "fd, length, offset, /"},
    {"pwrite", posix_pwrite, "fd, buffer, offset, /"},
    {"ttyname", posix_ttyname, "fd, /"},
    {"statvfs", posix_statvfs, "path"},
    {"fstatvfs", posix_statvfs, "fd, /"},
    {"sysconf", posix_sysconf, "name, /"},
    {"sync", posix_sync, ""},
    {"makedev", posix_device, "major, minor, /"},
    {"major", posix_major, "device, /"},
    {"minor", posix_minor, "device, /"},
    {"waitpid", posix_waitpid, "pid, options, /"},
    {"WIFEXITED", status_exited, "status"},
    {"WEXITSTATUS", status_code, "status"},
    {"WIFSIGNALED", status_signaled, "status"},
    {"WTERMSIG", status_signal, "status"},
    {"WIFSTOPPED", status_stopped, "status"},
    {"WSTOPSIG", status_stop_signal, "status"},
    {"getpgrp", posix_getpgrp, ""},
    {"getpgid", posix_getpgid, "pid"},
    {"getsid", posix_getsid, "pid, /"},
    {"killpg", posix_killpg, "pgid, signal, /"},
    {"nice", posix_nice, "increment, /"},
    {"getgroups", posix_getgroups, ""},
    {"getlogin", posix_getlogin, ""},
};

constexpr std::pair<const char*, int> kConstants[] = {
    {"O_ACCMODE", O_ACCMODE},
    {"O_DIRECTORY", O_DIRECTORY},
    {"O_DSYNC", O_DSYNC},
    {"O_NOCTTY", O_NOCTTY},
    {"O_RSYNC", O_RSYNC},
    {"O_SYNC", O_SYNC},
    {"O_NDELAY", O_NDELAY},
    {"O_PATH", O_PATH},
    {"O_TMPFILE", O_TMPFILE},
    {"WNOHANG", WNOHANG},
    {"WUNTRACED", WUNTRACED},
    {"WCONTINUED", WCONTINUED},
    {"SEEK_DATA", SEEK_DATA},
    {"SEEK_HOLE", SEEK_HOLE},
    {"NGROUPS_MAX", NGROUPS_MAX},
    {"TMP_MAX", 238328},
    {"EX_USAGE", 64},
    {"EX_DATAERR", 65},
    {"EX_NOINPUT", 66},
    {"EX_NOUSER", 67},
    {"EX_NOHOST", 68},
    {"EX_UNAVAILABLE", 69},
    {"EX_SOFTWARE", 70},
    {"EX_OSERR", 71},
    {"EX_OSFILE", 72},
    {"EX_CANTCREAT", 73},
    {"EX_IOERR", 74},
    {"EX_TEMPFAIL", 75},
    {"EX_PROTOCOL", 76},
    {"EX_NOPERM", 77},
    {"EX_CONFIG", 78},
};

}  // namespace

void add_posix_files(ThreadState& thread, Module* module) {
  builtins::add_functions(thread, module, kFunctions);
  for (const auto& [name, value] : kConstants)
    builtins::add_value(thread, module, name, Value::from_int(value));
  Dict* names = Dict::create(thread);
  for (const auto& [name, value] : kSysconfNames) {
    names->set_str(thread, vm::intern(thread, name), Value::from_int(value));
  }
  builtins::add_value(thread, module, "sysconf_names", names);
  builtins::add_value(thread, module, "statvfs_result",
                      builtins::builtin_type(thread, &kStatvfsKey, make_statvfs));
}

}  // namespace minipy::modules
