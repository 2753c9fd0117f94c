#include "runtime/modules/socket_address.hpp"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>

#include <cerrno>
#include <cstddef>
#include <cstring>
#include <memory>

#include "interpreter/objects/bytes.hpp"
#include "interpreter/objects/dict.hpp"
#include "runtime/sched/scheduler.hpp"

namespace minipy::modules {

namespace {

using AddressList = std::unique_ptr<addrinfo, decltype(&freeaddrinfo)>;

const char kGaierrorKey = 0;

/// getaddrinfo, which may ask the network, without the lock and without the worker of a fiber.
Result<AddressList> look_up(ThreadState& thread, const char* host, const char* service,
                            const addrinfo& hints) {
  struct Call {
    const char* host;
    const char* service;
    const addrinfo* hints;
    addrinfo* found = nullptr;
    int error = 0;
    int system_error = 0;
  } call{host, service, &hints};
  sched::Scheduler::of(thread).run_blocking(
      thread, "socket.getaddrinfo",
      [](void* argument) {
        Call& running = *static_cast<Call*>(argument);
        running.error = ::getaddrinfo(running.host, running.service, running.hints, &running.found);
        running.system_error = errno;
      },
      &call);
  if (call.error == EAI_SYSTEM) return raise_os_error(thread, call.system_error);
  if (call.error != 0) return raise_gaierror(thread, call.error);
  return AddressList(call.found, freeaddrinfo);
}

/// Puts the host into an address of the family, whose port and the like are filled in afterwards.
Result<SocketAddress> parse_host(ThreadState& thread, int family, const std::string& host) {
  SocketAddress address;
  address.storage.ss_family = static_cast<sa_family_t>(family);
  auto* four = reinterpret_cast<sockaddr_in*>(&address.storage);
  auto* six = reinterpret_cast<sockaddr_in6*>(&address.storage);
  address.length = family == AF_INET ? sizeof *four : sizeof *six;
  if (host.empty()) {
    if (family == AF_INET6) six->sin6_addr = in6addr_any;
    return address;  // all zero is any address
  }
  if (family == AF_INET && host == "<broadcast>") {
    four->sin_addr.s_addr = htonl(INADDR_BROADCAST);
    return address;
  }
  void* const where =
      family == AF_INET ? static_cast<void*>(&four->sin_addr) : static_cast<void*>(&six->sin6_addr);
  if (::inet_pton(family, host.c_str(), where) == 1) return address;
  addrinfo hints{};
  hints.ai_family = family;
  hints.ai_socktype = SOCK_DGRAM;
  const AddressList found = MINIPY_TRY(look_up(thread, host.c_str(), nullptr, hints));
  std::memcpy(&address.storage, found->ai_addr, found->ai_addrlen);
  address.length = found->ai_addrlen;
  return address;
}

Result<std::string> host_argument(ThreadState& thread, Value value) {
  if (objects::is_str(value)) return value.as<Str>()->utf8();
  if (objects::is_bytes(value)) return std::string(value.as<objects::Bytes>()->view());
  return thread.raise(thread.types.TypeError, "str, bytes or bytearray expected, not %T", value);
}

Result<SocketAddress> parse_unix(ThreadState& thread, Value value) {
  std::string path;
  if (objects::is_bytes(value)) {
    path = value.as<objects::Bytes>()->view();
  } else if (objects::is_str(value)) {
    path = value.as<Str>()->utf8();
  } else {
    return thread.raise(thread.types.TypeError, "a bytes-like object is required, not '%T'", value);
  }
  SocketAddress address;
  auto* local = reinterpret_cast<sockaddr_un*>(&address.storage);
  local->sun_family = AF_UNIX;
  // A name that begins with NUL is abstract, and needs no NUL at its end.
  const bool abstract = !path.empty() && path[0] == '\0';
  if (path.size() + (abstract ? 0 : 1) > sizeof local->sun_path)
    return thread.raise(thread.types.OSError, "AF_UNIX path too long");
  std::memcpy(local->sun_path, path.data(), path.size());
  address.length = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + path.size() + (abstract ? 0 : 1));
  return address;
}

std::string host_text(int family, const void* address) {
  char text[INET6_ADDRSTRLEN] = "";
  ::inet_ntop(family, address, text, sizeof text);
  return text;
}

}  // namespace

Result<Type*> gaierror_type(ThreadState& thread) {
  Slot& slot = thread.interpreter.state_slot(&kGaierrorKey);
  Value current = slot.load();
  if (current.is_empty()) {
    Dict* space = Dict::create(thread);
    space->set_str(thread, thread.names.dunder_module, vm::intern(thread, "socket"));
    const Value bases = make_tuple(thread, {Value(thread.types.OSError)});
    const Value made = MINIPY_TRY(vm::create_class(thread, thread.types.type, vm::intern(thread, "gaierror"),
                                                   bases.as<Tuple>(), space, Arguments{}, 0));
    if (slot.compare_exchange(current, made)) current = made;
  }
  return current.as<Type>();
}

Raised raise_gaierror(ThreadState& thread, int error) {
  const auto type = gaierror_type(thread);
  if (!type.ok()) return Raised{};
  const Value arguments[] = {Value::from_int(error), make_str(thread, ::gai_strerror(error))};
  return thread.raise_with(type.value(), arguments);
}

Result<SocketAddress> parse_address(ThreadState& thread, int family, Value value, const char* function) {
  if (family == AF_UNIX) return parse_unix(thread, value);
  if (family != AF_INET && family != AF_INET6) {
    return thread.raise(thread.types.OSError, "%s(): bad family", function);
  }
  const char* name = family == AF_INET ? "AF_INET" : "AF_INET6";
  if (!objects::is_tuple(value)) {
    return thread.raise(thread.types.TypeError, "%s(): %s address must be tuple, not %T", function, name,
                        value);
  }
  const Tuple* tuple = value.as<Tuple>();
  if (family == AF_INET && tuple->length != 2) {
    return thread.raise(thread.types.TypeError, "AF_INET address must be a pair (host, port)");
  }
  if (family == AF_INET6 && (tuple->length < 2 || tuple->length > 4)) {
    return thread.raise(thread.types.TypeError,
                        "AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
  }
  const std::string host = MINIPY_TRY(host_argument(thread, tuple->items[0]));
  const std::int64_t port = MINIPY_TRY(vm::index_int64(thread, tuple->items[1]));
  std::int64_t numbers[2] = {0, 0};  // flowinfo, scope
  for (std::int64_t i = 2; i < tuple->length; ++i)
    numbers[i - 2] = MINIPY_TRY(vm::index_int64(thread, tuple->items[i]));
  SocketAddress address = MINIPY_TRY(parse_host(thread, family, host));
  if (port < 0 || port > 65535) {
    return thread.raise(thread.types.OverflowError, "%s(): port must be 0-65535.", function);
  }
  if (family == AF_INET) {
    reinterpret_cast<sockaddr_in*>(&address.storage)->sin_port = htons(static_cast<std::uint16_t>(port));
  } else {
    auto* six = reinterpret_cast<sockaddr_in6*>(&address.storage);
    six->sin6_port = htons(static_cast<std::uint16_t>(port));
    six->sin6_flowinfo = htonl(static_cast<std::uint32_t>(numbers[0]));
    six->sin6_scope_id = static_cast<std::uint32_t>(numbers[1]);
  }
  return address;
}

Value show_address(ThreadState& thread, const SocketAddress& address) {
  if (address.length == 0) return Value::none();
  switch (address.storage.ss_family) {
    case AF_INET: {
      const auto* four = reinterpret_cast<const sockaddr_in*>(&address.storage);
      return make_tuple(thread, {make_str(thread, host_text(AF_INET, &four->sin_addr)),
                                 Value::from_int(ntohs(four->sin_port))});
    }
    case AF_INET6: {
      const auto* six = reinterpret_cast<const sockaddr_in6*>(&address.storage);
      return make_tuple(
          thread,
          {make_str(thread, host_text(AF_INET6, &six->sin6_addr)), Value::from_int(ntohs(six->sin6_port)),
           Value::from_int(ntohl(six->sin6_flowinfo)), Value::from_int(six->sin6_scope_id)});
    }
    case AF_UNIX: {
      const auto* local = reinterpret_cast<const sockaddr_un*>(&address.storage);
      const std::size_t size = address.length - offsetof(sockaddr_un, sun_path);
      if (address.length <= offsetof(sockaddr_un, sun_path)) return make_str(thread, "");
      if (local->sun_path[0] == '\0')
        return objects::Bytes::create(thread, std::string_view(local->sun_path, size));
      return make_str(thread, std::string_view(local->sun_path, strnlen(local->sun_path, size)));
    }
    default:
      return Value::none();
  }
}

Result<Value> socket_getaddrinfo(ThreadState& thread, const Arguments& arguments) {
  const auto number = [&](std::uint32_t at) -> Result<int> {
    if (arguments.get(at).is_empty()) return 0;
    return static_cast<int>(MINIPY_TRY(vm::index_int64(thread, arguments[at])));
  };
  std::string host;
  std::string service;
  if (!arguments[0].is_none()) host = MINIPY_TRY(host_argument(thread, arguments[0]));
  if (objects::is_integer(arguments[1])) {
    service = std::to_string(MINIPY_TRY(vm::index_int64(thread, arguments[1])));
  } else if (!arguments[1].is_none()) {
    service = MINIPY_TRY(host_argument(thread, arguments[1]));
  }
  addrinfo hints{};
  hints.ai_family = MINIPY_TRY(number(2));
  hints.ai_socktype = MINIPY_TRY(number(3));
  hints.ai_protocol = MINIPY_TRY(number(4));
  hints.ai_flags = MINIPY_TRY(number(5));
  const AddressList found = MINIPY_TRY(look_up(thread, arguments[0].is_none() ? nullptr : host.c_str(),
                                               arguments[1].is_none() ? nullptr : service.c_str(), hints));
  List* list = List::create(thread);
  for (const addrinfo* entry = found.get(); entry != nullptr; entry = entry->ai_next) {
    SocketAddress address;
    std::memcpy(&address.storage, entry->ai_addr, entry->ai_addrlen);
    address.length = entry->ai_addrlen;
    list->append(
        thread,
        make_tuple(thread, {Value::from_int(entry->ai_family), Value::from_int(entry->ai_socktype),
                            Value::from_int(entry->ai_protocol),
                            make_str(thread, entry->ai_canonname != nullptr ? entry->ai_canonname : ""),
                            show_address(thread, address)}));
  }
  return Value(list);
}

}  // namespace minipy::modules
