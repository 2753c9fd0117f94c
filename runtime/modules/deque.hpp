#pragma once

#include "runtime/modules/support.hpp"

namespace minipy::modules {

/// `collections.deque`: a ring of slots under the object's lock, so that append and pop at both ends are
/// single steps for threads with and without the GIL.
Type* deque_type(ThreadState& thread);
Type* deque_iterator_type(ThreadState& thread);
Type* deque_reverse_iterator_type(ThreadState& thread);

}  // namespace minipy::modules
