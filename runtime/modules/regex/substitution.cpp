// Pattern.sub and Pattern.subn.

#include <algorithm>

#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "runtime/modules/regex/objects.hpp"

namespace minipy::modules::regex {

void Output::append(const Text& text, std::int64_t start, std::int64_t end) {
  if (start >= end) return;
  if (is_text_) {
    points_.append(text.held.as<Str>(), start, end - start);
  } else {
    bytes_.append(text.held.as<objects::Bytes>()->view().substr(static_cast<std::size_t>(start),
                                                                static_cast<std::size_t>(end - start)));
  }
}

void Output::append(const std::u32string& literal) {
  for (const char32_t point : literal) {
    if (is_text_) {
      points_.append(point);
    } else {
      bytes_.push_back(static_cast<char>(point));
    }
  }
}

bool Output::append(Value value) {
  if (is_text_ ? !objects::is_str(value) : !objects::is_bytes(value)) return false;
  if (is_text_) {
    points_.append(value.as<Str>());
  } else {
    bytes_.append(value.as<objects::Bytes>()->view());
  }
  return true;
}

Value Output::finish(ThreadState& thread) const {
  if (is_text_) return points_.finish(thread);
  return objects::Bytes::create(thread, bytes_);
}

namespace {

/// What comes in the place of each match.
struct Substitute {
  Value callable;  ///< or empty
  Value literal;   ///< or empty
  Replacement replacement;
};

Result<Substitute> substitute_of(ThreadState& thread, const PatternObject* pattern, Value value) {
  Substitute result;
  if (vm::is_callable(thread, value)) {
    result.callable = value;
    return result;
  }
  if (!pattern->is_text && !objects::is_bytes(value)) {
    if (const auto bytes = builtins::bytes_like(thread, value))
      value = objects::Bytes::create(thread, *bytes);
  }
  // Without a backslash it is what it is.
  bool literal = false;
  if (objects::is_str(value)) {
    const Str* text = value.as<Str>();
    literal = text->visit([&](const auto* cells) {
      return std::find(cells, cells + text->length, '\\') == cells + text->length;
    });
  } else if (objects::is_bytes(value)) {
    literal = value.as<objects::Bytes>()->view().find('\\') == std::string_view::npos;
  } else {
    return thread.raise(thread.types.TypeError, "decoding to str: need a bytes-like object, %T found", value);
  }
  if (literal) {
    result.literal = value;
  } else {
    result.replacement = MINIPY_TRY(make_replacement(thread, pattern, value));
  }
  return result;
}

Raised refuse_item(ThreadState& thread, bool is_text, std::int64_t index, Value item) {
  return thread.raise(thread.types.TypeError,
                      is_text ? "sequence item %d: expected str instance, %T found"
                              : "sequence item %d: expected a bytes-like object, %T found",
                      index, item);
}

Result<Value> substitute(ThreadState& thread, const Arguments& arguments, std::int64_t& count) {
  auto* self = MINIPY_TRY(self_as<PatternObject>(thread, arguments[0], kPatternInfo));
  const Substitute by = MINIPY_TRY(substitute_of(thread, self, arguments[1]));
  const Text text = MINIPY_TRY(text_of(thread, self, arguments[2]));
  std::int64_t limit = INT64_MAX;
  if (!arguments.get(3).is_empty()) {
    const std::int64_t most = MINIPY_TRY(vm::index_int64(thread, arguments[3], thread.types.OverflowError));
    if (most != 0) limit = most;
  }
  const std::int64_t length = text.subject.length;
  Matcher matcher(thread, self->compiled->program, text.subject, 0, length);
  Output output(self->is_text);
  std::int64_t last = 0;
  std::int64_t pieces = 0;  // as many as the list would have that CPython joins
  while (count < limit && MINIPY_TRY(matcher.search())) {
    if (last < matcher.begin(0)) ++pieces;
    output.append(text, last, matcher.begin(0));
    if (!by.callable.is_empty()) {
      const Value match = make_match(thread, self, text, matcher, 0, length);
      const Value item = MINIPY_TRY(vm::call(thread, by.callable, {match}));
      if (!item.is_none() && !output.append(item)) return refuse_item(thread, self->is_text, pieces, item);
      if (!item.is_none()) ++pieces;
    } else {
      if (by.literal.is_empty()) {
        output.fill(by.replacement, text, matcher);
      } else if (!output.append(by.literal)) {
        return refuse_item(thread, self->is_text, pieces, by.literal);
      }
      ++pieces;
    }
    last = matcher.end(0);
    ++count;
    matcher.advance();
  }
  output.append(text, last, length);
  return output.finish(thread);
}

Result<Value> pattern_sub(ThreadState& thread, const Arguments& arguments) {
  std::int64_t count = 0;
  return substitute(thread, arguments, count);
}

Result<Value> pattern_subn(ThreadState& thread, const Arguments& arguments) {
  std::int64_t count = 0;
  const Value result = MINIPY_TRY(substitute(thread, arguments, count));
  return make_tuple(thread, {result, objects::make_int(thread, count)});
}

const NativeDefinition kMethods[] = {
    {"sub", pattern_sub, "self, repl, string, count="},
    {"subn", pattern_subn, "self, repl, string, count="},
};

}  // namespace

std::span<const NativeDefinition> pattern_substitution_methods() { return kMethods; }

}  // namespace minipy::modules::regex
