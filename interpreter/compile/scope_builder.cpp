#include "interpreter/compile/scope_builder.hpp"

#include <utility>

#include "interpreter/compile/doubts.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

void ScopeBuilder::open(const Node* node, ScopeKind kind, std::string_view name) {
  Scope& scope = table_.scopes_.emplace_back();
  scope.kind = kind;
  scope.name = name;
  scope.span = node->span;
  scope.parent = current_;
  if (current_ != nullptr) {
    scope.nested = current_->nested || current_->kind == ScopeKind::kFunction;
    scope.private_name = current_->private_name;
    current_->children.push_back(&scope);
  }
  table_.by_node_[node] = &scope;
  current_ = &scope;
}

std::uint32_t ScopeBuilder::flags_of(const Scope& scope, std::string_view name) {
  const Symbol* symbol = scope.find(table_.mangle(current_->private_name, name));
  return symbol != nullptr ? symbol->flags : 0;
}

void ScopeBuilder::define_in(Scope& scope, std::string_view name, std::uint32_t flags,
                             const base::Span& span) {
  const std::string_view mangled = mangle(name);
  Symbol& symbol = scope.add(mangled);
  if ((flags & symbol.flags & kDefParameter) != 0) {
    return fail("duplicate argument '" + std::string(name) + "' in function definition", span);
  }
  if (in_iteration_target_ && &scope == current_) {
    if ((symbol.flags & (kDefGlobal | kDefNonlocal)) != 0) {
      return fail(
          "comprehension inner loop cannot rebind assignment expression target '" + std::string(name) + "'",
          span);
    }
    flags |= kIterationVariable;
  }
  symbol.flags |= flags;
  // A name that any function declares global is a global of the module, too, when the module runs in a
  // namespace of its own.
  if ((flags & kDefGlobal) != 0) table_.module().add(mangled).flags |= flags;
}

void ScopeBuilder::root(const Node* node) {
  open(node, ScopeKind::kModule, "<module>");
  if (const auto* module = as_if<Module>(node)) {
    statements(module->body);
  } else {
    expression(as<Expression>(node)->body);
  }
}

void ScopeBuilder::statement(const Stmt* node) {
  if (!enter(node)) return;
  switch (node->kind) {
    case NodeKind::kFunctionDef:
      function(node, as<FunctionDef>(node), false);
      break;
    case NodeKind::kAsyncFunctionDef:
      function(node, as<AsyncFunctionDef>(node), true);
      break;
    case NodeKind::kClassDef:
      class_definition(as<ClassDef>(node));
      break;
    case NodeKind::kFor:
    case NodeKind::kAsyncFor: {
      const auto* loop = static_cast<const ForBase*>(node);
      expression(loop->target);
      expression(loop->iter);
      statements(loop->body);
      statements(loop->orelse);
      break;
    }
    case NodeKind::kWhile: {
      const auto* loop = as<While>(node);
      expression(loop->test);
      statements(loop->body);
      statements(loop->orelse);
      break;
    }
    case NodeKind::kIf:
      if_statement(as<If>(node));
      break;
    case NodeKind::kWith:
    case NodeKind::kAsyncWith: {
      const auto* with = static_cast<const WithBase*>(node);
      for (const WithItem* item : with->items) {
        expression(item->context_expr);
        if (item->optional_vars != nullptr) expression(item->optional_vars);
      }
      statements(with->body);
      break;
    }
    case NodeKind::kMatch: {
      const auto* match = as<Match>(node);
      expression(match->subject);
      for (const MatchCase* match_case : match->cases) {
        pattern(match_case->pattern);
        if (match_case->guard != nullptr) expression(match_case->guard);
        statements(match_case->body);
      }
      break;
    }
    case NodeKind::kTry:
    case NodeKind::kTryStar:
      try_statement(static_cast<const TryBase*>(node));
      break;
    default:
      simple_statement(node);
  }
  leave();
}

void ScopeBuilder::simple_statement(const Stmt* node) {
  switch (node->kind) {
    case NodeKind::kReturn:
      if (as<Return>(node)->value != nullptr) expression(as<Return>(node)->value);
      break;
    case NodeKind::kDelete:
      expressions(as<Delete>(node)->targets);
      break;
    case NodeKind::kAssign:
      expressions(as<Assign>(node)->targets);
      expression(as<Assign>(node)->value);
      break;
    case NodeKind::kAugAssign:
      expression(as<AugAssign>(node)->target);
      expression(as<AugAssign>(node)->value);
      break;
    case NodeKind::kAnnAssign:
      annotated_assignment(as<AnnAssign>(node));
      break;
    case NodeKind::kRaise: {
      const auto* raise = as<Raise>(node);
      if (raise->exc != nullptr) expression(raise->exc);
      if (raise->cause != nullptr) expression(raise->cause);
      break;
    }
    case NodeKind::kAssert:
      doubt(doubts_about(as<Assert>(node)), node);
      expression(as<Assert>(node)->test);
      if (as<Assert>(node)->msg != nullptr) expression(as<Assert>(node)->msg);
      break;
    case NodeKind::kImport:
      import_names(as<Import>(node)->names);
      break;
    case NodeKind::kImportFrom:
      import_names(as<ImportFrom>(node)->names);
      break;
    case NodeKind::kGlobal:
      declare(node, as<Global>(node)->names, kDefGlobal);
      break;
    case NodeKind::kNonlocal:
      declare(node, as<Nonlocal>(node)->names, kDefNonlocal);
      break;
    case NodeKind::kExprStatement:
      expression(as<ExprStatement>(node)->value);
      break;
    default:
      break;
  }
}

void ScopeBuilder::if_statement(const If* node) {
  // A chain of elif is a list, however long.
  while (true) {
    expression(node->test);
    statements(node->body);
    const If* next = node->orelse.size() == 1 ? as_if<If>(node->orelse[0]) : nullptr;
    if (next == nullptr) break;
    node = next;
  }
  statements(node->orelse);
}

void ScopeBuilder::try_statement(const TryBase* node) {
  statements(node->body);
  statements(node->orelse);
  for (const ExceptHandler* handler : node->handlers) {
    if (handler->type != nullptr) expression(handler->type);
    if (!handler->name.empty()) define(handler->name, kDefLocal | kDeleted, handler->span);
    statements(handler->body);
  }
  statements(node->finalbody);
}

void ScopeBuilder::import_names(Nodes<Alias> names) {
  for (const Alias* alias : names) {
    if (alias->name == "*") {
      if (current_->kind != ScopeKind::kModule) fail("import * only allowed at module level", alias->span);
      continue;
    }
    const std::string_view stored =
        alias->asname.empty() ? alias->name.substr(0, alias->name.find('.')) : alias->asname;
    define(stored, kDefImport, alias->span);
  }
}

void ScopeBuilder::annotated_assignment(const AnnAssign* node) {
  current_->has_annotations = true;
  if (const auto* target = as_if<syntax::Name>(node->target)) {
    const std::uint32_t flags = flags_of(*current_, target->id);
    if ((flags & (kDefGlobal | kDefNonlocal)) != 0 && current_->kind != ScopeKind::kModule && node->simple) {
      const char* what = (flags & kDefGlobal) != 0 ? "' can't be global" : "' can't be nonlocal";
      return fail("annotated name '" + std::string(target->id) + what, node->span);
    }
    if (node->simple) {
      define(target->id, kDefAnnotated | kDefLocal, target->span);
    } else if (node->value != nullptr) {
      define(target->id, kDefLocal, target->span);
    }
  } else {
    expression(node->target);
  }
  annotation(node->annotation);
  if (node->value != nullptr) expression(node->value);
}

void ScopeBuilder::declare(const Stmt* node, Names names, std::uint32_t flag) {
  const std::string word = flag == kDefGlobal ? "global" : "nonlocal";
  for (const std::string_view name : names) {
    const std::uint32_t flags = flags_of(*current_, name);
    const std::string quoted = "name '" + std::string(name) + "' is ";
    if ((flags & kDefParameter) != 0) {
      fail(quoted + "parameter and " + word, node->span);
    } else if ((flags & kUsed) != 0) {
      fail(quoted + "used prior to " + word + " declaration", node->span);
    } else if ((flags & kDefAnnotated) != 0) {
      fail("annotated name '" + std::string(name) + "' can't be " + word, node->span);
    } else if ((flags & kDefLocal) != 0) {
      fail(quoted + "assigned to before " + word + " declaration", node->span);
    }
    define(name, flag, node->span);
    directives_.push_back({current_, mangle(name), node->span});
  }
}

void ScopeBuilder::defaults(const Arguments* args) {
  expressions(args->defaults);
  for (const Expr* value : args->kw_defaults) {
    if (value != nullptr) expression(value);
  }
}

void ScopeBuilder::annotations(const FunctionBase* node) {
  const auto each = [&](Nodes<Arg> list) {
    for (const Arg* arg : list) {
      if (arg->annotation != nullptr) annotation(arg->annotation);
    }
  };
  const Arguments* args = node->args;
  each(args->posonlyargs);
  each(args->args);
  if (args->vararg != nullptr && args->vararg->annotation != nullptr) annotation(args->vararg->annotation);
  if (args->kwarg != nullptr && args->kwarg->annotation != nullptr) annotation(args->kwarg->annotation);
  each(args->kwonlyargs);
  if (node->returns != nullptr) annotation(node->returns);
}

void ScopeBuilder::parameters(const Arguments* args) {
  const auto each = [&](Nodes<Arg> list) {
    for (const Arg* arg : list) define(arg->arg, kDefParameter, arg->span);
  };
  each(args->posonlyargs);
  each(args->args);
  each(args->kwonlyargs);
  if (args->vararg != nullptr) define(args->vararg->arg, kDefParameter, args->vararg->span);
  if (args->kwarg != nullptr) define(args->kwarg->arg, kDefParameter, args->kwarg->span);
}

void ScopeBuilder::function(const Stmt* node, const FunctionBase* def, bool coroutine) {
  define(def->name, kDefLocal, node->span);
  defaults(def->args);
  annotations(def);
  expressions(def->decorator_list);
  open(node, ScopeKind::kFunction, def->name);
  current_->is_coroutine = coroutine;
  parameters(def->args);
  statements(def->body);
  close();
}

void ScopeBuilder::class_definition(const ClassDef* node) {
  define(node->name, kDefLocal, node->span);
  expressions(node->bases);
  for (const Keyword* keyword : node->keywords) expression(keyword->value);
  expressions(node->decorator_list);
  open(node, ScopeKind::kClass, node->name);
  current_->private_name = node->name;
  statements(node->body);
  close();
}

void ScopeBuilder::pattern(const Pattern* node) {
  if (!enter(node)) return;
  const auto each = [&](Nodes<Pattern> patterns) {
    for (const Pattern* item : patterns) pattern(item);
  };
  const auto capture = [&](std::string_view name) {
    if (!name.empty()) define(name, kDefLocal, node->span);
  };
  switch (node->kind) {
    case NodeKind::kMatchValue:
      expression(as<MatchValue>(node)->value);
      break;
    case NodeKind::kMatchSequence:
      each(as<MatchSequence>(node)->patterns);
      break;
    case NodeKind::kMatchMapping:
      expressions(as<MatchMapping>(node)->keys);
      each(as<MatchMapping>(node)->patterns);
      capture(as<MatchMapping>(node)->rest);
      break;
    case NodeKind::kMatchClass:
      expression(as<MatchClass>(node)->cls);
      each(as<MatchClass>(node)->patterns);
      each(as<MatchClass>(node)->kwd_patterns);
      break;
    case NodeKind::kMatchStar:
      capture(as<MatchStar>(node)->name);
      break;
    case NodeKind::kMatchAs:
      if (as<MatchAs>(node)->pattern != nullptr) pattern(as<MatchAs>(node)->pattern);
      capture(as<MatchAs>(node)->name);
      break;
    case NodeKind::kMatchOr:
      each(as<MatchOr>(node)->patterns);
      break;
    default:
      break;
  }
  leave();
}

Result<std::unique_ptr<SymbolTable>, base::Diagnostic> SymbolTable::build(const Node* root,
                                                                          const base::Source& source,
                                                                          bool string_annotations) {
  auto table = std::make_unique<SymbolTable>();
  ScopeBuilder builder(*table, source, string_annotations);
  builder.root(root);
  if (builder.failed()) return builder.release_error();
  MINIPY_TRY(analyse(table->module(), builder.directives(), source));
  return table;
}

}  // namespace minipy::compile
