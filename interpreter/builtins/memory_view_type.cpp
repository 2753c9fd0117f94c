// memoryview: one dimension, native formats.
#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/builtins/element.hpp"
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/sequence_support.hpp"
#include "interpreter/objects/list.hpp"
#include "interpreter/objects/memory_view.hpp"

namespace minipy::builtins {

using objects::MemoryView;

namespace {

MemoryView* view_of(Value value) { return value.as<MemoryView>(); }

Result<MemoryView*> live_view(ThreadState& thread, Value self) {
  MemoryView* view = view_of(self);
  if (!view->released.load(std::memory_order_relaxed)) return view;
  return thread.raise(thread.types.ValueError, "operation forbidden on released memoryview object");
}

MemoryView* make_view(ThreadState& thread, const MemoryView& like) {
  auto* made = objects::create_opaque<MemoryView>(thread, thread.types.memoryview, objects::kMemoryViewInfo);
  made->owner.store(like.owner.load());
  made->access = like.access;
  made->start = like.start;
  made->length = like.length;
  made->stride = like.stride;
  made->item_size = like.item_size;
  made->format = like.format;
  made->readonly = like.readonly;
  return made;
}

// 'w', a code point, is a format that only an array has: its items cannot be looked at.
constexpr char kCodePoint = 'w';

Element element_of(char format) { return {format, native_size(format == kCodePoint ? 'u' : format)}; }

Result<Value> view_new(ThreadState& thread, const Arguments& arguments) {
  const Value object = arguments[1];
  if (objects::as_memory_view(object) != nullptr) {
    return Value(make_view(thread, *MINIPY_TRY(live_view(thread, object))));
  }
  const objects::BufferAccess* access = objects::buffer_access(object);
  if (access == nullptr) {
    return thread.raise(thread.types.TypeError, "memoryview: a bytes-like object is required, not '%T'",
                        object);
  }
  auto* made = objects::create_opaque<MemoryView>(thread, thread.types.memoryview, objects::kMemoryViewInfo);
  made->owner.store(object);
  made->access = access;
  made->format = access->format != nullptr ? access->format(object.as_object()) : 'B';
  made->item_size = element_of(made->format).size;
  made->length = access->size(thread, object.as_object()) / made->item_size;
  made->stride = made->item_size;
  made->readonly = access->write == nullptr;
  return Value(made);
}

// ---- items

Result<void> check_format(ThreadState& thread, char format) {
  if (format != kCodePoint) return Done{};
  return thread.raise(thread.types.NotImplementedError, "memoryview: format %c not supported", format);
}

Raised raise_invalid(ThreadState& thread, Type* type, const char* what, char format) {
  return thread.raise(type, "memoryview: invalid %s for format '%c'", what, format);
}

Result<std::string> item_bytes(ThreadState& thread, char format, Value value) {
  MINIPY_TRY(check_format(thread, format));
  const Element element = element_of(format);
  std::string bytes(element.size, '\0');
  switch (MINIPY_TRY(store_element(thread, element, value, bytes.data()))) {
    case StoreProblem::kNone:
    case StoreProblem::kFloatTooLarge:
      return bytes;
    case StoreProblem::kNotFloat:
      static_cast<void>(thread.take_exception());
      return raise_invalid(thread, thread.types.TypeError, "type", format);
    case StoreProblem::kNotInteger:
      return raise_invalid(thread, thread.types.TypeError, "type", format);
    case StoreProblem::kNotBytes:
      if (!objects::is_bytes(value)) return raise_invalid(thread, thread.types.TypeError, "type", format);
      break;
    default:
      break;
  }
  return raise_invalid(thread, thread.types.ValueError, "value", format);
}

Raised raise_out_of_bounds(ThreadState& thread) {
  return thread.raise(thread.types.IndexError, "index out of bounds on dimension 1");
}

// The byte where item `key` begins.
Result<std::int64_t> item_place(ThreadState& thread, const MemoryView* view, Value key) {
  std::int64_t index = MINIPY_TRY(vm::index_int64(thread, key, thread.types.IndexError));
  if (index < 0) index += view->length;
  if (index < 0 || index >= view->length) return raise_out_of_bounds(thread);
  return view->start + index * view->stride;
}

Raised raise_key(ThreadState& thread) {
  return thread.raise(thread.types.TypeError, "memoryview: invalid slice key");
}

bool is_index(ThreadState& thread, Value key) {
  return objects::is_integer(key) || vm::find_special(thread, key, vm::Special::kIndex);
}

Result<MemoryView*> slice_view(ThreadState& thread, const MemoryView* view, Value key) {
  const vm::SliceIndices indices = MINIPY_TRY(vm::slice_indices(thread, key, view->length));
  MemoryView* made = make_view(thread, *view);
  made->start = view->start + indices.start * view->stride;
  made->stride = view->stride * indices.step;
  made->length = indices.count;
  return made;
}

Result<Value> view_getitem(ThreadState& thread, const Arguments& arguments) {
  const MemoryView* view = MINIPY_TRY(live_view(thread, arguments[0]));
  if (objects::has_kind(arguments[1], objects::kSlice)) {
    return Value(MINIPY_TRY(slice_view(thread, view, arguments[1])));
  }
  if (!is_index(thread, arguments[1])) return raise_key(thread);
  MINIPY_TRY(check_format(thread, view->format));
  const std::int64_t place = MINIPY_TRY(item_place(thread, view, arguments[1]));
  const std::string bytes =
      view->access->read(thread, view->owner.load().as_object(), place, view->item_size);
  if (static_cast<std::int64_t>(bytes.size()) < view->item_size) return raise_out_of_bounds(thread);
  return load_element(thread, element_of(view->format), bytes.data());
}

// Writes the items of a view, in a row in `bytes`.
Result<void> write_items(ThreadState& thread, const MemoryView* view, std::string_view bytes) {
  objects::Object* owner = view->owner.load().as_object();
  const auto size = static_cast<std::size_t>(view->item_size);
  if (view->stride == view->item_size) {
    if (view->access->write(thread, owner, view->start, bytes)) return Done{};
    return raise_out_of_bounds(thread);
  }
  if (bytes.size() < static_cast<std::size_t>(view->length) * size) return raise_out_of_bounds(thread);
  for (std::int64_t i = 0; i < view->length; ++i) {
    const std::string_view item = bytes.substr(static_cast<std::size_t>(i) * size, size);
    if (!view->access->write(thread, owner, view->start + i * view->stride, item))
      return raise_out_of_bounds(thread);
  }
  return Done{};
}

Result<Value> view_setitem(ThreadState& thread, const Arguments& arguments) {
  const MemoryView* view = MINIPY_TRY(live_view(thread, arguments[0]));
  if (view->readonly) return thread.raise(thread.types.TypeError, "cannot modify read-only memory");
  if (objects::has_kind(arguments[1], objects::kSlice)) {
    const MemoryView* target = MINIPY_TRY(slice_view(thread, view, arguments[1]));
    const Value source_value = MINIPY_TRY(vm::call(thread, thread.types.memoryview, {arguments[2]}));
    const MemoryView* source = view_of(source_value);
    if (source->format != target->format || source->length != target->length) {
      return thread.raise(thread.types.ValueError,
                          "memoryview assignment: lvalue and rvalue have different structures");
    }
    MINIPY_TRY(write_items(thread, target, source->bytes(thread)));
    return Value::none();
  }
  if (!is_index(thread, arguments[1])) return raise_key(thread);
  const std::int64_t place = MINIPY_TRY(item_place(thread, view, arguments[1]));
  const std::string bytes = MINIPY_TRY(item_bytes(thread, view->format, arguments[2]));
  if (!view->access->write(thread, view->owner.load().as_object(), place, bytes))
    return raise_out_of_bounds(thread);
  return Value::none();
}

Result<Value> view_delitem(ThreadState& thread, const Arguments& /*arguments*/) {
  return thread.raise(thread.types.TypeError, "cannot delete memory");
}

Result<Value> view_len(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(MINIPY_TRY(live_view(thread, arguments[0]))->length);
}

Result<objects::List*> item_list(ThreadState& thread, const MemoryView* view) {
  MINIPY_TRY(check_format(thread, view->format));
  const std::string bytes = view->bytes(thread);
  objects::List* items = objects::List::create(thread);
  const auto size = static_cast<std::size_t>(view->item_size);
  for (std::size_t at = 0; at + size <= bytes.size(); at += size) {
    items->append(thread, load_element(thread, element_of(view->format), bytes.data() + at));
  }
  return items;
}

Result<Value> view_tolist(ThreadState& thread, const Arguments& arguments) {
  return Value(MINIPY_TRY(item_list(thread, MINIPY_TRY(live_view(thread, arguments[0])))));
}

// ---- as a whole

Result<Value> view_tobytes(ThreadState& thread, const Arguments& arguments) {
  return Value(objects::Bytes::create(thread, MINIPY_TRY(live_view(thread, arguments[0]))->bytes(thread)));
}

Result<Value> view_hex(ThreadState& thread, const Arguments& arguments) {
  const Value bytes = MINIPY_TRY(view_tobytes(thread, arguments));
  vm::RootedValues given(thread);
  for (std::uint32_t i = 1; i < arguments.count; ++i) {
    if (arguments[i]) given.push_back(arguments[i]);
  }
  const Value hex = MINIPY_TRY(vm::get_attribute(thread, bytes, vm::intern(thread, "hex")));
  return vm::call(thread, hex, given.span());
}

Result<Value> view_release(ThreadState& /*thread*/, const Arguments& arguments) {
  view_of(arguments[0])->released.store(true, std::memory_order_relaxed);
  return Value::none();
}

Result<Value> view_enter(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(live_view(thread, arguments[0]));
  return arguments[0];
}

Result<Value> view_toreadonly(ThreadState& thread, const Arguments& arguments) {
  MemoryView* made = make_view(thread, *MINIPY_TRY(live_view(thread, arguments[0])));
  made->readonly = true;
  return Value(made);
}

bool is_byte_format(char format) { return format == 'B' || format == 'b' || format == 'c'; }

Result<Value> view_cast(ThreadState& thread, const Arguments& arguments) {
  const MemoryView* view = MINIPY_TRY(live_view(thread, arguments[0]));
  if (!objects::is_str(arguments[1])) {
    return thread.raise(thread.types.TypeError, "memoryview: format argument must be a string");
  }
  if (arguments.get(2)) {
    return thread.raise(thread.types.NotImplementedError,
                        "memoryview.cast: more than one dimension is not supported");
  }
  std::string format = arguments[1].as<Str>()->utf8();
  if (format.size() == 2 && format[0] == '@') format.erase(0, 1);
  constexpr std::string_view kFormats = "cbB?hHiIlLqQnNfdP";
  if (format.size() != 1 || kFormats.find(format[0]) == std::string_view::npos) {
    return thread.raise(
        thread.types.ValueError,
        "memoryview: destination format must be a native single character format prefixed with "
        "an optional '@'");
  }
  if (!view->contiguous()) {
    return thread.raise(thread.types.TypeError, "memoryview: casts are restricted to C-contiguous views");
  }
  if (!is_byte_format(view->format) && !is_byte_format(format[0])) {
    return thread.raise(thread.types.TypeError, "memoryview: cannot cast between two non-byte formats");
  }
  const std::int64_t bytes = view->length * view->item_size;
  const std::int64_t size = element_of(format[0]).size;
  if (bytes % size != 0) {
    return thread.raise(thread.types.TypeError, "memoryview: length is not a multiple of itemsize");
  }
  MemoryView* made = make_view(thread, *view);
  made->format = format[0];
  made->item_size = made->stride = size;
  made->length = bytes / size;
  return Value(made);
}

Result<Value> view_eq(ThreadState& thread, const Arguments& arguments) {
  const Value other = arguments[1];
  const MemoryView* view = view_of(arguments[0]);
  if (view->released.load(std::memory_order_relaxed)) return Value::from_bool(arguments[0] == other);
  if (objects::buffer_access(other) == nullptr && objects::as_memory_view(other) == nullptr) {
    return Value::not_implemented();
  }
  const auto made = vm::call(thread, thread.types.memoryview, {other});
  if (!made.ok()) {  // a released one is equal to itself only
    static_cast<void>(thread.take_exception());
    return Value::false_();
  }
  const MemoryView* second = view_of(made.value());
  if (view->format == second->format && view->format != 'f' && view->format != 'd') {
    return Value::from_bool(view->bytes(thread) == second->bytes(thread));
  }
  if (view->format == kCodePoint || second->format == kCodePoint) return Value::false_();
  return vm::compare(thread, vm::Comparison::kEq, MINIPY_TRY(item_list(thread, view)),
                     MINIPY_TRY(item_list(thread, second)));
}

Result<Value> view_hash(ThreadState& thread, const Arguments& arguments) {
  const MemoryView* view = MINIPY_TRY(live_view(thread, arguments[0]));
  if (!view->readonly) {
    return thread.raise(thread.types.ValueError, "cannot hash writable memoryview object");
  }
  if (!is_byte_format(view->format)) {
    return thread.raise(thread.types.ValueError,
                        "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
  }
  return objects::make_int(thread,
                           MINIPY_TRY(vm::hash(thread, objects::Bytes::create(thread, view->bytes(thread)))));
}

Result<Value> view_repr(ThreadState& thread, const Arguments& arguments) {
  const bool released = view_of(arguments[0])->released.load(std::memory_order_relaxed);
  return Value(Str::create(
      thread, (released ? "<released memory at " : "<memory at ") + address_text(arguments[0]) + ">"));
}

// ---- attributes

template <Value (*get)(ThreadState& thread, const MemoryView* view)>
Result<Value> attribute(ThreadState& thread, Value self) {
  return get(thread, MINIPY_TRY(live_view(thread, self)));
}

Value one_tuple(ThreadState& thread, std::int64_t number) {
  const Value item = Value::from_int(number);
  return objects::Tuple::create(thread, {&item, 1});
}
Value view_obj(ThreadState& /*thread*/, const MemoryView* view) { return view->owner.load(); }
Value view_nbytes(ThreadState& /*thread*/, const MemoryView* view) {
  return Value::from_int(view->length * view->item_size);
}
Value view_readonly(ThreadState& /*thread*/, const MemoryView* view) {
  return Value::from_bool(view->readonly);
}
Value view_itemsize(ThreadState& /*thread*/, const MemoryView* view) {
  return Value::from_int(view->item_size);
}
Value view_format(ThreadState& thread, const MemoryView* view) {
  return Str::create(thread, std::string(1, view->format));
}
Value view_ndim(ThreadState& /*thread*/, const MemoryView* /*view*/) { return Value::from_int(1); }
Value view_shape(ThreadState& thread, const MemoryView* view) { return one_tuple(thread, view->length); }
Value view_strides(ThreadState& thread, const MemoryView* view) { return one_tuple(thread, view->stride); }
Value view_suboffsets(ThreadState& thread, const MemoryView* /*view*/) {
  return objects::Tuple::create(thread, {});
}
Value view_contiguous(ThreadState& /*thread*/, const MemoryView* view) {
  return Value::from_bool(view->contiguous());
}

constexpr NativeDefinition kMethods[] = {
    {"__new__", view_new, "cls, object"},
    {"__len__", view_len, "self, /"},
    {"__getitem__", view_getitem, "self, key, /"},
    {"__setitem__", view_setitem, "self, key, value, /"},
    {"__delitem__", view_delitem, "self, key, /"},
    {"__eq__", view_eq, "self, value, /"},
    {"__hash__", view_hash, "self, /"},
    {"__repr__", view_repr, "self, /"},
    {"__enter__", view_enter, "self, /"},
    {"__exit__", view_release, "self, /, *exc_info"},
    {"release", view_release, "self, /"},
    {"tobytes", view_tobytes, "self, order="},
    {"tolist", view_tolist, "self, /"},
    {"hex", view_hex, "self, sep=, bytes_per_sep="},
    {"cast", view_cast, "self, format, shape="},
    {"toreadonly", view_toreadonly, "self, /"},
};

constexpr GetSetDefinition kGetSets[] = {
    {"obj", attribute<view_obj>},
    {"nbytes", attribute<view_nbytes>},
    {"readonly", attribute<view_readonly>},
    {"itemsize", attribute<view_itemsize>},
    {"format", attribute<view_format>},
    {"ndim", attribute<view_ndim>},
    {"shape", attribute<view_shape>},
    {"strides", attribute<view_strides>},
    {"suboffsets", attribute<view_suboffsets>},
    {"c_contiguous", attribute<view_contiguous>},
    {"f_contiguous", attribute<view_contiguous>},
    {"contiguous", attribute<view_contiguous>},
};

}  // namespace

void install_memory_view(ThreadState& thread) {
  add_methods(thread, thread.types.memoryview, kMethods);
  add_getsets(thread, thread.types.memoryview, kGetSets);
}

}  // namespace minipy::builtins
