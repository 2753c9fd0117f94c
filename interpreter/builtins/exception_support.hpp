#pragma once

#include <initializer_list>

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// Sets a plain attribute of an exception: `errno`, `name`, ...
void set_field(ThreadState& thread, Value exception, const char* name, Value value);
/// A plain attribute, or None.
Value field(ThreadState& thread, Value exception, const char* name);
/// What an attribute of the class is while an instance has none of its own.
void set_default_fields(ThreadState& thread, Type* type, std::initializer_list<const char*> names);
/// The positional arguments as a tuple.
Tuple* positional_tuple(ThreadState& thread, const Arguments& arguments, std::uint32_t from);
/// BaseException.__str__.
Result<Value> base_exception_str(ThreadState& thread, const Arguments& arguments);
/// Takes the keyword arguments `allowed` as attributes; TypeError for any other.
Result<void> take_keyword_fields(ThreadState& thread, const Arguments& arguments,
                                 std::initializer_list<const char*> allowed, const char* function);

/// ExceptionGroup.
Type* exception_group_type(ThreadState& thread);

void install_os_errors(ThreadState& thread);
void install_unicode_errors(ThreadState& thread);
void install_exception_groups(ThreadState& thread);

}  // namespace minipy::builtins
