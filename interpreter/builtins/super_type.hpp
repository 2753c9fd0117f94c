#pragma once

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// super; the lookup itself is in vm/attributes.cpp.
void install_super(ThreadState& thread);

}  // namespace minipy::builtins
