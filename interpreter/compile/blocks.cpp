// try, with, and what leaving them takes.
//
// Exceptions cost nothing until one is raised: each instruction is covered by at most one handler, the
// innermost. `finally` is compiled once for each way out of its body: falling off the end, an exception, and
// each return, break and continue. While such a copy is compiled the enclosing blocks it has left already are
// off the stack, so that it is covered by what lies around them only.
//
// A handler's register holds the exception and the next one what was handled before; every way out of the
// handler restores that (EndHandler). An exception inside a handler takes the way out that `leave_handler`
// emits.

#include <utility>

#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

namespace {

/// As CPython.
constexpr std::size_t kMaxBlocks = 20;

}  // namespace

bool UnitCompiler::push_block(const Block& block) {
  if (blocks_.size() >= kMaxBlocks) {
    fail("too many statically nested blocks", block.span);
    return false;
  }
  blocks_.push_back(block);
  return true;
}

void UnitCompiler::leave_handler(int handler, int exception, int outer) {
  builder_.set_handler(outer);
  builder_.bind_handler(handler);
  emit(Opcode::kEndHandler, exception);
  emit(Opcode::kReraise, exception + 2);
}

void UnitCompiler::try_statement(const TryBase* node, bool star) {
  if (node->finalbody.empty()) return try_except(node, star);
  const int exception = top_;
  const int handler = builder_.new_handler(exception);
  const int outer = builder_.set_handler(handler);
  BoundSet entry = bound_;
  entry.subtract(deletable_);
  const bool pushed = push_block(
      {.kind = BlockKind::kFinallyTry, .handler = outer, .finalbody = node->finalbody, .span = node->span});
  if (!pushed) return;
  if (node->handlers.empty()) {
    statements(node->body);
  } else {
    try_except(node, star);
  }
  pop_block();
  builder_.set_handler(outer);
  statements(node->finalbody);
  Target end = new_target();
  jump(Opcode::kJump, end);

  bound_ = entry;
  builder_.bind_handler(handler);
  const Temporaries temporaries(*this);
  new_temporaries(2);
  const int cleanup = builder_.new_handler(exception + 2);
  builder_.set_handler(cleanup);
  if (!push_block({.kind = BlockKind::kFinallyEnd, .handler = outer, .reg = exception, .span = node->span})) {
    return;
  }
  statements(node->finalbody);
  pop_block();
  builder_.set_handler(outer);
  emit(Opcode::kEndHandler, exception);
  emit(Opcode::kReraise, exception);
  leave_handler(cleanup, exception, outer);
  place(end);
}

void UnitCompiler::try_except(const TryBase* node, bool star) {
  const int exception = top_;
  const int handler = builder_.new_handler(exception);
  const int outer = builder_.set_handler(handler);
  BoundSet entry = bound_;
  entry.subtract(deletable_);
  if (!push_block({.kind = BlockKind::kTryExcept, .handler = outer, .span = node->span})) return;
  statements(node->body);
  pop_block();
  builder_.set_handler(outer);
  statements(node->orelse);
  Target end = new_target();
  jump(Opcode::kJump, end);

  bound_ = entry;
  builder_.bind_handler(handler);
  const Temporaries temporaries(*this);
  new_temporaries(2);
  const int cleanup = builder_.new_handler(exception + 2);
  builder_.set_handler(cleanup);
  if (!push_block({.kind = BlockKind::kExceptionHandler, .handler = outer, .span = node->span})) return;
  if (star) {
    star_handlers(node, exception);
  } else {
    exception_handlers(node, exception, cleanup, outer, end);
  }
  pop_block();
  builder_.set_handler(outer);
  emit(Opcode::kEndHandler, exception);
  if (star) jump(Opcode::kJumpIfNone, end, exception);  // the clauses left nothing
  emit(Opcode::kReraise, exception);
  leave_handler(cleanup, exception, outer);
  place(end);
}

void UnitCompiler::exception_handlers(const TryBase* node, int exception, int cleanup, int outer,
                                      Target& end) {
  for (const ExceptHandler* handler : node->handlers) {
    const At at(*this, handler->span);
    if (handler->type == nullptr && handler != node->handlers.back()) {
      return fail("default 'except:' must be last", handler->span);
    }
    Target next = new_target();
    if (handler->type != nullptr) {
      const Temporaries temporaries(*this);
      const int type = eval(handler->type);
      const int matches = new_temporary();
      emit(Opcode::kMatchException, matches, exception, type);
      jump(Opcode::kJumpIfFalse, next, matches);
    }
    if (!handler->name.empty()) store_name(handler->name, exception);
    handler_body(handler, exception, cleanup, outer, end);
    place(next);
  }
}

void UnitCompiler::handler_body(const ExceptHandler* node, int exception, int cleanup, int outer,
                                Target& end) {
  const bool named = !node->name.empty();
  const bool pushed = push_block({.kind = BlockKind::kHandlerCleanup,
                                  .handler = outer,
                                  .reg = exception,
                                  .name = node->name,
                                  .span = node->span});
  if (!pushed) return;
  // With a name, the way out of an exception is its own: it unbinds the name, too.
  const int own_cleanup = named ? builder_.new_handler(exception + 2) : cleanup;
  builder_.set_handler(own_cleanup);
  statements(node->body);
  pop_block();
  builder_.set_handler(outer);
  emit(Opcode::kEndHandler, exception);
  if (named) clear_name(node->name);
  jump(Opcode::kJump, end);
  if (named) {
    builder_.bind_handler(own_cleanup);
    clear_name(node->name);
    emit(Opcode::kEndHandler, exception);
    emit(Opcode::kReraise, exception + 2);
  }
  builder_.set_handler(cleanup);
}

void UnitCompiler::star_handlers(const TryBase* node, int exception) {
  // What the clauses raise is collected; what is left to raise then takes the place of the exception.
  const int raised = new_temporary();
  const int match = new_temporaries(2);
  const int rest = match + 1;
  emit(Opcode::kBuildList, raised, raised, 0);
  move(rest, exception);
  for (const ExceptHandler* handler : node->handlers) {
    const At at(*this, handler->span);
    const Temporaries temporaries(*this);
    Target next = new_target();
    emit(Opcode::kSplitException, match, rest, eval(handler->type));
    jump(Opcode::kJumpIfNone, next, match);
    star_handler_body(handler, exception, match, raised);
    place(next);
  }
  emit(Opcode::kListAppend, raised, rest);
  emit(Opcode::kJoinExceptions, exception, exception, raised);
}

void UnitCompiler::star_handler_body(const ExceptHandler* node, int exception, int match, int raised) {
  const bool named = !node->name.empty();
  emit(Opcode::kSetHandled, match);
  if (named) store_name(node->name, match);
  if (!push_block({.kind = BlockKind::kStarHandler, .span = node->span})) return;
  const int inner = new_temporaries(2);
  const int own = builder_.new_handler(inner);
  BoundSet entry = bound_;
  entry.subtract(deletable_);
  const int cleanup = builder_.set_handler(own);
  statements(node->body);
  builder_.set_handler(cleanup);
  pop_block();
  if (named) clear_name(node->name);
  Target done = new_target();
  jump(Opcode::kJump, done);
  bound_ = entry;
  builder_.bind_handler(own);
  if (named) clear_name(node->name);
  emit(Opcode::kListAppend, raised, inner);
  emit(Opcode::kEndHandler, inner);
  place(done);
  emit(Opcode::kSetHandled, exception);
}

void UnitCompiler::check_jump(std::size_t depth, const Span& span) {
  for (std::size_t i = depth; i < blocks_.size(); ++i) {
    if (blocks_[i].kind != BlockKind::kStarHandler) continue;
    return fail("'break', 'continue' and 'return' cannot appear in an except* block", span);
  }
}

void UnitCompiler::exit_with(int exit, bool waits) {
  if (!waits) return emit(Opcode::kExitWith, exit);
  const Temporaries temporaries(*this);
  const int awaitable = new_temporary();
  emit(Opcode::kExitAsyncWith, awaitable, exit);
  wait_for(awaitable, new_temporary());
}

void UnitCompiler::with_item(const WithBase* node, std::size_t index, bool waits) {
  const WithItem* item = node->items[index];
  const int exit = new_temporary();
  const int exception = top_;
  BoundSet entry;
  int handler = -1;
  int outer = -1;
  {
    const Temporaries temporaries(*this);
    int entered = new_temporary();
    const int manager = eval(item->context_expr, entered);
    emit(waits ? Opcode::kEnterAsyncWith : Opcode::kEnterWith, exit, manager);
    if (waits) {
      const int awaitable = std::exchange(entered, new_temporary());
      wait_for(awaitable, entered);
    }
    entry = bound_;
    entry.subtract(deletable_);
    handler = builder_.new_handler(exception);
    outer = builder_.set_handler(handler);
    const BlockKind kind = waits ? BlockKind::kAsyncWith : BlockKind::kWith;
    if (!push_block({.kind = kind, .handler = outer, .reg = exit, .span = node->span})) return;
    if (item->optional_vars != nullptr) store(item->optional_vars, entered);
  }
  if (index + 1 < node->items.size()) {
    with_item(node, index + 1, waits);
  } else {
    statements(node->body);
  }
  pop_block();
  builder_.set_handler(outer);
  exit_with(exit, waits);
  Target end = new_target();
  jump(Opcode::kJump, end);

  bound_ = entry;
  builder_.bind_handler(handler);
  const Temporaries temporaries(*this);
  new_temporaries(2);
  const int cleanup = builder_.new_handler(exception + 2);
  builder_.set_handler(cleanup);
  int swallows = new_temporary();
  Target swallow = new_target();
  emit(waits ? Opcode::kExitAsyncWithException : Opcode::kExitWithException, swallows, exit, exception);
  if (waits) {
    const int awaitable = std::exchange(swallows, new_temporary());
    wait_for(awaitable, swallows);
  }
  jump(Opcode::kJumpIfTrue, swallow, swallows);
  builder_.set_handler(outer);
  emit(Opcode::kEndHandler, exception);
  emit(Opcode::kReraise, exception);
  place(swallow);
  emit(Opcode::kEndHandler, exception);
  jump(Opcode::kJump, end);
  leave_handler(cleanup, exception, outer);
  place(end);
}

void UnitCompiler::leave_block(const Block& block) {
  builder_.set_handler(block.handler);
  switch (block.kind) {
    case BlockKind::kLoop:
    case BlockKind::kTryExcept:
    case BlockKind::kExceptionHandler:
    case BlockKind::kStarHandler:
      return;
    case BlockKind::kFinallyTry:
      return statements(block.finalbody);
    case BlockKind::kFinallyEnd:
      return emit(Opcode::kEndHandler, block.reg);
    case BlockKind::kWith:
    case BlockKind::kAsyncWith: {
      const At at(*this, block.span);
      return exit_with(block.reg, block.kind == BlockKind::kAsyncWith);
    }
    case BlockKind::kHandlerCleanup:
      emit(Opcode::kEndHandler, block.reg);
      if (!block.name.empty()) clear_name(block.name);
      return;
  }
}

void UnitCompiler::unwind_to(std::size_t depth) {
  while (blocks_.size() > depth) {
    const Block block = blocks_.back();
    blocks_.pop_back();
    if (block.kind == BlockKind::kLoop) continue;
    leave_block(block);
  }
}

void UnitCompiler::return_statement(const Return* node) {
  if (scope_.kind != ScopeKind::kFunction) return fail("'return' outside function", node->span);
  if (node->value != nullptr && (unit_->flags & bytecode::kAsyncGenerator) != 0) {
    return fail("'return' with value in async generator", node->span);
  }
  check_jump(0, node->span);
  int value = node->value != nullptr ? eval(node->value) : constant({bytecode::NoneConstant{}});
  bool rebinds = false;
  for (const Block& block : blocks_) {
    rebinds = rebinds || block.kind == BlockKind::kFinallyTry || !block.name.empty();
  }
  if (rebinds && is_variable(value)) {
    // What leaving runs may change the variable; the value is that of now.
    const int copy = new_temporary();
    move(copy, value);
    value = copy;
  }
  const std::vector<Block> blocks = blocks_;
  const int handler = builder_.handler();
  unwind_to(0);
  emit(Opcode::kReturn, value);
  blocks_ = blocks;
  builder_.set_handler(handler);
}

void UnitCompiler::break_or_continue(const Stmt* node, bool is_break) {
  std::size_t depth = blocks_.size();
  while (depth > 0 && blocks_[depth - 1].kind != BlockKind::kLoop) --depth;
  if (depth == 0) {
    check_jump(depth, node->span);
    return fail(is_break ? "'break' outside loop" : "'continue' not properly in loop", node->span);
  }
  check_jump(depth, node->span);
  const std::vector<Block> blocks = blocks_;
  const int handler = builder_.handler();
  unwind_to(depth);
  Target& target = is_break ? *blocks_.back().end : *blocks_.back().again;
  jump(Opcode::kJump, target);
  blocks_ = blocks;
  builder_.set_handler(handler);
}

}  // namespace minipy::compile
