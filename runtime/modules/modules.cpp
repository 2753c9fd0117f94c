#include "runtime/modules/modules.hpp"

#include "runtime/modules/embedded_stdlib.hpp"
#include "runtime/modules/library.hpp"

namespace minipy::modules {

namespace {

std::optional<vm::EmbeddedModule> find_embedded(std::string_view name) {
  const auto text = embedded_module(name);
  if (!text) return std::nullopt;
  return vm::EmbeddedModule{*text, embedded_module_is_package(name)};
}

std::string find_library(vm::InterpreterState& interpreter) {
  return interpreter.chosen_library.empty() ? find_installed_library() : interpreter.chosen_library;
}

}  // namespace

void register_all(vm::InterpreterState& interpreter) {
  interpreter.find_embedded_module = find_embedded;
  interpreter.find_library = find_library;
  interpreter.library_cache = library_cache_directory();
  interpreter.add_builtin_module("_abc", make_abc);
  interpreter.add_builtin_module("_collections", make_collections);
  interpreter.add_builtin_module("_dis", make_dis);
  interpreter.add_builtin_module("_functools", make_functools);
  interpreter.add_builtin_module("_gil", make_gil);
  interpreter.add_builtin_module("_hashes", make_hashes);
  interpreter.add_builtin_module("_imp", make_imp);
  interpreter.add_builtin_module("_io", make_io);
  interpreter.add_builtin_module("_json", make_json);
  interpreter.add_builtin_module("_operator", make_operator);
  interpreter.add_builtin_module("_posixsubprocess", make_posixsubprocess);
  interpreter.add_builtin_module("_queue", make_queue);
  interpreter.add_builtin_module("_random", make_random);
  interpreter.add_builtin_module("_regex", make_regex);
  interpreter.add_builtin_module("_select", make_select);
  interpreter.add_builtin_module("_socket", make_socket);
  interpreter.add_builtin_module("_signal", make_signal);
  interpreter.add_builtin_module("_struct", make_struct);
  interpreter.add_builtin_module("_thread", make_thread);
  interpreter.add_builtin_module("_warnings", make_warnings);
  interpreter.add_builtin_module("_weakref", make_weakref);
  interpreter.add_builtin_module("array", make_array);
  interpreter.add_builtin_module("atexit", make_atexit);
  interpreter.add_builtin_module("cmath", make_cmath);
  interpreter.add_builtin_module("binascii", make_binascii);
  interpreter.add_builtin_module("errno", make_errno);
  interpreter.add_builtin_module("gc", make_gc);
  interpreter.add_builtin_module("itertools", make_itertools);
  interpreter.add_builtin_module("math", make_math);
  interpreter.add_builtin_module("posix", make_posix);
  interpreter.add_builtin_module("time", make_time);
  interpreter.add_builtin_module("unicodedata", make_unicodedata);
}

}  // namespace minipy::modules
