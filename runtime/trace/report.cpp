#include "runtime/trace/report.hpp"

#include <algorithm>
#include <cstdio>
#include <vector>

namespace minipy::trace {

namespace {

constexpr std::size_t kNameWidth = 22;
constexpr std::size_t kShownThreads = 40;

using Row = std::vector<std::string>;

std::string format_count(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

// Counts code points, so that names that are not ASCII stay aligned.
std::size_t width(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string shorten(std::string name) {
  if (width(name) <= kNameWidth) return name;
  std::size_t end = 0;
  for (std::size_t points = 0; points < kNameWidth - 3; ++points) {
    ++end;
    while (end < name.size() && (static_cast<unsigned char>(name[end]) & 0xC0U) == 0x80U) ++end;
  }
  name.resize(end);
  return name + "...";
}

// The first column to the left, the others to the right, each as wide as its widest cell.
void append_table(std::string& out, const std::vector<Row>& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const Row& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  for (const Row& row : rows) {
    std::string line = "  ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - width(row[i]), ' ');
      line += i == 0 ? row[i] + padding : "  " + padding + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
}

void append_times(std::string& out, const char* what, const HistogramCounts& counts) {
  if (counts.count() == 0) return;
  out += std::string(what) + " " + format_count(counts.count()) + ": median " +
         format_duration(counts.quantile(0.5)) + ", 99 % at most " + format_duration(counts.quantile(0.99)) +
         ", longest " + format_duration(counts.max()) + "\n";
}

struct Column {
  const char* title;
  std::string (*cell)(const Totals& totals);
};

std::vector<Column> columns_for(bool gil, const Totals& total) {
  std::vector<Column> columns;
  if (gil) {
    columns = {
        {"takes", [](const Totals& t) { return format_count(t.takes); }},
        {"holding", [](const Totals& t) { return format_duration(t.hold_ns); }},
        {"waiting", [](const Totals& t) { return format_duration(t.wait_ns); }},
        {"blocked", [](const Totals& t) { return format_duration(t.blocked_ns); }},
        {"CPU", [](const Totals& t) { return format_duration(t.cpu_ns); }},
    };
    static constexpr struct {
      Cause cause;
      Column column;
    } kHandOffs[] = {
        {Cause::kInterval, {"interval", [](const Totals& t) { return format_count(t.hand_offs[0]); }}},
        {Cause::kBlocking, {"blocking", [](const Totals& t) { return format_count(t.hand_offs[1]); }}},
        {Cause::kTicks, {"ticks", [](const Totals& t) { return format_count(t.hand_offs[2]); }}},
        {Cause::kPriority, {"priority", [](const Totals& t) { return format_count(t.hand_offs[6]); }}},
        {Cause::kExit, {"exit", [](const Totals& t) { return format_count(t.hand_offs[3]); }}},
        {Cause::kYield, {"yield", [](const Totals& t) { return format_count(t.hand_offs[5]); }}},
    };
    for (const auto& hand_off : kHandOffs) {
      const bool always = hand_off.cause == Cause::kInterval || hand_off.cause == Cause::kBlocking;
      if (always || total.hand_offs[static_cast<std::size_t>(hand_off.cause)] != 0)
        columns.push_back(hand_off.column);
    }
  } else {
    columns = {
        {"running", [](const Totals& t) { return format_duration(t.hold_ns); }},
        {"paused", [](const Totals& t) { return format_duration(t.wait_ns); }},
        {"blocked", [](const Totals& t) { return format_duration(t.blocked_ns); }},
        {"CPU", [](const Totals& t) { return format_duration(t.cpu_ns); }},
        {"blocking calls", [](const Totals& t) { return format_count(t.detaches[1]); }},
    };
    if (total.contentions != 0) {
      columns.push_back({"lock waits", [](const Totals& t) { return format_count(t.contentions); }});
      columns.push_back({"for locks", [](const Totals& t) { return format_duration(t.contention_ns); }});
    }
  }
  return columns;
}

// The second line of the header: what else of the run somebody may have turned.
std::string describe_lab(const RunDescription& run) {
  std::string line;
  if (run.gil && run.ticks != 0) {
    line += "switch every " + format_count(run.ticks) +
            (run.every_instruction ? " instructions; " : " checkpoints; ");
  }
  if (run.gil && run.hands_over) {
    line += "strict hand-over; ";
  } else if (run.gil) {
    line += std::string("forced switching ") + (run.forced_switching ? "on; " : "off; ");
  }
  return line + "checkpoints " + (run.every_instruction ? "every" : "loops") + "\n";
}

}  // namespace

std::string format_duration(std::uint64_t nanoseconds) {
  char text[32];
  const auto value = static_cast<double>(nanoseconds);
  if (nanoseconds == 0) return "0";
  if (value < 1e3) {
    std::snprintf(text, sizeof(text), "%.0f ns", value);
  } else if (value < 999.5e3) {
    std::snprintf(text, sizeof(text), "%.3g us", value / 1e3);
  } else if (value < 999.5e6) {
    std::snprintf(text, sizeof(text), "%.3g ms", value / 1e6);
  } else {
    std::snprintf(text, sizeof(text), "%.3f s", value / 1e9);
  }
  return text;
}

std::string format_stats(const RunStats& stats) {
  const RunDescription& run = stats.run;
  const std::vector<ThreadSummary>& threads = stats.threads;
  const Totals& total = stats.total.totals;

  std::string out;
  if (run.gil) {
    out += "GIL: on, policy " + run.policy + ", switch interval " +
           format_duration(static_cast<std::uint64_t>(run.switch_interval_ns)) + "; " + run.carrier + "\n";
  } else {
    out += "GIL: off; " + run.carrier;
    if (run.workers != 0) {
      out += ", which give way every " + format_duration(static_cast<std::uint64_t>(run.switch_interval_ns));
    }
    out += "\n";
  }
  out += describe_lab(run);
  char line[160];
  std::snprintf(line, sizeof(line), "wall time %s, CPU time %s, cores kept busy %.2f\n",
                format_duration(stats.wall_ns).c_str(), format_duration(stats.cpu_ns).c_str(),
                stats.cores_busy());
  out += line;
  if (total.collections != 0) {
    std::snprintf(line, sizeof(line), "collections %s, in all %s, longest %s\n",
                  format_count(total.collections).c_str(), format_duration(total.collection_ns).c_str(),
                  format_duration(total.longest_collection_ns).c_str());
    out += line;
  }
  if (total.contentions != 0) {
    out += "waits for objects' locks " + format_count(total.contentions) + ", in all " +
           format_duration(total.contention_ns) + "\n";
  }
  if (total.recording_waits != 0) {
    out += "waits for the recording " + format_count(total.recording_waits) + ", in all " +
           format_duration(total.recording_wait_ns) + "\n";
  }
  if (run.gil) {
    append_times(out, "waits", stats.total.waits);
    append_times(out, "holds", stats.total.holds);
  }
  out += "\n";

  const std::vector<Column> columns = columns_for(run.gil, total);
  std::vector<Row> rows;
  if (run.gil) {
    Row above(columns.size() + 1);
    above[6] = "hand-offs:";
    rows.push_back(std::move(above));
  }
  const auto row_of = [&columns](std::string name, const Totals& totals) {
    Row row{shorten(std::move(name))};
    for (const Column& column : columns) row.push_back(column.cell(totals));
    return row;
  };
  Row titles{"thread"};
  for (const Column& column : columns) titles.emplace_back(column.title);
  rows.push_back(std::move(titles));
  Totals rest = stats.more.totals;
  std::uint64_t rest_count = stats.more_threads;
  for (std::size_t i = 0; i < threads.size(); ++i) {
    if (i < kShownThreads) {
      rows.push_back(row_of(threads[i].name, threads[i].totals));
    } else {
      rest.add(threads[i].totals);
      ++rest_count;
    }
  }
  if (rest_count != 0) rows.push_back(row_of(format_count(rest_count) + " more", rest));
  if (threads.size() + rest_count > 1) rows.push_back(row_of("total", total));
  append_table(out, rows);
  if (stats.lost_events != 0) {
    out += "events lost for want of memory: " + format_count(stats.lost_events) + "\n";
  }
  return out;
}

}  // namespace minipy::trace
