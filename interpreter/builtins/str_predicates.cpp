#include "interpreter/base/unicode.hpp"
#include "interpreter/builtins/text_support.hpp"

namespace minipy::builtins {
namespace {

using namespace base::unicode;  // NOLINT(google-build-using-namespace): the names of the properties

// Whether there are characters and each has one of the properties.
bool all_have(const Str* text, std::uint32_t any) {
  return text->length > 0 && text->visit([&](const auto* cells) {
    for (std::int64_t i = 0; i < text->length; ++i) {
      if (!has(cells[i], any)) return false;
    }
    return true;
  });
}

template <std::uint32_t any>
Result<Value> all_of(ThreadState&, const Arguments& arguments) {
  return Value::from_bool(all_have(arguments[0].as<Str>(), any));
}

// islower, isupper: some character is of the case wanted, none of another.
template <std::uint32_t wanted, std::uint32_t others>
Result<Value> is_of_case(ThreadState&, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  return Value::from_bool(text->visit([&](const auto* cells) {
    bool found = false;
    for (std::int64_t i = 0; i < text->length; ++i) {
      const std::uint32_t bits = properties(cells[i]);
      if ((bits & others) != 0) return false;
      found = found || (bits & wanted) != 0;
    }
    return found;
  }));
}

Result<Value> str_istitle(ThreadState&, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  return Value::from_bool(text->visit([&](const auto* cells) {
    bool found = false;
    bool after_cased = false;
    for (std::int64_t i = 0; i < text->length; ++i) {
      const std::uint32_t bits = properties(cells[i]);
      if ((bits & (kUpper | kTitle)) != 0) {
        if (after_cased) return false;
        found = after_cased = true;
      } else if ((bits & kLower) != 0) {
        if (!after_cased) return false;
        found = true;
      } else {
        after_cased = false;
      }
    }
    return found;
  }));
}

Result<Value> str_isidentifier(ThreadState&, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  if (text->length == 0 || !has(text->at(0), kIdentifierStart)) return Value::false_();
  for (std::int64_t i = 1; i < text->length; ++i) {
    if (!has(text->at(i), kIdentifierContinue)) return Value::false_();
  }
  return Value::true_();
}

Result<Value> str_isprintable(ThreadState&, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  return Value::from_bool(text->length == 0 || all_have(text, kPrintable));
}

Result<Value> str_isascii(ThreadState&, const Arguments& arguments) {
  return Value::from_bool(arguments[0].as<Str>()->is_ascii());
}

constexpr NativeDefinition kMethods[] = {
    {"isalpha", all_of<kAlpha>, "self, /"},
    {"isalnum", all_of<kAlpha | kDecimal | kDigit | kNumeric>, "self, /"},
    {"isdecimal", all_of<kDecimal>, "self, /"},
    {"isdigit", all_of<kDigit>, "self, /"},
    {"isnumeric", all_of<kNumeric>, "self, /"},
    {"isspace", all_of<kSpace>, "self, /"},
    {"islower", is_of_case<kLower, kUpper | kTitle>, "self, /"},
    {"isupper", is_of_case<kUpper, kLower | kTitle>, "self, /"},
    {"istitle", str_istitle, "self, /"},
    {"isidentifier", str_isidentifier, "self, /"},
    {"isprintable", str_isprintable, "self, /"},
    {"isascii", str_isascii, "self, /"},
};

}  // namespace

std::span<const NativeDefinition> str_predicates() { return kMethods; }

}  // namespace minipy::builtins
