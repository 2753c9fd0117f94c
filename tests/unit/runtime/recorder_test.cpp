#include <doctest/doctest.h>

#include "runtime/trace/report.hpp"

using namespace minipy::trace;  // NOLINT(google-build-using-namespace): a test of this layer

TEST_CASE("the report keeps ended threads, folds most of them, and loses no count") {
  const SystemClock clock;
  Recorder recorder(clock, nullptr);
  constexpr int kThreads = 5'000;
  for (int i = 0; i < kThreads; ++i) {
    const auto record = recorder.add_thread("worker");
    record->takes.add(3);
    recorder.finish(record);
  }
  Totals total = recorder.folded().totals;
  for (const ThreadSummary& thread : recorder.threads(clock.now())) total.add(thread.totals);
  CHECK(total.takes == 3 * kThreads);
  CHECK(recorder.folded_threads() + recorder.threads(clock.now()).size() == kThreads);
  CHECK(recorder.folded_threads() > 0);
}

TEST_CASE("the table of --stats fits a terminal and adds up") {
  const SystemClock clock;
  Recorder recorder(clock, nullptr);
  const auto main = recorder.add_thread("MainThread");
  const auto worker = recorder.add_thread("Thread-1 (a function with a long name)");
  main->takes.add(2'000'000);
  worker->takes.add(1);
  worker->enter(Phase::kAttached, worker->since());
  worker->enter(Phase::kEnded, worker->since() + 1'234'567'890);
  worker->hand_offs[0].add(1'234'567);
  main->hand_offs[3].add(1);
  const std::string text = format_stats(collect_stats(recorder, {}));
  INFO(text);
  CHECK(text.find("GIL: on, policy interval, switch interval 5 ms; OS threads\n") == 0);
  CHECK(text.find("2,000,001") != std::string::npos);
  CHECK(text.find("1.235 s") != std::string::npos);
  CHECK(text.find("exit") != std::string::npos);
  CHECK(text.find("ticks") == std::string::npos);
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = text.find('\n', start);
    CHECK(end - start <= 100);
    start = end + 1;
  }
  const std::string off =
      format_stats(collect_stats(recorder, {.gil = false, .policy = "", .switch_interval_ns = 0}));
  CHECK(off.find("GIL: off; OS threads\n") == 0);
  CHECK(off.find("hand-offs") == std::string::npos);
}

TEST_CASE("durations have three or four digits and a unit") {
  CHECK(format_duration(0) == "0");
  CHECK(format_duration(999) == "999 ns");
  CHECK(format_duration(17'000) == "17 us");
  CHECK(format_duration(5'000'000) == "5 ms");
  CHECK(format_duration(999'600'000) == "1.000 s");
  CHECK(format_duration(12'345'678'901) == "12.346 s");
}

TEST_CASE("events are recorded once somebody asks for them") {
  const SystemClock clock;
  Recorder recorder(clock, nullptr);
  const auto before = recorder.add_thread("before");
  Moment(*before).emit({.time = 1});
  CHECK(before->ring() == nullptr);
  recorder.start_events(8);
  const auto after = recorder.add_thread("after");
  for (int i = 0; i < 9; ++i) Moment(*after).emit({.time = i, .kind = EventKind::kDetached});
  Moment(*before).emit({.time = 2});
  CHECK(before->ring()->drain([](const Event& event) { CHECK(event.time == 2); }) == 1);
  CHECK_FALSE(before->behind());
  CHECK(after->behind());  // nine, and the one of its start
  CHECK_FALSE(after->has_caught_up());
  CHECK(after->ring()->drain([](const Event&) {}) == 10);
  CHECK(after->has_caught_up());
  CHECK(recorder.lost_events() == 0);
}
