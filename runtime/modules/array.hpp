#pragma once

#include <optional>
#include <string>

#include "runtime/modules/support.hpp"

namespace minipy::modules {

/// What an `array.array` holds, as one step; nothing when `value` is none. Attached.
std::optional<std::string> array_bytes(ThreadState& thread, Value value);

}  // namespace minipy::modules
