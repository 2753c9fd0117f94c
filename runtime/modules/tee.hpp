#pragma once

#include "runtime/modules/support.hpp"

namespace minipy::modules {

/// Adds `tee` and its two types to the module `itertools`.
void add_tee(ThreadState& thread, Module* module);

}  // namespace minipy::modules
