#include "interpreter/objects/names.hpp"

namespace minipy::objects {

void Names::create(Mutator& mutator) {
#define NAME(identifier, text) identifier = mutator.intern_table.intern(mutator, text);
#include "interpreter/objects/names.def"
#undef NAME
  for (std::size_t i = 0; i < kSpecialCount; ++i) {
    special[i] = mutator.intern_table.intern(mutator, special_name(static_cast<Special>(i)));
  }
}

void Names::mark(heap::Marker& marker) const {
#define NAME(identifier, text) \
  if (identifier != nullptr) marker.mark_object(identifier);
#include "interpreter/objects/names.def"
#undef NAME
  for (Str* name : special) {
    if (name != nullptr) marker.mark_object(name);
  }
}

}  // namespace minipy::objects
