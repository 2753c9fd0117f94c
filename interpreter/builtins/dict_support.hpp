#pragma once

#include "interpreter/builtins/registry.hpp"
#include "interpreter/objects/dict_view.hpp"

namespace minipy::builtins {

/// dict.update(other): a mapping (it has `keys`), or an iterable of pairs.
Result<void> update_dict(ThreadState& thread, objects::Dict* dict, Value other);
/// Adds the pairs of a dict, later ones winning. May run `__eq__`.
Result<void> merge_dict(ThreadState& thread, objects::Dict* dict, objects::Dict* other);
/// KeyError with the key as its argument.
Raised raise_key_error(ThreadState& thread, Value key);

using objects::DictPart;

/// dict.keys(), dict.values(), dict.items().
Value make_dict_view(ThreadState& thread, DictPart part, Value dict);
/// iter(dict) and reversed(dict), of a view's part.
Value make_dict_iterator(ThreadState& thread, DictPart part, bool reversed, Value dict);
/// The dict behind `keys()` or `items()`, or null when `value` is no such view.
objects::Dict* viewed_dict(Value value, DictPart part);

/// Part of `install_dict`.
void install_dict_views(ThreadState& thread);

}  // namespace minipy::builtins
