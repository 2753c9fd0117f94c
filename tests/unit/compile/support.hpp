#pragma once

#include <string>
#include <string_view>

#include "interpreter/bytecode/disassembler.hpp"
#include "interpreter/bytecode/verifier.hpp"
#include "interpreter/compile/compile.hpp"
#include "interpreter/syntax/parser.hpp"

namespace minipy::compile::testing {

using Compiled = Result<std::shared_ptr<bytecode::CodeUnit>, base::Diagnostic>;

inline Compiled compiled(std::string_view text, const Options& options = {}) {
  auto source = std::make_shared<const base::Source>("test.py", std::string(text));
  auto parsed = syntax::parse_module(*source);
  if (!parsed.ok()) return parsed.release_error();
  return compile_module(*parsed.value(), source, options);
}

/// The instructions of a module and of what is nested in it, one a line, without numbers, headers and source
/// lines; or the error as "message line:column". A unit that is not sound says so instead.
inline std::string instructions(std::string_view text, const Options& options = {}) {
  const Compiled result = compiled(text, options);
  if (!result.ok()) {
    const base::Diagnostic& error = result.error();
    return error.message + " " + std::to_string(error.span.line) + ":" +
           std::to_string(error.span.column + 1);
  }
  if (std::string wrong = bytecode::verify(*result.value()); !wrong.empty()) return wrong;
  const std::string whole = bytecode::disassemble(*result.value());
  std::string out;
  for (std::size_t at = 0; at < whole.size();) {
    const std::size_t end = whole.find('\n', at);
    const std::string_view line = std::string_view(whole).substr(at, end - at);
    at = end + 1;
    if (line.starts_with("      L")) {
      out += line.substr(6);
      out += '\n';
    } else if (line.size() > 12 && line.starts_with("     ") && line[9] >= '0' && line[9] <= '9' &&
               line[10] == ' ') {
      // Blanks between name and operands become one.
      bool blank = false;
      for (const char c : line.substr(12)) {
        if (c == ' ' && blank) continue;
        blank = c == ' ';
        out += c;
      }
      out += '\n';
    }
  }
  return out;
}

/// The instructions of the only function of a module.
inline std::string body(std::string_view text) {
  const Compiled result = compiled(text);
  if (!result.ok()) return result.error().message;
  const std::string all = instructions(text);
  const std::size_t start = all.find("Return None\n");
  return all.substr(start + 12);
}

}  // namespace minipy::compile::testing
