#include <minipy/interpreter.hpp>

#include <cmath>
#include <cstdlib>

#include "interpreter/bytecode/disassembler.hpp"
#include "runtime/embed/source_file.hpp"

namespace minipy {

Disassembly disassemble_file(const std::string& path) {
  auto text = embed::read_script(path);
  if (!text.ok()) return {"", text.error().message + "\n", text.error().status};
  auto unit = embed::compile_text(path, text.release_value(), vm::CompileMode::kModule);
  if (!unit.ok()) return {"", base::format(unit.error()), 1};
  return {bytecode::disassemble(*unit.value()), "", 0};
}

std::chrono::nanoseconds parse_interval(const std::string& text) {
  char* end = nullptr;
  const double number = std::strtod(text.c_str(), &end);
  const std::string unit = end;
  double scale = 0;
  if (unit.empty() || unit == "s") scale = 1e9;
  if (unit == "ms") scale = 1e6;
  if (unit == "us" || unit == "\u00b5s") scale = 1e3;
  if (unit == "ns") scale = 1;
  const double nanoseconds = number * scale;
  if (end == text.c_str() || scale == 0 || !std::isfinite(number) || nanoseconds < 1e3 ||
      nanoseconds > 1e18) {
    throw Error("'" + text + "' is no switch interval (write 5ms, 5000us or 0.005; at least 1us)");
  }
  return std::chrono::nanoseconds(static_cast<std::int64_t>(std::llround(nanoseconds)));
}

}  // namespace minipy
