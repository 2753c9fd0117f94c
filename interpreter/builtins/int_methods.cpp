// The named methods of int, and how texts and other numbers become integers.
#include <cmath>

#include "interpreter/base/unicode.hpp"
#include "interpreter/builtins/allocation.hpp"
#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/builtins/number_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/vm/warnings.hpp"

namespace minipy::builtins {
namespace {

using objects::Special;

Result<Value> int_bit_length(ThreadState& thread, const Arguments& arguments) {
  return objects::make_int(thread, objects::int_bit_length(arguments[0]));
}

Result<Value> int_bit_count(ThreadState& thread, const Arguments& arguments) {
  return objects::make_int(thread, objects::int_bit_count(arguments[0]));
}

Result<Value> int_conjugate(ThreadState& thread, const Arguments& arguments) {
  return objects::int_plain(thread, arguments[0]);
}

Result<Value> int_as_integer_ratio(ThreadState& thread, const Arguments& arguments) {
  const Value ratio[] = {objects::int_plain(thread, arguments[0]), Value::from_int(1)};
  return Value(Tuple::create(thread, ratio));
}

// Whether the order of bytes is the big-endian one.
Result<bool> is_big_endian(ThreadState& thread, Value order, const char* function) {
  if (!order) return true;
  const std::string what = std::string(function) + "() argument 'byteorder'";
  const Str* name = MINIPY_TRY(str_argument(thread, order, what.c_str()));
  const std::string text = name->utf8();
  if (text == "big") return true;
  if (text == "little") return false;
  return thread.raise(thread.types.ValueError, "byteorder must be either 'little' or 'big'");
}

Result<Value> int_to_bytes(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t length = MINIPY_TRY(index_or(thread, arguments.get(1), 1));
  const bool big_endian = MINIPY_TRY(is_big_endian(thread, arguments.get(2), "to_bytes"));
  const bool is_signed = arguments.get(3) && MINIPY_TRY(vm::truth(thread, arguments[3]));
  if (length < 0) return thread.raise(thread.types.ValueError, "length argument must be non-negative");
  const Value self = arguments[0];
  const bool negative = objects::int_sign(self) < 0;
  if (negative && !is_signed) {
    return thread.raise(thread.types.OverflowError, "can't convert negative int to unsigned");
  }
  // Two's complement: the bits of a negative number are those of -(n + 1), all turned round.
  const Value bits = negative ? objects::int_invert(thread, self) : self;
  // Nobody has a number of 2**62 bits.
  const std::int64_t room = std::min(length, INT64_MAX / 16) * 8 - (is_signed ? 1 : 0);
  if (objects::int_bit_length(bits) > std::max<std::int64_t>(room, 0)) {
    return thread.raise(thread.types.OverflowError, "int too big to convert");
  }
  MINIPY_TRY(check_allocation(thread, static_cast<std::uint64_t>(length)));
  const auto limbs = objects::int_magnitude(bits);
  auto* result = objects::Bytes::create_uninitialised(thread, length);
  for (std::int64_t i = 0; i < length; ++i) {
    const auto limb = static_cast<std::size_t>(i / 8);
    std::uint64_t byte = limb < limbs.size() ? (limbs[limb] >> static_cast<unsigned>(i % 8 * 8)) & 0xFFU : 0;
    if (negative) byte ^= 0xFFU;
    result->data[big_endian ? length - 1 - i : i] = static_cast<char>(byte);
  }
  return Value(result);
}

Result<Value> int_from_bytes(ThreadState& thread, const Arguments& arguments) {
  const bool big_endian = MINIPY_TRY(is_big_endian(thread, arguments.get(2), "from_bytes"));
  const bool is_signed = arguments.get(3) && MINIPY_TRY(vm::truth(thread, arguments[3]));
  auto bytes = bytes_like(thread, arguments[1]);
  if (!bytes) {
    if (objects::is_str(arguments[1]) || objects::is_integer(arguments[1])) {
      return thread.raise(thread.types.TypeError, "cannot convert '%T' object to bytes", arguments[1]);
    }
    bytes = bytes_like(thread, MINIPY_TRY(vm::call(thread, thread.types.bytes, {arguments[1]})));
  }
  const std::size_t length = bytes->size();
  std::vector<std::uint64_t> limbs(length / 8 + 1);
  for (std::size_t i = 0; i < length; ++i) {
    const auto byte = static_cast<unsigned char>((*bytes)[big_endian ? length - 1 - i : i]);
    limbs[i / 8] |= std::uint64_t{byte} << (i % 8 * 8);
  }
  Value number = objects::make_int(thread, limbs, false);
  if (is_signed && length > 0 &&
      (static_cast<unsigned char>((*bytes)[big_endian ? 0 : length - 1]) & 0x80U) != 0) {
    const Value one = Value::from_int(1);
    number = objects::int_sub(thread, number,
                              objects::int_shift_left(thread, one, static_cast<std::int64_t>(length) * 8));
  }
  if (arguments[0] == Value(thread.types.int_)) return number;
  return vm::call(thread, arguments[0], {number});
}

constexpr NativeDefinition kMethods[] = {
    {"bit_length", int_bit_length, "self, /"},
    {"bit_count", int_bit_count, "self, /"},
    {"conjugate", int_conjugate, "self, /"},
    {"as_integer_ratio", int_as_integer_ratio, "self, /"},
    {"to_bytes", int_to_bytes, "self, /, length=, byteorder=, *, signed="},
};

constexpr NativeDefinition kClassMethods[] = {
    {"from_bytes", int_from_bytes, "cls, /, bytes, byteorder=, *, signed="},
};

// The number that a few decimal digits with nothing around them are, or empty.
Value short_decimal(std::string_view text) {
  if (text.empty() || text.size() > 15) return {};
  std::int64_t value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return {};
    value = value * 10 + (c - '0');
  }
  return Value::from_int(value);
}

// Whether a number in this base is limited in its digits; `text` starts with the sign or a prefix.
bool has_digit_limit(std::string_view text, std::int64_t base) {
  if (base != 0) return (base & (base - 1)) != 0;
  const std::size_t start = text.find_first_not_of("+-");
  return start == std::string_view::npos || start + 1 >= text.size() || text[start] != '0';
}

}  // namespace

std::optional<std::string> number_text(ThreadState& thread, Value value) {
  std::string text;
  if (objects::is_str(value)) {
    const Str* str = value.as<Str>();
    if (str->is_ascii()) {
      text = str->ascii();
    } else {
      for (std::int64_t i = 0; i < str->length; ++i) {
        const char32_t c = str->at(i);
        const int digit = base::unicode::decimal_value(c);
        if (digit >= 0) {
          text.push_back(static_cast<char>('0' + digit));
        } else if (c < 128) {
          text.push_back(static_cast<char>(c));
        } else {
          text.push_back(base::unicode::has(c, base::unicode::kSpace) ? ' ' : '?');
        }
      }
    }
  } else if (auto bytes = bytes_like(thread, value)) {
    text = std::move(*bytes);
  } else {
    return std::nullopt;
  }
  const auto is_space = [](char c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F);
  };
  std::size_t start = 0;
  std::size_t end = text.size();
  while (start < end && is_space(text[start])) ++start;
  while (end > start && is_space(text[end - 1])) --end;
  return text.substr(start, end - start);
}

Result<Value> int_from_text(ThreadState& thread, Value source, std::int64_t base) {
  if (base == 10 && objects::is_str(source) && source.as<Str>()->is_ascii()) {
    if (const Value number = short_decimal(source.as<Str>()->ascii())) return number;
  }
  const std::string text = *number_text(thread, source);
  // relaxed: a setting.
  const std::int64_t limit = thread.interpreter.int_max_str_digits.load(std::memory_order_relaxed);
  if (limit > 0 && static_cast<std::int64_t>(text.size()) > limit && has_digit_limit(text, base)) {
    const auto digits =
        std::count_if(text.begin(), text.end(), [](char c) { return c != '_' && c != '+' && c != '-'; });
    if (digits > limit) {
      return thread.raise(thread.types.ValueError,
                          "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; "
                          "use sys.set_int_max_str_digits() to increase the limit",
                          limit, static_cast<std::int64_t>(digits));
    }
  }
  const Value number = objects::parse_int(thread, text, static_cast<int>(base));
  if (number) return number;
  if (!objects::is_str(source) && !objects::is_bytes(source)) {
    source = objects::Bytes::create(thread, *bytes_like(thread, source));
  }
  return thread.raise(thread.types.ValueError, "invalid literal for int() with base %d: %R", base, source);
}

Result<Value> int_from_float(ThreadState& thread, double d) {
  if (std::isnan(d)) return thread.raise(thread.types.ValueError, "cannot convert float NaN to integer");
  if (std::isinf(d))
    return thread.raise(thread.types.OverflowError, "cannot convert float infinity to integer");
  return objects::int_from_double(thread, d);
}

Result<Value> int_from_number(ThreadState& thread, Value value) {
  if (value.is_int()) return value;
  if (value.is_double()) return int_from_float(thread, value.as_double());
  if (value.is_bool() || is_exactly(thread, value, thread.types.int_))
    return objects::int_plain(thread, value);
  if (vm::find_special(thread, value, Special::kInt)) {
    const Value number = MINIPY_TRY(vm::call_special(thread, value, Special::kInt, {}));
    if (objects::is_integer(number)) {
      MINIPY_TRY(vm::warn_of_subclass(thread, "__int__", number, thread.types.int_));
      return objects::int_plain(thread, number);
    }
    return thread.raise(thread.types.TypeError, "__int__ returned non-int (type %T)", number);
  }
  if (vm::find_special(thread, value, Special::kIndex))
    return objects::int_plain(thread, MINIPY_TRY(vm::index(thread, value)));
  if (vm::find_special(thread, value, Special::kTrunc)) {
    MINIPY_TRY(vm::warn(thread, thread.types.DeprecationWarning,
                        "The delegation of int() to __trunc__ is deprecated."));
    const Value number = MINIPY_TRY(vm::call_special(thread, value, Special::kTrunc, {}));
    if (objects::is_integer(number)) return objects::int_plain(thread, number);
    if (vm::find_special(thread, number, Special::kIndex))
      return objects::int_plain(thread, MINIPY_TRY(vm::index(thread, number)));
    return thread.raise(thread.types.TypeError, "__trunc__ returned non-Integral (type %T)", number);
  }
  if (is_bytes_like(value)) return int_from_text(thread, value, 10);
  return thread.raise(thread.types.TypeError,
                      "int() argument must be a string, a bytes-like object or a real number, not '%T'",
                      value);
}

Result<double> float_from_int(ThreadState& thread, Value integer) {
  const auto d = objects::int_to_double(integer);
  if (!d) return thread.raise(thread.types.OverflowError, "int too large to convert to float");
  return *d;
}

std::span<const NativeDefinition> int_methods() { return kMethods; }
std::span<const NativeDefinition> int_class_methods() { return kClassMethods; }

}  // namespace minipy::builtins
