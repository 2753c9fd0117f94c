#pragma once

// Files as scripts see them: text or binary, over a file descriptor, buffered.
//
// Several threads may use one file. Each write appends its bytes as one piece under a one-byte lock, so that
// lines of different threads do not mix. Who flushes waits until the descriptor takes something, holding
// nothing, so that Ctrl-C ends it and a fiber parks; then it takes the output mutex, detached, and writes the
// next piece of what is going out. The buffer is swapped for that when the last of it is out: so bytes reach
// the descriptor in the order in which they were appended, whoever writes them. Reading fills the input
// buffer in the same way and takes lines from it under the one-byte lock.

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/base/byte_lock.hpp"
#include "interpreter/base/mutex.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {

struct FileState;

/// The files of an interpreter that are open. A script that drops a file without closing it expects what it
/// wrote to be there when it looks, since reference counting would have closed it; so whoever looks at the
/// file system flushes them all first.
struct OpenFiles {
  base::ByteLock lock;
  std::vector<std::shared_ptr<FileState>> files GUARDED_BY(lock);
};

/// The part of a file that is not Python's: buffers and descriptor.
struct FileState {
  std::atomic<int> descriptor{-1};  ///< -1: closed. relaxed: a closed file is noticed at the next system call
  bool readable = false;
  bool writable = false;
  bool binary = false;
  bool owns_descriptor = true;
  bool translate_reading = true;           ///< \r\n and \r are read as \n
  std::string written_newline;             ///< what \n is written as, where that is something else
  std::atomic<bool> line_buffered{false};  ///< relaxed: settings by themselves
  std::atomic<bool> unbuffered{false};
  bool never_waits = false;                 ///< a regular file: the system takes everything at once
  base::Mutex output;                       ///< who writes to the descriptor; taken detached
  std::string outgoing GUARDED_BY(output);  ///< being written, from `written` on
  std::size_t written GUARDED_BY(output) = 0;
  std::atomic<bool> unfinished{false};  ///< something is outgoing; changed under `output`, relaxed: a hint
  base::Mutex input;                    ///< who reads from it; taken detached
  base::ByteLock lock;
  std::string pending GUARDED_BY(lock);  ///< to be written
  std::string buffer GUARDED_BY(lock);   ///< was read, from `position` on not yet given out
  std::size_t position GUARDED_BY(lock) = 0;
  bool at_end GUARDED_BY(lock) = false;
  bool after_return GUARDED_BY(lock) = false;  ///< the last byte read was \r, given out as \n
  std::shared_ptr<OpenFiles> open_files;       ///< where it is listed
};

struct File : objects::Opaque {
  FileState* state;
  Slot name;
  Slot mode;      ///< Str
  Slot encoding;  ///< Str, or empty for binary files
  Slot errors;    ///< Str
};

extern const objects::OpaqueInfo kFileInfo;

/// The classes of the module `_io`.
Type* io_base_type(ThreadState& thread);
Type* text_base_type(ThreadState& thread);
Type* buffered_base_type(ThreadState& thread);
Type* raw_base_type(ThreadState& thread);
Type* text_file_type(ThreadState& thread);
Type* buffered_reader_type(ThreadState& thread);
Type* buffered_writer_type(ThreadState& thread);
Type* buffered_random_type(ThreadState& thread);
Type* raw_file_type(ThreadState& thread);
/// io.UnsupportedOperation.
Result<Type*> unsupported_operation_type(ThreadState& thread);

/// A text file over an open descriptor that it does not own: the standard streams.
File* standard_stream(ThreadState& thread, int descriptor, const char* name, bool writable,
                      const char* errors);

/// Writes out what all files still hold, as far as that works.
void flush_all_files(ThreadState& thread);

/// Writes out what is buffered.
Result<void> flush_file(ThreadState& thread, File* file);
/// Appends to a text file what `text` is encoded as, and flushes as the file's buffering asks.
Result<void> write_text(ThreadState& thread, File* file, const Str* text);
/// The next line with its \n; empty at the end.
Result<std::string> read_line(ThreadState& thread, File* file, std::int64_t limit = -1);
/// As many bytes as `count`, or all of them (-1); fewer at the end only.
Result<std::string> read_bytes(ThreadState& thread, File* file, std::int64_t count);

/// open() as the built-in function has it.
Result<Value> io_open(ThreadState& thread, const Arguments& arguments);
extern const NativeDefinition kOpenDefinition;

}  // namespace minipy::modules
