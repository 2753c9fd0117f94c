#pragma once

#include <sys/socket.h>
#include <sys/un.h>

#include "runtime/modules/support.hpp"

namespace minipy::modules {

/// An address as the system takes it.
struct SocketAddress {
  sockaddr_storage storage{};
  socklen_t length = sizeof(sockaddr_storage);

  const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&storage); }
  sockaddr* get() { return reinterpret_cast<sockaddr*>(&storage); }
};

/// The address that a script gives: (host, port), for IPv6 (host, port[, flowinfo[, scope_id]]), a path for a
/// Unix socket. A host that is a name is looked up, detached. `function` is for messages. Raises gaierror
/// where nothing is found.
Result<SocketAddress> parse_address(ThreadState& thread, int family, Value value, const char* function);

/// The same as a script gets it; None for what has no address.
Value show_address(ThreadState& thread, const SocketAddress& address);

/// socket.gaierror.
Result<Type*> gaierror_type(ThreadState& thread);
/// Raises it for a result of getaddrinfo.
Raised raise_gaierror(ThreadState& thread, int error);

/// getaddrinfo(host, port, family, type, proto, flags) -> list of (family, type, proto, canonname, sockaddr).
Result<Value> socket_getaddrinfo(ThreadState& thread, const Arguments& arguments);

}  // namespace minipy::modules
