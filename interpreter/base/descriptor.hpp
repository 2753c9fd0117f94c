#pragma once

#include <fcntl.h>
#include <unistd.h>

namespace minipy::base {

/// The descriptor itself, or a duplicate of it (close-on-exec) where it came to lie among the standard ones:
/// a program started with standard output closed must not print into one of ours. Any thread.
inline int above_standard(int descriptor) {
  if (descriptor < 0 || descriptor > STDERR_FILENO) return descriptor;
  const int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  close(descriptor);
  return moved;
}

/// A descriptor that is closed at the end of a scope; it may be -1, which is none. Any thread.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(above_standard(number)) {}
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  int number() const { return number_; }

 private:
  const int number_;
};

}  // namespace minipy::base
