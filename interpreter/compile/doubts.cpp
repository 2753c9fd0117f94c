#include "interpreter/compile/doubts.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

namespace {

/// The type that the value of a display or constant has for sure; empty: not known.
std::string type_of(const Expr* node) {
  switch (node->kind) {
    case NodeKind::kTuple:
      return "tuple";
    case NodeKind::kList:
    case NodeKind::kListComp:
      return "list";
    case NodeKind::kDict:
    case NodeKind::kDictComp:
      return "dict";
    case NodeKind::kSet:
    case NodeKind::kSetComp:
      return "set";
    case NodeKind::kGeneratorExp:
      return "generator";
    case NodeKind::kLambda:
      return "function";
    case NodeKind::kJoinedStr:
    case NodeKind::kFormattedValue:
      return "str";
    case NodeKind::kConstant:
      break;
    default:
      return "";
  }
  switch (as<Constant>(node)->type) {
    case ConstantKind::kNone:
      return "NoneType";
    case ConstantKind::kTrue:
    case ConstantKind::kFalse:
      return "bool";
    case ConstantKind::kEllipsis:
      return "ellipsis";
    case ConstantKind::kInteger:
    case ConstantKind::kBigInteger:
      return "int";
    case ConstantKind::kFloat:
      return "float";
    case ConstantKind::kImaginary:
      return "complex";
    case ConstantKind::kString:
      return "str";
    case ConstantKind::kBytes:
      return "bytes";
  }
  return "";
}

bool is_literal(const Expr* node) {
  const auto* constant = as_if<Constant>(node);
  if (constant == nullptr) return false;
  return constant->type != ConstantKind::kNone && constant->type != ConstantKind::kTrue &&
         constant->type != ConstantKind::kFalse && constant->type != ConstantKind::kEllipsis;
}

std::string about_compare(const Compare* node) {
  const Expr* left = node->left;
  for (std::size_t i = 0; i < node->ops.size(); ++i) {
    const Expr* right = node->comparators[i];
    if (is_literal(left) || is_literal(right)) {
      if (node->ops[i] == CompareOperator::kIs) return "\"is\" with a literal. Did you mean \"==\"?";
      if (node->ops[i] == CompareOperator::kIsNot) return "\"is not\" with a literal. Did you mean \"!=\"?";
    }
    left = right;
  }
  return "";
}

std::string about_call(const Call* node) {
  const std::string type = type_of(node->func);
  if (type.empty() || type == "function") return "";
  return "'" + type + "' object is not callable; perhaps you missed a comma?";
}

std::string about_subscript(const Subscript* node) {
  if (node->ctx != ExprContext::kLoad) return "";
  const std::string type = type_of(node->value);
  if (type.empty() || type == "dict") return "";
  if (type != "str" && type != "bytes" && type != "tuple" && type != "list") {
    return "'" + type + "' object is not subscriptable; perhaps you missed a comma?";
  }
  const std::string index = type_of(node->slice);
  if (index.empty() || index == "int" || index == "bool") return "";
  return type + " indices must be integers or slices, not " + index + "; perhaps you missed a comma?";
}

}  // namespace

std::string doubts_about(const Expr* node) {
  if (const auto* compare = as_if<Compare>(node)) return about_compare(compare);
  if (const auto* call = as_if<Call>(node)) return about_call(call);
  if (const auto* subscript = as_if<Subscript>(node)) return about_subscript(subscript);
  return "";
}

std::string doubts_about(const Assert* node) {
  const auto* tuple = as_if<Tuple>(node->test);
  if (tuple == nullptr || tuple->elts.empty()) return "";
  return "assertion is always true, perhaps remove parentheses?";
}

}  // namespace minipy::compile
