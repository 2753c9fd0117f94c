#pragma once

// Type variables in what annotations are made of: which ones list[T] and T | None have, and what they become
// when others stand for them (PEP 484, 612, 646). The variables themselves are objects of the module typing,
// asked through
// `__typing_subst__`, `__typing_prepare_subst__` and `__typing_is_unpacked_typevartuple__`.

#include "interpreter/builtins/registry.hpp"

namespace minipy::builtins {

/// The type variables in `arguments`, each once, in their order: `__parameters__`. May run user code.
Result<Tuple*> type_parameters(ThreadState& thread, const Tuple* arguments);

/// `arguments` of `alias` with `item` (a tuple, or one of them) put in for `parameters`. TypeError when there
/// are none, or when there are too many or too few. May run user code.
Result<Tuple*> substitute_parameters(ThreadState& thread, Value alias, const Tuple* arguments,
                                     const Tuple* parameters, Value item);

}  // namespace minipy::builtins
