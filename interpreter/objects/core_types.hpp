#pragma once

#include <vector>

#include "interpreter/objects/type.hpp"

namespace minipy::objects {

/// Every built-in type by its C++ name, and the shapes of objects that are no Python value. Written while the
/// interpreter is made, read only afterwards.
struct CoreTypes {
#define CORE_TYPE(identifier, name, base, kind) Type* identifier = nullptr;
#include "interpreter/objects/core_types.def"
#undef CORE_TYPE
#define EXCEPTION(identifier, base) Type* identifier = nullptr;
#include "interpreter/objects/exceptions.def"
#undef EXCEPTION

  /// The built-in types in the order of their declaration, bases before the types that derive from them.
  std::vector<Type*> all() const;
  void mark(heap::Marker& marker) const;
};

/// Makes all the types above: names, bases, MRO, empty dicts, shapes. The methods come from `builtins/`.
void create_core_types(Mutator& mutator);

/// A further built-in type, for objects that a module or a built-in brings: `iterator` types, `Lock`, ...
/// `module` is its `__module__`. Instances are of `kind` (kOpaque for most).
Type* create_builtin_type(Mutator& mutator, const char* name, const char* module, Type* base, Kind kind);

}  // namespace minipy::objects
