// The binary files: BufferedReader, BufferedWriter, BufferedRandom and FileIO.

#include <unistd.h>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/memory_view.hpp"
#include "runtime/modules/file_support.hpp"

namespace minipy::modules {

namespace {

constexpr std::size_t kFirstPiece = 8192;
constexpr std::size_t kLargestPiece = 1 << 20;

Value make_bytes(ThreadState& thread, std::string_view bytes) {
  return objects::Bytes::create(thread, bytes);
}

Result<void> must(ThreadState& thread, Value stream, const char* method, const char* message) {
  if (MINIPY_TRY(ask_stream(thread, stream, method))) return Done{};
  return unsupported(thread, message);
}

/// BufferedReader(raw, buffer_size) and its kin.
Result<Value> buffered_init(ThreadState& thread, const Arguments& arguments) {
  File* self = MINIPY_TRY(self_as<File>(thread, arguments[0], kFileInfo));
  if (self->state.load(std::memory_order_acquire) != nullptr) return raise_initialised_before(thread);
  const Type* layout = objects::type_of(thread, arguments[0])->layout.load_as<Type>();
  const bool both = layout == buffered_random_type(thread);
  const bool reads = both || layout == buffered_reader_type(thread);
  const bool writes = both || layout == buffered_writer_type(thread);
  const Value raw = arguments[1];
  if (both) MINIPY_TRY(must(thread, raw, "seekable", "File or stream is not seekable."));
  if (reads) MINIPY_TRY(must(thread, raw, "readable", "File or stream is not readable."));
  if (writes) MINIPY_TRY(must(thread, raw, "writable", "File or stream is not writable."));
  const std::int64_t size =
      arguments.get(2).is_empty() ? 8192 : MINIPY_TRY(vm::index_int64(thread, arguments[2]));
  if (size <= 0) return thread.raise(thread.types.ValueError, "buffer size must be strictly positive");
  MINIPY_TRY(builtins::check_allocation(thread, static_cast<std::uint64_t>(size)));
  File* native = native_file(thread, raw);
  const bool shares = native != nullptr && state_of(native).kind == FileKind::kRaw;
  auto state = new_file_state(thread, FileKind::kBuffered, shares ? state_of(native).descriptor : nullptr);
  state->readable = reads;
  state->writable = writes;
  state->buffer_size = static_cast<std::size_t>(size);
  self->below.store(raw);
  MINIPY_TRY(publish_state(thread, self, state));
  return Value::none();
}

Result<Value> buffered_write(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  std::string copy;
  const std::string_view bytes = MINIPY_TRY(bytes_of(thread, arguments[1], copy));
  MINIPY_TRY(write_bytes(thread, file, bytes));
  return objects::make_int_u64(thread, bytes.size());
}

Result<Value> buffered_read(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  std::int64_t size = -1;
  if (!arguments.get(1).is_empty() && !arguments[1].is_none()) {
    size = MINIPY_TRY(vm::index_int64(thread, arguments[1]));
  }
  if (size < -1) {
    return thread.raise(thread.types.ValueError, "read length must be non-negative or -1");
  }
  const auto bytes = MINIPY_TRY(read_bytes(thread, file, size));
  return bytes.has_value() ? make_bytes(thread, *bytes) : Value::none();
}

Result<Value> buffered_read1(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const std::int64_t size = MINIPY_TRY(size_argument(thread, arguments.get(1)));
  const std::size_t count = size < 0 ? state_of(file).buffer_size : static_cast<std::size_t>(size);
  return make_bytes(thread, MINIPY_TRY(read_some(thread, file, count)));
}

Result<Value> buffered_peek(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  return make_bytes(thread, MINIPY_TRY(peek_bytes(thread, file)));
}

Value store_bytes(ThreadState& thread, const WritableBytes& room, std::string_view bytes) {
  if (!bytes.empty()) room.access->write(thread, room.owner, room.start, bytes);
  return objects::make_int_u64(thread, bytes.size());
}

Result<Value> buffered_readinto(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const WritableBytes room = MINIPY_TRY(writable_bytes(thread, arguments[1], "readinto"));
  const auto bytes = MINIPY_TRY(read_bytes(thread, file, room.size));
  return bytes.has_value() ? store_bytes(thread, room, *bytes) : Value::none();
}

Result<Value> buffered_readinto1(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const WritableBytes room = MINIPY_TRY(writable_bytes(thread, arguments[1], "readinto1"));
  return store_bytes(thread, room, MINIPY_TRY(read_some(thread, file, static_cast<std::size_t>(room.size))));
}

/// The raw file is the caller's from now on.
Result<Value> buffered_detach(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  MINIPY_TRY(vm::call_method(thread, arguments[0], thread.names.flush, {}));
  const Value raw = MINIPY_TRY(below(thread, file));
  state_of(file).detached.store(true, std::memory_order_relaxed);
  return raw;
}

Result<Value> buffered_repr(ThreadState& thread, const Arguments& arguments) {
  const Type* type = objects::type_of(thread, arguments[0]);
  std::string text = is_exact(thread, arguments[0]) ? "<_io." : "<";
  text += type->name.load_as<Str>()->utf8();
  const Value name = MINIPY_TRY(vm::find_attribute(thread, arguments[0], vm::intern(thread, "name")));
  if (!name.is_empty()) text += " name=" + MINIPY_TRY(vm::repr(thread, name))->utf8();
  return make_str(thread, text + ">");
}

const char* raw_mode(const FileState& state) {
  if (state.creating) return state.readable ? "xb+" : "xb";
  if (state.appending) return state.readable ? "ab+" : "ab";
  if (state.readable) return state.writable ? "rb+" : "rb";
  return "wb";
}

Result<Value> get_buffered_name(ThreadState& thread, Value self) {
  File* file = MINIPY_TRY(self_file(thread, self));
  const Value raw = file->below.load();
  return raw.is_empty() ? file->name.load() : vm::get_attribute(thread, raw, vm::intern(thread, "name"));
}
Result<Value> get_buffered_mode(ThreadState& thread, Value self) {
  File* file = MINIPY_TRY(self_file(thread, self));
  const Value raw = file->below.load();
  return raw.is_empty() ? make_str(thread, raw_mode(state_of(file)))
                        : vm::get_attribute(thread, raw, vm::intern(thread, "mode"));
}
Result<Value> get_raw(ThreadState& thread, Value self) {
  return below(thread, MINIPY_TRY(self_file(thread, self)));
}

// ---- FileIO

/// FileIO(file, mode, closefd, opener).
Result<Value> raw_init(ThreadState& thread, const Arguments& arguments) {
  File* self = MINIPY_TRY(self_as<File>(thread, arguments[0], kFileInfo));
  const Value mode_value = arguments.get(2).is_empty() ? make_str(thread, "r") : arguments[2];
  const Value name = MINIPY_TRY(file_name(thread, arguments[1]));
  const FileMode mode = MINIPY_TRY(parse_raw_mode(thread, mode_value));
  if (self->state.load(std::memory_order_acquire) != nullptr) return raise_initialised_before(thread);
  auto state = MINIPY_TRY(open_state(thread, FileKind::kRaw, name, mode, arguments.get(3), arguments.get(4)));
  self->name.store(name);
  MINIPY_TRY(publish_state(thread, self, state));
  return Value::none();
}

/// Raises unless the file is open and may be read.
Result<File*> readable_raw(ThreadState& thread, Value self) {
  File* file = MINIPY_TRY(self_file(thread, self));
  MINIPY_TRY(check_open(thread, file, "read of"));
  if (!state_of(file).readable) return unsupported(thread, "File not open for reading");
  return file;
}

Result<Value> raw_readall(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(readable_raw(thread, arguments[0]));
  std::string result;
  std::size_t size = kFirstPiece;
  while (true) {
    const auto piece = MINIPY_TRY(read_raw(thread, file, size));
    if (!piece.has_value() && result.empty()) return Value::none();
    if (!piece.has_value() || piece->empty()) return make_bytes(thread, result);
    result += *piece;
    size = std::min(size * 2, kLargestPiece);
  }
}

Result<Value> raw_read(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(readable_raw(thread, arguments[0]));
  const std::int64_t size = MINIPY_TRY(size_argument(thread, arguments.get(1)));
  if (size < 0) return vm::call_method(thread, arguments[0], vm::intern(thread, "readall"), {});
  const auto bytes = MINIPY_TRY(read_raw(thread, file, static_cast<std::size_t>(size)));
  return bytes.has_value() ? make_bytes(thread, *bytes) : Value::none();
}

Result<Value> raw_readinto(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(readable_raw(thread, arguments[0]));
  const WritableBytes room = MINIPY_TRY(writable_bytes(thread, arguments[1], "readinto"));
  const auto bytes = MINIPY_TRY(read_raw(thread, file, static_cast<std::size_t>(room.size)));
  return bytes.has_value() ? store_bytes(thread, room, *bytes) : Value::none();
}

Result<Value> raw_write(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  MINIPY_TRY(check_open(thread, file, "write to"));
  if (!state_of(file).writable) return unsupported(thread, "File not open for writing");
  std::string copy;
  const std::string_view bytes = MINIPY_TRY(bytes_of(thread, arguments[1], copy));
  const std::int64_t count = MINIPY_TRY(write_raw(thread, file, bytes));
  return count < 0 ? Value::none() : objects::make_int(thread, count);
}

Result<Value> raw_repr(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const FileState& state = state_of(file);
  const int number = state.descriptor->number();
  if (number < 0) return make_str(thread, "<_io.FileIO [closed]>");
  const Value name = file->name.load();
  std::string text = "<_io.FileIO ";
  text +=
      name.is_empty() ? "fd=" + std::to_string(number) : "name=" + MINIPY_TRY(vm::repr(thread, name))->utf8();
  text += std::string(" mode='") + raw_mode(state) +
          "' closefd=" + (state.descriptor->owned() ? "True" : "False") + ">";
  return make_str(thread, text);
}

Result<Value> get_raw_name(ThreadState& thread, Value self) {
  const Value name = MINIPY_TRY(self_file(thread, self))->name.load();
  if (!name.is_empty()) return name;
  return thread.raise(thread.types.AttributeError, "'%T' object has no attribute 'name'", self);
}
Result<void> set_raw_name(ThreadState& thread, Value self, Value value) {
  MINIPY_TRY(self_file(thread, self))->name.store(value);
  return Done{};
}
Result<Value> get_raw_mode(ThreadState& thread, Value self) {
  return make_str(thread, raw_mode(state_of(MINIPY_TRY(self_file(thread, self)))));
}
Result<Value> get_closefd(ThreadState& thread, Value self) {
  return Value::from_bool(state_of(MINIPY_TRY(self_file(thread, self))).descriptor->owned());
}

constexpr NativeDefinition kBufferedMethods[] = {
    {"__init__", buffered_init, "self, raw, buffer_size="},
    {"write", buffered_write, "self, buffer, /"},
    {"read", buffered_read, "self, size=, /"},
    {"read1", buffered_read1, "self, size=, /"},
    {"peek", buffered_peek, "self, size=, /"},
    {"readinto", buffered_readinto, "self, buffer, /"},
    {"readinto1", buffered_readinto1, "self, buffer, /"},
    {"detach", buffered_detach, "self, /"},
    {"__repr__", buffered_repr, "self, /"},
};
constexpr GetSetDefinition kBufferedAttributes[] = {
    {"name", get_buffered_name},
    {"mode", get_buffered_mode},
    {"raw", get_raw},
};

constexpr NativeDefinition kRawMethods[] = {
    {"__init__", raw_init, "self, file, mode=, closefd=, opener="},
    {"read", raw_read, "self, size=, /"},
    {"readall", raw_readall, "self, /"},
    {"readinto", raw_readinto, "self, buffer, /"},
    {"write", raw_write, "self, b, /"},
    {"__repr__", raw_repr, "self, /"},
};
constexpr GetSetDefinition kRawAttributes[] = {
    {"name", get_raw_name, set_raw_name},
    {"mode", get_raw_mode},
    {"closefd", get_closefd},
};

}  // namespace

std::span<const NativeDefinition> buffered_file_methods() { return kBufferedMethods; }
std::span<const GetSetDefinition> buffered_file_attributes() { return kBufferedAttributes; }
std::span<const NativeDefinition> raw_file_methods() { return kRawMethods; }
std::span<const GetSetDefinition> raw_file_attributes() { return kRawAttributes; }

}  // namespace minipy::modules
