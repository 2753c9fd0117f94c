// The module `array`: numbers in a row, as the machine has them.

#include <algorithm>
#include <cstring>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/builtins/element.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/dict.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/support.hpp"

namespace minipy::modules {
namespace {

using builtins::Element;
using builtins::load_element;
using builtins::native_size;
using builtins::store_element;
using builtins::StoreProblem;
using objects::Bytes;
using objects::Comparison;
using objects::ObjectLock;

constexpr std::string_view kTypeCodes = "bBuhHiIlLqQfd";

/// The items lie in `data`, from the front. All of it under the object's lock; `data` is replaced when it
/// grows.
struct ArrayObject : objects::Opaque {
  Slot data;           ///< Bytes of the capacity, or empty
  std::int64_t count;  ///< items
  Element element;     ///< constant

  std::size_t bytes() const { return static_cast<std::size_t>(count) * element.size; }
  char* at(std::int64_t index) { return data.load_as<Bytes>()->data + index * element.size; }
};

void trace_array(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<ArrayObject*>(object)->data);
}

std::string copy_bytes(ThreadState& thread, ArrayObject* array) {
  const ObjectLock lock(thread, array);
  return array->count == 0 ? std::string() : std::string(array->at(0), array->bytes());
}

// ---- what a memoryview looks at

ArrayObject* array_of(const Object* object) {
  return const_cast<ArrayObject*>(static_cast<const ArrayObject*>(object));
}

std::int64_t buffer_size(const objects::Mutator& mutator, const Object* object) {
  ArrayObject* array = array_of(object);
  const ObjectLock lock(mutator, array);
  return static_cast<std::int64_t>(array->bytes());
}

std::string buffer_read(const objects::Mutator& mutator, const Object* object, std::int64_t start,
                        std::int64_t count) {
  ArrayObject* array = array_of(object);
  const ObjectLock lock(mutator, array);
  const auto size = static_cast<std::int64_t>(array->bytes());
  if (start < 0 || start >= size) return {};
  return {array->at(0) + start, static_cast<std::size_t>(std::min(count, size - start))};
}

bool buffer_write(objects::Mutator& mutator, Object* object, std::int64_t start, std::string_view bytes) {
  if (bytes.empty()) return true;
  ArrayObject* array = array_of(object);
  const ObjectLock lock(mutator, array);
  const auto size = static_cast<std::int64_t>(array->bytes());
  if (start < 0 || start > size || static_cast<std::int64_t>(bytes.size()) > size - start) return false;
  std::copy(bytes.begin(), bytes.end(), array->at(0) + start);
  return true;
}

char buffer_format(const Object* object) {
  const char code = array_of(object)->element.code;
  return code == 'u' ? 'w' : code;
}

constexpr objects::BufferAccess kAccess = {buffer_size, buffer_read, buffer_write, buffer_format};

constexpr objects::OpaqueInfo kInfo = {"array.array", trace_array, nullptr, nullptr, &kAccess};
const char kTypeKey = 0, kIteratorKey = 0;

Type* make_type(ThreadState& thread);
Type* array_type(ThreadState& thread) { return builtins::builtin_type(thread, &kTypeKey, make_type); }

Result<ArrayObject*> self_array(ThreadState& thread, Value self) {
  return self_as<ArrayObject>(thread, self, kInfo);
}

std::int64_t length_of(ThreadState& thread, ArrayObject* array) {
  const ObjectLock lock(thread, array);
  return array->count;
}

/// Replaces items [start, stop) by `bytes`, which are none of the array's own. Bounds are clamped. Under the
/// lock.
void replace_locked(ThreadState& thread, ArrayObject* array, std::int64_t start, std::int64_t stop,
                    std::string_view bytes) {
  const std::size_t size = array->element.size;
  stop = std::clamp<std::int64_t>(stop, 0, array->count);
  start = std::clamp<std::int64_t>(start, 0, stop);
  const std::size_t tail = static_cast<std::size_t>(array->count - stop) * size;
  const std::size_t front = static_cast<std::size_t>(start) * size;
  const std::size_t needed = front + bytes.size() + tail;
  auto* old = array->data.load_as<Bytes>();
  if (needed > 0 && (old == nullptr || needed > static_cast<std::size_t>(old->length))) {
    Bytes* bigger = Bytes::create_uninitialised(thread, static_cast<std::int64_t>(needed + needed / 4 + 16));
    if (old != nullptr) {
      std::memcpy(bigger->data, old->data, front);
      std::memcpy(bigger->data + front + bytes.size(), old->data + static_cast<std::size_t>(stop) * size,
                  tail);
    }
    std::copy(bytes.begin(), bytes.end(), bigger->data + front);
    array->data.store(bigger);
  } else if (needed > 0) {
    std::memmove(old->data + front + bytes.size(), old->data + static_cast<std::size_t>(stop) * size, tail);
    std::copy(bytes.begin(), bytes.end(), old->data + front);
  }
  array->count = static_cast<std::int64_t>(needed / size);
}

/// The same as one step.
void replace(ThreadState& thread, ArrayObject* array, std::int64_t start, std::int64_t stop,
             std::string_view bytes) {
  const ObjectLock lock(thread, array);
  replace_locked(thread, array, start, stop, bytes);
}

ArrayObject* create(ThreadState& thread, Type* type, const Element& element, std::string_view bytes) {
  auto* array = objects::create_opaque<ArrayObject>(thread, type, kInfo);
  array->element = element;
  if (!bytes.empty()) replace(thread, array, 0, 0, bytes);
  return array;
}

Raised raise_store_problem(ThreadState& thread, StoreProblem problem, const Element& element, Value value) {
  const char* what = "";
  switch (element.code) {
    case 'b':
      what = "signed char";
      break;
    case 'B':
      what = "unsigned byte integer";
      break;
    case 'h':
      what = "signed short integer";
      break;
    case 'H':
      what = "unsigned short";
      break;
    case 'i':
      what = "signed integer";
      break;
    case 'I':
      what = "unsigned int";
      break;
    default:
      break;
  }
  switch (problem) {
    case StoreProblem::kNotInteger:
      return thread.raise(thread.types.TypeError, "'%T' object cannot be interpreted as an integer", value);
    case StoreProblem::kNotFloat:
      return Raised{};
    case StoreProblem::kNotBytes:
      return thread.raise(thread.types.TypeError, "array item must be unicode character");
    case StoreProblem::kTooSmall:
      if (element.code == 'I' || element.code == 'L') {
        return thread.raise(thread.types.OverflowError, "can't convert negative value to unsigned int");
      }
      if (element.code == 'Q') {
        return thread.raise(thread.types.OverflowError, "can't convert negative int to unsigned");
      }
      return thread.raise(thread.types.OverflowError, "%s is less than minimum", what);
    case StoreProblem::kTooLarge:
      return thread.raise(thread.types.OverflowError, "%s is greater than maximum", what);
    default:
      return thread.raise(thread.types.OverflowError, element.size < 8 || element.code == 'l'
                                                          ? "Python int too large to convert to C long"
                                                          : "int too big to convert");
  }
}

/// The bytes of one item.
Result<std::string> item_bytes(ThreadState& thread, const Element& element, Value value) {
  std::string bytes(element.size, '\0');
  const StoreProblem problem = MINIPY_TRY(store_element(thread, element, value, bytes.data()));
  // Too large is infinite here.
  if (problem == StoreProblem::kNone || problem == StoreProblem::kFloatTooLarge) return bytes;
  return raise_store_problem(thread, problem, element, value);
}

Result<std::string> items_bytes(ThreadState& thread, const Element& element, Value iterable) {
  const Value iterator = MINIPY_TRY(vm::iterate(thread, iterable));
  std::string bytes;
  while (true) {
    const Value item = MINIPY_TRY(vm::next(thread, iterator));
    if (item.is_empty()) return bytes;
    bytes += MINIPY_TRY(item_bytes(thread, element, item));
  }
}

std::string text_bytes(const Str* text) {
  std::string bytes;
  for (std::int64_t i = 0; i < text->length; ++i) {
    const char32_t point = text->at(i);
    bytes.append(reinterpret_cast<const char*>(&point), sizeof(point));
  }
  return bytes;
}

Raised raise_bad_length(ThreadState& thread) {
  return thread.raise(thread.types.ValueError, "bytes length not a multiple of item size");
}

Result<Value> array_new(ThreadState& thread, const Arguments& arguments) {
  if (arguments.keyword_count() > 0 && arguments[0] == Value(array_type(thread))) {
    return thread.raise(thread.types.TypeError, "array.array() takes no keyword arguments");
  }
  if (arguments.count < 2) {
    return thread.raise(thread.types.TypeError, "array() takes at least 1 argument (0 given)");
  }
  const Value code = arguments[1];
  if (!objects::is_str(code) || code.as<Str>()->length != 1) {
    return thread.raise(thread.types.TypeError, "array() argument 1 must be a unicode character, not %T",
                        code);
  }
  const char32_t letter = code.as<Str>()->at(0);
  if (letter > 127 || kTypeCodes.find(static_cast<char>(letter)) == std::string_view::npos) {
    return thread.raise(thread.types.ValueError,
                        "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
  }
  Element element;
  element.code = static_cast<char>(letter);
  element.size = native_size(element.code);
  std::string bytes;
  const Value initial = arguments.get(2);
  if (!initial.is_empty() && !initial.is_none()) {
    auto* other = objects::as_opaque<ArrayObject>(initial, kInfo);
    if (objects::is_str(initial)) {
      if (element.code != 'u') {
        return thread.raise(thread.types.TypeError,
                            "cannot use a str to initialize an array with typecode '%c'", element.code);
      }
      bytes = text_bytes(initial.as<Str>());
    } else if (other != nullptr && other->element.code == element.code) {
      bytes = copy_bytes(thread, other);
    } else if (objects::is_bytes(initial) || objects::is_bytearray(initial)) {
      bytes = *builtins::bytes_like(thread, initial);
      if (bytes.size() % element.size != 0) return raise_bad_length(thread);
    } else {
      bytes = MINIPY_TRY(items_bytes(thread, element, initial));
    }
  }
  return Value(create(thread, arguments[0].as<Type>(), element, bytes));
}

// ---- items

/// The index of an item, or -1 when it is out of range.
std::int64_t fitted(std::int64_t index, std::int64_t count) {
  if (index < 0) index += count;
  return index >= 0 && index < count ? index : -1;
}

/// The bytes of the item at `index`, if there is one.
bool copy_item(ThreadState& thread, ArrayObject* array, std::int64_t index, char* bytes) {
  const ObjectLock lock(thread, array);
  index = fitted(index, array->count);
  if (index >= 0) std::memcpy(bytes, array->at(index), array->element.size);
  return index >= 0;
}

/// The item at `index`, or empty.
Value item_at(ThreadState& thread, ArrayObject* array, std::int64_t index) {
  char bytes[8];
  return copy_item(thread, array, index, bytes) ? load_element(thread, array->element, bytes) : Value();
}

Result<std::int64_t> index_argument(ThreadState& thread, Value key) {
  if (!objects::is_integer(key) && vm::find_special(thread, key, objects::Special::kIndex).is_empty())
    return thread.raise(thread.types.TypeError, "array indices must be integers");
  return vm::index_int64(thread, key, thread.types.IndexError);
}

Result<Value> array_getitem(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  if (!objects::has_kind(arguments[1], objects::kSlice)) {
    const std::int64_t index = MINIPY_TRY(index_argument(thread, arguments[1]));
    const Value item = item_at(thread, self, index);
    if (!item.is_empty()) return item;
    return thread.raise(thread.types.IndexError, "array index out of range");
  }
  const std::string bytes = copy_bytes(thread, self);
  const std::size_t size = self->element.size;
  const vm::SliceIndices slice =
      MINIPY_TRY(vm::slice_indices(thread, arguments[1], static_cast<std::int64_t>(bytes.size() / size)));
  std::string part;
  for (std::int64_t i = 0; i < slice.count; ++i) {
    part.append(bytes, static_cast<std::size_t>(slice.start + i * slice.step) * size, size);
  }
  return Value(create(thread, array_type(thread), self->element, part));
}

/// array[slice] = bytes, as one step: the slice is fitted to the length that the array has then.
Result<void> assign_slice(ThreadState& thread, ArrayObject* self, const objects::Slice* slice,
                          std::string_view bytes) {
  objects::SliceBounds bounds = MINIPY_TRY(builtins::slice_bounds(thread, slice));
  const std::size_t size = self->element.size;
  const auto given = static_cast<std::int64_t>(bytes.size() / size);
  std::int64_t count = 0;
  {
    const ObjectLock lock(thread, self);
    count = bounds.adjust(self->count);
    if (bounds.step == 1) {
      replace_locked(thread, self, bounds.start, std::max(bounds.start, bounds.stop), bytes);
      return Done{};
    }
    if (given == count) {
      for (std::int64_t i = 0; i < count; ++i) {
        std::memcpy(self->at(bounds.start + i * bounds.step),
                    bytes.data() + static_cast<std::size_t>(i) * size, size);
      }
      return Done{};
    }
  }
  return thread.raise(thread.types.ValueError,
                      "attempt to assign array of size %d to extended slice of size %d", given, count);
}

/// del array[slice], as one step.
Result<void> remove_slice(ThreadState& thread, ArrayObject* self, const objects::Slice* slice) {
  objects::SliceBounds bounds = MINIPY_TRY(builtins::slice_bounds(thread, slice));
  const std::size_t size = self->element.size;
  const ObjectLock lock(thread, self);
  const std::int64_t removed = bounds.adjust(self->count);
  if (removed == 0) return Done{};
  if (bounds.step < 0) {
    bounds.start += (removed - 1) * bounds.step;
    bounds.step = -bounds.step;
  }
  std::int64_t to = bounds.start;
  for (std::int64_t i = 0; i < removed; ++i) {
    // What lies between this item and the next that goes.
    const std::int64_t from = bounds.start + i * bounds.step + 1;
    const std::int64_t end = i + 1 < removed ? from + bounds.step - 1 : self->count;
    std::memmove(self->at(to), self->at(from), static_cast<std::size_t>(end - from) * size);
    to += end - from;
  }
  self->count -= removed;
  return Done{};
}

Result<Value> array_setitem(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  if (objects::has_kind(arguments[1], objects::kSlice)) {
    auto* other = objects::as_opaque<ArrayObject>(arguments[2], kInfo);
    if (other == nullptr) {
      return thread.raise(thread.types.TypeError, "can only assign array (not \"%T\") to array slice",
                          arguments[2]);
    }
    if (other->element.code != self->element.code) {
      return thread.raise(thread.types.TypeError, "bad argument type for built-in operation");
    }
    MINIPY_TRY(assign_slice(thread, self, arguments[1].as<objects::Slice>(), copy_bytes(thread, other)));
    return Value::none();
  }
  std::int64_t index = MINIPY_TRY(index_argument(thread, arguments[1]));
  const std::string bytes = MINIPY_TRY(item_bytes(thread, self->element, arguments[2]));
  {
    const ObjectLock lock(thread, self);
    index = fitted(index, self->count);
    if (index >= 0) {
      std::memcpy(self->at(index), bytes.data(), bytes.size());
      return Value::none();
    }
  }
  return thread.raise(thread.types.IndexError, "array assignment index out of range");
}

Result<Value> array_delitem(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  if (objects::has_kind(arguments[1], objects::kSlice)) {
    MINIPY_TRY(remove_slice(thread, self, arguments[1].as<objects::Slice>()));
    return Value::none();
  }
  std::int64_t index = MINIPY_TRY(index_argument(thread, arguments[1]));
  {
    const ObjectLock lock(thread, self);
    index = fitted(index, self->count);
    if (index >= 0) {
      replace_locked(thread, self, index, index + 1, {});
      return Value::none();
    }
  }
  return thread.raise(thread.types.IndexError, "array assignment index out of range");
}

Result<Value> array_len(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  const ObjectLock lock(thread, self);
  return objects::make_int(thread, self->count);
}

// ---- changes

Result<Value> array_append(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  replace(thread, self, INT64_MAX, INT64_MAX, MINIPY_TRY(item_bytes(thread, self->element, arguments[1])));
  return Value::none();
}

Result<Value> array_insert(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  std::int64_t index = MINIPY_TRY(vm::index_int64(thread, arguments[1], thread.types.OverflowError));
  const std::string bytes = MINIPY_TRY(item_bytes(thread, self->element, arguments[2]));
  const ObjectLock lock(thread, self);
  if (index < 0) index = std::max<std::int64_t>(index + self->count, 0);
  replace_locked(thread, self, index, index, bytes);
  return Value::none();
}

Result<Value> array_extend(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  std::string bytes;
  if (auto* other = objects::as_opaque<ArrayObject>(arguments[1], kInfo); other != nullptr) {
    if (other->element.code != self->element.code) {
      return thread.raise(thread.types.TypeError, "can only extend with array of same kind");
    }
    bytes = copy_bytes(thread, other);
  } else {
    bytes = MINIPY_TRY(items_bytes(thread, self->element, arguments[1]));
  }
  replace(thread, self, INT64_MAX, INT64_MAX, bytes);
  return Value::none();
}

Result<Value> array_pop(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  std::int64_t index = -1;
  if (!arguments.get(1).is_empty()) {
    index = MINIPY_TRY(vm::index_int64(thread, arguments[1], thread.types.IndexError));
  }
  char bytes[8];
  bool is_empty = false;
  {
    const ObjectLock lock(thread, self);
    is_empty = self->count == 0;
    index = fitted(index, self->count);
    if (index >= 0) {
      std::memcpy(bytes, self->at(index), self->element.size);
      replace_locked(thread, self, index, index + 1, {});
    }
  }
  if (index >= 0) return load_element(thread, self->element, bytes);
  return thread.raise(thread.types.IndexError, is_empty ? "pop from empty array" : "pop index out of range");
}

Result<Value> array_reverse(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  const ObjectLock lock(thread, self);
  const std::size_t size = self->element.size;
  for (std::int64_t i = 0, j = self->count - 1; i < j; ++i, --j) {
    std::swap_ranges(self->at(i), self->at(i) + size, self->at(j));
  }
  return Value::none();
}

Result<Value> array_byteswap(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  const ObjectLock lock(thread, self);
  for (std::int64_t i = 0; i < self->count; ++i) std::reverse(self->at(i), self->at(i) + self->element.size);
  return Value::none();
}

/// The index of the first item equal to `value`, from `start` to `stop`, or -1.
Result<std::int64_t> find(ThreadState& thread, ArrayObject* self, Value value, std::int64_t start,
                          std::int64_t stop) {
  for (std::int64_t i = start; i < stop; ++i) {
    const Value item = item_at(thread, self, i);
    if (item.is_empty()) break;
    if (MINIPY_TRY(vm::equal(thread, item, value))) return i;
  }
  return -1;
}

Result<Value> array_index(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  const std::int64_t length = length_of(thread, self);
  const std::int64_t start = MINIPY_TRY(builtins::search_bound(thread, arguments.get(2), length, 0));
  const std::int64_t stop = MINIPY_TRY(builtins::search_bound(thread, arguments.get(3), length, INT64_MAX));
  const std::int64_t found = MINIPY_TRY(find(thread, self, arguments[1], start, stop));
  if (found >= 0) return objects::make_int(thread, found);
  return thread.raise(thread.types.ValueError, "array.index(x): x not in array");
}

Result<Value> array_remove(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  // Comparing may run Python code, so it holds no lock: an item is found in a copy, then taken out wherever
  // it is by now. When it has gone meanwhile, the search begins again. That a value is not there, only the
  // array of one moment can say.
  const std::size_t size = self->element.size;
  while (true) {
    const std::string all = copy_bytes(thread, self);
    std::size_t found = 0;
    for (; found < all.size(); found += size) {
      const Value item = load_element(thread, self->element, all.data() + found);
      if (MINIPY_TRY(vm::equal(thread, item, arguments[1]))) break;
    }
    if (found >= all.size()) break;
    {
      const ObjectLock lock(thread, self);
      for (std::int64_t i = 0; i < self->count; ++i) {
        if (std::memcmp(self->at(i), all.data() + found, size) != 0) continue;
        replace_locked(thread, self, i, i + 1, {});
        return Value::none();
      }
    }
    MINIPY_TRY(vm::checkpoint(thread));
  }
  return thread.raise(thread.types.ValueError, "array.remove(x): x not in array");
}

Result<Value> array_contains(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  return Value::from_bool(MINIPY_TRY(find(thread, self, arguments[1], 0, INT64_MAX)) >= 0);
}

Result<Value> array_count(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  std::int64_t count = 0;
  for (std::int64_t at = 0; (at = MINIPY_TRY(find(thread, self, arguments[1], at, INT64_MAX))) >= 0; ++at)
    ++count;
  return objects::make_int(thread, count);
}

// ---- as other things

Value list_of(ThreadState& thread, ArrayObject* self) {
  const std::string bytes = copy_bytes(thread, self);
  vm::RootedValues items(thread);
  for (std::size_t at = 0; at < bytes.size(); at += self->element.size) {
    items.push_back(load_element(thread, self->element, bytes.data() + at));
  }
  return List::create(thread, items.span());
}

Value text_of(ThreadState& thread, ArrayObject* self) {
  const std::string bytes = copy_bytes(thread, self);
  std::u32string points(bytes.size() / sizeof(char32_t), U'\0');
  std::memcpy(points.data(), bytes.data(), points.size() * sizeof(char32_t));
  return Str::create(thread, points);
}

Result<Value> array_tolist(ThreadState& thread, const Arguments& arguments) {
  return list_of(thread, MINIPY_TRY(self_array(thread, arguments[0])));
}
Result<Value> array_tobytes(ThreadState& thread, const Arguments& arguments) {
  return Value(Bytes::create(thread, copy_bytes(thread, MINIPY_TRY(self_array(thread, arguments[0])))));
}
Result<Value> array_tounicode(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  if (self->element.code == 'u') return text_of(thread, self);
  return thread.raise(thread.types.ValueError, "tounicode() may only be called on unicode type arrays");
}
Result<Value> array_frombytes(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  MINIPY_TRY(builtins::check_bytes_like(thread, arguments[1]));
  const objects::MemoryView* view = objects::as_memory_view(arguments[1]);
  const auto* other = objects::as_opaque<ArrayObject>(arguments[1], kInfo);
  if ((view != nullptr && view->item_size != 1) || (other != nullptr && other->element.size != 1)) {
    return thread.raise(thread.types.TypeError, "a bytes-like object is required");
  }
  const std::string bytes = *builtins::bytes_like(thread, arguments[1]);
  if (bytes.size() % self->element.size != 0) return raise_bad_length(thread);
  replace(thread, self, INT64_MAX, INT64_MAX, bytes);
  return Value::none();
}
Result<Value> array_fromunicode(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "fromunicode() argument must be str, not %T", arguments[1]);
  }
  if (self->element.code != 'u') {
    return thread.raise(thread.types.ValueError, "fromunicode() may only be called on unicode type arrays");
  }
  replace(thread, self, INT64_MAX, INT64_MAX, text_bytes(arguments[1].as<Str>()));
  return Value::none();
}
Result<Value> array_fromlist(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  if (!objects::is_list(arguments[1])) return thread.raise(thread.types.TypeError, "arg must be list");
  replace(thread, self, INT64_MAX, INT64_MAX, MINIPY_TRY(items_bytes(thread, self->element, arguments[1])));
  return Value::none();
}
Result<Value> array_tofile(ThreadState& thread, const Arguments& arguments) {
  const Value bytes = MINIPY_TRY(array_tobytes(thread, arguments));
  MINIPY_TRY(vm::call_method(thread, arguments[1], thread.names.write, {bytes}));
  return Value::none();
}
Result<Value> array_fromfile(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  const std::int64_t count = MINIPY_TRY(vm::index_int64(thread, arguments[2], thread.types.OverflowError));
  if (count < 0) return thread.raise(thread.types.ValueError, "negative count");
  std::int64_t size = 0;
  if (__builtin_mul_overflow(count, std::int64_t{self->element.size}, &size)) {
    return thread.raise_with(thread.types.MemoryError, {});
  }
  const Value bytes = MINIPY_TRY(
      vm::call_method(thread, arguments[1], vm::intern(thread, "read"), {objects::make_int(thread, size)}));
  if (!objects::is_bytes(bytes)) return thread.raise(thread.types.TypeError, "read() didn't return bytes");
  const std::int64_t got = bytes.as<Bytes>()->length;
  MINIPY_TRY(array_frombytes(thread, Arguments{std::array{arguments[0], bytes}.data(), 2, nullptr}));
  if (got == size) return Value::none();
  return thread.raise(thread.types.EOFError, "read() didn't return enough bytes");
}

Result<Value> array_repr(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  std::string text = objects::type_name(thread, arguments[0]) + "('" + self->element.code + "'";
  if (length_of(thread, self) == 0) return make_str(thread, text + ")");
  const Value content = self->element.code == 'u' ? text_of(thread, self) : list_of(thread, self);
  return make_str(thread, text + ", " + MINIPY_TRY(vm::repr(thread, content))->utf8() + ")");
}

template <Comparison Op>
Result<Value> array_compare(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  auto* other = objects::as_opaque<ArrayObject>(arguments[1], kInfo);
  if (other == nullptr) return Value::not_implemented();
  return vm::compare(thread, Op, list_of(thread, self), list_of(thread, other));
}

Result<Value> array_add(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  auto* other = objects::as_opaque<ArrayObject>(arguments[1], kInfo);
  if (other == nullptr) {
    return thread.raise(thread.types.TypeError, "can only append array (not \"%T\") to array", arguments[1]);
  }
  if (other->element.code != self->element.code) {
    return thread.raise(thread.types.TypeError, "bad argument type for built-in operation");
  }
  return Value(create(thread, array_type(thread), self->element,
                      copy_bytes(thread, self) + copy_bytes(thread, other)));
}

Result<Value> array_iadd(ThreadState& thread, const Arguments& arguments) {
  if (objects::as_opaque<ArrayObject>(arguments[1], kInfo) == nullptr) {
    return thread.raise(thread.types.TypeError, "can only extend with array (not \"%T\")", arguments[1]);
  }
  MINIPY_TRY(array_extend(thread, arguments));
  return arguments[0];
}

std::string repeated(std::string_view bytes, std::int64_t count) {
  std::string result;
  if (count > 0) result.reserve(bytes.size() * static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) result += bytes;
  return result;
}

Result<Value> array_mul(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  const auto count = MINIPY_TRY(builtins::repeat_count(thread, arguments[1]));
  if (!count) return Value::not_implemented();
  const std::string bytes = copy_bytes(thread, self);
  MINIPY_TRY(builtins::check_repeat(thread, static_cast<std::int64_t>(bytes.size()), *count));
  return Value(create(thread, array_type(thread), self->element, repeated(bytes, *count)));
}

Result<Value> array_imul(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  const auto count = MINIPY_TRY(builtins::repeat_count(thread, arguments[1]));
  if (!count) return Value::not_implemented();
  {
    const ObjectLock lock(thread, self);
    if (builtins::can_repeat(static_cast<std::int64_t>(self->bytes()), *count)) {
      if (self->count == 0) return arguments[0];
      replace_locked(thread, self, 0, INT64_MAX, repeated({self->at(0), self->bytes()}, *count));
      return arguments[0];
    }
  }
  return thread.raise_with(thread.types.MemoryError, {});
}

Result<Value> array_copy(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  return Value(create(thread, objects::type_of(thread, self), self->element, copy_bytes(thread, self)));
}

Result<Value> array_reduce(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  const char code[] = {self->element.code, '\0'};
  return make_tuple(thread,
                    {Value(objects::type_of(thread, self)),
                     make_tuple(thread, {make_str(thread, code), list_of(thread, self)}), Value::none()});
}

Result<Value> array_buffer_info(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  const ObjectLock lock(thread, self);
  const auto address = self->count == 0 ? 0 : reinterpret_cast<std::uintptr_t>(self->at(0));
  return make_tuple(thread, {objects::make_int_u64(thread, address), objects::make_int(thread, self->count)});
}

Result<Value> get_typecode(ThreadState& thread, Value self) {
  const char code[] = {MINIPY_TRY(self_array(thread, self))->element.code, '\0'};
  return make_str(thread, code);
}
Result<Value> get_itemsize(ThreadState& thread, Value self) {
  return Value::from_int(MINIPY_TRY(self_array(thread, self))->element.size);
}

// ---- iteration

struct ArrayIterator : objects::Opaque {
  Slot array;
  std::atomic<std::int64_t> next;  ///< relaxed: threads that share the iterator race for its items
};

void trace_iterator(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<ArrayIterator*>(object)->array);
}

Result<Value> iterator_step(ThreadState& thread, Object* object) {
  auto* self = static_cast<ArrayIterator*>(object);
  auto* array = self->array.load_as<ArrayObject>();
  return item_at(thread, array, self->next.fetch_add(1, std::memory_order_relaxed));
}

constexpr objects::OpaqueInfo kIteratorInfo = {"array.arrayiterator", trace_iterator, nullptr, iterator_step};

Result<Value> iterator_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* self = MINIPY_TRY(self_as<ArrayIterator>(thread, arguments[0], kIteratorInfo));
  const std::int64_t next = self->next.load(std::memory_order_relaxed);
  return builtins::reduced_to_iter(thread, self->array.load(), Value::from_int(next));
}

Result<Value> iterator_setstate(ThreadState& thread, const Arguments& arguments) {
  auto* self = MINIPY_TRY(self_as<ArrayIterator>(thread, arguments[0], kIteratorInfo));
  const std::int64_t size = MINIPY_TRY(vm::length(thread, self->array.load()));
  self->next.store(MINIPY_TRY(builtins::position_in(thread, arguments[1], 0, size)),
                   std::memory_order_relaxed);
  return Value::none();
}

const NativeDefinition kIteratorMethods[] = {
    {"__reduce__", iterator_reduce, "self, /"},
    {"__setstate__", iterator_setstate, "self, state, /"},
};

Type* make_iterator_type(ThreadState& thread) {
  Type* type = new_type(thread, "arrayiterator", "array", false, kIteratorMethods);
  builtins::install_iterator(thread, type);
  return type;
}

Result<Value> array_iter(ThreadState& thread, const Arguments& arguments) {
  ArrayObject* self = MINIPY_TRY(self_array(thread, arguments[0]));
  auto* iterator = objects::create_opaque<ArrayIterator>(
      thread, builtins::builtin_type(thread, &kIteratorKey, make_iterator_type), kIteratorInfo);
  iterator->array.store(self);
  return Value(iterator);
}

const NativeDefinition kMethods[] = {
    {"__new__", array_new, "*args, **kwargs"},
    {"append", array_append, "self, v, /"},
    {"insert", array_insert, "self, i, v, /"},
    {"extend", array_extend, "self, bb, /"},
    {"pop", array_pop, "self, i=, /"},
    {"reverse", array_reverse, "self, /"},
    {"byteswap", array_byteswap, "self, /"},
    {"index", array_index, "self, v, start=, stop=, /"},
    {"remove", array_remove, "self, v, /"},
    {"count", array_count, "self, v, /"},
    {"tolist", array_tolist, "self, /"},
    {"tobytes", array_tobytes, "self, /"},
    {"tounicode", array_tounicode, "self, /"},
    {"tofile", array_tofile, "self, f, /"},
    {"frombytes", array_frombytes, "self, buffer, /"},
    {"fromunicode", array_fromunicode, "self, ustr, /"},
    {"fromlist", array_fromlist, "self, list, /"},
    {"fromfile", array_fromfile, "self, f, n, /"},
    {"buffer_info", array_buffer_info, "self, /"},
    {"__copy__", array_copy, "self, /"},
    {"__deepcopy__", array_copy, "self, memo, /"},
    {"__reduce_ex__", array_reduce, "self, protocol, /"},
    {"__len__", array_len, "self, /"},
    {"__getitem__", array_getitem, "self, key, /"},
    {"__setitem__", array_setitem, "self, key, value, /"},
    {"__delitem__", array_delitem, "self, key, /"},
    {"__contains__", array_contains, "self, key, /"},
    {"__iter__", array_iter, "self, /"},
    {"__repr__", array_repr, "self, /"},
    {"__lt__", array_compare<Comparison::kLt>, "self, other, /"},
    {"__le__", array_compare<Comparison::kLe>, "self, other, /"},
    {"__eq__", array_compare<Comparison::kEq>, "self, other, /"},
    {"__ne__", array_compare<Comparison::kNe>, "self, other, /"},
    {"__gt__", array_compare<Comparison::kGt>, "self, other, /"},
    {"__ge__", array_compare<Comparison::kGe>, "self, other, /"},
    {"__add__", array_add, "self, other, /"},
    {"__iadd__", array_iadd, "self, other, /"},
    {"__mul__", array_mul, "self, n, /"},
    {"__rmul__", array_mul, "self, n, /"},
    {"__imul__", array_imul, "self, n, /"},
};
const NativeDefinition kClassMethods[] = {{"__class_getitem__", builtins::class_getitem, "cls, item, /"}};
const GetSetDefinition kAttributes[] = {{"typecode", get_typecode}, {"itemsize", get_itemsize}};

Type* make_type(ThreadState& thread) {
  Type* type = weakly_referenced(new_type(thread, "array", "array", true, kMethods, kAttributes));
  builtins::add_class_methods(thread, type, kClassMethods);
  type->type_flags |= Type::kSequencePattern;
  builtins::make_unhashable(thread, type);
  return type;
}

}  // namespace

Result<Value> make_array(ThreadState& thread) {
  Module* module = new_module(thread, "array");
  builtins::add_value(thread, module, "array", array_type(thread));
  builtins::add_value(thread, module, "ArrayType", array_type(thread));
  builtins::add_value(thread, module, "typecodes", make_str(thread, kTypeCodes));
  return Value(module);
}

}  // namespace minipy::modules
