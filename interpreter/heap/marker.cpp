#include "interpreter/heap/block.hpp"
#include "interpreter/heap/heap.hpp"

namespace minipy::heap {

void Marker::mark_object(Object* object) {
  Block* block = Block::of(object);
  if (!block->mark(block->index_of(reinterpret_cast<std::uintptr_t>(object)))) return;
  marked_bytes_ += block->cell_size;
  pending_.push_back(object);
}

void Marker::mark_conservatively(std::uintptr_t word) {
  Block* block = heap_.find_block(word);
  if (block == nullptr) return;
  if (word < reinterpret_cast<std::uintptr_t>(block->first_cell())) return;
  const std::size_t index = block->index_of(word);
  if (index >= block->cell_count) return;
  Object* object = block->cell(index);
  if (object->kind != kFreeCell) mark_object(object);
}

// A stack holds redzones and slots that another frame of a waiting thread may still write (a buffer of a
// blocking call): reading them is what scanning means, and no sanitizer can know that it is harmless.
__attribute__((no_sanitize("address", "thread", "undefined"))) void Marker::scan(const void* low,
                                                                                 const void* high) {
  auto at = (reinterpret_cast<std::uintptr_t>(low) + 7) & ~std::uintptr_t{7};
  const auto end = reinterpret_cast<std::uintptr_t>(high);
  for (; at + 8 <= end; at += 8) {
    const std::uintptr_t word = *reinterpret_cast<const volatile std::uintptr_t*>(at);
    if (word - heap_.lowest_ < heap_.highest_ - heap_.lowest_) mark_conservatively(word);
  }
}

void Marker::drain() {
  while (!pending_.empty()) {
    Object* object = pending_.back();
    pending_.pop_back();
    mark(object->shape);
    if (const TraceFunction trace = heap_.kinds_[object->kind].trace) trace(object, *this);
  }
}

}  // namespace minipy::heap
