// Reading JSON: recursive descent over the code points of a str.

#include "interpreter/base/text.hpp"
#include "interpreter/objects/dict.hpp"
#include "runtime/modules/json/text.hpp"

namespace minipy::modules::json {
namespace {

/// What a JSONDecoder was made with; None where the default does.
struct Settings {
  bool strict = true;
  Value object_hook;
  Value object_pairs_hook;
  Value parse_float;
  Value parse_int;
  Value parse_constant;
};

class Scanner {
 public:
  Scanner(ThreadState& thread, const Str* source, const Settings& settings)
      : thread_(thread), source_(source), settings_(settings) {}

  /// The value at `at`, which moves behind it. JSONDecodeError "Expecting value" where there is none.
  Result<Value> scan(std::int64_t& at);

 private:
  Result<Value> scan_object(std::int64_t& at);
  Result<Value> scan_array(std::int64_t& at);
  Result<Value> scan_number(std::int64_t& at);
  Result<Value> make_object(vm::RootedValues& pairs);
  Result<Value> constant(std::int64_t& at, std::string_view word);
  bool is_word(std::int64_t at, std::string_view word) const;
  bool is_digit(std::int64_t at) const {
    return at < source_->length && source_->at(at) >= '0' && source_->at(at) <= '9';
  }
  bool is(std::int64_t at, char32_t c) const { return at < source_->length && source_->at(at) == c; }
  void skip_space(std::int64_t& at) const {
    while (is(at, ' ') || is(at, '\n') || is(at, '\t') || is(at, '\r')) ++at;
  }
  Raised problem(const char* message, std::int64_t at) {
    return raise_decode_error(thread_, message, source_, at);
  }

  ThreadState& thread_;
  const Str* source_;
  const Settings& settings_;
};

bool Scanner::is_word(std::int64_t at, std::string_view word) const {
  if (source_->length - at < static_cast<std::int64_t>(word.size())) return false;
  for (const char c : word) {
    if (source_->at(at++) != static_cast<char32_t>(c)) return false;
  }
  return true;
}

Result<Value> Scanner::constant(std::int64_t& at, std::string_view word) {
  at += static_cast<std::int64_t>(word.size());
  return vm::call(thread_, settings_.parse_constant, {make_str(thread_, word)});
}

Result<Value> Scanner::scan(std::int64_t& at) {
  if (at >= source_->length) return problem("Expecting value", at);
  switch (source_->at(at)) {
    case '"': {
      const Scanned scanned = MINIPY_TRY(scan_string(thread_, source_, at + 1, settings_.strict));
      at = scanned.end;
      return scanned.text;
    }
    case '{':
      MINIPY_TRY(thread_.check_native_stack(" while decoding a JSON object from a unicode string"));
      return scan_object(++at);
    case '[':
      MINIPY_TRY(thread_.check_native_stack(" while decoding a JSON array from a unicode string"));
      return scan_array(++at);
    case 'n':
      if (!is_word(at, "null")) break;
      at += 4;
      return Value::none();
    case 't':
      if (!is_word(at, "true")) break;
      at += 4;
      return Value::true_();
    case 'f':
      if (!is_word(at, "false")) break;
      at += 5;
      return Value::false_();
    case 'N':
      if (!is_word(at, "NaN")) break;
      return constant(at, "NaN");
    case 'I':
      if (!is_word(at, "Infinity")) break;
      return constant(at, "Infinity");
    case '-':
      if (is_word(at, "-Infinity")) return constant(at, "-Infinity");
      break;
    default:
      break;
  }
  return scan_number(at);
}

Result<Value> Scanner::scan_number(std::int64_t& at) {
  std::int64_t end = at;
  if (is(end, '-')) ++end;
  if (!is_digit(end)) return problem("Expecting value", at);
  if (is(end, '0')) {
    ++end;
  } else {
    while (is_digit(end)) ++end;
  }
  bool is_float = false;
  if (is(end, '.') && is_digit(end + 1)) {
    is_float = true;
    ++end;
    while (is_digit(end)) ++end;
  }
  if (is(end, 'e') || is(end, 'E')) {
    std::int64_t digits = end + 1;
    if (is(digits, '-') || is(digits, '+')) ++digits;
    if (is_digit(digits)) {
      is_float = true;
      end = digits;
      while (is_digit(end)) ++end;
    }
  }
  std::string text;
  for (std::int64_t i = at; i < end; ++i) text.push_back(static_cast<char>(source_->at(i)));
  at = end;
  const Value hook = is_float ? settings_.parse_float : settings_.parse_int;
  Type* plain = is_float ? thread_.types.float_ : thread_.types.int_;
  if (!hook.is_none() && hook != Value(plain)) return vm::call(thread_, hook, {make_str(thread_, text)});
  if (is_float) {
    const auto number = objects::parse_float(text);
    return objects::make_float(number ? *number : 0.0);
  }
  if (text.size() < 15) return objects::make_int(thread_, std::stoll(text));
  return vm::call(thread_, Value(plain), {make_str(thread_, text)});  // it has a limit for digits
}

Result<Value> Scanner::scan_array(std::int64_t& at) {
  vm::RootedValues items(thread_);
  skip_space(at);
  if (is(at, ']')) {
    ++at;
    return Value(List::create(thread_));
  }
  while (true) {
    items.push_back(MINIPY_TRY(scan(at)));
    skip_space(at);
    if (is(at, ']')) break;
    if (!is(at, ',')) return problem("Expecting ',' delimiter", at);
    skip_space(++at);
    if (items.size() % 1024 == 0) MINIPY_TRY(vm::poll(thread_));
  }
  ++at;
  return Value(List::create(thread_, items.span()));
}

Result<Value> Scanner::scan_object(std::int64_t& at) {
  vm::RootedValues pairs(thread_);
  skip_space(at);
  if (is(at, '}')) {
    ++at;
    return make_object(pairs);
  }
  while (true) {
    if (!is(at, '"')) return problem("Expecting property name enclosed in double quotes", at);
    const Scanned name = MINIPY_TRY(scan_string(thread_, source_, at + 1, settings_.strict));
    const Str* key = name.text.as<Str>();
    pairs.push_back(key->is_ascii() && key->length <= 64 ? Value(vm::intern(thread_, key->ascii()))
                                                         : name.text);
    at = name.end;
    skip_space(at);
    if (!is(at, ':')) return problem("Expecting ':' delimiter", at);
    skip_space(++at);
    pairs.push_back(MINIPY_TRY(scan(at)));
    skip_space(at);
    if (is(at, '}')) break;
    if (!is(at, ',')) return problem("Expecting ',' delimiter", at);
    skip_space(++at);
    if (pairs.size() % 1024 == 0) MINIPY_TRY(vm::poll(thread_));
  }
  ++at;
  return make_object(pairs);
}

Result<Value> Scanner::make_object(vm::RootedValues& pairs) {
  if (!settings_.object_pairs_hook.is_none()) {
    List* list = List::create(thread_);
    for (std::size_t i = 0; i < pairs.size(); i += 2) {
      list->append(thread_, make_tuple(thread_, {pairs[i], pairs[i + 1]}));
    }
    return vm::call(thread_, settings_.object_pairs_hook, {Value(list)});
  }
  Dict* dict = Dict::create(thread_);
  for (std::size_t i = 0; i < pairs.size(); i += 2) {
    dict->set_str(thread_, pairs[i].as<Str>(), pairs[i + 1]);
  }
  if (settings_.object_hook.is_none()) return Value(dict);
  return vm::call(thread_, settings_.object_hook, {Value(dict)});
}

/// scan(text, index, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant) gives
/// the value and where it ends.
Result<Value> scan(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[0])) {
    return thread.raise(thread.types.TypeError, "first argument must be a string, not %T", arguments[0]);
  }
  std::int64_t at = MINIPY_TRY(vm::index_int64(thread, arguments[1], thread.types.OverflowError));
  if (at < 0) return thread.raise(thread.types.ValueError, "idx cannot be negative");
  Settings settings;
  settings.strict = MINIPY_TRY(vm::truth(thread, arguments[2]));
  settings.object_hook = arguments[3];
  settings.object_pairs_hook = arguments[4];
  settings.parse_float = arguments[5];
  settings.parse_int = arguments[6];
  settings.parse_constant = arguments[7];
  const Value value = MINIPY_TRY(Scanner(thread, arguments[0].as<Str>(), settings).scan(at));
  return make_tuple(thread, {value, objects::make_int(thread, at)});
}

/// scanstring(text, end, strict=True): the string whose opening quote is before `end`, and where it ends.
Result<Value> scanstring(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[0])) {
    return thread.raise(thread.types.TypeError, "first argument must be a string, not %T", arguments[0]);
  }
  const auto* source = arguments[0].as<Str>();
  const std::int64_t begin = MINIPY_TRY(vm::index_int64(thread, arguments[1], thread.types.OverflowError));
  if (begin < 0 || begin > source->length)
    return thread.raise(thread.types.ValueError, "end is out of bounds");
  const bool strict = arguments.get(2).is_empty() || MINIPY_TRY(vm::truth(thread, arguments[2]));
  const Scanned scanned = MINIPY_TRY(scan_string(thread, source, begin, strict));
  return make_tuple(thread, {scanned.text, objects::make_int(thread, scanned.end)});
}

const NativeDefinition kFunctions[] = {
    {"scan", scan,
     "text, index, strict, object_hook, object_pairs_hook, parse_float, parse_int, parse_constant, /"},
    {"scanstring", scanstring, "string, end, strict=, /"},
};

}  // namespace

std::span<const NativeDefinition> scanner_functions() { return kFunctions; }

}  // namespace minipy::modules::json
