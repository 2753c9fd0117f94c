// What all files can do, raw, buffered or text: lines, positions, their descriptor, their end.

#include <unistd.h>

#include <cerrno>

#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/memory_view.hpp"
#include "runtime/modules/file_support.hpp"

namespace minipy::modules {

Result<std::int64_t> size_argument(ThreadState& thread, Value value) {
  if (value.is_empty() || value.is_none()) return std::int64_t{-1};
  return std::max<std::int64_t>(-1, MINIPY_TRY(vm::index_int64(thread, value)));
}

Result<std::string_view> bytes_of(ThreadState& thread, Value data, std::string& copy) {
  if (objects::is_bytes(data)) return data.as<objects::Bytes>()->view();
  const objects::MemoryView* view = objects::as_memory_view(data);
  if (view != nullptr && view->released.load(std::memory_order_relaxed)) {
    return thread.raise(thread.types.ValueError, "operation forbidden on released memoryview object");
  }
  if (view != nullptr) {
    copy = view->bytes(thread);
  } else if (const objects::BufferAccess* access = objects::buffer_access(data); access != nullptr) {
    copy = access->read(thread, data.as_object(), 0, access->size(thread, data.as_object()));
  } else {
    return thread.raise(thread.types.TypeError, "a bytes-like object is required, not '%T'", data);
  }
  return std::string_view(copy);
}

Result<WritableBytes> writable_bytes(ThreadState& thread, Value target, const char* function) {
  if (objects::MemoryView* view = objects::as_memory_view(target); view != nullptr) {
    if (view->released.load(std::memory_order_relaxed)) {
      return thread.raise(thread.types.ValueError, "operation forbidden on released memoryview object");
    }
    if (!view->readonly && view->contiguous()) {
      return WritableBytes{view->owner.load().as_object(), view->access, view->start,
                           view->length * view->item_size};
    }
  } else if (const objects::BufferAccess* access = objects::buffer_access(target);
             access != nullptr && access->write != nullptr) {
    return WritableBytes{target.as_object(), access, 0, access->size(thread, target.as_object())};
  }
  return thread.raise(thread.types.TypeError, "%s() argument must be read-write bytes-like object, not %T",
                      function, target);
}

namespace {

Result<Value> next_line(ThreadState& thread, File* file, std::int64_t limit) {
  FileState& state = state_of(file);
  std::string line = MINIPY_TRY(read_line(thread, file, limit));
  if (state.kind == FileKind::kText) return decode_text(thread, file, std::move(line));
  return Value(objects::Bytes::create(thread, line));
}

/// A raw file has no buffer, and reads byte by byte as long as it does not know better.
Result<Value> raw_line(ThreadState& thread, Value self, std::int64_t limit) {
  std::string line;
  while (limit < 0 || static_cast<std::int64_t>(line.size()) < limit) {
    const Value piece =
        MINIPY_TRY(vm::call_method(thread, self, vm::intern(thread, "read"), {Value::from_int(1)}));
    if (piece.is_none()) break;
    if (!objects::is_bytes(piece)) {
      return thread.raise(thread.types.OSError, "read() should have returned a bytes object, not '%T'",
                          piece);
    }
    const std::string_view byte = piece.as<objects::Bytes>()->view();
    line += byte;
    if (byte.empty() || line.back() == '\n') break;
  }
  return Value(objects::Bytes::create(thread, line));
}

Result<Value> file_readline(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const std::int64_t limit = MINIPY_TRY(size_argument(thread, arguments.get(1)));
  if (state_of(file).kind == FileKind::kRaw) return raw_line(thread, arguments[0], limit);
  return next_line(thread, file, limit);
}

bool is_empty_line(Value line) {
  if (objects::is_str(line)) return line.as<Str>()->length == 0;
  return objects::is_bytes(line) && line.as<objects::Bytes>()->length == 0;
}

/// The next line, from a readline() that a class may have of its own.
Result<Value> any_next_line(ThreadState& thread, File* file, Value self) {
  if (is_exact(thread, self) && state_of(file).kind != FileKind::kRaw) return next_line(thread, file, -1);
  return vm::call_method(thread, self, vm::intern(thread, "readline"), {});
}

Result<Value> file_readlines(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const std::int64_t hint = MINIPY_TRY(size_argument(thread, arguments.get(1)));
  MINIPY_TRY(check_open(thread, file, "readline of"));
  List* lines = List::create(thread);
  std::int64_t total = 0;
  while (true) {
    const Value line = MINIPY_TRY(any_next_line(thread, file, arguments[0]));
    if (is_empty_line(line)) return Value(lines);
    lines->append(thread, line);
    total += MINIPY_TRY(vm::length(thread, line));
    if (hint > 0 && total >= hint) return Value(lines);
  }
}

Result<Value> file_iter(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_open(thread, MINIPY_TRY(self_file(thread, arguments[0])), "I/O operation on"));
  return arguments[0];
}

Result<Value> file_next(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  FileState& state = state_of(file);
  state.iterated.store(true, std::memory_order_relaxed);
  const Value line = MINIPY_TRY(any_next_line(thread, file, arguments[0]));
  if (!is_empty_line(line)) return line;
  state.iterated.store(false, std::memory_order_relaxed);
  return thread.raise_with(thread.types.StopIteration, {});
}

Result<Value> file_writelines(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  MINIPY_TRY(check_open(thread, file, "I/O operation on"));
  const Value iterator = MINIPY_TRY(vm::iterate(thread, arguments[1]));
  while (true) {
    const Value line = MINIPY_TRY(vm::next(thread, iterator));
    if (line.is_empty()) return Value::none();
    MINIPY_TRY(vm::call_method(thread, arguments[0], thread.names.write, {line}));
  }
}

Result<Value> file_flush(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  MINIPY_TRY(check_open(thread, file, "flush of"));
  MINIPY_TRY(flush_through(thread, file));
  return Value::none();
}

Result<void> close_below(ThreadState& thread, File* file) {
  FileState& state = state_of(file);
  if (state.descriptor == nullptr) {
    MINIPY_TRY(call_stream(thread, file, "close"));
    return Done{};
  }
  const int error = state.descriptor->close();
  if (error != 0) return raise_os_error(thread, error);
  return Done{};
}

/// Closes what is below even when flushing fails; what went wrong first is the context of what did later.
Result<Value> file_close(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  if (MINIPY_TRY(is_closed(thread, file))) return Value::none();
  Value failure;
  const bool exact = is_exact(thread, arguments[0]);
  const bool flushed = exact ? flush_through(thread, file).ok()
                             : vm::call_method(thread, arguments[0], thread.names.flush, {}).ok();
  if (!flushed) failure = thread.take_exception();
  const bool closed = close_below(thread, file).ok();
  if (failure.is_empty()) return closed ? Result<Value>(Value::none()) : Result<Value>(Raised{});
  if (closed) return thread.reraise(failure);
  const Value later = thread.take_exception();
  later.as<objects::Exception>()->context.store(failure);
  return thread.reraise(later);
}

Result<Value> file_enter(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_open(thread, MINIPY_TRY(self_file(thread, arguments[0])), "I/O operation on"));
  return arguments[0];
}

Result<Value> file_exit(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(vm::call_method(thread, arguments[0], thread.names.close, {}));
  return Value::none();
}

// ---- questions

Result<Value> file_fileno(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  if (state_of(file).descriptor == nullptr) return call_stream(thread, file, "fileno");
  return Value::from_int(MINIPY_TRY(descriptor_of(thread, file, "fileno of")));
}

Result<Value> file_isatty(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  if (state_of(file).descriptor == nullptr) return call_stream(thread, file, "isatty");
  return Value::from_bool(::isatty(MINIPY_TRY(descriptor_of(thread, file, "isatty of"))) == 1);
}

Result<Value> file_readable(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  if (state_of(file).kind == FileKind::kBuffered && !state_of(file).readable) return Value::false_();
  if (state_of(file).descriptor == nullptr) return call_stream(thread, file, "readable");
  MINIPY_TRY(descriptor_of(thread, file, "I/O operation on"));
  return Value::from_bool(state_of(file).readable);
}

Result<Value> file_writable(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  if (state_of(file).kind == FileKind::kBuffered && !state_of(file).writable) return Value::false_();
  if (state_of(file).descriptor == nullptr) return call_stream(thread, file, "writable");
  MINIPY_TRY(descriptor_of(thread, file, "I/O operation on"));
  return Value::from_bool(state_of(file).writable);
}

Result<Value> file_seekable(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  if (state_of(file).descriptor == nullptr) return call_stream(thread, file, "seekable");
  return Value::from_bool(::lseek(MINIPY_TRY(descriptor_of(thread, file, "seek of")), 0, SEEK_CUR) >= 0);
}

// ---- positions

Raised not_seekable(ThreadState& thread, const FileState& state) {
  if (state.kind == FileKind::kRaw) return raise_os_error(thread, ESPIPE);
  return unsupported(thread, state.kind == FileKind::kText ? "underlying stream is not seekable"
                                                           : "File or stream is not seekable.");
}

/// Raises unless the file has positions.
Result<void> check_seekable(ThreadState& thread, File* file, const char* operation) {
  FileState& state = state_of(file);
  MINIPY_TRY(check_open(thread, file, operation));
  const bool seekable = state.descriptor != nullptr
                            ? ::lseek(state.descriptor->number(), 0, SEEK_CUR) >= 0
                            : MINIPY_TRY(ask_stream(thread, file->below.load(), "seekable"));
  if (!seekable) return not_seekable(thread, state);
  return Done{};
}

/// What a method of the stream says its position is.
Result<std::int64_t> stream_position(ThreadState& thread, File* file, Value position) {
  const std::int64_t number = MINIPY_TRY(vm::index_int64(thread, position));
  if (number < 0 && state_of(file).kind == FileKind::kBuffered) {
    return thread.raise(thread.types.OSError, "Raw stream returned invalid position %d", number);
  }
  return number;
}

Result<std::int64_t> tell_below(ThreadState& thread, File* file) {
  FileState& state = state_of(file);
  if (state.descriptor == nullptr) {
    return stream_position(thread, file, MINIPY_TRY(call_stream(thread, file, "tell")));
  }
  const off_t position = ::lseek(MINIPY_TRY(descriptor_of(thread, file, "tell of")), 0, SEEK_CUR);
  if (position < 0) return errno == ESPIPE ? not_seekable(thread, state) : raise_os_error(thread, errno);
  std::int64_t result = position;
  if (File* below = native_below(thread, file); below != nullptr)
    result -= MINIPY_TRY(read_ahead(thread, below));
  return result;
}

Result<void> flush_self(ThreadState& thread, File* file, Value self) {
  if (is_exact(thread, self) || state_of(file).kind != FileKind::kText) return flush_file(thread, file);
  MINIPY_TRY(vm::call_method(thread, self, thread.names.flush, {}));
  return Done{};
}

Result<Value> file_tell(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  FileState& state = state_of(file);
  if (state.kind == FileKind::kText) {
    MINIPY_TRY(check_seekable(thread, file, "tell of"));
    if (state.iterated.load(std::memory_order_relaxed)) {
      return thread.raise(thread.types.OSError, "telling position disabled by next() call");
    }
  }
  MINIPY_TRY(check_open(thread, file, "tell of"));
  MINIPY_TRY(flush_self(thread, file, arguments[0]));
  if (state.kind == FileKind::kText && state.descriptor == nullptr) MINIPY_TRY(flush_through(thread, file));
  const std::int64_t position = MINIPY_TRY(tell_below(thread, file));
  return objects::make_int(thread,
                           std::max<std::int64_t>(0, position - MINIPY_TRY(read_ahead(thread, file))));
}

Result<std::int64_t> seek_below(ThreadState& thread, File* file, Value offset, std::int64_t whence) {
  FileState& state = state_of(file);
  if (state.descriptor == nullptr) {
    TurnGuard turn;
    MINIPY_TRY(take_turn(thread, file, turn));
    return stream_position(thread, file,
                           MINIPY_TRY(call_stream(thread, file, "seek", {offset, Value::from_int(whence)})));
  }
  const std::int64_t distance = MINIPY_TRY(vm::index_int64(thread, offset, thread.types.OverflowError));
  const off_t position =
      ::lseek(MINIPY_TRY(descriptor_of(thread, file, "seek of")), distance, static_cast<int>(whence));
  if (position < 0) return raise_os_error(thread, errno);
  return std::int64_t{position};
}

/// A text file goes to where it was, to the beginning, or to the end.
Result<void> check_text_seek(ThreadState& thread, Value offset, std::int64_t whence) {
  if (whence < 0 || whence > 2) {
    return thread.raise(thread.types.ValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
  }
  const bool nonzero = MINIPY_TRY(vm::truth(thread, offset));
  if (nonzero && whence == SEEK_CUR) return unsupported(thread, "can't do nonzero cur-relative seeks");
  if (nonzero && whence == SEEK_END) return unsupported(thread, "can't do nonzero end-relative seeks");
  if (MINIPY_TRY(vm::compare_truth(thread, vm::Comparison::kLt, offset, Value::from_int(0)))) {
    return thread.raise(thread.types.ValueError, "negative seek position %R", offset);
  }
  return Done{};
}

Result<Value> file_seek(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  FileState& state = state_of(file);
  const bool text = state.kind == FileKind::kText;
  const std::int64_t whence =
      arguments.get(2).is_empty() ? SEEK_SET : MINIPY_TRY(vm::index_int64(thread, arguments[2]));
  Value offset = MINIPY_TRY(vm::index(thread, arguments[1]));
  MINIPY_TRY(check_open(thread, file, "seek of"));
  if (state.kind != FileKind::kRaw) {
    if (!text && (whence < 0 || whence > 4)) {
      return thread.raise(thread.types.ValueError, "whence value %d unsupported", whence);
    }
    MINIPY_TRY(check_seekable(thread, file, "seek of"));
  }
  if (text) MINIPY_TRY(check_text_seek(thread, offset, whence));
  MINIPY_TRY(flush_self(thread, file, arguments[0]));
  if (text && state.descriptor == nullptr) MINIPY_TRY(flush_through(thread, file));
  std::int64_t ahead = MINIPY_TRY(forget_read_ahead(thread, file));
  if (File* below = native_below(thread, file); below != nullptr) {
    ahead += MINIPY_TRY(forget_read_ahead(thread, below));
  }
  std::int64_t position = 0;
  if (whence == SEEK_CUR && ahead != 0) {
    const std::int64_t distance = MINIPY_TRY(vm::index_int64(thread, offset, thread.types.OverflowError));
    offset = objects::make_int(thread, distance - ahead);
    if (text && state.descriptor == nullptr) {
      position = MINIPY_TRY(tell_below(thread, file)) - ahead;
      MINIPY_TRY(seek_below(thread, file, objects::make_int(thread, position), SEEK_SET));
    } else {
      position = MINIPY_TRY(seek_below(thread, file, offset, whence));
    }
  } else {
    position = MINIPY_TRY(seek_below(thread, file, offset, whence));
  }
  state.iterated.store(false, std::memory_order_relaxed);
  if (text) MINIPY_TRY(reset_codec(thread, file, position == 0));
  return objects::make_int(thread, position);
}

Result<Value> file_truncate(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  FileState& state = state_of(file);
  MINIPY_TRY(check_open(thread, file, "truncate of"));
  if (!state.writable) {
    return unsupported(thread, state.kind == FileKind::kRaw ? "File not open for writing" : "truncate");
  }
  MINIPY_TRY(flush_self(thread, file, arguments[0]));
  Value size = arguments.get(1);
  if (size.is_empty() || size.is_none()) {
    size = MINIPY_TRY(vm::call_method(thread, arguments[0], vm::intern(thread, "tell"), {}));
  }
  if (state.descriptor == nullptr) {
    TurnGuard turn;
    MINIPY_TRY(take_turn(thread, file, turn));
    return call_stream(thread, file, "truncate", {size});
  }
  const std::int64_t length = MINIPY_TRY(vm::index_int64(thread, size, thread.types.OverflowError));
  if (::ftruncate(MINIPY_TRY(descriptor_of(thread, file, "truncate of")), length) != 0) {
    return raise_os_error(thread, errno);
  }
  return size;
}

// ---- what io.IOBase offers to classes

Result<Value> file_check_closed(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_open(thread, MINIPY_TRY(self_file(thread, arguments[0])), "I/O operation on"));
  return Value::none();
}

Result<Value> file_reduce(ThreadState& thread, const Arguments& arguments) {
  return thread.raise(thread.types.TypeError, "cannot pickle '%s' object",
                      objects::type_name(thread, arguments[0]).c_str());
}

Result<Value> get_closed(ThreadState& thread, Value self) {
  return Value::from_bool(MINIPY_TRY(is_closed(thread, MINIPY_TRY(self_file(thread, self)))));
}

constexpr NativeDefinition kMethods[] = {
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
    {"_checkClosed", file_check_closed, "self, msg=, /"},
    {"__reduce__", file_reduce, "self, /"},
    {"__reduce_ex__", file_reduce, "self, protocol, /"},
};

constexpr GetSetDefinition kAttributes[] = {{"closed", get_closed}};

}  // namespace

std::span<const NativeDefinition> common_file_methods() { return kMethods; }
std::span<const GetSetDefinition> common_file_attributes() { return kAttributes; }

}  // namespace minipy::modules
