#pragma once

#include <algorithm>
#include <vector>

namespace minipy::cli {

/// What several measurements of one thing say.
struct Spread {
  double median = 0;
  double least = 0;
  double most = 0;

  /// Half of the range, as a share of the median; 0 when that is 0.
  double relative() const { return median == 0 ? 0 : (most - least) / 2 / median; }
};

/// Of none: zeros.
inline Spread spread_of(std::vector<double> values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  const double median = values.size() % 2 != 0 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  return {median, values.front(), values.back()};
}

}  // namespace minipy::cli
