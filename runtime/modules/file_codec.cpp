// How text files are encoded. UTF-8, ASCII and Latin-1 are kept as they are in the file and decoded when text
// is given out; any other encoding goes through the incremental codecs of the module `codecs`.

#include <unistd.h>

#include <algorithm>
#include <array>

#include "interpreter/objects/bytes.hpp"
#include "runtime/modules/file_support.hpp"

namespace minipy::modules {

namespace {

Result<Value> codecs_function(ThreadState& thread, const char* name) {
  return vm::get_attribute(thread, MINIPY_TRY(vm::import_module(thread, "codecs")), vm::intern(thread, name));
}

/// codecs.getincrementaldecoder(encoding)(errors), or the encoder.
Result<Value> make_codec(ThreadState& thread, const File* file, const char* maker) {
  const Value function = MINIPY_TRY(codecs_function(thread, maker));
  const Value cls = MINIPY_TRY(vm::call(thread, function, {file->encoding.load()}));
  return vm::call(thread, cls, {file->errors.load()});
}

/// What `slot` has then, which another thread may have filled first.
Value keep(Slot& slot, Value made) {
  Value expected;
  return slot.compare_exchange(expected, made) ? made : slot.load();
}

Result<bool> starts_at_beginning(ThreadState& thread, File* file) {
  const FileState& state = state_of(file);
  if (state.descriptor != nullptr) return ::lseek(state.descriptor->number(), 0, SEEK_CUR) <= 0;
  if (!MINIPY_TRY(ask_stream(thread, file->below.load(), "seekable"))) return true;
  const Value position = MINIPY_TRY(call_stream(thread, file, "tell"));
  return !MINIPY_TRY(vm::truth(thread, position));
}

Result<Value> encoder_of(ThreadState& thread, File* file) {
  const Value there = file->encoder.load();
  if (!there.is_empty()) return there;
  const Value made = MINIPY_TRY(make_codec(thread, file, "getincrementalencoder"));
  if (!MINIPY_TRY(starts_at_beginning(thread, file))) {
    MINIPY_TRY(vm::call_method(thread, made, vm::intern(thread, "setstate"), {Value::from_int(0)}));
  }
  return keep(file->encoder, made);
}

std::string translate(const std::string& text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r') {
      result.push_back(text[i]);
      continue;
    }
    result.push_back('\n');
    if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
  }
  return result;
}

}  // namespace

Result<Units> units_of(ThreadState& thread, Value encoding) {
  std::string name = MINIPY_TRY(text_argument(thread, encoding, "TextIOWrapper() argument 'encoding'"));
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c == '_' ? '-' : c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  });
  static constexpr std::array kUtf8Names = {"utf-8", "utf8", "u8"};
  static constexpr std::array kByteNames = {"ascii",  "us-ascii",   "latin-1",
                                            "latin1", "iso-8859-1", "iso8859-1"};
  if (std::find(kUtf8Names.begin(), kUtf8Names.end(), name) != kUtf8Names.end()) return Units::kUtf8;
  if (std::find(kByteNames.begin(), kByteNames.end(), name) != kByteNames.end()) return Units::kBytes;
  const Value lookup = MINIPY_TRY(codecs_function(thread, "lookup"));
  const Value codec = MINIPY_TRY(vm::call(thread, lookup, {encoding}));
  const Value is_text =
      MINIPY_TRY(vm::find_attribute(thread, codec, vm::intern(thread, "_is_text_encoding")));
  if (!is_text.is_empty() && !MINIPY_TRY(vm::truth(thread, is_text))) {
    return thread.raise(thread.types.LookupError,
                        "%R is not a text encoding; use codecs.open() to handle arbitrary codecs", encoding);
  }
  return Units::kDecoded;
}

Result<Value> decode_text(ThreadState& thread, File* file, std::string bytes) {
  const FileState& state = state_of(file);
  if (state.newline.load(std::memory_order_relaxed) == Newline::kTranslated &&
      bytes.find('\r') != std::string::npos) {
    bytes = translate(bytes);
  }
  if (state.units.load(std::memory_order_relaxed) == Units::kDecoded ||
      std::none_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; })) {
    return make_str(thread, bytes);
  }
  const Value raw = objects::Bytes::create(thread, bytes);
  return vm::call_method(thread, raw, vm::intern(thread, "decode"),
                         {file->encoding.load(), file->errors.load()});
}

Result<std::string> decode_piece(ThreadState& thread, File* file, std::string_view bytes, bool final) {
  Value decoder = file->decoder.load();
  if (decoder.is_empty()) {
    decoder = keep(file->decoder, MINIPY_TRY(make_codec(thread, file, "getincrementaldecoder")));
  }
  const Value text =
      MINIPY_TRY(vm::call_method(thread, decoder, vm::intern(thread, "decode"),
                                 {Value(objects::Bytes::create(thread, bytes)), Value::from_bool(final)}));
  if (!objects::is_str(text)) {
    return thread.raise(thread.types.TypeError, "decoder should return a string result, not '%T'", text);
  }
  return text.as<Str>()->utf8();
}

Result<std::string> encode_text(ThreadState& thread, File* file, const Str* text) {
  Value value = Value(const_cast<Str*>(text));
  FileState& state = state_of(file);
  Value encoded;
  if (state.units.load(std::memory_order_relaxed) == Units::kDecoded) {
    const Newline newline = state.newline.load(std::memory_order_relaxed);
    if (newline == Newline::kCr || newline == Newline::kCrLf) {
      value = MINIPY_TRY(vm::call_method(
          thread, value, vm::intern(thread, "replace"),
          {make_str(thread, "\n"), make_str(thread, newline == Newline::kCr ? "\r" : "\r\n")}));
    }
    const Value encoder = MINIPY_TRY(encoder_of(thread, file));
    encoded = MINIPY_TRY(vm::call_method(thread, encoder, vm::intern(thread, "encode"), {value}));
  } else {
    encoded = MINIPY_TRY(vm::call_method(thread, value, vm::intern(thread, "encode"),
                                         {file->encoding.load(), file->errors.load()}));
  }
  if (!objects::is_bytes(encoded)) {
    return thread.raise(thread.types.TypeError, "encoder should return a bytes object, not '%T'", encoded);
  }
  return std::string(encoded.as<objects::Bytes>()->view());
}

// Exact where the text is encoded as it was; a mark that every encoding begins with does not count.
Result<std::int64_t> encoded_length(ThreadState& thread, File* file, const std::string& text) {
  const auto length = [&](const std::string& part) -> Result<std::int64_t> {
    const Value encoded =
        MINIPY_TRY(vm::call_method(thread, make_str(thread, part), vm::intern(thread, "encode"),
                                   {file->encoding.load(), file->errors.load()}));
    return vm::length(thread, encoded);
  };
  return MINIPY_TRY(length(text)) - MINIPY_TRY(length(std::string()));
}

Result<void> reset_codec(ThreadState& thread, File* file, bool at_start) {
  const Value decoder = file->decoder.load();
  if (!decoder.is_empty()) MINIPY_TRY(vm::call_method(thread, decoder, vm::intern(thread, "reset"), {}));
  const Value encoder = file->encoder.load();
  if (encoder.is_empty()) return Done{};
  if (at_start) {
    MINIPY_TRY(vm::call_method(thread, encoder, vm::intern(thread, "reset"), {}));
  } else {
    MINIPY_TRY(vm::call_method(thread, encoder, vm::intern(thread, "setstate"), {Value::from_int(0)}));
  }
  return Done{};
}

}  // namespace minipy::modules
