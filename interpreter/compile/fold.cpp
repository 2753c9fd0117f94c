#include "interpreter/compile/fold.hpp"

#include <cstdlib>
#include <limits>

namespace minipy::compile {

namespace {

using bytecode::BytesConstant;
using bytecode::ComplexConstant;
using bytecode::Constant;
using bytecode::NoneConstant;
using bytecode::StrConstant;
using bytecode::TupleConstant;
using syntax::BinaryOperator;
using syntax::UnaryOperator;
using Folded = std::optional<Constant>;

/// CPython's limit for str and bytes made by `*`.
constexpr std::size_t kMaxText = 4096;
/// Integers up to here convert to double exactly.
constexpr std::int64_t kExactDouble = std::int64_t{1} << 53;

std::optional<std::int64_t> integer(const Constant& constant) {
  if (const auto* value = std::get_if<std::int64_t>(&constant.value)) return *value;
  if (const auto* value = std::get_if<bool>(&constant.value)) return *value ? 1 : 0;
  return std::nullopt;
}

std::optional<double> real(const Constant& constant) {
  if (const auto* value = std::get_if<double>(&constant.value)) return *value;
  if (const auto value = integer(constant)) {
    if (*value > kExactDouble || *value < -kExactDouble) return std::nullopt;
    return static_cast<double>(*value);
  }
  return std::nullopt;
}

std::optional<std::int64_t> power(std::int64_t base, std::int64_t exponent) {
  if (exponent < 0 || exponent > 1000) return std::nullopt;
  std::int64_t result = 1;
  for (; exponent > 0; --exponent) {
    if (__builtin_mul_overflow(result, base, &result)) return std::nullopt;
  }
  return result;
}

/// Rounds towards minus infinity, as Python does.
std::int64_t floor_division(std::int64_t left, std::int64_t right) {
  const std::int64_t quotient = left / right;
  return left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient;
}

Folded fold_integers(BinaryOperator op, std::int64_t left, std::int64_t right) {
  std::int64_t result = 0;
  switch (op) {
    case BinaryOperator::kAdd:
      if (__builtin_add_overflow(left, right, &result)) return std::nullopt;
      return Constant{result};
    case BinaryOperator::kSub:
      if (__builtin_sub_overflow(left, right, &result)) return std::nullopt;
      return Constant{result};
    case BinaryOperator::kMult:
      if (__builtin_mul_overflow(left, right, &result)) return std::nullopt;
      return Constant{result};
    case BinaryOperator::kDiv:
      if (right == 0 || std::abs(left) > kExactDouble || std::abs(right) > kExactDouble) return std::nullopt;
      return Constant{static_cast<double>(left) / static_cast<double>(right)};
    case BinaryOperator::kFloorDiv:
      if (right == 0 || right == -1) return std::nullopt;
      return Constant{floor_division(left, right)};
    case BinaryOperator::kMod:
      if (right == 0 || right == -1) return std::nullopt;
      return Constant{left - floor_division(left, right) * right};
    case BinaryOperator::kPow:
      if (const auto value = power(left, right)) return Constant{*value};
      return std::nullopt;
    case BinaryOperator::kLShift:
      if (right < 0 || right > 62) return std::nullopt;
      if (__builtin_mul_overflow(left, std::int64_t{1} << right, &result)) return std::nullopt;
      return Constant{result};
    case BinaryOperator::kRShift:
      if (right < 0) return std::nullopt;
      return Constant{left >> (right > 63 ? 63 : right)};
    case BinaryOperator::kBitOr:
      return Constant{left | right};
    case BinaryOperator::kBitXor:
      return Constant{left ^ right};
    case BinaryOperator::kBitAnd:
      return Constant{left & right};
    default:
      return std::nullopt;
  }
}

Folded fold_reals(BinaryOperator op, double left, double right) {
  switch (op) {
    case BinaryOperator::kAdd:
      return Constant{left + right};
    case BinaryOperator::kSub:
      return Constant{left - right};
    case BinaryOperator::kMult:
      return Constant{left * right};
    case BinaryOperator::kDiv:
      if (right == 0) return std::nullopt;
      return Constant{left / right};
    default:
      return std::nullopt;
  }
}

std::optional<ComplexConstant> as_complex(const Constant& constant) {
  if (const auto* value = std::get_if<ComplexConstant>(&constant.value)) return *value;
  if (const auto value = real(constant)) return ComplexConstant{*value, 0.0};
  return std::nullopt;
}

Folded fold_complexes(BinaryOperator op, const Constant& left, const Constant& right) {
  const auto a = as_complex(left);
  const auto b = as_complex(right);
  if (!a || !b) return std::nullopt;
  if (op == BinaryOperator::kAdd) {
    return Constant{ComplexConstant{a->real + b->real, a->imaginary + b->imaginary}};
  }
  if (op == BinaryOperator::kSub) {
    return Constant{ComplexConstant{a->real - b->real, a->imaginary - b->imaginary}};
  }
  return std::nullopt;
}

std::optional<std::string> repeat(const std::string& text, std::int64_t times) {
  if (times < 0) times = 0;
  if (!text.empty() && static_cast<std::size_t>(times) > kMaxText / text.size()) return std::nullopt;
  std::string result;
  for (; times > 0; --times) result += text;
  return result;
}

Folded fold_texts(BinaryOperator op, const Constant& left, const Constant& right) {
  const auto* a = std::get_if<StrConstant>(&left.value);
  const auto* b = std::get_if<StrConstant>(&right.value);
  if (op == BinaryOperator::kAdd) {
    if (a != nullptr && b != nullptr) return text_constant(a->utf8 + b->utf8);
    const auto* x = std::get_if<BytesConstant>(&left.value);
    const auto* y = std::get_if<BytesConstant>(&right.value);
    if (x != nullptr && y != nullptr) return Constant{BytesConstant{x->bytes + y->bytes}};
    return std::nullopt;
  }
  if (op != BinaryOperator::kMult) return std::nullopt;
  const StrConstant* text = a != nullptr ? a : b;
  const auto times = integer(a != nullptr ? right : left);
  if (text == nullptr || !times) return std::nullopt;
  if (const auto result = repeat(text->utf8, *times)) return text_constant(*result);
  return std::nullopt;
}

Folded fold_unary(UnaryOperator op, const Constant& operand) {
  if (op == UnaryOperator::kNot) return Constant{!truth(operand)};
  if (const auto value = integer(operand)) {
    switch (op) {
      case UnaryOperator::kInvert:
        return Constant{~*value};
      case UnaryOperator::kUSub:
        if (*value == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
        return Constant{-*value};
      default:
        return Constant{*value};
    }
  }
  if (op == UnaryOperator::kInvert) return std::nullopt;
  const bool negative = op == UnaryOperator::kUSub;
  if (const auto* value = std::get_if<double>(&operand.value)) return Constant{negative ? -*value : *value};
  if (const auto* value = std::get_if<ComplexConstant>(&operand.value)) {
    if (!negative) return operand;
    return Constant{ComplexConstant{-value->real, -value->imaginary}};
  }
  return std::nullopt;
}

Folded fold_chain(const syntax::BinOp* node) {
  // A long sum leans to the left: look at its first term before anything else.
  std::vector<const syntax::BinOp*> chain;
  const syntax::Expr* left = node;
  while (const auto* inner = syntax::as_if<syntax::BinOp>(left)) {
    chain.push_back(inner);
    left = inner->left;
  }
  Folded result = fold(left);
  while (result && !chain.empty()) {
    const Folded right = fold(chain.back()->right);
    if (!right) return std::nullopt;
    result = fold_binary(chain.back()->op, *result, *right);
    chain.pop_back();
  }
  return result;
}

struct Truth {
  bool operator()(const NoneConstant&) const { return false; }
  bool operator()(const bytecode::EllipsisConstant&) const { return true; }
  bool operator()(bool value) const { return value; }
  bool operator()(std::int64_t value) const { return value != 0; }
  bool operator()(double value) const { return value != 0; }
  bool operator()(const bytecode::BigIntConstant&) const { return true; }
  bool operator()(const ComplexConstant& value) const { return value.real != 0 || value.imaginary != 0; }
  bool operator()(const StrConstant& value) const { return !value.utf8.empty(); }
  bool operator()(const BytesConstant& value) const { return !value.bytes.empty(); }
  bool operator()(const TupleConstant& value) const { return !value.items.empty(); }
  bool operator()(const bytecode::FrozenSetConstant& value) const { return !value.items.empty(); }
};

bool looks_like_name(std::string_view text) {
  for (const char c : text) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!word) return false;
  }
  return true;
}

}  // namespace

bytecode::Constant text_constant(std::string_view utf8) {
  return Constant{StrConstant{std::string(utf8), looks_like_name(utf8)}};
}

bytecode::Constant literal(const syntax::Constant& node) {
  switch (node.type) {
    case syntax::ConstantKind::kNone:
      return {NoneConstant{}};
    case syntax::ConstantKind::kTrue:
      return {true};
    case syntax::ConstantKind::kFalse:
      return {false};
    case syntax::ConstantKind::kEllipsis:
      return {bytecode::EllipsisConstant{}};
    case syntax::ConstantKind::kInteger:
      return {node.integer};
    case syntax::ConstantKind::kBigInteger:
      return {bytecode::BigIntConstant{std::string(node.text), node.digits_base}};
    case syntax::ConstantKind::kFloat:
      return {node.real};
    case syntax::ConstantKind::kImaginary:
      return {ComplexConstant{0.0, node.real}};
    case syntax::ConstantKind::kString:
      return text_constant(node.text);
    case syntax::ConstantKind::kBytes:
      return {BytesConstant{std::string(node.text)}};
  }
  MINIPY_UNREACHABLE("every kind of literal is handled");
}

bool truth(const Constant& constant) { return std::visit(Truth{}, constant.value); }

std::optional<Constant> fold_binary(BinaryOperator op, const Constant& left, const Constant& right) {
  const auto a = integer(left);
  const auto b = integer(right);
  if (a && b) {
    const bool logical =
        op == BinaryOperator::kBitAnd || op == BinaryOperator::kBitOr || op == BinaryOperator::kBitXor;
    // True & True is True, not 1.
    if (logical && std::holds_alternative<bool>(left.value) && std::holds_alternative<bool>(right.value)) {
      return std::nullopt;
    }
    return fold_integers(op, *a, *b);
  }
  const auto x = real(left);
  const auto y = real(right);
  if (x && y) return fold_reals(op, *x, *y);
  if (Folded result = fold_complexes(op, left, right)) return result;
  return fold_texts(op, left, right);
}

std::optional<TupleConstant> fold_all(syntax::Nodes<syntax::Expr> nodes) {
  TupleConstant tuple;
  for (const syntax::Expr* node : nodes) {
    Folded item = fold(node);
    if (!item) return std::nullopt;
    tuple.items.push_back(std::move(*item));
  }
  return tuple;
}

std::optional<Constant> fold(const syntax::Expr* node) {
  switch (node->kind) {
    case syntax::NodeKind::kConstant:
      return literal(*syntax::as<syntax::Constant>(node));
    case syntax::NodeKind::kName:
      if (syntax::as<syntax::Name>(node)->id == "__debug__") return Constant{true};
      return std::nullopt;
    case syntax::NodeKind::kUnaryOp: {
      const auto* unary = syntax::as<syntax::UnaryOp>(node);
      const Folded operand = fold(unary->operand);
      return operand ? fold_unary(unary->op, *operand) : std::nullopt;
    }
    case syntax::NodeKind::kBinOp:
      return fold_chain(syntax::as<syntax::BinOp>(node));
    case syntax::NodeKind::kTuple: {
      auto tuple = fold_all(syntax::as<syntax::Tuple>(node)->elts);
      if (!tuple) return std::nullopt;
      return Constant{std::move(*tuple)};
    }
    default:
      return std::nullopt;
  }
}

}  // namespace minipy::compile
