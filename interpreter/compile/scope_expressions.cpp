#include "interpreter/compile/scope_builder.hpp"

#include <utility>

#include "interpreter/compile/doubts.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

void ScopeBuilder::expression(const Expr* node) {
  if (!enter(node)) return;
  visit(node);
  leave();
}

void ScopeBuilder::visit(const Expr* node) {
  doubt(doubts_about(node), node);
  switch (node->kind) {
    case NodeKind::kBoolOp:
      return expressions(as<BoolOp>(node)->values);
    case NodeKind::kNamedExpr:
      return named_expression(as<NamedExpr>(node));
    case NodeKind::kBinOp:
      return binary(as<BinOp>(node));
    case NodeKind::kUnaryOp:
      return expression(as<UnaryOp>(node)->operand);
    case NodeKind::kLambda: {
      const auto* lambda = as<Lambda>(node);
      defaults(lambda->args);
      const bool in_target = std::exchange(in_iteration_target_, false);
      open(node, ScopeKind::kFunction, "<lambda>");
      parameters(lambda->args);
      expression(lambda->body);
      close();
      in_iteration_target_ = in_target;
      return;
    }
    case NodeKind::kIfExp:
      expression(as<IfExp>(node)->test);
      expression(as<IfExp>(node)->body);
      return expression(as<IfExp>(node)->orelse);
    case NodeKind::kDict:
      for (const Expr* key : as<Dict>(node)->keys) {
        if (key != nullptr) expression(key);
      }
      return expressions(as<Dict>(node)->values);
    case NodeKind::kSet:
      return expressions(as<Set>(node)->elts);
    case NodeKind::kListComp: {
      const auto* comp = as<ListComp>(node);
      return comprehension(node, "<listcomp>", ComprehensionKind::kList, comp->elt, nullptr,
                           comp->generators);
    }
    case NodeKind::kSetComp: {
      const auto* comp = as<SetComp>(node);
      return comprehension(node, "<setcomp>", ComprehensionKind::kSet, comp->elt, nullptr, comp->generators);
    }
    case NodeKind::kDictComp: {
      const auto* comp = as<DictComp>(node);
      return comprehension(node, "<dictcomp>", ComprehensionKind::kDict, comp->key, comp->value,
                           comp->generators);
    }
    case NodeKind::kGeneratorExp: {
      const auto* comp = as<GeneratorExp>(node);
      return comprehension(node, "<genexpr>", ComprehensionKind::kGenerator, comp->elt, nullptr,
                           comp->generators);
    }
    case NodeKind::kAwait:
      expression(as<Await>(node)->value);
      return check_yield(node, true);
    case NodeKind::kYield:
      if (as<Yield>(node)->value != nullptr) expression(as<Yield>(node)->value);
      return check_yield(node, false);
    case NodeKind::kYieldFrom:
      expression(as<YieldFrom>(node)->value);
      return check_yield(node, false);
    case NodeKind::kCompare:
      expression(as<Compare>(node)->left);
      return expressions(as<Compare>(node)->comparators);
    case NodeKind::kCall:
      expression(as<Call>(node)->func);
      expressions(as<Call>(node)->args);
      for (const Keyword* keyword : as<Call>(node)->keywords) expression(keyword->value);
      return;
    case NodeKind::kFormattedValue:
      expression(as<FormattedValue>(node)->value);
      if (as<FormattedValue>(node)->format_spec != nullptr) expression(as<FormattedValue>(node)->format_spec);
      return;
    case NodeKind::kJoinedStr:
      return expressions(as<JoinedStr>(node)->values);
    case NodeKind::kAttribute:
      return expression(as<Attribute>(node)->value);
    case NodeKind::kSubscript:
      expression(as<Subscript>(node)->value);
      return expression(as<Subscript>(node)->slice);
    case NodeKind::kStarred:
      return expression(as<Starred>(node)->value);
    case NodeKind::kName:
      return name_expression(as<syntax::Name>(node));
    case NodeKind::kList:
      return expressions(as<List>(node)->elts);
    case NodeKind::kTuple:
      return expressions(as<Tuple>(node)->elts);
    case NodeKind::kSlice: {
      const auto* slice = as<Slice>(node);
      for (const Expr* part : {slice->lower, slice->upper, slice->step}) {
        if (part != nullptr) expression(part);
      }
      return;
    }
    default:
      return;
  }
}

void ScopeBuilder::name_expression(const syntax::Name* node) {
  if (node->ctx != ExprContext::kLoad) {
    return define(node->id, node->ctx == ExprContext::kDel ? kDefLocal | kDeleted : kDefLocal, node->span);
  }
  define(node->id, kUsed, node->span);
  // super() finds the class in the cell of this name.
  if (node->id == "super" && current_->kind == ScopeKind::kFunction) define("__class__", kUsed, node->span);
}

void ScopeBuilder::binary(const BinOp* node) {
  // A long sum leans to the left: walk down it, not into it.
  std::vector<const Expr*> right;
  const Expr* left = node;
  while (const auto* inner = as_if<BinOp>(left)) {
    right.push_back(inner->right);
    left = inner->left;
  }
  expression(left);
  while (!right.empty()) {
    expression(right.back());
    right.pop_back();
  }
}

void ScopeBuilder::named_expression(const NamedExpr* node) {
  if (iterables_ > 0) {
    return fail("assignment expression cannot be used in a comprehension iterable expression", node->span);
  }
  if (current_->comprehension != ComprehensionKind::kNone) bind_outside_comprehension(node->target);
  expression(node->value);
  expression(node->target);
  const auto* target = as<syntax::Name>(node->target);
  if (Symbol* symbol = current_->find(mangle(target->id))) symbol->flags |= kNamedExpression;
}

void ScopeBuilder::bind_outside_comprehension(const Expr* target) {
  const std::string_view name = as<syntax::Name>(target)->id;
  for (Scope* scope = current_; scope != nullptr; scope = scope->parent) {
    if (scope->comprehension != ComprehensionKind::kNone) {
      const std::uint32_t flags = flags_of(*scope, name);
      if ((flags & kIterationVariable) != 0 && (flags & (kDefLocal | kDefGlobal)) != 0) {
        fail("assignment expression cannot rebind comprehension iteration variable '" + std::string(name) +
                 "'",
             target->span);
      }
      continue;
    }
    if (scope->kind == ScopeKind::kClass) {
      return fail("assignment expression within a comprehension cannot be used in a class body",
                  target->span);
    }
    const bool global = scope->kind == ScopeKind::kModule || (flags_of(*scope, name) & kDefGlobal) != 0;
    define(name, global ? kDefGlobal : kDefNonlocal, target->span);
    directives_.push_back({current_, mangle(name), target->span});
    return define_in(*scope, name, scope->kind == ScopeKind::kModule ? kDefGlobal : kDefLocal, target->span);
  }
}

void ScopeBuilder::comprehension(const Expr* node, std::string_view name, ComprehensionKind kind,
                                 const Expr* element, const Expr* value, Nodes<Comprehension> generators) {
  const Comprehension* outermost = generators[0];
  // The first iterable belongs to the scope around.
  ++iterables_;
  expression(outermost->iter);
  --iterables_;
  const bool in_target = std::exchange(in_iteration_target_, false);
  open(node, ScopeKind::kFunction, name);
  current_->comprehension = kind;
  if (outermost->is_async) current_->is_coroutine = true;
  define(".0", kDefParameter, node->span);
  in_iteration_target_ = true;
  expression(outermost->target);
  in_iteration_target_ = false;
  expressions(outermost->ifs);
  for (std::size_t i = 1; i < generators.size(); ++i) generator(generators[i]);
  if (value != nullptr) expression(value);
  expression(element);
  current_->is_generator = kind == ComprehensionKind::kGenerator;
  const bool is_async = current_->is_coroutine && kind != ComprehensionKind::kGenerator;
  close();
  if (is_async) current_->is_coroutine = true;
  in_iteration_target_ = in_target;
}

void ScopeBuilder::generator(const Comprehension* node) {
  in_iteration_target_ = true;
  expression(node->target);
  in_iteration_target_ = false;
  ++iterables_;
  expression(node->iter);
  --iterables_;
  expressions(node->ifs);
  if (node->is_async) current_->is_coroutine = true;
}

void ScopeBuilder::check_yield(const Expr* node, bool is_await) {
  if (is_await) {
    current_->is_coroutine = true;
    return;
  }
  current_->is_generator = true;
  const char* where = nullptr;
  switch (current_->comprehension) {
    case ComprehensionKind::kNone:
      return;
    case ComprehensionKind::kList:
      where = "list comprehension";
      break;
    case ComprehensionKind::kSet:
      where = "set comprehension";
      break;
    case ComprehensionKind::kDict:
      where = "dict comprehension";
      break;
    case ComprehensionKind::kGenerator:
      where = "generator expression";
      break;
  }
  fail(std::string("'yield' inside ") + where, node->span);
}

}  // namespace minipy::compile
