#pragma once

/// For the few functions of a line or two that the eval loop is made of: past a certain size of the loop GCC
/// stops inlining what it calls, and a call costs more than they do.
#define MINIPY_ALWAYS_INLINE [[gnu::always_inline]] inline
