"""Sockets: TCP, UDP and Unix."""

import _socket
from _socket import *
from _socket import gaierror, getdefaulttimeout
from enum import IntEnum, IntFlag

error = OSError
timeout = TimeoutError
has_ipv6 = True
_GLOBAL_DEFAULT_TIMEOUT = object()


class herror(OSError):
    pass


def _members(prefix, without=()):
    return {name: getattr(_socket, name) for name in sorted(dir(_socket))
            if name.startswith(prefix) and name not in without}


AddressFamily = IntEnum("AddressFamily", _members("AF_"), module=__name__)
SocketKind = IntEnum("SocketKind", _members("SOCK_", ("SOCK_NONBLOCK", "SOCK_CLOEXEC")), module=__name__)
MsgFlag = IntFlag("MsgFlag", _members("MSG_"), module=__name__)
AddressInfo = IntFlag("AddressInfo", _members("AI_"), module=__name__)
for _kinds in (AddressFamily, SocketKind, MsgFlag, AddressInfo):
    globals().update(_kinds.__members__)
del _kinds


def _as(kind, value):
    try:
        return kind(value)
    except ValueError:
        return value


class socket(_socket.socket):
    """A socket; in a `with` statement it is closed at the end."""

    __slots__ = ["__weakref__", "_closed"]

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        super().__init__(int(family), int(type), proto, fileno)
        self._closed = False

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if not self._closed:
            self.close()

    def __repr__(self):
        number = self.fileno()
        closed = getattr(self, "_closed", False)
        text = (f"<{type(self).__module__}.{type(self).__qualname__}{' [closed]' if closed else ''} "
                f"fd={number}, family={int(self.family)}, type={int(self.type)}, proto={self.proto}")
        if number != -1:
            for word, ask in (("laddr", self.getsockname), ("raddr", self.getpeername)):
                try:
                    address = ask()
                except OSError:
                    continue
                if address:
                    text += f", {word}={address!r}"
        return text + ">"

    def __getstate__(self):
        raise TypeError(f"cannot pickle {type(self).__name__!r} object")

    @property
    def family(self):
        return _as(AddressFamily, super().family)

    @property
    def type(self):
        return _as(SocketKind, super().type)

    def dup(self):
        """Another socket object on the same connection."""
        other = self.__class__(self.family, self.type, self.proto, fileno=_socket.dup(self.fileno()))
        other.settimeout(self.gettimeout())
        return other

    def accept(self):
        """Wait for a connection; return (a new socket, the address of the other end)."""
        number, address = self._accept()
        return socket(self.family, self.type, self.proto, fileno=number), address

    def close(self):
        """Close the socket. The connection ends when the files that makefile() gave are closed, too."""
        self._closed = True
        super().close()

    def detach(self):
        """Return the descriptor, which is nobody's now."""
        self._closed = True
        return super().detach()

    def makefile(self, mode="r", buffering=None, *, encoding=None, errors=None, newline=None):
        """A file that reads from the socket or writes to it, or both."""
        if not set(mode) <= {"r", "w", "b"}:
            raise ValueError(f"invalid mode {mode!r} (only r, w, b allowed)")
        writing = "w" in mode
        reading = "r" in mode or not writing
        binary = "b" in mode
        if buffering is None or buffering < 0:
            buffering = -1
        if buffering == 0 and not binary:
            raise ValueError("unbuffered streams must be binary")
        parts = []
        for letter in ("r" if reading else "") + ("w" if writing else ""):
            number = _socket.dup(self.fileno())
            if binary:
                parts.append(open(number, letter + "b", buffering))
            else:
                parts.append(open(number, letter, buffering, encoding, errors, newline))
        return parts[0] if len(parts) == 1 else _ReaderAndWriter(*parts)

    def sendfile(self, file, offset=0, count=None):
        """Send what is in a file, from `offset` on; return how many bytes that were."""
        if offset:
            file.seek(offset)
        sent = 0
        while count is None or sent < count:
            piece = file.read(8192 if count is None else min(8192, count - sent))
            if not piece:
                break
            self.sendall(piece)
            sent += len(piece)
        return sent


class _ReaderAndWriter:
    """What makefile("rw") gives: a file to read from and one to write to."""

    def __init__(self, reader, writer):
        self._reader, self._writer = reader, writer
        for name in ("read", "readline", "readlines"):
            setattr(self, name, getattr(reader, name))
        for name in ("write", "writelines", "flush"):
            setattr(self, name, getattr(writer, name))

    def __iter__(self):
        return iter(self._reader)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def readable(self):
        return True

    def writable(self):
        return True

    def seekable(self):
        return False

    @property
    def closed(self):
        return self._writer.closed

    def close(self):
        self._writer.close()
        self._reader.close()


SocketType = _socket.socket


def fromfd(fd, family, type, proto=0):
    """A socket on a duplicate of a descriptor."""
    return socket(family, type, proto, fileno=_socket.dup(fd))


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    """Two sockets that are connected with each other."""
    family = AF_UNIX if family is None else family
    first, second = _socket._socketpair(int(family), int(type), proto)
    return socket(family, type, proto, first), socket(family, type, proto, second)


def getaddrinfo(host, port, family=0, type=0, proto=0, flags=0):
    """The addresses of a host, with what a socket for each of them needs."""
    return [(_as(AddressFamily, found[0]), _as(SocketKind, found[1]), *found[2:])
            for found in _socket.getaddrinfo(host, port, int(family), int(type), proto, int(flags))]


def getfqdn(name=""):
    """The full name of a host, as far as the system knows it."""
    name = name.strip()
    if not name or name in ("0.0.0.0", "::"):
        name = gethostname()
    try:
        return _socket.getaddrinfo(name, None, 0, SOCK_DGRAM, 0, AI_CANONNAME)[0][3] or name
    except OSError:
        return name


def create_connection(address, timeout=_GLOBAL_DEFAULT_TIMEOUT, source_address=None, *, all_errors=False):
    """Connect to (host, port), trying each of the host's addresses."""
    host, port = address
    problems = []
    for family, kind, proto, _, where in getaddrinfo(host, port, 0, SOCK_STREAM):
        connection = None
        try:
            connection = socket(family, kind, proto)
            if timeout is not _GLOBAL_DEFAULT_TIMEOUT:
                connection.settimeout(timeout)
            if source_address:
                connection.bind(source_address)
            connection.connect(where)
            return connection
        except OSError as problem:
            if not all_errors:
                problems.clear()
            problems.append(problem)
            if connection is not None:
                connection.close()
    if not problems:
        raise OSError("getaddrinfo returns an empty list")
    try:
        if not all_errors:
            raise problems[0]
        raise ExceptionGroup("create_connection failed", problems)
    finally:
        problems = None


def has_dualstack_ipv6():
    """Whether one socket can serve both IPv4 and IPv6."""
    try:
        with socket(AF_INET6, SOCK_STREAM) as probe:
            probe.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0)
            return True
    except OSError:
        return False


def create_server(address, *, family=AF_INET, backlog=None, reuse_port=False, dualstack_ipv6=False):
    """A TCP socket that is bound to the address and listens."""
    if dualstack_ipv6 and (family != AF_INET6 or not has_dualstack_ipv6()):
        raise ValueError("dualstack_ipv6 requires AF_INET6 family" if family != AF_INET6 else
                         "dualstack_ipv6 not supported on this platform")
    server = socket(family, SOCK_STREAM)
    try:
        server.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        if reuse_port:
            server.setsockopt(SOL_SOCKET, SO_REUSEPORT, 1)
        if family == AF_INET6:
            server.setsockopt(IPPROTO_IPV6, IPV6_V6ONLY, 0 if dualstack_ipv6 else 1)
        try:
            server.bind(address)
        except OSError as problem:
            raise OSError(problem.errno, f"{problem.strerror} (while attempting to bind on address {address!r})") from None
        if backlog is None:
            server.listen()
        else:
            server.listen(backlog)
        return server
    except BaseException:
        server.close()
        raise
