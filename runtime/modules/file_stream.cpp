// Files over a stream: what is asked of it, and in whose turn.

#include <cerrno>
#include <cstring>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/memory_view.hpp"
#include "runtime/modules/file_support.hpp"

namespace minipy::modules {

TurnGuard::~TurnGuard() {
  if (turn_ == nullptr) return;
  turn_->owner.store(0, std::memory_order_relaxed);
  turn_->word.release();
}

Result<bool> TurnGuard::take(ThreadState& thread, FileState& state) {
  StreamTurn& turn = state.turn;
  if (turn.owner.load(std::memory_order_relaxed) == thread.id) return false;
  MINIPY_TRY(turn.word.acquire(thread, "file", sync::kNever));
  turn.owner.store(thread.id, std::memory_order_relaxed);
  turn_ = &turn;
  return true;
}

Result<void> take_turn(ThreadState& thread, File* file, TurnGuard& guard) {
  FileState& state = state_of(file);
  if (MINIPY_TRY(guard.take(thread, state)) || state.kind == FileKind::kText) return Done{};
  return thread.raise(thread.types.RuntimeError, "reentrant call inside %R", Value(file));
}

Result<Value> call_stream(ThreadState& thread, File* file, const char* method,
                          std::initializer_list<Value> arguments) {
  return vm::call_method(thread, file->below.load(), vm::intern(thread, method), arguments);
}

Result<bool> ask_stream(ThreadState& thread, Value stream, const char* method) {
  return vm::truth(thread, MINIPY_TRY(vm::call_method(thread, stream, vm::intern(thread, method), {})));
}

namespace {

/// What a method of a stream gave, as bytes.
Result<std::string> piece_of(ThreadState& thread, Value piece, const char* method) {
  if (!objects::is_bytes(piece) && objects::buffer_access(piece) == nullptr &&
      objects::as_memory_view(piece) == nullptr) {
    return thread.raise(thread.types.TypeError,
                        "underlying %s() should have returned a bytes-like object, not '%T'", method, piece);
  }
  std::string copy;
  return std::string(MINIPY_TRY(bytes_of(thread, piece, copy)));
}

/// readinto() of a raw stream.
Result<std::optional<std::string>> read_into_buffer(ThreadState& thread, File* file, std::size_t size) {
  MINIPY_TRY(builtins::check_allocation(thread, size));
  objects::ByteArray* array = objects::ByteArray::create(thread, std::string(size, '\0'));
  const Value answer = MINIPY_TRY(call_stream(thread, file, "readinto", {Value(array)}));
  if (answer.is_none()) return std::optional<std::string>{};
  const Value index = MINIPY_TRY(vm::index(thread, answer));
  const std::int64_t count = objects::to_int64(index).value_or(-1);
  if (count < 0 || static_cast<std::size_t>(count) > size) {
    return thread.raise(thread.types.OSError,
                        "raw readinto() returned invalid length %s (should have been between 0 and %d)",
                        MINIPY_TRY(vm::str(thread, index))->utf8().c_str(), static_cast<std::int64_t>(size));
  }
  std::string bytes = array->snapshot(thread);
  bytes.resize(std::min(bytes.size(), static_cast<std::size_t>(count)));
  return std::optional<std::string>(std::move(bytes));
}

}  // namespace

Result<std::optional<std::string>> read_stream(ThreadState& thread, File* file, std::size_t size) {
  if (state_of(file).kind == FileKind::kBuffered) return read_into_buffer(thread, file, size);
  const Value stream = file->below.load();
  const char* name = "read1";
  Value method = MINIPY_TRY(vm::find_attribute(thread, stream, vm::intern(thread, name)));
  if (method.is_empty()) {
    name = "read";
    method = MINIPY_TRY(vm::get_attribute(thread, stream, vm::intern(thread, name)));
  }
  const Value piece = MINIPY_TRY(vm::call(thread, method, {objects::make_int_u64(thread, size)}));
  return std::optional<std::string>(MINIPY_TRY(piece_of(thread, piece, name)));
}

Result<std::string> read_stream_to_end(ThreadState& thread, File* file) {
  const Value stream = file->below.load();
  if (state_of(file).kind == FileKind::kText) {
    return piece_of(thread, MINIPY_TRY(call_stream(thread, file, "read")), "read");
  }
  const Value method = MINIPY_TRY(vm::find_attribute(thread, stream, vm::intern(thread, "readall")));
  if (!method.is_empty()) {
    const Value all = MINIPY_TRY(vm::call(thread, method));
    if (all.is_none()) return std::string();
    if (!objects::is_bytes(all)) return thread.raise(thread.types.TypeError, "readall() should return bytes");
    return std::string(all.as<objects::Bytes>()->view());
  }
  std::string result;
  while (true) {
    const Value piece = MINIPY_TRY(call_stream(thread, file, "read"));
    if (piece.is_none()) return result;
    if (!objects::is_bytes(piece)) return thread.raise(thread.types.TypeError, "read() should return bytes");
    const std::string_view bytes = piece.as<objects::Bytes>()->view();
    if (bytes.empty()) return result;
    result += bytes;
  }
}

namespace {

std::string take_pending(FileState& state) {
  const base::ByteLockGuard guard(state.lock);
  std::string bytes;
  bytes.swap(state.pending);
  return bytes;
}

/// What a buffered file could not write stays in it.
void keep_pending(FileState& state, std::string_view rest) {
  const base::ByteLockGuard guard(state.lock);
  state.pending.insert(0, rest);
}

/// write() of a raw stream, until it has taken everything.
Result<void> write_pieces(ThreadState& thread, File* file, std::string_view bytes) {
  FileState& state = state_of(file);
  while (!bytes.empty()) {
    const Value piece = objects::Bytes::create(thread, bytes);
    const auto answer = call_stream(thread, file, "write", {piece});
    if (!answer.ok()) {
      keep_pending(state, bytes);
      return Raised{};
    }
    if (answer.value().is_none()) {
      keep_pending(state, bytes);
      const Value arguments[] = {Value::from_int(EAGAIN),
                                 make_str(thread, "write could not complete without blocking"),
                                 Value::from_int(0)};
      return thread.raise_with(thread.types.BlockingIOError, arguments);
    }
    const auto index = vm::index(thread, answer.value());
    const std::int64_t count = index.ok() ? objects::to_int64(index.value()).value_or(-1) : -1;
    if (count < 0 || static_cast<std::size_t>(count) > bytes.size()) {
      keep_pending(state, bytes);
      if (!index.ok()) return Raised{};
      return thread.raise(thread.types.OSError,
                          "raw write() returned invalid length %s (should have been between 0 and %d)",
                          MINIPY_TRY(vm::str(thread, index.value()))->utf8().c_str(),
                          static_cast<std::int64_t>(bytes.size()));
    }
    bytes.remove_prefix(static_cast<std::size_t>(count));
    MINIPY_TRY(vm::checkpoint(thread));
  }
  return Done{};
}

}  // namespace

Result<void> flush_to_stream(ThreadState& thread, File* file, bool forward) {
  FileState& state = state_of(file);
  const bool text = state.kind == FileKind::kText;
  TurnGuard turn;
  MINIPY_TRY(take_turn(thread, file, turn));
  while (true) {
    const std::string bytes = take_pending(state);
    if (bytes.empty()) break;
    if (!text) {
      MINIPY_TRY(write_pieces(thread, file, bytes));
      continue;
    }
    MINIPY_TRY(call_stream(thread, file, "write", {Value(objects::Bytes::create(thread, bytes))}));
  }
  if (text && forward) MINIPY_TRY(call_stream(thread, file, "flush"));
  return Done{};
}

}  // namespace minipy::modules
