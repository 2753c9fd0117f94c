#pragma once

#include <string>

namespace minipy::cli {

/// How to write on one stream: colours only on a terminal, and never where NO_COLOR is set.
class Paint {
 public:
  explicit Paint(int descriptor);
  std::string bold(const std::string& text) const { return wrap("1", text); }
  std::string quiet(const std::string& text) const { return wrap("2", text); }
  /// With the GIL, and without it: yellow and green.
  std::string side(bool gil, const std::string& text) const { return wrap(gil ? "33;1" : "32;1", text); }

 private:
  std::string wrap(const char* code, const std::string& text) const;
  bool colours_;
};

/// How many columns UTF-8 text takes, escape sequences and wide characters aside.
std::size_t columns(const std::string& text);
/// Filled up with spaces to `width` columns, on the right or on the left.
std::string pad_right(const std::string& text, std::size_t width);
std::string pad_left(const std::string& text, std::size_t width);

/// One line on standard error that is drawn over itself: how far a job is, and how long it still takes.
/// Nothing at all when that is no terminal. One thread.
class ProgressBar {
 public:
  explicit ProgressBar(std::size_t steps);
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// `done` steps are done, and `what` comes next; `left` seconds are left, unknown when negative.
  void show(std::size_t done, const std::string& what, double left);
  void clear();

 private:
  const bool shown_;
  const std::size_t steps_;
  bool drawn_ = false;
};

}  // namespace minipy::cli
