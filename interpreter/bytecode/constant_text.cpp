#include "interpreter/bytecode/constant_text.hpp"

#include <charconv>

namespace minipy::bytecode {

namespace {

std::string quoted(const std::string& value, bool is_bytes) {
  constexpr const char* kDigits = "0123456789abcdef";
  std::string text = is_bytes ? "b" : "";
  const bool has_single = value.find('\'') != std::string::npos;
  const char quote = has_single && value.find('"') == std::string::npos ? '"' : '\'';
  text += quote;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == quote || c == '\\') {
      text += '\\';
      text += c;
    } else if (c == '\n') {
      text += "\\n";
    } else if (c == '\r') {
      text += "\\r";
    } else if (c == '\t') {
      text += "\\t";
    } else if (byte < 0x20 || byte == 0x7F || (is_bytes && byte > 0x7F)) {
      text += "\\x";
      text += kDigits[byte >> 4U];
      text += kDigits[byte & 15U];
    } else {
      text += c;
    }
  }
  return text + quote;
}

std::string real_text(double value) {
  char buffer[64];
  std::string text(buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr);
  if (text == "inf" || text == "-inf") return text.front() == '-' ? "-1e309" : "1e309";
  if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
  return text;
}

std::string imaginary_text(double value) {
  std::string text = real_text(value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text + "j";
}

std::string items_text(const std::vector<Constant>& items) {
  std::string text;
  for (const Constant& item : items) {
    if (!text.empty()) text += ", ";
    text += constant_text(item);
  }
  return text;
}

struct TextWriter {
  std::string operator()(const NoneConstant&) const { return "None"; }
  std::string operator()(const EllipsisConstant&) const { return "..."; }
  std::string operator()(bool value) const { return value ? "True" : "False"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return real_text(value); }
  std::string operator()(const BigIntConstant& value) const {
    const char* prefix = value.base == 16 ? "0x" : value.base == 8 ? "0o" : value.base == 2 ? "0b" : "";
    return prefix + value.digits;
  }
  std::string operator()(const ComplexConstant& value) const {
    if (value.real == 0) return imaginary_text(value.imaginary);
    const std::string imaginary = imaginary_text(value.imaginary);
    return "(" + real_text(value.real) + (imaginary.front() == '-' ? "" : "+") + imaginary + ")";
  }
  std::string operator()(const StrConstant& value) const { return quoted(value.utf8, false); }
  std::string operator()(const BytesConstant& value) const { return quoted(value.bytes, true); }
  std::string operator()(const TupleConstant& value) const {
    return "(" + items_text(value.items) + (value.items.size() == 1 ? ",)" : ")");
  }
  std::string operator()(const FrozenSetConstant& value) const {
    return "frozenset({" + items_text(value.items) + "})";
  }
};

}  // namespace

std::string constant_text(const Constant& constant) { return std::visit(TextWriter{}, constant.value); }

}  // namespace minipy::bytecode
