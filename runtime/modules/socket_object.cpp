// The class `_socket.socket`.
//
// Descriptors are non-blocking for the system, always; blocking sockets, and those with a timeout, wait here:
// a call is tried, and when it would block the thread waits for the descriptor (Scheduler::wait_descriptors),
// so that a fiber gives its worker away, Ctrl-C ends the wait of the main thread, and there is one way to
// wait. All of a call is one detached scope, as in CPython, where the lock is dropped around every call that
// could block, whether it does or not: a thread that sends a byte may find the lock taken when it comes back.
//
// Nothing of a Python object is touched in there but the bytes of an immutable `bytes`, which the arguments
// keep alive. As in CPython, closing a socket while another thread waits for it does not end that wait.

#include "runtime/modules/socket_object.hpp"

#include <netinet/in.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <memory>

#include "interpreter/base/descriptor.hpp"
#include "interpreter/builtins/allocation.hpp"
#include "interpreter/builtins/bytes_support.hpp"
#include "runtime/modules/lock.hpp"
#include "runtime/modules/socket_address.hpp"
#include "runtime/modules/waiting.hpp"
#include "runtime/sched/scheduler.hpp"

namespace minipy::modules {

namespace {

using sched::Readiness;

// Settings that any thread may read and change, each for itself: relaxed.
struct Socket : objects::Opaque {
  std::atomic<int> descriptor;  ///< -1: closed
  std::atomic<int> family;
  std::atomic<int> type;
  std::atomic<int> protocol;
  std::atomic<std::int64_t> timeout;  ///< nanoseconds; -1: none, 0: does not wait

  int fd() const { return descriptor.load(std::memory_order_relaxed); }
};

constexpr std::int64_t kNoTimeout = -1;

void finalize_socket(Object* object) {
  const int descriptor = static_cast<Socket*>(object)->descriptor.exchange(-1, std::memory_order_relaxed);
  if (descriptor >= 0) ::close(descriptor);
}

const objects::OpaqueInfo kInfo = {"_socket.socket", nullptr, finalize_socket};
const char kTypeKey = 0, kDefaultsKey = 0;

struct Defaults : objects::Opaque {
  std::atomic<std::int64_t> timeout;
};
constexpr objects::OpaqueInfo kDefaultsInfo = {"_socket defaults"};

Result<Socket*> self_socket(ThreadState& thread, Value self) { return self_as<Socket>(thread, self, kInfo); }

Result<int> int_argument(ThreadState& thread, Value value, int otherwise = 0) {
  if (value.is_empty()) return otherwise;
  const std::int64_t number = MINIPY_TRY(vm::index_int64(thread, value, thread.types.OverflowError));
  if (number < INT32_MIN || number > INT32_MAX)
    return thread.raise(thread.types.OverflowError, "Python int too large to convert to C int");
  return static_cast<int>(number);
}

std::int64_t deadline_of(ThreadState& thread, const Socket* self) {
  const std::int64_t timeout = self->timeout.load(std::memory_order_relaxed);
  if (timeout < 0) return sync::kNever;
  return trace::deadline_after(sync::ThreadContext::of(thread).parker->now(), timeout);
}

/// How a call went.
struct Outcome {
  std::int64_t result = -1;
  int error = 0;
};

/// Calls `attempt(descriptor)`, a system call that returns -1 and EAGAIN where it would block, until it is
/// done. Waits for `events` in between, at most until `deadline`: TimeoutError. May raise KeyboardInterrupt.
template <typename Attempt>
Result<Outcome> call_system(ThreadState& thread, Socket* self, const char* what, short events,
                            std::int64_t deadline, Attempt attempt) {
  sched::Scheduler& scheduler = sched::Scheduler::of(thread);
  for (;;) {
    Outcome outcome;
    Readiness readiness = Readiness::kReady;
    {
      const vm::Detached detached(thread, what);
      do {
        const int descriptor = self->fd();
        outcome.result = attempt(descriptor);
        outcome.error = errno;
        if (outcome.result >= 0) return outcome;
        if (outcome.error == EINTR) continue;
        if (outcome.error != EAGAIN || self->timeout.load(std::memory_order_relaxed) == 0) return outcome;
        pollfd polled{descriptor, events, 0};
        readiness = scheduler.wait_descriptors(thread, {&polled, 1}, deadline, outcome.error);
      } while (readiness == Readiness::kReady);
    }
    if (readiness == Readiness::kRefused) return outcome;
    if (readiness == Readiness::kTimeout) {
      return thread.raise(thread.types.TimeoutError, "timed out");
    }
    MINIPY_TRY(vm::checkpoint(thread));
  }
}

Result<std::int64_t> call_or_raise(ThreadState& thread, const Result<Outcome>& outcome) {
  if (!outcome.ok()) return Raised{};
  if (outcome.value().result < 0) return raise_os_error(thread, outcome.value().error);
  return outcome.value().result;
}

Result<Value> none_or_raise(ThreadState& thread, int result) {
  if (result < 0) return raise_os_error(thread, errno);
  return Value::none();
}

// ---- being made and closed

Result<Value> socket_new(ThreadState& thread, const Arguments& arguments) {
  auto* self = objects::create_opaque<Socket>(thread, arguments[0].as<Type>(), kInfo);
  self->descriptor.store(-1, std::memory_order_relaxed);
  self->timeout.store(kNoTimeout, std::memory_order_relaxed);
  return Value(self);
}

/// What the system knows of a descriptor that was made elsewhere.
int option_of(int descriptor, int option, int otherwise) {
  int value = 0;
  socklen_t size = sizeof value;
  return ::getsockopt(descriptor, SOL_SOCKET, option, &value, &size) == 0 ? value : otherwise;
}

/// __init__(self, family=-1, type=-1, proto=-1, fileno=None)
Result<Value> socket_init(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  int family = MINIPY_TRY(int_argument(thread, arguments.get(1), -1));
  int type = MINIPY_TRY(int_argument(thread, arguments.get(2), -1));
  int protocol = MINIPY_TRY(int_argument(thread, arguments.get(3), -1));
  const Value given = arguments.get(4);
  int descriptor = -1;
  if (given.is_empty() || given.is_none()) {
    if (family == -1) family = AF_INET;
    if (type == -1) type = SOCK_STREAM;
    if (protocol == -1) protocol = 0;
    descriptor = base::above_standard(::socket(family, type | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol));
    if (descriptor < 0) return raise_os_error(thread, errno);
  } else {
    descriptor = MINIPY_TRY(int_argument(thread, given));
    if (descriptor < 0) return thread.raise(thread.types.ValueError, "negative file descriptor");
    SocketAddress address;
    if (::getsockname(descriptor, address.get(), &address.length) != 0) return raise_os_error(thread, errno);
    if (family == -1) family = address.storage.ss_family;
    if (type == -1) type = option_of(descriptor, SO_TYPE, SOCK_STREAM);
    if (protocol == -1) protocol = option_of(descriptor, SO_PROTOCOL, 0);
    int on = 1;
    if (::ioctl(descriptor, FIONBIO, &on) != 0) return raise_os_error(thread, errno);
  }
  self->family.store(family, std::memory_order_relaxed);
  self->protocol.store(protocol, std::memory_order_relaxed);
  const bool waits = (type & SOCK_NONBLOCK) == 0;
  self->type.store(type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC), std::memory_order_relaxed);
  self->timeout.store(waits ? default_socket_timeout(thread).load(std::memory_order_relaxed) : 0,
                      std::memory_order_relaxed);
  const int before = self->descriptor.exchange(descriptor, std::memory_order_relaxed);
  if (before >= 0) ::close(before);
  return Value::none();
}

Result<Value> socket_close(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  const int descriptor = self->descriptor.exchange(-1, std::memory_order_relaxed);
  if (descriptor < 0) return Value::none();
  int failed = 0;
  {
    const vm::Detached detached(thread, "socket.close");
    failed = ::close(descriptor);
  }
  if (failed != 0 && errno != ECONNRESET) return raise_os_error(thread, errno);
  return Value::none();
}

Result<Value> socket_detach(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  return Value::from_int(self->descriptor.exchange(-1, std::memory_order_relaxed));
}

Result<Value> socket_fileno(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(MINIPY_TRY(self_socket(thread, arguments[0]))->fd());
}

// ---- connecting

Result<Value> socket_bind(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  const SocketAddress address =
      MINIPY_TRY(parse_address(thread, self->family.load(std::memory_order_relaxed), arguments[1], "bind"));
  return none_or_raise(thread, ::bind(self->fd(), address.get(), address.length));
}

Result<Value> socket_listen(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  const int backlog = MINIPY_TRY(int_argument(thread, arguments.get(1), std::min(SOMAXCONN, 128)));
  return none_or_raise(thread, ::listen(self->fd(), std::max(backlog, 0)));
}

/// _accept() -> (descriptor, address)
Result<Value> socket_accept(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  SocketAddress address;
  const std::int64_t descriptor = MINIPY_TRY(call_or_raise(
      thread, call_system(thread, self, "socket.accept", POLLIN, deadline_of(thread, self), [&](int fd) {
        address.length = sizeof address.storage;
        return ::accept4(fd, address.get(), &address.length, SOCK_CLOEXEC | SOCK_NONBLOCK);
      })));
  const int accepted = base::above_standard(static_cast<int>(descriptor));
  return make_tuple(thread, {Value::from_int(accepted), show_address(thread, address)});
}

/// The error of connecting, 0 when it is done. May raise for what is wrong with the address, and
/// TimeoutError.
Result<int> connect_to(ThreadState& thread, Socket* self, Value where, const char* function) {
  const SocketAddress address =
      MINIPY_TRY(parse_address(thread, self->family.load(std::memory_order_relaxed), where, function));
  const bool waits = self->timeout.load(std::memory_order_relaxed) != 0;
  bool under_way = false;
  const Outcome outcome =
      MINIPY_TRY(call_system(thread, self, "socket.connect", POLLOUT, deadline_of(thread, self), [&](int fd) {
        if (under_way) {
          const int error = option_of(fd, SO_ERROR, 0);
          errno = error;
          return error == 0 ? 0 : -1;
        }
        const int result = ::connect(fd, address.get(), address.length);
        if (result == 0 || errno != EINPROGRESS || !waits) return result;
        under_way = true;
        errno = EAGAIN;  // now it is waited for
        return -1;
      }));
  return outcome.result < 0 ? outcome.error : 0;
}

Result<Value> socket_connect(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  const int error = MINIPY_TRY(connect_to(thread, self, arguments[1], "connect"));
  if (error != 0) return raise_os_error(thread, error);
  return Value::none();
}

Result<Value> socket_connect_ex(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  const auto error = connect_to(thread, self, arguments[1], "connect_ex");
  if (error.ok()) return Value::from_int(error.value());
  if (!thread.exception_is(thread.types.TimeoutError)) return Raised{};
  thread.take_exception();
  return Value::from_int(EAGAIN);
}

Result<Value> socket_shutdown(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  const int how = MINIPY_TRY(int_argument(thread, arguments[1]));
  return none_or_raise(thread, ::shutdown(self->fd(), how));
}

// ---- sending and receiving

Result<Value> socket_send(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  MINIPY_TRY(builtins::check_bytes_like(thread, arguments[1]));
  const builtins::BytesView bytes(thread, arguments[1]);
  const int flags = MINIPY_TRY(int_argument(thread, arguments.get(2)));
  return Value::from_int(MINIPY_TRY(call_or_raise(
      thread, call_system(thread, self, "socket.send", POLLOUT, deadline_of(thread, self),
                          [&](int fd) { return ::send(fd, bytes->data(), bytes->size(), flags); }))));
}

Result<Value> socket_sendall(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  MINIPY_TRY(builtins::check_bytes_like(thread, arguments[1]));
  const builtins::BytesView bytes(thread, arguments[1]);
  const int flags = MINIPY_TRY(int_argument(thread, arguments.get(2)));
  std::size_t sent = 0;
  MINIPY_TRY(call_or_raise(thread, call_system(thread, self, "socket.send", POLLOUT,
                                               deadline_of(thread, self), [&](int fd) -> ssize_t {
                                                 do {
                                                   const ssize_t count = ::send(fd, bytes->data() + sent,
                                                                                bytes->size() - sent, flags);
                                                   if (count < 0) return count;
                                                   sent += static_cast<std::size_t>(count);
                                                 } while (sent < bytes->size());
                                                 return 0;
                                               })));
  return Value::none();
}

/// sendto(data[, flags], address)
Result<Value> socket_sendto(ThreadState& thread, const Arguments& arguments) {
  if (arguments.count < 3 || arguments.count > 4) {
    return thread.raise(thread.types.TypeError, "sendto() takes 2 or 3 arguments (%d given)",
                        static_cast<std::int64_t>(arguments.count) - 1);
  }
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  MINIPY_TRY(builtins::check_bytes_like(thread, arguments[1]));
  const builtins::BytesView bytes(thread, arguments[1]);
  const int flags = arguments.count == 4 ? MINIPY_TRY(int_argument(thread, arguments[2])) : 0;
  const SocketAddress address = MINIPY_TRY(parse_address(thread, self->family.load(std::memory_order_relaxed),
                                                         arguments[arguments.count - 1], "sendto"));
  return Value::from_int(MINIPY_TRY(call_or_raise(
      thread, call_system(thread, self, "socket.sendto", POLLOUT, deadline_of(thread, self), [&](int fd) {
        return ::sendto(fd, bytes->data(), bytes->size(), flags, address.get(), address.length);
      }))));
}

/// Receives up to `size` bytes; `from` may be null.
Result<std::string_view> receive(ThreadState& thread, Socket* self, std::int64_t size, int flags,
                                 std::unique_ptr<char[]>& buffer, SocketAddress* from) {
  buffer = std::make_unique_for_overwrite<char[]>(static_cast<std::size_t>(size));
  const char* what = from != nullptr ? "socket.recvfrom" : "socket.recv";
  const std::int64_t count = MINIPY_TRY(
      call_or_raise(thread, call_system(thread, self, what, POLLIN, deadline_of(thread, self), [&](int fd) {
                      if (from == nullptr)
                        return ::recv(fd, buffer.get(), static_cast<std::size_t>(size), flags);
                      from->length = sizeof from->storage;
                      return ::recvfrom(fd, buffer.get(), static_cast<std::size_t>(size), flags, from->get(),
                                        &from->length);
                    })));
  return std::string_view(buffer.get(),
                          std::min(static_cast<std::size_t>(count), static_cast<std::size_t>(size)));
}

Result<std::int64_t> size_argument(ThreadState& thread, Value value, const char* function) {
  const std::int64_t size = MINIPY_TRY(vm::index_int64(thread, value, thread.types.OverflowError));
  if (size < 0) return thread.raise(thread.types.ValueError, "negative buffersize in %s", function);
  MINIPY_TRY(builtins::check_allocation(thread, static_cast<std::uint64_t>(size)));
  return size;
}

Result<Value> socket_recv(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  const std::int64_t size = MINIPY_TRY(size_argument(thread, arguments[1], "recv"));
  const int flags = MINIPY_TRY(int_argument(thread, arguments.get(2)));
  std::unique_ptr<char[]> buffer;
  return Value(
      objects::Bytes::create(thread, MINIPY_TRY(receive(thread, self, size, flags, buffer, nullptr))));
}

Result<Value> socket_recvfrom(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  const std::int64_t size = MINIPY_TRY(size_argument(thread, arguments[1], "recvfrom"));
  const int flags = MINIPY_TRY(int_argument(thread, arguments.get(2)));
  std::unique_ptr<char[]> buffer;
  SocketAddress from;
  const Value bytes =
      objects::Bytes::create(thread, MINIPY_TRY(receive(thread, self, size, flags, buffer, &from)));
  return make_tuple(thread, {bytes, show_address(thread, from)});
}

/// Into an object with writable bytes, whose size stays: recv_into and recvfrom_into.
Result<std::int64_t> receive_into(ThreadState& thread, const Arguments& arguments, const char* function,
                                  SocketAddress* from) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  const auto target = builtins::writable_buffer(thread, arguments[1]);
  if (!target) {
    return thread.raise(thread.types.TypeError,
                        "%s() argument 1 must be read-write bytes-like object, not %T", function,
                        arguments[1]);
  }
  std::int64_t size =
      arguments.get(2).is_empty() ? 0 : MINIPY_TRY(size_argument(thread, arguments[2], function));
  if (size > target->size)
    return thread.raise(thread.types.ValueError, "buffer too small for requested bytes");
  if (size == 0) size = target->size;
  const int flags = MINIPY_TRY(int_argument(thread, arguments.get(3)));
  std::unique_ptr<char[]> buffer;
  const std::string_view bytes = MINIPY_TRY(receive(thread, self, size, flags, buffer, from));
  static_cast<void>(target->write(thread, 0, bytes));
  return static_cast<std::int64_t>(bytes.size());
}

Result<Value> socket_recv_into(ThreadState& thread, const Arguments& arguments) {
  return Value::from_int(MINIPY_TRY(receive_into(thread, arguments, "recv_into", nullptr)));
}

Result<Value> socket_recvfrom_into(ThreadState& thread, const Arguments& arguments) {
  SocketAddress from;
  const std::int64_t count = MINIPY_TRY(receive_into(thread, arguments, "recvfrom_into", &from));
  return make_tuple(thread, {Value::from_int(count), show_address(thread, from)});
}

// ---- settings

Result<Value> socket_settimeout(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  self->timeout.store(MINIPY_TRY(timeout_argument(thread, arguments[1])), std::memory_order_relaxed);
  return Value::none();
}

Result<Value> socket_gettimeout(ThreadState& thread, const Arguments& arguments) {
  return show_timeout(MINIPY_TRY(self_socket(thread, arguments[0]))->timeout.load(std::memory_order_relaxed));
}

Result<Value> socket_setblocking(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  self->timeout.store(MINIPY_TRY(vm::truth(thread, arguments[1])) ? kNoTimeout : 0,
                      std::memory_order_relaxed);
  return Value::none();
}

Result<Value> socket_getblocking(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  return Value::from_bool(self->timeout.load(std::memory_order_relaxed) != 0);
}

/// setsockopt(level, option, value: int or bytes) or setsockopt(level, option, None, length)
Result<Value> socket_setsockopt(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  const int level = MINIPY_TRY(int_argument(thread, arguments[1]));
  const int option = MINIPY_TRY(int_argument(thread, arguments[2]));
  const Value value = arguments[3];
  if (objects::is_integer(value)) {
    const int number = MINIPY_TRY(int_argument(thread, value));
    return none_or_raise(thread, ::setsockopt(self->fd(), level, option, &number, sizeof number));
  }
  if (value.is_none() && !arguments.get(4).is_empty()) {
    const auto length = static_cast<socklen_t>(MINIPY_TRY(int_argument(thread, arguments[4])));
    return none_or_raise(thread, ::setsockopt(self->fd(), level, option, nullptr, length));
  }
  MINIPY_TRY(builtins::check_bytes_like(thread, value));
  const builtins::BytesView bytes(thread, value);
  return none_or_raise(
      thread, ::setsockopt(self->fd(), level, option, bytes->data(), static_cast<socklen_t>(bytes->size())));
}

/// getsockopt(level, option[, length]) -> int, or bytes where a length is given
Result<Value> socket_getsockopt(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  const int level = MINIPY_TRY(int_argument(thread, arguments[1]));
  const int option = MINIPY_TRY(int_argument(thread, arguments[2]));
  const int length = MINIPY_TRY(int_argument(thread, arguments.get(3)));
  if (length == 0) {
    int number = 0;
    socklen_t size = sizeof number;
    if (::getsockopt(self->fd(), level, option, &number, &size) != 0) return raise_os_error(thread, errno);
    return Value::from_int(number);
  }
  if (length < 0 || length > 1024)
    return thread.raise(thread.types.OSError, "getsockopt buflen out of range");
  char buffer[1024];
  auto size = static_cast<socklen_t>(length);
  if (::getsockopt(self->fd(), level, option, buffer, &size) != 0) return raise_os_error(thread, errno);
  return Value(objects::Bytes::create(thread, std::string_view(buffer, size)));
}

template <int (*Get)(int, sockaddr*, socklen_t*)>
Result<Value> name_of(ThreadState& thread, const Arguments& arguments) {
  Socket* self = MINIPY_TRY(self_socket(thread, arguments[0]));
  SocketAddress address;
  if (Get(self->fd(), address.get(), &address.length) != 0) return raise_os_error(thread, errno);
  return show_address(thread, address);
}

template <std::atomic<int> Socket::*Field>
Result<Value> setting(ThreadState& thread, Value self) {
  return Value::from_int((MINIPY_TRY(self_socket(thread, self))->*Field).load(std::memory_order_relaxed));
}

Result<Value> timeout_setting(ThreadState& thread, Value self) {
  return show_timeout(MINIPY_TRY(self_socket(thread, self))->timeout.load(std::memory_order_relaxed));
}

const NativeDefinition kMethods[] = {
    {"__new__", socket_new, "*args, **kwargs"},
    {"__init__", socket_init, "self, family=, type=, proto=, fileno="},
    {"_accept", socket_accept, "self, /"},
    {"bind", socket_bind, "self, address, /"},
    {"close", socket_close, "self, /"},
    {"connect", socket_connect, "self, address, /"},
    {"connect_ex", socket_connect_ex, "self, address, /"},
    {"detach", socket_detach, "self, /"},
    {"fileno", socket_fileno, "self, /"},
    {"getblocking", socket_getblocking, "self, /"},
    {"getpeername", name_of<::getpeername>, "self, /"},
    {"getsockname", name_of<::getsockname>, "self, /"},
    {"getsockopt", socket_getsockopt, "self, level, option, buflen=, /"},
    {"gettimeout", socket_gettimeout, "self, /"},
    {"listen", socket_listen, "self, backlog=, /"},
    {"recv", socket_recv, "self, bufsize, flags=, /"},
    {"recv_into", socket_recv_into, "self, buffer, nbytes=, flags="},
    {"recvfrom", socket_recvfrom, "self, bufsize, flags=, /"},
    {"recvfrom_into", socket_recvfrom_into, "self, buffer, nbytes=, flags="},
    {"send", socket_send, "self, data, flags=, /"},
    {"sendall", socket_sendall, "self, data, flags=, /"},
    {"sendto", socket_sendto, "*args"},
    {"setblocking", socket_setblocking, "self, flag, /"},
    {"setsockopt", socket_setsockopt, "self, level, option, value, optlen=, /"},
    {"settimeout", socket_settimeout, "self, timeout, /"},
    {"shutdown", socket_shutdown, "self, how, /"},
};

const GetSetDefinition kFields[] = {
    {"family", setting<&Socket::family>},
    {"type", setting<&Socket::type>},
    {"proto", setting<&Socket::protocol>},
    {"timeout", timeout_setting},
};

Type* make_socket_type(ThreadState& thread) {
  return new_type(thread, "socket", "_socket", true, kMethods, kFields);
}

}  // namespace

Type* socket_type(ThreadState& thread) { return builtins::builtin_type(thread, &kTypeKey, make_socket_type); }

std::atomic<std::int64_t>& default_socket_timeout(ThreadState& thread) {
  Slot& slot = thread.interpreter.state_slot(&kDefaultsKey);
  Value current = slot.load();
  if (current.is_empty()) {
    auto* fresh = objects::create_opaque<Defaults>(thread, thread.types.object, kDefaultsInfo);
    fresh->timeout.store(kNoTimeout, std::memory_order_relaxed);
    if (slot.compare_exchange(current, fresh)) current = fresh;
  }
  return current.as<Defaults>()->timeout;
}

Result<std::int64_t> timeout_argument(ThreadState& thread, Value value) {
  if (value.is_none()) return kNoTimeout;
  const std::int64_t nanoseconds =
      MINIPY_TRY(seconds_to_nanoseconds(thread, value, "timestamp too large to convert to C _PyTime_t"));
  if (nanoseconds < 0) return thread.raise(thread.types.ValueError, "Timeout value out of range");
  return nanoseconds;
}

Value show_timeout(std::int64_t nanoseconds) {
  return nanoseconds < 0 ? Value::none() : Value::from_double(static_cast<double>(nanoseconds) / 1e9);
}

}  // namespace minipy::modules
