#include "runtime/modules/regex/matcher.hpp"

#include <algorithm>
#include <limits>

#include "interpreter/base/inline.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "runtime/modules/regex/folding.hpp"

namespace minipy::modules::regex {
namespace {

/// How much the stacks of one match may take, in bytes.
constexpr std::size_t kMaximumStack = std::size_t{1} << 30;
/// How many times a match goes back before it polls the breaker.
constexpr std::uint32_t kStepsBetweenPolls = 4096;

}  // namespace

Matcher::Matcher(vm::ThreadState& thread, const Program& program, const Subject& subject, std::int64_t start,
                 std::int64_t end)
    : thread_(thread),
      program_(program),
      subject_(subject),
      start_(start),
      end_(end),
      cells_(program.cells, -1) {
  cells_[program.last_group_cell()] = 0;
}

void Matcher::reset() {
  undo(0);
  choices_.clear();
}

void Matcher::advance() {
  const std::int64_t from = begin(0);
  start_ = end(0);
  refused_ = from == start_ ? start_ : -1;
  reset();
}

Result<void> Matcher::push(std::uint32_t pc, std::int64_t place, std::int64_t limit) {
  const std::size_t bytes = choices_.size() * sizeof(Choice) + trail_.size() * sizeof(Change);
  if (bytes > kMaximumStack) [[unlikely]]
    return thread_.raise(thread_.types.MemoryError, "regular expression needs too much memory to backtrack");
  choices_.push_back({pc, place, limit, trail_.size()});
  return Done{};
}

Result<bool> Matcher::match(bool full) {
  full_ = full;
  reset();
  if (start_ > end_) return false;
  switch (subject_.width) {
    case 1:
      return run<std::uint8_t>(start_);
    case 2:
      return run<std::uint16_t>(start_);
    default:
      return run<std::uint32_t>(start_);
  }
}

Result<bool> Matcher::search() {
  full_ = false;
  reset();
  switch (subject_.width) {
    case 1:
      return search_cells<std::uint8_t>();
    case 2:
      return search_cells<std::uint16_t>();
    default:
      return search_cells<std::uint32_t>();
  }
}

/// The next place at or after `place` where a match may start, or -1.
template <typename T>
std::int64_t Matcher::next_start(std::int64_t place) const {
  const T* text = static_cast<const T*>(subject_.cells);
  if (program_.start) {
    const char32_t first = *program_.start;
    if constexpr (sizeof(T) < 4) {
      if (first > std::numeric_limits<T>::max()) return -1;
    }
    const T wanted = static_cast<T>(first);
    const std::int64_t found = builtins::find_cells(text + place, end_ - place, &wanted, 1);
    return found < 0 ? -1 : place + found;
  }
  if (program_.has_first) {
    for (; place < end_; ++place) {
      const char32_t point = text[place];
      if (point >= 256 || ((program_.first[point >> 6U] >> (point & 63U)) & 1U) != 0) return place;
    }
    return -1;
  }
  return place;
}

template <typename T>
Result<bool> Matcher::search_cells() {
  std::int64_t place = start_;
  while (place <= end_) {
    place = next_start<T>(place);
    if (place < 0) return false;
    if (MINIPY_TRY(run<T>(place))) return true;
    undo(0);
    refused_ = -1;
    ++place;
    if (++steps_ % kStepsBetweenPolls == 0) MINIPY_TRY(vm::poll(thread_));
  }
  return false;
}

template <typename T>
MINIPY_ALWAYS_INLINE bool Matcher::is_one(const Instruction& instruction, T cell) const {
  const char32_t point = cell;
  switch (instruction.op) {
    case Op::kChar:
      return point == instruction.a;
    case Op::kCharFolded:
      return lower(point, false) == instruction.a;
    case Op::kCharFoldedAscii:
      return lower(point, true) == instruction.a;
    case Op::kAny:
      return point != '\n';
    case Op::kAnyAtAll:
      return true;
    default:
      return program_.sets[instruction.a].contains(point);
  }
}

/// Where the cells that `instruction` matches end, from `place` to `limit` at most.
template <typename T>
std::int64_t Matcher::run_end(const Instruction& instruction, std::int64_t place, std::int64_t limit) const {
  const T* text = static_cast<const T*>(subject_.cells);
  switch (instruction.op) {
    case Op::kAnyAtAll:
      return limit;
    case Op::kAny: {
      const T newline = '\n';
      const std::int64_t found = builtins::find_cells(text + place, limit - place, &newline, 1);
      return found < 0 ? limit : place + found;
    }
    case Op::kChar:
      while (place < limit && text[place] == instruction.a) ++place;
      return place;
    case Op::kSet: {
      const Charset& set = program_.sets[instruction.a];
      while (place < limit && set.contains(text[place])) ++place;
      return place;
    }
    default:
      while (place < limit && is_one<T>(instruction, text[place])) ++place;
      return place;
  }
}

template <typename T>
bool Matcher::is_place(const Instruction& instruction, std::int64_t place) const {
  const T* text = static_cast<const T*>(subject_.cells);
  switch (static_cast<Place>(instruction.a)) {
    case Place::kStart:
      return place == 0;
    case Place::kLineStart:
      return place == 0 || text[place - 1] == '\n';
    case Place::kEnd:
      return place == end_;
    case Place::kLineEnd:
      if (place == end_) return true;
      return text[place] == '\n' && (instruction.c != 0 || place + 1 == end_);
    case Place::kBoundary:
    case Place::kNotBoundary:
      break;
  }
  if (end_ == 0) return false;
  const bool ascii = instruction.b != 0;
  const bool before = place > 0 && is_of(text[place - 1], Category::kWord, ascii);
  const bool after = place < end_ && is_of(text[place], Category::kWord, ascii);
  return (before != after) == (static_cast<Place>(instruction.a) == Place::kBoundary);
}

template <typename T>
bool Matcher::refer(const Instruction& instruction, std::int64_t& place) const {
  if (!has(instruction.a)) return false;
  const T* text = static_cast<const T*>(subject_.cells);
  std::int64_t from = begin(instruction.a);
  const std::int64_t length = end(instruction.a) - from;
  if (length > end_ - place) return false;
  for (std::int64_t i = 0; i < length; ++i) {
    const char32_t a = text[from + i];
    const char32_t b = text[place + i];
    if (a == b) continue;
    if (instruction.b == kExact) return false;
    if (lower(a, instruction.b == kFoldAscii) != lower(b, instruction.b == kFoldAscii)) return false;
  }
  place += length;
  return true;
}

template <typename T>
Result<bool> Matcher::run(std::int64_t place) {
  const T* text = static_cast<const T*>(subject_.cells);
  const Instruction* code = program_.code.data();
  const std::int64_t first = place;
  std::uint32_t pc = 0;
  while (true) {
    const Instruction& instruction = code[pc];
    bool ok = true;
    switch (instruction.op) {
      case Op::kChar:
        ok = place < end_ && text[place] == instruction.a;
        ++place;
        ++pc;
        break;
      case Op::kCharFolded:
      case Op::kCharFoldedAscii:
      case Op::kAny:
      case Op::kAnyAtAll:
      case Op::kSet:
        ok = place < end_ && is_one<T>(instruction, text[place]);
        ++place;
        ++pc;
        break;
      case Op::kPlace:
        ok = is_place<T>(instruction, place);
        ++pc;
        break;
      case Op::kMarkBegin:
        set(instruction.a * 2, place);
        ++pc;
        break;
      case Op::kMarkEnd:
        set(instruction.a * 2 + 1, place);
        set(program_.last_group_cell(), instruction.a);
        ++pc;
        break;
      case Op::kJump:
        pc = instruction.a;
        break;
      case Op::kSplit:
        MINIPY_TRY(push(instruction.a, place));
        ++pc;
        break;
      case Op::kReference:
        ok = refer<T>(instruction, place);
        ++pc;
        break;
      case Op::kConditional:
        pc = has(instruction.b) ? pc + 1 : instruction.a;
        break;
      case Op::kRun:
      case Op::kRunLazy:
      case Op::kRunPossessive: {
        const Repeat& repeat = program_.repeats[instruction.a];
        const Instruction& one = code[pc + 1];
        const std::int64_t room = end_ - place;
        if (room < repeat.minimum) {
          ok = false;
          break;
        }
        const std::int64_t most =
            repeat.maximum == kUnlimited || repeat.maximum > room ? end_ : place + repeat.maximum;
        const std::int64_t least = place + repeat.minimum;
        const bool lazy = instruction.op == Op::kRunLazy;
        const std::int64_t reached = run_end<T>(one, place, lazy ? least : most);
        ok = reached >= least;
        if (!ok) break;
        if (lazy ? reached < most : instruction.op == Op::kRun && reached > least) {
          MINIPY_TRY(push(pc, reached, lazy ? most : least));
        }
        place = reached;
        pc = instruction.b;
        break;
      }
      case Op::kLoopBegin: {
        const Repeat& repeat = program_.repeats[instruction.a];
        set(repeat.cell, 0);
        set(repeat.cell + 1, -1);
        ++pc;
        break;
      }
      case Op::kLoop:
      case Op::kLoopLazy:
      case Op::kLoopMore:
      case Op::kLoopPossessive: {
        const Repeat& repeat = program_.repeats[instruction.a];
        const std::int64_t count = cells_[repeat.cell];
        if (++steps_ % kStepsBetweenPolls == 0) MINIPY_TRY(vm::poll(thread_));
        if (instruction.op == Op::kLoopPossessive) {
          cells_[repeat.cell + 2] = static_cast<std::int64_t>(choices_.size());
        }
        if (count < repeat.minimum) {
          set(repeat.cell, count + 1);
          pc = repeat.body;
          break;
        }
        // A round that matched nothing is the last one.
        const bool more =
            (repeat.maximum == kUnlimited || count < repeat.maximum) && place != cells_[repeat.cell + 1];
        if (instruction.op == Op::kLoopLazy) {
          MINIPY_TRY(push(pc + 1, place));
          pc = repeat.exit;
          break;
        }
        if (!more) {
          if (instruction.op == Op::kLoopMore) {
            ok = false;
          } else {
            pc = repeat.exit;
          }
          break;
        }
        if (instruction.op != Op::kLoopMore) MINIPY_TRY(push(repeat.exit, place));
        set(repeat.cell, count + 1);
        set(repeat.cell + 1, place);
        pc = repeat.body;
        break;
      }
      case Op::kRegionBegin:
        cells_[instruction.a] = static_cast<std::int64_t>(choices_.size());
        ++pc;
        break;
      case Op::kRegionEnd:
        choices_.resize(static_cast<std::size_t>(cells_[instruction.a]));
        ++pc;
        break;
      case Op::kLookBegin:
        cells_[instruction.a] = static_cast<std::int64_t>(choices_.size());
        cells_[instruction.a + 1] = place;
        ok = place >= instruction.b;
        place -= instruction.b;
        ++pc;
        break;
      case Op::kLookEnd:
        choices_.resize(static_cast<std::size_t>(cells_[instruction.a]));
        place = cells_[instruction.a + 1];
        ++pc;
        break;
      case Op::kLookNotBegin:
        cells_[instruction.a] = static_cast<std::int64_t>(choices_.size());
        if (place < instruction.b) {
          pc = instruction.c;
          break;
        }
        MINIPY_TRY(push(instruction.c, place));
        place -= instruction.b;
        ++pc;
        break;
      case Op::kLookNotEnd:
        choices_.resize(static_cast<std::size_t>(cells_[instruction.a]));
        ok = false;
        break;
      case Op::kMatch:
        if ((full_ && place != end_) || place == refused_) {
          ok = false;
          break;
        }
        set(0, first);
        set(1, place);
        return true;
    }
    if (ok) [[likely]]
      continue;

    // Back to the latest choice.
    do {
      if (++steps_ % kStepsBetweenPolls == 0) MINIPY_TRY(vm::poll(thread_));
      if (choices_.empty()) {
        undo(0);
        return false;
      }
    } while (!resume<T>(pc, place));
  }
}

/// Takes the latest choice up again: where to go on. False when nothing comes of it.
template <typename T>
bool Matcher::resume(std::uint32_t& pc, std::int64_t& place) {
  const T* text = static_cast<const T*>(subject_.cells);
  Choice& choice = choices_.back();
  undo(choice.trail);
  pc = choice.pc;
  place = choice.place;
  const std::int64_t limit = choice.limit;
  if (limit == kNoRun) {
    choices_.pop_back();
    return true;
  }
  const Instruction& run = program_.code[pc];
  pc = run.b;
  if (run.op == Op::kRunLazy) {
    if (!is_one<T>(program_.code[choice.pc + 1], text[place])) {
      choices_.pop_back();
      return false;
    }
    choice.place = ++place;
    if (place == limit) choices_.pop_back();
    return true;
  }
  // One less. Where a certain code point must follow, only the places where it does are worth it.
  --place;
  const Instruction& then = program_.code[pc];
  if (then.op == Op::kChar) {
    while (place > limit && text[place] != then.a) --place;
  }
  choice.place = place;
  if (place == limit) choices_.pop_back();
  return true;
}

}  // namespace minipy::modules::regex
