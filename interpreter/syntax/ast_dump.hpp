#pragma once

#include <string>

#include "interpreter/syntax/ast.hpp"

namespace minipy::syntax {

/// The tree under `node` as CPython's `ast.dump(tree)` writes it; with `attributes`, with line and column
/// numbers too (`include_attributes=True`).
std::string dump(const Node* node, bool attributes = false);

}  // namespace minipy::syntax
