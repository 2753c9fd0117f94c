// What bytearray has beyond bytes: the methods that change it.
#include <algorithm>

#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {
namespace {

using objects::ByteArray;
using objects::Special;

ByteArray* self_of(const Arguments& arguments) { return arguments[0].as<ByteArray>(); }

std::string_view one(const unsigned char& byte) { return {reinterpret_cast<const char*>(&byte), 1}; }

Result<std::int64_t> index_of(ThreadState& thread, ByteArray* self, Value key) {
  if (!objects::is_integer(key) && !vm::find_special(thread, key, Special::kIndex)) {
    return thread.raise(thread.types.TypeError, "bytearray indices must be integers or slices, not %T", key);
  }
  const std::int64_t index = MINIPY_TRY(vm::index_int64(thread, key, thread.types.IndexError));
  return index < 0 ? index + self->size() : index;
}

// The bytes that may be assigned to a slice.
Result<std::string> assigned_bytes(ThreadState& thread, Value value) {
  if (objects::is_integer(value) || objects::is_str(value)) {
    return thread.raise(thread.types.TypeError,
                        "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  }
  return bytes_from(thread, value, "bytearray");
}

Result<void> assign_slice(ThreadState& thread, ByteArray* self, Value key, std::string_view bytes,
                          bool deletes) {
  const vm::SliceIndices slice = MINIPY_TRY(vm::slice_indices(thread, key, self->size()));
  if (slice.step == 1) {
    self->replace(thread, slice.start, std::max(slice.start, slice.stop), bytes);
    return Done{};
  }
  const auto count = static_cast<std::size_t>(slice.count);
  if (deletes || bytes.empty()) {
    const std::string content = self->snapshot(thread);
    std::vector<bool> drop(content.size());
    for (std::size_t i = 0; i < count; ++i) {
      drop[static_cast<std::size_t>(slice.start + static_cast<std::int64_t>(i) * slice.step)] = true;
    }
    std::string rest;
    for (std::size_t i = 0; i < content.size(); ++i) {
      if (!drop[i]) rest += content[i];
    }
    self->replace(thread, 0, INT64_MAX, rest);
    return Done{};
  }
  // It may have shrunk since the slice was resolved.
  if (bytes.size() != count || !self->set_stepped(thread, slice.start, slice.step, bytes)) {
    return thread.raise(thread.types.ValueError,
                        "attempt to assign bytes of size %d to extended slice of size %d",
                        static_cast<std::int64_t>(bytes.size()), slice.count);
  }
  return Done{};
}

Result<Value> bytearray_setitem(ThreadState& thread, const Arguments& arguments) {
  ByteArray* self = self_of(arguments);
  if (objects::has_kind(arguments[1], objects::kSlice)) {
    const std::string bytes = MINIPY_TRY(assigned_bytes(thread, arguments[2]));
    MINIPY_TRY(assign_slice(thread, self, arguments[1], bytes, false));
    return Value::none();
  }
  const std::int64_t index = MINIPY_TRY(index_of(thread, self, arguments[1]));
  const bool inside = index >= 0 && index < self->size();
  if (!inside) return thread.raise(thread.types.IndexError, "bytearray index out of range");
  const unsigned char byte = MINIPY_TRY(byte_of(thread, arguments[2]));
  if (!self->set(thread, index, byte)) {
    return thread.raise(thread.types.IndexError, "bytearray index out of range");
  }
  return Value::none();
}

Result<Value> bytearray_delitem(ThreadState& thread, const Arguments& arguments) {
  ByteArray* self = self_of(arguments);
  if (objects::has_kind(arguments[1], objects::kSlice)) {
    MINIPY_TRY(assign_slice(thread, self, arguments[1], {}, true));
    return Value::none();
  }
  const std::int64_t index = MINIPY_TRY(index_of(thread, self, arguments[1]));
  if (index < 0 || index >= self->size()) {
    return thread.raise(thread.types.IndexError, "bytearray index out of range");
  }
  self->replace(thread, index, index + 1, {});
  return Value::none();
}

Result<Value> bytearray_append(ThreadState& thread, const Arguments& arguments) {
  const unsigned char byte = MINIPY_TRY(byte_of(thread, arguments[1]));
  self_of(arguments)->replace(thread, INT64_MAX, INT64_MAX, one(byte));
  return Value::none();
}

Result<Value> bytearray_extend(ThreadState& thread, const Arguments& arguments) {
  const Value source = arguments[1];
  std::string bytes;
  if (objects::is_str(source)) {
    if (source.as<Str>()->length > 0) {
      return thread.raise(thread.types.TypeError, "'str' object cannot be interpreted as an integer");
    }
  } else if (objects::is_integer(source)) {
    return thread.raise(thread.types.TypeError, "can't extend bytearray with %T", source);
  } else {
    auto converted = bytes_from(thread, source, "bytearray");
    if (!converted.ok()) return Raised{};
    bytes = converted.release_value();
  }
  self_of(arguments)->replace(thread, INT64_MAX, INT64_MAX, bytes);
  return Value::none();
}

Result<Value> bytearray_insert(ThreadState& thread, const Arguments& arguments) {
  std::int64_t index = MINIPY_TRY(index_or(thread, arguments[1], 0));
  const unsigned char byte = MINIPY_TRY(byte_of(thread, arguments[2]));
  if (index < 0) index = std::max<std::int64_t>(index + self_of(arguments)->size(), 0);
  self_of(arguments)->replace(thread, index, index, one(byte));
  return Value::none();
}

Result<Value> bytearray_pop(ThreadState& thread, const Arguments& arguments) {
  ByteArray* self = self_of(arguments);
  std::int64_t index = MINIPY_TRY(index_or(thread, arguments.get(1), -1));
  const std::int64_t length = self->size();
  if (length == 0) return thread.raise(thread.types.IndexError, "pop from empty bytearray");
  if (index < 0) index += length;
  const int byte = self->get(thread, index);
  if (byte < 0) return thread.raise(thread.types.IndexError, "pop index out of range");
  self->replace(thread, index, index + 1, {});
  return Value::from_int(byte);
}

Result<Value> bytearray_remove(ThreadState& thread, const Arguments& arguments) {
  const unsigned char byte = MINIPY_TRY(byte_of(thread, arguments[1]));
  const std::size_t found = self_of(arguments)->snapshot(thread).find(static_cast<char>(byte));
  if (found == std::string::npos)
    return thread.raise(thread.types.ValueError, "value not found in bytearray");
  const auto index = static_cast<std::int64_t>(found);
  self_of(arguments)->replace(thread, index, index + 1, {});
  return Value::none();
}

Result<Value> bytearray_reverse(ThreadState& thread, const Arguments& arguments) {
  std::string bytes = self_of(arguments)->snapshot(thread);
  std::reverse(bytes.begin(), bytes.end());
  self_of(arguments)->replace(thread, 0, INT64_MAX, bytes);
  return Value::none();
}

Result<Value> bytearray_clear(ThreadState& thread, const Arguments& arguments) {
  self_of(arguments)->replace(thread, 0, INT64_MAX, {});
  return Value::none();
}

Result<Value> bytearray_copy(ThreadState& thread, const Arguments& arguments) {
  return Value(ByteArray::create(thread, self_of(arguments)->snapshot(thread)));
}

Result<Value> bytearray_iadd(ThreadState& thread, const Arguments& arguments) {
  if (!is_bytes_like(arguments[1])) {
    return thread.raise(thread.types.TypeError, "can't concat %T to bytearray", arguments[1]);
  }
  self_of(arguments)->replace(thread, INT64_MAX, INT64_MAX, std::string(*BytesView(thread, arguments[1])));
  return arguments[0];
}

Result<Value> bytearray_imul(ThreadState& thread, const Arguments& arguments) {
  const auto count = MINIPY_TRY(repeat_count(thread, arguments[1]));
  if (!count) return Value::not_implemented();
  const std::string unit = self_of(arguments)->snapshot(thread);
  MINIPY_TRY(check_repeat(thread, static_cast<std::int64_t>(unit.size()), *count));
  std::string repeated;
  for (std::int64_t i = 0; i < *count; ++i) repeated += unit;
  self_of(arguments)->replace(thread, 0, INT64_MAX, repeated);
  return arguments[0];
}

Result<Value> bytearray_repr(ThreadState& thread, const Arguments& arguments) {
  const Str* name = objects::type_of(thread, arguments[0])->name.load_as<Str>();
  return Value(
      Str::create(thread, name->utf8() + "(" + bytes_repr(self_of(arguments)->snapshot(thread), true) + ")"));
}

Result<Value> bytearray_new(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count == 0) {
    return thread.raise(thread.types.TypeError, "bytearray.__new__(): not enough arguments");
  }
  return Value(ByteArray::create(thread, {},
                                 MINIPY_TRY(class_argument(thread, arguments[0], thread.types.bytearray))));
}

Result<Value> bytearray_init(ThreadState& thread, const Arguments& arguments) {
  const std::string bytes =
      MINIPY_TRY(bytes_argument(thread, arguments.get(1), arguments.get(2), arguments.get(3), "bytearray"));
  self_of(arguments)->replace(thread, 0, INT64_MAX, bytes);
  return Value::none();
}

constexpr NativeDefinition kMethods[] = {
    {"__new__", bytearray_new, "*args, **kwargs"},
    {"__init__", bytearray_init, "self, source=, encoding=, errors="},
    {"__repr__", bytearray_repr, "self, /"},
    {"__str__", bytearray_repr, "self, /"},
    {"__setitem__", bytearray_setitem, "self, key, value, /"},
    {"__delitem__", bytearray_delitem, "self, key, /"},
    {"__iadd__", bytearray_iadd, "self, value, /"},
    {"__imul__", bytearray_imul, "self, value, /"},
    {"append", bytearray_append, "self, item, /"},
    {"extend", bytearray_extend, "self, iterable_of_ints, /"},
    {"insert", bytearray_insert, "self, index, item, /"},
    {"pop", bytearray_pop, "self, index=, /"},
    {"remove", bytearray_remove, "self, value, /"},
    {"reverse", bytearray_reverse, "self, /"},
    {"clear", bytearray_clear, "self, /"},
    {"copy", bytearray_copy, "self, /"},
};

}  // namespace

void install_bytearray(ThreadState& thread) {
  add_methods(thread, thread.types.bytearray, kMethods);
  make_unhashable(thread, thread.types.bytearray);
}

}  // namespace minipy::builtins
