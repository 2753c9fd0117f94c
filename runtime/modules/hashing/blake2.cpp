#include "runtime/modules/hashing/blake2.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

namespace minipy::modules::hashing {
namespace {

constexpr std::uint8_t kSigma[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
    {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
    {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
    {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
    {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
    {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
};

/// What makes the two differ: initial values, rotations, rounds.
template <typename Word>
struct Variant;
template <>
struct Variant<std::uint64_t> {
  static constexpr std::uint64_t kInitial[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
                                                0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
                                                0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
  static constexpr int kRotations[4] = {32, 24, 16, 63};
  static constexpr int kRounds = 12;
};
template <>
struct Variant<std::uint32_t> {
  static constexpr std::uint32_t kInitial[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                                0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  static constexpr int kRotations[4] = {16, 12, 8, 7};
  static constexpr int kRounds = 10;
};

void store_little(std::uint8_t* at, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) at[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

}  // namespace

template <typename Word>
Blake2<Word>::Blake2(const Blake2Parameters& parameters)
    : digest_size_(parameters.digest_size), last_node_(parameters.last_node) {
  std::array<std::uint8_t, kLargestDigest> block{};
  block[0] = static_cast<std::uint8_t>(parameters.digest_size);
  block[1] = static_cast<std::uint8_t>(parameters.key.size());
  block[2] = parameters.fanout;
  block[3] = parameters.depth;
  store_little(&block[4], parameters.leaf_size, 4);
  if constexpr (sizeof(Word) == 8) {
    store_little(&block[8], parameters.node_offset, 8);
    block[16] = parameters.node_depth;
    block[17] = parameters.inner_size;
  } else {
    store_little(&block[8], parameters.node_offset, 6);
    block[14] = parameters.node_depth;
    block[15] = parameters.inner_size;
  }
  std::copy(parameters.salt.begin(), parameters.salt.end(), &block[kLargestDigest - 2 * kSaltSize]);
  std::copy(parameters.person.begin(), parameters.person.end(), &block[kLargestDigest - kSaltSize]);
  for (std::size_t i = 0; i < 8; ++i) {
    Word word = 0;
    for (std::size_t j = 0; j < sizeof(Word); ++j) word |= Word{block[i * sizeof(Word) + j]} << (8 * j);
    state_[i] = Variant<Word>::kInitial[i] ^ word;
  }
  if (!parameters.key.empty()) {
    std::string padded = parameters.key;
    padded.resize(kBlock);
    update(padded);
  }
}

template <typename Word>
void Blake2<Word>::update(std::string_view bytes) {
  while (!bytes.empty()) {
    // The last block is compressed only when it is known to be the last.
    if (filled_ == kBlock) {
      length_ += kBlock;
      compress(false);
      filled_ = 0;
    }
    const std::size_t count = std::min(bytes.size(), kBlock - filled_);
    std::memcpy(buffer_.data() + filled_, bytes.data(), count);
    filled_ += count;
    bytes.remove_prefix(count);
  }
}

template <typename Word>
void Blake2<Word>::compress(bool last) {
  using V = Variant<Word>;
  Word message[16];
  for (std::size_t i = 0; i < 16; ++i) {
    message[i] = 0;
    for (std::size_t j = 0; j < sizeof(Word); ++j)
      message[i] |= Word{buffer_[i * sizeof(Word) + j]} << (8 * j);
  }
  Word v[16];
  for (std::size_t i = 0; i < 8; ++i) {
    v[i] = state_[i];
    v[i + 8] = V::kInitial[i];
  }
  v[12] ^= static_cast<Word>(length_);
  if constexpr (sizeof(Word) == 4) v[13] ^= static_cast<Word>(length_ >> 32U);
  if (last) v[14] = ~v[14];
  if (last && last_node_) v[15] = ~v[15];
  const auto mix = [&v](std::size_t a, std::size_t b, std::size_t c, std::size_t d, Word x, Word y) {
    v[a] = v[a] + v[b] + x;
    v[d] = std::rotr(static_cast<Word>(v[d] ^ v[a]), V::kRotations[0]);
    v[c] = v[c] + v[d];
    v[b] = std::rotr(static_cast<Word>(v[b] ^ v[c]), V::kRotations[1]);
    v[a] = v[a] + v[b] + y;
    v[d] = std::rotr(static_cast<Word>(v[d] ^ v[a]), V::kRotations[2]);
    v[c] = v[c] + v[d];
    v[b] = std::rotr(static_cast<Word>(v[b] ^ v[c]), V::kRotations[3]);
  };
  for (int round = 0; round < V::kRounds; ++round) {
    const std::uint8_t* s = kSigma[round % 10];
    for (std::size_t i = 0; i < 4; ++i)
      mix(i, i + 4, i + 8, i + 12, message[s[2 * i]], message[s[2 * i + 1]]);
    for (std::size_t i = 0; i < 4; ++i) {
      mix(i, (i + 1) % 4 + 4, (i + 2) % 4 + 8, (i + 3) % 4 + 12, message[s[8 + 2 * i]],
          message[s[9 + 2 * i]]);
    }
  }
  for (std::size_t i = 0; i < 8; ++i) state_[i] ^= v[i] ^ v[i + 8];
}

template <typename Word>
std::string Blake2<Word>::digest() const {
  Blake2 end = *this;
  std::fill(end.buffer_.begin() + static_cast<std::ptrdiff_t>(filled_), end.buffer_.end(), std::uint8_t{0});
  end.length_ += filled_;
  end.compress(true);
  std::array<std::uint8_t, kLargestDigest> bytes{};
  for (std::size_t i = 0; i < 8; ++i) store_little(&bytes[i * sizeof(Word)], end.state_[i], sizeof(Word));
  return {reinterpret_cast<const char*>(bytes.data()), digest_size_};
}

template class Blake2<std::uint64_t>;
template class Blake2<std::uint32_t>;

}  // namespace minipy::modules::hashing
