#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>

#include "interpreter/vm/thread_state.hpp"
#include "runtime/sync/parker.hpp"
#include "runtime/trace/recorder.hpp"

namespace minipy::sync {

/// The places in the source that a thread has told lately, by the address of their spans.
class PlaceCache {
 public:
  struct Entry {
    const base::Span* span = nullptr;
    trace::LocationId location = 0;
  };
  /// Where the entry of `span` is, or another one that has to give way.
  Entry& entry(const base::Span* span) {
    return entries_[(reinterpret_cast<std::uintptr_t>(span) / sizeof(base::Span)) % kEntries];
  }

 private:
  static constexpr std::size_t kEntries = 16;
  Entry entries_[kEntries];
};

/// The names of types that a thread has told lately, by the address of a shape.
class TypeNameCache {
 public:
  /// `name` as `table` keeps it. The text is compared: another type may have come where the shape's was.
  const char* kept(heap::Value shape, const std::string& name, trace::NameTable& table) {
    const char*& entry = names_[shape.bits() / 64 % kEntries];
    if (entry == nullptr || name != entry) entry = table.keep(name);
    return entry;
  }

 private:
  static constexpr std::size_t kEntries = 8;
  const char* names_[kEntries] = {};
};

/// What the runtime keeps for each script thread beside its thread state: how it waits, and what is recorded
/// of it. The lock and the world know threads by this, so that they can be tested without an interpreter.
class ThreadContext : public vm::ThreadExtension {
 public:
  /// `breaker` and `attachment` are the thread state's.
  ThreadContext(std::unique_ptr<Parker> own_parker, std::shared_ptr<trace::ThreadRecord> own_record,
                std::atomic<std::uint32_t>& thread_breaker, std::atomic<vm::Attachment>& thread_attachment)
      : parker(std::move(own_parker)),
        record(std::move(own_record)),
        breaker(thread_breaker),
        attachment(thread_attachment) {}

  /// The context of a thread that a discipline has adopted.
  static ThreadContext& of(const vm::ThreadState& thread) {
    return static_cast<ThreadContext&>(*thread.extension);
  }

  const std::unique_ptr<Parker> parker;
  const std::shared_ptr<trace::ThreadRecord> record;
  std::atomic<std::uint32_t>& breaker;
  std::atomic<vm::Attachment>& attachment;
  /// Changed under the world's mutex, read anywhere: the program ends, and this thread never attaches again.
  std::atomic<bool> abandoned{false};
  /// Set by the thread, attached, on its way to its end: it needs nothing more and ends by itself.
  std::atomic<bool> retiring{false};
  /// Set by the thread itself before its joiners go on, read under the world's mutex: nothing but its way out
  /// is left, on which it waits for nobody. The end of the program lets it go that way.
  std::atomic<bool> ending{false};
  bool waits_for_world = false;  ///< under the world's mutex: it is in the list of those who wait

  /// The thread that asked this one to let go since it attached, 0 for none. Set under the mutex of the lock
  /// or the world; relaxed: only told.
  std::atomic<std::uint32_t> asked_by{0};

  // Owner thread only.
  std::int64_t cpu_seen = 0;                                  ///< what of its CPU time the record has
  vm::DetachCause detach_cause = vm::DetachCause::kBlocking;  ///< of the last detach
  std::uint32_t taken_from = 0;  ///< who had the lock before, where it changed hands at the last attach
  trace::Cause taken_cause = trace::Cause::kBlocking;  ///< why that one let go
  PlaceCache places;
  TypeNameCache type_names;

  /// Brings the record's CPU time up to date. Owner thread.
  void note_cpu() {
    const std::int64_t now = parker->cpu_now();
    if (now > cpu_seen) record->cpu_ns.add_time(now - cpu_seen);
    cpu_seen = now;
  }
};

}  // namespace minipy::sync
