#pragma once

#include "interpreter/builtins/registry.hpp"
#include "interpreter/objects/set.hpp"

namespace minipy::builtins {

/// A new set of an iterable's items.
Result<objects::Set*> make_set(ThreadState& thread, Value iterable, bool frozen = false);
/// set.update, difference_update and symmetric_difference_update with any iterable.
Result<void> update_set(ThreadState& thread, objects::Set* set, Value iterable);
Result<void> subtract_from_set(ThreadState& thread, objects::Set* set, Value iterable);
Result<void> toggle_in_set(ThreadState& thread, objects::Set* set, Value iterable);

}  // namespace minipy::builtins
