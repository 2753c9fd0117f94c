#include "runtime/cli/measures_file.hpp"

#include <minipy/interpreter.hpp>

#include <fstream>

namespace minipy::cli {

bool write_measures(const std::string& path, const Interpreter& interpreter) {
  const Measures measures = interpreter.measures();
  std::ofstream file(path, std::ios::trunc);
  file << measures.wait_ns << ' ' << measures.hand_offs << " end\n";
  file.close();
  return !file.fail();
}

bool read_measures(const std::string& path, Round& round) {
  std::ifstream file(path);
  std::string end;
  file >> round.wait_ns >> round.hand_offs >> end;
  return end == "end";
}

}  // namespace minipy::cli
