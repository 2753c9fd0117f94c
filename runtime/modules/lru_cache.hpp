#pragma once

#include "runtime/modules/support.hpp"

namespace minipy::modules {

/// `functools._lru_cache_wrapper`: a function that remembers its results, the most recently used ones of
/// them.
Type* make_lru_cache_type(ThreadState& thread);

}  // namespace minipy::modules
