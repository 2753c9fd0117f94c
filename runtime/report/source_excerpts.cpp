#include "runtime/report/source_excerpts.hpp"

#include <fstream>
#include <iterator>

#include "runtime/report/json_text.hpp"

namespace minipy::report {

namespace {

constexpr std::uint32_t kAround = 6;
constexpr std::size_t kLongestLine = 400;

std::string read_text(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

}  // namespace

std::size_t SourceExcerpts::name_line(const std::string& file, std::uint32_t line) {
  const auto [at, is_new] = numbers_.try_emplace(file, files_.size());
  if (is_new) files_.push_back({file, {}});
  std::set<std::uint32_t>& lines = files_[at->second].lines;
  for (std::uint32_t i = line > kAround ? line - kAround : 1; i <= line + kAround; ++i) lines.insert(i);
  return at->second;
}

void SourceExcerpts::append_json(std::string& out) const {
  out += '[';
  for (const File& file : files_) {
    if (&file != &files_.front()) out += ',';
    out += "{\"name\":";
    append_json_string(out, file.name);
    out += ",\"lines\":{";
    const auto known = texts_.find(file.name);
    const std::string text = known != texts_.end() ? known->second : read_text(file.name);
    std::uint32_t number = 0;
    bool first = true;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      if (file.lines.count(++number) != 0) {
        std::size_t length = end - at;
        if (length != 0 && text[end - 1] == '\r') --length;
        out += first ? "\"" : ",\"";
        out += std::to_string(number) + "\":";
        append_json_string(out, std::string_view(text).substr(at, std::min(length, kLongestLine)));
        first = false;
      }
      at = end + 1;
    }
    out += "}}";
  }
  out += ']';
}

}  // namespace minipy::report
