#include <minipy/interpreter.hpp>

#include <cstdio>
#include <optional>

#include "interpreter/builtins/registry.hpp"
#include "runtime/embed/program.hpp"
#include "runtime/embed/prompt.hpp"
#include "runtime/embed/source_file.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/report/run_recorder.hpp"
#include "runtime/sched/fiber_carrier.hpp"
#include "runtime/sched/os_thread_carrier.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/sched/signal_watcher.hpp"
#include "runtime/sync/fifo_policy.hpp"
#include "runtime/sync/free_discipline.hpp"
#include "runtime/sync/gil_discipline.hpp"
#include "runtime/sync/priority_policy.hpp"
#include "runtime/sync/ticks_policy.hpp"
#include "runtime/trace/file_sink.hpp"
#include "runtime/trace/report.hpp"

namespace minipy {

namespace {

// How long the end of a program waits for daemon threads that compute without a checkpoint.
constexpr std::int64_t kDaemonPatience = 200'000'000;

trace::LogLevel to_trace(LogLevel level) { return static_cast<trace::LogLevel>(level); }

std::unique_ptr<trace::LogSink> make_sink(LogLevel level) {
  return level == LogLevel::kOff ? nullptr : trace::make_stderr_sink(to_trace(level));
}

std::unique_ptr<sync::GilPolicy> make_policy(const Options& options) {
  if (options.switch_every != 0) return std::make_unique<sync::ExactPolicy>(options.switch_every);
  switch (options.gil_policy) {
    case LockPolicy::kInterval:
      break;
    case LockPolicy::kTicks:
      return std::make_unique<sync::TicksPolicy>(options.ticks);
    case LockPolicy::kFifo:
      return std::make_unique<sync::FifoPolicy>();
    case LockPolicy::kPriority:
      return std::make_unique<sync::PriorityPolicy>();
  }
  return std::make_unique<sync::IntervalPolicy>();
}

std::unique_ptr<sync::Discipline> make_discipline(const Options& options, vm::InterpreterState& state,
                                                  trace::Recorder& recorder) {
  std::unique_ptr<sync::Discipline> discipline;
  if (options.gil) {
    discipline = std::make_unique<sync::GilDiscipline>(state, recorder, embed::compile_text,
                                                       make_policy(options), options.forced_switching);
  } else {
    discipline = std::make_unique<sync::FreeDiscipline>(state, recorder, embed::compile_text);
  }
  discipline->set_interval(options.switch_interval.count());
  state.hooks = discipline.get();
  state.checks_every_instruction = options.checkpoints == Checkpoints::kEvery;
  return discipline;
}

std::unique_ptr<sched::Carrier> make_carrier(const Options& options, const trace::Clock& clock,
                                             const sync::IntervalSource& interval) {
  if (options.carriers == Carriers::kOsThreads) return std::make_unique<sched::OsThreadCarrier>(clock);
  const unsigned workers = options.workers != 0 ? options.workers : sched::Scheduler::cpu_count();
  return std::make_unique<sched::FiberCarrier>(clock, workers, interval);
}

// What writes the trace file, or null.
std::shared_ptr<trace::EventSink> make_tracer(const Options& options) {
  if (options.trace_file.empty()) return nullptr;
  const auto format =
      options.trace_format == TraceFormat::kChrome ? trace::FileFormat::kChrome : trace::FileFormat::kFirefox;
  auto sink = trace::make_file_sink(options.trace_file, format);
  if (!sink.ok()) throw Error(sink.error().message);
  return sink.release_value();
}

}  // namespace

// Members in the order in which they need each other; SIGINT is blocked before there is any other thread.
class Interpreter::Impl {
 public:
  Impl(Options given, std::shared_ptr<trace::EventSink> tracer)
      : options_(std::move(given)),
        tracer_(std::move(tracer)),
        sink_((block_interrupts(), make_sink(options_.log_level))),
        recorder_(clock_, sink_.get()),
        state_(!options_.gil),
        discipline_(make_discipline(options_, state_, recorder_)),
        carrier_(make_carrier(options_, clock_, *discipline_)),
        scheduler_(state_, *discipline_, *carrier_) {
    add_sinks();
    main_ = scheduler_.adopt_main();
    objects::create_core_types(*main_);
    builtins::install_all(*main_);
    modules::register_all(state_);
    modules::SysOptions sys;
    sys.argv = options_.argv;
    sys.original_argv = options_.original_argv;
    sys.warnings = options_.warnings;
    sys.path = options_.path;
    sys.write_bytecode = options_.write_bytecode;
    sys.unbuffered = options_.unbuffered;
    state_.chosen_library = options_.library;
    if (options_.library == kNoLibrary) state_.find_library = nullptr;
    sys.executable = options_.executable;
    if (!modules::install_sys(*main_, sys).ok()) {
      const std::string why = vm::describe_pending(*main_);
      MINIPY_CHECK(false, why.c_str());
    }
    embed::create_main_module(*main_);
    if (watcher_) watcher_->start(scheduler_);
  }

  ~Impl() { scheduler_.retire_main(std::move(main_)); }

  void check_running() const {
    if (finished_) throw Error("minipy: the program of this interpreter has ended");
  }

  int note(embed::ProgramEnd end) {
    interrupted_ = end.interrupted;
    return end.status;
  }

  int run_file(const std::string& path) {
    check_running();
    auto text = embed::read_script(path);
    if (!text.ok()) {
      std::fprintf(stderr, "%s\n", text.error().message.c_str());
      return text.error().status;
    }
    std::string name = embed::absolute_path(path);
    if (recording_ != nullptr) recording_->set_text(name, text.value());
    return note(embed::run_main(*main_, name, true, text.release_value(), options_.inspect));
  }

  int run_string(const std::string& source, const std::string& name) {
    check_running();
    if (recording_ != nullptr) recording_->set_text(name, source);
    return note(embed::run_main(*main_, name, false, source, options_.inspect));
  }

  int run_prompt(const std::string& banner) {
    check_running();
    return note(embed::run_prompt(*main_, banner));
  }

  int run_module(const std::string& name) {
    check_running();
    return note(embed::run_main_module(*main_, name));
  }

  int finish() {
    if (finished_) return 0;
    finished_ = true;
    const int status = modules::run_exit_functions(*main_);
    if (watcher_) watcher_->stop();
    discipline_->finalize(*main_, kDaemonPatience);
    embed::flush_streams(*main_);
    sync::ThreadContext::of(*main_).note_cpu();
    recorder_.end();
    discipline_->collector().remove_all();
    return status;
  }

  /// Whether everything can be taken down: no script thread is left.
  bool end_threads() { return scheduler_.finish(*main_); }
  void flush_log() {
    if (sink_ != nullptr) sink_->flush();
  }

  bool was_interrupted() const { return interrupted_; }

  std::string trace_error() const { return tracer_ != nullptr ? tracer_->error().message : ""; }

  std::string stats(StatsFormat format) const {
    if (!finished_) sync::ThreadContext::of(*main_).note_cpu();
    const trace::RunStats stats = trace::collect_stats(recorder_, scheduler_.describe_run());
    return format == StatsFormat::kJson ? trace::stats_json(stats) : trace::format_stats(stats);
  }

  Measures measures() const {
    const trace::Totals total = trace::collect_stats(recorder_, scheduler_.describe_run()).total.totals;
    Measures measures{total.hold_ns, total.wait_ns, total.blocked_ns, 0};
    for (const std::uint64_t hand_offs : total.hand_offs) measures.hand_offs += hand_offs;
    return measures;
  }

  std::string recorded_run() {
    if (recording_ == nullptr) throw Error("minipy: nothing was recorded: Options::record");
    finish();
    report::RunFacts facts;
    for (const std::string& word : options_.argv) facts.title += (facts.title.empty() ? "" : " ") + word;
    facts.cores = sched::Scheduler::cpu_count();
    facts.cpu_ns = recorder_.cpu_ns();
    return recording_->json(facts);
  }

 private:
  // Whoever takes the events of the whole run; before the first thread is there.
  void add_sinks() {
    const trace::TraceHeader header{.run = scheduler_.describe_run(), .program = options_.program};
    if (tracer_ != nullptr) discipline_->collector().add(tracer_, header);
    if (options_.record) {
      recording_ = std::make_shared<report::RunRecorder>();
      discipline_->collector().add(recording_, header);
    }
  }

  void block_interrupts() {
    if (options_.handle_interrupts) watcher_.emplace();
  }

  const Options options_;
  const std::shared_ptr<trace::EventSink> tracer_;  // or null
  std::optional<sched::SignalWatcher> watcher_;
  trace::SystemClock clock_;
  const std::unique_ptr<trace::LogSink> sink_;
  trace::Recorder recorder_;
  vm::InterpreterState state_;
  const std::unique_ptr<sync::Discipline> discipline_;
  const std::unique_ptr<sched::Carrier> carrier_;
  sched::Scheduler scheduler_;
  std::shared_ptr<report::RunRecorder> recording_;  // null: nobody asked for it
  std::unique_ptr<vm::ThreadState> main_;
  bool finished_ = false;
  bool interrupted_ = false;
};

namespace {

void check_lock(const Options& options) {
  if (options.switch_interval < std::chrono::microseconds(1)) {
    throw Error("minipy: the switch interval must be at least 1 microsecond");
  }
  if (options.ticks == 0) throw Error("minipy: at least 1 tick");
  const bool hands_over = options.gil_policy == LockPolicy::kFifo || options.switch_every != 0;
  if (hands_over && options.forced_switching == false) {
    throw Error("minipy: a lock that is handed over cannot do without forced switching");
  }
  if (options.switch_every != 0 && options.gil_policy != LockPolicy::kInterval) {
    throw Error("minipy: switch_every takes the place of a policy");
  }
  if (options.switch_every != 0 && options.checkpoints != Checkpoints::kEvery) {
    throw Error("minipy: instructions can be counted where there is a checkpoint before each");
  }
}

}  // namespace

Interpreter::Interpreter(Options options) {
  check_lock(options);
  if (options.workers > 1024) throw Error("minipy: at most 1024 workers");
  std::shared_ptr<trace::EventSink> tracer = make_tracer(options);
  impl_ = std::make_unique<Impl>(std::move(options), std::move(tracer));
}

Interpreter::~Interpreter() {
  impl_->finish();
  impl_->flush_log();
  // An abandoned thread waits on its stack, among its objects, for the end of the process.
  if (!impl_->end_threads()) static_cast<void>(impl_.release());
}

int Interpreter::run_file(const std::string& path) { return impl_->run_file(path); }
int Interpreter::run_string(const std::string& source, const std::string& name) {
  return impl_->run_string(source, name);
}
int Interpreter::run_module(const std::string& name) { return impl_->run_module(name); }
int Interpreter::run_prompt(const std::string& banner) { return impl_->run_prompt(banner); }
int Interpreter::finish() { return impl_->finish(); }
bool Interpreter::was_interrupted() const { return impl_->was_interrupted(); }
std::string Interpreter::trace_error() const { return impl_->trace_error(); }
std::string Interpreter::stats(StatsFormat format) const { return impl_->stats(format); }
Measures Interpreter::measures() const { return impl_->measures(); }
std::string Interpreter::recorded_run() { return impl_->recorded_run(); }

}  // namespace minipy
