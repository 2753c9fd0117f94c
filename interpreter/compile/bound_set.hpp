#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace minipy::compile {

/// Which local variables certainly have a value at some place of a function.
class BoundSet {
 public:
  BoundSet() = default;
  explicit BoundSet(std::size_t locals) : words_((locals + 63) / 64) {}

  bool has(int local) const { return ((words_[word(local)] >> bit(local)) & 1U) != 0; }
  void add(int local) { words_[word(local)] |= std::uint64_t{1} << bit(local); }
  void remove(int local) { words_[word(local)] &= ~(std::uint64_t{1} << bit(local)); }

  /// Keeps what `other` has, too.
  void intersect(const BoundSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }
  /// Drops what `other` has.
  void subtract(const BoundSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  }

 private:
  static std::size_t word(int local) { return static_cast<std::size_t>(local) / 64; }
  static unsigned bit(int local) { return static_cast<unsigned>(local) % 64; }

  std::vector<std::uint64_t> words_;
};

}  // namespace minipy::compile
