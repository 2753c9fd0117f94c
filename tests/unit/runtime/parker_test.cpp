#include <doctest/doctest.h>

#include <thread>

#include "runtime/sync/parker.hpp"

using minipy::sync::kNever;
using minipy::sync::OsParker;
using minipy::trace::SystemClock;

TEST_CASE("a permit given before the wait is not lost, and there is at most one") {
  const SystemClock clock;
  OsParker parker(clock);
  parker.unpark();
  parker.unpark();
  CHECK(parker.park_until(kNever));
  CHECK_FALSE(parker.park_until(clock.now() + 1'000'000));
}

TEST_CASE("a brief wait ends with a permit or at its deadline, as any wait") {
  const SystemClock clock;
  OsParker parker(clock);
  parker.unpark();
  CHECK(parker.park_briefly(kNever));
  const std::int64_t deadline = clock.now() + 1'000'000;
  CHECK_FALSE(parker.park_briefly(deadline));
  CHECK(clock.now() >= deadline);
  std::thread other([&] { parker.unpark(); });
  CHECK(parker.park_briefly(kNever));
  other.join();
}

TEST_CASE("a deadline in the past ends the wait at once") {
  const SystemClock clock;
  OsParker parker(clock);
  CHECK_FALSE(parker.park_until(clock.now() - 1));
  CHECK_FALSE(parker.park_until(0));
}

TEST_CASE("two threads hand a turn to and fro without losing it") {
  const SystemClock clock;
  OsParker ping(clock);
  OsParker pong(clock);
  constexpr int kTurns = 20'000;
  int turns = 0;  // written by whoever has the turn
  std::thread other([&] {
    for (int i = 0; i < kTurns; ++i) {
      pong.park_until(kNever);
      ++turns;
      ping.unpark();
    }
  });
  for (int i = 0; i < kTurns; ++i) {
    pong.unpark();
    ping.park_until(kNever);
    ++turns;
  }
  other.join();
  CHECK(turns == 2 * kTurns);
}

TEST_CASE("a permit that races with a deadline is either taken or still there") {
  const SystemClock clock;
  OsParker parker(clock);
  std::atomic<int> given{0};
  std::thread giver([&] {
    for (int i = 0; i < 2'000; ++i) {
      given.fetch_add(1);
      parker.unpark();
      std::this_thread::yield();
    }
  });
  int taken = 0;
  while (given.load() < 2'000) {
    if (parker.park_until(clock.now() + 1'000)) ++taken;
  }
  giver.join();
  if (parker.park_until(clock.now())) ++taken;
  CHECK(taken >= 1);
  CHECK(taken <= 2'000);
}
