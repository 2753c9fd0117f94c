#pragma once

#include <optional>
#include <string_view>

namespace minipy::vm {

/// The part of an expression that its operation is: bytes from the start of the expression's text.
struct Anchors {
  std::size_t start;
  std::size_t end;
};

/// Where a traceback marks an expression differently (`a + b` as `~~^~~`, `a[i]` as `~^^^`): at the operator
/// of a binary operation, at the brackets of a subscript. Nothing for any other expression. As CPython's
/// extract_anchors_from_expr, which parses the text anew; here a look at its tokens suffices.
std::optional<Anchors> find_anchors(std::string_view expression);

}  // namespace minipy::vm
