#pragma once

// The heap: blocks of 64 KiB cut into cells of one size, objects that never move, and a tracing mark-sweep
// collector.
//
// Why it is safe without a lock on the fast path: a thread allocates from free lists that it alone owns (its
// LocalHeap). Blocks change hands only under the heap's mutex. Marking happens while the world is stopped, so
// no list is in use then, and it ends by taking every local list away: free cells are found again by the
// sweep. Sweeping is lazy: the thread that takes a block out of the to-sweep list owns it, so no two sweep
// the same. It sweeps as much of it as it needs and gives the rest back.
//
// What is alive: what the precise roots reach, and what a word on a stack may point to (also into the middle
// of a cell, since compilers keep such pointers). Free cells have kind 0, so a stale word finds nothing
// there.
//
// Collection runs only at a checkpoint, so native code may hold plain pointers between two checkpoints and
// need not initialise an object in one go; fresh cells are zero.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "interpreter/base/mutex.hpp"
#include "interpreter/heap/object.hpp"

namespace minipy::heap {

class Heap;
class Marker;

/// Marks what an object refers to. Runs while the world is stopped.
using TraceFunction = void (*)(Object* object, Marker& marker);
/// Releases what an object owns outside the heap. Runs once, no Python code, any thread, object still intact.
using FinalizeFunction = void (*)(Object* object);

/// What the collector knows about a kind.
struct KindInfo {
  const char* name = nullptr;
  TraceFunction trace = nullptr;
  FinalizeFunction finalize = nullptr;
};

/// Proof that no attached thread runs. Only the installed `WorldController` makes one.
class WorldStopped {
 private:
  friend class WorldController;
  WorldStopped() = default;
};

/// Who stops the world: one for each discipline, and a trivial one for a single thread.
class WorldController {
 public:
  virtual ~WorldController() = default;

 protected:
  static WorldStopped witness() { return {}; }
};

/// The collector's work list. One thread, world stopped.
class Marker {
 public:
  explicit Marker(Heap& heap) : heap_(heap) {}

  /// Marks a value that is known to be a value of this heap.
  void mark(Value value) {
    if (value.is_object()) mark_object(value.as_object());
  }
  void mark(const Slot& slot) { mark(slot.load()); }
  void mark_object(Object* object);
  /// Marks whatever `word` may point to, if it points to a live cell at all, middle included.
  void mark_conservatively(std::uintptr_t word);
  /// Marks conservatively every aligned word in [low, high).
  void scan(const void* low, const void* high);
  /// Traces until nothing is left.
  void drain();
  std::size_t marked_bytes() const { return marked_bytes_; }

 private:
  Heap& heap_;
  std::vector<Object*> pending_;
  std::size_t marked_bytes_ = 0;
};

/// Who knows the roots. Called with the world stopped.
class RootSource {
 public:
  virtual ~RootSource() = default;
  virtual void mark_roots(Marker& marker) = 0;
  /// Called after marking, before anything is freed: weak tables drop what is not `Heap::is_marked`.
  virtual void drop_unmarked(Heap& heap) = 0;
};

struct Block;

/// The cells one thread allocates from. Owner thread only, but for the collector when the world is stopped.
class LocalHeap {
 public:
  static constexpr std::size_t kClasses = 40;
  static constexpr std::size_t kLargestSmall = 8112;

  /// `breaker` is the eval breaker of the owning thread; `collect_bit` is raised in it when a collection is
  /// due.
  LocalHeap(Heap& heap, std::atomic<std::uint32_t>& breaker, std::uint32_t collect_bit);
  ~LocalHeap();
  LocalHeap(const LocalHeap&) = delete;
  LocalHeap& operator=(const LocalHeap&) = delete;

  /// A zeroed object of `kind` with `size` bytes in all (header included), its shape set. Never fails:
  /// out of memory aborts with a message.
  Object* allocate(std::size_t size, KindId kind, Object* shape) {
    const std::size_t index = size_class(size);
    if (index >= kClasses) [[unlikely]]
      return allocate_large(size, kind, shape);
    Cell* cell = free_[index];
    if (cell == nullptr) [[unlikely]]
      cell = refill(index);
    free_[index] = cell->next;
    return initialise(cell, class_size(index), kind, shape);
  }

  Heap& heap() { return heap_; }

  /// Sizes up to 512 go by 16; from there in steps that waste at most a fifth and fill a block well.
  static constexpr std::size_t size_class(std::size_t size) {
    if (size <= 256) return (size + 15) / 16 - 1;
    if (size > kLargestSmall) return kClasses;
    std::size_t index = 16;
    for (; kSteps[index - 16] < size; ++index) {
    }
    return index;
  }
  static constexpr std::size_t class_size(std::size_t index) {
    return index < 16 ? (index + 1) * 16 : kSteps[index - 16];
  }

 private:
  friend class Heap;
  struct Cell {
    std::uint64_t header;  // zero: kind kFreeCell
    Cell* next;
  };

  static constexpr std::size_t kSteps[kClasses - 16] = {288,  320,  384,  448,  512,  576,  640,  768,
                                                        896,  1024, 1152, 1280, 1536, 1792, 2048, 2304,
                                                        2560, 3072, 3584, 4096, 4608, 5408, 6496, 8112};

  static Object* initialise(Cell* cell, std::size_t size, KindId kind, Object* shape);
  Cell* refill(std::size_t index);
  Object* allocate_large(std::size_t size, KindId kind, Object* shape);

  Heap& heap_;
  std::atomic<std::uint32_t>& breaker_;
  const std::uint32_t collect_bit_;
  Cell* free_[kClasses] = {};
  // How often each class was refilled: a thread that allocates little takes little, so that thousands of them
  // do not use up a block each.
  std::uint8_t refills_[kClasses] = {};
};

/// What a collection did.
struct CollectionResult {
  std::size_t live_bytes = 0;
  std::size_t freed_bytes = 0;
  std::uint64_t nanoseconds = 0;
};

/// All objects of one interpreter.
class Heap {
 public:
  /// `kinds` is indexed by KindId and must outlive the heap.
  explicit Heap(std::span<const KindInfo> kinds);
  ~Heap();
  Heap(const Heap&) = delete;
  Heap& operator=(const Heap&) = delete;

  /// Frees what nothing reaches. The witness proves that no other thread runs.
  CollectionResult collect(const WorldStopped& stopped, RootSource& roots);

  /// Whether enough was allocated since the last collection for another one to pay. Any thread.
  bool collection_due() const {
    // relaxed: a hint; being late by some bytes does no harm.
    return allocated_.load(std::memory_order_relaxed) >= threshold_.load(std::memory_order_relaxed);
  }
  /// The automatic collector (`gc.disable()` turns it off). Any thread.
  void set_automatic(bool on) { automatic_.store(on, std::memory_order_relaxed); }
  bool automatic() const { return automatic_.load(std::memory_order_relaxed); }
  std::uint64_t collections() const { return collections_.load(std::memory_order_relaxed); }
  std::size_t bytes_in_use() const;

  /// Whether the last marking reached `object`. World stopped, inside `drop_unmarked` only.
  bool is_marked(const Object* object) const;
  /// How many bytes the cell of `object` has, header included. Any thread that holds the object.
  static std::size_t cell_size(const Object* object);
  /// Calls `visit` for every live object. World stopped.
  void for_each(const WorldStopped& stopped, void (*visit)(Object*, void*), void* context);

 private:
  friend class LocalHeap;
  friend class Marker;

  Block* find_block(std::uintptr_t address) const;
  Block* take_block(std::size_t index);
  void give_back(Block* block, std::size_t index);
  Block* map_block(std::size_t bytes, std::size_t cell_size) REQUIRES(mutex_);
  void unmap_block(Block* block) REQUIRES(mutex_);
  void remember(Block* block) REQUIRES(mutex_);
  void forget(Block* block) REQUIRES(mutex_);
  std::size_t sweep(Block* block, std::size_t bytes, LocalHeap::Cell** list);
  void sweep_all() REQUIRES(mutex_);
  void finalize(Object* object) const;
  void attach(LocalHeap* local);
  void detach(LocalHeap* local);
  void account(std::size_t bytes);

  const std::span<const KindInfo> kinds_;
  mutable base::Mutex mutex_;
  std::vector<Block*> blocks_ GUARDED_BY(mutex_);  // small blocks and large objects
  std::vector<Block*> to_sweep_[LocalHeap::kClasses] GUARDED_BY(mutex_);
  std::vector<Block*> empty_ GUARDED_BY(mutex_);  // standard blocks without a class
  std::vector<LocalHeap*> locals_ GUARDED_BY(mutex_);
  // Open addressing from 64 KiB page number to block: written under mutex_, read when the world is stopped.
  std::vector<Block*> pages_;
  std::size_t page_count_ = 0;
  std::uintptr_t lowest_ = UINTPTR_MAX;
  std::uintptr_t highest_ = 0;

  std::atomic<std::size_t> allocated_{0};  // bytes handed out since the last collection
  std::atomic<std::size_t> threshold_;
  std::atomic<std::size_t> live_{0};  // bytes alive after the last collection
  std::atomic<std::uint64_t> collections_{0};
  std::atomic<bool> automatic_{true};
};

}  // namespace minipy::heap
