// The module `sys`. The only module made when a program starts, so everything costly in it is left until it
// is asked for: constants are plain values, the streams are small objects.

#include <fcntl.h>
#include <algorithm>
#include <cmath>

#include <cfloat>
#include <cstdio>
#include <string>

#include "interpreter/builtins/function_support.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "interpreter/objects/set.hpp"
#include "interpreter/vm/module_finder.hpp"
#include "interpreter/vm/standard_modules.hpp"
#include "runtime/modules/file.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"
#include "runtime/modules/waiting.hpp"

namespace minipy::modules {
namespace {

// The Python that scripts find here.
constexpr int kMajor = 3;
constexpr int kMinor = 11;
constexpr int kMicro = 9;
// Where Debian keeps what depends on the machine.
#if defined(__aarch64__)
constexpr const char* kMultiarch = "aarch64-linux-gnu";
#else
constexpr const char* kMultiarch = "x86_64-linux-gnu";
#endif

const GetSetDefinition kVersionInfoFields[] = {
    {"major", struct_field<0>},        {"minor", struct_field<1>},  {"micro", struct_field<2>},
    {"releaselevel", struct_field<3>}, {"serial", struct_field<4>},
};

const GetSetDefinition kFlagFields[] = {
    {"debug", struct_field<0>},
    {"inspect", struct_field<1>},
    {"interactive", struct_field<2>},
    {"optimize", struct_field<3>},
    {"dont_write_bytecode", struct_field<4>},
    {"no_user_site", struct_field<5>},
    {"no_site", struct_field<6>},
    {"ignore_environment", struct_field<7>},
    {"verbose", struct_field<8>},
    {"bytes_warning", struct_field<9>},
    {"quiet", struct_field<10>},
    {"hash_randomization", struct_field<11>},
    {"isolated", struct_field<12>},
    {"dev_mode", struct_field<13>},
    {"utf8_mode", struct_field<14>},
    {"warn_default_encoding", struct_field<15>},
    {"safe_path", struct_field<16>},
    {"int_max_str_digits", struct_field<17>},
};

const GetSetDefinition kFloatInfoFields[] = {
    {"max", struct_field<0>},   {"max_exp", struct_field<1>},  {"max_10_exp", struct_field<2>},
    {"min", struct_field<3>},   {"min_exp", struct_field<4>},  {"min_10_exp", struct_field<5>},
    {"dig", struct_field<6>},   {"mant_dig", struct_field<7>}, {"epsilon", struct_field<8>},
    {"radix", struct_field<9>}, {"rounds", struct_field<10>},
};

const GetSetDefinition kIntInfoFields[] = {
    {"bits_per_digit", struct_field<0>},
    {"sizeof_digit", struct_field<1>},
    {"default_max_str_digits", struct_field<2>},
    {"str_digits_check_threshold", struct_field<3>},
};

const GetSetDefinition kHashInfoFields[] = {
    {"width", struct_field<0>},     {"modulus", struct_field<1>},   {"inf", struct_field<2>},
    {"nan", struct_field<3>},       {"imag", struct_field<4>},      {"algorithm", struct_field<5>},
    {"hash_bits", struct_field<6>}, {"seed_bits", struct_field<7>}, {"cutoff", struct_field<8>},
};

const GetSetDefinition kThreadInfoFields[] = {
    {"name", struct_field<0>},
    {"lock", struct_field<1>},
    {"version", struct_field<2>},
};

// ---- functions

Result<Value> sys_exit(ThreadState& thread, const Arguments& arguments) {
  const Value code = arguments.get(0);
  if (code.is_empty()) return thread.raise_with(thread.types.SystemExit, {});
  if (objects::is_tuple(code)) return thread.raise_with(thread.types.SystemExit, code.as<Tuple>()->values());
  const Value one[] = {code};
  return thread.raise_with(thread.types.SystemExit, one);
}

Result<Value> sys_getrecursionlimit(ThreadState& thread, const Arguments&) {
  return Value::from_int(thread.interpreter.recursion_limit.load(std::memory_order_relaxed));
}

Result<Value> sys_setrecursionlimit(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t limit = MINIPY_TRY(vm::index_int64(thread, arguments[0], thread.types.OverflowError));
  if (limit < 1)
    return thread.raise(thread.types.ValueError, "recursion limit must be greater or equal than 1");
  if (limit > INT32_MAX)
    return thread.raise(thread.types.OverflowError, "Python int too large to convert to C int");
  if (static_cast<std::int64_t>(thread.depth) >= limit) {
    return thread.raise(
        thread.types.RecursionError,
        "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low", limit,
        static_cast<std::int64_t>(thread.depth));
  }
  thread.interpreter.recursion_limit.store(static_cast<std::uint32_t>(limit), std::memory_order_relaxed);
  return Value::none();
}

Result<Value> sys_getswitchinterval(ThreadState& thread, const Arguments&) {
  return Value::from_double(static_cast<double>(discipline_of(thread).interval()) * 1e-9);
}

Result<Value> sys_setswitchinterval(ThreadState& thread, const Arguments& arguments) {
  const double seconds = MINIPY_TRY(vm::to_double(thread, arguments[0]));
  if (!(seconds > 0))
    return thread.raise(thread.types.ValueError, "switch interval must be strictly positive");
  if (seconds > 1e9) return thread.raise(thread.types.OverflowError, "switch interval is too large");
  discipline_of(thread).set_interval(
      std::max<std::int64_t>(1000, static_cast<std::int64_t>(std::llround(seconds * 1e9))));
  return Value::none();
}

Result<Value> sys_is_gil_enabled(ThreadState& thread, const Arguments&) {
  return Value::from_bool(!thread.interpreter.free_threaded);
}

Result<Value> sys_exception(ThreadState& thread, const Arguments&) {
  const Value exception = thread.being_handled();
  return exception.is_empty() ? Value::none() : exception;
}

Result<Value> sys_exc_info(ThreadState& thread, const Arguments&) {
  const Value exception = thread.being_handled();
  if (exception.is_empty() || exception.is_none()) {
    return make_tuple(thread, {Value::none(), Value::none(), Value::none()});
  }
  const Value traceback = MINIPY_TRY(vm::get_attribute(thread, exception, thread.names.dunder_traceback));
  return make_tuple(thread, {Value(objects::type_of(thread, exception)), exception, traceback});
}

Result<Value> sys_getsizeof(ThreadState& thread, const Arguments& arguments) {
  const Value method = MINIPY_TRY(special_method(thread, arguments[0], "__sizeof__"));
  if (!method.is_empty()) return vm::call(thread, method, {});
  if (!arguments[0].is_object()) return Value::from_int(8);
  return objects::make_int_u64(thread, heap::Heap::cell_size(arguments[0].as_object()));
}

Result<Value> sys_intern(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[0])) {
    return thread.raise(thread.types.TypeError, "intern() argument must be str, not %T", arguments[0]);
  }
  return Value(thread.intern_table.intern(thread, arguments[0].as<Str>()));
}

Result<Value> sys_current_frames(ThreadState& thread, const Arguments&) {
  return builtins::current_frames(thread);
}

Result<Value> sys_getframe(ThreadState& thread, const Arguments& arguments) {
  std::int64_t depth = arguments.get(0) ? MINIPY_TRY(vm::index_int64(thread, arguments[0])) : 0;
  const vm::Frame* frame = thread.frame;
  for (; depth > 0 && frame != nullptr; --depth) frame = frame->previous;
  if (frame == nullptr) return thread.raise(thread.types.ValueError, "call stack is not deep enough");
  return builtins::make_frame_object(thread, frame);
}

Result<Value> sys_getdefaultencoding(ThreadState& thread, const Arguments&) {
  return make_str(thread, "utf-8");
}
Result<Value> sys_getfilesystemencodeerrors(ThreadState& thread, const Arguments&) {
  return make_str(thread, "surrogateescape");
}
Result<Value> sys_is_finalizing(ThreadState&, const Arguments&) { return Value::false_(); }
Result<Value> sys_no_trace(ThreadState&, const Arguments&) { return Value::none(); }
Result<Value> sys_get_int_max_str_digits(ThreadState& thread, const Arguments&) {
  // relaxed: a setting.
  return Value::from_int(thread.interpreter.int_max_str_digits.load(std::memory_order_relaxed));
}

Result<Value> sys_set_int_max_str_digits(ThreadState& thread, const Arguments& arguments) {
  constexpr std::int64_t kLeast = 640;
  const std::int64_t digits = MINIPY_TRY(vm::index_int64(thread, arguments[0]));
  if (digits > INT32_MAX || digits < INT32_MIN) {
    return thread.raise(thread.types.OverflowError, "signed integer is %s",
                        digits > 0 ? "greater than maximum" : "less than minimum");
  }
  if (digits != 0 && digits < kLeast) {
    return thread.raise(thread.types.ValueError, "maxdigits must be 0 or larger than %d", kLeast);
  }
  // relaxed: a setting.
  thread.interpreter.int_max_str_digits.store(digits, std::memory_order_relaxed);
  return Value::none();
}
Result<Value> sys_getallocatedblocks(ThreadState& thread, const Arguments&) {
  return objects::make_int_u64(thread, thread.interpreter.heap.bytes_in_use() / 16);
}

Result<Value> sys_excepthook(ThreadState& thread, const Arguments& arguments) {
  const Value exception = arguments[1];
  if (!objects::is_exception(exception)) {
    return thread.raise(thread.types.TypeError, "print_exception(): Exception expected for value, %T found",
                        exception);
  }
  write_stderr(thread, vm::format_exception(thread, exception));
  return Value::none();
}

Result<Value> sys_displayhook(ThreadState& thread, const Arguments& arguments) {
  if (arguments[0].is_none()) return Value::none();
  thread.interpreter.builtins->set_str(thread, vm::intern(thread, "_"), Value::none());
  Str* text = MINIPY_TRY(vm::repr(thread, arguments[0]));
  const Value stream = thread.interpreter.sys->namespace_()->get_str(thread.names.stdout_);
  if (stream.is_empty() || stream.is_none())
    return thread.raise(thread.types.RuntimeError, "lost sys.stdout");
  MINIPY_TRY(vm::call_method(thread, stream, thread.names.write, {make_str(thread, text->utf8() + "\n")}));
  thread.interpreter.builtins->set_str(thread, vm::intern(thread, "_"), arguments[0]);
  return Value::none();
}

const GetSetDefinition kUnraisableFields[] = {{"exc_type", struct_field<0>},
                                              {"exc_value", struct_field<1>},
                                              {"exc_traceback", struct_field<2>},
                                              {"err_msg", struct_field<3>},
                                              {"object", struct_field<4>}};
const char kUnraisableKey = 0;

Type* unraisable_type(ThreadState& thread) {
  return builtins::builtin_type(thread, &kUnraisableKey, [](ThreadState& maker) {
    return new_struct_sequence(maker, "UnraisableHookArgs", "sys", kUnraisableFields);
  });
}

/// Gives sys.unraisablehook the pending exception; what the hook raises itself is told on the last resort.
void report_unraisable(ThreadState& thread, Value object) {
  const Value exception = thread.take_exception();
  const Value items[] = {objects::type_of(thread, exception), exception,
                         exception.as<objects::Exception>()->traceback.load(), Value::none(), object};
  vm::RootedValues fields(thread);
  for (const Value item : items) fields.push_back(item.is_empty() ? Value::none() : item);
  const Value hook = thread.interpreter.sys->namespace_()->get_str(vm::intern(thread, "unraisablehook"));
  if (hook.is_empty() || hook.is_none()) return;
  const Value argument = make_struct_sequence(thread, unraisable_type(thread), fields.span());
  if (vm::call(thread, hook, {argument}).ok()) return;
  write_stderr(thread, "Exception ignored in sys.unraisablehook:\n" +
                           vm::format_exception(thread, thread.take_exception()));
}

/// sys.unraisablehook(unraisable): exc_type, exc_value, exc_traceback, err_msg, object.
Result<Value> sys_unraisablehook(ThreadState& thread, const Arguments& arguments) {
  const auto field = [&](const char* name) {
    return vm::get_attribute(thread, arguments[0], vm::intern(thread, name));
  };
  const Value exception = MINIPY_TRY(field("exc_value"));
  const Value message = MINIPY_TRY(field("err_msg"));
  const Value object = MINIPY_TRY(field("object"));
  std::string text =
      message.is_none() ? "Exception ignored in" : MINIPY_TRY(vm::str(thread, message))->utf8();
  if (!object.is_none()) text += ": " + MINIPY_TRY(vm::repr(thread, object))->utf8();
  write_stderr(thread, text + "\n" + vm::format_exception(thread, exception));
  return Value::none();
}

/// sys.audit(event, *args): nobody listens, since hooks are refused.
Result<Value> sys_audit(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(refuse_keywords(thread, "audit", arguments));
  if (arguments.count == 0) {
    return thread.raise(thread.types.TypeError, "audit() missing 1 required positional argument: 'event'");
  }
  if (!objects::is_str(arguments[0])) {
    return thread.raise(thread.types.TypeError, "expected str for argument 'event', not %T", arguments[0]);
  }
  return Value::none();
}
Result<Value> sys_addaudithook(ThreadState& thread, const Arguments&) {
  return thread.raise(thread.types.NotImplementedError, "sys.addaudithook is not supported");
}

Result<Value> sys_breakpointhook(ThreadState& thread, const Arguments& /*arguments*/) {
  return thread.raise(thread.types.NotImplementedError, "breakpoint(): not supported: there is no debugger");
}

const NativeDefinition kFunctions[] = {
    {"audit", sys_audit, "*args"},
    {"addaudithook", sys_addaudithook, "hook"},
    {"breakpointhook", sys_breakpointhook, "*args, **kws"},
    {"exit", sys_exit, "status=, /"},
    {"getrecursionlimit", sys_getrecursionlimit, ""},
    {"setrecursionlimit", sys_setrecursionlimit, "limit, /"},
    {"getswitchinterval", sys_getswitchinterval, ""},
    {"setswitchinterval", sys_setswitchinterval, "interval, /"},
    {"_is_gil_enabled", sys_is_gil_enabled, ""},
    {"exception", sys_exception, ""},
    {"exc_info", sys_exc_info, ""},
    {"getsizeof", sys_getsizeof, "object, default="},
    {"intern", sys_intern, "string, /"},
    {"_getframe", sys_getframe, "depth=, /"},
    {"_current_frames", sys_current_frames, ""},
    {"getdefaultencoding", sys_getdefaultencoding, ""},
    {"getfilesystemencoding", sys_getdefaultencoding, ""},
    {"getfilesystemencodeerrors", sys_getfilesystemencodeerrors, ""},
    {"is_finalizing", sys_is_finalizing, ""},
    {"settrace", sys_no_trace, "function, /"},
    {"gettrace", sys_no_trace, ""},
    {"setprofile", sys_no_trace, "function, /"},
    {"getprofile", sys_no_trace, ""},
    {"get_int_max_str_digits", sys_get_int_max_str_digits, ""},
    {"set_int_max_str_digits", sys_set_int_max_str_digits, "maxdigits"},
    {"getallocatedblocks", sys_getallocatedblocks, ""},
    {"excepthook", sys_excepthook, "exctype, value, traceback, /"},
    {"displayhook", sys_displayhook, "object, /"},
    {"unraisablehook", sys_unraisablehook, "unraisable, /"},
};

// ---- constants

Value int_value(std::int64_t i) { return Value::from_int(i); }

Value version_info(ThreadState& thread) {
  Type* type = new_struct_sequence(thread, "version_info", "sys", kVersionInfoFields);
  const Value items[] = {int_value(kMajor), int_value(kMinor), int_value(kMicro), make_str(thread, "final"),
                         int_value(0)};
  return make_struct_sequence(thread, type, items);
}

Value flags(ThreadState& thread) {
  Type* type = new_struct_sequence(thread, "flags", "sys", kFlagFields);
  vm::RootedValues items(thread);
  for (std::size_t i = 0; i < std::size(kFlagFields); ++i) items.push_back(int_value(0));
  items[11] = int_value(1);
  items[13] = Value::false_();
  items[16] = Value::false_();
  items[17] = int_value(4300);
  return make_struct_sequence(thread, type, items.span());
}

Value float_info(ThreadState& thread) {
  Type* type = new_struct_sequence(thread, "float_info", "sys", kFloatInfoFields);
  const Value items[] = {Value::from_double(DBL_MAX),
                         int_value(DBL_MAX_EXP),
                         int_value(DBL_MAX_10_EXP),
                         Value::from_double(DBL_MIN),
                         int_value(DBL_MIN_EXP),
                         int_value(DBL_MIN_10_EXP),
                         int_value(DBL_DIG),
                         int_value(DBL_MANT_DIG),
                         Value::from_double(DBL_EPSILON),
                         int_value(FLT_RADIX),
                         int_value(1)};
  return make_struct_sequence(thread, type, items);
}

Value int_info(ThreadState& thread) {
  Type* type = new_struct_sequence(thread, "int_info", "sys", kIntInfoFields);
  const Value items[] = {int_value(64), int_value(8), int_value(4300), int_value(640)};
  return make_struct_sequence(thread, type, items);
}

Value hash_info(ThreadState& thread) {
  Type* type = new_struct_sequence(thread, "hash_info", "sys", kHashInfoFields);
  const Value items[] = {int_value(64),      objects::make_int(thread, (std::int64_t{1} << 61) - 1),
                         int_value(314159),  int_value(0),
                         int_value(1000003), make_str(thread, "siphash13"),
                         int_value(64),      int_value(128),
                         int_value(0)};
  return make_struct_sequence(thread, type, items);
}

Value thread_info(ThreadState& thread) {
  Type* type = new_struct_sequence(thread, "thread_info", "sys", kThreadInfoFields);
  const Value items[] = {make_str(thread, "pthread"), make_str(thread, "semaphore"), Value::none()};
  return make_struct_sequence(thread, type, items);
}

Value string_list(ThreadState& thread, const std::vector<std::string>& texts) {
  List* list = List::create(thread);
  for (const std::string& text : texts) list->append(thread, make_str(thread, text));
  return list;
}

/// Names of the modules written in C++, as a tuple.
Value builtin_module_names(ThreadState& thread) {
  std::vector<std::string> names = thread.interpreter.builtin_module_names();
  names.insert(names.end(), {"builtins", "sys"});
  std::sort(names.begin(), names.end());
  return Tuple::create(thread, string_list(thread, names).as<List>()->snapshot(thread));
}

Value stdlib_module_names(ThreadState& thread) {
  objects::Set* names = objects::Set::create(thread, true);
  for (const std::string_view name : vm::standard_module_names()) {
    static_cast<void>(names->add(thread, vm::intern(thread, name)));  // texts hash without user code
  }
  return names;
}

Result<Value> implementation(ThreadState& thread, Value version) {
  const Value types = MINIPY_TRY(vm::import_module(thread, "types"));
  const Value type = MINIPY_TRY(vm::get_attribute(thread, types, vm::intern(thread, "SimpleNamespace")));
  const Value result = MINIPY_TRY(vm::call(thread, type));
  MINIPY_TRY(vm::set_attribute(thread, result, thread.names.name, make_str(thread, "minipy")));
  MINIPY_TRY(
      vm::set_attribute(thread, result, vm::intern(thread, "cache_tag"), make_str(thread, "minipy-311")));
  MINIPY_TRY(
      vm::set_attribute(thread, result, vm::intern(thread, "_multiarch"), make_str(thread, kMultiarch)));
  MINIPY_TRY(vm::set_attribute(thread, result, vm::intern(thread, "version"), version));
  MINIPY_TRY(vm::set_attribute(thread, result, vm::intern(thread, "hexversion"),
                               int_value(kMajor << 24 | kMinor << 16 | kMicro << 8 | 0xF0)));
  return result;
}

// ---- what is made when it is first asked for

struct LazyValue {
  const char* name;
  Value (*make)(ThreadState& thread);
};

constexpr LazyValue kLazyValues[] = {
    {"flags", flags},
    {"float_info", float_info},
    {"int_info", int_info},
    {"hash_info", hash_info},
    {"thread_info", thread_info},
    {"stdlib_module_names", stdlib_module_names},
    {"builtin_module_names", builtin_module_names},
};

/// The module's __getattr__.
Result<Value> sys_getattr(ThreadState& thread, const Arguments& arguments) {
  if (objects::is_str(arguments[0])) {
    const std::string name = arguments[0].as<Str>()->utf8();
    Dict* space = thread.interpreter.sys->namespace_();
    for (const LazyValue& lazy : kLazyValues) {
      if (name == lazy.name) return space->set_default(thread, arguments[0], lazy.make(thread));
    }
    if (name == "implementation") {
      const Value version = space->get_str(vm::intern(thread, "version_info"));
      return space->set_default(thread, arguments[0], MINIPY_TRY(implementation(thread, version)));
    }
  }
  return thread.raise(thread.types.AttributeError, "module 'sys' has no attribute %R", arguments[0]);
}

const NativeDefinition kGetAttr[] = {{"__getattr__", sys_getattr, "name, /"}};

/// None where the program was started with the descriptor closed, as in CPython.
Value stream_if_open(ThreadState& thread, int descriptor, const char* name, bool writing, bool unbuffered,
                     const char* errors) {
  if (fcntl(descriptor, F_GETFD) == -1) return Value::none();
  File* stream = standard_stream(thread, descriptor, name, writing, errors);
  if (unbuffered)
    stream->state.load(std::memory_order_acquire)->unbuffered.store(true, std::memory_order_relaxed);
  return stream;
}

void add_streams(ThreadState& thread, Module* module, bool unbuffered) {
  const Value in = stream_if_open(thread, 0, "<stdin>", false, false, "strict");
  const Value out = stream_if_open(thread, 1, "<stdout>", true, unbuffered, "strict");
  const Value error = stream_if_open(thread, 2, "<stderr>", true, unbuffered, "backslashreplace");
  builtins::add_value(thread, module, "stdin", in);
  builtins::add_value(thread, module, "__stdin__", in);
  builtins::add_value(thread, module, "stdout", out);
  builtins::add_value(thread, module, "__stdout__", out);
  builtins::add_value(thread, module, "stderr", error);
  builtins::add_value(thread, module, "__stderr__", error);
}

}  // namespace

Result<void> install_sys(ThreadState& thread, const SysOptions& options) {
  vm::InterpreterState& interpreter = thread.interpreter;
  Module* module = new_module(thread, "sys");
  interpreter.sys = module;
  const auto add = [&](const char* name, Value value) { builtins::add_value(thread, module, name, value); };
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_functions(thread, module, kGetAttr);
  for (const char* hook : {"excepthook", "displayhook", "unraisablehook", "breakpointhook"}) {
    add((std::string("__") + hook + "__").c_str(), module->namespace_()->get_str(vm::intern(thread, hook)));
  }
  add("UnraisableHookArgs", unraisable_type(thread));
  interpreter.report_unraisable = report_unraisable;
  add_streams(thread, module, options.unbuffered);
  add("modules", interpreter.modules);
  add("argv", string_list(thread, options.argv));
  add("orig_argv", string_list(thread, options.original_argv));
  // The embedded library stands in the path where CPython's own library does.
  std::vector<std::string> path = options.path;
  path.emplace_back(vm::kEmbeddedLibrary);
  add("path", string_list(thread, path));
  add("meta_path", List::create(thread));
  add("path_hooks", List::create(thread));
  add("path_importer_cache", Dict::create(thread));
  add("executable", make_str(thread, options.executable));
  const std::string number =
      std::to_string(kMajor) + "." + std::to_string(kMinor) + "." + std::to_string(kMicro);
  add("version", make_str(thread, number + " (minipy) [C++20]"));
  add("version_info", version_info(thread));
  add("hexversion", int_value(kMajor << 24 | kMinor << 16 | kMicro << 8 | 0xF0));
  add("api_version", int_value(1013));
  add("copyright", make_str(thread, "minipy, under the MIT licence."));
  add("platform", make_str(thread, "linux"));
  add("byteorder", make_str(thread, "little"));
  add("maxsize", objects::make_int(thread, INT64_MAX));
  add("maxunicode", int_value(0x10FFFF));
  add("float_repr_style", make_str(thread, "short"));
  for (const char* name : {"prefix", "exec_prefix", "base_prefix", "base_exec_prefix"}) {
    add(name, make_str(thread, "/usr"));
  }
  add("abiflags", make_str(thread, ""));
  add("platlibdir", make_str(thread, "lib"));
  add("pycache_prefix", Value::none());
  add("dont_write_bytecode", Value::from_bool(!options.write_bytecode));
  add("warnoptions", string_list(thread, options.warnings));
  add("_xoptions", Dict::create(thread));
  interpreter.modules->set_str(thread, vm::intern(thread, "sys"), module);
  const Value open = objects::Native::create(thread, kOpenDefinition, nullptr, vm::intern(thread, "io"));
  interpreter.builtins->set_str(thread, vm::intern(thread, "open"), open);
  return Done{};
}

}  // namespace minipy::modules
