#include "interpreter/objects/mutator.hpp"

namespace minipy::objects {

void wait_for_lock(const Mutator& mutator, Object* object) { mutator.hooks.wait_for_lock(mutator, object); }

}  // namespace minipy::objects
