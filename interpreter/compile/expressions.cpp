#include "interpreter/compile/fold.hpp"
#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

namespace {

bytecode::Opcode binary_opcode(BinaryOperator op) {
  using bytecode::Opcode;
  switch (op) {
    case BinaryOperator::kAdd:
      return Opcode::kAdd;
    case BinaryOperator::kSub:
      return Opcode::kSub;
    case BinaryOperator::kMult:
      return Opcode::kMul;
    case BinaryOperator::kMatMult:
      return Opcode::kMatMul;
    case BinaryOperator::kDiv:
      return Opcode::kTrueDiv;
    case BinaryOperator::kMod:
      return Opcode::kMod;
    case BinaryOperator::kPow:
      return Opcode::kPow;
    case BinaryOperator::kLShift:
      return Opcode::kLShift;
    case BinaryOperator::kRShift:
      return Opcode::kRShift;
    case BinaryOperator::kBitOr:
      return Opcode::kOr;
    case BinaryOperator::kBitXor:
      return Opcode::kXor;
    case BinaryOperator::kBitAnd:
      return Opcode::kAnd;
    case BinaryOperator::kFloorDiv:
      return Opcode::kFloorDiv;
  }
  MINIPY_UNREACHABLE("every operator has an instruction");
}

bytecode::Opcode compare_opcode(CompareOperator op) {
  using bytecode::Opcode;
  switch (op) {
    case CompareOperator::kEq:
      return Opcode::kEq;
    case CompareOperator::kNotEq:
      return Opcode::kNe;
    case CompareOperator::kLt:
      return Opcode::kLt;
    case CompareOperator::kLtE:
      return Opcode::kLe;
    case CompareOperator::kGt:
      return Opcode::kGt;
    case CompareOperator::kGtE:
      return Opcode::kGe;
    case CompareOperator::kIs:
      return Opcode::kIs;
    case CompareOperator::kIsNot:
      return Opcode::kIsNot;
    case CompareOperator::kIn:
      return Opcode::kIn;
    case CompareOperator::kNotIn:
      return Opcode::kNotIn;
  }
  MINIPY_UNREACHABLE("every comparison has an instruction");
}

}  // namespace

void UnitCompiler::eval_to(const Expr* node, int dst) {
  const At at(*this, node->span);
  if (const auto known = fold(node)) return load_constant(*known, dst);
  const Temporaries temporaries(*this);
  visit(node, dst);
}

int UnitCompiler::eval_before(const Expr* node, const Expr* later, int hint) {
  if (auto known = fold(node)) return constant(std::move(*known));
  int variable = -1;
  if (const auto* name = as_if<Name>(node)) {
    variable = local_register(name->id);
    if (variable >= 0) {
      const At at(*this, node->span);
      check_bound(variable);
      if (!may_rebind(later, name->id)) return variable;
    }
  } else if (const auto* named = as_if<NamedExpr>(node)) {
    const std::string_view target = as<Name>(named->target)->id;
    variable = local_register(target);
    if (variable >= 0 && !may_rebind(later, target)) {
      eval_to(named->value, variable);
      bound_.add(variable);
      return variable;
    }
  }
  const int dst = hint >= 0 ? hint : new_temporary();
  eval_to(node, dst);
  return dst;
}

int UnitCompiler::eval_register(const Expr* node) {
  const int operand = eval(node);
  if (operand >= 0) return operand;
  const At at(*this, node->span);
  const int dst = new_temporary();
  move(dst, operand);
  return dst;
}

void UnitCompiler::eval_and_drop(const Expr* node) {
  if (fold(node)) return;
  const Temporaries temporaries(*this);
  eval(node);
}

void UnitCompiler::visit(const Expr* node, int dst) {
  switch (node->kind) {
    case NodeKind::kBoolOp:
      return bool_op(as<BoolOp>(node), dst);
    case NodeKind::kNamedExpr:
      return named_expression(as<NamedExpr>(node), dst);
    case NodeKind::kBinOp:
      return binary(as<BinOp>(node), dst);
    case NodeKind::kUnaryOp:
      return unary(as<UnaryOp>(node), dst);
    case NodeKind::kLambda:
      return lambda(as<Lambda>(node), dst);
    case NodeKind::kIfExp:
      return if_expression(as<IfExp>(node), dst);
    case NodeKind::kDict:
      return dict(as<Dict>(node), dst);
    case NodeKind::kSet:
      return set(as<Set>(node)->elts, dst);
    case NodeKind::kListComp:
      return comprehension(node, as<ListComp>(node)->generators, as<ListComp>(node)->elt, nullptr, dst);
    case NodeKind::kSetComp:
      return comprehension(node, as<SetComp>(node)->generators, as<SetComp>(node)->elt, nullptr, dst);
    case NodeKind::kDictComp:
      return comprehension(node, as<DictComp>(node)->generators, as<DictComp>(node)->key,
                           as<DictComp>(node)->value, dst);
    case NodeKind::kGeneratorExp:
      return comprehension(node, as<GeneratorExp>(node)->generators, as<GeneratorExp>(node)->elt, nullptr,
                           dst);
    case NodeKind::kAwait:
      return await(as<Await>(node), dst);
    case NodeKind::kYield:
      return yield(as<Yield>(node), dst);
    case NodeKind::kYieldFrom:
      return yield_from(as<YieldFrom>(node), dst);
    case NodeKind::kCompare:
      return compare(as<Compare>(node), dst);
    case NodeKind::kCall:
      return call(as<Call>(node), dst);
    case NodeKind::kFormattedValue:
      return formatted_value(as<FormattedValue>(node), dst);
    case NodeKind::kJoinedStr:
      return joined_string(as<JoinedStr>(node), dst);
    case NodeKind::kAttribute:
      return attribute(as<Attribute>(node), dst);
    case NodeKind::kSubscript:
      return subscript(as<Subscript>(node), dst);
    case NodeKind::kStarred:
      return fail("can't use starred expression here", node->span);
    case NodeKind::kName:
      return load_name(as<Name>(node)->id, dst);
    case NodeKind::kList:
      return list(as<List>(node)->elts, dst);
    case NodeKind::kTuple:
      return tuple(as<Tuple>(node)->elts, dst);
    case NodeKind::kSlice:
      return slice(as<Slice>(node), dst);
    default:
      return load_constant(literal(*as<syntax::Constant>(node)), dst);
  }
}

void UnitCompiler::binary(const BinOp* node, int dst) {
  // A long sum leans to the left: collect its terms, innermost last.
  std::vector<const BinOp*> chain;
  const Expr* left = node;
  while (const auto* inner = as_if<BinOp>(left)) {
    chain.push_back(inner);
    left = inner->left;
  }
  auto known = fold(left);
  while (known) {
    const auto right = fold(chain.back()->right);
    auto result = right ? fold_binary(chain.back()->op, *known, *right) : std::nullopt;
    if (!result) break;
    known = std::move(result);
    chain.pop_back();
  }
  const int accumulator = hint_for(dst) >= 0 ? dst : new_temporary();
  int operand = known ? constant(std::move(*known)) : eval_before(left, chain.back()->right, accumulator);
  while (!chain.empty()) {
    const BinOp* part = chain.back();
    chain.pop_back();
    const Temporaries temporaries(*this);
    const int right = eval(part->right);
    const At at(*this, part->span);
    const int result = chain.empty() ? dst : accumulator;
    emit(binary_opcode(part->op), result, operand, right);
    operand = result;
  }
}

void UnitCompiler::unary(const UnaryOp* node, int dst) {
  const auto* comparison = as_if<Compare>(node->operand);
  if (node->op == UnaryOperator::kNot && comparison != nullptr && comparison->ops.size() == 1) {
    // not (a in b) is a not in b; the orderings have no such opposite.
    const CompareOperator op = comparison->ops[0];
    std::optional<CompareOperator> opposite;
    if (op == CompareOperator::kIs) opposite = CompareOperator::kIsNot;
    if (op == CompareOperator::kIsNot) opposite = CompareOperator::kIs;
    if (op == CompareOperator::kIn) opposite = CompareOperator::kNotIn;
    if (op == CompareOperator::kNotIn) opposite = CompareOperator::kIn;
    if (opposite) {
      const int left = eval_before(comparison->left, comparison->comparators[0], hint_for(dst));
      return compare_one(*opposite, dst, left, compare_right(op, comparison->comparators[0], nullptr));
    }
  }
  const int operand = eval(node->operand, hint_for(dst));
  switch (node->op) {
    case UnaryOperator::kInvert:
      return emit(Opcode::kInvert, dst, operand);
    case UnaryOperator::kNot:
      return emit(Opcode::kNot, dst, operand);
    case UnaryOperator::kUAdd:
      return emit(Opcode::kPos, dst, operand);
    case UnaryOperator::kUSub:
      return emit(Opcode::kNeg, dst, operand);
  }
}

void UnitCompiler::bool_op(const BoolOp* node, int dst) {
  const int result = hint_for(dst) >= 0 ? dst : new_temporary();
  const bool is_and = node->op == BoolOperator::kAnd;
  Target end = new_target();
  for (const Expr* value : node->values) {
    eval_to(value, result);
    if (value == node->values.back()) break;
    jump(is_and ? Opcode::kJumpIfFalse : Opcode::kJumpIfTrue, end, result);
  }
  place(end);
  move(dst, result);
}

void UnitCompiler::if_expression(const IfExp* node, int dst) {
  Target otherwise = new_target();
  Target end = new_target();
  jump_if(node->test, false, otherwise);
  eval_to(node->body, dst);
  jump(Opcode::kJump, end);
  place(otherwise);
  eval_to(node->orelse, dst);
  place(end);
}

void UnitCompiler::named_expression(const NamedExpr* node, int dst) {
  const std::string_view target = as<Name>(node->target)->id;
  const int variable = local_register(target);
  if (variable >= 0) {
    eval_to(node->value, variable);
    bound_.add(variable);
    return move(dst, variable);
  }
  const int value = hint_for(dst) >= 0 ? dst : new_temporary();
  eval_to(node->value, value);
  const At at(*this, node->target->span);
  store_name(target, value);
  move(dst, value);
}

void UnitCompiler::compare_one(CompareOperator op, int dst, int left, int right) {
  emit(compare_opcode(op), dst, left, right);
}

int UnitCompiler::compare_right(CompareOperator op, const Expr* node, const Expr* later) {
  if (op == CompareOperator::kIn || op == CompareOperator::kNotIn) {
    // A display of constants that is only searched need not be built each time.
    if (const auto* display = as_if<List>(node)) {
      if (auto items = fold_all(display->elts)) return constant({std::move(*items)});
    } else if (const auto* elements = as_if<Set>(node)) {
      if (auto items = fold_all(elements->elts)) {
        return constant({bytecode::FrozenSetConstant{std::move(items->items)}});
      }
    }
  }
  return eval_before(node, later);
}

void UnitCompiler::compare(const Compare* node, int dst) {
  int left = eval_before(node->left, node->comparators[0], hint_for(dst));
  if (node->ops.size() == 1) {
    return compare_one(node->ops[0], dst, left, compare_right(node->ops[0], node->comparators[0], nullptr));
  }
  // a < b < c: each is evaluated once, and no more than needed.
  const int result = new_temporary();
  Target end = new_target();
  for (std::size_t i = 0; i < node->ops.size(); ++i) {
    const bool last = i + 1 == node->ops.size();
    const int right =
        compare_right(node->ops[i], node->comparators[i], last ? nullptr : node->comparators[i + 1]);
    compare_one(node->ops[i], result, left, right);
    if (!last) jump(Opcode::kJumpIfFalse, end, result);
    left = right;
  }
  place(end);
  move(dst, result);
}

base::Span UnitCompiler::attribute_span(const Attribute* node) {
  // When a chain of attributes goes over several lines, CPython points at the name alone.
  Span span = node->span;
  if (span.line == span.end_line) return span;
  const auto length = static_cast<std::uint32_t>(node->attr.size());
  span.line = span.end_line;
  span.column = length <= span.end_column ? span.end_column - length : 0;
  return span;
}

void UnitCompiler::attribute(const Attribute* node, int dst) {
  const int object = eval(node->value, hint_for(dst));
  const At at(*this, attribute_span(node));
  emit(Opcode::kLoadAttr, dst, object, builder_.site(mangle(node->attr)));
}

int UnitCompiler::subscript_index(const Expr* node) { return eval(node); }

void UnitCompiler::subscript(const Subscript* node, int dst) {
  const int object = eval_before(node->value, node->slice, hint_for(dst));
  emit(Opcode::kLoadItem, dst, object, subscript_index(node->slice));
}

void UnitCompiler::slice(const Slice* node, int dst) {
  const int first = new_temporaries(3);
  int part = first;
  for (const Expr* bound : {node->lower, node->upper, node->step}) {
    if (bound != nullptr) {
      eval_to(bound, part);
    } else {
      load_constant({bytecode::NoneConstant{}}, part);
    }
    ++part;
  }
  emit(Opcode::kBuildSlice, dst, first);
}

void UnitCompiler::yield(const Yield* node, int dst) {
  if (scope_.kind != ScopeKind::kFunction) return fail("'yield' outside function", node->span);
  const int value =
      node->value != nullptr ? eval(node->value, hint_for(dst)) : constant({bytecode::NoneConstant{}});
  emit(Opcode::kYield, dst, value);
}

void UnitCompiler::yield_from(const YieldFrom* node, int dst) {
  if (scope_.kind != ScopeKind::kFunction) return fail("'yield' outside function", node->span);
  if (in_coroutine()) return fail("'yield from' inside async function", node->span);
  const int iterator = new_temporary();
  const int value = hint_for(dst) >= 0 ? dst : new_temporary();
  emit(Opcode::kGetYieldFromIter, iterator, eval(node->value, iterator));
  load_constant({bytecode::NoneConstant{}}, value);
  emit(Opcode::kYieldFrom, value, iterator);
  move(dst, value);
}

void UnitCompiler::await(const Await* node, int dst) {
  if (scope_.kind != ScopeKind::kFunction) return fail("'await' outside function", node->span);
  if (!in_coroutine() && scope_.comprehension == ComprehensionKind::kNone) {
    return fail("'await' outside async function", node->span);
  }
  const int awaitable = new_temporary();
  const int value = hint_for(dst) >= 0 ? dst : new_temporary();
  emit(Opcode::kGetAwaitable, awaitable, eval(node->value, awaitable));
  wait_for(awaitable, value);
  move(dst, value);
}

void UnitCompiler::wait_for(int reg, int value) {
  load_constant({bytecode::NoneConstant{}}, value);
  emit(Opcode::kYieldFrom, value, reg);
}

}  // namespace minipy::compile
