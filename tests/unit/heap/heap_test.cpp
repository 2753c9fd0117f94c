#include "interpreter/heap/heap.hpp"

#include <doctest/doctest.h>

#include <cstring>

using minipy::heap::FinalizeFunction;
using minipy::heap::Heap;
using minipy::heap::KindId;
using minipy::heap::KindInfo;
using minipy::heap::LocalHeap;
using minipy::heap::Marker;
using minipy::heap::Object;
using minipy::heap::RootSource;
using minipy::heap::Slot;
using minipy::heap::Value;
using minipy::heap::WorldController;
using minipy::heap::WorldStopped;

namespace {

constexpr KindId kPair = 1;
constexpr KindId kCounted = 2;

struct Pair : Object {
  Slot first;
  Slot second;
};

struct Counted : Object {
  int* finalized;
};

void trace_pair(Object* object, Marker& marker) {
  marker.mark(static_cast<Pair*>(object)->first);
  marker.mark(static_cast<Pair*>(object)->second);
}

void finalize_counted(Object* object) { ++*static_cast<Counted*>(object)->finalized; }

constexpr KindInfo kKinds[] = {{}, {"pair", trace_pair, nullptr}, {"counted", nullptr, finalize_counted}};

// One thread: the world is always stopped.
struct World : WorldController, RootSource {
  Heap heap{kKinds};
  std::atomic<std::uint32_t> breaker{0};
  LocalHeap local{heap, breaker, 1};
  std::vector<Value> precise;
  std::vector<std::uintptr_t> words;

  void mark_roots(Marker& marker) override {
    for (const Value value : precise) marker.mark(value);
    marker.scan(words.data(), words.data() + words.size());
  }
  void drop_unmarked(Heap&) override {}

  Pair* pair(Value first = {}, Value second = {}) {
    auto* made = static_cast<Pair*>(local.allocate(sizeof(Pair), kPair, nullptr));
    made->first.store(first);
    made->second.store(second);
    return made;
  }
  Counted* counted(int* finalized) {
    auto* made = static_cast<Counted*>(local.allocate(sizeof(Counted), kCounted, nullptr));
    made->finalized = finalized;
    return made;
  }
  std::size_t live() { return heap.collect(witness(), *this).live_bytes; }
  std::size_t objects() {
    std::size_t count = 0;
    heap.for_each(
        witness(), [](Object*, void* context) { ++*static_cast<std::size_t*>(context); }, &count);
    return count;
  }
};

// Small integers instead of pointers would be found by nobody; a real stack is not needed to test a scan.
std::uintptr_t word_of(const void* pointer) { return reinterpret_cast<std::uintptr_t>(pointer); }

}  // namespace

TEST_CASE("what nothing reaches is freed, what a root reaches stays, cycles included") {
  World world;
  Pair* kept = world.pair();
  kept->first.store(world.pair(kept));
  for (int i = 0; i < 1000; ++i) {
    Pair* lost = world.pair();
    lost->first.store(world.pair(lost));
  }
  world.precise.push_back(kept);
  static_cast<void>(world.live());
  CHECK(world.objects() == 2);
}

TEST_CASE("a word on a stack keeps an object alive, also when it points into its middle") {
  World world;
  Pair* start = world.pair();
  Pair* middle = world.pair();
  static_cast<void>(world.pair());
  world.words.push_back(word_of(start));
  world.words.push_back(word_of(&middle->second));
  static_cast<void>(world.live());
  CHECK(world.objects() == 2);
}

TEST_CASE("words that point nowhere, to free cells or behind the last cell do no harm") {
  World world;
  Pair* lost = world.pair();
  static_cast<void>(world.live());
  world.words = {word_of(lost), word_of(lost) | 0xFFFF, 1, UINTPTR_MAX, word_of(&world)};
  CHECK(world.live() == 0);
}

TEST_CASE("cells are zero when handed out, also the second time") {
  World world;
  for (int round = 0; round < 3; ++round) {
    for (int i = 0; i < 5000; ++i) {
      Pair* fresh = static_cast<Pair*>(world.local.allocate(sizeof(Pair), kPair, nullptr));
      REQUIRE(fresh->first.load().is_empty());
      REQUIRE(fresh->second.load().is_empty());
      fresh->first.store(Value::from_int(i));
      fresh->second.store(Value::from_int(i));
    }
    static_cast<void>(world.live());
  }
}

TEST_CASE("a finalizer runs once for each object that dies, the last ones with the heap") {
  int finalized = 0;
  {
    World world;
    world.precise.push_back(world.counted(&finalized));
    for (int i = 0; i < 100; ++i) static_cast<void>(world.counted(&finalized));
    static_cast<void>(world.live());
    static_cast<void>(world.live());
    CHECK(finalized == 100);
  }
  CHECK(finalized == 101);
}

TEST_CASE("large objects are found from any word inside and given back when dead") {
  World world;
  constexpr std::size_t kBytes = std::size_t{1} << 20U;
  auto* large = static_cast<Pair*>(world.local.allocate(kBytes, kPair, nullptr));
  large->first.store({});
  CHECK(Heap::cell_size(large) >= kBytes);
  world.words.push_back(word_of(large) + kBytes - 8);
  CHECK(world.live() >= kBytes);
  world.words.clear();
  CHECK(world.live() == 0);
}

TEST_CASE("every size finds a class that is large enough and wastes little") {
  for (std::size_t size = 16; size <= LocalHeap::kLargestSmall; size += 8) {
    const std::size_t got = LocalHeap::class_size(LocalHeap::size_class(size));
    REQUIRE(got >= size);
    REQUIRE(got <= size + size / 4 + 16);
    REQUIRE(LocalHeap::size_class(got) == LocalHeap::size_class(size));
  }
  CHECK(LocalHeap::size_class(LocalHeap::kLargestSmall + 1) == LocalHeap::kClasses);
}

TEST_CASE("allocating much asks for a collection, and memory that is reused stays bounded") {
  World world;
  std::size_t most = 0;
  for (int i = 0; i < 2'000'000; ++i) {
    static_cast<void>(world.pair());
    if ((world.breaker.exchange(0) & 1U) != 0) static_cast<void>(world.live());
    most = std::max(most, world.heap.bytes_in_use());
  }
  CHECK(world.heap.collections() > 0);
  CHECK(most < (std::size_t{20} << 20U));
}

TEST_CASE("the collector can be turned off") {
  World world;
  world.heap.set_automatic(false);
  for (int i = 0; i < 1'000'000; ++i) static_cast<void>(world.pair());
  CHECK(world.breaker.load() == 0);
}
