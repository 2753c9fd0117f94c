#include "interpreter/bytecode/disassembler.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "interpreter/bytecode/constant_text.hpp"

namespace minipy::bytecode {

namespace {

constexpr std::size_t kNameWidth = 20;
constexpr std::size_t kMaxConstant = 60;

std::string padded(std::string text, std::size_t width) {
  if (text.size() < width) text.append(width - text.size(), ' ');
  return text;
}

std::string right(std::size_t number, std::size_t width) {
  std::string text = std::to_string(number);
  if (text.size() < width) text.insert(0, width - text.size(), ' ');
  return text;
}

/// What a count counts.
const char* unit_of_count(Opcode generic) {
  switch (generic) {
    case Opcode::kCall:
    case Opcode::kCallKeywords:
    case Opcode::kCallMethod:
    case Opcode::kCallMethodKeywords:
      return " args";
    case Opcode::kBuildDict:
      return " pairs";
    case Opcode::kBuildTuple:
    case Opcode::kBuildList:
    case Opcode::kBuildSet:
    case Opcode::kBuildString:
    case Opcode::kUnpack:
      return " items";
    case Opcode::kMatchClass:
      return " positional";
    default:
      return "";
  }
}

class Disassembler {
 public:
  explicit Disassembler(const CodeUnit& unit) : unit_(unit) { number_labels(); }

  std::string text() {
    header();
    std::uint32_t line = 0;
    for (std::size_t i = 0; i < unit_.instructions.size(); ++i) {
      if (unit_.spans[i].line != line) {
        line = unit_.spans[i].line;
        source_line(line);
      }
      if (const auto label = labels_.find(i); label != labels_.end()) {
        out_ += "      L" + std::to_string(label->second) + ":\n";
      }
      instruction(i);
    }
    handlers();
    return std::move(out_);
  }

 private:
  void number_labels();
  std::size_t jump_target(std::size_t at) const;
  std::string label(std::size_t at) const { return "L" + std::to_string(labels_.at(at)); }
  void header();
  void source_line(std::uint32_t line);
  void instruction(std::size_t at);
  void handlers();
  std::string operand(std::size_t at, Operand kind, int value) const;
  std::string flags(Opcode generic, int value) const;
  std::string register_text(int number) const;
  std::string constant(int index) const;
  const std::string& name(std::uint32_t index) const { return unit_.names[index]; }

  const CodeUnit& unit_;
  std::string out_;
  std::map<std::size_t, int> labels_;
};

std::size_t Disassembler::jump_target(std::size_t at) const {
  const Instruction& instruction = unit_.instructions[at];
  const OpcodeInfo& info = opcode_info(instruction.opcode());
  if (info.c == Operand::kJump) return at + 1 + static_cast<std::size_t>(std::int64_t{instruction.c});
  if (info.b == Operand::kWideJump)
    return at + 1 + static_cast<std::size_t>(std::int64_t{instruction.wide()});
  return SIZE_MAX;
}

void Disassembler::number_labels() {
  for (std::size_t i = 0; i < unit_.instructions.size(); ++i) {
    if (const std::size_t target = jump_target(i); target != SIZE_MAX) labels_[target] = 0;
  }
  for (const Handler& handler : unit_.handlers) labels_[handler.handler] = 0;
  int next = 1;
  for (auto& [at, number] : labels_) number = next++;
}

void Disassembler::header() {
  out_ += unit_.qualname + " (" + unit_.source->name() + ", line " + std::to_string(unit_.first_line) + ")\n";
  std::string parameters;
  std::size_t next = 0;
  const auto add = [&](const char* star) {
    if (!parameters.empty()) parameters += ", ";
    parameters += star + unit_.local_names[next++];
  };
  while (next < unit_.positional) add("");
  while (next < std::size_t{unit_.positional} + unit_.keyword_only) add("");
  if ((unit_.flags & kVarArgs) != 0) add("*");
  if ((unit_.flags & kVarKeywords) != 0) add("**");
  if (!parameters.empty()) out_ += "  parameters: " + parameters + "\n";
  const auto list = [&](const char* title, const std::vector<std::string>& names) {
    if (names.empty()) return;
    out_ += title;
    const char* separator = "";
    for (const std::string& each : names) {
      out_ += separator + each;
      separator = ", ";
    }
    out_ += '\n';
  };
  list("  cells: ", unit_.cell_names);
  list("  closure: ", unit_.free_names);
  out_ += "  registers: " + std::to_string(unit_.registers);
  if ((unit_.flags & kGenerator) != 0) out_ += "; a generator";
  if ((unit_.flags & kCoroutine) != 0) out_ += "; a coroutine";
  out_ += "\n";
}

void Disassembler::source_line(std::uint32_t line) {
  std::string_view text = unit_.source->line(line);
  out_ += "\n" + right(line, 5) + "  ";
  out_ += text;
  while (out_.back() == ' ') out_.pop_back();
  out_ += '\n';
}

std::string Disassembler::register_text(int number) const {
  std::string text = "r" + std::to_string(number);
  if (number >= 0 && number < unit_.locals) {
    text += "(" + unit_.local_names[static_cast<std::size_t>(number)] + ")";
  }
  return text;
}

std::string Disassembler::constant(int index) const {
  std::string text = constant_text(unit_.constants[static_cast<std::size_t>(index)]);
  if (text.size() > kMaxConstant) {
    // Never in the middle of a character.
    std::size_t end = kMaxConstant;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    text.resize(end);
    text += "...";
  }
  return text;
}

std::string Disassembler::flags(Opcode generic, int value) const {
  if (generic == Opcode::kUnpackStar) {
    return std::to_string(value & 0xFF) + " before the star, " + std::to_string((value >> 8) & 0xFF) +
           " after";
  }
  if (generic == Opcode::kFormatValue) {
    constexpr const char* kConversions[] = {"", "!s", "!r", "!a"};
    std::string text = kConversions[value & kFormatConversion];
    if ((value & kFormatSpec) != 0) text += text.empty() ? "with a format" : " with a format";
    return text;
  }
  return std::to_string(value);
}

std::string Disassembler::operand(std::size_t at, Operand kind, int value) const {
  const Instruction& instruction = unit_.instructions[at];
  const Opcode generic = opcode_info(instruction.opcode()).generic;
  const auto index = static_cast<std::size_t>(value);
  switch (kind) {
    case Operand::kRk:
      return value >= 0 ? register_text(value) : constant(~value);
    case Operand::kDst:
    case Operand::kReg:
    case Operand::kFirst:
      return register_text(value);
    case Operand::kKonst:
      return constant(value);
    case Operand::kName:
      return unit_.names[index];
    case Operand::kGlobal:
      // LoadName has the name twice.
      return generic == Opcode::kLoadName ? "" : name(unit_.globals[index]);
    case Operand::kFree:
      return unit_.free_names[index];
    case Operand::kCode:
      return "<code " + unit_.nested[index]->name + ">";
    case Operand::kSite:
      return "." + name(unit_.sites[index]);
    case Operand::kCount:
      return std::to_string(value) + unit_of_count(generic);
    case Operand::kFlags:
      return flags(generic, value);
    case Operand::kJump:
    case Operand::kWideJump:
      return "-> " + label(jump_target(at));
    case Operand::kWide:
      return std::to_string(instruction.wide());
    case Operand::kNone:
      break;
  }
  return "";
}

void Disassembler::instruction(std::size_t at) {
  const Instruction& instruction = unit_.instructions[at];
  const OpcodeInfo& info = opcode_info(instruction.opcode());
  std::string operands;
  if (info.generic == Opcode::kExtra) {
    operands = constant(instruction.a);
  } else {
    const Operand kinds[] = {info.a, info.b, info.c};
    const int values[] = {instruction.a, instruction.b, instruction.c};
    // Cells have their name already with the register or the closure.
    const bool names_twice = info.generic == Opcode::kLoadCell || info.generic == Opcode::kLoadFree ||
                             info.generic == Opcode::kLoadClassFree || info.generic == Opcode::kDeleteFree ||
                             info.generic == Opcode::kDeleteCell || info.generic == Opcode::kCheckBound ||
                             info.generic == Opcode::kDeleteLocal;
    for (int i = 0; i < 3; ++i) {
      if (names_twice && kinds[i] == Operand::kName) continue;
      const std::string each = operand(at, kinds[i], values[i]);
      if (each.empty()) continue;
      if (!operands.empty()) operands += ", ";
      operands += each;
    }
  }
  const char* shown = opcode_info(info.generic).name;
  out_ += right(at, 10) + "  " + (operands.empty() ? shown : padded(shown, kNameWidth) + operands) + "\n";
}

void Disassembler::handlers() {
  if (unit_.handlers.empty()) return;
  out_ += "\n  exceptions:\n";
  for (const Handler& handler : unit_.handlers) {
    out_ += "    " + std::to_string(handler.start) + " to " + std::to_string(handler.end - 1) + " -> " +
            label(handler.handler) + ", in " + register_text(handler.exception) + "\n";
  }
}

}  // namespace

std::string disassemble(const CodeUnit& unit) {
  std::string text = Disassembler(unit).text();
  for (const auto& nested : unit.nested) text += "\n" + disassemble(*nested);
  return text;
}

}  // namespace minipy::bytecode
