#pragma once

#include "interpreter/objects/mutator.hpp"

namespace minipy::vm {

/// How containers compare and hash keys: through the protocols, for a thread of the machine.
extern const objects::ObjectHooks kObjectHooks;

}  // namespace minipy::vm
