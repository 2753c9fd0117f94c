// The module `_imp`: what the Python half of the import system asks the machine.

#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/function.hpp"
#include "interpreter/vm/code_cache.hpp"
#include "interpreter/vm/module_finder.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

Value text_or_none(ThreadState& thread, const std::string& text) {
  return text.empty() ? Value::none() : make_str(thread, text);
}

/// find_module(name, path or None) -> None, or (file or None, list of portions or None, cache file or None).
Result<Value> find(ThreadState& thread, const Arguments& arguments) {
  const std::string name = MINIPY_TRY(text_argument(thread, arguments[0], "name"));
  Value path = arguments[1];
  if (!path.is_none() && !objects::is_list(path)) path = MINIPY_TRY(vm::to_list(thread, path));
  const auto found = vm::find_module(thread, name, path);
  if (!found) return Value::none();
  Value portions = Value::none();
  if (found->is_package) {
    List* list = List::create(thread);
    for (const std::string& portion : found->portions) list->append(thread, make_str(thread, portion));
    portions = list;
  }
  std::string cached;
  if (found->kind == vm::FoundModule::Kind::kFile) {
    cached = vm::cache_path(thread, found->file, found->in_library);
  }
  return make_tuple(thread, {text_or_none(thread, found->file), portions, text_or_none(thread, cached)});
}

// "<minipy>/a/b.py" and "<minipy>/a/__init__.py" as the modules they are.
std::optional<vm::EmbeddedModule> embedded(const ThreadState& thread, std::string file) {
  const std::string prefix = std::string(vm::kEmbeddedLibrary) + "/";
  const std::string suffix = ".py";
  if (file.compare(0, prefix.size(), prefix) != 0 || file.size() < prefix.size() + suffix.size())
    return std::nullopt;
  file = file.substr(prefix.size(), file.size() - prefix.size() - suffix.size());
  const std::string package = "/__init__";
  if (file.size() > package.size() &&
      file.compare(file.size() - package.size(), package.size(), package) == 0) {
    file.resize(file.size() - package.size());
  }
  for (char& c : file) c = c == '/' ? '.' : c;
  return thread.interpreter.find_embedded_module(file);
}

/// embedded_source(file) -> its text as bytes, or None when the file is not part of the program.
Result<Value> embedded_source(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[0])) return Value::none();
  const auto found = embedded(thread, arguments[0].as<Str>()->utf8());
  return found ? Value(objects::Bytes::create(thread, found->text)) : Value::none();
}

/// load_code(file) -> the code of a source file, out of the cache where that may be.
Result<Value> load_code(ThreadState& thread, const Arguments& arguments) {
  const std::string file = MINIPY_TRY(path_argument(thread, arguments[0], "load_code"));
  Dict* globals = Dict::create(thread);
  vm::FoundModule found;
  found.file = file;
  found.in_library = vm::is_in_library(thread.interpreter, file);
  if (const auto inside = embedded(thread, file)) {
    found.kind = vm::FoundModule::Kind::kEmbedded;
    found.text = inside->text;
  }
  return Value(MINIPY_TRY(vm::load_found(thread, found, globals)));
}

/// cache_path(file) -> where its compiled form is kept, or None.
Result<Value> cache_path(ThreadState& thread, const Arguments& arguments) {
  const std::string file = MINIPY_TRY(path_argument(thread, arguments[0], "cache_path"));
  if (embedded(thread, file)) return Value::none();
  return text_or_none(thread, vm::cache_path(thread, file, vm::is_in_library(thread.interpreter, file)));
}

Result<Value> is_builtin(ThreadState& thread, const Arguments& arguments) {
  const std::string name = MINIPY_TRY(text_argument(thread, arguments[0], "name"));
  const bool is_made = name == "sys" || name == "builtins";
  return Value::from_int(is_made ? -1 : thread.interpreter.find_builtin_module(name) != nullptr ? 1 : 0);
}

Result<Value> create_builtin(ThreadState& thread, const Arguments& arguments) {
  const Value name = MINIPY_TRY(vm::get_attribute(thread, arguments[0], thread.names.name));
  return vm::import_module(thread, MINIPY_TRY(text_argument(thread, name, "name")));
}

Result<Value> magic_number(ThreadState& thread, const Arguments&) {
  const std::uint64_t number = vm::cache_fingerprint();
  return Value(objects::Bytes::create(thread, std::string_view(reinterpret_cast<const char*>(&number), 4)));
}

Result<Value> nothing(ThreadState&, const Arguments&) { return Value::none(); }
Result<Value> no(ThreadState&, const Arguments&) { return Value::false_(); }
Result<Value> no_suffixes(ThreadState& thread, const Arguments&) { return Value(List::create(thread)); }

const NativeDefinition kFunctions[] = {
    {"find_module", find, "name, path, /"},
    {"embedded_source", embedded_source, "file, /"},
    {"load_code", load_code, "file, /"},
    {"cache_path", cache_path, "file, /"},
    {"is_builtin", is_builtin, "name, /"},
    {"is_frozen", no, "name, /"},
    {"create_builtin", create_builtin, "spec, /"},
    {"magic_number", magic_number, ""},
    {"acquire_lock", nothing, ""},
    {"release_lock", nothing, ""},
    {"lock_held", no, ""},
    {"_override_frozen_modules_for_tests", nothing, "override, /"},  // nothing is frozen
    {"extension_suffixes", no_suffixes, ""},
};

}  // namespace

Result<Value> make_imp(ThreadState& thread) {
  Module* module = new_module(thread, "_imp");
  builtins::add_functions(thread, module, kFunctions);
  return Value(module);
}

}  // namespace minipy::modules
