// Writing to files: appending what is to be written, and sending it on.

#include <unistd.h>

#include <cerrno>

#include "interpreter/objects/bytes.hpp"
#include "runtime/modules/file_support.hpp"
#include "runtime/modules/waiting.hpp"

namespace minipy::modules {

namespace {

/// Writes the next piece of what is to be written, without waiting; returns errno. Detached.
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
                                            state.descriptor->never_waits() ? left : writable_at_once(left));
  const int error = count < 0 && errno != EINTR && errno != EAGAIN ? errno : 0;
  if (count > 0) state.written += static_cast<std::size_t>(count);
  if (error != 0) state.written = state.outgoing.size();
  state.unfinished.store(state.written < state.outgoing.size(), std::memory_order_relaxed);
  return error;
}

const char* written_newline(const FileState& state) {
  if (state.kind != FileKind::kText || state.units.load(std::memory_order_relaxed) == Units::kDecoded)
    return "\n";
  switch (state.newline.load(std::memory_order_relaxed)) {
    case Newline::kCr:
      return "\r";
    case Newline::kCrLf:
      return "\r\n";
    default:
      return "\n";
  }
}

/// Appends bytes to be written; true when they should go out now.
bool append_pending(FileState& state, std::string_view bytes) {
  const std::string_view newline = written_newline(state);
  const base::ByteLockGuard guard(state.lock);
  if (newline == "\n") {
    state.pending.append(bytes);
  } else {
    for (const char c : bytes) {
      if (c == '\n') {
        state.pending.append(newline);
      } else {
        state.pending.push_back(c);
      }
    }
  }
  if (state.unbuffered.load(std::memory_order_relaxed)) return true;
  return state.pending.size() > state.buffer_size;
}

bool has_surrogate(const Str* text) {
  if (text->width() == 1) return false;
  for (std::int64_t i = 0; i < text->length; ++i) {
    const char32_t point = text->at(i);
    if (point >= 0xD800 && point <= 0xDFFF) return true;
  }
  return false;
}

bool ends_line(std::string_view bytes) {
  return bytes.find('\n') != std::string_view::npos || bytes.find('\r') != std::string_view::npos;
}

Result<void> write_encoded(ThreadState& thread, File* file, std::string_view bytes) {
  FileState& state = state_of(file);
  MINIPY_TRY(write_bytes(thread, file, bytes));
  if (state.line_buffered.load(std::memory_order_relaxed) && ends_line(bytes))
    return flush_through(thread, file);
  return Done{};
}

}  // namespace

Result<void> flush_file(ThreadState& thread, File* file) {
  FileState& state = state_of(file);
  if (state.descriptor == nullptr) {
    {
      const base::ByteLockGuard guard(state.lock);
      if (state.pending.empty()) return Done{};
    }
    return flush_to_stream(thread, file, false);
  }
  while (true) {
    {
      const base::ByteLockGuard guard(state.lock);
      if (state.pending.empty() && !state.unfinished.load(std::memory_order_relaxed)) return Done{};
    }
    const int descriptor = state.descriptor->number();
    if (!state.descriptor->never_waits()) MINIPY_TRY(wait_writable(thread, descriptor));
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

Result<void> flush_through(ThreadState& thread, File* file) {
  if (state_of(file).descriptor == nullptr) return flush_to_stream(thread, file, true);
  return flush_file(thread, file);
}

Result<void> write_bytes(ThreadState& thread, File* file, std::string_view bytes) {
  FileState& state = state_of(file);
  if (state.descriptor != nullptr) {
    MINIPY_TRY(descriptor_of(thread, file, "write to"));
  } else {
    MINIPY_TRY(check_open(thread, file, "write to"));
  }
  if (!state.writable) return unsupported(thread, state.kind == FileKind::kText ? "not writable" : "write");
  if (state.readable) MINIPY_TRY(drop_read_ahead(thread, file));
  if (append_pending(state, bytes)) return flush_file(thread, file);
  return Done{};
}

Result<std::int64_t> write_raw(ThreadState& thread, File* file, std::string_view bytes) {
  FileState& state = state_of(file);
  while (true) {
    const int descriptor = MINIPY_TRY(descriptor_of(thread, file, "write to"));
    const bool waits = state.descriptor->waits();
    if (waits) MINIPY_TRY(wait_writable(thread, descriptor));
    ssize_t count = 0;
    int error = 0;
    {
      const vm::Detached detached(thread, "write");
      const base::MutexLock output(state.output);
      count = ::write(descriptor, bytes.data(), bytes.size());
      error = errno;
    }
    if (count >= 0) return std::int64_t{count};
    if (error == EAGAIN && !waits) return std::int64_t{-1};
    if (error != EINTR && error != EAGAIN) return raise_os_error(thread, error);
    MINIPY_TRY(vm::checkpoint(thread));
  }
}

Result<void> write_text(ThreadState& thread, File* file, const Str* text) {
  const Units units = state_of(file).units.load(std::memory_order_relaxed);
  if (units != Units::kDecoded) {
    if (text->is_ascii()) return write_encoded(thread, file, text->ascii());
    if (units == Units::kUtf8 && !has_surrogate(text)) return write_encoded(thread, file, text->utf8());
  }
  return write_encoded(thread, file, MINIPY_TRY(encode_text(thread, file, text)));
}

}  // namespace minipy::modules
