// The native half of the module `gil`: runtime/stdlib/gil.py has the rest.

#include <atomic>
#include <vector>

#include "interpreter/objects/dict.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"
#include "runtime/modules/waiting.hpp"
#include "runtime/sched/scheduler.hpp"
#include "runtime/trace/file_sink.hpp"
#include "runtime/trace/stats_writer.hpp"

namespace minipy::modules {
namespace {

using trace::EventSink;

// ---- statistics

// Makes dicts and lists of what is written.
class ObjectWriter final : public trace::StatsWriter {
 public:
  explicit ObjectWriter(ThreadState& thread) : thread_(thread), open_(thread) {}

  void begin_object(const char* name) override { begin(name, Dict::create(thread_)); }
  void end_object() override { end(); }
  void begin_list(const char* name) override { begin(name, List::create(thread_)); }
  void end_list() override { end(); }
  void number(const char* name, std::uint64_t value) override {
    put(name, objects::make_int_u64(thread_, value));
  }
  void text(const char* name, std::string_view value) override { put(name, make_str(thread_, value)); }
  void flag(const char* name, bool value) override { put(name, Value::from_bool(value)); }

  Value result() const { return result_; }

 private:
  void begin(const char* name, Value container) {
    put(name, container);
    open_.push_back(container);
  }
  void end() {
    result_ = open_.values().back();
    open_.values().pop_back();
  }
  void put(const char* name, Value value) {
    if (open_.size() == 0) return;
    const Value container = open_.values().back();
    if (objects::has_kind(container, objects::kDict)) {
      container.as<Dict>()->set_str(thread_, vm::intern(thread_, name), value);
    } else {
      container.as<List>()->append(thread_, value);
    }
  }

  ThreadState& thread_;
  vm::RootedValues open_;  // the innermost last
  Value result_;
};

Result<Value> gil_stats(ThreadState& thread, const Arguments&) {
  sync::ThreadContext::of(thread).note_cpu();
  sched::Scheduler& scheduler = sched::Scheduler::of(thread);
  const trace::RunStats stats =
      trace::collect_stats(scheduler.discipline().recorder(), scheduler.describe_run());
  ObjectWriter writer(thread);
  trace::write_stats(stats, writer);
  return writer.result();
}

Result<Value> gil_enabled(ThreadState& thread, const Arguments&) {
  return Value::from_bool(discipline_of(thread).has_gil());
}

Result<Value> gil_policy(ThreadState& thread, const Arguments&) {
  if (!discipline_of(thread).has_gil()) return Value::none();
  return make_str(thread, discipline_of(thread).policy_name());
}

Result<Value> gil_waiting(ThreadState& thread, const Arguments&) {
  vm::RootedValues names(thread);
  for (const auto& record : discipline_of(thread).recorder().living()) {
    if (record->standing().phase == trace::Phase::kWaiting) names.push_back(make_str(thread, record->name()));
  }
  return Value(Tuple::create(thread, names.span()));
}

// ---- recordings

struct Recording : objects::Opaque {
  Slot path;
  std::atomic<std::shared_ptr<EventSink>*> sink;  ///< null once it was stopped: one thread takes it out
};

void trace_recording(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<Recording*>(object)->path);
}

void finalize_recording(Object* object) { delete static_cast<Recording*>(object)->sink.load(); }

constexpr objects::OpaqueInfo kRecordingInfo = {"_gil.Recording", trace_recording, finalize_recording};

Result<Value> recording_stop(ThreadState& thread, const Arguments& arguments) {
  Recording* self = MINIPY_TRY(self_as<Recording>(thread, arguments[0], kRecordingInfo));
  const std::unique_ptr<std::shared_ptr<EventSink>> sink(self->sink.exchange(nullptr));
  if (sink == nullptr) return thread.raise(thread.types.RuntimeError, "the recording has ended already");
  struct Stop {
    trace::Collector& collector;
    const EventSink& sink;
  } stop{discipline_of(thread).collector(), **sink};
  sched::Scheduler::of(thread).run_blocking(
      thread, "gil.trace",
      [](void* argument) {
        const Stop& what = *static_cast<Stop*>(argument);
        what.collector.remove(what.sink);
      },
      &stop);
  const trace::FileError error = (*sink)->error();
  if (error.number != 0) return raise_os_error(thread, error.number, self->path.load());
  return Value::none();
}

const NativeDefinition kRecordingMethods[] = {{"stop", recording_stop, "self, /"}};

const char kRecordingKey = 0;

Type* recording_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kRecordingKey, [](ThreadState& maker) {
    return new_type(maker, "Recording", "_gil", false, kRecordingMethods);
  });
}

// sys.argv[0], or what can be told without it.
std::string program_name(ThreadState& thread) {
  const Value argv = thread.interpreter.sys->namespace_()->get_str(vm::intern(thread, "argv"));
  if (!objects::has_kind(argv, objects::kList) || argv.as<List>()->size() == 0) return "minipy";
  const Value name = argv.as<List>()->get(0);
  return objects::is_str(name) ? name.as<Str>()->utf8() : "minipy";
}

Result<Value> gil_start(ThreadState& thread, const Arguments& arguments) {
  const std::string path = MINIPY_TRY(path_argument(thread, arguments[0], "gil.trace"));
  const std::string format = MINIPY_TRY(text_argument(thread, arguments[1], "format"));
  auto sink = trace::make_file_sink(
      path, format == "firefox" ? trace::FileFormat::kFirefox : trace::FileFormat::kChrome);
  if (!sink.ok()) return raise_os_error(thread, sink.error().number, arguments[0]);
  auto* recording = objects::create_opaque<Recording>(thread, recording_type(thread), kRecordingInfo);
  recording->path.store(arguments[0]);
  recording->sink.store(new std::shared_ptr<EventSink>(sink.value()));
  discipline_of(thread).collector().add(
      sink.release_value(),
      {.run = sched::Scheduler::of(thread).describe_run(), .program = program_name(thread)});
  return Value(recording);
}

const NativeDefinition kFunctions[] = {
    {"enabled", gil_enabled, ""},
    {"policy", gil_policy, ""},
    {"stats", gil_stats, ""},
    {"waiting", gil_waiting, ""},
    {"start", gil_start, "path, format, /"},
};

}  // namespace

Result<Value> make_gil(ThreadState& thread) {
  Module* module = new_module(thread, "_gil");
  builtins::add_functions(thread, module, kFunctions);
  return Value(module);
}

}  // namespace minipy::modules
