#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "interpreter/base/mutex.hpp"

namespace minipy::sched {

/// Memory a thread runs on. Grows from `low + size` down.
struct NativeStack {
  char* low = nullptr;
  std::size_t size = 0;
  /// The highest address.
  void* base() const { return low + size; }
};

/// Stacks, mapped by us, so that their bounds are known before a thread runs. The system gives a page when it
/// is touched first, so size costs addresses only. Any thread.
class StackPool {
 public:
  /// `together` stacks are mapped as one piece (few mappings, no guard pages: the interpreter checks how deep
  /// it is, and the kernel limits how many mappings there are); 1 maps each by itself, with a guard page.
  StackPool(std::size_t size, std::size_t together);
  ~StackPool();
  StackPool(const StackPool&) = delete;
  StackPool& operator=(const StackPool&) = delete;

  /// Nothing when the system has no more addresses.
  std::optional<NativeStack> take();
  /// Nobody runs on it any more.
  void give(NativeStack stack);

  std::size_t size() const;
  /// Of the stacks mapped from now on. Only where each is mapped by itself.
  void set_size(std::size_t size);

 private:
  static constexpr std::size_t kKeptTouched = 64;

  bool map_more() REQUIRES(mutex_);

  const std::size_t together_;
  mutable base::Mutex mutex_;
  std::size_t size_ GUARDED_BY(mutex_);
  std::vector<NativeStack> free_ GUARDED_BY(mutex_);
  struct Mapping {
    char* start;
    std::size_t size;
  };
  std::vector<Mapping> mappings_ GUARDED_BY(mutex_);
};

/// The stack the calling OS thread runs on. The main thread's grows up to the limit of the process.
NativeStack current_native_stack();

}  // namespace minipy::sched
