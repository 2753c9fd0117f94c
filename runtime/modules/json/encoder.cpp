// Writing JSON: one walk over the objects, into one text.

#include <cmath>

#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/dict.hpp"
#include "runtime/modules/json/text.hpp"

namespace minipy::modules::json {
namespace {

/// What a JSONEncoder was made with.
struct Settings {
  Value convert;  ///< `default`
  bool ascii = true;
  bool has_indent = false;
  std::string indent;
  std::string key_separator;
  std::string item_separator;
  bool sort_keys = false;
  bool skip_keys = false;
  bool allow_nan = true;
  bool check_circular = true;
};

class Encoder {
 public:
  Encoder(ThreadState& thread, const Settings& settings)
      : thread_(thread), settings_(settings), parents_(thread) {}

  Result<void> encode(Value value);
  std::string& text() { return out_; }

 private:
  Result<void> encode_list(std::span<const Value> items);
  Result<void> encode_dict(Value dict);
  Result<void> encode_float(double number);
  Result<void> encode_integer(Value number);
  /// False: the key is left out.
  Result<bool> encode_key(Value key);
  Result<void> enter(Value container);
  void leave() { parents_.values().pop_back(); }
  void new_line() {
    if (!settings_.has_indent) return;
    out_.push_back('\n');
    for (std::size_t i = 0; i < level_; ++i) out_ += settings_.indent;
  }

  ThreadState& thread_;
  const Settings& settings_;
  vm::RootedValues parents_;
  std::string out_;
  std::size_t level_ = 0;
};

Result<void> Encoder::enter(Value container) {
  MINIPY_TRY(thread_.check_native_stack(" while encoding a JSON object"));
  if (settings_.check_circular) {
    for (const Value parent : parents_.values()) {
      if (parent == container) return thread_.raise(thread_.types.ValueError, "Circular reference detected");
    }
  }
  parents_.push_back(container);
  return vm::poll(thread_);
}

Result<void> Encoder::encode_float(double number) {
  if (std::isfinite(number)) {
    out_ += objects::float_repr(number);
    return Done{};
  }
  const char* word = std::isnan(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
  if (!settings_.allow_nan) {
    return thread_.raise(thread_.types.ValueError, "Out of range float values are not JSON compliant");
  }
  out_ += word;
  return Done{};
}

Result<void> Encoder::encode_integer(Value number) {
  if (number.is_int()) {
    out_ += std::to_string(number.as_int());
    return Done{};
  }
  out_ += MINIPY_TRY(vm::repr(thread_, objects::int_plain(thread_, number)))->utf8();
  return Done{};
}

Result<bool> Encoder::encode_key(Value key) {
  if (objects::is_str(key)) {
    append_quoted(out_, key.as<Str>(), settings_.ascii);
    return true;
  }
  if (key.is_none() || key.is_bool()) {
    out_ += key.is_none() ? "\"null\"" : key.is_true() ? "\"true\"" : "\"false\"";
    return true;
  }
  if (objects::is_float(key) || objects::is_integer(key)) {
    out_.push_back('"');
    MINIPY_TRY(objects::is_float(key) ? encode_float(objects::float_value(key)) : encode_integer(key));
    out_.push_back('"');
    return true;
  }
  if (settings_.skip_keys) return false;
  return thread_.raise(thread_.types.TypeError, "keys must be str, int, float, bool or None, not %T", key);
}

Result<void> Encoder::encode_list(std::span<const Value> items) {
  if (items.empty()) {
    out_ += "[]";
    return Done{};
  }
  out_.push_back('[');
  ++level_;
  bool first = true;
  for (const Value item : items) {
    if (!first) out_ += settings_.item_separator;
    first = false;
    new_line();
    MINIPY_TRY(encode(item));
  }
  --level_;
  new_line();
  out_.push_back(']');
  return Done{};
}

Result<void> Encoder::encode_dict(Value dict) {
  vm::RootedValues items(thread_);
  if (objects::type_of(thread_, dict) == thread_.types.dict) {
    for (const auto& [key, value] : dict.as<Dict>()->snapshot(thread_)) {
      items.push_back(make_tuple(thread_, {key, value}));
    }
  } else {
    const Value pairs = MINIPY_TRY(vm::call_method(thread_, dict, vm::intern(thread_, "items"), {}));
    MINIPY_TRY(vm::collect(thread_, pairs, items));
  }
  if (items.size() == 0) {
    out_ += "{}";
    return Done{};
  }
  if (settings_.sort_keys) {
    List* list = List::create(thread_, items.span());
    MINIPY_TRY(vm::call_method(thread_, list, vm::intern(thread_, "sort"), {}));
    items.values() = list->snapshot(thread_);
  }
  out_.push_back('{');
  ++level_;
  bool first = true;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!objects::is_tuple(items[i]) || items[i].as<Tuple>()->length != 2) {
      return thread_.raise(thread_.types.ValueError, "items must return 2-tuples");
    }
    const Value key = items[i].as<Tuple>()->items[0];
    const std::size_t before = out_.size();
    if (!first) out_ += settings_.item_separator;
    new_line();
    if (!MINIPY_TRY(encode_key(key))) {
      out_.resize(before);
      continue;
    }
    first = false;
    out_ += settings_.key_separator;
    MINIPY_TRY(encode(items[i].as<Tuple>()->items[1]));
  }
  --level_;
  // A dict of which everything was left out looks as CPython writes it.
  new_line();
  out_.push_back('}');
  return Done{};
}

Result<void> Encoder::encode(Value value) {
  if (objects::is_str(value)) {
    append_quoted(out_, value.as<Str>(), settings_.ascii);
    return Done{};
  }
  if (value.is_none() || value.is_bool()) {
    out_ += value.is_none() ? "null" : value.is_true() ? "true" : "false";
    return Done{};
  }
  if (objects::is_integer(value)) return encode_integer(value);
  if (objects::is_float(value)) return encode_float(objects::float_value(value));
  MINIPY_TRY(enter(value));
  if (objects::is_list(value)) {
    const Tuple* items = value.as<List>()->to_tuple(thread_);
    MINIPY_TRY(encode_list(items->values()));
  } else if (objects::is_tuple(value)) {
    MINIPY_TRY(encode_list(value.as<Tuple>()->values()));
  } else if (objects::is_dict(value)) {
    MINIPY_TRY(encode_dict(value));
  } else {
    MINIPY_TRY(encode(MINIPY_TRY(vm::call(thread_, settings_.convert, {value}))));
  }
  leave();
  return Done{};
}

/// encode(value, default, ensure_ascii, indent, key_separator, item_separator, sort_keys, skipkeys,
/// allow_nan, check_circular): the text of the value. `indent` is None or a str.
Result<Value> encode(ThreadState& thread, const Arguments& arguments) {
  Settings settings;
  settings.convert = arguments[1];
  settings.ascii = MINIPY_TRY(vm::truth(thread, arguments[2]));
  settings.has_indent = !arguments[3].is_none();
  if (settings.has_indent) settings.indent = MINIPY_TRY(text_argument(thread, arguments[3], "indent"));
  settings.key_separator = MINIPY_TRY(text_argument(thread, arguments[4], "key_separator"));
  settings.item_separator = MINIPY_TRY(text_argument(thread, arguments[5], "item_separator"));
  settings.sort_keys = MINIPY_TRY(vm::truth(thread, arguments[6]));
  settings.skip_keys = MINIPY_TRY(vm::truth(thread, arguments[7]));
  settings.allow_nan = MINIPY_TRY(vm::truth(thread, arguments[8]));
  settings.check_circular = MINIPY_TRY(vm::truth(thread, arguments[9]));
  Encoder encoder(thread, settings);
  MINIPY_TRY(encoder.encode(arguments[0]));
  return make_str(thread, encoder.text());
}

template <bool Ascii>
Result<Value> quote(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[0])) {
    return thread.raise(thread.types.TypeError, "first argument must be a string, not %T", arguments[0]);
  }
  std::string out;
  append_quoted(out, arguments[0].as<Str>(), Ascii);
  return make_str(thread, out);
}

const NativeDefinition kFunctions[] = {
    {"encode", encode,
     "value, default, ensure_ascii, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan, "
     "check_circular, /"},
    {"encode_basestring", quote<false>, "string, /"},
    {"encode_basestring_ascii", quote<true>, "string, /"},
};

}  // namespace

std::span<const NativeDefinition> encoder_functions() { return kFunctions; }

}  // namespace minipy::modules::json
