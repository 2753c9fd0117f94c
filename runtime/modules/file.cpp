#include "runtime/modules/file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "interpreter/objects/bytes.hpp"
#include "runtime/modules/waiting.hpp"

namespace minipy::modules {

namespace {

constexpr std::size_t kBufferSize = 8192;

void trace_file(Object* object, heap::Marker& marker) {
  auto* file = static_cast<File*>(object);
  marker.mark(file->name);
  marker.mark(file->mode);
  marker.mark(file->encoding);
  marker.mark(file->errors);
}

/// write(2) until all is out. Detached. Returns errno; EINTR leaves the rest in `bytes`.
int write_all(int descriptor, std::string& bytes) {
  std::size_t done = 0;
  int error = 0;
  while (done < bytes.size()) {
    const ssize_t count = ::write(descriptor, bytes.data() + done, bytes.size() - done);
    if (count < 0) {
      error = errno;
      if (error == EAGAIN) {
        pollfd ready{descriptor, POLLOUT, 0};
        ::poll(&ready, 1, -1);
        error = 0;
        continue;
      }
      break;
    }
    done += static_cast<std::size_t>(count);
  }
  bytes.erase(0, done);
  return error;
}

/// Takes the state off the list of open files; somebody may still be flushing it.
std::shared_ptr<FileState> unlist(FileState* state) {
  OpenFiles& open = *state->open_files;
  const base::ByteLockGuard guard(open.lock);
  for (auto& known : open.files) {
    if (known.get() != state) continue;
    std::shared_ptr<FileState> found = std::move(known);
    known = std::move(open.files.back());
    open.files.pop_back();
    return found;
  }
  return nullptr;
}

/// All that is to be written.
std::string take_output(FileState& state) REQUIRES(state.output) {
  std::string bytes = state.outgoing.substr(state.written);
  state.outgoing.clear();
  state.written = 0;
  state.unfinished.store(false, std::memory_order_relaxed);
  const base::ByteLockGuard guard(state.lock);
  bytes += state.pending;
  state.pending.clear();
  return bytes;
}

/// Writes the next piece of it, without waiting; returns errno. Detached.
int write_piece(FileState& state, int descriptor) REQUIRES(state.output) {
  if (state.written == state.outgoing.size()) {
    state.outgoing.clear();
    state.written = 0;
    const base::ByteLockGuard guard(state.lock);
    state.outgoing.swap(state.pending);
  }
  const std::size_t left = state.outgoing.size() - state.written;
  const ssize_t count = left == 0 ? 0
                                  : ::write(descriptor, state.outgoing.data() + state.written,
                                            state.never_waits ? left : writable_at_once(left));
  const int error = count < 0 && errno != EINTR && errno != EAGAIN ? errno : 0;
  if (count > 0) state.written += static_cast<std::size_t>(count);
  if (error != 0) state.written = state.outgoing.size();
  state.unfinished.store(state.written < state.outgoing.size(), std::memory_order_relaxed);
  return error;
}

void finalize_file(Object* object) {
  FileState* raw = static_cast<File*>(object)->state;
  if (raw == nullptr) return;
  const std::shared_ptr<OpenFiles> open = raw->open_files;
  const std::shared_ptr<FileState> state = unlist(raw);
  const base::MutexLock output(state->output);
  const int descriptor = state->descriptor.exchange(-1, std::memory_order_relaxed);
  if (descriptor < 0) return;
  std::string bytes = take_output(*state);
  if (!bytes.empty()) write_all(descriptor, bytes);
  if (state->owns_descriptor) ::close(descriptor);
}

// ---- all files that are open

struct OpenFilesObject : objects::Opaque {
  std::shared_ptr<OpenFiles>* files;
};

constexpr objects::OpaqueInfo kOpenFilesInfo = {
    "_io open files", nullptr, [](Object* object) { delete static_cast<OpenFilesObject*>(object)->files; }};
const char kOpenFilesKey = 0;

std::shared_ptr<OpenFiles> open_files(ThreadState& thread) {
  Slot& slot = thread.interpreter.state_slot(&kOpenFilesKey);
  Value current = slot.load();
  if (current.is_empty()) {
    auto* object = objects::create_opaque<OpenFilesObject>(thread, thread.types.object, kOpenFilesInfo);
    object->files = new std::shared_ptr<OpenFiles>(std::make_shared<OpenFiles>());
    if (slot.compare_exchange(current, object)) current = object;
  }
  return *current.as<OpenFilesObject>()->files;
}

}  // namespace

const objects::OpaqueInfo kFileInfo = {"_io._IOBase", trace_file, finalize_file};

namespace {

File* create_file(ThreadState& thread, Type* type, int descriptor) {
  auto* file = objects::create_opaque<File>(thread, type, kFileInfo);
  auto state = std::make_shared<FileState>();
  state->descriptor.store(descriptor, std::memory_order_relaxed);
  struct stat info {};
  state->never_waits = ::fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode);
  state->open_files = open_files(thread);
  file->state = state.get();
  OpenFiles& open = *state->open_files;
  const base::ByteLockGuard guard(open.lock);
  open.files.push_back(std::move(state));
  return file;
}

Raised closed_error(ThreadState& thread) {
  return thread.raise(thread.types.ValueError, "I/O operation on closed file.");
}

Result<int> descriptor_of(ThreadState& thread, File* file) {
  const int descriptor = file->state->descriptor.load(std::memory_order_relaxed);
  if (descriptor < 0) return closed_error(thread);
  return descriptor;
}

Raised unsupported(ThreadState& thread, const char* message) {
  Type* type = MINIPY_TRY(unsupported_operation_type(thread));
  return thread.raise(type, "%s", message);
}

/// Forgets what was read ahead, so that the descriptor stands where the script thinks it does.
void drop_read_ahead(FileState& state, int descriptor) {
  const base::ByteLockGuard guard(state.lock);
  if (state.position < state.buffer.size()) {
    ::lseek(descriptor, -static_cast<off_t>(state.buffer.size() - state.position), SEEK_CUR);
  }
  state.buffer.clear();
  state.position = 0;
  state.at_end = false;
}

/// Appends bytes to be written; true when they should go out now.
bool append_pending(FileState& state, std::string_view bytes) {
  const base::ByteLockGuard guard(state.lock);
  if (state.written_newline.empty()) {
    state.pending.append(bytes);
  } else {
    for (const char c : bytes) {
      if (c == '\n') {
        state.pending.append(state.written_newline);
      } else {
        state.pending.push_back(c);
      }
    }
  }
  if (state.unbuffered.load(std::memory_order_relaxed) || state.pending.size() >= kBufferSize) return true;
  return state.line_buffered.load(std::memory_order_relaxed) && bytes.find('\n') != std::string_view::npos;
}

Result<void> write_bytes(ThreadState& thread, File* file, std::string_view bytes) {
  FileState& state = *file->state;
  const int descriptor = MINIPY_TRY(descriptor_of(thread, file));
  if (!state.writable) return unsupported(thread, state.binary ? "write" : "not writable");
  if (state.readable) drop_read_ahead(state, descriptor);
  if (append_pending(state, bytes)) return flush_file(thread, file);
  return Done{};
}

bool has_surrogate(const Str* text) {
  if (text->width() == 1) return false;
  for (std::int64_t i = 0; i < text->length; ++i) {
    const char32_t point = text->at(i);
    if (point >= 0xD800 && point <= 0xDFFF) return true;
  }
  return false;
}

bool is_utf8(const Str* encoding) {
  if (!encoding->is_ascii()) return false;
  std::string name(encoding->ascii());
  std::transform(name.begin(), name.end(), name.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  return name == "utf-8" || name == "utf8";
}

/// The bytes a text file holds, as a str.
Result<Value> decode(ThreadState& thread, File* file, const std::string& bytes) {
  if (std::none_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; })) {
    return make_str(thread, bytes);
  }
  const Value raw = objects::Bytes::create(thread, bytes);
  return vm::call_method(thread, raw, vm::intern(thread, "decode"),
                         {file->encoding.load(), file->errors.load()});
}

/// Puts what was read into the buffer, with the newlines a text file shows.
void append_input(FileState& state, const char* bytes, std::size_t count) {
  const base::ByteLockGuard guard(state.lock);
  if (state.position > 0) {
    state.buffer.erase(0, state.position);
    state.position = 0;
  }
  if (count == 0) state.at_end = true;
  if (state.binary || !state.translate_reading) {
    state.buffer.append(bytes, count);
    return;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const char c = bytes[i];
    const bool follows_return = state.after_return;
    state.after_return = c == '\r';
    if (c == '\n' && follows_return) continue;
    state.buffer.push_back(c == '\r' ? '\n' : c);
  }
}

/// Reads a piece from the descriptor into the buffer. May raise KeyboardInterrupt.
Result<void> fill(ThreadState& thread, File* file) {
  FileState& state = *file->state;
  while (true) {
    const int descriptor = MINIPY_TRY(descriptor_of(thread, file));
    MINIPY_TRY(wait_readable(thread, descriptor));
    int error = 0;
    {
      const vm::Detached detached(thread, "read");
      const base::MutexLock guard(state.input);
      pollfd ready{descriptor, POLLIN, 0};
      if (::poll(&ready, 1, 0) == 0) continue;  // another thread was faster
      char bytes[kBufferSize];
      const ssize_t count = ::read(descriptor, bytes, sizeof bytes);
      if (count >= 0) {
        append_input(state, bytes, static_cast<std::size_t>(count));
        return Done{};
      }
      error = errno;
    }
    if (error != EINTR) return raise_os_error(thread, error);
    MINIPY_TRY(vm::checkpoint(thread));
  }
}

Result<void> prepare_reading(ThreadState& thread, File* file) {
  FileState& state = *file->state;
  MINIPY_TRY(descriptor_of(thread, file));
  if (!state.readable) return unsupported(thread, state.binary ? "read" : "not readable");
  if (state.writable) return flush_file(thread, file);
  return Done{};
}

}  // namespace

void flush_all_files(ThreadState& thread) {
  const std::shared_ptr<OpenFiles> open = open_files(thread);
  std::vector<std::shared_ptr<FileState>> dirty;
  {
    const base::ByteLockGuard guard(open->lock);
    for (const std::shared_ptr<FileState>& state : open->files) {
      const base::ByteLockGuard pending(state->lock);
      const bool waiting = !state->pending.empty() || state->unfinished.load(std::memory_order_relaxed);
      if (waiting && state->owns_descriptor) dirty.push_back(state);
    }
  }
  for (const std::shared_ptr<FileState>& state : dirty) {
    const base::MutexLock output(state->output);
    std::string bytes = take_output(*state);
    const int descriptor = state->descriptor.load(std::memory_order_relaxed);
    if (descriptor >= 0) (void)write_all(descriptor, bytes);
  }
}

Result<void> flush_file(ThreadState& thread, File* file) {
  FileState& state = *file->state;
  while (true) {
    {
      const base::ByteLockGuard guard(state.lock);
      if (state.pending.empty() && !state.unfinished.load(std::memory_order_relaxed)) return Done{};
    }
    const int descriptor = state.descriptor.load(std::memory_order_relaxed);
    if (!state.never_waits) MINIPY_TRY(wait_writable(thread, descriptor));
    int error = 0;
    {
      const vm::Detached detached(thread, "write");
      const base::MutexLock output(state.output);
      error = write_piece(state, descriptor);
    }
    if (error != 0) return raise_os_error(thread, error);
    MINIPY_TRY(vm::checkpoint(thread));
  }
}

Result<void> write_text(ThreadState& thread, File* file, const Str* text) {
  const auto* encoding = file->encoding.load_as<Str>();
  if (text->is_ascii()) return write_bytes(thread, file, text->ascii());
  if (is_utf8(encoding) && !has_surrogate(text)) return write_bytes(thread, file, text->utf8());
  const Value encoded =
      MINIPY_TRY(vm::call_method(thread, Value(const_cast<Str*>(text)), vm::intern(thread, "encode"),
                                 {file->encoding.load(), file->errors.load()}));
  return write_bytes(thread, file, encoded.as<objects::Bytes>()->view());
}

Result<std::string> read_line(ThreadState& thread, File* file, std::int64_t limit) {
  MINIPY_TRY(prepare_reading(thread, file));
  FileState& state = *file->state;
  while (true) {
    {
      const base::ByteLockGuard guard(state.lock);
      const std::size_t newline = state.buffer.find('\n', state.position);
      std::size_t end = newline == std::string::npos ? state.buffer.size() : newline + 1;
      const bool enough = limit >= 0 && end - state.position >= static_cast<std::size_t>(limit);
      if (newline != std::string::npos || enough || state.at_end) {
        if (enough) end = state.position + static_cast<std::size_t>(limit);
        std::string line = state.buffer.substr(state.position, end - state.position);
        state.position = end;
        if (line.empty()) state.at_end = false;  // a terminal may go on after Ctrl-D
        return line;
      }
    }
    MINIPY_TRY(fill(thread, file));
  }
}

Result<std::string> read_bytes(ThreadState& thread, File* file, std::int64_t count) {
  MINIPY_TRY(prepare_reading(thread, file));
  FileState& state = *file->state;
  while (true) {
    {
      const base::ByteLockGuard guard(state.lock);
      const std::size_t available = state.buffer.size() - state.position;
      if (state.at_end || (count >= 0 && available >= static_cast<std::size_t>(count))) {
        const std::size_t taken =
            count < 0 ? available : std::min(available, static_cast<std::size_t>(count));
        std::string bytes = state.buffer.substr(state.position, taken);
        state.position += taken;
        if (taken == 0 || count < 0) state.at_end = false;
        return bytes;
      }
    }
    MINIPY_TRY(fill(thread, file));
  }
}

File* standard_stream(ThreadState& thread, int descriptor, const char* name, bool writable,
                      const char* errors) {
  File* file = create_file(thread, text_file_type(thread), descriptor);
  FileState& state = *file->state;
  state.owns_descriptor = false;
  state.readable = !writable;
  state.writable = writable;
  state.translate_reading = false;  // as CPython opens its streams, except on Windows
  state.line_buffered.store(writable && (descriptor == STDERR_FILENO || ::isatty(descriptor) == 1));
  file->name.store(make_str(thread, name));
  file->mode.store(make_str(thread, writable ? "w" : "r"));
  file->encoding.store(make_str(thread, "utf-8"));
  file->errors.store(make_str(thread, errors));
  return file;
}

// ---- methods

namespace {

Result<File*> self_file(ThreadState& thread, Value self) { return self_as<File>(thread, self, kFileInfo); }

/// An optional size argument: None, missing and negative are -1.
Result<std::int64_t> size_argument(ThreadState& thread, Value value) {
  if (value.is_empty() || value.is_none()) return std::int64_t{-1};
  return std::max<std::int64_t>(-1, MINIPY_TRY(vm::index_int64(thread, value)));
}

Result<Value> text_write(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "write() argument must be str, not %T", arguments[1]);
  }
  const Str* text = arguments[1].as<Str>();
  MINIPY_TRY(write_text(thread, file, text));
  return objects::make_int(thread, text->length);
}

Result<Value> binary_write(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  Value data = arguments[1];
  if (!objects::is_bytes(data)) {
    if (objects::is_str(data) || objects::is_integer(data)) {
      return thread.raise(thread.types.TypeError, "a bytes-like object is required, not '%T'", data);
    }
    data = MINIPY_TRY(vm::call(thread, thread.types.bytes, {data}));
  }
  const std::string_view bytes = data.as<objects::Bytes>()->view();
  MINIPY_TRY(write_bytes(thread, file, bytes));
  return objects::make_int_u64(thread, bytes.size());
}

Result<Value> file_writelines(ThreadState& thread, const Arguments& arguments) {
  const Value iterator = MINIPY_TRY(vm::iterate(thread, arguments[1]));
  while (true) {
    const Value line = MINIPY_TRY(vm::next(thread, iterator));
    if (line.is_empty()) return Value::none();
    MINIPY_TRY(vm::call_method(thread, arguments[0], thread.names.write, {line}));
  }
}

Result<Value> file_flush(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  MINIPY_TRY(descriptor_of(thread, file));
  MINIPY_TRY(flush_file(thread, file));
  return Value::none();
}

/// Takes back the start bytes of a code point whose rest is not there yet.
Result<Value> text_read(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const std::int64_t size = MINIPY_TRY(size_argument(thread, arguments.get(1)));
  if (size < 0) return decode(thread, file, MINIPY_TRY(read_bytes(thread, file, -1)));
  std::string bytes;
  for (std::int64_t points = 0; points < size;) {
    std::string more = MINIPY_TRY(read_bytes(thread, file, size - points));
    if (more.empty()) break;
    // Bytes that continue a code point do not count; go on until as many code points are complete.
    bytes += more;
    while (true) {
      std::size_t start = bytes.size();
      while (start > 0 && (bytes[start - 1] & 0xC0) == 0x80) --start;
      if (start == 0) break;
      const auto lead = static_cast<unsigned char>(bytes[start - 1]);
      const std::size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      const std::size_t have = bytes.size() - start + 1;
      if (have >= length) break;
      const std::string rest = MINIPY_TRY(read_bytes(thread, file, static_cast<std::int64_t>(length - have)));
      if (rest.empty()) break;
      bytes += rest;
    }
    points = std::count_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0xC0) != 0x80; });
  }
  return decode(thread, file, bytes);
}

Result<Value> binary_read(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const std::int64_t size = MINIPY_TRY(size_argument(thread, arguments.get(1)));
  const std::string bytes = MINIPY_TRY(read_bytes(thread, file, size));
  return Value(objects::Bytes::create(thread, bytes));
}

Result<Value> next_line(ThreadState& thread, File* file, std::int64_t limit) {
  const std::string line = MINIPY_TRY(read_line(thread, file, limit));
  if (file->state->binary) return Value(objects::Bytes::create(thread, line));
  return decode(thread, file, line);
}

Result<Value> file_readline(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  return next_line(thread, file, MINIPY_TRY(size_argument(thread, arguments.get(1))));
}

bool is_empty_line(Value line) {
  return objects::is_str(line) ? line.as<Str>()->length == 0 : line.as<objects::Bytes>()->length == 0;
}

Result<Value> file_readlines(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const std::int64_t hint = MINIPY_TRY(size_argument(thread, arguments.get(1)));
  List* lines = List::create(thread);
  std::int64_t total = 0;
  while (true) {
    const Value line = MINIPY_TRY(next_line(thread, file, -1));
    if (is_empty_line(line)) return Value(lines);
    lines->append(thread, line);
    total += MINIPY_TRY(vm::length(thread, line));
    if (hint > 0 && total >= hint) return Value(lines);
  }
}

Result<Value> file_iter(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(descriptor_of(thread, MINIPY_TRY(self_file(thread, arguments[0]))));
  return arguments[0];
}

Result<Value> file_next(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const Value line = MINIPY_TRY(next_line(thread, file, -1));
  if (is_empty_line(line)) return thread.raise_with(thread.types.StopIteration, {});
  return line;
}

Result<Value> file_close(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  FileState& state = *file->state;
  if (state.descriptor.load(std::memory_order_relaxed) < 0) return Value::none();
  auto flushed = flush_file(thread, file);
  const int descriptor = state.descriptor.exchange(-1, std::memory_order_relaxed);
  if (descriptor >= 0 && state.owns_descriptor) ::close(descriptor);
  if (!flushed.ok()) return Raised{};
  return Value::none();
}

Result<Value> file_enter(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(descriptor_of(thread, MINIPY_TRY(self_file(thread, arguments[0]))));
  return arguments[0];
}

Result<Value> file_exit(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(vm::call_method(thread, arguments[0], thread.names.close, {}));
  return Value::none();
}

Result<Value> file_fileno(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(MINIPY_TRY(descriptor_of(thread, MINIPY_TRY(self_file(thread, arguments[0])))));
}

Result<Value> file_isatty(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(
      ::isatty(MINIPY_TRY(descriptor_of(thread, MINIPY_TRY(self_file(thread, arguments[0]))))) == 1);
}

Result<Value> file_readable(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(self_file(thread, arguments[0]))->state->readable);
}

Result<Value> file_writable(ThreadState& thread, const Arguments& arguments) {
  return Value::from_bool(MINIPY_TRY(self_file(thread, arguments[0]))->state->writable);
}

Result<Value> file_seekable(ThreadState& thread, const Arguments& arguments) {
  const int descriptor = MINIPY_TRY(descriptor_of(thread, MINIPY_TRY(self_file(thread, arguments[0]))));
  return Value::from_bool(::lseek(descriptor, 0, SEEK_CUR) >= 0);
}

Result<Value> file_seek(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const int descriptor = MINIPY_TRY(descriptor_of(thread, file));
  const std::int64_t offset = MINIPY_TRY(vm::index_int64(thread, arguments[1]));
  const std::int64_t whence =
      arguments.get(2).is_empty() ? SEEK_SET : MINIPY_TRY(vm::index_int64(thread, arguments[2]));
  if (!file->state->binary && offset != 0) {
    if (whence == SEEK_CUR) return unsupported(thread, "can't do nonzero cur-relative seeks");
    if (whence == SEEK_END) return unsupported(thread, "can't do nonzero end-relative seeks");
  }
  if (whence == SEEK_SET && offset < 0) {
    return thread.raise(thread.types.ValueError, "negative seek position %d", offset);
  }
  MINIPY_TRY(flush_file(thread, file));
  drop_read_ahead(*file->state, descriptor);
  const off_t position = ::lseek(descriptor, offset, static_cast<int>(whence));
  if (position < 0) return raise_os_error(thread, errno);
  return objects::make_int(thread, position);
}

Result<Value> file_tell(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const int descriptor = MINIPY_TRY(descriptor_of(thread, file));
  MINIPY_TRY(flush_file(thread, file));
  const off_t position = ::lseek(descriptor, 0, SEEK_CUR);
  if (position < 0) return raise_os_error(thread, errno);
  const base::ByteLockGuard guard(file->state->lock);
  const std::size_t ahead = file->state->buffer.size() - file->state->position;
  return objects::make_int(thread, position - static_cast<std::int64_t>(ahead));
}

Result<Value> file_truncate(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const int descriptor = MINIPY_TRY(descriptor_of(thread, file));
  Value size = arguments.get(1);
  if (size.is_empty() || size.is_none()) {
    const Value self[] = {arguments[0]};
    size = MINIPY_TRY(file_tell(thread, Arguments{self, 1, nullptr}));
  }
  MINIPY_TRY(flush_file(thread, file));
  if (::ftruncate(descriptor, MINIPY_TRY(vm::index_int64(thread, size))) != 0)
    return raise_os_error(thread, errno);
  return size;
}

Result<Value> text_reconfigure(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  MINIPY_TRY(flush_file(thread, file));
  const Value encoding = arguments.get(1);
  const Value errors = arguments.get(2);
  const Value lines = arguments.get(4);
  const Value through = arguments.get(5);
  if (!encoding.is_empty() && objects::is_str(encoding)) file->encoding.store(encoding);
  if (!errors.is_empty() && objects::is_str(errors)) file->errors.store(errors);
  if (!lines.is_empty() && !lines.is_none()) {
    file->state->line_buffered.store(MINIPY_TRY(vm::truth(thread, lines)));
  }
  if (!through.is_empty() && !through.is_none()) {
    file->state->unbuffered.store(MINIPY_TRY(vm::truth(thread, through)));
  }
  return Value::none();
}

Result<Value> text_repr(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  std::string text = "<_io.TextIOWrapper name=";
  text += MINIPY_TRY(vm::repr(thread, file->name.load()))->utf8();
  text += " mode=" + MINIPY_TRY(vm::repr(thread, file->mode.load()))->utf8();
  text += " encoding=" + MINIPY_TRY(vm::repr(thread, file->encoding.load()))->utf8() + ">";
  return make_str(thread, text);
}

Result<Value> binary_repr(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  std::string text = std::string("<_io.") + objects::type_name(thread, arguments[0]) + " name=";
  text += MINIPY_TRY(vm::repr(thread, file->name.load()))->utf8() + ">";
  return make_str(thread, text);
}

Result<Value> get_name(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_file(thread, self))->name.load();
}
Result<void> set_name(ThreadState& thread, Value self, Value value) {
  File* file = MINIPY_TRY(self_file(thread, self));
  if (value.is_empty()) return thread.raise(thread.types.AttributeError, "name");
  file->name.store(value);
  return Done{};
}
Result<Value> get_mode(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_file(thread, self))->mode.load();
}
Result<Value> get_encoding(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_file(thread, self))->encoding.load();
}
Result<Value> get_errors(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_file(thread, self))->errors.load();
}
Result<Value> get_newlines(ThreadState&, Value) { return Value::none(); }
Result<Value> get_closed(ThreadState& thread, Value self) {
  return Value::from_bool(MINIPY_TRY(self_file(thread, self))->state->descriptor.load() < 0);
}
Result<Value> get_line_buffering(ThreadState& thread, Value self) {
  return Value::from_bool(MINIPY_TRY(self_file(thread, self))->state->line_buffered.load());
}

/// The bytes behind a text file: a binary file over the same descriptor, which writes what the text file
/// still holds.
Result<Value> get_buffer(ThreadState& thread, Value self) {
  File* text = MINIPY_TRY(self_file(thread, self));
  const int descriptor = MINIPY_TRY(descriptor_of(thread, text));
  MINIPY_TRY(flush_file(thread, text));
  const FileState& from = *text->state;
  File* file = create_file(
      thread, from.writable ? buffered_writer_type(thread) : buffered_reader_type(thread), descriptor);
  file->state->owns_descriptor = false;
  file->state->binary = true;
  file->state->readable = from.readable;
  file->state->writable = from.writable;
  file->state->unbuffered.store(true);  // so that text and bytes come out in the order they were written
  file->name.store(text->name.load());
  file->mode.store(make_str(thread, from.writable ? "wb" : "rb"));
  return Value(file);
}

Result<void> set_newline(ThreadState& thread, FileState& state, Value newline) {
  if (newline.is_empty() || newline.is_none()) return Done{};
  const std::string text = MINIPY_TRY(text_argument(thread, newline, "open() argument 'newline'"));
  if (text != "" && text != "\n" && text != "\r" && text != "\r\n") {
    return thread.raise(thread.types.ValueError, "illegal newline value: %s", text.c_str());
  }
  state.translate_reading = false;
  if (text == "\r" || text == "\r\n") state.written_newline = text;
  return Done{};
}

/// TextIOWrapper(buffer, ...): over a binary file of ours, a text file that has its descriptor from now on,
/// and what was read ahead; over anything else, what io._over_buffer makes.
Result<Value> text_new(ThreadState& thread, const Arguments& arguments) {
  const auto given = [&](std::uint32_t index) {
    return !arguments.get(index).is_empty() && !arguments[index].is_none();
  };
  auto* binary = objects::as_opaque<File>(arguments[1], kFileInfo);
  if (binary == nullptr || !binary->state->binary) {
    const Value module = MINIPY_TRY(vm::import_module(thread, "io"));
    vm::RootedValues values(thread);
    for (std::uint32_t i = 1; i < 7; ++i) values.push_back(given(i) ? arguments[i] : Value::none());
    const Value maker = MINIPY_TRY(vm::get_attribute(thread, module, vm::intern(thread, "_over_buffer")));
    return vm::call(thread, maker, values.span());
  }
  const int descriptor = MINIPY_TRY(descriptor_of(thread, binary));
  MINIPY_TRY(flush_file(thread, binary));
  FileState& from = *binary->state;
  File* file = create_file(thread, text_file_type(thread), descriptor);
  FileState& state = *file->state;
  state.readable = from.readable;
  state.writable = from.writable;
  state.owns_descriptor = std::exchange(from.owns_descriptor, false);
  std::string ahead;
  {
    const base::ByteLockGuard guard(from.lock);
    ahead = from.buffer.substr(from.position);
    from.buffer.clear();
    from.position = 0;
  }
  MINIPY_TRY(set_newline(thread, state, arguments.get(4)));
  if (!ahead.empty()) append_input(state, ahead.data(), ahead.size());
  if (given(5)) state.line_buffered.store(MINIPY_TRY(vm::truth(thread, arguments[5])));
  if (given(6)) state.unbuffered.store(MINIPY_TRY(vm::truth(thread, arguments[6])));
  file->name.store(binary->name.load());
  file->mode.store(binary->mode.load());
  file->encoding.store(given(2) ? arguments[2] : make_str(thread, "UTF-8"));
  file->errors.store(given(3) ? arguments[3] : make_str(thread, "strict"));
  return Value(file);
}

const NativeDefinition kFileMethods[] = {
    {"writelines", file_writelines, "self, lines, /"},
    {"flush", file_flush, "self, /"},
    {"readline", file_readline, "self, size=, /"},
    {"readlines", file_readlines, "self, hint=, /"},
    {"__iter__", file_iter, "self, /"},
    {"__next__", file_next, "self, /"},
    {"close", file_close, "self, /"},
    {"__enter__", file_enter, "self, /"},
    {"__exit__", file_exit, "self, type=, value=, traceback=, /"},
    {"fileno", file_fileno, "self, /"},
    {"isatty", file_isatty, "self, /"},
    {"readable", file_readable, "self, /"},
    {"writable", file_writable, "self, /"},
    {"seekable", file_seekable, "self, /"},
    {"seek", file_seek, "self, offset, whence=, /"},
    {"tell", file_tell, "self, /"},
    {"truncate", file_truncate, "self, size=, /"},
};

const NativeDefinition kTextMethods[] = {
    {"__new__", text_new, "cls, buffer, encoding=, errors=, newline=, line_buffering=, write_through="},
    {"write", text_write, "self, text, /"},
    {"read", text_read, "self, size=, /"},
    {"reconfigure", text_reconfigure,
     "self, *, encoding=, errors=, newline=, line_buffering=, write_through="},
    {"__repr__", text_repr, "self, /"},
};

const NativeDefinition kBinaryMethods[] = {
    {"write", binary_write, "self, buffer, /"},
    {"read", binary_read, "self, size=, /"},
    {"read1", binary_read, "self, size=, /"},
    {"__repr__", binary_repr, "self, /"},
};

const GetSetDefinition kFileAttributes[] = {
    {"name", get_name, set_name},
    {"mode", get_mode},
    {"closed", get_closed},
};

const GetSetDefinition kTextAttributes[] = {
    {"encoding", get_encoding}, {"errors", get_errors},
    {"newlines", get_newlines}, {"line_buffering", get_line_buffering},
    {"buffer", get_buffer},
};

Type* new_file_type(ThreadState& thread, const char* name, Type* base,
                    std::span<const NativeDefinition> methods, std::span<const GetSetDefinition> attributes) {
  Type* type = weakly_referenced(new_type(thread, name, "_io", false, kFileMethods, kFileAttributes, base));
  builtins::add_methods(thread, type, methods);
  builtins::add_getsets(thread, type, attributes);
  return type;
}

/// A class without anything in it, which scripts derive theirs from.
Type* new_base_type(ThreadState& thread, const char* name, Type* base) {
  Type* type = weakly_referenced(new_type(thread, name, "_io", true, {}, {}, base, objects::kInstance));
  type->layout.store(thread.types.object);
  return type;
}

Type* make_io_base(ThreadState& thread) { return new_base_type(thread, "_IOBase", nullptr); }
Type* make_text_base(ThreadState& thread) {
  return new_base_type(thread, "_TextIOBase", io_base_type(thread));
}
Type* make_buffered_base(ThreadState& thread) {
  return new_base_type(thread, "_BufferedIOBase", io_base_type(thread));
}
Type* make_raw_base(ThreadState& thread) { return new_base_type(thread, "_RawIOBase", io_base_type(thread)); }
Type* make_text_file(ThreadState& thread) {
  return new_file_type(thread, "TextIOWrapper", text_base_type(thread), kTextMethods, kTextAttributes);
}
Type* make_buffered_reader(ThreadState& thread) {
  return new_file_type(thread, "BufferedReader", buffered_base_type(thread), kBinaryMethods, {});
}
Type* make_buffered_writer(ThreadState& thread) {
  return new_file_type(thread, "BufferedWriter", buffered_base_type(thread), kBinaryMethods, {});
}
Type* make_buffered_random(ThreadState& thread) {
  return new_file_type(thread, "BufferedRandom", buffered_base_type(thread), kBinaryMethods, {});
}
Type* make_raw_file(ThreadState& thread) {
  return new_file_type(thread, "FileIO", raw_base_type(thread), kBinaryMethods, {});
}

// Addresses only: the keys of the types in InterpreterState.
const char kIoBaseKey = 0, kTextBaseKey = 0, kBufferedBaseKey = 0, kRawBaseKey = 0, kTextFileKey = 0,
           kReaderKey = 0, kWriterKey = 0, kRandomKey = 0, kRawFileKey = 0, kUnsupportedKey = 0;

}  // namespace

Type* io_base_type(ThreadState& thread) { return builtins::builtin_type(thread, &kIoBaseKey, make_io_base); }
Type* text_base_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kTextBaseKey, make_text_base);
}
Type* buffered_base_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kBufferedBaseKey, make_buffered_base);
}
Type* raw_base_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kRawBaseKey, make_raw_base);
}
Type* text_file_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kTextFileKey, make_text_file);
}
Type* buffered_reader_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kReaderKey, make_buffered_reader);
}
Type* buffered_writer_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kWriterKey, make_buffered_writer);
}
Type* buffered_random_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kRandomKey, make_buffered_random);
}
Type* raw_file_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kRawFileKey, make_raw_file);
}

Result<Type*> unsupported_operation_type(ThreadState& thread) {
  Slot& slot = thread.interpreter.state_slot(&kUnsupportedKey);
  if (slot.load().is_empty()) {
    Dict* space = Dict::create(thread);
    space->set_str(thread, thread.names.dunder_module, vm::intern(thread, "io"));
    Value bases = make_tuple(thread, {Value(thread.types.OSError), Value(thread.types.ValueError)});
    const Value type =
        MINIPY_TRY(vm::create_class(thread, thread.types.type, vm::intern(thread, "UnsupportedOperation"),
                                    bases.as<Tuple>(), space, Arguments{}, 0));
    slot.store(type);
  }
  return slot.load_as<Type>();
}

// ---- open

namespace {

struct Mode {
  bool create = false, reading = false, writing = false, appending = false, updating = false;
  bool text = false, binary = false;
};

Result<Mode> parse_mode(ThreadState& thread, Value value) {
  Mode mode;
  const std::string text = value.as<Str>()->utf8();
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
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

int open_flags(const Mode& mode) {
  int flags = O_CLOEXEC;
  flags |= mode.updating ? O_RDWR : mode.reading ? O_RDONLY : O_WRONLY;
  if (mode.writing) flags |= O_CREAT | O_TRUNC;
  if (mode.create) flags |= O_CREAT | O_EXCL;
  if (mode.appending) flags |= O_CREAT | O_APPEND;
  return flags;
}

/// A descriptor or a path as it is, else the path that a path-like object stands for.
Result<Value> file_name(ThreadState& thread, Value given) {
  if (objects::is_integer(given) || objects::is_str(given) || objects::is_bytes(given)) return given;
  const Value method = MINIPY_TRY(special_method(thread, given, "__fspath__"));
  if (method.is_empty()) {
    return thread.raise(thread.types.TypeError, "expected str, bytes or os.PathLike object, not %T", given);
  }
  return vm::call(thread, method, {});
}

/// The descriptor for `name`: a path, or a descriptor already.
Result<int> open_descriptor(ThreadState& thread, Value name, const Mode& mode, Value opener) {
  if (objects::is_integer(name)) return static_cast<int>(MINIPY_TRY(vm::index_int64(thread, name)));
  const std::string path = MINIPY_TRY(path_argument(thread, name, "open"));
  flush_all_files(thread);
  const int flags = open_flags(mode);
  if (!opener.is_empty() && !opener.is_none()) {
    const Value descriptor = MINIPY_TRY(vm::call(thread, opener, {name, Value::from_int(flags)}));
    return static_cast<int>(MINIPY_TRY(vm::index_int64(thread, descriptor)));
  }
  int descriptor = -1;
  int error = 0;
  {
    const vm::Detached detached(thread, "open");
    descriptor = ::open(path.c_str(), flags, 0666);
    error = errno;
  }
  if (descriptor < 0) return raise_os_error(thread, error, name);
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
    ::close(descriptor);
    return raise_os_error(thread, EISDIR, name);
  }
  return descriptor;
}

}  // namespace

Result<Value> io_open(ThreadState& thread, const Arguments& arguments) {
  const auto given = [&](std::uint32_t index) {
    const Value value = arguments.get(index);
    return !value.is_empty() && !value.is_none();
  };
  const Value name = MINIPY_TRY(file_name(thread, arguments[0]));
  const Value mode_value = given(1) ? arguments[1] : make_str(thread, "r");
  if (!objects::is_str(mode_value)) {
    return thread.raise(thread.types.TypeError, "open() argument 'mode' must be str, not %T", mode_value);
  }
  const Mode mode = MINIPY_TRY(parse_mode(thread, mode_value));
  std::int64_t buffering = given(2) ? MINIPY_TRY(vm::index_int64(thread, arguments[2])) : -1;
  if (mode.binary) {
    if (given(3))
      return thread.raise(thread.types.ValueError, "binary mode doesn't take an encoding argument");
    if (given(4)) return thread.raise(thread.types.ValueError, "binary mode doesn't take an errors argument");
    if (given(5)) return thread.raise(thread.types.ValueError, "binary mode doesn't take a newline argument");
  } else if (buffering == 0) {
    return thread.raise(thread.types.ValueError, "can't have unbuffered text I/O");
  }
  const int descriptor = MINIPY_TRY(open_descriptor(thread, name, mode, arguments.get(7)));
  Type* type = !mode.binary     ? text_file_type(thread)
               : buffering == 0 ? raw_file_type(thread)
               : mode.updating  ? buffered_random_type(thread)
               : mode.reading   ? buffered_reader_type(thread)
                                : buffered_writer_type(thread);
  File* file = create_file(thread, type, descriptor);
  FileState& state = *file->state;
  state.binary = mode.binary;
  state.readable = mode.reading || mode.updating;
  state.writable = !mode.reading || mode.updating;
  if (given(6)) state.owns_descriptor = MINIPY_TRY(vm::truth(thread, arguments[6]));
  if (!arguments.get(6).is_empty() && arguments[6].is_false()) state.owns_descriptor = false;
  state.unbuffered.store(buffering == 0);
  state.line_buffered.store(buffering == 1 || (state.writable && buffering < 0 && ::isatty(descriptor) == 1));
  MINIPY_TRY(set_newline(thread, state, arguments.get(5)));
  file->name.store(name);
  file->mode.store(mode_value);
  if (!mode.binary) {
    file->encoding.store(given(3) ? arguments[3] : make_str(thread, "UTF-8"));
    file->errors.store(given(4) ? arguments[4] : make_str(thread, "strict"));
  }
  return Value(file);
}

const NativeDefinition kOpenDefinition = {
    "open", io_open, "file, mode=, buffering=, encoding=, errors=, newline=, closefd=, opener="};

}  // namespace minipy::modules
