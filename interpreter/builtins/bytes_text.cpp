// The methods of bytes and bytearray that look at them as ASCII text, and their conversions.
#include <algorithm>
#include <climits>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/builtins/codecs.hpp"

namespace minipy::builtins {
namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alpha(char c) { return is_lower(c) || is_upper(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
char to_lower(char c) { return static_cast<char>(is_upper(c) ? c + 32 : c); }
char to_upper(char c) { return static_cast<char>(is_lower(c) ? c - 32 : c); }
char swap_case(char c) { return is_lower(c) ? to_upper(c) : to_lower(c); }

template <char (*map)(char)>
Result<Value> mapped(ThreadState& thread, const Arguments& arguments) {
  std::string bytes(*BytesView(thread, arguments[0]));
  std::transform(bytes.begin(), bytes.end(), bytes.begin(), map);
  return make_bytes_like(thread, arguments[0], bytes);
}

template <bool (*test)(char)>
Result<Value> all_of(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  return Value::from_bool(!self->empty() && std::all_of(self->begin(), self->end(), test));
}

template <bool (*wanted)(char), bool (*other)(char)>
Result<Value> is_of_case(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  return Value::from_bool(std::any_of(self->begin(), self->end(), wanted) &&
                          std::none_of(self->begin(), self->end(), other));
}

Result<Value> bytes_isascii(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  return Value::from_bool(std::all_of(self->begin(), self->end(), [](char c) { return (c & 0x80) == 0; }));
}

Result<Value> bytes_istitle(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  bool found = false;
  bool after_cased = false;
  for (const char c : *self) {
    if (is_alpha(c)) {
      if (is_upper(c) == after_cased) return Value::false_();
      found = true;
    }
    after_cased = is_alpha(c);
  }
  return Value::from_bool(found);
}

Result<Value> bytes_capitalize(ThreadState& thread, const Arguments& arguments) {
  std::string bytes(*BytesView(thread, arguments[0]));
  std::transform(bytes.begin(), bytes.end(), bytes.begin(), to_lower);
  if (!bytes.empty()) bytes[0] = to_upper(bytes[0]);
  return make_bytes_like(thread, arguments[0], bytes);
}

Result<Value> bytes_title(ThreadState& thread, const Arguments& arguments) {
  std::string bytes(*BytesView(thread, arguments[0]));
  bool after_cased = false;
  for (char& c : bytes) {
    c = after_cased ? to_lower(c) : to_upper(c);
    after_cased = is_alpha(c);
  }
  return make_bytes_like(thread, arguments[0], bytes);
}

enum class Align : std::uint8_t { kLeft, kRight, kCenter };

template <Align align>
Result<Value> bytes_justify(ThreadState& thread, const Arguments& arguments) {
  constexpr const char* kName = align == Align::kLeft ? "ljust" : align == Align::kRight ? "rjust" : "center";
  const std::int64_t width = MINIPY_TRY(index_or(thread, arguments[1], 0));
  char fill = ' ';
  if (const Value given = arguments.get(2)) {
    const auto bytes = bytes_like(thread, given);
    if (!bytes || bytes->size() != 1) {
      return thread.raise(thread.types.TypeError, "%s() argument 2 must be a byte string of length 1, not %T",
                          kName, given);
    }
    fill = (*bytes)[0];
  }
  const BytesView self(thread, arguments[0]);
  const std::int64_t padding = std::max<std::int64_t>(width - static_cast<std::int64_t>(self->size()), 0);
  MINIPY_TRY(check_allocation(thread, self->size() + static_cast<std::uint64_t>(padding)));
  const std::int64_t left = align == Align::kLeft    ? 0
                            : align == Align::kRight ? padding
                                                     : padding / 2 + (padding & width & 1);
  std::string bytes(static_cast<std::size_t>(left), fill);
  bytes += *self;
  bytes.append(static_cast<std::size_t>(padding - left), fill);
  return make_bytes_like(thread, arguments[0], bytes);
}

Result<Value> bytes_zfill(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t width = MINIPY_TRY(index_or(thread, arguments[1], 0));
  std::string bytes(*BytesView(thread, arguments[0]));
  const std::size_t sign = !bytes.empty() && (bytes[0] == '+' || bytes[0] == '-') ? 1 : 0;
  const std::int64_t padding = std::max<std::int64_t>(width - static_cast<std::int64_t>(bytes.size()), 0);
  MINIPY_TRY(check_allocation(thread, bytes.size() + static_cast<std::uint64_t>(padding)));
  bytes.insert(sign, static_cast<std::size_t>(padding), '0');
  return make_bytes_like(thread, arguments[0], bytes);
}

Result<Value> bytes_expandtabs(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t size = MINIPY_TRY(index_or(thread, arguments.get(1), 8));
  if (size < INT_MIN || size > INT_MAX) {
    return thread.raise(thread.types.OverflowError, "Python int too large to convert to C int");
  }
  const BytesView self(thread, arguments[0]);
  std::string out;
  std::int64_t column = 0;
  for (const char c : *self) {
    if (c == '\t') {
      const std::int64_t count = size > 0 ? size - column % size : 0;
      out.append(static_cast<std::size_t>(count), ' ');
      column += count;
    } else {
      out += c;
      column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
  }
  return make_bytes_like(thread, arguments[0], out);
}

Result<Value> bytes_translate(ThreadState& thread, const Arguments& arguments) {
  std::string table;
  if (!arguments[1].is_none()) {
    MINIPY_TRY(check_bytes_like(thread, arguments[1]));
    table = *BytesView(thread, arguments[1]);
    if (table.size() != 256) {
      return thread.raise(thread.types.ValueError, "translation table must be 256 characters long");
    }
  }
  std::string dropped;
  if (const Value drop = arguments.get(2)) {
    MINIPY_TRY(check_bytes_like(thread, drop));
    dropped = *BytesView(thread, drop);
  }
  std::string out;
  const BytesView self(thread, arguments[0]);
  for (const char c : *self) {
    if (dropped.find(c) != std::string::npos) continue;
    out += table.empty() ? c : table[static_cast<unsigned char>(c)];
  }
  return make_bytes_like(thread, arguments[0], out);
}

Result<Value> bytes_maketrans(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_bytes_like(thread, arguments[0]));
  MINIPY_TRY(check_bytes_like(thread, arguments[1]));
  const BytesView from(thread, arguments[0]);
  const BytesView to(thread, arguments[1]);
  if (from->size() != to->size()) {
    return thread.raise(thread.types.ValueError, "maketrans arguments must have same length");
  }
  std::string table(256, '\0');
  for (std::size_t i = 0; i < 256; ++i) table[i] = static_cast<char>(i);
  for (std::size_t i = 0; i < from->size(); ++i) table[static_cast<unsigned char>((*from)[i])] = (*to)[i];
  return Value(objects::Bytes::create(thread, table));
}

Result<Value> bytes_decode(ThreadState& thread, const Arguments& arguments) {
  const CodecArguments codec =
      MINIPY_TRY(codec_arguments(thread, "decode", arguments.get(1), arguments.get(2)));
  const BytesView self(thread, arguments[0]);
  return Value(MINIPY_TRY(decode(thread, *self, codec.encoding, codec.errors)));
}

Result<Value> bytes_hex(ThreadState& thread, const Arguments& arguments) {
  std::string separator;
  if (const Value given = arguments.get(1)) {
    const std::int64_t length = MINIPY_TRY(vm::length(thread, given));
    if (length != 1) return thread.raise(thread.types.ValueError, "sep must be length 1.");
    if (objects::is_str(given)) {
      if (!given.as<Str>()->is_ascii()) return thread.raise(thread.types.ValueError, "sep must be ASCII.");
      separator = given.as<Str>()->ascii();
    } else if (is_bytes_like(given)) {
      separator = *BytesView(thread, given);
      if (static_cast<unsigned char>(separator[0]) >= 128) {
        return thread.raise(thread.types.ValueError, "sep must be ASCII.");
      }
    } else {
      return thread.raise(thread.types.TypeError, "sep must be str or bytes.");
    }
  }
  const std::int64_t group = MINIPY_TRY(index_or(thread, arguments.get(2), 1));
  const BytesView self(thread, arguments[0]);
  const auto size = static_cast<std::int64_t>(self->size());
  std::string out;
  for (std::int64_t i = 0; i < size; ++i) {
    // Groups are counted from the right, or from the left when negative.
    const bool boundary = group > 0 ? (size - i) % group == 0 : group < 0 && i % -group == 0;
    if (i != 0 && boundary) out += separator;
    const auto byte = static_cast<unsigned char>((*self)[static_cast<std::size_t>(i)]);
    out += "0123456789abcdef"[byte >> 4U];
    out += "0123456789abcdef"[byte & 15U];
  }
  return Value(Str::create(thread, out));
}

int hex_digit(char32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  const char32_t lower = c | 0x20U;
  return lower >= 'a' && lower <= 'f' ? static_cast<int>(lower - 'a') + 10 : -1;
}

Result<Value> bytes_fromhex(ThreadState& thread, const Arguments& arguments) {
  const Str* text = MINIPY_TRY(str_argument(thread, arguments[1], "fromhex() argument"));
  std::string bytes;
  for (std::int64_t i = 0; i < text->length; ++i) {
    if (text->at(i) < 128 && is_space(static_cast<char>(text->at(i)))) continue;
    int value = 0;
    for (int k = 0; k < 2; ++k, ++i) {
      const int digit = i < text->length ? hex_digit(text->at(i)) : -1;
      if (digit < 0) {
        return thread.raise(thread.types.ValueError,
                            "non-hexadecimal number found in fromhex() arg at position %d", i);
      }
      value = value * 16 + digit;
    }
    --i;
    bytes += static_cast<char>(value);
  }
  const Value result = objects::Bytes::create(thread, bytes);
  if (arguments[0] == Value(thread.types.bytes)) return result;
  return vm::call(thread, arguments[0], {result});
}

constexpr NativeDefinition kMethods[] = {
    {"lower", mapped<to_lower>, "self, /"},
    {"upper", mapped<to_upper>, "self, /"},
    {"swapcase", mapped<swap_case>, "self, /"},
    {"capitalize", bytes_capitalize, "self, /"},
    {"title", bytes_title, "self, /"},
    {"isalpha", all_of<is_alpha>, "self, /"},
    {"isalnum", all_of<is_alnum>, "self, /"},
    {"isdigit", all_of<is_digit>, "self, /"},
    {"isspace", all_of<is_space>, "self, /"},
    {"islower", is_of_case<is_lower, is_upper>, "self, /"},
    {"isupper", is_of_case<is_upper, is_lower>, "self, /"},
    {"istitle", bytes_istitle, "self, /"},
    {"isascii", bytes_isascii, "self, /"},
    {"ljust", bytes_justify<Align::kLeft>, "self, width, fillchar=, /"},
    {"rjust", bytes_justify<Align::kRight>, "self, width, fillchar=, /"},
    {"center", bytes_justify<Align::kCenter>, "self, width, fillchar=, /"},
    {"zfill", bytes_zfill, "self, width, /"},
    {"expandtabs", bytes_expandtabs, "self, tabsize="},
    {"translate", bytes_translate, "self, table, /, delete="},
    {"decode", bytes_decode, "self, encoding=, errors="},
    {"hex", bytes_hex, "self, sep=, bytes_per_sep="},
};

constexpr NativeDefinition kStaticMethods[] = {
    {"maketrans", bytes_maketrans, "frm, to, /"},
};

constexpr NativeDefinition kClassMethods[] = {
    {"fromhex", bytes_fromhex, "cls, string, /"},
};

}  // namespace

std::span<const NativeDefinition> bytes_text_methods() { return kMethods; }
std::span<const NativeDefinition> bytes_static_methods() { return kStaticMethods; }
std::span<const NativeDefinition> bytes_class_methods() { return kClassMethods; }

}  // namespace minipy::builtins
