#pragma once

// The eval loop's cold paths: what an instruction does when its fast path does not hold.

#include "interpreter/vm/attributes.hpp"
#include "interpreter/vm/calls.hpp"
#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

/// The value of a global that is not bound in the module: the built-in; fills the built-in's cell. NameError.
Result<Value> load_builtin(ThreadState& thread, objects::Code* code, std::uint32_t global);
/// The function that makes classes. NameError in code whose builtins have none.
Result<Value> load_build_class(ThreadState& thread, objects::Code* code);
Raised raise_name_error(ThreadState& thread, Str* name);
Raised raise_unbound_local(ThreadState& thread, Str* name);
Raised raise_unbound_free(ThreadState& thread, Str* name);

Result<Value> load_name(ThreadState& thread, Frame* frame, std::uint32_t name, std::uint32_t global);
Result<void> store_name(ThreadState& thread, Frame* frame, Str* name, Value value);
Result<void> delete_name(ThreadState& thread, Frame* frame, Str* name);
Result<Value> load_class_free(ThreadState& thread, Frame* frame, std::uint32_t free, Str* name);

/// Registers base and base + 1 of a LoadMethod: the function and the object, or the attribute and empty.
Result<void> load_method(ThreadState& thread, Value object, Str* name, Value* base);
/// The entry for an attribute of a module, or null.
objects::CacheEntry* cache_module(ThreadState& thread, Value object, Str* name);

Result<void> unpack(ThreadState& thread, Value source, Value* into, std::uint32_t count);
Result<void> unpack_star(ThreadState& thread, Value source, Value* into, std::uint32_t before,
                         std::uint32_t after);
/// Collects what a `*` in a display or call spreads.
Result<void> collect_starred(ThreadState& thread, Value iterable, RootedValues& into);
Result<Value> build_string(ThreadState& thread, const Value* parts, std::uint32_t count);
Result<Value> format_value(ThreadState& thread, const Value* first, std::uint32_t flags);
Result<void> dict_merge(ThreadState& thread, objects::Dict* into, Value mapping, Value callee, bool for_call);
Result<Value> make_function(ThreadState& thread, Frame* frame, std::uint32_t code, const Value* extras);
Result<Value> call_spread(ThreadState& thread, Value callee, Value positional, Value keywords);
Result<void> setup_annotations(ThreadState& thread, Frame* frame);
Result<void> store_annotation(ThreadState& thread, Frame* frame, Str* name, Value value);

Result<Value> match_exception(ThreadState& thread, Value exception, Value pattern);
Raised raise_value(ThreadState& thread, Value value, Value cause);
Raised raise_again(ThreadState& thread);
Result<void> enter_with(ThreadState& thread, Value manager, Value* base);
Result<bool> exit_with_exception(ThreadState& thread, Value exit, Value exception);

/// What `yield from` delegates to.
Result<Value> get_yield_from_iter(ThreadState& thread, Value iterable);
/// One step of `yield from`: what the delegate yields, or empty when it ended, with its result in `result`.
Result<Value> yield_from_step(ThreadState& thread, Value delegate, Value sent, Value& result);

/// sys.displayhook(value).
Result<void> display(ThreadState& thread, Value value);

Result<Value> import_name(ThreadState& thread, Frame* frame, Str* name, Value from_list, Value level);
Result<Value> import_from(ThreadState& thread, Value module, Str* name);
Result<void> import_star(ThreadState& thread, Frame* frame, Value module);

Result<Value> match_keys(ThreadState& thread, Value mapping, Value keys);
Result<Value> match_class(ThreadState& thread, Value subject, Value type, Value names,
                          std::uint32_t positional);
bool matches_sequence(ThreadState& thread, Value subject);
bool matches_mapping(ThreadState& thread, Value subject);

}  // namespace minipy::vm
