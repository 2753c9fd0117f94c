#pragma once

// What the methods of lists, tuples and other containers share.

#include <initializer_list>
#include <optional>

#include "interpreter/builtins/registry.hpp"
#include "interpreter/objects/opaque.hpp"
#include "interpreter/objects/range.hpp"

namespace minipy::builtins {

/// A slice's parts as integers. May run `__index__`.
Result<objects::SliceBounds> slice_bounds(ThreadState& thread, const objects::Slice* slice);

/// The same fitted to a sequence of `length` items, all of any size: slice.indices().
struct BigBounds {
  Value start;
  Value stop;
  Value step;
};
Result<BigBounds> big_bounds(ThreadState& thread, const objects::Slice* slice, Value length);

/// The index in container[key]: TypeError "%s indices must be integers or slices, not %s", IndexError when it
/// does not fit 64 bits. Negative ones are as they are.
Result<std::int64_t> item_index(ThreadState& thread, Value key, const char* container);

/// start or stop of index(): missing is `otherwise`; negative ones count from `length` and stop at 0.
Result<std::int64_t> search_bound(ThreadState& thread, Value bound, std::int64_t length,
                                  std::int64_t otherwise);

/// How often sequence * factor repeats it; nothing when the factor may have its own idea of that
/// (NotImplemented). TypeError "can't multiply sequence by non-int of type '%s'".
Result<std::optional<std::int64_t>> repeat_count(ThreadState& thread, Value factor);

/// Whether `length * count` items of `item_size` bytes can be. Any thread.
bool can_repeat(std::int64_t length, std::int64_t count, std::size_t item_size = 1);
/// MemoryError when they cannot.
Result<void> check_repeat(ThreadState& thread, std::int64_t length, std::int64_t count,
                          std::size_t item_size = 1);

/// The class that `__new__` of `base` was asked for; TypeError when it is none.
Result<Type*> checked_class(ThreadState& thread, Value type, const Type* base);

/// The only argument behind self (or the class) of a constructor, or empty: TypeError "%s expected at most 1
/// argument, got %d". Keywords are refused if `exact` says that self is of the built-in type itself.
Result<Value> sole_argument(ThreadState& thread, const Arguments& arguments, const char* name, bool exact);

/// a < b and so on, item by item; `Sequence` is List or Tuple.
template <typename Sequence>
Result<Value> compare_sequences(ThreadState& thread, objects::Comparison op, const Sequence* a,
                                const Sequence* b);

/// Makes a class attribute `__hash__ = None`, which is what unhashable types have.
void make_unhashable(ThreadState& thread, Type* type);

/// Whether a class takes its `special` (`__new__`, `__init__`) from the built-in type that it derives from:
/// then nobody but that looks at the arguments, and keywords are refused.
inline bool inherits(const Type* type, const Type* from, vm::Special special) {
  return type->special_method(special) == from->special_method(special);
}

/// `__class_getitem__` of the containers: list[int].
Result<Value> class_getitem(ThreadState& thread, const Arguments& arguments);

/// An iterator for C++ code that uses up all of it in one go, which is one step in CPython. Sets, dicts and
/// views of dicts, and lists where several threads run at once, give what they hold now.
Result<Value> iterate_moment(ThreadState& thread, Value iterable);

/// Notes that a container's repr() is being made, for a scope. `entered` is false inside itself.
class ReprGuard {
 public:
  ReprGuard(ThreadState& thread, Value container);
  ~ReprGuard();
  ReprGuard(const ReprGuard&) = delete;
  ReprGuard& operator=(const ReprGuard&) = delete;
  bool entered() const { return entered_; }

 private:
  ThreadState& thread_;
  bool entered_;
};

/// Part of `install_range`.
void install_slice(ThreadState& thread);

// How iterators are copied and pickled (`__reduce__`, `__setstate__`).

/// (maker, (*arguments)), or (maker, (*arguments), state) where there is one.
Value reduced(ThreadState& thread, Value maker, std::initializer_list<Value> arguments, Value state = {});
/// The same for what iter(iterable) makes.
Value reduced_to_iter(ThreadState& thread, Value iterable, Value state = {});
/// The position that `__setstate__` is given: an integer, between `least` and `most`.
Result<std::int64_t> position_in(ThreadState& thread, Value state, std::int64_t least, std::int64_t most);

/// `__iter__` of an iterator.
Result<Value> iterator_iter(ThreadState& thread, const Arguments& arguments);
/// `__next__` of an opaque iterator whose info has `next`.
Result<Value> iterator_next(ThreadState& thread, const Arguments& arguments);
/// Gives a type of opaque iterators `__iter__` and `__next__`.
void install_iterator(ThreadState& thread, Type* type);

}  // namespace minipy::builtins
