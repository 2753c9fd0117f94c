#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interpreter/base/source.hpp"
#include "interpreter/bytecode/code_unit.hpp"
#include "interpreter/bytecode/opcode.hpp"

namespace minipy::bytecode {

/// A place in a unit under construction that jumps may name before it is known.
struct Label {
  std::int32_t id = -1;
};

/// Builds one code unit: takes instructions in order, gives out indices of constants and names, turns labels
/// into distances and handler scopes into ranges. What cannot be reached is not emitted. One thread.
class Builder {
 public:
  explicit Builder(CodeUnit& unit) : unit_(unit) {}
  Builder(const Builder&) = delete;
  Builder& operator=(const Builder&) = delete;

  /// The index of a constant; equal ones share it. 1, 1.0 and True are different, and so are 0.0 and -0.0.
  int constant(Constant value);
  /// The index of a name.
  int name(std::string_view text);
  /// The index of a global variable.
  int global(std::string_view text);
  /// The index of a new attribute site.
  int site(std::string_view text);
  /// The index of a nested unit.
  int nested(std::shared_ptr<CodeUnit> unit);

  /// What the instructions emitted from now on stand for.
  void set_span(const base::Span& span) { span_ = span; }
  const base::Span& span() const { return span_; }

  void emit(Opcode opcode, int a = 0, int b = 0, int c = 0);
  void emit_wide(Opcode opcode, int a, std::int32_t wide);
  /// Emits a jump; the distance goes where the opcode has it.
  void emit_jump(Opcode opcode, Label target, int a = 0, int b = 0);

  Label new_label();
  /// The next instruction is where `label` stands. `entered` says that it can be reached although no jump to
  /// it has been emitted yet: the head of a loop.
  void bind(Label label, bool entered = false);
  /// Whether the next instruction can be reached from the one before it.
  bool reachable() const { return reachable_; }

  /// A new handler; its code starts where `bind_handler` is called. The exception arrives in `exception`, the
  /// one handled before in `exception + 1`.
  int new_handler(int exception);
  void bind_handler(int handler);
  /// The instructions emitted from now on are covered by `handler` (-1: none) alone; returns what covered
  /// them before.
  int set_handler(int handler);
  int handler() const { return handler_; }

  /// `count` registers from `start` are in use: the unit needs as many.
  void use_registers(int start, int count);

  /// Writes instructions, spans and handlers into the unit. False when some operand did not fit: the code is
  /// too large.
  bool finish();

 private:
  static constexpr int kLimit = 32767;

  struct Pending {
    Instruction instruction;
    base::Span span;
    std::int32_t label = -1;
    std::int32_t handler = -1;
    std::uint8_t length = 1;
  };
  struct HandlerEntry {
    Label entry;
    int exception = 0;
    bool used = false;
  };

  static int checked(std::size_t index) { return static_cast<int>(index); }
  void add(const Pending& pending);
  std::int16_t operand(int value);
  void thread_jumps();
  void drop_empty_jumps();
  std::vector<std::uint32_t> lay_out();
  void write(const Pending& pending, std::int64_t distance);
  void write_handlers(const std::vector<std::uint32_t>& positions);

  CodeUnit& unit_;
  base::Span span_;
  bool reachable_ = true;
  bool overflow_ = false;
  int handler_ = -1;
  std::vector<Pending> pending_;
  std::vector<std::int32_t> labels_;  ///< index into pending_, or -1 while unknown
  std::vector<bool> label_used_;
  std::vector<HandlerEntry> handlers_;
  std::unordered_map<std::string, int> constants_;
  std::unordered_map<std::string, int> names_;
  std::unordered_map<std::string, int> globals_;
  std::unordered_map<std::string, int> shared_sites_;
};

/// What tells a constant from all others: equal exactly when they may share an index.
std::string constant_key(const Constant& constant);

}  // namespace minipy::bytecode
