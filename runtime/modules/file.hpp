#pragma once

// Files as scripts see them: raw, buffered or text, over a file descriptor or over a stream, which is any
// Python object that has the methods of one.
//
// Several threads may use one file. Each write appends its bytes as one piece under a one-byte lock, so that
// lines of different threads do not mix. Who flushes waits until the descriptor takes something, holding
// nothing, so that Ctrl-C ends it and a fiber parks; then it takes the output mutex, detached, and writes the
// next piece of what is going out. The buffer is swapped for that when the last of it is out: so bytes reach
// the descriptor in the order in which they were appended, whoever writes them. Reading fills the input
// buffer in the same way and takes lines from it under the one-byte lock.
//
// A stream is asked by calling its methods, under none of these locks. Who calls them has the file's turn,
// which is a lock that scripts could have taken as well: others wait for it detached, and who has it already,
// because the stream came back to its file, is told so.
//
// A text file over a buffered file, and that over a raw one, are three objects in CPython. Here the one that
// open() returns works on the descriptor itself; the files below it are made when somebody asks for them, or
// are those it was made over, and all of them share one `Descriptor`: who closes one closes all. A file below
// does not keep back what is written to it, and what it has read ahead goes to the file above.

#include <atomic>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/base/byte_lock.hpp"
#include "interpreter/base/mutex.hpp"
#include "runtime/modules/lock.hpp"
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

/// A descriptor of the system, and the files that use it. Closed by one of them, or with the last.
class Descriptor {
 public:
  /// `owned`: it is closed with the files.
  Descriptor(int number, bool owned);
  ~Descriptor() { close(); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  /// -1: closed.
  int number() const { return number_.load(std::memory_order_relaxed); }
  bool owned() const { return owned_; }
  /// A regular file: the system takes and gives everything at once.
  bool never_waits() const { return never_waits_; }
  /// Whether to wait before reading or writing: not where it is set not to block. A socket is not asked,
  /// because the module `socket` sets all of them so and waits by itself.
  bool waits() const;
  /// Once; returns errno.
  int close();

 private:
  std::atomic<int> number_;  // relaxed: that it is closed is noticed at the next system call
  const bool owned_;
  bool never_waits_ = false;
  bool is_socket_ = false;
};

enum class FileKind : std::uint8_t { kRaw, kBuffered, kText };

/// Which line ends a text file knows, and what becomes of them.
enum class Newline : std::uint8_t {
  kTranslated,  ///< None: all of them, read as \n
  kUniversal,   ///< '': all of them, as they are
  kLf,
  kCr,
  kCrLf,
};

/// What the buffer of a text file holds.
enum class Units : std::uint8_t {
  kUtf8,     ///< the file's own bytes, which are UTF-8
  kBytes,    ///< the file's own bytes, each a character
  kDecoded,  ///< UTF-8, which a decoder has made of the file's bytes
};

/// Who may call the methods of a file's stream.
struct StreamTurn {
  LockWord word{};
  std::atomic<std::uint64_t> owner{0};  ///< ident; relaxed: only its own thread finds itself in it
};

/// The part of a file that is not Python's: buffers and descriptor. What is not atomic and not guarded does
/// not change once the file has it.
struct FileState {
  FileKind kind = FileKind::kRaw;
  bool readable = false;
  bool writable = false;
  bool appending = false;
  bool creating = false;  ///< was opened with mode "x"
  std::size_t buffer_size = 8192;
  std::shared_ptr<Descriptor> descriptor;  ///< null: over a stream
  // Settings by themselves: relaxed.
  std::atomic<Newline> newline{Newline::kLf};
  std::atomic<Units> units{Units::kBytes};
  std::atomic<bool> line_buffered{false};
  std::atomic<bool> unbuffered{false};  ///< what is written does not stay here
  std::atomic<bool> detached{false};    ///< the file below has been given away
  std::atomic<bool> iterated{false};    ///< a text file that is an iterator does not tell where it is
  StreamTurn turn;
  base::Mutex output;                       ///< who writes to the descriptor; taken detached
  std::string outgoing GUARDED_BY(output);  ///< being written, from `written` on
  std::size_t written GUARDED_BY(output) = 0;
  std::atomic<bool> unfinished{false};  ///< something is outgoing; changed under `output`, relaxed: a hint
  base::Mutex input;                    ///< who reads from it; taken detached
  base::ByteLock lock;
  std::string pending GUARDED_BY(lock);  ///< to be written
  std::string buffer GUARDED_BY(lock);   ///< was read, from `position` on not yet given out
  std::size_t position GUARDED_BY(lock) = 0;
  bool has_returns GUARDED_BY(lock) = false;  ///< there may be a \r in the buffer
  bool after_return GUARDED_BY(lock) = false;
  std::uint8_t newlines_seen GUARDED_BY(lock) = 0;  ///< 1: \r, 2: \n, 4: \r\n
  std::atomic<std::uint64_t> fills{0};              ///< how often it was filled; changed under `lock`
  std::shared_ptr<OpenFiles> open_files;            ///< where it is listed
};

struct File : objects::Opaque {
  std::atomic<FileState*> state;  ///< null: not initialised. release: with everything in it
  Slot below;     ///< the buffer of a text file, the raw file of a buffered one; made when wanted
  Slot name;      ///< of a raw file, or of one that has none below yet
  Slot mode;      ///< Str, of a text file
  Slot encoding;  ///< Str, of a text file
  Slot errors;    ///< Str
  Slot decoder;   ///< of Units::kDecoded, made when wanted
  Slot encoder;
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

/// open() as the built-in function has it.
Result<Value> io_open(ThreadState& thread, const Arguments& arguments);
extern const NativeDefinition kOpenDefinition;

}  // namespace minipy::modules
