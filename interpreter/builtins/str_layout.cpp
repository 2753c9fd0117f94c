#include <algorithm>
#include <climits>

#include "interpreter/base/unicode.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {
namespace {

using objects::StrBuilder;

Value padded(ThreadState& thread, const Str* text, std::int64_t left, std::int64_t right, char32_t fill) {
  StrBuilder out;
  out.append_repeated(fill, left);
  out.append(text);
  out.append_repeated(fill, right);
  return out.finish(thread);
}

enum class Align : std::uint8_t { kLeft, kRight, kCenter };

template <Align align>
Result<Value> str_justify(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  const std::int64_t width = MINIPY_TRY(index_or(thread, arguments[1], 0));
  char32_t fill = ' ';
  if (const Value given = arguments.get(2)) {
    if (!objects::is_str(given)) {
      return thread.raise(thread.types.TypeError, "The fill character must be a unicode character, not %T",
                          given);
    }
    if (given.as<Str>()->length != 1) {
      return thread.raise(thread.types.TypeError, "The fill character must be exactly one character long");
    }
    fill = given.as<Str>()->at(0);
  }
  const std::int64_t padding = std::max<std::int64_t>(width - text->length, 0);
  if (padding == 0 && is_exactly(thread, arguments[0], thread.types.str)) return arguments[0];
  MINIPY_TRY(check_repeat(thread, text->length + padding, 1,
                          std::max<std::size_t>(text->width(), fill > 0xFF ? 4 : 1)));
  std::int64_t left = 0;
  if constexpr (align == Align::kRight) left = padding;
  if constexpr (align == Align::kCenter) left = padding / 2 + (padding & width & 1);
  return padded(thread, text, left, padding - left, fill);
}

Result<Value> str_zfill(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  const std::int64_t width = MINIPY_TRY(index_or(thread, arguments[1], 0));
  MINIPY_TRY(check_repeat(thread, std::max(width, text->length), 1, text->width()));
  const bool has_sign = text->length > 0 && (text->at(0) == '+' || text->at(0) == '-');
  StrBuilder out;
  if (has_sign) out.append(text->at(0));
  out.append_repeated('0', width - text->length);
  out.append(text, has_sign ? 1 : 0, text->length - (has_sign ? 1 : 0));
  return Value(out.finish(thread));
}

Result<Value> str_expandtabs(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  const std::int64_t size = MINIPY_TRY(index_or(thread, arguments.get(1), 8));
  if (size < INT_MIN || size > INT_MAX) {
    return thread.raise(thread.types.OverflowError, "Python int too large to convert to C int");
  }
  StrBuilder out;
  std::int64_t column = 0;
  for (std::int64_t i = 0; i < text->length; ++i) {
    const char32_t c = text->at(i);
    if (c == '\t') {
      if (size <= 0) continue;
      const std::int64_t count = size - column % size;
      out.append_repeated(' ', count);
      column += count;
      continue;
    }
    out.append(c);
    column = c == '\n' || c == '\r' ? 0 : column + 1;
  }
  return Value(out.finish(thread));
}

// What a translation table says of a character: empty when it says nothing.
Result<Value> translation(ThreadState& thread, Value table, char32_t point) {
  const Value key = Value::from_int(point);
  if (is_exactly(thread, table, thread.types.dict)) return table.as<objects::Dict>()->get(thread, key);
  auto found = vm::get_item(thread, table, key);
  if (found.ok() || !thread.exception_is(thread.types.LookupError)) return found;
  (void)thread.take_exception();
  return Value{};
}

Result<Value> str_translate(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  StrBuilder out;
  for (std::int64_t i = 0; i < text->length; ++i) {
    const Value to = MINIPY_TRY(translation(thread, arguments[1], text->at(i)));
    if (!to) {
      out.append(text->at(i));
    } else if (objects::is_str(to)) {
      out.append(to.as<Str>());
    } else if (objects::is_integer(to)) {
      const auto point = objects::to_int64(to);
      if (!point || *point < 0 || *point > 0x10FFFF) {
        return thread.raise(thread.types.ValueError, "character mapping must be in range(0x110000)");
      }
      out.append(static_cast<char32_t>(*point));
    } else if (!to.is_none()) {
      return thread.raise(thread.types.TypeError, "character mapping must return integer, None or str");
    }
  }
  return Value(out.finish(thread));
}

Result<Value> table_from_strings(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[0])) {
    return thread.raise(thread.types.TypeError,
                        "first maketrans argument must be a string if there is a second argument");
  }
  const Str* from = arguments[0].as<Str>();
  const Str* to = MINIPY_TRY(str_argument(thread, arguments[1], "maketrans() argument 2"));
  if (from->length != to->length) {
    return thread.raise(thread.types.ValueError, "the first two maketrans arguments must have equal length");
  }
  objects::Dict* table = objects::Dict::create(thread);
  for (std::int64_t i = 0; i < from->length; ++i) {
    MINIPY_TRY(table->set(thread, Value::from_int(from->at(i)), Value::from_int(to->at(i))));
  }
  if (const Value drop = arguments.get(2)) {
    const Str* dropped = MINIPY_TRY(str_argument(thread, drop, "maketrans() argument 3"));
    for (std::int64_t i = 0; i < dropped->length; ++i) {
      MINIPY_TRY(table->set(thread, Value::from_int(dropped->at(i)), Value::none()));
    }
  }
  return Value(table);
}

Result<Value> str_maketrans(ThreadState& thread, const Arguments& arguments) {
  if (arguments.get(1)) return table_from_strings(thread, arguments);
  if (!objects::is_dict(arguments[0])) {
    return thread.raise(thread.types.TypeError,
                        "if you give only one argument to maketrans it must be a dict");
  }
  objects::Dict* table = objects::Dict::create(thread);
  std::size_t position = 0;
  Value key;
  Value value;
  while (arguments[0].as<objects::Dict>()->next(position, key, value)) {
    if (objects::is_str(key)) {
      if (key.as<Str>()->length != 1) {
        return thread.raise(thread.types.ValueError, "string keys in translate table must be of length 1");
      }
      key = Value::from_int(key.as<Str>()->at(0));
    } else if (!objects::is_integer(key)) {
      return thread.raise(thread.types.TypeError, "keys in translate table must be strings or integers");
    }
    MINIPY_TRY(table->set(thread, key, value));
  }
  return Value(table);
}

constexpr NativeDefinition kMethods[] = {
    {"ljust", str_justify<Align::kLeft>, "self, width, fillchar=, /"},
    {"rjust", str_justify<Align::kRight>, "self, width, fillchar=, /"},
    {"center", str_justify<Align::kCenter>, "self, width, fillchar=, /"},
    {"zfill", str_zfill, "self, width, /"},
    {"expandtabs", str_expandtabs, "self, tabsize="},
    {"translate", str_translate, "self, table, /"},
};

constexpr NativeDefinition kStaticMethods[] = {
    {"maketrans", str_maketrans, "x, y=, z=, /"},
};

}  // namespace

std::span<const NativeDefinition> str_layout_methods() { return kMethods; }
std::span<const NativeDefinition> str_static_methods() { return kStaticMethods; }

}  // namespace minipy::builtins
