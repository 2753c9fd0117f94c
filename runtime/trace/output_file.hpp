#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "interpreter/base/result.hpp"

namespace minipy::trace {

/// Why a file cannot be written.
struct FileError {
  int number = 0;  ///< from errno
  std::string message;
};

/// A file that is written from its beginning to its end, through a buffer. The first failure is kept, and
/// nothing is written after it. One thread at a time.
class OutputFile {
 public:
  /// Makes or empties the file, or says why that fails: "can't write 'PATH': REASON".
  static Result<std::unique_ptr<OutputFile>, FileError> create(const std::string& path);
  /// Closes it.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view text) {
    buffer_ += text;
    if (buffer_.size() >= kBuffer) flush();
  }
  /// What is appended to this is written; call `written` after that.
  std::string& buffer() { return buffer_; }
  void written() {
    if (buffer_.size() >= kBuffer) flush();
  }
  /// Writes what is left and closes the file.
  void close();

  /// What went wrong, as `create` says it, or nothing with number 0.
  const FileError& error() const { return error_; }
  const std::string& path() const { return path_; }

 private:
  static constexpr std::size_t kBuffer = std::size_t{1} << 18U;

  OutputFile(std::string path, int descriptor) : path_(std::move(path)), descriptor_(descriptor) {}
  void flush();
  void fail(int error);

  const std::string path_;
  int descriptor_;
  std::string buffer_;
  FileError error_;
};

}  // namespace minipy::trace
