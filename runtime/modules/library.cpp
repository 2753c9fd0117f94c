#include "runtime/modules/library.hpp"

#include <cstdlib>
#include <string_view>
#include <vector>

#include "interpreter/base/file.hpp"

namespace minipy::modules {

namespace {

std::vector<std::string> prefixes() {
  std::vector<std::string> found = {"/usr", "/usr/local"};
  const char* variable = std::getenv("PATH");
  std::string_view rest = variable != nullptr ? variable : "";
  constexpr std::string_view kPrograms = "/bin";
  while (!rest.empty()) {
    const std::string_view entry = rest.substr(0, rest.find(':'));
    rest.remove_prefix(std::min(rest.size(), entry.size() + 1));
    const bool fits = entry.size() > kPrograms.size() && entry[0] == '/' &&
                      entry.substr(entry.size() - kPrograms.size()) == kPrograms;
    if (fits) found.emplace_back(entry.substr(0, entry.size() - kPrograms.size()));
  }
  return found;
}

std::string absolute_variable(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && value[0] == '/' ? value : "";
}

}  // namespace

bool is_library(const std::string& directory) {
  return base::stamp_of(directory + "/os.py") && base::stamp_of(directory + "/argparse.py");
}

std::string find_installed_library() {
  const std::vector<std::string> places = prefixes();
  for (const char* version : {"3.11", "3.12", "3.13"}) {
    for (const std::string& prefix : places) {
      std::string directory = prefix + "/lib/python" + version;
      if (is_library(directory)) return directory;
    }
  }
  return "";
}

std::string library_cache_directory() {
  if (const std::string cache = absolute_variable("XDG_CACHE_HOME"); !cache.empty()) return cache + "/minipy";
  if (const std::string home = absolute_variable("HOME"); !home.empty()) return home + "/.cache/minipy";
  return "";
}

}  // namespace minipy::modules
