// str.format and str.format_map: text with {fields}.
#include "interpreter/base/unicode.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::builtins {
namespace {

using objects::StrBuilder;

// A part of the format string.
struct Span {
  std::int64_t start = 0;
  std::int64_t end = 0;
  bool empty() const { return start >= end; }
};

struct Field {
  Span name;
  Span spec;
  char32_t conversion = 0;
  bool spec_has_fields = false;
};

// Where fields get their values from.
struct Source {
  const Arguments* arguments;  // null for format_map
  Value mapping;
};

class Formatter {
 public:
  Formatter(ThreadState& thread, const Str* format, const Source& source)
      : thread_(thread), format_(format), source_(source) {}

  Result<void> render(Span part, int depth, StrBuilder& out) {
    if (depth <= 0) return error("Max string recursion exceeded");
    std::int64_t at = part.start;
    while (at < part.end) {
      const char32_t c = format_->at(at++);
      if (c != '{' && c != '}') {
        out.append(c);
        continue;
      }
      if (at < part.end && format_->at(at) == c) {
        out.append(c);
        ++at;
        continue;
      }
      if (c == '}') return error("Single '}' encountered in format string");
      if (at == part.end) return error("Single '{' encountered in format string");
      Field field;
      MINIPY_TRY(parse_field(at, part.end, field));
      MINIPY_TRY(render_field(field, depth, out));
    }
    return Done{};
  }

 private:
  enum class Numbering : std::uint8_t { kUnknown, kAutomatic, kManual };

  Raised error(const char* message) { return thread_.raise(thread_.types.ValueError, "%s", message); }

  Str* text(Span part) { return Str::substring(thread_, format_, part.start, part.end - part.start); }

  // Reads a field; `at` is behind its opening brace, and then behind the closing one.
  Result<void> parse_field(std::int64_t& at, std::int64_t end, Field& field) {
    char32_t c = 0;
    field.name.start = at;
    while (at < end) {
      c = format_->at(at++);
      if (c == '{') return error("unexpected '{' in field name");
      if (c == '[') {
        while (at < end && format_->at(at) != ']') ++at;
        continue;
      }
      if (c == '}' || c == ':' || c == '!') break;
    }
    field.name.end = at - 1;
    if (c != '}' && c != ':' && c != '!') return error("expected '}' before end of string");
    if (c == '}') return Done{};
    if (c == '!') {
      if (at >= end) return error("end of string while looking for conversion specifier");
      field.conversion = format_->at(at++);
      if (at < end) {
        c = format_->at(at++);
        if (c == '}') return Done{};
        if (c != ':') return error("expected ':' after conversion specifier");
      }
    }
    field.spec.start = at;
    for (int open = 1; at < end;) {
      c = format_->at(at++);
      if (c == '{') {
        field.spec_has_fields = true;
        ++open;
      } else if (c == '}' && --open == 0) {
        field.spec.end = at - 1;
        return Done{};
      }
    }
    return error("unmatched '{' in format spec");
  }

  Result<void> render_field(const Field& field, int depth, StrBuilder& out) {
    Value value = MINIPY_TRY(find_value(field.name));
    switch (field.conversion) {
      case 0:
        break;
      case 'r':
        value = MINIPY_TRY(vm::repr(thread_, value));
        break;
      case 's':
        value = MINIPY_TRY(vm::str(thread_, value));
        break;
      case 'a':
        value = MINIPY_TRY(vm::ascii(thread_, value));
        break;
      default:
        return unknown_conversion(field.conversion);
    }
    Str* spec = thread_.names.empty;
    if (field.spec_has_fields) {
      StrBuilder expanded;
      MINIPY_TRY(render(field.spec, depth - 1, expanded));
      spec = expanded.finish(thread_);
    } else if (!field.spec.empty()) {
      spec = text(field.spec);
    }
    out.append(MINIPY_TRY(vm::format(thread_, value, spec)));
    return Done{};
  }

  Raised unknown_conversion(char32_t c) {
    if (c > 32 && c < 127) {
      return thread_.raise(thread_.types.ValueError, "Unknown conversion specifier %c", static_cast<char>(c));
    }
    std::string hex;
    for (std::uint32_t rest = c; rest != 0; rest /= 16)
      hex.insert(hex.begin(), "0123456789abcdef"[rest % 16]);
    return thread_.raise(thread_.types.ValueError, "Unknown conversion specifier \\x%s", hex.c_str());
  }

  // The number that a part is, or -1.
  Result<std::int64_t> number(Span part) {
    if (part.empty()) return std::int64_t{-1};
    std::int64_t value = 0;
    for (std::int64_t i = part.start; i < part.end; ++i) {
      const int digit = base::unicode::decimal_value(format_->at(i));
      if (digit < 0) return std::int64_t{-1};
      if (value > (INT64_MAX - digit) / 10) return error("Too many decimal digits in format string");
      value = value * 10 + digit;
    }
    return value;
  }

  Result<Value> find_value(Span name) {
    Span first = name;
    for (std::int64_t i = name.start; i < name.end; ++i) {
      const char32_t c = format_->at(i);
      if (c != '.' && c != '[') continue;
      first.end = i;
      break;
    }
    std::int64_t index = MINIPY_TRY(number(first));
    if (first.empty() || index >= 0) MINIPY_TRY(note_numbering(first.empty()));
    if (first.empty()) index = next_index_++;
    Value value = MINIPY_TRY(index >= 0 ? positional(index) : named(first));
    for (std::int64_t at = first.end; at < name.end;) value = MINIPY_TRY(follow(value, at, name.end));
    return value;
  }

  Result<void> note_numbering(bool automatic) {
    const Numbering now = automatic ? Numbering::kAutomatic : Numbering::kManual;
    if (numbering_ == Numbering::kUnknown) numbering_ = now;
    if (numbering_ == now) return Done{};
    return error(automatic ? "cannot switch from manual field specification to automatic field numbering"
                           : "cannot switch from automatic field numbering to manual field specification");
  }

  Result<Value> positional(std::int64_t index) {
    if (source_.arguments == nullptr) return error("Format string contains positional fields");
    // values[0] is the format string itself
    if (index + 1 >= source_.arguments->count) {
      return thread_.raise(thread_.types.IndexError,
                           "Replacement index %d out of range for positional args tuple", index);
    }
    return (*source_.arguments)[static_cast<std::uint32_t>(index) + 1];
  }

  Result<Value> named(Span part) {
    Str* key = text(part);
    if (source_.arguments == nullptr) return vm::get_item(thread_, source_.mapping, key);
    if (const Tuple* names = source_.arguments->keywords) {
      for (std::int64_t i = 0; i < names->length; ++i) {
        if (names->items[i].as<Str>()->equals(key)) {
          return source_.arguments->values[source_.arguments->count + static_cast<std::uint32_t>(i)];
        }
      }
    }
    const Value missing[] = {key};
    return thread_.raise_with(thread_.types.KeyError, missing);
  }

  // One `.attribute` or `[item]` behind a value.
  Result<Value> follow(Value value, std::int64_t& at, std::int64_t end) {
    const char32_t c = format_->at(at++);
    Span part{at, at};
    if (c == '.') {
      while (at < end && format_->at(at) != '.' && format_->at(at) != '[') ++at;
      part.end = at;
      if (part.empty()) return error("Empty attribute in format string");
      return vm::get_attribute(thread_, value, thread_.intern_table.intern(thread_, text(part)));
    }
    if (c != '[') return error("Only '.' or '[' may follow ']' in format field specifier");
    while (at < end && format_->at(at) != ']') ++at;
    if (at == end) return error("Missing ']' in format string");
    part.end = at++;
    if (part.empty()) return error("Empty attribute in format string");
    const std::int64_t index = MINIPY_TRY(number(part));
    return vm::get_item(thread_, value, index >= 0 ? Value::from_int(index) : Value(text(part)));
  }

  ThreadState& thread_;
  const Str* format_;
  const Source& source_;
  Numbering numbering_ = Numbering::kUnknown;
  std::int64_t next_index_ = 0;
};

Result<Value> format_from(ThreadState& thread, const Str* format, const Source& source) {
  StrBuilder out;
  MINIPY_TRY(Formatter(thread, format, source).render({0, format->length}, 2, out));
  return Value(out.finish(thread));
}

Result<Value> str_format(ThreadState& thread, const Arguments& arguments) {
  return format_from(thread, arguments[0].as<Str>(), {&arguments, {}});
}

Result<Value> str_format_map(ThreadState& thread, const Arguments& arguments) {
  return format_from(thread, arguments[0].as<Str>(), {nullptr, arguments[1]});
}

constexpr NativeDefinition kMethods[] = {
    {"format", str_format, "self, *args, **kwargs"},
    {"format_map", str_format_map, "self, mapping, /"},
};

}  // namespace

std::span<const NativeDefinition> str_format_methods() { return kMethods; }

}  // namespace minipy::builtins
