#include "runtime/cli/output_difference.hpp"

#include <algorithm>
#include <cctype>

#include "runtime/cli/terminal.hpp"

namespace minipy::cli {

namespace {

constexpr std::size_t kLabel = 24;
constexpr std::size_t kShown = 42;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

// Every number is the same number.
std::string without_numbers(const std::string& text) {
  std::string out;
  for (const char c : text) {
    const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    const bool inside = (c == '.' || c == ',') && !out.empty() && out.back() == '0';
    if (digit || inside) {
      if (out.empty() || out.back() != '0') out += '0';
    } else {
      out += c;
    }
  }
  return out;
}

const char* kind_of(const std::string& first, const std::string& other) {
  if (without_numbers(first) == without_numbers(other)) return "other numbers";
  std::vector<std::string> a = lines_of(first);
  std::vector<std::string> b = lines_of(other);
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b ? "the same lines in another order" : "other lines";
}

std::string shown(const std::vector<std::string>& lines, std::size_t at) {
  if (at >= lines.size()) return "(nothing)";
  std::string text = lines[at];
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  if (columns(text) <= kShown) return text;
  std::size_t end = text.size();
  while (columns(text.substr(0, end)) > kShown - 3) --end;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end) + "...";
}

}  // namespace

std::string describe_difference(const std::vector<RunOutput>& outputs) {
  if (outputs.empty()) return "";
  const RunOutput& first = outputs.front();
  const auto differs = [&first](const RunOutput& other) { return other.text != first.text; };
  const auto count = std::count_if(outputs.begin(), outputs.end(), differs);
  if (count == 0) return "";
  const RunOutput& other = *std::find_if(outputs.begin(), outputs.end(), differs);

  const std::vector<std::string> a = lines_of(first.text);
  const std::vector<std::string> b = lines_of(other.text);
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  const std::string line = "line " + std::to_string(at + 1) + ": ";
  return "  The output differs: " + std::to_string(count) + " of " + std::to_string(outputs.size()) +
         " runs print " + kind_of(first.text, other.text) + ".\n    " + pad_right(first.label, kLabel) +
         line + shown(a, at) + "\n    " + pad_right(other.label, kLabel) + line + shown(b, at) + "\n";
}

}  // namespace minipy::cli
