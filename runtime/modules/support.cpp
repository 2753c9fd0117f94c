#include "runtime/modules/support.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/function.hpp"
#include "interpreter/vm/attributes.hpp"

namespace minipy::modules {

Module* new_module(ThreadState& thread, const char* name, const char* doc) {
  Module* module = Module::create(thread, vm::intern(thread, name));
  builtins::add_value(thread, module, "__name__", vm::intern(thread, name));
  builtins::add_value(thread, module, "__doc__", make_str(thread, doc));
  builtins::add_value(thread, module, "__package__", vm::intern(thread, ""));
  builtins::add_value(thread, module, "__loader__", Value::none());
  builtins::add_value(thread, module, "__spec__", Value::none());
  return module;
}

Type* new_type(ThreadState& thread, const char* name, const char* module, bool may_be_base,
               std::span<const NativeDefinition> methods, std::span<const GetSetDefinition> getsets,
               Type* base, objects::Kind kind) {
  if (base == nullptr) base = thread.types.object;
  Type* type = objects::create_builtin_type(thread, name, module, base, kind);
  if (may_be_base) {
    type->type_flags |= Type::kBaseType;
  } else {
    type->type_flags &= ~static_cast<std::uint32_t>(Type::kBaseType);
  }
  builtins::add_methods(thread, type, methods);
  builtins::add_getsets(thread, type, getsets);
  return type;
}

Result<std::string> text_argument(ThreadState& thread, Value value, const char* name) {
  if (!objects::is_str(value)) {
    return thread.raise(thread.types.TypeError, "%s must be str, not %T", name, value);
  }
  return value.as<Str>()->utf8();
}

Result<Value> special_method(ThreadState& thread, Value object, const char* name) {
  Type* type = objects::type_of(thread, object);
  const Value found = type->lookup(thread, vm::intern(thread, name));
  return found ? vm::descriptor_get(thread, found, object, type) : Result<Value>(Value{});
}

Result<std::string> path_argument(ThreadState& thread, Value value, const char* function) {
  Value path = value;
  if (!objects::is_str(path) && !objects::is_bytes(path)) {
    const Value method = MINIPY_TRY(special_method(thread, value, "__fspath__"));
    if (method.is_empty()) {
      return thread.raise(thread.types.TypeError, "%s: path should be string, bytes or os.PathLike, not %T",
                          function, value);
    }
    path = MINIPY_TRY(vm::call(thread, method, {}));
  }
  std::string text;
  if (objects::is_bytes(path)) {
    text = path.as<objects::Bytes>()->view();
  } else if (objects::is_str(path)) {
    text = path.as<Str>()->utf8();
  } else {
    return thread.raise(thread.types.TypeError, "expected %T.__fspath__() to return str or bytes, not %T",
                        value, path);
  }
  if (text.find('\0') != std::string::npos)
    return thread.raise(thread.types.ValueError, "embedded null byte");
  return text;
}

namespace {

Type* os_error_type(const objects::CoreTypes& types, int error) {
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

}  // namespace

Raised raise_os_error(ThreadState& thread, int error, Value filename) {
  Type* type = os_error_type(thread.types, error);
  const Value number = Value::from_int(error);
  const Value text = make_str(thread, std::strerror(error));
  if (filename.is_empty() || filename.is_none()) {
    const Value arguments[] = {number, text};
    return thread.raise_with(type, arguments);
  }
  const Value arguments[] = {number, text, filename};
  return thread.raise_with(type, arguments);
}

void write_stderr(ThreadState& thread, const std::string& text) {
  const Value stream = thread.interpreter.sys->namespace_()->get_str(thread.names.stderr_);
  if (stream.is_empty() || stream.is_none()) return;
  if (!vm::call_method(thread, stream, thread.names.write, {make_str(thread, text)}).ok())
    thread.take_exception();
}

Result<void> refuse_keywords(ThreadState& thread, const char* name, const Arguments& arguments) {
  if (arguments.keyword_count() == 0) return Done{};
  return thread.raise(thread.types.TypeError, "%s() takes no keyword arguments", name);
}

// ---- struct sequences

namespace {

Result<Value> struct_sequence_repr(ThreadState& thread, const Arguments& arguments) {
  const Value self = arguments[0];
  const Type* type = objects::type_of(thread, self);
  const Value names = type->lookup(thread, thread.names.dunder_match_args);
  std::string text = type->module.load_as<Str>()->utf8() + "." + type->name.load_as<Str>()->utf8() + "(";
  const Tuple* tuple = self.as<Tuple>();
  for (std::int64_t i = 0; i < tuple->length; ++i) {
    if (i > 0) text += ", ";
    text += names.as<Tuple>()->items[i].as<Str>()->utf8() + "=";
    text += MINIPY_TRY(vm::repr(thread, tuple->items[i]))->utf8();
  }
  return make_str(thread, text + ")");
}

Result<Value> struct_sequence_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = arguments[0].as<Type>();
  const Value names = type->lookup(thread, thread.names.dunder_match_args);
  const std::int64_t wanted = names.as<Tuple>()->length;
  Tuple* items = MINIPY_TRY(vm::to_tuple(thread, arguments[1]));
  if (items->length < wanted) {
    return thread.raise(thread.types.TypeError, "%s.%s() takes an at least %d-sequence (%d-sequence given)",
                        type->module.load_as<Str>()->utf8().c_str(),
                        type->name.load_as<Str>()->utf8().c_str(), wanted, items->length);
  }
  return make_struct_sequence(thread, type, items->values().first(static_cast<std::size_t>(wanted)));
}

const NativeDefinition kStructSequenceMethods[] = {
    {"__new__", struct_sequence_new, "cls, sequence, dict="},
    {"__repr__", struct_sequence_repr, "self, /"},
};

}  // namespace

Type* new_struct_sequence(ThreadState& thread, const char* name, const char* module,
                          std::span<const GetSetDefinition> fields, std::size_t visible) {
  Type* type = new_type(thread, name, module, false, kStructSequenceMethods, fields, thread.types.tuple,
                        objects::kTuple);
  visible = std::min(visible, fields.size());
  vm::RootedValues names(thread);
  for (const GetSetDefinition& field : fields.first(visible)) names.push_back(vm::intern(thread, field.name));
  type->set_attribute(thread, thread.names.dunder_match_args, Tuple::create(thread, names.span()));
  type->set_attribute(thread, vm::intern(thread, "n_sequence_fields"),
                      objects::make_int_u64(thread, visible));
  type->set_attribute(thread, vm::intern(thread, "n_fields"), objects::make_int_u64(thread, fields.size()));
  type->set_attribute(thread, vm::intern(thread, "n_unnamed_fields"), Value::from_int(0));
  return type;
}

Value make_struct_sequence(ThreadState& thread, Type* type, std::span<const Value> items) {
  Tuple* tuple = Tuple::create_uninitialised(thread, type, static_cast<std::int64_t>(items.size()));
  std::copy(items.begin(), items.end(), tuple->items);
  return tuple;
}

}  // namespace minipy::modules
