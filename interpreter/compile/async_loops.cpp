// Loops over asynchronous iterators: `async for`, in statements and in comprehensions. Each step awaits what
// __anext__() returns; StopAsyncIteration, raised there and nowhere else, is the end.

#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

int UnitCompiler::begin_async_loop(int iterator, int item, int exception) {
  const Temporaries temporaries(*this);
  const int handler = builder_.new_handler(exception);
  const int outer = builder_.set_handler(handler);
  const int awaitable = new_temporary();
  emit(Opcode::kGetAsyncNext, awaitable, iterator);
  wait_for(awaitable, item);
  builder_.set_handler(outer);
  return handler;
}

void UnitCompiler::end_async_loop(int handler, int exception) {
  const Temporaries temporaries(*this);
  builder_.bind_handler(handler);
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
  const int exception = new_temporaries(2);
  const int item = new_temporary();
  forget_deletable();
  builder_.bind(head.label, builder_.reachable());
  const BoundSet entry = bound_;
  const int handler = begin_async_loop(iterator, item, exception);
  {
    const Temporaries temporaries(*this);
    store(node->target, item);
  }
  if (!push_block({.kind = BlockKind::kLoop, .again = &bottom, .end = &end, .span = node->span})) return;
  statements(node->body);
  pop_block();
  place(bottom);
  jump(Opcode::kJumpBack, head);
  bound_ = entry;
  end_async_loop(handler, exception);
  statements(node->orelse);
  place(end);
}

void UnitCompiler::async_comprehension_loop(const ComprehensionBody& body, std::size_t index, int iterator) {
  const Comprehension* generator = body.generators[index];
  const Span span = builder_.span();
  Target head = new_target();
  Target bottom = new_target();
  const int exception = new_temporaries(2);
  const int item = new_temporary();
  forget_deletable();
  builder_.bind(head.label, builder_.reachable());
  const BoundSet entry = bound_;
  const int handler = begin_async_loop(iterator, item, exception);
  {
    const Temporaries temporaries(*this);
    store(generator->target, item);
  }
  for (const Expr* condition : generator->ifs) jump_if(condition, false, bottom);
  comprehension_loop(body, index + 1);
  place(bottom);
  builder_.set_span(span);
  jump(Opcode::kJumpBack, head);
  bound_ = entry;
  end_async_loop(handler, exception);
}

}  // namespace minipy::compile
