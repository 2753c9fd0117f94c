#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

UnitCompiler::Variable UnitCompiler::resolve(std::string_view name) const {
  using Kind = Variable::Kind;
  const std::string_view mangled = mangle(name);
  const Symbol* symbol = scope_.find(mangled);
  const Place place = symbol != nullptr ? symbol->place : Place::kGlobalImplicit;
  switch (place) {
    case Place::kCell:
      return {Kind::kCell, registers_.at(mangled), mangled};
    case Place::kFree: {
      const Kind kind = scope_.kind == ScopeKind::kClass ? Kind::kClassFree : Kind::kFree;
      return {kind, free_.at(mangled), mangled};
    }
    case Place::kGlobalExplicit:
      return {Kind::kGlobal, 0, mangled};
    case Place::kLocal:
      if (scope_.kind == ScopeKind::kFunction) return {Kind::kLocal, registers_.at(mangled), mangled};
      break;
    case Place::kGlobalImplicit:
      if (scope_.kind == ScopeKind::kFunction) return {Kind::kGlobal, 0, mangled};
      break;
  }
  const bool in_namespace = scope_.kind == ScopeKind::kClass || shared_.uses_namespace;
  return {in_namespace ? Kind::kName : Kind::kGlobal, 0, mangled};
}

int UnitCompiler::local_register(std::string_view name) const {
  if (scope_.kind != ScopeKind::kFunction) return -1;
  const Variable variable = resolve(name);
  return variable.kind == Variable::Kind::kLocal ? variable.index : -1;
}

void UnitCompiler::check_bound(int reg) {
  if (bound_.has(reg)) return;
  emit(Opcode::kCheckBound, reg, builder_.name(unit_->local_names[static_cast<std::size_t>(reg)]));
  bound_.add(reg);
}

void UnitCompiler::load_name(std::string_view name, int dst) {
  const Variable variable = resolve(name);
  switch (variable.kind) {
    case Variable::Kind::kLocal:
      check_bound(variable.index);
      return move(dst, variable.index);
    case Variable::Kind::kCell:
      return emit(Opcode::kLoadCell, dst, variable.index, builder_.name(variable.name));
    case Variable::Kind::kFree:
      return emit(Opcode::kLoadFree, dst, variable.index, builder_.name(variable.name));
    case Variable::Kind::kClassFree:
      return emit(Opcode::kLoadClassFree, dst, variable.index, builder_.name(variable.name));
    case Variable::Kind::kGlobal:
      return emit(Opcode::kLoadGlobal, dst, builder_.global(variable.name));
    case Variable::Kind::kName:
      return emit(Opcode::kLoadName, dst, builder_.name(variable.name), builder_.global(variable.name));
  }
}

void UnitCompiler::store_name(std::string_view name, int operand) {
  if (forbidden(name)) return;
  const Variable variable = resolve(name);
  switch (variable.kind) {
    case Variable::Kind::kLocal:
      move(variable.index, operand);
      return bound_.add(variable.index);
    case Variable::Kind::kCell:
      return emit(Opcode::kStoreCell, variable.index, operand);
    case Variable::Kind::kFree:
    case Variable::Kind::kClassFree:
      return emit(Opcode::kStoreFree, operand, variable.index);
    case Variable::Kind::kGlobal:
      return emit(Opcode::kStoreGlobal, operand, builder_.global(variable.name));
    case Variable::Kind::kName:
      return emit(Opcode::kStoreName, operand, builder_.name(variable.name));
  }
}

void UnitCompiler::delete_name(std::string_view name) {
  if (name == "__debug__") return fail("cannot delete __debug__", builder_.span());
  const Variable variable = resolve(name);
  switch (variable.kind) {
    case Variable::Kind::kLocal:
      emit(Opcode::kDeleteLocal, variable.index, builder_.name(variable.name));
      return bound_.remove(variable.index);
    case Variable::Kind::kCell:
      return emit(Opcode::kDeleteCell, variable.index, builder_.name(variable.name));
    case Variable::Kind::kFree:
    case Variable::Kind::kClassFree:
      return emit(Opcode::kDeleteFree, 0, variable.index, builder_.name(variable.name));
    case Variable::Kind::kGlobal:
      return emit(Opcode::kDeleteGlobal, 0, builder_.global(variable.name));
    case Variable::Kind::kName:
      return emit(Opcode::kDeleteName, 0, builder_.name(variable.name));
  }
}

void UnitCompiler::clear_name(std::string_view name) {
  const int reg = local_register(name);
  if (reg >= 0) {
    emit(Opcode::kLoadEmpty, reg);
    bound_.remove(reg);
    return;
  }
  store_name(name, constant({bytecode::NoneConstant{}}));
  delete_name(name);
}

bool UnitCompiler::may_rebind(const Expr* later, std::string_view name) const {
  if (later == nullptr || later->kind == NodeKind::kConstant || later->kind == NodeKind::kName) return false;
  const Symbol* symbol = scope_.find(mangle(name));
  return symbol != nullptr && (symbol->flags & kNamedExpression) != 0;
}

bool UnitCompiler::forbidden(std::string_view name) {
  if (name != "__debug__") return false;
  fail("cannot assign to __debug__", builder_.span());
  return true;
}

}  // namespace minipy::compile
