// UnicodeDecodeError, UnicodeEncodeError and UnicodeTranslateError.
#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/builtins/exception_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {

using objects::Exception;

namespace {

struct Field {
  const char* name;
  char kind;  // s: str, y: bytes-like, n: integer
};

constexpr Field kCodecFields[] = {
    {"encoding", 's'}, {"object", 's'}, {"start", 'n'}, {"end", 'n'}, {"reason", 's'}};
constexpr Field kDecodeFields[] = {
    {"encoding", 's'}, {"object", 'y'}, {"start", 'n'}, {"end", 'n'}, {"reason", 's'}};
constexpr Field kTranslateFields[] = {{"object", 's'}, {"start", 'n'}, {"end", 'n'}, {"reason", 's'}};

Result<Value> init(ThreadState& thread, const Arguments& arguments, std::span<const Field> fields) {
  arguments[0].as<Exception>()->args.store(positional_tuple(thread, arguments, 1));
  const std::uint32_t count = arguments.count - 1;
  if (count != fields.size()) {
    return thread.raise(thread.types.TypeError, "function takes exactly %d arguments (%d given)",
                        static_cast<std::int64_t>(fields.size()), static_cast<std::int64_t>(count));
  }
  for (std::uint32_t i = 0; i < count; ++i) {
    Value value = arguments[i + 1];
    const char kind = fields[i].kind;
    if (kind == 's' && !objects::is_str(value)) {
      return thread.raise(thread.types.TypeError, "argument %d must be str, not %T", std::int64_t{i} + 1,
                          value);
    }
    if (kind == 'y' && !objects::is_bytes(value)) {
      MINIPY_TRY(check_bytes_like(thread, value));
      value = objects::Bytes::create(thread, *BytesView(thread, value));
    }
    if (kind == 'n') static_cast<void>(MINIPY_TRY(vm::index_int64(thread, value)));
    set_field(thread, arguments[0], fields[i].name, value);
  }
  return Value::none();
}

Result<Value> decode_init(ThreadState& thread, const Arguments& arguments) {
  return init(thread, arguments, kDecodeFields);
}
Result<Value> encode_init(ThreadState& thread, const Arguments& arguments) {
  return init(thread, arguments, kCodecFields);
}
Result<Value> translate_init(ThreadState& thread, const Arguments& arguments) {
  return init(thread, arguments, kTranslateFields);
}

std::string code_point_text(char32_t point) {
  char text[16];
  std::snprintf(text, sizeof text,
                point < 0x100     ? "\\x%02x"
                : point < 0x10000 ? "\\u%04x"
                                  : "\\U%08x",
                static_cast<unsigned>(point));
  return text;
}

std::string position_text(std::int64_t start, std::int64_t end) {
  return end == start + 1 ? std::to_string(start) : std::to_string(start) + "-" + std::to_string(end - 1);
}

struct Place {
  Value object;
  std::int64_t start;
  std::int64_t end;
  std::string reason;
};

Result<Place> place_of(ThreadState& thread, Value self) {
  const Value start = field(thread, self, "start");
  const Value end = field(thread, self, "end");
  return Place{field(thread, self, "object"), start.is_int() ? start.as_int() : 0,
               end.is_int() ? end.as_int() : 0,
               MINIPY_TRY(vm::str(thread, field(thread, self, "reason")))->utf8()};
}

Result<Value> decode_str(ThreadState& thread, const Arguments& arguments) {
  const Place place = MINIPY_TRY(place_of(thread, arguments[0]));
  if (place.object.is_none()) return Value(thread.names.empty);
  std::string text = "'" + MINIPY_TRY(vm::str(thread, field(thread, arguments[0], "encoding")))->utf8() +
                     "' codec can't decode ";
  bool one = false;
  if (objects::is_bytes(place.object) && place.end == place.start + 1 &&
      place.start < place.object.as<objects::Bytes>()->length) {
    char shown[16];
    std::snprintf(shown, sizeof shown, "byte 0x%02x",
                  static_cast<unsigned char>(place.object.as<objects::Bytes>()->data[place.start]));
    text += shown;
    one = true;
  }
  if (!one) text += "bytes";
  return Value(
      Str::create(thread, text + " in position " +
                              (one ? std::to_string(place.start)
                                   : std::to_string(place.start) + "-" + std::to_string(place.end - 1)) +
                              ": " + place.reason));
}

Result<Value> points_str(ThreadState& thread, Value self, const std::string& before) {
  const Place place = MINIPY_TRY(place_of(thread, self));
  if (!objects::is_str(place.object)) return Value(thread.names.empty);
  const auto* text = place.object.as<Str>();
  const bool one = place.end == place.start + 1 && place.start >= 0 && place.start < text->length;
  const std::string what = one ? "character '" + code_point_text(text->at(place.start)) + "'" : "characters";
  return Value(Str::create(
      thread, before + what + " in position " + position_text(place.start, place.end) + ": " + place.reason));
}

Result<Value> encode_str(ThreadState& thread, const Arguments& arguments) {
  const Value encoding = field(thread, arguments[0], "encoding");
  return points_str(thread, arguments[0],
                    "'" + MINIPY_TRY(vm::str(thread, encoding))->utf8() + "' codec can't encode ");
}

Result<Value> translate_str(ThreadState& thread, const Arguments& arguments) {
  return points_str(thread, arguments[0], "can't translate ");
}

constexpr NativeDefinition kDecodeMethods[] = {
    {"__init__", decode_init, "self, *args"},
    {"__str__", decode_str, "self, /"},
};
constexpr NativeDefinition kEncodeMethods[] = {
    {"__init__", encode_init, "self, *args"},
    {"__str__", encode_str, "self, /"},
};
constexpr NativeDefinition kTranslateMethods[] = {
    {"__init__", translate_init, "self, *args"},
    {"__str__", translate_str, "self, /"},
};

}  // namespace

void install_unicode_errors(ThreadState& thread) {
  add_methods(thread, thread.types.UnicodeDecodeError, kDecodeMethods);
  add_methods(thread, thread.types.UnicodeEncodeError, kEncodeMethods);
  add_methods(thread, thread.types.UnicodeTranslateError, kTranslateMethods);
}

}  // namespace minipy::builtins
