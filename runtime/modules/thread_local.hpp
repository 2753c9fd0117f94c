#pragma once

#include "runtime/modules/support.hpp"

namespace minipy::modules {

/// `_thread._local`: an object whose attributes are different in each thread.
Type* local_type(ThreadState& thread);

/// The thread ends: its attributes of all such objects go. Attached, by itself.
void forget_locals(ThreadState& thread);

}  // namespace minipy::modules
