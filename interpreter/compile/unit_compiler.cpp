#include "interpreter/compile/unit_compiler.hpp"

#include <algorithm>
#include <limits>

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

UnitCompiler::UnitCompiler(Compilation& shared, const Scope& scope, UnitCompiler* parent)
    : shared_(shared),
      scope_(scope),
      parent_(parent),
      unit_(std::make_shared<bytecode::CodeUnit>()),
      builder_(*unit_) {
  unit_->source = shared.source;
  set_up_registers();
}

void UnitCompiler::set_up_registers() {
  const auto add_register = [&](std::string_view name) {
    registers_[name] = static_cast<int>(unit_->local_names.size());
    unit_->local_names.emplace_back(name);
  };
  for (const Symbol& symbol : scope_.symbols) {
    const bool is_cell = symbol.place == Place::kCell;
    if (scope_.kind == ScopeKind::kFunction && (is_cell || symbol.place == Place::kLocal)) {
      add_register(symbol.name);
    }
    if (is_cell) unit_->cell_names.emplace_back(symbol.name);
    if (symbol.place == Place::kFree || (symbol.flags & kFreeInClass) != 0) {
      unit_->free_names.emplace_back(symbol.name);
    }
  }
  if (scope_.needs_class_cell) {
    add_register("__class__");
    unit_->cell_names.emplace_back("__class__");
  }
  std::sort(unit_->free_names.begin(), unit_->free_names.end());
  for (std::size_t i = 0; i < unit_->free_names.size(); ++i) {
    const Symbol* symbol = scope_.find(unit_->free_names[i]);
    free_[symbol->name] = static_cast<int>(i);
  }
  const std::size_t locals = unit_->local_names.size();
  unit_->locals = static_cast<std::uint16_t>(std::min<std::size_t>(locals, 32767));
  top_ = static_cast<int>(locals);
  builder_.use_registers(0, top_);
  bound_ = BoundSet(locals);
  deletable_ = BoundSet(locals);
  for (const Symbol& symbol : scope_.symbols) {
    const auto at = registers_.find(symbol.name);
    if (at == registers_.end()) continue;
    if ((symbol.flags & kDefParameter) != 0) bound_.add(at->second);
    if ((symbol.flags & kDeleted) != 0) deletable_.add(at->second);
  }
}

std::string UnitCompiler::qualified_name(std::string_view name) const {
  if (parent_ == nullptr || parent_->scope_.kind == ScopeKind::kModule) return std::string(name);
  if (scope_.comprehension == ComprehensionKind::kNone && name != "<lambda>") {
    const Symbol* symbol = parent_->scope_.find(parent_->mangle(name));
    if (symbol != nullptr && symbol->place == Place::kGlobalExplicit) return std::string(name);
  }
  std::string result = parent_->unit_->qualname;
  if (parent_->scope_.kind == ScopeKind::kFunction) result += ".<locals>";
  result += '.';
  result += name;
  return result;
}

void UnitCompiler::start(std::string_view name, std::uint32_t first_line) {
  unit_->name = std::string(name);
  unit_->qualname = qualified_name(name);
  unit_->first_line = first_line;
  if (scope_.nested) unit_->flags |= bytecode::kNested;
  builder_.set_span({first_line, 0, first_line, 0});
}

void UnitCompiler::make_cells() {
  for (const std::string& name : unit_->cell_names) emit(Opcode::kMakeCell, registers_.at(name));
}

std::shared_ptr<bytecode::CodeUnit> UnitCompiler::finish() {
  if (!shared_.error && !builder_.finish()) {
    fail("the code of " + unit_->name + " is too large", scope_.span);
  }
  return unit_;
}

std::shared_ptr<bytecode::CodeUnit> UnitCompiler::compile_module(const Module* node) {
  start("<module>", 1);
  unit_->flags |= bytecode::kModule;
  if (shared_.uses_namespace) unit_->flags |= bytecode::kUsesNamespace;
  if (shared_.interactive) {
    // A string that is typed is shown, and documents nothing.
    if (scope_.has_annotations) emit(Opcode::kSetupAnnotations);
    statements(node->body);
  } else {
    body_with_doc(node->body);
  }
  return_none();
  return finish();
}

std::shared_ptr<bytecode::CodeUnit> UnitCompiler::compile_eval(const Expression* node) {
  start("<module>", 1);
  unit_->flags |= bytecode::kModule;
  if (shared_.uses_namespace) unit_->flags |= bytecode::kUsesNamespace;
  const At at(*this, node->body->span);
  emit(Opcode::kReturn, eval(node->body));
  return finish();
}

int UnitCompiler::new_temporaries(int count) {
  const int first = top_;
  top_ += count;
  builder_.use_registers(first, count);
  return first;
}

void UnitCompiler::load_constant(const bytecode::Constant& value, int dst) {
  const auto* integer = std::get_if<std::int64_t>(&value.value);
  if (integer != nullptr && *integer >= std::numeric_limits<std::int32_t>::min() &&
      *integer <= std::numeric_limits<std::int32_t>::max()) {
    builder_.emit_wide(Opcode::kLoadInt, dst, static_cast<std::int32_t>(*integer));
  } else {
    emit(Opcode::kLoadConst, dst, builder_.constant(value));
  }
}

void UnitCompiler::move(int dst, int operand) {
  if (dst == operand) return;
  if (operand >= 0) {
    emit(Opcode::kMove, dst, operand);
  } else {
    const int index = ~operand;
    load_constant(bytecode::Constant(unit_->constants[static_cast<std::size_t>(index)]), dst);
  }
}

void UnitCompiler::jump(Opcode opcode, Target& target, int a, int b) {
  if (!builder_.reachable()) return;
  if (target.reached) {
    target.bound.intersect(bound_);
  } else {
    target.bound = bound_;
    target.reached = true;
  }
  builder_.emit_jump(opcode, target.label, a, b);
}

void UnitCompiler::place(Target& target) {
  if (target.reached) {
    if (builder_.reachable()) {
      bound_.intersect(target.bound);
    } else {
      bound_ = target.bound;
    }
  }
  builder_.bind(target.label);
}

}  // namespace minipy::compile
