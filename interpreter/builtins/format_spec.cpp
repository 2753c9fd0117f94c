#include "interpreter/builtins/format_spec.hpp"

#include <algorithm>
#include <climits>
#include <cmath>

#include "interpreter/base/unicode.hpp"
#include "interpreter/builtins/allocation.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {
namespace {

using objects::StrBuilder;

bool is_alignment(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

// A number of decimal digits at `position`, or -1 when there is none.
Result<std::int64_t> read_number(ThreadState& thread, const Str* spec, std::int64_t& position) {
  std::int64_t number = -1;
  for (; position < spec->length; ++position) {
    const int digit = base::unicode::decimal_value(spec->at(position));
    if (digit < 0) break;
    number = std::max<std::int64_t>(number, 0);
    if (number > (INT64_MAX - digit) / 10) {
      return thread.raise(thread.types.ValueError, "Too many decimal digits in format string");
    }
    number = number * 10 + digit;
  }
  return number;
}

std::string shown(char32_t c) {
  if (c > 32 && c < 128) return {'\'', static_cast<char>(c), '\''};
  constexpr const char* kDigits = "0123456789abcdef";
  std::string hex;
  for (std::uint32_t rest = c; rest != 0; rest /= 16) hex.insert(hex.begin(), kDigits[rest % 16]);
  return "'\\x" + hex + "'";
}

Raised unknown_code(ThreadState& thread, Value object, char32_t code) {
  return thread.raise(thread.types.ValueError, "Unknown format code %s for object of type '%T'",
                      shown(code).c_str(), object);
}

// Checks that the separator goes with the type, and finds out how many digits a group has.
Result<void> check_separator(ThreadState& thread, FormatSpec& spec) {
  switch (spec.type) {
    case 0:
    case 'd':
    case 'e':
    case 'f':
    case 'g':
    case 'E':
    case 'G':
    case '%':
    case 'F':
      return Done{};
    case 'b':
    case 'o':
    case 'x':
    case 'X':
      if (spec.separator == '_') {
        spec.group = 4;
        return Done{};
      }
      break;
    default:
      break;
  }
  return thread.raise(thread.types.ValueError, "Cannot specify '%c' with %s.",
                      static_cast<char>(spec.separator), shown(spec.type).c_str());
}

// A number in the parts that padding and grouping look at.
struct NumberParts {
  bool negative = false;
  std::string prefix;     // 0x
  std::string digits;     // of the integral part
  std::string remainder;  // the point and all behind it; inf and nan
};

// The digits with separators, and zeros in front until they are `least` wide.
std::string group_digits(const std::string& digits, const FormatSpec& spec, std::int64_t least) {
  if (digits.empty()) return {};
  auto remaining = static_cast<std::int64_t>(digits.size());
  const std::int64_t group = spec.separator != 0 ? spec.group : INT64_MAX;
  std::string reversed;
  while (true) {
    const std::int64_t length = std::min(group, std::max({remaining, least, std::int64_t{1}}));
    for (std::int64_t i = 0; i < length; ++i) {
      reversed.push_back(remaining > 0 ? digits[static_cast<std::size_t>(--remaining)] : '0');
    }
    least -= length;
    if (remaining <= 0 && least <= 0) break;
    reversed.push_back(static_cast<char>(spec.separator));
    --least;
  }
  return {reversed.rbegin(), reversed.rend()};
}

void append_padded(StrBuilder& out, const FormatSpec& spec, std::int64_t length, auto&& append_body) {
  const std::int64_t padding = std::max<std::int64_t>(spec.width - length, 0);
  const std::int64_t left = spec.align == '<' ? 0 : spec.align == '^' ? padding / 2 : padding;
  out.append_repeated(spec.fill, left);
  append_body();
  out.append_repeated(spec.fill, padding - left);
}

void append_number(StrBuilder& out, const FormatSpec& spec, const NumberParts& parts) {
  std::string front;
  if (parts.negative) {
    front = "-";
  } else if (spec.sign == '+' || spec.sign == ' ') {
    front = static_cast<char>(spec.sign);
  }
  front += parts.prefix;
  const auto fixed = static_cast<std::int64_t>(front.size() + parts.remainder.size());
  const bool zero_padded = spec.fill == '0' && spec.align == '=';
  const std::string digits = group_digits(parts.digits, spec, zero_padded ? spec.width - fixed : 0);
  const std::int64_t length = fixed + static_cast<std::int64_t>(digits.size());
  if (spec.align == '=') {
    out.append(front);
    out.append_repeated(spec.fill, spec.width - length);
    out.append(digits);
    out.append(parts.remainder);
    return;
  }
  append_padded(out, spec, length, [&] {
    out.append(front);
    out.append(digits);
    out.append(parts.remainder);
  });
}

// The parts of what `double_to_string` wrote.
NumberParts parts_of(std::string text) {
  NumberParts parts;
  parts.negative = text[0] == '-';
  if (parts.negative) text.erase(0, 1);
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  parts.digits = text.substr(0, end);
  parts.remainder = text.substr(end);
  return parts;
}

Result<Str*> format_character(ThreadState& thread, Value value, const FormatSpec& spec) {
  if (spec.sign != 0) {
    return thread.raise(thread.types.ValueError, "Sign not allowed with integer format specifier 'c'");
  }
  if (spec.alternate) {
    return thread.raise(thread.types.ValueError,
                        "Alternate form (#) not allowed with integer format specifier 'c'");
  }
  const auto point = objects::to_int64(value);
  if (!point) return thread.raise(thread.types.OverflowError, "Python int too large to convert to C long");
  if (*point < 0 || *point > 0x10FFFF) {
    return thread.raise(thread.types.OverflowError, "%%c arg not in range(0x110000)");
  }
  StrBuilder out;
  append_padded(out, spec, 1, [&] { out.append(static_cast<char32_t>(*point)); });
  return out.finish(thread);
}

Result<Str*> format_integer(ThreadState& thread, Value value, const FormatSpec& spec) {
  if (spec.precision >= 0) {
    return thread.raise(thread.types.ValueError, "Precision not allowed in integer format specifier");
  }
  if (spec.no_negative_zero) {
    return thread.raise(thread.types.ValueError,
                        "Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (spec.type == 'c') return format_character(thread, value, spec);
  NumberParts parts;
  switch (spec.type) {
    case 'b':
      parts.digits = objects::int_to_string(value, 2), parts.prefix = "0b";
      break;
    case 'o':
      parts.digits = objects::int_to_string(value, 8), parts.prefix = "0o";
      break;
    case 'x':
      parts.digits = objects::int_to_string(value, 16), parts.prefix = "0x";
      break;
    case 'X':
      parts.digits = objects::int_to_string(value, 16), parts.prefix = "0X";
      std::transform(parts.digits.begin(), parts.digits.end(), parts.digits.begin(),
                     [](char c) { return static_cast<char>(c >= 'a' ? c - 32 : c); });
      break;
    default:
      parts.digits = MINIPY_TRY(int_decimal(thread, value));
  }
  if (!spec.alternate) parts.prefix.clear();
  parts.negative = parts.digits[0] == '-';
  if (parts.negative) parts.digits.erase(0, 1);
  StrBuilder out;
  append_number(out, spec, parts);
  return out.finish(thread);
}

Result<Str*> format_double(ThreadState& thread, double d, const FormatSpec& spec) {
  if (spec.precision > INT_MAX) return thread.raise(thread.types.ValueError, "precision too big");
  DoubleStyle style;
  style.alternate = spec.alternate;
  style.no_negative_zero = spec.no_negative_zero;
  style.precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
  switch (spec.type) {
    case 0:
      style.add_dot_0 = true;
      style.type = spec.precision < 0 ? 'r' : 'g';
      break;
    case 'n':
      style.type = 'g';
      break;
    case '%':
      style.type = 'f';
      d *= 100;
      break;
    default:
      style.type = static_cast<char>(spec.type);
  }
  NumberParts parts = parts_of(double_to_string(d, style));
  if (spec.type == '%') parts.remainder += '%';
  StrBuilder out;
  append_number(out, spec, parts);
  return out.finish(thread);
}

bool is_float_type(char32_t type) {
  switch (type) {
    case 'e':
    case 'E':
    case 'f':
    case 'F':
    case 'g':
    case 'G':
    case '%':
      return true;
    default:
      return false;
  }
}

}  // namespace

Result<FormatSpec> parse_format_spec(ThreadState& thread, Value object, const Str* spec,
                                     char32_t default_type, char32_t default_align) {
  FormatSpec result;
  result.align = default_align;
  result.type = default_type;
  std::int64_t position = 0;
  const auto peek = [&](std::int64_t ahead = 0) {
    return position + ahead < spec->length ? spec->at(position + ahead) : char32_t{0};
  };
  const auto accept = [&](char32_t c) {
    if (peek() != c || position >= spec->length) return false;
    ++position;
    return true;
  };
  bool fill_given = false;
  bool align_given = false;
  if (position + 1 < spec->length && is_alignment(peek(1))) {
    result.fill = peek();
    result.align = peek(1);
    fill_given = align_given = true;
    position = 2;
  } else if (is_alignment(peek())) {
    result.align = peek();
    align_given = true;
    position = 1;
  }
  if (peek() == ' ' || peek() == '+' || peek() == '-') result.sign = spec->at(position++);
  result.no_negative_zero = accept('z');
  result.alternate = accept('#');
  if (!fill_given && accept('0')) {
    result.fill = '0';
    if (!align_given && default_align == '>') result.align = '=';
  }
  result.width = MINIPY_TRY(read_number(thread, spec, position));
  if (result.width > 0) MINIPY_TRY(check_allocation(thread, static_cast<std::uint64_t>(result.width)));
  if (accept(',')) result.separator = ',';
  if (peek() == '_') {
    if (result.separator != 0) {
      return thread.raise(thread.types.ValueError, "Cannot specify both ',' and '_'.");
    }
    result.separator = '_';
    ++position;
  }
  if (peek() == ',' && result.separator == '_') {
    return thread.raise(thread.types.ValueError, "Cannot specify both ',' and '_'.");
  }
  if (accept('.')) {
    result.precision = MINIPY_TRY(read_number(thread, spec, position));
    if (result.precision < 0) {
      return thread.raise(thread.types.ValueError, "Format specifier missing precision");
    }
  }
  if (spec->length - position > 1) {
    return thread.raise(thread.types.ValueError, "Invalid format specifier '%S' for object of type '%T'",
                        spec, object);
  }
  if (position < spec->length) result.type = spec->at(position);
  if (result.separator != 0) MINIPY_TRY(check_separator(thread, result));
  return result;
}

Result<Str*> format_str(ThreadState& thread, Value value, const Str* spec_text) {
  const Str* text = value.as<Str>();
  const FormatSpec spec = MINIPY_TRY(parse_format_spec(thread, value, spec_text, 's', '<'));
  Type* error = thread.types.ValueError;
  if (spec.type != 's') return unknown_code(thread, value, spec.type);
  if (spec.sign != 0) {
    return thread.raise(error, "%s not allowed in string format specifier",
                        spec.sign == ' ' ? "Space" : "Sign");
  }
  if (spec.no_negative_zero) {
    return thread.raise(error, "Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) return thread.raise(error, "Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') return thread.raise(error, "'=' alignment not allowed in string format specifier");
  const std::int64_t length = spec.precision < 0 ? text->length : std::min(text->length, spec.precision);
  StrBuilder out;
  append_padded(out, spec, length, [&] { out.append(text, 0, length); });
  return out.finish(thread);
}

Result<Str*> format_int(ThreadState& thread, Value value, const Str* spec_text) {
  const FormatSpec spec = MINIPY_TRY(parse_format_spec(thread, value, spec_text, 0, '>'));
  switch (spec.type) {
    case 0:
    case 'b':
    case 'c':
    case 'd':
    case 'o':
    case 'x':
    case 'X':
    case 'n':
      return format_integer(thread, value, spec);
    default:
      break;
  }
  if (!is_float_type(spec.type)) return unknown_code(thread, value, spec.type);
  const auto d = objects::int_to_double(value);
  if (!d) return thread.raise(thread.types.OverflowError, "int too large to convert to float");
  return format_double(thread, *d, spec);
}

Result<Str*> format_float(ThreadState& thread, Value value, const Str* spec_text) {
  const FormatSpec spec = MINIPY_TRY(parse_format_spec(thread, value, spec_text, 0, '>'));
  if (spec.type != 0 && spec.type != 'n' && !is_float_type(spec.type)) {
    return unknown_code(thread, value, spec.type);
  }
  return format_double(thread, objects::float_value(value), spec);
}

Result<Str*> format_complex(ThreadState& thread, Value value, const Str* spec_text) {
  const FormatSpec spec = MINIPY_TRY(parse_format_spec(thread, value, spec_text, 0, '>'));
  if ((spec.type != 0 && spec.type != 'n' && !is_float_type(spec.type)) || spec.type == '%') {
    return unknown_code(thread, value, spec.type);
  }
  Type* error = thread.types.ValueError;
  if (spec.fill == '0') return thread.raise(error, "Zero padding is not allowed in complex format specifier");
  if (spec.align == '=') {
    return thread.raise(error, "'=' alignment flag is not allowed in complex format specifier");
  }
  if (spec.precision > INT_MAX) return thread.raise(error, "precision too big");
  DoubleStyle style;
  style.alternate = spec.alternate;
  style.no_negative_zero = spec.no_negative_zero;
  style.precision = spec.precision < 0 ? 6 : static_cast<int>(spec.precision);
  style.type = spec.type == 0     ? (spec.precision < 0 ? 'r' : 'g')
               : spec.type == 'n' ? 'g'
                                  : static_cast<char>(spec.type);
  const auto* number = value.as<objects::Complex>();
  const bool skip_real = spec.type == 0 && number->real == 0 && !std::signbit(number->real);
  FormatSpec part = spec;
  part.width = -1;
  StrBuilder body;
  if (!skip_real) {
    append_number(body, part, parts_of(double_to_string(number->real, style)));
    part.sign = '+';
  }
  append_number(body, part, parts_of(double_to_string(number->imaginary, style)));
  body.append(U'j');
  const bool parentheses = spec.type == 0 && !skip_real;
  StrBuilder out;
  append_padded(out, spec, body.length() + (parentheses ? 2 : 0), [&] {
    if (parentheses) out.append(U'(');
    out.append(body.finish(thread));
    if (parentheses) out.append(U')');
  });
  return out.finish(thread);
}

Result<std::string> int_decimal(ThreadState& thread, Value integer) {
  // relaxed: a setting.
  const std::int64_t limit = thread.interpreter.int_max_str_digits.load(std::memory_order_relaxed);
  std::string digits;
  // Do not even begin with a number that is too long: these are as many digits as it has at least.
  constexpr double kDigitsOfABit = 0.301029995;
  const auto least = static_cast<double>(objects::int_bit_length(integer) - 1) * kDigitsOfABit;
  const bool far_too_long = limit > 0 && least >= static_cast<double>(limit);
  if (!far_too_long) digits = objects::int_to_string(integer, 10);
  const std::int64_t sign = objects::int_sign(integer) < 0 ? 1 : 0;
  if (far_too_long || (limit > 0 && static_cast<std::int64_t>(digits.size()) - sign > limit)) {
    return thread.raise(thread.types.ValueError,
                        "Exceeds the limit (%d digits) for integer string conversion; "
                        "use sys.set_int_max_str_digits() to increase the limit",
                        limit);
  }
  return digits;
}

}  // namespace minipy::builtins
