#include <algorithm>

#include "runtime/modules/regex/flags.hpp"
#include "runtime/modules/regex/folding.hpp"
#include "runtime/modules/regex/program.hpp"

namespace minipy::modules::regex {
namespace {

/// What a match may start with, among Latin-1; what is above is always thought possible.
struct First {
  std::array<std::uint64_t, 4> bits{};
  bool known = true;   ///< false: anything
  bool empty = false;  ///< it may match nothing, so that what comes next counts too
};

class Compiler {
 public:
  explicit Compiler(const Expression& expression) : expression_(expression) {
    program_.groups = expression.groups;
    program_.cells = program_.last_group_cell() + 1;
  }

  Read<Program> run() {
    MINIPY_TRY(compile(*expression_.root, expression_.flags));
    emit(Op::kMatch);
    find_start();
    const First first = first_of(*expression_.root, expression_.flags);
    program_.has_first = first.known && !first.empty;
    program_.first = first.bits;
    return std::move(program_);
  }

 private:
  std::uint32_t here() const { return static_cast<std::uint32_t>(program_.code.size()); }
  std::uint32_t emit(Op op, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0) {
    program_.code.push_back({op, a, b, c});
    return here() - 1;
  }
  std::uint32_t new_cells(std::uint32_t count) {
    program_.cells += count;
    return program_.cells - count;
  }
  static bool ignores_case(std::uint32_t flags) { return (flags & kIgnoreCase) != 0; }
  static bool ascii(std::uint32_t flags) { return (flags & kUnicode) == 0; }
  static std::uint32_t inner_flags(const Node& group, std::uint32_t flags) {
    if ((group.added & kTypeFlags) != 0) flags &= ~kTypeFlags;
    return (flags | group.added) & ~group.removed;
  }

  Read<void> compile(const Node& node, std::uint32_t flags);
  Read<void> compile_branch(const Node& node, std::uint32_t flags);
  Read<void> compile_conditional(const Node& node, std::uint32_t flags);
  Read<void> compile_repeat(const Node& node, std::uint32_t flags);
  Read<void> compile_look(const Node& node, std::uint32_t flags);
  void compile_literal(char32_t point, std::uint32_t flags);
  void compile_set(const std::vector<SetItem>& items, bool negated, std::uint32_t flags);
  void find_start();
  First first_of(const Node& node, std::uint32_t flags) const;

  const Expression& expression_;
  Program program_;
};

void Compiler::compile_set(const std::vector<SetItem>& items, bool negated, std::uint32_t flags) {
  program_.sets.emplace_back(items, negated, flags);
  emit(Op::kSet, static_cast<std::uint32_t>(program_.sets.size() - 1));
}

void Compiler::compile_literal(char32_t point, std::uint32_t flags) {
  if (!ignores_case(flags) || !is_cased(point, ascii(flags))) {
    emit(Op::kChar, point);
    return;
  }
  const char32_t folded = lower(point, ascii(flags));
  if (ascii(flags)) {
    emit(Op::kCharFoldedAscii, folded);
  } else if (!folding_class(folded).empty()) {
    compile_set({{false, Category::kDigit, {folded, folded}}}, false, flags);
  } else {
    emit(Op::kCharFolded, folded);
  }
}

/// The only piece that a group without capture and flags, or a sequence, consists of.
const Node& unwrapped(const Node& node) {
  const Node* inner = &node;
  while ((inner->kind == NodeKind::kSequence && inner->children.size() == 1) ||
         (inner->kind == NodeKind::kGroup && inner->group == 0 && inner->added == 0 && inner->removed == 0)) {
    inner = inner->children[0].get();
  }
  return *inner;
}

Read<void> Compiler::compile(const Node& node, std::uint32_t flags) {
  switch (node.kind) {
    case NodeKind::kLiteral:
      compile_literal(node.point, flags);
      break;
    case NodeKind::kAny:
      emit((flags & kDotAll) != 0 ? Op::kAnyAtAll : Op::kAny);
      break;
    case NodeKind::kSet:
      compile_set(node.items, node.negated, flags);
      break;
    case NodeKind::kPlace: {
      Place place = node.place;
      // Without MULTILINE ^ is \A, and $ has a place of its own.
      if (place == Place::kLineStart && (flags & kMultiLine) == 0) place = Place::kStart;
      emit(Op::kPlace, static_cast<std::uint32_t>(place), ascii(flags) ? 1 : 0,
           (flags & kMultiLine) != 0 ? 1 : 0);
      break;
    }
    case NodeKind::kSequence:
      for (const NodePointer& child : node.children) MINIPY_TRY(compile(*child, flags));
      break;
    case NodeKind::kBranch:
      return compile_branch(node, flags);
    case NodeKind::kGroup:
      if (node.group != 0) emit(Op::kMarkBegin, node.group);
      MINIPY_TRY(compile(*node.children[0], inner_flags(node, flags)));
      if (node.group != 0) emit(Op::kMarkEnd, node.group);
      break;
    case NodeKind::kAtomic: {
      const std::uint32_t cell = new_cells(1);
      emit(Op::kRegionBegin, cell);
      MINIPY_TRY(compile(*node.children[0], flags));
      emit(Op::kRegionEnd, cell);
      break;
    }
    case NodeKind::kLook:
      return compile_look(node, flags);
    case NodeKind::kReference:
      emit(Op::kReference, node.group,
           !ignores_case(flags) ? kExact
           : ascii(flags)       ? kFoldAscii
                                : kFoldUnicode);
      break;
    case NodeKind::kConditional:
      return compile_conditional(node, flags);
    case NodeKind::kRepeat:
      return compile_repeat(node, flags);
  }
  return Done{};
}

Read<void> Compiler::compile_branch(const Node& node, std::uint32_t flags) {
  std::vector<std::uint32_t> jumps;
  for (std::size_t i = 0; i < node.children.size(); ++i) {
    if (i + 1 == node.children.size()) {
      MINIPY_TRY(compile(*node.children[i], flags));
      break;
    }
    const std::uint32_t split = emit(Op::kSplit);
    MINIPY_TRY(compile(*node.children[i], flags));
    jumps.push_back(emit(Op::kJump));
    program_.code[split].a = here();
  }
  for (const std::uint32_t jump : jumps) program_.code[jump].a = here();
  return Done{};
}

Read<void> Compiler::compile_conditional(const Node& node, std::uint32_t flags) {
  const std::uint32_t test = emit(Op::kConditional, 0, node.group);
  MINIPY_TRY(compile(*node.children[0], flags));
  if (node.children.size() == 1) {
    program_.code[test].a = here();
    return Done{};
  }
  const std::uint32_t jump = emit(Op::kJump);
  program_.code[test].a = here();
  MINIPY_TRY(compile(*node.children[1], flags));
  program_.code[jump].a = here();
  return Done{};
}

Read<void> Compiler::compile_repeat(const Node& node, std::uint32_t flags) {
  const Node& body = unwrapped(*node.children[0]);
  const auto index = static_cast<std::uint32_t>(program_.repeats.size());
  program_.repeats.push_back({node.minimum, node.maximum, 0, 0, 0});
  if (body.kind == NodeKind::kLiteral || body.kind == NodeKind::kAny || body.kind == NodeKind::kSet) {
    const Op op = node.greed == Greed::kGreedy ? Op::kRun
                  : node.greed == Greed::kLazy ? Op::kRunLazy
                                               : Op::kRunPossessive;
    const std::uint32_t run = emit(op, index);
    MINIPY_TRY(compile(body, flags));
    program_.code[run].b = here();
    return Done{};
  }
  const bool possessive = node.greed == Greed::kPossessive;
  const std::uint32_t cell = new_cells(possessive ? 3 : 2);
  program_.repeats[index].cell = cell;
  emit(Op::kLoopBegin, index);
  const std::uint32_t loop = emit(possessive                   ? Op::kLoopPossessive
                                  : node.greed == Greed::kLazy ? Op::kLoopLazy
                                                               : Op::kLoop,
                                  index);
  if (node.greed == Greed::kLazy) emit(Op::kLoopMore, index);
  program_.repeats[index].body = here();
  MINIPY_TRY(compile(*node.children[0], flags));
  if (possessive) emit(Op::kRegionEnd, cell + 2);
  emit(Op::kJump, loop);
  program_.repeats[index].exit = here();
  return Done{};
}

Read<void> Compiler::compile_look(const Node& node, std::uint32_t flags) {
  std::uint32_t back = 0;
  if (node.behind) {
    const Width width = width_of(*node.children[0], expression_.widths);
    if (width.least != width.most) {
      return SyntaxProblem{SyntaxProblem::kError, "look-behind requires fixed-width pattern", -1};
    }
    back = static_cast<std::uint32_t>(width.least);
  }
  const std::uint32_t cell = new_cells(2);
  const std::uint32_t begin = emit(node.negated ? Op::kLookNotBegin : Op::kLookBegin, cell, back);
  MINIPY_TRY(compile(*node.children[0], flags));
  emit(node.negated ? Op::kLookNotEnd : Op::kLookEnd, cell);
  program_.code[begin].c = here();
  return Done{};
}

void Compiler::find_start() {
  for (const Instruction& instruction : program_.code) {
    if (instruction.op == Op::kMarkBegin || instruction.op == Op::kMarkEnd) continue;
    if (instruction.op == Op::kChar) program_.start = instruction.a;
    return;
  }
}

First Compiler::first_of(const Node& node, std::uint32_t flags) const {
  First result;
  const auto take_set = [&](const Charset& set) {
    for (char32_t point = 0; point < 256; ++point) {
      if (set.contains(point)) result.bits[point >> 6U] |= std::uint64_t{1} << (point & 63U);
    }
  };
  const auto unite = [&](const First& other) {
    for (std::size_t i = 0; i < 4; ++i) result.bits[i] |= other.bits[i];
    result.known = result.known && other.known;
  };
  switch (node.kind) {
    case NodeKind::kLiteral:
      take_set(Charset({{false, Category::kDigit, {node.point, node.point}}}, false, flags));
      return result;
    case NodeKind::kSet:
      take_set(Charset(node.items, node.negated, flags));
      return result;
    case NodeKind::kPlace:
    case NodeKind::kLook:
      result.empty = true;
      return result;
    case NodeKind::kGroup:
      return first_of(*node.children[0], inner_flags(node, flags));
    case NodeKind::kAtomic:
      return first_of(*node.children[0], flags);
    case NodeKind::kRepeat:
      if (node.maximum == 0) {
        result.empty = true;
        return result;
      }
      result = first_of(*node.children[0], flags);
      result.empty = result.empty || node.minimum == 0;
      return result;
    case NodeKind::kSequence:
      result.empty = true;
      for (const NodePointer& child : node.children) {
        const First part = first_of(*child, flags);
        unite(part);
        if (!part.known) return result;
        if (!part.empty) {
          result.empty = false;
          return result;
        }
      }
      return result;
    case NodeKind::kBranch:
      for (const NodePointer& child : node.children) {
        const First part = first_of(*child, flags);
        unite(part);
        result.empty = result.empty || part.empty;
      }
      return result;
    case NodeKind::kAny:
    case NodeKind::kReference:
    case NodeKind::kConditional:
      break;
  }
  result.known = false;
  return result;
}

}  // namespace

Read<Program> compile(const Expression& expression) { return Compiler(expression).run(); }

}  // namespace minipy::modules::regex
