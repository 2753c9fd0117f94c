#include "runtime/cli/terminal.hpp"

#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace minipy::cli {

namespace {

bool set_and_not_empty(const char* variable) {
  const char* value = std::getenv(variable);
  return value != nullptr && *value != '\0';
}

bool is_dumb() {
  const char* terminal = std::getenv("TERM");
  return terminal != nullptr && std::string(terminal) == "dumb";
}

constexpr std::size_t kBarColumns = 24;

}  // namespace

Paint::Paint(int descriptor)
    : colours_(isatty(descriptor) != 0 && !set_and_not_empty("NO_COLOR") && !is_dumb()) {}

std::string Paint::wrap(const char* code, const std::string& text) const {
  return colours_ ? "\033[" + std::string(code) + "m" + text + "\033[0m" : text;
}

std::size_t columns(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string pad_right(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, columns(text)), ' ');
}

std::string pad_left(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, columns(text)), ' ') + text;
}

ProgressBar::ProgressBar(std::size_t steps)
    : shown_(isatty(STDERR_FILENO) != 0 && !is_dumb()), steps_(std::max<std::size_t>(steps, 1)) {}

void ProgressBar::show(std::size_t done, const std::string& what, double left) {
  if (!shown_) return;
  const std::size_t full = std::min(kBarColumns, done * kBarColumns / steps_);
  std::string line;
  for (std::size_t i = 0; i < kBarColumns; ++i) line += i < full ? "\u2588" : "\u2591";
  line += "  " + std::to_string(done) + " of " + std::to_string(steps_) + ", " + what;
  if (left >= 0) {
    const auto seconds = static_cast<long>(std::ceil(left));
    char text[48];
    if (seconds >= 60) {
      std::snprintf(text, sizeof(text), ", %ld min %ld s left", seconds / 60, seconds % 60);
    } else {
      std::snprintf(text, sizeof(text), ", %ld s left", seconds);
    }
    line += text;
  }
  std::fprintf(stderr, "\r\033[K%s", line.c_str());
  std::fflush(stderr);
  drawn_ = true;
}

void ProgressBar::clear() {
  if (!drawn_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace minipy::cli
