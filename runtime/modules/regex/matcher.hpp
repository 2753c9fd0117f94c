#pragma once

#include <cstdint>
#include <vector>

#include "interpreter/vm/protocols.hpp"
#include "runtime/modules/regex/program.hpp"

namespace minipy::modules::regex {

/// The text a match runs over: cells of 1, 2 or 4 bytes, which the caller keeps alive.
struct Subject {
  const void* cells = nullptr;
  std::uint32_t width = 1;
  std::int64_t length = 0;
};

/// Matches a program against a text, by backtracking.
///
/// The choices that are left lie on a stack of the heap, not of the machine, and so does every cell that was
/// changed since; to fail is to take the latest choice and put the cells back. Both stacks are bounded:
/// beyond that it is MemoryError. A long match polls the breaker, so that Ctrl-C ends it and the world can
/// stop. One thread; the cells of the text do not move.
class Matcher {
 public:
  /// Matches lie between `start` and `end`, which are in range; what is before `start` can be looked at.
  Matcher(vm::ThreadState& thread, const Program& program, const Subject& subject, std::int64_t start,
          std::int64_t end);

  /// Whether there is a match at `start` (and, with `full`, up to the end).
  Result<bool> match(bool full);
  /// Looks for the first match from `start` on.
  Result<bool> search();
  /// Goes on behind the match that was found: the next one may not be empty where that one ended.
  void advance();

  /// The next match may not be empty at the start.
  void refuse_empty() { refused_ = start_; }

  std::int64_t begin(std::uint32_t group) const { return cells_[group * 2]; }
  std::int64_t end(std::uint32_t group) const { return cells_[group * 2 + 1]; }
  /// Whether the group took part.
  bool has(std::uint32_t group) const { return begin(group) >= 0 && end(group) >= begin(group); }
  /// The group closed last, or 0.
  std::int64_t last_group() const { return cells_[program_.last_group_cell()]; }

 private:
  struct Choice {
    std::uint32_t pc;
    std::int64_t place;
    std::int64_t limit;  // of a run: how far it may still shrink or grow; else kNoRun
    std::size_t trail;
  };
  struct Change {
    std::uint32_t cell;
    std::int64_t old;
  };

  static constexpr std::int64_t kNoRun = -1;

  template <typename T>
  Result<bool> run(std::int64_t place);
  template <typename T>
  bool resume(std::uint32_t& pc, std::int64_t& place);
  template <typename T>
  Result<bool> search_cells();
  template <typename T>
  std::int64_t next_start(std::int64_t place) const;
  template <typename T>
  bool is_one(const Instruction& instruction, T cell) const;
  template <typename T>
  std::int64_t run_end(const Instruction& instruction, std::int64_t place, std::int64_t limit) const;
  template <typename T>
  bool is_place(const Instruction& instruction, std::int64_t place) const;
  template <typename T>
  bool refer(const Instruction& instruction, std::int64_t& place) const;

  void set(std::uint32_t cell, std::int64_t value) {
    trail_.push_back({cell, cells_[cell]});
    cells_[cell] = value;
  }
  void undo(std::size_t height) {
    while (trail_.size() > height) {
      cells_[trail_.back().cell] = trail_.back().old;
      trail_.pop_back();
    }
  }
  Result<void> push(std::uint32_t pc, std::int64_t place, std::int64_t limit = kNoRun);
  void reset();

  vm::ThreadState& thread_;
  const Program& program_;
  const Subject& subject_;
  std::int64_t start_;
  std::int64_t end_;
  std::int64_t refused_ = -1;  // a match may not end here
  bool full_ = false;
  std::uint32_t steps_ = 0;
  std::vector<std::int64_t> cells_;
  std::vector<Choice> choices_;
  std::vector<Change> trail_;
};

}  // namespace minipy::modules::regex
