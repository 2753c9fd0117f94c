#include "runtime/sched/native_stack.hpp"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#include "interpreter/base/poison.hpp"

namespace minipy::sched {

namespace {

std::size_t page_size() { return static_cast<std::size_t>(sysconf(_SC_PAGESIZE)); }

// The frames of a fiber that was abandoned, and the outermost of every other, were never left.
void unmap(char* start, std::size_t size) {
  MINIPY_UNPOISON(start, size);
  munmap(start, size);
}

}  // namespace

StackPool::StackPool(std::size_t size, std::size_t together) : together_(together), size_(size) {}

StackPool::~StackPool() {
  const base::MutexLock guard(mutex_);
  for (const Mapping& mapping : mappings_) unmap(mapping.start, mapping.size);
}

std::optional<NativeStack> StackPool::take() {
  const base::MutexLock guard(mutex_);
  if (free_.empty() && !map_more()) return std::nullopt;
  const NativeStack stack = free_.back();
  free_.pop_back();
  return stack;
}

void StackPool::give(NativeStack stack) {
  const base::MutexLock guard(mutex_);
  if (stack.size != size_) {
    const std::size_t guard_size = together_ == 1 ? page_size() : 0;
    char* start = stack.low - guard_size;
    mappings_.erase(std::find_if(mappings_.begin(), mappings_.end(),
                                 [start](const Mapping& m) { return m.start == start; }));
    unmap(start, stack.size + guard_size);
    return;
  }
  // A few stay as they are for the next thread, the others cost no memory while they lie here.
  if (free_.size() >= kKeptTouched) madvise(stack.low, stack.size, MADV_DONTNEED);
  free_.push_back(stack);
}

std::size_t StackPool::size() const {
  const base::MutexLock guard(mutex_);
  return size_;
}

void StackPool::set_size(std::size_t size) {
  const base::MutexLock guard(mutex_);
  if (size == size_) return;
  size_ = size;
  for (const NativeStack& stack : free_) {
    char* start = stack.low - page_size();
    mappings_.erase(std::find_if(mappings_.begin(), mappings_.end(),
                                 [start](const Mapping& m) { return m.start == start; }));
    unmap(start, stack.size + page_size());
  }
  free_.clear();
}

bool StackPool::map_more() {
  const std::size_t guard_size = together_ == 1 ? page_size() : 0;
  const std::size_t bytes = size_ * together_ + guard_size;
  void* memory = mmap(nullptr, bytes, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return false;
  char* start = static_cast<char*>(memory);
  // A huge page would make the first touch of a stack cost megabytes.
  madvise(start, bytes, MADV_NOHUGEPAGE);
  if (guard_size != 0) mprotect(start, guard_size, PROT_NONE);
  mappings_.push_back({start, bytes});
  for (std::size_t i = together_; i-- > 0;) free_.push_back({start + guard_size + i * size_, size_});
  return true;
}

NativeStack current_native_stack() {
  pthread_attr_t attributes;
  void* low = nullptr;
  std::size_t size = 0;
  pthread_getattr_np(pthread_self(), &attributes);
  pthread_attr_getstack(&attributes, &low, &size);
  pthread_attr_destroy(&attributes);
  // "ulimit -s unlimited" gives the main thread no bound worth the name.
  constexpr std::size_t kMost = std::size_t{64} << 20U;
  char* base = static_cast<char*>(low) + size;
  size = std::min(size, kMost);
  return {base - size, size};
}

}  // namespace minipy::sched
