#include <algorithm>

#include "interpreter/base/unicode.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::builtins {
namespace {

bool is_space(char32_t c) {
  if (c < 128) return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1C && c <= 0x1F);
  return base::unicode::has(c, base::unicode::kSpace);
}

// Nothing below reaches a checkpoint while a vector of parts exists, so none of them can be lost.
using Parts = std::vector<Value>;

Value list_of(ThreadState& thread, const Parts& parts) { return objects::List::create(thread, parts); }

template <typename T>
void split_whitespace(ThreadState& thread, const Str* text, const T* cells, std::int64_t limit,
                      Parts& parts) {
  std::int64_t at = 0;
  const std::int64_t n = text->length;
  while (true) {
    while (at < n && is_space(cells[at])) ++at;
    if (at == n) return;
    if (static_cast<std::int64_t>(parts.size()) == limit) break;
    const std::int64_t start = at;
    while (at < n && !is_space(cells[at])) ++at;
    parts.push_back(Str::substring(thread, text, start, at - start));
  }
  parts.push_back(Str::substring(thread, text, at, n - at));
}

template <typename T>
void rsplit_whitespace(ThreadState& thread, const Str* text, const T* cells, std::int64_t limit,
                       Parts& parts) {
  std::int64_t end = text->length;
  while (true) {
    while (end > 0 && is_space(cells[end - 1])) --end;
    if (end == 0) return;
    if (static_cast<std::int64_t>(parts.size()) == limit) break;
    const std::int64_t behind = end;
    while (end > 0 && !is_space(cells[end - 1])) --end;
    parts.push_back(Str::substring(thread, text, end, behind - end));
  }
  parts.push_back(Str::substring(thread, text, 0, end));
}

// Splits at `separator`, from the end when `backward`; the parts come in the order they are found.
template <bool backward>
void split_at(ThreadState& thread, const Str* text, const Str* separator, std::int64_t limit, Parts& parts) {
  std::int64_t start = 0;
  std::int64_t end = text->length;
  with_cells(text, separator, 0, [&](const auto* cells, const auto* wanted) {
    while (static_cast<std::int64_t>(parts.size()) < limit) {
      const std::int64_t found = backward ? rfind_cells(cells, end, wanted, separator->length)
                                          : find_cells(cells + start, end - start, wanted, separator->length);
      if (found < 0) break;
      if (backward) {
        const std::int64_t behind = found + separator->length;
        parts.push_back(Str::substring(thread, text, behind, end - behind));
        end = found;
      } else {
        parts.push_back(Str::substring(thread, text, start, found));
        start += found + separator->length;
      }
    }
    return 0;
  });
  parts.push_back(Str::substring(thread, text, start, end - start));
}

template <bool backward>
Result<Value> str_split(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  const Value separator = arguments.get(1);
  std::int64_t limit = MINIPY_TRY(index_or(thread, arguments.get(2), -1));
  if (limit < 0) limit = INT64_MAX;
  Parts parts;
  if (!separator || separator.is_none()) {
    text->visit([&](const auto* cells) {
      backward ? rsplit_whitespace(thread, text, cells, limit, parts)
               : split_whitespace(thread, text, cells, limit, parts);
    });
  } else if (!objects::is_str(separator)) {
    return thread.raise(thread.types.TypeError, "must be str or None, not %T", separator);
  } else if (separator.as<Str>()->length == 0) {
    return thread.raise(thread.types.ValueError, "empty separator");
  } else {
    split_at<backward>(thread, text, separator.as<Str>(), limit, parts);
  }
  if (backward) std::reverse(parts.begin(), parts.end());
  return list_of(thread, parts);
}

Result<Value> str_splitlines(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  const bool keep =
      arguments.get(1) && !arguments[1].is_false() && MINIPY_TRY(index_or(thread, arguments[1], 0)) != 0;
  Parts parts;
  for (std::int64_t at = 0; at < text->length;) {
    std::int64_t end = at;
    while (end < text->length && !base::unicode::has(text->at(end), base::unicode::kLineBreak)) ++end;
    std::int64_t next = end;
    if (next < text->length) {
      next += text->at(next) == '\r' && next + 1 < text->length && text->at(next + 1) == '\n' ? 2 : 1;
    }
    parts.push_back(Str::substring(thread, text, at, (keep ? next : end) - at));
    at = next;
  }
  return list_of(thread, parts);
}

enum Side : std::uint8_t { kLeft = 1, kRight = 2 };

template <int sides>
Result<Value> str_strip(ThreadState& thread, const Arguments& arguments) {
  constexpr const char* kName = sides == kLeft ? "lstrip" : sides == kRight ? "rstrip" : "strip";
  const Str* text = arguments[0].as<Str>();
  const Value chars = arguments.get(1);
  const Str* set = nullptr;
  if (chars && !chars.is_none()) {
    if (!objects::is_str(chars)) {
      return thread.raise(thread.types.TypeError, "%s arg must be None or str", kName);
    }
    set = chars.as<Str>();
  }
  const auto drops = [&](char32_t c) {
    if (set == nullptr) return is_space(c);
    for (std::int64_t i = 0; i < set->length; ++i) {
      if (set->at(i) == c) return true;
    }
    return false;
  };
  std::int64_t start = 0;
  std::int64_t end = text->length;
  if ((sides & kLeft) != 0) {
    while (start < end && drops(text->at(start))) ++start;
  }
  if ((sides & kRight) != 0) {
    while (end > start && drops(text->at(end - 1))) --end;
  }
  if (end - start == text->length && is_exactly(thread, arguments[0], thread.types.str)) return arguments[0];
  return Value(Str::substring(thread, text, start, end - start));
}

// Text of all items, joined, of exactly the width they need.
Result<Value> join(ThreadState& thread, const Str* separator, std::span<const Value> items) {
  if (items.size() == 1 && is_exactly(thread, items[0], thread.types.str)) return items[0];
  std::int64_t length = 0;
  std::uint32_t width = items.size() > 1 ? separator->width() : 1;
  bool ascii = items.size() <= 1 || separator->is_ascii();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!objects::is_str(items[i])) {
      return thread.raise(thread.types.TypeError, "sequence item %d: expected str instance, %T found",
                          static_cast<std::int64_t>(i), items[i]);
    }
    const Str* part = items[i].as<Str>();
    length += part->length + (i == 0 ? 0 : separator->length);
    width = std::max(width, part->width());
    ascii = ascii && part->is_ascii();
  }
  Str* joined = Str::create_uninitialised(thread, length, width, ascii);
  std::int64_t at = 0;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i != 0) at = joined->fill(at, separator);
    at = joined->fill(at, items[i].as<Str>());
  }
  return Value(joined);
}

Result<Value> str_join(ThreadState& thread, const Arguments& arguments) {
  const Str* separator = arguments[0].as<Str>();
  const Value iterable = arguments[1];
  if (objects::is_tuple(iterable)) return join(thread, separator, iterable.as<Tuple>()->values());
  if (objects::is_list(iterable))
    return join(thread, separator, iterable.as<objects::List>()->snapshot(thread));
  auto iterator = iterate_moment(thread, iterable);
  if (!iterator.ok()) {
    if (!thread.exception_is(thread.types.TypeError)) return Raised{};
    (void)thread.take_exception();
    return thread.raise(thread.types.TypeError, "can only join an iterable");
  }
  vm::RootedValues items(thread);
  MINIPY_TRY(vm::collect(thread, iterator.value(), items));
  return join(thread, separator, items.span());
}

constexpr NativeDefinition kMethods[] = {
    {"split", str_split<false>, "self, sep=, maxsplit="},
    {"rsplit", str_split<true>, "self, sep=, maxsplit="},
    {"splitlines", str_splitlines, "self, keepends="},
    {"strip", str_strip<kLeft | kRight>, "self, chars=, /"},
    {"lstrip", str_strip<kLeft>, "self, chars=, /"},
    {"rstrip", str_strip<kRight>, "self, chars=, /"},
    {"join", str_join, "self, iterable, /"},
};

}  // namespace

std::span<const NativeDefinition> str_split_methods() { return kMethods; }

}  // namespace minipy::builtins
