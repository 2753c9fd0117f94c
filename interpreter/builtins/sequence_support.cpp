#include "interpreter/builtins/sequence_support.hpp"

#include <algorithm>

#include "interpreter/builtins/allocation.hpp"
#include "interpreter/builtins/object_support.hpp"
#include "interpreter/builtins/text_support.hpp"
#include "interpreter/objects/dict_view.hpp"
#include "interpreter/objects/list.hpp"
#include "interpreter/objects/number.hpp"

namespace minipy::builtins {

using objects::Comparison;
using objects::List;
using objects::SliceBounds;
using objects::Special;

namespace {

bool has_index(ThreadState& thread, Value value) {
  return objects::is_integer(value) || vm::find_special(thread, value, Special::kIndex);
}

// An integer of any size, brought to the nearest one of 64 bits.
std::int64_t clamp_to_int64(Value integer) {
  if (const auto fits = objects::to_int64(integer)) return std::max(*fits, -INT64_MAX);
  return objects::int_sign(integer) < 0 ? -INT64_MAX : INT64_MAX;
}

Result<std::int64_t> slice_part(ThreadState& thread, Value part, std::int64_t otherwise) {
  if (part.is_none()) return otherwise;
  if (part.is_int()) return part.as_int();
  if (!has_index(thread, part)) {
    return thread.raise(thread.types.TypeError,
                        "slice indices must be integers or None or have an __index__ method");
  }
  return clamp_to_int64(MINIPY_TRY(vm::index(thread, part)));
}

std::int64_t size_of(const List* list) { return list->size(); }
std::int64_t size_of(const Tuple* tuple) { return tuple->length; }
Value item_of(const List* list, std::int64_t index) { return list->get(index); }
Value item_of(const Tuple* tuple, std::int64_t index) {
  return index < tuple->length ? tuple->items[index] : Value{};
}

bool ordered(Comparison op, std::int64_t a, std::int64_t b) {
  switch (op) {
    case Comparison::kLt:
      return a < b;
    case Comparison::kLe:
      return a <= b;
    case Comparison::kEq:
      return a == b;
    case Comparison::kNe:
      return a != b;
    case Comparison::kGt:
      return a > b;
    case Comparison::kGe:
      return a >= b;
  }
  return false;
}

}  // namespace

Result<SliceBounds> slice_bounds(ThreadState& thread, const objects::Slice* slice) {
  SliceBounds bounds{};
  bounds.step = MINIPY_TRY(slice_part(thread, slice->step, 1));
  if (bounds.step == 0) return thread.raise(thread.types.ValueError, "slice step cannot be zero");
  bounds.start = MINIPY_TRY(slice_part(thread, slice->start, bounds.step < 0 ? INT64_MAX : 0));
  bounds.stop = MINIPY_TRY(slice_part(thread, slice->stop, bounds.step < 0 ? INT64_MIN : INT64_MAX));
  return bounds;
}

Result<std::int64_t> item_index(ThreadState& thread, Value key, const char* container) {
  if (key.is_int()) return key.as_int();
  if (!has_index(thread, key)) {
    return thread.raise(thread.types.TypeError, "%s indices must be integers or slices, not %T", container,
                        key);
  }
  return vm::index_int64(thread, key, thread.types.IndexError);
}

Result<std::int64_t> search_bound(ThreadState& thread, Value bound, std::int64_t length,
                                  std::int64_t otherwise) {
  if (bound.is_empty()) return otherwise;
  if (!has_index(thread, bound)) {
    return thread.raise(thread.types.TypeError, "slice indices must be integers or have an __index__ method");
  }
  const std::int64_t index = clamp_to_int64(MINIPY_TRY(vm::index(thread, bound)));
  return index < 0 ? std::max<std::int64_t>(index + length, 0) : index;
}

Result<std::optional<std::int64_t>> repeat_count(ThreadState& thread, Value factor) {
  if (factor.is_int()) return std::optional(factor.as_int());
  if (!has_index(thread, factor)) {
    if (has_own_reflection(thread, factor, Special::kRMul)) return std::optional<std::int64_t>();
    return thread.raise(thread.types.TypeError, "can't multiply sequence by non-int of type '%T'", factor);
  }
  const auto count = objects::to_int64(MINIPY_TRY(vm::index(thread, factor)));
  if (!count) {
    return thread.raise(thread.types.OverflowError, "cannot fit '%T' into an index-sized integer", factor);
  }
  return count;
}

bool can_repeat(std::int64_t length, std::int64_t count, std::size_t item_size) {
  std::uint64_t bytes = 0;
  if (count <= 0 || length == 0) return true;
  return !__builtin_mul_overflow(length, count, &bytes) &&
         !__builtin_mul_overflow(bytes, item_size, &bytes) && can_allocate(bytes);
}

Result<void> check_repeat(ThreadState& thread, std::int64_t length, std::int64_t count,
                          std::size_t item_size) {
  if (can_repeat(length, count, item_size)) return Done{};
  return thread.raise_with(thread.types.MemoryError, {});
}

Result<Type*> checked_class(ThreadState& thread, Value type, const Type* base) {
  const Str* name = base->name.load_as<Str>();
  if (!objects::has_kind(type, objects::kType)) {
    return thread.raise(thread.types.TypeError, "%S.__new__(X): X is not a type object (%T)", name, type);
  }
  if (!type.as<Type>()->derives_from(base)) {
    Str* other = type.as<Type>()->name.load_as<Str>();
    return thread.raise(thread.types.TypeError, "%S.__new__(%S): %S is not a subtype of %S", name, other,
                        other, name);
  }
  return type.as<Type>();
}

Result<Value> sole_argument(ThreadState& thread, const Arguments& arguments, const char* name, bool exact) {
  if (exact && arguments.keyword_count() != 0) {
    return thread.raise(thread.types.TypeError, "%s() takes no keyword arguments", name);
  }
  if (arguments.count > 2) {
    return thread.raise(thread.types.TypeError, "%s expected at most 1 argument, got %d", name,
                        static_cast<std::int64_t>(arguments.count) - 1);
  }
  return arguments.get(1);
}

template <typename Sequence>
Result<Value> compare_sequences(ThreadState& thread, Comparison op, const Sequence* a, const Sequence* b) {
  const bool equality = op == Comparison::kEq || op == Comparison::kNe;
  if (equality && size_of(a) != size_of(b)) return Value::from_bool(op == Comparison::kNe);
  MINIPY_TRY(thread.check_native_stack(" in comparison"));
  for (std::int64_t i = 0;; ++i) {
    const Value x = item_of(a, i);
    const Value y = item_of(b, i);
    if (x.is_empty() || y.is_empty()) return Value::from_bool(ordered(op, size_of(a), size_of(b)));
    if (x == y || MINIPY_TRY(vm::equal(thread, x, y))) continue;
    // Comparing them may have taken them out.
    if (i >= size_of(a) || i >= size_of(b)) return Value::from_bool(ordered(op, size_of(a), size_of(b)));
    if (equality) return Value::from_bool(op == Comparison::kNe);
    return vm::compare(thread, op, x, y);
  }
}

template Result<Value> compare_sequences(ThreadState&, Comparison, const List*, const List*);
template Result<Value> compare_sequences(ThreadState&, Comparison, const Tuple*, const Tuple*);

void make_unhashable(ThreadState& thread, Type* type) {
  Str* name = thread.names.special[static_cast<std::size_t>(Special::kHash)];
  type->set_attribute(thread, name, Value::none());
}

Result<Value> class_getitem(ThreadState& thread, const Arguments& arguments) {
  return make_generic_alias(thread, arguments[0], arguments[1]);
}

Result<Value> iterate_moment(ThreadState& thread, Value iterable) {
  // Under the GIL nobody changes a list meanwhile but its own items, and that shall show.
  const bool list = thread.free_threaded && is_exactly(thread, iterable, thread.types.list);
  if (list) return vm::iterate(thread, iterable.as<objects::List>()->to_tuple(thread));
  std::vector<Value> items;
  if (!objects::append_snapshot(thread, iterable, items)) return vm::iterate(thread, iterable);
  return Value(objects::TupleIterator::create(thread, Tuple::create(thread, items)));
}

ReprGuard::ReprGuard(ThreadState& thread, Value container) : thread_(thread) {
  std::vector<Value>& active = thread.reprs_in_progress;
  entered_ = std::find(active.begin(), active.end(), container) == active.end();
  if (entered_) active.push_back(container);
}

ReprGuard::~ReprGuard() {
  if (entered_) thread_.reprs_in_progress.pop_back();
}

Value reduced(ThreadState& thread, Value maker, std::initializer_list<Value> arguments, Value state) {
  const Value parts[] = {
      maker, Tuple::create(thread, std::span<const Value>(arguments.begin(), arguments.size())), state};
  return Tuple::create(thread, std::span(parts).first(state.is_empty() ? 2 : 3));
}

Value reduced_to_iter(ThreadState& thread, Value iterable, Value state) {
  return reduced(thread, thread.interpreter.builtins->get_str(vm::intern(thread, "iter")), {iterable}, state);
}

Result<std::int64_t> position_in(ThreadState& thread, Value state, std::int64_t least, std::int64_t most) {
  return std::min(std::max(MINIPY_TRY(vm::index_int64(thread, state)), least), most);
}

Result<Value> iterator_iter(ThreadState& /*thread*/, const Arguments& arguments) { return arguments[0]; }

Result<Value> iterator_next(ThreadState& thread, const Arguments& arguments) {
  auto* iterator = arguments[0].as<objects::Opaque>();
  const Value item = MINIPY_TRY(iterator->info->next(thread, iterator));
  if (item.is_empty()) return thread.raise_with(thread.types.StopIteration, {});
  return item;
}

void install_iterator(ThreadState& thread, Type* type) {
  static constexpr NativeDefinition kMethods[] = {
      {"__iter__", iterator_iter, "self, /"},
      {"__next__", iterator_next, "self, /"},
  };
  add_methods(thread, type, kMethods);
}

}  // namespace minipy::builtins
