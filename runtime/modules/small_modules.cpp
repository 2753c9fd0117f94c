// Modules that are a handful of functions: errno, gc, _io.

#include <cerrno>
#include <iterator>

#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/file.hpp"
#include "runtime/modules/modules.hpp"

namespace minipy::modules {
namespace {

// ---- errno

struct ErrorNumber {
  const char* name;
  int number;
};

constexpr ErrorNumber kErrorNumbers[] = {
    {"EPERM", EPERM},
    {"ENOENT", ENOENT},
    {"ESRCH", ESRCH},
    {"EINTR", EINTR},
    {"EIO", EIO},
    {"ENXIO", ENXIO},
    {"E2BIG", E2BIG},
    {"ENOEXEC", ENOEXEC},
    {"EBADF", EBADF},
    {"ECHILD", ECHILD},
    {"EAGAIN", EAGAIN},
    {"ENOMEM", ENOMEM},
    {"EACCES", EACCES},
    {"EFAULT", EFAULT},
    {"EBUSY", EBUSY},
    {"EEXIST", EEXIST},
    {"EXDEV", EXDEV},
    {"ENODEV", ENODEV},
    {"ENOTDIR", ENOTDIR},
    {"EISDIR", EISDIR},
    {"EINVAL", EINVAL},
    {"ENFILE", ENFILE},
    {"EMFILE", EMFILE},
    {"ENOTTY", ENOTTY},
    {"EFBIG", EFBIG},
    {"ENOSPC", ENOSPC},
    {"ESPIPE", ESPIPE},
    {"EROFS", EROFS},
    {"EMLINK", EMLINK},
    {"EPIPE", EPIPE},
    {"EDOM", EDOM},
    {"ERANGE", ERANGE},
    {"EDEADLK", EDEADLK},
    {"ENAMETOOLONG", ENAMETOOLONG},
    {"ENOSYS", ENOSYS},
    {"ENOTEMPTY", ENOTEMPTY},
    {"ELOOP", ELOOP},
    {"EPROTO", EPROTO},
    {"EOVERFLOW", EOVERFLOW},
    {"ENOTSOCK", ENOTSOCK},
    {"EADDRINUSE", EADDRINUSE},
    {"ENETUNREACH", ENETUNREACH},
    {"ECONNABORTED", ECONNABORTED},
    {"ECONNRESET", ECONNRESET},
    {"ENOTCONN", ENOTCONN},
    {"ETIMEDOUT", ETIMEDOUT},
    {"ECONNREFUSED", ECONNREFUSED},
    {"EHOSTUNREACH", EHOSTUNREACH},
    {"EALREADY", EALREADY},
    {"EINPROGRESS", EINPROGRESS},
    {"ECANCELED", ECANCELED},
    {"EWOULDBLOCK", EWOULDBLOCK},
    {"ENOTSUP", ENOTSUP},
    {"EOPNOTSUPP", EOPNOTSUPP},
};

// ---- gc

Result<Value> gc_collect(ThreadState& thread, const Arguments& arguments) {
  if (!arguments.get(0).is_empty()) {
    const std::int64_t generation = MINIPY_TRY(vm::index_int64(thread, arguments[0]));
    if (generation < 0 || generation > 2) return thread.raise(thread.types.ValueError, "invalid generation");
  }
  thread.interpreter.hooks->collect(thread);
  return Value::from_int(0);
}
Result<Value> gc_enable(ThreadState& thread, const Arguments&) {
  thread.interpreter.heap.set_automatic(true);
  return Value::none();
}
Result<Value> gc_disable(ThreadState& thread, const Arguments&) {
  thread.interpreter.heap.set_automatic(false);
  return Value::none();
}
Result<Value> gc_isenabled(ThreadState& thread, const Arguments&) {
  return Value::from_bool(thread.interpreter.heap.automatic());
}
Result<Value> gc_get_count(ThreadState& thread, const Arguments&) {
  return make_tuple(thread, {Value::from_int(0), Value::from_int(0), Value::from_int(0)});
}
Result<Value> gc_get_threshold(ThreadState& thread, const Arguments&) {
  return make_tuple(thread, {Value::from_int(700), Value::from_int(10), Value::from_int(10)});
}
Result<Value> gc_nothing(ThreadState&, const Arguments&) { return Value::none(); }
Result<Value> gc_zero(ThreadState&, const Arguments&) { return Value::from_int(0); }
Result<Value> gc_is_tracked(ThreadState&, const Arguments& arguments) {
  return Value::from_bool(arguments[0].is_object() && !objects::is_str(arguments[0]));
}
Result<Value> gc_get_stats(ThreadState& thread, const Arguments&) {
  List* result = List::create(thread);
  Dict* total = Dict::create(thread);
  total->set_str(thread, vm::intern(thread, "collections"),
                 objects::make_int_u64(thread, thread.interpreter.heap.collections()));
  total->set_str(thread, vm::intern(thread, "collected"), Value::from_int(0));
  total->set_str(thread, vm::intern(thread, "uncollectable"), Value::from_int(0));
  result->append(thread, total);
  return Value(result);
}

const NativeDefinition kGcFunctions[] = {
    {"collect", gc_collect, "generation="},
    {"enable", gc_enable, ""},
    {"disable", gc_disable, ""},
    {"isenabled", gc_isenabled, ""},
    {"get_count", gc_get_count, ""},
    {"get_threshold", gc_get_threshold, ""},
    {"set_threshold", gc_nothing, "threshold0, threshold1=, threshold2=, /"},
    {"set_debug", gc_nothing, "flags, /"},
    {"get_debug", gc_zero, ""},
    {"freeze", gc_nothing, ""},
    {"unfreeze", gc_nothing, ""},
    {"get_freeze_count", gc_zero, ""},
    {"is_tracked", gc_is_tracked, "obj, /"},
    {"get_stats", gc_get_stats, ""},
};

}  // namespace

Result<Value> make_errno(ThreadState& thread) {
  Module* module = new_module(thread, "errno");
  Dict* codes = Dict::create(thread);
  for (const ErrorNumber& row : kErrorNumbers) {
    builtins::add_value(thread, module, row.name, Value::from_int(row.number));
    MINIPY_TRY(codes->set_default(thread, Value::from_int(row.number), make_str(thread, row.name)));
  }
  builtins::add_value(thread, module, "errorcode", codes);
  return Value(module);
}

Result<Value> make_gc(ThreadState& thread) {
  Module* module = new_module(thread, "gc");
  builtins::add_functions(thread, module, kGcFunctions);
  builtins::add_value(thread, module, "garbage", List::create(thread));
  builtins::add_value(thread, module, "callbacks", List::create(thread));
  builtins::add_value(thread, module, "DEBUG_STATS", Value::from_int(1));
  builtins::add_value(thread, module, "DEBUG_LEAK", Value::from_int(38));
  return Value(module);
}

Result<Value> make_io(ThreadState& thread) {
  Module* module = new_module(thread, "_io");
  const auto add = [&](const char* name, Value value) { builtins::add_value(thread, module, name, value); };
  add("_IOBase", io_base_type(thread));
  add("_RawIOBase", raw_base_type(thread));
  add("_BufferedIOBase", buffered_base_type(thread));
  add("_TextIOBase", text_base_type(thread));
  add("TextIOWrapper", text_file_type(thread));
  add("BufferedReader", buffered_reader_type(thread));
  add("BufferedWriter", buffered_writer_type(thread));
  add("BufferedRandom", buffered_random_type(thread));
  add("FileIO", raw_file_type(thread));
  add("UnsupportedOperation", MINIPY_TRY(unsupported_operation_type(thread)));
  add("DEFAULT_BUFFER_SIZE", Value::from_int(8192));
  builtins::add_functions(thread, module, {&kOpenDefinition, 1});
  return Value(module);
}

}  // namespace minipy::modules
