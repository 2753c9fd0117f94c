#include "interpreter/vm/module_finder.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "interpreter/base/file.hpp"
#include "interpreter/vm/eval_support.hpp"
#include "interpreter/vm/standard_modules.hpp"

namespace minipy::vm {

using objects::List;

namespace {

constexpr std::string_view kEmbedded = kEmbeddedLibrary;

bool is_embedded(const std::string& entry) {
  return entry.compare(0, kEmbedded.size(), kEmbedded) == 0 &&
         (entry.size() == kEmbedded.size() || entry[kEmbedded.size()] == '/');
}

std::vector<std::string> entries_of(ThreadState& thread, Value path) {
  std::vector<std::string> entries;
  if (objects::is_list(path)) {
    for (const Value entry : path.as<List>()->snapshot(thread)) {
      if (objects::is_str(entry)) entries.push_back(entry.as<Str>()->utf8());
    }
  }
  return entries;
}

// "<minipy>/a/b" and "c" make "a.b.c".
std::string embedded_name(const std::string& entry, const std::string& leaf) {
  std::string name;
  if (entry.size() > kEmbedded.size()) name = entry.substr(kEmbedded.size() + 1) + ".";
  for (char& c : name) c = c == '/' ? '.' : c;
  return name + leaf;
}

bool find_embedded(const InterpreterState& interpreter, const std::string& entry, const std::string& leaf,
                   FoundModule& found) {
  if (interpreter.find_embedded_module == nullptr) return false;
  const auto embedded = interpreter.find_embedded_module(embedded_name(entry, leaf));
  if (!embedded) return false;
  const std::string base = entry + "/" + leaf;
  found.kind = FoundModule::Kind::kEmbedded;
  found.text = embedded->text;
  found.is_package = embedded->is_package;
  found.file = base + (embedded->is_package ? "/__init__.py" : ".py");
  if (found.is_package) found.portions = {base};
  return true;
}

// A package or a module. A plain folder is remembered: it is part of a namespace package if nothing better
// comes.
bool find_in(const std::string& directory, const std::string& leaf, FoundModule& found) {
  const std::string base = directory.empty() ? leaf : directory + (directory.back() == '/' ? "" : "/") + leaf;
  const bool is_directory = base::is_directory(base);
  if (is_directory && base::stamp_of(base + "/__init__.py")) {
    found.file = base + "/__init__.py";
    found.is_package = true;
    found.portions = {base};
    return true;
  }
  if (base::stamp_of(base + ".py")) {
    found.file = base + ".py";
    return true;
  }
  if (is_directory) found.portions.push_back(base);
  return false;
}

// The current directory may change; what is found in it keeps its name, as in CPython.
std::string absolute(const std::string& entry) {
  if (!entry.empty() && entry[0] == '/') return entry;
  char* current = getcwd(nullptr, 0);
  std::string result = current != nullptr ? current : ".";
  std::free(current);
  return entry.empty() ? result : result + "/" + entry;
}

std::string library_if_known(InterpreterState& interpreter) {
  const base::MutexLock guard(interpreter.import_mutex);
  return interpreter.library.value_or("");
}

bool is_below(const std::string& directory, const std::string& library) {
  return !library.empty() && directory.compare(0, library.size(), library) == 0 &&
         (directory.size() == library.size() || directory[library.size()] == '/');
}

bool find_along(ThreadState& thread, const std::vector<std::string>& entries, const std::string& leaf,
                FoundModule& found) {
  const std::string library = library_if_known(thread.interpreter);
  const Detached detached(thread, "import");
  for (const std::string& entry : entries) {
    if (is_embedded(entry)) {
      if (find_embedded(thread.interpreter, entry, leaf, found)) return true;
      continue;
    }
    const std::string directory = absolute(entry);
    if (find_in(directory, leaf, found)) {
      found.in_library = is_below(directory, library);
      return true;
    }
  }
  return false;
}

// Looks for CPython's library, unless somebody did, and enters it into sys.path.
void locate_library(ThreadState& thread) {
  InterpreterState& interpreter = thread.interpreter;
  if (interpreter.find_library == nullptr) return;
  {
    const base::MutexLock guard(interpreter.import_mutex);
    if (interpreter.library) return;
  }
  std::string library;
  {
    const Detached detached(thread, "import");
    library = interpreter.find_library(interpreter);
  }
  {
    const base::MutexLock guard(interpreter.import_mutex);
    if (interpreter.library) return;  // another thread was faster
    interpreter.library = library;
  }
  if (library.empty() || interpreter.sys == nullptr) return;
  const Value path = interpreter.sys->namespace_()->get_str(thread.names.path);
  if (objects::is_list(path)) {
    const auto entries = entries_of(thread, path);
    std::size_t at = 0;
    while (at < entries.size() && entries[at] != kEmbedded) ++at;
    path.as<List>()->insert(thread, static_cast<std::int64_t>(std::min(at + 1, entries.size())),
                            Str::create(thread, library));
  }
}

// Modules that CPython does not have on this system either.
bool is_of_another_system(std::string_view name) {
  constexpr std::string_view kNames[] = {"_msi",   "_overlapped", "_scproxy", "_winapi", "msilib",
                                         "msvcrt", "nt",          "winreg",   "winsound"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

// CPython has these before a script begins, so that a file of the name beside the script is not found.
bool is_there_before_scripts(std::string_view name) {
  constexpr std::string_view kNames[] = {"_collections_abc", "abc", "codecs", "io", "os", "posixpath"};
  return std::find(std::begin(kNames), std::end(kNames), name) != std::end(kNames);
}

}  // namespace

std::optional<FoundModule> find_module(ThreadState& thread, const std::string& name, Value path) {
  InterpreterState& interpreter = thread.interpreter;
  const std::size_t dot = name.rfind('.');
  const std::string leaf = dot == std::string::npos ? name : name.substr(dot + 1);
  const bool top_level = path.is_empty() || path.is_none();
  if (top_level && interpreter.sys != nullptr)
    path = interpreter.sys->namespace_()->get_str(thread.names.path);
  std::vector<std::string> entries = entries_of(thread, path);
  if (top_level && std::find(entries.begin(), entries.end(), kEmbedded) == entries.end()) {
    entries.emplace_back(kEmbedded);  // what is part of the program is there, whatever sys.path says
  }
  FoundModule found;
  if (top_level && is_there_before_scripts(name) &&
      find_embedded(interpreter, std::string(kEmbedded), leaf, found)) {
    return found;
  }
  if (find_along(thread, entries, leaf, found)) return found;
  // A package of ours may leave modules to the library's package of the same name.
  locate_library(thread);
  const std::string library = library_if_known(interpreter);
  if (!library.empty()) {
    std::vector<std::string> more;
    if (top_level) {
      // Not among the entries: found just now, or a script has made itself another sys.path.
      if (std::find(entries.begin(), entries.end(), library) == entries.end()) more.push_back(library);
    } else {
      for (const std::string& entry : entries) {
        if (is_embedded(entry)) more.push_back(library + entry.substr(kEmbedded.size()));
      }
    }
    FoundModule other;
    if (!more.empty() && find_along(thread, more, leaf, other)) return other;
  }
  if (found.portions.empty()) return std::nullopt;
  found.kind = FoundModule::Kind::kNamespace;
  found.is_package = true;
  return found;
}

bool is_in_library(InterpreterState& interpreter, const std::string& path) {
  return is_below(path, library_if_known(interpreter));
}

Raised raise_module_not_found(ThreadState& thread, const std::string& name, const std::string& reason) {
  std::string advice;
  if (reason.empty() && is_standard_module(name) && !is_of_another_system(name)) {
    advice = library_if_known(thread.interpreter).empty()
                 ? ". It is in the standard library of CPython, which is not installed here: apt install "
                   "libpython3-stdlib, or name its directory with --stdlib or MINIPY_STDLIB"
                 : ". CPython has it as a library in C: not supported";
  }
  const Raised raised = thread.raise(thread.types.ModuleNotFoundError, "No module named '%s'%s%s",
                                     name.c_str(), reason.c_str(), advice.c_str());
  const Value exception = thread.exception();
  if (objects::is_exception(exception)) {
    store_instance_attribute(thread, exception.as_object(), thread.names.name, Str::create(thread, name));
  }
  return raised;
}

}  // namespace minipy::vm
