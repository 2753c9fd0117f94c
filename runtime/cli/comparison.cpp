#include "runtime/cli/comparison.hpp"

namespace minipy::cli {

namespace {

template <typename Get>
Spread over(const std::vector<Round>& rounds, Get get) {
  std::vector<double> values;
  values.reserve(rounds.size());
  for (const Round& round : rounds) values.push_back(get(round));
  return spread_of(std::move(values));
}

}  // namespace

Spread Case::wall() const {
  return over(rounds, [](const Round& round) { return round.wall_ns; });
}
Spread Case::cpu() const {
  return over(rounds, [](const Round& round) { return round.cpu_ns; });
}
Spread Case::cores() const {
  return over(rounds,
              [](const Round& round) { return round.wall_ns > 0 ? round.cpu_ns / round.wall_ns : 0; });
}
Spread Case::waiting() const {
  return over(rounds, [](const Round& round) { return round.wait_ns; });
}
Spread Case::hand_offs() const {
  return over(rounds, [](const Round& round) { return round.hand_offs; });
}

}  // namespace minipy::cli
