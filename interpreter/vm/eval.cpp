// The eval loop.
//
// Invariants:
//  1. `frame`, `code`, `r`, `k` and `pc` always belong to the innermost frame. A frame's registers never
//  move.
//  2. Whatever may raise, call or block stores `pc` into the frame first (SAVE), so that tracebacks, the
//  collector
//     and generators find it there.
//  3. A register holds a value or is empty. Temporaries beyond their last use may be stale: the collector
//  scans
//     registers as it scans a stack.
//  4. Checkpoints are on back-edges and on calls (with kEvery before each instruction), never between the
//  parts of
//     one instruction: an instruction is atomic towards the GIL.
//  5. An instruction specialises itself with a relaxed store of its opcode. Every form checks its own guard
//  and is
//     right for all operands, so it does not matter which form another thread sees.
//  6. Python calls push a frame and go on here; only natives that call back recurse on the C++ stack.

#include "interpreter/vm/eval.hpp"

#include <cmath>

#include "interpreter/base/inline.hpp"
#include "interpreter/objects/cell.hpp"
#include "interpreter/objects/list.hpp"
#include "interpreter/objects/range.hpp"
#include "interpreter/vm/arithmetic.hpp"
#include "interpreter/vm/coroutines.hpp"
#include "interpreter/vm/eval_support.hpp"
#include "interpreter/vm/exception_groups.hpp"

// Computed goto: one indirect jump for each instruction, which the branch predictor learns separately.
#pragma GCC diagnostic ignored "-Wpedantic"

namespace minipy::vm {

namespace {

using bytecode::Instruction;
using bytecode::Opcode;
using objects::CacheEntry;
using objects::Cell;
using objects::Code;
using objects::Dict;
using objects::Function;
using objects::Generator;
using objects::kDict;
using objects::kFunction;
using objects::kInstance;
using objects::kList;
using objects::kListIterator;
using objects::kNative;
using objects::kRangeIterator;
using objects::kTuple;
using objects::List;
using objects::ListIterator;
using objects::Native;
using objects::RangeIterator;

MINIPY_ALWAYS_INLINE bool is_exact(Value value, objects::Kind kind, const Type* type) {
  return objects::has_kind(value, kind) && objects::shape_of(value.as_object())->type == type;
}

// The argument of a native double -> double and its result, when both are what the fast path is for.
MINIPY_ALWAYS_INLINE bool call_unary_double(Value callee, Value argument, Value& result) {
  if (!objects::has_kind(callee, kNative)) return false;
  const auto* native = callee.as<Native>();
  double x = 0;
  if (native->definition->unary_double == nullptr || !as_number(argument, x)) return false;
  const double y = native->definition->unary_double(x);
  if (!std::isfinite(y)) return false;
  result = Value::from_arithmetic(y);
  return true;
}

// Whether a native called with arguments as they lie needs no more than its function.
MINIPY_ALWAYS_INLINE bool is_plain_native(Value callee, std::uint32_t count) {
  if (!objects::has_kind(callee, kNative)) return false;
  const auto* native = callee.as<Native>();
  return native->owner == nullptr && native->makes == nullptr && native->accepts(count) &&
         !native->self.load();
}

MINIPY_ALWAYS_INLINE const Slot* cached_slot(ThreadState& thread, Object* object, const CacheEntry* entry) {
  if (entry->inline_slot) [[likely]]
    return &static_cast<objects::Instance*>(object)->slots[entry->index];
  return objects::attribute_slot(thread, object, entry->index, false);
}

MINIPY_ALWAYS_INLINE CacheEntry* cache_at(const Code* code, std::int16_t site) {
  const Value entry = code->caches->items[static_cast<std::uint16_t>(site)].load();
  return entry.as<CacheEntry>();
}

MINIPY_ALWAYS_INLINE Str* site_name(const Code* code, std::int16_t site) {
  return code->name_at(code->unit->sites[static_cast<std::uint16_t>(site)]);
}

MINIPY_ALWAYS_INLINE bool next_of_range(RangeIterator* iterator, Value& item) {
  const std::int64_t left = iterator->remaining.load(std::memory_order_relaxed);
  if (left <= 0) return false;
  iterator->remaining.store(left - 1, std::memory_order_relaxed);
  item = Value::from_int(iterator->end - left * iterator->step);
  return true;
}

MINIPY_ALWAYS_INLINE bool next_of_list(ListIterator* iterator, Value& item) {
  const Value list = iterator->list.load();
  if (!list) return false;
  const std::int64_t index = iterator->index.load(std::memory_order_relaxed);
  item = list.as<List>()->get(index);
  if (!item) {
    iterator->list.store({});
    return false;
  }
  iterator->index.store(index + 1, std::memory_order_relaxed);
  return true;
}

MINIPY_ALWAYS_INLINE bool truth_known(Value value, bool& result) {
  if (value.is_bool()) {
    result = value.is_true();
  } else if (value.is_int()) {
    result = value.as_int() != 0;
  } else if (value.is_none()) {
    result = false;
  } else {
    return false;
  }
  return true;
}

// Where an exception raised at `index` is handled in this unit, or null.
const bytecode::Handler* find_handler(const bytecode::CodeUnit& unit, std::uint32_t index) {
  for (const bytecode::Handler& handler : unit.handlers) {
    if (index >= handler.start && index < handler.end) return &handler;
  }
  return nullptr;
}

void add_traceback(ThreadState& thread, const Frame* frame) {
  const Value exception = thread.exception();
  if (!objects::is_exception(exception)) return;
  auto& chain = exception.as<objects::Exception>()->traceback;
  chain.store(objects::Traceback::create(thread, chain.load(), frame->code,
                                         static_cast<std::uint32_t>(frame->pc - frame->code->instructions)));
}

// A generator that ends with an exception is finished; what would end a loop over it must not leave it as
// such.
void finish_generator(ThreadState& thread, Generator* generator) {
  generator->next_state = Generator::kFinished;
  const bool ends_async = objects::has_kind(Value(generator), objects::kAsyncGenerator) &&
                          thread.exception_is(thread.types.StopAsyncIteration);
  if (!ends_async && !thread.exception_is(thread.types.StopIteration)) return;
  const Value cause = thread.take_exception();
  static_cast<void>(thread.raise(thread.types.RuntimeError, "%s raised %s", generator_word(generator),
                                 ends_async ? "StopAsyncIteration" : "StopIteration"));
  auto* error = thread.exception().as<objects::Exception>();
  error->cause.store(cause);
  error->context.store(cause);
  error->suppress_context.store(true, std::memory_order_relaxed);
}

}  // namespace

// The macros below are the loop's vocabulary; all are undefined at its end.
#define SAVE() frame->pc = pc
#define RK(operand) (*((operand) >= 0 ? r + (operand) : k + (operand)))
#define NEXT()  \
  do {          \
    ++pc;       \
    DISPATCH(); \
  } while (false)
#define DISPATCH()                                                          \
  do {                                                                      \
    if constexpr (kEvery) {                                                 \
      if (thread.breaker.load(std::memory_order_relaxed) != 0) [[unlikely]] \
        goto every_checkpoint;                                              \
    }                                                                       \
    goto* kLabels[static_cast<std::size_t>(pc->opcode())];                  \
  } while (false)
#define CHECKPOINT()                                                        \
  do {                                                                      \
    if (thread.breaker.load(std::memory_order_relaxed) != 0) [[unlikely]] { \
      SAVE();                                                               \
      if (!thread.interpreter.hooks->checkpoint(thread).ok()) goto raised;  \
    }                                                                       \
  } while (false)
// A value, or on to the handler.
#define TRY(expression)             \
  __extension__({                   \
    auto result_ = (expression);    \
    if (!result_.ok()) [[unlikely]] \
      goto raised;                  \
    result_.release_value();        \
  })
#define RUN(expression)                  \
  do {                                   \
    if (!(expression).ok()) [[unlikely]] \
      goto raised;                       \
  } while (false)
#define ENTER_FRAME()                         \
  do {                                        \
    frame = thread.frame;                     \
    code = frame->code;                       \
    r = frame->registers;                     \
    k = code->constants_end;                  \
    pc = const_cast<Instruction*>(frame->pc); \
  } while (false)
#define NAME(index) code->name_at(static_cast<std::uint16_t>(index))
#define SPECIALISE(name) pc->specialise(Opcode::k##name)

template <bool kEvery>
Result<Value> eval(ThreadState& thread) {
  static const void* const kLabels[] = {
#define OP(name, operands) &&op_##name,
#define SPECIALISED(name, generic) &&op_##name,
#include "interpreter/bytecode/opcodes.def"
#undef OP
#undef SPECIALISED
  };

  Frame* frame = nullptr;
  Code* code = nullptr;
  Value* r = nullptr;
  const Value* k = nullptr;
  Instruction* pc = nullptr;
  Value value;

  ENTER_FRAME();
  if ((frame->flags & kFrameRaise) != 0) [[unlikely]] {
    frame->flags &= static_cast<std::uint16_t>(~kFrameRaise);
    goto raised;
  }
  CHECKPOINT();
  goto* kLabels[static_cast<std::size_t>(pc->opcode())];

every_checkpoint:
  __attribute__((unused));
  SAVE();
  if (!thread.interpreter.hooks->checkpoint(thread).ok()) goto raised;
  goto* kLabels[static_cast<std::size_t>(pc->opcode())];

op_Nop:
op_Extra:
  NEXT();

op_Move:
  r[pc->a] = r[pc->b];
  NEXT();

op_LoadConst:
  r[pc->a] = k[~static_cast<std::int32_t>(static_cast<std::uint16_t>(pc->b))];
  NEXT();

op_LoadInt:
  r[pc->a] = Value::from_int(pc->wide());
  NEXT();

op_LoadEmpty:
  r[pc->a] = {};
  NEXT();

op_CheckBound:
  if (!r[pc->a]) [[unlikely]] {
    SAVE();
    static_cast<void>(raise_unbound_local(thread, NAME(pc->b)));
    goto raised;
  }
  NEXT();

op_DeleteLocal:
  if (!r[pc->a]) [[unlikely]] {
    SAVE();
    static_cast<void>(raise_unbound_local(thread, NAME(pc->b)));
    goto raised;
  }
  r[pc->a] = {};
  NEXT();

op_LoadGlobal:
  value = code->global_cell(static_cast<std::uint16_t>(pc->b))->value.load();
  if (value) {
    r[pc->a] = value;
    SPECIALISE(LoadGlobalModule);
    NEXT();
  }
  SAVE();
  r[pc->a] = TRY(load_builtin(thread, code, static_cast<std::uint16_t>(pc->b)));
  SPECIALISE(LoadGlobalBuiltin);
  NEXT();

op_LoadGlobalModule:
  value = code->global_cell(static_cast<std::uint16_t>(pc->b))->value.load();
  if (value) [[likely]] {
    r[pc->a] = value;
    NEXT();
  }
  SAVE();
  r[pc->a] = TRY(load_builtin(thread, code, static_cast<std::uint16_t>(pc->b)));
  NEXT();

op_LoadGlobalBuiltin:
  value = code->global_cell(static_cast<std::uint16_t>(pc->b))->value.load();
  if (!value) [[likely]] {
    const Value cell = code->builtin_cells->items[static_cast<std::uint16_t>(pc->b)].load();
    if (cell) [[likely]]
      value = cell.as<Cell>()->value.load();
    if (!value) [[unlikely]] {
      SAVE();
      value = TRY(load_builtin(thread, code, static_cast<std::uint16_t>(pc->b)));
    }
  }
  r[pc->a] = value;
  NEXT();

op_StoreGlobal:
  if (Cell* cell = code->global_cell(static_cast<std::uint16_t>(pc->b)); cell->value.load()) [[likely]] {
    cell->value.store(RK(pc->a));
  } else {
    code->globals->set_str(thread, code->name_at(code->unit->globals[static_cast<std::uint16_t>(pc->b)]),
                           RK(pc->a));
  }
  NEXT();

op_DeleteGlobal:
  SAVE();
  if (Str* name = code->name_at(code->unit->globals[static_cast<std::uint16_t>(pc->b)]);
      !code->globals->pop_str(thread, name)) {
    static_cast<void>(raise_name_error(thread, name));
    goto raised;
  }
  NEXT();

op_LoadName:
  SAVE();
  r[pc->a] =
      TRY(load_name(thread, frame, static_cast<std::uint16_t>(pc->b), static_cast<std::uint16_t>(pc->c)));
  NEXT();

op_StoreName:
  SAVE();
  RUN(store_name(thread, frame, NAME(pc->b), RK(pc->a)));
  NEXT();

op_DeleteName:
  SAVE();
  RUN(delete_name(thread, frame, NAME(pc->b)));
  NEXT();

op_MakeCell:
  r[pc->a] = Cell::create(thread, r[pc->a]);
  NEXT();

op_LoadCell:
  value = r[pc->b].as<Cell>()->value.load();
  if (!value) [[unlikely]] {
    SAVE();
    static_cast<void>(raise_unbound_local(thread, NAME(pc->c)));
    goto raised;
  }
  r[pc->a] = value;
  NEXT();

op_StoreCell:
  r[pc->a].as<Cell>()->value.store(RK(pc->b));
  NEXT();

op_DeleteCell:
  if (!r[pc->a].as<Cell>()->value.exchange({})) {
    SAVE();
    static_cast<void>(raise_unbound_local(thread, NAME(pc->b)));
    goto raised;
  }
  NEXT();

op_LoadFree:
  value = frame->function->closure.load_as<Tuple>()->items[pc->b].as<Cell>()->value.load();
  if (!value) [[unlikely]] {
    SAVE();
    static_cast<void>(raise_unbound_free(thread, NAME(pc->c)));
    goto raised;
  }
  r[pc->a] = value;
  NEXT();

op_StoreFree:
  frame->function->closure.load_as<Tuple>()->items[pc->b].as<Cell>()->value.store(RK(pc->a));
  NEXT();

op_DeleteFree:
  if (!frame->function->closure.load_as<Tuple>()->items[pc->b].as<Cell>()->value.exchange({})) {
    SAVE();
    static_cast<void>(raise_unbound_free(thread, NAME(pc->c)));
    goto raised;
  }
  NEXT();

op_LoadClosure:
  r[pc->a] = frame->function->closure.load_as<Tuple>()->items[pc->b];
  NEXT();

op_LoadClassFree:
  SAVE();
  r[pc->a] = TRY(load_class_free(thread, frame, static_cast<std::uint16_t>(pc->b), NAME(pc->c)));
  NEXT();

// ---- operators

// The generic form settles on the first operands it sees, each form on what its guard says; a form whose
// guard fails becomes ...Any, which never changes again: threads that see different operands must not keep
// writing.
#define ARITHMETIC(name, operation, general)                                        \
  op_##name : value = arithmetic<operation>(RK(pc->b), RK(pc->c));                  \
  if (value) {                                                                      \
    pc->specialise(value.is_int() ? Opcode::k##name##Int : Opcode::k##name##Float); \
    r[pc->a] = value;                                                               \
    NEXT();                                                                         \
  }                                                                                 \
  goto general_##name;                                                              \
  op_##name##Int : {                                                                \
    const Value a_ = RK(pc->b);                                                     \
    const Value b_ = RK(pc->c);                                                     \
    if (Value::both_int(a_, b_)) [[likely]] {                                       \
      value = operation::ints(a_, b_);                                              \
      if (value) [[likely]] {                                                       \
        r[pc->a] = value;                                                           \
        NEXT();                                                                     \
      }                                                                             \
    }                                                                               \
  }                                                                                 \
  SPECIALISE(name##Any);                                                            \
  goto op_##name##Any;                                                              \
  op_##name##Float : value = float_arithmetic<operation>(RK(pc->b), RK(pc->c));     \
  if (value) [[likely]] {                                                           \
    r[pc->a] = value;                                                               \
    NEXT();                                                                         \
  }                                                                                 \
  SPECIALISE(name##Any);                                                            \
  op_##name##Any : value = arithmetic<operation>(RK(pc->b), RK(pc->c));             \
  if (value) {                                                                      \
    r[pc->a] = value;                                                               \
    NEXT();                                                                         \
  }                                                                                 \
  general_##name : SAVE();                                                          \
  r[pc->a] = TRY(general);                                                          \
  NEXT();

  ARITHMETIC(Add, AddOperation, binary(thread, BinaryOperator::kAdd, RK(pc->b), RK(pc->c)))
  ARITHMETIC(Sub, SubOperation, binary(thread, BinaryOperator::kSub, RK(pc->b), RK(pc->c)))
  ARITHMETIC(Mul, MulOperation, binary(thread, BinaryOperator::kMul, RK(pc->b), RK(pc->c)))
  ARITHMETIC(InplaceAdd, AddOperation, inplace(thread, BinaryOperator::kAdd, RK(pc->b), RK(pc->c)))
  ARITHMETIC(InplaceSub, SubOperation, inplace(thread, BinaryOperator::kSub, RK(pc->b), RK(pc->c)))
#undef ARITHMETIC

#define NUMERIC(name, operation, which)                                         \
  op_##name : value = arithmetic<operation>(RK(pc->b), RK(pc->c));              \
  if (value) [[likely]] {                                                       \
    r[pc->a] = value;                                                           \
    NEXT();                                                                     \
  }                                                                             \
  SAVE();                                                                       \
  r[pc->a] = TRY(binary(thread, BinaryOperator::which, RK(pc->b), RK(pc->c)));  \
  NEXT();                                                                       \
  op_Inplace##name : value = arithmetic<operation>(RK(pc->b), RK(pc->c));       \
  if (value) [[likely]] {                                                       \
    r[pc->a] = value;                                                           \
    NEXT();                                                                     \
  }                                                                             \
  SAVE();                                                                       \
  r[pc->a] = TRY(inplace(thread, BinaryOperator::which, RK(pc->b), RK(pc->c))); \
  NEXT();

  NUMERIC(TrueDiv, TrueDivOperation, kTrueDiv)
  NUMERIC(FloorDiv, FloorDivOperation, kFloorDiv)
  NUMERIC(Mod, ModOperation, kMod)
#undef NUMERIC

op_InplaceMul:
  value = arithmetic<MulOperation>(RK(pc->b), RK(pc->c));
  if (!value) [[unlikely]] {
    SAVE();
    value = TRY(inplace(thread, BinaryOperator::kMul, RK(pc->b), RK(pc->c)));
  }
  r[pc->a] = value;
  NEXT();

#define BITWISE(name, operation, which)                                         \
  op_##name : if (Value::both_int(RK(pc->b), RK(pc->c))) [[likely]] {           \
    value = operation::ints(RK(pc->b), RK(pc->c));                              \
    if (value) [[likely]] {                                                     \
      r[pc->a] = value;                                                         \
      NEXT();                                                                   \
    }                                                                           \
  }                                                                             \
  SAVE();                                                                       \
  r[pc->a] = TRY(binary(thread, BinaryOperator::which, RK(pc->b), RK(pc->c)));  \
  NEXT();                                                                       \
  op_Inplace##name : if (Value::both_int(RK(pc->b), RK(pc->c))) [[likely]] {    \
    value = operation::ints(RK(pc->b), RK(pc->c));                              \
    if (value) [[likely]] {                                                     \
      r[pc->a] = value;                                                         \
      NEXT();                                                                   \
    }                                                                           \
  }                                                                             \
  SAVE();                                                                       \
  r[pc->a] = TRY(inplace(thread, BinaryOperator::which, RK(pc->b), RK(pc->c))); \
  NEXT();

  BITWISE(And, AndOperation, kAnd)
  BITWISE(Or, OrOperation, kOr)
  BITWISE(Xor, XorOperation, kXor)
  BITWISE(LShift, LShiftOperation, kLShift)
  BITWISE(RShift, RShiftOperation, kRShift)
#undef BITWISE

#define GENERAL(name, which)                                                    \
  op_##name : SAVE();                                                           \
  r[pc->a] = TRY(binary(thread, BinaryOperator::which, RK(pc->b), RK(pc->c)));  \
  NEXT();                                                                       \
  op_Inplace##name : SAVE();                                                    \
  r[pc->a] = TRY(inplace(thread, BinaryOperator::which, RK(pc->b), RK(pc->c))); \
  NEXT();

  GENERAL(Pow, kPow)
  GENERAL(MatMul, kMatMul)
#undef GENERAL

op_Neg:
  if (const Value operand = RK(pc->b); operand.is_double()) {
    r[pc->a] = Value::from_double(-operand.as_double());
  } else if (operand.is_int() && operand.as_int() != Value::kMinInt) {
    r[pc->a] = Value::from_int(-operand.as_int());
  } else {
    SAVE();
    r[pc->a] = TRY(negative(thread, operand));
  }
  NEXT();

op_Pos:
  SAVE();
  r[pc->a] = TRY(positive(thread, RK(pc->b)));
  NEXT();

op_Invert:
  SAVE();
  r[pc->a] = TRY(invert(thread, RK(pc->b)));
  NEXT();

op_Not : {
  bool known = false;
  if (!truth_known(RK(pc->b), known)) {
    SAVE();
    known = TRY(truth(thread, RK(pc->b)));
  }
  r[pc->a] = Value::from_bool(!known);
  NEXT();
}

// A comparison as a value, as a forward jump when it does not hold, and as the bottom of a loop.
#define COMPARISON(name)                                                                \
  op_##name : {                                                                         \
    bool holds = false;                                                                 \
    if (compare_numbers<name##Comparison>(RK(pc->b), RK(pc->c), holds)) [[likely]] {    \
      r[pc->a] = Value::from_bool(holds);                                               \
      NEXT();                                                                           \
    }                                                                                   \
    SAVE();                                                                             \
    r[pc->a] = TRY(compare(thread, Comparison::k##name, RK(pc->b), RK(pc->c)));         \
    NEXT();                                                                             \
  }                                                                                     \
  op_JumpUnless##name : {                                                               \
    bool holds = false;                                                                 \
    if (!compare_numbers<name##Comparison>(RK(pc->a), RK(pc->b), holds)) [[unlikely]] { \
      SAVE();                                                                           \
      holds = TRY(compare_truth(thread, Comparison::k##name, RK(pc->a), RK(pc->b)));    \
    }                                                                                   \
    if (!holds) pc += pc->c;                                                            \
    NEXT();                                                                             \
  }                                                                                     \
  op_LoopIf##name : {                                                                   \
    CHECKPOINT();                                                                       \
    bool holds = false;                                                                 \
    if (!compare_numbers<name##Comparison>(RK(pc->a), RK(pc->b), holds)) [[unlikely]] { \
      SAVE();                                                                           \
      holds = TRY(compare_truth(thread, Comparison::k##name, RK(pc->a), RK(pc->b)));    \
    }                                                                                   \
    if (holds) [[likely]] {                                                             \
      pc += pc->c;                                                                      \
      NEXT();                                                                           \
    }                                                                                   \
    NEXT();                                                                             \
  }

  COMPARISON(Lt)
  COMPARISON(Le)
  COMPARISON(Eq)
  COMPARISON(Ne)
  COMPARISON(Gt)
  COMPARISON(Ge)
#undef COMPARISON

op_Is:
  r[pc->a] = Value::from_bool(RK(pc->b) == RK(pc->c));
  NEXT();

op_IsNot:
  r[pc->a] = Value::from_bool(!(RK(pc->b) == RK(pc->c)));
  NEXT();

op_In:
  SAVE();
  r[pc->a] = Value::from_bool(TRY(contains(thread, RK(pc->c), RK(pc->b))));
  NEXT();

op_NotIn:
  SAVE();
  r[pc->a] = Value::from_bool(!TRY(contains(thread, RK(pc->c), RK(pc->b))));
  NEXT();

  // ---- jumps

op_Jump:
  pc += pc->wide();
  NEXT();

op_JumpBack:
  CHECKPOINT();
  pc += pc->wide();
  NEXT();

op_JumpIfTrue : {
  bool known = false;
  if (!truth_known(RK(pc->a), known)) {
    SAVE();
    known = TRY(truth(thread, RK(pc->a)));
  }
  if (known) pc += pc->wide();
  NEXT();
}

op_JumpIfFalse : {
  bool known = false;
  if (!truth_known(RK(pc->a), known)) {
    SAVE();
    known = TRY(truth(thread, RK(pc->a)));
  }
  if (!known) pc += pc->wide();
  NEXT();
}

op_LoopIfTrue : {
  CHECKPOINT();
  bool known = false;
  if (!truth_known(RK(pc->a), known)) {
    SAVE();
    known = TRY(truth(thread, RK(pc->a)));
  }
  if (known) pc += pc->wide();
  NEXT();
}

op_JumpIfNone:
  if (RK(pc->a).is_none()) pc += pc->wide();
  NEXT();

op_JumpIfNotNone:
  if (!RK(pc->a).is_none()) pc += pc->wide();
  NEXT();

op_GetIter:
  SAVE();
  r[pc->a] = TRY(iterate(thread, RK(pc->b)));
  NEXT();

op_ForIter:
  if (objects::has_kind(r[pc->a], kRangeIterator)) {
    SPECIALISE(ForIterRange);
  } else if (objects::has_kind(r[pc->a], kListIterator)) {
    SPECIALISE(ForIterList);
  } else {
    SPECIALISE(ForIterAny);
  }
  DISPATCH();

op_ForIterRange:
  CHECKPOINT();
  if (objects::has_kind(r[pc->a], kRangeIterator)) [[likely]] {
    if (next_of_range(r[pc->a].as<RangeIterator>(), r[pc->b])) [[likely]]
      pc += pc->c;
    NEXT();
  }
  SPECIALISE(ForIterAny);
  goto for_iter_general;

op_ForIterList:
  CHECKPOINT();
  if (objects::has_kind(r[pc->a], kListIterator)) [[likely]] {
    // The item goes to a local first: the variable keeps its last value when the loop ends.
    if (next_of_list(r[pc->a].as<ListIterator>(), value)) [[likely]] {
      r[pc->b] = value;
      pc += pc->c;
    }
    NEXT();
  }
  SPECIALISE(ForIterAny);
  goto for_iter_general;

op_ForIterAny:
  CHECKPOINT();
for_iter_general:
  SAVE();
  value = TRY(next(thread, r[pc->a]));
  if (value) {
    r[pc->b] = value;
    pc += pc->c;
  }
  NEXT();

  // ---- building and taking apart

op_BuildTuple:
  r[pc->a] = Tuple::create(thread, std::span<const Value>(r + pc->b, static_cast<std::uint16_t>(pc->c)));
  NEXT();

op_BuildList:
  r[pc->a] = List::create(thread, std::span<const Value>(r + pc->b, static_cast<std::uint16_t>(pc->c)));
  NEXT();

op_BuildSet : {
  SAVE();
  auto* set = objects::Set::create(thread);
  for (int i = 0; i < static_cast<std::uint16_t>(pc->c); ++i) RUN(set->add(thread, r[pc->b + i]));
  r[pc->a] = set;
  NEXT();
}

op_BuildDict : {
  SAVE();
  Dict* dict = Dict::create(thread);
  for (int i = 0; i < static_cast<std::uint16_t>(pc->c); ++i) {
    RUN(dict->set(thread, r[pc->b + 2 * i], r[pc->b + 2 * i + 1]));
  }
  r[pc->a] = dict;
  NEXT();
}

op_BuildString:
  SAVE();
  r[pc->a] = TRY(build_string(thread, r + pc->b, static_cast<std::uint16_t>(pc->c)));
  NEXT();

op_BuildSlice:
  r[pc->a] = objects::Slice::create(thread, r[pc->b], r[pc->b + 1], r[pc->b + 2]);
  NEXT();

op_ListAppend:
  r[pc->a].as<List>()->append(thread, RK(pc->b));
  NEXT();

op_SetAdd:
  SAVE();
  RUN(r[pc->a].as<objects::Set>()->add(thread, RK(pc->b)));
  NEXT();

op_DictPut:
  SAVE();
  RUN(r[pc->a].as<Dict>()->set(thread, RK(pc->b), RK(pc->c)));
  NEXT();

op_ListExtend:
  SAVE();
  {
    // A scope of its own: NEXT jumps away without running destructors.
    RootedValues items(thread);
    RUN(collect_starred(thread, RK(pc->b), items));
    r[pc->a].as<List>()->extend(thread, items.span());
  }
  NEXT();

op_SetUpdate:
  SAVE();
  if (objects::is_set(RK(pc->b))) {
    RUN(r[pc->a].as<objects::Set>()->merge(thread, RK(pc->b).as<objects::Set>()));
  } else {
    RootedValues items(thread);
    RUN(collect(thread, RK(pc->b), items));
    for (std::size_t i = 0; i < items.size(); ++i) RUN(r[pc->a].as<objects::Set>()->add(thread, items[i]));
  }
  NEXT();

op_DictUpdate:
  SAVE();
  RUN(dict_merge(thread, r[pc->a].as<Dict>(), RK(pc->b), {}, false));
  NEXT();

op_DictMerge:
  SAVE();
  RUN(dict_merge(thread, r[pc->a].as<Dict>(), RK(pc->b), r[pc->c], true));
  NEXT();

op_ListToTuple:
  r[pc->a] = Tuple::create(thread, r[pc->b].as<List>()->snapshot(thread));
  NEXT();

op_Unpack:
  SAVE();
  RUN(unpack(thread, RK(pc->b), r + pc->a, static_cast<std::uint16_t>(pc->c)));
  NEXT();

op_UnpackStar:
  SAVE();
  RUN(unpack_star(thread, RK(pc->b), r + pc->a, pc->c & 0xFF, (pc->c >> 8) & 0xFF));
  NEXT();

op_FormatValue:
  SAVE();
  r[pc->a] = TRY(format_value(thread, r + pc->b, static_cast<std::uint16_t>(pc->c)));
  NEXT();

  // ---- attributes and items

op_LoadAttr : {
  SAVE();
  const Value object = RK(pc->b);
  Str* name = site_name(code, pc->c);
  if (CacheEntry* entry = cache_load(thread, object, name, false)) {
    code->caches->items[static_cast<std::uint16_t>(pc->c)].store(entry);
    SPECIALISE(LoadAttrSlot);
  } else if (CacheEntry* module_entry = cache_module(thread, object, name)) {
    code->caches->items[static_cast<std::uint16_t>(pc->c)].store(module_entry);
    SPECIALISE(LoadAttrModule);
  } else {
    SPECIALISE(LoadAttrAny);
  }
  goto load_attr_general;
}

op_LoadAttrSlot : {
  const Value object = RK(pc->b);
  if (object.is_object()) [[likely]] {
    const CacheEntry* entry = cache_at(code, pc->c);
    if (entry->matches(object.as_object())) [[likely]] {
      const Slot* slot = cached_slot(thread, object.as_object(), entry);
      value = slot != nullptr ? slot->load() : Value{};
      if (value) [[likely]] {
        r[pc->a] = value;
        NEXT();
      }
    }
  }
  SPECIALISE(LoadAttrAny);
  goto load_attr_general;
}

op_LoadAttrModule : {
  const Value object = RK(pc->b);
  const CacheEntry* entry = cache_at(code, pc->c);
  if (object == Value(entry->object)) [[likely]] {
    value = entry->value.as<Cell>()->value.load();
    if (value) [[likely]] {
      r[pc->a] = value;
      NEXT();
    }
  }
  SPECIALISE(LoadAttrAny);
  goto load_attr_general;
}

// An entry that was right once is renewed for the next shape: the opcode stays, the entry is replaced.
op_LoadAttrAny : {
  const Value object = RK(pc->b);
  const CacheEntry* entry = cache_at(code, pc->c);
  if (entry != nullptr && object.is_object() && entry->object == nullptr &&
      entry->matches(object.as_object())) {
    const Slot* slot = cached_slot(thread, object.as_object(), entry);
    value = slot != nullptr ? slot->load() : Value{};
    if (value) {
      r[pc->a] = value;
      NEXT();
    }
  }
}
load_attr_general:
  SAVE();
  r[pc->a] = TRY(get_attribute(thread, RK(pc->b), site_name(code, pc->c)));
  NEXT();

op_StoreAttr : {
  SAVE();
  if (CacheEntry* entry = cache_store(thread, RK(pc->a), site_name(code, pc->c))) {
    code->caches->items[static_cast<std::uint16_t>(pc->c)].store(entry);
    if (entry->next_shape != nullptr) {
      SPECIALISE(StoreAttrAdd);
    } else {
      SPECIALISE(StoreAttrSlot);
    }
  } else {
    SPECIALISE(StoreAttrAny);
  }
  goto store_attr_general;
}

op_StoreAttrSlot : {
  const Value object = RK(pc->a);
  if (object.is_object()) [[likely]] {
    const CacheEntry* entry = cache_at(code, pc->c);
    if (entry->next_shape == nullptr && entry->matches(object.as_object())) [[likely]] {
      auto* slot = const_cast<Slot*>(cached_slot(thread, object.as_object(), entry));
      if (slot != nullptr) [[likely]] {
        slot->store(RK(pc->b));
        NEXT();
      }
    }
  }
  SPECIALISE(StoreAttrAny);
  goto store_attr_general;
}

op_StoreAttrAdd : {
  const Value object = RK(pc->a);
  if (object.is_object()) [[likely]] {
    const CacheEntry* entry = cache_at(code, pc->c);
    if (entry->next_shape != nullptr && entry->inline_slot && entry->matches(object.as_object())) [[likely]] {
      const objects::ObjectLock lock(thread, object.as_object(), [&] { SAVE(); });
      if (objects::shape_of(object.as_object()) == entry->shape) [[likely]] {
        object.as<objects::Instance>()->slots[entry->index].store(RK(pc->b));
        object.as_object()->shape.store(entry->next_shape);
        goto next_instruction;
      }
    }
  }
  SPECIALISE(StoreAttrAny);
  goto store_attr_general;
}

op_StoreAttrAny:
store_attr_general:
  SAVE();
  RUN(set_attribute(thread, RK(pc->a), site_name(code, pc->c), RK(pc->b)));
next_instruction:
  NEXT();

op_DeleteAttr:
  SAVE();
  RUN(delete_attribute(thread, RK(pc->a), site_name(code, pc->c)));
  NEXT();

op_LoadMethod : {
  SAVE();
  const Value object = RK(pc->b);
  Str* name = site_name(code, pc->c);
  if (CacheEntry* entry = cache_load(thread, object, name, true)) {
    code->caches->items[static_cast<std::uint16_t>(pc->c)].store(entry);
    SPECIALISE(LoadMethodClass);
    // Unbound already this first time: from what it finds here the call specialises itself.
    r[pc->a] = entry->value;
    r[pc->a + 1] = object;
    NEXT();
  } else if (CacheEntry* module_entry = cache_module(thread, object, name)) {
    code->caches->items[static_cast<std::uint16_t>(pc->c)].store(module_entry);
    SPECIALISE(LoadMethodModule);
  } else {
    SPECIALISE(LoadMethodAny);
  }
  goto load_method_general;
}

op_LoadMethodClass : {
  const Value object = RK(pc->b);
  if (object.is_object()) [[likely]] {
    const CacheEntry* entry = cache_at(code, pc->c);
    if (entry->matches(object.as_object())) [[likely]] {
      r[pc->a] = entry->value;
      r[pc->a + 1] = object;
      NEXT();
    }
  }
  SPECIALISE(LoadMethodAny);
  goto load_method_general;
}

op_LoadMethodModule : {
  const Value object = RK(pc->b);
  const CacheEntry* entry = cache_at(code, pc->c);
  if (object == Value(entry->object)) [[likely]] {
    value = entry->value.as<Cell>()->value.load();
    if (value) [[likely]] {
      r[pc->a] = value;
      r[pc->a + 1] = {};
      NEXT();
    }
  }
  SPECIALISE(LoadMethodAny);
  goto load_method_general;
}

op_LoadMethodAny : {
  const Value object = RK(pc->b);
  if (object.is_object()) {
    const CacheEntry* entry = cache_at(code, pc->c);
    if (entry != nullptr && entry->object == nullptr && entry->value && entry->matches(object.as_object())) {
      r[pc->a] = entry->value;
      r[pc->a + 1] = object;
      NEXT();
    }
    if (CacheEntry* renewed = cache_load(thread, object, site_name(code, pc->c), true)) {
      // Relearnt at most when the cell is hot with one other class: replaced, never edited.
      if (entry == nullptr) code->caches->items[static_cast<std::uint16_t>(pc->c)].store(renewed);
      r[pc->a] = renewed->value;
      r[pc->a + 1] = object;
      NEXT();
    }
  }
}
load_method_general:
  SAVE();
  RUN(load_method(thread, RK(pc->b), site_name(code, pc->c), r + pc->a));
  NEXT();

op_LoadItem:
  if (is_exact(RK(pc->b), kList, thread.types.list) && RK(pc->c).is_int()) {
    SPECIALISE(LoadItemList);
  } else if (is_exact(RK(pc->b), kDict, thread.types.dict)) {
    SPECIALISE(LoadItemDict);
  } else {
    SPECIALISE(LoadItemAny);
  }
  goto load_item_general;

op_LoadItemList : {
  const Value list = RK(pc->b);
  const Value key = RK(pc->c);
  if (key.is_int() && is_exact(list, kList, thread.types.list)) [[likely]] {
    value = list.as<List>()->item(thread, key.as_int(), [&] { SAVE(); });
    if (value) [[likely]] {
      r[pc->a] = value;
      NEXT();
    }
    goto load_item_general;
  }
  SPECIALISE(LoadItemAny);
  goto load_item_general;
}

op_LoadItemDict : {
  const Value dict = RK(pc->b);
  if (is_exact(dict, kDict, thread.types.dict)) [[likely]] {
    SAVE();
    value = TRY(dict.as<Dict>()->get(thread, RK(pc->c)));
    if (value) [[likely]] {
      r[pc->a] = value;
      NEXT();
    }
    goto load_item_general;
  }
  SPECIALISE(LoadItemAny);
  goto load_item_general;
}

op_LoadItemAny : {
  const Value object = RK(pc->b);
  const Value key = RK(pc->c);
  if (key.is_int() && object.is_object() && key.as_int() >= 0) {
    if (is_exact(object, kList, thread.types.list)) {
      value = object.as<List>()->get(key.as_int());
    } else if (is_exact(object, kTuple, thread.types.tuple) && key.as_int() < object.as<Tuple>()->length) {
      value = object.as<Tuple>()->items[key.as_int()];
    } else {
      goto load_item_general;
    }
    if (value) {
      r[pc->a] = value;
      NEXT();
    }
  }
}
load_item_general:
  SAVE();
  r[pc->a] = TRY(get_item(thread, RK(pc->b), RK(pc->c)));
  NEXT();

op_StoreItem:
  if (is_exact(RK(pc->a), kList, thread.types.list) && RK(pc->b).is_int()) {
    SPECIALISE(StoreItemList);
  } else if (is_exact(RK(pc->a), kDict, thread.types.dict)) {
    SPECIALISE(StoreItemDict);
  } else {
    SPECIALISE(StoreItemAny);
  }
  goto store_item_general;

op_StoreItemList : {
  const Value list = RK(pc->a);
  const Value key = RK(pc->b);
  if (key.is_int() && is_exact(list, kList, thread.types.list)) [[likely]] {
    if (list.as<List>()->set(thread, key.as_int(), RK(pc->c), [&] { SAVE(); })) [[likely]]
      NEXT();
    goto store_item_general;
  }
  SPECIALISE(StoreItemAny);
  goto store_item_general;
}

op_StoreItemDict:
  if (is_exact(RK(pc->a), kDict, thread.types.dict)) [[likely]] {
    SAVE();
    RUN(RK(pc->a).as<Dict>()->set(thread, RK(pc->b), RK(pc->c)));
    NEXT();
  }
  SPECIALISE(StoreItemAny);
  goto store_item_general;

op_StoreItemAny:
store_item_general:
  SAVE();
  RUN(set_item(thread, RK(pc->a), RK(pc->b), RK(pc->c)));
  NEXT();

op_DeleteItem:
  SAVE();
  RUN(delete_item(thread, RK(pc->a), RK(pc->b)));
  NEXT();

  // ---- calls and functions

op_Call : {
  const Value callee = r[pc->b];
  const auto count = static_cast<std::uint16_t>(pc->c);
  if (objects::has_kind(callee, kFunction) &&
      callee.as<Function>()->code_object()->plain_arguments == count) {
    SPECIALISE(CallFunction);
  } else if (is_plain_native(callee, count)) {
    if (count == 1 && callee.as<Native>()->definition->unary_double != nullptr) {
      SPECIALISE(CallUnaryDouble);
    } else {
      SPECIALISE(CallNative);
    }
  } else {
    SPECIALISE(CallAny);
  }
  goto call_general;
}

op_CallFunction : {
  const Value callee = r[pc->b];
  if (objects::has_kind(callee, kFunction)) [[likely]] {
    auto* function = callee.as<Function>();
    Code* target = function->code_object();
    if (target->plain_arguments == static_cast<std::uint16_t>(pc->c)) [[likely]] {
      CHECKPOINT();
      SAVE();
      Frame* pushed = thread.push_plain_frame(target, r + pc->b + 1, static_cast<std::uint16_t>(pc->c));
      if (pushed == nullptr) [[unlikely]]
        goto raised;
      pushed->function = function;
      pushed->result_register = pc->a;
      ENTER_FRAME();
      DISPATCH();
    }
  }
  SPECIALISE(CallAny);
  goto call_general;
}

op_CallUnaryDouble:
  if (call_unary_double(r[pc->b], r[pc->b + 1], value)) [[likely]] {
    r[pc->a] = value;
    NEXT();
  }
  goto call_general;

op_CallNative : {
  const Value callee = r[pc->b];
  if (is_plain_native(callee, static_cast<std::uint16_t>(pc->c))) [[likely]] {
    CHECKPOINT();
    SAVE();
    r[pc->a] = TRY(callee.as<Native>()->definition->function(
        thread, Arguments{r + pc->b + 1, static_cast<std::uint16_t>(pc->c), nullptr}));
    NEXT();
  }
  SPECIALISE(CallAny);
  goto call_general;
}

op_CallAny:
call_general:
  CHECKPOINT();
  SAVE();
  switch (begin_call(thread, r[pc->b], r + pc->b + 1, static_cast<std::uint16_t>(pc->c), nullptr, pc->a, true,
                     true, value)) {
    case CallState::kDone:
      r[pc->a] = value;
      NEXT();
    case CallState::kFrame:
      ENTER_FRAME();
      DISPATCH();
    case CallState::kRaised:
      goto raised;
  }

op_CallKeywords : {
  CHECKPOINT();
  SAVE();
  const auto* names = k[~static_cast<std::int32_t>(static_cast<std::uint16_t>(pc[1].a))].as<Tuple>();
  const auto positional = static_cast<std::uint32_t>(static_cast<std::uint16_t>(pc->c) - names->length);
  switch (begin_call(thread, r[pc->b], r + pc->b + 1, positional, names, pc->a, true, true, value)) {
    case CallState::kDone:
      r[pc->a] = value;
      NEXT();
    case CallState::kFrame:
      ENTER_FRAME();
      DISPATCH();
    case CallState::kRaised:
      goto raised;
  }
}

op_CallSpread:
  CHECKPOINT();
  SAVE();
  r[pc->a] = TRY(call_spread(thread, r[pc->b], r[pc->b + 1], r[pc->b + 2]));
  NEXT();

op_CallMethod : {
  const Value callee = r[pc->b];
  const bool bound = static_cast<bool>(r[pc->b + 1]);
  const std::uint32_t count = static_cast<std::uint16_t>(pc->c) + (bound ? 1U : 0U);
  if (bound && objects::has_kind(callee, kFunction) &&
      callee.as<Function>()->code_object()->plain_arguments == count) {
    SPECIALISE(CallMethodFunction);
  } else if (objects::has_kind(callee, kNative) && callee.as<Native>()->accepts(count) &&
             !callee.as<Native>()->self.load() && bound == (callee.as<Native>()->owner != nullptr)) {
    if (count == 1 && !bound && callee.as<Native>()->definition->unary_double != nullptr) {
      SPECIALISE(CallMethodUnaryDouble);
    } else {
      SPECIALISE(CallMethodNative);
    }
  } else {
    SPECIALISE(CallMethodAny);
  }
  goto call_method_general;
}

op_CallMethodFunction : {
  const Value callee = r[pc->b];
  if (r[pc->b + 1] && objects::has_kind(callee, kFunction)) [[likely]] {
    auto* function = callee.as<Function>();
    Code* target = function->code_object();
    const std::uint32_t count = static_cast<std::uint16_t>(pc->c) + 1U;
    if (target->plain_arguments == count) [[likely]] {
      CHECKPOINT();
      SAVE();
      Frame* pushed = thread.push_plain_frame(target, r + pc->b + 1, count);
      if (pushed == nullptr) [[unlikely]]
        goto raised;
      pushed->function = function;
      pushed->result_register = pc->a;
      ENTER_FRAME();
      DISPATCH();
    }
  }
  SPECIALISE(CallMethodAny);
  goto call_method_general;
}

op_CallMethodUnaryDouble:
  if (!r[pc->b + 1] && call_unary_double(r[pc->b], r[pc->b + 2], value)) [[likely]] {
    r[pc->a] = value;
    NEXT();
  }
  goto call_method_general;

op_CallMethodNative : {
  const Value callee = r[pc->b];
  if (objects::has_kind(callee, kNative)) [[likely]] {
    const auto* native = callee.as<Native>();
    const bool bound = static_cast<bool>(r[pc->b + 1]);
    const std::uint32_t count = static_cast<std::uint16_t>(pc->c) + (bound ? 1U : 0U);
    // Bound means that LoadMethod found it in the class of the object, which therefore is what it works on.
    if (bound == (native->owner != nullptr) && native->makes == nullptr && native->accepts(count) &&
        !native->self.load()) [[likely]] {
      CHECKPOINT();
      SAVE();
      r[pc->a] =
          TRY(native->definition->function(thread, Arguments{r + pc->b + (bound ? 1 : 2), count, nullptr}));
      NEXT();
    }
  }
  SPECIALISE(CallMethodAny);
  goto call_method_general;
}

op_CallMethodAny:
call_method_general : {
  CHECKPOINT();
  SAVE();
  const bool bound = static_cast<bool>(r[pc->b + 1]);
  const std::uint32_t count = static_cast<std::uint16_t>(pc->c) + (bound ? 1U : 0U);
  switch (
      begin_call(thread, r[pc->b], r + pc->b + (bound ? 1 : 2), count, nullptr, pc->a, true, true, value)) {
    case CallState::kDone:
      r[pc->a] = value;
      NEXT();
    case CallState::kFrame:
      ENTER_FRAME();
      DISPATCH();
    case CallState::kRaised:
      goto raised;
  }
}

op_CallMethodKeywords : {
  CHECKPOINT();
  SAVE();
  const auto* names = k[~static_cast<std::int32_t>(static_cast<std::uint16_t>(pc[1].a))].as<Tuple>();
  const bool bound = static_cast<bool>(r[pc->b + 1]);
  const auto positional =
      static_cast<std::uint32_t>(static_cast<std::uint16_t>(pc->c) - names->length + (bound ? 1 : 0));
  switch (begin_call(thread, r[pc->b], r + pc->b + (bound ? 1 : 2), positional, names, pc->a, true, true,
                     value)) {
    case CallState::kDone:
      r[pc->a] = value;
      NEXT();
    case CallState::kFrame:
      ENTER_FRAME();
      DISPATCH();
    case CallState::kRaised:
      goto raised;
  }
}

op_Return:
  value = RK(pc->a);
  {
    const Frame* done = frame;
    if (done->flags != 0) [[unlikely]] {
      if ((done->flags & kFrameInit) != 0) {
        if (!value.is_none()) {
          SAVE();
          static_cast<void>(
              thread.raise(thread.types.TypeError, "__init__() should return None, not '%T'", value));
          goto raised;
        }
        value = done->instance;
      }
      if ((done->flags & kFrameGenerator) != 0) {
        done->generator->next_state = Generator::kFinished;
      }
      if ((done->flags & kFrameEntry) != 0) {
        thread.pop_frame();
        return value;
      }
    }
    const std::int16_t target = done->result_register;
    thread.pop_frame();
    ENTER_FRAME();
    r[target] = value;
    NEXT();
  }

op_MakeFunction:
  r[pc->a] = TRY(make_function(thread, frame, static_cast<std::uint16_t>(pc->b), r + pc->c));
  NEXT();

op_MakePlainFunction : {
  const Value nothing[4] = {};
  r[pc->a] = TRY(make_function(thread, frame, static_cast<std::uint16_t>(pc->b), nothing));
  NEXT();
}

op_LoadBuildClass:
  SAVE();
  r[pc->a] = TRY(load_build_class(thread, code));
  NEXT();

op_SetupAnnotations:
  SAVE();
  RUN(setup_annotations(thread, frame));
  NEXT();

op_StoreAnnotation:
  SAVE();
  RUN(store_annotation(thread, frame, NAME(pc->b), RK(pc->a)));
  NEXT();

  // ---- generators

op_Yield : {
  Generator* generator = frame->generator;
  value = RK(pc->b);
  generator->pc = static_cast<std::uint32_t>(pc - code->instructions) + 1;
  generator->send_register = static_cast<std::uint16_t>(pc->a);
  generator->next_state = Generator::kSuspended;
  generator->yielded_item = true;
  thread.pop_frame();
  return value;
}

op_GetYieldFromIter:
  SAVE();
  r[pc->a] = TRY(get_yield_from_iter(thread, RK(pc->b)));
  NEXT();

op_GetAwaitable:
  SAVE();
  r[pc->a] = TRY(get_awaitable(thread, RK(pc->b)));
  NEXT();

op_GetAsyncIter:
  SAVE();
  r[pc->a] = TRY(get_async_iter(thread, RK(pc->b)));
  NEXT();

op_GetAsyncNext:
  SAVE();
  r[pc->a] = TRY(get_async_next(thread, r[pc->b]));
  NEXT();

op_IsAsyncEnd:
  r[pc->a] = Value::from_bool(instance_of(thread, r[pc->b], thread.types.StopAsyncIteration));
  NEXT();

op_YieldFrom : {
  SAVE();
  Generator* generator = frame->generator;
  Value result;
  generator->delegate.store(r[pc->b]);
  value = TRY(yield_from_step(thread, r[pc->b], r[pc->a], result));
  if (!value) {
    generator->delegate.store({});
    r[pc->a] = result;
    NEXT();
  }
  generator->pc = static_cast<std::uint32_t>(pc - code->instructions);
  generator->send_register = static_cast<std::uint16_t>(pc->a);
  generator->next_state = Generator::kSuspended;
  generator->yielded_item = false;
  thread.pop_frame();
  return value;
}

  // ---- exceptions

op_Raise:
  SAVE();
  static_cast<void>(raise_value(thread, RK(pc->a), {}));
  goto raised;

op_RaiseFrom:
  SAVE();
  static_cast<void>(raise_value(thread, RK(pc->a), RK(pc->b)));
  goto raised;

op_RaiseAgain:
  SAVE();
  static_cast<void>(raise_again(thread));
  // The traceback already has this place, unless there was nothing to raise again.
  if (thread.exception() == thread.being_handled()) goto unwind;
  goto raised;

op_Reraise:
  SAVE();
  static_cast<void>(thread.reraise(r[pc->a]));
  goto unwind;

op_EndHandler:
  thread.handled = r[pc->a + 1];
  NEXT();

op_MatchException:
  SAVE();
  r[pc->a] = TRY(match_exception(thread, r[pc->b], RK(pc->c)));
  NEXT();

op_EnterWith:
  SAVE();
  RUN(enter_with(thread, RK(pc->b), r + pc->a));
  NEXT();

op_ExitWith:
  SAVE();
  RUN(call(thread, r[pc->a], {Value::none(), Value::none(), Value::none()}));
  NEXT();

op_ExitWithException:
  SAVE();
  r[pc->a] = Value::from_bool(TRY(exit_with_exception(thread, r[pc->b], r[pc->c])));
  NEXT();

op_EnterAsyncWith:
  SAVE();
  RUN(enter_async_with(thread, RK(pc->b), r + pc->a));
  NEXT();

op_ExitAsyncWith:
  SAVE();
  r[pc->a] = TRY(exit_async_with(thread, r[pc->b], {}));
  NEXT();

op_ExitAsyncWithException:
  SAVE();
  r[pc->a] = TRY(exit_async_with(thread, r[pc->b], r[pc->c]));
  NEXT();

op_SplitException:
  SAVE();
  RUN(split_for_clause(thread, r[pc->b], RK(pc->c), r + pc->a));
  NEXT();

op_SetHandled:
  thread.handled = r[pc->a];
  NEXT();

op_JoinExceptions:
  SAVE();
  r[pc->a] = TRY(join_exceptions(thread, r[pc->b], r[pc->c].as<List>()));
  NEXT();

op_LoadAssertionError:
  r[pc->a] = thread.types.AssertionError;
  NEXT();

  // ---- the prompt

op_Display:
  SAVE();
  RUN(display(thread, RK(pc->a)));
  NEXT();

  // ---- import

op_ImportName:
  SAVE();
  r[pc->a] = TRY(import_name(thread, frame, NAME(pc->b), r[pc->c], r[pc->c + 1]));
  NEXT();

op_ImportFrom:
  SAVE();
  r[pc->a] = TRY(import_from(thread, r[pc->b], NAME(pc->c)));
  NEXT();

op_ImportStar:
  SAVE();
  RUN(import_star(thread, frame, r[pc->a]));
  NEXT();

  // ---- patterns

op_MatchSequence:
  r[pc->a] = Value::from_bool(matches_sequence(thread, RK(pc->b)));
  NEXT();

op_MatchMapping:
  r[pc->a] = Value::from_bool(matches_mapping(thread, RK(pc->b)));
  NEXT();

op_MatchKeys:
  SAVE();
  r[pc->a] = TRY(match_keys(thread, r[pc->b], r[pc->b + 1]));
  NEXT();

op_MatchClass:
  SAVE();
  r[pc->a] =
      TRY(match_class(thread, r[pc->b], r[pc->b + 1], r[pc->b + 2], static_cast<std::uint16_t>(pc->c)));
  NEXT();

op_GetLength:
  SAVE();
  r[pc->a] = Value::from_int(TRY(length(thread, RK(pc->b))));
  NEXT();

  // ---- an exception is pending, raised by the instruction at pc

raised:
  frame->pc = pc;
  add_traceback(thread, frame);
unwind:
  for (;;) {
    const auto index = static_cast<std::uint32_t>(frame->pc - code->instructions);
    if (const bytecode::Handler* handler = find_handler(*code->unit, index)) {
      r[handler->exception] = thread.take_exception();
      r[handler->exception + 1] = thread.handled;
      thread.handled = r[handler->exception];
      pc = code->instructions + handler->handler;
      DISPATCH();
    }
    const std::uint16_t flags = frame->flags;
    if ((flags & kFrameGenerator) != 0) finish_generator(thread, frame->generator);
    thread.pop_frame();
    if ((flags & kFrameEntry) != 0) return Raised{};
    ENTER_FRAME();
    add_traceback(thread, frame);
  }
}

#undef SAVE
#undef RK
#undef NEXT
#undef DISPATCH
#undef CHECKPOINT
#undef TRY
#undef RUN
#undef ENTER_FRAME
#undef NAME
#undef SPECIALISE

Result<Value> run_frame(ThreadState& thread, Frame* frame) {
  frame->flags |= kFrameEntry;
  if (!thread.check_native_stack().ok()) [[unlikely]] {
    thread.pop_frame();
    return Raised{};
  }
  const EvalEntry entry(thread);
  return thread.checks_every_instruction ? eval<true>(thread) : eval<false>(thread);
}

}  // namespace minipy::vm
