#include <doctest/doctest.h>

#include <vector>

#include "runtime/trace/json_text.hpp"
#include "runtime/trace/spool.hpp"
#include "runtime/trace/timeline.hpp"

using namespace minipy::trace;  // NOLINT(google-build-using-namespace): a test of this layer

namespace {

struct Told {
  std::vector<Span> spans;
  std::vector<HandOff> hand_offs;
  std::vector<Running> running;
  std::vector<std::int64_t> contended;
  std::vector<std::int64_t> held_up;
};

class KeepingTimeline final : public TimelineSink {
 public:
  explicit KeepingTimeline(Told& told) : told_(told) {}
  void begin(const TraceHeader&) override {}
  void thread_started(std::uint32_t, const std::string&, std::int64_t) override {}
  void thread_named(std::uint32_t, const std::string&) override {}
  void thread_ended(std::uint32_t, std::int64_t) override {}
  void span(const Span& span) override { told_.spans.push_back(span); }
  void hand_off(const HandOff& hand_off) override { told_.hand_offs.push_back(hand_off); }
  void running(const Running& running) override { told_.running.push_back(running); }
  void drop_requested(std::uint32_t, std::uint32_t, std::int64_t) override {}
  void collected(std::uint32_t, std::int64_t, std::int64_t, std::uint64_t) override {}
  void contended(std::uint32_t, std::int64_t begin, std::int64_t end, const char*, LocationId) override {
    told_.contended.push_back(end - begin);
  }
  void held_up(std::uint32_t, std::int64_t begin, std::int64_t end) override {
    told_.held_up.push_back(end - begin);
  }
  void finish(std::int64_t, std::uint64_t) override {}

 private:
  Told& told_;
};

struct Recorded {
  explicit Recorded(bool gil) {
    TraceHeader header;
    header.began = 100;
    header.run.gil = gil;
    timeline.begin(header);
  }
  Told told;
  Timeline timeline{std::make_unique<KeepingTimeline>(told)};
};

}  // namespace

TEST_CASE(
    "a hand-off joins the hold that ends with the hold that begins, and tells the cause and the place") {
  Recorded recorded(true);
  Timeline& timeline = recorded.timeline;
  timeline.thread_started(1, "one", Phase::kAttached, 100);
  timeline.thread_started(2, "two", Phase::kBlocked, 100);
  timeline.event(2, {.time = 110, .other = 1, .kind = EventKind::kAttachAsked});
  timeline.event(2, {.time = 160, .other = 1, .kind = EventKind::kDropRequested});
  timeline.event(1, {.time = 170,
                     .argument = 70,
                     .other = 2,
                     .location = 9,
                     .kind = EventKind::kDetached,
                     .cause = Cause::kInterval});
  timeline.event(
      2, {.time = 180, .argument = 72, .other = 1, .kind = EventKind::kAttached, .cause = Cause::kInterval});
  timeline.finish(200, 0);

  const auto& spans = recorded.told.spans;
  REQUIRE(spans.size() == 5);
  CHECK(spans[0].thread == 1);
  CHECK(spans[0].phase == Phase::kAttached);
  CHECK(spans[0].begin == 100);
  CHECK(spans[0].end == 170);
  CHECK(spans[0].asked_by == 2);
  CHECK(spans[0].hand_off_out == 1);
  CHECK(spans[1].phase == Phase::kBlocked);
  CHECK(spans[1].end == 108);
  CHECK(spans[2].phase == Phase::kWaiting);
  CHECK(spans[2].begin == 108);
  CHECK(spans[2].end == 180);
  CHECK(spans[3].thread == 1);
  CHECK(spans[3].phase == Phase::kWaiting);
  CHECK(spans[3].open);
  CHECK(spans[4].thread == 2);
  CHECK(spans[4].hand_off_in == 1);
  CHECK(spans[4].open);
  CHECK(spans[4].end == 200);
  REQUIRE(recorded.told.hand_offs.size() == 1);
  const HandOff& hand_off = recorded.told.hand_offs[0];
  CHECK(hand_off.from == 1);
  CHECK(hand_off.to == 2);
  CHECK(hand_off.cause == Cause::kInterval);
  CHECK(hand_off.left == 170);
  CHECK(hand_off.taken == 180);
  CHECK(hand_off.location == 9);
  for (const Running& running : recorded.told.running) CHECK(running.attached <= 1);
  CHECK(recorded.told.running.back().waiting == 1);
}

TEST_CASE("who takes the lock again itself makes no hand-off") {
  Recorded recorded(true);
  Timeline& timeline = recorded.timeline;
  timeline.thread_started(1, "one", Phase::kAttached, 100);
  timeline.event(1, {.time = 120, .what = "time.sleep", .argument = 20, .kind = EventKind::kDetached});
  timeline.event(1, {.time = 150, .argument = 1, .kind = EventKind::kAttached});
  timeline.event(1, {.time = 160, .argument = 10, .kind = EventKind::kDetached, .cause = Cause::kExit});
  timeline.thread_ended(1, 160);
  timeline.finish(200, 0);
  std::int64_t at = 100;
  for (const Span& span : recorded.told.spans) {
    CHECK(span.begin == at);
    CHECK(span.hand_off_out == 0);
    at = span.end;
  }
  CHECK(at == 160);
  CHECK(recorded.told.hand_offs.empty());
}

TEST_CASE("a phase whose beginning was not seen is cut to the recording") {
  Recorded recorded(false);
  Timeline& timeline = recorded.timeline;
  timeline.thread_started(1, "one", Phase::kBlocked, 100);
  timeline.event(1, {.time = 130, .argument = 80, .kind = EventKind::kDetached});
  timeline.event(1, {.time = 140, .argument = 90, .kind = EventKind::kContended});
  timeline.event(1, {.time = 140, .argument = 30, .kind = EventKind::kHeldUp});
  timeline.finish(150, 0);
  REQUIRE(recorded.told.spans.size() == 2);
  CHECK(recorded.told.spans[0].phase == Phase::kAttached);
  CHECK(recorded.told.spans[0].begin == 100);
  CHECK(recorded.told.spans[1].phase == Phase::kBlocked);
  CHECK(recorded.told.contended == std::vector<std::int64_t>{40});
  CHECK(recorded.told.held_up == std::vector<std::int64_t>{30});
}

TEST_CASE("JSON strings hold whatever a Python string may hold") {
  const auto quoted = [](std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
  };
  CHECK(quoted("plain") == "\"plain\"");
  CHECK(quoted("a\"b\\c\n\x7f") == R"("a\"b\\c\u000a\u007f")");
  CHECK(quoted("\xc3\xa9\xf0\x9f\x90\x8d") == "\"\xc3\xa9\xf0\x9f\x90\x8d\"");
  CHECK(quoted("\xed\xa0\x80") == R"("\ud800")");
  CHECK(quoted("\xff"
               "a\xc3") == R"("\ufffda\ufffd")");
}

TEST_CASE("JSON microseconds are exact") {
  const auto shown = [](std::int64_t nanoseconds) {
    std::string out;
    append_json_microseconds(out, nanoseconds);
    return out;
  };
  CHECK(shown(0) == "0");
  CHECK(shown(1) == "0.001");
  CHECK(shown(120) == "0.12");
  CHECK(shown(1'500) == "1.5");
  CHECK(shown(9'007'199'254'740'993) == "9007199254740.993");
  CHECK(shown(-1'001) == "-1.001");
}

TEST_CASE("a spool gives back each list as it was filled, however long") {
  auto made = Spool<std::uint64_t>::create("/tmp/minipy-spool");
  REQUIRE(made.ok());
  auto spool = made.release_value();
  for (std::uint64_t i = 0; i < 3'000; ++i) {
    spool->append(i % 3, i);
    if (i < 5) spool->append(7, i);
  }
  for (std::size_t list : {0U, 1U, 2U, 7U, 9U}) {
    std::uint64_t next = list < 3 ? list : 0;
    bool right = true;
    std::uint64_t rows = 0;
    spool->for_each(list, [&](std::uint64_t row) {
      right = right && row == next;
      next += list < 3 ? 3 : 1;
      ++rows;
    });
    CHECK(right);
    CHECK(rows == (list < 3 ? 1'000 : list == 7 ? 5 : 0));
    CHECK(spool->size(list) == rows);
  }
  CHECK(spool->error().number == 0);
  CHECK_FALSE(Spool<std::uint64_t>::create("/nowhere/file").ok());
}
