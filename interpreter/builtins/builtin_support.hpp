#pragma once

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

// The built-in functions by file; `install_builtin_functions` puts them into the module.
std::span<const NativeDefinition> value_functions();      // abs, chr, hash, len, repr, round, ...
std::span<const NativeDefinition> attribute_functions();  // getattr, dir, vars, isinstance, globals, ...
std::span<const NativeDefinition> iteration_functions();  // iter, next, sum, min, max, sorted, ...
std::span<const NativeDefinition> stream_functions();     // print, input
std::span<const NativeDefinition> code_functions();       // eval, exec, compile, __import__
std::span<const NativeDefinition> class_functions();      // __build_class__

}  // namespace minipy::builtins
