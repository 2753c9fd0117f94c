#pragma once

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// list.sort(key=key, reverse=reverse): stable, in place. `key` is None or callable. While user code runs the
/// list is empty, and ValueError "list modified during sort" if it did not stay so. If a comparison raises,
/// the list keeps its items in some order.
Result<void> sort_list(ThreadState& thread, objects::List* list, Value key, bool reverse);

}  // namespace minipy::builtins
