// What a file is made of: its state, the descriptor that files share, and the list of those that are open.

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

#include "runtime/modules/file_support.hpp"
#include "runtime/modules/waiting.hpp"

namespace minipy::modules {

namespace {

void trace_file(Object* object, heap::Marker& marker) {
  auto* file = static_cast<File*>(object);
  marker.mark(file->below);
  marker.mark(file->name);
  marker.mark(file->mode);
  marker.mark(file->encoding);
  marker.mark(file->errors);
  marker.mark(file->decoder);
  marker.mark(file->encoder);
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

/// Writes as much as goes without waiting. EINTR ends it.
void write_what_goes(int descriptor, std::string& bytes) {
  pollfd ready{descriptor, POLLOUT, 0};
  std::size_t done = 0;
  while (done < bytes.size() && ::poll(&ready, 1, 0) == 1) {
    const ssize_t count = ::write(descriptor, bytes.data() + done, writable_at_once(bytes.size() - done));
    if (count <= 0) break;
    done += static_cast<std::size_t>(count);
  }
  bytes.erase(0, done);
}

/// The descriptor goes with the last file that has it, unless somebody closed it before.
void finalize_file(Object* object) {
  FileState* raw = static_cast<File*>(object)->state.load(std::memory_order_acquire);
  if (raw == nullptr) return;
  const std::shared_ptr<OpenFiles> open = raw->open_files;
  const std::shared_ptr<FileState> state = unlist(raw);
  if (state == nullptr || state->descriptor == nullptr) return;
  const base::MutexLock output(state->output);
  const int descriptor = state->descriptor->number();
  if (descriptor < 0) return;
  std::string bytes = take_output(*state);
  if (!state->descriptor->never_waits()) write_what_goes(descriptor, bytes);
  if (bytes.empty()) return;
  if (state->descriptor->never_waits()) {
    write_all(descriptor, bytes);
  } else {
    // Whoever reads the other end may be waiting for the collector, which runs this.
    std::thread([state, rest = std::move(bytes)]() mutable {
      const base::MutexLock writing(state->output);
      write_all(state->descriptor->number(), rest);
    }).detach();
  }
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

Descriptor::Descriptor(int number, bool owned) : number_(number), owned_(owned) {
  struct stat info {};
  if (::fstat(number, &info) != 0) return;
  never_waits_ = S_ISREG(info.st_mode);
  is_socket_ = S_ISSOCK(info.st_mode);
}

bool Descriptor::waits() const {
  if (never_waits_) return false;
  return is_socket_ || (::fcntl(number(), F_GETFL) & O_NONBLOCK) == 0;
}

int Descriptor::close() {
  const int number = number_.exchange(-1, std::memory_order_relaxed);
  if (number < 0 || !owned_) return 0;
  return ::close(number) == 0 ? 0 : errno;
}

std::shared_ptr<FileState> new_file_state(ThreadState& thread, FileKind kind,
                                          std::shared_ptr<Descriptor> descriptor) {
  auto state = std::make_shared<FileState>();
  state->kind = kind;
  state->descriptor = std::move(descriptor);
  state->open_files = open_files(thread);
  return state;
}

Raised raise_initialised_before(ThreadState& thread) {
  return thread.raise(thread.types.NotImplementedError,
                      "__init__ of a file that has one already: not supported");
}

Result<void> publish_state(ThreadState& thread, File* file, const std::shared_ptr<FileState>& state) {
  OpenFiles& open = *state->open_files;
  const base::ByteLockGuard guard(open.lock);
  FileState* before = nullptr;
  if (!file->state.compare_exchange_strong(before, state.get(), std::memory_order_acq_rel)) {
    return raise_initialised_before(thread);
  }
  open.files.push_back(state);
  return Done{};
}

File* create_file(ThreadState& thread, Type* type, std::shared_ptr<FileState> state) {
  auto* file = objects::create_opaque<File>(thread, type, kFileInfo);
  MINIPY_CHECK(publish_state(thread, file, state).ok(), "a new file has no state");
  return file;
}

Result<File*> self_file(ThreadState& thread, Value self) {
  File* file = MINIPY_TRY(self_as<File>(thread, self, kFileInfo));
  const FileState* state = file->state.load(std::memory_order_acquire);
  if (state == nullptr) [[unlikely]] {
    return thread.raise(thread.types.ValueError, "I/O operation on uninitialized object");
  }
  if (state->detached.load(std::memory_order_relaxed)) [[unlikely]] {
    return thread.raise(thread.types.ValueError, state->kind == FileKind::kText
                                                     ? "underlying buffer has been detached"
                                                     : "raw stream has been detached");
  }
  return file;
}

bool is_exact(ThreadState& thread, Value self) {
  const Type* type = objects::type_of(thread, self);
  return !type->has(Type::kHeapType);
}

File* native_file(ThreadState& thread, Value value) {
  auto* file = objects::as_opaque<File>(value, kFileInfo);
  if (file == nullptr || !is_exact(thread, value)) return nullptr;
  const FileState* state = file->state.load(std::memory_order_acquire);
  return state != nullptr && state->descriptor != nullptr && !state->detached.load(std::memory_order_relaxed)
             ? file
             : nullptr;
}

File* native_below(ThreadState& /*thread*/, const File* file) {
  if (state_of(file).descriptor == nullptr) return nullptr;
  auto* below = objects::as_opaque<File>(file->below.load(), kFileInfo);
  if (below == nullptr) return nullptr;
  const FileState* state = below->state.load(std::memory_order_acquire);
  return state != nullptr && state->descriptor == state_of(file).descriptor ? below : nullptr;
}

Result<Value> below(ThreadState& thread, File* file) {
  const Value there = file->below.load();
  if (!there.is_empty()) return there;
  const FileState& above = state_of(file);
  const bool text = above.kind == FileKind::kText;
  auto state = new_file_state(thread, text ? FileKind::kBuffered : FileKind::kRaw, above.descriptor);
  state->readable = above.readable;
  state->writable = above.writable;
  state->appending = above.appending;
  state->creating = above.creating;
  state->unbuffered.store(true, std::memory_order_relaxed);
  Type* type = !text                              ? raw_file_type(thread)
               : above.readable && above.writable ? buffered_random_type(thread)
               : above.readable                   ? buffered_reader_type(thread)
                                                  : buffered_writer_type(thread);
  File* made = create_file(thread, type, std::move(state));
  made->name.store(file->name.load());
  Value expected;
  if (file->below.compare_exchange(expected, made)) return Value(made);
  return file->below.load();
}

Raised unsupported(ThreadState& thread, const char* message) {
  Type* type = MINIPY_TRY(unsupported_operation_type(thread));
  return thread.raise(type, "%s", message);
}

Raised closed_error(ThreadState& thread, const FileState& state, const char* operation) {
  const bool buffered = state.kind == FileKind::kBuffered;
  return thread.raise(thread.types.ValueError, "%s closed file%s", buffered ? operation : "I/O operation on",
                      state.kind == FileKind::kText || operation[0] == 'I' ? "." : "");
}

Result<bool> is_closed(ThreadState& thread, File* file) {
  const FileState& state = state_of(file);
  if (state.descriptor != nullptr) return state.descriptor->number() < 0;
  return vm::truth(thread,
                   MINIPY_TRY(vm::get_attribute(thread, file->below.load(), vm::intern(thread, "closed"))));
}

Result<void> check_open(ThreadState& thread, File* file, const char* operation) {
  if (MINIPY_TRY(is_closed(thread, file))) return closed_error(thread, state_of(file), operation);
  return Done{};
}

Result<int> descriptor_of(ThreadState& thread, File* file, const char* operation) {
  const FileState& state = state_of(file);
  const int number = state.descriptor->number();
  if (number < 0) return closed_error(thread, state, operation);
  return number;
}

void flush_all_files(ThreadState& thread) {
  const std::shared_ptr<OpenFiles> open = open_files(thread);
  std::vector<std::shared_ptr<FileState>> dirty;
  {
    const base::ByteLockGuard guard(open->lock);
    for (const std::shared_ptr<FileState>& state : open->files) {
      // Only what is in a file can be seen through the file system; nothing else is written without waiting.
      if (state->descriptor == nullptr || !state->descriptor->owned() || !state->descriptor->never_waits())
        continue;
      const base::ByteLockGuard pending(state->lock);
      const bool waiting = !state->pending.empty() || state->unfinished.load(std::memory_order_relaxed);
      if (waiting) dirty.push_back(state);
    }
  }
  for (const std::shared_ptr<FileState>& state : dirty) {
    const base::MutexLock output(state->output);
    std::string bytes = take_output(*state);
    const int descriptor = state->descriptor->number();
    if (descriptor >= 0) (void)write_all(descriptor, bytes);
  }
}

File* standard_stream(ThreadState& thread, int descriptor, const char* name, bool writable,
                      const char* errors) {
  auto state = new_file_state(thread, FileKind::kText, std::make_shared<Descriptor>(descriptor, false));
  state->readable = !writable;
  state->writable = writable;
  state->newline.store(Newline::kLf, std::memory_order_relaxed);  // as CPython has it, except on Windows
  state->units.store(Units::kUtf8, std::memory_order_relaxed);
  state->line_buffered.store(writable && (descriptor == STDERR_FILENO || ::isatty(descriptor) == 1),
                             std::memory_order_relaxed);
  File* file = create_file(thread, text_file_type(thread), std::move(state));
  file->name.store(make_str(thread, name));
  file->mode.store(make_str(thread, writable ? "w" : "r"));
  file->encoding.store(make_str(thread, "utf-8"));
  file->errors.store(make_str(thread, errors));
  return file;
}

}  // namespace minipy::modules
