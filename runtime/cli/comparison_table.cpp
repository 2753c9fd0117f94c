#include <algorithm>
#include <cmath>
#include <cstdio>

#include "runtime/cli/comparison.hpp"
#include "runtime/cli/terminal.hpp"

namespace minipy::cli {

namespace {

constexpr std::size_t kColumns = 80;

std::string format(const char* pattern, double value) {
  char text[48];
  std::snprintf(text, sizeof(text), pattern, value);
  return text;
}

// Three digits, the unit that fits.
std::string time_text(double ns) {
  const auto digits = [](double value, const char* unit) {
    return format(value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f", value) + unit;
  };
  if (ns <= 0) return "0";
  if (ns < 999.5e3) return digits(ns / 1e3, " us");
  if (ns < 999.5e6) return digits(ns / 1e6, " ms");
  return digits(ns / 1e9, " s");
}

std::string count_text(double count) {
  std::string digits = format("%.0f", count);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string ratio_text(double value) { return format("%.2f", value); }
std::string times_text(double value) { return format("%.2f\u00d7", value); }

std::string spread_text(const Spread& spread) {
  if (spread.median == 0) return "";
  const double percent = spread.relative() * 100;
  return percent < 9.95 && percent >= 0.05 ? format("\u00b1%.1f %%", percent)
                                           : format("\u00b1%.0f %%", percent);
}

// Eighths of a column, so that close values can be told apart.
std::string bar(double value, double most, std::size_t width) {
  static constexpr const char* kEighths[] = {"",       "\u258f", "\u258e", "\u258d",
                                             "\u258c", "\u258b", "\u258a", "\u2589"};
  if (most <= 0 || value <= 0) return "";
  const auto eighths = std::max(1L, std::lround(value / most * static_cast<double>(width) * 8));
  std::string text;
  for (long i = 0; i < eighths / 8; ++i) text += "\u2588";
  return text + kEighths[eighths % 8];
}

std::string side_text(bool gil) { return gil ? "GIL on" : "GIL off"; }

std::string shorten(const std::string& text, std::size_t width) {
  if (columns(text) <= width) return text;
  std::size_t at = text.size();
  while (at > 0 && columns(text.substr(at)) + 3 < width) --at;
  while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) ++at;
  return "..." + text.substr(at);
}

std::string heading(const Comparison& comparison, const Paint& paint) {
  std::string rest = ": " + std::to_string(comparison.cores) +
                     (comparison.cores == 1 ? " core, " : " cores, ") + std::to_string(comparison.rounds) +
                     (comparison.rounds == 1 ? " round" : " rounds") + " each after a warm-up";
  return "\n  " + paint.bold(shorten(comparison.script, kColumns - 4 - columns(rest))) + rest + "\n\n";
}

// ---- two cases: each measure with its two bars

struct Measure {
  const char* name;
  Spread (Case::*spread)() const;
  std::string (*text)(double value);
  bool of_the_lock;  // there is none without the GIL
};

constexpr Measure kMeasures[] = {
    {"wall time", &Case::wall, time_text, false},      {"CPU time", &Case::cpu, time_text, false},
    {"cores busy", &Case::cores, ratio_text, false},   {"wait for GIL", &Case::waiting, time_text, true},
    {"hand-offs", &Case::hand_offs, count_text, true},
};

constexpr std::size_t kName = 14;
constexpr std::size_t kSide = 9;
constexpr std::size_t kValue = 10;
constexpr std::size_t kSpread = 9;
constexpr std::size_t kBar = kColumns - 2 - kName - kSide - kValue - kSpread - 2;

std::string row(const Paint& paint, const std::string& name, bool gil, const std::string& value,
                const std::string& spread, const std::string& drawn) {
  std::string line = "  " + paint.bold(pad_right(name, kName)) +
                     paint.side(gil, pad_right(side_text(gil), kSide)) + paint.bold(pad_left(value, kValue)) +
                     pad_left(spread, kSpread);
  if (!drawn.empty()) line += "  " + paint.side(gil, drawn);
  line.erase(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

// Each round without the GIL against the round with it that came just before.
Spread speed_up(const Case& with, const Case& without) {
  std::vector<double> values;
  for (std::size_t i = 0; i < std::min(with.rounds.size(), without.rounds.size()); ++i) {
    if (without.rounds[i].wall_ns > 0) values.push_back(with.rounds[i].wall_ns / without.rounds[i].wall_ns);
  }
  return spread_of(std::move(values));
}

std::string pair_table(const Comparison& comparison, const Paint& paint) {
  const Case& with = comparison.cases[0];
  const Case& without = comparison.cases[1];
  std::string out = "  " + std::string(kName + kSide, ' ') +
                    paint.quiet(pad_left("median", kValue) + pad_left("spread", kSpread)) + "\n";
  for (const Measure& measure : kMeasures) {
    const Spread on = (with.*measure.spread)();
    const Spread off = (without.*measure.spread)();
    const double most = measure.of_the_lock ? on.median : std::max(on.median, off.median);
    out +=
        row(paint, measure.name, true, measure.text(on.median), spread_text(on), bar(on.median, most, kBar));
    out += measure.of_the_lock ? row(paint, "", false, "-", "", "")
                               : row(paint, "", false, measure.text(off.median), spread_text(off),
                                     bar(off.median, most, kBar));
    out += "\n";
  }
  const Spread faster = speed_up(with, without);
  const double most = std::max(1.0, faster.median);
  out += row(paint, "speed-up", true, times_text(1), "", bar(1, most, kBar));
  out +=
      row(paint, "", false, times_text(faster.median), spread_text(faster), bar(faster.median, most, kBar));
  return out;
}

// ---- a sweep: a line for each case

std::string sweep_table(const Comparison& comparison, const Paint& paint) {
  constexpr std::size_t kLabel = 10;
  constexpr std::size_t kNumbers[] = {9, 8, 7, 9, 10};  // wall, spread, cores, waiting, hand-offs
  constexpr std::size_t kLeft = kColumns - 2 - kLabel - kSide - 9 - 8 - 7 - 9 - 10 - 2;
  std::string titles = pad_right(comparison.swept == "threads" ? "threads" : "interval", kLabel) +
                       std::string(kSide, ' ') + pad_left("wall", kNumbers[0]) +
                       pad_left("spread", kNumbers[1]) + pad_left("cores", kNumbers[2]) +
                       pad_left("waiting", kNumbers[3]) + pad_left("hand-offs", kNumbers[4]) + "  wall";
  std::string out = "  " + paint.quiet(titles) + "\n";
  double most = 0;
  for (const Case& one : comparison.cases) most = std::max(most, one.wall().median);
  for (const Case& one : comparison.cases) {
    const Spread wall = one.wall();
    out += "  " + paint.bold(pad_right(shorten(one.label, kLabel), kLabel)) +
           paint.side(one.gil, pad_right(side_text(one.gil), kSide)) +
           paint.bold(pad_left(time_text(wall.median), kNumbers[0])) +
           pad_left(spread_text(wall), kNumbers[1]) + pad_left(ratio_text(one.cores().median), kNumbers[2]) +
           pad_left(one.gil ? time_text(one.waiting().median) : "-", kNumbers[3]) +
           pad_left(one.gil ? count_text(one.hand_offs().median) : "-", kNumbers[4]) + "  " +
           paint.side(one.gil, bar(wall.median, most, kLeft)) + "\n";
  }
  return out;
}

}  // namespace

std::string comparison_table(const Comparison& comparison, int descriptor) {
  const Paint paint(descriptor);
  std::string out = heading(comparison, paint);
  out += comparison.swept.empty() ? pair_table(comparison, paint) : sweep_table(comparison, paint);
  if (!comparison.output_note.empty()) out += "\n" + comparison.output_note;
  return out + "\n";
}

}  // namespace minipy::cli
