#include <cstddef>

#include "interpreter/compile/fold.hpp"
#include "interpreter/compile/unit_compiler.hpp"

namespace minipy::compile {

using namespace syntax;  // the nodes of the tree

namespace {

/// More elements than this are not first laid out in registers.
constexpr std::size_t kMaxLaidOut = 30;
constexpr std::size_t kMaxPairsLaidOut = 8;

bool has_star(Nodes<Expr> elements) {
  for (const Expr* element : elements) {
    if (element->kind == NodeKind::kStarred) return true;
  }
  return false;
}

}  // namespace

void UnitCompiler::build(Opcode opcode, Nodes<Expr> elements, int dst) {
  const int count = static_cast<int>(elements.size());
  const int first = new_temporaries(count);
  for (int i = 0; i < count; ++i) eval_to(elements[static_cast<std::size_t>(i)], first + i);
  emit(opcode, dst, first, count);
}

void UnitCompiler::fill(Nodes<Expr> elements, int collection, Opcode append, Opcode extend) {
  for (const Expr* element : elements) {
    const Temporaries temporaries(*this);
    if (const auto* starred = as_if<Starred>(element)) {
      emit(extend, collection, eval(starred->value));
    } else {
      emit(append, collection, eval(element));
    }
  }
}

void UnitCompiler::tuple(Nodes<Expr> elements, int dst) {
  if (!has_star(elements) && elements.size() <= kMaxLaidOut) {
    return build(Opcode::kBuildTuple, elements, dst);
  }
  const int items = new_temporary();
  emit(Opcode::kBuildList, items, items, 0);
  fill(elements, items, Opcode::kListAppend, Opcode::kListExtend);
  emit(Opcode::kListToTuple, dst, items);
}

void UnitCompiler::list(Nodes<Expr> elements, int dst) {
  const bool stars = has_star(elements);
  auto known = stars || elements.size() < 3 ? std::nullopt : fold_all(elements);
  if (!known && !stars && elements.size() <= kMaxLaidOut) return build(Opcode::kBuildList, elements, dst);
  const int items = new_temporary();
  emit(Opcode::kBuildList, items, items, 0);
  if (known) {
    emit(Opcode::kListExtend, items, constant({std::move(*known)}));
  } else {
    fill(elements, items, Opcode::kListAppend, Opcode::kListExtend);
  }
  move(dst, items);
}

void UnitCompiler::set(Nodes<Expr> elements, int dst) {
  const bool stars = has_star(elements);
  auto known = stars || elements.size() < 3 ? std::nullopt : fold_all(elements);
  if (!known && !stars && elements.size() <= kMaxLaidOut) return build(Opcode::kBuildSet, elements, dst);
  const int items = new_temporary();
  emit(Opcode::kBuildSet, items, items, 0);
  if (known) {
    emit(Opcode::kSetUpdate, items, constant({bytecode::FrozenSetConstant{std::move(known->items)}}));
  } else {
    fill(elements, items, Opcode::kSetAdd, Opcode::kSetUpdate);
  }
  move(dst, items);
}

void UnitCompiler::dict(const Dict* node, int dst) {
  const std::size_t count = node->keys.size();
  bool laid_out = count <= kMaxPairsLaidOut;
  for (const Expr* key : node->keys) laid_out = laid_out && key != nullptr;
  if (laid_out) {
    const int first = new_temporaries(static_cast<int>(2 * count));
    for (std::size_t i = 0; i < count; ++i) {
      eval_to(node->keys[i], first + static_cast<int>(2 * i));
      eval_to(node->values[i], first + static_cast<int>(2 * i) + 1);
    }
    return emit(Opcode::kBuildDict, dst, first, static_cast<int>(count));
  }
  const int items = new_temporary();
  emit(Opcode::kBuildDict, items, items, 0);
  for (std::size_t i = 0; i < count; ++i) {
    const Temporaries temporaries(*this);
    if (node->keys[i] == nullptr) {
      emit(Opcode::kDictUpdate, items, eval(node->values[i]));
    } else {
      const int key = eval_before(node->keys[i], node->values[i]);
      emit(Opcode::kDictPut, items, key, eval(node->values[i]));
    }
  }
  move(dst, items);
}

void UnitCompiler::joined_string(const JoinedStr* node, int dst) {
  if (node->values.empty()) return load_constant(text_constant(""), dst);
  if (node->values.size() == 1) return eval_to(node->values[0], dst);
  const int count = static_cast<int>(node->values.size());
  const int first = new_temporaries(count);
  for (int i = 0; i < count; ++i) {
    const Expr* part = node->values[static_cast<std::size_t>(i)];
    const auto* formatted = as_if<FormattedValue>(part);
    if (formatted != nullptr) {
      const At at(*this, part->span);
      const Temporaries temporaries(*this);
      formatted_value(formatted, first + i, bytecode::kFormatPart);
    } else {
      eval_to(part, first + i);
    }
  }
  emit(Opcode::kBuildString, dst, first, count);
}

void UnitCompiler::formatted_value(const FormattedValue* node, int dst, int flags) {
  if (node->conversion == 's') flags |= 1;
  if (node->conversion == 'r') flags |= 2;
  if (node->conversion == 'a') flags |= 3;
  if (node->format_spec == nullptr) return emit(Opcode::kFormatValue, dst, eval_register(node->value), flags);
  const int first = new_temporaries(2);
  eval_to(node->value, first);
  eval_to(node->format_spec, first + 1);
  emit(Opcode::kFormatValue, dst, first, flags | bytecode::kFormatSpec);
}

}  // namespace minipy::compile
