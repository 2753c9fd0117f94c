// The operators of str, its constructor and its iterator, and the installation of all its methods.
#include "interpreter/builtins/codecs.hpp"
#include "interpreter/builtins/format_spec.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/number.hpp"
#include "interpreter/objects/opaque.hpp"
#include "interpreter/objects/range.hpp"

namespace minipy::builtins {
namespace {

using objects::Special;

// relaxed: threads that share an iterator race for its items, as they do in CPython without the lock.
struct StrIterator : objects::Opaque {
  Slot text;  // empty when exhausted
  std::atomic<std::int64_t> index;
};

void trace_iterator(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<StrIterator*>(object)->text);
}

Result<Value> next_character(ThreadState& thread, Object* object) {
  auto* iterator = static_cast<StrIterator*>(object);
  const Value text = iterator->text.load();
  if (!text) return Value{};
  const std::int64_t index = iterator->index.fetch_add(1, std::memory_order_relaxed);
  if (index < text.as<Str>()->length) return Value(Str::of_point(thread, text.as<Str>()->at(index)));
  iterator->text.store(Value{});
  return Value{};
}

constexpr objects::OpaqueInfo kIteratorInfo{"str_iterator", trace_iterator, nullptr, next_character};

Result<Value> iterator_length_hint(ThreadState&, const Arguments& arguments) {
  auto* iterator = arguments[0].as<StrIterator>();
  const Value text = iterator->text.load();
  if (!text) return Value::from_int(0);
  const std::int64_t index = iterator->index.load(std::memory_order_relaxed);
  return Value::from_int(std::max<std::int64_t>(text.as<Str>()->length - index, 0));
}

Result<Value> iterator_reduce(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<StrIterator>();
  const Value text = iterator->text.load();
  if (!text) return reduced_to_iter(thread, Str::create(thread, ""));
  return reduced_to_iter(thread, text, Value::from_int(iterator->index.load(std::memory_order_relaxed)));
}

Result<Value> iterator_setstate(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<StrIterator>();
  const Value text = iterator->text.load();
  const std::int64_t length = text ? text.as<Str>()->length : 0;
  iterator->index.store(MINIPY_TRY(position_in(thread, arguments[1], 0, length)), std::memory_order_relaxed);
  return Value::none();
}

constexpr NativeDefinition kIteratorMethods[] = {
    {"__length_hint__", iterator_length_hint, "self, /"},
    {"__reduce__", iterator_reduce, "self, /"},
    {"__setstate__", iterator_setstate, "self, state, /"},
};

Result<Value> str_iter(ThreadState& thread, const Arguments& arguments) {
  return iterate_str(thread, arguments[0].as<Str>());
}

Result<Value> str_len(ThreadState&, const Arguments& arguments) {
  return Value::from_int(arguments[0].as<Str>()->length);
}

Result<Value> str_hash(ThreadState& thread, const Arguments& arguments) {
  return objects::make_int(thread, arguments[0].as<Str>()->hash_value());
}

Result<Value> str_repr(ThreadState& thread, const Arguments& arguments) {
  return Value(Str::repr(thread, arguments[0].as<Str>()));
}

Value plain_str(ThreadState& thread, Value text) {
  if (is_exactly(thread, text, thread.types.str)) return text;
  return Str::substring(thread, text.as<Str>(), 0, text.as<Str>()->length);
}

Result<Value> str_str(ThreadState& thread, const Arguments& arguments) {
  return plain_str(thread, arguments[0]);
}

Result<Value> str_format_dunder(ThreadState& thread, const Arguments& arguments) {
  const Str* spec = MINIPY_TRY(str_argument(thread, arguments[1], "__format__() argument"));
  if (spec->length == 0) return Value(MINIPY_TRY(vm::str(thread, arguments[0])));
  return Value(MINIPY_TRY(format_str(thread, arguments[0], spec)));
}

Result<Value> str_add(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[1])) {
    if (has_own_reflection(thread, arguments[1], Special::kRAdd)) return Value::not_implemented();
    return thread.raise(thread.types.TypeError, "can only concatenate str (not \"%T\") to str", arguments[1]);
  }
  const Str* a = arguments[0].as<Str>();
  const Str* b = arguments[1].as<Str>();
  if (a->length == 0 && is_exactly(thread, arguments[1], thread.types.str)) return arguments[1];
  if (b->length == 0 && is_exactly(thread, arguments[0], thread.types.str)) return arguments[0];
  return Value(Str::concat(thread, a, b));
}

Result<Value> str_mul(ThreadState& thread, const Arguments& arguments) {
  const Value factor = arguments[1];
  if (!objects::is_integer(factor) && !vm::find_special(thread, factor, Special::kIndex)) {
    if (has_own_reflection(thread, factor, Special::kRMul)) return Value::not_implemented();
    return thread.raise(thread.types.TypeError, "can't multiply sequence by non-int of type '%T'", factor);
  }
  const std::int64_t count = MINIPY_TRY(vm::index_int64(thread, factor, thread.types.OverflowError));
  const Str* text = arguments[0].as<Str>();
  if (count <= 0 || text->length == 0) return Value(thread.names.empty);
  if (count == 1) return plain_str(thread, arguments[0]);
  std::int64_t length = 0;
  if (__builtin_mul_overflow(text->length, count, &length)) {
    return thread.raise(thread.types.OverflowError, "repeated string is too long");
  }
  MINIPY_TRY(check_repeat(thread, text->length, count, text->width()));
  Str* result = Str::create_uninitialised(thread, length, text->width(), text->is_ascii());
  const std::size_t unit = text->byte_length();
  if (unit == 1) {
    std::memset(result->data, text->data[0], static_cast<std::size_t>(length));
    return Value(result);
  }
  std::memcpy(result->data, text->data, unit);
  const std::size_t total = unit * static_cast<std::size_t>(count);
  for (std::size_t done = unit; done < total;) {  // doubles what is there
    const std::size_t step = std::min(done, total - done);
    std::memcpy(result->data + done, result->data, step);
    done += step;
  }
  return Value(result);
}

Result<Value> str_mod(ThreadState& thread, const Arguments& arguments) {
  return percent_format(thread, arguments[0].as<Str>(), arguments[1]);
}

Result<Value> str_rmod(ThreadState& thread, const Arguments& arguments) {
  if (!objects::is_str(arguments[1])) return Value::not_implemented();
  return percent_format(thread, arguments[1].as<Str>(), arguments[0]);
}

Result<Value> str_getitem(ThreadState& thread, const Arguments& arguments) {
  const Str* text = arguments[0].as<Str>();
  const Value key = arguments[1];
  if (objects::has_kind(key, objects::kSlice)) {
    const vm::SliceIndices slice = MINIPY_TRY(vm::slice_indices(thread, key, text->length));
    if (slice.step == 1) {
      if (slice.count == text->length) return plain_str(thread, arguments[0]);
      return Value(Str::substring(thread, text, slice.start, slice.count));
    }
    return Value(Str::stepped(thread, text, slice.start, slice.step, slice.count));
  }
  if (!objects::is_integer(key) && !vm::find_special(thread, key, Special::kIndex)) {
    return thread.raise(thread.types.TypeError, "string indices must be integers, not '%T'", key);
  }
  std::int64_t index = MINIPY_TRY(vm::index_int64(thread, key, thread.types.IndexError));
  if (index < 0) index += text->length;
  if (index < 0 || index >= text->length) {
    return thread.raise(thread.types.IndexError, "string index out of range");
  }
  return Value(Str::of_point(thread, text->at(index)));
}

template <objects::Comparison op>
Result<Value> str_compare(ThreadState&, const Arguments& arguments) {
  using objects::Comparison;
  if (!objects::is_str(arguments[1])) return Value::not_implemented();
  const Str* a = arguments[0].as<Str>();
  const Str* b = arguments[1].as<Str>();
  if constexpr (op == Comparison::kEq || op == Comparison::kNe) {
    return Value::from_bool(a->equals(b) == (op == Comparison::kEq));
  } else {
    const int order = a->compare(b);
    return Value::from_bool(op == Comparison::kLt   ? order < 0
                            : op == Comparison::kLe ? order <= 0
                            : op == Comparison::kGt ? order > 0
                                                    : order >= 0);
  }
}

Result<Value> str_of_bytes(ThreadState& thread, Value object, Value encoding, Value errors) {
  if (objects::is_str(object)) return thread.raise(thread.types.TypeError, "decoding str is not supported");
  const CodecArguments codec = MINIPY_TRY(codec_arguments(thread, "str", encoding, errors));
  const auto bytes = bytes_like(thread, object);
  if (!bytes) {
    return thread.raise(thread.types.TypeError, "decoding to str: need a bytes-like object, %T found",
                        object);
  }
  return Value(MINIPY_TRY(decode(thread, *bytes, codec.encoding, codec.errors)));
}

Result<Value> str_new(ThreadState& thread, const Arguments& arguments) {
  Type* type = MINIPY_TRY(class_argument(thread, arguments[0], thread.types.str));
  const Value object = arguments.get(1);
  Value text = thread.names.empty;
  if (arguments.get(2) || arguments.get(3)) {
    if (object) text = MINIPY_TRY(str_of_bytes(thread, object, arguments.get(2), arguments.get(3)));
  } else if (object) {
    text = MINIPY_TRY(vm::str(thread, object));
  }
  if (type == thread.types.str) return text;
  return Value(Str::create_instance(thread, type, text.as<Str>()));
}

Result<Value> str_getnewargs(ThreadState& thread, const Arguments& arguments) {
  const Value text[] = {plain_str(thread, arguments[0])};
  return Value(Tuple::create(thread, text));
}

constexpr NativeDefinition kMethods[] = {
    {"__new__", str_new, "cls, object=, encoding=, errors="},
    {"__repr__", str_repr, "self, /"},
    {"__str__", str_str, "self, /"},
    {"__format__", str_format_dunder, "self, format_spec, /"},
    {"__hash__", str_hash, "self, /"},
    {"__len__", str_len, "self, /"},
    {"__iter__", str_iter, "self, /"},
    {"__getitem__", str_getitem, "self, key, /"},
    {"__add__", str_add, "self, value, /"},
    {"__mul__", str_mul, "self, value, /"},
    {"__rmul__", str_mul, "self, value, /"},
    {"__mod__", str_mod, "self, value, /"},
    {"__rmod__", str_rmod, "self, value, /"},
    {"__eq__", str_compare<objects::Comparison::kEq>, "self, value, /"},
    {"__ne__", str_compare<objects::Comparison::kNe>, "self, value, /"},
    {"__lt__", str_compare<objects::Comparison::kLt>, "self, value, /"},
    {"__le__", str_compare<objects::Comparison::kLe>, "self, value, /"},
    {"__gt__", str_compare<objects::Comparison::kGt>, "self, value, /"},
    {"__ge__", str_compare<objects::Comparison::kGe>, "self, value, /"},
    {"__getnewargs__", str_getnewargs, "self, /"},
};

}  // namespace

Value iterate_str(ThreadState& thread, const Str* text) {
  Type* type = text->is_ascii() ? thread.types.str_ascii_iterator : thread.types.str_iterator;
  auto* iterator = objects::create_opaque<StrIterator>(thread, type, kIteratorInfo);
  iterator->text.store(const_cast<Str*>(text));
  return iterator;
}

void install_str(ThreadState& thread) {
  for (const auto methods : {std::span<const NativeDefinition>(kMethods), str_case_methods(),
                             str_predicates(), str_search_methods(), str_split_methods(),
                             str_layout_methods(), str_format_methods(), str_codec_methods()}) {
    add_methods(thread, thread.types.str, methods);
  }
  add_static_methods(thread, thread.types.str, str_static_methods());
  for (Type* type : {thread.types.str_iterator, thread.types.str_ascii_iterator}) {
    install_iterator(thread, type);
    add_methods(thread, type, kIteratorMethods);
  }
}

}  // namespace minipy::builtins
