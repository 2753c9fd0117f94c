#include "interpreter/builtins/codecs.hpp"

#include <array>

#include "interpreter/base/text.hpp"
#include "interpreter/builtins/escape_codec.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {
namespace {

using objects::StrBuilder;

enum class Family : std::uint8_t { kUtf8, kAscii, kLatin1, kUtf16, kUtf32, kEscape, kRawEscape };

struct Encoding {
  const char* name;  // as messages show it
  Family family;
  bool big_endian = false;
  bool mark = false;  // a byte order mark in front
};

bool is_surrogate(char32_t c) { return c >= 0xD800 && c <= 0xDFFF; }

// The encoding of a name in any of the spellings that are common.
const Encoding* find_encoding(std::string_view name) {
  struct Row {
    const char* spelling;
    Encoding encoding;
  };
  static constexpr std::array kRows = {
      Row{"utf8", {"utf-8", Family::kUtf8}},
      Row{"u8", {"utf-8", Family::kUtf8}},
      Row{"utf", {"utf-8", Family::kUtf8}},
      Row{"cp65001", {"utf-8", Family::kUtf8}},
      Row{"utf8sig", {"utf-8", Family::kUtf8, false, true}},
      Row{"ascii", {"ascii", Family::kAscii}},
      Row{"usascii", {"ascii", Family::kAscii}},
      Row{"646", {"ascii", Family::kAscii}},
      Row{"latin1", {"latin-1", Family::kLatin1}},
      Row{"latin", {"latin-1", Family::kLatin1}},
      Row{"l1", {"latin-1", Family::kLatin1}},
      Row{"iso88591", {"latin-1", Family::kLatin1}},
      Row{"8859", {"latin-1", Family::kLatin1}},
      Row{"cp819", {"latin-1", Family::kLatin1}},
      Row{"utf16", {"utf-16", Family::kUtf16, false, true}},
      Row{"u16", {"utf-16", Family::kUtf16, false, true}},
      Row{"utf16le", {"utf-16-le", Family::kUtf16}},
      Row{"utf16be", {"utf-16-be", Family::kUtf16, true}},
      Row{"utf32", {"utf-32", Family::kUtf32, false, true}},
      Row{"u32", {"utf-32", Family::kUtf32, false, true}},
      Row{"utf32le", {"utf-32-le", Family::kUtf32}},
      Row{"utf32be", {"utf-32-be", Family::kUtf32, true}},
      Row{"unicodeescape", {"unicodeescape", Family::kEscape}},
      Row{"rawunicodeescape", {"rawunicodeescape", Family::kRawEscape}},
  };
  std::string plain;
  for (const char c : name) {
    if (c != '-' && c != '_' && c != ' ')
      plain.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
  }
  for (const Row& row : kRows) {
    if (plain == row.spelling) return &row.encoding;
  }
  return nullptr;
}

Raised unknown_handler(ThreadState& thread, std::string_view errors) {
  return thread.raise(thread.types.LookupError, "unknown error handler name '%s'",
                      std::string(errors).c_str());
}

Raised codec_error(ThreadState& thread, Type* type, const char* encoding, Value object, std::int64_t start,
                   std::int64_t end, const char* reason) {
  const Value arguments[] = {Str::create(thread, encoding), object, Value::from_int(start),
                             Value::from_int(end), Str::create(thread, reason)};
  return thread.raise_with(type, arguments);
}

void append_escape(std::string& out, char32_t c) {
  const auto hex = [&](char letter, int digits) {
    out += '\\';
    out += letter;
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      out += "0123456789abcdef"[(c >> static_cast<unsigned>(shift)) & 15U];
    }
  };
  c < 0x100 ? hex('x', 2) : c < 0x10000 ? hex('u', 4) : hex('U', 8);
}

class Encoder {
 public:
  Encoder(ThreadState& thread, const Str* text, const Encoding& encoding, std::string_view errors)
      : thread_(thread), text_(text), encoding_(encoding), errors_(errors) {}

  Result<std::string> run() {
    if (encoding_.mark) put(0xFEFF);
    for (std::int64_t i = 0; i < text_->length;) {
      const char32_t c = text_->at(i);
      if (encodable(c)) {
        put(c);
        ++i;
        continue;
      }
      std::int64_t end = i + 1;
      while (end < text_->length && !encodable(text_->at(end))) ++end;
      MINIPY_TRY(handle(i, end));
      i = end;
    }
    return std::move(out_);
  }

 private:
  bool encodable(char32_t c) const {
    switch (encoding_.family) {
      case Family::kAscii:
        return c < 128;
      case Family::kLatin1:
        return c < 256;
      default:
        return !is_surrogate(c);
    }
  }

  void put_unit(std::uint32_t unit, int bytes) {
    for (int i = 0; i < bytes; ++i) {
      const int shift = 8 * (encoding_.big_endian ? bytes - 1 - i : i);
      out_.push_back(static_cast<char>(unit >> static_cast<unsigned>(shift)));
    }
  }

  void put(char32_t c) {
    switch (encoding_.family) {
      case Family::kUtf8:
        base::append_utf8(out_, c);
        break;
      case Family::kAscii:
      case Family::kLatin1:
        out_.push_back(static_cast<char>(c));
        break;
      case Family::kUtf32:
        put_unit(c, 4);
        break;
      case Family::kUtf16:
        if (c >= 0x10000) {
          put_unit(0xD800U + ((c - 0x10000) >> 10U), 2);
          put_unit(0xDC00U + ((c - 0x10000) & 0x3FFU), 2);
        } else {
          put_unit(c, 2);
        }
        break;
      case Family::kEscape:
      case Family::kRawEscape:
        break;  // escape_codec.cpp
    }
  }

  void put_ascii(std::string_view text) {
    for (const char c : text) put(static_cast<unsigned char>(c));
  }

  // What the error handler makes of the characters [start, end), none of which can be encoded.
  Result<void> handle(std::int64_t start, std::int64_t end) {
    if (errors_ == "strict") return fail(start, end);
    for (std::int64_t i = start; i < end; ++i) {
      const char32_t c = text_->at(i);
      if (errors_ == "ignore") {
      } else if (errors_ == "replace") {
        put('?');
      } else if (errors_ == "backslashreplace" || errors_ == "namereplace") {
        std::string escape;
        append_escape(escape, c);
        put_ascii(escape);
      } else if (errors_ == "xmlcharrefreplace") {
        put_ascii("&#" + std::to_string(static_cast<std::uint32_t>(c)) + ";");
      } else if (errors_ == "surrogateescape") {
        if (c < 0xDC80 || c > 0xDCFF) return fail(start, end);
        out_.push_back(static_cast<char>(c - 0xDC00));
      } else if (errors_ == "surrogatepass") {
        if (!is_surrogate(c) || encoding_.family == Family::kAscii || encoding_.family == Family::kLatin1) {
          return fail(start, end);
        }
        put(c);
      } else {
        return unknown_handler(thread_, errors_);
      }
    }
    return Done{};
  }

  Raised fail(std::int64_t start, std::int64_t end) {
    const char* reason = encoding_.family == Family::kAscii    ? "ordinal not in range(128)"
                         : encoding_.family == Family::kLatin1 ? "ordinal not in range(256)"
                                                               : "surrogates not allowed";
    return codec_error(thread_, thread_.types.UnicodeEncodeError, encoding_.name, const_cast<Str*>(text_),
                       start, end, reason);
  }

  ThreadState& thread_;
  const Str* text_;
  const Encoding& encoding_;
  std::string_view errors_;
  std::string out_;
};

class Decoder {
 public:
  Decoder(ThreadState& thread, std::string_view bytes, const Encoding& encoding, std::string_view errors)
      : thread_(thread),
        bytes_(bytes),
        encoding_(encoding),
        big_endian_(encoding.big_endian),
        errors_(errors) {}

  Result<Str*> run() {
    skip_mark();
    while (position_ < bytes_.size()) {
      switch (encoding_.family) {
        case Family::kUtf8:
          MINIPY_TRY(next_utf8());
          break;
        case Family::kUtf16:
          MINIPY_TRY(next_utf16());
          break;
        case Family::kUtf32:
          MINIPY_TRY(next_utf32());
          break;
        case Family::kLatin1:
          out_.append(char32_t{byte(position_++)});
          break;
        case Family::kAscii:
          if (byte(position_) < 128) {
            out_.append(char32_t{byte(position_++)});
          } else {
            MINIPY_TRY(handle(position_ + 1, "ordinal not in range(128)"));
          }
          break;
        case Family::kEscape:
        case Family::kRawEscape:
          MINIPY_UNREACHABLE("escape_codec.cpp decodes these");
      }
    }
    return out_.finish(thread_);
  }

 private:
  unsigned char byte(std::size_t i) const { return static_cast<unsigned char>(bytes_[i]); }

  std::uint32_t unit(std::size_t at, int bytes) const {
    std::uint32_t value = 0;
    for (int i = 0; i < bytes; ++i) {
      const int shift = 8 * (big_endian_ ? bytes - 1 - i : i);
      value |= std::uint32_t{byte(at + static_cast<std::size_t>(i))} << static_cast<unsigned>(shift);
    }
    return value;
  }

  void skip_mark() {
    if (!encoding_.mark) return;
    if (encoding_.family == Family::kUtf8) {
      if (bytes_.starts_with("\xEF\xBB\xBF")) position_ = 3;
      return;
    }
    const int size = encoding_.family == Family::kUtf16 ? 2 : 4;
    if (bytes_.size() < static_cast<std::size_t>(size)) return;
    if (unit(0, size) == 0xFEFF) {
      position_ = static_cast<std::size_t>(size);
      return;
    }
    big_endian_ = true;
    if (unit(0, size) == 0xFEFF) {
      position_ = static_cast<std::size_t>(size);
    } else {
      big_endian_ = false;
    }
  }

  Result<void> next_utf8() {
    const std::size_t size = bytes_.size();
    const unsigned char first = byte(position_);
    if (first < 0x80) {
      const std::size_t start = position_;
      while (position_ < size && byte(position_) < 0x80) ++position_;
      out_.append(bytes_.substr(start, position_ - start));
      return Done{};
    }
    const int extra = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
    if (first < 0xC2 || first > 0xF4) return handle(position_ + 1, "invalid start byte");
    const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    char32_t point = first & (0x3FU >> static_cast<unsigned>(extra));
    for (int i = 1; i <= extra; ++i) {
      const std::size_t at = position_ + static_cast<std::size_t>(i);
      if (at >= size) return handle(size, "unexpected end of data");
      const unsigned char next = byte(at);
      if ((next & 0xC0U) != 0x80 || (i == 1 && (next < low || next > high))) {
        return handle(at, "invalid continuation byte");
      }
      point = (point << 6U) | (next & 0x3FU);
    }
    out_.append(point);
    position_ += static_cast<std::size_t>(extra) + 1;
    return Done{};
  }

  Result<void> next_utf16() {
    const std::size_t size = bytes_.size();
    if (size - position_ < 2) return handle(size, "truncated data");
    const std::uint32_t first = unit(position_, 2);
    if (!is_surrogate(first)) {
      out_.append(char32_t{first});
      position_ += 2;
      return Done{};
    }
    if (first >= 0xDC00) return handle(position_ + 2, "illegal encoding");
    if (size - position_ < 4) return handle(size, "unexpected end of data");
    const std::uint32_t second = unit(position_ + 2, 2);
    if (second < 0xDC00 || second > 0xDFFF) return handle(position_ + 2, "illegal UTF-16 surrogate");
    out_.append(char32_t{0x10000 + ((first & 0x3FFU) << 10U) + (second & 0x3FFU)});
    position_ += 4;
    return Done{};
  }

  Result<void> next_utf32() {
    const std::size_t size = bytes_.size();
    if (size - position_ < 4) return handle(size, "truncated data");
    const std::uint32_t point = unit(position_, 4);
    if (is_surrogate(point)) {
      return handle(position_ + 4, "code point in surrogate code point range(0xd800, 0xe000)");
    }
    if (point > 0x10FFFF) return handle(position_ + 4, "code point not in range(0x110000)");
    out_.append(char32_t{point});
    position_ += 4;
    return Done{};
  }

  // What the error handler makes of the bytes up to `end`; goes on behind them.
  Result<void> handle(std::size_t end, const char* reason) {
    const std::size_t start = position_;
    position_ = end;
    if (errors_ == "ignore") return Done{};
    if (errors_ == "replace") {
      out_.append(char32_t{0xFFFD});
      return Done{};
    }
    if (errors_ == "backslashreplace") {
      for (std::size_t i = start; i < end; ++i) {
        std::string escape;
        append_escape(escape, byte(i));
        out_.append(escape);
      }
      return Done{};
    }
    if (errors_ == "surrogateescape" && byte(start) >= 0x80) {
      for (position_ = start; position_ < end && byte(position_) >= 0x80; ++position_) {
        out_.append(char32_t{0xDC00U + byte(position_)});
      }
      return Done{};
    }
    if (errors_ == "surrogatepass" && encoding_.family == Family::kUtf8 && start + 2 < bytes_.size() &&
        byte(start) == 0xED && byte(start + 1) >= 0xA0 && byte(start + 1) < 0xC0 &&
        (byte(start + 2) & 0xC0U) == 0x80) {
      out_.append(char32_t{0xD000U | ((byte(start + 1) & 0x3FU) << 6U) | (byte(start + 2) & 0x3FU)});
      position_ = start + 3;
      return Done{};
    }
    if (errors_ != "strict" && errors_ != "surrogateescape" && errors_ != "surrogatepass") {
      return unknown_handler(thread_, errors_);
    }
    // Once it is known, the order of the bytes belongs to the name.
    const char* name = encoding_.name;
    if (encoding_.family == Family::kUtf16) name = big_endian_ ? "utf-16-be" : "utf-16-le";
    if (encoding_.family == Family::kUtf32) name = big_endian_ ? "utf-32-be" : "utf-32-le";
    return codec_error(thread_, thread_.types.UnicodeDecodeError, name,
                       objects::Bytes::create(thread_, bytes_), static_cast<std::int64_t>(start),
                       static_cast<std::int64_t>(end), reason);
  }

  ThreadState& thread_;
  std::string_view bytes_;
  const Encoding& encoding_;
  bool big_endian_;
  std::string_view errors_;
  std::size_t position_ = 0;
  StrBuilder out_;
};

Raised unknown_encoding(ThreadState& thread, std::string_view encoding) {
  return thread.raise(thread.types.LookupError, "unknown encoding: %s", std::string(encoding).c_str());
}

Result<Value> str_encode(ThreadState& thread, const Arguments& arguments) {
  const CodecArguments codec =
      MINIPY_TRY(codec_arguments(thread, "encode", arguments.get(1), arguments.get(2)));
  const std::string bytes = MINIPY_TRY(encode(thread, arguments[0].as<Str>(), codec.encoding, codec.errors));
  return Value(objects::Bytes::create(thread, bytes));
}

// The error handlers that are known here.
bool is_own_handler(std::string_view errors) {
  for (const char* name : {"strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace",
                           "namereplace", "surrogateescape", "surrogatepass"}) {
    if (errors == name) return true;
  }
  return false;
}

// Other encodings and other handlers are the module `_codecs`'s, whose registry scripts may add to.
Result<Value> ask_registry(ThreadState& thread, const char* function, Value object, std::string_view encoding,
                           std::string_view errors) {
  if (thread.interpreter.find_embedded_module == nullptr) return unknown_encoding(thread, encoding);
  const Value registry = MINIPY_TRY(vm::import_module(thread, "_codecs"));
  return vm::call_method(thread, registry, vm::intern(thread, function),
                         {object, Str::create(thread, encoding), Str::create(thread, errors)});
}

Result<std::string> foreign_encode(ThreadState& thread, const Str* text, std::string_view encoding,
                                   std::string_view errors) {
  const Value bytes =
      MINIPY_TRY(ask_registry(thread, "_encode_text", Value(const_cast<Str*>(text)), encoding, errors));
  return std::string(bytes.as<objects::Bytes>()->view());
}

Result<Str*> foreign_decode(ThreadState& thread, std::string_view bytes, std::string_view encoding,
                            std::string_view errors) {
  const Value data = objects::Bytes::create(thread, bytes);
  return MINIPY_TRY(ask_registry(thread, "_decode_text", data, encoding, errors)).as<Str>();
}

// How `_codecs` tells this encoding from others.
std::string plain_name(const Encoding& encoding) {
  return encoding.mark && encoding.family == Family::kUtf8 ? "utf-8-sig" : encoding.name;
}

constexpr NativeDefinition kMethods[] = {
    {"encode", str_encode, "self, encoding=, errors="},
};

}  // namespace

Result<std::string> encode(ThreadState& thread, const Str* text, std::string_view encoding,
                           std::string_view errors) {
  const Encoding* found = find_encoding(encoding);
  if (found == nullptr) return foreign_encode(thread, text, encoding, errors);
  if (found->family == Family::kEscape || found->family == Family::kRawEscape) {
    return escape_text(text, found->family == Family::kRawEscape);
  }
  if (text->is_ascii() && !found->mark && found->family != Family::kUtf16 &&
      found->family != Family::kUtf32) {
    return std::string(text->ascii());
  }
  if (is_own_handler(errors)) return Encoder(thread, text, *found, errors).run();
  auto plain = Encoder(thread, text, *found, "strict").run();
  if (plain.ok() || !thread.exception_is(thread.types.UnicodeEncodeError)) return plain;
  static_cast<void>(thread.take_exception());
  return foreign_encode(thread, text, plain_name(*found), errors);
}

Result<Str*> decode(ThreadState& thread, std::string_view bytes, std::string_view encoding,
                    std::string_view errors) {
  const Encoding* found = find_encoding(encoding);
  if (found == nullptr) return foreign_decode(thread, bytes, encoding, errors);
  if (found->family == Family::kEscape || found->family == Family::kRawEscape) {
    return unescape_text(thread, bytes, found->family == Family::kRawEscape, errors);
  }
  if (is_own_handler(errors)) return Decoder(thread, bytes, *found, errors).run();
  auto plain = Decoder(thread, bytes, *found, "strict").run();
  if (plain.ok() || !thread.exception_is(thread.types.UnicodeDecodeError)) return plain;
  static_cast<void>(thread.take_exception());
  return foreign_decode(thread, bytes, plain_name(*found), errors);
}

Result<CodecAnswer> ask_error_handler(ThreadState& thread, std::string_view errors, Value error,
                                      std::int64_t size) {
  if (thread.interpreter.find_embedded_module == nullptr) {
    return thread.raise(thread.types.LookupError, "unknown error handler name '%s'",
                        std::string(errors).c_str());
  }
  const Value registry = MINIPY_TRY(vm::import_module(thread, "_codecs"));
  const Value answer = MINIPY_TRY(vm::call_method(
      thread, registry, vm::intern(thread, "_answer"),
      {error, Str::create(thread, errors), Value(thread.types.str), objects::make_int(thread, size)}));
  const Value* items = answer.as<Tuple>()->items;
  return CodecAnswer{items[0].as<Str>(), objects::to_int64(items[1]).value_or(size)};
}

Result<CodecArguments> codec_arguments(ThreadState& thread, const char* function, Value encoding,
                                       Value errors) {
  CodecArguments codec;
  const auto read = [&](Value value, const char* name, std::string& into) -> Result<void> {
    if (!value) return Done{};
    const std::string what = std::string(function) + "() argument '" + name + "'";
    into = MINIPY_TRY(str_argument(thread, value, what.c_str()))->utf8();
    return Done{};
  };
  MINIPY_TRY(read(encoding, "encoding", codec.encoding));
  MINIPY_TRY(read(errors, "errors", codec.errors));
  return codec;
}

std::span<const NativeDefinition> str_codec_methods() { return kMethods; }

}  // namespace minipy::builtins
