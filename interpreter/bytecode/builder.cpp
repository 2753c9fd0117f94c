#include "interpreter/bytecode/builder.hpp"

#include <cstring>
#include <limits>

#include "interpreter/base/check.hpp"

namespace minipy::bytecode {

namespace {

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

bool has_short_jump(const Instruction& instruction) {
  return opcode_info(instruction.opcode()).c == Operand::kJump;
}

void append_bits(std::string& key, double value) {
  char bits[sizeof value];
  std::memcpy(bits, &value, sizeof value);
  key.append(bits, sizeof bits);
}

/// Length first, so that neighbours in a tuple cannot run into each other.
void append_text(std::string& key, const std::string& text) {
  key += std::to_string(text.size());
  key += ':';
  key += text;
}

struct KeyWriter {
  std::string& key;

  void operator()(const NoneConstant&) const { key += 'N'; }
  void operator()(const EllipsisConstant&) const { key += '.'; }
  void operator()(bool value) const { key += value ? 'T' : 'F'; }
  void operator()(std::int64_t value) const {
    key += 'i';
    key += std::to_string(value);
    key += ';';
  }
  void operator()(double value) const {
    key += 'd';
    append_bits(key, value);
  }
  void operator()(const BigIntConstant& value) const {
    key += 'I';
    key += std::to_string(value.base);
    key += '#';
    append_text(key, value.digits);
  }
  void operator()(const ComplexConstant& value) const {
    key += 'c';
    append_bits(key, value.real);
    append_bits(key, value.imaginary);
  }
  void operator()(const StrConstant& value) const {
    key += 's';
    append_text(key, value.utf8);
  }
  void operator()(const BytesConstant& value) const {
    key += 'b';
    append_text(key, value.bytes);
  }
  void operator()(const TupleConstant& value) const { sequence('(', value.items); }
  void operator()(const FrozenSetConstant& value) const { sequence('{', value.items); }

  void sequence(char open, const std::vector<Constant>& items) const {
    key += open;
    for (const Constant& item : items) std::visit(*this, item.value);
    key += ')';
  }
};

}  // namespace

std::string constant_key(const Constant& constant) {
  std::string key;
  std::visit(KeyWriter{key}, constant.value);
  return key;
}

int Builder::constant(Constant value) {
  const auto [at, added] = constants_.try_emplace(constant_key(value), checked(unit_.constants.size()));
  if (added) unit_.constants.push_back(std::move(value));
  if (at->second > kLimit) overflow_ = true;
  return at->second;
}

int Builder::name(std::string_view text) {
  const auto [at, added] = names_.try_emplace(std::string(text), checked(unit_.names.size()));
  if (added) unit_.names.emplace_back(text);
  return at->second;
}

int Builder::global(std::string_view text) {
  const auto [at, added] = globals_.try_emplace(std::string(text), checked(unit_.globals.size()));
  if (added) unit_.globals.push_back(static_cast<std::uint32_t>(name(text)));
  return at->second;
}

int Builder::site(std::string_view text) {
  const int next = checked(unit_.sites.size());
  if (next > kLimit / 2) {
    // A huge unit: sites of one name share a cache rather than run out of indices.
    const auto [at, added] = shared_sites_.try_emplace(std::string(text), next);
    if (!added) return at->second;
  }
  unit_.sites.push_back(static_cast<std::uint32_t>(name(text)));
  return next;
}

int Builder::nested(std::shared_ptr<CodeUnit> unit) {
  unit_.nested.push_back(std::move(unit));
  return checked(unit_.nested.size()) - 1;
}

std::int16_t Builder::operand(int value) {
  if (value > kLimit || value < -kLimit - 1) overflow_ = true;
  return static_cast<std::int16_t>(value);
}

void Builder::add(const Pending& pending) {
  pending_.push_back(pending);
  Pending& last = pending_.back();
  last.span = span_;
  last.handler = handler_;
  if (handler_ >= 0) handlers_[static_cast<std::size_t>(handler_)].used = true;
  if (ends_flow(last.instruction.opcode())) reachable_ = false;
}

void Builder::emit(Opcode opcode, int a, int b, int c) {
  if (!reachable_) return;
  Pending pending;
  pending.instruction = {static_cast<std::uint16_t>(opcode), operand(a), operand(b), operand(c)};
  add(pending);
}

void Builder::emit_wide(Opcode opcode, int a, std::int32_t wide) {
  if (!reachable_) return;
  Pending pending;
  pending.instruction = {static_cast<std::uint16_t>(opcode), operand(a), 0, 0};
  pending.instruction.set_wide(wide);
  add(pending);
}

void Builder::emit_jump(Opcode opcode, Label target, int a, int b) {
  if (!reachable_) return;
  Pending pending;
  pending.instruction = {static_cast<std::uint16_t>(opcode), operand(a), operand(b), 0};
  pending.label = target.id;
  label_used_[static_cast<std::size_t>(target.id)] = true;
  add(pending);
}

Label Builder::new_label() {
  labels_.push_back(-1);
  label_used_.push_back(false);
  return {static_cast<std::int32_t>(labels_.size()) - 1};
}

void Builder::bind(Label label, bool entered) {
  const auto id = static_cast<std::size_t>(label.id);
  MINIPY_CHECK(labels_[id] < 0, "a label stands in one place");
  labels_[id] = static_cast<std::int32_t>(pending_.size());
  if (entered || label_used_[id]) reachable_ = true;
}

int Builder::new_handler(int exception) {
  handlers_.push_back({new_label(), exception, false});
  return static_cast<int>(handlers_.size()) - 1;
}

void Builder::bind_handler(int handler) {
  HandlerEntry& entry = handlers_[static_cast<std::size_t>(handler)];
  use_registers(entry.exception, 2);
  bind(entry.entry, entry.used);
}

int Builder::set_handler(int handler) {
  const int before = handler_;
  handler_ = handler;
  return before;
}

void Builder::use_registers(int start, int count) {
  if (start + count > kLimit) {
    overflow_ = true;
    return;
  }
  if (start + count > unit_.registers) unit_.registers = static_cast<std::uint16_t>(start + count);
}

void Builder::thread_jumps() {
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    std::int32_t& label = pending_[i].label;
    // A chain can only be as long as there are labels, and is short; the bound is against loops of jumps.
    for (int steps = 0; label >= 0 && steps < 8; ++steps) {
      const auto target = static_cast<std::size_t>(labels_[static_cast<std::size_t>(label)]);
      if (target <= i || target >= pending_.size()) break;
      if (pending_[target].instruction.opcode() != Opcode::kJump) break;
      label = pending_[target].label;
    }
  }
}

void Builder::drop_empty_jumps() {
  for (std::size_t i = pending_.size(); i-- > 0;) {
    Pending& pending = pending_[i];
    if (pending.instruction.opcode() != Opcode::kJump) continue;
    const auto target = static_cast<std::size_t>(labels_[static_cast<std::size_t>(pending.label)]);
    std::size_t next = i + 1;
    while (next < target && pending_[next].length == 0) ++next;
    if (next == target) pending.length = 0;
  }
}

std::vector<std::uint32_t> Builder::lay_out() {
  std::vector<std::uint32_t> positions(pending_.size() + 1);
  for (bool changed = true; changed;) {
    changed = false;
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      positions[i] = at;
      at += pending_[i].length;
    }
    positions[pending_.size()] = at;
    for (std::size_t i = 0; i < pending_.size(); ++i) {
      Pending& pending = pending_[i];
      if (pending.label < 0 || pending.length != 1 || !has_short_jump(pending.instruction)) continue;
      const auto target = static_cast<std::size_t>(labels_[static_cast<std::size_t>(pending.label)]);
      const std::int64_t distance = std::int64_t{positions[target]} - positions[i] - 1;
      if (distance > kLimit || distance < -kLimit) {
        pending.length = 3;
        changed = true;
      }
    }
  }
  return positions;
}

void Builder::write(const Pending& pending, std::int64_t distance) {
  const auto put = [&](Instruction instruction) {
    unit_.instructions.push_back(instruction);
    unit_.spans.push_back(pending.span);
  };
  Instruction instruction = pending.instruction;
  if (pending.label < 0) {
    put(instruction);
  } else if (!has_short_jump(instruction)) {
    instruction.set_wide(static_cast<std::int32_t>(distance));
    put(instruction);
  } else if (pending.length == 1) {
    instruction.c = static_cast<std::int16_t>(distance);
    put(instruction);
  } else {
    // Too far for 16 bits: jump to a wide jump, and step over it when the condition does not hold.
    instruction.c = 1;
    put(instruction);
    Instruction over{static_cast<std::uint16_t>(Opcode::kJump), 0, 0, 0};
    over.set_wide(1);
    put(over);
    const Opcode far_jump = distance < 0 ? Opcode::kJumpBack : Opcode::kJump;
    Instruction far{static_cast<std::uint16_t>(far_jump), 0, 0, 0};
    far.set_wide(static_cast<std::int32_t>(distance - 2));
    put(far);
  }
}

void Builder::write_handlers(const std::vector<std::uint32_t>& positions) {
  for (std::size_t i = 0; i < pending_.size();) {
    const std::int32_t handler = pending_[i].handler;
    std::size_t end = i + 1;
    while (end < pending_.size() && pending_[end].handler == handler) ++end;
    if (handler >= 0 && positions[i] != positions[end]) {
      const HandlerEntry& entry = handlers_[static_cast<std::size_t>(handler)];
      const auto target = static_cast<std::size_t>(labels_[static_cast<std::size_t>(entry.entry.id)]);
      unit_.handlers.push_back(
          {positions[i], positions[end], positions[target], static_cast<std::uint16_t>(entry.exception)});
    }
    i = end;
  }
}

bool Builder::finish() {
  if (unit_.names.size() > kLimit || unit_.globals.size() > kLimit || unit_.nested.size() > kLimit) {
    overflow_ = true;
  }
  if (overflow_) return false;
  thread_jumps();
  drop_empty_jumps();
  const std::vector<std::uint32_t> positions = lay_out();
  unit_.instructions.reserve(positions.back());
  unit_.spans.reserve(positions.back());
  for (std::size_t i = 0; i < pending_.size(); ++i) {
    const Pending& pending = pending_[i];
    if (pending.length == 0) continue;
    std::int64_t distance = 0;
    if (pending.label >= 0) {
      const auto target = static_cast<std::size_t>(labels_[static_cast<std::size_t>(pending.label)]);
      distance = std::int64_t{positions[target]} - positions[i] - 1;
    }
    write(pending, distance);
  }
  write_handlers(positions);
  return true;
}

}  // namespace minipy::bytecode
