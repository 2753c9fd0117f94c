#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "interpreter/base/byte_lock.hpp"
#include "interpreter/base/thread_annotations.hpp"
#include "interpreter/bytecode/code_unit.hpp"
#include "interpreter/objects/function.hpp"

namespace minipy::vm {

/// The coroutines of an interpreter that nobody has awaited yet, so that those which end like this can be
/// told about. It holds none of them alive: CPython warns when the last reference goes, here it is known when
/// the collector has found a coroutine dead, or at the end of the program.
class Unawaited {
 public:
  /// One that was never awaited: its name, and where it was made.
  struct Lost {
    std::string qualname;
    std::string file;
    std::uint32_t line = 0;
  };

  /// A coroutine was made by the instruction at `pc` of `unit` (null: by no Python code). Any attached
  /// thread.
  void add(objects::Generator* coroutine, std::shared_ptr<bytecode::CodeUnit> unit, std::uint32_t pc);
  /// Forgets what was awaited, and notes what is dead. By the collector, with the world stopped.
  void drop_unmarked(heap::Heap& heap);
  /// Whether `take_lost` would return any. Any thread.
  bool any_lost() const { return any_lost_.load(std::memory_order_relaxed); }
  /// Whether there is any that lives. Any attached thread.
  bool any_alive();
  /// Those that are lost since the last call. Any attached thread.
  std::vector<Lost> take_lost();
  /// Those that are alive and still not awaited; no more is told of them. For the end of the program.
  std::vector<Lost> take_alive();

 private:
  struct Entry {
    objects::Generator* coroutine;
    std::shared_ptr<bytecode::CodeUnit> unit;
    std::uint32_t pc;
  };
  static Lost describe(const Entry& entry);

  base::ByteLock lock_;
  std::vector<Entry> entries_ GUARDED_BY(lock_);
  std::vector<Lost> lost_ GUARDED_BY(lock_);
  std::atomic<bool> any_lost_{false};  // relaxed: a hint
};

}  // namespace minipy::vm
