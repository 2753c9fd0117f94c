#pragma once

#include <string>

#include "interpreter/vm/thread_state.hpp"

namespace minipy::vm {

/// Warns as warnings.warn(text, category) does where the Python code of the innermost frame stands: a filter
/// may make an exception of it. Attached; runs Python code.
Result<void> warn(ThreadState& thread, objects::Type* category, const std::string& text);

/// Warns that the special method `method` returned an instance of a strict subclass of `type`, int or float.
/// Nothing when `result` is of the class itself.
Result<void> warn_of_subclass(ThreadState& thread, const std::string& method, Value result,
                              const objects::Type* type);

}  // namespace minipy::vm
