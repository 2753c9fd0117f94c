#include "interpreter/bytecode/verifier.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "interpreter/bytecode/register_use.hpp"

namespace minipy::bytecode {

namespace {

class Verifier {
 public:
  explicit Verifier(const CodeUnit& unit) : unit_(unit) {}

  std::string run() {
    if (std::string wrong = layout(); !wrong.empty()) return wrong;
    for (std::size_t i = 0; i < unit_.instructions.size(); ++i) {
      if (std::string wrong = instruction(i); !wrong.empty()) return wrong;
    }
    if (std::string wrong = handlers(); !wrong.empty()) return wrong;
    return flow();
  }

 private:
  std::string error(std::size_t at, const std::string& what) const {
    const char* name = opcode_info(unit_.instructions[at].opcode()).name;
    return unit_.qualname + ", instruction " + std::to_string(at) + " (" + name + "): " + what;
  }
  std::string layout() const;
  std::string instruction(std::size_t at) const;
  std::string operand(std::size_t at, Operand kind, int value) const;
  std::string keywords(std::size_t at) const;
  std::string handlers() const;
  std::string flow() const;
  std::int64_t jump_target(std::size_t at) const;

  const CodeUnit& unit_;
};

bool ends_flow(Opcode opcode) {
  switch (opcode) {
    case Opcode::kJump:
    case Opcode::kJumpBack:
    case Opcode::kReturn:
    case Opcode::kRaise:
    case Opcode::kRaiseFrom:
    case Opcode::kRaiseAgain:
    case Opcode::kReraise:
      return true;
    default:
      return false;
  }
}

/// Where the jump of an instruction goes, or -1 when it has none.
std::int64_t Verifier::jump_target(std::size_t at) const {
  const Instruction& instruction = unit_.instructions[at];
  const OpcodeInfo& info = opcode_info(instruction.opcode());
  const auto next = static_cast<std::int64_t>(at) + 1;
  if (info.c == Operand::kJump) return next + instruction.c;
  if (info.a == Operand::kWideJump || info.b == Operand::kWideJump) return next + instruction.wide();
  return -1;
}

std::string Verifier::layout() const {
  if (unit_.instructions.empty()) return unit_.qualname + ": no instructions";
  if (unit_.spans.size() != unit_.instructions.size()) return unit_.qualname + ": spans are missing";
  if (unit_.local_names.size() != unit_.locals) return unit_.qualname + ": locals without names";
  if (unit_.locals > unit_.registers) return unit_.qualname + ": too few registers";
  const int stars = ((unit_.flags & kVarArgs) != 0 ? 1 : 0) + ((unit_.flags & kVarKeywords) != 0 ? 1 : 0);
  if (unit_.positional_only > unit_.positional ||
      unit_.positional + unit_.keyword_only + stars > unit_.locals) {
    return unit_.qualname + ": parameters are no locals";
  }
  for (const auto* table : {&unit_.globals, &unit_.sites}) {
    for (const std::uint32_t name : *table) {
      if (name >= unit_.names.size()) return unit_.qualname + ": a name is out of range";
    }
  }
  return "";
}

std::string Verifier::operand(std::size_t at, Operand kind, int value) const {
  std::size_t limit = SIZE_MAX;
  switch (kind) {
    case Operand::kRk:
      if (value < 0) {
        value = ~value;
        limit = unit_.constants.size();
        break;
      }
      [[fallthrough]];
    case Operand::kDst:
    case Operand::kReg:
      limit = unit_.registers;
      break;
    case Operand::kFirst:
      limit = unit_.registers + std::size_t{1};  // an empty row may stand behind the last register
      break;
    case Operand::kKonst:
      limit = unit_.constants.size();
      break;
    case Operand::kName:
      limit = unit_.names.size();
      break;
    case Operand::kGlobal:
      limit = unit_.globals.size();
      break;
    case Operand::kFree:
      limit = unit_.free_names.size();
      break;
    case Operand::kCode:
      limit = unit_.nested.size();
      break;
    case Operand::kSite:
      limit = unit_.sites.size();
      break;
    case Operand::kCount:
    case Operand::kFlags:
      break;
    default:
      return "";
  }
  if (value < 0 || static_cast<std::size_t>(value) >= limit) {
    return error(at, "operand " + std::to_string(value) + " is out of range");
  }
  return "";
}

std::string Verifier::keywords(std::size_t at) const {
  const Instruction& call = unit_.instructions[at];
  if (at + 1 >= unit_.instructions.size()) return error(at, "Extra is missing");
  const Instruction& extra = unit_.instructions[at + 1];
  if (extra.opcode() != Opcode::kExtra) return error(at, "Extra is missing");
  if (extra.a < 0 || static_cast<std::size_t>(extra.a) >= unit_.constants.size()) {
    return error(at + 1, "the constant is out of range");
  }
  const Constant& constant = unit_.constants[static_cast<std::size_t>(extra.a)];
  const auto* names = std::get_if<TupleConstant>(&constant.value);
  if (names == nullptr) return error(at + 1, "the names are no tuple");
  if (names->items.size() > static_cast<std::size_t>(call.c)) return error(at, "more names than arguments");
  return "";
}

std::string Verifier::instruction(std::size_t at) const {
  const Instruction& instruction = unit_.instructions[at];
  if (instruction.op >= kOpcodeCount) return unit_.qualname + ": no such instruction";
  const OpcodeInfo& info = opcode_info(instruction.opcode());
  const Operand kinds[] = {info.a, info.b, info.c};
  const int values[] = {instruction.a, instruction.b, instruction.c};
  for (int i = 0; i < 3; ++i) {
    if (std::string wrong = operand(at, kinds[i], values[i]); !wrong.empty()) return wrong;
  }
  const RegisterUse use = register_use(instruction);
  for (const RegisterRange& range : {use.reads[0], use.reads[1], use.reads[2], use.writes}) {
    if (range.first + range.count > unit_.registers) return error(at, "its registers do not exist");
  }
  const std::int64_t target = jump_target(at);
  if (target < -1 || target >= static_cast<std::int64_t>(unit_.instructions.size())) {
    return error(at, "it jumps out of the unit");
  }
  const bool takes_names =
      info.generic == Opcode::kCallKeywords || info.generic == Opcode::kCallMethodKeywords;
  if (takes_names) return keywords(at);
  const bool is_last = at + 1 == unit_.instructions.size();
  if (is_last && info.generic != Opcode::kExtra && !ends_flow(info.generic)) {
    return error(at, "the unit ends without a return");
  }
  return "";
}

std::string Verifier::handlers() const {
  std::uint32_t before = 0;
  for (const Handler& handler : unit_.handlers) {
    const bool sane = handler.start >= before && handler.start < handler.end &&
                      handler.end <= unit_.instructions.size() &&
                      handler.handler < unit_.instructions.size() &&
                      handler.exception + 2 <= unit_.registers && handler.exception >= unit_.locals;
    if (!sane)
      return unit_.qualname + ": the handler of instruction " + std::to_string(handler.start) + " is wrong";
    before = handler.end;
  }
  return "";
}

/// The temporaries that have been written when an instruction is reached: a row of bits for each instruction,
/// in one piece, since units are verified while a program waits for them. Locals need no bit.
class WrittenRegisters {
 public:
  WrittenRegisters(std::size_t instructions, int registers, int locals)
      : locals_(locals),
        words_((static_cast<std::size_t>(registers - locals) + 63) / 64),
        bits_(instructions * words_),
        reached_(instructions, 0) {}

  std::size_t words() const { return words_; }
  const std::uint64_t* at(std::size_t instruction) const { return bits_.data() + instruction * words_; }

  static bool has(const std::uint64_t* state, int bit) { return (state[bit / 64] >> (bit % 64U) & 1U) != 0; }
  int bit(int reg) const { return reg - locals_; }
  void add(std::uint64_t* state, int first, int count) const {
    for (int i = std::max(first, locals_); i < first + count; ++i) {
      state[bit(i) / 64] |= std::uint64_t{1} << (static_cast<unsigned>(bit(i)) % 64U);
    }
  }
  /// The first register of a range that has not been written, or -1.
  int missing(const std::uint64_t* state, const RegisterRange& range) const {
    for (int i = std::max(range.first, locals_); i < range.first + range.count; ++i) {
      if (!has(state, bit(i))) return i;
    }
    return -1;
  }
  /// Another way leads to `instruction`: whether that tells anything new about it.
  bool reach(std::size_t instruction, const std::uint64_t* state) {
    std::uint64_t* known = bits_.data() + instruction * words_;
    if (reached_[instruction] == 0) {
      reached_[instruction] = 1;
      std::copy(state, state + words_, known);
      return true;
    }
    bool changed = false;
    for (std::size_t i = 0; i < words_; ++i) {
      changed = changed || (known[i] & ~state[i]) != 0;
      known[i] &= state[i];
    }
    return changed;
  }

 private:
  int locals_;
  std::size_t words_;
  std::vector<std::uint64_t> bits_;
  std::vector<char> reached_;
};

/// Follows every way through the unit with the temporaries that have been written on all of them.
std::string Verifier::flow() const {
  const std::size_t count = unit_.instructions.size();
  WrittenRegisters written(count, unit_.registers, unit_.locals);
  std::vector<std::uint64_t> state(written.words(), 0);
  std::vector<std::uint64_t> before(written.words());
  std::vector<std::size_t> pending{0};
  written.reach(0, state.data());
  const auto reach = [&](std::size_t at, const std::vector<std::uint64_t>& with) {
    if (written.reach(at, with.data())) pending.push_back(at);
  };
  std::vector<const Handler*> covering(count, nullptr);
  for (const Handler& handler : unit_.handlers) {
    for (std::uint32_t i = handler.start; i < handler.end; ++i) covering[i] = &handler;
  }
  while (!pending.empty()) {
    const std::size_t at = pending.back();
    pending.pop_back();
    const Instruction& instruction = unit_.instructions[at];
    const Opcode generic = opcode_info(instruction.opcode()).generic;
    state.assign(written.at(at), written.at(at) + written.words());
    const RegisterUse use = register_use(instruction);
    for (const RegisterRange& range : use.reads) {
      if (const int reg = written.missing(state.data(), range); reg >= 0) {
        return error(at, "r" + std::to_string(reg) + " is read before it is written");
      }
    }
    before = state;
    if (covering[at] != nullptr) {
      written.add(state.data(), covering[at]->exception, 2);
      reach(covering[at]->handler, state);
      state = before;
    }
    written.add(state.data(), use.writes.first, use.writes.count);
    if (const std::int64_t target = jump_target(at); target >= 0) {
      reach(static_cast<std::size_t>(target), state);
    }
    if (!ends_flow(generic) && at + 1 < count) {
      reach(at + 1, use.writes_on_jump_only ? before : state);
    }
  }
  return "";
}

}  // namespace

std::string verify(const CodeUnit& unit) {
  if (std::string wrong = Verifier(unit).run(); !wrong.empty()) return wrong;
  for (const auto& nested : unit.nested) {
    if (std::string wrong = verify(*nested); !wrong.empty()) return wrong;
  }
  return "";
}

}  // namespace minipy::bytecode
