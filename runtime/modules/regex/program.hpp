#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/modules/regex/charset.hpp"
#include "runtime/modules/regex/reader.hpp"

namespace minipy::modules::regex {

/// The instructions of the matcher. "Fail" means to go back to the latest choice. The cells are what a match
/// changes and takes back when it fails: begin and end of each group, the last group closed, then one or two
/// for each loop and for each region that is entered once.
enum class Op : std::uint8_t {
  kChar,             ///< the code point a, else fail
  kCharFolded,       ///< one whose lower case is a
  kCharFoldedAscii,  ///< the same, of ASCII letters
  kAny,              ///< anything but a newline
  kAnyAtAll,
  kSet,             ///< one of charset a
  kPlace,           ///< a: Place, b: whether words are ASCII's
  kMarkBegin,       ///< group a begins here
  kMarkEnd,         ///< group a ends here
  kJump,            ///< go on at a
  kSplit,           ///< a choice: on at the next instruction, or else at a
  kReference,       ///< what group a captured; b: Fold
  kConditional,     ///< on at a unless group b captured anything
  kRun,             ///< the next instruction, one code point, as often as run a says, greedily; on at b
  kRunLazy,         ///< as seldom as possible
  kRunPossessive,   ///< greedily, and no less
  kLoopBegin,       ///< loop a starts
  kLoop,            ///< once more round loop a, or out of it
  kLoopLazy,        ///< out of loop a, or once more
  kLoopMore,        ///< once more round loop a, where leaving it failed
  kLoopPossessive,  ///< once more round loop a, never to come back
  kRegionBegin,     ///< notes the choices there are in cell a
  kRegionEnd,       ///< forgets all choices since
  kLookBegin,       ///< the same as kRegionBegin, and notes the place in cell a + 1; b code points back
  kLookEnd,         ///< forgets all choices since, and goes back to the place
  kLookNotBegin,    ///< cell a; a choice: on at the next instruction (b code points back), or else at c
  kLookNotEnd,      ///< forgets that choice, and fails
  kMatch,           ///< the end
};

/// How a reference compares.
enum Fold : std::uint32_t { kExact, kFoldUnicode, kFoldAscii };

struct Instruction {
  Op op;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
};

/// How often a run or a loop repeats; of a loop, where it is and its cells: the count, and where the latest
/// round began.
struct Repeat {
  std::uint32_t minimum = 0;
  std::uint32_t maximum = 0;  ///< or kUnlimited
  std::uint32_t body = 0;
  std::uint32_t exit = 0;
  std::uint32_t cell = 0;
};

/// A compiled expression. Immutable; any thread.
struct Program {
  std::vector<Instruction> code;
  std::vector<Charset> sets;
  std::vector<Repeat> repeats;
  std::uint32_t groups = 1;
  std::uint32_t cells = 0;
  std::optional<char32_t> start;  ///< what every match starts with, if it is one character
  /// Every match starts with a code point that has its bit here, or one above Latin-1; only if `has_first`.
  std::array<std::uint64_t, 4> first{};
  bool has_first = false;

  std::uint32_t last_group_cell() const { return groups * 2; }
};

/// Makes a program of an expression. Fails where a look-behind has no fixed width.
Read<Program> compile(const Expression& expression);

}  // namespace minipy::modules::regex
