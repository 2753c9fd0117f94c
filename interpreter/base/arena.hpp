#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace minipy::base {

/// A bump allocator for trees that live and die together. Nothing in it is ever destroyed one by one, so
/// only types whose destructor may be skipped belong here. One thread at a time.
class Arena {
 public:
  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  /// Memory for `size` bytes, valid until the arena dies.
  void* allocate(std::size_t size, std::size_t alignment = alignof(std::max_align_t)) {
    std::uintptr_t start = (next_ + alignment - 1) & ~(alignment - 1);
    if (start + size > end_) {
      const std::size_t block = size + alignment > kBlock ? size + alignment : kBlock;
      blocks_.push_back(std::make_unique<std::byte[]>(block));
      next_ = reinterpret_cast<std::uintptr_t>(blocks_.back().get());
      end_ = next_ + block;
      start = (next_ + alignment - 1) & ~(alignment - 1);
    }
    next_ = start + size;
    return reinterpret_cast<void*>(start);
  }

  template <typename T, typename... Args>
  T* make(Args&&... args) {
    static_assert(std::is_trivially_destructible_v<T>, "the arena never runs destructors");
    return new (allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
  }

  /// A copy of `items` that lives as long as the arena.
  template <typename T>
  std::span<T> copy(const std::vector<T>& items) {
    static_assert(std::is_trivially_copyable_v<T>, "copied as bytes");
    if (items.empty()) return {};
    const std::size_t bytes = std::span<const T>(items).size_bytes();
    T* to = static_cast<T*>(allocate(bytes, alignof(T)));
    std::memcpy(static_cast<void*>(to), items.data(), bytes);
    return {to, items.size()};
  }

  std::string_view copy(std::string_view text) {
    if (text.empty()) return {};
    char* to = static_cast<char*>(allocate(text.size(), 1));
    std::memcpy(to, text.data(), text.size());
    return {to, text.size()};
  }

 private:
  static constexpr std::size_t kBlock = 32 * 1024;
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::uintptr_t next_ = 0;
  std::uintptr_t end_ = 0;
};

}  // namespace minipy::base
