// Reading from files: filling the buffer, and giving out lines, characters and bytes from it.

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/objects/bytes.hpp"
#include "runtime/modules/file_support.hpp"
#include "runtime/modules/waiting.hpp"

namespace minipy::modules {

namespace {

constexpr std::size_t kLargestPiece = 65536;

/// Notes which line ends are there.
void look_for_newlines(FileState& state, std::string_view bytes) REQUIRES(state.lock) {
  const bool returns = bytes.find('\r') != std::string_view::npos;
  if (!returns && !state.after_return) {
    if ((state.newlines_seen & 2) == 0 && bytes.find('\n') != std::string_view::npos)
      state.newlines_seen |= 2;
    return;
  }
  state.has_returns = true;
  for (const char c : bytes) {
    if (c == '\n') {
      state.newlines_seen |= state.after_return ? 4 : 2;
    } else if (state.after_return) {
      state.newlines_seen |= 1;
    }
    state.after_return = c == '\r';
  }
}

/// A \r that nothing follows is a line end of its own.
void end_newlines(FileState& state) {
  const base::ByteLockGuard guard(state.lock);
  if (state.after_return) state.newlines_seen |= 1;
  state.after_return = false;
}

bool is_universal(const FileState& state) {
  if (state.kind != FileKind::kText) return false;
  const Newline newline = state.newline.load(std::memory_order_relaxed);
  return newline == Newline::kTranslated || newline == Newline::kUniversal;
}

/// Where the line ends that begins at `position`; npos when that is not to be seen yet.
std::size_t end_of_line(const FileState& state, bool at_end) REQUIRES(state.lock) {
  const std::string& text = state.buffer;
  const Newline newline =
      state.kind == FileKind::kText ? state.newline.load(std::memory_order_relaxed) : Newline::kLf;
  if (newline == Newline::kCrLf || newline == Newline::kCr) {
    const char* mark = newline == Newline::kCr ? "\r" : "\r\n";
    const std::size_t at = text.find(mark, state.position);
    return at == std::string::npos ? at : at + std::strlen(mark);
  }
  const std::size_t line = text.find('\n', state.position);
  if (newline != Newline::kLf && state.has_returns) {
    const std::size_t limit = line == std::string::npos ? text.size() : line;
    const void* found = std::memchr(text.data() + state.position, '\r', limit - state.position);
    if (found != nullptr) {
      const std::size_t at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
      if (at + 1 == text.size() && !at_end) return std::string::npos;  // perhaps half of a line end
      return at + 1 < text.size() && text[at + 1] == '\n' ? at + 2 : at + 1;
    }
  }
  return line == std::string::npos ? line : line + 1;
}

/// The length of the character of UTF-8 at `text`, 1 where it is none; 0 when its end is missing.
std::size_t utf8_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  const std::size_t length = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
  for (std::size_t i = 1; i < length; ++i) {
    if (i == text.size()) return 0;
    if ((text[i] & 0xC0) != 0x80) return 1;
  }
  return length;
}

struct Reached {
  std::size_t end;     ///< where the characters end
  std::int64_t count;  ///< how many there are
};

/// Goes over `count` characters of the buffer, not beyond `limit`.
Reached go_over(const FileState& state, std::int64_t count, std::size_t limit, bool at_end)
    REQUIRES(state.lock) {
  const std::string_view text = std::string_view(state.buffer).substr(0, limit);
  const bool bytes = state.units.load(std::memory_order_relaxed) == Units::kBytes;
  const bool joins =
      state.has_returns && state.newline.load(std::memory_order_relaxed) == Newline::kTranslated;
  Reached reached{state.position, 0};
  while (reached.count < count && reached.end < text.size()) {
    const char c = text[reached.end];
    std::size_t length = 1;
    if (c == '\r' && joins) {
      if (reached.end + 1 == state.buffer.size()) {
        if (!at_end) break;
      } else if (state.buffer[reached.end + 1] == '\n') {
        length = 2;
      }
    } else if (!bytes && (c & 0x80) != 0) {
      length = utf8_length(text.substr(reached.end));
      if (length == 0) {
        if (!at_end) break;
        length = 1;
      }
    }
    reached.end += length;
    ++reached.count;
  }
  return reached;
}

std::string take(FileState& state, std::size_t end) REQUIRES(state.lock) {
  std::string bytes;
  if (state.position == 0 && end == state.buffer.size()) {
    bytes.swap(state.buffer);
    return bytes;
  }
  bytes = state.buffer.substr(state.position, end - state.position);
  state.position = end;
  return bytes;
}

/// What the file below has read ahead.
std::string take_from_below(ThreadState& thread, const File* file) {
  const File* below = native_below(thread, file);
  if (below == nullptr) return {};
  FileState& state = state_of(below);
  const base::ByteLockGuard guard(state.lock);
  return take(state, state.buffer.size());
}

/// One read from the descriptor, put into the buffer if asked to; nothing when there is nothing for now.
Result<std::optional<std::string>> read_descriptor(ThreadState& thread, FileState& state, File* file,
                                                   std::size_t size, bool append) {
  MINIPY_TRY(builtins::check_allocation(thread, size));
  const auto room = std::make_unique_for_overwrite<char[]>(size);
  while (true) {
    const int descriptor = MINIPY_TRY(descriptor_of(thread, file, "read of"));
    const bool waits = state.descriptor->waits();
    if (waits) MINIPY_TRY(wait_readable(thread, descriptor));
    int error = 0;
    {
      const vm::Detached detached(thread, "read");
      const base::MutexLock guard(state.input);
      if (waits) {
        pollfd ready{descriptor, POLLIN, 0};
        if (::poll(&ready, 1, 0) == 0) continue;  // another thread was faster
      }
      const ssize_t count = ::read(descriptor, room.get(), size);
      error = errno;
      if (count >= 0) {
        const std::string_view piece(room.get(), static_cast<std::size_t>(count));
        if (append) append_input(state, piece);  // in the order in which it was read
        return std::optional<std::string>(piece);
      }
    }
    if (error == EAGAIN && !waits) return std::optional<std::string>{};
    if (error != EINTR && error != EAGAIN) return raise_os_error(thread, error);
    MINIPY_TRY(vm::checkpoint(thread));
  }
}

/// A piece goes through the decoder, or comes from a stream: in this thread's turn.
Result<Fill> fill_in_turn(ThreadState& thread, File* file, std::uint64_t seen, std::size_t size) {
  FileState& state = state_of(file);
  TurnGuard turn;
  MINIPY_TRY(take_turn(thread, file, turn));
  if (state.fills.load(std::memory_order_relaxed) != seen) return Fill::kData;
  const auto piece = state.descriptor == nullptr
                         ? MINIPY_TRY(read_stream(thread, file, size))
                         : MINIPY_TRY(read_descriptor(thread, state, file, size, false));
  if (!piece.has_value()) return Fill::kNothing;
  if (state.units.load(std::memory_order_relaxed) == Units::kDecoded) {
    append_input(state, MINIPY_TRY(decode_piece(thread, file, *piece, piece->empty())));
  } else {
    append_input(state, *piece);
  }
  if (!piece->empty()) return Fill::kData;
  end_newlines(state);
  return Fill::kEnd;
}

}  // namespace

void append_input(FileState& state, std::string_view bytes) {
  const base::ByteLockGuard guard(state.lock);
  // relaxed: compared under the turn, or a hint
  state.fills.store(state.fills.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  if (state.position > 0) {
    state.buffer.erase(0, state.position);
    state.position = 0;
  }
  if (state.buffer.empty()) state.has_returns = false;
  if (is_universal(state)) look_for_newlines(state, bytes);
  state.buffer.append(bytes);
}

Result<Fill> fill(ThreadState& thread, File* file, std::uint64_t seen, std::size_t wanted) {
  FileState& state = state_of(file);
  const std::size_t size = std::max(state.buffer_size, std::min(wanted, kLargestPiece));
  const std::string ahead = take_from_below(thread, file);
  const bool decoded = state.units.load(std::memory_order_relaxed) == Units::kDecoded;
  if (!ahead.empty()) {
    if (decoded) {
      append_input(state, MINIPY_TRY(decode_piece(thread, file, ahead, false)));
    } else {
      append_input(state, ahead);
    }
    return Fill::kData;
  }
  if (decoded || state.descriptor == nullptr) return fill_in_turn(thread, file, seen, size);
  const auto piece = MINIPY_TRY(read_descriptor(thread, state, file, size, true));
  if (!piece.has_value()) return Fill::kNothing;
  if (!piece->empty()) return Fill::kData;
  end_newlines(state);
  return Fill::kEnd;
}

Result<void> prepare_reading(ThreadState& thread, File* file, const char* operation) {
  FileState& state = state_of(file);
  if (state.descriptor != nullptr) {
    MINIPY_TRY(descriptor_of(thread, file, operation));
  } else {
    MINIPY_TRY(check_open(thread, file, operation));
  }
  if (!state.readable) return unsupported(thread, state.kind == FileKind::kText ? "not readable" : "read");
  if (state.writable) return flush_file(thread, file);
  return Done{};
}

Result<std::string> read_line(ThreadState& thread, File* file, std::int64_t limit) {
  MINIPY_TRY(prepare_reading(thread, file, "readline of"));
  FileState& state = state_of(file);
  bool at_end = false;
  while (true) {
    const std::uint64_t seen = state.fills.load(std::memory_order_relaxed);
    {
      const base::ByteLockGuard guard(state.lock);
      const std::size_t line = end_of_line(state, at_end);
      const std::size_t end = line == std::string::npos ? state.buffer.size() : line;
      if (limit >= 0) {
        const Reached reached = go_over(state, limit, end, at_end);
        if (reached.count == limit) return take(state, reached.end);
      }
      if (line != std::string::npos || at_end) return take(state, end);
    }
    at_end = MINIPY_TRY(fill(thread, file, seen)) != Fill::kData;
  }
}

Result<std::string> read_characters(ThreadState& thread, File* file, std::int64_t count) {
  MINIPY_TRY(prepare_reading(thread, file, "read of"));
  FileState& state = state_of(file);
  if (count < 0 && state.descriptor == nullptr) {
    TurnGuard turn;
    MINIPY_TRY(take_turn(thread, file, turn));
    std::string bytes = MINIPY_TRY(read_stream_to_end(thread, file));
    if (state.units.load(std::memory_order_relaxed) == Units::kDecoded) {
      bytes = MINIPY_TRY(decode_piece(thread, file, bytes, true));
    }
    append_input(state, bytes);
    end_newlines(state);
    const base::ByteLockGuard guard(state.lock);
    return take(state, state.buffer.size());
  }
  bool at_end = false;
  while (true) {
    const std::uint64_t seen = state.fills.load(std::memory_order_relaxed);
    std::size_t wanted = kLargestPiece;
    {
      const base::ByteLockGuard guard(state.lock);
      if (count >= 0) {
        const Reached reached = go_over(state, count, state.buffer.size(), at_end);
        if (reached.count == count || at_end) return take(state, reached.end);
        wanted = static_cast<std::size_t>(count - reached.count);
      } else if (at_end) {
        return take(state, state.buffer.size());
      }
    }
    at_end = MINIPY_TRY(fill(thread, file, seen, wanted)) != Fill::kData;
  }
}

Result<std::optional<std::string>> read_bytes(ThreadState& thread, File* file, std::int64_t count) {
  MINIPY_TRY(prepare_reading(thread, file, "read of"));
  FileState& state = state_of(file);
  if (count < 0 && state.descriptor == nullptr) {
    TurnGuard turn;
    MINIPY_TRY(take_turn(thread, file, turn));
    const std::string rest = MINIPY_TRY(read_stream_to_end(thread, file));
    const base::ByteLockGuard guard(state.lock);
    return std::optional<std::string>(take(state, state.buffer.size()) + rest);
  }
  Fill filled = Fill::kData;
  while (true) {
    const std::uint64_t seen = state.fills.load(std::memory_order_relaxed);
    std::size_t wanted = kLargestPiece;
    {
      const base::ByteLockGuard guard(state.lock);
      const std::size_t available = state.buffer.size() - state.position;
      const bool enough = count >= 0 && available >= static_cast<std::size_t>(count);
      if (filled == Fill::kNothing && available == 0 && count != 0) return std::optional<std::string>{};
      if (filled != Fill::kData || enough) {
        return std::optional<std::string>(
            take(state, enough ? state.position + static_cast<std::size_t>(count) : state.buffer.size()));
      }
      if (count >= 0) wanted = static_cast<std::size_t>(count) - available;
    }
    filled = MINIPY_TRY(fill(thread, file, seen, wanted));
  }
}

Result<std::string> read_some(ThreadState& thread, File* file, std::size_t count) {
  MINIPY_TRY(prepare_reading(thread, file, "read of"));
  FileState& state = state_of(file);
  if (count == 0) return std::string();
  Fill filled = Fill::kData;
  while (true) {
    const std::uint64_t seen = state.fills.load(std::memory_order_relaxed);
    {
      const base::ByteLockGuard guard(state.lock);
      const std::size_t available = state.buffer.size() - state.position;
      if (available > 0 || filled != Fill::kData)
        return take(state, state.position + std::min(available, count));
    }
    filled = MINIPY_TRY(fill(thread, file, seen, count));
  }
}

Result<std::string> peek_bytes(ThreadState& thread, File* file) {
  MINIPY_TRY(prepare_reading(thread, file, "peek of"));
  FileState& state = state_of(file);
  Fill filled = Fill::kData;
  while (true) {
    const std::uint64_t seen = state.fills.load(std::memory_order_relaxed);
    {
      const base::ByteLockGuard guard(state.lock);
      if (state.buffer.size() > state.position || filled != Fill::kData)
        return state.buffer.substr(state.position);
    }
    filled = MINIPY_TRY(fill(thread, file, seen));
  }
}

Result<std::optional<std::string>> read_raw(ThreadState& thread, File* file, std::size_t count) {
  return read_descriptor(thread, state_of(file), file, count, false);
}

Result<std::int64_t> read_ahead(ThreadState& thread, File* file) {
  FileState& state = state_of(file);
  std::string text;
  std::int64_t ahead = 0;
  {
    const base::ByteLockGuard guard(state.lock);
    ahead = static_cast<std::int64_t>(state.buffer.size() - state.position);
    if (ahead == 0) return std::int64_t{0};
    if (state.units.load(std::memory_order_relaxed) == Units::kDecoded)
      text = state.buffer.substr(state.position);
  }
  return text.empty() ? Result<std::int64_t>(ahead) : encoded_length(thread, file, text);
}

Result<std::int64_t> forget_read_ahead(ThreadState& thread, File* file) {
  const std::int64_t ahead = MINIPY_TRY(read_ahead(thread, file));
  FileState& state = state_of(file);
  const base::ByteLockGuard guard(state.lock);
  state.buffer.clear();
  state.position = 0;
  state.after_return = false;
  return ahead;
}

Result<void> drop_read_ahead(ThreadState& thread, File* file) {
  FileState& state = state_of(file);
  {
    const base::ByteLockGuard guard(state.lock);
    if (state.buffer.empty()) return Done{};
  }
  const std::int64_t ahead = MINIPY_TRY(forget_read_ahead(thread, file));
  if (ahead == 0) return Done{};
  if (state.descriptor != nullptr) {
    ::lseek(state.descriptor->number(), -static_cast<off_t>(ahead), SEEK_CUR);
  } else if (state.kind == FileKind::kBuffered) {
    TurnGuard turn;
    MINIPY_TRY(take_turn(thread, file, turn));
    MINIPY_TRY(call_stream(thread, file, "seek", {Value::from_int(-ahead), Value::from_int(SEEK_CUR)}));
  }
  return Done{};
}

}  // namespace minipy::modules
