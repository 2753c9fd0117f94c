#include <doctest/doctest.h>

#include <deque>
#include <thread>
#include <vector>

#include "runtime/sync/gil.hpp"
#include "tests/unit/runtime/plain_thread.hpp"

using minipy::sync::Gil;
using minipy::sync::IntervalPolicy;
using minipy::testing::PlainThread;
using minipy::trace::Cause;
using minipy::trace::Recorder;
using minipy::trace::SystemClock;
using minipy::vm::kBreakDropRequest;

namespace {

struct World {
  SystemClock clock;
  Recorder recorder{clock, nullptr};
  Gil gil{std::make_unique<IntervalPolicy>()};
};

// What a computing thread does at a checkpoint.
void checkpoint(Gil& gil, PlainThread& thread) {
  if (!thread.asked(kBreakDropRequest)) return;
  gil.drop(thread.context, Cause::kInterval);
  gil.acquire(thread.context);
}

}  // namespace

TEST_CASE("there is one holder of the GIL at any time") {
  World world;
  world.gil.set_interval(100'000);
  constexpr int kThreads = 8;
  std::atomic<int> inside{0};
  std::atomic<bool> more_than_one{false};
  std::int64_t plain = 0;  // ThreadSanitizer sees whether the lock orders
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      PlainThread self(world.recorder, world.clock);
      for (int round = 0; round < 400; ++round) {
        world.gil.acquire(self.context);
        if (inside.fetch_add(1) != 0) more_than_one = true;
        for (int work = 0; work < 50; ++work) ++plain;
        if (round % 7 == i % 7) std::this_thread::yield();
        inside.fetch_sub(1);
        world.gil.drop(self.context, Cause::kBlocking);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK_FALSE(more_than_one);
  CHECK(plain == kThreads * 400 * 50);
}

TEST_CASE("a waiter asks a computing holder, and the holder that drops waits until it has switched") {
  World world;
  world.gil.set_interval(200'000);
  PlainThread holder(world.recorder, world.clock, "holder");
  PlainThread waiter(world.recorder, world.clock, "waiter");
  world.gil.acquire(holder.context);
  CHECK_FALSE(holder.asked(kBreakDropRequest));

  std::atomic<bool> had_it{false};
  std::thread thread([&] {
    CHECK(world.gil.acquire(waiter.context) == Gil::Acquired::kWaited);
    had_it = true;
    world.gil.drop(waiter.context, Cause::kBlocking);
  });
  // The holder computes until it is asked; nobody takes the lock from it.
  while (!holder.asked(kBreakDropRequest)) std::this_thread::yield();
  CHECK(world.gil.drop_requested());
  CHECK_FALSE(had_it);
  CHECK(world.gil.switches() == 1);
  world.gil.drop(holder.context, Cause::kInterval);
  // Forced switching: the drop returns when the other one took it.
  CHECK(world.gil.switches() == 2);
  CHECK_FALSE(world.gil.drop_requested());
  thread.join();
  CHECK(had_it);
  CHECK(holder.context.record->hand_offs[static_cast<int>(Cause::kInterval)].get() == 1);
  CHECK(waiter.context.record->drop_requests.get() >= 1);
}

TEST_CASE("a waiter does not ask while the lock changes hands within its interval") {
  World world;
  world.gil.set_interval(3'600'000'000'000);
  PlainThread first(world.recorder, world.clock);
  PlainThread waiter(world.recorder, world.clock);
  world.gil.acquire(first.context);
  std::thread thread([&] {
    world.gil.acquire(waiter.context);
    world.gil.drop(waiter.context, Cause::kBlocking);
  });
  while (world.gil.waiting() == 0) std::this_thread::yield();
  CHECK_FALSE(world.gil.drop_requested());
  // Nobody asked, so dropping does not wait for a switch, and the waiter is woken all the same.
  world.gil.drop(first.context, Cause::kBlocking);
  thread.join();
  CHECK(waiter.context.record->drop_requests.get() == 0);
}

TEST_CASE("a thread that blocks does not hold the GIL") {
  World world;
  PlainThread sleeper(world.recorder, world.clock);
  PlainThread other(world.recorder, world.clock);
  world.gil.acquire(sleeper.context);
  world.gil.drop(sleeper.context, Cause::kBlocking);
  CHECK(world.gil.acquire(other.context) == Gil::Acquired::kAtOnce);
  world.gil.drop(other.context, Cause::kBlocking);
  CHECK(sleeper.context.record->hand_offs[static_cast<int>(Cause::kBlocking)].get() == 1);
}

TEST_CASE("no waiter of the GIL is forgotten") {
  World world;
  world.gil.set_interval(50'000);
  constexpr int kThreads = 24;
  std::atomic<int> finished{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&, i] {
      PlainThread self(world.recorder, world.clock);
      for (int round = 0; round < 200; ++round) {
        world.gil.acquire(self.context);
        if (i % 3 == 0) {
          // Computes, and gives way when asked.
          for (int work = 0; work < 20; ++work) {
            checkpoint(world.gil, self);
            std::this_thread::yield();
          }
        }
        world.gil.drop(self.context, round % 2 == 0 ? Cause::kBlocking : Cause::kYield);
      }
      ++finished;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(finished == kThreads);
  CHECK(world.gil.waiting() == 0);
  std::uint64_t hand_offs = 0;
  for (const auto& thread : world.recorder.threads(world.clock.now())) {
    for (const std::uint64_t count : thread.totals.hand_offs) hand_offs += count;
  }
  CHECK(hand_offs + 1 == world.gil.switches());
}

TEST_CASE("computing threads share the GIL by intervals") {
  World world;
  world.gil.set_interval(100'000);
  std::atomic<bool> done{false};
  std::vector<std::thread> threads;
  std::deque<std::atomic<int>> turns(4);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      PlainThread self(world.recorder, world.clock);
      world.gil.acquire(self.context);
      while (!done) {
        if (self.asked(kBreakDropRequest)) ++turns[static_cast<std::size_t>(i)];
        checkpoint(world.gil, self);
        bool all = true;
        for (const auto& count : turns) all = all && count >= 5;
        if (all) done = true;
      }
      world.gil.drop(self.context, Cause::kExit);
    });
  }
  for (std::thread& thread : threads) thread.join();
  for (const auto& count : turns) CHECK(count >= 5);
}

TEST_CASE("an abandoned waiter gives up, and the next one gets the GIL") {
  World world;
  PlainThread holder(world.recorder, world.clock);
  PlainThread abandoned(world.recorder, world.clock);
  PlainThread patient(world.recorder, world.clock);
  world.gil.acquire(holder.context);
  std::thread first([&] { CHECK(world.gil.acquire(abandoned.context) == Gil::Acquired::kAbandoned); });
  while (world.gil.waiting() < 1) std::this_thread::yield();
  std::thread second([&] {
    CHECK(world.gil.acquire(patient.context) == Gil::Acquired::kWaited);
    world.gil.drop(patient.context, Cause::kExit);
  });
  while (world.gil.waiting() < 2) std::this_thread::yield();
  abandoned.context.abandoned = true;
  world.gil.drop(holder.context, Cause::kBlocking);
  first.join();
  second.join();
  CHECK(world.gil.waiting() == 0);
}
