import socket

a, b = socket.socketpair()
print(a.send(b"hello"))  # expect: 5
print(b.recv(3), b.recv(100))  # expect: b'hel' b'lo'
print(b.sendall(bytearray(b"answer")))  # expect: None
print(a.recv(100, socket.MSG_PEEK), a.recv(100))  # expect: b'answer' b'answer'
print(a.family == socket.AF_UNIX, a.type == socket.SOCK_STREAM, a.proto)  # expect: True True 0
print(repr(a.family), repr(a.type))  # expect: <AddressFamily.AF_UNIX: 1> <SocketKind.SOCK_STREAM: 1>
print(a.getsockname() == "", a.fileno() > 2)  # expect: True True

target = bytearray(b"........")
a.send(b"abc")
print(b.recv_into(target), target)  # expect: 3 bytearray(b'abc.....')
a.send(b"xyz")
print(b.recv_into(target, 2), target)  # expect: 2 bytearray(b'xyc.....')
print(b.recv(9))  # expect: b'z'

a.shutdown(socket.SHUT_WR)
print(b.recv(10))  # expect: b''
b.send(b"still open")
print(a.recv(100))  # expect: b'still open'

with a, b:
    copy = a.dup()
    print(copy.fileno() != a.fileno(), type(copy) is socket.socket)  # expect: True True
    copy.close()
print(a.fileno(), b.fileno())  # expect: -1 -1
print(str(a).startswith("<socket.socket [closed] fd=-1, family=1, type=1, proto=0>"))  # expect: True

a, b = socket.socketpair()
number = a.detach()
again = socket.socket(fileno=number)
print(a.fileno(), again.family == socket.AF_UNIX, again.type == socket.SOCK_STREAM)  # expect: -1 True True
b.sendall(b"same connection")
print(again.recv(100))  # expect: b'same connection'
again.close()
print(b.recv(1))  # expect: b''
b.close()
