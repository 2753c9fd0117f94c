// TextIOWrapper.

#include "interpreter/objects/bytes.hpp"
#include "runtime/modules/file_support.hpp"

namespace minipy::modules {

Result<Newline> newline_argument(ThreadState& thread, Value newline) {
  if (newline.is_empty() || newline.is_none()) return Newline::kTranslated;
  const std::string text = MINIPY_TRY(text_argument(thread, newline, "open() argument 'newline'"));
  if (text.empty()) return Newline::kUniversal;
  if (text == "\n") return Newline::kLf;
  if (text == "\r") return Newline::kCr;
  if (text == "\r\n") return Newline::kCrLf;
  return thread.raise(thread.types.ValueError, "illegal newline value: %s", text.c_str());
}

namespace {

bool given(Value value) { return !value.is_empty() && !value.is_none(); }

bool is_locale(Value encoding) {
  return !given(encoding) || (objects::is_str(encoding) && encoding.as<Str>()->utf8() == "locale");
}

/// The errors argument: "strict" unless it is a str.
Result<Value> errors_argument(ThreadState& thread, Value errors) {
  if (!given(errors)) return make_str(thread, "strict");
  if (!objects::is_str(errors)) {
    return thread.raise(thread.types.TypeError,
                        "TextIOWrapper() argument 'errors' must be str or None, not %T", errors);
  }
  return errors;
}

/// Over a native buffered file: its descriptor, and what it has read ahead is read from there first.
Result<std::shared_ptr<FileState>> state_over_file(ThreadState& thread, File* buffer) {
  MINIPY_TRY(descriptor_of(thread, buffer, "I/O operation on"));
  MINIPY_TRY(flush_file(thread, buffer));
  FileState& below = state_of(buffer);
  auto state = new_file_state(thread, FileKind::kText, below.descriptor);
  state->readable = below.readable;
  state->writable = below.writable;
  state->appending = below.appending;
  state->creating = below.creating;
  below.unbuffered.store(true, std::memory_order_relaxed);
  return state;
}

Result<std::shared_ptr<FileState>> state_over_stream(ThreadState& thread, Value stream) {
  auto state = new_file_state(thread, FileKind::kText, nullptr);
  MINIPY_TRY(ask_stream(thread, stream, "seekable"));
  state->readable = MINIPY_TRY(ask_stream(thread, stream, "readable"));
  state->writable = MINIPY_TRY(ask_stream(thread, stream, "writable"));
  return state;
}

/// TextIOWrapper(buffer, encoding, errors, newline, line_buffering, write_through).
Result<Value> text_init(ThreadState& thread, const Arguments& arguments) {
  File* self = MINIPY_TRY(self_as<File>(thread, arguments[0], kFileInfo));
  if (self->state.load(std::memory_order_acquire) != nullptr) return raise_initialised_before(thread);
  const Newline newline = MINIPY_TRY(newline_argument(thread, arguments.get(4)));
  const Value encoding = is_locale(arguments.get(2)) ? make_str(thread, "UTF-8") : arguments[2];
  const Value errors = MINIPY_TRY(errors_argument(thread, arguments.get(3)));
  const Units units = MINIPY_TRY(units_of(thread, encoding));
  const bool line_buffered = given(arguments.get(5)) && MINIPY_TRY(vm::truth(thread, arguments[5]));
  const bool write_through = given(arguments.get(6)) && MINIPY_TRY(vm::truth(thread, arguments[6]));
  File* buffer = native_file(thread, arguments[1]);
  std::shared_ptr<FileState> state = buffer != nullptr ? MINIPY_TRY(state_over_file(thread, buffer))
                                                       : MINIPY_TRY(state_over_stream(thread, arguments[1]));
  state->newline.store(newline, std::memory_order_relaxed);
  state->units.store(units, std::memory_order_relaxed);
  state->line_buffered.store(line_buffered, std::memory_order_relaxed);
  state->unbuffered.store(write_through, std::memory_order_relaxed);
  self->below.store(arguments[1]);
  self->encoding.store(encoding);
  self->errors.store(errors);
  self->decoder.store(Value{});
  self->encoder.store(Value{});
  MINIPY_TRY(publish_state(thread, self, state));
  return Value::none();
}

Result<Value> text_write(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "write() argument must be str, not %T", arguments[1]);
  }
  const Str* text = arguments[1].as<Str>();
  MINIPY_TRY(write_text(thread, file, text));
  return objects::make_int(thread, text->length);
}

Result<Value> text_read(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  const std::int64_t size = MINIPY_TRY(size_argument(thread, arguments.get(1)));
  return decode_text(thread, file, MINIPY_TRY(read_characters(thread, file, size)));
}

/// The buffer is the caller's from now on.
Result<Value> text_detach(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  MINIPY_TRY(vm::call_method(thread, arguments[0], thread.names.flush, {}));
  const Value buffer = MINIPY_TRY(below(thread, file));
  if (File* native = native_below(thread, file);
      native != nullptr && state_of(native).kind == FileKind::kBuffered) {
    state_of(native).unbuffered.store(false, std::memory_order_relaxed);
  }
  state_of(file).detached.store(true, std::memory_order_relaxed);
  return buffer;
}

Result<Value> text_reconfigure(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  FileState& state = state_of(file);
  const Value encoding = arguments.get(1), errors = arguments.get(2), newline = arguments.get(3);
  // relaxed: whoever reads meanwhile does so in the old way or in the new one
  const bool has_read = state.fills.load(std::memory_order_relaxed) > 0;
  if (has_read && (given(encoding) || given(errors) || !newline.is_empty())) {
    return unsupported(thread,
                       "It is not possible to set the encoding or newline of stream after the first read");
  }
  MINIPY_TRY(vm::call_method(thread, arguments[0], thread.names.flush, {}));
  if (!newline.is_empty()) {
    state.newline.store(MINIPY_TRY(newline_argument(thread, newline)), std::memory_order_relaxed);
  }
  if (given(encoding) || given(errors)) {
    const Value name = !given(encoding)      ? file->encoding.load()
                       : is_locale(encoding) ? make_str(thread, "UTF-8")
                                             : encoding;
    const Units units = MINIPY_TRY(units_of(thread, name));
    file->errors.store(MINIPY_TRY(errors_argument(thread, errors)));
    file->encoding.store(name);
    file->decoder.store(Value{});
    file->encoder.store(Value{});
    state.units.store(units, std::memory_order_relaxed);
  }
  if (given(arguments.get(4))) {
    state.line_buffered.store(MINIPY_TRY(vm::truth(thread, arguments[4])), std::memory_order_relaxed);
  }
  if (given(arguments.get(5))) {
    state.unbuffered.store(MINIPY_TRY(vm::truth(thread, arguments[5])), std::memory_order_relaxed);
  }
  return Value::none();
}

/// " name='x'", or nothing where there is none.
Result<std::string> shown_attribute(ThreadState& thread, Value self, const char* name) {
  const Value value = MINIPY_TRY(vm::find_attribute(thread, self, vm::intern(thread, name)));
  if (value.is_empty()) return std::string();
  return std::string(" ") + name + "=" + MINIPY_TRY(vm::repr(thread, value))->utf8();
}

Result<Value> text_repr(ThreadState& thread, const Arguments& arguments) {
  File* file = MINIPY_TRY(self_file(thread, arguments[0]));
  std::string text = "<_io.TextIOWrapper";
  text += MINIPY_TRY(shown_attribute(thread, arguments[0], "name"));
  text += MINIPY_TRY(shown_attribute(thread, arguments[0], "mode"));
  text += " encoding=" + MINIPY_TRY(vm::repr(thread, file->encoding.load()))->utf8() + ">";
  return make_str(thread, text);
}

Result<Value> get_name(ThreadState& thread, Value self) {
  File* file = MINIPY_TRY(self_file(thread, self));
  const Value buffer = file->below.load();
  return buffer.is_empty() ? file->name.load()
                           : vm::get_attribute(thread, buffer, vm::intern(thread, "name"));
}

Result<Value> get_mode(ThreadState& thread, Value self) {
  const Value mode = MINIPY_TRY(self_file(thread, self))->mode.load();
  if (!mode.is_empty()) return mode;
  return thread.raise(thread.types.AttributeError, "'%T' object has no attribute 'mode'", self);
}
Result<void> set_mode(ThreadState& thread, Value self, Value value) {
  MINIPY_TRY(self_file(thread, self))->mode.store(value);
  return Done{};
}

Result<Value> get_encoding(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_file(thread, self))->encoding.load();
}
Result<Value> get_errors(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_file(thread, self))->errors.load();
}

Result<Value> get_newlines(ThreadState& thread, Value self) {
  FileState& state = state_of(MINIPY_TRY(self_file(thread, self)));
  std::uint8_t seen = 0;
  {
    const base::ByteLockGuard guard(state.lock);
    seen = state.newlines_seen;
  }
  vm::RootedValues kinds(thread);
  if ((seen & 1) != 0) kinds.push_back(make_str(thread, "\r"));
  if ((seen & 2) != 0) kinds.push_back(make_str(thread, "\n"));
  if ((seen & 4) != 0) kinds.push_back(make_str(thread, "\r\n"));
  if (kinds.size() == 0) return Value::none();
  return kinds.size() == 1 ? kinds[0] : Value(Tuple::create(thread, kinds.span()));
}

Result<Value> get_line_buffering(ThreadState& thread, Value self) {
  const FileState& state = state_of(MINIPY_TRY(self_file(thread, self)));
  return Value::from_bool(state.line_buffered.load(std::memory_order_relaxed));
}
Result<Value> get_write_through(ThreadState& thread, Value self) {
  const FileState& state = state_of(MINIPY_TRY(self_file(thread, self)));
  return Value::from_bool(state.unbuffered.load(std::memory_order_relaxed));
}
Result<Value> get_buffer(ThreadState& thread, Value self) {
  File* file = MINIPY_TRY(self_file(thread, self));
  const Value buffer = MINIPY_TRY(below(thread, file));
  // Text and bytes come out in the order in which they were written.
  if (state_of(file).descriptor != nullptr && state_of(file).descriptor->number() >= 0) {
    MINIPY_TRY(flush_file(thread, file));
  }
  return buffer;
}

constexpr NativeDefinition kMethods[] = {
    {"__init__", text_init, "self, buffer, encoding=, errors=, newline=, line_buffering=, write_through="},
    {"write", text_write, "self, text, /"},
    {"read", text_read, "self, size=, /"},
    {"detach", text_detach, "self, /"},
    {"reconfigure", text_reconfigure,
     "self, *, encoding=, errors=, newline=, line_buffering=, write_through="},
    {"__repr__", text_repr, "self, /"},
};

constexpr GetSetDefinition kAttributes[] = {
    {"name", get_name},
    {"mode", get_mode, set_mode},
    {"encoding", get_encoding},
    {"errors", get_errors},
    {"newlines", get_newlines},
    {"line_buffering", get_line_buffering},
    {"write_through", get_write_through},
    {"buffer", get_buffer},
};

}  // namespace

std::span<const NativeDefinition> text_file_methods() { return kMethods; }
std::span<const GetSetDefinition> text_file_attributes() { return kAttributes; }

}  // namespace minipy::modules
