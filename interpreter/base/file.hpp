#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace minipy::base {

/// What tells one state of a file from another.
struct FileStamp {
  std::int64_t modified = 0;  ///< nanoseconds since the epoch
  std::uint64_t size = 0;
  unsigned permissions = 0;
};

/// The stamp of a regular file (links followed); nothing when there is none. Any thread; may block.
std::optional<FileStamp> stamp_of(const std::string& path);

/// Whether `path` is a directory (links followed). Any thread; may block.
bool is_directory(const std::string& path);

/// The content of a file; nothing when it cannot be read. Any thread; may block.
std::optional<std::string> read_file(const std::string& path);

/// Writes a file so that others see the old content or all of the new: into a new file beside it, which then
/// takes its name, with these permissions. False when that fails; nothing is left behind. Any thread; may
/// block.
bool replace_file(const std::string& path, std::string_view content, unsigned permissions);

/// Makes a directory and those above it that are missing, for `mode` (permission bits). False when that
/// fails. Any thread; may block.
bool make_directories(const std::string& path, unsigned mode);

}  // namespace minipy::base
