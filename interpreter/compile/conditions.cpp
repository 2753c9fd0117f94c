// Conditions become jumps without a value in between wherever that is possible: `and`, `or` and `not` vanish
// into where the jumps go, and a comparison and its jump are one instruction.
//
// As in CPython, what a jump stands for is the statement, or from the first comparison on the last
// comparison: that is what an assert points at.

#include "interpreter/compile/fold.hpp"
#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

namespace {

struct FusedJumps {
  bytecode::Opcode unless;
  bytecode::Opcode loop;
};

std::optional<FusedJumps> fused_jumps(CompareOperator op) {
  using bytecode::Opcode;
  switch (op) {
    case CompareOperator::kLt:
      return FusedJumps{Opcode::kJumpUnlessLt, Opcode::kLoopIfLt};
    case CompareOperator::kLtE:
      return FusedJumps{Opcode::kJumpUnlessLe, Opcode::kLoopIfLe};
    case CompareOperator::kEq:
      return FusedJumps{Opcode::kJumpUnlessEq, Opcode::kLoopIfEq};
    case CompareOperator::kNotEq:
      return FusedJumps{Opcode::kJumpUnlessNe, Opcode::kLoopIfNe};
    case CompareOperator::kGt:
      return FusedJumps{Opcode::kJumpUnlessGt, Opcode::kLoopIfGt};
    case CompareOperator::kGtE:
      return FusedJumps{Opcode::kJumpUnlessGe, Opcode::kLoopIfGe};
    default:
      return std::nullopt;
  }
}

bool is_none(const Expr* node) {
  const auto* literal = as_if<syntax::Constant>(node);
  return literal != nullptr && literal->type == ConstantKind::kNone;
}

}  // namespace

void UnitCompiler::jump_if_operand(int operand, bool sense, Target& target) {
  jump(sense ? Opcode::kJumpIfTrue : Opcode::kJumpIfFalse, target, operand);
}

void UnitCompiler::jump_if(const Expr* node, bool sense, Target& target) {
  const Temporaries temporaries(*this);
  if (const auto known = fold(node)) {
    if (truth(*known) == sense) jump(Opcode::kJump, target);
    return;
  }
  switch (node->kind) {
    case NodeKind::kUnaryOp:
      if (as<UnaryOp>(node)->op == UnaryOperator::kNot) {
        return jump_if(as<UnaryOp>(node)->operand, !sense, target);
      }
      break;
    case NodeKind::kBoolOp:
      return jump_if_all(as<BoolOp>(node), sense, target);
    case NodeKind::kIfExp: {
      const auto* choice = as<IfExp>(node);
      Target otherwise = new_target();
      Target end = new_target();
      jump_if(choice->test, false, otherwise);
      jump_if(choice->body, sense, target);
      jump(Opcode::kJump, end);
      place(otherwise);
      jump_if(choice->orelse, sense, target);
      return place(end);
    }
    case NodeKind::kCompare:
      return jump_if_compare(as<Compare>(node), sense, target);
    default:
      break;
  }
  jump_if_operand(eval(node), sense, target);
}

void UnitCompiler::jump_if_all(const BoolOp* node, bool sense, Target& target) {
  const bool is_and = node->op == BoolOperator::kAnd;
  if (is_and != sense) {
    // One is enough to jump.
    for (const Expr* value : node->values) jump_if(value, sense, target);
    return;
  }
  Target skip = new_target();
  for (const Expr* value : node->values) {
    if (value != node->values.back()) {
      jump_if(value, !sense, skip);
    } else {
      jump_if(value, sense, target);
    }
  }
  place(skip);
}

void UnitCompiler::jump_if_compare_one(CompareOperator op, int left, const Expr* right_node, bool sense,
                                       Target& target) {
  const bool identity = op == CompareOperator::kIs || op == CompareOperator::kIsNot;
  if (identity && is_none(right_node)) {
    const bool when_none = (op == CompareOperator::kIs) == sense;
    return jump(when_none ? Opcode::kJumpIfNone : Opcode::kJumpIfNotNone, target, left);
  }
  const int right = compare_right(op, right_node, nullptr);
  const auto fused = fused_jumps(op);
  if (fused && !sense) return jump(fused->unless, target, left, right);
  const int result = new_temporary();
  compare_one(op, result, left, right);
  jump_if_operand(result, sense, target);
}

void UnitCompiler::jump_if_compare(const Compare* node, bool sense, Target& target) {
  builder_.set_span(node->span);
  int left = eval_before(node->left, node->comparators[0]);
  Target skip = new_target();
  Target& when_false = sense ? skip : target;
  const std::size_t last = node->ops.size() - 1;
  for (std::size_t i = 0; i < last; ++i) {
    const int right = compare_right(node->ops[i], node->comparators[i], node->comparators[i + 1]);
    if (const auto fused = fused_jumps(node->ops[i])) {
      jump(fused->unless, when_false, left, right);
    } else {
      const int result = new_temporary();
      compare_one(node->ops[i], result, left, right);
      jump_if_operand(result, false, when_false);
    }
    left = right;
  }
  jump_if_compare_one(node->ops[last], left, node->comparators[last], sense, target);
  place(skip);
}

void UnitCompiler::loop_if(const Expr* node, Target& body) {
  const Temporaries temporaries(*this);
  if (const auto known = fold(node)) {
    if (truth(*known)) jump(Opcode::kJumpBack, body);
    return;
  }
  if (const auto* unary = as_if<UnaryOp>(node); unary != nullptr && unary->op == UnaryOperator::kNot) {
    Target exit = new_target();
    jump_if(unary->operand, true, exit);
    jump(Opcode::kJumpBack, body);
    return place(exit);
  }
  if (const auto* all = as_if<BoolOp>(node)) {
    Target exit = new_target();
    for (const Expr* value : all->values) {
      if (all->op == BoolOperator::kAnd && value != all->values.back()) {
        jump_if(value, false, exit);
      } else {
        loop_if(value, body);
      }
    }
    return place(exit);
  }
  if (const auto* comparison = as_if<Compare>(node)) return loop_if_compare(comparison, body);
  jump(Opcode::kLoopIfTrue, body, eval(node));
}

void UnitCompiler::loop_if_compare(const Compare* node, Target& body) {
  builder_.set_span(node->span);
  const auto fused = fused_jumps(node->ops[0]);
  if (node->ops.size() == 1 && fused) {
    const int left = eval_before(node->left, node->comparators[0]);
    return jump(fused->loop, body, left, compare_right(node->ops[0], node->comparators[0], nullptr));
  }
  Target exit = new_target();
  jump_if_compare(node, false, exit);
  jump(Opcode::kJumpBack, body);
  place(exit);
}

}  // namespace minipy::compile
