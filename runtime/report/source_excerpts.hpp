#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace minipy::report {

/// The lines of source files that a report shows: those that it names, and some around each. One thread.
class SourceExcerpts {
 public:
  /// Takes this for the text of `file` instead of what is on the disk, which may have changed, or be none.
  void set_text(const std::string& file, std::string text) { texts_[file] = std::move(text); }

  /// Returns the number of the file, and remembers that `line` of it (from 1) is named.
  std::size_t name_line(const std::string& file, std::uint32_t line);

  /// Appends `[{"name": ..., "lines": {"12": ...}}, ...]` by number of the file. Reads files; one that cannot
  /// be read has no lines.
  void append_json(std::string& out) const;

 private:
  struct File {
    std::string name;
    std::set<std::uint32_t> lines;
  };
  std::vector<File> files_;
  std::map<std::string, std::size_t> numbers_;
  std::map<std::string, std::string> texts_;
};

}  // namespace minipy::report
