#include <doctest/doctest.h>

#include <string>

#include "runtime/report/json_text.hpp"
#include "runtime/report/page.hpp"
#include "runtime/report/run_recorder.hpp"

namespace {

using minipy::report::RunRecorder;
using minipy::trace::Cause;
using minipy::trace::Event;
using minipy::trace::EventKind;
using minipy::trace::Phase;

// Two threads that hand the lock to each other `times` times, every 5 ms.
void play(RunRecorder& recorder, int times) {
  recorder.begin({});
  recorder.thread_started(1, "MainThread", Phase::kAttached, 0);
  recorder.thread_started(2, "</script><script>", Phase::kWaiting, 0);
  std::int64_t now = 0;
  for (int i = 0; i < times; ++i) {
    const std::uint32_t holder = i % 2 == 0 ? 1 : 2;
    now += 5'000'000 + i % 7 * 1000;
    recorder.event(holder, {.time = now, .kind = EventKind::kDetached, .cause = Cause::kInterval});
    recorder.event(3 - holder, {.time = now + 9000,
                                .argument = 5'000'000,
                                .other = holder,
                                .kind = EventKind::kAttached,
                                .cause = Cause::kInterval});
    now += 9000;
  }
  recorder.finish(now, 0);
}

std::string json_after(int times) {
  RunRecorder recorder;
  play(recorder, times);
  return recorder.json({.title = "a & <b>", .cores = 2, .cpu_ns = 1});
}

}  // namespace

TEST_CASE("a run of a report has nothing in it that ends a script element") {
  const std::string json = json_after(4);
  CHECK(json.find('<') == std::string::npos);
  CHECK(json.find("\\u003c/script>") != std::string::npos);
}

TEST_CASE("a report tells a wait from a lock that was there to take") {
  const std::string holds = "0,3,-1,-1,-1,0,-1,";  // lane 0; no cause, place or other thread; then the flags
  for (const bool asked_to : {true, false}) {
    RunRecorder recorder;
    recorder.begin({});
    recorder.thread_started(1, "MainThread", Phase::kAttached, 0);
    recorder.event(
        1,
        {.time = 5, .kind = EventKind::kDetached, .cause = asked_to ? Cause::kInterval : Cause::kBlocking});
    recorder.event(1, {.time = 9, .kind = EventKind::kAttached});
    recorder.finish(9, 0);
    const std::string json = recorder.json({.title = "", .cores = 1, .cpu_ns = 1});
    CHECK_MESSAGE((json.find(holds + "1") != std::string::npos) == asked_to, json);
  }
}

TEST_CASE("an event of a report takes a few bytes") {
  const std::size_t few = json_after(10).size();
  const std::size_t many = json_after(10'010).size();
  CHECK((many - few) / 20'000 <= 6);
}

TEST_CASE("a page of a report puts in what its frame names and looks for no names in that") {
  const std::string page = minipy::report::make_page("<@STYLE@>", {"{\"@TITLE@\":1}"});
  CHECK(page.find("<title>&lt;@STYLE@></title>") != std::string::npos);
  CHECK(page.find("class=\"run\">{\"@TITLE@\":1}</script>") != std::string::npos);
  CHECK(page.find("@SCRIPT@") == std::string::npos);
}

TEST_CASE("base64 of a report fills up its end") {
  std::string out;
  for (const char* text : {"", "f", "fo", "foo", "foob"}) {
    minipy::report::append_base64(out, text);
    out += ' ';
  }
  CHECK(out == " Zg== Zm8= Zm9v Zm9vYg== ");
}
