// match: each pattern jumps to the next case as soon as it fails. What it captures stays in temporaries until
// the whole pattern has matched; only then are the names bound.

#include <cmath>
#include <set>

#include "interpreter/compile/fold.hpp"
#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

namespace {

bool is_wildcard(const Pattern* node) {
  const auto* as_node = as_if<MatchAs>(node);
  return as_node != nullptr && as_node->pattern == nullptr && as_node->name.empty();
}

bool is_star_wildcard(const Pattern* node) {
  const auto* star = as_if<MatchStar>(node);
  return star != nullptr && star->name.empty();
}

/// repr() of a key as far as literals of mapping patterns need it.
std::string key_text(const bytecode::Constant& key) {
  if (const auto* text = std::get_if<bytecode::StrConstant>(&key.value)) return "'" + text->utf8 + "'";
  if (const auto* value = std::get_if<std::int64_t>(&key.value)) return std::to_string(*value);
  if (const auto* value = std::get_if<bool>(&key.value)) return *value ? "True" : "False";
  if (std::holds_alternative<bytecode::NoneConstant>(key.value)) return "None";
  return "...";
}

// What equal keys have in common: numbers of all types compare by value.
std::string key_of(const bytecode::Constant& key) {
  if (const auto* truth = std::get_if<bool>(&key.value)) {
    return bytecode::constant_key({static_cast<std::int64_t>(*truth)});
  }
  const auto* complex = std::get_if<bytecode::ComplexConstant>(&key.value);
  const auto* real = std::get_if<double>(&key.value);
  if (complex != nullptr && complex->imaginary == 0) real = &complex->real;
  if (real != nullptr && std::floor(*real) == *real && std::fabs(*real) < 0x1p62) {
    return bytecode::constant_key({static_cast<std::int64_t>(*real)});
  }
  return bytecode::constant_key(real != nullptr ? bytecode::Constant{*real} : key);
}

}  // namespace

void UnitCompiler::match_statement(const Match* node) {
  const int subject = new_temporary();
  eval_to(node->subject, subject);
  Target end = new_target();
  for (const MatchCase* match_case : node->cases) {
    const Temporaries temporaries(*this);
    const bool last = match_case == node->cases.back();
    Target next = new_target();
    captures_.clear();
    pattern(match_case->pattern, subject, next, last || match_case->guard != nullptr);
    {
      const At at(*this, match_case->pattern->span);
      for (const Capture& captured : captures_) store_name(captured.name, captured.reg);
    }
    captures_.clear();
    if (match_case->guard != nullptr) jump_if(match_case->guard, false, next);
    statements(match_case->body);
    jump(Opcode::kJump, end);
    place(next);
  }
  place(end);
}

void UnitCompiler::capture(std::string_view name, int reg, const Span& span) {
  if (name == "__debug__") return fail("cannot assign to __debug__", span);
  for (const Capture& captured : captures_) {
    if (captured.name == name) {
      return fail("multiple assignments to name '" + std::string(name) + "' in pattern", span);
    }
  }
  captures_.push_back({name, reg});
}

void UnitCompiler::pattern(const Pattern* node, int subject, Target& fail_target, bool may_be_irrefutable) {
  const At at(*this, node->span);
  switch (node->kind) {
    case NodeKind::kMatchValue: {
      if (as<MatchValue>(node)->value->kind == NodeKind::kJoinedStr) {
        return fail("patterns may only match literals and attribute lookups", node->span);
      }
      const Temporaries temporaries(*this);
      jump(Opcode::kJumpUnlessEq, fail_target, subject, eval(as<MatchValue>(node)->value));
      return;
    }
    case NodeKind::kMatchSingleton:
      return singleton_pattern(as<MatchSingleton>(node), subject, fail_target);
    case NodeKind::kMatchSequence:
      return sequence_pattern(as<MatchSequence>(node), subject, fail_target);
    case NodeKind::kMatchMapping:
      return mapping_pattern(as<MatchMapping>(node), subject, fail_target);
    case NodeKind::kMatchClass:
      return class_pattern(as<MatchClass>(node), subject, fail_target);
    case NodeKind::kMatchStar:
      if (!as<MatchStar>(node)->name.empty()) capture(as<MatchStar>(node)->name, subject, node->span);
      return;
    case NodeKind::kMatchAs:
      return as_pattern(as<MatchAs>(node), subject, fail_target, may_be_irrefutable);
    default:
      return or_pattern(as<MatchOr>(node), subject, fail_target, may_be_irrefutable);
  }
}

void UnitCompiler::singleton_pattern(const MatchSingleton* node, int subject, Target& fail_target) {
  if (node->value == ConstantKind::kNone) return jump(Opcode::kJumpIfNotNone, fail_target, subject);
  const Temporaries temporaries(*this);
  const int result = new_temporary();
  emit(Opcode::kIs, result, subject, constant({node->value == ConstantKind::kTrue}));
  jump(Opcode::kJumpIfFalse, fail_target, result);
}

void UnitCompiler::as_pattern(const MatchAs* node, int subject, Target& fail_target,
                              bool may_be_irrefutable) {
  if (node->pattern != nullptr) {
    pattern(node->pattern, subject, fail_target, may_be_irrefutable);
    return capture(node->name, subject, node->span);
  }
  if (!may_be_irrefutable) {
    return fail(node->name.empty()
                    ? "wildcard makes remaining patterns unreachable"
                    : "name capture '" + std::string(node->name) + "' makes remaining patterns unreachable",
                node->span);
  }
  if (!node->name.empty()) capture(node->name, subject, node->span);
}

void UnitCompiler::or_pattern(const MatchOr* node, int subject, Target& fail_target,
                              bool may_be_irrefutable) {
  const std::vector<Capture> outer = std::move(captures_);
  std::vector<Capture> agreed;
  Target matched = new_target();
  for (const Pattern* alternative : node->patterns) {
    const At at(*this, alternative->span);
    const bool first = alternative == node->patterns.front();
    const bool last = alternative == node->patterns.back();
    captures_.clear();
    Target next = new_target();
    pattern(alternative, subject, last ? fail_target : next, last && may_be_irrefutable);
    if (first) {
      // Registers of their own: the others move what they captured there.
      for (const Capture& captured : captures_) {
        const int reg = new_temporary();
        move(reg, captured.reg);
        agreed.push_back({captured.name, reg});
      }
    } else {
      bool same = captures_.size() == agreed.size();
      for (const Capture& target : agreed) {
        bool found = false;
        for (const Capture& captured : captures_) {
          if (captured.name != target.name) continue;
          found = true;
          move(target.reg, captured.reg);
        }
        same = same && found;
      }
      if (!same) fail("alternative patterns bind different names", alternative->span);
    }
    jump(Opcode::kJump, matched);
    if (!last) place(next);
  }
  place(matched);
  captures_ = outer;
  for (const Capture& captured : agreed) capture(captured.name, captured.reg, node->span);
}

void UnitCompiler::sequence_pattern(const MatchSequence* node, int subject, Target& fail_target) {
  const int count = static_cast<int>(node->patterns.size());
  int star = -1;
  for (int i = 0; i < count; ++i) {
    if (node->patterns[static_cast<std::size_t>(i)]->kind != NodeKind::kMatchStar) continue;
    if (star >= 0) return fail("multiple starred names in sequence pattern", node->span);
    star = i;
  }
  const int length = new_temporary();
  emit(Opcode::kMatchSequence, length, subject);
  jump(Opcode::kJumpIfFalse, fail_target, length);
  if (star < 0 || count > 1) {
    emit(Opcode::kGetLength, length, subject);
    const int wanted = constant({static_cast<std::int64_t>(star < 0 ? count : count - 1)});
    jump(star < 0 ? Opcode::kJumpUnlessEq : Opcode::kJumpUnlessGe, fail_target, length, wanted);
  }
  bool only_wildcards = true;
  for (const Pattern* item : node->patterns) {
    only_wildcards = only_wildcards && (is_wildcard(item) || is_star_wildcard(item));
  }
  if (!only_wildcards) sequence_items(node, subject, length, star, fail_target);
}

void UnitCompiler::sequence_items(const MatchSequence* node, int subject, int length, int star,
                                  Target& fail_target) {
  const int count = static_cast<int>(node->patterns.size());
  const auto item = [&](int i) { return node->patterns[static_cast<std::size_t>(i)]; };
  if (star >= 0 && is_star_wildcard(item(star))) {
    // Nobody wants the middle: take the ends one by one.
    for (int i = 0; i < count; ++i) {
      if (is_wildcard(item(i)) || i == star) continue;
      const int value = new_temporary();
      if (i < star) {
        emit(Opcode::kLoadItem, value, subject, constant({std::int64_t{i}}));
      } else {
        emit(Opcode::kSub, value, length, constant({std::int64_t{count - i}}));
        emit(Opcode::kLoadItem, value, subject, value);
      }
      pattern(item(i), value, fail_target, true);
    }
    return;
  }
  const int first = new_temporaries(count);
  if (star < 0) {
    emit(Opcode::kUnpack, first, subject, count);
  } else {
    if (star > 127 || count - star - 1 > 127) {
      return fail("too many expressions in star-unpacking sequence pattern", node->span);
    }
    emit(Opcode::kUnpackStar, first, subject, star | ((count - star - 1) << 8));
  }
  for (int i = 0; i < count; ++i) pattern(item(i), first + i, fail_target, true);
}

void UnitCompiler::mapping_keys(const MatchMapping* node) {
  std::set<std::string> seen;
  for (const Expr* key : node->keys) {
    if (key->kind == NodeKind::kJoinedStr) {
      return fail("mapping pattern keys may only match literals and attribute lookups", node->span);
    }
    const auto known = fold(key);
    if (known && !seen.insert(key_of(*known)).second) {
      return fail("mapping pattern checks duplicate key (" + key_text(*known) + ")", node->span);
    }
  }
}

void UnitCompiler::mapping_pattern(const MatchMapping* node, int subject, Target& fail_target) {
  const int count = static_cast<int>(node->keys.size());
  const int result = new_temporary();
  emit(Opcode::kMatchMapping, result, subject);
  jump(Opcode::kJumpIfFalse, fail_target, result);
  if (count == 0 && node->rest.empty()) return;
  mapping_keys(node);
  int keys = -1;
  if (count > 0) {
    emit(Opcode::kGetLength, result, subject);
    jump(Opcode::kJumpUnlessGe, fail_target, result, constant({std::int64_t{count}}));
    const int operands = new_temporaries(2);
    keys = operands + 1;
    move(operands, subject);
    if (auto known = fold_all(node->keys)) {
      load_constant({std::move(*known)}, keys);
    } else {
      const Temporaries temporaries(*this);
      tuple(node->keys, keys);
    }
    emit(Opcode::kMatchKeys, result, operands);
    jump(Opcode::kJumpIfNone, fail_target, result);
    const int values = new_temporaries(count);
    emit(Opcode::kUnpack, values, result, count);
    for (int i = 0; i < count; ++i) {
      pattern(node->patterns[static_cast<std::size_t>(i)], values + i, fail_target, true);
    }
  }
  if (node->rest.empty()) return;
  const int rest = new_temporary();
  emit(Opcode::kBuildDict, rest, rest, 0);
  emit(Opcode::kDictUpdate, rest, subject);
  if (count > 0) {
    const Temporaries temporaries(*this);
    const int each = new_temporaries(count);
    emit(Opcode::kUnpack, each, keys, count);
    for (int i = 0; i < count; ++i) emit(Opcode::kDeleteItem, rest, each + i);
  }
  capture(node->rest, rest, count > 0 ? node->patterns.back()->span : node->span);
}

void UnitCompiler::class_pattern(const MatchClass* node, int subject, Target& fail_target) {
  for (std::size_t i = 0; i < node->kwd_attrs.size(); ++i) {
    for (std::size_t j = i + 1; j < node->kwd_attrs.size(); ++j) {
      if (node->kwd_attrs[i] == node->kwd_attrs[j]) {
        return fail("attribute name repeated in class pattern: " + std::string(node->kwd_attrs[j]),
                    node->kwd_patterns[j]->span);
      }
    }
  }
  const int operands = new_temporaries(3);
  move(operands, subject);
  eval_to(node->cls, operands + 1);
  bytecode::TupleConstant names;
  for (const std::string_view name : node->kwd_attrs) names.items.push_back(text_constant(name));
  load_constant({std::move(names)}, operands + 2);
  const int positional = static_cast<int>(node->patterns.size());
  const int count = positional + static_cast<int>(node->kwd_patterns.size());
  emit(Opcode::kMatchClass, operands, operands, positional);
  jump(Opcode::kJumpIfNone, fail_target, operands);
  const int first = new_temporaries(count);
  emit(Opcode::kUnpack, first, operands, count);
  for (int i = 0; i < count; ++i) {
    const Pattern* item = i < positional ? node->patterns[static_cast<std::size_t>(i)]
                                         : node->kwd_patterns[static_cast<std::size_t>(i - positional)];
    if (!is_wildcard(item)) pattern(item, first + i, fail_target, true);
  }
}

}  // namespace minipy::compile
