#include "runtime/embed/program.hpp"

#include <cstdio>
#include <optional>

#include "interpreter/objects/function.hpp"
#include "interpreter/objects/list.hpp"
#include "interpreter/vm/module_finder.hpp"
#include "interpreter/vm/protocols.hpp"
#include "interpreter/vm/source_encoding.hpp"

namespace minipy::embed {

using objects::Dict;
using objects::Exception;
using objects::Module;
using objects::Str;
using vm::ThreadState;
using vm::Value;

namespace {

Value sys_value(ThreadState& thread, Str* name) {
  return thread.interpreter.sys->namespace_()->get_str(name);
}

void flush_stream(ThreadState& thread, Str* name) {
  const Value stream = sys_value(thread, name);
  if (stream.is_empty() || stream.is_none()) return;
  if (!vm::call_method(thread, stream, thread.names.flush, {}).ok()) thread.take_exception();
}

}  // namespace

void write_error(ThreadState& thread, const std::string& text) {
  const Value stream = sys_value(thread, thread.names.stderr_);
  if (!stream.is_empty() && !stream.is_none() &&
      vm::call_method(thread, stream, thread.names.write, {Str::create(thread, text)}).ok()) {
    return;
  }
  if (thread.has_exception()) thread.take_exception();
  std::fputs(text.c_str(), stderr);
}

namespace {

// What `sys.exit(...)` means: nothing or None is 0, an integer is itself, anything else is shown and is 1.
int status_of_exit(ThreadState& thread, Value exception) {
  auto code = vm::find_attribute(thread, exception, thread.names.code);
  if (!code.ok()) {
    thread.take_exception();
    return 1;
  }
  const Value value = code.value();
  if (value.is_empty() || value.is_none()) return 0;
  if (value.is_bool()) return value.is_true() ? 1 : 0;
  if (value.is_int()) return static_cast<int>(value.as_int());
  if (vm::instance_of(thread, value, thread.types.int_)) {
    auto number = vm::index_int64(thread, value);
    if (number.ok()) return static_cast<int>(number.value());
    thread.take_exception();
    return -1;  // as CPython for what does not fit
  }
  auto text = vm::str(thread, value);
  if (text.ok()) {
    write_error(thread, text.value()->utf8() + "\n");
  } else {
    thread.take_exception();
  }
  return 1;
}

// Through sys.excepthook, as CPython does; a hook that fails is told too.
void show_uncaught(ThreadState& thread, Value exception) {
  const Value hook = sys_value(thread, thread.names.excepthook);
  if (hook.is_empty() || hook.is_none()) {
    write_error(thread, "sys.excepthook is missing\n" + vm::format_exception(thread, exception));
    return;
  }
  const Value type = vm::get_attribute(thread, exception, thread.names.dunder_class).release_value();
  Value traceback = exception.as<Exception>()->traceback.load();
  if (traceback.is_empty()) traceback = Value::none();
  if (vm::call(thread, hook, {type, exception, traceback}).ok()) return;
  const Value failure = thread.take_exception();
  write_error(thread, "Error in sys.excepthook:\n" + vm::format_exception(thread, failure) +
                          "\nOriginal exception was:\n" + vm::format_exception(thread, exception));
}

ProgramEnd end_with(ThreadState& thread, bool stays) {
  ProgramEnd end;
  const Value exception = thread.take_exception();
  flush_stream(thread, thread.names.stdout_);
  if (!stays && vm::instance_of(thread, exception, thread.types.SystemExit)) {
    end.status = status_of_exit(thread, exception);
    return end;
  }
  end.interrupted = vm::instance_of(thread, exception, thread.types.KeyboardInterrupt);
  end.status = end.interrupted ? 130 : 1;
  show_uncaught(thread, exception);
  flush_stream(thread, thread.names.stderr_);
  return end;
}

}  // namespace

ProgramEnd end_with_exception(ThreadState& thread) { return end_with(thread, false); }

void create_main_module(ThreadState& thread) {
  Module* module = Module::create(thread, thread.names.dunder_main);
  Dict* space = module->namespace_();
  for (Str* name : {thread.names.dunder_doc, thread.names.dunder_package, thread.names.dunder_loader,
                    thread.names.dunder_spec}) {
    space->set_str(thread, name, Value::none());
  }
  thread.interpreter.modules->set_str(thread, thread.names.dunder_main, module);
  const Value builtins = thread.interpreter.modules->get_str(thread.names.builtins);
  if (!builtins.is_empty()) space->set_str(thread, thread.names.dunder_builtins, builtins);
}

ProgramEnd run_main(ThreadState& thread, const std::string& file, bool is_file, std::string text,
                    bool stays) {
  Dict* space = thread.interpreter.modules->get_str(thread.names.dunder_main).as<Module>()->namespace_();
  if (is_file) {
    space->set_str(thread, thread.names.dunder_file, Str::create(thread, file));
    space->set_str(thread, vm::intern(thread, "__cached__"), Value::none());
  }
  auto decoded = is_file ? vm::decode_source(thread, file, std::move(text)) : std::move(text);
  if (!decoded.ok()) return end_with(thread, stays);
  const auto code =
      vm::compile_source(thread, file, decoded.release_value(), vm::CompileMode::kModule, space);
  if (code.ok() && vm::run_code(thread, code.value()).ok()) return {};
  return end_with(thread, stays);
}

namespace {

// The module to run: of a package its __main__. Imports its parents. Nothing, with an exception pending or
// not.
struct MainModule {
  std::string name;
  vm::FoundModule found;
};

Result<std::optional<vm::FoundModule>> find_main(ThreadState& thread, const std::string& name) {
  const std::size_t dot = name.rfind('.');
  Value path;
  if (dot != std::string::npos) {
    const Value parent = MINIPY_TRY(vm::import_module(thread, name.substr(0, dot)));
    path = MINIPY_TRY(vm::find_attribute(thread, parent, thread.names.dunder_path));
    if (!path) return std::optional<vm::FoundModule>{};
  }
  return vm::find_module(thread, name, path);
}

// What CPython says in one line, and exits with 1.
ProgramEnd refuse(const std::string& why) {
  std::fprintf(stderr, "minipy: %s\n", why.c_str());
  ProgramEnd end;
  end.status = 1;
  return end;
}

Result<void> run_found(ThreadState& thread, const MainModule& main) {
  Dict* space = thread.interpreter.modules->get_str(thread.names.dunder_main).as<Module>()->namespace_();
  MINIPY_TRY(vm::describe_module(thread, space, main.name, main.found));
  const std::size_t dot = main.name.rfind('.');
  space->set_str(thread, thread.names.dunder_package,
                 Str::create(thread, dot == std::string::npos ? "" : main.name.substr(0, dot)));
  const Value argv = sys_value(thread, vm::intern(thread, "argv"));
  if (objects::is_list(argv) && argv.as<objects::List>()->size() > 0) {
    MINIPY_TRY(vm::set_item(thread, argv, Value::from_int(0), Str::create(thread, main.found.file)));
  }
  objects::Code* code = MINIPY_TRY(vm::load_found(thread, main.found, space));
  MINIPY_TRY(vm::run_code(thread, code));
  return Done{};
}

}  // namespace

ProgramEnd run_main_module(ThreadState& thread, const std::string& name) {
  MainModule main{name, {}};
  if (thread.interpreter.find_builtin_module(name) != nullptr) {
    return refuse("No code object available for " + name);
  }
  for (const bool in_package : {false, true}) {
    auto found = find_main(thread, main.name);
    if (!found.ok()) {
      // The parent that is missing is what there is to say; whatever else went wrong in it is shown.
      if (!thread.exception_is(thread.types.ModuleNotFoundError)) return end_with_exception(thread);
      auto why = vm::str(thread, thread.take_exception());
      const std::string text = why.ok() ? why.value()->utf8() : "";
      return refuse("Error while finding module specification for '" + main.name +
                    "' (ModuleNotFoundError: " + text + ")");
    }
    if (!found.value()) {
      if (in_package) {
        return refuse("No module named " + main.name + "; '" + name +
                      "' is a package and cannot be directly executed");
      }
      static_cast<void>(vm::raise_module_not_found(thread, main.name));
      auto why = vm::str(thread, thread.take_exception());
      const std::string text = why.ok() ? why.value()->utf8() : "";
      const std::size_t advice = text.find("'. ");  // of the standard library, which is not there
      return refuse("No module named " + main.name +
                    (advice == std::string::npos ? "" : text.substr(advice + 1)));
    }
    main.found = std::move(*found.value());
    if (!main.found.is_package) break;
    // As runpy: the package itself runs first.
    if (auto package = vm::import_module(thread, name); !package.ok()) return end_with_exception(thread);
    main.name = name + ".__main__";
  }
  if (!run_found(thread, main).ok()) return end_with_exception(thread);
  return {};
}

void flush_streams(ThreadState& thread) {
  flush_stream(thread, thread.names.stdout_);
  flush_stream(thread, thread.names.stderr_);
}

}  // namespace minipy::embed
