// The % operator of str and bytes. Bytes are formatted as text of code points below 256.
#include <algorithm>
#include <climits>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/builtins/format_spec.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::builtins {
namespace {

using objects::Special;
using objects::StrBuilder;

// One conversion: %(key)-+ #0width.precision and its letter.
struct Conversion {
  bool left = false;
  bool plus = false;
  bool blank = false;
  bool alternate = false;
  bool zero = false;
  std::int64_t width = -1;
  std::int64_t precision = -1;
  char32_t letter = 0;
};

Str* latin1(ThreadState& thread, std::string_view bytes) {
  const bool ascii = std::none_of(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
  Str* text = Str::create_uninitialised(thread, static_cast<std::int64_t>(bytes.size()), 1, ascii);
  std::memcpy(text->data, bytes.data(), bytes.size());
  return text;
}

class PercentFormatter {
 public:
  PercentFormatter(ThreadState& thread, const Str* format, Value arguments, bool bytes)
      : thread_(thread), format_(format), arguments_(arguments), bytes_(bytes) {
    is_tuple_ = objects::is_tuple(arguments);
    const bool text = bytes ? objects::has_kind(arguments, objects::kBytes) ||
                                  objects::has_kind(arguments, objects::kByteArray)
                            : objects::is_str(arguments);
    is_mapping_ = !is_tuple_ && !text && vm::find_special(thread, arguments, Special::kGetItem);
  }

  Result<Str*> run() {
    for (at_ = 0; at_ < format_->length;) {
      const char32_t c = format_->at(at_++);
      if (c == '%') {
        MINIPY_TRY(convert());
      } else {
        out_.append(c);
      }
    }
    const bool left_over = is_tuple_ ? next_ < arguments_.as<Tuple>()->length : next_ == 0;
    if (left_over && !is_mapping_) {
      return thread_.raise(thread_.types.TypeError, "not all arguments converted during %s formatting",
                           bytes_ ? "bytes" : "string");
    }
    return out_.finish(thread_);
  }

 private:
  Raised type_error(const char* message) { return thread_.raise(thread_.types.TypeError, "%s", message); }
  Raised value_error(const char* message) { return thread_.raise(thread_.types.ValueError, "%s", message); }

  Result<char32_t> next_char() {
    if (at_ >= format_->length) return value_error("incomplete format");
    return format_->at(at_++);
  }

  Result<Value> next_argument() {
    if (keyed_) {
      const Value value = keyed_;
      keyed_ = {};
      return value;
    }
    if (is_tuple_ && next_ < arguments_.as<Tuple>()->length) return arguments_.as<Tuple>()->items[next_++];
    if (!is_tuple_ && next_ == 0 && !used_key_) {
      next_ = 1;
      return arguments_;
    }
    return type_error("not enough arguments for format string");
  }

  // A number in the format, or of an argument for `*`, which must fit into a C type.
  Result<std::int64_t> number(char32_t& c, const char* too_big, std::int64_t most, const char* c_type) {
    if (c == '*') {
      const Value value = MINIPY_TRY(next_argument());
      if (!objects::is_integer(value)) return type_error("* wants int");
      const auto i = objects::to_int64(value);
      if (!i || *i > most || *i < -most - 1) {
        return thread_.raise(thread_.types.OverflowError, "Python int too large to convert to C %s", c_type);
      }
      c = MINIPY_TRY(next_char());
      return *i;
    }
    std::int64_t value = 0;
    while (c >= '0' && c <= '9') {
      if (value > (INT64_MAX - 9) / 10) return value_error(too_big);
      value = value * 10 + static_cast<std::int64_t>(c - '0');
      c = MINIPY_TRY(next_char());
    }
    return value;
  }

  Result<void> read_key() {
    if (!is_mapping_) return type_error("format requires a mapping");
    const std::int64_t start = at_;
    int open = 1;
    while (open > 0) {
      if (at_ >= format_->length) return value_error("incomplete format key");
      const char32_t c = format_->at(at_++);
      if (c == '(') ++open;
      if (c == ')') --open;
    }
    Value key = Str::substring(thread_, format_, start, at_ - 1 - start);
    if (bytes_) key = objects::Bytes::create(thread_, {key.as<Str>()->data, key.as<Str>()->byte_length()});
    keyed_ = MINIPY_TRY(vm::get_item(thread_, arguments_, key));
    used_key_ = true;
    return Done{};
  }

  Result<Conversion> read_conversion() {
    Conversion conversion;
    char32_t c = MINIPY_TRY(next_char());
    if (c == '(') {
      MINIPY_TRY(read_key());
      c = MINIPY_TRY(next_char());
    }
    for (bool more = true; more;) {
      switch (c) {
        case '-':
          conversion.left = true;
          break;
        case '+':
          conversion.plus = true;
          break;
        case ' ':
          conversion.blank = true;
          break;
        case '#':
          conversion.alternate = true;
          break;
        case '0':
          conversion.zero = true;
          break;
        default:
          more = false;
      }
      if (more) c = MINIPY_TRY(next_char());
    }
    if (c == '*' || (c >= '0' && c <= '9')) {
      conversion.width = MINIPY_TRY(number(c, "width too big", INT64_MAX, "ssize_t"));
      if (conversion.width < 0) {
        conversion.left = true;
        conversion.width = -conversion.width;
      }
      MINIPY_TRY(check_allocation(thread_, static_cast<std::uint64_t>(conversion.width)));
    }
    if (c == '.') {
      c = MINIPY_TRY(next_char());
      conversion.precision =
          std::max<std::int64_t>(MINIPY_TRY(number(c, "precision too big", INT_MAX, "int")), 0);
    }
    if (c == 'h' || c == 'l' || c == 'L') c = MINIPY_TRY(next_char());
    conversion.letter = c;
    return conversion;
  }

  Result<void> convert() {
    if (at_ < format_->length && format_->at(at_) == '%') {
      out_.append(U'%');
      ++at_;
      return Done{};
    }
    const Conversion conversion = MINIPY_TRY(read_conversion());
    const Value value = MINIPY_TRY(next_argument());
    switch (conversion.letter) {
      case 's':
      case 'r':
      case 'a':
        return convert_text(conversion, value);
      case 'b':
        if (bytes_) return convert_text(conversion, value);
        break;
      case 'c':
        return convert_character(conversion, value);
      case 'd':
      case 'i':
      case 'u':
      case 'o':
      case 'x':
      case 'X':
        return convert_integer(conversion, value);
      case 'e':
      case 'E':
      case 'f':
      case 'F':
      case 'g':
      case 'G':
        return convert_float(conversion, value);
      default:
        break;
    }
    std::string hex;
    for (std::uint32_t rest = conversion.letter; rest != 0; rest /= 16) {
      hex.insert(hex.begin(), "0123456789abcdef"[rest % 16]);
    }
    const bool shown = conversion.letter > 30 && conversion.letter < 127;
    return thread_.raise(thread_.types.ValueError, "unsupported format character '%c' (0x%s) at index %d",
                         shown ? static_cast<char>(conversion.letter) : '?', hex.c_str(), at_ - 1);
  }

  void put_text(const Conversion& conversion, const Str* text, std::int64_t length) {
    const std::int64_t padding = std::max<std::int64_t>(conversion.width - length, 0);
    if (!conversion.left) out_.append_repeated(' ', padding);
    out_.append(text, 0, length);
    if (conversion.left) out_.append_repeated(' ', padding);
  }

  void put_number(const Conversion& conversion, std::string digits, std::string_view prefix) {
    std::string front;
    if (digits[0] == '-') {
      front = "-";
      digits.erase(0, 1);
    } else if (conversion.plus || conversion.blank) {
      front = conversion.plus ? "+" : " ";
    }
    front += prefix;
    const auto length = static_cast<std::int64_t>(front.size() + digits.size());
    const std::int64_t padding = std::max<std::int64_t>(conversion.width - length, 0);
    if (!conversion.left && !conversion.zero) out_.append_repeated(' ', padding);
    out_.append(front);
    if (!conversion.left && conversion.zero) out_.append_repeated('0', padding);
    out_.append(digits);
    if (conversion.left) out_.append_repeated(' ', padding);
  }

  Result<Str*> text_of(char32_t letter, Value value) {
    if (letter == 'a' || (bytes_ && letter == 'r')) return vm::ascii(thread_, value);
    if (letter == 'r') return vm::repr(thread_, value);
    if (!bytes_) return vm::str(thread_, value);
    if (const auto bytes = bytes_like(thread_, value)) return latin1(thread_, *bytes);
    if (vm::find_special(thread_, value, Special::kBytes)) {
      const Value bytes = MINIPY_TRY(vm::call_special(thread_, value, Special::kBytes, {}));
      if (!objects::is_bytes(bytes)) {
        return thread_.raise(thread_.types.TypeError, "__bytes__ returned non-bytes (type %T)", bytes);
      }
      return latin1(thread_, bytes.as<objects::Bytes>()->view());
    }
    return thread_.raise(thread_.types.TypeError,
                         "%%b requires a bytes-like object, or an object that implements __bytes__, not '%T'",
                         value);
  }

  Result<void> convert_text(const Conversion& conversion, Value value) {
    const Str* text = MINIPY_TRY(text_of(conversion.letter, value));
    const std::int64_t length =
        conversion.precision >= 0 ? std::min(text->length, conversion.precision) : text->length;
    put_text(conversion, text, length);
    return Done{};
  }

  Result<void> convert_character(const Conversion& conversion, Value value) {
    const char* wrong =
        bytes_ ? "%c requires an integer in range(256) or a single byte" : "%c requires int or char";
    const Str* text = nullptr;
    if (bytes_) {
      if (const auto bytes = bytes_like(thread_, value)) text = latin1(thread_, *bytes);
    } else if (objects::is_str(value)) {
      text = value.as<Str>();
    }
    if (text == nullptr) {
      if (!objects::is_integer(value) && !vm::find_special(thread_, value, Special::kIndex))
        return type_error(wrong);
      const auto point = objects::to_int64(MINIPY_TRY(vm::index(thread_, value)));
      if (!point || *point < 0 || *point > (bytes_ ? 0xFF : 0x10FFFF)) {
        return thread_.raise(thread_.types.OverflowError, "%%c arg not in range(%s)",
                             bytes_ ? "256" : "0x110000");
      }
      text = Str::of_point(thread_, static_cast<char32_t>(*point));
    }
    if (text->length != 1) return type_error(wrong);
    put_text(conversion, text, 1);
    return Done{};
  }

  Result<Value> integer_of(char32_t letter, Value value) {
    if (objects::is_integer(value)) return value;
    const bool truncates = letter == 'd' || letter == 'i' || letter == 'u';
    if (truncates && objects::is_float(value)) {
      return vm::call(thread_, thread_.types.int_, {value});
    }
    if (truncates && !objects::is_str(value) &&
        (vm::find_special(thread_, value, Special::kInt) ||
         vm::find_special(thread_, value, Special::kTrunc))) {
      return vm::call(thread_, thread_.types.int_, {value});
    }
    if (vm::find_special(thread_, value, Special::kIndex)) return vm::index(thread_, value);
    return thread_.raise(thread_.types.TypeError, "%%%c format: %s is required, not %T",
                         static_cast<char>(letter), truncates ? "a real number" : "an integer", value);
  }

  Result<void> convert_integer(const Conversion& conversion, Value value) {
    const Value integer = MINIPY_TRY(integer_of(conversion.letter, value));
    std::string digits;
    std::string_view prefix;
    switch (conversion.letter) {
      case 'o':
        digits = objects::int_to_string(integer, 8), prefix = "0o";
        break;
      case 'x':
        digits = objects::int_to_string(integer, 16), prefix = "0x";
        break;
      case 'X':
        digits = objects::int_to_string(integer, 16), prefix = "0X";
        std::transform(digits.begin(), digits.end(), digits.begin(),
                       [](char c) { return static_cast<char>(c >= 'a' ? c - 32 : c); });
        break;
      default:
        digits = MINIPY_TRY(int_decimal(thread_, integer));
    }
    if (conversion.precision > INT_MAX - 3) {
      return thread_.raise(thread_.types.OverflowError, "precision too large");
    }
    const std::size_t sign = digits[0] == '-' ? 1 : 0;
    const auto count = static_cast<std::int64_t>(digits.size() - sign);
    if (conversion.precision > count)
      digits.insert(sign, static_cast<std::size_t>(conversion.precision - count), '0');
    put_number(conversion, digits, conversion.alternate ? prefix : std::string_view());
    return Done{};
  }

  Result<void> convert_float(const Conversion& conversion, Value value) {
    if (bytes_ && !objects::is_float(value) && !objects::is_integer(value) &&
        !vm::find_special(thread_, value, Special::kFloat) &&
        !vm::find_special(thread_, value, Special::kIndex)) {
      return thread_.raise(thread_.types.TypeError, "float argument required, not %T", value);
    }
    const double d = MINIPY_TRY(vm::to_double(thread_, value));
    if (conversion.precision > INT_MAX) return value_error("precision too big");
    DoubleStyle style;
    style.type = static_cast<char>(conversion.letter);
    style.precision = conversion.precision < 0 ? 6 : static_cast<int>(conversion.precision);
    style.alternate = conversion.alternate;
    put_number(conversion, double_to_string(d, style), {});
    return Done{};
  }

  ThreadState& thread_;
  const Str* format_;
  Value arguments_;
  bool bytes_;
  bool is_tuple_ = false;
  bool is_mapping_ = false;
  bool used_key_ = false;
  Value keyed_;  // the value that a %(key) found, until it is used
  std::int64_t next_ = 0;
  std::int64_t at_ = 0;
  StrBuilder out_;
};

}  // namespace

Result<Value> percent_format(ThreadState& thread, const Str* format, Value arguments) {
  return Value(MINIPY_TRY(PercentFormatter(thread, format, arguments, false).run()));
}

Result<std::string> percent_format_bytes(ThreadState& thread, std::string_view format, Value arguments) {
  const Str* text = MINIPY_TRY(PercentFormatter(thread, latin1(thread, format), arguments, true).run());
  return std::string(text->data, text->byte_length());
}

}  // namespace minipy::builtins
