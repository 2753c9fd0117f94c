#pragma once

#include "interpreter/objects/special.hpp"
#include "interpreter/objects/str.hpp"

namespace minipy::objects {

/// Interned names at hand. Written while the interpreter is made, read only afterwards.
struct Names {
#define NAME(identifier, text) Str* identifier = nullptr;
#include "interpreter/objects/names.def"
#undef NAME
  Str* special[kSpecialCount] = {};

  void create(Mutator& mutator);
  void mark(heap::Marker& marker) const;
  Str* of(Special which) const { return special[static_cast<std::size_t>(which)]; }
};

}  // namespace minipy::objects
