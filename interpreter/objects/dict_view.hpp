#pragma once

#include "interpreter/objects/dict.hpp"
#include "interpreter/objects/opaque.hpp"

namespace minipy::objects {

/// Which part of its pairs a view of a dict shows.
enum class DictPart : std::uint8_t { kKeys, kValues, kItems };

/// dict.keys(), dict.values() or dict.items(): of class CoreTypes::dict_keys and so on.
struct DictView : Opaque {
  Slot dict;
};

/// Appends what `list()` makes of a dict, a set, a view of a dict or an opaque container that can do it, all
/// of one moment. False when `iterable` is none of these, or of a class that derives from them.
bool append_snapshot(Mutator& mutator, Value iterable, std::vector<Value>& into);

}  // namespace minipy::objects
