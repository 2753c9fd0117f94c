#include "interpreter/base/unicode.hpp"
#include "interpreter/builtins/text_support.hpp"

namespace minipy::builtins {
namespace {

using base::unicode::Case;
using objects::StrBuilder;

// Sigma ends a word, and is then written otherwise: a cased letter before it, none behind, looking past what
// has no case of its own.
bool is_final_sigma(const Str* text, std::int64_t index) {
  using base::unicode::has;
  using base::unicode::kCased;
  using base::unicode::kCaseIgnorable;
  std::int64_t i = index - 1;
  while (i >= 0 && has(text->at(i), kCaseIgnorable)) --i;
  if (i < 0 || !has(text->at(i), kCased)) return false;
  i = index + 1;
  while (i < text->length && has(text->at(i), kCaseIgnorable)) ++i;
  return i == text->length || !has(text->at(i), kCased);
}

void append_mapped(StrBuilder& out, const Str* text, std::int64_t index, Case to) {
  const char32_t point = text->at(index);
  if (to == Case::kLower && point == 0x3A3) {
    out.append(is_final_sigma(text, index) ? char32_t{0x3C2} : char32_t{0x3C3});
    return;
  }
  const auto mapping = base::unicode::map(point, to);
  for (int k = 0; k < mapping.count; ++k) out.append(mapping.points[k]);
}

// The same text with each ASCII character mapped by `map`.
template <typename Map>
Str* map_ascii(ThreadState& thread, const Str* text, Map map) {
  Str* result = Str::create_uninitialised(thread, text->length, 1, true);
  for (std::int64_t i = 0; i < text->length; ++i) result->data[i] = map(text->data[i]);
  return result;
}

char ascii_lower(char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); }
char ascii_upper(char c) { return static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c); }
char ascii_swap(char c) { return ascii_lower(c) != c ? ascii_lower(c) : ascii_upper(c); }

template <Case to>
Result<Value> str_mapped(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  if (text->is_ascii()) {
    return Value(
        map_ascii(thread, text, [](char c) { return to == Case::kUpper ? ascii_upper(c) : ascii_lower(c); }));
  }
  StrBuilder out;
  for (std::int64_t i = 0; i < text->length; ++i) append_mapped(out, text, i, to);
  return Value(out.finish(thread));
}

Result<Value> str_capitalize(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  StrBuilder out;
  for (std::int64_t i = 0; i < text->length; ++i)
    append_mapped(out, text, i, i == 0 ? Case::kTitle : Case::kLower);
  return Value(out.finish(thread));
}

Result<Value> str_title(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  bool after_cased = false;
  if (text->is_ascii()) {
    return Value(map_ascii(thread, text, [&](char c) {
      const char mapped = after_cased ? ascii_lower(c) : ascii_upper(c);
      after_cased = ascii_lower(c) != ascii_upper(c);
      return mapped;
    }));
  }
  StrBuilder out;
  for (std::int64_t i = 0; i < text->length; ++i) {
    append_mapped(out, text, i, after_cased ? Case::kLower : Case::kTitle);
    after_cased = base::unicode::has(text->at(i), base::unicode::kCased);
  }
  return Value(out.finish(thread));
}

Result<Value> str_swapcase(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  if (text->is_ascii()) return Value(map_ascii(thread, text, [](char c) { return ascii_swap(c); }));
  StrBuilder out;
  for (std::int64_t i = 0; i < text->length; ++i) {
    const char32_t point = text->at(i);
    const std::uint32_t bits = base::unicode::properties(point);
    if ((bits & base::unicode::kUpper) != 0) {
      append_mapped(out, text, i, Case::kLower);
    } else if ((bits & base::unicode::kLower) != 0) {
      append_mapped(out, text, i, Case::kUpper);
    } else {
      out.append(point);
    }
  }
  return Value(out.finish(thread));
}

constexpr NativeDefinition kMethods[] = {
    {"lower", str_mapped<Case::kLower>, "self, /"},
    {"upper", str_mapped<Case::kUpper>, "self, /"},
    {"casefold", str_mapped<Case::kFold>, "self, /"},
    {"capitalize", str_capitalize, "self, /"},
    {"title", str_title, "self, /"},
    {"swapcase", str_swapcase, "self, /"},
};

}  // namespace

std::span<const NativeDefinition> str_case_methods() { return kMethods; }

}  // namespace minipy::builtins
