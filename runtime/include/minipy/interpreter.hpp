#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace minipy {

/// Misuse of this interface by the host program: each function says when. Python exceptions are not told this
/// way.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What script threads run on.
enum class Carriers {
  kOsThreads,
  kFibers,  ///< of Boost.Fiber, on `Options::workers` workers; the thread that makes the interpreter is one
            ///< of them
};

/// Who gets the GIL, and when its holder is asked for it. runtime/sync tells each one's algorithm.
enum class LockPolicy {
  kInterval,  ///< CPython since 3.2: a waiter asks after the switch interval
  kTicks,  ///< CPython up to 3.1: the holder lets go every `Options::ticks` checkpoints, and tries to get it
           ///< back
  kFifo,   ///< the lock is given to the first waiter, who asks after the switch interval
  kPriority,  ///< who comes back from a blocking call goes first, at the holder's next checkpoint
};

/// Where a thread may be asked to let go.
enum class Checkpoints {
  kLoops,  ///< on the back-edges of loops and on calls, as CPython since 3.10
  kEvery,  ///< before every instruction, as CPython up to 3.9: `counter += 1` loses updates
};

/// How much is told on standard error; each level includes the ones after it.
enum class LogLevel { kTrace, kDebug, kInfo, kWarning, kError, kOff };

/// How statistics are told.
enum class StatsFormat {
  kTable,  ///< for people
  kJson,   ///< one line; docs/trace.md names the fields
};

/// How a recording of what the threads did is written.
enum class TraceFormat {
  kChrome,   ///< Chrome's trace events: Perfetto, chrome://tracing, speedscope
  kFirefox,  ///< a processed profile of the Firefox profiler
};
/// As `Options::library`: modules that minipy does not bring itself are not there.
inline constexpr const char* kNoLibrary = "none";

/// How an interpreter runs; fixed when it is made, but for what scripts change through `sys`.
struct Options {
  bool gil = true;
  /// How long a thread waits for the GIL before it asks the holder to let go. At least a microsecond.
  std::chrono::nanoseconds switch_interval = std::chrono::milliseconds(5);
  LockPolicy gil_policy = LockPolicy::kInterval;
  unsigned ticks = 100;  ///< for kTicks; at least 1
  /// Whether a thread that was asked to let go of the GIL waits until another one has taken it; nothing: as
  /// the policy has it (kTicks: no, the others: yes). kFifo cannot do without.
  std::optional<bool> forced_switching;
  Checkpoints checkpoints = Checkpoints::kLoops;
  /// The GIL is given to the first waiter after exactly so many instructions of its holder, whatever the
  /// time; 0: it is not. Takes the place of `gil_policy`, and needs kEvery.
  unsigned switch_every = 0;
  Carriers carriers = Carriers::kOsThreads;
  unsigned workers = 0;                    ///< for fibers; 0: as many as there are processors
  std::vector<std::string> argv = {""};    ///< sys.argv
  std::vector<std::string> original_argv;  ///< sys.orig_argv
  std::vector<std::string> warnings;  ///< sys.warnoptions: filters of warnings, "action:message:category:..."
  std::vector<std::string> path;      ///< sys.path, up to the standard library
  std::string library;         ///< directory of CPython's standard library; "": an installed one; kNoLibrary
  bool write_bytecode = true;  ///< whether compiled modules are kept on disk
  bool unbuffered = false;     ///< whether what is written to sys.stdout and sys.stderr goes out at once
  std::string executable;      ///< sys.executable
  bool inspect = false;  ///< a prompt follows the script: an uncaught SystemExit is shown, and ends nothing
  LogLevel log_level = LogLevel::kOff;
  /// Where to write what every thread does, with times and causes, while it happens; empty: nowhere.
  std::string trace_file;
  TraceFormat trace_format = TraceFormat::kChrome;
  std::string program;  ///< what recordings call the script
  /// Whether Ctrl-C raises KeyboardInterrupt in the main script thread. SIGINT is then blocked in the calling
  /// thread and all threads it makes later; threads that the host made before must have it blocked too. At
  /// most one interpreter of a process.
  bool handle_interrupts = false;
  /// Keeps every event of the run, for `recorded_run`. It costs about five bytes an event.
  bool record = false;
};

/// What the lock did so far, all threads together. Times in nanoseconds.
struct Measures {
  std::uint64_t hold_ns = 0;     ///< having the lock; without one: running
  std::uint64_t wait_ns = 0;     ///< waiting for the lock; without one: for the world to go on
  std::uint64_t blocked_ns = 0;  ///< in blocking calls
  std::uint64_t hand_offs = 0;   ///< how often the lock went from one thread to another
};

/// A Python interpreter: heap, modules, threads, lock. Several may live in a process and share nothing. All
/// functions are called by the thread that made it, which is its main thread.
class Interpreter {
 public:
  /// Throws `Error` when an option is out of range, or when the trace file cannot be written.
  explicit Interpreter(Options options);
  /// Ends the program (`finish`). Where daemon threads are left, what they may still look at stays allocated
  /// until the process ends.
  ~Interpreter();
  Interpreter(const Interpreter&) = delete;
  Interpreter& operator=(const Interpreter&) = delete;

  /// Runs a file as `__main__`; returns the exit status so far: 0, 1 after an uncaught exception (whose
  /// traceback is on standard error), what SystemExit says, 2 when the file cannot be read, 130 after an
  /// uncaught KeyboardInterrupt. Throws `Error` after `finish`.
  int run_file(const std::string& path);
  /// The same with source text; `name` stands in tracebacks for the file.
  int run_string(const std::string& source, const std::string& name = "<string>");

  /// The same with a module, found along sys.path (`python -m`): a package's `__main__`, and sys.argv[0]
  /// becomes its file. 1 when there is none.
  int run_module(const std::string& name);
  /// Runs an interactive session in `__main__`, on the terminal with line editing, else on standard input,
  /// until the input ends or SystemExit is raised; returns the exit status. `banner` is shown first unless it
  /// is empty. Threads of the script go on while it waits. Throws `Error` after `finish`.
  int run_prompt(const std::string& banner = "");

  /// Ends the program: waits for threads that are no daemons, runs `atexit` functions, flushes the standard
  /// streams, abandons daemon threads. Returns 0, or 120 when standard output could not be flushed. Later
  /// calls do nothing.
  int finish();
  /// After `finish`: why the trace file is not complete, or "".
  std::string trace_error() const;
  /// Whether the last run ended with an uncaught KeyboardInterrupt.
  bool was_interrupted() const;

  /// What `--stats` shows: who held the lock, who waited, for how long. Ends with a newline.
  std::string stats(StatsFormat format = StatsFormat::kTable) const;
  /// Ends the program, and returns all that happened in it, for `make_report`. Throws `Error` unless
  /// `Options::record` was set.
  std::string recorded_run();
  /// The sums of `stats`.
  Measures measures() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The bytecode of a file as text, or what keeps it from being read or compiled.
struct Disassembly {
  std::string text;
  std::string error;  ///< empty when all went well
  int status = 0;     ///< 2: cannot be read, 1: cannot be compiled
};

/// Compiles a file and shows its bytecode with the source lines. Any thread.
Disassembly disassemble_file(const std::string& path);

/// The value of a switch interval as people write it: "5ms", "0.005" (seconds), "5000us", "1s". Throws
/// `Error` when `text` is none. Any thread.
std::chrono::nanoseconds parse_interval(const std::string& text);

}  // namespace minipy
