#include "runtime/trace/spool.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace minipy::trace {

namespace {

std::string directory_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

FileError describe(const std::string& path, const char* what, int error) {
  return {error, std::string("can't ") + what + " beside '" + path + "': [Errno " + std::to_string(error) +
                     "] " + std::generic_category().message(error)};
}

}  // namespace

Result<std::unique_ptr<RawSpool>, FileError> RawSpool::create(const std::string& path, std::size_t row_size) {
  std::string name = directory_of(path) + "/.minipy-XXXXXX";
  const int descriptor = mkostemp(name.data(), O_CLOEXEC);
  if (descriptor < 0) return describe(path, "make a file", errno);
  unlink(name.c_str());
  return std::unique_ptr<RawSpool>(new RawSpool(path, descriptor, row_size));
}

RawSpool::~RawSpool() { close(descriptor_); }

void RawSpool::fail(const char* what, int error) {
  if (error_.number == 0) error_ = describe(path_, what, error);
}

void RawSpool::append(std::size_t list_number, const void* row) {
  if (list_number >= lists_.size()) lists_.resize(list_number + 1);
  List& list = lists_[list_number];
  const auto* bytes = static_cast<const std::byte*>(row);
  list.last.insert(list.last.end(), bytes, bytes + row_size_);
  ++list.rows;
  if (list.last.size() < kRows * row_size_ || error_.number != 0) return;
  std::size_t done = 0;
  while (done < list.last.size()) {
    const ssize_t count = pwrite(descriptor_, list.last.data() + done, list.last.size() - done,
                                 static_cast<off_t>(end_ + done));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return fail("write", errno);
    done += static_cast<std::size_t>(count);
  }
  list.positions.push_back(end_);
  end_ += done;
  list.last.clear();
}

std::uint64_t RawSpool::size(std::size_t list) const { return list < lists_.size() ? lists_[list].rows : 0; }

void RawSpool::for_each(std::size_t list_number, void (*visit)(void* context, const void* row),
                        void* context) {
  if (list_number >= lists_.size() || error_.number != 0) return;
  const List& list = lists_[list_number];
  std::vector<std::byte> block(kRows * row_size_);
  for (const std::uint64_t position : list.positions) {
    std::size_t done = 0;
    while (done < block.size()) {
      const ssize_t count =
          pread(descriptor_, block.data() + done, block.size() - done, static_cast<off_t>(position + done));
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return fail("read", count < 0 ? errno : EIO);
      done += static_cast<std::size_t>(count);
    }
    for (std::size_t at = 0; at < block.size(); at += row_size_) visit(context, block.data() + at);
  }
  for (std::size_t at = 0; at < list.last.size(); at += row_size_) visit(context, list.last.data() + at);
}

}  // namespace minipy::trace
