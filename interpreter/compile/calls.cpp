// A call's callee and arguments lie in a row of temporaries; each argument is evaluated where it will lie.

#include "interpreter/compile/fold.hpp"
#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

namespace {

bool is_spread(Nodes<Expr> args, Nodes<Keyword> keywords) {
  for (const Expr* arg : args) {
    if (arg->kind == NodeKind::kStarred) return true;
  }
  for (const Keyword* keyword : keywords) {
    if (keyword->arg.empty()) return true;
  }
  return false;
}

}  // namespace

void UnitCompiler::check_keywords(Nodes<Keyword> keywords) {
  for (std::size_t i = 0; i < keywords.size(); ++i) {
    const std::string_view name = keywords[i]->arg;
    if (name.empty()) continue;
    if (forbidden(name)) return;
    for (std::size_t j = i + 1; j < keywords.size(); ++j) {
      if (keywords[j]->arg == name) {
        return fail("keyword argument repeated: " + std::string(name), keywords[j]->span);
      }
    }
  }
}

int UnitCompiler::keyword_names(Nodes<Keyword> keywords) {
  bytecode::TupleConstant names;
  for (const Keyword* keyword : keywords) names.items.push_back(text_constant(keyword->arg));
  return builder_.constant({std::move(names)});
}

void UnitCompiler::call(const Call* node, int dst) {
  check_keywords(node->keywords);
  const auto* function = as_if<Attribute>(node->func);
  if (function != nullptr && !is_spread(node->args, node->keywords)) return method_call(node, function, dst);
  const int first = new_temporary();
  eval_to(node->func, first);
  call_with(first, 0, node->args, node->keywords, dst);
}

void UnitCompiler::method_call(const Call* node, const Attribute* function, int dst) {
  const int first = new_temporaries(2);
  {
    const Temporaries temporaries(*this);
    // The object may lie where the pair will: it is read before that is written.
    const int object = eval(function->value, first + 1);
    const At at(*this, attribute_span(function));
    emit(Opcode::kLoadMethod, first, object, builder_.site(mangle(function->attr)));
  }
  const int positional = static_cast<int>(node->args.size());
  const int count = positional + static_cast<int>(node->keywords.size());
  const int args = new_temporaries(count);
  for (int i = 0; i < positional; ++i) eval_to(node->args[static_cast<std::size_t>(i)], args + i);
  for (int i = positional; i < count; ++i) {
    eval_to(node->keywords[static_cast<std::size_t>(i - positional)]->value, args + i);
  }
  Span span = node->span;
  if (function->span.line != function->span.end_line) {
    const Span name = attribute_span(function);
    span.line = name.line;
    span.column = name.column;
  }
  const At at(*this, span);
  if (node->keywords.empty()) return emit(Opcode::kCallMethod, dst, first, count);
  emit(Opcode::kCallMethodKeywords, dst, first, count);
  emit(Opcode::kExtra, keyword_names(node->keywords));
}

void UnitCompiler::call_with(int first, int placed, Nodes<Expr> args, Nodes<Keyword> keywords, int dst) {
  if (is_spread(args, keywords)) return spread_call(first, placed, args, keywords, dst);
  for (const Expr* arg : args) eval_to(arg, new_temporary());
  for (const Keyword* keyword : keywords) eval_to(keyword->value, new_temporary());
  const int count = placed + static_cast<int>(args.size() + keywords.size());
  if (keywords.empty()) return emit(Opcode::kCall, dst, first, count);
  emit(Opcode::kCallKeywords, dst, first, count);
  emit(Opcode::kExtra, keyword_names(keywords));
}

void UnitCompiler::spread_call(int first, int placed, Nodes<Expr> args, Nodes<Keyword> keywords, int dst) {
  // Of three registers in a row, on top of what lies there: callee, positional arguments, keyword arguments.
  const int callee = placed == 0 ? first : new_temporary();
  const int positional = new_temporaries(2);
  bool stars = false;
  for (const Expr* arg : args) stars = stars || arg->kind == NodeKind::kStarred;
  {
    const Temporaries temporaries(*this);
    if (placed == 0 && args.size() == 1 && stars) {
      eval_to(as<Starred>(args[0])->value, positional);
    } else if (!stars && placed == 0) {
      if (auto known = fold_all(args)) {
        load_constant({std::move(*known)}, positional);
      } else {
        build(Opcode::kBuildTuple, args, positional);
      }
    } else {
      const int items = new_temporary();
      emit(Opcode::kBuildList, items, first + 1, placed);
      fill(args, items, Opcode::kListAppend, Opcode::kListExtend);
      emit(Opcode::kListToTuple, positional, items);
    }
  }
  if (callee != first) move(callee, first);
  if (keywords.empty()) {
    emit(Opcode::kLoadEmpty, positional + 1);
  } else {
    keyword_dict(callee, keywords, positional + 1);
  }
  emit(Opcode::kCallSpread, dst, callee);
}

void UnitCompiler::keyword_dict(int callee, Nodes<Keyword> keywords, int dst) {
  const auto named = [&](std::size_t from, int to) {
    const Temporaries temporaries(*this);
    std::size_t end = from;
    while (end < keywords.size() && !keywords[end]->arg.empty()) ++end;
    const int count = static_cast<int>(end - from);
    const int pairs = new_temporaries(2 * count);
    for (int i = 0; i < count; ++i) {
      const Keyword* keyword = keywords[from + static_cast<std::size_t>(i)];
      load_constant(text_constant(keyword->arg), pairs + 2 * i);
      eval_to(keyword->value, pairs + 2 * i + 1);
    }
    emit(Opcode::kBuildDict, to, pairs, count);
    return end;
  };
  std::size_t at = named(0, dst);
  while (at < keywords.size()) {
    const Temporaries temporaries(*this);
    if (keywords[at]->arg.empty()) {
      emit(Opcode::kDictMerge, dst, eval(keywords[at]->value), callee);
      ++at;
    } else {
      const int more = new_temporary();
      at = named(at, more);
      emit(Opcode::kDictMerge, dst, more, callee);
    }
  }
}

}  // namespace minipy::compile
