#include "interpreter/compile/fold.hpp"
#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

void UnitCompiler::statement(const Stmt* node) {
  const At at(*this, node->span);
  const Temporaries temporaries(*this);
  switch (node->kind) {
    case NodeKind::kFunctionDef:
      return function_definition(node, as<FunctionDef>(node));
    case NodeKind::kAsyncFunctionDef:
      return function_definition(node, as<AsyncFunctionDef>(node));
    case NodeKind::kClassDef:
      return class_definition(as<ClassDef>(node));
    case NodeKind::kReturn:
      return return_statement(as<Return>(node));
    case NodeKind::kDelete:
      for (const Expr* target : as<Delete>(node)->targets) delete_target(target);
      return;
    case NodeKind::kAssign:
      return assign(as<Assign>(node));
    case NodeKind::kAugAssign:
      return augmented_assign(as<AugAssign>(node));
    case NodeKind::kAnnAssign:
      return annotated_assign(as<AnnAssign>(node));
    case NodeKind::kFor:
      return for_statement(as<For>(node));
    case NodeKind::kAsyncFor:
      if (!in_coroutine()) return fail("'async for' outside async function", node->span);
      return async_for_statement(as<AsyncFor>(node));
    case NodeKind::kWhile:
      return while_statement(as<While>(node));
    case NodeKind::kIf:
      return if_statement(as<If>(node));
    case NodeKind::kWith:
      return with_item(as<With>(node), 0, false);
    case NodeKind::kAsyncWith:
      if (!in_coroutine()) return fail("'async with' outside async function", node->span);
      return with_item(as<AsyncWith>(node), 0, true);
    case NodeKind::kMatch:
      return match_statement(as<Match>(node));
    case NodeKind::kRaise:
      return raise_statement(as<Raise>(node));
    case NodeKind::kTry:
      return try_statement(as<Try>(node), false);
    case NodeKind::kTryStar:
      return try_statement(as<TryStar>(node), true);
    case NodeKind::kAssert:
      return assert_statement(as<Assert>(node));
    case NodeKind::kImport:
      return import(as<Import>(node));
    case NodeKind::kImportFrom:
      return import_from(as<ImportFrom>(node));
    case NodeKind::kExprStatement:
      if (shared_.interactive && scope_.kind == ScopeKind::kModule) {
        return emit(Opcode::kDisplay, eval(as<ExprStatement>(node)->value));
      }
      return eval_and_drop(as<ExprStatement>(node)->value);
    case NodeKind::kBreak:
      return break_or_continue(node, true);
    case NodeKind::kContinue:
      return break_or_continue(node, false);
    default:
      return;  // pass, global, nonlocal
  }
}

void UnitCompiler::body_with_doc(Nodes<Stmt> body) {
  if (scope_.has_annotations && scope_.kind != ScopeKind::kFunction) emit(Opcode::kSetupAnnotations);
  const auto* first = body.empty() ? nullptr : as_if<ExprStatement>(body[0]);
  const auto* doc = first != nullptr ? as_if<syntax::Constant>(first->value) : nullptr;
  if (doc != nullptr && doc->type == ConstantKind::kString) {
    unit_->doc = std::string(doc->text);
    unit_->has_doc = true;
    body = body.subspan(1);
    if (scope_.kind != ScopeKind::kFunction) {
      const At at(*this, first->span);
      store_name("__doc__", constant(literal(*doc)));
    }
  }
  statements(body);
  if (!body.empty()) builder_.set_span(body.back()->span);
}

void UnitCompiler::if_statement(const If* node) {
  Target end = new_target();
  // A chain of elif is a list, however long.
  while (true) {
    Target next = new_target();
    jump_if(node->test, false, next);
    statements(node->body);
    if (node->orelse.empty()) {
      place(next);
      break;
    }
    jump(Opcode::kJump, end);
    place(next);
    const If* chained = node->orelse.size() == 1 ? as_if<If>(node->orelse[0]) : nullptr;
    if (chained == nullptr) {
      statements(node->orelse);
      break;
    }
    node = chained;
  }
  place(end);
}

void UnitCompiler::while_statement(const While* node) {
  // The test is compiled twice: once to get in, and at the bottom to go round.
  Target body = new_target();
  Target bottom = new_target();
  Target otherwise = new_target();
  Target end = new_target();
  forget_deletable();
  jump_if(node->test, false, otherwise);
  place(body);
  if (!push_block({.kind = BlockKind::kLoop, .again = &bottom, .end = &end, .span = node->span})) return;
  statements(node->body);
  pop_block();
  place(bottom);
  loop_if(node->test, body);
  place(otherwise);
  statements(node->orelse);
  place(end);
}

int UnitCompiler::iterable(const Expr* node, int hint) {
  // Only iterated over, a display of constants need not be built each time.
  if (const auto* list = as_if<List>(node)) {
    if (auto items = fold_all(list->elts)) return constant({std::move(*items)});
  } else if (const auto* set = as_if<Set>(node)) {
    if (auto items = fold_all(set->elts))
      return constant({bytecode::FrozenSetConstant{std::move(items->items)}});
  }
  return eval(node, hint);
}

void UnitCompiler::for_statement(const For* node) {
  Target body = new_target();
  Target bottom = new_target();
  Target end = new_target();
  const int iterator = new_temporary();
  emit(Opcode::kGetIter, iterator, iterable(node->iter, iterator));
  forget_deletable();
  const bool live = builder_.reachable();
  const BoundSet entry = bound_;
  jump(Opcode::kJump, bottom);
  bound_ = entry;
  builder_.bind(body.label, live);
  const auto* name = as_if<Name>(node->target);
  const int variable = name != nullptr && name->id != "__debug__" ? local_register(name->id) : -1;
  int item = variable;
  {
    const Temporaries temporaries(*this);
    if (variable >= 0) {
      bound_.add(variable);
    } else {
      item = new_temporary();
      store(node->target, item);
    }
  }
  if (!push_block({.kind = BlockKind::kLoop, .again = &bottom, .end = &end, .span = node->span})) return;
  statements(node->body);
  pop_block();
  place(bottom);
  jump(Opcode::kForIter, body, iterator, item);
  statements(node->orelse);
  place(end);
}

void UnitCompiler::assert_statement(const Assert* node) {
  Target end = new_target();
  jump_if(node->test, true, end);
  const int error = new_temporary();
  emit(Opcode::kLoadAssertionError, error);
  if (node->msg != nullptr) {
    eval_to(node->msg, new_temporary());
    emit(Opcode::kCall, error, error, 1);
  }
  emit(Opcode::kRaise, error);
  place(end);
}

void UnitCompiler::raise_statement(const Raise* node) {
  if (node->exc == nullptr) return emit(Opcode::kRaiseAgain);
  if (node->cause == nullptr) return emit(Opcode::kRaise, eval(node->exc));
  const int exception = eval_before(node->exc, node->cause);
  emit(Opcode::kRaiseFrom, exception, eval(node->cause));
}

}  // namespace minipy::compile
