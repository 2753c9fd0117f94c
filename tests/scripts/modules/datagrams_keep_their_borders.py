import os
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, socket.socket(type=socket.SOCK_DGRAM) as two:
    one.bind(("127.0.0.1", 0))
    two.bind(("", 0))
    where = one.getsockname()
    print(two.sendto(b"first", where), two.sendto(b"second", 0, where))  # expect: 5 6
    data, sender = one.recvfrom(100)
    print(data, sender == ("127.0.0.1", two.getsockname()[1]))  # expect: b'first' True
    target = bytearray(4)
    count, sender = one.recvfrom_into(target)
    print(count, target, sender[0])  # expect: 4 bytearray(b'seco') 127.0.0.1
    two.connect(where)
    two.send(b"")
    print(one.recv(10))  # expect: b''

path = f"/tmp/datagrams-{os.getpid()}"
with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as receiver:
    receiver.bind(path)
    print(receiver.getsockname() == path)  # expect: True
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.sendto(b"by path", path)
        print(receiver.recvfrom(100))  # expect: (b'by path', None)
os.unlink(path)

name = f"\0stream-{os.getpid()}"
with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
    server.bind(name)
    server.listen(1)
    client.connect(name)
    accepted, address = server.accept()
    client.sendall(b"stream")
    print(accepted.recv(100), server.getsockname() == name.encode())  # expect: b'stream' True
    accepted.close()
