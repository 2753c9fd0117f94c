#include "interpreter/base/text.hpp"

namespace minipy::base {

std::size_t utf8_length(std::string_view utf8) {
  std::size_t count = 0;
  for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  return count;
}

std::optional<char32_t> decode_utf8(std::string_view utf8, std::size_t& position) {
  const auto byte = [&](std::size_t at) -> std::uint32_t {
    return at < utf8.size() ? static_cast<unsigned char>(utf8[at]) : 0U;
  };
  const std::uint32_t first = byte(position);
  if (position >= utf8.size()) return std::nullopt;
  if (first < 0x80U) {
    ++position;
    return first;
  }
  int extra = 0;
  char32_t point = 0;
  char32_t least = 0;
  if ((first & 0xE0U) == 0xC0U) {
    extra = 1, point = first & 0x1FU, least = 0x80;
  } else if ((first & 0xF0U) == 0xE0U) {
    extra = 2, point = first & 0x0FU, least = 0x800;
  } else if ((first & 0xF8U) == 0xF0U) {
    extra = 3, point = first & 0x07U, least = 0x10000;
  } else {
    return std::nullopt;
  }
  for (int i = 1; i <= extra; ++i) {
    const std::uint32_t next = byte(position + static_cast<std::size_t>(i));
    if ((next & 0xC0U) != 0x80U) return std::nullopt;
    point = (point << 6U) | (next & 0x3FU);
  }
  if (point < least || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return std::nullopt;
  position += static_cast<std::size_t>(extra) + 1;
  return point;
}

void append_utf8(std::string& out, char32_t point) {
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (point < 0x80) {
    put(point);
  } else if (point < 0x800) {
    put(0xC0U | (point >> 6U));
    put(0x80U | (point & 0x3FU));
  } else if (point < 0x10000) {
    put(0xE0U | (point >> 12U));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  } else {
    put(0xF0U | (point >> 18U));
    put(0x80U | ((point >> 12U) & 0x3FU));
    put(0x80U | ((point >> 6U) & 0x3FU));
    put(0x80U | (point & 0x3FU));
  }
}

}  // namespace minipy::base
