#include "interpreter/compile/unparse.hpp"

#include "interpreter/bytecode/constant_text.hpp"
#include "interpreter/compile/fold.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

namespace {

/// How tightly an expression binds; an operand that binds less tightly than its place asks for gets
/// parentheses.
enum Precedence : int {
  kTuple,
  kTest,
  kOr,
  kAnd,
  kNot,
  kCompare,
  kBitOr,
  kBitXor,
  kBitAnd,
  kShift,
  kArithmetic,
  kTerm,
  kFactor,
  kPower,
  kAwait,
  kAtom
};

struct BinarySign {
  const char* sign;
  Precedence precedence;
  bool right_associative = false;
};

BinarySign binary_sign(BinaryOperator op) {
  switch (op) {
    case BinaryOperator::kAdd:
      return {" + ", kArithmetic};
    case BinaryOperator::kSub:
      return {" - ", kArithmetic};
    case BinaryOperator::kMult:
      return {" * ", kTerm};
    case BinaryOperator::kMatMult:
      return {" @ ", kTerm};
    case BinaryOperator::kDiv:
      return {" / ", kTerm};
    case BinaryOperator::kMod:
      return {" % ", kTerm};
    case BinaryOperator::kPow:
      return {" ** ", kPower, true};
    case BinaryOperator::kLShift:
      return {" << ", kShift};
    case BinaryOperator::kRShift:
      return {" >> ", kShift};
    case BinaryOperator::kBitOr:
      return {" | ", kBitOr};
    case BinaryOperator::kBitXor:
      return {" ^ ", kBitXor};
    case BinaryOperator::kBitAnd:
      return {" & ", kBitAnd};
    case BinaryOperator::kFloorDiv:
      return {" // ", kTerm};
  }
  return {" ? ", kAtom};
}

const char* compare_sign(CompareOperator op) {
  constexpr const char* kSigns[] = {" == ", " != ", " < ",      " <= ", " > ",
                                    " >= ", " is ", " is not ", " in ", " not in "};
  return kSigns[static_cast<int>(op)];
}

class Unparser {
 public:
  std::string text;

  void expression(const Expr* node, int place);

 private:
  void open(bool parentheses) {
    if (parentheses) text += '(';
  }
  void close(bool parentheses) {
    if (parentheses) text += ')';
  }
  void list(Nodes<Expr> nodes, int place = kTest) {
    const char* separator = "";
    for (const Expr* node : nodes) {
      text += separator;
      expression(node, place);
      separator = ", ";
    }
  }
  void constant(const syntax::Constant* node);
  void tuple(const Tuple* node, int place);
  void binary(const BinOp* node, int place);
  void unary(const UnaryOp* node, int place);
  void call(const Call* node);
  void dict(const Dict* node);
  void slice(const Slice* node);
  void arguments(const Arguments* args);
  void generators(Nodes<Comprehension> nodes);
  void joined(const JoinedStr* node);
};

void Unparser::constant(const syntax::Constant* node) { text += bytecode::constant_text(literal(*node)); }

void Unparser::tuple(const Tuple* node, int place) {
  if (node->elts.empty()) {
    text += "()";
    return;
  }
  open(place > kTuple);
  list(node->elts);
  if (node->elts.size() == 1) text += ',';
  close(place > kTuple);
}

void Unparser::binary(const BinOp* node, int place) {
  const BinarySign sign = binary_sign(node->op);
  open(place > sign.precedence);
  expression(node->left, sign.precedence + (sign.right_associative ? 1 : 0));
  text += sign.sign;
  expression(node->right, sign.precedence + (sign.right_associative ? 0 : 1));
  close(place > sign.precedence);
}

void Unparser::unary(const UnaryOp* node, int place) {
  constexpr const char* kSigns[] = {"~", "not ", "+", "-"};
  const int precedence = node->op == UnaryOperator::kNot ? kNot : kFactor;
  open(place > precedence);
  text += kSigns[static_cast<int>(node->op)];
  expression(node->operand, precedence);
  close(place > precedence);
}

void Unparser::call(const Call* node) {
  expression(node->func, kAtom);
  text += '(';
  list(node->args);
  const char* separator = node->args.empty() ? "" : ", ";
  for (const Keyword* keyword : node->keywords) {
    text += separator;
    separator = ", ";
    if (keyword->arg.empty()) {
      text += "**";
    } else {
      text += keyword->arg;
      text += '=';
    }
    expression(keyword->value, kTest);
  }
  text += ')';
}

void Unparser::dict(const Dict* node) {
  text += '{';
  for (std::size_t i = 0; i < node->keys.size(); ++i) {
    if (i > 0) text += ", ";
    if (node->keys[i] != nullptr) {
      expression(node->keys[i], kTest);
      text += ": ";
      expression(node->values[i], kTest);
    } else {
      text += "**";
      expression(node->values[i], kBitOr);
    }
  }
  text += '}';
}

void Unparser::slice(const Slice* node) {
  if (node->lower != nullptr) expression(node->lower, kTest);
  text += ':';
  if (node->upper != nullptr) expression(node->upper, kTest);
  if (node->step == nullptr) return;
  text += ':';
  expression(node->step, kTest);
}

void Unparser::arguments(const Arguments* args) {
  const char* separator = "";
  const auto begin = [&] {
    text += separator;
    separator = ", ";
  };
  const std::size_t positional = args->posonlyargs.size() + args->args.size();
  const std::size_t first_default = positional - args->defaults.size();
  for (std::size_t i = 0; i < positional; ++i) {
    begin();
    const bool only = i < args->posonlyargs.size();
    text += only ? args->posonlyargs[i]->arg : args->args[i - args->posonlyargs.size()]->arg;
    if (i >= first_default) {
      text += '=';
      expression(args->defaults[i - first_default], kTest);
    }
    if (only && i + 1 == args->posonlyargs.size()) text += ", /";
  }
  if (args->vararg != nullptr || !args->kwonlyargs.empty()) {
    begin();
    text += '*';
    if (args->vararg != nullptr) text += args->vararg->arg;
  }
  for (std::size_t i = 0; i < args->kwonlyargs.size(); ++i) {
    begin();
    text += args->kwonlyargs[i]->arg;
    if (args->kw_defaults[i] == nullptr) continue;
    text += '=';
    expression(args->kw_defaults[i], kTest);
  }
  if (args->kwarg == nullptr) return;
  begin();
  text += "**";
  text += args->kwarg->arg;
}

void Unparser::generators(Nodes<Comprehension> nodes) {
  for (const Comprehension* node : nodes) {
    text += node->is_async ? " async for " : " for ";
    expression(node->target, kTuple);
    text += " in ";
    expression(node->iter, kTest + 1);
    for (const Expr* condition : node->ifs) {
      text += " if ";
      expression(condition, kTest + 1);
    }
  }
}

void Unparser::joined(const JoinedStr* node) {
  Unparser inner;
  for (const Expr* value : node->values) {
    if (const auto* literal = as_if<syntax::Constant>(value)) {
      for (const char c : literal->text) {
        inner.text += c;
        if (c == '{' || c == '}') inner.text += c;
      }
    } else if (const auto* field = as_if<FormattedValue>(value)) {
      inner.text += '{';
      inner.expression(field->value, kTest + 1);
      if (field->conversion != 0) {
        inner.text += '!';
        inner.text += field->conversion;
      }
      if (const auto* spec = as_if<JoinedStr>(field->format_spec)) {
        Unparser nested;
        nested.joined(spec);
        inner.text += ':';
        inner.text += nested.text.substr(2, nested.text.size() - 3);
      }
      inner.text += '}';
    }
  }
  text += 'f';
  text += bytecode::constant_text({bytecode::StrConstant{std::move(inner.text)}});
}

void Unparser::expression(const Expr* node, int place) {
  switch (node->kind) {
    case NodeKind::kConstant:
      return constant(as<syntax::Constant>(node));
    case NodeKind::kName:
      text += as<Name>(node)->id;
      return;
    case NodeKind::kAttribute: {
      const auto* value = as<Attribute>(node)->value;
      expression(value, kAtom);
      const auto* literal = as_if<syntax::Constant>(value);
      text += literal != nullptr && literal->type == ConstantKind::kInteger ? " ." : ".";
      text += as<Attribute>(node)->attr;
      return;
    }
    case NodeKind::kSubscript:
      expression(as<Subscript>(node)->value, kAtom);
      text += '[';
      expression(as<Subscript>(node)->slice, kTuple);
      text += ']';
      return;
    case NodeKind::kTuple:
      return tuple(as<Tuple>(node), place);
    case NodeKind::kList:
      text += '[';
      list(as<List>(node)->elts);
      text += ']';
      return;
    case NodeKind::kSet:
      text += '{';
      list(as<Set>(node)->elts);
      text += '}';
      return;
    case NodeKind::kDict:
      return dict(as<Dict>(node));
    case NodeKind::kStarred:
      text += '*';
      return expression(as<Starred>(node)->value, kBitOr);
    case NodeKind::kBinOp:
      return binary(as<BinOp>(node), place);
    case NodeKind::kUnaryOp:
      return unary(as<UnaryOp>(node), place);
    case NodeKind::kBoolOp: {
      const bool is_and = as<BoolOp>(node)->op == BoolOperator::kAnd;
      const int precedence = is_and ? kAnd : kOr;
      open(place > precedence);
      const char* separator = "";
      for (const Expr* value : as<BoolOp>(node)->values) {
        text += separator;
        expression(value, precedence + 1);
        separator = is_and ? " and " : " or ";
      }
      return close(place > precedence);
    }
    case NodeKind::kCompare: {
      const auto* compare = as<Compare>(node);
      open(place > kCompare);
      expression(compare->left, kCompare + 1);
      for (std::size_t i = 0; i < compare->ops.size(); ++i) {
        text += compare_sign(compare->ops[i]);
        expression(compare->comparators[i], kCompare + 1);
      }
      return close(place > kCompare);
    }
    case NodeKind::kCall:
      return call(as<Call>(node));
    case NodeKind::kIfExp:
      open(place > kTest);
      expression(as<IfExp>(node)->body, kTest + 1);
      text += " if ";
      expression(as<IfExp>(node)->test, kTest + 1);
      text += " else ";
      expression(as<IfExp>(node)->orelse, kTest);
      return close(place > kTest);
    case NodeKind::kLambda: {
      open(place > kTest);
      const auto* lambda = as<Lambda>(node);
      const std::size_t before = text.size();
      arguments(lambda->args);
      text.insert(before, text.size() == before ? "lambda" : "lambda ");
      text += ": ";
      expression(lambda->body, kTest);
      return close(place > kTest);
    }
    case NodeKind::kNamedExpr:
      open(place > kTuple);
      expression(as<NamedExpr>(node)->target, kAtom);
      text += " := ";
      expression(as<NamedExpr>(node)->value, kAtom);
      return close(place > kTuple);
    case NodeKind::kListComp:
      text += '[';
      expression(as<ListComp>(node)->elt, kTest);
      generators(as<ListComp>(node)->generators);
      text += ']';
      return;
    case NodeKind::kSetComp:
      text += '{';
      expression(as<SetComp>(node)->elt, kTest);
      generators(as<SetComp>(node)->generators);
      text += '}';
      return;
    case NodeKind::kGeneratorExp:
      text += '(';
      expression(as<GeneratorExp>(node)->elt, kTest);
      generators(as<GeneratorExp>(node)->generators);
      text += ')';
      return;
    case NodeKind::kDictComp:
      text += '{';
      expression(as<DictComp>(node)->key, kTest);
      text += ": ";
      expression(as<DictComp>(node)->value, kTest);
      generators(as<DictComp>(node)->generators);
      text += '}';
      return;
    case NodeKind::kSlice:
      return slice(as<Slice>(node));
    case NodeKind::kJoinedStr:
      return joined(as<JoinedStr>(node));
    case NodeKind::kAwait:
      open(place > kAwait);
      text += "await ";
      expression(as<Await>(node)->value, kAtom);
      return close(place > kAwait);
    default:
      return;
  }
}

}  // namespace

std::string unparse(const Expr* node) {
  Unparser unparser;
  unparser.expression(node, kTest);
  return unparser.text;
}

}  // namespace minipy::compile
