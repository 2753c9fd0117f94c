#include <algorithm>
#include <set>

#include "interpreter/compile/fold.hpp"
#include "interpreter/compile/unit_compiler.hpp"
#include "interpreter/compile/unparse.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

namespace {

/// How many attributes the methods of a class set on their first parameter.
class AttributeCounter {
 public:
  explicit AttributeCounter(Nodes<Stmt> class_body) {
    for (const Stmt* node : class_body) {
      const auto* method = as_if<FunctionDef>(node);
      if (method == nullptr) continue;
      const Arguments* args = method->args;
      const Nodes<Arg> first = args->posonlyargs.empty() ? args->args : args->posonlyargs;
      if (first.empty()) continue;
      self_ = first[0]->arg;
      statements(method->body);
    }
  }
  std::uint16_t count() const {
    return static_cast<std::uint16_t>(std::min<std::size_t>(names_.size(), 255));
  }

 private:
  void statements(Nodes<Stmt> nodes) {
    for (const Stmt* node : nodes) statement(node);
  }
  void statement(const Stmt* node);
  void target(const Expr* node);

  std::string_view self_;
  std::set<std::string_view> names_;
};

void AttributeCounter::target(const Expr* node) {
  if (const auto* attribute = as_if<Attribute>(node)) {
    const auto* object = as_if<Name>(attribute->value);
    if (object != nullptr && object->id == self_) names_.insert(attribute->attr);
  } else if (const auto* tuple = as_if<Tuple>(node)) {
    for (const Expr* element : tuple->elts) target(element);
  }
}

void AttributeCounter::statement(const Stmt* node) {
  switch (node->kind) {
    case NodeKind::kAssign:
      for (const Expr* each : as<Assign>(node)->targets) target(each);
      return;
    case NodeKind::kAnnAssign:
      if (as<AnnAssign>(node)->value != nullptr) target(as<AnnAssign>(node)->target);
      return;
    case NodeKind::kAugAssign:
      return target(as<AugAssign>(node)->target);
    case NodeKind::kFor:
      statements(as<For>(node)->body);
      return statements(as<For>(node)->orelse);
    case NodeKind::kWhile:
      return statements(as<While>(node)->body);
    case NodeKind::kIf:
      // A long chain of elif adds nothing worth its depth.
      statements(as<If>(node)->body);
      if (as<If>(node)->orelse.size() != 1) statements(as<If>(node)->orelse);
      return;
    case NodeKind::kWith:
      return statements(as<With>(node)->body);
    case NodeKind::kTry:
      statements(as<Try>(node)->body);
      for (const ExceptHandler* handler : as<Try>(node)->handlers) statements(handler->body);
      return statements(as<Try>(node)->orelse);
    default:
      return;
  }
}

struct Annotated {
  std::string_view name;
  const Expr* value;
};

/// What a function's annotations say, in CPython's order.
std::vector<Annotated> annotated_parameters(const FunctionBase* def) {
  std::vector<Annotated> all;
  const auto add = [&](const Arg* arg) {
    if (arg != nullptr && arg->annotation != nullptr) all.push_back({arg->arg, arg->annotation});
  };
  for (const Arg* arg : def->args->args) add(arg);
  for (const Arg* arg : def->args->posonlyargs) add(arg);
  add(def->args->vararg);
  for (const Arg* arg : def->args->kwonlyargs) add(arg);
  add(def->args->kwarg);
  if (def->returns != nullptr) all.push_back({"return", def->returns});
  return all;
}

bool has_keyword_default(const Arguments* args) {
  return std::any_of(args->kw_defaults.begin(), args->kw_defaults.end(),
                     [](const Expr* value) { return value != nullptr; });
}

}  // namespace

void UnitCompiler::decorate(Nodes<Expr> decorators, int first, int dst) {
  // Each decorator lies right before what it gets: the next one's result.
  for (int i = static_cast<int>(decorators.size()) - 1; i >= 0; --i) {
    const At at(*this, decorators[static_cast<std::size_t>(i)]->span);
    emit(Opcode::kCall, i == 0 ? dst : first + i, first + i, 1);
  }
}

void UnitCompiler::function_definition(const Stmt* node, const FunctionBase* def) {
  const int count = static_cast<int>(def->decorator_list.size());
  const int first = new_temporaries(count);
  for (int i = 0; i < count; ++i) eval_to(def->decorator_list[static_cast<std::size_t>(i)], first + i);
  const int variable = local_register(def->name);
  const int result = variable >= 0 ? variable : new_temporary();
  const int plain = count == 0 ? result : (result == first + count ? result : new_temporary());
  const bool coroutine = node->kind == NodeKind::kAsyncFunctionDef;
  const int code =
      nested_unit(node, [&](UnitCompiler& unit) { return unit.compile_function(def, coroutine); });
  make_function(code, def->args, def, plain);
  decorate(def->decorator_list, first, result);
  store_name(def->name, result);
}

void UnitCompiler::lambda(const Lambda* node, int dst) {
  const int code = nested_unit(node, [&](UnitCompiler& unit) { return unit.compile_lambda(node); });
  make_function(code, node->args, nullptr, dst);
}

void UnitCompiler::make_function(int code, const Arguments* args, const FunctionBase* def, int dst) {
  if (!builder_.reachable()) return;
  if (is_plain(code, args, def)) return emit(Opcode::kMakePlainFunction, dst, code);
  const Temporaries temporaries(*this);
  const int first = new_temporaries(4);
  defaults_operand(args, first);
  keyword_defaults_operand(args, first + 1);
  annotations_operand(def, first + 2);
  closure_operand(code, first + 3);
  emit(Opcode::kMakeFunction, dst, code, first);
}

bool UnitCompiler::is_plain(int code, const Arguments* args, const FunctionBase* def) const {
  if (!unit_->nested[static_cast<std::size_t>(code)]->free_names.empty()) return false;
  const bool has_defaults = args != nullptr && (!args->defaults.empty() || has_keyword_default(args));
  return !has_defaults && (def == nullptr || annotated_parameters(def).empty());
}

void UnitCompiler::defaults_operand(const Arguments* args, int dst) {
  if (args == nullptr || args->defaults.empty()) return emit(Opcode::kLoadEmpty, dst);
  const Temporaries temporaries(*this);
  if (auto known = fold_all(args->defaults)) return load_constant({std::move(*known)}, dst);
  tuple(args->defaults, dst);
}

void UnitCompiler::keyword_defaults_operand(const Arguments* args, int dst) {
  if (args == nullptr || !has_keyword_default(args)) return emit(Opcode::kLoadEmpty, dst);
  const Temporaries temporaries(*this);
  const auto count = static_cast<int>(std::count_if(args->kw_defaults.begin(), args->kw_defaults.end(),
                                                    [](const Expr* value) { return value != nullptr; }));
  const int pairs = new_temporaries(2 * count);
  int at = pairs;
  for (std::size_t i = 0; i < args->kw_defaults.size(); ++i) {
    if (args->kw_defaults[i] == nullptr) continue;
    load_constant(text_constant(mangle(args->kwonlyargs[i]->arg)), at);
    eval_to(args->kw_defaults[i], at + 1);
    at += 2;
  }
  emit(Opcode::kBuildDict, dst, pairs, count);
}

void UnitCompiler::annotation(const Expr* node, int dst) {
  if (shared_.string_annotations) return load_constant(text_constant(unparse(node)), dst);
  if (const auto* starred = as_if<Starred>(node)) {
    // *args: *Ts is what iterating over Ts gives first, and nothing else.
    emit(Opcode::kUnpack, dst, eval(starred->value), 1);
    return;
  }
  eval_to(node, dst);
}

void UnitCompiler::annotations_operand(const FunctionBase* def, int dst) {
  const std::vector<Annotated> all = def != nullptr ? annotated_parameters(def) : std::vector<Annotated>();
  if (all.empty()) return emit(Opcode::kLoadEmpty, dst);
  const Temporaries temporaries(*this);
  const int count = static_cast<int>(2 * all.size());
  const int pairs = new_temporaries(count);
  int at = pairs;
  for (const Annotated& annotated : all) {
    load_constant(text_constant(mangle(annotated.name)), at);
    annotation(annotated.value, at + 1);
    at += 2;
  }
  emit(Opcode::kBuildTuple, dst, pairs, count);
}

void UnitCompiler::closure_operand(int code, int dst) {
  const auto& names = unit_->nested[static_cast<std::size_t>(code)]->free_names;
  if (names.empty()) return emit(Opcode::kLoadEmpty, dst);
  const Temporaries temporaries(*this);
  const int count = static_cast<int>(names.size());
  const int cells = new_temporaries(count);
  for (int i = 0; i < count; ++i) {
    const std::string& name = names[static_cast<std::size_t>(i)];
    if (const auto at = free_.find(name); at != free_.end()) {
      emit(Opcode::kLoadClosure, cells + i, at->second);
    } else {
      emit(Opcode::kMove, cells + i, registers_.at(name));
    }
  }
  emit(Opcode::kBuildTuple, dst, cells, count);
}

void UnitCompiler::parameters(const Arguments* args) {
  unit_->positional_only = static_cast<std::uint16_t>(args->posonlyargs.size());
  unit_->positional = static_cast<std::uint16_t>(args->posonlyargs.size() + args->args.size());
  unit_->keyword_only = static_cast<std::uint16_t>(args->kwonlyargs.size());
  if (args->vararg != nullptr) unit_->flags |= bytecode::kVarArgs;
  if (args->kwarg != nullptr) unit_->flags |= bytecode::kVarKeywords;
  if (args->vararg == nullptr && args->kwarg == nullptr && args->kwonlyargs.empty()) {
    unit_->flags |= bytecode::kSimpleParameters;
  }
  const auto check = [&](const Arg* arg) {
    if (arg != nullptr && arg->arg == "__debug__") fail("cannot assign to __debug__", scope_.span);
  };
  for (const Arg* arg : args->posonlyargs) check(arg);
  for (const Arg* arg : args->args) check(arg);
  for (const Arg* arg : args->kwonlyargs) check(arg);
  check(args->vararg);
  check(args->kwarg);
}

std::shared_ptr<bytecode::CodeUnit> UnitCompiler::compile_function(const FunctionBase* def, bool coroutine) {
  const std::uint32_t line = def->decorator_list.empty() ? def->span.line : def->decorator_list[0]->span.line;
  start(def->name, line);
  parameters(def->args);
  if (coroutine) {
    unit_->flags |= scope_.is_generator ? bytecode::kAsyncGenerator : bytecode::kCoroutine;
  } else if (scope_.is_generator) {
    unit_->flags |= bytecode::kGenerator;
  }
  make_cells();
  body_with_doc(def->body);
  return_none();
  return finish();
}

std::shared_ptr<bytecode::CodeUnit> UnitCompiler::compile_lambda(const Lambda* node) {
  start("<lambda>", node->span.line);
  parameters(node->args);
  if (scope_.is_generator) unit_->flags |= bytecode::kGenerator;
  make_cells();
  const At at(*this, node->body->span);
  emit(Opcode::kReturn, eval(node->body));
  return finish();
}

void UnitCompiler::class_definition(const ClassDef* node) {
  check_keywords(node->keywords);
  const int count = static_cast<int>(node->decorator_list.size());
  const int first = new_temporaries(count);
  for (int i = 0; i < count; ++i) eval_to(node->decorator_list[static_cast<std::size_t>(i)], first + i);
  // __build_class__(function of the body, name, *bases, **keywords)
  const int callee = new_temporaries(3);
  emit(Opcode::kLoadBuildClass, callee);
  const int code = nested_unit(node, [&](UnitCompiler& unit) { return unit.compile_class(node); });
  make_function(code, nullptr, nullptr, callee + 1);
  load_constant(text_constant(node->name), callee + 2);
  const int variable = local_register(node->name);
  const int result = variable >= 0 ? variable : callee;
  // With decorators the class lies behind the last of them, as their argument.
  call_with(callee, 2, node->bases, node->keywords, count == 0 ? result : callee);
  decorate(node->decorator_list, first, result);
  store_name(node->name, result);
}

std::shared_ptr<bytecode::CodeUnit> UnitCompiler::compile_class(const ClassDef* node) {
  const std::uint32_t line =
      node->decorator_list.empty() ? node->span.line : node->decorator_list[0]->span.line;
  start(node->name, line);
  unit_->flags |= bytecode::kClassBody | bytecode::kUsesNamespace;
  unit_->attribute_hint = AttributeCounter(node->body).count();
  make_cells();
  {
    const Temporaries temporaries(*this);
    const int module = new_temporary();
    load_name("__name__", module);
    store_name("__module__", module);
    store_name("__qualname__", constant(text_constant(unit_->qualname)));
  }
  body_with_doc(node->body);
  if (scope_.needs_class_cell) {
    // The cell itself, for type.__new__ and for __build_class__ to fill.
    const int cell = registers_.at("__class__");
    store_name("__classcell__", cell);
    emit(Opcode::kReturn, cell);
  } else {
    return_none();
  }
  return finish();
}

}  // namespace minipy::compile
