#include "runtime/trace/output_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace minipy::trace {

namespace {

FileError cannot_write(const std::string& path, int error) {
  return {error, "can't write '" + path + "': [Errno " + std::to_string(error) + "] " +
                     std::generic_category().message(error)};
}

}  // namespace

Result<std::unique_ptr<OutputFile>, FileError> OutputFile::create(const std::string& path) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return cannot_write(path, errno);
  return std::unique_ptr<OutputFile>(new OutputFile(path, descriptor));
}

OutputFile::~OutputFile() { close(); }

void OutputFile::fail(int error) {
  if (error_.number == 0) error_ = cannot_write(path_, error);
}

void OutputFile::flush() {
  std::string_view rest = buffer_;
  while (!rest.empty() && error_.number == 0) {
    const ssize_t count = ::write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      fail(errno);
      break;
    }
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  buffer_.clear();
}

void OutputFile::close() {
  if (descriptor_ < 0) return;
  flush();
  // Some file systems tell only now that the disk is full.
  if (::close(descriptor_) != 0) fail(errno);
  descriptor_ = -1;
}

}  // namespace minipy::trace
