// open(), and what it shares with FileIO: modes, names, descriptors.

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/objects/bytes.hpp"
#include "runtime/modules/file_support.hpp"

namespace minipy::modules {

namespace {

bool given(Value value) { return !value.is_empty() && !value.is_none(); }

Result<FileMode> parse_mode(ThreadState& thread, Value value) {
  FileMode mode;
  const std::string text = value.as<Str>()->utf8();
  for (const char c : text) {
    bool* flag = c == 'x'   ? &mode.create
                 : c == 'r' ? &mode.reading
                 : c == 'w' ? &mode.writing
                 : c == 'a' ? &mode.appending
                 : c == '+' ? &mode.updating
                 : c == 't' ? &mode.text
                 : c == 'b' ? &mode.binary
                            : nullptr;
    if (flag == nullptr || *flag) return thread.raise(thread.types.ValueError, "invalid mode: %R", value);
    *flag = true;
  }
  if (mode.text && mode.binary) {
    return thread.raise(thread.types.ValueError, "can't have text and binary mode at once");
  }
  if (mode.create + mode.reading + mode.writing + mode.appending != 1) {
    return thread.raise(thread.types.ValueError, "must have exactly one of create/read/write/append mode");
  }
  return mode;
}

int open_flags(const FileMode& mode) {
  int flags = O_CLOEXEC;
  flags |= mode.updating ? O_RDWR : mode.reading ? O_RDONLY : O_WRONLY;
  if (mode.writing) flags |= O_CREAT | O_TRUNC;
  if (mode.create) flags |= O_CREAT | O_EXCL;
  if (mode.appending) flags |= O_CREAT | O_APPEND;
  return flags;
}

/// What `opener` returns for the name.
Result<int> ask_opener(ThreadState& thread, Value opener, Value name, int flags) {
  const Value answer = MINIPY_TRY(vm::call(thread, opener, {name, Value::from_int(flags)}));
  if (!objects::is_integer(answer)) {
    return thread.raise(thread.types.TypeError, "expected integer from opener");
  }
  const std::int64_t number = MINIPY_TRY(vm::index_int64(thread, answer));
  if (number < 0) return thread.raise(thread.types.ValueError, "opener returned %d", number);
  return static_cast<int>(number);
}

Result<int> open_path(ThreadState& thread, Value name, int flags) {
  const std::string path = MINIPY_TRY(path_argument(thread, name, "open"));
  flush_all_files(thread);
  while (true) {
    int descriptor = -1;
    int error = 0;
    {
      const vm::Detached detached(thread, "open");
      descriptor = ::open(path.c_str(), flags, 0666);
      error = errno;
    }
    if (descriptor >= 0) return descriptor;
    if (error != EINTR) return raise_os_error(thread, error, name);
    MINIPY_TRY(vm::checkpoint(thread));
  }
}

Result<int> given_descriptor(ThreadState& thread, Value name) {
  const std::int64_t number = MINIPY_TRY(vm::index_int64(thread, name, thread.types.OverflowError));
  if (number < 0) return thread.raise(thread.types.ValueError, "negative file descriptor");
  struct stat status {};
  if (number > INT32_MAX || ::fstat(static_cast<int>(number), &status) != 0) {
    return raise_os_error(thread, EBADF);
  }
  return static_cast<int>(number);
}

}  // namespace

Result<FileMode> parse_raw_mode(ThreadState& thread, Value value) {
  if (!objects::is_str(value)) {
    return thread.raise(thread.types.TypeError, "FileIO() argument 'mode' must be str, not %T", value);
  }
  const std::string text = value.as<Str>()->utf8();
  FileMode mode;
  bool first = false;
  for (const char c : text) {
    if (c == 'b') continue;
    bool* flag = c == 'x'   ? &mode.create
                 : c == 'r' ? &mode.reading
                 : c == 'w' ? &mode.writing
                 : c == 'a' ? &mode.appending
                 : c == '+' ? &mode.updating
                            : nullptr;
    if (flag == nullptr) return thread.raise(thread.types.ValueError, "invalid mode: %s", text.c_str());
    if (*flag || (c != '+' && first)) {
      return thread.raise(thread.types.ValueError,
                          "Must have exactly one of create/read/write/append mode and at most one plus");
    }
    first = first || c != '+';
    *flag = true;
  }
  if (!first) {
    return thread.raise(thread.types.ValueError,
                        "Must have exactly one of create/read/write/append mode and at most one plus");
  }
  mode.binary = true;
  return mode;
}

Result<Value> file_name(ThreadState& thread, Value given) {
  if (objects::is_integer(given) || objects::is_str(given) || objects::is_bytes(given)) return given;
  const Value method = MINIPY_TRY(special_method(thread, given, "__fspath__"));
  if (method.is_empty()) {
    return thread.raise(thread.types.TypeError, "expected str, bytes or os.PathLike object, not %T", given);
  }
  return vm::call(thread, method, {});
}

Result<std::shared_ptr<FileState>> open_state(ThreadState& thread, FileKind kind, Value name,
                                              const FileMode& mode, Value closefd, Value opener) {
  const bool owned = closefd.is_empty() || MINIPY_TRY(vm::truth(thread, closefd));
  const bool is_number = objects::is_integer(name);
  if (!owned && !is_number) {
    return thread.raise(thread.types.ValueError, "Cannot use closefd=False with file name");
  }
  const int number = is_number       ? MINIPY_TRY(given_descriptor(thread, name))
                     : given(opener) ? MINIPY_TRY(ask_opener(thread, opener, name, open_flags(mode)))
                                     : MINIPY_TRY(open_path(thread, name, open_flags(mode)));
  struct stat status {};
  if (::fstat(number, &status) == 0 && S_ISDIR(status.st_mode)) {
    if (!is_number) ::close(number);
    return raise_os_error(thread, EISDIR, name);
  }
  if (mode.appending) ::lseek(number, 0, SEEK_END);
  auto state = new_file_state(thread, kind, std::make_shared<Descriptor>(number, owned));
  state->readable = mode.reading || mode.updating;
  state->writable = !mode.reading || mode.updating;
  state->appending = mode.appending;
  state->creating = mode.create;
  return state;
}

namespace {

/// What binary files and text files do not take.
Result<void> check_open_arguments(ThreadState& thread, const FileMode& mode, std::int64_t buffering,
                                  const Arguments& arguments) {
  if (buffering < -1) return thread.raise(thread.types.ValueError, "invalid buffering size");
  if (mode.binary) {
    const char* refused = given(arguments.get(3))   ? "an encoding"
                          : given(arguments.get(4)) ? "an errors"
                          : given(arguments.get(5)) ? "a newline"
                                                    : nullptr;
    if (refused != nullptr) {
      return thread.raise(thread.types.ValueError, "binary mode doesn't take %s argument", refused);
    }
  } else if (buffering == 0) {
    return thread.raise(thread.types.ValueError, "can't have unbuffered text I/O");
  }
  return Done{};
}

}  // namespace

Result<Value> io_open(ThreadState& thread, const Arguments& arguments) {
  const Value name = MINIPY_TRY(file_name(thread, arguments[0]));
  const Value mode_value = given(arguments.get(1)) ? arguments[1] : make_str(thread, "r");
  if (!objects::is_str(mode_value)) {
    return thread.raise(thread.types.TypeError, "open() argument 'mode' must be str, not %T", mode_value);
  }
  const FileMode mode = MINIPY_TRY(parse_mode(thread, mode_value));
  const std::int64_t buffering =
      given(arguments.get(2)) ? MINIPY_TRY(vm::index_int64(thread, arguments[2])) : -1;
  MINIPY_TRY(check_open_arguments(thread, mode, buffering, arguments));
  const FileKind kind = !mode.binary     ? FileKind::kText
                        : buffering == 0 ? FileKind::kRaw
                                         : FileKind::kBuffered;
  auto state = MINIPY_TRY(open_state(thread, kind, name, mode, arguments.get(6), arguments.get(7)));
  const int descriptor = state->descriptor->number();
  if (mode.updating && kind != FileKind::kRaw && ::lseek(descriptor, 0, SEEK_CUR) < 0) {
    return unsupported(thread, "File or stream is not seekable.");
  }
  Type* type = kind == FileKind::kText  ? text_file_type(thread)
               : kind == FileKind::kRaw ? raw_file_type(thread)
               : mode.updating          ? buffered_random_type(thread)
               : mode.reading           ? buffered_reader_type(thread)
                                        : buffered_writer_type(thread);
  if (buffering > 1) {
    MINIPY_TRY(builtins::check_allocation(thread, static_cast<std::uint64_t>(buffering)));
    state->buffer_size = static_cast<std::size_t>(buffering);
  }
  Value encoding;
  if (kind == FileKind::kText) {
    state->newline.store(MINIPY_TRY(newline_argument(thread, arguments.get(5))), std::memory_order_relaxed);
    const bool named = given(arguments.get(3)) &&
                       !(objects::is_str(arguments[3]) && arguments[3].as<Str>()->utf8() == "locale");
    encoding = named ? arguments[3] : make_str(thread, "UTF-8");
    state->units.store(named ? MINIPY_TRY(units_of(thread, encoding)) : Units::kUtf8,
                       std::memory_order_relaxed);
    state->line_buffered.store(
        buffering == 1 || (state->writable && buffering < 0 && ::isatty(descriptor) == 1),
        std::memory_order_relaxed);
  }
  File* file = create_file(thread, type, std::move(state));
  file->name.store(name);
  if (kind == FileKind::kText) {
    file->mode.store(mode_value);
    file->encoding.store(encoding);
    file->errors.store(given(arguments.get(4)) ? arguments[4] : make_str(thread, "strict"));
  }
  return Value(file);
}

const NativeDefinition kOpenDefinition = {
    "open", io_open, "file, mode=, buffering=, encoding=, errors=, newline=, closefd=, opener="};

}  // namespace minipy::modules
