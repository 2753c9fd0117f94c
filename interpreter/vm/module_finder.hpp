#pragma once

#include <optional>
#include <string>
#include <vector>

#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

/// How the embedded library is spelled in `sys.path`, and as a folder in file names.
inline constexpr const char* kEmbeddedLibrary = "<minipy>";

/// Where the code of a module is.
struct FoundModule {
  enum class Kind : std::uint8_t { kFile, kEmbedded, kNamespace };
  Kind kind = Kind::kFile;
  std::string file;                   ///< "" for a namespace package
  std::vector<std::string> portions;  ///< __path__ of a package
  bool is_package = false;
  bool in_library = false;  ///< of an installed CPython
  std::string_view text;    ///< of an embedded module
};

/// Looks for a module along `path` (a list; empty: `sys.path`): in the folders it names, and where it says
/// `<minipy>` in the embedded library. What nobody has makes it look for CPython's library, once, which then
/// stands behind `<minipy>` in `sys.path`. Attached; detaches while it looks. No user code runs.
std::optional<FoundModule> find_module(ThreadState& thread, const std::string& name, Value path);

/// Whether a file or folder is part of the library of CPython that was found, if one was. Any thread.
bool is_in_library(InterpreterState& interpreter, const std::string& path);

/// The code of a module that was found, not a namespace package's; SyntaxError, OSError. Attached.
Result<objects::Code*> load_found(ThreadState& thread, const FoundModule& found, objects::Dict* globals);

/// Puts `__spec__`, `__loader__`, `__file__`, `__path__` and `__cached__` into a module's namespace.
/// Attached.
Result<void> describe_module(ThreadState& thread, objects::Dict* space, const std::string& name,
                             const FoundModule& found);

/// The embedded module with the classes that Python code sees of the import system.
inline constexpr const char* kImportSupport = "_frozen_importlib";

/// Why there is no module of that name: with advice when it is one of the standard library.
Raised raise_module_not_found(ThreadState& thread, const std::string& name, const std::string& reason = "");

}  // namespace minipy::vm
