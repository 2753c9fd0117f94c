#pragma once

#include <string>
#include <string_view>

#include "interpreter/base/source.hpp"
#include "interpreter/syntax/ast_dump.hpp"
#include "interpreter/syntax/parser.hpp"

namespace minipy::syntax::testing {

/// The tree of a module as `ast.dump` writes it, without the frame of the module; or the error.
inline std::string parsed(std::string_view text) {
  const base::Source source("test.py", std::string(text));
  auto result = parse_module(source);
  if (!result.ok()) return "error: " + result.error().message;
  std::string out = dump(result.value()->module);
  constexpr std::string_view kBefore = "Module(body=[";
  constexpr std::string_view kAfter = "], type_ignores=[])";
  return out.substr(kBefore.size(), out.size() - kBefore.size() - kAfter.size());
}

/// The tree of an expression.
inline std::string expression(std::string_view text) {
  const base::Source source("test.py", std::string(text));
  auto result = parse_expression(source);
  return result.ok() ? dump(result.value()->expression->body) : "error: " + result.error().message;
}

/// The report on a wrong module, as it is printed but for its first line.
inline std::string report(std::string_view text) {
  const base::Source source("test.py", std::string(text));
  auto result = parse_module(source);
  if (result.ok()) return "no error";
  const std::string whole = base::format(result.error());
  return whole.substr(whole.find('\n') + 1);
}

}  // namespace minipy::syntax::testing
