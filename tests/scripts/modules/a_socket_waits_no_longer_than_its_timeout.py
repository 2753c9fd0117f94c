import socket

a, b = socket.socketpair()
print(a.gettimeout(), a.getblocking(), a.timeout)  # expect: None True None
a.settimeout(0.01)
print(a.gettimeout(), a.getblocking())  # expect: 0.01 True
try:
    a.recv(1)
except TimeoutError as error:
    print(repr(error), socket.timeout is TimeoutError, isinstance(error, OSError))  # expect: TimeoutError('timed out') True True

b.send(b"x")
print(a.recv(1))  # expect: b'x'

# As much as fits, and then no more.
a.settimeout(0.01)
try:
    a.sendall(bytes(100_000_000))
except TimeoutError as error:
    print(error)  # expect: timed out

a.setblocking(False)
print(a.gettimeout(), a.getblocking())  # expect: 0.0 False
try:
    a.recv(1)
except BlockingIOError as error:
    print(error)  # expect: [Errno 11] Resource temporarily unavailable
a.setblocking(True)
print(a.gettimeout())  # expect: None
try:
    a.settimeout(-1)
except ValueError as error:
    print(error)  # expect: Timeout value out of range

server = socket.create_server(("127.0.0.1", 0))
server.settimeout(0.01)
try:
    server.accept()
except TimeoutError as error:
    print(error)  # expect: timed out
with socket.create_connection(server.getsockname(), timeout=20) as client:
    print(client.gettimeout())  # expect: 20.0
    accepted, _ = server.accept()
    print(accepted.gettimeout())  # expect: None
    accepted.close()
server.close()

socket.setdefaulttimeout(7)
print(socket.getdefaulttimeout(), socket.socket().gettimeout())  # expect: 7.0 7.0
socket.setdefaulttimeout(None)
print(socket.socket().gettimeout())  # expect: None
