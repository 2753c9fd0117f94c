#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "interpreter/base/source.hpp"
#include "interpreter/bytecode/builder.hpp"
#include "interpreter/bytecode/code_unit.hpp"
#include "interpreter/compile/bound_set.hpp"
#include "interpreter/compile/scope.hpp"
#include "interpreter/syntax/ast.hpp"

namespace minipy::compile {

/// What the units of one compilation share. The first error is kept; what is emitted after it is thrown away.
struct Compilation {
  std::shared_ptr<const base::Source> source;
  SymbolTable& table;
  bool uses_namespace = false;      ///< module-level names live in a namespace of their own
  bool string_annotations = false;  ///< from __future__ import annotations
  std::uint32_t last_future_line = 0;
  bool interactive = false;  ///< expression statements at module level show their values
  std::optional<base::Diagnostic> error;

  void fail(std::string message, const base::Span& span) {
    if (!error) error = syntax_error(*source, std::move(message), span);
  }
};

/// A place to jump to, with the variables that have a value on every way there.
struct Target {
  bytecode::Label label;
  BoundSet bound;
  bool reached = false;
};

/// Compiles one code unit; nested units get compilers of their own. The members are spread over files by what
/// they compile. Registers: the variables, then temporaries that grow and shrink like a stack.
///
/// An *operand* is what instructions read: a register, or ~index of a constant. A variable is used in place
/// as an operand where nothing can rebind it before it is read.
///
/// Whoever evaluates into a register may find it overwritten early, unless it is a variable's: a variable is
/// written by the last instruction only, when nothing can fail or look any more.
class UnitCompiler {
 public:
  UnitCompiler(Compilation& shared, const Scope& scope, UnitCompiler* parent);

  std::shared_ptr<bytecode::CodeUnit> compile_module(const syntax::Module* node);
  std::shared_ptr<bytecode::CodeUnit> compile_eval(const syntax::Expression* node);

 private:
  using Opcode = bytecode::Opcode;
  using Span = base::Span;

  // ---- unit_compiler.cpp: registers, flow, constants

  /// Gives temporaries back at the end of a scope.
  class Temporaries {
   public:
    explicit Temporaries(UnitCompiler& unit) : unit_(unit), top_(unit.top_) {}
    ~Temporaries() { unit_.top_ = top_; }
    Temporaries(const Temporaries&) = delete;
    Temporaries& operator=(const Temporaries&) = delete;

   private:
    UnitCompiler& unit_;
    int top_;
  };

  /// Says what the instructions emitted in a scope stand for.
  class At {
   public:
    At(UnitCompiler& unit, const Span& span) : unit_(unit), before_(unit.builder_.span()) {
      unit_.builder_.set_span(span);
    }
    ~At() { unit_.builder_.set_span(before_); }
    At(const At&) = delete;
    At& operator=(const At&) = delete;

   private:
    UnitCompiler& unit_;
    Span before_;
  };

  void set_up_registers();
  std::shared_ptr<bytecode::CodeUnit> finish();
  std::string qualified_name(std::string_view name) const;
  void start(std::string_view name, std::uint32_t first_line);
  void make_cells();
  void return_none() { emit(Opcode::kReturn, constant({bytecode::NoneConstant{}})); }
  void fail(std::string message, const Span& span) { shared_.fail(std::move(message), span); }

  int new_temporary() { return new_temporaries(1); }
  int new_temporaries(int count);
  bool is_variable(int reg) const { return reg >= 0 && reg < unit_->locals; }

  void emit(Opcode opcode, int a = 0, int b = 0, int c = 0) { builder_.emit(opcode, a, b, c); }
  /// A constant as an operand.
  int constant(bytecode::Constant value) { return ~builder_.constant(std::move(value)); }
  void load_constant(const bytecode::Constant& value, int dst);
  void move(int dst, int operand);

  Target new_target() { return {builder_.new_label(), BoundSet(), false}; }
  void jump(Opcode opcode, Target& target, int a = 0, int b = 0);
  /// The next instruction is where `target` stands.
  void place(Target& target);
  /// The head of a loop: variables that are unbound somewhere may have lost their values.
  void forget_deletable() { bound_.subtract(deletable_); }

  // ---- names.cpp: variables

  /// Where a variable is and how it is reached.
  struct Variable {
    enum class Kind : std::uint8_t { kLocal, kCell, kFree, kClassFree, kGlobal, kName };
    Kind kind;
    int index;  ///< register, or index of the closure cell
    std::string_view name;
  };

  std::string_view mangle(std::string_view name) const {
    return shared_.table.mangle(scope_.private_name, name);
  }
  Variable resolve(std::string_view name) const;
  /// The register of a variable that lives in one, else -1.
  int local_register(std::string_view name) const;
  void check_bound(int reg);
  void load_name(std::string_view name, int dst);
  void store_name(std::string_view name, int operand);
  void delete_name(std::string_view name);
  /// Unbinds a variable that may be unbound already.
  void clear_name(std::string_view name);
  /// Whether evaluating `later` could give the variable another value.
  bool may_rebind(const syntax::Expr* later, std::string_view name) const;
  bool forbidden(std::string_view name);

  // ---- expressions.cpp

  void eval_to(const syntax::Expr* node, int dst);
  /// Evaluates into `hint` or a new temporary, unless the value can be used where it is. Nothing may be
  /// evaluated between this and the use of the operand.
  int eval(const syntax::Expr* node, int hint = -1) { return eval_before(node, nullptr, hint); }
  /// The same, when `later` is evaluated before the operand is used.
  int eval_before(const syntax::Expr* node, const syntax::Expr* later, int hint = -1);
  int eval_register(const syntax::Expr* node);
  /// `node`, when only its effects matter.
  void eval_and_drop(const syntax::Expr* node);
  int hint_for(int dst) const { return is_variable(dst) ? -1 : dst; }
  void visit(const syntax::Expr* node, int dst);
  void binary(const syntax::BinOp* node, int dst);
  void unary(const syntax::UnaryOp* node, int dst);
  void bool_op(const syntax::BoolOp* node, int dst);
  void if_expression(const syntax::IfExp* node, int dst);
  void named_expression(const syntax::NamedExpr* node, int dst);
  void compare(const syntax::Compare* node, int dst);
  void compare_one(syntax::CompareOperator op, int dst, int left, int right);
  int compare_right(syntax::CompareOperator op, const syntax::Expr* node, const syntax::Expr* later);
  void attribute(const syntax::Attribute* node, int dst);
  void subscript(const syntax::Subscript* node, int dst);
  int subscript_index(const syntax::Expr* node);
  void slice(const syntax::Slice* node, int dst);
  void yield(const syntax::Yield* node, int dst);
  void yield_from(const syntax::YieldFrom* node, int dst);
  void await(const syntax::Await* node, int dst);
  /// Whether `await` may stand here, comprehensions aside.
  bool in_coroutine() const {
    return (unit_->flags & (bytecode::kCoroutine | bytecode::kAsyncGenerator)) != 0;
  }
  /// Waits for the awaitable in `reg`; its result ends up in `value`, another register.
  void wait_for(int reg, int value);
  static Span attribute_span(const syntax::Attribute* node);

  // ---- displays.cpp: tuples, lists, sets, dicts, f-strings

  void tuple(syntax::Nodes<syntax::Expr> elements, int dst);
  void list(syntax::Nodes<syntax::Expr> elements, int dst);
  void set(syntax::Nodes<syntax::Expr> elements, int dst);
  void dict(const syntax::Dict* node, int dst);
  /// Builds piece by piece into `collection`: with stars, or with very many elements.
  void fill(syntax::Nodes<syntax::Expr> elements, int collection, Opcode append, Opcode extend);
  void build(Opcode opcode, syntax::Nodes<syntax::Expr> elements, int dst);
  void joined_string(const syntax::JoinedStr* node, int dst);
  void formatted_value(const syntax::FormattedValue* node, int dst, int flags = 0);

  // ---- conditions.cpp

  /// Jumps to `target` when bool(node) is `sense`.
  void jump_if(const syntax::Expr* node, bool sense, Target& target);
  void jump_if_all(const syntax::BoolOp* node, bool sense, Target& target);
  void jump_if_compare(const syntax::Compare* node, bool sense, Target& target);
  void jump_if_compare_one(syntax::CompareOperator op, int left, const syntax::Expr* right_node, bool sense,
                           Target& target);
  void jump_if_operand(int operand, bool sense, Target& target);
  /// The bottom of a while loop: goes back to `body` when bool(node).
  void loop_if(const syntax::Expr* node, Target& body);
  void loop_if_compare(const syntax::Compare* node, Target& body);

  // ---- calls.cpp

  void call(const syntax::Call* node, int dst);
  void method_call(const syntax::Call* node, const syntax::Attribute* function, int dst);
  /// Calls what is in register `first`, behind which `placed` arguments lie already.
  void call_with(int first, int placed, syntax::Nodes<syntax::Expr> args,
                 syntax::Nodes<syntax::Keyword> keywords, int dst);
  void spread_call(int first, int placed, syntax::Nodes<syntax::Expr> args,
                   syntax::Nodes<syntax::Keyword> keywords, int dst);
  void keyword_dict(int callee, syntax::Nodes<syntax::Keyword> keywords, int dst);
  void check_keywords(syntax::Nodes<syntax::Keyword> keywords);
  int keyword_names(syntax::Nodes<syntax::Keyword> keywords);

  // ---- targets.cpp: what can be assigned to

  void store(const syntax::Expr* target, int operand);
  void unpack(const syntax::Expr* target, syntax::Nodes<syntax::Expr> elements, int operand);
  bool unpack_in_place(syntax::Nodes<syntax::Expr> elements, int operand);
  void delete_target(const syntax::Expr* target);
  void assign(const syntax::Assign* node);
  bool assign_in_parallel(const syntax::Expr* target, const syntax::Expr* value);
  void augmented_assign(const syntax::AugAssign* node);
  void annotated_assign(const syntax::AnnAssign* node);

  // ---- statements.cpp

  void statements(syntax::Nodes<syntax::Stmt> nodes) {
    for (const syntax::Stmt* node : nodes) statement(node);
  }
  void statement(const syntax::Stmt* node);
  void if_statement(const syntax::If* node);
  void while_statement(const syntax::While* node);
  void for_statement(const syntax::For* node);
  /// The iterable of a loop, as an operand.
  int iterable(const syntax::Expr* node, int hint);
  void assert_statement(const syntax::Assert* node);
  void raise_statement(const syntax::Raise* node);
  void body_with_doc(syntax::Nodes<syntax::Stmt> body);

  // ---- imports.cpp

  void import(const syntax::Import* node);
  void import_from(const syntax::ImportFrom* node);
  void import_name(std::string_view module, bytecode::Constant names, std::uint32_t level, int dst);

  // ---- blocks.cpp: try, with, and ways out of them

  enum class BlockKind : std::uint8_t {
    kLoop,
    kTryExcept,   ///< the body of try ... except
    kFinallyTry,  ///< a body that `finally` follows
    kFinallyEnd,  ///< `finally` after an exception
    kWith,
    kAsyncWith,
    kExceptionHandler,  ///< all handlers of a try
    kHandlerCleanup,    ///< the body of a handler
    kStarHandler,       ///< the body of an `except*` clause, which cannot be left by a jump
  };

  /// A statement that encloses what is being compiled. `handler` covers the code around it.
  struct Block {
    BlockKind kind{};
    int handler = -1;
    int reg = -1;  ///< the exception handled, or the bound __exit__
    Target* again = nullptr;
    Target* end = nullptr;
    syntax::Nodes<syntax::Stmt> finalbody{};
    std::string_view name{};
    Span span{};
  };

  bool push_block(const Block& block);
  void pop_block() { blocks_.pop_back(); }
  void try_statement(const syntax::TryBase* node, bool star);
  void try_except(const syntax::TryBase* node, bool star);
  void exception_handlers(const syntax::TryBase* node, int exception, int cleanup, int outer, Target& end);
  /// The clauses of `except*`; leaves what is still to be raised, or None, in `exception`.
  void star_handlers(const syntax::TryBase* node, int exception);
  void star_handler_body(const syntax::ExceptHandler* node, int exception, int match, int raised);
  void handler_body(const syntax::ExceptHandler* node, int exception, int cleanup, int outer, Target& end);
  /// The code for an exception inside a handler: what was handled before is so again, and the new one goes
  /// on.
  void leave_handler(int handler, int exception, int outer);
  /// Fails when a jump out of the blocks from `depth` on would leave an `except*` clause.
  void check_jump(std::size_t depth, const Span& span);
  /// The normal end of a `with` whose bound exit method is in `exit`.
  void exit_with(int exit, bool waits);
  /// The statement from its item `index` on; `waits`: it is an `async with`.
  void with_item(const syntax::WithBase* node, std::size_t index, bool waits);

  /// A comprehension: its clauses, its element (and the value of a dict's), and the register of what it
  /// builds.
  struct ComprehensionBody {
    syntax::Nodes<syntax::Comprehension> generators;
    const syntax::Expr* element;
    const syntax::Expr* value;
    int result;
  };

  // ---- async_loops.cpp

  void async_for_statement(const syntax::AsyncFor* node);
  void async_comprehension_loop(const ComprehensionBody& body, std::size_t index, int iterator);
  /// A loop over an asynchronous iterator: where it goes on when that is at its end.
  struct AsyncLoop {
    int handler;
    int exception;   // register
    BoundSet entry;  // what is bound at the head
  };
  /// The head of a loop over the asynchronous iterator in `iterator`: `target` = its next item.
  AsyncLoop begin_async_loop(int iterator, Target& head, const syntax::Expr* target);
  /// Jumps back, and is where the loop ends: falls through when the iterator is exhausted, else raises again.
  void end_async_loop(const AsyncLoop& loop, Target& head);
  void return_statement(const syntax::Return* node);
  void break_or_continue(const syntax::Stmt* node, bool is_break);
  /// Emits what leaving the innermost blocks takes, until `depth` are left.
  void unwind_to(std::size_t depth);
  void leave_block(const Block& block);

  // ---- functions.cpp: def, lambda, class, comprehensions

  void function_definition(const syntax::Stmt* node, const syntax::FunctionBase* def);
  void lambda(const syntax::Lambda* node, int dst);
  void class_definition(const syntax::ClassDef* node);
  void decorate(syntax::Nodes<syntax::Expr> decorators, int first, int dst);
  void make_function(int code, const syntax::Arguments* args, const syntax::FunctionBase* def, int dst);
  /// Whether the function needs none of the four operands.
  bool is_plain(int code, const syntax::Arguments* args, const syntax::FunctionBase* def) const;
  void defaults_operand(const syntax::Arguments* args, int dst);
  void keyword_defaults_operand(const syntax::Arguments* args, int dst);
  void annotations_operand(const syntax::FunctionBase* def, int dst);
  void closure_operand(int code, int dst);
  /// An annotation's value, or its text where they are not evaluated.
  void annotation(const syntax::Expr* node, int dst);
  /// The index of the unit that `make` compiles for `node`; compiled once although a finally body comes
  /// twice.
  template <typename Make>
  int nested_unit(const syntax::Node* node, Make make);
  void parameters(const syntax::Arguments* args);
  std::shared_ptr<bytecode::CodeUnit> compile_function(const syntax::FunctionBase* def, bool coroutine);
  std::shared_ptr<bytecode::CodeUnit> compile_lambda(const syntax::Lambda* node);
  std::shared_ptr<bytecode::CodeUnit> compile_class(const syntax::ClassDef* node);

  // ---- comprehensions.cpp

  void comprehension(const syntax::Expr* node, syntax::Nodes<syntax::Comprehension> generators,
                     const syntax::Expr* element, const syntax::Expr* value, int dst);
  std::shared_ptr<bytecode::CodeUnit> compile_comprehension(const syntax::Expr* node,
                                                            syntax::Nodes<syntax::Comprehension> generators,
                                                            const syntax::Expr* element,
                                                            const syntax::Expr* value);
  void comprehension_loop(const ComprehensionBody& body, std::size_t index);
  void comprehension_element(const ComprehensionBody& body);

  // ---- patterns.cpp: match

  struct Capture {
    std::string_view name;
    int reg;
  };
  void match_statement(const syntax::Match* node);
  void pattern(const syntax::Pattern* node, int subject, Target& fail_target, bool may_be_irrefutable);
  void capture(std::string_view name, int reg, const Span& span);
  void as_pattern(const syntax::MatchAs* node, int subject, Target& fail_target, bool may_be_irrefutable);
  void or_pattern(const syntax::MatchOr* node, int subject, Target& fail_target, bool may_be_irrefutable);
  void sequence_pattern(const syntax::MatchSequence* node, int subject, Target& fail_target);
  void sequence_items(const syntax::MatchSequence* node, int subject, int length, int star,
                      Target& fail_target);
  void mapping_pattern(const syntax::MatchMapping* node, int subject, Target& fail_target);
  void mapping_keys(const syntax::MatchMapping* node);
  void class_pattern(const syntax::MatchClass* node, int subject, Target& fail_target);
  void singleton_pattern(const syntax::MatchSingleton* node, int subject, Target& fail_target);

  Compilation& shared_;
  const Scope& scope_;
  UnitCompiler* parent_;
  std::shared_ptr<bytecode::CodeUnit> unit_;
  bytecode::Builder builder_;
  std::unordered_map<std::string_view, int> registers_;  ///< of local variables, and of cells
  std::unordered_map<std::string_view, int> free_;       ///< closure cells
  std::unordered_map<const syntax::Node*, int> nested_;
  BoundSet bound_;
  BoundSet deletable_;  ///< variables that are unbound somewhere in the function
  std::vector<Block> blocks_;
  std::vector<Capture> captures_;
  int top_ = 0;
};

template <typename Make>
int UnitCompiler::nested_unit(const syntax::Node* node, Make make) {
  if (const auto at = nested_.find(node); at != nested_.end()) return at->second;
  UnitCompiler compiler(shared_, shared_.table.of(node), this);
  std::shared_ptr<bytecode::CodeUnit> unit = make(compiler);
  // Code that cannot be reached is compiled for its errors only.
  if (!builder_.reachable()) return 0;
  const int index = builder_.nested(std::move(unit));
  nested_[node] = index;
  return index;
}

}  // namespace minipy::compile
