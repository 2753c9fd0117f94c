#include <doctest/doctest.h>

#include <atomic>
#include <deque>

#include "interpreter/vm/hooks.hpp"
#include "runtime/sched/fiber_carrier.hpp"
#include "runtime/sched/os_thread_carrier.hpp"

using minipy::sched::Carrier;
using minipy::sched::CarrierTask;
using minipy::sched::FiberCarrier;
using minipy::sched::OsThreadCarrier;
using minipy::sync::kNever;
using minipy::sync::Parker;
using minipy::trace::SystemClock;

namespace {

struct Interval final : minipy::sync::IntervalSource {
  std::int64_t interval() const override { return nanoseconds; }
  std::int64_t nanoseconds = 2'000'000;
};

// A task with a parker of its own, and a count of those that are through.
struct Task {
  std::unique_ptr<Parker> parker;
  void (*body)(Task& task) = nullptr;
  std::atomic<int>* done = nullptr;
  Parker* main = nullptr;
  std::int64_t number = 0;
  Task* other = nullptr;
  std::atomic<std::uint32_t> breaker{0};
};

void run_task(void* argument) {
  Task& task = *static_cast<Task*>(argument);
  task.body(task);
  task.done->fetch_add(1);
  task.main->unpark();
}

// Starts `count` tasks of `body` and waits for all.
void run_tasks(Carrier& carrier, Parker& main, int count, void (*body)(Task& task)) {
  std::deque<Task> tasks(static_cast<std::size_t>(count));
  std::atomic<int> done{0};
  for (Task& task : tasks) {
    task.parker = carrier.make_parker();
    task.body = body;
    task.done = &done;
    task.main = &main;
  }
  for (int i = 0; i + 1 < count; i += 2) {
    tasks[static_cast<std::size_t>(i)].other = &tasks[static_cast<std::size_t>(i) + 1];
    tasks[static_cast<std::size_t>(i) + 1].other = &tasks[static_cast<std::size_t>(i)];
  }
  int number = 0;
  for (Task& task : tasks) {
    task.number = number++;
    const auto stack = carrier.take_stack();
    REQUIRE(stack);
    carrier.set_breaker(*task.parker, &task.breaker);
    REQUIRE(carrier.start({run_task, &task, task.parker.get(), *stack}));
  }
  while (done != count) main.park_until(kNever);
  carrier.finish();
}

void sleep_a_little(Task& task) {
  const std::int64_t until = task.parker->now() + 20'000'000 + task.number % 100 * 10'000;
  while (task.parker->now() < until) CHECK_FALSE(task.parker->park_until(until));
}

void hand_to_and_fro(Task& task) {
  for (int i = 0; i < 500; ++i) {
    if (task.number % 2 == 0) task.other->parker->unpark();
    task.parker->park_until(kNever);
    if (task.number % 2 == 1) task.other->parker->unpark();
  }
}

void compute_until_asked(Task& task) {
  int asked = 0;
  while (asked < 3) {
    if (task.breaker.exchange(0) == 0) continue;
    ++asked;
    task.parker->yield();
  }
}

// Never computes for a whole interval without a pause in which its turn goes on.
void compute_in_pieces(Task& task) {
  const std::int64_t until = task.parker->now() + 20'000'000'000;
  while (task.breaker == 0 && task.parker->now() < until) {
    const std::int64_t pause = task.parker->now() + 200'000;
    while (task.parker->now() < pause) {
    }
    task.parker->park_within_turn(task.parker->now() + 1'000);
  }
  CHECK(task.breaker == minipy::vm::kBreakDropRequest);
}

}  // namespace

TEST_CASE("OS threads run, wait and hand turns over") {
  const SystemClock clock;
  OsThreadCarrier carrier(clock);
  const auto main = carrier.main_parker();
  SUBCASE("sleeping") { run_tasks(carrier, *main, 50, sleep_a_little); }
  SUBCASE("turns") { run_tasks(carrier, *main, 16, hand_to_and_fro); }
}

TEST_CASE("a stack of another size is used from the next thread on") {
  const SystemClock clock;
  OsThreadCarrier carrier(clock);
  const auto main = carrier.main_parker();
  carrier.set_stack_size(std::size_t{256} * 1024);
  const auto stack = carrier.take_stack();
  REQUIRE(stack);
  CHECK(stack->size == std::size_t{256} * 1024);
  carrier.give_stack(*stack);
  run_tasks(carrier, *main, 2, sleep_a_little);
}

TEST_CASE("fibers run, wait and hand turns over, on one worker and on several") {
  const SystemClock clock;
  const Interval interval;
  for (const unsigned workers : {1U, 2U, 3U}) {
    CAPTURE(workers);
    {
      FiberCarrier carrier(clock, workers, interval);
      const auto main = carrier.main_parker();
      run_tasks(carrier, *main, 50, sleep_a_little);
    }
    {
      FiberCarrier carrier(clock, workers, interval);
      const auto main = carrier.main_parker();
      run_tasks(carrier, *main, 16, hand_to_and_fro);
    }
    {
      FiberCarrier carrier(clock, workers, interval);
      const auto main = carrier.main_parker();
      run_tasks(carrier, *main, 4, compute_until_asked);
    }
  }
}

TEST_CASE("a fiber's turn ends although it is interrupted again and again") {
  const SystemClock clock;
  Interval interval;
  interval.nanoseconds = 100'000'000;  // longer than the system keeps a piece from its processor
  FiberCarrier carrier(clock, 1, interval);
  const auto main = carrier.main_parker();
  run_tasks(carrier, *main, 2, compute_in_pieces);
}

TEST_CASE("20,000 fibers sleep at once") {
  const SystemClock clock;
  const Interval interval;
  FiberCarrier carrier(clock, 2, interval);
  const auto main = carrier.main_parker();
  const std::int64_t began = clock.now();
  run_tasks(carrier, *main, 20'000, [](Task& task) {
    const std::int64_t until = task.parker->now() + 300'000'000;
    while (task.parker->now() < until) task.parker->park_until(until);
  });
  MESSAGE("took " << (clock.now() - began) / 1'000'000 << " ms");
}

TEST_CASE("a blocking call of a fiber does not stop its worker") {
  const SystemClock clock;
  const Interval interval;
  FiberCarrier carrier(clock, 1, interval);
  const auto main = carrier.main_parker();
  static constexpr auto wait_for_other = [](void* argument) {
    while (!static_cast<std::atomic<bool>*>(argument)->load()) std::this_thread::yield();
  };
  std::atomic<bool> released{false};
  std::atomic<int> done{0};
  Task task;
  task.parker = carrier.make_parker();
  task.done = &done;
  task.main = main.get();
  task.body = [](Task& self) { reinterpret_cast<std::atomic<bool>*>(self.number)->store(true); };
  task.number = reinterpret_cast<std::int64_t>(&released);
  REQUIRE(carrier.start({run_task, &task, task.parker.get(), *carrier.take_stack()}));
  // The main context blocks in a helper until the fiber on its own worker has run.
  carrier.run_blocking(*main, wait_for_other, &released);
  while (done != 1) main->park_until(kNever);
  carrier.finish();
}
