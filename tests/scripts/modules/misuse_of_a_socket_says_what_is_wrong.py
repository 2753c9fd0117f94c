import socket


def attempt(function, *args):
    try:
        print("no error:", function(*args))
    except Exception as error:
        print(type(error).__name__ + ":", error)


s = socket.socket()
attempt(s.connect, "somewhere")  # expect: TypeError: connect(): AF_INET address must be tuple, not str
attempt(s.connect, (1, 2, 3))  # expect: TypeError: AF_INET address must be a pair (host, port)
attempt(s.bind, ("127.0.0.1", "x"))  # expect: TypeError: 'str' object cannot be interpreted as an integer
attempt(s.bind, ("127.0.0.1", 70000))  # expect: OverflowError: bind(): port must be 0-65535.
attempt(s.send, "text")  # expect: TypeError: a bytes-like object is required, not 'str'
attempt(s.recv, -1)  # expect: ValueError: negative buffersize in recv
attempt(s.recv, 1)  # expect: OSError: [Errno 107] Transport endpoint is not connected
attempt(s.accept)  # expect: OSError: [Errno 22] Invalid argument
attempt(s.getpeername)  # expect: OSError: [Errno 107] Transport endpoint is not connected
attempt(s.recv_into, b"constant")  # expect: TypeError: recv_into() argument 1 must be read-write bytes-like object, not bytes
attempt(s.recv_into, bytearray(2), 3)  # expect: ValueError: buffer too small for requested bytes
attempt(s.makefile, "x")  # expect: ValueError: invalid mode 'x' (only r, w, b allowed)
s.close()
s.close()
attempt(s.recv, 1)  # expect: OSError: [Errno 9] Bad file descriptor
attempt(s.listen)  # expect: OSError: [Errno 9] Bad file descriptor
attempt(socket.inet_aton, "1.2.3.400")  # expect: OSError: illegal IP address string passed to inet_aton
attempt(socket.socket, 12345)  # expect: OSError: [Errno 97] Address family not supported by protocol
attempt(socket.create_connection, ("999.1.1.1.invalid.", 80))  # expect: gaierror: [Errno -2] Name or service not known
print(issubclass(socket.gaierror, OSError), socket.error is OSError)  # expect: True True
a, b = socket.socketpair()
b.close()
attempt(a.sendall, b"x")  # expect: BrokenPipeError: [Errno 32] Broken pipe
print(a.recv(1))  # expect: b''
