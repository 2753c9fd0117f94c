// The module `_socket`: what `socket` is built on.

#include <arpa/inet.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <unistd.h>

#include <cerrno>
#include <limits>

#include "interpreter/base/descriptor.hpp"
#include "interpreter/builtins/bytes_support.hpp"
#include "interpreter/objects/function.hpp"
#include "runtime/modules/modules.hpp"
#include "runtime/modules/socket_address.hpp"
#include "runtime/modules/socket_object.hpp"

namespace minipy::modules {
namespace {

Result<int> number(ThreadState& thread, Value value, int otherwise) {
  if (value.is_empty() || value.is_none()) return otherwise;
  return static_cast<int>(MINIPY_TRY(vm::index_int64(thread, value, thread.types.OverflowError)));
}

/// _socketpair(family, type, proto) -> two descriptors
Result<Value> make_pair(ThreadState& thread, const Arguments& arguments) {
  const int family = MINIPY_TRY(number(thread, arguments[0], AF_UNIX));
  const int type = MINIPY_TRY(number(thread, arguments[1], SOCK_STREAM));
  const int protocol = MINIPY_TRY(number(thread, arguments[2], 0));
  int pair[2];
  if (::socketpair(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol, pair) != 0)
    return raise_os_error(thread, errno);
  return make_tuple(thread, {Value::from_int(base::above_standard(pair[0])),
                             Value::from_int(base::above_standard(pair[1]))});
}

Result<Value> socket_dup(ThreadState& thread, const Arguments& arguments) {
  const int descriptor = MINIPY_TRY(number(thread, arguments[0], -1));
  const int copy = ::fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (copy < 0) return raise_os_error(thread, errno);
  return Value::from_int(copy);
}

Result<Value> socket_close_descriptor(ThreadState& thread, const Arguments& arguments) {
  if (::close(MINIPY_TRY(number(thread, arguments[0], -1))) != 0) return raise_os_error(thread, errno);
  return Value::none();
}

Result<Value> socket_gethostname(ThreadState& thread, const Arguments&) {
  char name[1024] = "";
  if (::gethostname(name, sizeof name - 1) != 0) return raise_os_error(thread, errno);
  return make_str(thread, name);
}

Result<Value> socket_gethostbyname(ThreadState& thread, const Arguments& arguments) {
  const Value pair[] = {arguments[0], Value::from_int(0)};
  const SocketAddress address =
      MINIPY_TRY(parse_address(thread, AF_INET, Tuple::create(thread, pair), "gethostbyname"));
  return show_address(thread, address).as<Tuple>()->items[0];
}

Result<Value> socket_inet_aton(ThreadState& thread, const Arguments& arguments) {
  const std::string text = MINIPY_TRY(text_argument(thread, arguments[0], "inet_aton() argument 1"));
  in_addr address{};
  if (::inet_aton(text.c_str(), &address) == 0)
    return thread.raise(thread.types.OSError, "illegal IP address string passed to inet_aton");
  return Value(objects::Bytes::create(
      thread, std::string_view(reinterpret_cast<const char*>(&address), sizeof address)));
}

Result<Value> socket_inet_pton(ThreadState& thread, const Arguments& arguments) {
  const int family = MINIPY_TRY(number(thread, arguments[0], AF_INET));
  const std::string text = MINIPY_TRY(text_argument(thread, arguments[1], "inet_pton() argument 2"));
  char address[sizeof(in6_addr)] = {};
  const int found = ::inet_pton(family, text.c_str(), address);
  if (found < 0) return raise_os_error(thread, errno);
  if (found == 0) return thread.raise(thread.types.OSError, "illegal IP address string passed to inet_pton");
  const std::size_t size = family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr);
  return Value(objects::Bytes::create(thread, std::string_view(address, size)));
}

Result<Value> to_text(ThreadState& thread, int family, Value packed) {
  MINIPY_TRY(builtins::check_bytes_like(thread, packed));
  const builtins::BytesView bytes(thread, packed);
  if (family != AF_INET && family != AF_INET6)
    return thread.raise(thread.types.ValueError, "unknown address family %d", std::int64_t{family});
  if (bytes->size() != (family == AF_INET ? sizeof(in_addr) : sizeof(in6_addr)))
    return thread.raise(thread.types.ValueError, "invalid length of packed IP address string");
  char text[INET6_ADDRSTRLEN] = "";
  if (::inet_ntop(family, bytes->data(), text, sizeof text) == nullptr) return raise_os_error(thread, errno);
  return make_str(thread, text);
}

Result<Value> socket_inet_ntop(ThreadState& thread, const Arguments& arguments) {
  return to_text(thread, MINIPY_TRY(number(thread, arguments[0], AF_INET)), arguments[1]);
}

Result<Value> socket_inet_ntoa(ThreadState& thread, const Arguments& arguments) {
  MINIPY_TRY(builtins::check_bytes_like(thread, arguments[0]));
  if (builtins::BytesView(thread, arguments[0])->size() != sizeof(in_addr))
    return thread.raise(thread.types.OSError, "packed IP wrong length");
  return to_text(thread, AF_INET, arguments[0]);
}

/// htons and the like: the same function both ways.
template <typename Whole>
Result<Value> swapped(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t value = MINIPY_TRY(vm::index_int64(thread, arguments[0], thread.types.OverflowError));
  if (value < 0 || value > std::int64_t{std::numeric_limits<Whole>::max()}) {
    return thread.raise(thread.types.OverflowError, "int larger than %d bits",
                        static_cast<std::int64_t>(sizeof(Whole) * 8));
  }
  if constexpr (sizeof(Whole) == 2) {
    return Value::from_int(htons(static_cast<Whole>(value)));
  } else {
    return Value::from_int(htonl(static_cast<Whole>(value)));
  }
}

Result<Value> socket_getdefaulttimeout(ThreadState& thread, const Arguments&) {
  return show_timeout(default_socket_timeout(thread).load(std::memory_order_relaxed));
}

Result<Value> socket_setdefaulttimeout(ThreadState& thread, const Arguments& arguments) {
  const std::int64_t timeout = MINIPY_TRY(timeout_argument(thread, arguments[0]));
  default_socket_timeout(thread).store(timeout, std::memory_order_relaxed);
  return Value::none();
}

const NativeDefinition kFunctions[] = {
    {"_socketpair", make_pair, "family, type, proto, /"},
    {"close", socket_close_descriptor, "fd, /"},
    {"dup", socket_dup, "fd, /"},
    {"getaddrinfo", socket_getaddrinfo, "host, port, family=, type=, proto=, flags="},
    {"getdefaulttimeout", socket_getdefaulttimeout, ""},
    {"gethostbyname", socket_gethostbyname, "host, /"},
    {"gethostname", socket_gethostname, ""},
    {"htonl", swapped<std::uint32_t>, "x, /"},
    {"htons", swapped<std::uint16_t>, "x, /"},
    {"inet_aton", socket_inet_aton, "ip_string, /"},
    {"inet_ntoa", socket_inet_ntoa, "packed_ip, /"},
    {"inet_ntop", socket_inet_ntop, "address_family, packed_ip, /"},
    {"inet_pton", socket_inet_pton, "address_family, ip_string, /"},
    {"ntohl", swapped<std::uint32_t>, "x, /"},
    {"ntohs", swapped<std::uint16_t>, "x, /"},
    {"setdefaulttimeout", socket_setdefaulttimeout, "timeout, /"},
};

constexpr struct {
  const char* name;
  std::int64_t value;
} kConstants[] = {
    {"AF_INET", AF_INET},
    {"AF_INET6", AF_INET6},
    {"AF_UNIX", AF_UNIX},
    {"AF_UNSPEC", AF_UNSPEC},
    {"SOCK_STREAM", SOCK_STREAM},
    {"SOCK_DGRAM", SOCK_DGRAM},
    {"SOCK_RAW", SOCK_RAW},
    {"SOCK_SEQPACKET", SOCK_SEQPACKET},
    {"SOCK_NONBLOCK", SOCK_NONBLOCK},
    {"SOCK_CLOEXEC", SOCK_CLOEXEC},
    {"SOL_SOCKET", SOL_SOCKET},
    {"SO_BROADCAST", SO_BROADCAST},
    {"SO_ERROR", SO_ERROR},
    {"SO_KEEPALIVE", SO_KEEPALIVE},
    {"SO_LINGER", SO_LINGER},
    {"SO_RCVBUF", SO_RCVBUF},
    {"SO_REUSEADDR", SO_REUSEADDR},
    {"SO_REUSEPORT", SO_REUSEPORT},
    {"SO_SNDBUF", SO_SNDBUF},
    {"SO_TYPE", SO_TYPE},
    {"SOMAXCONN", SOMAXCONN},
    {"IPPROTO_IP", IPPROTO_IP},
    {"IPPROTO_IPV6", IPPROTO_IPV6},
    {"IPPROTO_TCP", IPPROTO_TCP},
    {"IPPROTO_UDP", IPPROTO_UDP},
    {"IPV6_V6ONLY", IPV6_V6ONLY},
    {"TCP_NODELAY", TCP_NODELAY},
    {"TCP_KEEPIDLE", TCP_KEEPIDLE},
    {"INADDR_ANY", INADDR_ANY},
    {"INADDR_LOOPBACK", INADDR_LOOPBACK},
    {"SHUT_RD", SHUT_RD},
    {"SHUT_WR", SHUT_WR},
    {"SHUT_RDWR", SHUT_RDWR},
    {"MSG_DONTWAIT", MSG_DONTWAIT},
    {"MSG_NOSIGNAL", MSG_NOSIGNAL},
    {"MSG_OOB", MSG_OOB},
    {"MSG_PEEK", MSG_PEEK},
    {"MSG_TRUNC", MSG_TRUNC},
    {"MSG_WAITALL", MSG_WAITALL},
    {"AI_PASSIVE", AI_PASSIVE},
    {"AI_CANONNAME", AI_CANONNAME},
    {"AI_NUMERICHOST", AI_NUMERICHOST},
    {"AI_NUMERICSERV", AI_NUMERICSERV},
    {"EAI_AGAIN", EAI_AGAIN},
    {"EAI_FAIL", EAI_FAIL},
    {"EAI_NONAME", EAI_NONAME},
};

}  // namespace

Result<Value> make_socket(ThreadState& thread) {
  Module* module = new_module(thread, "_socket", "What the module socket is built on.");
  builtins::add_functions(thread, module, kFunctions);
  for (const auto& [name, value] : kConstants)
    builtins::add_value(thread, module, name, Value::from_int(value));
  builtins::add_value(thread, module, "socket", socket_type(thread));
  builtins::add_value(thread, module, "gaierror", MINIPY_TRY(gaierror_type(thread)));
  return Value(module);
}

}  // namespace minipy::modules
