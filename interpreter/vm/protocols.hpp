#pragma once

// What Python can do with any value: the operations natives and the eval loop share. Each may run user code,
// may therefore collect and switch threads, and returns Raised{} with the exception pending. The calling
// thread is attached and is `thread`.

#include <optional>
#include <string>

#include "interpreter/objects/list.hpp"
#include "interpreter/objects/native.hpp"
#include "interpreter/objects/set.hpp"
#include "interpreter/vm/interpreter_state.hpp"

namespace minipy::vm {

using objects::Arguments;
using objects::BinaryOperator;
using objects::Comparison;
using objects::Special;
using objects::Str;
using objects::Tuple;
using objects::Type;

// ---- calls

/// callee(*arguments), the last of them named by `keywords` (Arguments says how).
Result<Value> call(ThreadState& thread, Value callee, const Arguments& arguments);
Result<Value> call(ThreadState& thread, Value callee, std::span<const Value> arguments = {});
inline Result<Value> call(ThreadState& thread, Value callee, std::initializer_list<Value> arguments) {
  return call(thread, callee, std::span<const Value>(arguments.begin(), arguments.size()));
}
/// object.name(*arguments).
Result<Value> call_method(ThreadState& thread, Value object, Str* name,
                          std::initializer_list<Value> arguments);
/// type(object).special(object, *arguments), which must be there.
Result<Value> call_special(ThreadState& thread, Value object, Special special,
                           std::initializer_list<Value> arguments);
/// The special method as a lookup on the type finds it, or empty.
Value find_special(ThreadState& thread, Value object, Special special);
bool is_callable(ThreadState& thread, Value value);

// ---- attributes and items. `name` is interned (`intern`).

Str* intern(ThreadState& thread, std::string_view utf8);
Result<Value> get_attribute(ThreadState& thread, Value object, Str* name);
/// Empty when there is no such attribute (AttributeError is swallowed, anything else raised).
Result<Value> find_attribute(ThreadState& thread, Value object, Str* name);
Result<void> set_attribute(ThreadState& thread, Value object, Str* name, Value value);
Result<void> delete_attribute(ThreadState& thread, Value object, Str* name);
/// object.__getattribute__, __setattr__ (an empty value deletes) as `object` has them.
Result<Value> generic_get_attribute(ThreadState& thread, Value object, Str* name);
Result<void> generic_set_attribute(ThreadState& thread, Value object, Str* name, Value value);
/// The attributes an object has by itself (`vars`), as a dict that is the object's own from then on; empty
/// when it takes none.
Result<Value> attribute_dict(ThreadState& thread, Value object);
Result<Value> get_item(ThreadState& thread, Value object, Value key);
Result<void> set_item(ThreadState& thread, Value object, Value key, Value value);
Result<void> delete_item(ThreadState& thread, Value object, Value key);

// ---- conversions

Result<Str*> repr(ThreadState& thread, Value value);
Result<Str*> str(ThreadState& thread, Value value);
Result<Str*> ascii(ThreadState& thread, Value value);
Result<Str*> format(ThreadState& thread, Value value, Str* spec);
Result<bool> truth(ThreadState& thread, Value value);
Result<std::int64_t> hash(ThreadState& thread, Value value);
/// The integer of a value with __index__; TypeError "'%s' object cannot be interpreted as an integer".
Result<Value> index(ThreadState& thread, Value value);
/// The same as 64 bits; `overflow` (IndexError, OverflowError) when it does not fit.
Result<std::int64_t> index_int64(ThreadState& thread, Value value, Type* overflow = nullptr);
/// int, float or __float__, __index__; TypeError "must be real number, not %s".
Result<double> to_double(ThreadState& thread, Value value);
/// A slice resolved for a sequence of `length`: `count` items from `start` by `step`.
struct SliceIndices {
  std::int64_t start = 0;
  std::int64_t stop = 0;
  std::int64_t step = 1;
  std::int64_t count = 0;
};
Result<SliceIndices> slice_indices(ThreadState& thread, Value slice, std::int64_t length);

// ---- operators

Result<Value> binary(ThreadState& thread, BinaryOperator op, Value a, Value b);
Result<Value> inplace(ThreadState& thread, BinaryOperator op, Value a, Value b);
Result<Value> negative(ThreadState& thread, Value a);
Result<Value> positive(ThreadState& thread, Value a);
Result<Value> invert(ThreadState& thread, Value a);
Result<Value> compare(ThreadState& thread, Comparison op, Value a, Value b);
/// What a comparison method of `a` gives; NotImplemented where there is none. As in CPython, one whose
/// getting raises (a property, say) is as good as none.
Result<Value> try_comparison(ThreadState& thread, Special special, Value a, Value b);
Result<bool> compare_truth(ThreadState& thread, Comparison op, Value a, Value b);
/// a == b, identity first: what containers use.
Result<bool> equal(ThreadState& thread, Value a, Value b);
Result<bool> contains(ThreadState& thread, Value container, Value item);
Result<std::int64_t> length(ThreadState& thread, Value value);

// ---- iteration

Result<Value> iterate(ThreadState& thread, Value iterable);
/// The next item, or empty at the end (StopIteration swallowed).
Result<Value> next(ThreadState& thread, Value iterator);
/// Asks an object of a class written in Python for its length (`__len__`, `__length_hint__`), as CPython does
/// before it makes a list or a tuple of its items. The answer is of no use here, but the question can be
/// seen, and may raise.
Result<void> ask_length(ThreadState& thread, Value iterable);
/// Appends all items of an iterable.
Result<void> collect(ThreadState& thread, Value iterable, RootedValues& into);
Result<Tuple*> to_tuple(ThreadState& thread, Value iterable);
Result<objects::List*> to_list(ThreadState& thread, Value iterable);

// ---- generators

/// Resumes with `value` (None for next). Empty when it returned; `result` is then what it returned.
Result<Value> resume_generator(ThreadState& thread, objects::Generator* generator, Value value,
                               Value* result);
/// Resumes by raising `exception` inside.
Result<Value> throw_into_generator(ThreadState& thread, objects::Generator* generator, Value exception,
                                   Value* result);

// ---- classes

/// isinstance and issubclass, with __instancecheck__ and tuples.
Result<bool> is_instance(ThreadState& thread, Value value, Value class_or_tuple);
Result<bool> is_subclass(ThreadState& thread, Value type, Value class_or_tuple);
/// Whether the type of `value` is `type` or derives from it: no user code.
bool instance_of(const ThreadState& thread, Value value, const Type* type);
/// type(name, bases, namespace, **keywords): a class of metaclass `meta`.
Result<Value> create_class(ThreadState& thread, Type* meta, Str* name, Tuple* bases, objects::Dict* space,
                           const Arguments& keywords, std::uint32_t attribute_hint);

// ---- code

/// Runs module-level or exec'd code. `locals` is the namespace where the code uses one, else empty.
Result<Value> run_code(ThreadState& thread, objects::Code* code, Value locals = {});
/// Where code with these globals looks for names that are not among them: their `__builtins__`, a module or a
/// dict, else those of the interpreter. What is neither has no names.
objects::Dict* builtins_of(ThreadState& thread, objects::Dict* globals);
/// Compiles source text; raises SyntaxError.
Result<objects::Code*> compile_source(ThreadState& thread, const std::string& file, std::string text,
                                      CompileMode mode, objects::Dict* globals);
/// What `__import__(name, globals, None, from_list, level)` returns.
Result<Value> import_by_name(ThreadState& thread, objects::Dict* globals, Str* name, Value from_list,
                             std::int64_t level);
/// The module `name` (dotted), imported if need be; the last component.
Result<Value> import_module(ThreadState& thread, std::string_view name);

// ---- exceptions

/// An instance of `type` made by calling it.
Result<Value> make_exception(ThreadState& thread, Value type_or_instance);
/// The traceback and the exception with its causes, as CPython prints them.
std::string format_exception(ThreadState& thread, Value exception);
/// The pending exception's text, swallowed: for messages of last resort.
std::string describe_pending(ThreadState& thread);

/// Polls the breaker in native code, where another thread may go on. May raise.
inline Result<void> checkpoint(ThreadState& thread) {
  if (thread.breaker.load(std::memory_order_relaxed) == 0) [[likely]]
    return Done{};
  return thread.interpreter.hooks->checkpoint(thread);
}

/// Polls the breaker in a native loop over items (`Hooks::poll`): the GIL is kept. May raise.
inline Result<void> poll(ThreadState& thread) {
  if ((thread.breaker.load(std::memory_order_relaxed) & ~std::uint32_t{kBreakDropRequest | kBreakTicks}) == 0)
      [[likely]] {
    return Done{};
  }
  return thread.interpreter.hooks->poll(thread);
}

}  // namespace minipy::vm
