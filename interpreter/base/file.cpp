#include "interpreter/base/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "interpreter/base/descriptor.hpp"

namespace minipy::base {

namespace {

bool write_all(int descriptor, std::string_view content) {
  while (!content.empty()) {
    const ssize_t count = write(descriptor, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

std::optional<FileStamp> stamp_of(const std::string& path) {
  struct stat info {};
  if (stat(path.c_str(), &info) != 0 || !S_ISREG(info.st_mode)) return std::nullopt;
  constexpr std::int64_t kSecond = 1'000'000'000;
  return FileStamp{info.st_mtim.tv_sec * kSecond + info.st_mtim.tv_nsec,
                   static_cast<std::uint64_t>(info.st_size), info.st_mode & 0777U};
}

bool is_directory(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::optional<std::string> read_file(const std::string& path) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0) return std::nullopt;
  std::string content;
  struct stat info {};
  const bool known = fstat(file.number(), &info) == 0 && S_ISREG(info.st_mode);
  std::size_t size = 0;
  content.resize(known ? static_cast<std::size_t>(info.st_size) + 1 : 16384);
  for (;;) {
    if (size == content.size()) content.resize(size * 2);
    const ssize_t count = read(file.number(), content.data() + size, content.size() - size);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return std::nullopt;
    if (count == 0) break;
    size += static_cast<std::size_t>(count);
  }
  content.resize(size);
  return content;
}

bool replace_file(const std::string& path, std::string_view content, unsigned permissions) {
  std::string temporary = path + ".XXXXXX";
  const Descriptor file(mkostemp(temporary.data(), O_CLOEXEC));
  if (file.number() < 0) return false;
  if (write_all(file.number(), content) && fchmod(file.number(), permissions) == 0 &&
      std::rename(temporary.c_str(), path.c_str()) == 0) {
    return true;
  }
  unlink(temporary.c_str());
  return false;
}

bool make_directories(const std::string& path, unsigned mode) {
  if (is_directory(path)) return true;
  const std::size_t slash = path.find_last_of('/');
  if (slash != std::string::npos && slash != 0 && !make_directories(path.substr(0, slash), mode))
    return false;
  return mkdir(path.c_str(), mode) == 0 || (errno == EEXIST && is_directory(path));
}

}  // namespace minipy::base
