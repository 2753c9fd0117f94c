#include <algorithm>

#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::builtins {
namespace {

using Byte = unsigned char;

const Byte* cells(std::string_view bytes) { return reinterpret_cast<const Byte*>(bytes.data()); }
std::int64_t length_of(std::string_view bytes) { return static_cast<std::int64_t>(bytes.size()); }

// What is searched for: bytes, or a single one given as an integer.
Result<std::string> needle_of(ThreadState& thread, Value value) {
  if (auto bytes = bytes_like(thread, value)) return std::move(*bytes);
  if (!objects::is_integer(value) && !vm::find_special(thread, value, objects::Special::kIndex)) {
    return thread.raise(thread.types.TypeError, "argument should be integer or bytes-like object, not '%T'",
                        value);
  }
  return std::string(1, static_cast<char>(MINIPY_TRY(byte_of(thread, value))));
}

enum class Direction : std::uint8_t { kForward, kBackward };

template <Direction direction>
Result<std::int64_t> search(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  const std::string needle = MINIPY_TRY(needle_of(thread, arguments[1]));
  const Bounds bounds = MINIPY_TRY(bounds_of(thread, arguments.get(2), arguments.get(3), length_of(*self)));
  const std::int64_t n = bounds.end - bounds.start;
  if (n < length_of(needle)) return std::int64_t{-1};
  const Byte* text = cells(*self) + bounds.start;
  const std::int64_t found = direction == Direction::kForward
                                 ? find_cells(text, n, cells(needle), length_of(needle))
                                 : rfind_cells(text, n, cells(needle), length_of(needle));
  return found < 0 ? -1 : found + bounds.start;
}

template <Direction direction>
Result<Value> bytes_find(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(MINIPY_TRY(search<direction>(thread, arguments)));
}

template <Direction direction>
Result<Value> bytes_index(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t found = MINIPY_TRY(search<direction>(thread, arguments));
  if (found < 0) return thread.raise(thread.types.ValueError, "subsection not found");
  return Value::from_int(found);
}

Result<Value> bytes_count(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  const std::string needle = MINIPY_TRY(needle_of(thread, arguments[1]));
  const Bounds bounds = MINIPY_TRY(bounds_of(thread, arguments.get(2), arguments.get(3), length_of(*self)));
  if (bounds.end - bounds.start < length_of(needle)) return Value::from_int(0);
  return Value::from_int(count_cells(cells(*self) + bounds.start, bounds.end - bounds.start, cells(needle),
                                     length_of(needle), INT64_MAX));
}

Result<Value> bytes_contains(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  if (objects::is_integer(arguments[1])) {
    const Byte byte = MINIPY_TRY(byte_of(thread, arguments[1]));
    return Value::from_bool(self->find(static_cast<char>(byte)) != std::string_view::npos);
  }
  MINIPY_TRY(check_bytes_like(thread, arguments[1]));
  return Value::from_bool(self->find(*BytesView(thread, arguments[1])) != std::string_view::npos);
}

template <bool at_end>
Result<Value> tail_match(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  const Bounds bounds = MINIPY_TRY(bounds_of(thread, arguments.get(2), arguments.get(3), length_of(*self)));
  const auto matches = [&](Value part_value) {
    const BytesView part(thread, part_value);
    if (bounds.end - bounds.start < length_of(*part)) return false;
    const std::int64_t at = at_end ? bounds.end - length_of(*part) : bounds.start;
    return self->substr(static_cast<std::size_t>(at), part->size()) == *part;
  };
  const Value parts = arguments[1];
  if (is_bytes_like(parts)) return Value::from_bool(matches(parts));
  if (!objects::is_tuple(parts)) {
    return thread.raise(thread.types.TypeError, "%s first arg must be bytes or a tuple of bytes, not %T",
                        at_end ? "endswith" : "startswith", parts);
  }
  for (const Value part : parts.as<Tuple>()->values()) {
    MINIPY_TRY(check_bytes_like(thread, part));
    if (matches(part)) return Value::true_();
  }
  return Value::false_();
}

Result<Value> bytes_replace(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  MINIPY_TRY(check_bytes_like(thread, arguments[1]));
  MINIPY_TRY(check_bytes_like(thread, arguments[2]));
  const BytesView old(thread, arguments[1]);
  const BytesView replacement(thread, arguments[2]);
  std::int64_t limit = MINIPY_TRY(index_or(thread, arguments.get(3), -1));
  if (limit < 0) limit = INT64_MAX;
  std::string out;
  std::size_t at = 0;
  for (std::int64_t k = 0; k < limit; ++k) {
    if (old->empty()) {
      out += *replacement;
      if (at == self->size()) break;
      out += (*self)[at++];
      continue;
    }
    const std::size_t found = self->find(*old, at);
    if (found == std::string_view::npos) break;
    out.append(self->substr(at, found - at)).append(*replacement);
    at = found + old->size();
  }
  if (at < self->size()) out += self->substr(at);
  return make_bytes_like(thread, arguments[0], out);
}

Result<Value> bytes_removeprefix(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_bytes_like(thread, arguments[1]));
  const BytesView self(thread, arguments[0]);
  const BytesView prefix(thread, arguments[1]);
  return make_bytes_like(thread, arguments[0],
                         self->starts_with(*prefix) ? self->substr(prefix->size()) : *self);
}

Result<Value> bytes_removesuffix(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_bytes_like(thread, arguments[1]));
  const BytesView self(thread, arguments[0]);
  const BytesView suffix(thread, arguments[1]);
  const std::size_t length = self->ends_with(*suffix) ? self->size() - suffix->size() : self->size();
  return make_bytes_like(thread, arguments[0], self->substr(0, length));
}

template <Direction direction>
Result<Value> bytes_partition(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(check_bytes_like(thread, arguments[1]));
  const BytesView self(thread, arguments[0]);
  const BytesView separator(thread, arguments[1]);
  if (separator->empty()) return thread.raise(thread.types.ValueError, "empty separator");
  const std::size_t found =
      direction == Direction::kForward ? self->find(*separator) : self->rfind(*separator);
  const auto make = [&](std::string_view part) { return make_bytes_like(thread, arguments[0], part); };
  if (found == std::string_view::npos) {
    const Value forward[] = {make(*self), make({}), make({})};
    const Value backward[] = {make({}), make({}), make(*self)};
    return Value(Tuple::create(thread, direction == Direction::kForward ? forward : backward));
  }
  const Value middle = objects::is_bytes(arguments[0]) ? arguments[1] : make(*separator);
  const Value parts[] = {make(self->substr(0, found)), middle, make(self->substr(found + separator->size()))};
  return Value(Tuple::create(thread, parts));
}

bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// The parts as CPython finds them, from the end when `backward`.
template <bool backward>
std::vector<std::string_view> split_whitespace(std::string_view text, std::int64_t limit) {
  std::vector<std::string_view> parts;
  const auto trim = [&] {
    if (backward) {
      while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    } else {
      while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    }
  };
  for (trim(); !text.empty(); trim()) {
    if (static_cast<std::int64_t>(parts.size()) == limit) {
      parts.push_back(text);
      break;
    }
    std::size_t length = 0;
    while (length < text.size() && !is_space(backward ? text[text.size() - 1 - length] : text[length]))
      ++length;
    parts.push_back(backward ? text.substr(text.size() - length) : text.substr(0, length));
    text = backward ? text.substr(0, text.size() - length) : text.substr(length);
  }
  return parts;
}

template <bool backward>
std::vector<std::string_view> split_at(std::string_view text, std::string_view separator,
                                       std::int64_t limit) {
  std::vector<std::string_view> parts;
  while (static_cast<std::int64_t>(parts.size()) < limit) {
    const std::size_t found = backward ? text.rfind(separator) : text.find(separator);
    if (found == std::string_view::npos) break;
    parts.push_back(backward ? text.substr(found + separator.size()) : text.substr(0, found));
    text = backward ? text.substr(0, found) : text.substr(found + separator.size());
  }
  parts.push_back(text);
  return parts;
}

Value list_of(ThreadState& thread, Value like, const std::vector<std::string_view>& parts) {
  std::vector<Value> values;  // nothing here reaches a checkpoint
  values.reserve(parts.size());
  for (const std::string_view part : parts) values.push_back(make_bytes_like(thread, like, part));
  return objects::List::create(thread, values);
}

template <bool backward>
Result<Value> bytes_split(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  std::int64_t limit = MINIPY_TRY(index_or(thread, arguments.get(2), -1));
  if (limit < 0) limit = INT64_MAX;
  std::vector<std::string_view> parts;
  const Value separator = arguments.get(1);
  if (!separator || separator.is_none()) {
    parts = split_whitespace<backward>(*self, limit);
  } else {
    MINIPY_TRY(check_bytes_like(thread, separator));
    const BytesView text(thread, separator);
    if (text->empty()) return thread.raise(thread.types.ValueError, "empty separator");
    parts = split_at<backward>(*self, *text, limit);
  }
  if (backward) std::reverse(parts.begin(), parts.end());
  return list_of(thread, arguments[0], parts);
}

Result<Value> bytes_splitlines(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  const bool keep =
      arguments.get(1) && !arguments[1].is_false() && MINIPY_TRY(index_or(thread, arguments[1], 0)) != 0;
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at < self->size();) {
    const std::size_t end = std::min(self->find_first_of("\r\n", at), self->size());
    std::size_t next = end;
    if (next < self->size()) next += self->substr(next, 2) == "\r\n" ? 2 : 1;
    parts.push_back(self->substr(at, (keep ? next : end) - at));
    at = next;
  }
  return list_of(thread, arguments[0], parts);
}

enum Side : std::uint8_t { kLeft = 1, kRight = 2 };

template <int sides>
Result<Value> bytes_strip(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  std::string set = " \t\n\r\v\f";
  if (const Value chars = arguments.get(1); chars && !chars.is_none()) {
    MINIPY_TRY(check_bytes_like(thread, chars));
    set = *BytesView(thread, chars);
  }
  std::string_view rest = *self;
  if ((sides & kLeft) != 0) {
    while (!rest.empty() && set.find(rest.front()) != std::string::npos) rest.remove_prefix(1);
  }
  if ((sides & kRight) != 0) {
    while (!rest.empty() && set.find(rest.back()) != std::string::npos) rest.remove_suffix(1);
  }
  return make_bytes_like(thread, arguments[0], rest);
}

Result<Value> join(ThreadState& thread, Value self, std::span<const Value> items) {
  const BytesView separator(thread, self);
  std::string joined;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!is_bytes_like(items[i])) {
      return thread.raise(thread.types.TypeError, "sequence item %d: expected a bytes-like object, %T found",
                          static_cast<std::int64_t>(i), items[i]);
    }
    if (i != 0) joined += *separator;
    joined += *BytesView(thread, items[i]);
  }
  return make_bytes_like(thread, self, joined);
}

Result<Value> bytes_join(ThreadState& thread, const Arguments& arguments) {
  auto iterator = iterate_moment(thread, arguments[1]);
  if (!iterator.ok()) {
    if (!thread.exception_is(thread.types.TypeError)) return Raised{};
    (void)thread.take_exception();
    return thread.raise(thread.types.TypeError, "can only join an iterable");
  }
  vm::RootedValues items(thread);
  MINIPY_TRY(vm::collect(thread, iterator.value(), items));
  return join(thread, arguments[0], items.span());
}

constexpr NativeDefinition kMethods[] = {
    {"find", bytes_find<Direction::kForward>, "self, sub, start=, end=, /"},
    {"rfind", bytes_find<Direction::kBackward>, "self, sub, start=, end=, /"},
    {"index", bytes_index<Direction::kForward>, "self, sub, start=, end=, /"},
    {"rindex", bytes_index<Direction::kBackward>, "self, sub, start=, end=, /"},
    {"count", bytes_count, "self, sub, start=, end=, /"},
    {"startswith", tail_match<false>, "self, prefix, start=, end=, /"},
    {"endswith", tail_match<true>, "self, suffix, start=, end=, /"},
    {"replace", bytes_replace, "self, old, new, count=, /"},
    {"removeprefix", bytes_removeprefix, "self, prefix, /"},
    {"removesuffix", bytes_removesuffix, "self, suffix, /"},
    {"partition", bytes_partition<Direction::kForward>, "self, sep, /"},
    {"rpartition", bytes_partition<Direction::kBackward>, "self, sep, /"},
    {"split", bytes_split<false>, "self, sep=, maxsplit="},
    {"rsplit", bytes_split<true>, "self, sep=, maxsplit="},
    {"splitlines", bytes_splitlines, "self, keepends="},
    {"strip", bytes_strip<kLeft | kRight>, "self, bytes=, /"},
    {"lstrip", bytes_strip<kLeft>, "self, bytes=, /"},
    {"rstrip", bytes_strip<kRight>, "self, bytes=, /"},
    {"join", bytes_join, "self, iterable_of_bytes, /"},
    {"__contains__", bytes_contains, "self, key, /"},
};

}  // namespace

std::span<const NativeDefinition> bytes_search_methods() { return kMethods; }

}  // namespace minipy::builtins
