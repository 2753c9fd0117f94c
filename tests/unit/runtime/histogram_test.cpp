#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "runtime/trace/histogram.hpp"

using namespace minipy::trace;  // NOLINT(google-build-using-namespace): a test of this layer

TEST_CASE("the buckets of a histogram follow each other without a gap, from 0 to the largest number") {
  CHECK(HistogramBuckets::lowest(0) == 0);
  bool follow = true;
  bool narrow = true;
  bool found = true;
  for (std::size_t i = 0; i < HistogramBuckets::kCount; ++i) {
    const std::uint64_t low = HistogramBuckets::lowest(i);
    const std::uint64_t high = HistogramBuckets::highest(i);
    if (i > 0) follow = follow && low == HistogramBuckets::highest(i - 1) + 1;
    narrow = narrow && (high - low) <= low / 128;
    found = found && HistogramBuckets::index(low) == i && HistogramBuckets::index(high) == i;
  }
  CHECK(follow);
  CHECK(narrow);
  CHECK(found);
  CHECK(HistogramBuckets::highest(HistogramBuckets::kCount - 1) == UINT64_MAX);
}

TEST_CASE("quantiles of a histogram are those of the sorted values within half a bucket") {
  std::mt19937_64 random(42);
  Histogram histogram;
  std::vector<std::uint64_t> values;
  for (int i = 0; i < 10'000; ++i) {
    values.push_back(random() >> (random() % 60));
    histogram.add(values.back());
  }
  std::sort(values.begin(), values.end());
  const HistogramCounts counts = histogram.counts();
  CHECK(counts.count() == values.size());
  CHECK(counts.max() == values.back());
  CHECK(counts.quantile(1) == values.back());
  for (const double share : {0.001, 0.1, 0.5, 0.9, 0.99, 0.999}) {
    const auto exact = static_cast<double>(values[static_cast<std::size_t>(share * 10'000) - 1]);
    const auto told = static_cast<double>(counts.quantile(share));
    CHECK(told >= exact * (1 - 1.0 / 128));
    CHECK(told <= exact * (1 + 1.0 / 128));
  }
}

TEST_CASE("histograms add up") {
  Histogram one;
  Histogram other;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    one.add(i);
    other.add(i * 1000);
  }
  HistogramCounts sum = one.counts();
  sum.add(other.counts());
  CHECK(sum.count() == 2000);
  CHECK(sum.max() == 999'000);
  std::uint64_t in_buckets = 0;
  for (const auto& bucket : sum.buckets()) in_buckets += bucket.count;
  CHECK(in_buckets == 2000);
  CHECK(HistogramCounts().quantile(0.5) == 0);
}
