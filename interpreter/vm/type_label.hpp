#pragma once

#include <string>

#include "interpreter/vm/thread_state.hpp"

namespace minipy::vm {

/// What a report calls an object by: the name of its type, "list". Owner thread, attached; the object's lock
/// is not needed.
std::string type_label(const ThreadState& thread, heap::Object& object);

}  // namespace minipy::vm
