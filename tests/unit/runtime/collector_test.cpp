#include <doctest/doctest.h>

#include <map>
#include <thread>
#include <vector>

#include "runtime/trace/collector.hpp"

using namespace minipy::trace;  // NOLINT(google-build-using-namespace): a test of this layer

namespace {

// Keeps everything it is told. Called by the collector's thread; read after `remove`.
class KeepingSink final : public EventSink {
 public:
  struct Told {
    std::uint32_t thread;
    Event event;
  };

  void begin(const TraceHeader& header) override { began = header.began; }
  void thread_started(std::uint32_t thread, const std::string& name, Phase phase, std::int64_t) override {
    CHECK(names.count(thread) == 0);
    names[thread] = name;
    phases[thread] = phase;
  }
  void thread_named(std::uint32_t thread, const std::string& name) override { names[thread] = name; }
  void event(std::uint32_t thread, const Event& event) override {
    in_order = in_order && event.time >= last && event.time >= began && names.count(thread) == 1;
    last = event.time;
    events.push_back({thread, event});
  }
  void thread_ended(std::uint32_t thread, std::int64_t) override { ended.push_back(thread); }
  void finish(std::int64_t time, std::uint64_t lost_events) override {
    in_order = in_order && time >= last;
    lost = lost_events;
    ++finishes;
  }

  std::int64_t began = 0;
  std::int64_t last = 0;
  bool in_order = true;
  std::uint64_t lost = 0;
  int finishes = 0;
  std::map<std::uint32_t, std::string> names;
  std::map<std::uint32_t, Phase> phases;
  std::vector<std::uint32_t> ended;
  std::vector<Told> events;
};

void emit(const SystemClock& clock, const ThreadRecord& record, EventKind kind, std::uint64_t argument = 0) {
  const Moment moment(record);
  moment.emit({.time = clock.now(), .argument = argument, .kind = kind});
}

}  // namespace

TEST_CASE("a sink gets every event of all threads in the order of time") {
  const SystemClock clock;
  Recorder recorder(clock, nullptr);
  Collector collector(recorder);
  const auto sink = std::make_shared<KeepingSink>();
  collector.add(sink, {});
  constexpr int kThreads = 4;
  constexpr std::uint64_t kEvents = 20'000;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      const auto record = recorder.add_thread("writer");
      for (std::uint64_t n = 0; n < kEvents; ++n) emit(clock, *record, EventKind::kDetached, n);
      emit(clock, *record, EventKind::kThreadEnded);
      recorder.finish(record);
    });
  }
  for (std::thread& thread : threads) thread.join();
  collector.remove(*sink);
  CHECK(sink->in_order);
  CHECK(sink->lost == 0);
  CHECK(sink->finishes == 1);
  CHECK(sink->ended.size() == kThreads);
  std::map<std::uint32_t, std::uint64_t> next;
  bool complete = true;
  for (const auto& told : sink->events) {
    if (told.event.kind == EventKind::kDetached)
      complete = complete && told.event.argument == next[told.thread]++;
  }
  CHECK(complete);
  CHECK(next.size() == kThreads);
  for (const auto& [thread, count] : next) CHECK(count == kEvents);
}

TEST_CASE("a sink that comes later learns what each thread does, and gets nothing from before") {
  const SystemClock clock;
  Recorder recorder(clock, nullptr);
  Collector collector(recorder);
  const auto runs = recorder.add_thread("runs");
  runs->enter(Phase::kAttached, clock.now());
  const auto gone = recorder.add_thread("gone");
  recorder.finish(gone);

  const auto first = std::make_shared<KeepingSink>();
  collector.add(first, {});
  emit(clock, *runs, EventKind::kDetached, 1);
  const auto second = std::make_shared<KeepingSink>();
  collector.add(second, {});
  emit(clock, *runs, EventKind::kDetached, 2);
  runs->set_name("renamed");
  collector.remove(*first);
  emit(clock, *runs, EventKind::kDetached, 3);
  collector.remove(*second);
  emit(clock, *runs, EventKind::kDetached, 4);

  const auto arguments = [](const KeepingSink& sink) {
    std::vector<std::uint64_t> result;
    for (const auto& told : sink.events) result.push_back(told.event.argument);
    return result;
  };
  CHECK(arguments(*first) == std::vector<std::uint64_t>{1, 2});
  CHECK(arguments(*second) == std::vector<std::uint64_t>{2, 3});
  CHECK(second->phases == std::map<std::uint32_t, Phase>{{1, Phase::kAttached}});
  CHECK(second->names.at(1) == "renamed");

  // And once more, after everything had stopped.
  const auto third = std::make_shared<KeepingSink>();
  collector.add(third, {});
  emit(clock, *runs, EventKind::kDetached, 5);
  collector.remove_all();
  CHECK(arguments(*third) == std::vector<std::uint64_t>{5});
}

TEST_CASE("what is more than a ring shall hold arrives too") {
  const SystemClock clock;
  Recorder recorder(clock, nullptr);
  Collector collector(recorder, 8);

  // Holds the collector up until the writer is through.
  class Slow final : public EventSink {
   public:
    explicit Slow(std::atomic<bool>& go) : go_(go) {}
    void begin(const TraceHeader&) override {
      begun = true;
      while (!go_) std::this_thread::yield();
    }
    void thread_started(std::uint32_t, const std::string&, Phase, std::int64_t) override {}
    void thread_named(std::uint32_t, const std::string&) override {}
    void event(std::uint32_t, const Event&) override { ++events; }
    void thread_ended(std::uint32_t, std::int64_t) override {}
    void finish(std::int64_t, std::uint64_t lost_events) override { lost = lost_events; }
    std::atomic<bool> begun{false};
    std::uint64_t events = 0;
    std::uint64_t lost = 0;

   private:
    std::atomic<bool>& go_;
  };

  std::atomic<bool> go{false};
  const auto sink = std::make_shared<Slow>(go);
  const auto record = recorder.add_thread("writer");
  collector.add(sink, {});
  while (!sink->begun) std::this_thread::yield();
  for (int i = 0; i < 20; ++i) emit(clock, *record, EventKind::kDetached);
  go = true;
  collector.remove(*sink);
  CHECK(sink->events == 20);
  CHECK(sink->lost == 0);
}

TEST_CASE("the phases of a thread add up to its life, also while one of them goes on") {
  const SystemClock clock;
  Recorder recorder(clock, nullptr);
  const auto record = recorder.add_thread("thread");
  std::atomic<bool> stop{false};
  std::thread owner([&] {
    while (!stop) {
      record->enter(Phase::kWaiting, clock.now());
      record->enter(Phase::kAttached, clock.now());
      record->enter(Phase::kBlocked, clock.now());
    }
    record->enter(Phase::kEnded, clock.now());
  });
  const auto adds_up = [](const Totals& t) { return t.life_ns == t.hold_ns + t.wait_ns + t.blocked_ns; };
  bool all = true;
  std::uint64_t life = 0;
  for (int i = 0; i < 20'000; ++i) {
    const Totals totals = record->totals(clock.now());
    all = all && adds_up(totals) && totals.life_ns >= life;
    life = totals.life_ns;
  }
  stop = true;
  owner.join();
  CHECK(all);
  CHECK(adds_up(record->totals(clock.now())));
  CHECK(record->totals(clock.now()).life_ns == record->totals(clock.now() + 1'000).life_ns);
}
