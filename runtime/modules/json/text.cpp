// Strings in JSON.

#include "runtime/modules/json/text.hpp"

#include "interpreter/base/text.hpp"

namespace minipy::modules::json {
namespace {

void append_hex(std::string& out, char32_t unit) {
  out += "\\u";
  for (unsigned shift = 16; shift > 0; shift -= 4) {
    out.push_back("0123456789abcdef"[(unit >> (shift - 4)) & 15U]);
  }
}

void append_point(std::string& out, char32_t point, bool ascii) {
  switch (point) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\b':
      out += "\\b";
      return;
    default:
      break;
  }
  if (point < 32) {
    append_hex(out, point);
  } else if (point < 127 || (point == 127 && !ascii)) {
    out.push_back(static_cast<char>(point));
  } else if (!ascii) {
    base::append_utf8(out, point);
  } else if (point < 0x10000) {
    append_hex(out, point);
  } else {
    append_hex(out, 0xD800 | ((point - 0x10000) >> 10U));
    append_hex(out, 0xDC00 | ((point - 0x10000) & 0x3FFU));
  }
}

/// Four hexadecimal digits at `at`, or -1.
std::int64_t four_digits(const Str* source, std::int64_t at) {
  if (at + 4 > source->length) return -1;
  std::int64_t value = 0;
  for (std::int64_t i = 0; i < 4; ++i) {
    const char32_t c = source->at(at + i);
    std::int64_t digit = -1;
    if (c >= '0' && c <= '9') digit = c - '0';
    if (c >= 'a' && c <= 'f') digit = c - 'a' + 10;
    if (c >= 'A' && c <= 'F') digit = c - 'A' + 10;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

}  // namespace

void append_quoted(std::string& out, const Str* text, bool ascii) {
  out.push_back('"');
  text->visit([&](const auto* cells) {
    for (std::int64_t i = 0; i < text->length; ++i) append_point(out, cells[i], ascii);
  });
  out.push_back('"');
}

Raised raise_decode_error(ThreadState& thread, const char* message, const Str* source,
                          std::int64_t position) {
  auto module = vm::import_module(thread, "json.decoder");
  if (!module.ok()) return Raised{};
  auto type = vm::get_attribute(thread, module.value(), vm::intern(thread, "JSONDecodeError"));
  if (!type.ok()) return Raised{};
  auto exception = vm::call(
      thread, type.value(),
      {make_str(thread, message), Value(const_cast<Str*>(source)), objects::make_int(thread, position)});
  if (!exception.ok()) return Raised{};
  return thread.raise_exception(exception.value());
}

Result<Scanned> scan_string(ThreadState& thread, const Str* source, std::int64_t begin, bool strict) {
  // Most strings are taken as they are: where the next quote comes before any backslash.
  std::int64_t at = begin;
  source->visit([&](const auto* cells) {
    while (at < source->length && cells[at] != '"' && cells[at] != '\\' && cells[at] >= 32) ++at;
  });
  if (at < source->length && source->at(at) == '"') {
    return Scanned{Str::substring(thread, source, begin, at - begin), at + 1};
  }
  objects::StrBuilder out;
  out.append(source, begin, at - begin);
  while (true) {
    if (at >= source->length) {
      return raise_decode_error(thread, "Unterminated string starting at", source, begin - 1);
    }
    const char32_t c = source->at(at);
    if (c == '"') return Scanned{out.finish(thread), at + 1};
    if (c != '\\') {
      if (c < 32 && strict) return raise_decode_error(thread, "Invalid control character at", source, at);
      out.append(c);
      ++at;
      continue;
    }
    if (++at >= source->length) {
      return raise_decode_error(thread, "Unterminated string starting at", source, begin - 1);
    }
    const char32_t escape = source->at(at);
    char32_t point = escape;
    switch (escape) {
      case '"':
      case '\\':
      case '/':
        break;
      case 'b':
        point = '\b';
        break;
      case 'f':
        point = '\f';
        break;
      case 'n':
        point = '\n';
        break;
      case 'r':
        point = '\r';
        break;
      case 't':
        point = '\t';
        break;
      case 'u': {
        const std::int64_t unit = four_digits(source, at + 1);
        if (unit < 0) return raise_decode_error(thread, "Invalid \\uXXXX escape", source, at);
        point = static_cast<char32_t>(unit);
        at += 4;
        // Two halves of one code point.
        if (unit >= 0xD800 && unit < 0xDC00 && at + 2 < source->length && source->at(at + 1) == '\\' &&
            source->at(at + 2) == 'u') {
          const std::int64_t low = four_digits(source, at + 3);
          if (low >= 0xDC00 && low < 0xE000) {
            point = static_cast<char32_t>(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            at += 6;
          }
        }
        break;
      }
      default:
        return raise_decode_error(thread, "Invalid \\escape", source, at - 1);
    }
    out.append(point);
    ++at;
  }
}

}  // namespace minipy::modules::json
