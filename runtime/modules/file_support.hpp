#pragma once

// What the parts of a file have in common: its state, its stream, reading, writing.

#include <optional>
#include <string>
#include <string_view>

#include "interpreter/objects/memory_view.hpp"
#include "runtime/modules/file.hpp"

namespace minipy::modules {

// ---- state (file_state.cpp)

/// A state over a descriptor, or over a stream (null).
std::shared_ptr<FileState> new_file_state(ThreadState& thread, FileKind kind,
                                          std::shared_ptr<Descriptor> descriptor);
/// Gives the file its state: from now on other threads see it, and `flush_all_files`. Once: a state does not
/// change under those who use it.
Result<void> publish_state(ThreadState& thread, File* file, const std::shared_ptr<FileState>& state);
Raised raise_initialised_before(ThreadState& thread);
/// A file of one of the types above with that state.
File* create_file(ThreadState& thread, Type* type, std::shared_ptr<FileState> state);

/// `self` of a method; TypeError when it is something else, ValueError when it was not initialised or was
/// detached.
Result<File*> self_file(ThreadState& thread, Value self);
inline FileState& state_of(const File* file) { return *file->state.load(std::memory_order_acquire); }
/// `value` as a file whose methods are its own: no Python class. Else null.
File* native_file(ThreadState& thread, Value value);
/// The file below when it shares the descriptor and is there already, else null.
File* native_below(ThreadState& thread, const File* file);
/// The file below; made when it is not there yet.
Result<Value> below(ThreadState& thread, File* file);

/// Whether the file's own methods are to be asked, not those of a class that derives from its type.
bool is_exact(ThreadState& thread, Value self);

Raised unsupported(ThreadState& thread, const char* message);
/// ValueError. `operation`: "read", and so on.
Raised closed_error(ThreadState& thread, const FileState& state, const char* operation);
/// Whether the file is closed; asks the stream.
Result<bool> is_closed(ThreadState& thread, File* file);
/// ValueError when it is.
Result<void> check_open(ThreadState& thread, File* file, const char* operation);
/// The number of a descriptor that is open.
Result<int> descriptor_of(ThreadState& thread, File* file, const char* operation);

// ---- streams (file_stream.cpp)

/// The turn at a file's stream, for a scope.
class TurnGuard {
 public:
  TurnGuard() = default;
  ~TurnGuard();
  TurnGuard(const TurnGuard&) = delete;
  TurnGuard& operator=(const TurnGuard&) = delete;

  /// Waits for it. False when this thread has it already.
  Result<bool> take(ThreadState& thread, FileState& state);

 private:
  StreamTurn* turn_ = nullptr;
};

/// Waits for the turn; RuntimeError when a buffered file is entered by its own stream.
Result<void> take_turn(ThreadState& thread, File* file, TurnGuard& guard);

/// Calls a method of the stream.
Result<Value> call_stream(ThreadState& thread, File* file, const char* method,
                          std::initializer_list<Value> arguments = {});
/// A method that answers with a truth value.
Result<bool> ask_stream(ThreadState& thread, Value stream, const char* method);
/// One piece of input: empty at the end, nothing when there is none for now.
Result<std::optional<std::string>> read_stream(ThreadState& thread, File* file, std::size_t size);
/// All the input that is left.
Result<std::string> read_stream_to_end(ThreadState& thread, File* file);
/// Writes out what is pending. With `forward` a text file then flushes its stream.
Result<void> flush_to_stream(ThreadState& thread, File* file, bool forward);

// ---- reading (file_reading.cpp)

/// How filling the buffer went.
enum class Fill : std::uint8_t { kData, kEnd, kNothing };

/// Puts another piece into the buffer, of about `wanted` bytes where that is more than usual. `seen` is what
/// `fills` was when the caller looked into the buffer: when somebody else has filled it since, that will do.
/// May raise KeyboardInterrupt.
Result<Fill> fill(ThreadState& thread, File* file, std::uint64_t seen, std::size_t wanted = 0);
/// Puts bytes into the buffer as they were read.
void append_input(FileState& state, std::string_view bytes);
/// Raises unless the file may be read, and writes out what is pending.
Result<void> prepare_reading(ThreadState& thread, File* file, const char* operation);
/// The next line; empty at the end. `limit`: in characters, -1: none. Text as it is in the buffer.
Result<std::string> read_line(ThreadState& thread, File* file, std::int64_t limit = -1);
/// So many characters of text, or all of it (-1), as it is in the buffer.
Result<std::string> read_characters(ThreadState& thread, File* file, std::int64_t count);
/// As many bytes as `count`, or all of them (-1); fewer at the end only. Nothing when there are none for now.
Result<std::optional<std::string>> read_bytes(ThreadState& thread, File* file, std::int64_t count);
/// What is in the buffer, else what one read gives: `count` bytes at most.
Result<std::string> read_some(ThreadState& thread, File* file, std::size_t count);
/// What is in the buffer, which is filled when it is empty.
Result<std::string> peek_bytes(ThreadState& thread, File* file);
/// One read from the descriptor of a raw file; nothing when there is nothing for now.
Result<std::optional<std::string>> read_raw(ThreadState& thread, File* file, std::size_t count);
/// Forgets what was read ahead, so that the descriptor stands where the script thinks it does.
Result<void> drop_read_ahead(ThreadState& thread, File* file);
/// Forgets it without going back; returns how many bytes of the file below it was.
Result<std::int64_t> forget_read_ahead(ThreadState& thread, File* file);
/// How many bytes of the file below were read and not given out yet.
Result<std::int64_t> read_ahead(ThreadState& thread, File* file);

// ---- writing (file_writing.cpp)

/// Writes out what is pending.
Result<void> flush_file(ThreadState& thread, File* file);
/// The same and, of a text file over a stream, flushes the stream.
Result<void> flush_through(ThreadState& thread, File* file);
/// Appends bytes, and flushes as the file's buffering asks.
Result<void> write_bytes(ThreadState& thread, File* file, std::string_view bytes);
/// One write to the descriptor of a raw file; -1 when it takes nothing for now.
Result<std::int64_t> write_raw(ThreadState& thread, File* file, std::string_view bytes);
/// Appends to a text file what `text` is encoded as, and flushes as the file's buffering asks.
Result<void> write_text(ThreadState& thread, File* file, const Str* text);

// ---- codecs of text files (file_codec.cpp)

/// What a buffer holds under that encoding; LookupError when there is none.
Result<Units> units_of(ThreadState& thread, Value encoding);
/// Text as the buffer has it, as a str: decoded, newlines translated.
Result<Value> decode_text(ThreadState& thread, File* file, std::string bytes);
/// Bytes of the file as the buffer of Units::kDecoded has them.
Result<std::string> decode_piece(ThreadState& thread, File* file, std::string_view bytes, bool final);
/// What a str is in the file, where that is not simply its UTF-8.
Result<std::string> encode_text(ThreadState& thread, File* file, const Str* text);
/// How many bytes of the file text in the buffer of Units::kDecoded stands for.
Result<std::int64_t> encoded_length(ThreadState& thread, File* file, const std::string& text);
/// The file is somewhere else now.
Result<void> reset_codec(ThreadState& thread, File* file, bool at_start);

// ---- what the types share

/// An optional size argument: None, missing and negative are -1.
Result<std::int64_t> size_argument(ThreadState& thread, Value value);
/// The bytes of a bytes-like argument. `copy` may hold them.
Result<std::string_view> bytes_of(ThreadState& thread, Value data, std::string& copy);

/// Room in an object that takes bytes.
struct WritableBytes {
  Object* owner;
  const objects::BufferAccess* access;
  std::int64_t start;
  std::int64_t size;
};
/// The room of an argument of readinto(); TypeError when it has none.
Result<WritableBytes> writable_bytes(ThreadState& thread, Value target, const char* function);

/// Methods and attributes of all files (file_methods.cpp).
std::span<const NativeDefinition> common_file_methods();
std::span<const GetSetDefinition> common_file_attributes();
/// Those of TextIOWrapper (file_text.cpp).
std::span<const NativeDefinition> text_file_methods();
std::span<const GetSetDefinition> text_file_attributes();
/// Those of the buffered files, and of FileIO (file_binary.cpp).
std::span<const NativeDefinition> buffered_file_methods();
std::span<const GetSetDefinition> buffered_file_attributes();
std::span<const NativeDefinition> raw_file_methods();
std::span<const GetSetDefinition> raw_file_attributes();

/// A parsed mode of open().
struct FileMode {
  bool create = false, reading = false, writing = false, appending = false, updating = false;
  bool text = false, binary = false;
};
/// A file's state over what `name` is, a path or a descriptor already, opened for `mode`.
Result<std::shared_ptr<FileState>> open_state(ThreadState& thread, FileKind kind, Value name,
                                              const FileMode& mode, Value closefd, Value opener);
/// A path or descriptor as FileIO and open() take it, path-like objects resolved.
Result<Value> file_name(ThreadState& thread, Value given);
/// FileIO's mode.
Result<FileMode> parse_raw_mode(ThreadState& thread, Value mode);
/// The argument newline.
Result<Newline> newline_argument(ThreadState& thread, Value newline);

}  // namespace minipy::modules
