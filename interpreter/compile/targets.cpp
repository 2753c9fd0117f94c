#include "interpreter/compile/fold.hpp"
#include "interpreter/compile/unit_compiler.hpp"
#include "interpreter/compile/unparse.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

namespace {

bytecode::Opcode inplace_opcode(BinaryOperator op) {
  using bytecode::Opcode;
  switch (op) {
    case BinaryOperator::kAdd:
      return Opcode::kInplaceAdd;
    case BinaryOperator::kSub:
      return Opcode::kInplaceSub;
    case BinaryOperator::kMult:
      return Opcode::kInplaceMul;
    case BinaryOperator::kMatMult:
      return Opcode::kInplaceMatMul;
    case BinaryOperator::kDiv:
      return Opcode::kInplaceTrueDiv;
    case BinaryOperator::kMod:
      return Opcode::kInplaceMod;
    case BinaryOperator::kPow:
      return Opcode::kInplacePow;
    case BinaryOperator::kLShift:
      return Opcode::kInplaceLShift;
    case BinaryOperator::kRShift:
      return Opcode::kInplaceRShift;
    case BinaryOperator::kBitOr:
      return Opcode::kInplaceOr;
    case BinaryOperator::kBitXor:
      return Opcode::kInplaceXor;
    case BinaryOperator::kBitAnd:
      return Opcode::kInplaceAnd;
    case BinaryOperator::kFloorDiv:
      return Opcode::kInplaceFloorDiv;
  }
  MINIPY_UNREACHABLE("every operator has an instruction");
}

Nodes<Expr> elements_of(const Expr* node) {
  if (const auto* tuple = as_if<Tuple>(node)) return tuple->elts;
  if (const auto* list = as_if<List>(node)) return list->elts;
  return {};
}

}  // namespace

void UnitCompiler::store(const Expr* target, int operand) {
  const At at(*this, target->span);
  const Temporaries temporaries(*this);
  switch (target->kind) {
    case NodeKind::kName:
      return store_name(as<Name>(target)->id, operand);
    case NodeKind::kAttribute: {
      const auto* attribute = as<Attribute>(target);
      if (forbidden(attribute->attr)) return;
      const int object = eval(attribute->value);
      const At name(*this, attribute_span(attribute));
      return emit(Opcode::kStoreAttr, object, operand, builder_.site(mangle(attribute->attr)));
    }
    case NodeKind::kSubscript: {
      const auto* item = as<Subscript>(target);
      const int object = eval_before(item->value, item->slice);
      return emit(Opcode::kStoreItem, object, subscript_index(item->slice), operand);
    }
    case NodeKind::kTuple:
    case NodeKind::kList:
      return unpack(target, elements_of(target), operand);
    case NodeKind::kStarred:
      return fail("starred assignment target must be in a list or tuple", target->span);
    default:
      return fail("cannot assign to this expression", target->span);
  }
}

void UnitCompiler::unpack(const Expr* target, Nodes<Expr> elements, int operand) {
  const int count = static_cast<int>(elements.size());
  int star = -1;
  for (int i = 0; i < count; ++i) {
    if (elements[static_cast<std::size_t>(i)]->kind != NodeKind::kStarred) continue;
    if (star >= 0) return fail("multiple starred expressions in assignment", target->span);
    star = i;
  }
  if (star < 0 && unpack_in_place(elements, operand)) return;
  const int first = new_temporaries(count);
  if (star < 0) {
    emit(Opcode::kUnpack, first, operand, count);
  } else {
    if (star > 127 || count - star - 1 > 127) {
      return fail("too many expressions in star-unpacking assignment", target->span);
    }
    emit(Opcode::kUnpackStar, first, operand, star | ((count - star - 1) << 8));
  }
  for (int i = 0; i < count; ++i) {
    const Expr* element = elements[static_cast<std::size_t>(i)];
    const auto* starred = as_if<Starred>(element);
    store(starred != nullptr ? starred->value : element, first + i);
  }
}

bool UnitCompiler::unpack_in_place(Nodes<Expr> elements, int operand) {
  // Variables that lie in a row take the items themselves: Unpack writes all of them or none.
  std::vector<int> variables;
  for (const Expr* element : elements) {
    const auto* name = as_if<Name>(element);
    const int variable = name != nullptr && name->id != "__debug__" ? local_register(name->id) : -1;
    if (variable < 0 || (!variables.empty() && variable != variables.back() + 1)) return false;
    variables.push_back(variable);
  }
  if (variables.empty()) return false;
  emit(Opcode::kUnpack, variables.front(), operand, static_cast<int>(variables.size()));
  for (const int variable : variables) bound_.add(variable);
  return true;
}

void UnitCompiler::delete_target(const Expr* target) {
  const At at(*this, target->span);
  const Temporaries temporaries(*this);
  switch (target->kind) {
    case NodeKind::kName:
      return delete_name(as<Name>(target)->id);
    case NodeKind::kAttribute: {
      const auto* attribute = as<Attribute>(target);
      const int object = eval(attribute->value);
      const At name(*this, attribute_span(attribute));
      return emit(Opcode::kDeleteAttr, object, 0, builder_.site(mangle(attribute->attr)));
    }
    case NodeKind::kSubscript: {
      const auto* item = as<Subscript>(target);
      const int object = eval_before(item->value, item->slice);
      return emit(Opcode::kDeleteItem, object, subscript_index(item->slice));
    }
    case NodeKind::kTuple:
    case NodeKind::kList:
      for (const Expr* element : elements_of(target)) delete_target(element);
      return;
    default:
      return fail("cannot delete this expression", target->span);
  }
}

bool UnitCompiler::assign_in_parallel(const Expr* target, const Expr* value) {
  // a, b = b, a: no tuple is built. Values that an earlier target overwrites are copied first.
  const Nodes<Expr> targets = elements_of(target);
  const Nodes<Expr> values = elements_of(value);
  if (targets.size() != values.size() || targets.empty() || targets.size() > 8) return false;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (targets[i]->kind == NodeKind::kStarred || values[i]->kind == NodeKind::kStarred) return false;
  }
  bool only_names = true;
  for (const Expr* element : targets) only_names = only_names && element->kind == NodeKind::kName;
  std::vector<int> operands;
  for (std::size_t i = 0; i < values.size(); ++i) {
    bool keep = only_names;
    const auto* name = as_if<Name>(values[i]);
    if (name != nullptr && only_names) {
      for (std::size_t j = 0; j < i; ++j) keep = keep && as<Name>(targets[j])->id != name->id;
      for (std::size_t j = i + 1; j < values.size(); ++j) keep = keep && !may_rebind(values[j], name->id);
    }
    if (fold(values[i]) || (keep && name != nullptr)) {
      operands.push_back(eval(values[i]));
    } else {
      operands.push_back(new_temporary());
      eval_to(values[i], operands.back());
    }
  }
  for (std::size_t i = 0; i < targets.size(); ++i) store(targets[i], operands[i]);
  return true;
}

void UnitCompiler::assign(const Assign* node) {
  const Expr* target = node->targets[0];
  if (node->targets.size() > 1) {
    int value = eval(node->value);
    if (is_variable(value)) {
      // The first target may overwrite it.
      const int copy = new_temporary();
      move(copy, value);
      value = copy;
    }
    for (const Expr* each : node->targets) store(each, value);
    return;
  }
  if (const auto* name = as_if<Name>(target)) {
    const int variable = local_register(name->id);
    if (variable >= 0 && name->id != "__debug__") {
      eval_to(node->value, variable);
      return bound_.add(variable);
    }
    return store(target, eval(node->value));
  }
  const bool display = node->value->kind == NodeKind::kTuple || node->value->kind == NodeKind::kList;
  if (display && assign_in_parallel(target, node->value)) return;
  store(target, eval_before(node->value, target));
}

void UnitCompiler::augmented_assign(const AugAssign* node) {
  const Opcode opcode = inplace_opcode(node->op);
  const Expr* target = node->target;
  if (const auto* name = as_if<Name>(target)) {
    const int variable = local_register(name->id);
    if (variable >= 0) {
      check_bound(variable);
      int operand = variable;
      if (may_rebind(node->value, name->id)) {
        operand = new_temporary();
        move(operand, variable);
      }
      return emit(opcode, variable, operand, eval(node->value));
    }
    const int value = new_temporary();
    {
      const At at(*this, target->span);
      load_name(name->id, value);
    }
    emit(opcode, value, value, eval(node->value));
    return store(target, value);
  }
  const int value = new_temporary();
  if (const auto* attribute = as_if<Attribute>(target)) {
    if (forbidden(attribute->attr)) return;
    const int object = eval_before(attribute->value, node->value);
    const Span span = attribute_span(attribute);
    const std::string_view name = mangle(attribute->attr);
    {
      const At at(*this, span);
      emit(Opcode::kLoadAttr, value, object, builder_.site(name));
    }
    emit(opcode, value, value, eval(node->value));
    const At at(*this, span);
    return emit(Opcode::kStoreAttr, object, value, builder_.site(name));
  }
  if (const auto* item = as_if<Subscript>(target)) {
    int object = eval_before(item->value, item->slice);
    if (const auto* name = as_if<Name>(item->value); name != nullptr && may_rebind(node->value, name->id)) {
      object = new_temporary();
      eval_to(item->value, object);
    }
    const int index = eval_before(item->slice, node->value);
    {
      const At at(*this, target->span);
      emit(Opcode::kLoadItem, value, object, index);
    }
    emit(opcode, value, value, eval(node->value));
    const At at(*this, target->span);
    return emit(Opcode::kStoreItem, object, index, value);
  }
  fail("illegal expression for augmented assignment", target->span);
}

void UnitCompiler::annotated_assign(const AnnAssign* node) {
  const Expr* target = node->target;
  if (node->value != nullptr) {
    const auto* name = as_if<Name>(target);
    const int variable = name != nullptr ? local_register(name->id) : -1;
    if (variable >= 0) {
      eval_to(node->value, variable);
      bound_.add(variable);
    } else {
      const Temporaries temporaries(*this);
      store(target, eval_before(node->value, target));
    }
  } else if (const auto* attribute = as_if<Attribute>(target)) {
    eval_and_drop(attribute->value);
  } else if (const auto* item = as_if<Subscript>(target)) {
    const Temporaries temporaries(*this);
    eval_before(item->value, item->slice);
    eval(item->slice);
  }
  if (const auto* name = as_if<Name>(target)) {
    if (forbidden(name->id)) return;
  }
  // Functions do not evaluate the annotations of their variables.
  if (scope_.kind == ScopeKind::kFunction) return;
  if (!node->simple) {
    if (!shared_.string_annotations) eval_and_drop(node->annotation);
    return;
  }
  const Temporaries temporaries(*this);
  const int value = new_temporary();
  annotation(node->annotation, value);
  emit(Opcode::kStoreAnnotation, value, builder_.name(mangle(as<Name>(target)->id)));
}

}  // namespace minipy::compile
