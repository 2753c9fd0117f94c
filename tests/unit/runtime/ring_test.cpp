#include <doctest/doctest.h>

#include <thread>

#include "runtime/trace/ring.hpp"

using minipy::trace::Event;
using minipy::trace::EventRing;

namespace {

Event event_at(std::int64_t time) {
  Event event;
  event.time = time;
  event.argument = static_cast<std::uint64_t>(time) * 7;
  return event;
}

}  // namespace

TEST_CASE("events come out as they went in") {
  EventRing ring(4);
  CHECK(ring.capacity() == 4);
  for (int i = 0; i < 3; ++i) CHECK(ring.push(event_at(i)));
  std::int64_t next = 0;
  CHECK(ring.drain([&next](const Event& event) { CHECK(event.time == next++); }) == 3);
  CHECK(ring.drain([](const Event&) {}) == 0);
}

TEST_CASE("a full ring says so and takes what comes") {
  const auto backlog = std::make_shared<minipy::trace::Backlog>();
  EventRing ring(4, backlog);
  for (int i = 0; i < 1000; ++i) {
    CHECK(ring.full() == (i >= 4));
    CHECK(ring.has_room() == (i <= 2));
    CHECK(ring.push(event_at(i)));
  }
  CHECK(backlog->segments > 0);
  std::int64_t next = 0;
  CHECK(ring.drain([&next](const Event& event) { CHECK(event.time == next++); }) == 1000);
  CHECK(ring.lost() == 0);
  CHECK(ring.has_room());
  CHECK(backlog->segments == 0);
}

TEST_CASE("a ring with events in it leaves nothing behind when it goes") {
  const auto backlog = std::make_shared<minipy::trace::Backlog>();
  {
    EventRing ring(4, backlog);
    for (int i = 0; i < 1000; ++i) ring.push(event_at(i));
    CHECK(backlog->segments > 0);
  }
  CHECK(backlog->segments == 0);
}

TEST_CASE("all rings together are full when one of them is very full") {
  const auto backlog = std::make_shared<minipy::trace::Backlog>();
  EventRing busy(1U << 30U, backlog);
  EventRing idle(4, backlog);
  int pushed = 0;
  while (!idle.full() && pushed < 1'000'000) busy.push(event_at(pushed++));
  CHECK(pushed > 100'000);
  CHECK(pushed < 1'000'000);
  CHECK_FALSE(idle.has_room());
  busy.drain([](const Event&) {});
  CHECK(idle.has_room());
}

TEST_CASE("a reader beside the writer sees whole events in order") {
  EventRing ring(64);
  constexpr std::int64_t kEvents = 200'000;
  std::thread writer([&ring] {
    for (std::int64_t i = 0; i < kEvents; ++i) {
      ring.push(event_at(i));
    }
  });
  std::int64_t next = 0;
  bool whole = true;
  while (next < kEvents) {
    const std::size_t got = ring.drain([&](const Event& event) {
      whole = whole && event.time == next && event.argument == static_cast<std::uint64_t>(next) * 7;
      ++next;
    });
    if (got == 0) std::this_thread::yield();
  }
  writer.join();
  CHECK(whole);
}
