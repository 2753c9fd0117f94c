#pragma once

// Counts of durations in log-linear buckets, after HdrHistogram (Gil Tene): every power of two is divided
// into 128 buckets of one width, so that a bucket is never wider than 1/128 of its values, from nanoseconds
// to centuries, in memory that does not grow with the number of values. What nobody falls into is not
// allocated: the buckets of one power of two are made together when the first value comes.

#include <array>
#include <atomic>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace minipy::trace {

/// Which bucket a value is in, and what a bucket holds.
struct HistogramBuckets {
  static constexpr unsigned kBits = 7;  ///< 128 buckets for each power of two
  static constexpr std::size_t kPerOctave = std::size_t{1} << kBits;
  static constexpr std::size_t kOctaves = 64 - kBits + 1;  ///< the first one holds the values below 128
  static constexpr std::size_t kCount = kOctaves * kPerOctave;

  static constexpr std::size_t index(std::uint64_t value) {
    if (value < kPerOctave) return value;
    const auto shift = static_cast<unsigned>(std::bit_width(value)) - kBits - 1;
    return (shift + 1) * kPerOctave + ((value >> shift) - kPerOctave);
  }
  /// The smallest value of a bucket.
  static constexpr std::uint64_t lowest(std::size_t index) {
    if (index < kPerOctave) return index;
    const std::size_t shift = index / kPerOctave - 1;
    return (std::uint64_t{kPerOctave} + index % kPerOctave) << shift;
  }
  /// The largest one.
  static constexpr std::uint64_t highest(std::size_t index) {
    const std::size_t shift = index < kPerOctave ? 0 : index / kPerOctave - 1;
    return lowest(index) + ((std::uint64_t{1} << shift) - 1);
  }
};

/// Counts as plain numbers, to be read and added up.
class HistogramCounts {
 public:
  struct Bucket {
    std::uint64_t lowest;
    std::uint64_t highest;
    std::uint64_t count;
  };

  void add(std::size_t index, std::uint64_t count);
  void add(const HistogramCounts& other);
  /// The largest value there was, exactly.
  void raise_max(std::uint64_t value) { max_ = max_ < value ? value : max_; }

  std::uint64_t count() const { return count_; }
  std::uint64_t max() const { return max_; }
  /// The value that `share` (0 to 1) of all values do not exceed: the middle of its bucket, so off by at most
  /// 0.4 %, and never above `max`. 0 when there is none.
  std::uint64_t quantile(double share) const;
  /// Buckets that hold something, smallest first.
  std::vector<Bucket> buckets() const;

 private:
  std::vector<std::uint64_t> counts_;  // by index; as long as its last bucket that holds something
  std::uint64_t count_ = 0;
  std::uint64_t max_ = 0;
};

/// Counts while they grow. One thread adds, any thread reads.
class Histogram {
 public:
  Histogram() = default;
  ~Histogram();
  Histogram(const Histogram&) = delete;
  Histogram& operator=(const Histogram&) = delete;

  /// The thread that owns it.
  void add(std::uint64_t value);
  HistogramCounts counts() const;

 private:
  using Octave = std::array<std::atomic<std::uint32_t>, HistogramBuckets::kPerOctave>;

  // release/acquire: an octave is made by the owner and read by others. Counts are relaxed: they order
  // nothing.
  std::array<std::atomic<Octave*>, HistogramBuckets::kOctaves> octaves_{};
  std::atomic<std::uint64_t> max_{0};
};

}  // namespace minipy::trace
