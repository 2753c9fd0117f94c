// A comprehension is a function of its own, called at once with the first iterable's iterator, as up to
// CPython 3.11: its traceback line, its scope and its class-body rules come from that.

#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

void UnitCompiler::comprehension(const Expr* node, Nodes<Comprehension> generators, const Expr* element,
                                 const Expr* value, int dst) {
  const bool waits = shared_.table.of(node).is_coroutine && node->kind != NodeKind::kGeneratorExp;
  if (waits && !in_coroutine() && scope_.comprehension == ComprehensionKind::kNone) {
    return fail("asynchronous comprehension outside of an asynchronous function", node->span);
  }
  const int function = new_temporaries(2);
  const int code = nested_unit(
      node, [&](UnitCompiler& unit) { return unit.compile_comprehension(node, generators, element, value); });
  make_function(code, nullptr, nullptr, function);
  if (generators[0]->is_async) {
    emit(Opcode::kGetAsyncIter, function + 1, eval(generators[0]->iter, function + 1));
  } else {
    emit(Opcode::kGetIter, function + 1, iterable(generators[0]->iter, function + 1));
  }
  emit(Opcode::kCall, waits ? function : dst, function, 1);
  if (!waits) return;
  emit(Opcode::kGetAwaitable, function, function);
  wait_for(function, function + 1);
  move(dst, function + 1);
}

std::shared_ptr<bytecode::CodeUnit> UnitCompiler::compile_comprehension(const Expr* node,
                                                                        Nodes<Comprehension> generators,
                                                                        const Expr* element,
                                                                        const Expr* value) {
  start(scope_.name, node->span.line);
  builder_.set_span(node->span);
  unit_->positional = 1;
  unit_->positional_only = 1;
  unit_->flags |= bytecode::kSimpleParameters;
  if (scope_.comprehension == ComprehensionKind::kGenerator) {
    unit_->flags |= scope_.is_coroutine ? bytecode::kAsyncGenerator : bytecode::kGenerator;
  } else if (scope_.is_coroutine) {
    unit_->flags |= bytecode::kCoroutine;
  }
  make_cells();
  ComprehensionBody body{generators, element, value, -1};
  switch (scope_.comprehension) {
    case ComprehensionKind::kList:
      body.result = new_temporary();
      emit(Opcode::kBuildList, body.result, body.result, 0);
      break;
    case ComprehensionKind::kSet:
      body.result = new_temporary();
      emit(Opcode::kBuildSet, body.result, body.result, 0);
      break;
    case ComprehensionKind::kDict:
      body.result = new_temporary();
      emit(Opcode::kBuildDict, body.result, body.result, 0);
      break;
    default:
      break;
  }
  comprehension_loop(body, 0);
  if (body.result >= 0) {
    emit(Opcode::kReturn, body.result);
  } else {
    return_none();
  }
  return finish();
}

void UnitCompiler::comprehension_loop(const ComprehensionBody& body, std::size_t index) {
  if (index == body.generators.size()) return comprehension_element(body);
  const Comprehension* generator = body.generators[index];
  const Temporaries temporaries(*this);
  const Span span = builder_.span();
  int iterator = 0;  // the parameter .0
  if (index > 0) {
    iterator = new_temporary();
    if (generator->is_async) {
      emit(Opcode::kGetAsyncIter, iterator, eval(generator->iter, iterator));
    } else {
      emit(Opcode::kGetIter, iterator, iterable(generator->iter, iterator));
    }
  }
  if (generator->is_async) return async_comprehension_loop(body, index, iterator);
  Target head = new_target();
  Target bottom = new_target();
  forget_deletable();
  const bool live = builder_.reachable();
  const BoundSet entry = bound_;
  jump(Opcode::kJump, bottom);
  bound_ = entry;
  builder_.bind(head.label, live);
  const auto* name = as_if<Name>(generator->target);
  const int variable = name != nullptr ? local_register(name->id) : -1;
  int item = variable;
  {
    const Temporaries item_temporaries(*this);
    if (variable >= 0) {
      bound_.add(variable);
    } else {
      item = new_temporary();
      store(generator->target, item);
    }
  }
  for (const Expr* condition : generator->ifs) jump_if(condition, false, bottom);
  comprehension_loop(body, index + 1);
  place(bottom);
  builder_.set_span(span);
  jump(Opcode::kForIter, head, iterator, item);
}

void UnitCompiler::comprehension_element(const ComprehensionBody& body) {
  const Temporaries temporaries(*this);
  switch (scope_.comprehension) {
    case ComprehensionKind::kList:
      return emit(Opcode::kListAppend, body.result, eval(body.element));
    case ComprehensionKind::kSet:
      return emit(Opcode::kSetAdd, body.result, eval(body.element));
    case ComprehensionKind::kDict: {
      const int key = eval_before(body.element, body.value);
      return emit(Opcode::kDictPut, body.result, key, eval(body.value));
    }
    default: {
      const int sent = new_temporary();
      return emit(Opcode::kYield, sent, eval(body.element, sent));
    }
  }
}

}  // namespace minipy::compile
