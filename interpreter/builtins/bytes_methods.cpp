// The operators of bytes and bytearray, the constructor of bytes, the iterators, and the installation of
// bytes.
#include <algorithm>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/builtins/codecs.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {
namespace {

using objects::Special;

// relaxed: threads that share an iterator race for its items, as they do in CPython without the lock.
struct BytesIterator : objects::Opaque {
  Slot bytes;  // empty when exhausted
  std::atomic<std::int64_t> index;
};

void trace_iterator(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<BytesIterator*>(object)->bytes);
}

Result<Value> next_byte(ThreadState& thread, Object* object) {
  auto* iterator = static_cast<BytesIterator*>(object);
  const Value bytes = iterator->bytes.load();
  if (!bytes) return Value{};
  const std::int64_t index = iterator->index.fetch_add(1, std::memory_order_relaxed);
  int byte = -1;
  if (objects::is_bytearray(bytes)) {
    byte = bytes.as<objects::ByteArray>()->get(thread, index);
  } else if (index < bytes.as<objects::Bytes>()->length) {
    byte = static_cast<unsigned char>(bytes.as<objects::Bytes>()->data[index]);
  }
  if (byte >= 0) return Value::from_int(byte);
  iterator->bytes.store(Value{});
  return Value{};
}

constexpr objects::OpaqueInfo kIteratorInfo{"bytes_iterator", trace_iterator, nullptr, next_byte};

std::int64_t size_of(Value bytes) {
  return objects::is_bytes(bytes) ? bytes.as<objects::Bytes>()->length
                                  : bytes.as<objects::ByteArray>()->size();
}

Result<Value> iterator_length_hint(ThreadState& /*thread*/, const Arguments& arguments) {
  auto* iterator = arguments[0].as<BytesIterator>();
  const Value bytes = iterator->bytes.load();
  if (!bytes) return Value::from_int(0);
  const std::int64_t index = iterator->index.load(std::memory_order_relaxed);
  return Value::from_int(std::max<std::int64_t>(size_of(bytes) - index, 0));
}

Result<Value> iterator_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<BytesIterator>();
  const Value bytes = iterator->bytes.load();
  if (!bytes) return reduced_to_iter(thread, Tuple::create(thread, {}));
  return reduced_to_iter(thread, bytes, Value::from_int(iterator->index.load(std::memory_order_relaxed)));
}

Result<Value> iterator_setstate(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<BytesIterator>();
  const Value bytes = iterator->bytes.load();
  const std::int64_t size = bytes ? size_of(bytes) : 0;
  iterator->index.store(MINIPY_TRY(position_in(thread, arguments[1], 0, size)), std::memory_order_relaxed);
  return Value::none();
}

constexpr NativeDefinition kIteratorMethods[] = {
    {"__length_hint__", iterator_length_hint, "self, /"},
    {"__reduce__", iterator_reduce, "self, /"},
    {"__setstate__", iterator_setstate, "self, state, /"},
};

Result<Value> bytes_iter(ThreadState& thread, const Arguments& arguments) {
  Type* type =
      objects::is_bytes(arguments[0]) ? thread.types.bytes_iterator : thread.types.bytearray_iterator;
  auto* iterator = objects::create_opaque<BytesIterator>(thread, type, kIteratorInfo);
  iterator->bytes.store(arguments[0]);
  return Value(iterator);
}

Result<Value> bytes_len(ThreadState&, const Arguments& arguments) {
  return Value::from_int(size_of(arguments[0]));
}

Result<Value> bytes_getitem(ThreadState& thread, const Arguments& arguments) {
  const bool is_array = objects::is_bytearray(arguments[0]);
  const Value key = arguments[1];
  if (objects::has_kind(key, objects::kSlice)) {
    const BytesView self(thread, arguments[0]);
    const vm::SliceIndices slice =
        MINIPY_TRY(vm::slice_indices(thread, key, static_cast<std::int64_t>(self->size())));
    if (slice.step == 1) {
      if (!is_array && static_cast<std::size_t>(slice.count) == self->size() &&
          is_exactly(thread, arguments[0], thread.types.bytes)) {
        return arguments[0];
      }
      return make_bytes_like(
          thread, arguments[0],
          self->substr(static_cast<std::size_t>(slice.start), static_cast<std::size_t>(slice.count)));
    }
    std::string out;
    for (std::int64_t i = 0; i < slice.count; ++i) {
      out += (*self)[static_cast<std::size_t>(slice.start + i * slice.step)];
    }
    return make_bytes_like(thread, arguments[0], out);
  }
  if (!objects::is_integer(key) && !vm::find_special(thread, key, Special::kIndex)) {
    return thread.raise(thread.types.TypeError, "%s indices must be integers or slices, not %T",
                        is_array ? "bytearray" : "byte", key);
  }
  std::int64_t index = MINIPY_TRY(vm::index_int64(thread, key, thread.types.IndexError));
  const std::int64_t length = MINIPY_TRY(bytes_len(thread, arguments)).as_int();
  if (index < 0) index += length;
  if (is_array) {
    const int byte = arguments[0].as<objects::ByteArray>()->get(thread, index);
    if (byte < 0) return thread.raise(thread.types.IndexError, "bytearray index out of range");
    return Value::from_int(byte);
  }
  if (index < 0 || index >= length) return thread.raise(thread.types.IndexError, "index out of range");
  return Value::from_int(static_cast<unsigned char>(arguments[0].as<objects::Bytes>()->data[index]));
}

Result<Value> bytes_add(ThreadState& thread, const Arguments& arguments) {
  if (!is_bytes_like(arguments[1])) {
    if (has_own_reflection(thread, arguments[1], Special::kRAdd)) return Value::not_implemented();
    return thread.raise(thread.types.TypeError, "can't concat %T to %T", arguments[1], arguments[0]);
  }
  std::string joined(*BytesView(thread, arguments[0]));
  joined += *BytesView(thread, arguments[1]);
  return make_bytes_like(thread, arguments[0], joined);
}

Result<Value> bytes_mul(ThreadState& thread, const Arguments& arguments) {
  const auto count = MINIPY_TRY(repeat_count(thread, arguments[1]));
  if (!count) return Value::not_implemented();
  const BytesView self(thread, arguments[0]);
  MINIPY_TRY(check_repeat(thread, static_cast<std::int64_t>(self->size()), *count));
  std::string repeated;
  if (self->size() == 1) {
    repeated.assign(static_cast<std::size_t>(std::max<std::int64_t>(*count, 0)), (*self)[0]);
  } else {
    repeated.reserve(self->size() * static_cast<std::size_t>(std::max<std::int64_t>(*count, 0)));
    for (std::int64_t i = 0; i < *count; ++i) repeated += *self;
  }
  return make_bytes_like(thread, arguments[0], repeated);
}

Result<Value> bytes_mod(ThreadState& thread, const Arguments& arguments) {
  const BytesView self(thread, arguments[0]);
  const std::string out = MINIPY_TRY(percent_format_bytes(thread, *self, arguments[1]));
  return make_bytes_like(thread, arguments[0], out);
}

template <objects::Comparison op>
Result<Value> bytes_compare(ThreadState& thread, const Arguments& arguments) {
  using objects::Comparison;
  // With a bytearray on the right, it is the bytearray that compares.
  const bool comparable =
      objects::is_bytes(arguments[0]) ? objects::is_bytes(arguments[1]) : is_bytes_like(arguments[1]);
  if (!comparable) return Value::not_implemented();
  const BytesView a(thread, arguments[0]);
  const BytesView b(thread, arguments[1]);
  switch (op) {
    case Comparison::kEq:
      return Value::from_bool(*a == *b);
    case Comparison::kNe:
      return Value::from_bool(*a != *b);
    case Comparison::kLt:
      return Value::from_bool(*a < *b);
    case Comparison::kLe:
      return Value::from_bool(*a <= *b);
    case Comparison::kGt:
      return Value::from_bool(*a > *b);
    default:
      return Value::from_bool(*a >= *b);
  }
}

Result<Value> bytes_hash(ThreadState& thread, const Arguments& arguments) {
  return objects::make_int(thread, arguments[0].as<objects::Bytes>()->hash_value());
}

Result<Value> bytes_repr_method(ThreadState& thread, const Arguments& arguments) {
  return Value(Str::create(thread, bytes_repr(arguments[0].as<objects::Bytes>()->view())));
}

Result<Value> bytes_bytes(ThreadState& thread, const Arguments& arguments) {
  if (is_exactly(thread, arguments[0], thread.types.bytes)) return arguments[0];
  return Value(objects::Bytes::create(thread, arguments[0].as<objects::Bytes>()->view()));
}

Result<Value> bytes_getnewargs(ThreadState& thread, const Arguments& arguments) {
  const Value self[] = {objects::Bytes::create(thread, arguments[0].as<objects::Bytes>()->view())};
  return Value(Tuple::create(thread, self));
}

Result<Value> bytes_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(class_argument(thread, arguments[0], thread.types.bytes));
  const Value source = arguments.get(1);
  const Value encoding = arguments.get(2);
  const Value errors = arguments.get(3);
  if (source && !encoding && !errors && type == thread.types.bytes &&
      is_exactly(thread, source, thread.types.bytes)) {
    return source;
  }
  const std::string bytes = MINIPY_TRY(bytes_argument(thread, source, encoding, errors, "bytes"));
  if (type == thread.types.bytes) return Value(objects::Bytes::create(thread, bytes));
  return Value(objects::Bytes::create_instance(thread, type, bytes));
}

using objects::Comparison;

constexpr NativeDefinition kCommonOperators[] = {
    {"__len__", bytes_len, "self, /"},
    {"__iter__", bytes_iter, "self, /"},
    {"__getitem__", bytes_getitem, "self, key, /"},
    {"__add__", bytes_add, "self, value, /"},
    {"__mul__", bytes_mul, "self, value, /"},
    {"__rmul__", bytes_mul, "self, value, /"},
    {"__mod__", bytes_mod, "self, value, /"},
    {"__eq__", bytes_compare<Comparison::kEq>, "self, value, /"},
    {"__ne__", bytes_compare<Comparison::kNe>, "self, value, /"},
    {"__lt__", bytes_compare<Comparison::kLt>, "self, value, /"},
    {"__le__", bytes_compare<Comparison::kLe>, "self, value, /"},
    {"__gt__", bytes_compare<Comparison::kGt>, "self, value, /"},
    {"__ge__", bytes_compare<Comparison::kGe>, "self, value, /"},
};

constexpr NativeDefinition kMethods[] = {
    {"__new__", bytes_new, "cls, source=, encoding=, errors="},
    {"__repr__", bytes_repr_method, "self, /"},
    {"__str__", bytes_repr_method, "self, /"},
    {"__hash__", bytes_hash, "self, /"},
    {"__bytes__", bytes_bytes, "self, /"},
    {"__getnewargs__", bytes_getnewargs, "self, /"},
};

}  // namespace

Value make_bytes_like(ThreadState& thread, Value like, std::string_view bytes) {
  if (objects::is_bytearray(like)) return objects::ByteArray::create(thread, bytes);
  return objects::Bytes::create(thread, bytes);
}

std::optional<std::string> bytes_like(ThreadState& thread, Value value) {
  if (!is_bytes_like(value)) return std::nullopt;
  return std::string(*BytesView(thread, value));
}

std::optional<WritableBuffer> writable_buffer(const ThreadState& thread, Value value) {
  if (const objects::MemoryView* view = objects::as_memory_view(value)) {
    if (view->readonly || !view->contiguous() || view->released.load(std::memory_order_relaxed))
      return std::nullopt;
    return WritableBuffer{view->owner.load(), view->access, view->start, view->length * view->item_size};
  }
  const objects::BufferAccess* access = objects::buffer_access(value);
  if (access == nullptr || access->write == nullptr) return std::nullopt;
  return WritableBuffer{value, access, 0, access->size(thread, value.as_object())};
}

Result<void> check_bytes_like(ThreadState& thread, Value value) {
  if (is_bytes_like(value)) return Done{};
  return thread.raise(thread.types.TypeError, "a bytes-like object is required, not '%T'", value);
}

Result<unsigned char> byte_of(ThreadState& thread, Value value, const char* message) {
  const auto byte = objects::to_int64(MINIPY_TRY(vm::index(thread, value)));
  if (!byte || *byte < 0 || *byte > 255) return thread.raise(thread.types.ValueError, "%s", message);
  return static_cast<unsigned char>(*byte);
}

Result<std::string> bytes_from(ThreadState& thread, Value source, const char* type_name) {
  if (auto bytes = bytes_like(thread, source)) return std::move(*bytes);
  const bool array = std::string_view(type_name) == "bytearray";
  const char* message = array ? "byte must be in range(0, 256)" : "bytes must be in range(0, 256)";
  if (!objects::is_str(source)) {
    auto iterator = iterate_moment(thread, source);
    if (iterator.ok()) {
      vm::RootedValues items(thread);
      MINIPY_TRY(vm::collect(thread, iterator.value(), items));
      std::string bytes;
      for (std::size_t i = 0; i < items.size(); ++i) {
        bytes += static_cast<char>(MINIPY_TRY(byte_of(thread, items[i], message)));
      }
      return bytes;
    }
    if (!thread.exception_is(thread.types.TypeError)) return Raised{};
    (void)thread.take_exception();
  }
  return thread.raise(thread.types.TypeError, "cannot convert '%T' object to %s", source, type_name);
}

Result<std::string> bytes_argument(ThreadState& thread, Value source, Value encoding, Value errors,
                                   const char* type_name) {
  const bool is_text = source && objects::is_str(source);
  if (is_text && encoding) {
    const CodecArguments codec = MINIPY_TRY(codec_arguments(thread, type_name, encoding, errors));
    return encode(thread, source.as<Str>(), codec.encoding, codec.errors);
  }
  if (encoding || errors) {
    if (is_text) return thread.raise(thread.types.TypeError, "string argument without an encoding");
    return thread.raise(thread.types.TypeError, "%s without a string argument",
                        encoding ? "encoding" : "errors");
  }
  if (!source) return std::string();
  if (std::string_view(type_name) == "bytes" && !is_exactly(thread, source, thread.types.bytes) &&
      vm::find_special(thread, source, Special::kBytes)) {
    const Value bytes = MINIPY_TRY(vm::call_special(thread, source, Special::kBytes, {}));
    if (objects::is_bytes(bytes)) return std::string(bytes.as<objects::Bytes>()->view());
    return thread.raise(thread.types.TypeError, "__bytes__ returned non-bytes (type %T)", bytes);
  }
  if (is_text) return thread.raise(thread.types.TypeError, "string argument without an encoding");
  if (objects::is_integer(source) || vm::find_special(thread, source, Special::kIndex)) {
    const auto count = objects::to_int64(MINIPY_TRY(vm::index(thread, source)));
    if (!count) {
      return thread.raise(thread.types.OverflowError, "cannot fit '%T' into an index-sized integer", source);
    }
    if (*count < 0) return thread.raise(thread.types.ValueError, "negative count");
    MINIPY_TRY(check_allocation(thread, static_cast<std::uint64_t>(*count)));
    return std::string(static_cast<std::size_t>(*count), '\0');
  }
  return bytes_from(thread, source, type_name);
}

std::string bytes_repr(std::string_view bytes, bool both_quotes) {
  const bool has_single = bytes.find('\'') != std::string_view::npos;
  const char quote = has_single && bytes.find('"') == std::string_view::npos ? '"' : '\'';
  std::string out = {'b', quote};
  for (const char c : bytes) {
    if (c == quote || c == '\\' || (both_quotes && c == '\'')) {
      out += '\\';
      out += c;
    } else if (c == '\t' || c == '\n' || c == '\r') {
      out += '\\';
      out += c == '\t' ? 't' : c == '\n' ? 'n' : 'r';
    } else if (c >= ' ' && c < 127) {
      out += c;
    } else {
      out += "\\x";
      out += "0123456789abcdef"[static_cast<unsigned char>(c) >> 4U];
      out += "0123456789abcdef"[static_cast<unsigned char>(c) & 15U];
    }
  }
  return out + quote;
}

std::span<const NativeDefinition> bytes_common_operators() { return kCommonOperators; }

void install_bytes(ThreadState& thread) {
  for (Type* type : {thread.types.bytes, thread.types.bytearray}) {
    add_methods(thread, type, bytes_common_operators());
    add_methods(thread, type, bytes_search_methods());
    add_methods(thread, type, bytes_text_methods());
    add_static_methods(thread, type, bytes_static_methods());
    add_class_methods(thread, type, bytes_class_methods());
  }
  add_methods(thread, thread.types.bytes, kMethods);
  install_iterator(thread, thread.types.bytes_iterator);
  add_methods(thread, thread.types.bytes_iterator, kIteratorMethods);
  install_iterator(thread, thread.types.bytearray_iterator);
  add_methods(thread, thread.types.bytearray_iterator, kIteratorMethods);
  install_bytearray(thread);
  install_memory_view(thread);
}

}  // namespace minipy::builtins
