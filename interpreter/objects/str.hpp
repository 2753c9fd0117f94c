#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

struct Type;

/// Room behind strings that grew by concatenation: each is a prefix of what is in it. Whoever moves `used`
/// owns the bytes in between, so that a string is extended in place once, and by one thread.
struct StrBuffer : Object {
  std::int64_t capacity;           ///< in bytes
  std::atomic<std::int64_t> used;  ///< bytes that some string has
  alignas(8) char data[];
};

/// A string: code points in cells of 1, 2 or 4 bytes, the narrowest that hold them all (so texts of equal
/// content have equal bytes), which makes indexing O(1). Immutable; the hash is filled in when first asked
/// for. `aux` holds the width. The cells follow the header, or are the beginning of a StrBuffer.
struct Str : Object {
  std::int64_t length;                     ///< in code points
  mutable std::atomic<std::int64_t> hash;  ///< 0: not computed. relaxed: every thread computes the same value
  char* data;

  static constexpr std::size_t kHeaderSize = sizeof(Object) + 24;
  char* inline_data() { return reinterpret_cast<char*>(this) + kHeaderSize; }
  bool is_inline() const { return data == const_cast<Str*>(this)->inline_data(); }
  /// The buffer, for strings that are not inline.
  StrBuffer* buffer() const;
  std::uint32_t width() const { return aux.load(std::memory_order_relaxed); }
  bool is_ascii() const { return has_flag(this, kAscii); }
  std::size_t byte_length() const { return static_cast<std::size_t>(length) * width(); }
  template <typename T>
  const T* cells() const {
    return reinterpret_cast<const T*>(data);
  }
  template <typename T>
  T* cells() {
    return reinterpret_cast<T*>(data);
  }
  /// Calls `visit` with the code points as a pointer to cells of their width, and returns what it returns.
  template <typename Visit>
  decltype(auto) visit(Visit&& visit) const {
    switch (width()) {
      case 1:
        return visit(cells<std::uint8_t>());
      case 2:
        return visit(cells<std::uint16_t>());
      default:
        return visit(cells<std::uint32_t>());
    }
  }
  /// The code point at `index`, which must be in range.
  char32_t at(std::int64_t index) const {
    switch (width()) {
      case 1:
        return cells<std::uint8_t>()[index];
      case 2:
        return cells<std::uint16_t>()[index];
      default:
        return cells<std::uint32_t>()[index];
    }
  }
  /// The bytes as text, for ASCII strings only.
  std::string_view ascii() const { return {data, static_cast<std::size_t>(length)}; }
  /// Writes `part` at `at` into a string that nobody else has seen yet and that is wide enough; returns where
  /// it ends.
  std::int64_t fill(std::int64_t at, const Str* part);
  /// As UTF-8; lone surrogates as their three bytes.
  std::string utf8() const;
  bool equals(const Str* other) const;
  /// Less than, equal or greater, by code points: negative, 0, positive.
  int compare(const Str* other) const;
  /// Never 0.
  std::int64_t hash_value() const;

  /// From UTF-8; what is not UTF-8 becomes U+FFFD, except surrogates in three bytes, which are kept.
  static Str* create(Mutator& mutator, std::string_view utf8);
  /// From code points.
  static Str* create(Mutator& mutator, std::u32string_view points);
  /// A string of one code point; those below 256 are shared.
  static Str* of_point(Mutator& mutator, char32_t point);
  /// Room for `length` code points of `width` bytes, to be filled by the caller before anybody sees it.
  /// The caller passes the least width; `ascii` says that no code point is above 127.
  static Str* create_uninitialised(Mutator& mutator, std::int64_t length, std::uint32_t width, bool ascii);
  /// a + b. Appending again and again to the latest result costs what is appended, not what is there.
  static Str* concat(Mutator& mutator, const Str* a, const Str* b);
  /// The code points [start, start + length), narrowed.
  static Str* substring(Mutator& mutator, const Str* text, std::int64_t start, std::int64_t length);
  /// The text as a literal: repr(), and with `ascii` what ascii() gives.
  static Str* repr(Mutator& mutator, const Str* text, bool ascii = false);
  /// `count` code points from `start` on, `step` apart (not 0); all in range.
  static Str* stepped(Mutator& mutator, const Str* text, std::int64_t start, std::int64_t step,
                      std::int64_t count);
  /// The same text as an instance of `type`, a subclass of str.
  static Str* create_instance(Mutator& mutator, Type* type, const Str* text);
};

/// Collects text and makes one string of it. One thread.
class StrBuilder {
 public:
  void append(char32_t point);
  void append(const Str* text) { append(text, 0, text->length); }
  /// The code points [start, start + length) of `text`.
  void append(const Str* text, std::int64_t start, std::int64_t length);
  void append(std::string_view utf8);
  void append_repeated(char32_t point, std::int64_t count);
  std::int64_t length() const { return static_cast<std::int64_t>(is_wide_ ? wide_.size() : narrow_.size()); }
  Str* finish(Mutator& mutator) const;

 private:
  void widen();

  std::string narrow_;  // Latin-1, as long as that holds everything
  std::u32string wide_;
  bool is_wide_ = false;
};

/// The interned strings of an interpreter: each text once, so that names compare by address. Any thread.
class InternTable {
 public:
  /// The interned string of this text.
  Str* intern(Mutator& mutator, std::string_view utf8);
  /// The interned string with the content of `text`; `text` itself if it is the first.
  Str* intern(Mutator& mutator, Str* text);
  /// The interned string of one code point below 256.
  Str* of_latin1(Mutator& mutator, char32_t point);
  /// Forgets the strings that nothing else reaches. World stopped.
  void drop_unmarked(heap::Heap& heap);

 private:
  /// Where a string of these bytes is, or would be stored.
  Str** find(std::int64_t hash, std::string_view cells, std::uint32_t width) REQUIRES(lock_);
  void rehash(std::size_t capacity) REQUIRES(lock_);
  void reserve() REQUIRES(lock_);

  base::ByteLock lock_;
  std::vector<Str*> table_ GUARDED_BY(lock_);  // open addressing, a power of two, at most two thirds full
  std::size_t count_ GUARDED_BY(lock_) = 0;
  Slot latin1_[256];  // empty until first wanted
};

/// The hash of some bytes, as strings and bytes use it: never 0 or -1.
std::int64_t hash_bytes(const char* bytes, std::size_t count);

inline bool is_str(Value value) { return has_kind(value, kStr); }

}  // namespace minipy::objects
