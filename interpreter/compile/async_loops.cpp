// Loops over asynchronous iterators: `async for`, in statements and in comprehensions. Each step awaits what
// __anext__() returns; StopAsyncIteration, raised there and nowhere else, is the end.

#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

UnitCompiler::AsyncLoop UnitCompiler::begin_async_loop(int iterator, Target& head, const Expr* target) {
  const int exception = new_temporaries(2);
  const int item = new_temporary();
  forget_deletable();
  builder_.bind(head.label, builder_.reachable());
  const AsyncLoop loop{builder_.new_handler(exception), exception, bound_};
  {
    const Temporaries temporaries(*this);
    const int outer = builder_.set_handler(loop.handler);
    const int awaitable = new_temporary();
    emit(Opcode::kGetAsyncNext, awaitable, iterator);
    wait_for(awaitable, item);
    builder_.set_handler(outer);
  }
  const Temporaries temporaries(*this);
  store(target, item);
  return loop;
}

void UnitCompiler::end_async_loop(const AsyncLoop& loop, Target& head) {
  jump(Opcode::kJumpBack, head);
  bound_ = loop.entry;
  const Temporaries temporaries(*this);
  const int exception = loop.exception;
  builder_.bind_handler(loop.handler);
  const int over = new_temporary();
  Target end = new_target();
  emit(Opcode::kIsAsyncEnd, over, exception);
  emit(Opcode::kEndHandler, exception);
  jump(Opcode::kJumpIfTrue, end, over);
  emit(Opcode::kReraise, exception);
  place(end);
}

void UnitCompiler::async_for_statement(const AsyncFor* node) {
  Target head = new_target();
  Target bottom = new_target();
  Target end = new_target();
  const int iterator = new_temporary();
  emit(Opcode::kGetAsyncIter, iterator, eval(node->iter, iterator));
  const AsyncLoop loop = begin_async_loop(iterator, head, node->target);
  if (!push_block({.kind = BlockKind::kLoop, .again = &bottom, .end = &end, .span = node->span})) return;
  statements(node->body);
  pop_block();
  place(bottom);
  end_async_loop(loop, head);
  statements(node->orelse);
  place(end);
}

void UnitCompiler::async_comprehension_loop(const ComprehensionBody& body, std::size_t index, int iterator) {
  const Comprehension* generator = body.generators[index];
  const Span span = builder_.span();
  Target head = new_target();
  Target bottom = new_target();
  const AsyncLoop loop = begin_async_loop(iterator, head, generator->target);
  for (const Expr* condition : generator->ifs) jump_if(condition, false, bottom);
  comprehension_loop(body, index + 1);
  place(bottom);
  builder_.set_span(span);
  end_async_loop(loop, head);
}

}  // namespace minipy::compile
