// The command line of `minipy compare`.

#include <minipy/interpreter.hpp>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <iterator>

#include "runtime/cli/command_line_parts.hpp"

namespace minipy::cli {

namespace {

// What `compare` takes for itself.
struct CompareFlags {
  unsigned rounds = 5;
  std::string intervals;
  std::string threads;
  std::string json;
  std::string report;
};

class CompareHelp final : public CLI::Formatter {
 public:
  CompareHelp() { column_width(34); }
  std::string make_usage(const CLI::App* /*app*/, std::string /*name*/) const override {
    return "Usage: minipy compare [options] script.py [arguments]\n";
  }
};

void declare_compare(CLI::App& app, CompareFlags& flags) {
  app.formatter(std::make_shared<CompareHelp>());
  app.add_option("--rounds", flags.rounds, "how often it runs each way (5), after a warm-up")
      ->type_name("N")
      ->check(CLI::Range(1U, 1000U));
  app.add_option("--sweep-intervals", flags.intervals, "with each of these switch intervals: 1ms,5ms,50ms")
      ->type_name("LIST");
  app.add_option("--sweep-threads", flags.threads,
                 "with each of these as the last argument of the script: 1,2,4,8")
      ->type_name("LIST");
  app.add_option("--json", flags.json, "write the numbers, round by round")->type_name("FILE");
  app.add_option("--report", flags.report, "write a page that shows two runs, for a browser")
      ->type_name("FILE.html");
  app.footer(
      "\nOther options are those of minipy, and are passed on to every run, but for --gil.\n"
      "Each run reads the same standard input. The exit status is that of the script when a run of it "
      "fails.");
}

std::vector<std::string> split_list(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= text.size() && !text.empty();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

// Puts the options of `arguments` that are not `compare`'s own into the request, as they stand, up to the
// script.
void pass_on(const CLI::App& own, const std::vector<std::string>& arguments, std::size_t count,
             CompareRequest& request) {
  static constexpr const char* kOfTheLock[] = {"--gil-policy", "--ticks", "--forced-switching",
                                               "--switch-every"};
  for (std::size_t at = 0; at < count; ++at) {
    const std::string name = arguments[at].substr(0, arguments[at].find('='));
    const bool value_follows = name == arguments[at];
    if (own.get_option_no_throw(name) != nullptr) {
      if (value_follows) ++at;
    } else if (std::find(std::begin(kOfTheLock), std::end(kOfTheLock), name) != std::end(kOfTheLock)) {
      request.lock_options.push_back(arguments[at]);
      if (value_follows && at + 1 < count) request.lock_options.push_back(arguments[++at]);
    } else {
      request.options.push_back(arguments[at]);
    }
  }
}

// Why the request cannot be met, or nothing.
std::string check_compare(const CLI::App& app, const CompareRequest& request) {
  if (app.count("--gil") != 0) return "compare: it runs with the GIL and without it: no --gil";
  for (const std::string& x : app.get_option("-X")->results()) {
    if (x == "gil" || x.rfind("gil=", 0) == 0)
      return "compare: it runs with the GIL and without it: no -X gil";
  }
  if (!request.threads.empty() && !request.intervals.empty()) return "compare: one sweep at a time";
  const bool sweeps = !request.threads.empty() || !request.intervals.empty();
  if (sweeps && !request.report_path.empty()) return "compare: --report shows two runs: no sweep with it";
  if (!request.intervals.empty() && app.count("--switch-interval") != 0) {
    return "compare: --switch-interval and --sweep-intervals contradict each other";
  }
  for (const std::string& interval : request.intervals) {
    try {
      static_cast<void>(parse_interval(interval));
    } catch (const Error& error) {
      return std::string("--sweep-intervals: ") + error.what();
    }
  }
  for (const std::string& threads : request.threads) {
    if (threads.empty() || threads.find_first_not_of("0123456789") != std::string::npos) {
      return "--sweep-threads: '" + threads + "' is no number of threads";
    }
  }
  if (request.program.empty() && app.count("-c") == 0)
    return "compare takes a script: minipy compare script.py";
  return "";
}

}  // namespace

Parsed parse_compare(const std::vector<std::string>& arguments) {
  CompareFlags flags;
  CLI::App own("", "minipy compare");
  declare_compare(own, flags);
  CLI::App app("Runs a script with the GIL and without it, several times, and shows what the lock did.",
               "minipy compare");
  const std::shared_ptr<void> run_flags = declare_run_options(app);
  app.remove_option(app.get_option("--report"));
  for (CLI::Option* option : app.get_options()) {
    if (!option->get_lnames().empty() && option->get_lnames()[0] != "help") option->group("");
  }
  declare_compare(app, flags);

  const std::size_t count = count_own(app, arguments);
  const auto split = arguments.begin() + static_cast<std::ptrdiff_t>(count);
  try {
    app.parse(std::vector<std::string>(std::make_reverse_iterator(split),
                                       std::make_reverse_iterator(arguments.begin())));
  } catch (const CLI::Success& success) {
    return {std::nullopt, app.exit(success)};
  } catch (const CLI::ParseError& error) {
    return mistake(std::string("compare: ") + error.what(), "minipy compare --help");
  }
  Command command;
  command.kind = Command::Kind::kCompare;
  CompareRequest& request = command.compare;
  request.executable = own_path();
  pass_on(own, arguments, count, request);
  request.program.assign(split, arguments.end());
  request.shown_as = app.count("-c") != 0 ? "-c" : request.program.empty() ? "" : request.program[0];
  request.rounds = flags.rounds;
  request.intervals = split_list(flags.intervals);
  request.threads = split_list(flags.threads);
  request.json_path = flags.json;
  request.report_path = flags.report;
  if (std::string why = check_compare(app, request); !why.empty()) {
    return mistake(std::move(why), "minipy compare --help");
  }
  return {std::move(command), 0};
}

}  // namespace minipy::cli
