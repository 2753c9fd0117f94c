#pragma once

// The abstract syntax tree, with the names and fields of CPython 3.11's `ast` module. Nodes live in a
// `base::Arena` together with their names, strings and lists of children, and are never changed once the
// parser has returned them. An optional child is null when it is absent.

#include <cstdint>
#include <span>
#include <string_view>

#include "interpreter/base/check.hpp"
#include "interpreter/base/source.hpp"

namespace minipy::syntax {

/// What a node is. The order groups modules, statements, expressions, patterns and helpers.
enum class NodeKind : std::uint8_t {
  kModule,
  kExpression,
  // Statements.
  kFunctionDef,
  kAsyncFunctionDef,
  kClassDef,
  kReturn,
  kDelete,
  kAssign,
  kAugAssign,
  kAnnAssign,
  kFor,
  kAsyncFor,
  kWhile,
  kIf,
  kWith,
  kAsyncWith,
  kMatch,
  kRaise,
  kTry,
  kTryStar,
  kAssert,
  kImport,
  kImportFrom,
  kGlobal,
  kNonlocal,
  kExprStatement,
  kPass,
  kBreak,
  kContinue,
  // Expressions.
  kBoolOp,
  kNamedExpr,
  kBinOp,
  kUnaryOp,
  kLambda,
  kIfExp,
  kDict,
  kSet,
  kListComp,
  kSetComp,
  kDictComp,
  kGeneratorExp,
  kAwait,
  kYield,
  kYieldFrom,
  kCompare,
  kCall,
  kFormattedValue,
  kJoinedStr,
  kConstant,
  kAttribute,
  kSubscript,
  kStarred,
  kName,
  kList,
  kTuple,
  kSlice,
  // Patterns.
  kMatchValue,
  kMatchSingleton,
  kMatchSequence,
  kMatchMapping,
  kMatchClass,
  kMatchStar,
  kMatchAs,
  kMatchOr,
  // Helpers.
  kComprehension,
  kExceptHandler,
  kArguments,
  kArg,
  kKeyword,
  kAlias,
  kWithItem,
  kMatchCase,
};

/// Whether an expression is read, assigned to or deleted.
enum class ExprContext : std::uint8_t { kLoad, kStore, kDel };

enum class BoolOperator : std::uint8_t { kAnd, kOr };

enum class BinaryOperator : std::uint8_t {
  kAdd,
  kSub,
  kMult,
  kMatMult,
  kDiv,
  kMod,
  kPow,
  kLShift,
  kRShift,
  kBitOr,
  kBitXor,
  kBitAnd,
  kFloorDiv,
};

enum class UnaryOperator : std::uint8_t { kInvert, kNot, kUAdd, kUSub };

enum class CompareOperator : std::uint8_t { kEq, kNotEq, kLt, kLtE, kGt, kGtE, kIs, kIsNot, kIn, kNotIn };

/// Base of every node.
struct Node {
  NodeKind kind{};
  base::Span span{};
};

struct Expr : Node {};
struct Stmt : Node {};
struct Pattern : Node {};

/// A list of children, in source order. Belongs to the arena.
template <typename T>
using Nodes = std::span<T*>;

/// A list of names. Belongs to the arena.
using Names = std::span<std::string_view>;

/// `node` as a `T`. Aborts when it is something else.
template <typename T>
const T* as(const Node* node) {
  MINIPY_CHECK(node != nullptr && node->kind == T::kKind, "the node is of the kind asked for");
  return static_cast<const T*>(node);
}

template <typename T>
T* as(Node* node) {
  MINIPY_CHECK(node != nullptr && node->kind == T::kKind, "the node is of the kind asked for");
  return static_cast<T*>(node);
}

/// `node` as a `T`, or null when it is something else (or null).
template <typename T>
const T* as_if(const Node* node) {
  return node != nullptr && node->kind == T::kKind ? static_cast<const T*>(node) : nullptr;
}

template <typename T>
T* as_if(Node* node) {
  return node != nullptr && node->kind == T::kKind ? static_cast<T*>(node) : nullptr;
}

// Roots.

struct Module : Node {
  static constexpr NodeKind kKind = NodeKind::kModule;
  Nodes<Stmt> body;
};

/// One expression, the root of `eval`.
struct Expression : Node {
  static constexpr NodeKind kKind = NodeKind::kExpression;
  Expr* body = nullptr;
};

// Helpers that several nodes use.

struct Arg : Node {
  static constexpr NodeKind kKind = NodeKind::kArg;
  std::string_view arg;
  Expr* annotation = nullptr;
};

/// Parameters. `defaults` belong to the last of `posonlyargs` + `args`; `kw_defaults` has one entry for each
/// of `kwonlyargs`, null where there is no default.
struct Arguments : Node {
  static constexpr NodeKind kKind = NodeKind::kArguments;
  Nodes<Arg> posonlyargs;
  Nodes<Arg> args;
  Arg* vararg = nullptr;
  Nodes<Arg> kwonlyargs;
  Nodes<Expr> kw_defaults;
  Arg* kwarg = nullptr;
  Nodes<Expr> defaults;
};

/// A keyword argument; `**value` when `arg` is empty.
struct Keyword : Node {
  static constexpr NodeKind kKind = NodeKind::kKeyword;
  std::string_view arg;
  Expr* value = nullptr;
};

/// A name in an import; `asname` is empty when absent.
struct Alias : Node {
  static constexpr NodeKind kKind = NodeKind::kAlias;
  std::string_view name;
  std::string_view asname;
};

struct WithItem : Node {
  static constexpr NodeKind kKind = NodeKind::kWithItem;
  Expr* context_expr = nullptr;
  Expr* optional_vars = nullptr;
};

/// `except type as name:`; `type` is null for a bare except, `name` empty when absent.
struct ExceptHandler : Node {
  static constexpr NodeKind kKind = NodeKind::kExceptHandler;
  Expr* type = nullptr;
  std::string_view name;
  Nodes<Stmt> body;
};

struct MatchCase : Node {
  static constexpr NodeKind kKind = NodeKind::kMatchCase;
  Pattern* pattern = nullptr;
  Expr* guard = nullptr;
  Nodes<Stmt> body;
};

/// One `for target in iter if ...` of a comprehension.
struct Comprehension : Node {
  static constexpr NodeKind kKind = NodeKind::kComprehension;
  Expr* target = nullptr;
  Expr* iter = nullptr;
  Nodes<Expr> ifs;
  bool is_async = false;
};

// Statements.

/// What `def` and `async def` share. The span starts at `def` or `async`, not at the decorators.
struct FunctionBase : Stmt {
  std::string_view name;
  Arguments* args = nullptr;
  Nodes<Stmt> body;
  Nodes<Expr> decorator_list;
  Expr* returns = nullptr;
};

struct FunctionDef : FunctionBase {
  static constexpr NodeKind kKind = NodeKind::kFunctionDef;
};

struct AsyncFunctionDef : FunctionBase {
  static constexpr NodeKind kKind = NodeKind::kAsyncFunctionDef;
};

struct ClassDef : Stmt {
  static constexpr NodeKind kKind = NodeKind::kClassDef;
  std::string_view name;
  Nodes<Expr> bases;
  Nodes<Keyword> keywords;
  Nodes<Stmt> body;
  Nodes<Expr> decorator_list;
};

struct Return : Stmt {
  static constexpr NodeKind kKind = NodeKind::kReturn;
  Expr* value = nullptr;
};

struct Delete : Stmt {
  static constexpr NodeKind kKind = NodeKind::kDelete;
  Nodes<Expr> targets;
};

/// `targets[0] = targets[1] = ... = value`.
struct Assign : Stmt {
  static constexpr NodeKind kKind = NodeKind::kAssign;
  Nodes<Expr> targets;
  Expr* value = nullptr;
};

struct AugAssign : Stmt {
  static constexpr NodeKind kKind = NodeKind::kAugAssign;
  Expr* target = nullptr;
  BinaryOperator op{};
  Expr* value = nullptr;
};

/// `simple` says that the target is a bare name, not in parentheses.
struct AnnAssign : Stmt {
  static constexpr NodeKind kKind = NodeKind::kAnnAssign;
  Expr* target = nullptr;
  Expr* annotation = nullptr;
  Expr* value = nullptr;
  bool simple = false;
};

/// What `for` and `async for` share.
struct ForBase : Stmt {
  Expr* target = nullptr;
  Expr* iter = nullptr;
  Nodes<Stmt> body;
  Nodes<Stmt> orelse;
};

struct For : ForBase {
  static constexpr NodeKind kKind = NodeKind::kFor;
};

struct AsyncFor : ForBase {
  static constexpr NodeKind kKind = NodeKind::kAsyncFor;
};

struct While : Stmt {
  static constexpr NodeKind kKind = NodeKind::kWhile;
  Expr* test = nullptr;
  Nodes<Stmt> body;
  Nodes<Stmt> orelse;
};

/// An `elif` is an `If` alone in `orelse`.
struct If : Stmt {
  static constexpr NodeKind kKind = NodeKind::kIf;
  Expr* test = nullptr;
  Nodes<Stmt> body;
  Nodes<Stmt> orelse;
};

/// What `with` and `async with` share.
struct WithBase : Stmt {
  Nodes<WithItem> items;
  Nodes<Stmt> body;
};

struct With : WithBase {
  static constexpr NodeKind kKind = NodeKind::kWith;
};

struct AsyncWith : WithBase {
  static constexpr NodeKind kKind = NodeKind::kAsyncWith;
};

struct Match : Stmt {
  static constexpr NodeKind kKind = NodeKind::kMatch;
  Expr* subject = nullptr;
  Nodes<MatchCase> cases;
};

struct Raise : Stmt {
  static constexpr NodeKind kKind = NodeKind::kRaise;
  Expr* exc = nullptr;
  Expr* cause = nullptr;
};

/// What `try ... except` and `try ... except*` share.
struct TryBase : Stmt {
  Nodes<Stmt> body;
  Nodes<ExceptHandler> handlers;
  Nodes<Stmt> orelse;
  Nodes<Stmt> finalbody;
};

struct Try : TryBase {
  static constexpr NodeKind kKind = NodeKind::kTry;
};

struct TryStar : TryBase {
  static constexpr NodeKind kKind = NodeKind::kTryStar;
};

struct Assert : Stmt {
  static constexpr NodeKind kKind = NodeKind::kAssert;
  Expr* test = nullptr;
  Expr* msg = nullptr;
};

struct Import : Stmt {
  static constexpr NodeKind kKind = NodeKind::kImport;
  Nodes<Alias> names;
};

/// `module` is empty in `from . import x`; `level` counts the dots; a star import has one alias "*".
struct ImportFrom : Stmt {
  static constexpr NodeKind kKind = NodeKind::kImportFrom;
  std::string_view module;
  Nodes<Alias> names;
  std::uint32_t level = 0;
};

struct Global : Stmt {
  static constexpr NodeKind kKind = NodeKind::kGlobal;
  Names names;
};

struct Nonlocal : Stmt {
  static constexpr NodeKind kKind = NodeKind::kNonlocal;
  Names names;
};

/// An expression as a statement (`ast.Expr`).
struct ExprStatement : Stmt {
  static constexpr NodeKind kKind = NodeKind::kExprStatement;
  Expr* value = nullptr;
};

struct Pass : Stmt {
  static constexpr NodeKind kKind = NodeKind::kPass;
};

struct Break : Stmt {
  static constexpr NodeKind kKind = NodeKind::kBreak;
};

struct Continue : Stmt {
  static constexpr NodeKind kKind = NodeKind::kContinue;
};

// Expressions.

/// `a and b and c` is one node with three values.
struct BoolOp : Expr {
  static constexpr NodeKind kKind = NodeKind::kBoolOp;
  BoolOperator op{};
  Nodes<Expr> values;
};

struct NamedExpr : Expr {
  static constexpr NodeKind kKind = NodeKind::kNamedExpr;
  Expr* target = nullptr;  ///< always a `Name`
  Expr* value = nullptr;
};

struct BinOp : Expr {
  static constexpr NodeKind kKind = NodeKind::kBinOp;
  Expr* left = nullptr;
  BinaryOperator op{};
  Expr* right = nullptr;
};

struct UnaryOp : Expr {
  static constexpr NodeKind kKind = NodeKind::kUnaryOp;
  UnaryOperator op{};
  Expr* operand = nullptr;
};

struct Lambda : Expr {
  static constexpr NodeKind kKind = NodeKind::kLambda;
  Arguments* args = nullptr;
  Expr* body = nullptr;
};

struct IfExp : Expr {
  static constexpr NodeKind kKind = NodeKind::kIfExp;
  Expr* test = nullptr;
  Expr* body = nullptr;
  Expr* orelse = nullptr;
};

/// A key is null where the value is unpacked: `{**value}`.
struct Dict : Expr {
  static constexpr NodeKind kKind = NodeKind::kDict;
  Nodes<Expr> keys;
  Nodes<Expr> values;
};

struct Set : Expr {
  static constexpr NodeKind kKind = NodeKind::kSet;
  Nodes<Expr> elts;
};

struct ListComp : Expr {
  static constexpr NodeKind kKind = NodeKind::kListComp;
  Expr* elt = nullptr;
  Nodes<Comprehension> generators;
};

struct SetComp : Expr {
  static constexpr NodeKind kKind = NodeKind::kSetComp;
  Expr* elt = nullptr;
  Nodes<Comprehension> generators;
};

struct DictComp : Expr {
  static constexpr NodeKind kKind = NodeKind::kDictComp;
  Expr* key = nullptr;
  Expr* value = nullptr;
  Nodes<Comprehension> generators;
};

struct GeneratorExp : Expr {
  static constexpr NodeKind kKind = NodeKind::kGeneratorExp;
  Expr* elt = nullptr;
  Nodes<Comprehension> generators;
};

struct Await : Expr {
  static constexpr NodeKind kKind = NodeKind::kAwait;
  Expr* value = nullptr;
};

struct Yield : Expr {
  static constexpr NodeKind kKind = NodeKind::kYield;
  Expr* value = nullptr;
};

struct YieldFrom : Expr {
  static constexpr NodeKind kKind = NodeKind::kYieldFrom;
  Expr* value = nullptr;
};

/// `left ops[0] comparators[0] ops[1] comparators[1] ...`.
struct Compare : Expr {
  static constexpr NodeKind kKind = NodeKind::kCompare;
  Expr* left = nullptr;
  std::span<CompareOperator> ops;
  Nodes<Expr> comparators;
};

struct Call : Expr {
  static constexpr NodeKind kKind = NodeKind::kCall;
  Expr* func = nullptr;
  Nodes<Expr> args;  ///< a `Starred` for `*args`
  Nodes<Keyword> keywords;
};

/// `{value!conversion:format_spec}` of an f-string. `conversion` is 's', 'r', 'a', or 0 for none;
/// `format_spec` is a `JoinedStr` or null.
struct FormattedValue : Expr {
  static constexpr NodeKind kKind = NodeKind::kFormattedValue;
  Expr* value = nullptr;
  char conversion = 0;
  Expr* format_spec = nullptr;
};

/// An f-string: string constants and `FormattedValue`s.
struct JoinedStr : Expr {
  static constexpr NodeKind kKind = NodeKind::kJoinedStr;
  Nodes<Expr> values;
};

/// What a `Constant` holds, and in which of its fields.
enum class ConstantKind : std::uint8_t {
  kNone,
  kTrue,
  kFalse,
  kEllipsis,
  kInteger,     ///< `integer`
  kBigInteger,  ///< `text`: the digits in base `digits_base`, no prefix and no underscores
  kFloat,       ///< `real`
  kImaginary,   ///< `real`: the imaginary part
  kString,      ///< `text`: UTF-8; a lone surrogate is written as its three bytes
  kBytes,       ///< `text`: the bytes
};

struct Constant : Expr {
  static constexpr NodeKind kKind = NodeKind::kConstant;
  ConstantKind type{};
  std::uint8_t digits_base = 10;
  bool u_prefix = false;  ///< written u"..." (`ast.Constant.kind`)
  std::int64_t integer = 0;
  double real = 0;
  std::string_view text;
};

struct Attribute : Expr {
  static constexpr NodeKind kKind = NodeKind::kAttribute;
  Expr* value = nullptr;
  std::string_view attr;
  ExprContext ctx{};
};

struct Subscript : Expr {
  static constexpr NodeKind kKind = NodeKind::kSubscript;
  Expr* value = nullptr;
  Expr* slice = nullptr;  ///< a `Slice`, a `Tuple` or any expression
  ExprContext ctx{};
};

struct Starred : Expr {
  static constexpr NodeKind kKind = NodeKind::kStarred;
  Expr* value = nullptr;
  ExprContext ctx{};
};

struct Name : Expr {
  static constexpr NodeKind kKind = NodeKind::kName;
  std::string_view id;  ///< as written: private names are not mangled
  ExprContext ctx{};
};

struct List : Expr {
  static constexpr NodeKind kKind = NodeKind::kList;
  Nodes<Expr> elts;
  ExprContext ctx{};
};

struct Tuple : Expr {
  static constexpr NodeKind kKind = NodeKind::kTuple;
  Nodes<Expr> elts;
  ExprContext ctx{};
};

/// `lower:upper:step` inside a subscript; each may be null.
struct Slice : Expr {
  static constexpr NodeKind kKind = NodeKind::kSlice;
  Expr* lower = nullptr;
  Expr* upper = nullptr;
  Expr* step = nullptr;
};

// Patterns of `match`.

/// Equal to `value`, a constant or a dotted name.
struct MatchValue : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchValue;
  Expr* value = nullptr;
};

/// Identical to `None`, `True` or `False`.
struct MatchSingleton : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchSingleton;
  ConstantKind value{};
};

struct MatchSequence : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchSequence;
  Nodes<Pattern> patterns;
};

/// `{key: pattern, **rest}`; `rest` is empty when absent.
struct MatchMapping : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchMapping;
  Nodes<Expr> keys;
  Nodes<Pattern> patterns;
  std::string_view rest;
};

struct MatchClass : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchClass;
  Expr* cls = nullptr;
  Nodes<Pattern> patterns;
  Names kwd_attrs;
  Nodes<Pattern> kwd_patterns;
};

/// `*name` in a sequence pattern; `name` is empty for `*_`.
struct MatchStar : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchStar;
  std::string_view name;
};

/// `pattern as name`; a capture when `pattern` is null; the wildcard `_` when `name` is empty too.
struct MatchAs : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchAs;
  Pattern* pattern = nullptr;
  std::string_view name;
};

struct MatchOr : Pattern {
  static constexpr NodeKind kKind = NodeKind::kMatchOr;
  Nodes<Pattern> patterns;
};

}  // namespace minipy::syntax
