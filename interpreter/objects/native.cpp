#include "interpreter/objects/native.hpp"

#include <cstring>

#include "interpreter/objects/core_types.hpp"
#include "interpreter/objects/tuple.hpp"

namespace minipy::objects {

std::uint32_t Arguments::keyword_count() const {
  return keywords == nullptr ? 0 : static_cast<std::uint32_t>(keywords->length);
}

namespace {

// Counts the parameters of a definition: fewest and most positional ones, and all that have a name.
void count_parameters(const char* text, Native& native) {
  bool keyword_only = false;
  bool free_form = false;
  while (*text != '\0') {
    while (*text == ' ' || *text == ',') ++text;
    if (*text == '\0') break;
    const char* start = text;
    bool optional = false;
    for (; *text != '\0' && *text != ','; ++text) optional |= *text == '=';
    const auto length = static_cast<std::size_t>(text - start);
    if (length == 1 && *start == '/') continue;
    if (*start == '*') {
      if (length > 1) free_form = true;
      keyword_only = true;
      continue;
    }
    ++native.slots;
    if (keyword_only) continue;
    ++native.maximum;
    if (!optional) ++native.minimum;
  }
  if (free_form) native.maximum = UINT32_MAX;
}

Native* allocate(Mutator& mutator, const Type* type) {
  return mutator.allocate<Native>(kNative, type->root_shape.load().as_object());
}

}  // namespace

Native* Native::create(Mutator& mutator, const NativeDefinition& definition, Type* owner, Value module) {
  const CoreTypes& types = mutator.types;
  const bool dunder = definition.name[0] == '_' && definition.name[1] == '_';
  Type* type = owner == nullptr ? types.builtin : dunder ? types.wrapper_descriptor : types.method_descriptor;
  Native* native = allocate(mutator, type);
  native->definition = &definition;
  native->owner = owner;
  native->module.store(module);
  count_parameters(definition.parameters, *native);
  return native;
}

Native* Native::bind(Mutator& mutator, Value bound) const {
  const CoreTypes& types = mutator.types;
  const bool wrapper = shape_of(this)->type == types.wrapper_descriptor;
  Native* native = allocate(mutator, wrapper ? types.method_wrapper : types.builtin);
  native->definition = definition;
  native->owner = owner;
  native->self.store(bound);
  native->module.store(module.load());
  native->minimum = minimum;
  native->maximum = maximum;
  native->slots = slots;
  native->of_class = of_class;
  return native;
}

}  // namespace minipy::objects
