#include <doctest/doctest.h>

#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/list.hpp"
#include "runtime/sync/free_discipline.hpp"

using namespace minipy;  // NOLINT(google-build-using-namespace): a test of several layers
using objects::List;

namespace {

// Tells when the thread whose clock it is reads it: the last thing it does before it waits for a lock.
class TellingClock final : public trace::Clock {
 public:
  std::int64_t now() const override {
    read = true;
    return clock_.now();
  }
  std::int64_t wall_now() const override { return clock_.wall_now(); }

  mutable std::atomic<bool> read{false};

 private:
  const trace::SystemClock clock_{};
};

class ContentionSink final : public trace::EventSink {
 public:
  // With a `first`, it is called before the first event is taken.
  explicit ContentionSink(std::function<void()> first = nullptr) : first_(std::move(first)) {}
  void begin(const trace::TraceHeader&) override {}
  void thread_started(std::uint32_t, const std::string&, trace::Phase, std::int64_t) override {}
  void thread_named(std::uint32_t, const std::string&) override {}
  void event(std::uint32_t, const trace::Event& event) override {
    if (first_ != nullptr) std::exchange(first_, nullptr)();
    ++count;
    if (event.kind == trace::EventKind::kHeldUp) ++held_ups;
    if (event.kind == trace::EventKind::kContended) contended.push_back(event);
  }
  void thread_ended(std::uint32_t, std::int64_t) override {}
  void finish(std::int64_t, std::uint64_t lost_events) override { lost = lost_events; }

  std::vector<trace::Event> contended;
  std::uint64_t count = 0;
  std::uint64_t held_ups = 0;
  std::uint64_t lost = 0;

 private:
  std::function<void()> first_;
};

// A thread of an interpreter without the GIL, which waits for locks that another thread holds.
struct FreeThread {
  explicit FreeThread(const void* stack_base)
      : thread(interpreter, stack_base, std::size_t{1} << 20U, false) {
    interpreter.hooks = &discipline;
    thread.is_main = true;
    discipline.adopt(thread, std::make_unique<sync::ThreadContext>(
                                 std::make_unique<sync::OsParker>(own_clock), recorder.add_thread("waits"),
                                 thread.breaker, thread.attachment));
    discipline.attach(thread);
    objects::create_core_types(thread);
  }
  ~FreeThread() { discipline.retire(thread); }
  FreeThread(const FreeThread&) = delete;
  FreeThread& operator=(const FreeThread&) = delete;

  // Appends while another thread holds the lock, which lets go when this one is seen waiting.
  void append_when_held(List* list) {
    std::atomic<bool> held{false};
    std::thread holder([&]() NO_THREAD_SAFETY_ANALYSIS {
      list->lock.lock();
      own_clock.read = false;
      held = true;
      while (!own_clock.read) std::this_thread::yield();
      list->lock.unlock();
    });
    while (!held) std::this_thread::yield();
    list->append(thread, heap::Value::from_int(1));
    holder.join();
  }
  trace::Totals totals() const { return sync::ThreadContext::of(thread).record->totals(clock.now()); }

  const TellingClock own_clock;
  const trace::SystemClock clock;
  trace::Recorder recorder{clock, nullptr};
  vm::InterpreterState interpreter{true};
  sync::FreeDiscipline discipline{interpreter, recorder, nullptr};
  vm::ThreadState thread;
};

}  // namespace

TEST_CASE("who finds an object's lock held is counted, and only then") {
  std::thread([] {
    char base = 0;
    FreeThread free(&base);
    List* list = List::create(free.thread);
    list->append(free.thread, heap::Value::from_int(0));
    CHECK(free.totals().contentions == 0);
    free.append_when_held(list);
    CHECK(list->size() == 2);
    CHECK(free.totals().contentions == 1);
    CHECK(free.totals().contention_ns > 0);
  }).join();
}

TEST_CASE("a wait for an object's lock is an event with its time and the name of the type") {
  std::thread([] {
    char base = 0;
    FreeThread free(&base);
    const auto sink = std::make_shared<ContentionSink>();
    free.discipline.collector().add(sink, {});
    List* list = List::create(free.thread);
    free.append_when_held(list);
    free.append_when_held(list);
    free.discipline.collector().remove(*sink);
    REQUIRE(sink->contended.size() == 2);
    for (const trace::Event& event : sink->contended) CHECK(event.what == std::string("list"));
    CHECK(sink->contended[0].argument + sink->contended[1].argument == free.totals().contention_ns);
  }).join();
}

TEST_CASE("a thread whose events are not taken waits for that, detached, at its next checkpoint") {
  std::thread([] {
    char base = 0;
    FreeThread free(&base);
    const auto record = sync::ThreadContext::of(free.thread).record;
    std::atomic<bool> taking{false};
    std::atomic<bool> over{false};
    bool detached = false;
    // Takes no more than the first event until the thread waits.
    const auto sink = std::make_shared<ContentionSink>([&] {
      taking = true;
      while (record->recording_waits.get() == 0 && !over) std::this_thread::yield();
      detached = free.thread.attachment.load() == vm::Attachment::kDetached;
    });
    free.discipline.collector().add(sink, {});
    List* list = List::create(free.thread);
    free.append_when_held(list);
    CHECK(free.thread.breaker.load() == 0);
    while (!taking) std::this_thread::yield();
    std::uint64_t emitted = 1;
    for (; !record->behind(); ++emitted) {
      const trace::Moment moment(*record);
      moment.emit({.time = free.clock.now(), .kind = trace::EventKind::kDropRequested});
    }
    free.append_when_held(list);  // must not wait for the recording: it has the object's lock
    CHECK(record->recording_waits.get() == 0);
    CHECK(free.thread.breaker.load() == vm::kBreakDropRequest);
    CHECK(free.discipline.checkpoint(free.thread).ok());
    CHECK(record->recording_waits.get() == 1);
    over = true;
    free.discipline.collector().remove(*sink);
    CHECK(detached);
    CHECK(sink->lost == 0);
    CHECK(sink->held_ups == 1);
    CHECK(sink->count == emitted + 4);  // the second wait, detaching, the wait for the recording, attaching
    CHECK(free.totals().recording_wait_ns > 0);
  }).join();
}
