#include "runtime/cli/command_line.hpp"

#include <unistd.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>

#include "runtime/cli/command_line_parts.hpp"

namespace minipy::cli {

namespace {

constexpr unsigned kMostTicks = 1'000'000'000;

// What CLI11 writes into.
struct Flags {
  std::string gil;
  std::vector<std::string> x;
  std::vector<std::string> warnings;
  std::string switch_interval;
  std::string gil_policy = "interval";
  unsigned ticks = 100;
  std::string forced_switching;
  std::string checkpoints = "loops";
  unsigned switch_every = 0;
  std::string threads = "os";
  unsigned workers = 0;
  std::string stats;
  std::string trace;
  std::string trace_format = "chrome";
  bool inspect = false;
  bool quiet = false;
  std::string log_level = "off";
  std::string code;
  std::string report;
  std::string measures_to;
  std::string report_run_to;
  std::string module;
  std::string library;
  bool no_bytecode = false;
  bool unbuffered = false;
  bool isolated = false;
  bool no_environment = false;
  bool no_site = false;
};

const std::map<std::string, LogLevel>& log_levels() {
  static const std::map<std::string, LogLevel> levels = {
      {"trace", LogLevel::kTrace},     {"debug", LogLevel::kDebug}, {"info", LogLevel::kInfo},
      {"warning", LogLevel::kWarning}, {"error", LogLevel::kError}, {"off", LogLevel::kOff}};
  return levels;
}

class Help final : public CLI::Formatter {
 public:
  Help() { column_width(30); }
  std::string make_usage(const CLI::App* /*app*/, std::string /*name*/) const override {
    return "Usage: minipy [options] script.py [arguments]\n"
           "       minipy [options]                      a prompt, or a script from a pipe\n"
           "       minipy [options] -c CODE [arguments]\n"
           "       minipy [options] -m MODULE [arguments]\n"
           "       minipy [options] - [arguments]        reads the script from standard input\n"
           "       minipy dis script.py                  shows its bytecode\n"
           "       minipy compare [options] script.py    runs it with the GIL and without it\n";
  }
};

void declare(CLI::App& app, Flags& flags) {
  app.formatter(std::make_shared<Help>());
  app.set_version_flag("-V,--version", "minipy " MINIPY_VERSION);
  app.add_option("-c", flags.code, "run CODE; what follows it are sys.argv")->type_name("CODE");
  app.add_option("-m", flags.module, "run a module as a script, a package's __main__")->type_name("MODULE");
  app.add_option(
         "--stdlib", flags.library,
         "where the standard library of CPython is (default: an installed one, 3.11 to 3.13), or none")
      ->type_name("DIR");
  app.add_flag("-u", flags.unbuffered, "write standard output and error at once (PYTHONUNBUFFERED=1)");
  app.add_flag("-B", flags.no_bytecode, "do not keep compiled modules on disk (PYTHONDONTWRITEBYTECODE=1)");
  app.add_flag("-E", flags.no_environment, "ignore PYTHONPATH and the other variables of Python's");
  app.add_flag("-I", flags.isolated, "the same, and sys.path without the script's folder");
  app.add_flag("-s,-S", flags.no_site, "accepted: there is no site-packages");
  app.add_flag("-i", flags.inspect, "a prompt after the script; also where standard input is no terminal");
  app.add_flag("-q", flags.quiet, "no banner before the prompt");
  app.add_option("--gil", flags.gil, "run threads under a global interpreter lock: on (default) or off")
      ->type_name("on|off")
      ->check(CLI::IsMember({"on", "off"}));
  app.add_option("--switch-interval", flags.switch_interval,
                 "how long a thread waits before it asks for the GIL: 5ms (default), 5000us, 0.005")
      ->type_name("TIME");
  app.add_option("--gil-policy", flags.gil_policy,
                 "who gets the GIL, and when: interval (default), ticks, fifo or priority")
      ->type_name("POLICY")
      ->check(CLI::IsMember({"interval", "ticks", "fifo", "priority"}));
  app.add_option("--ticks", flags.ticks, "policy ticks: the holder lets go every N checkpoints (default 100)")
      ->type_name("N")
      ->check(CLI::Range(1U, kMostTicks));
  app.add_option("--forced-switching", flags.forced_switching,
                 "who was asked to let go waits until another has the GIL: on (default but for ticks) or off")
      ->type_name("on|off")
      ->check(CLI::IsMember({"on", "off"}));
  app.add_option("--checkpoints", flags.checkpoints,
                 "where a thread may be asked to let go: loops (and calls; default) or every instruction")
      ->type_name("loops|every")
      ->check(CLI::IsMember({"loops", "every"}));
  app.add_option("--switch-every", flags.switch_every,
                 "hand the GIL to the next waiter after exactly N instructions; implies --checkpoints every")
      ->type_name("N")
      ->check(CLI::Range(1U, kMostTicks));
  app.add_option("-X", flags.x, "gil=0 or gil=1, as CPython takes it; --gil wins; others mean nothing here")
      ->type_name("OPTION")
      ->allow_extra_args(false);
  app.add_option(
         "-W", flags.warnings,
         "what to do with warnings: ignore, error, default, ... or action:message:category:module:line")
      ->type_name("ACTION")
      ->allow_extra_args(false);
  app.add_option("--threads", flags.threads, "what threads run on: os (default) or fibers")
      ->type_name("os|fibers")
      ->check(CLI::IsMember({"os", "fibers"}));
  app.add_option("--workers", flags.workers,
                 "OS threads that carry the fibers (default: one for each processor)")
      ->type_name("N")
      ->check(CLI::Range(1U, 1024U));
  app.add_flag(
         "--stats{table}", flags.stats,
         "afterwards, show on standard error what the lock did to each thread; --stats=json for programs")
      ->check(CLI::IsMember({"table", "json"}));
  app.add_option("--trace", flags.trace, "record what every thread does, for Perfetto or speedscope")
      ->type_name("FILE.json");
  app.add_option("--trace-format", flags.trace_format, "of the recording: chrome (default) or firefox")
      ->type_name("FORMAT")
      ->check(CLI::IsMember({"chrome", "firefox"}));
  app.add_option("--report", flags.report, "write a page that shows what the threads did, for a browser")
      ->type_name("FILE.html");
  app.add_option("--measures-to", flags.measures_to)->group("");      // between `compare` and its runs
  app.add_option("--report-run-to", flags.report_run_to)->group("");  // likewise
  app.add_option("--log-level", flags.log_level, "tell on standard error what happens: trace, debug, ... off")
      ->type_name("LEVEL")
      ->check(CLI::IsMember({"trace", "debug", "info", "warning", "error", "off"}));
  app.footer(
      "\nEnvironment: PYTHON_GIL=0|1 is what -X gil says, MINIPY_STDLIB what --stdlib says, where that is "
      "not given.\n"
      "PYTHONPATH: directories with modules, before the standard library. PYTHONWARNINGS: like -W, with "
      "commas.");
}

}  // namespace

// How many of `arguments` are options of ours, with their values: all up to the script, `-` or the value of
// -c.
std::size_t count_own(const CLI::App& app, const std::vector<std::string>& arguments) {
  std::size_t at = 0;
  while (at < arguments.size()) {
    const std::string& argument = arguments[at];
    if (argument.size() < 2 || argument[0] != '-' || argument == "--") return at;
    for (const std::string last : {"-c", "-m"}) {
      if (argument.rfind(last, 0) == 0) return std::min(at + (argument == last ? 2 : 1), arguments.size());
    }
    const CLI::Option* option = app.get_option_no_throw(argument);
    at += option != nullptr && option->get_items_expected_max() != 0 ? 2 : 1;
  }
  return arguments.size();
}

Parsed mistake(std::string message, const char* help) {
  std::replace(message.begin(), message.end(), '\n', ' ');
  std::fprintf(stderr, "minipy: %s (%s tells more)\n", message.c_str(), help);
  return {std::nullopt, 2};
}

namespace {

// --gil wins over -X gil=, which wins over PYTHON_GIL. An error message, or nothing.
std::string choose_gil(const Flags& flags, bool& gil) {
  std::string number;
  std::string where;
  const bool asks = !flags.isolated && !flags.no_environment;
  if (const char* variable = std::getenv("PYTHON_GIL"); asks && variable != nullptr && *variable != '\0') {
    number = variable;
    where = "PYTHON_GIL=";
  }
  for (const std::string& x : flags.x) {
    if (x != "gil" && x.rfind("gil=", 0) != 0) continue;
    number = x == "gil" ? "" : x.substr(4);
    where = "-X gil=";
  }
  if (!flags.gil.empty()) {
    gil = flags.gil == "on";
  } else if (!where.empty()) {
    if (number != "0" && number != "1") return where + number + ": must be 0 or 1";
    gil = number == "1";
  }
  return "";
}

// Those of PYTHONWARNINGS, then those of -W: the later ones win.
std::vector<std::string> warning_actions(const Flags& flags) {
  std::vector<std::string> actions;
  const char* given = std::getenv("PYTHONWARNINGS");
  if (given != nullptr && !flags.isolated && !flags.no_environment) {
    for (std::string_view rest = given; !rest.empty();) {
      const std::size_t end = std::min(rest.find(','), rest.size());
      if (end > 0) actions.emplace_back(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }
  actions.insert(actions.end(), flags.warnings.begin(), flags.warnings.end());
  return actions;
}

// The switches of the lab; an error message, or nothing.
std::string choose_lab(const CLI::App& app, const Flags& flags, Options& options) {
  static constexpr struct {
    const char* name;
    LockPolicy policy;
  } kPolicies[] = {{"interval", LockPolicy::kInterval},
                   {"ticks", LockPolicy::kTicks},
                   {"fifo", LockPolicy::kFifo},
                   {"priority", LockPolicy::kPriority}};
  if (!options.gil) {
    for (const char* name : {"--gil-policy", "--ticks", "--forced-switching", "--switch-every"}) {
      if (app.count(name) != 0) return std::string(name) + ": there is no GIL to switch (--gil on)";
    }
  }
  for (const auto& [name, policy] : kPolicies) {
    if (flags.gil_policy == name) options.gil_policy = policy;
  }
  if (app.count("--ticks") != 0 && options.gil_policy != LockPolicy::kTicks)
    return "--ticks: goes with --gil-policy ticks";
  options.ticks = flags.ticks;
  options.switch_every = flags.switch_every;
  if (flags.switch_every != 0) {
    for (const char* name : {"--gil-policy", "--switch-interval"}) {
      if (app.count(name) != 0) return std::string(name) + ": --switch-every takes its place";
    }
    if (app.count("--checkpoints") != 0 && flags.checkpoints != "every")
      return "--switch-every: goes with --checkpoints every";
  }
  if (flags.forced_switching == "off" && flags.switch_every != 0)
    return "--forced-switching: --switch-every hands the GIL over, which is always on";
  if (flags.forced_switching == "off" && options.gil_policy == LockPolicy::kFifo)
    return "--forced-switching: policy fifo hands the GIL over, which is always on";
  if (!flags.forced_switching.empty()) options.forced_switching = flags.forced_switching == "on";
  const bool every = flags.checkpoints == "every" || flags.switch_every != 0;
  options.checkpoints = every ? Checkpoints::kEvery : Checkpoints::kLoops;
  return "";
}

std::string directory_of(const std::string& path) {
  char* resolved = realpath(path.c_str(), nullptr);
  const std::string absolute = resolved != nullptr ? resolved : path;
  std::free(resolved);
  const std::size_t slash = absolute.rfind('/');
  return slash == std::string::npos ? "" : absolute.substr(0, std::max<std::size_t>(slash, 1));
}

std::string current_directory() {
  char* directory = getcwd(nullptr, 0);
  const std::string result = directory != nullptr ? directory : "";
  std::free(directory);
  return result;
}

// The entries of a variable like PATH, absolute.
std::vector<std::string> variable_path(const char* name) {
  std::vector<std::string> entries;
  const char* value = std::getenv(name);
  std::string rest = value != nullptr ? value : "";
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    const std::string entry = rest.substr(0, end);
    rest.erase(0, end + 1);
    if (entry.empty() || entry[0] != '/') {
      entries.push_back(current_directory() + (entry.empty() ? "" : "/" + entry));
    } else {
      entries.push_back(entry);
    }
  }
  return entries;
}

// --stdlib wins over MINIPY_STDLIB. An error message, or nothing.
std::string choose_library(const Flags& flags, std::string& library) {
  const char* variable = std::getenv("MINIPY_STDLIB");
  const bool given = !flags.library.empty();
  library = given ? flags.library : variable != nullptr ? variable : "";
  if (library.empty() || library == kNoLibrary) return "";
  char* resolved = realpath(library.c_str(), nullptr);
  const std::string absolute = resolved != nullptr ? resolved : library;
  std::free(resolved);
  if (access((absolute + "/os.py").c_str(), R_OK) != 0) {
    return (given ? "--stdlib " : "MINIPY_STDLIB=") + library +
           ": there is no Python library (no os.py) in that directory";
  }
  library = absolute;
  return "";
}

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

}  // namespace

std::string own_path() {
  char buffer[4096];
  const ssize_t length = readlink("/proc/self/exe", buffer, sizeof(buffer));
  return length > 0 ? std::string(buffer, static_cast<std::size_t>(length)) : "minipy";
}

namespace {
// What the prompt says first.
std::string banner(const Command& command) {
  std::string text = "minipy " MINIPY_VERSION ", Python 3.11, ";
  text += command.options.gil ? "with the GIL" : "without the GIL";
  text += command.options.carriers == Carriers::kFibers ? ", threads are fibers" : "";
  return text + "\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.";
}

// What is run, and sys.argv; an error message, or nothing.
std::string choose_program(const Flags& flags, bool has_code, std::vector<std::string> rest,
                           Command& command) {
  if (!rest.empty() && rest[0] == "--") rest.erase(rest.begin());
  std::string first_path;
  if (has_code) {
    command.kind = Command::Kind::kCode;
    command.subject = flags.code;
    rest.insert(rest.begin(), "-c");
  } else if (!flags.module.empty()) {
    command.kind = Command::Kind::kModule;
    command.subject = flags.module;
    rest.insert(rest.begin(), "-m");
    first_path = current_directory();
  } else if (rest.empty()) {
    const bool interactive = flags.inspect || isatty(STDIN_FILENO) != 0;
    command.kind = interactive ? Command::Kind::kPrompt : Command::Kind::kStandardInput;
    rest.emplace_back("");
  } else if (rest[0] == "-") {
    const bool interactive = flags.inspect || isatty(STDIN_FILENO) != 0;
    command.kind = interactive ? Command::Kind::kPrompt : Command::Kind::kStandardInput;
  } else if (rest[0] == "compare") {
    return "compare comes first: minipy compare [options] script.py";
  } else if (rest[0] == "dis") {
    if (rest.size() != 2) return "dis takes one script: minipy dis script.py";
    command.kind = Command::Kind::kDisassemble;
    command.subject = rest[1];
  } else {
    command.subject = rest[0];
    first_path = directory_of(rest[0]);
  }
  command.options.argv = std::move(rest);
  command.options.path = {first_path};
  if (flags.isolated) command.options.path.clear();
  if (!flags.isolated && !flags.no_environment) {
    for (const std::string& entry : variable_path("PYTHONPATH")) command.options.path.push_back(entry);
  }
  return "";
}

}  // namespace

std::shared_ptr<void> declare_run_options(CLI::App& app) {
  auto flags = std::make_shared<Flags>();
  declare(app, *flags);
  return flags;
}

Parsed parse(const std::vector<std::string>& arguments) {
  if (!arguments.empty() && arguments[0] == "compare") {
    return parse_compare({arguments.begin() + 1, arguments.end()});
  }
  Flags flags;
  CLI::App app("Runs ordinary Python scripts, with a global interpreter lock or without one.", "minipy");
  declare(app, flags);

  const std::size_t own = count_own(app, arguments);
  const auto split = arguments.begin() + static_cast<std::ptrdiff_t>(own);
  std::vector<std::string> reversed(std::make_reverse_iterator(split),
                                    std::make_reverse_iterator(arguments.begin()));
  try {
    app.parse(reversed);
  } catch (const CLI::Success& success) {
    return {std::nullopt, app.exit(success)};
  } catch (const CLI::ParseError& error) {
    return mistake(error.what());
  }

  Command command;
  command.stats = !flags.stats.empty();
  command.stats_format = flags.stats == "json" ? StatsFormat::kJson : StatsFormat::kTable;
  command.report_path = flags.report;
  command.measures_path = flags.measures_to;
  command.report_run_path = flags.report_run_to;
  if (std::string why = choose_gil(flags, command.options.gil); !why.empty()) return mistake(std::move(why));
  if (std::string why = choose_lab(app, flags, command.options); !why.empty()) return mistake(std::move(why));
  if (std::string why = choose_library(flags, command.options.library); !why.empty()) {
    return mistake(std::move(why));
  }
  const bool heeds_environment = !flags.no_environment && !flags.isolated;
  command.options.unbuffered = flags.unbuffered || (heeds_environment && is_set("PYTHONUNBUFFERED"));
  command.options.write_bytecode =
      !flags.no_bytecode && !(heeds_environment && is_set("PYTHONDONTWRITEBYTECODE"));
  std::string why =
      choose_program(flags, app.count("-c") != 0, std::vector<std::string>(split, arguments.end()), command);
  if (!why.empty()) return mistake(std::move(why));
  try {
    if (!flags.switch_interval.empty())
      command.options.switch_interval = parse_interval(flags.switch_interval);
  } catch (const Error& error) {
    return mistake(std::string("--switch-interval: ") + error.what());
  }
  command.options.carriers = flags.threads == "fibers" ? Carriers::kFibers : Carriers::kOsThreads;
  command.options.workers = flags.workers;
  command.options.trace_file = flags.trace;
  command.options.trace_format =
      flags.trace_format == "firefox" ? TraceFormat::kFirefox : TraceFormat::kChrome;
  command.options.program = command.options.argv.empty() ? "" : command.options.argv[0];
  command.options.log_level = log_levels().at(flags.log_level);
  command.prompt_after = flags.inspect && command.kind != Command::Kind::kPrompt;
  command.options.inspect = command.prompt_after;
  if (command.kind == Command::Kind::kPrompt && !flags.quiet) command.banner = banner(command);
  command.options.handle_interrupts = true;
  command.options.record = !flags.report.empty() || !flags.report_run_to.empty();
  command.options.executable = own_path();
  command.options.warnings = warning_actions(flags);
  command.options.original_argv = arguments;
  command.options.original_argv.insert(command.options.original_argv.begin(), command.options.executable);
  return {std::move(command), 0};
}

}  // namespace minipy::cli
