// What each policy of the lock promises; that there is one holder and that nobody is forgotten, all of them.

#include <doctest/doctest.h>

#include <deque>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "runtime/sync/fifo_policy.hpp"
#include "runtime/sync/gil.hpp"
#include "runtime/sync/priority_policy.hpp"
#include "runtime/sync/ticks_policy.hpp"
#include "tests/unit/runtime/plain_thread.hpp"

using minipy::sync::ExactPolicy;
using minipy::sync::FifoPolicy;
using minipy::sync::Gil;
using minipy::sync::GilPolicy;
using minipy::sync::GilWaiter;
using minipy::sync::IntervalPolicy;
using minipy::sync::PriorityPolicy;
using minipy::sync::TicksPolicy;
using minipy::testing::PlainThread;
using minipy::trace::Cause;
using minipy::trace::kNever;
using minipy::trace::Recorder;
using minipy::trace::SystemClock;
using minipy::vm::DetachCause;
using minipy::vm::kBreakDropRequest;

namespace {

constexpr std::int64_t kHour = 3'600'000'000'000;

struct World {
  explicit World(std::unique_ptr<GilPolicy> policy, std::optional<bool> forced = {})
      : gil(std::move(policy), forced) {}
  SystemClock clock;
  Recorder recorder{clock, nullptr};
  Gil gil;
};

struct Case {
  std::string name;
  std::function<std::unique_ptr<GilPolicy>()> make;
  std::optional<bool> forced;
};

std::vector<Case> all_policies() {
  return {
      {"interval", [] { return std::make_unique<IntervalPolicy>(); }, {}},
      {"interval, not forced", [] { return std::make_unique<IntervalPolicy>(); }, false},
      {"ticks", [] { return std::make_unique<TicksPolicy>(3); }, {}},
      {"ticks, forced", [] { return std::make_unique<TicksPolicy>(3); }, true},
      {"fifo", [] { return std::make_unique<FifoPolicy>(); }, {}},
      {"exact", [] { return std::make_unique<ExactPolicy>(3); }, {}},
      {"priority", [] { return std::make_unique<PriorityPolicy>(); }, {}},
      {"priority, not forced", [] { return std::make_unique<PriorityPolicy>(); }, false},
  };
}

// Lets go as a discipline does: the cause is noted first.
void let_go(Gil& gil, PlainThread& thread, Cause cause) {
  thread.context.detach_cause = cause == Cause::kBlocking   ? DetachCause::kBlocking
                                : cause == Cause::kInterval ? DetachCause::kInterval
                                                            : DetachCause::kTicks;
  gil.drop(thread.context, cause);
}

// What a computing thread does at a checkpoint; `ticks` counts them.
void checkpoint(Gil& gil, PlainThread& thread, std::uint32_t& ticks) {
  const std::uint32_t limit = gil.policy().ticks();
  if (thread.asked(kBreakDropRequest)) {
    let_go(gil, thread, Cause::kInterval);
  } else if (limit != 0 && ++ticks >= limit && gil.waiting() != 0) {
    let_go(gil, thread, Cause::kTicks);
  } else {
    return;
  }
  gil.acquire(thread.context);
  ticks = 0;
}

void wait_for_waiters(const Gil& gil, std::size_t count) {
  while (gil.waiting() < count) std::this_thread::yield();
}

// A thread that takes the lock once and says so.
class Taker {
 public:
  Taker(World& world, std::string name, bool blocked, std::vector<std::string>& order)
      : self_(world.recorder, world.clock, name) {
    self_.context.detach_cause = blocked ? DetachCause::kBlocking : DetachCause::kInterval;
    const std::size_t before = world.gil.waiting();
    thread_ = std::thread([this, &world, name, &order] {
      world.gil.acquire(self_.context);
      order.push_back(name);  // whoever holds the lock is alone
      let_go(world.gil, self_, Cause::kBlocking);
    });
    wait_for_waiters(world.gil, before + 1);
  }
  void join() { thread_.join(); }

 private:
  PlainThread self_;
  std::thread thread_;
};

}  // namespace

TEST_CASE("under every policy there is one holder and no waiter is forgotten") {
  for (const Case& policy : all_policies()) {
    CAPTURE(policy.name);
    World world(policy.make(), policy.forced);
    world.gil.set_interval(50'000);
    constexpr int kThreads = 12;
    std::atomic<int> inside{0};
    std::atomic<int> finished{0};
    std::atomic<bool> more_than_one{false};
    std::int64_t plain = 0;  // ThreadSanitizer sees whether the lock orders
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] {
        PlainThread self(world.recorder, world.clock);
        std::uint32_t ticks = 0;
        for (int round = 0; round < 150; ++round) {
          world.gil.acquire(self.context);
          for (int work = 0; work < (i % 3 == 0 ? 20 : 1); ++work) {
            if (inside.fetch_add(1) != 0) more_than_one = true;
            ++plain;
            if (work % 5 == 4) std::this_thread::yield();
            inside.fetch_sub(1);
            checkpoint(world.gil, self, ticks);
          }
          let_go(world.gil, self, Cause::kBlocking);
        }
        ++finished;
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK_FALSE(more_than_one);
    CHECK(finished == kThreads);
    CHECK(plain == 150 * (4 * 20 + 8));
    CHECK(world.gil.waiting() == 0);
  }
}

TEST_CASE("under every policy computing threads all come to their turn") {
  for (const Case& policy : all_policies()) {
    // Who races to retake the lock may keep it for good: that is what these show.
    if (policy.name == "ticks" || policy.name == "interval, not forced" ||
        policy.name == "priority, not forced")
      continue;
    CAPTURE(policy.name);
    World world(policy.make(), policy.forced);
    world.gil.set_interval(100'000);
    std::atomic<bool> done{false};
    std::atomic<int> satisfied{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        PlainThread self(world.recorder, world.clock);
        std::uint32_t ticks = 0;
        int turns = 0;
        world.gil.acquire(self.context);
        while (!done) {
          const std::uint64_t before = world.gil.switches();
          checkpoint(world.gil, self, ticks);
          if (world.gil.switches() != before && ++turns == 5 && ++satisfied == 4) done = true;
        }
        let_go(world.gil, self, Cause::kBlocking);
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(satisfied == 4);
  }
}

TEST_CASE("under every policy an abandoned waiter gives up, and the next one gets the lock") {
  for (const Case& policy : all_policies()) {
    CAPTURE(policy.name);
    World world(policy.make(), policy.forced);
    PlainThread holder(world.recorder, world.clock);
    PlainThread abandoned(world.recorder, world.clock);
    PlainThread patient(world.recorder, world.clock);
    world.gil.acquire(holder.context);
    std::thread first([&] { CHECK(world.gil.acquire(abandoned.context) == Gil::Acquired::kAbandoned); });
    wait_for_waiters(world.gil, 1);
    std::thread second([&] {
      CHECK(world.gil.acquire(patient.context) == Gil::Acquired::kWaited);
      world.gil.drop(patient.context, Cause::kExit);
    });
    wait_for_waiters(world.gil, 2);
    abandoned.context.abandoned = true;
    let_go(world.gil, holder, Cause::kBlocking);
    first.join();
    second.join();
    CHECK(world.gil.waiting() == 0);
  }
}

TEST_CASE("fifo gives the lock to the waiters in the order in which they came") {
  for (const bool exact : {false, true}) {
    World world(exact ? std::unique_ptr<GilPolicy>(std::make_unique<ExactPolicy>(5))
                      : std::make_unique<FifoPolicy>());
    world.gil.set_interval(kHour);
    PlainThread holder(world.recorder, world.clock);
    world.gil.acquire(holder.context);
    std::vector<std::string> order;
    std::deque<Taker> takers;
    for (const char* name : {"a", "b", "c", "d", "e"})
      takers.emplace_back(world, name, name[0] == 'c', order);
    // Dropping does not wait, and the lock is not free afterwards: the holder comes back as the last one.
    let_go(world.gil, holder, exact ? Cause::kTicks : Cause::kInterval);
    CHECK(world.gil.acquire(holder.context) == Gil::Acquired::kWaited);
    CHECK(order == std::vector<std::string>{"a", "b", "c", "d", "e"});
    let_go(world.gil, holder, Cause::kBlocking);
    for (Taker& taker : takers) taker.join();
  }
}

TEST_CASE("priority gives the lock to those that blocked before those that compute") {
  World world(std::make_unique<PriorityPolicy>());
  world.gil.set_interval(kHour);
  PlainThread holder(world.recorder, world.clock);
  holder.context.detach_cause = DetachCause::kInterval;
  world.gil.acquire(holder.context);
  std::vector<std::string> order;
  std::deque<Taker> takers;
  takers.emplace_back(world, "computing 1", false, order);
  takers.emplace_back(world, "computing 2", false, order);
  CHECK_FALSE(holder.asked(kBreakDropRequest));  // they wait for an hour first
  takers.emplace_back(world, "blocked 1", true, order);
  // This one asked at once.
  while (!holder.asked(kBreakDropRequest)) std::this_thread::yield();
  CHECK(world.gil.pre_empted());
  takers.emplace_back(world, "blocked 2", true, order);
  let_go(world.gil, holder, Cause::kInterval);
  for (Taker& taker : takers) taker.join();
  CHECK(order == std::vector<std::string>{"blocked 1", "blocked 2", "computing 1", "computing 2"});
}

TEST_CASE("priority stops preferring those that blocked when they had the lock for an interval") {
  SystemClock clock;
  Recorder recorder(clock, nullptr);
  PlainThread io(recorder, clock);
  PlainThread computing(recorder, clock);
  const GilWaiter urgent{&io.context, 0, true};
  const GilWaiter patient{&computing.context, 0, false};
  const std::vector<GilWaiter> both{patient, urgent};
  PriorityPolicy policy;
  constexpr std::int64_t kInterval = 1'000'000;
  policy.taken(patient);
  CHECK(policy.patience(urgent, kInterval) == 0);
  CHECK(policy.patience(patient, kInterval) == kInterval);
  CHECK(policy.choose(both, kInterval) == 1);
  CHECK(policy.may_overtake(urgent, both, kInterval));
  CHECK_FALSE(policy.may_overtake(patient, both, kInterval));

  // An urgent thread keeps the lock for longer than the interval, in pieces, while another one waits to
  // compute.
  std::int64_t held = 0;
  for (int piece = 0; piece < 4; ++piece) {
    const std::int64_t from = clock.now();
    policy.taken(urgent);
    CHECK(policy.patience(urgent, kInterval) == kInterval);  // no preferring among them
    while (clock.now() < from + kInterval / 2) std::this_thread::yield();
    policy.dropped(io.context, std::span(both).first(1));
    held += kInterval / 2;
  }
  CHECK(held >= kInterval);
  CHECK(policy.choose(both, kInterval) == 0);
  CHECK_FALSE(policy.may_overtake(urgent, both, kInterval));
  policy.taken(patient);
  CHECK(policy.patience(urgent, kInterval) == kInterval);

  // The computing thread had its share: blocked threads go first again.
  const std::int64_t from = clock.now();
  while (clock.now() < from + 1000 * kInterval && policy.choose(both, kInterval) == 0) {
    policy.dropped(computing.context, std::span(both).last(1));
    policy.taken(patient);
    std::this_thread::yield();
  }
  CHECK(policy.choose(both, kInterval) == 1);
  CHECK(policy.patience(urgent, kInterval) == 0);
}

TEST_CASE("under ticks nobody asks the holder, and the holder does not wait for a switch") {
  World world(std::make_unique<TicksPolicy>(100));
  world.gil.set_interval(1'000);
  PlainThread holder(world.recorder, world.clock);
  world.gil.acquire(holder.context);
  std::vector<std::string> order;
  Taker taker(world, "waiter", false, order);
  const std::int64_t until = world.clock.now() + 5'000'000;
  while (world.clock.now() < until) CHECK_FALSE(holder.asked(kBreakDropRequest));
  // The race: it goes on until the other one wins it once.
  let_go(world.gil, holder, Cause::kTicks);
  world.gil.acquire(holder.context);
  let_go(world.gil, holder, Cause::kBlocking);
  taker.join();
  CHECK(order == std::vector<std::string>{"waiter"});
  CHECK(IntervalPolicy().ticks() == 0);
  CHECK(TicksPolicy(100).ticks() == 100);
}

TEST_CASE("without forced switching the holder may have the lock again at once") {
  World world(std::make_unique<IntervalPolicy>(), false);
  world.gil.set_interval(100'000);
  PlainThread holder(world.recorder, world.clock);
  world.gil.acquire(holder.context);
  std::vector<std::string> order;
  Taker taker(world, "waiter", false, order);
  while (!holder.asked(kBreakDropRequest)) std::this_thread::yield();
  // With it this would wait until the other one has had the lock; here it returns whoever is faster.
  let_go(world.gil, holder, Cause::kInterval);
  world.gil.acquire(holder.context);
  let_go(world.gil, holder, Cause::kBlocking);
  taker.join();
  CHECK(order.size() == 1);
}
