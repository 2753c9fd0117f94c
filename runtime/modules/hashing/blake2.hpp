#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace minipy::modules::hashing {

/// What BLAKE2 can be told beside the message: RFC 7693, and the parameter block of the BLAKE2 paper.
struct Blake2Parameters {
  std::size_t digest_size = 0;
  std::string key;
  std::string salt;
  std::string person;
  std::uint8_t fanout = 1;
  std::uint8_t depth = 1;
  std::uint32_t leaf_size = 0;
  std::uint64_t node_offset = 0;
  std::uint8_t node_depth = 0;
  std::uint8_t inner_size = 0;
  bool last_node = false;
};

/// BLAKE2b (`Word` 64 bits) or BLAKE2s (32 bits) in progress. One thread at a time.
template <typename Word>
class Blake2 {
 public:
  static constexpr std::size_t kBlock = sizeof(Word) * 16;
  static constexpr std::size_t kLargestDigest = sizeof(Word) * 8;
  static constexpr std::size_t kSaltSize = sizeof(Word) * 2;

  /// The parameters fit: digest_size and key up to kLargestDigest, salt and person up to kSaltSize.
  explicit Blake2(const Blake2Parameters& parameters);
  void update(std::string_view bytes);
  /// The digest of all so far; more may follow.
  std::string digest() const;

 private:
  void compress(bool last);

  std::array<Word, 8> state_;
  std::array<std::uint8_t, kBlock> buffer_{};
  std::size_t filled_ = 0;
  std::uint64_t length_ = 0;
  std::size_t digest_size_;
  bool last_node_;
};

extern template class Blake2<std::uint64_t>;
extern template class Blake2<std::uint32_t>;

}  // namespace minipy::modules::hashing
