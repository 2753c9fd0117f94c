import socket
from threading import Thread

server = socket.create_server(("127.0.0.1", 0))
host, port = server.getsockname()
print(host, port > 0)  # expect: 127.0.0.1 True
print(server.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR) != 0)  # expect: True


accepted = []


def serve(clients):
    for _ in range(clients):
        connection, address = server.accept()
        with connection:
            accepted.append((address[0], type(connection) is socket.socket))
            while data := connection.recv(1024):
                connection.sendall(data.upper())


crew = Thread(target=serve, args=(3,))
crew.start()
with socket.create_connection(("localhost", port)) as client:
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print(client.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0)  # expect: True
    print(client.getpeername() == ("127.0.0.1", port))  # expect: True
    for word in (b"one", b"two"):
        client.sendall(word)
        print(client.recv(100))
    # expect: b'ONE'
    # expect: b'TWO'

# More than the buffers of the system hold, both ways at once.
with socket.create_connection(("127.0.0.1", port)) as client:
    big = bytes(range(97, 123)) * 100_000
    sender = Thread(target=lambda: (client.sendall(big), client.shutdown(socket.SHUT_WR)))
    sender.start()
    pieces = []
    while piece := client.recv(65536):
        pieces.append(piece)
    sender.join()
    print(b"".join(pieces) == big.upper())  # expect: True

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as client:
    print(client.connect_ex(("127.0.0.1", port)))  # expect: 0
    with client.makefile("rw", encoding="utf-8", newline="\n") as file:
        file.write("first line\nsecond: \u00e4\n")
        file.flush()
        print(file.readline(), end="")  # expect: FIRST LINE
        print(file.readline().encode())  # expect: b'SECOND: \xc3\xa4\n'

crew.join()
print(accepted)  # expect: [('127.0.0.1', True), ('127.0.0.1', True), ('127.0.0.1', True)]
server.close()
try:
    socket.create_connection(("127.0.0.1", port), timeout=10)
except ConnectionRefusedError as error:
    print(error)  # expect: [Errno 111] Connection refused
