// import: finding modules, running them once, binding names.
//
// Two threads that import the same module get one: the first enters it in `importing` and runs it; the second
// waits until it is gone from there. A thread that would wait for a module whose importer waits, directly or
// through others, for a module of its own takes the half-made module instead, as CPython does. Waiting is
// detached, so the importer can run under the GIL too.
#include <string>

#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/code_cache.hpp"
#include "interpreter/vm/eval_support.hpp"
#include "interpreter/vm/module_finder.hpp"

namespace minipy::vm {

using objects::Dict;
using objects::kModule;
using objects::List;
using objects::Module;

namespace {

Value loaded(ThreadState& thread, const std::string& name) {
  const Value module = thread.interpreter.modules->get_str(intern(thread, name));
  return module;
}

// What the support module itself imports.
constexpr const char* kSupportBase = "_imp";

// The module that `load` left in sys.modules: it may have put something else in its own place.
Result<Value> what_is_loaded(ThreadState& thread, const std::string& name, Value module) {
  const Value result = loaded(thread, name);
  return result ? result : module;
}

Value sys_value(ThreadState& thread, const char* name) {
  if (thread.interpreter.sys == nullptr) return {};
  return thread.interpreter.sys->namespace_()->get_str(intern(thread, name));
}

Result<Value> load_builtin(ThreadState& thread, const std::string& name, ModuleInitialiser initialiser) {
  const Value module = MINIPY_TRY(initialiser(thread));
  thread.interpreter.modules->set_str(thread, intern(thread, name), module);
  if (const Value support = loaded(thread, kImportSupport); support && name != kSupportBase) {
    MINIPY_TRY(call_method(thread, support, intern(thread, "_describe_builtin"), {module}));
  }
  return module;
}

Result<Value> run_module(ThreadState& thread, const std::string& name, const FoundModule& found,
                         const std::string& parent) {
  Module* module = Module::create(thread, intern(thread, name));
  Dict* space = module->namespace_();
  const objects::Names& names = thread.names;
  space->set_str(thread, names.dunder_package, Str::create(thread, found.is_package ? name : parent));
  if (name != kImportSupport && thread.interpreter.find_embedded_module != nullptr) {
    MINIPY_TRY(describe_module(thread, space, name, found));
  }
  space->set_str(thread, names.dunder_builtins, loaded(thread, "builtins"));
  if (found.kind == FoundModule::Kind::kNamespace) {
    thread.interpreter.modules->set_str(thread, intern(thread, name), module);
    return Value(module);
  }
  thread.interpreter.modules->set_str(thread, intern(thread, name), module);
  const auto code = load_found(thread, found, space);
  if (!code.ok() || !run_code(thread, code.value()).ok()) {
    const Value exception = thread.take_exception();
    thread.interpreter.modules->pop_str(thread, intern(thread, name));
    return thread.reraise(exception);
  }
  return what_is_loaded(thread, name, module);
}

// One finder of sys.meta_path: our own two are done here, any other is asked for a spec. Empty: it does not
// know the module.
Result<Value> load_with(ThreadState& thread, Value finder, const std::string& name, Value path,
                        const std::string& parent) {
  const Value support = loaded(thread, kImportSupport);
  const auto is_own = [&](const char* own) {
    const auto value = find_attribute(thread, support, intern(thread, own));
    return value.ok() && value.value() == finder;
  };
  if (is_own("BuiltinImporter")) {
    const ModuleInitialiser initialiser =
        path.is_empty() ? thread.interpreter.find_builtin_module(name) : nullptr;
    return initialiser != nullptr ? load_builtin(thread, name, initialiser) : Value{};
  }
  const Value hooks = sys_value(thread, "path_hooks");
  const bool plain = !objects::is_list(hooks) || hooks.as<List>()->size() == 0;
  if (plain && is_own("PathFinder")) {
    const auto found = find_module(thread, name, path);
    return found ? run_module(thread, name, *found, parent) : Value{};
  }
  const Value find_spec = MINIPY_TRY(find_attribute(thread, finder, intern(thread, "find_spec")));
  if (!find_spec) return Value{};
  const Value spec = MINIPY_TRY(call(
      thread, find_spec, {Str::create(thread, name), path.is_empty() ? Value::none() : path, Value::none()}));
  if (spec.is_none()) return Value{};
  return call_method(thread, support, intern(thread, "_load"), {spec});
}

// Finds and runs a module that is not loaded; its parent package is.
Result<Value> load(ThreadState& thread, const std::string& name) {
  InterpreterState& interpreter = thread.interpreter;
  const std::size_t dot = name.rfind('.');
  const std::string parent = dot == std::string::npos ? "" : name.substr(0, dot);
  const Value finders = sys_value(thread, "meta_path");
  const bool is_list = objects::is_list(finders);
  const bool has_finders = is_list && finders.as<List>()->size() != 0;
  const bool has_support = interpreter.find_embedded_module != nullptr;
  // Modules in C++ need no more than themselves, and many a script no others.
  const bool alone =
      !has_support || (!has_finders && !loaded(thread, kImportSupport)) || name == kSupportBase;
  const ModuleInitialiser initialiser = alone ? interpreter.find_builtin_module(name) : nullptr;
  if (initialiser != nullptr) return load_builtin(thread, name, initialiser);
  if (!has_support || name == kImportSupport) {
    const auto found = find_module(thread, name, {});
    if (!found) return raise_module_not_found(thread, name);
    return run_module(thread, name, *found, parent);
  }
  MINIPY_TRY(import_module(thread, kImportSupport));
  Value path;
  if (!parent.empty()) {
    path = MINIPY_TRY(find_attribute(thread, loaded(thread, parent), thread.names.dunder_path));
    if (!path) return raise_module_not_found(thread, name, "; '" + parent + "' is not a package");
  }
  RootedValues ask(thread);
  if (is_list) {
    for (const Value finder : finders.as<List>()->snapshot(thread)) ask.push_back(finder);
  }
  for (std::size_t i = 0; i < ask.size(); ++i) {
    const Value module = MINIPY_TRY(load_with(thread, ask[i], name, path, parent));
    if (module) return module;
  }
  return raise_module_not_found(thread, name);
}

// Whether `owner` waits, directly or through other importers, for something `thread` is importing.
bool waits_for(const InterpreterState& interpreter, const ThreadState* owner, const ThreadState& thread)
    REQUIRES(interpreter.import_mutex) {
  for (std::size_t steps = 0; steps <= interpreter.importing.size(); ++steps) {
    if (owner == &thread) return true;
    if (owner->awaited_import == nullptr) return false;
    const ThreadState* next = nullptr;
    for (const auto& entry : interpreter.importing) {
      if (entry.name == *owner->awaited_import) next = entry.owner;
    }
    if (next == nullptr) return false;
    owner = next;
  }
  return false;
}

struct Wait {
  InterpreterState& interpreter;
  const std::string& name;
};

bool is_imported(void* context) {
  const auto& wait = *static_cast<Wait*>(context);
  const base::MutexLock guard(wait.interpreter.import_mutex);
  for (const auto& entry : wait.interpreter.importing) {
    if (entry.name == wait.name) return false;
  }
  return true;
}

enum class Turn : std::uint8_t { kMine, kWait, kPartial };

Turn take_turn(ThreadState& thread, const std::string& name) {
  InterpreterState& interpreter = thread.interpreter;
  const base::MutexLock guard(interpreter.import_mutex);
  for (const auto& entry : interpreter.importing) {
    if (entry.name != name) continue;
    if (waits_for(interpreter, entry.owner, thread)) return Turn::kPartial;
    thread.awaited_import = &name;
    return Turn::kWait;
  }
  interpreter.importing.push_back({name, &thread});
  return Turn::kMine;
}

void end_turn(ThreadState& thread, const std::string& name) {
  InterpreterState& interpreter = thread.interpreter;
  const base::MutexLock guard(interpreter.import_mutex);
  auto& entries = interpreter.importing;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].name == name && entries[i].owner == &thread) {
      entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }
}

void stop_waiting(ThreadState& thread) {
  const base::MutexLock guard(thread.interpreter.import_mutex);
  thread.awaited_import = nullptr;
}

// One module, by its full name; its parents are loaded.
Result<Value> import_one(ThreadState& thread, const std::string& name) {
  for (;;) {
    const Turn turn = take_turn(thread, name);
    const Value known = loaded(thread, name);
    if (turn == Turn::kWait) {
      Wait wait{thread.interpreter, name};
      thread.interpreter.hooks->wait_until(thread, "import", is_imported, &wait);
      stop_waiting(thread);
      MINIPY_TRY(checkpoint(thread));
      continue;
    }
    if (turn == Turn::kPartial) {
      if (known) return known;
      return raise_module_not_found(thread, name);
    }
    if (known) {
      end_turn(thread, name);
      if (known.is_none()) {
        const Raised raised = thread.raise(thread.types.ModuleNotFoundError,
                                           "import of %s halted; None in sys.modules", name.c_str());
        store_instance_attribute(thread, thread.exception().as_object(), thread.names.name,
                                 Str::create(thread, name));
        return raised;
      }
      return known;
    }
    const auto module = load(thread, name);
    end_turn(thread, name);
    if (!module.ok()) return Raised{};
    const std::size_t dot = name.rfind('.');
    if (dot != std::string::npos) {
      const Value parent = loaded(thread, name.substr(0, dot));
      if (parent)
        MINIPY_TRY(set_attribute(thread, parent, intern(thread, name.substr(dot + 1)), module.value()));
    }
    return module;
  }
}

// The absolute name of a relative import.
Result<std::string> absolute_name(ThreadState& thread, Dict* globals, const std::string& name,
                                  std::int64_t level) {
  std::string package;
  const Value given = globals->get_str(thread.names.dunder_package);
  if (objects::is_str(given)) {
    package = given.as<Str>()->utf8();
  } else if (const Value own = globals->get_str(thread.names.dunder_name); objects::is_str(own)) {
    package = own.as<Str>()->utf8();
    if (!globals->get_str(thread.names.dunder_path)) {
      const std::size_t dot = package.rfind('.');
      package = dot == std::string::npos ? "" : package.substr(0, dot);
    }
  }
  if (package.empty()) {
    return thread.raise(thread.types.ImportError, "attempted relative import with no known parent package");
  }
  for (std::int64_t i = 1; i < level; ++i) {
    const std::size_t dot = package.rfind('.');
    if (dot == std::string::npos) {
      return thread.raise(thread.types.ImportError, "attempted relative import beyond top-level package");
    }
    package.resize(dot);
  }
  return name.empty() ? package : package + "." + name;
}

}  // namespace

Result<objects::Code*> load_found(ThreadState& thread, const FoundModule& found, Dict* globals) {
  if (found.kind == FoundModule::Kind::kEmbedded) {
    return load_embedded_code(thread, found.file, found.text, globals);
  }
  return load_code(thread, found.file, found.in_library, globals);
}

Result<void> describe_module(ThreadState& thread, Dict* space, const std::string& name,
                             const FoundModule& found) {
  const Value support = MINIPY_TRY(import_module(thread, kImportSupport));
  const auto text = [&](const std::string& utf8) {
    return utf8.empty() ? Value::none() : Value(Str::create(thread, utf8));
  };
  Value portions = Value::none();
  if (found.is_package) {
    List* list = List::create(thread);
    for (const std::string& portion : found.portions) list->append(thread, text(portion));
    portions = list;
  }
  std::string cached;
  if (found.kind == FoundModule::Kind::kFile) cached = cache_path(thread, found.file, found.in_library);
  MINIPY_TRY(
      call_method(thread, support, intern(thread, "_describe"),
                  {Value(space), Str::create(thread, name), text(found.file), portions, text(cached)}));
  return Done{};
}

Result<Value> import_module(ThreadState& thread, std::string_view name) {
  Value module;
  for (std::size_t dot = 0; dot != std::string_view::npos;) {
    dot = name.find('.', dot == 0 ? 0 : dot + 1);
    const std::string part(name.substr(0, dot));
    const Value known = loaded(thread, part);
    // A module in sys.modules may still be on its way in another thread.
    const bool busy = [&] {
      const base::MutexLock guard(thread.interpreter.import_mutex);
      return !thread.interpreter.importing.empty();
    }();
    module = known && !known.is_none() && !busy ? known : MINIPY_TRY(import_one(thread, part));
  }
  return module;
}

Result<Value> import_by_name(ThreadState& thread, Dict* globals, Str* name, Value from_list,
                             std::int64_t level) {
  std::string absolute = name->utf8();
  if (level > 0) absolute = MINIPY_TRY(absolute_name(thread, globals, absolute, level));
  if (absolute.empty()) return thread.raise(thread.types.ValueError, "Empty module name");
  const Value module = MINIPY_TRY(import_module(thread, absolute));
  const bool has_list = from_list && !from_list.is_none() && MINIPY_TRY(truth(thread, from_list));
  if (!has_list) {
    if (level > 0) {
      // `from . import x` has a list; a bare relative import hands out the package it starts from.
      const std::size_t keep = name->length == 0 ? absolute.size() : absolute.size() - name->utf8().size();
      const std::size_t dot = absolute.find('.', keep);
      return import_module(thread, absolute.substr(0, dot));
    }
    return import_module(thread, absolute.substr(0, absolute.find('.')));
  }
  if (!objects::has_kind(module, kModule)) return module;
  if (!module.as<Module>()->namespace_()->get_str(thread.names.dunder_path)) return module;
  RootedValues wanted(thread);
  MINIPY_TRY(collect(thread, from_list, wanted));
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (!objects::is_str(wanted[i])) continue;
    Str* item = thread.intern_table.intern(thread, wanted[i].as<Str>());
    if (item->utf8() == "*" || MINIPY_TRY(find_attribute(thread, module, item))) continue;
    const std::string full = absolute + "." + item->utf8();
    const auto submodule = import_module(thread, full);
    if (submodule.ok()) continue;
    // No such submodule: `from` itself will say what is missing.
    if (!thread.exception_is(thread.types.ModuleNotFoundError)) return Raised{};
    const Value missing = instance_attribute(thread, thread.exception().as_object(), thread.names.name);
    if (!objects::is_str(missing) || missing.as<Str>()->utf8() != full) return Raised{};
    static_cast<void>(thread.take_exception());
  }
  return module;
}

Result<Value> import_name(ThreadState& thread, Frame* frame, Str* name, Value from_list, Value level) {
  const objects::Code* code = frame->code;
  const Value importer = code->builtins->get_str(thread.names.dunder_import);
  if (!importer) return thread.raise(thread.types.ImportError, "__import__ not found");
  if (importer == thread.interpreter.import_function) {
    return import_by_name(thread, code->globals, name, from_list, level.is_int() ? level.as_int() : 0);
  }
  const Value locals = frame->locals ? frame->locals : Value::none();
  return call(thread, importer, {name, code->globals, locals, from_list, level});
}

Result<Value> import_from(ThreadState& thread, Value module, Str* name) {
  const Value found = MINIPY_TRY(find_attribute(thread, module, name));
  if (found) return found;
  std::string module_name = "<unknown module name>";
  std::string place = " (unknown location)";
  if (objects::has_kind(module, kModule)) {
    Dict* space = module.as<Module>()->namespace_();
    const Value own = space->get_str(thread.names.dunder_name);
    if (objects::is_str(own)) {
      module_name = own.as<Str>()->utf8();
      const Value submodule = loaded(thread, module_name + "." + name->utf8());
      if (submodule) return submodule;
    }
    const Value file = space->get_str(thread.names.dunder_file);
    if (objects::is_str(file)) place = " (" + file.as<Str>()->utf8() + ")";
  }
  const bool partial = [&] {
    const base::MutexLock guard(thread.interpreter.import_mutex);
    for (const auto& entry : thread.interpreter.importing) {
      if (entry.name == module_name) return true;
    }
    return false;
  }();
  const Raised raised =
      partial
          ? thread.raise(thread.types.ImportError,
                         "cannot import name '%S' from partially initialized module '%s' (most likely due to "
                         "a circular import)%s",
                         name, module_name.c_str(), place.c_str())
          : thread.raise(thread.types.ImportError, "cannot import name '%S' from '%s'%s", name,
                         module_name.c_str(), place.c_str());
  const Value exception = thread.exception();
  if (objects::is_exception(exception)) {
    store_instance_attribute(thread, exception.as_object(), thread.names.name,
                             Str::create(thread, module_name));
  }
  return raised;
}

Result<void> import_star(ThreadState& thread, Frame* frame, Value module) {
  const Value all = MINIPY_TRY(find_attribute(thread, module, thread.names.dunder_all));
  RootedValues names(thread);
  if (all) {
    MINIPY_TRY(collect(thread, all, names));
  } else {
    const Value space = MINIPY_TRY(attribute_dict(thread, module));
    if (!space)
      return thread.raise(thread.types.ImportError, "from-import-* object has no __dict__ and no __all__");
    for (const auto& [key, value] : space.as<Dict>()->snapshot(thread)) {
      if (objects::is_str(key) && (key.as<Str>()->length == 0 || key.as<Str>()->at(0) != '_'))
        names.push_back(key);
    }
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!objects::is_str(names[i])) {
      return thread.raise(thread.types.TypeError, "Item in __all__ must be str, not %T", names[i]);
    }
    Str* name = thread.intern_table.intern(thread, names[i].as<Str>());
    MINIPY_TRY(store_name(thread, frame, name, MINIPY_TRY(get_attribute(thread, module, name))));
  }
  return Done{};
}

}  // namespace minipy::vm
