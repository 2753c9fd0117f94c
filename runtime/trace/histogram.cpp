#include "runtime/trace/histogram.hpp"

#include <algorithm>
#include <cmath>

namespace minipy::trace {

using Buckets = HistogramBuckets;

void HistogramCounts::add(std::size_t index, std::uint64_t count) {
  if (index >= counts_.size()) counts_.resize(index + 1);
  counts_[index] += count;
  count_ += count;
}

void HistogramCounts::add(const HistogramCounts& other) {
  for (std::size_t i = 0; i < other.counts_.size(); ++i) {
    if (other.counts_[i] != 0) add(i, other.counts_[i]);
  }
  raise_max(other.max_);
}

std::uint64_t HistogramCounts::quantile(double share) const {
  if (count_ == 0) return 0;
  const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  const std::uint64_t rank = std::clamp<std::uint64_t>(wanted, 1, count_);
  std::uint64_t seen = 0;
  std::size_t index = 0;
  while ((seen += counts_[index]) < rank) ++index;
  if (rank == count_) return max_;
  const std::uint64_t low = Buckets::lowest(index);
  return std::min(max_, low + (Buckets::highest(index) - low) / 2);
}

std::vector<HistogramCounts::Bucket> HistogramCounts::buckets() const {
  std::vector<Bucket> result;
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    if (counts_[i] != 0) result.push_back({Buckets::lowest(i), Buckets::highest(i), counts_[i]});
  }
  return result;
}

Histogram::~Histogram() {
  for (const auto& octave : octaves_) delete octave.load(std::memory_order_relaxed);
}

void Histogram::add(std::uint64_t value) {
  const std::size_t index = Buckets::index(value);
  std::atomic<Octave*>& place = octaves_[index / Buckets::kPerOctave];
  Octave* octave = place.load(std::memory_order_relaxed);
  if (octave == nullptr) [[unlikely]] {
    octave = new Octave{};
    place.store(octave, std::memory_order_release);
  }
  std::atomic<std::uint32_t>& count = (*octave)[index % Buckets::kPerOctave];
  const std::uint32_t before = count.load(std::memory_order_relaxed);
  if (before != UINT32_MAX) count.store(before + 1, std::memory_order_relaxed);
  if (value > max_.load(std::memory_order_relaxed)) max_.store(value, std::memory_order_relaxed);
}

HistogramCounts Histogram::counts() const {
  HistogramCounts result;
  for (std::size_t i = 0; i < octaves_.size(); ++i) {
    const Octave* octave = octaves_[i].load(std::memory_order_acquire);
    if (octave == nullptr) continue;
    for (std::size_t j = 0; j < octave->size(); ++j) {
      const std::uint32_t count = (*octave)[j].load(std::memory_order_relaxed);
      if (count != 0) result.add(i * Buckets::kPerOctave + j, count);
    }
  }
  result.raise_max(max_.load(std::memory_order_relaxed));
  return result;
}

}  // namespace minipy::trace
