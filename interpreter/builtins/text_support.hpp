#pragma once

// What the methods of str, bytes and bytearray share: searching, and the arguments of their methods.

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// The first place of needle[0, m) in text[0, n), or -1.
template <typename T>
std::int64_t find_cells(const T* text, std::int64_t n, const T* needle, std::int64_t m) {
  if (m > n) return -1;
  if (m == 0) return 0;
  if constexpr (sizeof(T) == 1) {
    const void* found = m == 1
                            ? std::memchr(text, needle[0], static_cast<std::size_t>(n))
                            : memmem(text, static_cast<std::size_t>(n), needle, static_cast<std::size_t>(m));
    return found == nullptr ? -1 : static_cast<const T*>(found) - text;
  } else {
    for (std::int64_t i = 0; i + m <= n; ++i) {
      if (text[i] == needle[0] &&
          std::memcmp(text + i, needle, static_cast<std::size_t>(m) * sizeof(T)) == 0) {
        return i;
      }
    }
    return -1;
  }
}

/// The last place, or -1.
template <typename T>
std::int64_t rfind_cells(const T* text, std::int64_t n, const T* needle, std::int64_t m) {
  if (m == 0) return n;
  for (std::int64_t i = n - m; i >= 0; --i) {
    if (text[i] == needle[0] && std::memcmp(text + i, needle, static_cast<std::size_t>(m) * sizeof(T)) == 0) {
      return i;
    }
  }
  return -1;
}

/// How often the needle is in the text without overlapping, `limit` (not negative) at most; an empty one is
/// everywhere.
template <typename T>
std::int64_t count_cells(const T* text, std::int64_t n, const T* needle, std::int64_t m, std::int64_t limit) {
  if (m == 0) return std::min(n + 1, limit);
  std::int64_t count = 0;
  for (std::int64_t at = 0; count < limit; ++count) {
    const std::int64_t found = find_cells(text + at, n - at, needle, m);
    if (found < 0) break;
    at += found + m;
  }
  return count;
}

/// Calls `visit(cells of text, cells of needle)` with both as cells of the text's width; returns `otherwise`
/// when the needle has code points that the text cannot have.
template <typename Result, typename Visit>
Result with_cells(const Str* text, const Str* needle, Result otherwise, Visit visit) {
  if (needle->width() > text->width()) return otherwise;
  return text->visit([&]<typename T>(const T* cells) -> Result {
    if (needle->width() == sizeof(T)) return visit(cells, needle->cells<T>());
    std::vector<T> wide(static_cast<std::size_t>(needle->length));
    for (std::int64_t i = 0; i < needle->length; ++i)
      wide[static_cast<std::size_t>(i)] = static_cast<T>(needle->at(i));
    return visit(cells, static_cast<const T*>(wide.data()));
  });
}

/// A part of a sequence: start <= end need not hold.
struct Bounds {
  std::int64_t start;
  std::int64_t end;
};

/// The optional arguments start and end of find() and its kin: missing or None, else an index, clamped to a
/// sequence of `length` as slices are.
Result<Bounds> bounds_of(ThreadState& thread, Value start, Value end, std::int64_t length);

/// An optional integer argument.
Result<std::int64_t> index_or(ThreadState& thread, Value value, std::int64_t otherwise);

/// Raises TypeError "name() argument 'x' must be str, not int" and the like: `what` comes before " must be".
Result<const Str*> str_argument(ThreadState& thread, Value value, const char* what);

/// Whether a binary operator must leave the other operand its chance: it has a reflected method written in
/// Python.
bool has_own_reflection(ThreadState& thread, Value other, objects::Special reflected);

/// The first argument of a `__new__`: a class that is `base` or derives from it; TypeError otherwise.
Result<Type*> class_argument(ThreadState& thread, Value cls, const Type* base);

/// True if exactly of type `type`, not of a subclass.
inline bool is_exactly(const ThreadState& thread, Value value, const Type* type) {
  return objects::type_of(thread, value) == type;
}

// The methods of str by file; `install_str` puts them into the type.
std::span<const NativeDefinition> str_case_methods();
std::span<const NativeDefinition> str_predicates();
std::span<const NativeDefinition> str_search_methods();
std::span<const NativeDefinition> str_split_methods();
std::span<const NativeDefinition> str_layout_methods();
std::span<const NativeDefinition> str_static_methods();
std::span<const NativeDefinition> str_format_methods();
std::span<const NativeDefinition> str_codec_methods();

/// The bytes of a bytes or bytearray object; nothing for any other. A bytearray's are a copy.
std::optional<std::string> bytes_like(ThreadState& thread, Value value);

/// An iterator over the characters of a string.
Value iterate_str(ThreadState& thread, const Str* text);

/// str % arguments.
Result<Value> percent_format(ThreadState& thread, const Str* format, Value arguments);
/// bytes % arguments, as the text of the result.
Result<std::string> percent_format_bytes(ThreadState& thread, std::string_view format, Value arguments);

}  // namespace minipy::builtins
