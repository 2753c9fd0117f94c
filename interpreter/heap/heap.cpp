#include "interpreter/heap/heap.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <chrono>
#include <cstring>

#include "interpreter/heap/block.hpp"

namespace minipy::heap {

namespace {

constexpr std::size_t kChunkBlocks = 16;
constexpr std::size_t kFirstRefill = 1024;
constexpr std::size_t kFirstThreshold = std::size_t{8} << 20U;

// Aligned to the block size, zero, given by the system only when touched.
char* map_aligned(std::size_t bytes) {
  const std::size_t padded = bytes + kBlockSize;
  void* memory = ::mmap(nullptr, padded, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  MINIPY_CHECK(memory != MAP_FAILED, "out of memory");
  char* start = static_cast<char*>(memory);
  char* aligned =
      reinterpret_cast<char*>((reinterpret_cast<std::uintptr_t>(start) + kBlockSize - 1) & ~(kBlockSize - 1));
  if (aligned != start) ::munmap(start, static_cast<std::size_t>(aligned - start));
  const std::size_t tail = padded - static_cast<std::size_t>(aligned - start) - bytes;
  if (tail != 0) ::munmap(aligned + bytes, tail);
  return aligned;
}

void set_cell_size(Block* block, std::size_t cell_size) {
  block->cell_size = cell_size;
  block->cell_count = static_cast<std::uint32_t>((kBlockSize - Block::header_size()) / cell_size);
  block->inverse = static_cast<std::uint32_t>(((std::uint64_t{1} << 32U) + cell_size - 1) / cell_size);
}

std::size_t page_slot(std::uintptr_t page, std::size_t capacity) {
  return (page * 0x9E3779B97F4A7C15ULL >> 20U) & (capacity - 1);
}

}  // namespace

Object* LocalHeap::initialise(Cell* cell, std::size_t size, KindId kind, Object* shape) {
  MINIPY_UNPOISON(cell, size);
  // Most cells are a few words: a loop that stays one beats a call of memset.
  auto* word = reinterpret_cast<std::uint64_t*>(cell);
  if (size > 256) {
    std::memset(static_cast<void*>(cell), 0, size);
  } else {
    for (const std::uint64_t* end = word + size / 8; word != end; word += 2) {
      word[0] = 0;
      word[1] = 0;
      asm volatile("" : "+r"(word));
    }
  }
  auto* object = reinterpret_cast<Object*>(cell);
  object->shape.store(shape);
  object->kind = kind;
  return object;
}

LocalHeap::LocalHeap(Heap& heap, std::atomic<std::uint32_t>& breaker, std::uint32_t collect_bit)
    : heap_(heap), breaker_(breaker), collect_bit_(collect_bit) {
  heap_.attach(this);
}

LocalHeap::~LocalHeap() { heap_.detach(this); }

LocalHeap::Cell* LocalHeap::refill(std::size_t index) {
  Cell* list = nullptr;
  const std::size_t wanted = std::min(kBlockSize, kFirstRefill << refills_[index]);
  if (wanted < kBlockSize) ++refills_[index];
  while (list == nullptr) {
    Block* block = heap_.take_block(index);
    heap_.account(heap_.sweep(block, wanted, &list));
    if (block->swept < block->cell_count) heap_.give_back(block, index);
  }
  if (heap_.collection_due() && heap_.automatic()) {
    // relaxed: the owner reads its own breaker; what it then does is ordered by the heap's mutex.
    breaker_.fetch_or(collect_bit_, std::memory_order_relaxed);
  }
  return list;
}

Object* LocalHeap::allocate_large(std::size_t size, KindId kind, Object* shape) {
  size = (size + 15) / 16 * 16;
  Block* block = nullptr;
  {
    const base::MutexLock guard(heap_.mutex_);
    block = heap_.map_block(Block::header_size() + size, size);
  }
  heap_.account(size);
  if (heap_.collection_due() && heap_.automatic()) {
    breaker_.fetch_or(collect_bit_, std::memory_order_relaxed);
  }
  Object* object = block->cell(0);
  object->shape.store(shape);
  object->kind = kind;
  return object;
}

Heap::Heap(std::span<const KindInfo> kinds) : kinds_(kinds), threshold_(kFirstThreshold) {
  pages_.resize(1024);
}

Heap::~Heap() {
  const base::MutexLock guard(mutex_);
  sweep_all();
  for (Block* block : blocks_) {
    for (std::size_t i = 0; i < block->cell_count; ++i) finalize(block->cell(i));
  }
  for (Block* block : blocks_) {
    MINIPY_UNPOISON(block, block->mapped_bytes);
    ::munmap(block, block->mapped_bytes);
  }
  for (Block* block : empty_) {
    MINIPY_UNPOISON(block, block->mapped_bytes);
    ::munmap(block, block->mapped_bytes);
  }
}

void Heap::attach(LocalHeap* local) {
  const base::MutexLock guard(mutex_);
  locals_.push_back(local);
}

void Heap::detach(LocalHeap* local) {
  const base::MutexLock guard(mutex_);
  // What is left on its lists is found again by the sweep after the next collection.
  locals_.erase(std::find(locals_.begin(), locals_.end(), local));
}

void Heap::account(std::size_t bytes) { allocated_.fetch_add(bytes, std::memory_order_relaxed); }

std::size_t Heap::bytes_in_use() const {
  return live_.load(std::memory_order_relaxed) + allocated_.load(std::memory_order_relaxed);
}

std::size_t Heap::cell_size(const Object* object) { return Block::of(object)->cell_size; }

bool Heap::is_marked(const Object* object) const {
  Block* block = Block::of(object);
  return block->is_marked(block->index_of(reinterpret_cast<std::uintptr_t>(object)));
}

void Heap::finalize(Object* object) const {
  if (object->kind == kFreeCell) return;
  if (const FinalizeFunction function = kinds_[object->kind].finalize) function(object);
}

Block* Heap::map_block(std::size_t bytes, std::size_t cell_size) {
  const std::size_t mapped = (bytes + kBlockSize - 1) / kBlockSize * kBlockSize;
  auto* block = reinterpret_cast<Block*>(map_aligned(mapped));
  block->mapped_bytes = mapped;
  block->cell_size = cell_size;
  block->cell_count = 1;
  block->inverse = 0;
  blocks_.push_back(block);
  remember(block);
  return block;
}

Block* Heap::take_block(std::size_t index) {
  const base::MutexLock guard(mutex_);
  if (!to_sweep_[index].empty()) {
    Block* block = to_sweep_[index].back();
    to_sweep_[index].pop_back();
    return block;
  }
  if (empty_.empty()) {
    char* chunk = map_aligned(kChunkBlocks * kBlockSize);
    for (std::size_t i = kChunkBlocks; i-- > 0;) {
      auto* block = reinterpret_cast<Block*>(chunk + i * kBlockSize);
      empty_.push_back(block);
    }
  }
  Block* block = empty_.back();
  empty_.pop_back();
  block->mapped_bytes = kBlockSize;
  set_cell_size(block, LocalHeap::class_size(index));
  block->swept = 0;
  block->fresh = true;
  block->clear_marks();
  blocks_.push_back(block);
  remember(block);
  return block;
}

void Heap::give_back(Block* block, std::size_t index) {
  const base::MutexLock guard(mutex_);
  to_sweep_[index].push_back(block);
}

// Goes on sweeping a block until `bytes` of free cells are found: threads the unmarked cells into a list,
// front first. Returns the bytes found. A fresh block may hold the remains of cells of another size, which
// are no objects.
std::size_t Heap::sweep(Block* block, std::size_t bytes, LocalHeap::Cell** list) {
  LocalHeap::Cell* first = nullptr;
  LocalHeap::Cell** link = &first;
  std::size_t count = 0;
  std::size_t i = block->swept;
  for (; i < block->cell_count && count * block->cell_size < bytes; ++i) {
    if (block->is_marked(i)) continue;
    Object* object = block->cell(i);
    if (!block->fresh) finalize(object);
    auto* cell = reinterpret_cast<LocalHeap::Cell*>(object);
    cell->header = 0;
    MINIPY_POISON(reinterpret_cast<char*>(cell) + sizeof(LocalHeap::Cell),
                  block->cell_size - sizeof(LocalHeap::Cell));
    *link = cell;
    link = &cell->next;
    ++count;
  }
  block->swept = static_cast<std::uint32_t>(i);
  *link = nullptr;
  *list = first;
  return count * block->cell_size;
}

void Heap::sweep_all() {
  LocalHeap::Cell* ignored = nullptr;
  for (auto& list : to_sweep_) {
    for (Block* block : list) sweep(block, kBlockSize, &ignored);
    list.clear();
  }
}

void Heap::remember(Block* block) {
  const std::uintptr_t start = reinterpret_cast<std::uintptr_t>(block);
  const std::size_t pages = block->mapped_bytes / kBlockSize;
  lowest_ = std::min(lowest_, start);
  highest_ = std::max(highest_, start + block->mapped_bytes);
  if ((page_count_ + pages) * 2 > pages_.size()) {
    std::size_t capacity = pages_.size();
    while ((page_count_ + pages) * 2 > capacity) capacity *= 2;
    pages_.assign(capacity, nullptr);
    page_count_ = 0;
    for (Block* known : blocks_) {
      if (known != block) remember(known);
    }
  }
  for (std::size_t i = 0; i < pages; ++i) {
    std::size_t at = page_slot(start / kBlockSize + i, pages_.size());
    while (pages_[at] != nullptr) at = (at + 1) & (pages_.size() - 1);
    pages_[at] = block;
    ++page_count_;
  }
}

Block* Heap::find_block(std::uintptr_t address) const {
  if (address < lowest_ || address >= highest_) return nullptr;
  const std::uintptr_t page = address / kBlockSize;
  for (std::size_t at = page_slot(page, pages_.size()); pages_[at] != nullptr;
       at = (at + 1) & (pages_.size() - 1)) {
    Block* block = pages_[at];
    const auto start = reinterpret_cast<std::uintptr_t>(block);
    if (address >= start && address - start < block->mapped_bytes) return block;
  }
  return nullptr;
}

CollectionResult Heap::collect(const WorldStopped& /*stopped*/, RootSource& roots) {
  const auto begin = std::chrono::steady_clock::now();
  const base::MutexLock guard(mutex_);
  for (LocalHeap* local : locals_) std::fill(std::begin(local->free_), std::end(local->free_), nullptr);
  // What the last cycle found dead must be gone before this one looks at stacks: a stale word may still point
  // to it, and its fields lead nowhere.
  sweep_all();
  const std::size_t before =
      live_.load(std::memory_order_relaxed) + allocated_.load(std::memory_order_relaxed);
  for (Block* block : blocks_) block->clear_marks();

  Marker marker(*this);
  roots.mark_roots(marker);
  marker.drain();
  roots.drop_unmarked(*this);

  std::vector<Block*> kept;
  kept.reserve(blocks_.size());
  for (Block* block : blocks_) {
    const bool any = std::any_of(std::begin(block->marks), std::end(block->marks),
                                 [](std::uint64_t word) { return word != 0; });
    if (any) {
      kept.push_back(block);
      block->swept = 0;
      block->fresh = false;
      if (!block->is_large()) to_sweep_[LocalHeap::size_class(block->cell_size)].push_back(block);
      continue;
    }
    for (std::size_t i = 0; i < block->cell_count; ++i) finalize(block->cell(i));
    if (block->is_large()) {
      ::munmap(block, block->mapped_bytes);
    } else {
      MINIPY_UNPOISON(block, kBlockSize);
      for (std::size_t i = 0; i < block->cell_count; ++i) {
        *reinterpret_cast<std::uint64_t*>(block->cell(i)) = 0;
      }
      empty_.push_back(block);
    }
  }
  blocks_ = std::move(kept);
  std::fill(pages_.begin(), pages_.end(), nullptr);
  page_count_ = 0;
  for (std::size_t i = 0; i < blocks_.size(); ++i) remember(blocks_[i]);

  const std::size_t live = marker.marked_bytes();
  live_.store(live, std::memory_order_relaxed);
  allocated_.store(0, std::memory_order_relaxed);
  threshold_.store(std::max(kFirstThreshold, live), std::memory_order_relaxed);
  collections_.fetch_add(1, std::memory_order_relaxed);

  CollectionResult result;
  result.live_bytes = live;
  result.freed_bytes = before > live ? before - live : 0;
  result.nanoseconds = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begin).count());
  return result;
}

void Heap::for_each(const WorldStopped& /*stopped*/, void (*visit)(Object*, void*), void* context) {
  const base::MutexLock guard(mutex_);
  sweep_all();
  for (Block* block : blocks_) {
    for (std::size_t i = 0; i < block->cell_count; ++i) {
      if (block->cell(i)->kind != kFreeCell) visit(block->cell(i), context);
    }
  }
}

}  // namespace minipy::heap
