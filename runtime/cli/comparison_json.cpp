#include <cstdio>

#include "runtime/cli/comparison.hpp"

namespace minipy::cli {

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[8];
      std::snprintf(escape, sizeof(escape), "\\u%04x", static_cast<unsigned>(static_cast<unsigned char>(c)));
      out += escape;
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof(text), "%.10g", value);
  return text;
}

std::string spread(const char* name, const Spread& value) {
  return std::string("\"") + name + "\": {\"median\": " + number(value.median) +
         ", \"least\": " + number(value.least) + ", \"most\": " + number(value.most) + "}";
}

std::string case_json(const Case& one, const std::string& swept) {
  std::string out = "    {\"gil\": " + std::string(one.gil ? "true" : "false");
  if (!swept.empty())
    out += ", " + quoted(swept == "threads" ? "threads" : "switch_interval") + ": " + quoted(one.label);
  out += ",\n     " + spread("wall_ns", one.wall()) + ",\n     " + spread("cpu_ns", one.cpu()) + ",\n     " +
         spread("cores", one.cores()) + ",\n     " + spread("wait_ns", one.waiting()) + ",\n     " +
         spread("hand_offs", one.hand_offs()) + ",\n     \"rounds\": [";
  for (std::size_t i = 0; i < one.rounds.size(); ++i) {
    const Round& round = one.rounds[i];
    out += std::string(i == 0 ? "" : ", ") + "{\"wall_ns\": " + number(round.wall_ns) +
           ", \"cpu_ns\": " + number(round.cpu_ns) + ", \"wait_ns\": " + number(round.wait_ns) +
           ", \"hand_offs\": " + number(round.hand_offs) + "}";
  }
  return out + "]}";
}

}  // namespace

std::string comparison_json(const Comparison& comparison) {
  std::string out = "{\n  \"script\": " + quoted(comparison.script) + ",\n  \"arguments\": [";
  for (std::size_t i = 0; i < comparison.arguments.size(); ++i) {
    if (i != 0) out += ", ";
    out += quoted(comparison.arguments[i]);
  }
  out += "],\n  \"rounds\": " + std::to_string(comparison.rounds) +
         ",\n  \"cores\": " + std::to_string(comparison.cores) +
         ",\n  \"same_output\": " + (comparison.output_note.empty() ? "true" : "false") +
         ",\n  \"cases\": [\n";
  for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
    out +=
        case_json(comparison.cases[i], comparison.swept) + (i + 1 < comparison.cases.size() ? ",\n" : "\n");
  }
  return out + "  ]\n}\n";
}

}  // namespace minipy::cli
