#include "interpreter/syntax/ast_dump.hpp"

#include <string_view>

#include "interpreter/syntax/literal_text.hpp"

namespace minipy::syntax {
namespace {

constexpr std::string_view kBoolOperators[] = {"And()", "Or()"};
constexpr std::string_view kUnaryOperators[] = {"Invert()", "Not()", "UAdd()", "USub()"};
constexpr std::string_view kContexts[] = {"Load()", "Store()", "Del()"};
constexpr std::string_view kBinaryOperators[] = {"Add()",    "Sub()",    "Mult()",    "MatMult()", "Div()",
                                                 "Mod()",    "Pow()",    "LShift()",  "RShift()",  "BitOr()",
                                                 "BitXor()", "BitAnd()", "FloorDiv()"};
constexpr std::string_view kCompareOperators[] = {"Eq()",  "NotEq()", "Lt()",    "LtE()", "Gt()",
                                                  "GtE()", "Is()",    "IsNot()", "In()",  "NotIn()"};

template <std::size_t kSize, typename E>
std::string_view operator_text(const std::string_view (&table)[kSize], E op) {
  return table[static_cast<std::size_t>(op)];
}

std::string singleton_text(ConstantKind kind) {
  return kind == ConstantKind::kNone ? "None" : kind == ConstantKind::kTrue ? "True" : "False";
}

/// Writes one tree. Each `field` follows the fields before it with a comma.
class Dumper {
 public:
  explicit Dumper(bool attributes) : attributes_(attributes) {}

  void node(const Node* node);
  std::string take() { return std::move(out_); }

 private:
  void open(std::string_view name) {
    out_ += name;
    out_ += '(';
    first_ = true;
  }

  void field(std::string_view name) {
    if (!first_) out_ += ", ";
    first_ = false;
    out_ += name;
    out_ += '=';
  }

  void text(std::string_view name, std::string_view value) {
    field(name);
    out_ += value;
  }

  void string(std::string_view name, std::string_view value) { text(name, string_literal(value)); }

  void optional_string(std::string_view name, std::string_view value) {
    if (!value.empty()) string(name, value);
  }

  void child(std::string_view name, const Node* value) {
    field(name);
    node(value);
    first_ = false;
  }

  void optional(std::string_view name, const Node* value) {
    if (value != nullptr) child(name, value);
  }

  template <typename T>
  void children(std::string_view name, const Nodes<T>& values) {
    field(name);
    out_ += '[';
    bool first = true;
    for (const T* value : values) {
      if (!first) out_ += ", ";
      first = false;
      node(value);
    }
    out_ += ']';
    first_ = false;
  }

  void names(std::string_view name, const Names& values) {
    field(name);
    out_ += '[';
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (i > 0) out_ += ", ";
      out_ += string_literal(values[i]);
    }
    out_ += ']';
  }

  void context(ExprContext value) { text("ctx", operator_text(kContexts, value)); }
  void place(const Node* node);
  void statement(const Node* node);
  void expression(const Node* node);
  void other_expression(const Node* node);
  void pattern(const Node* node);
  void helper(const Node* node);
  void function(std::string_view name, const FunctionBase& node);
  void loop(std::string_view name, const ForBase& node);
  void try_block(std::string_view name, const TryBase& node);
  void comprehension(std::string_view name, const Expr* element, const Nodes<Comprehension>& generators);

  std::string out_;
  bool attributes_;
  bool first_ = true;
};

void Dumper::node(const Node* node) {
  if (node == nullptr) {
    out_ += "None";
    return;
  }
  if (node->kind <= NodeKind::kExpression) {
    if (const Module* module = as_if<Module>(node)) {
      open("Module");
      children("body", module->body);
      text("type_ignores", "[]");
    } else {
      open("Expression");
      child("body", as<Expression>(node)->body);
    }
  } else if (node->kind <= NodeKind::kContinue) {
    statement(node);
  } else if (node->kind <= NodeKind::kSlice) {
    expression(node);
  } else if (node->kind <= NodeKind::kMatchOr) {
    pattern(node);
  } else {
    helper(node);
  }
  place(node);
  out_ += ')';
}

void Dumper::place(const Node* node) {
  const NodeKind kind = node->kind;
  if (!attributes_ || kind <= NodeKind::kExpression || kind == NodeKind::kComprehension ||
      kind == NodeKind::kArguments || kind == NodeKind::kWithItem || kind == NodeKind::kMatchCase) {
    return;
  }
  text("lineno", std::to_string(node->span.line));
  text("col_offset", std::to_string(node->span.column));
  text("end_lineno", std::to_string(node->span.end_line));
  text("end_col_offset", std::to_string(node->span.end_column));
}

void Dumper::function(std::string_view name, const FunctionBase& node) {
  open(name);
  string("name", node.name);
  child("args", node.args);
  children("body", node.body);
  children("decorator_list", node.decorator_list);
  optional("returns", node.returns);
}

void Dumper::loop(std::string_view name, const ForBase& node) {
  open(name);
  child("target", node.target);
  child("iter", node.iter);
  children("body", node.body);
  children("orelse", node.orelse);
}

void Dumper::try_block(std::string_view name, const TryBase& node) {
  open(name);
  children("body", node.body);
  children("handlers", node.handlers);
  children("orelse", node.orelse);
  children("finalbody", node.finalbody);
}

void Dumper::statement(const Node* node) {
  switch (node->kind) {
    case NodeKind::kFunctionDef:
      function("FunctionDef", *as<FunctionDef>(node));
      break;
    case NodeKind::kAsyncFunctionDef:
      function("AsyncFunctionDef", *as<AsyncFunctionDef>(node));
      break;
    case NodeKind::kClassDef: {
      const ClassDef* it = as<ClassDef>(node);
      open("ClassDef");
      string("name", it->name);
      children("bases", it->bases);
      children("keywords", it->keywords);
      children("body", it->body);
      children("decorator_list", it->decorator_list);
      break;
    }
    case NodeKind::kReturn:
      open("Return");
      optional("value", as<Return>(node)->value);
      break;
    case NodeKind::kDelete:
      open("Delete");
      children("targets", as<Delete>(node)->targets);
      break;
    case NodeKind::kAssign:
      open("Assign");
      children("targets", as<Assign>(node)->targets);
      child("value", as<Assign>(node)->value);
      break;
    case NodeKind::kAugAssign:
      open("AugAssign");
      child("target", as<AugAssign>(node)->target);
      text("op", operator_text(kBinaryOperators, as<AugAssign>(node)->op));
      child("value", as<AugAssign>(node)->value);
      break;
    case NodeKind::kAnnAssign: {
      const AnnAssign* it = as<AnnAssign>(node);
      open("AnnAssign");
      child("target", it->target);
      child("annotation", it->annotation);
      optional("value", it->value);
      text("simple", it->simple ? "1" : "0");
      break;
    }
    case NodeKind::kFor:
      loop("For", *as<For>(node));
      break;
    case NodeKind::kAsyncFor:
      loop("AsyncFor", *as<AsyncFor>(node));
      break;
    case NodeKind::kWhile:
      open("While");
      child("test", as<While>(node)->test);
      children("body", as<While>(node)->body);
      children("orelse", as<While>(node)->orelse);
      break;
    case NodeKind::kIf:
      open("If");
      child("test", as<If>(node)->test);
      children("body", as<If>(node)->body);
      children("orelse", as<If>(node)->orelse);
      break;
    case NodeKind::kWith:
    case NodeKind::kAsyncWith: {
      const auto* it = static_cast<const WithBase*>(node);
      open(node->kind == NodeKind::kWith ? "With" : "AsyncWith");
      children("items", it->items);
      children("body", it->body);
      break;
    }
    case NodeKind::kMatch:
      open("Match");
      child("subject", as<Match>(node)->subject);
      children("cases", as<Match>(node)->cases);
      break;
    case NodeKind::kRaise:
      open("Raise");
      optional("exc", as<Raise>(node)->exc);
      optional("cause", as<Raise>(node)->cause);
      break;
    case NodeKind::kTry:
      try_block("Try", *as<Try>(node));
      break;
    case NodeKind::kTryStar:
      try_block("TryStar", *as<TryStar>(node));
      break;
    case NodeKind::kAssert:
      open("Assert");
      child("test", as<Assert>(node)->test);
      optional("msg", as<Assert>(node)->msg);
      break;
    case NodeKind::kImport:
      open("Import");
      children("names", as<Import>(node)->names);
      break;
    case NodeKind::kImportFrom:
      open("ImportFrom");
      optional_string("module", as<ImportFrom>(node)->module);
      children("names", as<ImportFrom>(node)->names);
      text("level", std::to_string(as<ImportFrom>(node)->level));
      break;
    case NodeKind::kGlobal:
      open("Global");
      names("names", as<Global>(node)->names);
      break;
    case NodeKind::kNonlocal:
      open("Nonlocal");
      names("names", as<Nonlocal>(node)->names);
      break;
    case NodeKind::kExprStatement:
      open("Expr");
      child("value", as<ExprStatement>(node)->value);
      break;
    case NodeKind::kPass:
      open("Pass");
      break;
    case NodeKind::kBreak:
      open("Break");
      break;
    default:
      open("Continue");
      break;
  }
}

void Dumper::comprehension(std::string_view name, const Expr* element,
                           const Nodes<Comprehension>& generators) {
  open(name);
  child("elt", element);
  children("generators", generators);
}

void Dumper::expression(const Node* node) {
  switch (node->kind) {
    case NodeKind::kBoolOp:
      open("BoolOp");
      text("op", operator_text(kBoolOperators, as<BoolOp>(node)->op));
      children("values", as<BoolOp>(node)->values);
      break;
    case NodeKind::kNamedExpr:
      open("NamedExpr");
      child("target", as<NamedExpr>(node)->target);
      child("value", as<NamedExpr>(node)->value);
      break;
    case NodeKind::kBinOp:
      open("BinOp");
      child("left", as<BinOp>(node)->left);
      text("op", operator_text(kBinaryOperators, as<BinOp>(node)->op));
      child("right", as<BinOp>(node)->right);
      break;
    case NodeKind::kUnaryOp:
      open("UnaryOp");
      text("op", operator_text(kUnaryOperators, as<UnaryOp>(node)->op));
      child("operand", as<UnaryOp>(node)->operand);
      break;
    case NodeKind::kLambda:
      open("Lambda");
      child("args", as<Lambda>(node)->args);
      child("body", as<Lambda>(node)->body);
      break;
    case NodeKind::kIfExp:
      open("IfExp");
      child("test", as<IfExp>(node)->test);
      child("body", as<IfExp>(node)->body);
      child("orelse", as<IfExp>(node)->orelse);
      break;
    case NodeKind::kDict:
      open("Dict");
      children("keys", as<Dict>(node)->keys);
      children("values", as<Dict>(node)->values);
      break;
    case NodeKind::kSet:
      open("Set");
      children("elts", as<Set>(node)->elts);
      break;
    case NodeKind::kListComp:
      comprehension("ListComp", as<ListComp>(node)->elt, as<ListComp>(node)->generators);
      break;
    case NodeKind::kSetComp:
      comprehension("SetComp", as<SetComp>(node)->elt, as<SetComp>(node)->generators);
      break;
    case NodeKind::kDictComp:
      open("DictComp");
      child("key", as<DictComp>(node)->key);
      child("value", as<DictComp>(node)->value);
      children("generators", as<DictComp>(node)->generators);
      break;
    case NodeKind::kGeneratorExp:
      comprehension("GeneratorExp", as<GeneratorExp>(node)->elt, as<GeneratorExp>(node)->generators);
      break;
    case NodeKind::kAwait:
      open("Await");
      child("value", as<Await>(node)->value);
      break;
    case NodeKind::kYield:
      open("Yield");
      optional("value", as<Yield>(node)->value);
      break;
    case NodeKind::kYieldFrom:
      open("YieldFrom");
      child("value", as<YieldFrom>(node)->value);
      break;
    default:
      other_expression(node);
      break;
  }
}

void Dumper::other_expression(const Node* node) {
  switch (node->kind) {
    case NodeKind::kCompare: {
      const Compare* it = as<Compare>(node);
      open("Compare");
      child("left", it->left);
      field("ops");
      out_ += '[';
      for (std::size_t i = 0; i < it->ops.size(); ++i) {
        if (i > 0) out_ += ", ";
        out_ += operator_text(kCompareOperators, it->ops[i]);
      }
      out_ += ']';
      children("comparators", it->comparators);
      break;
    }
    case NodeKind::kCall:
      open("Call");
      child("func", as<Call>(node)->func);
      children("args", as<Call>(node)->args);
      children("keywords", as<Call>(node)->keywords);
      break;
    case NodeKind::kFormattedValue: {
      const FormattedValue* it = as<FormattedValue>(node);
      open("FormattedValue");
      child("value", it->value);
      text("conversion", std::to_string(it->conversion == 0 ? -1 : static_cast<int>(it->conversion)));
      optional("format_spec", it->format_spec);
      break;
    }
    case NodeKind::kJoinedStr:
      open("JoinedStr");
      children("values", as<JoinedStr>(node)->values);
      break;
    case NodeKind::kConstant:
      open("Constant");
      text("value", constant_literal(*as<Constant>(node)));
      if (as<Constant>(node)->u_prefix) text("kind", "'u'");
      break;
    case NodeKind::kAttribute:
      open("Attribute");
      child("value", as<Attribute>(node)->value);
      string("attr", as<Attribute>(node)->attr);
      context(as<Attribute>(node)->ctx);
      break;
    case NodeKind::kSubscript:
      open("Subscript");
      child("value", as<Subscript>(node)->value);
      child("slice", as<Subscript>(node)->slice);
      context(as<Subscript>(node)->ctx);
      break;
    case NodeKind::kStarred:
      open("Starred");
      child("value", as<Starred>(node)->value);
      context(as<Starred>(node)->ctx);
      break;
    case NodeKind::kName:
      open("Name");
      string("id", as<Name>(node)->id);
      context(as<Name>(node)->ctx);
      break;
    case NodeKind::kList:
      open("List");
      children("elts", as<List>(node)->elts);
      context(as<List>(node)->ctx);
      break;
    case NodeKind::kTuple:
      open("Tuple");
      children("elts", as<Tuple>(node)->elts);
      context(as<Tuple>(node)->ctx);
      break;
    default:
      open("Slice");
      optional("lower", as<Slice>(node)->lower);
      optional("upper", as<Slice>(node)->upper);
      optional("step", as<Slice>(node)->step);
      break;
  }
}

void Dumper::pattern(const Node* node) {
  switch (node->kind) {
    case NodeKind::kMatchValue:
      open("MatchValue");
      child("value", as<MatchValue>(node)->value);
      break;
    case NodeKind::kMatchSingleton:
      open("MatchSingleton");
      text("value", singleton_text(as<MatchSingleton>(node)->value));
      break;
    case NodeKind::kMatchSequence:
      open("MatchSequence");
      children("patterns", as<MatchSequence>(node)->patterns);
      break;
    case NodeKind::kMatchMapping:
      open("MatchMapping");
      children("keys", as<MatchMapping>(node)->keys);
      children("patterns", as<MatchMapping>(node)->patterns);
      optional_string("rest", as<MatchMapping>(node)->rest);
      break;
    case NodeKind::kMatchClass:
      open("MatchClass");
      child("cls", as<MatchClass>(node)->cls);
      children("patterns", as<MatchClass>(node)->patterns);
      names("kwd_attrs", as<MatchClass>(node)->kwd_attrs);
      children("kwd_patterns", as<MatchClass>(node)->kwd_patterns);
      break;
    case NodeKind::kMatchStar:
      open("MatchStar");
      optional_string("name", as<MatchStar>(node)->name);
      break;
    case NodeKind::kMatchAs:
      open("MatchAs");
      optional("pattern", as<MatchAs>(node)->pattern);
      optional_string("name", as<MatchAs>(node)->name);
      break;
    default:
      open("MatchOr");
      children("patterns", as<MatchOr>(node)->patterns);
      break;
  }
}

void Dumper::helper(const Node* node) {
  switch (node->kind) {
    case NodeKind::kComprehension: {
      const Comprehension* it = as<Comprehension>(node);
      open("comprehension");
      child("target", it->target);
      child("iter", it->iter);
      children("ifs", it->ifs);
      text("is_async", it->is_async ? "1" : "0");
      break;
    }
    case NodeKind::kExceptHandler:
      open("ExceptHandler");
      optional("type", as<ExceptHandler>(node)->type);
      optional_string("name", as<ExceptHandler>(node)->name);
      children("body", as<ExceptHandler>(node)->body);
      break;
    case NodeKind::kArguments: {
      const Arguments* it = as<Arguments>(node);
      open("arguments");
      children("posonlyargs", it->posonlyargs);
      children("args", it->args);
      optional("vararg", it->vararg);
      children("kwonlyargs", it->kwonlyargs);
      children("kw_defaults", it->kw_defaults);
      optional("kwarg", it->kwarg);
      children("defaults", it->defaults);
      break;
    }
    case NodeKind::kArg:
      open("arg");
      string("arg", as<Arg>(node)->arg);
      optional("annotation", as<Arg>(node)->annotation);
      break;
    case NodeKind::kKeyword:
      open("keyword");
      optional_string("arg", as<Keyword>(node)->arg);
      child("value", as<Keyword>(node)->value);
      break;
    case NodeKind::kAlias:
      open("alias");
      string("name", as<Alias>(node)->name);
      optional_string("asname", as<Alias>(node)->asname);
      break;
    case NodeKind::kWithItem:
      open("withitem");
      child("context_expr", as<WithItem>(node)->context_expr);
      optional("optional_vars", as<WithItem>(node)->optional_vars);
      break;
    default:
      open("match_case");
      child("pattern", as<MatchCase>(node)->pattern);
      optional("guard", as<MatchCase>(node)->guard);
      children("body", as<MatchCase>(node)->body);
      break;
  }
}

}  // namespace

std::string dump(const Node* node, bool attributes) {
  Dumper dumper(attributes);
  dumper.node(node);
  return dumper.take();
}

}  // namespace minipy::syntax
