// print and input: whatever sys.stdout and sys.stdin are bound to.
#include "interpreter/builtins/builtin_support.hpp"
#include "interpreter/objects/key.hpp"

namespace minipy::builtins {

using objects::StrBuilder;

namespace {

Result<Value> stream(ThreadState& thread, Str* name) {
  const objects::Module* sys = thread.interpreter.sys;
  const Value found = sys != nullptr ? sys->namespace_()->get_str(name) : Value{};
  return found ? found : Value::none();
}

Result<Value> text_option(ThreadState& thread, Value value, const char* name) {
  if (!value || value.is_none()) return Value{};
  if (objects::is_str(value)) return value;
  return thread.raise(thread.types.TypeError, "%s must be None or a string, not %T", name, value);
}

Result<Str*> text_of(ThreadState& thread, Value value) {
  if (objects::is_exact_str(thread, value)) return value.as<Str>();
  return vm::str(thread, value);
}

struct PrintOptions {
  Value separator;
  Value end;
  Value file;
  Value flush;
};

Result<PrintOptions> print_options(ThreadState& thread, const Arguments& arguments) {
  PrintOptions options;
  const objects::Names& names = thread.names;
  for (std::uint32_t i = 0; i < arguments.keyword_count(); ++i) {
    auto* keyword = arguments.keywords->items[i].as<Str>();
    const Value value = arguments.values[arguments.count + i];
    if (keyword->equals(names.sep)) {
      options.separator = value;
    } else if (keyword->equals(names.end)) {
      options.end = value;
    } else if (keyword->equals(names.file)) {
      options.file = value;
    } else if (keyword->equals(names.flush)) {
      options.flush = value;
    } else {
      return thread.raise(thread.types.TypeError, "'%S' is an invalid keyword argument for print()", keyword);
    }
  }
  options.separator = MINIPY_TRY(text_option(thread, options.separator, "sep"));
  options.end = MINIPY_TRY(text_option(thread, options.end, "end"));
  return options;
}

// A file of our own takes the whole line in one write, so that lines of different threads do not mix.
Result<void> print_at_once(ThreadState& thread, Value write, const Arguments& arguments,
                           const PrintOptions& options) {
  if (arguments.count == 0 && options.end) {
    static_cast<void>(MINIPY_TRY(vm::call(thread, write, {options.end})));
    return Done{};
  }
  StrBuilder line;
  for (std::uint32_t i = 0; i < arguments.count; ++i) {
    if (i > 0) {
      if (options.separator) {
        line.append(options.separator.as<Str>());
      } else {
        line.append(U' ');
      }
    }
    line.append(MINIPY_TRY(text_of(thread, arguments[i])));
  }
  if (options.end) {
    line.append(options.end.as<Str>());
  } else {
    line.append(U'\n');
  }
  static_cast<void>(MINIPY_TRY(vm::call(thread, write, {line.finish(thread)})));
  return Done{};
}

// Anybody else's file sees the writes that CPython makes.
Result<void> print_in_pieces(ThreadState& thread, Value write, const Arguments& arguments,
                             const PrintOptions& options) {
  for (std::uint32_t i = 0; i < arguments.count; ++i) {
    if (i > 0) {
      const Value separator = options.separator ? options.separator : Value(vm::intern(thread, " "));
      static_cast<void>(MINIPY_TRY(vm::call(thread, write, {separator})));
    }
    Str* text = MINIPY_TRY(text_of(thread, arguments[i]));
    static_cast<void>(MINIPY_TRY(vm::call(thread, write, {text})));
  }
  const Value end = options.end ? options.end : Value(vm::intern(thread, "\n"));
  static_cast<void>(MINIPY_TRY(vm::call(thread, write, {end})));
  return Done{};
}

Result<Value> builtin_print(ThreadState& thread, const Arguments& arguments) {
  const PrintOptions options =
      arguments.keyword_count() == 0 ? PrintOptions{} : MINIPY_TRY(print_options(thread, arguments));
  Value file = options.file;
  if (!file || file.is_none()) {
    file = MINIPY_TRY(stream(thread, thread.names.stdout_));
    if (file.is_none()) return Value::none();
  }
  const Value write = MINIPY_TRY(vm::get_attribute(thread, file, thread.names.write));
  if (objects::has_kind(file, objects::kOpaque) && !objects::type_of(thread, file)->has(Type::kHeapType)) {
    MINIPY_TRY(print_at_once(thread, write, arguments, options));
  } else {
    MINIPY_TRY(print_in_pieces(thread, write, arguments, options));
  }
  if (options.flush && MINIPY_TRY(vm::truth(thread, options.flush))) {
    static_cast<void>(MINIPY_TRY(vm::call_method(thread, file, thread.names.flush, {})));
  }
  return Value::none();
}

// Flushes a stream; what goes wrong there is not input's concern.
void flush_quietly(ThreadState& thread, Value file) {
  if (!vm::call_method(thread, file, thread.names.flush, {}).ok()) static_cast<void>(thread.take_exception());
}

Result<Value> builtin_input(ThreadState& thread, const Arguments& arguments) {
  Type* error = thread.types.RuntimeError;
  const Value in = MINIPY_TRY(stream(thread, thread.names.stdin_));
  const Value out = MINIPY_TRY(stream(thread, thread.names.stdout_));
  const Value err = MINIPY_TRY(stream(thread, thread.names.stderr_));
  if (in.is_none()) return thread.raise(error, "input(): lost sys.stdin");
  if (out.is_none()) return thread.raise(error, "input(): lost sys.stdout");
  if (err.is_none()) return thread.raise(error, "input(): lost sys.stderr");
  flush_quietly(thread, err);
  const Value prompt = arguments.get(0);
  if (prompt) {
    Str* text = MINIPY_TRY(text_of(thread, prompt));
    static_cast<void>(MINIPY_TRY(vm::call_method(thread, out, thread.names.write, {text})));
  }
  flush_quietly(thread, out);
  const Value line = MINIPY_TRY(vm::call_method(thread, in, vm::intern(thread, "readline"), {}));
  if (!objects::is_str(line)) {
    return thread.raise(thread.types.TypeError, "object.readline() returned non-string");
  }
  const auto* text = line.as<Str>();
  if (text->length == 0) return thread.raise(thread.types.EOFError, "EOF when reading a line");
  const bool ended = text->at(text->length - 1) == U'\n';
  return ended ? Value(Str::substring(thread, text, 0, text->length - 1)) : line;
}

constexpr NativeDefinition kFunctions[] = {
    {"print", builtin_print, "*args, **kwargs",
     "Prints the values to a stream, or to sys.stdout by default."},
    {"input", builtin_input, "prompt=, /",
     "Read a string from standard input.  The trailing newline is stripped."},
};

}  // namespace

std::span<const NativeDefinition> stream_functions() { return kFunctions; }

}  // namespace minipy::builtins
