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

TEST_CASE("a full ring keeps what it has and counts what it loses") {
  EventRing ring(4);
  for (int i = 0; i < 10; ++i) CHECK(ring.push(event_at(i)) == (i < 4));
  CHECK(ring.lost() == 6);
  CHECK(ring.drain([](const Event& event) { CHECK(event.time < 4); }) == 4);
  CHECK(ring.push(event_at(10)));
}

TEST_CASE("a reader beside the writer sees whole events in order") {
  EventRing ring(64);
  constexpr std::int64_t kEvents = 200'000;
  std::thread writer([&ring] {
    for (std::int64_t i = 0; i < kEvents; ++i) {
      while (!ring.push(event_at(i))) std::this_thread::yield();
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
