#include "interpreter/objects/str.hpp"

#include <algorithm>
#include <cstring>

#include "interpreter/base/text.hpp"
#include "interpreter/base/unicode.hpp"
#include "interpreter/objects/core_types.hpp"

namespace minipy::objects {
namespace {

bool all_ascii(const char* bytes, std::size_t count) {
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes + i, 8);
    if ((word & 0x8080808080808080ULL) != 0) return false;
  }
  for (; i < count; ++i) {
    if (static_cast<unsigned char>(bytes[i]) > 127) return false;
  }
  return true;
}

std::uint32_t width_for(char32_t largest) { return largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4; }

template <typename From, typename To>
void copy_cells(const From* from, std::int64_t count, To* to) {
  if constexpr (sizeof(From) == sizeof(To)) {
    std::memcpy(to, from, static_cast<std::size_t>(count) * sizeof(To));
  } else {
    for (std::int64_t i = 0; i < count; ++i) to[i] = static_cast<To>(from[i]);
  }
}

// Copies [start, start + count) of `from` to `to` at `at`; the cells of `to` are wide enough.
void copy_points(const Str* from, std::int64_t start, std::int64_t count, Str* to, std::int64_t at) {
  from->visit([&](const auto* source) {
    switch (to->width()) {
      case 1:
        return copy_cells(source + start, count, to->cells<std::uint8_t>() + at);
      case 2:
        return copy_cells(source + start, count, to->cells<std::uint16_t>() + at);
      default:
        return copy_cells(source + start, count, to->cells<std::uint32_t>() + at);
    }
  });
}

// All bits of the points together: enough to know the width and whether all are ASCII.
template <typename T>
char32_t combined(const T* points, std::int64_t count) {
  char32_t bits = 0;
  for (std::int64_t i = 0; i < count; ++i) bits |= static_cast<char32_t>(points[i]);
  return bits;
}

// The next code point of text that may be broken: surrogates are kept, other stray bytes become U+FFFD.
char32_t next_point(std::string_view utf8, std::size_t& position) {
  if (const auto point = base::decode_utf8(utf8, position)) return *point;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[position + i]); };
  if (position + 2 < utf8.size() && byte(0) == 0xED && byte(1) >= 0xA0 && byte(1) < 0xC0 &&
      (byte(2) & 0xC0U) == 0x80) {
    const char32_t point = 0xD000U | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU);
    position += 3;
    return point;
  }
  ++position;
  return 0xFFFD;
}

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  const auto product = static_cast<unsigned __int128>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

Object* str_shape(const Mutator& mutator) { return mutator.types.str->root_shape.load().as_object(); }

// Shorter strings are copied faster than they are extended.
constexpr std::size_t kLeastGrowing = 256;

StrBuffer* make_buffer(Mutator& mutator, std::string_view content, std::int64_t used) {
  const std::int64_t capacity = used * 2;
  auto* buffer = mutator.allocate<StrBuffer>(kStrBuffer, nullptr,
                                             sizeof(StrBuffer) + static_cast<std::size_t>(capacity));
  buffer->capacity = capacity;
  buffer->used.store(used, std::memory_order_relaxed);
  std::memcpy(buffer->data, content.data(), content.size());
  return buffer;
}

// a + b in the buffer behind `a`, or in one made for it when `a` came from a concatenation itself: text that
// is collected bit by bit. Null where that does not fit, or when `a` was extended before.
Str* extend(Mutator& mutator, const Str* a, const Str* b) {
  if (!has_flag(a, kConcatenated) || b->width() > a->width()) return nullptr;
  auto old_bytes = static_cast<std::int64_t>(a->byte_length());
  const std::int64_t new_bytes = old_bytes + b->length * a->width();
  StrBuffer* buffer = nullptr;
  if (a->is_inline()) {
    // relaxed: the flag is a hint; two threads that both miss it make a buffer each.
    if ((const_cast<Str*>(a)->flags.fetch_or(kExtended, std::memory_order_relaxed) & kExtended) != 0)
      return nullptr;
  } else {
    buffer = a->buffer();
    const std::int64_t end = new_bytes <= buffer->capacity ? new_bytes : INT64_MAX;
    // relaxed: only who wins writes behind; the string's own publication orders the bytes. A buffer that is
    // full is closed, so that one string only goes on in a larger one.
    if (!buffer->used.compare_exchange_strong(old_bytes, end, std::memory_order_relaxed)) return nullptr;
    if (end != new_bytes) buffer = nullptr;
  }
  if (buffer == nullptr) buffer = make_buffer(mutator, {a->data, a->byte_length()}, new_bytes);
  Str* text = mutator.allocate<Str>(kStr, str_shape(mutator), Str::kHeaderSize);
  text->length = a->length + b->length;
  text->data = buffer->data;
  text->aux.store(a->width(), std::memory_order_relaxed);
  set_flag(text, kConcatenated);
  if (a->is_ascii() && b->is_ascii()) set_flag(text, kAscii);
  copy_points(b, 0, b->length, text, a->length);
  return text;
}

}  // namespace

// Eight bytes a step, folded by a 64 x 64 multiplication (as wyhash does).
std::int64_t hash_bytes(const char* bytes, std::size_t count) {
  constexpr std::uint64_t kFirst = 0xA0761D6478BD642FULL;
  constexpr std::uint64_t kSecond = 0xE7037ED1A0B428DBULL;
  std::uint64_t hash = kFirst ^ count;
  std::size_t i = 0;
  for (; i + 8 <= count; i += 8) {
    std::uint64_t word;
    std::memcpy(&word, bytes + i, 8);
    hash = mix(hash ^ word, kSecond);
  }
  std::uint64_t tail = 0;
  std::memcpy(&tail, bytes + i, count - i);
  hash = mix(hash ^ tail, kFirst);
  const auto result = static_cast<std::int64_t>(hash);
  return result == 0 || result == -1 ? -2 : result;
}

StrBuffer* Str::buffer() const { return reinterpret_cast<StrBuffer*>(data - sizeof(StrBuffer)); }

Str* Str::create_uninitialised(Mutator& mutator, std::int64_t length, std::uint32_t width, bool ascii) {
  const std::size_t size = kHeaderSize + static_cast<std::size_t>(length) * width;
  Str* text = mutator.allocate<Str>(kStr, str_shape(mutator), size);
  text->length = length;
  text->data = text->inline_data();
  text->aux.store(width, std::memory_order_relaxed);
  if (ascii) set_flag(text, kAscii);
  return text;
}

Str* Str::create(Mutator& mutator, std::string_view utf8) {
  if (all_ascii(utf8.data(), utf8.size())) {
    Str* text = create_uninitialised(mutator, static_cast<std::int64_t>(utf8.size()), 1, true);
    std::memcpy(text->data, utf8.data(), utf8.size());
    return text;
  }
  std::u32string points;
  points.reserve(utf8.size());
  for (std::size_t position = 0; position < utf8.size();) points.push_back(next_point(utf8, position));
  return create(mutator, points);
}

Str* Str::create(Mutator& mutator, std::u32string_view points) {
  const auto count = static_cast<std::int64_t>(points.size());
  const char32_t bits = combined(points.data(), count);
  Str* text = create_uninitialised(mutator, count, width_for(bits), bits < 128);
  switch (text->width()) {
    case 1:
      copy_cells(points.data(), count, text->cells<std::uint8_t>());
      break;
    case 2:
      copy_cells(points.data(), count, text->cells<std::uint16_t>());
      break;
    default:
      copy_cells(points.data(), count, text->cells<char32_t>());
  }
  return text;
}

Str* Str::of_point(Mutator& mutator, char32_t point) {
  if (point < 256) return mutator.intern_table.of_latin1(mutator, point);
  return create(mutator, std::u32string_view(&point, 1));
}

Str* Str::concat(Mutator& mutator, const Str* a, const Str* b) {
  if (Str* extended = extend(mutator, a, b)) return extended;
  Str* text = create_uninitialised(mutator, a->length + b->length, std::max(a->width(), b->width()),
                                   a->is_ascii() && b->is_ascii());
  copy_points(a, 0, a->length, text, 0);
  copy_points(b, 0, b->length, text, a->length);
  if (text->byte_length() >= kLeastGrowing) set_flag(text, kConcatenated);
  return text;
}

Str* Str::substring(Mutator& mutator, const Str* text, std::int64_t start, std::int64_t length) {
  if (length == 1) return of_point(mutator, text->at(start));
  std::uint32_t width = 1;
  bool ascii = text->is_ascii();
  if (!ascii) {
    const char32_t bits = text->visit([&](const auto* cells) { return combined(cells + start, length); });
    width = width_for(bits);
    ascii = bits < 128;
  }
  Str* part = create_uninitialised(mutator, length, width, ascii);
  copy_points(text, start, length, part, 0);
  return part;
}

Str* Str::stepped(Mutator& mutator, const Str* text, std::int64_t start, std::int64_t step,
                  std::int64_t count) {
  return text->visit([&]<typename T>(const T* cells) {
    char32_t bits = 0;
    for (std::int64_t i = 0; i < count; ++i) bits |= cells[start + i * step];
    Str* result = create_uninitialised(mutator, count, width_for(bits), bits < 128);
    result->visit([&]<typename To>(const To*) {
      To* to = result->cells<To>();
      for (std::int64_t i = 0; i < count; ++i) to[i] = static_cast<To>(cells[start + i * step]);
    });
    return result;
  });
}

Str* Str::create_instance(Mutator& mutator, Type* type, const Str* text) {
  const bool with_attributes = type->has(Type::kInstancesHaveDict);
  const std::size_t size = kHeaderSize + text->byte_length() + (with_attributes ? sizeof(Slot) : 0);
  Str* copy = mutator.allocate<Str>(kStr, type->root_shape.load().as_object(), size);
  copy->length = text->length;
  copy->data = copy->inline_data();
  copy->aux.store(text->width(), std::memory_order_relaxed);
  if (text->is_ascii()) set_flag(copy, kAscii);
  if (with_attributes) set_flag(copy, kHasAttributes);
  std::memcpy(copy->data, text->data, text->byte_length());
  return copy;
}

std::int64_t Str::fill(std::int64_t at, const Str* part) {
  copy_points(part, 0, part->length, this, at);
  return at + part->length;
}

Str* Str::repr(Mutator& mutator, const Str* text, bool ascii) {
  const auto contains = [&](char32_t wanted) {
    return text->visit([&](const auto* cells) {
      return std::find(cells, cells + text->length, wanted) != cells + text->length;
    });
  };
  const char32_t quote = contains('\'') && !contains('"') ? '"' : '\'';
  StrBuilder out;
  out.append(quote);
  const auto append_hex = [&](char letter, char32_t point, int digits) {
    out.append('\\');
    out.append(static_cast<char32_t>(letter));
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      out.append(static_cast<char32_t>("0123456789abcdef"[(point >> static_cast<unsigned>(shift)) & 15U]));
    }
  };
  for (std::int64_t i = 0; i < text->length; ++i) {
    const char32_t c = text->at(i);
    if (c == quote || c == '\\') {
      out.append('\\');
      out.append(c);
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out.append('\\');
      out.append(c == '\n' ? U'n' : c == '\r' ? U'r' : U't');
    } else if (c >= 32 && c < 127) {
      out.append(c);
    } else if (!ascii && c > 127 && base::unicode::has(c, base::unicode::kPrintable)) {
      out.append(c);
    } else if (c < 0x100) {
      append_hex('x', c, 2);
    } else if (c < 0x10000) {
      append_hex('u', c, 4);
    } else {
      append_hex('U', c, 8);
    }
  }
  out.append(quote);
  return out.finish(mutator);
}

std::string Str::utf8() const {
  if (is_ascii()) return std::string(ascii());
  std::string out;
  out.reserve(byte_length() + byte_length() / 2);
  visit([&](const auto* cells) {
    for (std::int64_t i = 0; i < length; ++i) base::append_utf8(out, cells[i]);
  });
  return out;
}

bool Str::equals(const Str* other) const {
  if (this == other) return true;
  return length == other->length && width() == other->width() &&
         std::memcmp(data, other->data, byte_length()) == 0;
}

int Str::compare(const Str* other) const {
  const std::int64_t common = std::min(length, other->length);
  const int order = visit([&](const auto* a) {
    return other->visit([&](const auto* b) {
      for (std::int64_t i = 0; i < common; ++i) {
        if (a[i] != b[i]) return a[i] < b[i] ? -1 : 1;
      }
      return 0;
    });
  });
  if (order != 0) return order;
  return length < other->length ? -1 : length > other->length ? 1 : 0;
}

std::int64_t Str::hash_value() const {
  std::int64_t value = hash.load(std::memory_order_relaxed);
  if (value == 0) {
    value = hash_bytes(data, byte_length());
    hash.store(value, std::memory_order_relaxed);
  }
  return value;
}

void StrBuilder::widen() {
  wide_.reserve(narrow_.capacity());
  for (const char c : narrow_) wide_.push_back(static_cast<unsigned char>(c));
  narrow_.clear();
  is_wide_ = true;
}

void StrBuilder::append(char32_t point) {
  if (!is_wide_) {
    if (point < 256) {
      narrow_.push_back(static_cast<char>(point));
      return;
    }
    widen();
  }
  wide_.push_back(point);
}

void StrBuilder::append(const Str* text, std::int64_t start, std::int64_t length) {
  if (text->width() == 1 && !is_wide_) {
    narrow_.append(text->data + start, static_cast<std::size_t>(length));
    return;
  }
  if (!is_wide_) widen();
  text->visit([&](const auto* cells) {
    const std::size_t old = wide_.size();
    wide_.resize(old + static_cast<std::size_t>(length));
    copy_cells(cells + start, length, wide_.data() + old);
  });
}

void StrBuilder::append(std::string_view utf8) {
  if (!is_wide_ && all_ascii(utf8.data(), utf8.size())) {
    narrow_.append(utf8);
    return;
  }
  for (std::size_t position = 0; position < utf8.size();) append(next_point(utf8, position));
}

void StrBuilder::append_repeated(char32_t point, std::int64_t count) {
  if (count <= 0) return;
  if (!is_wide_ && point >= 256) widen();
  if (is_wide_) {
    wide_.append(static_cast<std::size_t>(count), point);
  } else {
    narrow_.append(static_cast<std::size_t>(count), static_cast<char>(point));
  }
}

Str* StrBuilder::finish(Mutator& mutator) const {
  if (is_wide_) return Str::create(mutator, wide_);
  Str* text = Str::create_uninitialised(mutator, length(), 1, all_ascii(narrow_.data(), narrow_.size()));
  std::memcpy(text->data, narrow_.data(), narrow_.size());
  return text;
}

Str** InternTable::find(std::int64_t hash, std::string_view cells, std::uint32_t width) {
  const std::size_t mask = table_.size() - 1;
  for (std::size_t i = static_cast<std::size_t>(hash) & mask;; i = (i + 1) & mask) {
    const Str* text = table_[i];
    if (text == nullptr) return &table_[i];
    if (text->hash_value() == hash && text->width() == width && text->byte_length() == cells.size() &&
        std::memcmp(text->data, cells.data(), cells.size()) == 0) {
      return &table_[i];
    }
  }
}

void InternTable::rehash(std::size_t capacity) {
  std::vector<Str*> old(capacity);
  old.swap(table_);
  for (Str* text : old) {
    if (text != nullptr) *find(text->hash_value(), {text->data, text->byte_length()}, text->width()) = text;
  }
}

void InternTable::reserve() {
  if ((count_ + 1) * 3 > table_.size() * 2) rehash(std::max<std::size_t>(table_.size() * 2, 2048));
}

Str* InternTable::intern(Mutator& mutator, std::string_view utf8) {
  if (!all_ascii(utf8.data(), utf8.size())) return intern(mutator, Str::create(mutator, utf8));
  {
    const std::int64_t hash = hash_bytes(utf8.data(), utf8.size());
    const base::ByteLockGuard guard(lock_);
    reserve();
    if (Str* text = *find(hash, utf8, 1)) return text;
  }
  return intern(mutator, Str::create(mutator, utf8));  // allocating may wait, so not under the lock
}

Str* InternTable::intern(Mutator& mutator, Str* text) {
  if (has_flag(text, kInterned)) return text;
  // An instance of a subclass is no name, and a name keeps no buffer.
  if (text->shape.load().as_object() != str_shape(mutator) || !text->is_inline()) {
    text = Str::substring(mutator, text, 0, text->length);
    if (has_flag(text, kInterned)) return text;
  }
  const std::int64_t hash = text->hash_value();
  const base::ByteLockGuard guard(lock_);
  reserve();
  Str** place = find(hash, {text->data, text->byte_length()}, text->width());
  if (*place == nullptr) {
    *place = text;
    set_flag(text, kInterned);
    ++count_;
  }
  return *place;
}

Str* InternTable::of_latin1(Mutator& mutator, char32_t point) {
  Slot& slot = latin1_[point];
  if (const Value known = slot.load()) return known.as<Str>();
  Str* text = intern(mutator, Str::create(mutator, std::u32string_view(&point, 1)));
  slot.store(text);
  return text;
}

void InternTable::drop_unmarked(heap::Heap& heap) {
  const base::ByteLockGuard guard(lock_);
  for (Slot& slot : latin1_) {
    const Value text = slot.load();
    if (text && !heap.is_marked(text.as_object())) slot.store(Value{});
  }
  for (Str*& text : table_) {
    if (text == nullptr || heap.is_marked(text)) continue;
    text = nullptr;
    --count_;
  }
  rehash(std::max<std::size_t>(table_.size(), 2048));
}

}  // namespace minipy::objects
