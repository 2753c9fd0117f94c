#pragma once

#include "runtime/modules/support.hpp"

namespace minipy::modules {

/// The class `_socket.socket`, of which `socket.socket` is a subclass.
Type* socket_type(ThreadState& thread);

/// What a new socket's timeout is, in nanoseconds; -1: none. `socket.setdefaulttimeout`.
std::atomic<std::int64_t>& default_socket_timeout(ThreadState& thread);

/// A timeout as scripts give it: None or seconds; -1 for None. ValueError when it is negative.
Result<std::int64_t> timeout_argument(ThreadState& thread, Value value);
/// The same shown to scripts.
Value show_timeout(std::int64_t nanoseconds);

}  // namespace minipy::modules
