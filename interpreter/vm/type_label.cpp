#include "interpreter/vm/type_label.hpp"

#include "interpreter/objects/core_types.hpp"

namespace minipy::vm {

std::string type_label(const ThreadState& thread, heap::Object& object) {
  // Taken when objects of a class get an attribute for the first time; no object that a script can see.
  if (object.kind == objects::kShape) return "class's layout";
  return objects::type_name(thread, Value(&object));
}

}  // namespace minipy::vm
