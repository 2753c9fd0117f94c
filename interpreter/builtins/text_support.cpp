#include "interpreter/builtins/text_support.hpp"

#include <algorithm>

#include "interpreter/objects/number.hpp"

namespace minipy::builtins {
namespace {

// An index, those beyond 64 bits clamped.
Result<std::int64_t> slice_index(ThreadState& thread, Value value) {
  if (value.is_int()) return value.as_int();
  if (!objects::is_integer(value) && !vm::find_special(thread, value, objects::Special::kIndex)) {
    return thread.raise(thread.types.TypeError,
                        "slice indices must be integers or None or have an __index__ method");
  }
  const Value integer = MINIPY_TRY(vm::index(thread, value));
  if (const auto i = objects::to_int64(integer)) return *i;
  return objects::int_sign(integer) < 0 ? INT64_MIN : INT64_MAX;
}

}  // namespace

Result<Bounds> bounds_of(ThreadState& thread, Value start, Value end, std::int64_t length) {
  Bounds bounds{0, length};
  if (start && !start.is_none()) bounds.start = MINIPY_TRY(slice_index(thread, start));
  if (end && !end.is_none()) bounds.end = MINIPY_TRY(slice_index(thread, end));
  if (bounds.end > length) bounds.end = length;
  if (bounds.end < 0) bounds.end = std::max<std::int64_t>(bounds.end + length, 0);
  if (bounds.start < 0) bounds.start = std::max<std::int64_t>(bounds.start + length, 0);
  return bounds;
}

Result<std::int64_t> index_or(ThreadState& thread, Value value, std::int64_t otherwise) {
  if (!value) return otherwise;
  if (value.is_int()) return value.as_int();
  return vm::index_int64(thread, value, thread.types.OverflowError);
}

Result<const Str*> str_argument(ThreadState& thread, Value value, const char* what) {
  if (objects::is_str(value)) return static_cast<const Str*>(value.as<Str>());
  return thread.raise(thread.types.TypeError, "%s must be str, not %T", what, value);
}

bool has_own_reflection(ThreadState& thread, Value other, objects::Special reflected) {
  const Value method = vm::find_special(thread, other, reflected);
  return method && !objects::has_kind(method, objects::kNative);
}

Result<Type*> class_argument(ThreadState& thread, Value cls, const Type* base) {
  const Str* name = base->name.load_as<Str>();
  if (!objects::has_kind(cls, objects::kType)) {
    return thread.raise(thread.types.TypeError, "%S.__new__(X): X is not a type object (%T)", name, cls);
  }
  Type* type = cls.as<Type>();
  if (type->derives_from(base)) return type;
  return thread.raise(thread.types.TypeError, "%S.__new__(%S): %S is not a subtype of %S", name,
                      type->name.load_as<Str>(), type->name.load_as<Str>(), name);
}

}  // namespace minipy::builtins
