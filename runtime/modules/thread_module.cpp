// The module `_thread`: what `threading` is built on.

#include <cstdio>

#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/lock.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/thread_local.hpp"
#include "runtime/sched/scheduler.hpp"

namespace minipy::modules {
namespace {

using sched::Scheduler;

const char kHookArgsKey = 0;

/// What a new thread runs: function, args, kwargs (or None).
Result<Value> bootstrap(ThreadState& thread, const Arguments& arguments) {
  const Value function = arguments[0];
  vm::RootedValues values(thread);
  for (const Value argument : arguments[1].as<Tuple>()->values()) values.push_back(argument);
  const auto positional = static_cast<std::uint32_t>(values.size());
  vm::RootedValues names(thread);
  if (!arguments[2].is_none()) {
    for (const auto& [name, value] : arguments[2].as<Dict>()->snapshot(thread)) {
      names.push_back(name);
      values.push_back(value);
    }
  }
  const Tuple* keywords = names.size() > 0 ? Tuple::create(thread, names.span()) : nullptr;
  auto result = vm::call(thread, function, Arguments{values.values().data(), positional, keywords});
  if (!result.ok()) {
    const bool silent = thread.exception_is(thread.types.SystemExit);
    const Value exception = thread.take_exception();
    if (!silent) {
      auto shown = vm::repr(thread, function);
      if (!shown.ok()) thread.take_exception();
      write_stderr(thread,
                   "Exception ignored in thread started by: " + (shown.ok() ? shown.value()->utf8() : "?") +
                       "\n" + vm::format_exception(thread, exception));
    }
  }
  forget_locals(thread);
  return Value::none();
}

const NativeDefinition kBootstrap = {"_bootstrap", bootstrap, "function, args, kwargs, /"};

/// start_new_thread(function, args[, kwargs[, name]]) -> ident
Result<Value> start_new_thread(ThreadState& thread, const Arguments& arguments) {
  const Value function = arguments[0];
  const Value kwargs = arguments.get(2);
  if (!vm::is_callable(thread, function)) {
    return thread.raise(thread.types.TypeError, "first arg must be callable");
  }
  if (!objects::is_tuple(arguments[1]))
    return thread.raise(thread.types.TypeError, "2nd arg must be a tuple");
  const bool has_kwargs = !kwargs.is_empty() && !kwargs.is_none();
  if (has_kwargs && !objects::is_dict(kwargs)) {
    return thread.raise(thread.types.TypeError, "optional 3rd arg must be a dictionary");
  }
  sched::ThreadStart start;
  start.callee = objects::Native::create(thread, kBootstrap, nullptr, Value{});
  const Value call[] = {function, arguments[1], has_kwargs ? kwargs : Value::none()};
  start.args = Tuple::create(thread, call);
  if (objects::is_str(arguments.get(3))) start.name = arguments[3].as<Str>()->utf8();
  return objects::make_int_u64(thread, MINIPY_TRY(Scheduler::of(thread).start_thread(thread, start)));
}

Result<Value> allocate_lock(ThreadState& thread, const Arguments&) { return new_lock(thread); }

Result<Value> get_ident(ThreadState& thread, const Arguments&) {
  return objects::make_int_u64(thread, thread.id);
}

Result<Value> get_native_id(ThreadState& thread, const Arguments&) {
  return objects::make_int_u64(thread, Scheduler::native_id(thread));
}

Result<Value> thread_exit(ThreadState& thread, const Arguments&) {
  return thread.raise_with(thread.types.SystemExit, {});
}

Result<Value> thread_count(ThreadState& thread, const Arguments&) {
  return Value::from_int(Scheduler::of(thread).running());
}

Result<Value> interrupt_main(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t number =
      arguments.get(0).is_empty() ? 2 : MINIPY_TRY(vm::index_int64(thread, arguments[0]));
  if (number < 1 || number >= 64) return thread.raise(thread.types.ValueError, "signal number out of range");
  Scheduler::of(thread).post_signal(static_cast<int>(number));
  if (thread.is_main) MINIPY_TRY(vm::poll(thread));  // it handles the signal before it goes on
  return Value::none();
}

Result<Value> stack_size(ThreadState& thread, const Arguments& arguments) {
  sched::Carrier& carrier = Scheduler::of(thread).carrier();
  const std::size_t before = carrier.stack_size();
  if (!arguments.get(0).is_empty()) {
    const std::int64_t size = MINIPY_TRY(vm::index_int64(thread, arguments[0]));
    if (size < 0) return thread.raise(thread.types.ValueError, "size must be 0 or a positive value");
    if (size > 0 && size < 32768)
      return thread.raise(thread.types.ValueError, "size not valid: %d bytes", size);
    carrier.set_stack_size(static_cast<std::size_t>(size));
  }
  return objects::make_int_u64(thread, before);
}

Result<Value> set_thread_object(ThreadState& thread, const Arguments& arguments) {
  thread.thread_object.store(arguments[0]);
  return Value::none();
}

Result<Value> get_thread_object(ThreadState& thread, const Arguments&) {
  const Value object = thread.thread_object.load();
  return object.is_empty() ? Value::none() : object;
}

Result<Value> set_name(ThreadState& thread, const Arguments& arguments) {
  Scheduler::set_name(thread, MINIPY_TRY(text_argument(thread, arguments[0], "name")));
  return Value::none();
}

/// threading.excepthook(args): args has exc_type, exc_value, exc_traceback, thread.
Result<Value> excepthook(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_tuple(arguments[0]) || arguments[0].as<Tuple>()->length != 4) {
    return thread.raise(thread.types.TypeError, "_thread._excepthook argument type must be ExceptHookArgs");
  }
  const Tuple* args = arguments[0].as<Tuple>();
  if (args->items[0] == Value(thread.types.SystemExit)) return Value::none();
  std::string text = "Exception in thread ";
  const Value object = args->items[3];
  if (object.is_none()) {
    text += std::to_string(thread.id);
  } else {
    const Value name = MINIPY_TRY(vm::get_attribute(thread, object, thread.names.name));
    text += MINIPY_TRY(vm::str(thread, name))->utf8();
  }
  // Where sys.stderr is gone, into the one that there was when the thread was made.
  Value stream = thread.interpreter.sys->namespace_()->get_str(thread.names.stderr_);
  if ((stream.is_empty() || stream.is_none()) && !object.is_none()) {
    stream = MINIPY_TRY(vm::find_attribute(thread, object, vm::intern(thread, "_stderr")));
  }
  if (stream.is_empty() || stream.is_none()) return Value::none();
  text += ":\n" + vm::format_exception(thread, args->items[1]);
  return vm::call_method(thread, stream, thread.names.write, {make_str(thread, text)});
}

const GetSetDefinition kHookArgsFields[] = {
    {"exc_type", struct_field<0>},
    {"exc_value", struct_field<1>},
    {"exc_traceback", struct_field<2>},
    {"thread", struct_field<3>},
};

Type* make_hook_args(ThreadState& thread) {
  return new_struct_sequence(thread, "_ExceptHookArgs", "_thread", kHookArgsFields);
}

const NativeDefinition kFunctions[] = {
    {"start_new_thread", start_new_thread, "function, args, kwargs=, name=, /"},
    {"start_new", start_new_thread, "function, args, kwargs=, /"},
    {"allocate_lock", allocate_lock, ""},
    {"allocate", allocate_lock, ""},
    {"get_ident", get_ident, ""},
    {"get_native_id", get_native_id, ""},
    {"exit", thread_exit, ""},
    {"exit_thread", thread_exit, ""},
    {"_count", thread_count, ""},
    {"interrupt_main", interrupt_main, "signum=, /"},
    {"stack_size", stack_size, "size=, /"},
    {"_set_thread_object", set_thread_object, "thread, /"},
    {"_get_thread_object", get_thread_object, ""},
    {"_set_name", set_name, "name, /"},
    {"_end_thread", end_thread, "latch, /"},
    {"_excepthook", excepthook, "args, /"},
};

}  // namespace

Result<Value> make_thread(ThreadState& thread) {
  Module* module = new_module(thread, "_thread",
                              "This module provides primitive operations to write multi-threaded programs.\n"
                              "The 'threading' module provides a more convenient interface.");
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_value(thread, module, "LockType", lock_type(thread));
  builtins::add_value(thread, module, "RLock", rlock_type(thread));
  builtins::add_value(thread, module, "_Latch", latch_type(thread));
  builtins::add_value(thread, module, "_local", local_type(thread));
  builtins::add_value(thread, module, "_ExceptHookArgs",
                      builtins::builtin_type(thread, &kHookArgsKey, make_hook_args));
  builtins::add_value(thread, module, "error", thread.types.RuntimeError);
  builtins::add_value(thread, module, "TIMEOUT_MAX", Value::from_double(9223372036.0));
  return Value(module);
}

}  // namespace minipy::modules
