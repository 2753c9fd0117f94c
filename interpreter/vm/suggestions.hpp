#pragma once

#include <string>

#include "interpreter/vm/protocols.hpp"

namespace minipy::vm {

/// The name that a NameError or AttributeError was probably meant to ask for ("Did you mean: 'x'?"); empty
/// when nothing is near. May run user code (`__dir__`); leaves no exception pending.
std::string suggest_name(ThreadState& thread, Value exception);

}  // namespace minipy::vm
