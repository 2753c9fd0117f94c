// The module `atexit`, and everything else that runs when a program ends.

#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/file.hpp"
#include "runtime/modules/modules.hpp"

namespace minipy::modules {
namespace {

const char kFunctionsKey = 0;

/// The functions registered: a list of tuples (function, positional arguments, keyword names, keyword
/// values).
List* registered(ThreadState& thread) {
  Slot& slot = thread.interpreter.state_slot(&kFunctionsKey);
  if (slot.load().is_empty()) slot.store(List::create(thread));
  return slot.load_as<List>();
}

/// Prints the pending exception as one that nobody can catch any more.
void report(ThreadState& thread, const std::string& what, Value object) {
  const Value exception = thread.take_exception();
  auto shown = vm::repr(thread, object);
  if (!shown.ok()) thread.take_exception();
  write_stderr(thread, what + ": " + (shown.ok() ? shown.value()->utf8() : "?") + "\n" +
                           vm::format_exception(thread, exception));
}

Result<Value> atexit_register(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count < 1) {
    return thread.raise(thread.types.TypeError, "register() takes at least 1 argument (0 given)");
  }
  if (!vm::is_callable(thread, arguments[0])) {
    return thread.raise(thread.types.TypeError, "the first argument must be callable");
  }
  const std::uint32_t keywords = arguments.keyword_count();
  registered(thread)->append(
      thread,
      make_tuple(thread,
                 {arguments[0], Value(Tuple::create(thread, {arguments.values + 1, arguments.count - 1})),
                  Value(keywords == 0 ? Tuple::create(thread, {})
                                      : Tuple::create(thread, arguments.keywords->values())),
                  Value(Tuple::create(thread, {arguments.values + arguments.count, keywords}))}));
  return arguments[0];
}

Result<Value> atexit_unregister(ThreadState& thread, const Arguments& arguments) {
  List* functions = registered(thread);
  for (std::int64_t i = functions->size() - 1; i >= 0; --i) {
    const Value row = functions->get(i);
    if (row.is_empty()) continue;
    if (MINIPY_TRY(vm::equal(thread, row.as<Tuple>()->items[0], arguments[0]))) functions->pop(thread, i);
  }
  return Value::none();
}

void run_registered(ThreadState& thread) {
  List* functions = registered(thread);
  while (true) {
    const Value row = functions->pop_last(thread);
    if (row.is_empty()) return;
    const Tuple* call = row.as<Tuple>();
    vm::RootedValues values(thread);
    for (const Value value : call->items[1].as<Tuple>()->values()) values.push_back(value);
    const auto positional = static_cast<std::uint32_t>(values.size());
    for (const Value value : call->items[3].as<Tuple>()->values()) values.push_back(value);
    const auto* names = call->items[2].as<Tuple>();
    const Arguments arguments{values.values().data(), positional, names->length == 0 ? nullptr : names};
    if (!vm::call(thread, call->items[0], arguments).ok()) {
      report(thread, "Exception ignored in atexit callback", call->items[0]);
    }
  }
}

Result<Value> atexit_run(ThreadState& thread, const Arguments&) {
  run_registered(thread);
  return Value::none();
}

Result<Value> atexit_clear(ThreadState& thread, const Arguments&) {
  registered(thread)->clear(thread);
  return Value::none();
}

Result<Value> atexit_count(ThreadState& thread, const Arguments&) {
  return objects::make_int(thread, registered(thread)->size());
}

const NativeDefinition kFunctions[] = {
    {"register", atexit_register, "*args, **kwargs"},
    {"unregister", atexit_unregister, "func, /"},
    {"_run_exitfuncs", atexit_run, ""},
    {"_clear", atexit_clear, ""},
    {"_ncallbacks", atexit_count, ""},
};

/// Flushes sys.NAME; false, and says so, when that fails.
bool flush_stream(ThreadState& thread, Str* name) {
  const Value stream = thread.interpreter.sys->namespace_()->get_str(name);
  if (stream.is_empty() || stream.is_none()) return true;
  if (vm::call_method(thread, stream, thread.names.flush, {}).ok()) return true;
  if (thread.exception_is(thread.types.ValueError) || thread.exception_is(thread.types.AttributeError)) {
    thread.take_exception();  // closed already, or no file at all
    return true;
  }
  report(thread, "Exception ignored in", stream);
  return false;
}

}  // namespace

int run_exit_functions(ThreadState& thread) {
  const Value threading = thread.interpreter.modules->get_str(vm::intern(thread, "threading"));
  if (!threading.is_empty() &&
      !vm::call_method(thread, threading, vm::intern(thread, "_shutdown"), {}).ok()) {
    report(thread, "Exception ignored in", threading);
  }
  run_registered(thread);
  warn_unawaited(thread, true);
  const bool flushed = flush_stream(thread, thread.names.stdout_);
  (void)flush_stream(thread, thread.names.stderr_);
  (void)flush_stream(thread, vm::intern(thread, "__stdout__"));
  return flushed ? 0 : 120;
}

Result<Value> make_atexit(ThreadState& thread) {
  Module* module = new_module(thread, "atexit");
  builtins::add_functions(thread, module, kFunctions);
  return Value(module);
}

}  // namespace minipy::modules
