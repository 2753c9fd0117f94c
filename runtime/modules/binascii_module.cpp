// The module `binascii`: bytes as text and back, and check sums.

#include <array>

#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

constexpr char kErrorKey = 0;

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint8_t kNoDigit = 0xFF;

constexpr std::array<std::uint8_t, 256> make_values() {
  std::array<std::uint8_t, 256> values{};
  for (auto& value : values) value = kNoDigit;
  for (std::size_t i = 0; i < kDigits.size(); ++i)
    values[static_cast<unsigned char>(kDigits[i])] = static_cast<std::uint8_t>(i);
  return values;
}
constexpr auto kValues = make_values();

Raised raise_error(ThreadState& thread, const char* message) {
  return thread.raise(thread.interpreter.state_slot(&kErrorKey).load().as<Type>(), "%s", message);
}

/// The bytes of any bytes-like object.
Result<std::string> data_argument(ThreadState& thread, Value value) {
  MINIPY_TRY(builtins::check_bytes_like(thread, value));
  return std::string(*builtins::BytesView(thread, value));
}

/// The same, or a str of ASCII characters.
Result<std::string> ascii_argument(ThreadState& thread, Value value) {
  if (!objects::is_str(value)) {
    return data_argument(thread, value);
  }
  const Str* text = value.as<Str>();
  if (!text->is_ascii()) {
    return thread.raise(thread.types.ValueError, "string argument should contain only ASCII characters");
  }
  return std::string(text->ascii());
}

Value bytes(ThreadState& thread, std::string_view text) { return objects::Bytes::create(thread, text); }

Result<bool> flag(ThreadState& thread, const Arguments& arguments, std::uint32_t index, bool otherwise) {
  return arguments.get(index) ? vm::truth(thread, arguments[index]) : Result<bool>(otherwise);
}

// ---- base 64

Result<Value> b2a_base64(ThreadState& thread, const Arguments& arguments) {
  const std::string data = MINIPY_TRY(data_argument(thread, arguments[0]));
  const bool newline = MINIPY_TRY(flag(thread, arguments, 1, true));
  std::string out;
  out.reserve((data.size() + 2) / 3 * 4 + 1);
  for (std::size_t i = 0; i < data.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8U | (i + k < data.size() ? static_cast<unsigned char>(data[i + k]) : 0U);
    }
    const std::size_t digits = std::min<std::size_t>(data.size() - i, 3) + 1;
    for (std::size_t k = 0; k < 4; ++k) out += k < digits ? kDigits[group >> (18 - 6 * k) & 63U] : '=';
  }
  if (newline) out += '\n';
  return bytes(thread, out);
}

Result<Value> a2b_base64(ThreadState& thread, const Arguments& arguments) {
  const std::string text = MINIPY_TRY(ascii_argument(thread, arguments[0]));
  const bool strict = MINIPY_TRY(flag(thread, arguments, 1, false));
  std::string out;
  std::uint32_t group = 0;
  std::size_t digits = 0;  // of the group so far
  std::size_t pads = 0;
  std::size_t good = 0;
  bool padded = false;
  if (strict && !text.empty() && text[0] == '=') return raise_error(thread, "Leading padding not allowed");
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '=') {
      padded = true;
      if (digits >= 2 && digits + ++pads >= 4) {
        if (strict && i + 1 < text.size()) return raise_error(thread, "Excess data after padding");
        return bytes(thread, out);
      }
      continue;
    }
    const std::uint8_t value = kValues[static_cast<unsigned char>(c)];
    if (value == kNoDigit) {
      if (strict) return raise_error(thread, "Only base64 data is allowed");
      continue;
    }
    if (strict && padded) return raise_error(thread, "Discontinuous padding not allowed");
    pads = 0;
    ++good;
    group = group << 6U | value;
    switch (digits) {
      case 0:
        break;
      case 1:
        out += static_cast<char>(group >> 4U);
        break;
      case 2:
        out += static_cast<char>(group >> 2U);
        break;
      default:
        out += static_cast<char>(group);
        break;
    }
    digits = (digits + 1) % 4;
  }
  if (digits == 1) {
    return thread.raise(
        thread.interpreter.state_slot(&kErrorKey).load().as<Type>(),
        "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a "
        "multiple of 4",
        static_cast<std::int64_t>(good));
  }
  if (digits != 0) return raise_error(thread, "Incorrect padding");
  return bytes(thread, out);
}

// ---- hexadecimal

Result<Value> hexlify(ThreadState& thread, const Arguments& arguments) {
  // bytes.hex knows separators.
  Value data = arguments[0];
  if (!objects::is_bytes(data)) data = bytes(thread, MINIPY_TRY(data_argument(thread, data)));
  vm::RootedValues rest(thread);
  for (std::uint32_t i = 1; i < 3; ++i) {
    if (arguments.get(i)) rest.push_back(arguments[i]);
  }
  const Value method = MINIPY_TRY(vm::get_attribute(thread, data, vm::intern(thread, "hex")));
  const Value text = MINIPY_TRY(vm::call(thread, method, rest.span()));
  return bytes(thread, text.as<Str>()->utf8());
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

Result<Value> unhexlify(ThreadState& thread, const Arguments& arguments) {
  const std::string text = MINIPY_TRY(ascii_argument(thread, arguments[0]));
  if (text.size() % 2 != 0) return raise_error(thread, "Odd-length string");
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = hex_value(text[i]);
    const int low = hex_value(text[i + 1]);
    if (high < 0 || low < 0) return raise_error(thread, "Non-hexadecimal digit found");
    out += static_cast<char>(high << 4 | low);
  }
  return bytes(thread, out);
}

// ---- uuencode

Result<Value> b2a_uu(ThreadState& thread, const Arguments& arguments) {
  const std::string data = MINIPY_TRY(data_argument(thread, arguments[0]));
  const bool backtick = MINIPY_TRY(flag(thread, arguments, 1, false));
  if (data.size() > 45) return raise_error(thread, "At most 45 bytes at once");
  const auto digit = [&](std::uint32_t value) {
    return value == 0 && backtick ? '`' : static_cast<char>(value + ' ');
  };
  std::string out(1, digit(static_cast<std::uint32_t>(data.size())));
  for (std::size_t i = 0; i < data.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      group = group << 8U | (i + k < data.size() ? static_cast<unsigned char>(data[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) out += digit(group >> (18 - 6 * k) & 63U);
  }
  return bytes(thread, out + "\n");
}

Result<Value> a2b_uu(ThreadState& thread, const Arguments& arguments) {
  const std::string text = MINIPY_TRY(ascii_argument(thread, arguments[0]));
  const std::size_t length = text.empty() ? 0 : (static_cast<unsigned char>(text[0]) - 32U) & 63U;
  std::string out;
  std::uint32_t group = 0;
  unsigned bits = 0;
  std::size_t at = 1;
  for (; out.size() < length; ++at) {
    const unsigned char c = at < text.size() ? static_cast<unsigned char>(text[at]) : ' ';
    std::uint32_t value = 0;  // where the line is too short, its spaces went missing
    if (c != '\n' && c != '\r') {
      if (c < 32 || c > 96) return raise_error(thread, "Illegal char");
      value = (c - 32U) & 63U;
    }
    group = (group << 6U | value) & 0xFFFFU;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      out += static_cast<char>(group >> bits);
    }
  }
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c != ' ' && c != '`' && c != '\n' && c != '\r') return raise_error(thread, "Trailing garbage");
  }
  return bytes(thread, out);
}

// ---- check sums

constexpr std::array<std::uint32_t, 256> make_crc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < 256; ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
    table[i] = value;
  }
  return table;
}
constexpr auto kCrcTable = make_crc_table();

Result<std::uint32_t> start_value(ThreadState& thread, const Arguments& arguments) {
  if (!arguments.get(1)) return 0U;
  const Value mask = objects::make_int(thread, 0xFFFFFFFF);
  const Value low = MINIPY_TRY(vm::binary(thread, vm::BinaryOperator::kAnd, arguments[1], mask));
  return static_cast<std::uint32_t>(MINIPY_TRY(vm::index_int64(thread, low)));
}

Result<Value> crc32(ThreadState& thread, const Arguments& arguments) {
  const std::string data = MINIPY_TRY(data_argument(thread, arguments[0]));
  std::uint32_t sum = ~MINIPY_TRY(start_value(thread, arguments));
  for (const char c : data) sum = (sum >> 8U) ^ kCrcTable[(sum ^ static_cast<unsigned char>(c)) & 0xFFU];
  return objects::make_int(thread, std::int64_t{~sum});
}

Result<Value> crc_hqx(ThreadState& thread, const Arguments& arguments) {
  const std::string data = MINIPY_TRY(data_argument(thread, arguments[0]));
  std::uint32_t sum = MINIPY_TRY(start_value(thread, arguments)) & 0xFFFFU;
  for (const char c : data) {
    sum ^= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << 8U;
    for (int bit = 0; bit < 8; ++bit) sum = ((sum << 1U) ^ ((sum & 0x8000U) != 0 ? 0x1021U : 0U)) & 0xFFFFU;
  }
  return Value::from_int(sum);
}

const NativeDefinition kFunctions[] = {
    {"b2a_base64", b2a_base64, "data, /, *, newline="},
    {"a2b_base64", a2b_base64, "data, /, *, strict_mode="},
    {"hexlify", hexlify, "data, sep=, bytes_per_sep="},
    {"b2a_hex", hexlify, "data, sep=, bytes_per_sep="},
    {"unhexlify", unhexlify, "hexstr, /"},
    {"a2b_hex", unhexlify, "hexstr, /"},
    {"b2a_uu", b2a_uu, "data, /, *, backtick="},
    {"a2b_uu", a2b_uu, "data, /"},
    {"crc32", crc32, "data, crc=, /"},
    {"crc_hqx", crc_hqx, "data, crc, /"},
};

}  // namespace

Result<Value> make_binascii(ThreadState& thread) {
  Module* module = new_module(thread, "binascii");
  builtins::add_functions(thread, module, kFunctions);
  const auto error = [&](const char* name, Type* base) -> Result<Value> {
    Dict* space = Dict::create(thread);
    space->set_str(thread, thread.names.dunder_module, vm::intern(thread, "binascii"));
    const Value bases = make_tuple(thread, {Value(base)});
    const Value type = MINIPY_TRY(vm::create_class(thread, thread.types.type, vm::intern(thread, name),
                                                   bases.as<Tuple>(), space, Arguments{}, 0));
    builtins::add_value(thread, module, name, type);
    return type;
  };
  thread.interpreter.state_slot(&kErrorKey).store(MINIPY_TRY(error("Error", thread.types.ValueError)));
  MINIPY_TRY(error("Incomplete", thread.types.Exception));
  return Value(module);
}

}  // namespace minipy::modules
