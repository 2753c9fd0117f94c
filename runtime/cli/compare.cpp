#include "runtime/cli/compare.hpp"

#include <minipy/report.hpp>

#include <sched.h>
#include <string.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "runtime/cli/child_run.hpp"
#include "runtime/cli/comparison.hpp"
#include "runtime/cli/files.hpp"
#include "runtime/cli/measures_file.hpp"
#include "runtime/cli/output_difference.hpp"
#include "runtime/cli/terminal.hpp"

namespace minipy::cli {

namespace {

unsigned usable_cores() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof(set), &set) != 0) return 1;
  return static_cast<unsigned>(CPU_COUNT(&set));
}

// A directory that goes when this goes. Its path is empty when there can be none.
class ScratchDirectory {
 public:
  ScratchDirectory() {
    std::error_code error;
    std::string name = (std::filesystem::temp_directory_path(error) / "minipy-compare-XXXXXX").string();
    if (!error && mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~ScratchDirectory() {
    std::error_code error;
    if (!path_.empty()) std::filesystem::remove_all(path_, error);
  }
  ScratchDirectory(const ScratchDirectory&) = delete;
  ScratchDirectory& operator=(const ScratchDirectory&) = delete;

  bool ok() const { return !path_.empty(); }
  std::string file(const char* name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

std::string side(bool gil) { return gil ? "with the GIL" : "without the GIL"; }

std::vector<Case> cases_of(const CompareRequest& request) {
  std::vector<Case> cases;
  if (!request.threads.empty()) {
    for (const std::string& threads : request.threads) {
      cases.push_back({true, threads, {}});
      cases.push_back({false, threads, {}});
    }
  } else if (!request.intervals.empty()) {
    for (const std::string& interval : request.intervals) cases.push_back({true, interval, {}});
    cases.push_back({false, "-", {}});  // without a lock there is no interval
  } else {
    cases = {{true, "", {}}, {false, "", {}}};
  }
  return cases;
}

class Comparing {
 public:
  explicit Comparing(const CompareRequest& request)
      : request_(request), input_(STDIN_FILENO), cases_(cases_of(request)), progress_(total()) {}

  int run() {
    if (!scratch_.ok()) {
      std::fputs("minipy: compare: cannot make a temporary directory\n", stderr);
      return 1;
    }
    if (!warm_up() || !measure() || !record()) return status_;
    progress_.clear();
    Comparison comparison;
    comparison.script = request_.shown_as;
    comparison.arguments = request_.program;
    if (request_.shown_as != "-c") comparison.arguments.erase(comparison.arguments.begin());
    comparison.rounds = request_.rounds;
    comparison.cores = usable_cores();
    if (!request_.threads.empty())
      comparison.swept = "threads";
    else if (!request_.intervals.empty())
      comparison.swept = "switch interval";
    comparison.cases = std::move(cases_);
    for (const auto& [arguments, outputs] : outputs_) {
      if (comparison.output_note.empty()) comparison.output_note = describe_difference(outputs);
    }
    std::fputs(comparison_table(comparison, STDOUT_FILENO).c_str(), stdout);
    std::fflush(stdout);
    if (!request_.json_path.empty() && !write_file(request_.json_path, comparison_json(comparison))) return 1;
    if (!request_.report_path.empty() && !write_file(request_.report_path, make_report(recorded_))) return 1;
    return 0;
  }

 private:
  std::vector<std::string> command_of(const Case& one, const char* record_into) const {
    std::vector<std::string> command = {request_.executable, "--gil", one.gil ? "on" : "off", "--measures-to",
                                        scratch_.file("measures")};
    if (record_into != nullptr) {
      command.emplace_back("--report-run-to");
      command.push_back(scratch_.file(record_into));
    }
    if (!request_.intervals.empty() && one.gil) {
      command.emplace_back("--switch-interval");
      command.push_back(one.label);
    }
    if (one.gil) command.insert(command.end(), request_.lock_options.begin(), request_.lock_options.end());
    command.insert(command.end(), request_.options.begin(), request_.options.end());
    command.insert(command.end(), request_.program.begin(), request_.program.end());
    if (!request_.threads.empty()) command.push_back(one.label);
    return command;
  }

  // False when the comparison ends here; status_ says with what, and why was told.
  bool run_once(Case& one, bool show, const char* record_into, const std::string& what, Round& round) {
    std::error_code ignored;
    std::filesystem::remove(scratch_.file("measures"), ignored);
    if (!show) {
      const auto to_do = static_cast<double>(total() - std::min(done_, total()));
      const bool labelled = !one.label.empty() && one.label != "-";
      progress_.show(done_, side(one.gil) + (labelled ? " (" + one.label + ")" : ""),
                     done_ == 0 ? -1 : seconds_ / static_cast<double>(done_) * to_do);
    }
    const ChildResult result = runner_.run(command_of(one, record_into), input_, show);
    if (!result.started) return fail("cannot start " + request_.executable, 1);
    if (result.interrupted) {
      progress_.clear();
      std::fprintf(stderr, "minipy: compare: interrupted after %zu of %zu runs\n", done_, total());
      status_ = 130;
      return false;
    }
    if (result.status != 0) {
      progress_.clear();
      if (!show) std::fputs(result.error_output.c_str(), stderr);
      return fail(told_end(result, one, what), result.status);
    }
    ++done_;
    seconds_ += static_cast<double>(result.wall_ns) / 1e9;
    outputs_[request_.threads.empty() ? "" : one.label].push_back(
        {name_of(one) + ", " + what, result.output});
    round.wall_ns = static_cast<double>(result.wall_ns);
    round.cpu_ns = static_cast<double>(result.cpu_ns);
    if (!read_measures(scratch_.file("measures"), round)) {
      return fail("the run " + side(one.gil) + " left without telling what it measured", 1);
    }
    return true;
  }

  static std::string name_of(const Case& one) {
    const bool labelled = !one.label.empty() && one.label != "-";
    return (one.gil ? "GIL on" : "GIL off") + (labelled ? " " + one.label : "");
  }

  std::size_t total() const {
    return cases_.size() * (request_.rounds + 1 + (request_.report_path.empty() ? 0 : 1));
  }

  bool fail(const std::string& why, int status) {
    progress_.clear();
    std::fprintf(stderr, "minipy: compare: %s\n", why.c_str());
    status_ = status;
    return false;
  }

  std::string told_end(const ChildResult& result, const Case& one, const std::string& what) const {
    std::string text = request_.shown_as + " ";
    text += result.signal != 0 ? std::string("was ended by a signal (") + strsignal(result.signal) + ")"
                               : "ended with status " + std::to_string(result.status);
    text += ", " + side(one.gil);
    if (!what.empty()) text += ", in " + what;
    text += ": nothing to compare";
    if (input_.from_terminal() && result.error_output.find("EOFError") != std::string::npos) {
      text += " (each run reads the same input: give it as a file, with <)";
    }
    return text;
  }

  // One run of each case; the first one's output is shown as it comes.
  bool warm_up() {
    for (std::size_t i = 0; i < cases_.size(); ++i) {
      Round ignored;
      if (!run_once(cases_[i], i == 0, nullptr, "warm-up", ignored)) return false;
    }
    return true;
  }

  bool measure() {
    for (unsigned number = 1; number <= request_.rounds; ++number) {
      for (Case& one : cases_) {
        Round round;
        if (!run_once(one, false, nullptr, "round " + std::to_string(number), round)) return false;
        one.rounds.push_back(round);
      }
    }
    return true;
  }

  // Recording costs a little, so what is measured is not recorded: two runs more.
  bool record() {
    if (request_.report_path.empty()) return true;
    for (Case& one : cases_) {
      Round ignored;
      if (!run_once(one, false, "run", "the recorded run", ignored)) return false;
      recorded_.push_back(read_file(scratch_.file("run")));
    }
    return true;
  }

  const CompareRequest& request_;
  ScratchDirectory scratch_;
  ChildRunner runner_;
  InputTape input_;
  std::vector<Case> cases_;
  ProgressBar progress_;                                   // counts the cases
  std::map<std::string, std::vector<RunOutput>> outputs_;  // of runs with the same arguments
  std::vector<std::string> recorded_;
  std::size_t done_ = 0;
  double seconds_ = 0;
  int status_ = 0;
};

}  // namespace

int compare(const CompareRequest& request) {
  // A path that cannot be written is better told before the minutes of measuring.
  for (const std::string& path : {request.json_path, request.report_path}) {
    if (!path.empty() && !write_file(path, "")) return 1;
  }
  return Comparing(request).run();
}

}  // namespace minipy::cli
