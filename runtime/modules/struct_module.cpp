// The module `_struct`: values to bytes and back, by format strings.

#include <cctype>
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
using builtins::is_signed;
using builtins::load_element;
using builtins::native_size;
using builtins::store_element;
using builtins::StoreProblem;
using objects::Bytes;

const char kErrorKey = 0, kStructKey = 0, kIteratorKey = 0;

Result<Type*> error_type(ThreadState& thread) {
  Slot& slot = thread.interpreter.state_slot(&kErrorKey);
  if (slot.load().is_empty()) {
    const Value created =
        MINIPY_TRY(vm::call(thread, Value(thread.types.type),
                            {make_str(thread, "error"), make_tuple(thread, {Value(thread.types.Exception)}),
                             Value(Dict::create(thread))}));
    created.as<Type>()->module.store(vm::intern(thread, "struct"));
    created.as<Type>()->set_attribute(thread, vm::intern(thread, "__module__"), vm::intern(thread, "struct"));
    Value expected;
    slot.compare_exchange(expected, created);
  }
  return slot.load_as<Type>();
}

template <typename... T>
Raised raise_error(ThreadState& thread, const char* format, T... arguments) {
  auto type = error_type(thread);
  if (!type.ok()) return Raised{};
  return thread.raise(type.value(), format, arguments...);
}

/// One field of a format: `count` elements from `offset` on; of 's' and 'p' one value of `count` bytes.
struct Field {
  Element element;
  std::size_t offset;
  std::size_t count;
  bool is_native;
};

/// A format, read.
struct Layout {
  std::vector<Field> fields;
  std::size_t size = 0;
  std::int64_t values = 0;
};

Result<Layout> parse_format(ThreadState& thread, std::string_view format) {
  constexpr std::size_t kMaximumSize = INT64_MAX;
  Layout layout;
  bool native = true;
  bool big = false;
  if (!format.empty() && std::string_view("@=<>!").find(format[0]) != std::string_view::npos) {
    native = format[0] == '@';
    big = format[0] == '>' || format[0] == '!';
    format.remove_prefix(1);
  }
  for (std::size_t at = 0; at < format.size(); ++at) {
    if (std::isspace(static_cast<unsigned char>(format[at])) != 0) continue;
    std::size_t count = 1;
    if (format[at] >= '0' && format[at] <= '9') {
      count = 0;
      for (; at < format.size() && format[at] >= '0' && format[at] <= '9'; ++at) {
        if (count > kMaximumSize / 10 - 1) return raise_error(thread, "total struct size too long");
        count = count * 10 + static_cast<std::size_t>(format[at] - '0');
      }
      if (at == format.size()) return raise_error(thread, "repeat count given without format specifier");
    }
    const char code = format[at];
    const std::size_t size = code == 'u' ? 0 : native ? native_size(code) : builtins::standard_size(code);
    if (size == 0) return raise_error(thread, "bad char in struct format");
    if (native && size > 1) layout.size = (layout.size + size - 1) / size * size;
    if (count > (kMaximumSize - layout.size) / size) return raise_error(thread, "total struct size too long");
    if (code != 'x') {
      layout.fields.push_back({{code, static_cast<std::uint8_t>(size), big}, layout.size, count, native});
      layout.values += code == 's' || code == 'p' ? 1 : static_cast<std::int64_t>(count);
    }
    layout.size += count * size;
  }
  return layout;
}

struct StructObject : objects::Opaque {
  Slot format;     ///< str
  Layout* layout;  ///< constant
};

void trace_struct(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<StructObject*>(object)->format);
}
void finalize_struct(Object* object) { delete static_cast<StructObject*>(object)->layout; }

constexpr objects::OpaqueInfo kStructInfo = {"_struct.Struct", trace_struct, finalize_struct};

Result<std::string> format_argument(ThreadState& thread, Value format) {
  if (objects::is_bytes(format)) return std::string(format.as<Bytes>()->view());
  if (!objects::is_str(format)) {
    return thread.raise(thread.types.TypeError, "Struct() argument 1 must be a str or bytes object, not %T",
                        format);
  }
  return format.as<Str>()->utf8();
}

// ---- packing

Raised raise_store_problem(ThreadState& thread, StoreProblem problem, const Field& field) {
  const Element& element = field.element;
  switch (problem) {
    case StoreProblem::kNotInteger:
      return raise_error(thread, "required argument is not an integer");
    case StoreProblem::kNotFloat:
      thread.take_exception();
      return raise_error(thread, "required argument is not a float");
    case StoreProblem::kNotBytes:
      return raise_error(thread, "char format requires a bytes object of length 1");
    case StoreProblem::kFloatTooLarge:
      return thread.raise(thread.types.OverflowError, "float too large to pack with %c format", element.code);
    default:
      break;
  }
  const builtins::IntegerLimits limits = builtins::limits_of(element);
  const bool plain_range =
      problem != StoreProblem::kFarOut &&
      (element.size < 4 ||
       (element.size == 4 && (problem == StoreProblem::kTooLarge || is_signed(element.code))));
  if (!plain_range) {
    return raise_error(thread, element.code == 'P' ? "int too large to convert" : "argument out of range");
  }
  const auto greatest = static_cast<std::int64_t>(limits.greatest);
  const char* name = element.code == 'b'   ? "byte"
                     : element.code == 'B' ? "ubyte"
                     : element.code == 'h' ? "short"
                     : element.code == 'H' ? "ushort"
                                           : nullptr;
  // The names are those of the machine's own types; "<h" and its kin have the letter.
  if (name != nullptr && (field.is_native || !element.big_endian || element.size == 1)) {
    return raise_error(thread, "%s format requires %d <= number <= %d", name, limits.least, greatest);
  }
  return raise_error(thread, "'%c' format requires %d <= number <= %d", element.code, limits.least, greatest);
}

Result<void> pack_bytes(ThreadState& thread, const Field& field, Value value, char* out) {
  if (!objects::is_bytes(value) && !objects::is_bytearray(value)) {
    return raise_error(thread, "argument for '%c' must be a bytes object", field.element.code);
  }
  const builtins::BytesView view(thread, value);
  std::string_view bytes = *view;
  if (field.element.code == 's') {
    std::memcpy(out, bytes.data(), std::min(bytes.size(), field.count));
    return Done{};
  }
  if (field.count == 0) return Done{};
  bytes = bytes.substr(0, field.count - 1);
  std::memcpy(out + 1, bytes.data(), bytes.size());
  out[0] = static_cast<char>(std::min<std::size_t>(bytes.size(), 255));
  return Done{};
}

/// struct.error unless there are as many values as the format has. `name` is the function's.
Result<void> check_count(ThreadState& thread, const Layout& layout, std::span<const Value> values,
                         const char* name) {
  if (static_cast<std::int64_t>(values.size()) == layout.values) return Done{};
  return raise_error(thread, "%s expected %d items for packing (got %d)", name, layout.values,
                     static_cast<std::int64_t>(values.size()));
}

/// The values, as many as the format has, as bytes.
Result<std::string> pack(ThreadState& thread, const Layout& layout, std::span<const Value> values) {
  MINIPY_TRY(builtins::check_allocation(thread, layout.size));
  std::string out(layout.size, '\0');
  std::size_t next = 0;
  for (const Field& field : layout.fields) {
    char* at = out.data() + field.offset;
    if (field.element.code == 's' || field.element.code == 'p') {
      MINIPY_TRY(pack_bytes(thread, field, values[next++], at));
      continue;
    }
    for (std::size_t i = 0; i < field.count; ++i, at += field.element.size) {
      auto stored = store_element(thread, field.element, values[next++], at);
      if (!stored.ok()) return Raised{};
      if (stored.value() != StoreProblem::kNone) return raise_store_problem(thread, stored.value(), field);
    }
  }
  return out;
}

Value unpack(ThreadState& thread, const Layout& layout, const char* bytes) {
  vm::RootedValues values(thread);
  for (const Field& field : layout.fields) {
    const char* at = bytes + field.offset;
    if (field.element.code == 's') {
      values.push_back(Bytes::create(thread, {at, field.count}));
    } else if (field.element.code == 'p') {
      const std::size_t length =
          field.count == 0 ? 0 : std::min<std::size_t>(static_cast<unsigned char>(at[0]), field.count - 1);
      values.push_back(Bytes::create(thread, {at + 1, length}));
    } else {
      for (std::size_t i = 0; i < field.count; ++i, at += field.element.size) {
        values.push_back(load_element(thread, field.element, at));
      }
    }
  }
  return Tuple::create(thread, values.span());
}

Result<std::string> buffer_argument(ThreadState& thread, Value value) {
  MINIPY_TRY(builtins::check_bytes_like(thread, value));
  return std::move(*builtins::bytes_like(thread, value));
}

Result<std::int64_t> offset_argument(ThreadState& thread, Value value) {
  if (value.is_empty()) return 0;
  return vm::index_int64(thread, value, thread.types.OverflowError);
}

/// Where in a buffer of `length` bytes `layout` starts; struct.error where it does not fit.
Result<std::size_t> place(ThreadState& thread, const Layout& layout, std::int64_t offset, std::size_t length,
                          bool packing) {
  const auto size = static_cast<std::int64_t>(layout.size);
  const auto have = static_cast<std::int64_t>(length);
  if (offset < 0) {
    if (offset + size > 0) {
      return packing ? raise_error(thread, "no space to pack %d bytes at offset %d", size, offset)
                     : raise_error(thread, "not enough data to unpack %d bytes at offset %d", size, offset);
    }
    if (offset + have < 0)
      return raise_error(thread, "offset %d out of range for %d-byte buffer", offset, have);
    offset += have;
  }
  if (have - offset < size) {
    return packing
               ? raise_error(thread,
                             "pack_into requires a buffer of at least %d bytes for packing %d bytes at "
                             "offset %d (actual buffer size is %d)",
                             size + offset, size, offset, have)
               : raise_error(thread,
                             "unpack_from requires a buffer of at least %d bytes for unpacking %d bytes at "
                             "offset %d (actual buffer size is %d)",
                             size + offset, size, offset, have);
  }
  return static_cast<std::size_t>(offset);
}

// ---- what Struct objects and the functions of the module share: `values` follow the format or the object

Result<Value> do_pack(ThreadState& thread, const Layout& layout, std::span<const Value> values) {
  MINIPY_TRY(check_count(thread, layout, values, "pack"));
  return Value(Bytes::create(thread, MINIPY_TRY(pack(thread, layout, values))));
}

Result<Value> do_pack_into(ThreadState& thread, const Layout& layout, std::span<const Value> values) {
  if (values.size() < 2) {
    return raise_error(
        thread, values.empty() ? "pack_into expected buffer argument" : "pack_into expected offset argument");
  }
  const auto raise_not_writable = [&] {
    return thread.raise(thread.types.TypeError, "argument must be read-write bytes-like object, not %T",
                        values[0]);
  };
  const auto buffer = builtins::writable_buffer(thread, values[0]);
  if (!buffer) return raise_not_writable();
  MINIPY_TRY(check_count(thread, layout, values.subspan(2), "pack_into"));
  const std::int64_t offset = MINIPY_TRY(offset_argument(thread, values[1]));
  const std::size_t at =
      MINIPY_TRY(place(thread, layout, offset, static_cast<std::size_t>(buffer->size), true));
  const std::string bytes = MINIPY_TRY(pack(thread, layout, values.subspan(2)));
  if (!buffer->write(thread, static_cast<std::int64_t>(at), bytes)) return raise_not_writable();
  return Value::none();
}

Result<Value> do_unpack(ThreadState& thread, const Layout& layout, Value buffer) {
  const std::string bytes = MINIPY_TRY(buffer_argument(thread, buffer));
  if (bytes.size() != layout.size) {
    return raise_error(thread, "unpack requires a buffer of %d bytes",
                       static_cast<std::int64_t>(layout.size));
  }
  return unpack(thread, layout, bytes.data());
}

Result<Value> do_unpack_from(ThreadState& thread, const Layout& layout, Value buffer, Value offset) {
  const std::int64_t wanted = MINIPY_TRY(offset_argument(thread, offset));
  const std::string bytes = MINIPY_TRY(buffer_argument(thread, buffer));
  const std::size_t at = MINIPY_TRY(place(thread, layout, wanted, bytes.size(), false));
  return unpack(thread, layout, bytes.data() + at);
}

struct UnpackIterator : objects::Opaque {
  Slot structure;                  ///< StructObject
  Slot bytes;                      ///< Bytes
  std::atomic<std::int64_t> next;  ///< relaxed: threads that share the iterator race for its items
};

void trace_iterator(Object* object, heap::Marker& marker) {
  marker.mark(static_cast<UnpackIterator*>(object)->structure);
  marker.mark(static_cast<UnpackIterator*>(object)->bytes);
}

Result<Value> iterator_step(ThreadState& thread, Object* object) {
  auto* self = static_cast<UnpackIterator*>(object);
  const Layout& layout = *self->structure.load_as<StructObject>()->layout;
  const auto* bytes = self->bytes.load_as<Bytes>();
  const auto size = static_cast<std::int64_t>(layout.size);
  const std::int64_t at = self->next.fetch_add(size, std::memory_order_relaxed);
  if (at + size > bytes->length) return Value{};
  return unpack(thread, layout, bytes->data + at);
}

constexpr objects::OpaqueInfo kIteratorInfo = {"unpack_iterator", trace_iterator, nullptr, iterator_step};

Type* make_iterator_type(ThreadState& thread) {
  Type* type = new_type(thread, "unpack_iterator", "_struct", false, {});
  builtins::install_iterator(thread, type);
  return type;
}

Result<Value> do_iter_unpack(ThreadState& thread, StructObject* self, Value buffer) {
  const Layout& layout = *self->layout;
  if (layout.size == 0) return raise_error(thread, "cannot iteratively unpack with a struct of length 0");
  const std::string bytes = MINIPY_TRY(buffer_argument(thread, buffer));
  if (bytes.size() % layout.size != 0) {
    return raise_error(thread, "iterative unpacking requires a buffer of a multiple of %d bytes",
                       static_cast<std::int64_t>(layout.size));
  }
  auto* iterator = objects::create_opaque<UnpackIterator>(
      thread, builtins::builtin_type(thread, &kIteratorKey, make_iterator_type), kIteratorInfo);
  iterator->structure.store(self);
  iterator->bytes.store(Bytes::create(thread, bytes));
  return Value(iterator);
}

// ---- Struct

Result<StructObject*> self_struct(ThreadState& thread, Value self) {
  auto* object = MINIPY_TRY(self_as<StructObject>(thread, self, kStructInfo));
  if (object->layout == nullptr) {
    return thread.raise(thread.types.RuntimeError, "Struct object is not initialized");
  }
  return object;
}

Result<Value> create_struct(ThreadState& thread, Type* type, Value format) {
  const std::string text = MINIPY_TRY(format_argument(thread, format));
  Layout layout = MINIPY_TRY(parse_format(thread, text));
  auto* self = objects::create_opaque<StructObject>(thread, type, kStructInfo);
  self->format.store(make_str(thread, text));
  self->layout = new Layout(std::move(layout));
  return Value(self);
}

Result<Value> struct_new(ThreadState& thread, const Arguments& arguments) {
  return create_struct(thread, arguments[0].as<Type>(), arguments[1]);
}

std::span<const Value> rest(const Arguments& arguments) {
  return {arguments.values + 1, arguments.count - 1};
}

Result<Value> struct_pack(ThreadState& thread, const Arguments& arguments) {
  return do_pack(thread, *MINIPY_TRY(self_struct(thread, arguments[0]))->layout, rest(arguments));
}
Result<Value> struct_pack_into(ThreadState& thread, const Arguments& arguments) {
  return do_pack_into(thread, *MINIPY_TRY(self_struct(thread, arguments[0]))->layout, rest(arguments));
}
Result<Value> struct_unpack(ThreadState& thread, const Arguments& arguments) {
  return do_unpack(thread, *MINIPY_TRY(self_struct(thread, arguments[0]))->layout, arguments[1]);
}
Result<Value> struct_unpack_from(ThreadState& thread, const Arguments& arguments) {
  return do_unpack_from(thread, *MINIPY_TRY(self_struct(thread, arguments[0]))->layout, arguments[1],
                        arguments.get(2));
}
Result<Value> struct_iter_unpack(ThreadState& thread, const Arguments& arguments) {
  return do_iter_unpack(thread, MINIPY_TRY(self_struct(thread, arguments[0])), arguments[1]);
}
Result<Value> struct_format(ThreadState& thread, Value self) {
  return MINIPY_TRY(self_struct(thread, self))->format.load();
}
Result<Value> struct_size(ThreadState& thread, Value self) {
  return objects::make_int_u64(thread, MINIPY_TRY(self_struct(thread, self))->layout->size);
}

const NativeDefinition kStructMethods[] = {
    {"__new__", struct_new, "cls, format"},
    {"pack", struct_pack, "*args"},
    {"pack_into", struct_pack_into, "*args"},
    {"unpack", struct_unpack, "self, buffer, /"},
    {"unpack_from", struct_unpack_from, "self, buffer, offset="},
    {"iter_unpack", struct_iter_unpack, "self, buffer, /"},
};
const GetSetDefinition kStructAttributes[] = {{"format", struct_format}, {"size", struct_size}};

Type* make_struct_type(ThreadState& thread) {
  return weakly_referenced(new_type(thread, "Struct", "_struct", true, kStructMethods, kStructAttributes));
}

// ---- functions

Result<Layout> layout_argument(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count == 0) return thread.raise(thread.types.TypeError, "missing format argument");
  const Value format = arguments[0];
  if (const auto* compiled = objects::as_opaque<StructObject>(format, kStructInfo); compiled != nullptr) {
    return Layout(*compiled->layout);
  }
  return parse_format(thread, MINIPY_TRY(format_argument(thread, format)));
}

Result<Value> module_pack(ThreadState& thread, const Arguments& arguments) {
  return do_pack(thread, MINIPY_TRY(layout_argument(thread, arguments)), rest(arguments));
}
Result<Value> module_pack_into(ThreadState& thread, const Arguments& arguments) {
  return do_pack_into(thread, MINIPY_TRY(layout_argument(thread, arguments)), rest(arguments));
}
Result<Value> module_unpack(ThreadState& thread, const Arguments& arguments) {
  return do_unpack(thread, MINIPY_TRY(layout_argument(thread, arguments)), arguments[1]);
}
Result<Value> module_unpack_from(ThreadState& thread, const Arguments& arguments) {
  return do_unpack_from(thread, MINIPY_TRY(layout_argument(thread, arguments)), arguments[1],
                        arguments.get(2));
}
Result<Value> module_iter_unpack(ThreadState& thread, const Arguments& arguments) {
  const Value compiled = MINIPY_TRY(
      create_struct(thread, builtins::builtin_type(thread, &kStructKey, make_struct_type), arguments[0]));
  return do_iter_unpack(thread, compiled.as<StructObject>(), arguments[1]);
}
Result<Value> module_calcsize(ThreadState& thread, const Arguments& arguments) {
  return objects::make_int_u64(thread, MINIPY_TRY(layout_argument(thread, arguments)).size);
}
Result<Value> module_clearcache(ThreadState&, const Arguments&) { return Value::none(); }

const NativeDefinition kFunctions[] = {
    {"pack", module_pack, "*args"},
    {"pack_into", module_pack_into, "*args"},
    {"unpack", module_unpack, "format, buffer, /"},
    {"unpack_from", module_unpack_from, "format, /, buffer, offset="},
    {"iter_unpack", module_iter_unpack, "format, buffer, /"},
    {"calcsize", module_calcsize, "format, /"},
    {"_clearcache", module_clearcache, ""},
};

}  // namespace

Result<Value> make_struct(ThreadState& thread) {
  Module* module = new_module(thread, "_struct");
  builtins::add_functions(thread, module, kFunctions);
  builtins::add_value(thread, module, "Struct",
                      builtins::builtin_type(thread, &kStructKey, make_struct_type));
  builtins::add_value(thread, module, "error", MINIPY_TRY(error_type(thread)));
  return Value(module);
}

}  // namespace minipy::modules
