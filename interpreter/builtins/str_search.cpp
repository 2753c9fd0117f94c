#include <algorithm>

#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::builtins {
namespace {

enum class Direction : std::uint8_t { kForward, kBackward };

// The arguments of find and its kin, and what they find: an index into the text, or -1.
template <Direction direction>
Result<std::int64_t> search(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  const Value sub = arguments[1];
  if (!objects::is_str(sub)) return thread.raise(thread.types.TypeError, "must be str, not %T", sub);
  const Bounds bounds = MINIPY_TRY(bounds_of(thread, arguments.get(2), arguments.get(3), text->length));
  const Str* needle = sub.as<Str>();
  if (bounds.end - bounds.start < needle->length) return std::int64_t{-1};
  return with_cells(text, needle, std::int64_t{-1}, [&](const auto* cells, const auto* wanted) {
    const std::int64_t n = bounds.end - bounds.start;
    const std::int64_t found = direction == Direction::kForward
                                   ? find_cells(cells + bounds.start, n, wanted, needle->length)
                                   : rfind_cells(cells + bounds.start, n, wanted, needle->length);
    return found < 0 ? -1 : found + bounds.start;
  });
}

template <Direction direction>
Result<Value> str_find(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(MINIPY_TRY(search<direction>(thread, arguments)));
}

template <Direction direction>
Result<Value> str_index(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t found = MINIPY_TRY(search<direction>(thread, arguments));
  if (found < 0) return thread.raise(thread.types.ValueError, "substring not found");
  return Value::from_int(found);
}

Result<Value> str_count(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "must be str, not %T", arguments[1]);
  }
  const Str* needle = arguments[1].as<Str>();
  const Bounds bounds = MINIPY_TRY(bounds_of(thread, arguments.get(2), arguments.get(3), text->length));
  if (bounds.end - bounds.start < needle->length) return Value::from_int(0);
  return Value::from_int(
      with_cells(text, needle, std::int64_t{0}, [&](const auto* cells, const auto* wanted) {
        return count_cells(cells + bounds.start, bounds.end - bounds.start, wanted, needle->length,
                           INT64_MAX);
      }));
}

// Whether `part` is at `at`, wholly before `end`.
bool matches_at(const Str* text, const Str* part, std::int64_t at, std::int64_t end) {
  if (at < 0 || end - at < part->length) return false;
  return with_cells(text, part, false, [&]<typename T>(const T* cells, const T* wanted) {
    return std::memcmp(cells + at, wanted, static_cast<std::size_t>(part->length) * sizeof(T)) == 0;
  });
}

template <bool at_end>
Result<Value> tail_match(ThreadState& thread, const Arguments& arguments) {
  constexpr const char* kName = at_end ? "endswith" : "startswith";
  const Str* text = arguments[0].as<Str>();
  const Value parts = arguments[1];
  const Bounds bounds = MINIPY_TRY(bounds_of(thread, arguments.get(2), arguments.get(3), text->length));
  const auto matches = [&](const Str* part) {
    if (bounds.end - bounds.start < part->length) return false;
    return matches_at(text, part, at_end ? bounds.end - part->length : bounds.start, bounds.end);
  };
  if (objects::is_str(parts)) return Value::from_bool(matches(parts.as<Str>()));
  if (!objects::is_tuple(parts)) {
    return thread.raise(thread.types.TypeError, "%s first arg must be str or a tuple of str, not %T", kName,
                        parts);
  }
  for (const Value part : parts.as<Tuple>()->values()) {
    if (!objects::is_str(part)) {
      return thread.raise(thread.types.TypeError, "tuple for %s must only contain str, not %T", kName, part);
    }
    if (matches(part.as<Str>())) return Value::true_();
  }
  return Value::false_();
}

Result<Value> str_contains(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "'in <string>' requires string as left operand, not %T",
                        arguments[1]);
  }
  const Str* needle = arguments[1].as<Str>();
  return Value::from_bool(with_cells(text, needle, false, [&](const auto* cells, const auto* wanted) {
    return find_cells(cells, text->length, wanted, needle->length) >= 0;
  }));
}

// `text` itself, or the equal string proper when it is an instance of a subclass.
Value plain(ThreadState& thread, const Str* text) {
  if (is_exactly(thread, const_cast<Str*>(text), thread.types.str)) return const_cast<Str*>(text);
  return Str::substring(thread, text, 0, text->length);
}

// Counts first, then writes the result where it stays.
Value replace_ascii(ThreadState& thread, const Str* text, const Str* old, const Str* replacement,
                    std::int64_t limit) {
  const auto* cells = text->cells<std::uint8_t>();
  const auto* wanted = old->cells<std::uint8_t>();
  const std::int64_t count = count_cells(cells, text->length, wanted, old->length, limit);
  if (count == 0) return plain(thread, text);
  const std::int64_t length = text->length + count * (replacement->length - old->length);
  Str* result = Str::create_uninitialised(thread, length, 1, true);
  char* to = result->data;
  std::int64_t at = 0;
  for (std::int64_t i = 0; i < count; ++i) {
    const std::int64_t found = find_cells(cells + at, text->length - at, wanted, old->length);
    to = std::copy_n(text->data + at, found, to);
    to = std::copy_n(replacement->data, replacement->length, to);
    at += found + old->length;
  }
  std::copy_n(text->data + at, text->length - at, to);
  return result;
}

Result<Value> str_replace(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  const Str* old = MINIPY_TRY(str_argument(thread, arguments[1], "replace() argument 1"));
  const Str* replacement = MINIPY_TRY(str_argument(thread, arguments[2], "replace() argument 2"));
  std::int64_t limit = MINIPY_TRY(index_or(thread, arguments.get(3), -1));
  if (limit < 0) limit = INT64_MAX;
  if (old->length > 0 && text->is_ascii() && old->is_ascii() && replacement->is_ascii()) {
    return replace_ascii(thread, text, old, replacement, limit);
  }
  objects::StrBuilder out;
  if (old->length == 0) {
    for (std::int64_t i = 0; i <= text->length; ++i) {
      if (i < limit) out.append(replacement);
      if (i < text->length) out.append(text->at(i));
    }
    return Value(out.finish(thread));
  }
  const bool found_any = with_cells(text, old, false, [&](const auto* cells, const auto* wanted) {
    std::int64_t at = 0;
    std::int64_t count = 0;
    for (; count < limit; ++count) {
      const std::int64_t found = find_cells(cells + at, text->length - at, wanted, old->length);
      if (found < 0) break;
      out.append(text, at, found);
      out.append(replacement);
      at += found + old->length;
    }
    if (count > 0) out.append(text, at, text->length - at);
    return count > 0;
  });
  return found_any ? Value(out.finish(thread)) : plain(thread, text);
}

Result<Value> str_removeprefix(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  const Str* prefix = MINIPY_TRY(str_argument(thread, arguments[1], "removeprefix() argument"));
  if (!matches_at(text, prefix, 0, text->length)) return plain(thread, text);
  return Value(Str::substring(thread, text, prefix->length, text->length - prefix->length));
}

Result<Value> str_removesuffix(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  const Str* suffix = MINIPY_TRY(str_argument(thread, arguments[1], "removesuffix() argument"));
  if (!matches_at(text, suffix, text->length - suffix->length, text->length)) return plain(thread, text);
  return Value(Str::substring(thread, text, 0, text->length - suffix->length));
}

template <Direction direction>
Result<Value> str_partition(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "must be str, not %T", arguments[1]);
  }
  const Str* separator = arguments[1].as<Str>();
  if (separator->length == 0) return thread.raise(thread.types.ValueError, "empty separator");
  const Arguments search_arguments{arguments.values, 2, nullptr};
  const std::int64_t found = MINIPY_TRY(search<direction>(thread, search_arguments));
  const Value empty = thread.names.empty;
  if (found < 0) {
    const Value whole = plain(thread, text);
    const Value forward[] = {whole, empty, empty};
    const Value backward[] = {empty, empty, whole};
    return Value(Tuple::create(thread, direction == Direction::kForward ? forward : backward));
  }
  const std::int64_t behind = found + separator->length;
  const Value parts[] = {Str::substring(thread, text, 0, found), arguments[1],
                         Str::substring(thread, text, behind, text->length - behind)};
  return Value(Tuple::create(thread, parts));
}

constexpr NativeDefinition kMethods[] = {
    {"find", str_find<Direction::kForward>, "self, sub, start=, end=, /"},
    {"rfind", str_find<Direction::kBackward>, "self, sub, start=, end=, /"},
    {"index", str_index<Direction::kForward>, "self, sub, start=, end=, /"},
    {"rindex", str_index<Direction::kBackward>, "self, sub, start=, end=, /"},
    {"count", str_count, "self, sub, start=, end=, /"},
    {"startswith", tail_match<false>, "self, prefix, start=, end=, /"},
    {"endswith", tail_match<true>, "self, suffix, start=, end=, /"},
    {"replace", str_replace, "self, old, new, count=, /"},
    {"removeprefix", str_removeprefix, "self, prefix, /"},
    {"removesuffix", str_removesuffix, "self, suffix, /"},
    {"partition", str_partition<Direction::kForward>, "self, sep, /"},
    {"rpartition", str_partition<Direction::kBackward>, "self, sep, /"},
    {"__contains__", str_contains, "self, key, /"},
};

}  // namespace

std::span<const NativeDefinition> str_search_methods() { return kMethods; }

}  // namespace minipy::builtins
