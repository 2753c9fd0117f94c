#include <doctest/doctest.h>

#include <chrono>
#include <deque>
#include <thread>
#include <vector>

#include "runtime/sync/world.hpp"
#include "tests/unit/runtime/plain_thread.hpp"

using minipy::sync::World;
using minipy::testing::PlainThread;
using minipy::trace::Recorder;
using minipy::trace::SystemClock;
using minipy::vm::Attachment;
using minipy::vm::kBreakStopWorld;

namespace {

struct Fixture {
  SystemClock clock;
  Recorder recorder{clock, nullptr};
  World world;
};

void attach(World& world, PlainThread& thread) {
  bool waited = false;
  CHECK(world.attach(thread.context, waited));
}

void checkpoint(World& world, PlainThread& thread) {
  if (thread.asked(kBreakStopWorld)) CHECK(world.pause(thread.context));
}

}  // namespace

TEST_CASE("while the world is stopped no other thread runs, though many ask for it at once") {
  Fixture fixture;
  constexpr int kThreads = 8;
  std::deque<PlainThread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back(fixture.recorder, fixture.clock);
    fixture.world.add(threads.back().context);
  }
  std::vector<long> counters(kThreads * 16, 0);  // each thread's own, read by whoever stopped the world
  std::atomic<int> stops{0};
  std::vector<std::thread> natives;
  for (int i = 0; i < kThreads; ++i) {
    natives.emplace_back([&, i] {
      PlainThread& self = threads[static_cast<std::size_t>(i)];
      long& own = counters[static_cast<std::size_t>(i) * 16];
      attach(fixture.world, self);
      for (int round = 0; round < 3'000; ++round) {
        ++own;
        checkpoint(fixture.world, self);
        if (round % 50 == 10) {
          fixture.world.detach(self.context);
          std::this_thread::yield();
          attach(fixture.world, self);
        }
        if (round % 100 == i * 10) {
          REQUIRE(fixture.world.stop(self.context));
          long sum = 0;
          for (const long count : counters) sum += count;
          std::this_thread::yield();
          long again = 0;
          for (const long count : counters) again += count;
          CHECK(sum == again);
          ++stops;
          fixture.world.resume(self.context);
        }
      }
      fixture.world.detach(self.context);
      fixture.world.remove(self.context);
    });
  }
  for (std::thread& native : natives) native.join();
  CHECK(stops == kThreads * 30);
  CHECK(fixture.world.thread_count() == 0);
}

TEST_CASE("a detached thread is not waited for, and cannot attach until the world goes on") {
  Fixture fixture;
  PlainThread stopper(fixture.recorder, fixture.clock);
  PlainThread sleeper(fixture.recorder, fixture.clock);
  fixture.world.add(stopper.context);
  fixture.world.add(sleeper.context);
  attach(fixture.world, stopper);
  REQUIRE(fixture.world.stop(stopper.context));
  CHECK(sleeper.attachment == Attachment::kSuspended);
  std::atomic<bool> asks{false};
  std::atomic<bool> attached{false};
  std::thread native([&] {
    asks = true;
    attach(fixture.world, sleeper);
    attached = true;
    fixture.world.detach(sleeper.context);
  });
  while (!asks) std::this_thread::yield();
  for (int turn = 0; turn < 100; ++turn) std::this_thread::yield();
  CHECK_FALSE(attached);
  fixture.world.resume(stopper.context);
  native.join();
  CHECK(attached);
}

TEST_CASE("a thread that blocks instead of reaching a checkpoint lets a stop go on") {
  Fixture fixture;
  PlainThread stopper(fixture.recorder, fixture.clock);
  PlainThread busy(fixture.recorder, fixture.clock);
  fixture.world.add(stopper.context);
  fixture.world.add(busy.context);
  attach(fixture.world, stopper);
  attach(fixture.world, busy);
  std::thread native([&] {
    while (!busy.asked(kBreakStopWorld)) std::this_thread::yield();
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // so that the one who stops waits already
    fixture.world.detach(busy.context);
  });
  CHECK(fixture.world.stop(stopper.context, fixture.clock.now() + 10'000'000'000));
  fixture.world.resume(stopper.context);
  native.join();
}

TEST_CASE("a thread that never reaches a checkpoint makes a stop with a deadline fail, and nothing else") {
  Fixture fixture;
  PlainThread stopper(fixture.recorder, fixture.clock);
  PlainThread busy(fixture.recorder, fixture.clock);
  PlainThread sleeper(fixture.recorder, fixture.clock);
  for (PlainThread* thread : {&stopper, &busy, &sleeper}) fixture.world.add(thread->context);
  attach(fixture.world, stopper);
  attach(fixture.world, busy);
  CHECK_FALSE(fixture.world.stop(stopper.context, fixture.clock.now() + 2'000'000));
  CHECK(sleeper.attachment == Attachment::kDetached);
  CHECK(busy.attachment == Attachment::kAttached);
  CHECK_FALSE(busy.asked(kBreakStopWorld));
}

TEST_CASE("an abandoned thread does not attach any more") {
  Fixture fixture;
  PlainThread main(fixture.recorder, fixture.clock);
  PlainThread daemon(fixture.recorder, fixture.clock);
  PlainThread late(fixture.recorder, fixture.clock);
  fixture.world.add(main.context);
  fixture.world.add(daemon.context);
  attach(fixture.world, main);
  fixture.world.abandon_others(main.context);
  fixture.world.add(late.context);
  bool waited = false;
  CHECK_FALSE(fixture.world.attach(daemon.context, waited));
  CHECK_FALSE(fixture.world.attach(late.context, waited));
  CHECK(fixture.world.stop(main.context));
  fixture.world.resume(main.context);
  CHECK(main.attachment == Attachment::kAttached);
}
