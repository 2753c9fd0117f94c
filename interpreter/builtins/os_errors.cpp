// OSError and the class that fits an errno.
#include <cerrno>

#include "interpreter/builtins/exception_support.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {

using objects::Exception;

namespace {

Type* class_for(const objects::CoreTypes& types, std::int64_t error) {
  switch (error) {
    case EAGAIN:
    case EALREADY:
    case EINPROGRESS:
      return types.BlockingIOError;
    case EPIPE:
    case ESHUTDOWN:
      return types.BrokenPipeError;
    case ECHILD:
      return types.ChildProcessError;
    case ECONNABORTED:
      return types.ConnectionAbortedError;
    case ECONNREFUSED:
      return types.ConnectionRefusedError;
    case ECONNRESET:
      return types.ConnectionResetError;
    case EEXIST:
      return types.FileExistsError;
    case ENOENT:
      return types.FileNotFoundError;
    case EISDIR:
      return types.IsADirectoryError;
    case ENOTDIR:
      return types.NotADirectoryError;
    case EINTR:
      return types.InterruptedError;
    case EACCES:
    case EPERM:
      return types.PermissionError;
    case ESRCH:
      return types.ProcessLookupError;
    case ETIMEDOUT:
      return types.TimeoutError;
    default:
      return types.OSError;
  }
}

Result<Value> os_error_new(ThreadState& thread, const Arguments& arguments) {
  auto* type = arguments[0].as<Type>();
  const std::uint32_t count = arguments.count - 1;
  if (type == thread.types.OSError && count >= 2 && count <= 5 && arguments[1].is_int()) {
    type = class_for(thread.types, arguments[1].as_int());
  }
  return Value(Exception::create(thread, type, positional_tuple(thread, arguments, 1)));
}

Result<Value> os_error_init(ThreadState& thread, const Arguments& arguments) {
  if (arguments.keyword_count() > 0) {
    return thread.raise(thread.types.TypeError, "%T() takes no keyword arguments", arguments[0]);
  }
  auto* self = arguments[0].as<Exception>();
  const std::uint32_t count = arguments.count - 1;
  if (count < 2 || count > 5) {
    self->args.store(positional_tuple(thread, arguments, 1));
    return Value::none();
  }
  set_field(thread, arguments[0], "errno", arguments[1]);
  set_field(thread, arguments[0], "strerror", arguments[2]);
  const Value file = arguments.get(3);
  const Value second = arguments.get(5);
  const bool blocking = vm::instance_of(thread, arguments[0], thread.types.BlockingIOError);
  if (file && blocking && objects::is_integer(file)) {
    set_field(thread, arguments[0], "characters_written", file);
    self->args.store(positional_tuple(thread, arguments, 1));
  } else if (file && !file.is_none()) {
    set_field(thread, arguments[0], "filename", file);
    if (second && !second.is_none()) set_field(thread, arguments[0], "filename2", second);
    self->args.store(Tuple::create(thread, std::span<const Value>(arguments.values + 1, 2)));
  } else {
    self->args.store(positional_tuple(thread, arguments, 1));
  }
  return Value::none();
}

Result<Value> os_error_str(ThreadState& thread, const Arguments& arguments) {
  const Value error = field(thread, arguments[0], "errno");
  const Value text = field(thread, arguments[0], "strerror");
  const Value file = field(thread, arguments[0], "filename");
  const Value second = field(thread, arguments[0], "filename2");
  if (file.is_none() && (error.is_none() || text.is_none())) return base_exception_str(thread, arguments);
  std::string shown = "[Errno " + MINIPY_TRY(vm::str(thread, error))->utf8() + "] " +
                      MINIPY_TRY(vm::str(thread, text))->utf8();
  if (!file.is_none()) shown += ": " + MINIPY_TRY(vm::repr(thread, file))->utf8();
  if (!second.is_none()) shown += " -> " + MINIPY_TRY(vm::repr(thread, second))->utf8();
  return Value(Str::create(thread, shown));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__", os_error_new, "*args, **kwargs"},
    {"__init__", os_error_init, "self, *args, **kwargs"},
    {"__str__", os_error_str, "self, /"},
};

}  // namespace

void install_os_errors(ThreadState& thread) {
  add_methods(thread, thread.types.OSError, kMethods);
  set_default_fields(thread, thread.types.OSError, {"errno", "strerror", "filename", "filename2"});
}

}  // namespace minipy::builtins
